/* once_store.h - rows of {own}write_once, order_card and activity; private
 * to app. */
#ifndef APP_ONCE_STORE_H
#define APP_ONCE_STORE_H

#include "aftersale/db.h"

struct once_row {
	struct str body_hash;
	struct str result_url;
};

enum err once_insert(struct tx *tx, struct str key, struct str route,
    struct str actor, struct str body_hash, int64_t now);
enum err once_load(
    struct db *db, struct arena *a, struct str key, struct once_row *out);
enum err once_finish(struct tx *tx, struct str key, struct str url);
/* Rows live 30 days. */
enum err once_sweep(struct db *db, int64_t now);

enum err card_put(struct tx *tx, int64_t order_id, struct str block,
    struct str state, struct str data, int64_t now);

enum err activity_add(
    struct db *db, int64_t order_id, struct str event, int64_t day);

extern const struct db_stmt once_insert_stmt;
extern const struct db_stmt once_load_stmt;
extern const struct db_stmt once_finish_stmt;
extern const struct db_stmt once_sweep_stmt;
extern const struct db_stmt card_put_stmt;
extern const struct db_stmt activity_add_stmt;

#endif
