/* test_engine_after - how many buyers had a product in a later order than
 * another: counts that are told to people. */
#include "../../src/recommend/engine/engine.h"
#include "../lib/tap.h"

#define DAYS(n) ((n) * 86400LL)

enum { FIRST_DAY = 18000 };

static void
sell(struct engine *e, int64_t b, int64_t day, int64_t product_id)
{
	const struct engine_line line = { b * 10 + day, b, product_id,
		DAYS(FIRST_DAY + b + day), 1 };

	engine_add(e, &line);
}

static int64_t
count_of(const struct engine *e, enum engine_table table, int64_t from,
    int64_t to)
{
	struct engine_link links[ENGINE_LINKS_MOST];
	struct engine_product p = { .product_id = 0 };
	size_t i = 0;
	size_t n;

	for (; p.product_id != from; i++)
		engine_product_at(e, i, &p);
	n = engine_links(e, table, i - 1, links);
	for (size_t k = 0; k < n; k++) {
		if (links[k].product_id == to)
			return links[k].together;
	}
	return -1;
}

/* Most have 2 in one order with 1, ten of them in the next. */
static void
test_after(void)
{
	const struct engine_conf conf = { .now = 0 };
	struct engine *e = engine_new(&conf);

	for (int64_t b = 1; b <= 60; b++) {
		sell(e, b, 1, 1);
		if (b % 6)
			sell(e, b, 1, 2);
		sell(e, b, 5, b % 6 ? 3 : 2);
		sell(e, b, 5, 4);
		sell(e, b, 9, 3);
	}
	engine_build(e);
	CHECK("TY-13 who had both in one order did not buy one after the other",
	    count_of(e, ENGINE_NEXT, 1, 2) == 10);
	CHECK("TY-13 a buyer counts once, however many orders later",
	    count_of(e, ENGINE_NEXT, 1, 3) == 60);
	CHECK("TY-13 of what is in one order, too, that is another count",
	    count_of(e, ENGINE_TOGETHER, 1, 2) == 50);
	engine_free(e);
}

int
main(void)
{
	test_after();
	return tap_done();
}
