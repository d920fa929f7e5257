/* notice_store.h - the cursor of notice.c; private to app. */
#ifndef APP_NOTICE_STORE_H
#define APP_NOTICE_STORE_H

#include "aftersale/shop.h"

enum err notice_load(struct db *db, struct arena *a, struct order_cursor *out,
    bool *is_first);
enum err notice_save(
    struct tx *tx, const struct order_cursor *cursor, int64_t now);

extern const struct db_stmt *const notice_stmts[];

#endif
