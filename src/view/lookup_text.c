/* lookup_text - what a value prints, and the number a plural counts by. */
#include <inttypes.h>

#include "aftersale/amount.h"
#include "render.h"

static struct str
digits(int64_t n, char scratch[NUMBER_MAX])
{
	uint64_t rest = n < 0 ? -(uint64_t)n : (uint64_t)n;
	char *p = scratch + NUMBER_MAX;

	do {
		*--p = (char)('0' + rest % 10);
		rest /= 10;
	} while (rest);
	if (n < 0)
		*--p = '-';
	return (struct str){ p, (size_t)(scratch + NUMBER_MAX - p) };
}

static struct str
flag_text(bool flag)
{
	return flag ? STR("true") : STR("false");
}

static struct str
word_text(const struct item *item)
{
	int value = *(const int *)item->at;
	int i = 0;

	while (i < value && item->field->words[i])
		i++;
	return str_of(value < 0 ? NULL : item->field->words[i]);
}

static struct str
value_print(const struct value *v, char scratch[NUMBER_MAX])
{
	switch (v->kind) {
	case VALUE_BOOL:
		return flag_text(v->flag);
	case VALUE_INT:
		return digits(v->number, scratch);
	case VALUE_NUMBER:
	case VALUE_TEXT:
		return v->text;
	default:
		return (struct str){ NULL, 0 };
	}
}

struct str
item_text(struct render *r, const struct item *item, char scratch[NUMBER_MAX])
{
	switch (item->kind) {
	case FIELD_KIND_STR:
		return *(const struct str *)item->at;
	case FIELD_KIND_HTML:
		return ((const struct safe_html *)item->at)->text;
	case FIELD_KIND_INT:
		return digits(*(const int64_t *)item->at, scratch);
	case FIELD_KIND_BOOL:
		return flag_text(*(const bool *)item->at);
	case FIELD_KIND_DEC:
		return dec_text(r->arena, *(const struct dec *)item->at);
	case FIELD_KIND_WORDS:
		return word_text(item);
	case FIELD_KIND_VALUE:
		return value_print(item->at, scratch);
	default:
		return (struct str){ NULL, 0 };
	}
}

int64_t
item_number(const struct item *item)
{
	const struct value *v = item->at;

	switch (item->kind) {
	case FIELD_KIND_INT:
		return *(const int64_t *)item->at;
	case FIELD_KIND_EACH:
		return (int64_t)((const struct list *)item->at)->count;
	case FIELD_KIND_VALUE:
		if (v->kind == VALUE_LIST)
			return (int64_t)v->items.count;
		return value_int(v, 0);
	default:
		return 0;
	}
}

static const struct value *
trusted(struct render *r, const struct item *item, const char *name)
{
	const struct value *v = item->at;

	if (!r->trust_tree || item->kind != FIELD_KIND_VALUE ||
	    v->kind != VALUE_MAP)
		return NULL;
	if (v->items.count != (value_get(v, STR("data")) ? 2 : 1))
		return NULL;
	v = value_get(v, str_of(name));
	return v && v->kind == VALUE_TEXT ? v : NULL;
}

const struct value *
item_safe(struct render *r, const struct item *item)
{
	return trusted(r, item, "safe");
}

const struct value *
item_part(struct render *r, const struct item *item)
{
	return trusted(r, item, "part");
}
