/* drift_rules - which changes of a table are harmless. */
#include "drift_rules.h"

#define NONE ((size_t)-1)

const char *const drift_words[] = {
	[DRIFT_NONE] = "none",
	[DRIFT_TABLE_GONE] = "table-gone",
	[DRIFT_COLUMN_GONE] = "column-gone",
	[DRIFT_COLUMN_TYPE] = "column-type",
	[DRIFT_INDEX_GONE] = "index-gone",
	[DRIFT_RELEASE] = "release",
	NULL,
};

enum family { FAMILY_OTHER = 0, FAMILY_INT, FAMILY_TEXT, FAMILY_DEC };

static const struct {
	const char *word;
	enum family family;
	int64_t size; /* 0: the number in parentheses */
} types[] = {
	{ "tinyint", FAMILY_INT, 1 },
	{ "smallint", FAMILY_INT, 2 },
	{ "mediumint", FAMILY_INT, 3 },
	{ "int", FAMILY_INT, 4 },
	{ "bigint", FAMILY_INT, 8 },
	{ "char", FAMILY_TEXT, 0 },
	{ "varchar", FAMILY_TEXT, 0 },
	{ "tinytext", FAMILY_TEXT, 255 },
	{ "text", FAMILY_TEXT, 65535 },
	{ "mediumtext", FAMILY_TEXT, 16777215 },
	{ "longtext", FAMILY_TEXT, 4294967295 },
	{ "decimal", FAMILY_DEC, 0 },
};

struct type {
	struct str word;
	enum family family;
	int64_t size;
	int64_t scale;
};

/* "decimal(26,8) unsigned" */
static struct type
type_read(struct str text)
{
	struct type t = { .word = text };
	size_t open = str_find_byte(text, '(');
	struct str inside = STR("");

	if (open != NONE) {
		t.word = str_head(text, open);
		inside = str_skip(text, open + 1);
		inside = str_cut(&inside, ')');
	} else if (str_find_byte(text, ' ') != NONE) {
		t.word = str_head(text, str_find_byte(text, ' '));
	}
	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
		struct str size;

		if (!str_is_z(t.word, types[i].word))
			continue;
		t.family = types[i].family;
		t.size = types[i].size;
		size = str_cut(&inside, ',');
		if (!t.size && str_int(size, &t.size))
			t.size = 0;
		if (str_int(inside, &t.scale))
			t.scale = 0;
	}
	return t;
}

bool
drift_type_fits(struct str was, struct str is)
{
	struct type a = type_read(was);
	struct type b = type_read(is);

	if (a.family != b.family)
		return false;
	switch (a.family) {
	case FAMILY_INT:
	case FAMILY_TEXT:
		return b.size >= a.size;
	case FAMILY_DEC:
		return b.scale >= a.scale &&
		    b.size - b.scale >= a.size - a.scale;
	case FAMILY_OTHER:
		break;
	}
	return str_is(was, is);
}

static struct drift *
add(struct arena *a, struct list *out, enum drift_kind kind, struct str table,
    unsigned parts)
{
	struct drift *d = LIST_PUSH(a, out, struct drift);

	d->kind = kind;
	d->table = table;
	d->parts = kind == DRIFT_INDEX_GONE ? 0 : parts;
	return d;
}

static void
compare_column(struct arena *a, struct str table, unsigned parts,
    const struct value *was, const struct value *is, struct list *out)
{
	struct drift *d;

	if (is && drift_type_fits(was->text, is->text))
		return;
	d = add(a, out, is ? DRIFT_COLUMN_TYPE : DRIFT_COLUMN_GONE, table,
	    parts);
	d->name = was->name;
	d->was = was->text;
	d->is = is ? is->text : STR("");
}

/* Another index over the same columns serves as well. */
static bool
is_served(const struct value *indexes, struct str columns)
{
	for (size_t i = 0; indexes && i < indexes->items.count; i++) {
		struct str has = LIST_AT(&indexes->items, struct value, i)->text;

		if (str_has_prefix(has, columns) &&
		    (has.n == columns.n || has.p[columns.n] == ','))
			return true;
	}
	return false;
}

void
drift_compare(struct arena *a, struct str table, unsigned parts,
    const struct value *was, const struct value *is, struct list *out)
{
	const struct value *columns = value_at(was, "columns");
	const struct value *indexes = value_at(was, "indexes");
	const struct value *now = value_at(is, "columns");

	if (!is) {
		add(a, out, DRIFT_TABLE_GONE, table, parts);
		return;
	}
	for (size_t i = 0; columns && i < columns->items.count; i++) {
		const struct value *c = LIST_AT(&columns->items, struct value,
		    i);

		compare_column(a, table, parts, c, value_get(now, c->name),
		    out);
	}
	for (size_t i = 0; indexes && i < indexes->items.count; i++) {
		const struct value *x = LIST_AT(&indexes->items, struct value,
		    i);

		if (is_served(value_at(is, "indexes"), x->text))
			continue;
		add(a, out, DRIFT_INDEX_GONE, table, parts)->name = x->name;
	}
}

int64_t
drift_release(struct str version)
{
	struct str rest = version;
	int64_t n;

	return str_int(str_cut(&rest, '.'), &n) ? 0 : n;
}

unsigned
drift_closed(const struct list *drifts)
{
	unsigned closed = 0;

	for (size_t i = 0; i < drifts->count; i++)
		closed |= LIST_AT(drifts, struct drift, i)->parts;
	return closed;
}
