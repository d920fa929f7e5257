/* order_load.c - gathers all rows of one order, whatever its status.
 *
 * The shop writes an order in single statements, so its rows may change
 * between ours. The last statement says when the order was changed; when
 * that is not what the first one saw, all is read once more.
 */
#include "order.h"

static enum err
load_once(struct woo *w, struct arena *a, int64_t id, struct raw_order *out,
    bool *is_torn)
{
	struct raw_order o = { 0 };
	struct str updated;
	enum err e;

	e = order_row_load(w, a, id, &o.row);
	if (!e)
		e = order_bits_load(w, a, &o);
	if (!e)
		e = order_items_load(w, a, &o, &updated);
	if (e)
		return e;
	*is_torn = !str_is(updated, o.row.updated);
	*out = o;
	return ERR_OK;
}

enum err
order_load(struct woo *w, struct arena *a, int64_t id, struct raw_order *out)
{
	bool is_torn = false;
	enum err e;

	e = load_once(w, a, id, out, &is_torn);
	if (!e && is_torn)
		e = load_once(w, a, id, out, &is_torn);
	return e;
}

static void
want(int64_t *ids, size_t *n, size_t most, int64_t id)
{
	if (id <= 0 || *n == most)
		return;
	for (size_t i = 0; i < *n; i++)
		if (ids[i] == id)
			return;
	ids[(*n)++] = id;
}

/* More lines than that are printed without links. */
enum { MAX_PRODUCTS = 256 };

enum err
order_load_products(
    struct woo *w, struct arena *a, int64_t now, struct raw_order *o)
{
	int64_t ids[MAX_PRODUCTS];
	size_t n = 0;
	enum err e;

	for (size_t i = 0; i < o->items.count; i++) {
		struct raw_item *it = LIST_AT(&o->items, struct raw_item, i);

		if (it->kind != RAW_ITEM_LINE || raw_is_refund_item(o, it))
			continue;
		want(ids, &n, MAX_PRODUCTS,
		    raw_meta_int(&it->metas, "_product_id"));
		want(ids, &n, MAX_PRODUCTS,
		    raw_meta_int(&it->metas, "_variation_id"));
	}
	if (!n)
		return ERR_OK;
	e = woo_products(w, a, ids, n, now, &o->products);
	return e ? woo_fail(w, e, "products of an order") : ERR_OK;
}
