/* cache - the prepared statements of a connection.
 *
 * At most CACHE_MAX; the one that was not used for the longest time goes. A
 * row and the padded lengths of its lists make a statement; rows are const
 * and live as long as the program, so addresses name them. */
#include <string.h>

#include "inside.h"

void
cache_forget(struct entry *e)
{
	if (e->stmt)
		mysql_stmt_close(e->stmt);
	free(e->params);
	free(e->lengths);
	memset(e, 0, sizeof(*e));
}

void
cache_clear(struct db *db)
{
	for (size_t i = 0; i < db->cached; i++)
		cache_forget(&db->cache[i]);
	db->cached = 0;
}

static struct entry *
find(struct db *db, const struct db_stmt *st, uint32_t shape)
{
	for (size_t i = 0; i < db->cached; i++) {
		struct entry *e = &db->cache[i];

		if (e->st == st && e->sql == st->sql && e->shape == shape)
			return e;
	}
	return NULL;
}

/* A place for one more: an empty one, else the oldest's. */
static struct entry *
place(struct db *db)
{
	struct entry *oldest = NULL;

	for (size_t i = 0; i < db->cached; i++) {
		struct entry *e = &db->cache[i];

		if (!e->stmt)
			return e;
		if (!oldest || e->used < oldest->used)
			oldest = e;
	}
	if (db->cached < CACHE_MAX)
		return &db->cache[db->cached++];
	cache_forget(oldest);
	return oldest;
}

static enum err
broken(struct db *db, struct entry *e, const char *column, const char *what)
{
	char text[256];

	snprintf(text, sizeof(text), "%s%s%s", column ? column : "",
	    column ? " " : "", what);
	why_set(db, e->st->name, 0, text, true);
	cache_forget(e);
	return ERR_BROKEN;
}

/* The name of the column that does not fit: of the map, else the server's. */
static const char *
column_name(const struct db_stmt *st, const MYSQL_FIELD *fields, size_t count,
    size_t column)
{
	size_t i = 0;

	while (st->row && st->row[i].name && i < column)
		i++;
	if (st->row && st->row[i].name)
		return st->row[i].name;
	return column < count ? fields[column].name : NULL;
}

static enum err
check(struct db *db, struct entry *e, size_t holes)
{
	const MYSQL_FIELD *fields = mariadb_stmt_fetch_fields(e->stmt);
	const char *what;
	size_t column;

	e->holes = mysql_stmt_param_count(e->stmt);
	e->columns = mysql_stmt_field_count(e->stmt);
	if (e->holes != holes)
		return broken(db, e, NULL, "has holes the server does not see");
	what = rowmap_check(e->st, fields, e->columns, &column);
	if (what)
		return broken(db, e,
		    column_name(e->st, fields, e->columns, column), what);
	e->params = calloc(holes + 1, sizeof(*e->params));
	e->lengths = calloc(holes + 1, sizeof(*e->lengths));
	assert(e->params && e->lengths);
	return ERR_OK;
}

static enum err
prepare(struct db *db, struct entry *e, const struct db_value *in)
{
	const char *name = e->st->name;
	struct str sql;
	size_t holes;
	enum err err;

	if (sql_text(db->scratch, db->conf, e->st->sql, in, &sql, &holes))
		return broken(db, e, NULL, "does not fit its values");
	e->stmt = mysql_stmt_init(db->my);
	assert(e->stmt);
	mysql_stmt_attr_set(e->stmt, STMT_ATTR_CB_USER_DATA, &db->reader);
	mysql_stmt_attr_set(e->stmt, STMT_ATTR_CB_RESULT, read_cell);
	if (!mysql_stmt_prepare(e->stmt, sql.p, sql.n))
		return check(db, e, holes);
	err = run_stmt_failed(db, name, e->stmt, RUN_READ);
	cache_forget(e);
	return err;
}

enum err
cache_get(struct db *db, const struct db_stmt *st, const struct db_value *in,
    struct entry **out)
{
	struct entry *e;
	uint32_t shape;

	if (!sql_shape(in, &shape)) {
		why_set(db, st->name, 0, "has a list that is too long", true);
		return ERR_BAD_INPUT;
	}
	e = find(db, st, shape);
	if (!e) {
		enum err err;

		e = place(db);
		e->st = st;
		e->sql = st->sql;
		e->shape = shape;
		err = prepare(db, e, in);
		if (err)
			return err;
	}
	e->used = ++db->cache_turn;
	*out = e;
	return ERR_OK;
}
