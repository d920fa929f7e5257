/* copy - reads our own tables whole, for export: which there are, of which
 * columns, and every row as the server writes it, in one snapshot. Writing
 * them back is copy_write.c's. Nothing here knows what a table is for. */
#include "inside.h"

enum { COLUMNS_MAX = 200, NAME_MAX_BYTES = 64, SQL_MAX = 64 * 1024 };

struct name_row {
	struct str name;
};

static const struct field name_fields[] = { FIELD(struct name_row, name),
	FIELD_STOP };

static const struct db_stmt tables_list = {
	.name = "copy.tables",
	.row = name_fields,
	.row_size = sizeof(struct name_row),
	.sql = "SELECT SUBSTRING(TABLE_NAME, CHAR_LENGTH(?) + 1) AS name"
	       "  FROM information_schema.TABLES"
	       " WHERE TABLE_SCHEMA = DATABASE()"
	       "   AND TABLE_TYPE = 'BASE TABLE'"
	       "   AND " DB_TABLE_BEGINS
	       " ORDER BY TABLE_NAME"
	       " LIMIT 500",
};

struct column_row {
	struct str name;
	struct str kind;
	struct str type;
	bool is_key;
	bool may_be_null;
	bool may_be_left;
};

static const struct field column_fields[] = {
	FIELD(struct column_row, name),
	FIELD(struct column_row, kind),
	FIELD(struct column_row, type),
	FIELD(struct column_row, is_key),
	FIELD(struct column_row, may_be_null),
	FIELD(struct column_row, may_be_left),
	FIELD_STOP
};

static const struct db_stmt columns_list = {
	.name = "copy.columns",
	.row = column_fields,
	.row_size = sizeof(struct column_row),
	.sql = "SELECT COLUMN_NAME AS name, LOWER(DATA_TYPE) AS kind,"
	       "       LOWER(COLUMN_TYPE) AS type, COLUMN_KEY = 'PRI' AS is_key,"
	       "       IS_NULLABLE = 'YES' AS may_be_null,"
	       "       IS_NULLABLE = 'YES' OR COLUMN_DEFAULT IS NOT NULL"
	       "       OR EXTRA LIKE '%auto_increment%' AS may_be_left"
	       "  FROM information_schema.COLUMNS"
	       " WHERE TABLE_SCHEMA = DATABASE()"
	       "   AND TABLE_NAME = ?"
	       " ORDER BY ORDINAL_POSITION"
	       " LIMIT 200",
};

static const struct str kinds_int[] = { S("tinyint"), S("smallint"),
	S("mediumint"), S("int"), S("bigint"), { NULL, 0 } };
static const struct str kinds_text[] = { S("char"), S("varchar"),
	S("tinytext"), S("text"), S("mediumtext"), S("longtext"), S("enum"),
	S("set"), S("decimal"), S("date"), S("datetime"), S("timestamp"),
	S("time"), S("year"), S("json"), { NULL, 0 } };

static bool
is_among(struct str word, const struct str *words)
{
	for (; words->p; words++)
		if (str_is(word, *words))
			return true;
	return false;
}

static bool
says(const struct column_row *c, const char *word)
{
	return str_find(c->type, str_of(word)) != (size_t)-1;
}

/* An unsigned bigint has numbers that no int64_t holds, and noughts in front
 * are lost in any. */
static enum db_column_kind
kind_of(const struct column_row *c)
{
	bool is_large = says(c, "bigint") && says(c, "unsigned");

	if (is_among(c->kind, kinds_int) && !is_large && !says(c, "zerofill"))
		return DB_COLUMN_INT;
	if (is_among(c->kind, kinds_int) || is_among(c->kind, kinds_text))
		return DB_COLUMN_TEXT;
	return DB_COLUMN_BYTES;
}

/* The names of our tables and columns are small letters, digits and _. */
static bool
is_plain_name(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') &&
		    c != '_')
			return false;
	}
	return s.n && s.n <= NAME_MAX_BYTES;
}

static enum err
refuse_name(struct db *db)
{
	why_set(db, "copy", 0, "a table or column has an odd name", true);
	return ERR_BAD_INPUT;
}

static struct str
own_name(struct db *db, struct arena *a, struct str table)
{
	return arena_printf(a, STR_FMT "aftersale_" STR_FMT,
	    STR_ARG(db->conf->prefix), STR_ARG(table));
}

enum err
db_copy_tables(struct db *db, struct arena *a, struct list *out)
{
	struct str own = own_name(db, a, STR(""));
	struct list rows = { 0 };
	enum err e;

	e = db_all(db, a, &tables_list, IN(V(own), V(own), V(own)), &rows);
	for (size_t i = 0; !e && i < rows.count; i++)
		*LIST_PUSH(a, out, struct str) =
		    LIST_AT(&rows, struct name_row, i)->name;
	return e;
}

