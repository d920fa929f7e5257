/* test_personal - "your next order" and "new for you": what a page adds up of
 * rows is what the engine answers, and what bars a product. */
#include "../../src/recommend/engine/engine.h"
#include "../../src/recommend/recommend_learn.h"
#include "../../src/recommend/recommend_personal.h"
#include "../lib/tap.h"

#define UNIT 1000000000LL
#define DAYS(n) ((n) * 86400LL)

enum { PRODUCTS = 24, BUYERS = 400, ORDERS = 6, EACH = 3, FIRST_DAY = 18000 };

static uint32_t
draw(uint32_t x)
{
	x = (x + 1) * 2654435761U;
	x ^= x >> 15;
	x *= 2246822519U;
	return x ^ x >> 13;
}

/* Each buyer has two staples; the rest walks on from order to order. */
static int64_t
product_of(uint32_t buyer, uint32_t order, uint32_t line)
{
	uint32_t seed = draw(buyer * 977 + order * 31 + line);

	if (line == 0)
		return 1 + (buyer + order % 2) % 8;
	if (line == 1 && seed % 3)
		return 9 + (buyer + order) % 8;
	return 1 + seed % PRODUCTS;
}

static int64_t
time_of(uint32_t buyer, uint32_t order)
{
	return DAYS(FIRST_DAY + order * 30 + draw(buyer) % 20);
}

static uint32_t
orders_of(uint32_t buyer)
{
	return 1 + buyer % ORDERS;
}

static struct engine *
learned(void)
{
	const struct engine_conf conf = { .join_seconds = JOIN_SECONDS };
	struct engine *e = engine_new(&conf);

	for (uint32_t b = 0; b < BUYERS; b++) {
		for (uint32_t i = 0; i < orders_of(b) * EACH; i++) {
			const struct engine_line line = {
				.order_id = b * 100 + i / EACH + 1,
				.customer_id = b + 1,
				.product_id = product_of(
				    b, i / EACH, i % EACH),
				.time = time_of(b, i / EACH),
				.quantity = 1,
			};

			engine_add(e, &line);
		}
	}
	engine_build(e);
	return e;
}

/* ---- the page's rows of one buyer -------------------------------------------*/

struct buyer_case {
	struct arena *a;
	struct list rows, sent_back, products;
	struct hand hand;
	int64_t basket[EACH];
	size_t basket_n;
	int64_t user_id;
	int64_t at;
	int64_t now;
};

static struct known_row *
row(struct buyer_case *c, enum known_kind kind, int64_t product_id)
{
	struct known_row *r = LIST_PUSH(c->a, &c->rows, struct known_row);

	r->kind = kind;
	r->product_id = product_id;
	r->one_id = product_id;
	return r;
}

static void
put_follows(struct buyer_case *c, const struct engine *e)
{
	static const struct list none;
	double weight[ENGINE_TERMS];

	for (size_t i = 0; i < engine_products(e); i++) {
		struct follow_row f;
		struct engine_product p;
		struct known_row *r;

		engine_product_at(e, i, &p);
		follow_make(&(struct follow_ask){ .arena = c->a, .engine = e,
				.again = &none, .nudges = &none, .index = i,
				.product_id = p.product_id },
		    &f);
		r = row(c, KNOWN_FOLLOW, p.product_id);
		r->score = f.rebuy;
		r->base = f.base_next;
		r->next_links = f.next_links;
		r->new_links = f.new_links;
	}
	engine_weights(e, ENGINE_REORDER, weight);
	row(c, KNOWN_FADED, 0)->score = billionths(weight[ENGINE_TERM_FADED]);
	row(c, KNOWN_TIMES, 0)->score = billionths(weight[ENGINE_TERM_TIMES]);
}

/* All that was bought is due again; the newest order is the one at hand. */
static struct buyer_case
case_of(struct arena *a, const struct engine *e, uint32_t b)
{
	struct buyer_case c = { .a = a, .now = DAYS(90000) };
	uint32_t last = orders_of(b) - 1;

	for (uint32_t i = 0; i <= last * EACH + EACH - 1; i++) {
		int64_t id = product_of(b, i / EACH, i % EACH);
		struct known_row *r;

		if (i / EACH == last) {
			c.basket[c.basket_n++] = id;
			row(&c, KNOWN_BASKET, id)->again_days = 1;
			continue;
		}
		r = row(&c, KNOWN_OWNED, id);
		r->from_id = b * 100 + i / EACH + 1;
		r->at = time_of(b, i / EACH);
		r->again_days = 1;
	}
	c.at = time_of(b, last);
	put_follows(&c, e);
	return c;
}

