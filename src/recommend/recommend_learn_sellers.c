/* recommend_learn_sellers - the best sellers of a run: of each category as the
 * shop counts them, and of the whole shop as the engine does. */
#include <stdlib.h>

#include "engine/engine.h"
#include "recommend_learn.h"

enum { CATEGORY_SELLERS = 12, SHOP_SELLERS = 24 };

struct base {
	double base;
	int64_t product_id;
};

static int
by_base(const void *x, const void *y)
{
	const struct base *a = x, *b = y;

	if (a->base != b->base)
		return a->base > b->base ? -1 : 1;
	return a->product_id < b->product_id ? -1
					     : a->product_id > b->product_id;
}

static void
put_shop_sellers(struct job *job, const struct engine *engine,
    const struct list *catalogue, struct list *rows)
{
	size_t n = engine_products(engine);
	int64_t place = 0;
	struct base *all = calloc(n + 1, sizeof(*all));

	assert(all);
	for (size_t i = 0; i < n; i++) {
		struct engine_product p;

		engine_product_at(engine, i, &p);
		all[i] = (struct base){ engine_offer_base(engine, i),
			p.product_id };
	}
	qsort(all, n, sizeof(*all), by_base);
	for (size_t i = 0; i < n && place < SHOP_SELLERS; i++) {
		size_t sold_out = SOLD_OUT_MOST; /* no more of them */

		if (catalogue_takes(
			catalogue, all[i].product_id, &sold_out))
			*LIST_PUSH(job->arena, rows, struct seller_row) =
			    (struct seller_row){ 0, ++place,
				    all[i].product_id };
	}
	free(all);
}

enum err
sellers_learn(struct job *job, const struct engine *engine,
    const struct list *catalogue, int64_t run)
{
	struct arena *a = job->arena;
	struct list best = { 0 };
	struct list rows = { 0 };
	int64_t category = 0;
	int64_t place = 0;
	enum err e;

	e = shop_category_sellers(job->shop, a, CATEGORY_SELLERS, &best);
	if (e)
		return e;
	for (size_t i = 0; i < best.count; i++) {
		const struct category_seller *s = LIST_AT(&best,
		    struct category_seller, i);

		place = s->category_id == category ? place + 1 : 1;
		category = s->category_id;
		*LIST_PUSH(a, &rows, struct seller_row) =
		    (struct seller_row){ category, place, s->product_id };
	}
	put_shop_sellers(job, engine, catalogue, &rows);
	return sellers_write(job->db, run, &rows);
}
