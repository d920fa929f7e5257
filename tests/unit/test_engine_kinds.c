/* test_engine_kinds - shops of very different kinds: one whose catalogue
 * turns over, and a wholesaler in whose orders everything stands beside
 * everything. */
#include "../lib/tap.h"
#include "engine_shop.h"

/* ---- a catalogue that turns over -----------------------------------------*/

enum { GOODS = 1200, LIFE_DAYS = 90, SHOP_DAYS = 720 };

static int
born_on(int good)
{
	return good * 7919 % (SHOP_DAYS + LIFE_DAYS) - LIFE_DAYS;
}

/* Some product that is sold that day; the low ones of ten sell most. */
static int
some_good(uint32_t *seed, int day)
{
	for (;;) {
		int good = (int)(noise(seed) % GOODS);

		if (born_on(good) <= day && day < born_on(good) + LIFE_DAYS &&
		    noise(seed) % 10 >= (uint32_t)good % 10)
			return good;
	}
}

/* So many orders a day of two products each, whatever was bought before. */
static struct engine *
turning_shop(int orders_a_day, uint32_t guests)
{
	struct engine *e = fresh(false);
	uint32_t seed = 11;

	for (int n = 0; n < SHOP_DAYS * orders_a_day; n++) {
		int64_t buyer = noise(&seed) % guests;
		int day = n / orders_a_day;

		for (int k = 0; k < 2; k++)
			sell(e, n + 1, buyer, START + (int64_t)day * DAY,
			    some_good(&seed, day));
	}
	engine_build(e);
	return e;
}

/* What buyers are told of as new, and how much of it is still sold. */
static size_t
still_sold(struct engine *e, size_t *shown)
{
	size_t sold = 0;

	*shown = 0;
	for (int64_t buyer = 0; buyer < 200; buyer++) {
		struct engine_pick best[10];
		size_t n = pick(e, ENGINE_DISCOVER, buyer, best, 10);

		for (size_t i = 0; i < n; i++)
			sold += born_on((int)best[i].product_id) + LIFE_DAYS >=
				SHOP_DAYS - 7;
		*shown += n;
	}
	return sold;
}

static void
test_turning(void)
{
	struct engine *e = turning_shop(16, 1500);
	struct engine_link links[ENGINE_OFFERS_MOST];
	struct engine_link one[ENGINE_LINKS_MOST];
	double weight[ENGINE_TERMS];
	size_t shown, sold = still_sold(e, &shown);

	engine_weights(e, ENGINE_DISCOVER, weight);
	CHECK("TY-13 where products come and go, what is sold now leads",
	    shown == 2000 && sold * 10 >= shown * 9);
	CHECK("TY-13 and links still tell why",
	    weight[ENGINE_TERM_NEW] > 0 && engine_offers(e, 0, links) > 0);
	CHECK("TY-13 of short orders thirty links a product are kept",
	    engine_links(e, ENGINE_NEXT, 0, one) <= ENGINE_LINKS);
	engine_free(e);
	e = turning_shop(1, 300);
	sold = still_sold(e, &shown);
	CHECK("TY-13 in a shop of one order a day too",
	    shown == 2000 && sold * 3 >= shown * 2);
	engine_free(e);
}

/* ---- a wholesaler ---------------------------------------------------------*/

enum { STOCKED = 1000, TRADE_ORDERS = 1000, TRADE_LINES = 190, CRATE = 10 };

/* Orders of hundred lines: half of them by crates of ten products that are
 * often taken together, half of them anything. */
static struct engine *
wholesaler(void)
{
	struct engine *e = fresh(true);
	uint32_t seed = 5;

	for (int64_t order = 1; order <= TRADE_ORDERS; order++) {
		int lines = 0;

		while (lines < TRADE_LINES) {
			uint32_t crate = noise(&seed) % (STOCKED / CRATE);

			for (uint32_t k = 0; k < CRATE; k++, lines++)
				sell(e, order, ENGINE_NOBODY, ENGINE_NO_TIME,
				    noise(&seed) % 2 ? crate * CRATE + k
						     : noise(&seed) % STOCKED);
		}
	}
	engine_build(e);
	return e;
}

static void
test_wholesaler(void)
{
	struct engine *e = wholesaler();
	struct engine_link links[ENGINE_OFFERS_MOST];
	size_t most = 0;
	int right = 0;

	for (size_t i = 0; i < engine_products(e); i++) {
		struct engine_product p;
		size_t n = engine_links(e, ENGINE_TOGETHER, i, links);

		most = n > most ? n : most;
		engine_product_at(e, i, &p);
		for (size_t k = 0; k < n && k < CRATE - 1; k++)
			right +=
			    links[k].product_id / CRATE == p.product_id / CRATE;
	}
	CHECK("TY-13 what is taken by the crate is told from what is anywhere",
	    right * 3 >= STOCKED * (CRATE - 1) * 2);
	CHECK("TY-13 and of long orders more links are kept than thirty",
	    most == ENGINE_LINKS_MOST &&
		engine_offers(e, 0, links) <= ENGINE_OFFERS_MOST);
	engine_free(e);
}

int
main(void)
{
	test_turning();
	test_wholesaler();
	return tap_done();
}
