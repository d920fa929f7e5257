/* recommend_proof_read - reads the rows of sales and of what was shown, in
 * slices by their keys, and knows whose page each was. What comes of it is
 * worked out elsewhere. */
#include "recommend.h"
#include "recommend_proof_read.h"

#define SLICE_CAP ((size_t)64 << 20)

static void *
room_for(void *old, size_t count, size_t *room, size_t size)
{
	void *new;

	if (count < *room)
		return old;
	*room = *room ? *room * 2 : 1024;
	new = reallocarray(old, *room, size);
	assert(new);
	return new;
}

/* ---- sales -----------------------------------------------------------------*/

/* CURRENCIES_MOST: one too many. */
static size_t
currency_number(struct job *job, struct proof_rows *rows, struct str currency)
{
	for (size_t i = 0; i < rows->currencies_n; i++) {
		if (str_is(rows->currencies[i], currency))
			return i;
	}
	if (rows->currencies_n < CURRENCIES_MOST)
		rows->currencies[rows->currencies_n++] =
		    arena_str(job->arena, currency);
	else
		return CURRENCIES_MOST;
	return rows->currencies_n - 1;
}

/* The buyer is the number of the sale until all are known. */
static void
take_paid(struct job *job, struct proof_rows *rows, const struct paid_row *p,
    size_t sale, int64_t from)
{
	size_t currency;

	if (!p->currency.n || p->sold_at < from)
		return;
	currency = currency_number(job, rows, p->currency);
	if (currency == CURRENCIES_MOST)
		return;
	rows->currency_orders[currency]++;
	rows->orders = room_for(rows->orders, rows->orders_n,
	    &rows->orders_room, sizeof(*rows->orders));
	rows->orders[rows->orders_n++] = (struct proof_order){
		.order_id = p->order_id,
		.buyer = (int64_t)sale,
		.at = p->sold_at,
		.currency = (int64_t)currency,
		.total = p->total,
	};
}

static void
take_all_paid(struct job *job, struct proof_rows *rows,
    const struct list *paid, struct arena *a, int64_t from)
{
	struct list sales = { 0 };

	for (size_t i = 0; i < paid->count; i++) {
		const struct paid_row *p = LIST_AT(paid, struct paid_row, i);

		take_paid(job, rows, p, rows->buyers.count + i, from);
		*LIST_PUSH(a, &sales, struct sale_row) = (struct sale_row){
			p->order_id, p->user_id, p->mail, p->sold_at };
	}
	buyers_add(&rows->buyers, &sales);
}

static enum err
read_paid(struct job *job, struct proof_rows *rows, struct arena *a,
    int64_t from)
{
	int64_t after = INT64_MIN;
	size_t kept = 0;
	struct list paid;
	enum err e;

	do {
		arena_reset(a);
		paid = (struct list){ 0 };
		e = paid_read(job->db, a, after, &paid);
		if (e)
			return e;
		take_all_paid(job, rows, &paid, a, from);
		if (paid.count)
			after = LIST_AT(&paid, struct paid_row,
			    paid.count - 1)->order_id;
		e = outbox_keep(job);
	} while (!e && paid.count);
	buyers_join(&rows->buyers);
	for (size_t i = 0; i < rows->orders_n; i++) {
		struct proof_order o = rows->orders[i];

		o.buyer = buyers_of(&rows->buyers, (size_t)o.buyer);
		if (o.buyer)
			rows->orders[kept++] = o;
	}
	rows->orders_n = kept;
	return e;
}

/* ---- what was shown --------------------------------------------------------*/

static struct seen_tally *
tally_of(struct job *job, struct proof_rows *rows, const struct seen_row *r)
{
	struct seen_tally *t;

	for (size_t i = 0; i < rows->tallies.count; i++) {
		t = LIST_AT(&rows->tallies, struct seen_tally, i);
		if (t->percent == r->percent && t->key_id == r->key_id &&
		    t->is_held == r->is_held && t->place == r->place &&
		    str_is(t->source, r->source))
			return t;
	}
	t = LIST_PUSH(job->arena, &rows->tallies, struct seen_tally);
	*t = (struct seen_tally){
		.percent = r->percent,
		.key_id = r->key_id,
		.is_held = r->is_held,
		.source = arena_str(job->arena, r->source),
		.place = r->place,
	};
	return t;
}

