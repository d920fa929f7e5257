/* cmd_grants - prints the GRANT lines of the three database users. */
#include <stdio.h>

#include "grants.h"
#include "session.h"

static const struct option_row options[] = {
	{ "user", "NAME", "the page and worker user; the file's otherwise" },
	{ "owner", "NAME", "the user that may change tables" },
	{ "read-only", NULL, "only what the mode read-only needs" },
	{ NULL, NULL, NULL }
};

static void
print_grant(const struct app *app, const struct grant *g, const char *user,
    bool read_only)
{
	unsigned rights = read_only ? g->rights & GRANT_SELECT : g->rights;
	bool is_own = str_has_prefix(g->table, STR("{own}"));

	if (!rights || (read_only && is_own))
		return;
	printf("%sGRANT " STR_FMT " ON `" STR_FMT "`.`" STR_FMT "` TO %s;\n",
	    grant_mark(app->arena, app, g),
	    STR_ARG(grant_rights(app->arena, rights)),
	    STR_ARG(app->conf.db.name),
	    STR_ARG(grant_table(app->arena, &app->conf.db, g->table)), user);
}

/* Tables cannot be named by a pattern, so each of ours has its line. */
static void
print_owner(const struct app *app, const struct grant *g, const char *owner)
{
	if (!str_has_prefix(g->table, STR("{own}")))
		return;
	printf("GRANT CREATE, ALTER, INDEX, DROP, SELECT, INSERT, UPDATE,"
	       " DELETE ON `" STR_FMT "`.`" STR_FMT "` TO %s;\n",
	    STR_ARG(app->conf.db.name),
	    STR_ARG(grant_table(app->arena, &app->conf.db, g->table)), owner);
}

static int
run(const struct args *args)
{
	const char *owner = args_get(args, "owner");
	const char *user = args_get(args, "user");
	struct list grants = { 0 };
	struct app app;
	int status;

	status = session_open_offline(args, &app);
	if (status)
		return status;

	if (!user)
		user = arena_printz(app.arena, "'" STR_FMT "'@'localhost'",
		    STR_ARG(app.conf.db.user));
	grants_collect(app.arena, &app, &grants);
	for (size_t i = 0; i < grants.count; i++)
		print_grant(&app, LIST_AT(&grants, struct grant, i), user,
		    args_has(args, "read-only"));
	for (size_t i = 0; owner && i < grants.count; i++)
		print_owner(&app, LIST_AT(&grants, struct grant, i), owner);
	app_close(&app);
	return EXIT_FINE;
}

const struct command cmd_grants = {
	.name = "grants",
	.what = "Print the database rights this program needs.",
	.options = options,
	.run = run,
};
