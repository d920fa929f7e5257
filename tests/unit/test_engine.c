/* test_engine - the engine of recommend: what it learns of small shops, that
 * the order of lines is no matter, and that nothing it is fed breaks it. */
#include <math.h>

#include "../lib/tap.h"
#include "engine_shop.h"

/* Orders without buyers and times: `count` baskets of the products. */
static void
sell_baskets(struct engine *e, int64_t from, int count, const int64_t *products,
    size_t n)
{
	for (int i = 0; i < count; i++) {
		for (size_t k = 0; k < n; k++)
			sell(e, from + i, ENGINE_NOBODY, ENGINE_NO_TIME,
			    products[k]);
	}
}

static size_t
index_of(const struct engine *e, int64_t product)
{
	struct engine_product p;

	for (size_t i = 0; i < engine_products(e); i++) {
		engine_product_at(e, i, &p);
		if (p.product_id == product)
			return i;
	}
	return (size_t)-1;
}

static bool
has_link(const struct engine *e, enum engine_table table, int64_t from,
    int64_t to, struct engine_link *out)
{
	struct engine_link links[ENGINE_LINKS_MOST];
	size_t n = engine_links(e, table, index_of(e, from), links);

	for (size_t i = 0; i < n; i++) {
		if (links[i].product_id == to) {
			*out = links[i];
			return true;
		}
	}
	return false;
}

/* Every number of every table is one. */
static bool
is_sound(const struct engine *e)
{
	struct engine_link links[ENGINE_LINKS_MOST];

	for (int table = 0; table < ENGINE_TABLES; table++) {
		for (size_t i = 0; i < engine_products(e); i++) {
			struct engine_product p;
			size_t n =
			    engine_links(e, (enum engine_table)table, i, links);

			engine_product_at(e, i, &p);
			if (!isfinite(p.base_rate) || !isfinite(p.rebuy))
				return false;
			for (size_t k = 0; k < n; k++) {
				if (!isfinite(links[k].weight) ||
				    links[k].together > engine_orders(e))
					return false;
			}
		}
	}
	return true;
}

static void
test_together(void)
{
	static const int64_t tea[] = { 1, 2 }, nails[] = { 3, 4 },
			     both[] = { 1, 3 }, alone[] = { 2 };
	struct engine *e = fresh(false);
	struct engine_link link = { 0 };
	struct engine_pick best[4];
	struct engine_product p;

	sell_baskets(e, 1000, 60, tea, 2);
	sell_baskets(e, 2000, 60, nails, 2);
	sell_baskets(e, 3000, 3, both, 2);
	sell_baskets(e, 4000, 7, alone, 1);
	engine_build(e);
	CHECK("TY-13 each order is counted", engine_orders(e) == 130);
	CHECK("TY-13 what is bought together is linked",
	    has_link(e, ENGINE_TOGETHER, 1, 2, &link));
	CHECK("TY-13 with the true count of orders", link.together == 60);
	CHECK("TY-13 the true partner comes first",
	    pick(e, ENGINE_GOES_WITH, 1, best, 4) == 3 &&
		best[0].product_id == 2);
	CHECK("TY-13 the basket is never its own offer",
	    best[1].product_id != 1 && best[2].product_id != 1);
	engine_product_at(e, index_of(e, 2), &p);
	CHECK("TY-13 orders with a product are counted", p.orders == 67);
	CHECK("TY-13 an unknown product is no harm",
	    pick(e, ENGINE_GOES_WITH, 999, best, 4) == 4);
	engine_free(e);
}

/* A hundred buyers: ink follows a printer, coffee follows coffee. */
static struct engine *
printers(void)
{
	struct engine *e = fresh(false);

	for (int64_t b = 0; b < 100; b++) {
		int64_t at = START + b * DAY;

		sell(e, b * 10 + 1, b, at, b % 2 ? 10 : 20);
		sell(e, b * 10 + 2, b, at + 9 * DAY, b % 2 ? 11 : 20);
	}
	engine_build(e);
	return e;
}

