/* recommend_rules - who may be offered with an order, in which order, and what
 * moved or barred each. Pure. Which of them can be sold is not known here. */
#include "recommend.h"

const char *const pick_source_words[] = { "pinned", "set by hand", "learned",
	"upsell", "category", "best seller", "weak", NULL };

enum {
	DAY = 86400,
	COUNTED_TOGETHER = 5, /* no smaller number is ever told */
	COUNTED_ORDERS = 20,
	OFTEN_TOGETHER = 3
};

/* ---- sets of ids -----------------------------------------------------------*/

struct owned {
	int64_t id;
	int64_t at; /* the last time */
	int64_t again_days;
};

struct judge {
	const struct picks_ask *ask;
	struct list mine;  /* int64_t: the order's, and what they count as */
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

static struct judge
judge_make(struct arena *a, const struct picks_ask *ask)
{
	struct judge j = { .ask = ask };

	for (size_t i = 0; i < ask->basket_n; i++)
		*LIST_PUSH(a, &j.mine, int64_t) = ask->basket[i];
	for (size_t i = 0; i < ask->rows->count; i++) {
		const struct known_row *r = LIST_AT(ask->rows,
		    struct known_row, i);

		if (r->kind == KNOWN_BASKET && !is_in(&j.mine, r->one_id))
			*LIST_PUSH(a, &j.mine, int64_t) = r->one_id;
		if (r->kind == KNOWN_OWNED)
			*LIST_PUSH(a, &j.owned, struct owned) =
			    (struct owned){ r->one_id, r->at,
				    r->again_days };
	}
	if (j.owned.count)
		qsort(j.owned.items, j.owned.count, sizeof(struct owned),
		    by_id);
	return j;
}

/* ---- candidates ------------------------------------------------------------*/

static struct pick
pick_of(const struct known_row *r)
{
	return (struct pick){
		.product_id = r->product_id,
		.one_id = r->one_id,
		.score = r->base,
		.base = r->base,
		.other_orders = r->other_orders,
		.variation_id = r->variation_id,
	};
}

/* Links of one product together, its best one first. */
static int
by_link(const void *x, const void *y)
{
	const struct known_row *a = x, *b = y;

	if (a->kind != b->kind)
		return a->kind < b->kind ? -1 : 1;
	if (a->product_id != b->product_id)
		return a->product_id < b->product_id ? -1 : 1;
	if (a->score != b->score)
		return a->score > b->score ? -1 : 1;
	return a->from_id < b->from_id ? -1 : a->from_id > b->from_id;
}

/* Sums over the whole basket; the reason is the heaviest link. */
static void
add_links(struct arena *a, const struct list *rows, struct list *picks)
{
	const struct known_row *r = rows->items;
	struct pick *p = NULL;

	for (size_t i = 0; i < rows->count && r[i].kind == KNOWN_LINK; i++) {
		if (!p || p->product_id != r[i].product_id) {
			p = LIST_PUSH(a, picks, struct pick);
			*p = pick_of(&r[i]);
			p->because_id = r[i].from_id;
			p->together = r[i].together;
			p->orders = r[i].orders;
		}
		p->links += r[i].score;
		p->score = p->links + p->base;
		p->source = p->links > p->base ? PICK_LEARNED : PICK_WEAK;
		p->why = p->links > p->base ? NULL
					    : "sells as well without";
	}
}

static struct pick *
find(const struct list *picks, int64_t product_id)
{
	for (size_t i = 0; i < picks->count; i++) {
		struct pick *p = LIST_AT(picks, struct pick, i);

		if (p->product_id == product_id)
			return p;
	}
	return NULL;
}

/* An earlier source wins; what is known of it besides stays. */
static struct pick *
add(struct arena *a, struct list *picks, int64_t product_id,
    enum pick_source source, int64_t place)
{
	struct pick *p = find(picks, product_id);

