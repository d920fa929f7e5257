/* recommend_rules - the candidates of an order and their order, and what may be
 * said of each. Pure. What bars them is in recommend_judge.c; which of them can
 * be sold is not known here. */
#include "recommend.h"

const char *const pick_source_words[] = { "pinned", "set by hand", "learned",
	"upsell", "category", "best seller", "next order", "new for you", "weak",
	NULL };

enum {
	COUNTED_TOGETHER = 5, /* no smaller number is ever told */
	COUNTED_ORDERS = 20,
	OFTEN_TOGETHER = 3,
	REBUYERS = 5
};

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
		p->links = bound_add(p->links, r[i].score);
		p->score = bound_add(p->links, p->base);
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

static void
add_pins(struct arena *a, const struct picks_ask *ask, const struct judge *j,
    struct list *picks)
{
	const struct list *pins = &ask->hand->pins;

	for (size_t i = 0; i < pins->count; i++) {
		const struct hand_pair *pin = LIST_AT(pins, struct hand_pair,
		    i);

		if (judge_is_meant(j, pin))
			add(a, picks, pin->offer, PICK_PINNED, (int64_t)i)
			    ->why = "pinned in the settings";
	}
}

/* ---- all of them -----------------------------------------------------------*/

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
picks_sort(struct list *picks)
{
	if (picks->count)
		qsort(picks->items, picks->count, sizeof(struct pick),
		    compare);
}

void
picks_make(struct arena *a, const struct picks_ask *ask, struct list *out)
{
	const struct judge *j = judge_make(a, ask);
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
	add_pins(a, ask, j, &picks);
	for (size_t i = 0; i < picks.count; i++)
		judge_pick(j, LIST_AT(&picks, struct pick, i));
	picks_sort(&picks);
	*out = picks;
}

/* Numbers are true counts; small ones tell on people and look poor, and what
 * is no more than chance says nothing. */
enum offer_reason
offer_reason(const struct pick *p, int64_t orders)
{
	double chance = (double)p->orders * (double)p->other_orders;

	if (p->is_owned)
		return p->rebuyers >= REBUYERS && p->gap_days > 0
			   ? OFFER_REORDERED
			   : OFFER_AGAIN;
	if (p->together >= COUNTED_TOGETHER && p->orders >= COUNTED_ORDERS &&
	    (double)p->together * (double)orders > 1.5 * chance)
		return OFFER_COUNTED;
	if (p->after >= COUNTED_TOGETHER && p->because_id)
		return OFFER_AFTER;
	if (p->together >= OFTEN_TOGETHER && p->because_id)
		return OFFER_OFTEN;
	return OFFER_PLAIN;
}