static void
test_next(void)
{
	struct engine *e = printers();
	struct engine_link link = { 0 };
	struct engine_pick best[4] = { { 0 } };

	CHECK("TY-13 what follows in the next order is linked",
	    has_link(e, ENGINE_NEXT, 10, 11, &link));
	CHECK("TY-13 with the true count of buyers", link.together == 50);
	CHECK("TY-13 and not the other way round",
	    !has_link(e, ENGINE_NEXT, 11, 10, &link));
	CHECK("TY-13 what is bought again is linked to itself",
	    has_link(e, ENGINE_NEXT, 20, 20, &link) && link.together == 50);
	CHECK("TY-13 nothing was ever in one order",
	    !has_link(e, ENGINE_TOGETHER, 10, 11, &link));
	CHECK("TY-13 owned together is known",
	    has_link(e, ENGINE_CUSTOMERS, 10, 11, &link));
	CHECK("TY-13 the coffee drinker is offered coffee",
	    pick(e, ENGINE_REORDER, 4, best, 4) == 3 &&
		best[0].product_id == 20);
	CHECK("TY-13 but not as something new",
	    pick(e, ENGINE_DISCOVER, 4, best, 4) == 2 &&
		best[0].product_id != 20 && best[1].product_id != 20);
	CHECK("TY-13 a stranger gets best sellers",
	    pick(e, ENGINE_REORDER, 12345, best, 4) == 3);
	engine_free(e);
}

/* ---- the same lines ------------------------------------------------------*/

#define MANY 4000

static void
make_lines(struct engine_line *lines)
{
	uint32_t seed = 7;

	for (int i = 0; i < MANY; i++) {
		int64_t order = i / 3;
		int64_t theme = order % 7;

		lines[i] = (struct engine_line){
			.order_id = (INT64_C(1) << 40) + order,
			.customer_id = order % 300,
			.product_id =
			    (INT64_C(1) << 62) + theme * 9 + noise(&seed) % 12,
			.time = START + order * 3000,
			.quantity = 1 + noise(&seed) % 3,
		};
	}
}

static bool
is_same(const struct engine *a, const struct engine *b)
{
	struct engine_link x[ENGINE_LINKS_MOST], y[ENGINE_LINKS_MOST];

	if (engine_products(a) != engine_products(b))
		return false;
	for (int table = 0; table < ENGINE_TABLES; table++) {
		for (size_t i = 0; i < engine_products(a); i++) {
			size_t n =
			    engine_links(a, (enum engine_table)table, i, x);
			size_t m =
			    engine_links(b, (enum engine_table)table, i, y);

			if (n != m || memcmp(x, y, n * sizeof(*x)) != 0)
				return false;
		}
	}
	return true;
}

static bool
has_same_weights(const struct engine *a, const struct engine *b)
{
	double x[ENGINE_TERMS], y[ENGINE_TERMS];

	for (int task = 0; task < ENGINE_TASKS; task++) {
		engine_weights(a, (enum engine_task)task, x);
		engine_weights(b, (enum engine_task)task, y);
		if (memcmp(x, y, sizeof(x)) != 0)
			return false;
	}
	return true;
}

static void
test_same(void)
{
	static struct engine_line lines[MANY];
	struct engine *forward = fresh(false), *mixed = fresh(false);
	struct engine *changed = fresh(false);

	make_lines(lines);
	for (int i = 0; i < MANY; i++) {
		engine_add(forward, &lines[i]);
		/* Steps of a prime: every line once, none beside its order. */
		engine_add(mixed, &lines[(i * 1789L) % MANY]);
	}
	for (int i = 0; i < MANY; i++) {
		engine_add(mixed, &lines[i]);
		lines[i].product_id += i % 5 == 0;
		engine_add(changed, &lines[i]);
	}
	engine_build(forward);
	engine_build(mixed);
	engine_build(changed);
	CHECK("lines in any order, and twice, give the same tables",
	    is_same(forward, mixed));
	CHECK("and the same weights", has_same_weights(forward, mixed));
	CHECK("other lines give other tables", !is_same(forward, changed));
	CHECK("ids beyond 2^32 come back whole",
	    index_of(forward, (INT64_C(1) << 62) + 9) != (size_t)-1);
	CHECK("all numbers are numbers", is_sound(forward));
	CHECK("nothing is added once it is built",
	    engine_add(forward, &lines[0]) == ERR_BAD_INPUT);
	CHECK("nothing is built twice", engine_build(forward) == ERR_BAD_INPUT);
	engine_free(forward);
	engine_free(mixed);
	engine_free(changed);
}

