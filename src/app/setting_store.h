/* setting_store.h - rows of {own}setting_version; private to app. */
#ifndef APP_SETTING_STORE_H
#define APP_SETTING_STORE_H

#include "aftersale/db.h"

struct setting_version {
	int64_t id;
	struct str json;
};

enum err setting_newest(
    struct db *db, struct arena *a, struct setting_version *out);
/* ERR_CONFLICT when somebody else appended after `seen`. */
enum err setting_append(struct tx *tx, int64_t seen, struct str by,
    struct str json, int64_t now);

extern const struct db_stmt setting_newest_stmt;
extern const struct db_stmt setting_append_stmt;

#endif