static struct list
picks_of(struct buyer_case *c, enum offer_block block)
{
	const struct picks_ask ask = {
		.basket = c->basket,
		.basket_n = c->basket_n,
		.products = &c->products,
		.sent_back = &c->sent_back,
		.rows = &c->rows,
		.hand = &c->hand,
		.user_id = c->user_id,
		.now = c->now,
		.at = c->at,
		.block = block,
	};
	struct bought bought;
	struct list picks = { 0 };

	bought_make(c->a, &ask, &bought);
	personal_make(c->a, &ask, &bought, &picks);
	return picks;
}

static const struct pick *
find(const struct list *picks, int64_t id)
{
	for (size_t i = 0; i < picks->count; i++) {
		const struct pick *p = LIST_AT(picks, struct pick, i);

		if (p->product_id == id)
			return p;
	}
	return NULL;
}

/* ---- as the engine ----------------------------------------------------------*/

/* How many of the engine's picks the page scores alike; the engine's best
 * sellers without a link are none of the page's. */
static size_t
alike(const struct list *picks, const struct engine_pick *best, size_t n)
{
	size_t same = 0;

	for (size_t i = 0; i < n; i++) {
		const struct pick *p = find(picks, best[i].product_id);
		double score = p ? (double)p->score / 1e9 : 0;

		if (p && score > best[i].score * 0.999 &&
		    score < best[i].score * 1.001)
			same++;
		else if (p)
			return 0;
	}
	return same;
}

/* The page's first three stand in the engine's order at its head. */
static bool
is_led(const struct list *picks, const struct engine_pick *best, size_t n)
{
	size_t at = 0;
	size_t led = 0;

	for (size_t i = 0; i < picks->count && led < 3; i++) {
		const struct pick *p = LIST_AT(picks, struct pick, i);

		if (p->is_out)
			continue;
		while (at < n && best[at].product_id != p->product_id) {
			const struct pick *other = find(picks,
			    best[at].product_id);

			if (other && !other->is_out)
				return false;
			at++;
		}
		if (at == n)
			return false;
		at++;
		led++;
	}
	return led == 3;
}

static void
test_alike(struct arena *a, struct engine *e, enum offer_block block,
    enum engine_task task)
{
	size_t whole = 0, led = 0, asked = 0;

	for (uint32_t b = 5; b < BUYERS; b += 12) {
		struct buyer_case c = case_of(a, e, b);
		struct list picks = picks_of(&c, block);
		const struct engine_ask ask = { .task = task,
			.customer_id = b + 1 };
		struct engine_pick best[12];
		size_t n = engine_pick(e, &ask, best, 12);

		if (orders_of(b) < 2)
			continue;
		asked++;
		whole += alike(&picks, best, n) >= n - 1;
		led += is_led(&picks, best, n);
	}
	CHECK(block == OFFERS_NEXT
		? "TY-13 the next order is scored as the engine does"
		: "TY-13 what is new is scored as the engine does",
	    asked > 20 && whole == asked);
	CHECK("TY-13 and stands in its order", led == asked);
}

/* ---- what bars ---------------------------------------------------------------*/

static struct buyer_case
small_case(struct arena *a)
{
	struct buyer_case c = { .a = a, .now = DAYS(1000), .at = DAYS(1000),
		.basket = { 1 }, .basket_n = 1 };
	struct known_row *r;

	row(&c, KNOWN_BASKET, 1)->again_days = 20;
	r = row(&c, KNOWN_FOLLOW, 1);
	r->next_links = STR("8 0 900000000 0 0 1 9 0 800000000 0 0 1 10 0"
			    " 700000000 0 0 1 11 0 5 0 0 6");
	r->new_links = STR("8 0 900000000 0 0 1 9 0 0 800000000 0 1 12 40"
			   " 700000000 0 0 1 ;5 9 9");
	return c;
}

