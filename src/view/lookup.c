/* lookup - what a name means: in structs described by fields and in trees,
 * from the innermost thing outwards. */
#include "aftersale/amount.h"
#include "render.h"

struct item
item_of_value(const struct value *v)
{
	if (!v || v->kind == VALUE_NONE)
		return (struct item){ .kind = FIELD_KIND_STOP };
	return (struct item){ .kind = FIELD_KIND_VALUE, .at = v };
}

struct item
item_of_fields(const struct field *fields, const void *data)
{
	if (!fields || !data)
		return (struct item){ .kind = FIELD_KIND_STOP };
	return (struct item){
		.kind = FIELD_KIND_ONE,
		.at = data,
		.fields = fields,
	};
}

static struct item
item_of_member(const struct field *field, const void *data)
{
	struct item item = {
		.kind = field->kind,
		.at = (const char *)data + field->offset,
		.fields = field->sub,
		.field = field,
	};

	if (field->kind == FIELD_KIND_VALUE)
		return item_of_value(*(const struct value *const *)item.at);
	if (field->kind == FIELD_KIND_PART) {
		item.at = *(const struct view_part *const *)item.at;
		if (!item.at)
			item.kind = FIELD_KIND_STOP;
	}
	return item;
}

static const struct field *
search(const struct field *fields, struct str name)
{
	for (; fields->name; fields++)
		if (fields->name[0] == name.p[0] &&
		    strncmp(fields->name, name.p, name.n) == 0 &&
		    fields->name[name.n] == '\0')
			return fields;
	return NULL;
}

/* Tables are small but names are many: each pair is searched once a page. */
static const struct field *
find_field(
    struct render *r, const struct field *fields, const struct name *name)
{
	uintptr_t mix =
	    (uintptr_t)fields / sizeof(*fields) + (uintptr_t)name->id * 31;
	struct slot *slot = &r->slots[mix % CACHE_SLOTS];

	if (slot->name == name && slot->fields == fields)
		return slot->found;
	*slot = (struct slot){ name, fields, search(fields, name->text) };
	return slot->found;
}

static bool
find_in(struct render *r, const struct item *in, const struct name *name,
    struct item *out)
{
	const struct field *field;
	const struct value *v;

	if (in->kind == FIELD_KIND_ONE) {
		field = find_field(r, in->fields, name);
		if (field)
			*out = item_of_member(field, in->at);
		return field != NULL;
	}
	if (in->kind != FIELD_KIND_VALUE)
		return false;
	if (item_safe(r, in) || item_part(r, in))
		return false;
	v = value_get(in->at, name->text);
	if (v)
		*out = item_of_value(v);
	return v != NULL;
}

void
item_find(struct render *r, const struct frame *top, const struct name *name,
    struct item *out)
{
	const struct frame *frame = top;
	struct item in;

	if (name->text.n == 1 && name->text.p[0] == '.') {
		*out = top->item;
		return;
	}
	*out = (struct item){ .kind = FIELD_KIND_STOP };
	while (frame && !find_in(r, &frame->item, name->head, out))
		frame = frame->up;
	for (name = name->rest; name; name = name->rest) {
		in = *out;
		*out = (struct item){ .kind = FIELD_KIND_STOP };
		if (!find_in(r, &in, name->head, out))
			return;
	}
}

static bool
value_is_true(const struct value *v)
{
	switch (v->kind) {
	case VALUE_NONE:
		return false;
	case VALUE_BOOL:
		return v->flag;
	case VALUE_INT:
		return v->number != 0;
	case VALUE_NUMBER:
		for (size_t i = 0; i < v->text.n; i++)
			if (v->text.p[i] >= '1' && v->text.p[i] <= '9')
				return true;
		return false;
	case VALUE_TEXT:
		return v->text.n > 0;
	case VALUE_LIST:
		return v->items.count > 0;
	case VALUE_MAP:
		return true;
	}
	return false;
}

bool
item_is_true(const struct item *item)
{
	switch (item->kind) {
	case FIELD_KIND_STOP:
		return false;
	case FIELD_KIND_BOOL:
		return *(const bool *)item->at;
	case FIELD_KIND_INT:
		return *(const int64_t *)item->at != 0;
	case FIELD_KIND_STR:
	case FIELD_KIND_HTML:
		return ((const struct str *)item->at)->n > 0;
	case FIELD_KIND_DEC:
		return !dec_is_zero(*(const struct dec *)item->at);
	case FIELD_KIND_WORDS:
		return *(const int *)item->at != 0;
	case FIELD_KIND_EACH:
		return ((const struct list *)item->at)->count > 0;
	case FIELD_KIND_VALUE:
		return value_is_true(item->at);
	case FIELD_KIND_ONE:
	case FIELD_KIND_PART:
		return true;
	}
	return false;
}

static bool
is_value_list(const struct item *item)
{
	return item->kind == FIELD_KIND_VALUE &&
	       ((const struct value *)item->at)->kind == VALUE_LIST;
}

size_t
item_count(const struct item *item)
{
	if (item->kind == FIELD_KIND_EACH)
		return ((const struct list *)item->at)->count;
	if (is_value_list(item))
		return ((const struct value *)item->at)->items.count;
	return item_is_true(item) ? 1 : 0;
}

void
item_at(const struct item *item, size_t i, struct item *out)
{
	const struct list *list = item->at;
	const struct value *v = item->at;

	if (item->kind == FIELD_KIND_EACH)
		*out = item_of_fields(item->fields,
		    (const char *)list->items + i * item->field->size);
	else if (is_value_list(item))
		*out = item_of_value(LIST_AT(&v->items, struct value, i));
	else
		*out = *item;
}
