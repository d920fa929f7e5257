/* names - every name of the templates once, with a number, and cut at its
 * dots. What a name means while rendering is in lookup.c. */
#include "tree.h"

static uint32_t
hash(struct str s)
{
	uint32_t h = 2166136261u;

	for (size_t i = 0; i < s.n; i++)
		h = (h ^ (uint8_t)s.p[i]) * 16777619u;
	return h;
}

const struct name *
name_intern(struct view *v, struct str text)
{
	struct name **bucket = &v->names[hash(text) % NAME_BUCKETS];
	size_t dot = str_find_byte(text, '.');
	struct name *name;

	for (name = *bucket; name; name = name->next)
		if (str_is(name->text, text))
			return name;
	name = ARENA_NEW(v->arena, struct name);
	name->text = text;
	name->id = v->name_count++;
	name->next = *bucket;
	*bucket = name;
	name->head = name;
	if (dot != (size_t)-1 && text.n > 1) {
		name->head = name_intern(v, str_head(text, dot));
		name->rest = name_intern(v, str_skip(text, dot + 1));
	}
	return name;
}
