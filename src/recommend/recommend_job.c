/* recommend_job - the nightly count: a plain co-purchase count and the best
 * sellers of each category as the fall-back (TY-13). */
#include "aftersale/shop.h"
#include "aftersale/features/recommend.h"
#include "recommend.h"
#include "recommend_learn.h"

/* Two years of orders are enough to know what goes together. */
#define HISTORY_SECONDS (730 * 86400LL)

static void
see_slice(struct pair_count *count, int64_t since, const struct list *sales,
    const struct list *lines)
{
	size_t at = 0;

	for (size_t i = 0; i < lines->count; i++) {
		const struct sale_line *l = LIST_AT(lines, struct sale_line,
		    i);

		while (LIST_AT(sales, struct sale, at)->order_id !=
		    l->order_id)
			at++;
		if (LIST_AT(sales, struct sale, at)->sold_at >= since)
			pair_count_line(count, l->order_id, l->product_id);
	}
}

/* Order by order, a slice at a time. */
static enum err
see_all(struct job *job, struct pair_count *count)
{
	struct arena *a = arena_new((size_t)256 << 20);
	int64_t last = 0;
	struct list ids;
	enum err e;

	do {
		struct list sales = { 0 };
		struct list lines = { 0 };

		arena_reset(a);
		ids = (struct list){ 0 };
		e = shop_sale_ids(job->shop, a, last, 256, &ids, &last);
		if (!e)
			e = shop_sales(job->shop, a, ids.items, ids.count,
			    &sales, &lines);
		if (!e)
			see_slice(count, job->now - HISTORY_SECONDS, &sales,
			    &lines);
	} while (!e && ids.count);
	arena_free(a);
	return e;
}

struct sellers {
	struct arena *arena;
	const struct list *best; /* struct category_seller, by category */
	struct list *rows;	 /* struct pair_row */
};

/* The best of its category, for each product of it. */
static enum err
see_category(void *ctx, void *row)
{
	const struct category_seller *of = row;
	struct sellers *s = ctx;

	for (size_t i = 0; i < s->best->count; i++) {
		const struct category_seller *b = LIST_AT(s->best,
		    struct category_seller, i);

		if (b->category_id != of->category_id ||
		    b->product_id == of->product_id)
			continue;
		*LIST_PUSH(s->arena, s->rows, struct pair_row) =
		    (struct pair_row){ of->product_id, b->product_id, b->sold,
			    0, 0, PICK_CATEGORY };
	}
	return ERR_OK;
}

enum err
recommend_job_count(struct job *job)
{
	struct pair_count *count = pair_count_new(job->arena);
	struct list rows = { 0 };
	struct list best = { 0 };
	struct sellers sellers = { job->arena, &best, &rows };
	enum err e;

	e = see_all(job, count);
	pair_count_end(count, &rows);
	if (e)
		return e;

	e = shop_category_sellers(job->shop, job->arena, 8, &best);
	if (e)
		return e;
	e = shop_each_category(job->shop, job->arena, see_category, &sellers);
	if (e)
		return e;

	return pairs_replace(job->db, &rows, job->now);
}

enum err
recommend_job_learn(struct job *job)
{
	struct learned learned;
	enum err e = learned_load(job->db, job->arena, &learned);

	if (!e)
		e = sales_update(job, &learned);
	return e ? e : learn(job, &learned);
}
