/* rowmap - from the columns of a row to the members of a struct.
 *
 * The map is checked once, when a statement is prepared; storing then trusts
 * it. The kinds a row may hold are BOOL, INT, STR, DEC and WORDS. */
#include <math.h>

#include "inside.h"

static bool
is_row_kind(const struct field *f)
{
	switch (f->kind) {
	case FIELD_KIND_BOOL:
		return f->size == sizeof(bool);
	case FIELD_KIND_INT:
		return f->size == sizeof(int64_t);
	case FIELD_KIND_STR:
		return f->size == sizeof(struct str);
	case FIELD_KIND_DEC:
		return f->size == sizeof(struct dec);
	case FIELD_KIND_WORDS:
		return f->size == sizeof(int) && f->words;
	default:
		return false;
	}
}

const char *
rowmap_check(const struct db_stmt *st, const MYSQL_FIELD *fields, size_t count,
    size_t *column)
{
	const struct field *f = st->row;
	size_t i = 0;

	*column = 0;
	if (!f)
		return count ? "gives rows but has no row map" : NULL;
	for (; f->name && i < count; f++, i++) {
		*column = i;
		if (!is_row_kind(f))
			return "is of a kind no row can hold";
		if (f->offset + f->size > st->row_size)
			return "lies outside of row_size";
		if (strcmp(f->name, fields[i].name) != 0)
			return "is not what the row map says";
	}
	*column = i;
	if (f->name)
		return "is missing in the SELECT list";
	return i < count ? "is missing in the row map" : NULL;
}

/* "12", also "12.00" as SUM() gives it. */
static bool
whole_text(struct str s, int64_t *out)
{
	size_t point = str_find_byte(s, '.');

	if (point != (size_t)-1) {
		for (size_t i = point + 1; i < s.n; i++)
			if (s.p[i] != '0')
				return false;
		s = str_head(s, point);
	}
	return !str_int(s, out);
}

static bool
as_int(const struct cell *c, int64_t *out)
{
	switch (c->kind) {
	case CELL_NULL:
		*out = 0;
		return true;
	case CELL_INT:
	case CELL_DATE:
		*out = c->number;
		return !c->is_huge;
	case CELL_TEXT:
		return whole_text(c->text, out);
	case CELL_REAL:
		if (!(fabs(c->real) < 9e15) || floor(c->real) != c->real)
			return false;
		*out = (int64_t)c->real;
		return true;
	}
	return false;
}

static struct str
as_text(struct arena *a, const struct cell *c)
{
	switch (c->kind) {
	case CELL_NULL:
		break;
	case CELL_INT:
		if (c->is_huge)
			return arena_printf(
			    a, "%llu", (unsigned long long)c->number);
		return arena_printf(a, "%lld", (long long)c->number);
	case CELL_TEXT:
		/* An empty text is not NULL: it needs an address. */
		return c->text.n ? arena_str(a, c->text) : STR("");
	case CELL_REAL:
		return arena_printf(a, "%.15g", c->real);
	case CELL_DATE:
		return arena_str(a, str_of(c->date));
	}
	return (struct str){ NULL, 0 };
}

static bool
as_dec(struct arena *a, const struct cell *c, struct dec *out)
{
	struct str s;

	if (c->kind == CELL_NULL || c->kind == CELL_DATE) {
		*out = dec_int(0);
		return c->kind == CELL_NULL;
	}
	if (c->kind == CELL_INT && !c->is_huge) {
		*out = dec_int(c->number);
		return true;
	}
	if (c->kind == CELL_REAL)
		s = arena_printf(a, "%.8f", c->real);
	else
		s = c->kind == CELL_TEXT ? c->text : as_text(a, c);
	return !dec_parse(s, out);
}

static bool
as_word(const struct cell *c, const char *const *words, int *out)
{
	if (c->kind == CELL_NULL) {
		*out = 0;
		return true;
	}
	if (c->kind != CELL_TEXT)
		return false;
	for (int i = 0; words[i]; i++) {
		if (!str_is_z(c->text, words[i]))
			continue;
		*out = i;
		return true;
	}
	return false;
}

bool
rowmap_store(
    struct arena *a, const struct field *f, const struct cell *c, void *row)
{
	void *at = (char *)row + f->offset;
	int64_t n = 0;

	switch (f->kind) {
	case FIELD_KIND_STR:
		*(struct str *)at = as_text(a, c);
		return true;
	case FIELD_KIND_INT:
		return as_int(c, at);
	case FIELD_KIND_BOOL:
		if (!as_int(c, &n))
			return false;
		*(bool *)at = n != 0;
		return true;
	case FIELD_KIND_DEC:
		return as_dec(a, c, at);
	case FIELD_KIND_WORDS:
		return as_word(c, f->words, at);
	default:
		return false;
	}
}
