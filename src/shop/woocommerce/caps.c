/* caps.c - capabilities as WordPress merges them.
 *
 * Who the user is, is session.c's business.
 */
#include "caps.h"
#include "php.h"

static bool
is_true(const struct value *v)
{
	struct str s;

	if (!v)
		return false;
	if (v->kind == VALUE_BOOL)
		return v->flag;
	if (v->kind == VALUE_INT)
		return v->number != 0;
	if (v->kind != VALUE_TEXT)
		return false;
	s = v->text;
	return s.n > 0 && !str_is_z(s, "0");
}

bool
woo_may(struct arena *scratch, struct str roles, struct str caps,
    const char *capability)
{
	const struct value *all = php_tree(scratch, roles);
	const struct value *own = php_tree(scratch, caps);
	const struct value *said = NULL;
	const struct value *v;
	struct str name = str_of(capability);

	if (!own || own->kind != VALUE_MAP)
		return false;
	for (size_t i = 0; i < own->items.count; i++) {
		const struct value *role =
		    value_get(all, LIST_AT(&own->items, struct value, i)->name);

		v = value_get(value_get(role, STR("capabilities")), name);
		if (v)
			said = v;
	}
	v = value_get(own, name);
	return is_true(v ? v : said);
}

bool
woo_is_super(struct arena *scratch, struct str admins, struct str login)
{
	const struct value *list = php_tree(scratch, admins);

	if (!list || (list->kind != VALUE_LIST && list->kind != VALUE_MAP))
		return false;
	for (size_t i = 0; i < list->items.count; i++) {
		const struct value *v = LIST_AT(&list->items, struct value, i);

		if (v->kind == VALUE_TEXT && str_is(v->text, login))
			return true;
	}
	return false;
}