	if (!p) {
		p = LIST_PUSH(a, picks, struct pick);
		p->product_id = product_id;
		p->one_id = product_id;
		p->source = PICK_WEAK;
	}
	if (p->source > source) {
		p->source = source;
		p->place = place;
		p->why = NULL;
	}
	return p;
}

static void
add_sellers(struct arena *a, const struct list *rows, struct list *picks)
{
	for (size_t i = 0; i < rows->count; i++) {
		const struct known_row *r = LIST_AT(rows, struct known_row,
		    i);
		struct pick *p;

		if (r->kind != KNOWN_SELLER)
			continue;
		p = find(picks, r->product_id);
		if (!p) {
			p = LIST_PUSH(a, picks, struct pick);
			*p = pick_of(r);
			p->source = PICK_WEAK;
		}
		add(a, picks, r->product_id,
		    r->from_id ? PICK_CATEGORY : PICK_BEST, r->score);
	}
}

static void
add_by_hand(struct arena *a, const struct picks_ask *ask, struct list *picks)
{
	int64_t place = 0;

	for (size_t i = 0; i < ask->products->count; i++) {
		const struct product *p = LIST_AT(ask->products,
		    struct product, i);

		for (size_t k = 0; k < p->cross_sells.count; k++)
			add(a, picks, *LIST_AT(&p->cross_sells, int64_t, k),
			    PICK_SET, place++);
		for (size_t k = 0; k < p->upsells.count; k++)
			add(a, picks, *LIST_AT(&p->upsells, int64_t, k),
			    PICK_UPSELL, place++);
	}
}

static bool
has(const struct picks_ask *ask, int64_t id)
{
	for (size_t i = 0; i < ask->basket_n; i++) {
		if (ask->basket[i] == id)
			return true;
	}
	return false;
}

static bool
is_meant(const struct picks_ask *ask, const struct hand_pair *pair)
{
	return !pair->with || has(ask, pair->with);
}

static void
add_pins(struct arena *a, const struct picks_ask *ask, struct list *picks)
{
	const struct list *pins = &ask->hand->pins;

	for (size_t i = 0; i < pins->count; i++) {
		const struct hand_pair *pin = LIST_AT(pins, struct hand_pair,
		    i);

		if (is_meant(ask, pin))
			add(a, picks, pin->offer, PICK_PINNED, (int64_t)i)
			    ->why = "pinned in the settings";
	}
}

/* ---- rules -----------------------------------------------------------------*/

static const struct hand_pair *
hand_on(const struct picks_ask *ask, const struct list *pairs,
    const struct pick *p)
{
	for (size_t i = 0; i < pairs->count; i++) {
		const struct hand_pair *pair = LIST_AT(pairs,
		    struct hand_pair, i);

		if ((pair->offer == p->product_id ||
			pair->offer == p->one_id) && is_meant(ask, pair))
			return pair;
	}
	return NULL;
}

/* Why it may not be offered with this order; NULL: it may. */
static const char *
bar_of(const struct judge *j, struct pick *p)
{
	const struct owned *owned = find_owned(&j->owned, p->one_id);

	if (is_in(&j->mine, p->product_id) || is_in(&j->mine, p->one_id))
		return "in the order";
	if (is_in(j->ask->sent_back, p->product_id))
		return "sent back by the buyer";
	if (hand_on(j->ask, &j->ask->hand->forbids, p))
		return "forbidden in the settings";
	if (owned && !owned->again_days)
		return "the buyer has it";
	if (owned && j->ask->now - owned->at < owned->again_days * DAY)
		return "the buyer has it, too early for more";
	p->is_owned = owned != NULL;
	return p->source == PICK_WEAK ? p->why : NULL;
}

static void
judge(const struct judge *j, struct pick *p)
{
	const struct hand_pair *boost = hand_on(j->ask,
	    &j->ask->hand->boosts, p);
	const char *bar = bar_of(j, p);

	if (boost && boost->percent) {
		p->percent = boost->percent;
		p->score = p->score / 100 * (100 + boost->percent);
		p->place = boost->percent > -100
			       ? p->place * 100 / (100 + boost->percent)
			       : INT64_MAX;
		p->why = p->why ? p->why : "boosted in the settings";
	}
	p->is_out = bar != NULL;
	p->why = bar ? bar : p->why;
}

static int
compare(const void *x, const void *y)
{
	const struct pick *a = x, *b = y;

	if (a->is_out != b->is_out)
		return a->is_out ? 1 : -1;
	if (a->source != b->source)
		return a->source < b->source ? -1 : 1;
	if (a->source != PICK_LEARNED && a->place != b->place)
		return a->place < b->place ? -1 : 1;
	if (a->score != b->score)
		return a->score > b->score ? -1 : 1;
	return a->product_id < b->product_id ? -1
					     : a->product_id > b->product_id;
}

void
picks_make(struct arena *a, const struct picks_ask *ask, struct list *out)
{
	struct judge j = judge_make(a, ask);
	struct list rows = { 0 };
	struct list picks = { 0 };

	for (size_t i = 0; i < ask->rows->count; i++)
		*LIST_PUSH(a, &rows, struct known_row) =
		    *LIST_AT(ask->rows, struct known_row, i);
	if (rows.count)
		qsort(rows.items, rows.count, sizeof(struct known_row),
		    by_link);
	add_links(a, &rows, &picks);
	add_sellers(a, &rows, &picks);
	add_by_hand(a, ask, &picks);
	add_pins(a, ask, &picks);
	for (size_t i = 0; i < picks.count; i++)
		judge(&j, LIST_AT(&picks, struct pick, i));
	if (picks.count)
		qsort(picks.items, picks.count, sizeof(struct pick), compare);
	*out = picks;
}

/* Numbers are true counts; small ones tell on people and look poor, and what
 * is no more than chance says nothing. */
enum offer_reason
offer_reason(const struct pick *p, int64_t orders)
{
	double chance = (double)p->orders * (double)p->other_orders;

	if (p->is_owned)
		return OFFER_AGAIN;
	if (p->together >= COUNTED_TOGETHER && p->orders >= COUNTED_ORDERS &&
	    (double)p->together * (double)orders > 1.5 * chance)
		return OFFER_COUNTED;
	if (p->together >= OFTEN_TOGETHER && p->because_id)
		return OFFER_OFTEN;
	return OFFER_PLAIN;
}