/* ---- odd shops -----------------------------------------------------------*/

static void
test_small(void)
{
	struct engine *e = fresh(false);
	struct engine_pick best[4];

	engine_build(e);
	CHECK("an empty shop has no products", engine_products(e) == 0);
	CHECK("and nothing to offer",
	    pick(e, ENGINE_GOES_WITH, 1, best, 4) == 0 &&
		pick(e, ENGINE_REORDER, 1, best, 4) == 0);
	engine_free(e);

	e = fresh(false);
	sell(e, 1, 1, START, 5);
	sell(e, 2, 1, START + DAY, 5);
	engine_build(e);
	CHECK("a shop of one product stands",
	    engine_products(e) == 1 && is_sound(e));
	CHECK("it does not go with itself",
	    pick(e, ENGINE_GOES_WITH, 5, best, 4) == 0);
	CHECK(
	    "it may be bought again", pick(e, ENGINE_REORDER, 1, best, 4) == 1);
	engine_free(e);
}

static void
test_pieces(void)
{
	struct engine *e = fresh(false);
	struct engine_line line = { 1, ENGINE_NOBODY, 5, ENGINE_NO_TIME, 0 };

	engine_add(e, &line);
	line.quantity = -3;
	engine_add(e, &line);
	line.quantity = INT64_MIN;
	engine_add(e, &line);
	line.quantity = INT64_MAX;
	line.product_id = 6;
	engine_add(e, &line);
	engine_build(e);
	CHECK("lines of no or negative pieces are passed over",
	    engine_products(e) == 1 && engine_orders(e) == 1);
	engine_free(e);
}

static void
test_large(void)
{
	struct engine *e = fresh(false);
	struct engine_link link = { 0 };

	for (int64_t k = 0; k < 5000; k++)
		sell(e, 1, 1, START, k);
	for (int64_t o = 0; o < 10000; o++) {
		sell(e, 10 + o, 2, START + o * 600, o % 90);
		sell(e, 10 + o, 2, START + o * 600, (o + 1) % 90);
	}
	engine_build(e);
	CHECK("an order of 5,000 lines and a buyer of 10,000 orders stand",
	    engine_products(e) == 5000 && is_sound(e));
	CHECK("the large order does not drown the small ones",
	    has_link(e, ENGINE_TOGETHER, 8, 9, &link) && link.weight > 0.1);
	CHECK("its true count includes the large order",
	    link.together == 112 + 1);
	engine_free(e);
}

static void
test_clocks(void)
{
	struct engine *e = fresh(false), *right = fresh(false);
	struct engine_link link = { 0 }, other = { 0 };

	for (int64_t o = 0; o < 300; o++) {
		for (int64_t k = 0; k < 2; k++) {
			sell(e, o, o, START + o * DAY, k);
			sell(right, o, o, START + o * DAY, k);
		}
	}
	sell(e, 5000, 1, INT64_MAX - 1, 0);
	sell(e, 5000, 1, INT64_MAX - 1, 3);
	sell(e, 5001, 1, INT64_MIN + 1, 0);
	sell(e, 5002, 1, 0, 1);
	engine_build(e);
	engine_build(right);
	CHECK("wrong clocks break nothing", is_sound(e));
	CHECK("an order from the future does not make the others old",
	    has_link(e, ENGINE_TOGETHER, 0, 1, &link) &&
		has_link(right, ENGINE_TOGETHER, 0, 1, &other) &&
		link.weight > other.weight * 0.8);
	engine_free(e);
	engine_free(right);
}

