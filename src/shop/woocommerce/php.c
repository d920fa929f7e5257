/* php.c - reads PHP's serialized text into a tree.
 *
 * A small descent over the bytes; the writer is php_write.c. Nothing here
 * knows what the values mean.
 */
#include <inttypes.h>

#include "php.h"

/* A value that was read, for references: they count every value but R:, in
 * the order they begin, from 1. */
struct slot {
	struct value value;
	size_t nodes; /* how many values it consists of; 0: not finished */
	int height;   /* how deep it goes below itself */
};

struct reader {
	struct str left;
	struct arena *arena;
	struct list slots; /* struct slot */
	size_t nodes;
	int depth;
	int deepest; /* that was seen in the value being read */
	bool has_refs;
};

static enum err read_value(struct reader *r, struct value *out);

static enum err
take_byte(struct reader *r, char c)
{
	if (!r->left.n || r->left.p[0] != c)
		return ERR_BAD_INPUT;
	r->left = str_skip(r->left, 1);
	return ERR_OK;
}

/* The text up to `end`, which is taken as well. */
static enum err
take_until(struct reader *r, char end, struct str *out)
{
	size_t at = str_find_byte(str_head(r->left, 64), end);

	if (at == (size_t)-1)
		return ERR_BAD_INPUT;
	*out = str_head(r->left, at);
	r->left = str_skip(r->left, at + 1);
	return ERR_OK;
}

static enum err
take_int(struct reader *r, char end, int64_t *out)
{
	struct str text;
	enum err e;

	e = take_until(r, end, &text);
	if (e)
		return e;
	if (text.n > 1 && text.p[0] == '+' && text.p[1] != '-')
		text = str_skip(text, 1);
	return str_int(text, out);
}

/* A length or count: not negative, and no more than what is left could
 * hold when each of its things takes `least` bytes. */
static enum err
take_count(struct reader *r, char end, size_t least, size_t *out)
{
	int64_t n;
	enum err e;

	e = take_int(r, end, &n);
	if (e)
		return e;
	if (n < 0 || (uint64_t)n > r->left.n / least)
		return ERR_BAD_INPUT;
	*out = (size_t)n;
	return ERR_OK;
}

/* 5:"hello" without what follows. */
static enum err
take_quoted(struct reader *r, struct str *out)
{
	size_t n;
	enum err e;

	e = take_count(r, ':', 1, &n);
	if (!e)
		e = take_byte(r, '"');
	if (e)
		return e;
	if (n > r->left.n)
		return ERR_BAD_INPUT;
	*out = str_head(r->left, n);
	r->left = str_skip(r->left, n);
	return take_byte(r, '"');
}

static int
hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

/* S:5:"a\41..." counts characters; a backslash is two hex digits. */
static enum err
take_escaped(struct reader *r, struct str *out)
{
	char *text;
	size_t n;
	enum err e;

	e = take_count(r, ':', 1, &n);
	if (!e)
		e = take_byte(r, '"');
	if (e)
		return e;
	text = arena_alloc(r->arena, n + 1);
	for (size_t i = 0; i < n; i++) {
		if (!r->left.n)
			return ERR_BAD_INPUT;
		text[i] = r->left.p[0];
		r->left = str_skip(r->left, 1);
		if (text[i] != '\\')
			continue;
		if (r->left.n < 2 || hex_digit(r->left.p[0]) < 0 ||
		    hex_digit(r->left.p[1]) < 0)
			return ERR_BAD_INPUT;
		text[i] = (char)(hex_digit(r->left.p[0]) * 16 +
				 hex_digit(r->left.p[1]));
		r->left = str_skip(r->left, 2);
	}
	*out = (struct str){ text, n };
	return take_byte(r, '"');
}

static size_t
digits_of(struct str s)
{
	size_t n = 0;

	while (n < s.n && s.p[n] >= '0' && s.p[n] <= '9')
		n++;
	return n;
}

/* Is it a number as JSON writes them? PHP's own serializer writes no other
 * but INF, -INF and NAN. */
