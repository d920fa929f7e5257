/* setting_store - the rows of {own}setting_version; appended, never changed. */
#include "aftersale/db.h"
#include "setting_store.h"

static const struct field version_row[] = {
	FIELD(struct setting_version, id),
	FIELD(struct setting_version, json),
	FIELD_STOP
};

const struct db_stmt setting_newest_stmt = {
	.name = "setting.newest",
	.row = version_row,
	.row_size = sizeof(struct setting_version),
	.reads = "{own}setting_version",
	.sql = "SELECT id, json"
	       "  FROM {own}setting_version"
	       " ORDER BY id DESC"
	       " LIMIT 1",
};

/* The id is the generation: two who append at once meet in its key. */
const struct db_stmt setting_append_stmt = {
	.name = "setting.append",
	.by = DB_PAGE,
	.writes = "{own}setting_version:INSERT",
	.sql = "INSERT INTO {own}setting_version (id, made_at, made_by, json)"
	       " VALUES (?, ?, ?, ?)",
};

enum err
setting_newest(struct db *db, struct arena *a, struct setting_version *out)
{
	return db_one(db, a, &setting_newest_stmt, IN_NONE, out);
}

enum err
setting_append(struct tx *tx, int64_t seen, struct str by, struct str json,
    int64_t now)
{
	return db_insert(tx, &setting_append_stmt,
	    IN(V(seen + 1), V(now), V(by), V(json)), NULL);
}
