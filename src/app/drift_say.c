/* drift_say - a change of the shop's tables in a sentence, and from the row that
 * the worker left. */
#include "aftersale/text.h"
#include "drift.h"

/* "{shop}wc_orders" is called wc_orders. */
static struct str
bare(struct str label)
{
	size_t at = str_find_byte(label, '}');

	return at == (size_t)-1 ? label : str_skip(label, at + 1);
}

static const char *const sentences[] = {
	[DRIFT_NONE] = "",
	[DRIFT_TABLE_GONE] = N_("{{table}} is gone, or may not be read"
				" (aftersale setup gives the rights)"),
	[DRIFT_COLUMN_GONE] = N_("{{table}} has no column {{name}}"),
	[DRIFT_COLUMN_TYPE] = N_("{{table}}.{{name}} is {{is}} and was"
				 " {{was}}"),
	[DRIFT_INDEX_GONE] = N_("{{table}} has no index {{name}}: pages may be"
				" slow"),
	[DRIFT_RELEASE] = N_("{{name}} {{is}} is newer than what was tried"
			     " ({{was}})"),
};

struct str
drift_sentence(struct arena *a, const struct text *lang, const struct drift *d)
{
	const struct text_arg args[] = {
		{ "table", bare(d->table) },
		{ "name", d->name },
		{ "is", d->is },
		{ "was", d->was },
	};

	if (d->kind == DRIFT_NONE)
		return STR("");
	return text_fill(a, tr(lang, "console", sentences[d->kind]), args,
	    sizeof(args) / sizeof(args[0]));
}

static enum drift_kind
kind_of(struct str word)
{
	for (int i = 0; drift_words[i]; i++)
		if (str_is_z(word, drift_words[i]))
			return (enum drift_kind)i;
	return DRIFT_NONE;
}

void
drift_read(struct arena *a, const struct value *shape, struct list *out)
{
	const struct value *list = value_at(shape, "changes");

	for (size_t i = 0; list && i < list->items.count; i++) {
		const struct value *v = LIST_AT(&list->items, struct value, i);
		struct str none = STR("");

		*LIST_PUSH(a, out, struct drift) = (struct drift){
			.kind = kind_of(value_text(a, value_at(v, "what"),
			    none)),
			.table = value_text(a, value_at(v, "table"), none),
			.name = value_text(a, value_at(v, "name"), none),
			.was = value_text(a, value_at(v, "was"), none),
			.is = value_text(a, value_at(v, "is"), none),
			.parts = (unsigned)value_int(value_at(v, "parts"), 0),
		};
	}
}

struct str
drift_parts_text(struct arena *a, unsigned parts)
{
	static const struct {
		unsigned part;
		const char *word;
	} rows[] = {
		{ SHOP_PART_ORDERS, "orders" },
		{ SHOP_PART_PRODUCTS, "products" },
		{ SHOP_PART_PEOPLE, "people" },
	};
	struct buf b = buf_new(a, 64);

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (!(parts & rows[i].part))
			continue;
		if (b.n)
			buf_putz(&b, ", ");
		buf_putz(&b, rows[i].word);
	}
	return buf_str(&b);
}
