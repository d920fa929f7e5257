/* confirm_block - parcels, downloads, addresses, payment and the shop's own
 * notes, as blocks below the facts (TY-08, TR-01, TY-18). */
#include "confirm.h"

/* ---- parcels -------------------------------------------------------------*/

struct packed_view {
	struct str qty, name;
	bool is_last;
};

static const struct field packed_view[] = {
	FIELD(struct packed_view, qty),
	FIELD(struct packed_view, name),
	FIELD(struct packed_view, is_last),
	FIELD_STOP
};

struct parcel_view {
	struct str carrier, number, url, sent_on;
	struct list items;
	bool has_items;
	int64_t index, count;
};

static const struct field parcel_view[] = {
	FIELD(struct parcel_view, carrier),
	FIELD(struct parcel_view, number),
	FIELD(struct parcel_view, url),
	FIELD(struct parcel_view, sent_on),
	FIELD_EACH(struct parcel_view, items, struct packed_view,
	    packed_view),
	FIELD(struct parcel_view, has_items),
	FIELD(struct parcel_view, index),
	FIELD(struct parcel_view, count),
	FIELD_STOP
};

struct parcels_view {
	struct list parcels;
	bool is_many;
};

static const struct field parcels_view[] = {
	FIELD_EACH(struct parcels_view, parcels, struct parcel_view,
	    parcel_view),
	FIELD(struct parcels_view, is_many),
	FIELD_STOP
};

static void
add_packed(const struct block_ask *ask, const struct order_parcel *p,
    struct parcel_view *v)
{
	const struct list *lines = &ask->order->lines;

	for (size_t i = 0; i < p->item_ids.count; i++) {
		int64_t id = *LIST_AT(&p->item_ids, int64_t, i);

		for (size_t j = 0; j < lines->count; j++) {
			const struct order_line *l = LIST_AT(lines,
			    struct order_line, j);

			if (l->id == id)
				*LIST_PUSH(ask->rq->arena, &v->items,
				    struct packed_view) =
				    (struct packed_view){ l->qty_text,
					    l->name, false };
		}
	}
	if (v->items.count)
		LIST_AT(&v->items, struct packed_view, v->items.count - 1)
		    ->is_last = true;
	v->has_items = v->items.count > 0;
}

enum err
confirm_block_parcels(const struct block_ask *ask, struct view_part *out)
{
	struct parcels_view *v = ARENA_NEW(ask->rq->arena,
	    struct parcels_view);
	const struct list *parcels = &ask->order->parcels;

	if (!parcels->count)
		return ERR_OK;
	for (size_t i = 0; i < parcels->count; i++) {
		const struct order_parcel *p = LIST_AT(parcels,
		    struct order_parcel, i);
		struct parcel_view *one = LIST_PUSH(ask->rq->arena,
		    &v->parcels, struct parcel_view);

		one->carrier = p->carrier;
		one->number = p->number;
		one->url = p->url;
		one->sent_on = confirm_date(ask->rq, p->sent_at);
		one->index = (int64_t)i + 1;
		one->count = (int64_t)parcels->count;
		add_packed(ask, p, one);
	}
	v->is_many = parcels->count > 1;
	*out = (struct view_part){ "confirm/block_parcels", parcels_view, v };
	return ERR_OK;
}

/* ---- downloads -----------------------------------------------------------*/

struct file_view {
	struct str name, url, expires_on;
	int64_t left;
	bool is_limited;
};

static const struct field file_view[] = {
	FIELD(struct file_view, name),
	FIELD(struct file_view, url),
	FIELD(struct file_view, expires_on),
	FIELD(struct file_view, left),
	FIELD(struct file_view, is_limited),
	FIELD_STOP
};

struct files_view {
	struct list files;
};

static const struct field files_view[] = {
	FIELD_EACH(struct files_view, files, struct file_view, file_view),
	FIELD_STOP
};

enum err
confirm_block_downloads(const struct block_ask *ask, struct view_part *out)
{
	struct files_view *v = ARENA_NEW(ask->rq->arena, struct files_view);
	const struct list *files = &ask->order->downloads;

	if (!ask->is_full || !files->count)
		return ERR_OK;
	for (size_t i = 0; i < files->count; i++) {
		const struct order_download *d = LIST_AT(files,
		    struct order_download, i);

		*LIST_PUSH(ask->rq->arena, &v->files, struct file_view) =
		    (struct file_view){ d->name, d->url,
			    confirm_date(ask->rq, d->expires_at), d->left,
			    d->left >= 0 };
	}
	*out = (struct view_part){ "confirm/block_downloads", files_view, v };
	return ERR_OK;
}

/* ---- addresses -----------------------------------------------------------*/

struct line_view {
	struct str text;
};

static const struct field line_view[] = {
	FIELD(struct line_view, text),
	FIELD_STOP
};

struct address_view {
	struct list lines; /* struct line_view */
	struct str phone, email;
};

static const struct field address_view[] = {
	FIELD_EACH(struct address_view, lines, struct line_view, line_view),
	FIELD(struct address_view, phone),
	FIELD(struct address_view, email),
	FIELD_STOP
};

struct addresses_view {
	struct list pick_up, delivery, billing; /* none or one */
	struct str customer_note;
	struct list facts;
	bool has_facts, may_fix;
};