static bool
is_number(struct str s)
{
	size_t n;

	if (s.n && s.p[0] == '-')
		s = str_skip(s, 1);
	n = digits_of(s);
	if (!n || (n > 1 && s.p[0] == '0'))
		return false;
	s = str_skip(s, n);
	if (s.n && s.p[0] == '.') {
		n = digits_of(str_skip(s, 1));
		if (!n)
			return false;
		s = str_skip(s, n + 1);
	}
	if (!s.n || (s.p[0] != 'e' && s.p[0] != 'E'))
		return !s.n;
	s = str_skip(s, 1);
	if (s.n && (s.p[0] == '-' || s.p[0] == '+'))
		s = str_skip(s, 1);
	n = digits_of(s);
	return n && n == s.n;
}

static enum err
read_number(struct reader *r, struct value *out)
{
	enum err e;

	e = take_until(r, ';', &out->text);
	if (e)
		return e;
	out->kind = VALUE_NUMBER;
	if (is_number(out->text))
		return ERR_OK;
	out->kind = VALUE_TEXT;
	if (str_is_z(out->text, "INF") || str_is_z(out->text, "-INF") ||
	    str_is_z(out->text, "NAN"))
		return ERR_OK;
	return ERR_BAD_INPUT;
}

/* PHP keeps an array key such as "12" or "-3" as an int, "012" and "-0" as
 * text. */
bool
php_int_key(struct str name, int64_t *out)
{
	struct str digits = name;

	if (digits.n > 1 && digits.p[0] == '-')
		digits = str_skip(digits, 1);
	if (digits.n && digits.p[0] == '0' && name.n > 1)
		return false;
	return str_int(name, out) == ERR_OK;
}

/* A key of an array or the name of a property. */
static enum err
read_key(struct reader *r, struct str *out)
{
	int64_t number;
	char kind;
	enum err e;

	if (r->left.n < 2 || r->left.p[1] != ':')
		return ERR_BAD_INPUT;
	kind = r->left.p[0];
	r->left = str_skip(r->left, 2);
	switch (kind) {
	case 'i':
		e = take_int(r, ';', &number);
		if (!e)
			*out = arena_printf(r->arena, "%" PRId64, number);
		return e;
	case 's':
		e = take_quoted(r, out);
		return e ? e : take_byte(r, ';');
	case 'S':
		e = take_escaped(r, out);
		return e ? e : take_byte(r, ';');
	default:
		return ERR_BAD_INPUT;
	}
}

/* count pairs and the closing brace. */
static enum err
read_items(struct reader *r, size_t count, struct value *out)
{
	bool in_row = true;

	for (size_t i = 0; i < count; i++) {
		struct value item = { 0 };
		struct str name;
		int64_t number;
		enum err e;

		e = read_key(r, &name);
		if (!e)
			e = read_value(r, &item);
		if (e)
			return e;
		in_row = in_row && php_int_key(name, &number) &&
			 number == (int64_t)i;
		item.name = name;
		*LIST_PUSH(r->arena, &out->items, struct value) = item;
	}
	if (out->kind == VALUE_LIST && !in_row)
		out->kind = VALUE_MAP;
	for (size_t i = 0; out->kind == VALUE_LIST && i < count; i++)
		LIST_AT(&out->items, struct value, i)->name = (struct str){ 0 };
	return take_byte(r, '}');
}

static enum err
read_array(struct reader *r, struct value *out)
{
	size_t count;
	enum err e;

	/* i:0;N; is the shortest pair. */
	e = take_count(r, ':', 6, &count);
	if (!e)
		e = take_byte(r, '{');
	if (e)
		return e;
	out->kind = VALUE_LIST;
	return read_items(r, count, out);
}

static enum err
read_object(struct reader *r, struct value *out)
{
	size_t count;
	enum err e;

	e = take_quoted(r, &out->text);
	if (!e)
		e = take_byte(r, ':');
	if (!e)
		e = take_count(r, ':', 6, &count);
	if (!e)
		e = take_byte(r, '{');
	if (e || !out->text.n)
		return ERR_BAD_INPUT;
	out->kind = VALUE_MAP;
	return read_items(r, count, out);
}

/* An object that writes itself: what is inside is its own secret. */
static enum err
read_custom(struct reader *r, struct value *out)
{
	size_t n;
	enum err e;

	e = take_quoted(r, &out->text);
	if (!e)
		e = take_byte(r, ':');
	if (!e)
		e = take_count(r, ':', 1, &n);
	if (!e)
		e = take_byte(r, '{');
	if (e || !out->text.n || n > r->left.n)
		return ERR_BAD_INPUT;
	out->kind = VALUE_MAP;
	r->left = str_skip(r->left, n);
	return take_byte(r, '}');
}

