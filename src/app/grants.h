/* grants.h - rights by table; private to app. */
#ifndef APP_GRANTS_H
#define APP_GRANTS_H

#include "aftersale/limit.h"
#include "aftersale/link.h"
#include "aftersale/outbox.h"
#include "app.h"

enum {
	GRANT_SELECT = 1,
	GRANT_INSERT = 2,
	GRANT_UPDATE = 4,
	GRANT_DELETE = 8
};

/* What the owner of our tables may do with each of them. */
#define GRANT_OWNER                                                            \
	"CREATE, ALTER, INDEX, DROP, SELECT, INSERT, UPDATE, DELETE"

struct grant {
	struct str table; /* with {own}, {shop} or {base} */
	unsigned rights;
};

/* Calls see for each list of statements, features' last. */
void grants_each_list(const struct app *app,
    void (*see)(void *ctx, const struct db_stmt *const *list), void *ctx);
bool grant_is_for(const struct db_stmt *st, enum db_role by);
/* One row a table, in the order the statements name them; of both for
 * DB_BOTH. */
void grants_collect(struct arena *a, const struct app *app, enum db_role by,
    struct list *grants);
struct str grant_table(
    struct arena *a, const struct db_conf *conf, struct str table);
bool grant_is_own(const struct grant *g);
/* Is the table of the shop there? The server refuses a right on one that is
 * missing. db is asked as an account that sees the whole schema; with NULL
 * nobody was asked. */
enum grant_place { GRANT_THERE = 0, GRANT_UNKNOWN, GRANT_MISSING };
enum grant_place grant_place(struct arena *a, const struct app *app,
    struct db *db, const struct grant *g);
struct str grant_rights(struct arena *a, unsigned rights);

/* Does this account of the shop see every table of its schema? */
bool grants_may_ask(struct db *db, struct arena *a);
/* The shop's own account, as its wp-config.php says; false: it cannot be
 * read. */
bool shop_account(struct arena *a, const struct conf *conf,
    struct db_conf *out);

#endif
