/* store_read - reads a file that anybody may have made. Nothing in it is run:
 * no views, triggers, virtual tables or computed columns, nothing beside the
 * file is looked at, and every cell is of the kind its column says. */
#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include "inside.h"

enum {
	TABLES_MAX = 500,
	SQL_MAX = 64 * 1024,
	HEAP_MAX = 192 << 20
};

/* ---- opening ------------------------------------------------------------- */

static enum err
check_file(struct carry *c)
{
	struct stat st;

	if (stat(c->path, &st) != 0)
		return errno == ENOENT ? ERR_NOT_FOUND : ERR_DENIED;
	if (!S_ISREG(st.st_mode))
		return carry_refuse(c, STR("it is no plain file"));
	if (access(c->path, R_OK) != 0)
		return ERR_DENIED;
	return ERR_OK;
}

/* immutable: no journal or lock beside the file counts. What would be read
 * as a part of the address is written by its number. */
static const char *
address(struct carry *c)
{
	struct buf b = buf_new(c->arena, 3 * strlen(c->path) + 64);

	buf_putz(&b, "file:");
	for (const char *p = c->path; *p; p++) {
		if (strchr("?#%", *p))
			buf_printf(&b, "%%%02x", (unsigned char)*p);
		else
			buf_putc(&b, *p);
	}
	buf_putz(&b, "?mode=ro&immutable=1");
	return arena_z(c->arena, buf_str(&b));
}

static void
trust_nothing(sqlite3 *db)
{
	sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
	sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
	sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
	sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
	sqlite3_limit(db, SQLITE_LIMIT_LENGTH, CARRY_CELL_MAX);
	sqlite3_limit(db, SQLITE_LIMIT_SQL_LENGTH, SQL_MAX);
	sqlite3_limit(db, SQLITE_LIMIT_COLUMN, CARRY_COLUMNS_MAX);
	sqlite3_limit(db, SQLITE_LIMIT_ATTACHED, 0);
}

/* Tables with rows of their own, and the indexes of their keys. */
static enum err
check_shape(struct carry *c)
{
	sqlite3_stmt *st;
	enum err e = carry_prepare(c,
	    STR("SELECT m.name FROM sqlite_master m"
		" WHERE NOT (m.type = 'table' AND m.rootpage > 0"
		"     AND m.name NOT LIKE 'sqlite%'"
		"     AND NOT EXISTS (SELECT 1 FROM pragma_table_xinfo(m.name)"
		"          WHERE hidden <> 0))"
		"   AND NOT (m.type = 'index' AND m.sql IS NULL)"
		" LIMIT 1"),
	    &st);
	int rc;

	if (e)
		return e;
	rc = sqlite3_step(st);
	sqlite3_finalize(st);
	if (rc == SQLITE_DONE)
		return ERR_OK;
	if (rc == SQLITE_ROW)
		return carry_refuse(c, STR("it holds more than plain tables"));
	return carry_failed(c, rc);
}

enum err
carry_open(struct arena *a, const char *path, struct carry **out)
{
	struct carry *c = carry_new(a, path);
	enum err e;
	int rc;

	*out = c;
	e = check_file(c);
	if (e)
		return e;
	sqlite3_hard_heap_limit64(HEAP_MAX);
	rc = sqlite3_open_v2(address(c), &c->db,
	    SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, NULL);
	if (rc != SQLITE_OK)
		return carry_failed(c, rc);
	trust_nothing(c->db);
	e = carry_run(c, "PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0;"
			 "PRAGMA temp_store = MEMORY;");
	return e ? e : check_shape(c);
}

struct str
carry_about(struct carry *c, struct arena *a, const char *name)
{
	struct str out = { NULL, 0 };
	sqlite3_stmt *st;

	if (carry_prepare(c, STR("SELECT value FROM about WHERE name = ?"),
		&st))
		return out;
	sqlite3_bind_text(st, 1, name, -1, SQLITE_STATIC);
	if (sqlite3_step(st) == SQLITE_ROW) {
		struct str s = carry_text(st, 0);

		if (s.p)
			out = arena_str(a, s);
	}
	sqlite3_finalize(st);
	return out;
}

/* ---- which tables -------------------------------------------------------- */

static bool
kind_find(struct str word, enum db_column_kind *out)
{
	for (int i = 0; carry_kinds[i]; i++) {
		if (!str_is_z(word, carry_kinds[i]))
			continue;
		*out = (enum db_column_kind)i;
		return true;
	}
	return false;
}

static enum err
read_column(struct carry *c, struct arena *a, sqlite3_stmt *st,
    struct carry_table *t)
{
	struct db_column *col = LIST_PUSH(a, &t->columns, struct db_column);

	col->name = arena_str(a, carry_text(st, 0));
	if (!carry_is_name(col->name) ||
	    !kind_find(carry_text(st, 1), &col->kind) ||
	    t->columns.count > CARRY_COLUMNS_MAX)
		return carry_refuse(c, STR("its list of columns is damaged"));
	return ERR_OK;
}

