/* store - what writing and reading the SQLite file have in common: the
 * handle, and what sqlite's answers mean. */
#include "inside.h"

const char *const carry_kinds[] = { [DB_COLUMN_INT] = "int",
	[DB_COLUMN_TEXT] = "text", [DB_COLUMN_BYTES] = "bytes", NULL };

struct carry *
carry_new(struct arena *a, const char *path)
{
	struct carry *c = ARENA_NEW(a, struct carry);

	c->arena = a;
	c->path = arena_z(a, str_of(path));
	c->sum.arena = arena_new((size_t)256 << 20);
	return c;
}

void
carry_free(struct carry *c)
{
	if (!c)
		return;
	sqlite3_finalize(c->insert);
	sqlite3_close(c->db);
	arena_free(c->sum.arena);
}

struct str
carry_why(const struct carry *c)
{
	return c ? c->why : STR("");
}

enum err
carry_refuse(struct carry *c, struct str why)
{
	c->why = why;
	return ERR_BAD_INPUT;
}

enum err
carry_failed(struct carry *c, int rc)
{
	c->why = arena_printf(c->arena, "%s", sqlite3_errstr(rc));
	switch (rc & 0xff) {
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
	case SQLITE_FORMAT:
	case SQLITE_TOOBIG:
	case SQLITE_SCHEMA:
	case SQLITE_ERROR:
		return ERR_BAD_INPUT;
	case SQLITE_CANTOPEN:
	case SQLITE_PERM:
	case SQLITE_READONLY:
		return ERR_DENIED;
	case SQLITE_FULL:
		return ERR_BUSY;
	default:
		return ERR_BROKEN;
	}
}

enum err
carry_run(struct carry *c, const char *sql)
{
	int rc = sqlite3_exec(c->db, sql, NULL, NULL, NULL);

	return rc == SQLITE_OK ? ERR_OK : carry_failed(c, rc);
}

enum err
carry_prepare(struct carry *c, struct str sql, sqlite3_stmt **out)
{
	int rc = sqlite3_prepare_v2(c->db, sql.p, (int)sql.n, out, NULL);

	return rc == SQLITE_OK ? ERR_OK : carry_failed(c, rc);
}

struct str
carry_text(sqlite3_stmt *st, int column)
{
	const void *p;

	if (sqlite3_column_type(st, column) == SQLITE_NULL)
		return (struct str){ NULL, 0 };
	p = sqlite3_column_type(st, column) == SQLITE_BLOB
	    ? sqlite3_column_blob(st, column)
	    : (const void *)sqlite3_column_text(st, column);
	return (struct str){ p ? p : "",
		p ? (size_t)sqlite3_column_bytes(st, column) : 0 };
}

bool
carry_is_name(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') &&
		    c != '_')
			return false;
	}
	return s.n && s.n <= 64;
}
