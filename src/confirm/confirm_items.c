/* confirm_items - the lines of an order and the totals as the shop prints
 * them (TY-01). No amount is computed here. */
#include "confirm.h"

#define ITEMS_OPEN 6

struct pair_view {
	struct str label;
	struct str value;
	bool is_last;
};

static const struct field pair_view[] = {
	FIELD(struct pair_view, label),
	FIELD(struct pair_view, value),
	FIELD(struct pair_view, is_last),
	FIELD_STOP
};

const struct field confirm_pair_fields[] = {
	FIELD(struct order_pair, label),
	FIELD(struct order_pair, value),
	FIELD_STOP
};

struct item_view {
	struct str name, url, qty, refunded_qty, amount, image, sku;
	int64_t width, height;
	struct list pairs;
	bool has_pairs;
};

static const struct field item_view[] = {
	FIELD(struct item_view, name),
	FIELD(struct item_view, url),
	FIELD(struct item_view, qty),
	FIELD(struct item_view, refunded_qty),
	FIELD(struct item_view, amount),
	FIELD(struct item_view, image),
	FIELD(struct item_view, sku),
	FIELD(struct item_view, width),
	FIELD(struct item_view, height),
	FIELD_EACH(struct item_view, pairs, struct pair_view, pair_view),
	FIELD(struct item_view, has_pairs),
	FIELD_STOP
};

struct items_view {
	struct list items, more;
	int64_t more_count;
	bool is_plain;
};

static const struct field items_view[] = {
	FIELD_EACH(struct items_view, items, struct item_view, item_view),
	FIELD_EACH(struct items_view, more, struct item_view, item_view),
	FIELD(struct items_view, more_count),
	FIELD(struct items_view, is_plain),
	FIELD_STOP
};

static void
add_pairs(const struct block_ask *ask, const struct order_line *l,
    struct item_view *v)
{
	struct arena *a = ask->rq->arena;
	struct list facts = l->pairs;

	facts.room = facts.count; /* a push copies, the order stays as is */
	confirm_facts(ask->rq, &l->metas, "item", FACT_ITEM, ask->is_full,
	    &facts);
	for (size_t i = 0; i < facts.count; i++) {
		const struct order_pair *p = LIST_AT(&facts,
		    struct order_pair, i);

		*LIST_PUSH(a, &v->pairs, struct pair_view) =
		    (struct pair_view){ p->label, p->value,
			    i + 1 == facts.count };
	}
	v->has_pairs = facts.count > 0;
}

/* A name of nothing but tags leaves no words; a link needs some. */
static struct str
name_of(const struct block_ask *ask, const struct order_line *l)
{
	if (str_trim(l->name).n)
		return l->name;
	return l->sku.n ? l->sku : tr(ask->rq->lang, NULL, N_("Item"));
}

static void
add_item(const struct block_ask *ask, const struct order_line *l,
    struct list *to)
{
	struct arena *a = ask->rq->arena;
	struct item_view *v = LIST_PUSH(a, to, struct item_view);

	v->name = name_of(ask, l);
	v->url = l->url;
	v->qty = l->qty_text;
	v->amount = l->total_text;
	v->image = l->image;
	v->sku = l->sku;
	v->width = l->image_width;
	v->height = l->image_height;
	if (!dec_is_zero(l->refunded_qty))
		v->refunded_qty = dec_text(a, l->refunded_qty);
	add_pairs(ask, l, v);
}

enum err
confirm_block_items(const struct block_ask *ask, struct view_part *out)
{
	struct items_view *v = ARENA_NEW(ask->rq->arena, struct items_view);
	const struct list *lines = &ask->order->lines;
	/* Folding one line away would save nothing. */
	size_t open = lines->count <= ITEMS_OPEN + 1 ? lines->count
						     : ITEMS_OPEN;

	v->is_plain = true;
	for (size_t i = 0; i < lines->count; i++) {
		const struct order_line *l = LIST_AT(lines, struct order_line,
		    i);

		add_item(ask, l, i < open ? &v->items : &v->more);
		if (l->image.n)
			v->is_plain = false;
	}
	v->more_count = (int64_t)v->more.count;
	*out = (struct view_part){ "confirm/block_items", items_view, v };
	return ERR_OK;
}

struct total_view {
	struct str label, value, amount, struck, note;
	bool is_sum;
};

static const struct field total_view[] = {
	FIELD(struct total_view, label),
	FIELD(struct total_view, value),
	FIELD(struct total_view, amount),
	FIELD(struct total_view, struck),
	FIELD(struct total_view, note),
	FIELD(struct total_view, is_sum),
	FIELD_STOP
};

struct totals_view {
	struct list totals;
};

static const struct field totals_view[] = {
	FIELD_EACH(struct totals_view, totals, struct total_view, total_view),
	FIELD_STOP
};

/* The shop's own catalogue comes first; ours helps where it has none. */
static struct str
own_label(struct rq *rq, struct str label)
{
	struct str id = arena_join(rq->arena, label, STR(":"));
	struct str said = tr_str(rq->lang, (struct str){ 0 }, id);

	return said.p == id.p || !str_has_suffix(said, STR(":"))
	    ? label
	    : str_head(said, said.n - 1);
}

enum err
confirm_block_totals(const struct block_ask *ask, struct view_part *out)
{
	struct totals_view *v = ARENA_NEW(ask->rq->arena, struct totals_view);
	const struct list *totals = &ask->order->totals;

	for (size_t i = 0; i < totals->count; i++) {
		const struct order_total *t = LIST_AT(totals,
		    struct order_total, i);

		*LIST_PUSH(ask->rq->arena, &v->totals, struct total_view) =
		    (struct total_view){ own_label(ask->rq, t->label),
			    t->value, t->amount,
			    t->struck, t->note,
			    t->kind == ORDER_TOTAL_TOTAL };
	}
	*out = (struct view_part){ "confirm/block_totals", totals_view, v };
	return ERR_OK;
}
