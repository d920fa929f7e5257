/* inspect_order.c - an order in the key names of the facts files, for
 * comparing with what the shop itself prints. Nothing else uses it.
 *
 * Text is as raw as WooCommerce's own functions give it, *_text has its white
 * space collapsed, addresses are escaped and joined with <br/>.
 */
#include "order.h"

enum { MAX_TEXT = 65536 };

/* Runs of white space, no-break spaces too, become one space. */
static struct str
squeeze(struct arena *a, struct str s)
{
	struct buf b = buf_new(a, s.n + 1);
	bool gap = false;

	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		bool is_nbsp = c == 0xc2 && i + 1 < s.n &&
			       (unsigned char)s.p[i + 1] == 0xa0;

		if (c == ' ' || (c >= 9 && c <= 13) || is_nbsp) {
			gap = true;
			i += is_nbsp;
			continue;
		}
		if (gap && b.n)
			buf_putc(&b, ' ');
		gap = false;
		buf_putc(&b, (char)c);
	}
	return buf_str(&b);
}

/* As esc_html(), for text without entities. */
static void
put_escaped(struct buf *b, struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		switch (s.p[i]) {
		case '&':
			buf_putz(b, "&amp;");
			break;
		case '<':
			buf_putz(b, "&lt;");
			break;
		case '>':
			buf_putz(b, "&gt;");
			break;
		case '"':
			buf_putz(b, "&quot;");
			break;
		case '\'':
			buf_putz(b, "&#039;");
			break;
		default:
			buf_putc(b, s.p[i]);
		}
	}
}

static struct str
joined_lines(struct arena *a, const struct list *lines)
{
	struct buf b = buf_new(a, MAX_TEXT);

	for (size_t i = 0; i < lines->count; i++) {
		if (i)
			buf_putz(&b, "<br/>");
		put_escaped(&b, *LIST_AT(lines, const struct str, i));
	}
	return buf_str(&b);
}

/* A number as JSON has it: whole ones whole. */
static void
put_number(struct arena *a, struct value *map, const char *name, struct dec d)
{
	struct str text = dec_text(a, d);
	struct value *v;
	int64_t n;

	if (!str_int(text, &n)) {
		value_put_int(a, map, name, n);
		return;
	}
	v = value_push(a, map, str_of(name), VALUE_NUMBER);
	v->text = text;
}

/* NULL text is null. */
static void
put_text_or_null(
    struct arena *a, struct value *map, const char *name, struct str s)
{
	if (s.p)
		value_put_text(a, map, name, s);
	else
		value_push(a, map, str_of(name), VALUE_NONE);
}

static struct str
pairs_text(struct arena *a, const struct list *pairs)
{
	struct buf b = buf_new(a, MAX_TEXT);

	for (size_t i = 0; i < pairs->count; i++) {
		const struct order_pair *pair =
		    LIST_AT(pairs, const struct order_pair, i);

		buf_printf(&b, "%s" STR_FMT ": " STR_FMT, i ? ", " : "",
		    STR_ARG(pair->label), STR_ARG(pair->value));
	}
	return squeeze(a, buf_str(&b));
}

static void
put_line(const struct order_press *p, const struct raw_item *line,
    struct value *lines)
{
	struct arena *a = p->arena;
	struct value *v = value_push(a, lines, (struct str){ 0 }, VALUE_MAP);
	bool has_product = line_product(p->raw, line) != NULL;
	struct list pairs = { 0 };
	struct str sku = line_sku(p->raw, line);
	struct str url = line_url(p, line);

	line_pairs(p, line, &pairs);
	value_put_int(a, v, "item_id", line->id);
	value_put_text(a, v, "name", line->name);
	put_number(a, v, "qty", line_qty(line));
	if (has_product && !sku.p)
		sku = STR("");
	put_text_or_null(a, v, "sku", sku);
	value_put_text(a, v, "meta_text", pairs_text(a, &pairs));
	value_put_text(a, v, "line_total_printed",
	    squeeze(a, total_line(a, p->raw, line, &p->style)));
	put_number(a, v, "refunded_qty", line_refunded(p->raw, line));
	put_text_or_null(a, v, "product_visible_link", url);
}

