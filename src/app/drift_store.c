/* drift_store - asks the server for the shape of a table, and keeps shapes. */
#include "drift_store.h"

struct part_row {
	struct str part;
	struct str name;
	struct str value;
};

static const struct field part_map[] = {
	FIELD(struct part_row, part),
	FIELD(struct part_row, name),
	FIELD(struct part_row, value),
	FIELD_STOP
};

/* One table by its name: a server opens no other for it. */
static const struct db_stmt shape_ask = {
	.name = "drift.ask",
	.row = part_map,
	.row_size = sizeof(struct part_row),
	.sql = "SELECT 'columns' AS part, COLUMN_NAME AS name,"
	       "       COLUMN_TYPE AS value"
	       "  FROM information_schema.COLUMNS"
	       " WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ?"
	       " UNION ALL "
	       "SELECT 'indexes', INDEX_NAME,"
	       "       GROUP_CONCAT(COLUMN_NAME ORDER BY SEQ_IN_INDEX)"
	       "  FROM information_schema.STATISTICS"
	       " WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ?"
	       " GROUP BY INDEX_NAME"
	       " LIMIT 1000",
};

static const struct field shape_map[] = {
	FIELD(struct shape_row, name),
	FIELD(struct shape_row, value),
	FIELD(struct shape_row, taken_at),
	FIELD_STOP
};

static const struct db_stmt shape_load = {
	.name = "drift.load",
	.row = shape_map,
	.row_size = sizeof(struct shape_row),
	.reads = "{own}shape",
	.sql = "SELECT name, value, taken_at"
	       "  FROM {own}shape"
	       " ORDER BY name"
	       " LIMIT 200",
};

static const struct db_stmt shape_put = {
	.name = "drift.save",
	.by = DB_WORKER,
	.writes = "{own}shape:SELECT,INSERT,UPDATE",
	.sql = "INSERT INTO {own}shape (name, value, taken_at)"
	       " VALUES (?, ?, ?)"
	       " ON DUPLICATE KEY UPDATE value = VALUES(value),"
	       "       taken_at = VALUES(taken_at)",
};

static const struct db_stmt shape_drop = {
	.name = "drift.forget",
	.by = DB_WORKER,
	.writes = "{own}shape:SELECT,DELETE",
	.sql = "DELETE FROM {own}shape"
	       " WHERE name <> '@shop'",
};

const struct db_stmt *const drift_stmts[] = { &shape_ask, &shape_load,
	&shape_put, &shape_drop, NULL };

static void
put(struct arena *a, struct value *tree, const struct part_row *row)
{
	struct value *map = (struct value *)value_get(tree, row->part);

	if (!map)
		map = value_push(a, tree, row->part, VALUE_MAP);
	value_push(a, map, row->name, VALUE_TEXT)->text = row->value;
}

enum err
shape_now(struct db *db, struct arena *a, struct str table, struct value *out)
{
	struct value tree = { .kind = VALUE_MAP };
	struct list rows = { 0 };
	enum err e;

	e = db_all(db, a, &shape_ask, IN(V(table), V(table)), &rows);
	if (e)
		return e;
	if (!rows.count)
		return ERR_NOT_FOUND;
	for (size_t i = 0; i < rows.count; i++)
		put(a, &tree, LIST_AT(&rows, struct part_row, i));
	*out = tree;
	return ERR_OK;
}

enum err
shape_rows(struct db *db, struct arena *a, struct list *out)
{
	return db_all(db, a, &shape_load, IN_NONE, out);
}

enum err
shape_save(struct db *db, struct str name, struct str json, int64_t now)
{
	return db_exec(db, &shape_put, IN(V(name), V(json), V(now)), NULL);
}

enum err
shape_put_in(struct tx *tx, struct str name, struct str json, int64_t at)
{
	return db_write(tx, &shape_put, IN(V(name), V(json), V(at)), NULL);
}

enum err
shape_forget(struct tx *tx)
{
	return db_write(tx, &shape_drop, IN_NONE, NULL);
}