/* The tree is copied by sharing its items, which nobody changes. What is
 * counted is what a walk over the tree will meet. */
static enum err
read_reference(struct reader *r, struct value *out)
{
	const struct slot *slot;
	int64_t n;
	enum err e;

	e = take_int(r, ';', &n);
	if (e)
		return e;
	if (n < 1 || (uint64_t)n > r->slots.count)
		return ERR_BAD_INPUT;
	slot = LIST_AT(&r->slots, struct slot, n - 1);
	if (!slot->nodes)
		return ERR_OK;
	if (r->depth + slot->height > PHP_MAX_DEPTH)
		return ERR_BAD_INPUT;
	if (r->depth + slot->height > r->deepest)
		r->deepest = r->depth + slot->height;
	r->nodes += slot->nodes - 1;
	*out = slot->value;
	return ERR_OK;
}

static enum err
read_scalar(struct reader *r, char kind, struct value *out)
{
	enum err e;

	switch (kind) {
	case 'b':
		out->kind = VALUE_BOOL;
		e = take_int(r, ';', &out->number);
		out->flag = out->number == 1;
		return e || out->number < 0 || out->number > 1 ? ERR_BAD_INPUT
							       : ERR_OK;
	case 'i':
		out->kind = VALUE_INT;
		return take_int(r, ';', &out->number);
	case 'd':
		return read_number(r, out);
	case 's':
	case 'E':
		out->kind = VALUE_TEXT;
		e = take_quoted(r, &out->text);
		return e ? e : take_byte(r, ';');
	case 'S':
		out->kind = VALUE_TEXT;
		e = take_escaped(r, &out->text);
		return e ? e : take_byte(r, ';');
	default:
		return ERR_BAD_INPUT;
	}
}

/* What stands behind "kind:". */
static enum err
read_kind(struct reader *r, char kind, struct value *out)
{
	switch (kind) {
	case 'a':
		return read_array(r, out);
	case 'O':
		return read_object(r, out);
	case 'C':
		return read_custom(r, out);
	case 'r':
	case 'R':
		return read_reference(r, out);
	default:
		return read_scalar(r, kind, out);
	}
}

/* Keeps what was read at its place among the slots. */
static void
fill_slot(struct reader *r, size_t place, const struct value *v, size_t nodes)
{
	struct slot *slot = LIST_AT(&r->slots, struct slot, place);

	slot->value = *v;
	slot->nodes = nodes;
	slot->height = r->deepest - r->depth;
}

static enum err
read_value(struct reader *r, struct value *out)
{
	size_t before = r->nodes++;
	size_t place = r->slots.count;
	int deepest = r->deepest;
	bool counts;
	char kind;
	enum err e;

	if (r->left.n < 2 || r->depth == PHP_MAX_DEPTH)
		return ERR_BAD_INPUT;
	kind = r->left.p[0];
	counts = r->has_refs && kind != 'R';
	if (counts)
		LIST_PUSH(r->arena, &r->slots, struct slot);
	r->left = str_skip(r->left, 1);
	r->deepest = ++r->depth;
	e = take_byte(r, kind == 'N' ? ';' : ':');
	if (!e && kind != 'N')
		e = read_kind(r, kind, out);
	if (e || r->nodes > PHP_MAX_NODES)
		return ERR_BAD_INPUT;
	if (counts)
		fill_slot(r, place, out, r->nodes - before);
	if (r->deepest < deepest)
		r->deepest = deepest;
	r->depth--;
	return ERR_OK;
}

enum err
php_read(struct arena *a, struct str bytes, struct value *out)
{
	struct reader r = { .left = str_trim(bytes), .arena = a };
	struct value v = { 0 };
	enum err e;

	if (r.left.n > PHP_MAX_BYTES)
		return ERR_BAD_INPUT;
	r.has_refs = str_find(r.left, STR("r:")) != (size_t)-1 ||
		     str_find(r.left, STR("R:")) != (size_t)-1;
	e = read_value(&r, &v);
	if (e)
		return e;
	if (r.left.n)
		return ERR_BAD_INPUT;
	*out = v;
	return ERR_OK;
}

const struct value *
php_tree(struct arena *a, struct str bytes)
{
	struct value *v = ARENA_NEW(a, struct value);

	return php_read(a, bytes, v) ? NULL : v;
}
