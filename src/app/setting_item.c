/* setting_item - what a setting takes, in words; whether the items of a list are
 * what it declares, and one clear line where they are not. */
#include "setting.h"

/* 12, or "12" as other programs write it. */
static bool
is_number(const struct value *v, int64_t low, int64_t high)
{
	int64_t n = value_int(v, 0);

	if (v->kind == VALUE_TEXT ? str_int(v->text, &n) != ERR_OK
				  : v->kind != VALUE_INT)
		return false;
	return n >= low && n <= high;
}

static const struct setting_member *
member_of(const struct setting *s, struct str name)
{
	for (const struct setting_member *m = s->item; m && m->name; m++)
		if (str_is_z(name, m->name))
			return m;
	return NULL;
}

static struct str
range_text(struct arena *a, const struct setting_member *m)
{
	if (m->high == INT64_MAX)
		return STR("an id");
	return arena_printf(a, "a whole number from %lld to %lld",
	    (long long)m->low, (long long)m->high);
}

/* "" where nothing is wrong. */
static struct str
map_fault(struct arena *a, const struct setting *s, const struct value *item)
{
	for (size_t i = 0; i < item->items.count; i++) {
		const struct value *v = LIST_AT(&item->items, struct value, i);
		const struct setting_member *m = member_of(s, v->name);

		if (!m)
			return arena_printf(a, "there is no member " STR_FMT,
			    STR_ARG(v->name));
		if (!is_number(v, m->low, m->high))
			return arena_printf(a, "%s must be " STR_FMT, m->name,
			    STR_ARG(range_text(a, m)));
	}
	for (const struct setting_member *m = s->item; m->name; m++)
		if (m->is_needed && !value_get(item, str_of(m->name)))
			return arena_printf(a, "%s is missing", m->name);
	return STR("");
}

static struct str
wanted_text(struct arena *a, const struct setting *s)
{
	struct buf b = buf_new(a, 200);

	if (s->item_is_id)
		buf_putz(&b, "an id");
	for (const struct setting_member *m = s->item; m && m->name; m++)
		buf_printf(&b, "%s%s",
		    m != s->item  ? ", "
		    : b.n	  ? " or an object of "
				  : "an object of ",
		    m->name);
	return buf_str(&b);
}

static struct str
item_fault(struct arena *a, const struct setting *s, const struct value *v)
{
	if (s->item && v->kind == VALUE_MAP)
		return map_fault(a, s, v);
	if (s->item_is_id && is_number(v, 1, INT64_MAX))
		return STR("");
	return arena_printf(a, "must be " STR_FMT,
	    STR_ARG(wanted_text(a, s)));
}

static void
put_choices(struct buf *b, const struct setting *s)
{
	for (size_t i = 0; s->choices && s->choices[i]; i++)
		buf_printf(b, "%s\"%s\"", b->n ? " or " : "",
		    s->choices[i]);
}

struct str
setting_takes(struct arena *a, const struct setting *s)
{
	static const char *const words[] = {
		[SETTING_TEXT] = "a text in double quotes",
		[SETTING_FLAG] = "true or false",
		[SETTING_LIST] = "a list: [ ... ]",
		[SETTING_TREE] = "an object or a list",
		[SETTING_CHOICE] = "",
		[SETTING_INT] = "",
	};
	struct buf b = buf_new(a, 400);

	buf_putz(&b, words[s->kind]);
	if (s->kind == SETTING_INT)
		buf_printf(&b, "a whole number from %lld to %lld",
		    (long long)s->low, (long long)s->high);
	if (s->kind == SETTING_INT || s->kind == SETTING_CHOICE)
		put_choices(&b, s);
	return buf_str(&b);
}

enum err
setting_check_items(struct arena *a, const struct setting *s,
    const struct value *list, struct str *why)
{
	if (!s->item && !s->item_is_id)
		return ERR_OK;
	if (s->high && list->items.count > (size_t)s->high) {
		*why = arena_printf(a, "%s takes at most %lld items", s->path,
		    (long long)s->high);
		return ERR_BAD_INPUT;
	}
	for (size_t i = 0; i < list->items.count; i++) {
		struct str fault = item_fault(a, s,
		    LIST_AT(&list->items, struct value, i));

		if (!fault.n)
			continue;
		*why = arena_printf(a, "%s, item %zu: " STR_FMT, s->path,
		    i + 1, STR_ARG(fault));
		return ERR_BAD_INPUT;
	}
	return ERR_OK;
}