enum err
db_copy_columns(
    struct db *db, struct arena *a, struct str table, struct list *out)
{
	struct list rows = { 0 };
	enum err e;

	e = db_all(db, a, &columns_list, IN(V(own_name(db, a, table))), &rows);
	for (size_t i = 0; !e && i < rows.count; i++) {
		const struct column_row *c = LIST_AT(&rows, struct column_row,
		    i);

		if (!is_plain_name(c->name))
			return refuse_name(db);
		*LIST_PUSH(a, out, struct db_column) = (struct db_column){
			.name = c->name,
			.type = c->type,
			.kind = kind_of(c),
			.is_key = c->is_key,
			.may_be_null = c->may_be_null,
			.may_be_left = c->may_be_left,
		};
	}
	return e ? e : rows.count ? ERR_OK : ERR_NOT_FOUND;
}

struct tx
db_copy_begin(struct db *db)
{
	struct tx tx = { .db = db };

	assert(!db->is_in_tx);
	tx.err = run_plain(db, "copy",
	    STR("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"), RUN_READ);
	if (!tx.err)
		tx.err = run_plain(db, "copy",
		    STR("START TRANSACTION WITH CONSISTENT SNAPSHOT,"
			" READ ONLY"),
		    RUN_READ);
	tx.open = !tx.err;
	db->is_in_tx = tx.open;
	db->tx_err = ERR_OK;
	return tx;
}

/* ---- the rows ------------------------------------------------------------ */

static void
put_names(struct buf *b, const struct list *columns, bool keys_only)
{
	const char *between = "";

	for (size_t i = 0; i < columns->count; i++) {
		const struct db_column *c = LIST_AT(columns, struct db_column,
		    i);

		if (keys_only && !c->is_key)
			continue;
		buf_printf(b, "%s`" STR_FMT "`", between, STR_ARG(c->name));
		between = ", ";
	}
}

static bool
has_key(const struct list *columns)
{
	for (size_t i = 0; i < columns->count; i++)
		if (LIST_AT(columns, struct db_column, i)->is_key)
			return true;
	return false;
}

static struct str
select_text(struct db *db, struct arena *a, struct str table,
    const struct list *columns)
{
	struct buf b = buf_new(a, SQL_MAX);

	buf_putz(&b, "SELECT ");
	put_names(&b, columns, false);
	buf_printf(&b, " FROM `" STR_FMT "`",
	    STR_ARG(own_name(db, a, table)));
	if (has_key(columns)) {
		buf_putz(&b, " ORDER BY ");
		put_names(&b, columns, true);
	}
	return buf_str(&b);
}

static void
read_cells(MYSQL_ROW row, const unsigned long *lengths, size_t count,
    struct db_cell *cells)
{
	for (size_t i = 0; i < count; i++)
		cells[i] = (struct db_cell){
			.bytes = { row[i] ? row[i] : "", row[i] ? lengths[i]
								: 0 },
			.is_null = !row[i],
		};
}

static enum err
pull_rows(MYSQL_RES *res, size_t count,
    enum err (*each)(void *ctx, const struct db_cell *cells), void *ctx)
{
	struct db_cell cells[COLUMNS_MAX];
	enum err e = ERR_OK;
	MYSQL_ROW row;

	while (!e && (row = mysql_fetch_row(res))) {
		read_cells(row, mysql_fetch_lengths(res), count, cells);
		e = each(ctx, cells);
	}
	return e;
}

/* A stream that is left early is read to its end: what waits behind it is a
 * ROLLBACK, and then the program ends. An error of the server is kept aside,
 * because it may close the connection that the result belongs to. */
static enum err
pull_all(struct db *db, MYSQL_RES *res, size_t count,
    enum err (*each)(void *ctx, const struct db_cell *cells), void *ctx)
{
	char message[WHY_MAX] = "";
	unsigned number;
	enum err e;

	db->is_streaming = true;
	e = pull_rows(res, count, each, ctx);
	db->is_streaming = false;
	number = mysql_errno(db->my);
	(void)snprintf(message, sizeof(message), "%s", mysql_error(db->my));
	mysql_free_result(res);
	if (!e && number)
		return run_failed(db, "copy", number, message, RUN_READ);
	return e;
}

enum err
db_copy_each(struct db *db, struct arena *a, struct str table,
    const struct list *columns,
    enum err (*each)(void *ctx, const struct db_cell *cells), void *ctx)
{
	MYSQL_RES *res;
	enum err e;

	if (!is_plain_name(table) || columns->count > COLUMNS_MAX)
		return refuse_name(db);
	e = run_plain(db, "copy", select_text(db, a, table, columns),
	    RUN_READ);
	if (e)
		return e;
	res = mysql_use_result(db->my);
	if (!res)
		return run_failed(db, "copy", mysql_errno(db->my),
		    mysql_error(db->my), RUN_READ);
	return pull_all(db, res, columns->count, each, ctx);
}
