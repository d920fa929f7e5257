/* setup_users - the three users of the database (architecture 19): their
 * names, whether they are as they should be, making them, and their rights.
 * Everything here can be done twice. */
#include "aftersale/crypt.h"
#include "doctor_store.h"
#include "grants.h"
#include "setup.h"

static const struct {
	const char *user; /* in the file */
	const char *password;
	const char *tail; /* of the name */
	enum db_role by;
} rows[SETUP_USERS] = {
	[SETUP_PAGE] = { "database.user", "database.password", "page",
	    DB_PAGE },
	[SETUP_WORKER] = { "database.worker_user", "database.worker_password",
	    "work", DB_WORKER },
	[SETUP_OWNER] = { "database.owner_user", "database.owner_password",
	    "owner", DB_BOTH },
};

/* ---- names -------------------------------------------------------------- */

/* The same for the same shop, so that a file that was lost does no harm. */
static struct str
user_name(struct setup_plan *plan, const char *tail)
{
	const struct db_conf *db = &plan->app.conf.db;
	struct arena *a = plan->arena;
	uint8_t digest[SHA256_SIZE];

	sha256(arena_printf(a, STR_FMT "\n" STR_FMT, STR_ARG(db->name),
		   STR_ARG(db->prefix)),
	    digest);
	return arena_printf(a, "aftersale_" STR_FMT "_%s",
	    STR_ARG(hex_text(a, digest, 4)), tail);
}

/* "*" and SHA1(SHA1(password)) in capitals, as the server keeps it. */
static struct str
password_hash(struct arena *a, struct str password)
{
	uint8_t digest[SHA1_SIZE];
	struct buf b = buf_new(a, 64);
	struct str hex;

	sha1(password, digest);
	sha1((struct str){ (char *)digest, sizeof(digest) }, digest);
	hex = hex_text(a, digest, sizeof(digest));
	buf_putc(&b, '*');
	for (size_t i = 0; i < hex.n; i++)
		buf_putc(&b, hex.p[i] >= 'a' ? (char)(hex.p[i] - 32)
					     : hex.p[i]);
	return buf_str(&b);
}

/* Through a socket we are of this machine; else what holds for the shop's
 * account holds for ours. */
static struct str
host_of(struct setup_plan *plan)
{
	struct str host = STR("localhost");

	if (!plan->app.conf.db.socket.n)
		account_host(plan->app.db, plan->arena, &host);
	return host;
}

/* Not that of the shop, now or when the file was written: such an account may
 * serve others, and has a password of its own. */
static bool
is_ours(const struct setup_plan *plan, struct str user)
{
	return user.n && !str_is(user, plan->app.conf.db.user) &&
	    !str_is(user, setup_conf_text(plan, "database.account"));
}

static void
name_one(struct setup_plan *plan, enum setup_who who, struct str host)
{
	struct db_account *account = &plan->users[who].account;
	struct str user = setup_conf_text(plan, rows[who].user);

	if (plan->is_single_user) {
		if (who == SETUP_PAGE)
			*account = (struct db_account){
				.user = plan->app.conf.db.user,
				.password = plan->app.conf.db.password
			};
		return;
	}
	account->host = host;
	if (is_ours(plan, user)) {
		account->user = user;
		account->password =
		    setup_conf_text(plan, rows[who].password);
	} else {
		account->user = user_name(plan, rows[who].tail);
		account->password = setup_random(plan->arena, 16);
	}
	account->hash = password_hash(plan->arena, account->password);
}

void
setup_users_name(struct setup_plan *plan)
{
	struct str host = host_of(plan);

	for (int i = 0; i < SETUP_USERS; i++)
		name_one(plan, (enum setup_who)i, host);
}

struct db_conf
setup_conf_of(const struct setup_plan *plan, enum setup_who who)
{
	const struct db_account *account = &plan->users[who].account;
	struct db_conf conf = plan->app.conf.db;

	conf.user = account->user;
	conf.password = account->password;
	return conf;
}

/* ---- are they as they should be? ---------------------------------------- */

struct checking {
	struct db *db;
	enum db_role by;
	bool is_fine;
};

static void
check_list(void *ctx, const struct db_stmt *const *list)
{
	struct checking *c = ctx;

	for (; c->is_fine && *list; list++)
		if (grant_is_for(*list, c->by) && db_check(c->db, *list))
			c->is_fine = false;
}

static bool
does_owner_work(struct setup_plan *plan, struct db *db)
{
	struct account_rights rights;

	return !account_rights(db, plan->arena, plan->app.conf.db.prefix,
		   &rights) &&
	    (rights.writes > 0 ||
		rights.makes >= (int64_t)plan->own.count);
}

static bool
does_work(struct setup_plan *plan, enum setup_who who)
{
	struct db_conf conf = setup_conf_of(plan, who);
	struct db *db = db_new(&conf);
	struct checking c = { db, rows[who].by, db_connect(db) == ERR_OK };

	if (c.is_fine && who == SETUP_OWNER)
		c.is_fine = does_owner_work(plan, db);
	else if (c.is_fine)
		grants_each_list(&plan->app, check_list, &c);
	db_free(db);
	return c.is_fine;
}