static void
test_join(void)
{
	const struct engine_conf conf = { .join_seconds = 1800 };
	struct engine *e = engine_new(&conf);
	struct engine_link link = { 0 };

	for (int64_t b = 0; b < 50; b++) {
		sell(e, b * 10, b, START + b * DAY, 1);
		sell(e, b * 10 + 1, b, START + b * DAY + 900, 2);
		sell(e, b * 10 + 2, b, START + b * DAY + 7200, 3);
	}
	engine_build(e);
	CHECK("two orders within half an hour are one",
	    engine_orders(e) == 100 &&
		has_link(e, ENGINE_TOGETHER, 1, 2, &link));
	CHECK("the one two hours later is not",
	    !has_link(e, ENGINE_TOGETHER, 1, 3, &link));
	engine_free(e);
}

/* An order under two buyers' names is the first one's. */
static void
test_two_names(void)
{
	struct engine *e = fresh(false);
	struct engine_pick best[4];

	sell(e, 1, 100, START, 1);
	sell(e, 2, 100, START + DAY, 2);
	sell(e, 1, 200, START, 2);
	engine_build(e);
	CHECK("a buyer left without orders is offered best sellers",
	    engine_orders(e) == 2 &&
		pick(e, ENGINE_REORDER, 200, best, 4) == 2);
	engine_free(e);
}

struct progress {
	int last; /* percent; 1000: it fell */
	int times;
};

static void
see_progress(void *ctx, const char *what, int percent)
{
	struct progress *p = ctx;

	(void)what;
	p->last = percent >= p->last ? percent : 1000;
	p->times++;
}

static void
test_bare(void)
{
	static struct engine_line lines[MANY];
	struct engine *e = fresh(true), *whole = fresh(false);
	struct engine_link x[ENGINE_LINKS_MOST], y[ENGINE_LINKS_MOST];
	struct progress bare = { 0 }, all = { 0 };
	size_t n;

	make_lines(lines);
	for (int i = 0; i < MANY; i++) {
		engine_add(e, &lines[i]);
		engine_add(whole, &lines[i]);
	}
	engine_on_progress(e, see_progress, &bare);
	engine_on_progress(whole, see_progress, &all);
	engine_build(e);
	engine_build(whole);
	n = engine_links(e, ENGINE_TOGETHER, 0, x);
	CHECK("progress rises to the end", bare.last == 100);
	CHECK("H-04 also inside of long steps, for who must show a sign of life",
	    all.last == 100 && all.times > 12);
	CHECK("the bare table is that of the whole",
	    n > 3 && n == engine_links(whole, ENGINE_TOGETHER, 0, y) &&
		memcmp(x, y, n * sizeof(*x)) == 0);
	CHECK("and the only one", engine_links(e, ENGINE_NEXT, 0, x) == 0);
	engine_free(e);
	engine_free(whole);
	engine_free(NULL);
}

/* What a page adds up is what the engine itself answers. */
static void
test_offers(void)
{
	struct engine *e = fresh(false);
	struct engine_link out[ENGINE_OFFERS_MOST];
	struct engine_pick best[4];
	double sum = 0;
	size_t n;

	for (int64_t o = 0; o < 300; o++) {
		const int64_t basket[] = { 1 + o % 3, 4 + o % 4, 8 + o % 5 };
		sell_baskets(e, 1000 + 10 * o, 1, basket, 3);
	}
	engine_build(e);
	n = engine_offers(e, index_of(e, 1), out);
	pick(e, ENGINE_GOES_WITH, 1, best, 4);
	for (size_t i = 0; i < n; i++)
		sum +=
		    out[i].product_id == best[0].product_id ? out[i].weight : 0;
	sum += engine_offer_base(e, index_of(e, best[0].product_id));
	CHECK("TY-13 links and base add up to the score of a basket",
	    n > 5 && sum > best[0].score * 0.999 &&
		sum < best[0].score * 1.001);
	CHECK("TY-13 heaviest first", out[0].weight >= out[n - 1].weight);
	engine_free(e);
}

int
main(void)
{
	test_together();
	test_offers();
	test_next();
	test_same();
	test_small();
	test_pieces();
	test_large();
	test_clocks();
	test_join();
	test_two_names();
	test_bare();
	return tap_done();
}
