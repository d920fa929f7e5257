/* order_out.c - an order as the features see it, printed from its rows. */
#include "order.h"

static bool
is_pickup(const struct raw_item *it)
{
	struct str method = raw_meta(&it->metas, "method_id");

	return str_has_prefix(method, STR("local_pickup")) ||
	       str_is_z(method, "pickup_location");
}

static void
put_line(struct arena *a, struct str line, struct list *out)
{
	line = str_trim(line);
	if (line.n)
		*LIST_PUSH(a, out, struct str) = line;
}

/* Where to fetch it, as the checkout wrote it down: a name, an address with
 * commas, and what the owner says of the place. */
static void
show_place(
    const struct order_press *p, const struct raw_item *it, struct order *out)
{
	struct arena *a = p->arena;
	struct str rest = woo_plain(a, raw_meta(&it->metas, "pickup_address"));

	if (!is_pickup(it) || out->pickup_lines.count)
		return;
	put_line(a, woo_plain(a, raw_meta(&it->metas, "pickup_location")),
	    &out->pickup_lines);
	while (rest.n)
		put_line(a, str_cut(&rest, ','), &out->pickup_lines);
	rest = woo_plain_lines(a, raw_meta(&it->metas, "pickup_details"));
	while (rest.n)
		put_line(a, str_cut(&rest, '\n'), &out->pickup_lines);
}

/* Goods to be sent, or fetched by the buyer. */
static void
show_shipping(const struct order_press *p, struct order *out)
{
	struct buf titles = buf_new(p->arena, 4096);
	size_t pickups = 0;
	size_t methods = 0;

	for (size_t i = 0; i < p->raw->items.count; i++) {
		const struct raw_item *it =
		    LIST_AT(&p->raw->items, const struct raw_item, i);

		if (it->kind != RAW_ITEM_SHIPPING ||
		    raw_is_refund_item(p->raw, it))
			continue;
		pickups += is_pickup(it);
		show_place(p, it, out);
		buf_putz(&titles, methods++ ? ", " : "");
		buf_put(&titles, total_method_name(it, &p->style));
		for (size_t k = 0; k < it->metas.count; k++)
			*LIST_PUSH(
			    p->arena, &out->ship_metas, struct order_meta) =
			    *LIST_AT(&it->metas, struct order_meta, k);
	}
	out->shipping_method = woo_plain(p->arena, buf_str(&titles));
	out->needs_shipping = methods > pickups;
	out->is_pickup = methods && methods == pickups;
}

static void
show_totals(const struct order_press *p, struct order *out)
{
	struct dec total = raw_dec(p->raw->row.total);
	struct dec refunded = total_refunded(p->raw, &p->style);
	struct list rows = { 0 };

	total_rows(p->arena, p->raw, &p->style, &rows);
	for (size_t i = 0; i < rows.count; i++)
		*LIST_PUSH(p->arena, &out->totals, struct order_total) =
		    LIST_AT(&rows, struct total_row, i)->t;
	if (!dec_is_zero(refunded))
		out->refunded_text =
		    total_price(p->arena, refunded, &p->style.money);
	out->is_part_refunded =
	    !dec_is_zero(refunded) && dec_cmp(refunded, total) < 0;
}

/* Oldest first, while the shop lists the newest first. */
static void
show_refunds(const struct order_press *p, struct order *out)
{
	for (size_t i = p->raw->refunds.count; i > 0; i--) {
		const struct raw_refund *r =
		    LIST_AT(&p->raw->refunds, const struct raw_refund, i - 1);
		struct order_refund *refund =
		    LIST_PUSH(p->arena, &out->refunds, struct order_refund);

		refund->id = r->id;
		refund->created_at = r->created_at;
		refund->reason = woo_plain(p->arena, r->reason);
		refund->amount_text =
		    total_price(p->arena, r->amount, &p->style.money);
	}
}

