/* bridge_store - the rows of {own}bridge: what we told the bridge inside the
 * shop, and what it saw there. */
#include "bridge_store.h"

static const struct field row_fields[] = {
	FIELD(struct bridge_row, value),
	FIELD(struct bridge_row, said_at),
	FIELD_STOP
};

static const struct db_stmt row_load = {
	.name = "bridge.load",
	.row = row_fields,
	.row_size = sizeof(struct bridge_row),
	.reads = "{own}bridge",
	.sql = "SELECT value, said_at"
	       "  FROM {own}bridge"
	       " WHERE name = ?",
};

static const struct db_stmt row_save = {
	.name = "bridge.save",
	.by = DB_WORKER,
	.writes = "{own}bridge:SELECT,INSERT,UPDATE",
	.sql = "INSERT INTO {own}bridge (name, value, said_at)"
	       " VALUES (?, ?, ?)"
	       " ON DUPLICATE KEY UPDATE value = VALUES(value),"
	       "       said_at = VALUES(said_at)",
};

const struct db_stmt *const bridge_stmts[] = { &row_load, &row_save, NULL };

enum err
bridge_load(
    struct db *db, struct arena *a, const char *name, struct bridge_row *out)
{
	return db_one(db, a, &row_load, IN(V(name)), out);
}

enum err
bridge_save(struct db *db, const char *name, struct str value, int64_t now)
{
	return db_exec(db, &row_save, IN(V(name), V(value), V(now)), NULL);
}
