/* store_write - makes the file: the three tables that explain it, and each
 * table of ours. One transaction without a journal: a file that was not
 * finished is thrown away by whoever asked for it. */
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "inside.h"

enum { SQL_MAX = 64 * 1024 };

static const char frame[] =
    "CREATE TABLE about (name TEXT NOT NULL PRIMARY KEY,"
    " value TEXT NOT NULL);"
    "CREATE TABLE tables (name TEXT NOT NULL PRIMARY KEY,"
    " what TEXT NOT NULL, \"rows\" INTEGER NOT NULL, sum TEXT NOT NULL);"
    "CREATE TABLE columns (table_name TEXT NOT NULL,"
    " place INTEGER NOT NULL, name TEXT NOT NULL, type TEXT NOT NULL,"
    " kind TEXT NOT NULL, what TEXT NOT NULL,"
    " PRIMARY KEY (table_name, place));";

static const char settings[] = "PRAGMA page_size = 4096;"
			       "PRAGMA encoding = 'UTF-8';"
			       "PRAGMA journal_mode = OFF;"
			       "PRAGMA synchronous = OFF;"
			       "PRAGMA temp_store = MEMORY;"
			       "BEGIN;";

static enum err
file_new(const char *path)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

	if (fd < 0)
		return errno == EEXIST ? ERR_CONFLICT
		    : errno == ENOENT  ? ERR_NOT_FOUND
				       : ERR_DENIED;
	close(fd);
	return ERR_OK;
}

enum err
carry_make(struct arena *a, const char *path, struct carry **out)
{
	struct carry *c = carry_new(a, path);
	enum err e;
	int rc;

	*out = c;
	e = file_new(path);
	if (e)
		return e;
	rc = sqlite3_open_v2(c->path, &c->db, SQLITE_OPEN_READWRITE, NULL);
	if (rc != SQLITE_OK)
		return carry_failed(c, rc);
	e = carry_run(c, settings);
	return e ? e : carry_run(c, frame);
}

/* ---- one statement with texts and numbers -------------------------------- */

static int
bind_text(sqlite3_stmt *st, int at, struct str s)
{
	return sqlite3_bind_text(st, at, s.n ? s.p : "", (int)s.n,
	    SQLITE_TRANSIENT);
}

static enum err
step_once(struct carry *c, sqlite3_stmt *st)
{
	int rc = sqlite3_step(st);

	sqlite3_finalize(st);
	return rc == SQLITE_DONE ? ERR_OK : carry_failed(c, rc);
}

enum err
carry_say(struct carry *c, const char *name, struct str value)
{
	sqlite3_stmt *st;
	enum err e = carry_prepare(c,
	    STR("INSERT INTO about (name, value) VALUES (?, ?)"), &st);

	if (e)
		return e;
	bind_text(st, 1, str_of(name));
	bind_text(st, 2, value);
	return step_once(c, st);
}

static enum err
say_column(struct carry *c, size_t i)
{
	const struct db_column *col = LIST_AT(&c->table.columns,
	    struct db_column, i);
	sqlite3_stmt *st;
	enum err e = carry_prepare(c,
	    STR("INSERT INTO columns"
		" (table_name, place, name, type, kind, what)"
		" VALUES (?, ?, ?, ?, ?, ?)"),
	    &st);

	if (e)
		return e;
	bind_text(st, 1, c->table.name);
	sqlite3_bind_int64(st, 2, (int64_t)i + 1);
	bind_text(st, 3, col->name);
	bind_text(st, 4, col->type);
	bind_text(st, 5, str_of(carry_kinds[col->kind]));
	bind_text(st, 6, *LIST_AT(&c->table.notes, struct str, i));
	return step_once(c, st);
}

/* ---- a table ------------------------------------------------------------- */

static const char *const types[] = { [DB_COLUMN_INT] = "INTEGER",
	[DB_COLUMN_TEXT] = "TEXT", [DB_COLUMN_BYTES] = "BLOB" };

static void
put_key(struct buf *b, const struct list *columns)
{
	const char *between = ", PRIMARY KEY (";

	for (size_t i = 0; i < columns->count; i++) {
		const struct db_column *c = LIST_AT(columns, struct db_column,
		    i);

		if (!c->is_key)
			continue;
		buf_printf(b, "%s\"" STR_FMT "\"", between, STR_ARG(c->name));
		between = ", ";
	}
	if (between[2] != 'P')
		buf_putc(b, ')');
}