static void
put_lines(const struct order_press *p, struct value *out)
{
	struct value *lines =
	    value_push(p->arena, out, STR("items"), VALUE_LIST);

	for (size_t i = 0; i < p->raw->items.count; i++) {
		const struct raw_item *it =
		    LIST_AT(&p->raw->items, const struct raw_item, i);

		if (it->kind == RAW_ITEM_LINE &&
		    !raw_is_refund_item(p->raw, it))
			put_line(p, it, lines);
	}
}

static void
put_totals(const struct order_press *p, struct value *out)
{
	struct arena *a = p->arena;
	struct value *list =
	    value_push(a, out, STR("order_item_totals"), VALUE_LIST);
	struct list rows = { 0 };

	total_rows(a, p->raw, &p->style, &rows);
	for (size_t i = 0; i < rows.count; i++) {
		const struct total_row *row =
		    LIST_AT(&rows, const struct total_row, i);
		struct value *v =
		    value_push(a, list, (struct str){ 0 }, VALUE_MAP);

		value_put_text(a, v, "row", row->t.key);
		value_put_text(a, v, "label", woo_plain(a, row->raw_label));
		value_put_text(a, v, "value_text", squeeze(a, row->t.value));
	}
}

static void
put_date(const struct order_press *p, struct value *out)
{
	struct arena *a = p->arena;
	const struct shop_info *info = &p->w->set->info;
	int64_t t = raw_time(p->raw->row.created);
	struct value *v = value_push(a, out, STR("date_created"), VALUE_MAP);

	value_put_text(a, v, "gmt", time_text(a, t));
	value_put_text(a, v, "local",
	    date_text(a, info->zone, t, STR("Y-m-d H:i:s"), NULL));
	value_put_int(a, v, "unix", t);
	value_put_text(a, v, "formatted",
	    date_text(a, info->zone, t, info->date_format,
		woo_date_words(p->w, p->locale)));
}

/* The meta as the shop's API gives it: "" when there is none. */
static void
put_tracking(const struct order_press *p, struct value *out)
{
	struct value v = raw_value(
	    p->arena, raw_meta(&p->raw->metas, TRACKING_META));
	struct value *slot =
	    value_push(p->arena, out, STR("tracking_items"), v.kind);

	v.name = slot->name;
	*slot = v;
}

static void
put_order(const struct order_press *p, struct value *out)
{
	struct arena *a = p->arena;
	const struct raw_row *row = &p->raw->row;
	struct str status = status_slug(row->status);
	struct order_address billing = address_of(p, false);
	struct order_address shipping = address_of(p, true);

	value_put_text(a, out, "number", order_number(p->w, a, p->raw));
	value_put_text(a, out, "status", status);
	value_put_bool(a, out, "is_paid", status_is_paid(status));
	value_put_text(a, out, "currency", row->currency);
	put_lines(p, out);
	put_totals(p, out);
	value_put_text(a, out, "formatted_billing_address",
	    joined_lines(a, &billing.lines));
	value_put_text(a, out, "formatted_shipping_address",
	    joined_lines(a, &shipping.lines));
	put_date(p, out);
	value_put_text(a, out, "order_received_url", order_received_url(p));
	put_tracking(p, out);
}

/* Any order, drafts and trash as well: it is for whoever looks inside. */
enum err
woo_inspect_order(struct woo *w, struct arena *a, struct str which, int64_t now,
    struct value *out)
{
	struct raw_order raw;
	struct order_press press;
	int64_t id;
	enum err e;

	e = str_int(str_trim(which), &id);
	if (e)
		return e;
	e = order_load(w, a, id, &raw);
	if (!e)
		e = order_load_products(w, a, now, &raw);
	if (e)
		return e;
	press = order_press_of(w, a, &raw, now);
	out->kind = VALUE_MAP;
	put_order(&press, out);
	return ERR_OK;
}
