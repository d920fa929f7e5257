/* inspect_product.c - a product in the key names of the facts files. */
#include "inside.h"

static void
put_ids(struct arena *a, struct value *map, const char *name,
    const struct list *ids)
{
	struct value *list = value_push(a, map, str_of(name), VALUE_LIST);

	for (size_t i = 0; i < ids->count; i++)
		value_push(a, list, STR(""), VALUE_INT)->number =
		    *LIST_AT(ids, int64_t, i);
}

static void
put_words(struct arena *a, struct value *map, const char *name,
    const struct list *words)
{
	struct value *list = value_push(a, map, str_of(name), VALUE_LIST);

	for (size_t i = 0; i < words->count; i++)
		value_push(a, list, STR(""), VALUE_TEXT)->text =
		    *LIST_AT(words, struct str, i);
}

static void
put_or_null(struct arena *a, struct value *map, const char *name, struct str s)
{
	if (s.n)
		value_put_text(a, map, name, s);
	else
		value_push(a, map, str_of(name), VALUE_NONE);
}

static const char *const type_words[] = {
	[WOO_SIMPLE] = "simple",
	[WOO_VARIABLE] = "variable",
	[WOO_GROUPED] = "grouped",
	[WOO_EXTERNAL] = "external",
	[WOO_VARIATION] = "variation",
	[WOO_OTHER] = "other",
};

static void
show(struct arena *a, const struct woo_product *x, struct value *out)
{
	const struct product *p = &x->p;

	out->kind = VALUE_MAP;
	value_put_int(a, out, "id", p->id);
	value_put_text(a, out, "type", str_of(type_words[x->type]));
	value_put_text(a, out, "name", x->title);
	value_put_text(a, out, "status", x->status);
	value_put_text(a, out, "sku", x->sku);
	value_put_text(a, out, "price_text", woo_plain(a, p->price));
	value_put_bool(a, out, "is_in_stock", p->in_stock);
	value_put_bool(a, out, "is_visible", x->is_open);
	value_put_text(a, out, "permalink", p->url);
	put_or_null(
	    a, out, "image_thumbnail", x->has_image ? p->image : STR(""));
	put_or_null(a, out, "image_alt", x->has_image ? p->image_alt : STR(""));
	put_ids(a, out, "cross_sell_ids", &p->cross_sells);
	put_ids(a, out, "upsell_ids", &p->upsells);
	value_put_text(a, out, "average_rating", x->rating);
	value_put_int(a, out, "review_count", p->reviews);
	put_words(a, out, "category_names", &p->categories);
	put_ids(a, out, "category_ids", &p->category_ids);
	value_put_bool(a, out, "virtual", p->is_virtual);
	value_put_bool(a, out, "downloadable", p->is_download);
	value_put_bool(a, out, "is_offerable", p->is_offerable);
	value_put_text(a, out, "plain_name", p->name);
}

enum err
woo_inspect_product(struct woo *w, struct arena *a, struct str which,
    int64_t now, struct value *out)
{
	struct list found = { NULL, 0, 0 };
	int64_t id;
	enum err e;

	if (str_int(which, &id))
		return ERR_BAD_INPUT;

	e = woo_products(w, a, &id, 1, now, &found);
	if (e)
		return e;
	if (!found.count)
		return ERR_NOT_FOUND;

	show(a, *LIST_AT(&found, const struct woo_product *, 0), out);
	return ERR_OK;
}
