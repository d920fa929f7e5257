/* drift_store.h - the shop's tables as they are and as they were taken;
 * private to app. */
#ifndef APP_DRIFT_STORE_H
#define APP_DRIFT_STORE_H

#include "aftersale/db.h"

/* Every column and index of the table, as a tree for drift_compare.
 * ERR_NOT_FOUND: there is none, or we may not see it. */
enum err shape_now(struct db *db, struct arena *a, struct str table,
    struct value *out);

struct shape_row {
	struct str name;
	struct str value; /* JSON */
	int64_t taken_at;
};
enum err shape_rows(
    struct db *db, struct arena *a, struct list *out /* struct shape_row */);
enum err shape_save(
    struct db *db, struct str name, struct str json, int64_t now);
enum err shape_put_in(
    struct tx *tx, struct str name, struct str json, int64_t at);
/* All tables: they are taken anew by the next look. */
enum err shape_forget(struct tx *tx);

extern const struct db_stmt *const drift_stmts[];

#endif
