/* cmd_migrate - brings aftersale's own tables to this program's schema. */
#include <stdio.h>

#include "fleet.h"
#include "session.h"

static const struct option_row options[] = {
	{ "dry-run", NULL, "list what would be done and change nothing" },
	{ "all", "DIR", "for all shops with a configuration in DIR" },
	{ NULL, NULL, NULL }
};

static void
say(void *ctx, struct str line)
{
	bool *is_new = ctx;

	*is_new = true;
	print_str(line);
	putchar('\n');
}

static enum err
do_them(struct app *app, const char *dir)
{
	bool is_new = false;
	enum err e = db_migrate(app->db, app->arena, dir, clock_now(), say,
	    &is_new);

	if (!e && !is_new)
		puts("The tables are up to date.");
	return e;
}

static enum err
list_them(struct app *app, const char *dir)
{
	struct list found = { 0 };
	int64_t missing = 0;
	enum err e;

	e = db_migrations(app->db, app->arena, dir, &found);
	if (e)
		return e;

	for (size_t i = 0; i < found.count; i++) {
		const struct db_migration *m = LIST_AT(&found,
		    struct db_migration, i);

		missing += !m->is_applied;
		printf("%s  " STR_FMT " (%lld steps)\n",
		    m->is_applied ? "applied" : "missing", STR_ARG(m->name),
		    (long long)m->steps);
	}
	if (missing)
		puts("Back up the tables that begin with aftersale_ first.");
	return ERR_OK;
}

static int
run(const struct args *args)
{
	const char *const words[] = { "migrate",
		args_has(args, "dry-run") ? "--dry-run" : NULL, NULL };
	struct app app;
	const char *dir;
	int status;
	enum err e;

	if (args_has(args, "all"))
		return fleet_each(args_get(args, "all"), words, 0,
		    FLEET_TEXT);
	status = session_open_as(args, APP_OWNER, &app);
	if (status)
		return status;

	dir = arena_printz(app.arena, STR_FMT "/migrations",
	    STR_ARG(app.conf.share));
	if (args_has(args, "dry-run"))
		e = list_them(&app, dir);
	else
		e = do_them(&app, dir);
	if (e)
		status = failure("migrate: %s " STR_FMT, err_word(e),
		    STR_ARG(db_why(app.db)));
	app_close(&app);
	return status;
}

const struct command cmd_migrate = {
	.name = "migrate",
	.what = "Bring aftersale's own tables up to date.",
	.options = options,
	.run = run,
};