static void
take_page(struct proof_rows *rows, const struct seen_row *r)
{
	rows->pages = room_for(rows->pages, rows->pages_n, &rows->pages_room,
	    sizeof(*rows->pages));
	rows->pages[rows->pages_n++] = (struct seen_page){
		.order_id = r->order_id,
		.at = r->shown_at,
		.percent = r->percent,
		.key_id = r->key_id,
		.is_held = r->is_held,
	};
	if (r->percent > 0 && r->shown_at > rows->round.newest_at)
		rows->round = (struct proof_round){ r->percent, r->key_id,
			r->shown_at };
}

static void
take_seen(struct job *job, struct proof_rows *rows, const struct list *seen)
{
	for (size_t i = 0; i < seen->count; i++) {
		const struct seen_row *r = LIST_AT(seen, struct seen_row, i);
		struct seen_tally *t;

		if (!r->place) {
			take_page(rows, r);
			continue;
		}
		t = tally_of(job, rows, r);
		t->shown++;
		t->opened += r->clicked_at > 0;
	}
}

static enum err
read_seen(struct job *job, struct proof_rows *rows, struct arena *a)
{
	int64_t order_id = INT64_MIN;
	int64_t product_id = INT64_MIN;
	struct list seen;
	enum err e;

	do {
		arena_reset(a);
		seen = (struct list){ 0 };
		e = seen_read(job->db, a, order_id, product_id, &seen);
		if (e)
			return e;
		take_seen(job, rows, &seen);
		if (seen.count) {
			const struct seen_row *last = LIST_AT(&seen,
			    struct seen_row, seen.count - 1);

			order_id = last->order_id;
			product_id = last->product_id;
		}
		e = outbox_keep(job);
	} while (!e && seen.count);
	return e;
}

enum err
proof_rows_read(struct job *job, int64_t from, struct proof_rows *out)
{
	struct arena *a = arena_new(SLICE_CAP);
	enum err e = read_paid(job, out, a, from);

	if (!e)
		e = read_seen(job, out, a);
	arena_free(a);
	return e;
}

void
proof_rows_free(struct proof_rows *rows)
{
	buyers_free(&rows->buyers);
	free(rows->orders);
	free(rows->pages);
	*rows = (struct proof_rows){ 0 };
}

/* ---- pages with their buyers -------------------------------------------------*/

/* Was it drawn as buyers are drawn now? */
static bool
is_of_round(const struct proof_rows *rows, const struct seen_page *p)
{
	return p->percent == rows->round.percent &&
	    (!p->percent || p->key_id == rows->round.key_id);
}

/* Sales and paid orders are by order, as pages are: where the page's may
 * stand. */
struct places {
	size_t sale;
	size_t paid;
};

static bool
find_order(const struct proof_rows *rows, int64_t order_id,
    struct places *at)
{
	const struct buyers *b = &rows->buyers;

	while (at->sale < b->count && b->sales[at->sale].order_id < order_id)
		at->sale++;
	while (at->paid < rows->orders_n &&
	       rows->orders[at->paid].order_id < order_id)
		at->paid++;
	return at->sale < b->count && at->paid < rows->orders_n &&
	    b->sales[at->sale].order_id == order_id &&
	    rows->orders[at->paid].order_id == order_id;
}

size_t
proof_rows_pages(const struct proof_rows *rows, struct proof_page *out)
{
	struct places at = { 0 };
	size_t n = 0;

	for (size_t i = 0; i < rows->pages_n; i++) {
		const struct seen_page *p = &rows->pages[i];
		int64_t buyer;

		/* Else it was never paid, or was sent back. */
		if (!is_of_round(rows, p) ||
		    !find_order(rows, p->order_id, &at))
			continue;
		buyer = buyers_of(&rows->buyers, at.sale);
		if (buyer)
			out[n++] = (struct proof_page){ p->order_id, buyer,
				p->at, rows->orders[at.paid].currency,
				p->is_held };
	}
	return n;
}

size_t
proof_rows_orders(const struct proof_rows *rows, int64_t from,
    struct proof_page *out)
{
	size_t n = 0;

	for (size_t i = 0; i < rows->orders_n; i++) {
		const struct proof_order *o = &rows->orders[i];

		if (o->at >= from)
			out[n++] = (struct proof_page){ o->order_id,
				o->buyer, o->at, o->currency, false };
	}
	return n;
}
