/* recommend_nudge - what margin and stock do to scores: the best margin of a
 * category adds 15 in a hundred, the worst takes as much, and what will be gone
 * within a week counts half. Pure. */
#include "recommend.h"
#include "recommend_learn.h"
#include "recommend_nudge.h"

struct ranked {
	int64_t category_id;
	int64_t product_id;
	int64_t margin;
};

/* ---- pieces ----------------------------------------------------------------*/

static int
by_sold(const void *x, const void *y)
{
	const struct sold *a = x, *b = y;

	return a->product_id < b->product_id ? -1
					     : a->product_id > b->product_id;
}

/* Each product once, with all of its pieces. */
static size_t
sum_sold(struct sold *s, size_t n)
{
	size_t kept = 0;

	if (n)
		qsort(s, n, sizeof(*s), by_sold);
	for (size_t i = 0; i < n; i++) {
		if (kept && s[kept - 1].product_id == s[i].product_id)
			s[kept - 1].pieces = bound_add(
			    s[kept - 1].pieces, s[i].pieces);
		else
			s[kept++] = s[i];
	}
	return kept;
}

static int64_t
sold_of(const struct sold *s, size_t n, int64_t product_id)
{
	const struct sold key = { .product_id = product_id };
	const struct sold *found = n ? bsearch(&key, s, n, sizeof(*s), by_sold)
				     : NULL;

	return found ? found->pieces : 0;
}

/* ---- margins ---------------------------------------------------------------*/

static int
by_margin(const void *x, const void *y)
{
	const struct ranked *a = x, *b = y;

	if (a->category_id != b->category_id)
		return a->category_id < b->category_id ? -1 : 1;
	if (a->margin != b->margin)
		return a->margin < b->margin ? -1 : 1;
	return a->product_id < b->product_id ? -1
					     : a->product_id > b->product_id;
}

/* -1000 for the smallest margin of n, 1000 for the largest; equal ones stand
 * in the middle of their places. Alone it stands in the middle. */
static int64_t
place_of(size_t first, size_t last, size_t n)
{
	if (n < 2)
		return 0;
	return (int64_t)(first + last) * 1000 / (int64_t)(n - 1) - 1000;
}

static size_t
rank(struct ranked *r, size_t n)
{
	for (size_t from = 0, to; from < n; from = to) {
		for (to = from; to < n && r[to].category_id ==
		     r[from].category_id;)
			to++;
		for (size_t i = from, j; i < to; i = j) {
			const int64_t margin = r[i].margin;

			for (j = i; j < to && r[j].margin == margin;)
				j++;
			for (size_t k = i; k < j; k++)
				r[k].margin = place_of(
				    i - from, j - 1 - from, to - from);
		}
	}
	return n;
}

static struct ranked *
ranks_make(struct arena *a, const struct nudges_ask *ask, size_t *count)
{
	size_t n = ask->worths->count, kept = 0;
	struct narrowest all;
	struct ranked *out = ARENA_ARRAY(a, struct ranked, n + 1);

	narrowest_make(a, ask->categories, &all);
	for (size_t i = 0; i < n; i++) {
		const struct product_worth *w = LIST_AT(ask->worths,
		    struct product_worth, i);

		if (w->has_margin)
			out[kept++] = (struct ranked){
				narrowest_of(&all, w->product_id),
				w->product_id, w->margin };
	}
	qsort(out, kept, sizeof(*out), by_margin);
	*count = rank(out, kept);
	return out;
}

/* ---- both ------------------------------------------------------------------*/

static int
by_id(const void *x, const void *y)
{
	const struct nudge *a = x, *b = y;

	return a->product_id < b->product_id ? -1
					     : a->product_id > b->product_id;
}

static struct nudge *
nudge_for(struct arena *a, struct list *out, int64_t product_id)
{
	struct nudge *n = LIST_PUSH(a, out, struct nudge);

	*n = (struct nudge){ .product_id = product_id, .factor = NUDGE_ONE };
	return n;
}

static void
add_margins(struct arena *a, const struct nudges_ask *ask, struct list *out)
{
	size_t n;
	const struct ranked *r = ranks_make(a, ask, &n);

	for (size_t i = 0; i < n; i++) {
		struct nudge *one;

		if (!r[i].margin)
			continue;
		one = nudge_for(a, out, r[i].product_id);
		one->has_margin = true;
		one->margin = r[i].margin;
		one->factor += r[i].margin * NUDGE_MARGIN / 1000;
	}
	if (out->count)
		qsort(out->items, out->count, sizeof(struct nudge), by_id);
}

/* A week needs a fourth of what four weeks did. */
static void
add_stock(struct arena *a, const struct nudges_ask *ask, struct list *out)
{
	size_t sold = sum_sold(ask->sold, ask->sold_n);
	const struct list moved = *out;

	for (size_t i = 0; i < ask->worths->count; i++) {
		const struct product_worth *w = LIST_AT(ask->worths,
		    struct product_worth, i);
		int64_t pieces = sold_of(ask->sold, sold, w->product_id);
		struct nudge *one;

		if (!w->has_stock || w->stock >= bound_add(pieces, 3) / 4)
			continue;
		one = (struct nudge *)nudge_of(&moved, w->product_id);
		if (!one)
			one = nudge_for(a, out, w->product_id);
		one->is_low = true;
		one->factor = one->factor * NUDGE_LOW / NUDGE_ONE;
	}
	if (out->count)
		qsort(out->items, out->count, sizeof(struct nudge), by_id);
}

void
nudges_make(struct arena *a, const struct nudges_ask *ask, struct list *out)
{
	*out = (struct list){ 0 };
	if (ask->by_margin)
		add_margins(a, ask, out);
	if (ask->by_stock)
		add_stock(a, ask, out);
}

const struct nudge *
nudge_of(const struct list *nudges, int64_t product_id)
{
	const struct nudge key = { .product_id = product_id };

	return nudges->count ? bsearch(&key, nudges->items, nudges->count,
				   sizeof(struct nudge), by_id)
			     : NULL;
}

int64_t
nudge_factor(const struct list *nudges, int64_t product_id)
{
	const struct nudge *n = nudge_of(nudges, product_id);

	return n ? n->factor : NUDGE_ONE;
}