static struct known_row *
own(struct buyer_case *c, int64_t product_id, int64_t order_id, int64_t at,
    int64_t again_days)
{
	struct known_row *r = row(c, KNOWN_OWNED, product_id);

	r->from_id = order_id;
	r->at = at;
	r->again_days = again_days;
	return r;
}

static bool
is_in(const struct list *picks, int64_t id)
{
	const struct pick *p = find(picks, id);

	return p && !p->is_out;
}

static void
test_next(struct arena *a)
{
	struct buyer_case c = small_case(a);
	struct hand_pair forbids[] = { { .offer = 10 } };
	struct list picks;
	struct known_row *r;

	own(&c, 8, 5, DAYS(900), 0);
	own(&c, 9, 5, DAYS(990), 30);
	own(&c, 7, 5, DAYS(900), 30);
	r = row(&c, KNOWN_FOLLOW, 7);
	r->score = UNIT;
	r->together = 5;
	r->orders = 60;
	c.hand.forbids = (struct list){ forbids, 1, 1 };
	picks = picks_of(&c, OFFERS_NEXT);
	CHECK("TY-13 what lasts is never for the next order",
	    find(&picks, 8) && !is_in(&picks, 8));
	CHECK("TY-13 nor what is used up, too early",
	    find(&picks, 9) && !is_in(&picks, 9));
	CHECK("TY-13 in time it is, with its true counts",
	    is_in(&picks, 7) && find(&picks, 7)->is_owned &&
		offer_reason(find(&picks, 7), 100) == OFFER_REORDERED);
	CHECK("TY-13 nor what is forbidden",
	    find(&picks, 10) && !is_in(&picks, 10));
	CHECK("TY-13 nor what sells as well without the history",
	    find(&picks, 11) && !is_in(&picks, 11));
	CHECK("TY-13 nor the order itself, just made", !is_in(&picks, 1));
	c.now = DAYS(1021);
	picks = picks_of(&c, OFFERS_NEXT);
	CHECK("TY-13 but in its time", is_in(&picks, 1) == false &&
		find(&picks, 1));
	row(&c, KNOWN_FADED, 0)->score = UNIT;
	picks = picks_of(&c, OFFERS_NEXT);
	CHECK("TY-13 when buyers come back for it", is_in(&picks, 1));
	r->together = 4;
	picks = picks_of(&c, OFFERS_NEXT);
	CHECK("TY-13 four who came back are not told",
	    offer_reason(find(&picks, 7), 100) == OFFER_AGAIN);
}

static void
test_new(struct arena *a)
{
	struct buyer_case c = small_case(a);
	struct list picks;

	own(&c, 9, 5, DAYS(10), 1);
	own(&c, 41, 5, DAYS(10), 1)->one_id = 40;
	picks = picks_of(&c, OFFERS_NEW);
	CHECK("TY-13 what was never bought is new", is_in(&picks, 8));
	CHECK("TY-13 and says what many bought it after",
	    offer_reason(find(&picks, 8), 100) == OFFER_AFTER &&
		find(&picks, 8)->because_id == 1);
	CHECK("TY-13 what was once bought is not, however long ago",
	    find(&picks, 9) && !is_in(&picks, 9));
	CHECK("TY-13 nor in another language",
	    find(&picks, 12) && !is_in(&picks, 12));
	CHECK("TY-13 nor the order itself", !is_in(&picks, 1));
}

/* Whose product is named as a reason: 7's, or nobody's. */
static int64_t
named(struct buyer_case *c)
{
	struct list picks = picks_of(c, OFFERS_NEW);

	return find(&picks, 30) ? find(&picks, 30)->because_id : -1;
}

