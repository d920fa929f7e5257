/* place_store.h - the rows of {own}place and {own}watch; private to app. */
#ifndef APP_PLACE_STORE_H
#define APP_PLACE_STORE_H

#include "place.h"

/* At most 100. */
enum err place_rows(
    struct db *db, struct arena *a, struct list *out /* struct place */);
/* Keeps one; with `only` all others go. */
enum err place_keep(struct tx *tx, struct arena *a, const struct place *p,
    bool only, int64_t now);

enum err watch_save(
    struct db *db, const char *name, struct str json, int64_t now);
/* All rows as one map: { "place": { ... } }. */
enum err watch_load(struct db *db, struct arena *a, struct value *out);

extern const struct db_stmt *const place_stmts[];

#endif
