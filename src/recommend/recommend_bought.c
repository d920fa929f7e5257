/* recommend_bought - a buyer's last orders, weighed as the engine weighs a
 * history: the order at hand first, each one before it a fifth less. Pure. */
#include <stdlib.h>

#include "recommend_personal.h"

static const double fade = 0.8;

/* A line of an earlier order. */
struct line {
	int64_t order_id;
	int64_t at;
	const struct known_row *row;
};

static int
by_newest(const void *x, const void *y)
{
	const struct line *a = x, *b = y;

	if (a->at != b->at)
		return a->at > b->at ? -1 : 1;
	if (a->order_id != b->order_id)
		return a->order_id > b->order_id ? -1 : 1;
	return a->row->product_id < b->row->product_id ? -1
						       : a->row->product_id >
		b->row->product_id;
}

static struct bought_item *
find(const struct list *items, int64_t one_id)
{
	for (size_t i = 0; i < items->count; i++) {
		struct bought_item *item = LIST_AT(items, struct bought_item,
		    i);

		if (item->one_id == one_id)
			return item;
	}
	return NULL;
}

/* Once an order, however often the order has it. */
static void
add(struct arena *a, struct bought *b, const struct bought_item *line,
    double weight)
{
	struct bought_item *item = find(&b->items, line->one_id);

	if (!item) {
		if (b->items.count >= BOUGHT_MOST)
			return;
		item = LIST_PUSH(a, &b->items, struct bought_item);
		*item = *line;
	} else if (item->visit == line->visit) {
		item->is_named |= line->is_named;
		return;
	}
	item->is_named |= line->is_named;
	item->visit = line->visit;
	item->faded += weight;
	item->times++;
}

static int64_t
one_of(const struct picks_ask *ask, int64_t product_id)
{
	for (size_t i = 0; i < ask->rows->count; i++) {
		const struct known_row *r = LIST_AT(ask->rows,
		    struct known_row, i);

		if (r->kind == KNOWN_BASKET && r->product_id == product_id)
			return r->one_id;
	}
	return product_id;
}

static void
add_basket(struct arena *a, const struct picks_ask *ask, struct bought *b)
{
	for (size_t i = 0; i < ask->basket_n; i++) {
		const struct bought_item item = {
			.one_id = one_of(ask, ask->basket[i]),
			.product_id = ask->basket[i],
			.is_latest = true,
			.is_named = true,
		};

		add(a, b, &item, 1);
	}
}

/* Orders of the account and of the address may be the same. */
static size_t
lines_of(const struct picks_ask *ask, struct line *out)
{
	size_t n = 0;

	for (size_t i = 0; i < ask->rows->count; i++) {
		const struct known_row *r = LIST_AT(ask->rows,
		    struct known_row, i);

		if (r->kind == KNOWN_OWNED)
			out[n++] = (struct line){ r->from_id, r->at, r };
	}
	if (n)
		qsort(out, n, sizeof(*out), by_newest);
	return n;
}

/* Is it of one visit with the order that came after it? */
static bool
is_joined(int64_t at, int64_t next_at)
{
	if (at <= 0 || next_at <= 0)
		return false;
	return (next_at > at ? next_at - at : at - next_at) <= JOIN_SECONDS;
}

static void
add_lines(struct arena *a, const struct picks_ask *ask,
    const struct line *lines, size_t n, struct bought *b)
{
	int64_t at = ask->at;
	int64_t visit = 0;
	int64_t order_id = 0;
	double weight = 1;

	for (size_t i = 0; i < n; i++) {
		const struct known_row *r = lines[i].row;
		struct bought_item item = { .one_id = r->one_id,
			.product_id = r->product_id,
			.variation_id = r->variation_id,
			.is_named = r->score > 0 && r->score == ask->user_id };

		if (lines[i].order_id != order_id &&
		    !is_joined(lines[i].at, at)) {
			if (visit == BOUGHT_ORDERS)
				return;
			visit++;
			weight *= fade;
		}
		order_id = lines[i].order_id;
		at = lines[i].at;
		item.visit = visit;
		item.is_latest = !visit;
		b->orders = visit + 1;
		add(a, b, &item, weight);
	}
}

/* The row in the product's own language, else in any. */
static void
add_follows(const struct picks_ask *ask, struct bought *b)
{
	for (size_t i = 0; i < ask->rows->count; i++) {
		const struct known_row *r = LIST_AT(ask->rows,
		    struct known_row, i);
		struct bought_item *item;

		if (r->kind == KNOWN_FADED)
			b->next_faded = (double)r->score / 1e9;
		if (r->kind == KNOWN_TIMES)
			b->next_times = (double)r->score / 1e9;
		if (r->kind != KNOWN_FOLLOW)
			continue;
		item = find(&b->items, r->one_id);
		if (item && (!item->follow ||
				r->product_id == item->product_id))
			item->follow = r;
	}
}

bool
bought_is_proven(const struct order *order)
{
	return order->is_paid && (order->paid_at > 0 ||
				     order->head.state == ORDER_COMPLETED);
}

void
bought_hold(const struct order *order, struct list *rows)
{
	const int64_t user_id = order->head.customer_id;
	struct known_row *r = rows->items;
	size_t n = 0;

	if (user_id <= 0 || bought_is_proven(order))
		return;
	for (size_t i = 0; i < rows->count; i++) {
		if (r[i].kind != KNOWN_OWNED || r[i].score == user_id)
			r[n++] = r[i];
	}
	rows->count = n;
}

void
bought_make(struct arena *a, const struct picks_ask *ask, struct bought *out)
{
	struct line *lines = ARENA_ARRAY(a, struct line, ask->rows->count + 1);
	size_t n = lines_of(ask, lines);

	*out = (struct bought){ .orders = 1 };
	add_basket(a, ask, out);
	add_lines(a, ask, lines, n, out);
	add_follows(ask, out);
}
