/* cmd_grants - prints the GRANT lines of the three database users (PK-04):
 * pages, worker, owner of our tables. It changes nothing. */
#include <stdio.h>

#include "grants.h"
#include "session.h"

static const struct option_row options[] = {
	{ "user", "NAME", "who serves the pages, and works where --worker is"
			  " not given" },
	{ "worker", "NAME", "who works" },
	{ "owner", "NAME", "who may change our tables" },
	{ "read-only", NULL, "only what the mode read-only needs" },
	{ NULL, NULL, NULL }
};

static const char *const marks[] = {
	[GRANT_THERE] = "",
	[GRANT_UNKNOWN] = "-- if the shop has this table: ",
	[GRANT_MISSING] = "-- there is no such table: ",
};

struct printing {
	struct app *app;
	struct db *asked; /* NULL: nobody */
	bool read_only;
};

static void
print_grant(struct printing *p, const struct grant *g, const char *user)
{
	struct app *app = p->app;
	unsigned rights = p->read_only ? g->rights & GRANT_SELECT : g->rights;

	if (!rights || (p->read_only && grant_is_own(g)))
		return;
	printf("%sGRANT " STR_FMT " ON `" STR_FMT "`.`" STR_FMT "` TO %s;\n",
	    marks[grant_place(app->arena, app, p->asked, g)],
	    STR_ARG(grant_rights(app->arena, rights)),
	    STR_ARG(app->conf.db.name),
	    STR_ARG(grant_table(app->arena, &app->conf.db, g->table)), user);
}

static void
print_role(struct printing *p, enum db_role by, const char *user)
{
	struct list grants = { 0 };

	grants_collect(p->app->arena, p->app, by, &grants);
	for (size_t i = 0; i < grants.count; i++)
		print_grant(p, LIST_AT(&grants, struct grant, i), user);
}

/* Tables cannot be named by a pattern, so each of ours has its line. */
static void
print_owner(struct app *app, const char *owner)
{
	const char *dir = arena_printz(app->arena, STR_FMT "/migrations",
	    STR_ARG(app->conf.share));
	struct list tables = { 0 };

	if (db_own_tables(app->arena, dir, &tables))
		return;
	for (size_t i = 0; i < tables.count; i++) {
		const struct db_table *t = LIST_AT(&tables, struct db_table,
		    i);

		printf("GRANT " GRANT_OWNER " ON `" STR_FMT "`.`" STR_FMT
		       "aftersale_" STR_FMT "` TO %s;\n",
		    STR_ARG(app->conf.db.name), STR_ARG(app->conf.db.prefix),
		    STR_ARG(t->name), owner);
	}
}

/* Named on the command line, else in the file. */
static const char *
name_of(struct app *app, const char *given, struct str user)
{
	if (given || !user.n)
		return given;
	return arena_printz(app->arena, "'" STR_FMT "'@'localhost'",
	    STR_ARG(user));
}

static void
print_all(struct printing *p, const struct args *args)
{
	struct app *app = p->app;
	const char *given = args_get(args, "user");
	const char *user = name_of(app, given, app->conf.db.user);
	const char *worker = name_of(app, args_get(args, "worker"),
	    given ? STR("") : app->conf.worker_user);
	const char *owner = name_of(app, args_get(args, "owner"),
	    given ? STR("") : app->conf.owner_user);

	print_role(p, worker ? DB_PAGE : DB_BOTH, user);
	if (worker && !p->read_only)
		print_role(p, DB_WORKER, worker);
	if (owner && !p->read_only)
		print_owner(app, owner);
}

static int
run(const struct args *args)
{
	struct db_conf account;
	struct db *db = NULL;
	struct app app;
	int status;

	status = session_open_offline(args, &app);
	if (status)
		return status;

	if (shop_account(app.arena, &app.conf, &account))
		db = db_new(&account);
	else
		db = db_new(&app.conf.db);
	struct printing p = { &app, db, args_has(args, "read-only") };

	if (!grants_may_ask(db, app.arena))
		p.asked = NULL;
	print_all(&p, args);
	db_free(db);
	app_close(&app);
	return EXIT_FINE;
}

const struct command cmd_grants = {
	.name = "grants",
	.what = "Print the database rights this program needs.",
	.options = options,
	.run = run,
};
