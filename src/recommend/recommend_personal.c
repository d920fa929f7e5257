/* recommend_personal - candidates of "your next order" and "new for you": what
 * the products of the buyer's history say for others, added up. Pure. */
#include <stdlib.h>

#include "recommend_follow.h"
#include "recommend_personal.h"

/* Far above any score, and a boost of it still fits. */
#define SCORE_MOST 1e15

/* One product of the history for one other. */
struct says {
	int64_t one_id;
	size_t place; /* the newest product of the history first */
	int64_t product_id;
	double score;
	double base;
	int64_t after; /* buyers who had it after that */
	const struct bought_item *item; /* the one of the history */
	bool is_own; /* it speaks for itself */
};

static int
by_one(const void *x, const void *y)
{
	const struct says *a = x, *b = y;

	if (a->one_id != b->one_id)
		return a->one_id < b->one_id ? -1 : 1;
	return a->place < b->place ? -1 : a->place > b->place;
}

static void
say_links(struct arena *a, const struct bought_item *item, struct str links,
    struct list *all)
{
	struct follow_reader r = follow_read(links);
	struct follow_link l;

	for (size_t n = 0; n < FOLLOW_LINKS && follow_take(&r, &l); n++)
		*LIST_PUSH(a, all, struct says) = (struct says){
			.one_id = l.one_id,
			.place = all->count,
			.product_id = l.other_id,
			.score = item->faded * (double)l.faded +
				 (double)l.owned +
				 (item->is_latest ? (double)l.latest : 0),
			.base = (double)l.base,
			.after = l.after,
			.item = item,
		};
}

/* What was bought before may come again. */
static void
say_itself(struct arena *a, const struct bought *b,
    const struct bought_item *item, struct list *all)
{
	const double times = (double)item->times / (double)b->orders;

	*LIST_PUSH(a, all, struct says) = (struct says){
		.one_id = item->one_id,
		.place = all->count,
		.product_id = item->product_id,
		.score = (item->faded * b->next_faded +
			     times * b->next_times) *
			     1e9 +
			 (double)item->follow->score,
		.base = (double)item->follow->base,
		.item = item,
		.is_own = true,
	};
}

static void
say_all(struct arena *a, const struct bought *b, enum offer_block block,
    struct list *all)
{
	for (size_t i = 0; i < b->items.count; i++) {
		const struct bought_item *item = LIST_AT(&b->items,
		    struct bought_item, i);

		if (!item->follow)
			continue;
		say_links(a, item,
		    block == OFFERS_NEXT ? item->follow->next_links
					 : item->follow->new_links,
		    all);
		if (block == OFFERS_NEXT)
			say_itself(a, b, item, all);
	}
}

static int64_t
rounded(double d)
{
	if (!(d > -SCORE_MOST))
		return (int64_t)-SCORE_MOST;
	return d < SCORE_MOST ? (int64_t)(d + 0.5) : (int64_t)SCORE_MOST;
}

/* The reason is the heaviest link that may be told of. */
static void
add_reason(struct pick *p, const struct says *says, double *heaviest)
{
	if (says->is_own) {
		p->variation_id = says->item->variation_id;
		p->rebuyers = says->item->follow->together;
		p->gap_days = says->item->follow->orders;
	} else if (says->after && says->item->is_named &&
		   says->item->one_id != p->one_id &&
		   says->score > *heaviest) {
		p->because_id = says->item->product_id;
		p->after = says->after;
		*heaviest = says->score;
	}
}

static struct pick
pick_of(const struct says *says, size_t n, enum pick_source source)
{
	struct pick p = { .product_id = says->product_id,
		.one_id = says->one_id, .source = source };
	double heaviest = 0;
	double score = 0;
	double base = says->base;

	for (size_t i = 0; i < n; i++) {
		score += says[i].score;
		add_reason(&p, &says[i], &heaviest);
	}
	p.links = rounded(score);
	p.base = rounded(base);
	p.score = rounded(score + base);
	if (score <= base) {
		p.source = PICK_WEAK;
		p.why = "sells as well without";
	}
	return p;
}

void
personal_make(struct arena *a, const struct picks_ask *ask,
    const struct bought *bought, struct list *out)
{
	const struct judge *j = judge_make(a, ask);
	const enum pick_source source =
	    ask->block == OFFERS_NEXT ? PICK_NEXT : PICK_NEW;
	struct list all = { 0 };
	struct list picks = { 0 };
	const struct says *says;

	say_all(a, bought, ask->block, &all);
	if (all.count)
		qsort(all.items, all.count, sizeof(struct says), by_one);
	says = all.items;
	for (size_t from = 0, to = 0; from < all.count; from = to) {
		struct pick *p = LIST_PUSH(a, &picks, struct pick);

		for (to = from; to < all.count &&
		     says[to].one_id == says[from].one_id;)
			to++;
		*p = pick_of(says + from, to - from, source);
		judge_pick(j, p);
	}
	picks_sort(&picks);
	*out = picks;
}
