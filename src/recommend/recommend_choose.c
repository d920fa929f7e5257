/* recommend_choose - from the best picks to those that are shown: what can be
 * sold now, of different kinds. Pure. */
#include "recommend.h"

enum {
	SAME_CATEGORY = 2,
	MORE_OF_IT = 1 /* of what the buyer has, among what goes with it */
};

/* What one more of the same category is worth. */
static const double same_again = 0.7;

struct choice {
	struct pick *pick;
	const struct product *product;
	const struct product *variation;
	int64_t category;
	bool is_taken;
};

const struct product *
offer_product(const struct list *products, int64_t id)
{
	for (size_t i = 0; id && i < products->count; i++) {
		const struct product *p = LIST_AT(products, struct product, i);

		if (p->id == id)
			return p;
	}
	return NULL;
}

/* The youngest one, as a rule the narrowest; 0: none. */
static int64_t
category_of(const struct product *p)
{
	int64_t category = 0;

	for (size_t i = 0; i < p->category_ids.count; i++) {
		int64_t id = *LIST_AT(&p->category_ids, int64_t, i);

		category = id > category ? id : category;
	}
	return category;
}

static bool
is_among(const struct list *ids, int64_t id)
{
	for (size_t i = 0; i < ids->count; i++) {
		if (*LIST_AT(ids, int64_t, i) == id)
			return true;
	}
	return false;
}

/* A category leaves out what is below it, as in the shop's coupons. */
static bool
is_left_out(const struct product *p, const struct hand *hand)
{
	for (size_t i = 0; i < hand->categories.count; i++) {
		int64_t id = *LIST_AT(&hand->categories, int64_t, i);

		if (is_among(&p->category_ids, id) ||
		    is_among(&p->category_above, id))
			return true;
	}
	return false;
}

static const char *
bar_of(const struct product *p, const struct hand *hand)
{
	if (!p)
		return "no such product";
	if (!p->is_visible)
		return "hidden";
	if (!p->price.n)
		return "without a price";
	if (!p->in_stock && hand->only_in_stock)
		return "out of stock";
	if (p->in_stock && !p->is_offerable)
		return "not offered by the shop";
	return is_left_out(p, hand) ? "its category is left out" : NULL;
}

static size_t
gather(struct list *picks, const struct list *products,
    const struct hand *hand, struct choice *out)
{
	size_t n = 0;

	for (size_t i = 0; i < picks->count; i++) {
		struct pick *pick = LIST_AT(picks, struct pick, i);
		const struct product *p = offer_product(products,
		    pick->product_id);
		const struct product *v = offer_product(products,
		    pick->variation_id);
		const char *bar;

		if (pick->is_out || pick->is_unseen)
			continue;
		bar = bar_of(p, hand);
		if (bar) {
			pick->why = bar;
			pick->is_out = true;
			continue;
		}
		out[n++] = (struct choice){
			.pick = pick,
			.product = p,
			.variation = v && v->is_offerable && v->url.n ? v
								      : NULL,
			.category = category_of(p),
		};
	}
	return n;
}

static size_t
taken_of(const struct choice *all, size_t n, int64_t category)
{
	size_t taken = 0;

	for (size_t i = 0; i < n; i++)
		taken += all[i].is_taken && all[i].category == category;
	return taken;
}

/* Are there two kinds at all? */
static bool
is_mixed(const struct choice *all, size_t n)
{
	for (size_t i = 1; i < n; i++) {
		if (all[i].category != all[0].category)
			return true;
	}
	return false;
}

static bool
is_by_hand(const struct choice *c)
{
	return c->pick->source == PICK_PINNED || c->pick->source == PICK_SET;
}

/* It is for who comes back, and has a block of its own below. */
static bool
is_more(const struct choice *c)
{
	return c->pick->is_owned && c->pick->source != PICK_NEXT;
}

static size_t
more_of(const struct choice *all, size_t n)
{
	size_t more = 0;

	for (size_t i = 0; i < n; i++)
		more += all[i].is_taken && is_more(&all[i]);
	return more;
}

/* All others stand by their place. */
static bool
is_scored(const struct choice *c)
{
	return c->pick->source == PICK_LEARNED ||
	       c->pick->source == PICK_NEXT || c->pick->source == PICK_NEW;
}

/* A variation is set by its own id, its parent by another: one is enough. */
static bool
is_there(const struct choice *all, size_t n, const struct choice *c)
{
	for (size_t i = 0; i < n; i++) {
		const struct product *p = all[i].product;

		if (!all[i].is_taken)
			continue;
		if (p->id == c->product->parent_id ||
		    p->parent_id == c->product->id ||
		    (p->parent_id && p->parent_id == c->product->parent_id) ||
		    all[i].pick->one_id == c->pick->one_id)
			return true;
	}
	return false;
}

/* The next one: by source, then by score, less for what is there already. */
static struct choice *
next_of(struct choice *all, size_t n, bool is_capped, bool takes_more)
{
	struct choice *best = NULL;
	double best_score = 0;

	for (size_t i = 0; i < n; i++) {
		struct choice *c = &all[i];
		size_t same = taken_of(all, n, c->category);
		double score = (double)c->pick->score;

		if (c->is_taken || is_there(all, n, c) ||
		    (!takes_more && is_more(c) && !is_by_hand(c)) ||
		    (is_capped && same >= SAME_CATEGORY && !is_by_hand(c)))
			continue;
		if (best && c->pick->source != best->pick->source)
			break;
		for (size_t k = 0; k < same; k++)
			score *= same_again;
		if (!best || (is_scored(c) && score > best_score)) {
			best = c;
			best_score = score;
		}
	}
	return best;
}

void
offers_choose(struct arena *a, struct list *picks, const struct list *products,
    const struct hand *hand, int64_t most, struct list *out)
{
	struct choice *all = ARENA_ARRAY(a, struct choice, picks->count + 1);
	size_t n = gather(picks, products, hand, all);
	bool is_capped = is_mixed(all, n);

	while ((int64_t)out->count < most) {
		struct choice *c = next_of(
		    all, n, is_capped, more_of(all, n) < MORE_OF_IT);

		/* Rather more of it than an empty place. */
		if (!c)
			c = next_of(all, n, is_capped, true);
		if (!c)
			return;
		c->is_taken = true;
		*LIST_PUSH(a, out, struct offer) = (struct offer){ c->pick,
			c->product, c->variation };
	}
}
