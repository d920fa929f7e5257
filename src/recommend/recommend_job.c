/* recommend_job - the nightly count: a plain co-purchase count and the best
 * sellers of each category as the fall-back (TY-13). */
#include "aftersale/shop.h"
#include "aftersale/features/recommend.h"
#include "recommend.h"

/* Two years of orders are enough to know what goes together. */
#define HISTORY_SECONDS (730 * 86400LL)

static enum err
see_line(void *ctx, void *row)
{
	const struct sold_line *line = row;

	pair_count_line(ctx, line->order_id, line->product_id);
	return ERR_OK;
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

	e = shop_each_sold(job->shop, job->arena, job->now - HISTORY_SECONDS,
	    see_line, count);
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