static void
show_notes(const struct order_press *p, struct order *out)
{
	for (size_t i = 0; i < p->raw->notes.count; i++) {
		const struct raw_note *n =
		    LIST_AT(&p->raw->notes, const struct raw_note, i);
		struct order_note *note =
		    LIST_PUSH(p->arena, &out->notes, struct order_note);

		note->at = n->at;
		note->text = woo_plain_lines(p->arena, n->text);
	}
}

static void
show_head(const struct order_press *p, struct order_head *head)
{
	const struct raw_row *row = &p->raw->row;

	head->id = row->id;
	head->number = order_number(p->w, p->arena, p->raw);
	head->key = row->key;
	head->email = row->email;
	if (str_int(str_trim(row->customer), &head->customer_id))
		head->customer_id = 0;
	head->state = status_state(status_slug(row->status));
	head->created_at = raw_time(row->created);
	for (size_t i = 0; i < p->raw->items.count; i++) {
		const struct raw_item *it =
		    LIST_AT(&p->raw->items, const struct raw_item, i);

		head->items += it->kind == RAW_ITEM_LINE &&
			       !raw_is_refund_item(p->raw, it);
	}
}

static void
show_state(const struct order_press *p, struct order *out)
{
	const struct raw_row *row = &p->raw->row;
	struct dec total = raw_dec(row->total);
	enum order_state state;

	out->status = status_slug(row->status);
	out->status_name = status_name(p->w, p->arena, p->locale, out->status);
	out->is_paid = status_is_paid(out->status);
	state = status_state(out->status);
	out->needs_payment =
	    (state == ORDER_PENDING || state == ORDER_FAILED) &&
	    dec_cmp(total, dec_int(0)) > 0;
	out->currency = row->currency;
	out->money = p->style.money;
	if (money_of(total, p->style.money.decimals, &out->total))
		out->total = (struct money){ 0 };
	out->total_text = total_price(p->arena, total, &p->style.money);
	out->locale = p->locale;
	out->paid_at = raw_time(row->paid);
	out->completed_at = raw_time(row->completed);
	out->updated_at = raw_time(row->updated);
	out->created_text =
	    date_text(p->arena, p->w->set->info.zone, raw_time(row->created),
		p->w->set->info.date_format, woo_date_words(p->w, p->locale));
}

static void
show_rest(const struct order_press *p, unsigned parts, struct order *out)
{
	const struct raw_row *row = &p->raw->row;

	out->billing = address_of(p, false);
	out->shipping = address_of(p, true);
	show_shipping(p, out);
	out->payment_method = row->payment_method;
	out->payment_title = woo_plain(p->arena, row->payment_title);
	pay_advice(p, out);
	out->customer_note = row->note;
	out->metas = p->raw->metas;
	out->sent_back = p->raw->sent_back;
	order_links(p, out);
	show_refunds(p, out);
	if (parts & ORDER_LINES)
		order_lines(p, &out->lines);
	if (parts & ORDER_TOTALS)
		show_totals(p, out);
	if (parts & ORDER_NOTES)
		show_notes(p, out);
	if (parts & ORDER_DOWNLOADS)
		downloads_of(p, &out->downloads);
	if (parts & ORDER_PARCELS)
		parcels_of(p, &out->parcels);
}

enum err
woo_order(void *self, struct arena *a, int64_t id, unsigned parts, int64_t now,
    struct order *out)
{
	struct woo *w = self;
	struct raw_order raw;
	struct order_press press;
	struct order order = { 0 };
	enum err e;

	e = order_load(w, a, id, &raw);
	if (e)
		return e;
	if (!status_is_order(raw.row.status))
		return ERR_NOT_FOUND;
	if (parts & (ORDER_LINES | ORDER_PRODUCTS)) {
		e = order_load_products(w, a, now, &raw);
		if (e)
			return e;
	}
	if (parts & ORDER_PARCELS) {
		e = order_load_carriers(w, &raw);
		if (e)
			return e;
	}
	press = order_press_of(w, a, &raw, now);
	show_head(&press, &order.head);
	show_state(&press, &order);
	show_rest(&press, parts, &order);
	*out = order;
	return ERR_OK;
}
