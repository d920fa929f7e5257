/* text - looks words up in one gettext catalogue (.mo) held in memory.
 *
 * Everything that the file says about itself is checked once, when it is
 * opened; after that a look-up trusts it. Plural rules are in plural.c,
 * reading the file from disk and filling sentences in text_load.c. */
#define _GNU_SOURCE /* qsort_r */
#include "aftersale/text.h"
#include "plural.h"

enum {
	HEAD_SIZE = 28,
	PAIR_SIZE = 8, /* length and offset of a text */
	BYTES_MAX = 16 * 1024 * 1024,
};

static const uint32_t magic = 0x950412de;
static const uint32_t magic_swapped = 0xde120495;

struct text {
	struct str bytes;
	bool swapped;
	uint32_t count;
	uint32_t ids;   /* where the table of msgids begins */
	uint32_t words; /* and the one of translations */
	/* The msgids in order, where the file has them in another one. */
	const uint32_t *order;
	const struct plural *plural;
};

static uint32_t
number_at(const struct text *t, size_t at)
{
	uint32_t n;

	memcpy(&n, t->bytes.p + at, sizeof(n));
	return t->swapped ? __builtin_bswap32(n) : n;
}

/* The whole text of a table's row, plural forms and all. */
static struct str
row_of(const struct text *t, uint32_t table, uint32_t i)
{
	size_t at = table + (size_t)i * PAIR_SIZE;

	return (
	    struct str){ t->bytes.p + number_at(t, at + 4), number_at(t, at) };
}

/* The msgid as it is looked up: without its plural. */
static struct str
id_of(const struct text *t, uint32_t i)
{
	struct str id = row_of(t, t->ids, i);

	return str_cut(&id, '\0');
}

static bool
is_row_inside(const struct text *t, uint32_t table, uint32_t i)
{
	size_t at = table + (size_t)i * PAIR_SIZE;
	uint64_t n = number_at(t, at);
	uint64_t from = number_at(t, at + 4);

	return from + n < t->bytes.n && t->bytes.p[from + n] == '\0';
}

static bool
is_sound(const struct text *t)
{
	uint64_t table = (uint64_t)t->count * PAIR_SIZE;

	if (number_at(t, 4) >> 16 > 1) /* major revision */
		return false;
	if (t->ids + table > t->bytes.n || t->words + table > t->bytes.n)
		return false;
	for (uint32_t i = 0; i < t->count; i++)
		if (!is_row_inside(t, t->ids, i) ||
		    !is_row_inside(t, t->words, i))
			return false;
	return true;
}

/* Compares the front of *s with a piece, and takes the piece off it. */
static int
compare_piece(struct str *s, struct str piece)
{
	size_t n = s->n < piece.n ? s->n : piece.n;
	int c = n ? memcmp(s->p, piece.p, n) : 0;

	*s = str_skip(*s, n);
	if (c == 0 && n < piece.n)
		return -1;
	return c;
}

static int
compare_key(struct str id, struct str ctx, struct str key)
{
	int c = 0;

	if (ctx.n > 0) {
		c = compare_piece(&id, ctx);
		if (c == 0)
			c = compare_piece(&id, STR("\4"));
	}
	if (c == 0)
		c = compare_piece(&id, key);
	if (c == 0)
		c = id.n > 0;
	return c;
}

static int
compare_rows(const void *x, const void *y, void *text)
{
	const struct text *t = text;
	const uint32_t *i = x;
	const uint32_t *j = y;

	return compare_key(id_of(t, *i), str_of(NULL), id_of(t, *j));
}

static bool
is_in_order(const struct text *t)
{
	struct str before = str_of(NULL);

	for (uint32_t i = 0; i < t->count; i++) {
		struct str id = id_of(t, i);

		if (i > 0 && compare_key(before, str_of(NULL), id) >= 0)
			return false;
		before = id;
	}
	return true;
}

/* WordPress sorts numbers among its msgids as numbers, msgfmt never does. */
static void
put_in_order(struct arena *a, struct text *t)
{
	uint32_t *order;

	if (is_in_order(t))
		return;
	order = ARENA_ARRAY(a, uint32_t, t->count);
	for (uint32_t i = 0; i < t->count; i++)
		order[i] = i;
	qsort_r(order, t->count, sizeof(*order), compare_rows, t);
	t->order = order;
}

/* The whole translation of a key; p NULL when there is none. */
static struct str
find(const struct text *t, struct str ctx, struct str key)
{
	uint32_t low = 0;
	uint32_t high = t->count;

	while (low < high) {
		uint32_t mid = low + (high - low) / 2;
		uint32_t row = t->order ? t->order[mid] : mid;
		int c = compare_key(id_of(t, row), ctx, key);

		if (c == 0)
			return row_of(t, t->words, row);
		if (c < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return str_of(NULL);
}

/* A template's header that nobody filled in is a header without a rule. */
static enum err
read_plural(struct arena *a, struct text *t)
{
	struct str name = STR("Plural-Forms:");
	struct str header = find(t, str_of(NULL), STR(""));

	while (header.p) {
		struct str line = str_cut(&header, '\n');

		if (!str_has_prefix(line, name))
			continue;
		line = str_trim(str_skip(line, name.n));
		if (str_has_prefix(line, STR("nplurals=INTEGER;")))
			return ERR_OK;
		return plural_parse(a, line, &t->plural);
	}
	return ERR_OK;
}

enum err
text_open(struct arena *a, struct str bytes, const struct text **out)
{
	struct text *t = ARENA_NEW(a, struct text);
	enum err e;

	t->bytes = bytes;
	if (bytes.n < HEAD_SIZE || bytes.n > BYTES_MAX)
		return ERR_BAD_INPUT;
	t->swapped = number_at(t, 0) == magic_swapped;
	if (number_at(t, 0) != magic)
		return ERR_BAD_INPUT;
	t->count = number_at(t, 8);
	t->ids = number_at(t, 12);
	t->words = number_at(t, 16);
	if (!is_sound(t))
		return ERR_BAD_INPUT;
	put_in_order(a, t);
	e = read_plural(a, t);
	if (e)
		return e;
	*out = t;
	return ERR_OK;
}

struct str
tr_str(const struct text *lang, struct str ctx, struct str id)
{
	struct str words;

	if (!lang || id.n == 0)
		return id;
	words = find(lang, ctx, id);
	words = str_cut(&words, '\0');
	return words.n > 0 && str_is_utf8(words) ? words : id;
}

struct str
tr(const struct text *lang, const char *ctx, const char *id)
{
	return tr_str(lang, str_of(ctx), str_of(id));
}

struct str
trn_str(const struct text *lang, struct str ctx, struct str one,
    struct str many, int64_t n)
{
	uint64_t count = n < 0 ? -(uint64_t)n : (uint64_t)n;
	struct str plain = count == 1 ? one : many;
	struct str words;
	struct str form;
	uint64_t skip;

	if (!lang || one.n == 0)
		return plain;
	words = find(lang, ctx, one);
	for (skip = plural_form(lang->plural, count); skip > 0 && words.p;
	     skip--)
		str_cut(&words, '\0');
	form = str_cut(&words, '\0');
	return form.n > 0 && str_is_utf8(form) ? form : plain;
}

struct str
trn(const struct text *lang, const char *ctx, const char *one, const char *many,
    int64_t n)
{
	return trn_str(lang, str_of(ctx), str_of(one), str_of(many), n);
}
