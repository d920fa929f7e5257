/* parcel.c - parcels as two plugins and WooCommerce itself write them down.
 *
 * The meta of the tracking plugins may be anything: a list with gaps, objects,
 * text, numbers where text is meant. What is not a number or a safe address is
 * left out.
 */
#include "order.h"

enum { MAX_PARCELS = 64, MAX_URL = 2000 };

/* http or https with a host, and nothing that could end an attribute. */
static bool
is_web_url(struct str s)
{
	size_t from;

	if (str_is_nocase(str_head(s, 8), STR("https://")))
		from = 8;
	else if (str_is_nocase(str_head(s, 7), STR("http://")))
		from = 7;
	else
		return false;
	if (s.n == from || s.n > MAX_URL || s.p[from] == '/')
		return false;
	for (size_t i = from; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c <= ' ' || c == 127 || c == '"' || c == '\'' || c == '<' ||
		    c == '>' || c == '\\' || c == '`')
			return false;
	}
	return true;
}

static struct str
text_of(struct arena *a, const struct value *map, const char *name)
{
	return str_trim(
	    value_text(a, value_get(map, str_of(name)), (struct str){ 0 }));
}

static void
put_item_id(struct arena *a, struct list *ids, const struct value *product)
{
	struct str text = text_of(a, product, "item_id");
	int64_t id;

	if (!str_int(text, &id) && id > 0)
		*LIST_PUSH(a, ids, int64_t) = id;
}

static bool
is_known(const struct list *parcels, struct str number)
{
	for (size_t i = 0; i < parcels->count; i++)
		if (str_is(
			LIST_AT(parcels, const struct order_parcel, i)->number,
			number))
			return true;
	return false;
}

/* Fills name and address from what the shop says, else from our table. */
static void
name_carrier(const struct order_press *p, struct order_parcel *parcel,
    struct str name, struct str code, struct str url)
{
	struct carrier_ask ask = { .provider = name,
		.number = parcel->number,
		.code = code,
		.postcode = p->raw->row.s_postcode.n ? p->raw->row.s_postcode
						     : p->raw->row.b_postcode };
	struct carrier_hit hit =
	    carrier_find(p->arena, &p->w->set->carriers, &ask);

	parcel->carrier = hit.name;
	if (is_web_url(url))
		parcel->url = url;
	else if (is_web_url(hit.url))
		parcel->url = hit.url;
}

static void
put_parcel(
    const struct order_press *p, struct order_parcel parcel, struct list *out)
{
	if (!parcel.number.n && !parcel.url.n)
		return;
	if (out->count == MAX_PARCELS || is_known(out, parcel.number))
		return;
	*LIST_PUSH(p->arena, out, struct order_parcel) = parcel;
}

static void
read_tracking(
    const struct order_press *p, const struct value *item, struct list *out)
{
	struct arena *a = p->arena;
	const struct value *products = value_get(item, STR("products_list"));
	struct str name = text_of(a, item, "custom_tracking_provider");
	struct order_parcel parcel = {
		.number = woo_plain(a, text_of(a, item, "tracking_number")),
		.sent_at = raw_time(text_of(a, item, "date_shipped")),
		.source = STR("shipment-tracking"),
	};

	if (!name.n)
		name = text_of(a, item, "tracking_provider");
	name_carrier(p, &parcel, name,
	    text_of(a, item, "tracking_product_code"),
	    text_of(a, item, "custom_tracking_link"));
	for (size_t i = 0; products && i < products->items.count; i++)
		put_item_id(a, &parcel.item_ids,
		    LIST_AT(&products->items, struct value, i));
	put_parcel(p, parcel, out);
}

/* The text or number in a JSON meta; other things are none. */
static struct value
json_meta(struct arena *a, const struct list *metas, const char *key)
{
	struct value v = { 0 };

	if (conf_json_read(a, raw_meta(metas, key), &v, NULL))
		return (struct value){ 0 };
	return v;
}

static struct str
json_text(struct arena *a, const struct list *metas, const char *key)
{
	struct value v = json_meta(a, metas, key);

	return str_trim(value_text(a, &v, (struct str){ 0 }));
}

static void
read_fulfillment(const struct order_press *p, const struct raw_fulfillment *f,
    struct list *out)
{
	struct arena *a = p->arena;
	struct value items = json_meta(a, &f->metas, "_items");
	struct str name = json_text(a, &f->metas, "_provider_name");
	struct order_parcel parcel = {
		.number =
		    woo_plain(a, json_text(a, &f->metas, "_tracking_number")),
		.sent_at = raw_time(json_text(a, &f->metas, "_date_fulfilled")),
		.source = STR("fulfillments"),
	};

	if (!name.n)
		name = json_text(a, &f->metas, "_shipment_provider");
	name_carrier(p, &parcel, name, (struct str){ 0 },
	    json_text(a, &f->metas, "_tracking_url"));
	for (size_t i = 0; i < items.items.count; i++)
		put_item_id(a, &parcel.item_ids,
		    LIST_AT(&items.items, struct value, i));
	put_parcel(p, parcel, out);
}

void
parcels_of(const struct order_press *p, struct list *out)
{
	struct value v =
	    raw_value(p->arena, raw_meta(&p->raw->metas, TRACKING_META));

	for (size_t i = 0; i < v.items.count; i++) {
		const struct value *item = LIST_AT(&v.items, struct value, i);

		if (item->kind == VALUE_MAP)
			read_tracking(p, item, out);
	}
	for (size_t i = 0; i < p->raw->fulfillments.count; i++)
		read_fulfillment(p,
		    LIST_AT(
			&p->raw->fulfillments, const struct raw_fulfillment, i),
		    out);
}