static enum err
read_columns(struct carry *c, struct arena *a, struct carry_table *t)
{
	sqlite3_stmt *st;
	enum err e = carry_prepare(c,
	    STR("SELECT name, kind FROM columns WHERE table_name = ?"
		" ORDER BY place"),
	    &st);
	int rc = SQLITE_DONE;

	if (e)
		return e;
	sqlite3_bind_text(st, 1, t->name.p, (int)t->name.n, SQLITE_STATIC);
	while (!e && (rc = sqlite3_step(st)) == SQLITE_ROW)
		e = read_column(c, a, st, t);
	sqlite3_finalize(st);
	if (!e && rc != SQLITE_DONE)
		e = carry_failed(c, rc);
	if (!e && !t->columns.count)
		e = carry_refuse(c, STR("its list of columns is damaged"));
	return e;
}

static enum err
read_table(struct carry *c, struct arena *a, sqlite3_stmt *st,
    struct carry_table *t)
{
	t->name = arena_str(a, carry_text(st, 0));
	t->rows = sqlite3_column_int64(st, 1);
	t->sum = arena_str(a, carry_text(st, 2));
	if (!carry_is_name(t->name) || t->rows < 0)
		return carry_refuse(c, STR("its list of tables is damaged"));
	return read_columns(c, a, t);
}

/* Only names of real tables: sqlite has others that exist by being named. */
enum err
carry_tables(struct carry *c, struct arena *a, struct list *out)
{
	sqlite3_stmt *st;
	enum err e = carry_prepare(c,
	    STR("SELECT t.name, t.\"rows\", t.sum, m.name IS NOT NULL"
		"  FROM tables t LEFT JOIN sqlite_master m"
		"    ON m.name = t.name AND m.type = 'table'"
		"   AND t.name NOT IN ('about', 'tables', 'columns')"
		" ORDER BY t.rowid"),
	    &st);
	int rc = SQLITE_DONE;

	if (e)
		return e;
	while (!e && (rc = sqlite3_step(st)) == SQLITE_ROW) {
		struct carry_table *t = LIST_PUSH(a, out, struct carry_table);

		if (!sqlite3_column_int(st, 3) || out->count > TABLES_MAX)
			e = carry_refuse(c,
			    STR("its list of tables is damaged"));
		else
			e = read_table(c, a, st, t);
	}
	sqlite3_finalize(st);
	return e || rc == SQLITE_DONE ? e : carry_failed(c, rc);
}

/* ---- the rows ------------------------------------------------------------ */

static struct str
select_text(struct arena *a, const struct carry_table *t)
{
	struct buf b = buf_new(a, SQL_MAX);

	buf_putz(&b, "SELECT ");
	for (size_t i = 0; i < t->columns.count; i++)
		buf_printf(&b, "%s\"" STR_FMT "\"", i ? ", " : "",
		    STR_ARG(LIST_AT(&t->columns, struct db_column, i)->name));
	buf_printf(&b, " FROM main.\"" STR_FMT "\" ORDER BY rowid",
	    STR_ARG(t->name));
	return buf_str(&b);
}

static bool
read_cell(sqlite3_stmt *st, int i, enum db_column_kind kind,
    struct db_cell *out)
{
	static const int types[] = { [DB_COLUMN_INT] = SQLITE_INTEGER,
		[DB_COLUMN_TEXT] = SQLITE_TEXT,
		[DB_COLUMN_BYTES] = SQLITE_BLOB };
	int type = sqlite3_column_type(st, i);

	if (type != SQLITE_NULL && type != types[kind])
		return false;
	out->bytes = carry_text(st, i);
	out->is_null = type == SQLITE_NULL;
	return true;
}

static enum err
read_row(struct carry *c, const struct carry_table *t, sqlite3_stmt *st,
    struct db_cell *cells)
{
	for (size_t i = 0; i < t->columns.count; i++)
		if (!read_cell(st, (int)i,
			LIST_AT(&t->columns, struct db_column, i)->kind,
			&cells[i]))
			return carry_refuse(c,
			    arena_printf(c->arena,
				"the table " STR_FMT
				" holds what its column cannot",
				STR_ARG(t->name)));
	sum_row(&c->sum, cells, t->columns.count);
	return ERR_OK;
}

static enum err
read_rows(struct carry *c, const struct carry_table *t, sqlite3_stmt *st,
    enum err (*each)(void *ctx, const struct db_cell *cells), void *ctx)
{
	struct db_cell cells[CARRY_COLUMNS_MAX];
	int rc = SQLITE_DONE;
	enum err e = ERR_OK;

	while (!e && c->sum.rows <= t->rows &&
	    (rc = sqlite3_step(st)) == SQLITE_ROW) {
		e = read_row(c, t, st, cells);
		if (!e)
			e = each(ctx, cells);
	}
	if (!e && rc != SQLITE_DONE && rc != SQLITE_ROW)
		e = carry_failed(c, rc);
	return e;
}

enum err
carry_each(struct carry *c, struct arena *a, const struct carry_table *t,
    enum err (*each)(void *ctx, const struct db_cell *cells), void *ctx)
{
	sqlite3_stmt *st;
	enum err e = carry_prepare(c, select_text(a, t), &st);

	if (e)
		return e;
	sum_begin(&c->sum);
	e = read_rows(c, t, st, each, ctx);
	sqlite3_finalize(st);
	if (!e && (c->sum.rows != t->rows ||
		      !str_is(sum_text(&c->sum, a), t->sum)))
		e = carry_refuse(c,
		    arena_printf(c->arena,
			"the rows of the table " STR_FMT
			" are not those that were written",
			STR_ARG(t->name)));
	return e;
}
