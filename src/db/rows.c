/* rows - db_one, db_all, db_each: the rows of one statement, as they come.
 *
 * Nothing is stored between the wire and the struct: a row is read, mapped
 * and handed on before the next one is looked at. */
#include <string.h>

#include "inside.h"

enum { TEXT_MAX = 4 * 1024 * 1024 };

void
read_cell(void *ctx, unsigned column, unsigned char **at)
{
	struct reader *r = ctx;
	const MYSQL_FIELD *f = &r->fields[column];
	struct cell *c = &r->cell;

	c->kind = CELL_NULL;
	if (at)
		*at = (unsigned char *)(uintptr_t)cell_read(
		    *at, f->type, f->flags & UNSIGNED_FLAG, c);
	if (r->bad)
		return;
	if ((c->kind == CELL_TEXT && c->text.n > TEXT_MAX) ||
	    !rowmap_store(r->arena, &r->map[column], c, r->row))
		r->bad = column + 1;
}

/* What is done with each row. */
struct sink {
	enum err (*take)(struct sink *s, void *row);
	size_t row_size;
	bool is_stream; /* texts live for one row only */
	bool is_first;  /* stop behind the first row */
	void *out;
	struct list *list;
	struct arena *arena;
	enum err (*each)(void *ctx, void *row);
	void *ctx;
	int64_t rows;
};

static enum err
bad_column(struct db *db, const struct db_stmt *st)
{
	char text[128];

	snprintf(text, sizeof(text), "%s holds what its member cannot",
	    st->row[db->reader.bad - 1].name);
	why_set(db, st->name, 0, text, true);
	return ERR_BROKEN;
}

/* One row after the other. *end tells that the server has no more. */
static enum err
pull(struct db *db, struct entry *entry, struct sink *s, bool *end)
{
	struct reader *r = &db->reader;
	int rc;

	while ((rc = mysql_stmt_fetch(entry->stmt)) == 0) {
		enum err e;

		if (r->bad)
			return bad_column(db, entry->st);
		s->rows++;
		e = s->take(s, r->row);
		if (e || s->is_first)
			return e;
		memset(r->row, 0, s->row_size);
		if (s->is_stream)
			arena_reset(db->scratch);
	}
	*end = true;
	if (rc == MYSQL_NO_DATA)
		return ERR_OK;
	return run_stmt_failed(db, entry->st->name, entry->stmt, RUN_READ);
}

/* The texts of a stream go to scratch: nothing of the values is needed any
 * more once the statement was sent. */
static enum err
read_rows(struct db *db, struct arena *a, const struct db_stmt *st,
    const struct db_value *in, struct sink *s)
{
	int64_t began = clock_tick();
	struct entry *entry;
	bool end = false;
	enum err e;

	assert(st->row && st->row_size);
	e = run_stmt(db, st, in, RUN_READ, &entry);
	if (e)
		return e;
	s->row_size = st->row_size;
	s->arena = a;
	db->reader.arena = s->is_stream ? db->scratch : a;
	db->reader.map = st->row;
	db->reader.fields = mariadb_stmt_fetch_fields(entry->stmt);
	db->reader.row = arena_alloc(a, st->row_size);
	db->reader.bad = 0;
	db->is_streaming = true;
	e = pull(db, entry, s, &end);
	db->is_streaming = false;
	if (end && e)
		return e;
	if (!end)
		mysql_stmt_free_result(entry->stmt);
	run_done(db, st, began, s->rows);
	return e;
}

static enum err
take_one(struct sink *s, void *row)
{
	memcpy(s->out, row, s->row_size);
	return ERR_OK;
}

enum err
db_one(struct db *db, struct arena *a, const struct db_stmt *st,
    const struct db_value *in, void *out)
{
	struct sink s = { .take = take_one, .out = out, .is_first = true };
	enum err e;

	e = read_rows(db, a, st, in, &s);
	if (e)
		return e;
	return s.rows ? ERR_OK : ERR_NOT_FOUND;
}

static enum err
take_all(struct sink *s, void *row)
{
	memcpy(list_push(s->arena, s->list, s->row_size), row, s->row_size);
	return ERR_OK;
}

enum err
db_all(struct db *db, struct arena *a, const struct db_stmt *st,
    const struct db_value *in, struct list *out)
{
	struct list rows = *out;
	struct sink s = { .take = take_all, .list = &rows };
	enum err e;

	e = read_rows(db, a, st, in, &s);
	if (e)
		return e;
	*out = rows;
	return ERR_OK;
}

static enum err
take_each(struct sink *s, void *row)
{
	return s->each(s->ctx, row);
}

enum err
db_each(struct db *db, struct arena *a, const struct db_stmt *st,
    const struct db_value *in, enum err (*each)(void *ctx, void *row),
    void *ctx)
{
	struct sink s = {
		.take = take_each, .each = each, .ctx = ctx, .is_stream = true
	};

	return read_rows(db, a, st, in, &s);
}
