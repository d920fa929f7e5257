/* doctor_accounts - looks at the users of the database: whether each can do
 * its work, and whether one could do harm (architecture 19). */
#include "doctor.h"
#include "doctor_store.h"
#include "grants.h"

struct looking {
	struct app *app;
	struct list *out;
	struct db *db;
	enum db_role by;
	const char *who;
	size_t seen;
	size_t failed;
};

static void
look_at_list(void *ctx, const struct db_stmt *const *list)
{
	struct looking *l = ctx;
	bool is_of_shop = list == shop_stmts(l->app->shop);

	if (l->app->conf.mode == CONF_MODE_READ_ONLY && !is_of_shop)
		return;
	for (; *list; list++) {
		if (!grant_is_for(*list, l->by))
			continue;
		l->seen++;
		if (!db_check(l->db, *list))
			continue;
		l->failed++;
		doctor_find(l->app, l->out, FINDING_BAD,
		    arena_printf(l->app->arena, "%s, statement %s: " STR_FMT,
			l->who, (*list)->name, STR_ARG(db_why(l->db))),
		    "Run aftersale setup again, or aftersale migrate; for"
		    " rights see aftersale grants. Tables of the shop that"
		    " have changed are listed below.");
	}
}

static void
look_at_stmts(struct looking *l)
{
	grants_each_list(l->app, look_at_list, l);
	if (l->failed)
		return;
	doctor_find(l->app, l->out, FINDING_OK,
	    arena_printf(l->app->arena, "%s, %zu statements prepared", l->who,
		l->seen),
	    "");
}

static bool
signs_in(struct looking *l)
{
	if (!db_connect(l->db))
		return true;
	doctor_find(l->app, l->out, FINDING_BAD,
	    arena_printf(l->app->arena, "%s: " STR_FMT, l->who,
		STR_ARG(db_why(l->db))),
	    "Run aftersale setup again: it gives the users back their"
	    " passwords.");
	return false;
}

static void
look_at_page(struct app *app, struct list *out)
{
	bool is_one = !app->conf.worker_user.n;
	struct looking l = { app, out, app->db, is_one ? DB_BOTH : DB_PAGE,
		"page user", 0 };
	struct account_rights rights;

	look_at_stmts(&l);
	if (account_rights(app->db, app->arena, app->conf.db.prefix, &rights))
		return;
	if (rights.writes)
		doctor_find(app, out, FINDING_WARN,
		    STR("one account that may change the whole shop"),
		    "A flaw here could then write to the shop, and drop its"
		    " tables: run aftersale setup without --single-user.");
	else
		doctor_find(app, out, FINDING_OK,
		    STR("the page user cannot change the shop"), "");
}

static void
look_at_worker(struct app *app, struct list *out)
{
	struct db *db = db_new(&app->conf.worker_db);
	struct looking l = { app, out, db, DB_WORKER, "worker user", 0 };

	if (signs_in(&l))
		look_at_stmts(&l);
	db_free(db);
}

static void
look_at_owner(struct app *app, struct list *out)
{
	struct db *db = db_new(&app->conf.owner_db);
	struct looking l = { app, out, db, DB_BOTH, "owner of our tables", 0 };
	const char *dir = arena_printz(app->arena, STR_FMT "/migrations",
	    STR_ARG(app->conf.share));
	struct account_rights rights = { 0 };
	struct list own = { 0 };
	bool may;

	if (signs_in(&l) &&
	    !account_rights(db, app->arena, app->conf.db.prefix, &rights) &&
	    !db_own_tables(app->arena, dir, &own)) {
		may = rights.writes || rights.makes >= (int64_t)own.count;
		doctor_find(app, out, may ? FINDING_OK : FINDING_BAD,
		    arena_printf(app->arena,
			"owner of our tables, may make %lld of %zu",
			(long long)(rights.writes ? (int64_t)own.count
						  : rights.makes),
			own.count),
		    "After an upgrade that brings tables: run aftersale setup"
		    " again.");
	}
	db_free(db);
}

void
doctor_accounts(struct app *app, struct list *out)
{
	look_at_page(app, out);
	if (app->conf.mode == CONF_MODE_READ_ONLY)
		return;
	if (app->conf.worker_user.n)
		look_at_worker(app, out);
	if (app->conf.owner_user.n)
		look_at_owner(app, out);
}