static void
test_named(struct arena *a)
{
	struct buyer_case c = small_case(a);
	struct order order = { .is_paid = true };
	struct known_row *r = own(&c, 7, 5, DAYS(900), 0);

	row(&c, KNOWN_FOLLOW, 7)->new_links = STR("30 0 900000000 0 0 1 ;9");
	CHECK("TY-13 a guest's other orders are not named", !named(&c));
	r->score = 70;
	c.user_id = 71;
	CHECK("TY-13 nor another account's with the same address", !named(&c));
	r->at = c.at - 60;
	CHECK("TY-13 however near", !named(&c));
	c.user_id = 70;
	CHECK("TY-13 the account's own are", named(&c) == 7);
	order.head.customer_id = 70;
	bought_hold(&order, &c.rows);
	CHECK("TY-13 and count before a payment", named(&c) == 7);
	order.head.customer_id = 71;
	order.paid_at = DAYS(999);
	bought_hold(&order, &c.rows);
	CHECK("TY-13 those of the address do with one", named(&c) >= 0);
	order.paid_at = 0;
	bought_hold(&order, &c.rows);
	CHECK("TY-13 and not without", named(&c) == -1);
}

/* ---- the history -------------------------------------------------------------*/

static struct bought
bought_of(struct buyer_case *c)
{
	const struct picks_ask ask = { .basket = c->basket,
		.basket_n = c->basket_n, .rows = &c->rows, .at = c->at };
	struct bought b;

	bought_make(c->a, &ask, &b);
	return b;
}

static const struct bought_item *
item(const struct bought *b, int64_t one_id)
{
	for (size_t i = 0; i < b->items.count; i++) {
		const struct bought_item *x = LIST_AT(&b->items,
		    struct bought_item, i);

		if (x->one_id == one_id)
			return x;
	}
	return NULL;
}

static bool
is_near(double x, double y)
{
	return x > y - 1e-9 && x < y + 1e-9;
}

static void
test_history(struct arena *a)
{
	struct buyer_case c = small_case(a);
	struct bought b = bought_of(&c);

	CHECK("TY-13 a first order is no history", b.orders == 1);
	own(&c, 2, 9, DAYS(999), 0);
	own(&c, 2, 9, DAYS(999), 0); /* by account and by address */
	own(&c, 3, 8, DAYS(999) - 600, 0);
	own(&c, 2, 7, DAYS(900), 0);
	own(&c, 1, 6, DAYS(800), 0);
	own(&c, 4, 5, DAYS(1000) - 60, 0);
	b = bought_of(&c);
	CHECK("TY-13 orders within half an hour are one", b.orders == 4);
	CHECK("TY-13 the order at hand counts whole, each before it a fifth"
	      " less",
	    is_near(item(&b, 2)->faded, 0.8 + 0.64) &&
		is_near(item(&b, 1)->faded, 1 + 0.512) &&
		is_near(item(&b, 3)->faded, 0.8));
	CHECK("TY-13 what was ordered with it is of it",
	    item(&b, 4)->is_latest && !item(&b, 3)->is_latest);
	CHECK("TY-13 an order counts once", item(&b, 2)->times == 2);
	for (int64_t i = 0; i < 3000; i++)
		own(&c, 100 + i, 1000 + i / 7, DAYS(700) - DAYS(i / 7), 0);
	b = bought_of(&c);
	CHECK("TY-13 ten orders and sixty products are enough",
	    b.orders == BOUGHT_ORDERS + 1 && b.items.count <= BOUGHT_MOST);
}

/* Rows no engine writes. */
static void
test_bounds(struct arena *a)
{
	struct buyer_case c = small_case(a);
	struct list picks;

	row(&c, KNOWN_FADED, 0)->score = INT64_MIN;
	row(&c, KNOWN_TIMES, 0)->score = INT64_MIN;
	own(&c, 2, 9, INT64_MIN, 0);
	own(&c, 2, 8, INT64_MAX, 0);
	picks = picks_of(&c, OFFERS_NEXT);
	CHECK("TY-13 the lowest number is a low score",
	    find(&picks, 1) && find(&picks, 1)->score == -1000000000000000LL &&
		find(&picks, 1)->is_out);
}

int
main(void)
{
	struct arena *a = arena_new((size_t)256 << 20);
	struct engine *e = learned();

	test_alike(a, e, OFFERS_NEXT, ENGINE_REORDER);
	test_alike(a, e, OFFERS_NEW, ENGINE_DISCOVER);
	test_next(a);
	test_new(a);
	test_named(a);
	test_history(a);
	test_bounds(a);
	engine_free(e);
	arena_free(a);
	return tap_done();
}