static struct str
create_text(struct arena *a, const struct carry_table *t)
{
	struct buf b = buf_new(a, SQL_MAX);

	buf_printf(&b, "CREATE TABLE \"" STR_FMT "\" (", STR_ARG(t->name));
	for (size_t i = 0; i < t->columns.count; i++) {
		const struct db_column *c = LIST_AT(&t->columns,
		    struct db_column, i);

		buf_printf(&b, "%s\"" STR_FMT "\" %s%s", i ? ", " : "",
		    STR_ARG(c->name), types[c->kind],
		    c->may_be_null ? "" : " NOT NULL");
	}
	put_key(&b, &t->columns);
	buf_putc(&b, ')');
	return buf_str(&b);
}

static struct str
insert_text(struct arena *a, const struct carry_table *t)
{
	struct buf b = buf_new(a, SQL_MAX);

	buf_printf(&b, "INSERT INTO \"" STR_FMT "\" VALUES (",
	    STR_ARG(t->name));
	for (size_t i = 0; i < t->columns.count; i++)
		buf_putz(&b, i ? ", ?" : "?");
	buf_putc(&b, ')');
	return buf_str(&b);
}

enum err
carry_begin(struct carry *c, const struct carry_table *t)
{
	enum err e;

	c->table = *t;
	sum_begin(&c->sum);
	e = carry_run(c, arena_z(c->arena, create_text(c->arena, t)));
	for (size_t i = 0; !e && i < t->columns.count; i++)
		e = say_column(c, i);
	if (!e)
		e = carry_prepare(c, insert_text(c->arena, t), &c->insert);
	return e;
}

static int
bind_cell(sqlite3_stmt *st, int at, enum db_column_kind kind,
    const struct db_cell *cell)
{
	struct str s = cell->bytes;
	int64_t n;

	if (cell->is_null)
		return sqlite3_bind_null(st, at);
	switch (kind) {
	case DB_COLUMN_INT:
		if (str_int(s, &n))
			return SQLITE_MISMATCH;
		return sqlite3_bind_int64(st, at, n);
	case DB_COLUMN_BYTES:
		return sqlite3_bind_blob(st, at, s.n ? s.p : "", (int)s.n,
		    SQLITE_STATIC);
	case DB_COLUMN_TEXT:
		break;
	}
	return sqlite3_bind_text(st, at, s.n ? s.p : "", (int)s.n,
	    SQLITE_STATIC);
}

enum err
carry_row(struct carry *c, const struct db_cell *cells)
{
	size_t n = c->table.columns.count;
	int rc = SQLITE_OK;

	for (size_t i = 0; rc == SQLITE_OK && i < n; i++)
		rc = cells[i].bytes.n > CARRY_CELL_MAX
		    ? SQLITE_TOOBIG
		    : bind_cell(c->insert, (int)i + 1,
			  LIST_AT(&c->table.columns, struct db_column, i)
			      ->kind,
			  &cells[i]);
	if (rc != SQLITE_OK)
		return carry_failed(c, rc);
	rc = sqlite3_step(c->insert);
	if (rc != SQLITE_DONE)
		return carry_failed(c, rc);
	sqlite3_reset(c->insert);
	sum_row(&c->sum, cells, n);
	return ERR_OK;
}

enum err
carry_end(struct carry *c, int64_t *rows)
{
	sqlite3_stmt *st;
	enum err e;

	sqlite3_finalize(c->insert);
	c->insert = NULL;
	e = carry_prepare(c,
	    STR("INSERT INTO tables (name, what, \"rows\", sum)"
		" VALUES (?, ?, ?, ?)"),
	    &st);
	if (e)
		return e;
	bind_text(st, 1, c->table.name);
	bind_text(st, 2, c->table.what);
	sqlite3_bind_int64(st, 3, c->sum.rows);
	bind_text(st, 4, sum_text(&c->sum, c->arena));
	*rows = c->sum.rows;
	return step_once(c, st);
}

enum err
carry_finish(struct carry *c)
{
	enum err e = carry_run(c, "COMMIT");
	int fd;

	if (e)
		return e;
	sqlite3_close(c->db);
	c->db = NULL;
	fd = open(c->path, O_RDWR | O_CLOEXEC);
	if (fd < 0 || fsync(fd) != 0)
		e = carry_failed(c, SQLITE_IOERR);
	if (fd >= 0)
		close(fd);
	return e;
}
