/* line.c - the lines of an order: what was bought, how it is named and where
 * its product stands today. The text of choices is in line_pair.c. */
#include "order.h"

/* A deleted variation leaves its parent; an id of the wrong kind is none. */
const struct woo_product *
line_product(const struct raw_order *o, const struct raw_item *line)
{
	const struct woo_product *p;
	int64_t id;

	id = raw_meta_int(&line->metas, "_variation_id");
	p = id > 0 ? woo_product_in(&o->products, id) : NULL;
	if (p && p->type == WOO_VARIATION)
		return p;
	id = raw_meta_int(&line->metas, "_product_id");
	p = id > 0 ? woo_product_in(&o->products, id) : NULL;
	return p && p->type != WOO_VARIATION ? p : NULL;
}

struct str
line_sku(const struct raw_order *o, const struct raw_item *line)
{
	const struct woo_product *p = line_product(o, line);
	const struct woo_product *parent;

	if (!p)
		return (struct str){ 0 };
	if (p->sku.n || p->type != WOO_VARIATION)
		return p->sku;
	parent = woo_product_in(&o->products, p->p.parent_id);
	return parent ? parent->sku : p->sku;
}

/* What the line itself says of an attribute of its variation. */
static struct str
chosen(const struct raw_item *line, struct str key)
{
	struct str value = { 0 };

	for (size_t i = 0; i < line->metas.count; i++) {
		const struct order_meta *m =
		    LIST_AT(&line->metas, const struct order_meta, i);

		if (str_is_nocase(m->key, key))
			value = m->value;
	}
	return value;
}

static void
put_choice(struct arena *a, struct buf *b, struct str key, struct str value)
{
	/* PHP takes "0" for nothing, too. */
	if (!value.n || str_is_z(value, "0"))
		return;
	buf_putc(b, str_find_byte(buf_str(b), '?') == (size_t)-1 ? '?' : '&');
	buf_putz(b, "attribute_");
	buf_put(b, woo_urlencode(a, key));
	buf_putc(b, '=');
	buf_put(b, woo_urlencode(a, value));
}

static bool
is_choice(const struct woo_product *p, struct str key)
{
	for (size_t i = 0; i < p->choices.count; i++)
		if (str_is_nocase(
			LIST_AT(&p->choices, const struct woo_choice, i)->key,
			key))
			return true;
	return false;
}

/* The parent's address with the choices of the line, in the line's order;
 * a line without any has those of the variation. */
static struct str
variation_url(const struct order_press *press, const struct woo_product *p,
    const struct raw_item *line)
{
	const struct woo_product *parent =
	    woo_product_in(&press->raw->products, p->p.parent_id);
	struct buf b = buf_new(press->arena, 8192);
	bool has_metas = false;

	buf_put(&b, parent ? parent->p.url : p->p.url);
	for (size_t i = 0; i < line->metas.count; i++) {
		struct str key =
		    LIST_AT(&line->metas, const struct order_meta, i)->key;

		if (is_choice(p, key)) {
			put_choice(press->arena, &b, key, chosen(line, key));
			has_metas = true;
		}
	}
	for (size_t i = 0; !has_metas && i < p->choices.count; i++) {
		const struct woo_choice *c =
		    LIST_AT(&p->choices, const struct woo_choice, i);

		put_choice(press->arena, &b, c->key, c->value);
	}
	return buf_str(&b);
}

struct str
line_url(const struct order_press *press, const struct raw_item *line)
{
	const struct woo_product *p = line_product(press->raw, line);

	if (!p || !p->is_open)
		return (struct str){ 0 };
	if (p->type != WOO_VARIATION)
		return p->p.url;
	return variation_url(press, p, line);
}

struct dec
line_qty(const struct raw_item *line)
{
	struct str qty = raw_meta(&line->metas, "_qty");

	return qty.p ? raw_dec(qty) : dec_int(1);
}

/* Negative, as refunds count their lines. */
struct dec
line_refunded(const struct raw_order *o, const struct raw_item *line)
{
	struct dec sum = dec_int(0);

	for (size_t i = 0; i < o->items.count; i++) {
		const struct raw_item *it =
		    LIST_AT(&o->items, const struct raw_item, i);

		if (it->kind != RAW_ITEM_LINE || !raw_is_refund_item(o, it) ||
		    raw_meta_int(&it->metas, "_refunded_item_id") != line->id)
			continue;
		sum = dec_add(sum, line_qty(it));
	}
	return sum;
}

static void
show_product(const struct order_press *press, struct order_line *out,
    const struct raw_item *line)
{
	const struct woo_product *p = line_product(press->raw, line);

	if (!p)
		return;
	out->product_exists = true;
	out->sku = line_sku(press->raw, line);
	out->is_virtual = p->p.is_virtual;
	out->is_download = p->p.is_download;
	out->url = line_url(press, line);
	/* Pictures of what is not public any more are not shown either. */
	if (!out->url.n)
		return;
	out->image = p->p.image;
	out->image_alt = p->p.image_alt;
	out->image_width = p->p.image_width;
	out->image_height = p->p.image_height;
}

static void
show_line(const struct order_press *press, const struct raw_item *line,
    struct order_line *out)
{
	struct arena *a = press->arena;

	out->id = line->id;
	out->product_id = raw_meta_int(&line->metas, "_product_id");
	out->variation_id = raw_meta_int(&line->metas, "_variation_id");
	out->name = woo_plain(a, line->name);
	out->qty = line_qty(line);
	out->qty_text = dec_text(a, out->qty);
	out->refunded_qty = dec_neg(line_refunded(press->raw, line));
	out->total_text = total_line(a, press->raw, line, &press->style);
	out->metas = line->metas;
	line_pairs(press, line, &out->pairs);
	show_product(press, out, line);
}

void
order_lines(const struct order_press *press, struct list *out)
{
	for (size_t i = 0; i < press->raw->items.count; i++) {
		const struct raw_item *it =
		    LIST_AT(&press->raw->items, const struct raw_item, i);

		if (it->kind == RAW_ITEM_LINE &&
		    !raw_is_refund_item(press->raw, it))
			show_line(press, it,
			    LIST_PUSH(press->arena, out, struct order_line));
	}
}