static const struct field addresses_view[] = {
	FIELD_EACH(struct addresses_view, pick_up, struct address_view,
	    address_view),
	FIELD_EACH(struct addresses_view, delivery, struct address_view,
	    address_view),
	FIELD_EACH(struct addresses_view, billing, struct address_view,
	    address_view),
	FIELD(struct addresses_view, customer_note),
	FIELD_EACH(struct addresses_view, facts, struct order_pair,
	    confirm_pair_fields),
	FIELD(struct addresses_view, has_facts),
	FIELD(struct addresses_view, may_fix),
	FIELD_STOP
};

static void
add_address(const struct block_ask *ask, const struct list *lines,
    struct str phone, struct str email, struct list *to)
{
	/* Lines of an address are texts; the view wants them by name. */
	struct address_view *v;

	if (!lines->count)
		return;
	v = LIST_PUSH(ask->rq->arena, to, struct address_view);
	for (size_t i = 0; i < lines->count; i++)
		LIST_PUSH(ask->rq->arena, &v->lines, struct line_view)->text =
		    *LIST_AT(lines, struct str, i);
	v->phone = phone;
	v->email = email;
}

enum err
confirm_block_addresses(const struct block_ask *ask, struct view_part *out)
{
	struct addresses_view *v = ARENA_NEW(ask->rq->arena,
	    struct addresses_view);
	const struct order *order = ask->order;
	enum confirm_story story = confirm_story(order, ask->rq->now);

	if (!ask->is_full)
		return ERR_OK;
	if (order->is_pickup)
		add_address(ask, order->pickup_lines.count
			? &order->pickup_lines
			: &shop_info(ask->rq->shop)->address, STR(""),
		    STR(""), &v->pick_up);
	else if (order->needs_shipping)
		add_address(ask, &order->shipping.lines,
		    order->shipping.phone, STR(""), &v->delivery);
	add_address(ask, &order->billing.lines, order->billing.phone,
	    order->billing.email, &v->billing);
	v->customer_note = order->customer_note;
	confirm_facts(ask->rq, &order->metas, "order", FACT_DELIVERY, true,
	    &v->facts);
	confirm_facts(ask->rq, &order->ship_metas, "shipping", FACT_DELIVERY,
	    true, &v->facts);
	v->has_facts = v->facts.count > 0;
	v->may_fix = story == STORY_PACKING || story == STORY_TRANSFER ||
	    story == STORY_HELD;
	if (!v->billing.count && !v->delivery.count && !v->pick_up.count &&
	    !v->has_facts && !v->customer_note.n)
		return ERR_OK;
	*out = (struct view_part){ "confirm/block_addresses", addresses_view,
		v };
	return ERR_OK;
}

/* ---- payment -------------------------------------------------------------*/

struct payment_view {
	struct str method, paid_on, advice;
	bool is_due, is_later, is_pick_up;
	struct list facts;
	bool has_facts;
};

static const struct field payment_view[] = {
	FIELD(struct payment_view, method),
	FIELD(struct payment_view, paid_on),
	FIELD(struct payment_view, advice),
	FIELD(struct payment_view, is_due),
	FIELD(struct payment_view, is_later),
	FIELD(struct payment_view, is_pick_up),
	FIELD_EACH(struct payment_view, facts, struct order_pair,
	    confirm_pair_fields),
	FIELD(struct payment_view, has_facts),
	FIELD_STOP
};

enum err
confirm_block_payment(const struct block_ask *ask, struct view_part *out)
{
	struct payment_view *v = ARENA_NEW(ask->rq->arena,
	    struct payment_view);
	const struct order *order = ask->order;
	enum confirm_story story = confirm_story(order, ask->rq->now);

	if (!ask->is_full)
		return ERR_OK;
	v->method = order->payment_title;
	v->paid_on = confirm_date(ask->rq, order->paid_at);
	v->is_later = confirm_pays_later(order);
	v->is_pick_up = order->is_pickup;
	v->is_due = order->needs_payment || story == STORY_TRANSFER ||
	    story == STORY_HELD;
	if (story != STORY_TRANSFER) /* drawn with the bank details there */
		v->advice = order->payment_advice;
	confirm_facts(ask->rq, &order->metas, "order", FACT_PAYMENT, true,
	    &v->facts);
	confirm_facts(ask->rq, &order->ship_metas, "shipping", FACT_PAYMENT,
	    true, &v->facts);
	v->has_facts = v->facts.count > 0;
	*out = (struct view_part){ "confirm/block_payment", payment_view, v };
	return ERR_OK;
}

/* ---- notes ---------------------------------------------------------------*/

struct note_view {
	struct str text, at, iso;
};

static const struct field note_view[] = {
	FIELD(struct note_view, text),
	FIELD(struct note_view, at),
	FIELD(struct note_view, iso),
	FIELD_STOP
};

struct notes_view {
	struct list notes;
};

static const struct field notes_view[] = {
	FIELD_EACH(struct notes_view, notes, struct note_view, note_view),
	FIELD_STOP
};

enum err
confirm_block_notes(const struct block_ask *ask, struct view_part *out)
{
	struct notes_view *v = ARENA_NEW(ask->rq->arena, struct notes_view);
	const struct list *notes = &ask->order->notes;

	if (!ask->is_full || !notes->count)
		return ERR_OK;
	for (size_t i = 0; i < notes->count; i++) {
		const struct order_note *n = LIST_AT(notes, struct order_note,
		    i);

		*LIST_PUSH(ask->rq->arena, &v->notes, struct note_view) =
		    (struct note_view){ n->text,
			    confirm_date_time(ask->rq, n->at),
			    confirm_iso(ask->rq, n->at) };
	}
	*out = (struct view_part){ "confirm/block_notes", notes_view, v };
	return ERR_OK;
}
