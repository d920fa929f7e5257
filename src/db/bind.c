/* bind - values into the holes of a prepared statement.
 *
 * Numbers and texts are borrowed where they stand; only a decimal is written
 * out. A list is padded by its last number, an empty one becomes NULL, which
 * IN () never finds. */
#include "inside.h"

static void
bind_int(MYSQL_BIND *p, const int64_t *n)
{
	*p = (MYSQL_BIND){ .buffer_type = MYSQL_TYPE_LONGLONG,
		.buffer = (void *)(uintptr_t)n };
}

static void
bind_text(MYSQL_BIND *p, unsigned long *length, struct str s,
    enum enum_field_types type)
{
	*length = s.n;
	*p = (MYSQL_BIND){ .buffer_type = type,
		.buffer = (void *)(uintptr_t)s.p,
		.buffer_length = s.n,
		.length = length };
}

static void
bind_list(MYSQL_BIND *p, const struct db_value *v, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		size_t last = v->ints_count - 1;

		if (!v->ints_count)
			*p++ = (MYSQL_BIND){ .buffer_type = MYSQL_TYPE_NULL };
		else
			bind_int(p++, &v->ints[i < last ? i : last]);
	}
}

/* Gives how many holes the value fills. */
static size_t
bind_value(struct db *db, struct entry *e, size_t at, const struct db_value *v)
{
	MYSQL_BIND *p = &e->params[at];
	size_t n = 1;

	switch (v->kind) {
	case DB_INTS:
		n = sql_padded(v->ints_count);
		if (at + n <= e->holes)
			bind_list(p, v, n);
		break;
	case DB_INT:
		bind_int(p, &v->number);
		break;
	case DB_TEXT:
		bind_text(p, &e->lengths[at], v->text, MYSQL_TYPE_STRING);
		break;
	case DB_BYTES:
		bind_text(p, &e->lengths[at], v->text, MYSQL_TYPE_BLOB);
		break;
	case DB_DEC:
		bind_text(p, &e->lengths[at],
		    dec_fixed(db->scratch, v->dec, v->dec.scale),
		    MYSQL_TYPE_NEWDECIMAL);
		break;
	case DB_NULL:
	case DB_END:
		*p = (MYSQL_BIND){ .buffer_type = MYSQL_TYPE_NULL };
		break;
	}
	return n;
}

enum err
bind_values(struct db *db, struct entry *e, const struct db_value *in)
{
	size_t at = 0;

	/* One place more than holes was made, so a value too many is seen. */
	for (; in->kind != DB_END && at <= e->holes; in++)
		at += bind_value(db, e, at, in);
	if (at != e->holes) {
		why_set(db, e->st->name, 0, "has not as many values as holes",
		    true);
		return ERR_BROKEN;
	}
	if (e->holes && mysql_stmt_bind_param(e->stmt, e->params))
		return run_stmt_failed(db, e->st->name, e->stmt, RUN_READ);
	return ERR_OK;
}
