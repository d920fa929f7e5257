/* value - trees of plain data: looking things up and building them. Reading
 * and writing JSON or PHP text is the business of those who do it. */
#include <inttypes.h>

#include "aftersale/base.h"

const struct value *
value_get(const struct value *v, struct str name)
{
	if (!v || v->kind != VALUE_MAP)
		return NULL;
	for (size_t i = 0; i < v->items.count; i++) {
		const struct value *item = LIST_AT(&v->items, struct value, i);

		if (str_is(item->name, name))
			return item;
	}
	return NULL;
}

const struct value *
value_at(const struct value *v, const char *path)
{
	struct str rest = str_of(path);

	while (v && rest.p)
		v = value_get(v, str_cut(&rest, '.'));
	return v;
}

struct str
value_text(struct arena *a, const struct value *v, struct str otherwise)
{
	if (!v)
		return otherwise;
	if (v->kind == VALUE_TEXT || v->kind == VALUE_NUMBER)
		return v->text;
	if (v->kind == VALUE_INT)
		return arena_printf(a, "%" PRId64, v->number);
	return otherwise;
}

int64_t
value_int(const struct value *v, int64_t otherwise)
{
	int64_t n;

	if (!v)
		return otherwise;
	if (v->kind == VALUE_INT)
		return v->number;
	if (v->kind == VALUE_TEXT && !str_int(v->text, &n))
		return n;
	return otherwise;
}

bool
value_bool(const struct value *v, bool otherwise)
{
	return v && v->kind == VALUE_BOOL ? v->flag : otherwise;
}

struct value *
value_push(struct arena *a, struct value *parent, struct str name,
    enum value_kind kind)
{
	struct value *item;

	assert(parent->kind == VALUE_MAP || parent->kind == VALUE_LIST);
	item = LIST_PUSH(a, &parent->items, struct value);
	item->kind = kind;
	item->name = name;
	return item;
}

void
value_put_text(
    struct arena *a, struct value *map, const char *name, struct str s)
{
	value_push(a, map, str_of(name), VALUE_TEXT)->text = s;
}

void
value_put_int(struct arena *a, struct value *map, const char *name, int64_t n)
{
	value_push(a, map, str_of(name), VALUE_INT)->number = n;
}

void
value_put_bool(struct arena *a, struct value *map, const char *name, bool flag)
{
	value_push(a, map, str_of(name), VALUE_BOOL)->flag = flag;
}