void
setup_users_check(struct setup_plan *plan)
{
	for (int i = 0; i < SETUP_USERS; i++)
		plan->users[i].works =
		    (plan->is_single_user && i != SETUP_PAGE) ||
		    does_work(plan, (enum setup_who)i);
}

bool
setup_users_work(const struct setup_plan *plan)
{
	for (int i = 0; i < SETUP_USERS; i++)
		if (!plan->users[i].works)
			return false;
	return true;
}

/* ---- the SQL ------------------------------------------------------------ */

static void
add(struct setup_plan *plan, struct list *out, struct str sql)
{
	*LIST_PUSH(plan->arena, out, struct str) = sql;
}

static void
owner_sql(struct setup_plan *plan, struct list *out)
{
	const struct db_conf *db = &plan->app.conf.db;

	for (size_t i = 0; i < plan->own.count; i++) {
		const struct db_table *t = LIST_AT(&plan->own,
		    struct db_table, i);

		add(plan, out,
		    db_account_grant(plan->arena, STR(GRANT_OWNER), db->name,
			arena_printf(plan->arena, STR_FMT "aftersale_" STR_FMT,
			    STR_ARG(db->prefix), STR_ARG(t->name)),
			&plan->users[SETUP_OWNER].account));
	}
}

static void
role_sql(struct setup_plan *plan, enum setup_who who, struct list *out)
{
	const struct db_conf *db = &plan->app.conf.db;
	struct list grants = { 0 };

	grants_collect(plan->arena, &plan->app, rows[who].by, &grants);
	for (size_t i = 0; i < grants.count; i++) {
		const struct grant *g = LIST_AT(&grants, struct grant, i);

		if (grant_place(plan->arena, &plan->app, plan->app.db, g) ==
		    GRANT_MISSING)
			continue;
		add(plan, out,
		    db_account_grant(plan->arena,
			grant_rights(plan->arena, g->rights), db->name,
			grant_table(plan->arena, db, g->table),
			&plan->users[who].account));
	}
}

void
setup_users_sql(struct setup_plan *plan, bool with_users, struct list *out)
{
	struct str version = db_version(plan->app.db);

	for (int i = 0; with_users && i < SETUP_USERS; i++)
		add(plan, out,
		    db_account_make(plan->arena, version,
			&plan->users[i].account, true));
	owner_sql(plan, out);
	role_sql(plan, SETUP_PAGE, out);
	role_sql(plan, SETUP_WORKER, out);
}

/* ---- doing it ----------------------------------------------------------- */

static enum err
run_all(struct db *db, const struct list *sql)
{
	for (size_t i = 0; i < sql->count; i++) {
		enum err e = db_account_run(db, "rights",
		    *LIST_AT(sql, struct str, i));

		if (e)
			return e;
	}
	return ERR_OK;
}

/* An account of ours that is there with another password gets the one of the
 * file. */
static enum err
make_one(struct setup_plan *plan, struct db *admin, enum setup_who who)
{
	const struct db_account *account = &plan->users[who].account;
	struct str version = db_version(admin);
	struct db_conf conf = setup_conf_of(plan, who);
	struct db *db;
	enum err e;

	e = db_account_run(admin, "users",
	    db_account_make(plan->arena, version, account, false));
	if (e)
		return e;
	conf.name = STR("");
	db = db_new(&conf);
	e = db_connect(db);
	db_free(db);
	if (!e)
		return ERR_OK;
	return db_account_run(admin, "users",
	    db_account_reset(plan->arena, version, account));
}

static enum err
make_with(struct setup_plan *plan, struct db *admin)
{
	struct list sql = { 0 };
	enum err e = db_connect(admin);

	for (int i = 0; !e && i < SETUP_USERS; i++)
		e = make_one(plan, admin, (enum setup_who)i);
	if (e)
		return e;
	owner_sql(plan, &sql);
	return run_all(admin, &sql);
}

enum err
setup_users_make(struct setup_plan *plan, const char **by)
{
	struct db_conf conf;
	enum err e = ERR_DENIED;

	*by = NULL;
	for (int i = 0; e && setup_admin(plan, i, &conf, by); i++) {
		struct db *admin = db_new(&conf);

		e = make_with(plan, admin);
		db_free(admin);
	}
	if (e)
		*by = NULL;
	return e;
}

enum err
setup_users_grant(struct setup_plan *plan)
{
	struct list sql = { 0 };
	struct db_conf conf;
	const char *name;
	enum err e = ERR_DENIED;

	role_sql(plan, SETUP_PAGE, &sql);
	role_sql(plan, SETUP_WORKER, &sql);
	for (int i = 0; e && setup_admin(plan, i, &conf, &name); i++) {
		struct db *admin = db_new(&conf);

		e = run_all(admin, &sql);
		db_free(admin);
	}
	return e;
}
