/* session - how a sub-command begins and how it prints. */
#include <stdio.h>

#include "session.h"

int
session_open_as(const struct args *args, enum app_user user, struct app *app)
{
	struct str why = STR("");
	enum err e = app_open(args->config, user, app, &why);
	int status;

	if (!e)
		return 0;
	status = failure("%s: " STR_FMT, args->config,
	    STR_ARG(why.n ? why : str_of(err_word(e))));
	app_close(app);
	return status;
}

int
session_open_offline(const struct args *args, struct app *app)
{
	return session_open_as(args, APP_PAGE, app);
}

int
session_open(const struct args *args, struct app *app)
{
	int status = session_open_offline(args, app);
	struct str why;
	enum err e;

	if (status)
		return status;
	e = shop_refresh(app->shop, clock_now());
	if (!e)
		return 0;

	why = shop_why(app->shop);
	if (!why.n)
		why = db_why(app->db);
	status = failure("the shop's database: " STR_FMT,
	    STR_ARG(why.n ? why : str_of(err_word(e))));
	app_close(app);
	return status;
}

void
print_str(struct str s)
{
	fwrite(s.n ? s.p : "", 1, s.n, stdout);
}

void
print_json(struct arena *a, const struct value *v)
{
	print_str(conf_json_text(a, v, true));
	putchar('\n');
}

const char *
templates_dir(struct app *app)
{
	return arena_printz(app->arena, STR_FMT "/templates",
	    STR_ARG(app->conf.share));
}
