/* copy_write - rows of our own tables written back as they were, for import.
 * Reading them is copy.c's. */
#include "inside.h"

enum { SQL_MAX = 64 * 1024 };

struct tx
db_copy_into(struct db *db)
{
	struct tx tx = { .db = db };

	tx.err = run_plain(db, "copy",
	    STR("SET SESSION sql_mode ="
		" 'NO_AUTO_VALUE_ON_ZERO,STRICT_ALL_TABLES'"),
	    RUN_READ);
	return tx.err ? tx : db_begin(db);
}

struct count_row {
	int64_t n;
};

static const struct field count_fields[] = { FIELD(struct count_row, n),
	FIELD_STOP };

enum err
db_copy_has_rows(struct db *db, struct arena *a, struct str table, bool *out)
{
	const struct db_stmt first = {
		.name = "copy.first",
		.row = count_fields,
		.row_size = sizeof(struct count_row),
		.sql = arena_printz(a,
		    "SELECT 1 AS n FROM {own}" STR_FMT " LIMIT 1",
		    STR_ARG(table)),
	};
	struct count_row row;
	enum err e = db_one(db, a, &first, IN_NONE, &row);

	if (e && e != ERR_NOT_FOUND)
		return e;
	*out = !e;
	return ERR_OK;
}

enum err
db_copy_empty(struct tx *tx, struct arena *a, struct str table)
{
	const struct db_stmt away = {
		.name = "copy.empty",
		.sql = arena_printz(a, "DELETE FROM {own}" STR_FMT,
		    STR_ARG(table)),
	};

	return db_write(tx, &away, IN_NONE, NULL);
}

struct db_stmt
db_copy_insert(struct arena *a, struct str table, const struct list *columns)
{
	struct buf b = buf_new(a, SQL_MAX);

	buf_printf(&b, "INSERT INTO {own}" STR_FMT " (", STR_ARG(table));
	for (size_t i = 0; i < columns->count; i++)
		buf_printf(&b, "%s`" STR_FMT "`", i ? ", " : "",
		    STR_ARG(LIST_AT(columns, struct db_column, i)->name));
	buf_putz(&b, ") VALUES (");
	for (size_t i = 0; i < columns->count; i++)
		buf_putz(&b, i ? ", ?" : "?");
	buf_putz(&b, ")");
	return (struct db_stmt){ .name = "copy.put",
		.sql = arena_z(a, buf_str(&b)) };
}

enum err
db_copy_put(struct tx *tx, const struct db_stmt *insert, struct arena *a,
    const struct list *columns, const struct db_cell *cells)
{
	size_t n = columns->count;
	struct db_value *in = ARENA_ARRAY(a, struct db_value, n + 1);

	for (size_t i = 0; i < n; i++) {
		const struct db_column *c = LIST_AT(columns, struct db_column,
		    i);

		if (!cells[i].is_null)
			in[i] = V(cells[i].bytes);
		if (!cells[i].is_null && c->kind == DB_COLUMN_BYTES)
			in[i].kind = DB_BYTES;
		if (cells[i].is_null)
			in[i] = V_NULL;
	}
	in[n].kind = DB_END;
	return db_write(tx, insert, in, NULL);
}
