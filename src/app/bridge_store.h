/* bridge_store.h - the rows of {own}bridge; private to app. */
#ifndef APP_BRIDGE_STORE_H
#define APP_BRIDGE_STORE_H

#include "aftersale/db.h"

struct bridge_row {
	struct str value; /* JSON */
	int64_t said_at;
};

/* ERR_NOT_FOUND: nobody said anything yet. */
enum err bridge_load(
    struct db *db, struct arena *a, const char *name, struct bridge_row *out);
enum err bridge_save(
    struct db *db, const char *name, struct str value, int64_t now);
extern const struct db_stmt *const bridge_stmts[];

#endif
