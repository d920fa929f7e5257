/* recommend_judge - what bars a product from a block of offers: the order, what
 * the buyer has or sent back, the owner's hand; and the owner's boosts. Pure. */
#include <stdlib.h>

#include "recommend.h"

enum { DAY = 86400 };

struct owned {
	int64_t id;
	int64_t at; /* the last time */
	int64_t again_days;
};

struct judge {
	const struct picks_ask *ask;
	struct list mine;  /* int64_t, sorted: the order's, however many, and
			    * what they count as */
	struct list owned; /* struct owned, by id */
};

static bool
is_in(const struct list *ids, int64_t id)
{
	for (size_t i = 0; i < ids->count; i++) {
		if (*LIST_AT(ids, int64_t, i) == id)
			return true;
	}
	return false;
}

static int
by_number(const void *x, const void *y)
{
	const int64_t *a = x, *b = y;

	return *a < *b ? -1 : *a > *b;
}

static void
sort_once_each(struct list *ids)
{
	int64_t *id = ids->items;
	size_t n = 0;

	if (!ids->count)
		return;
	qsort(id, ids->count, sizeof(*id), by_number);
	for (size_t i = 1; i < ids->count; i++) {
		if (id[i] != id[n])
			id[++n] = id[i];
	}
	ids->count = n + 1;
}

static bool
is_mine(const struct judge *j, int64_t id)
{
	return j->mine.count && bsearch(&id, j->mine.items, j->mine.count,
				    sizeof(id), by_number);
}

static int
by_id(const void *x, const void *y)
{
	const struct owned *a = x, *b = y;

	if (a->id != b->id)
		return a->id < b->id ? -1 : 1;
	return a->at > b->at ? -1 : a->at < b->at;
}

static const struct owned *
find_owned(const struct list *owned, int64_t id)
{
	const struct owned *o = owned->items;
	size_t low = 0;
	size_t high = owned->count;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (o[mid].id < id)
			low = mid + 1;
		else
			high = mid;
	}
	return low < owned->count && o[low].id == id ? &o[low] : NULL;
}

/* The order itself, for who may be offered its products again. */
static void
own_basket(struct arena *a, struct judge *j)
{
	const struct picks_ask *ask = j->ask;
	struct list known = { 0 };

	for (size_t i = 0; i < ask->rows->count; i++) {
		const struct known_row *r = LIST_AT(ask->rows,
		    struct known_row, i);

		if (r->kind != KNOWN_BASKET)
			continue;
		*LIST_PUSH(a, &known, int64_t) = r->product_id;
		*LIST_PUSH(a, &j->owned, struct owned) = (struct owned){
			r->one_id, ask->at, r->again_days };
	}
	for (size_t i = 0; i < j->mine.count; i++) {
		int64_t id = *LIST_AT(&j->mine, int64_t, i);

		if (!is_in(&known, id))
			*LIST_PUSH(a, &j->owned, struct owned) =
			    (struct owned){ id, ask->at, 0 };
	}
}

/* A page looks up so many products and no more; all of them are the order's. */
static void
add_mine(struct arena *a, struct judge *j)
{
	const struct picks_ask *ask = j->ask;

	for (size_t i = 0; i < ask->basket_n; i++)
		*LIST_PUSH(a, &j->mine, int64_t) = ask->basket[i];
	for (size_t i = 0; ask->lines && i < ask->lines->count; i++) {
		int64_t id = LIST_AT(ask->lines, struct order_line, i)
				 ->product_id;

		if (id > 0)
			*LIST_PUSH(a, &j->mine, int64_t) = id;
	}
	sort_once_each(&j->mine);
}

const struct judge *
judge_make(struct arena *a, const struct picks_ask *ask)
{
	struct judge *j = ARENA_NEW(a, struct judge);

	*j = (struct judge){ .ask = ask };
	add_mine(a, j);
	if (ask->block == OFFERS_NEXT)
		own_basket(a, j);
	for (size_t i = 0; i < ask->rows->count; i++) {
		const struct known_row *r = LIST_AT(ask->rows,
		    struct known_row, i);

		if (r->kind == KNOWN_BASKET)
			*LIST_PUSH(a, &j->mine, int64_t) = r->one_id;
		if (r->kind == KNOWN_OWNED)
			*LIST_PUSH(a, &j->owned, struct owned) =
			    (struct owned){ r->one_id, r->at,
				    r->again_days };
	}
	sort_once_each(&j->mine);
	if (j->owned.count)
		qsort(j->owned.items, j->owned.count, sizeof(struct owned),
		    by_id);
	return j;
}

/* A product of the order is meant by its own id, and by what it counts as: a
 * translation is still what the owner named. */
bool
judge_is_meant(const struct judge *j, const struct hand_pair *pair)
{
	return hand_is_meant(pair, j->mine.items, j->mine.count);
}

/* What is said beside a product of the order goes before what is said of every
 * order, wherever it stands in the list. */
static const struct hand_pair *
hand_on(const struct judge *j, const struct list *pairs,
    const struct pick *p)
{
	const struct hand_pair *found = NULL;

	for (size_t i = 0; i < pairs->count; i++) {
		const struct hand_pair *pair = LIST_AT(pairs,
		    struct hand_pair, i);

		if ((pair->offer != p->product_id &&
			pair->offer != p->one_id) ||
		    !judge_is_meant(j, pair))
			continue;
		if (!found || (pair->with && !found->with))
			found = pair;
	}
	return found;
}

/* Why it may not be offered with this order; NULL: it may. */
static const char *
bar_of(const struct judge *j, struct pick *p)
{
	const struct owned *owned = find_owned(&j->owned, p->one_id);

	if (j->ask->block != OFFERS_NEXT &&
	    (is_mine(j, p->product_id) || is_mine(j, p->one_id)))
		return "in the order";
	if (is_in(j->ask->sent_back, p->product_id))
		return "sent back by the buyer";
	if (hand_on(j, &j->ask->hand->forbids, p))
		return "forbidden in the settings";
	if (owned && (!owned->again_days || j->ask->block == OFFERS_NEW))
		return "the buyer has it";
	if (owned && bound_sub(j->ask->now, owned->at) / DAY < owned->again_days)
		return "the buyer has it, too early for more";
	p->is_owned = owned != NULL;
	return p->source == PICK_WEAK ? p->why : NULL;
}

void
judge_pick(const struct judge *j, struct pick *p)
{
	const struct hand_pair *boost = hand_on(j, &j->ask->hand->boosts,
	    p);
	const char *bar = bar_of(j, p);

	if (boost && boost->percent) {
		p->percent = boost->percent;
		p->score = bound_share(p->score, 100 + boost->percent, 100);
		p->place = boost->percent > -100
			       ? bound_share(p->place, 100, 100 + boost->percent)
			       : INT64_MAX;
		p->why = p->why ? p->why : "boosted in the settings";
	}
	p->is_out = bar != NULL;
	p->why = bar ? bar : p->why;
}

void
judge_variation(const struct judge *j, struct pick *p, int64_t parent_id)
{
	struct pick whole = *p;
	const char *bar;

	whole.product_id = parent_id;
	whole.one_id = parent_id;
	bar = bar_of(j, &whole);
	p->is_owned = p->is_owned || whole.is_owned;
	p->is_out = p->is_out || bar != NULL;
	p->why = bar ? bar : p->why;
}
