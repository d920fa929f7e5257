/* php.c - reads PHP's serialized text into a tree.
 *
 * A small descent over the bytes, which php_take.c cuts into pieces; the
 * writer is php_write.c. Nothing here knows what the values mean.
 */
#include <inttypes.h>

#include "php.h"
#include "php_take.h"

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
		e = php_take_int(&r->left, ';', &number);
		if (!e)
			*out = arena_printf(r->arena, "%" PRId64, number);
		return e;
	case 's':
		e = php_take_quoted(&r->left, out);
		return e ? e : php_take_byte(&r->left, ';');
	case 'S':
		e = php_take_escaped(&r->left, r->arena, out);
		return e ? e : php_take_byte(&r->left, ';');
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
	return php_take_byte(&r->left, '}');
}

static enum err
read_array(struct reader *r, struct value *out)
{
	size_t count;
	enum err e;

	/* i:0;N; is the shortest pair. */
	e = php_take_count(&r->left, ':', 6, &count);
	if (!e)
		e = php_take_byte(&r->left, '{');
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

	e = php_take_quoted(&r->left, &out->text);
	if (!e)
		e = php_take_byte(&r->left, ':');
	if (!e)
		e = php_take_count(&r->left, ':', 6, &count);
	if (!e)
		e = php_take_byte(&r->left, '{');
	if (e || !out->text.n)
		return ERR_BAD_INPUT;
	out->kind = VALUE_MAP;
	return read_items(r, count, out);
}

/* An object that writes itself: what is inside is its own secret. */
static enum err
read_custom(struct reader *r, struct value *out)
{
	size_t n = 0;
	enum err e;

	e = php_take_quoted(&r->left, &out->text);
	if (!e)
		e = php_take_byte(&r->left, ':');
	if (!e)
		e = php_take_count(&r->left, ':', 1, &n);
	if (!e)
		e = php_take_byte(&r->left, '{');
	if (e || !out->text.n || n > r->left.n)
		return ERR_BAD_INPUT;
	out->kind = VALUE_MAP;
	r->left = str_skip(r->left, n);
	return php_take_byte(&r->left, '}');
}

/* The tree is copied by sharing its items, which nobody changes. What is
 * counted is what a walk over the tree will meet. */
static enum err
read_reference(struct reader *r, struct value *out)
{
	const struct slot *slot;
	int64_t n;
	enum err e;

	e = php_take_int(&r->left, ';', &n);
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
		e = php_take_int(&r->left, ';', &out->number);
		out->flag = out->number == 1;
		return e || out->number < 0 || out->number > 1 ? ERR_BAD_INPUT
							       : ERR_OK;
	case 'i':
		out->kind = VALUE_INT;
		return php_take_int(&r->left, ';', &out->number);
	case 'd':
		return php_take_number(&r->left, out);
	case 's':
	case 'E':
		out->kind = VALUE_TEXT;
		e = php_take_quoted(&r->left, &out->text);
		return e ? e : php_take_byte(&r->left, ';');
	case 'S':
		out->kind = VALUE_TEXT;
		e = php_take_escaped(&r->left, r->arena, &out->text);
		return e ? e : php_take_byte(&r->left, ';');
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
	e = php_take_byte(&r->left, kind == 'N' ? ';' : ':');
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
