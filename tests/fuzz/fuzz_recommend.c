/* fuzz_recommend - any bytes as the order lines of a shop: the engine comes
 * back, and every number it learned is one. */
#include <math.h>

#include "../../src/recommend/engine/engine.h"
#include "fuzz.h"

enum { LINE_SIZE = 6, SIZE_MOST = 4096 };

/* Small numbers that meet one another, and now and then the edges. */
static int64_t
number_of(uint8_t byte)
{
	static const int64_t edges[] = { INT64_MIN, INT64_MIN + 1, -1,
		INT64_MAX, INT64_C(1) << 32, INT64_C(1) << 62, 0, 59 };

	return byte >= 248 ? edges[byte - 248] : byte;
}

static void
add(struct engine *e, const uint8_t *p)
{
	struct engine_line line = {
		.order_id = p[5] & 1 ? number_of(p[0]) : p[0] * 3,
		.customer_id = number_of(p[1]),
		.product_id = number_of(p[2]),
		.time = p[3] < 248 ? p[3] * INT64_C(40000) : number_of(p[3]),
		.quantity = p[4] < 8 ? 0 - (int64_t)p[4] : p[4],
	};

	must(engine_add(e, &line) == ERR_OK, "a line is taken");
}

static void
look_at_tables(const struct engine *e)
{
	struct engine_link links[ENGINE_LINKS_MOST];
	struct engine_product p;

	for (size_t i = 0; i < engine_products(e); i++) {
		engine_product_at(e, i, &p);
		must(isfinite(p.base_rate) && p.base_rate >= 0 &&
			 isfinite(p.rebuy) && p.rebuy >= 0,
		    "rates are numbers");
		must(p.orders > 0 && p.orders <= engine_orders(e),
		    "a product was sold");
		for (int t = 0; t < ENGINE_TABLES; t++) {
			size_t n =
			    engine_links(e, (enum engine_table)t, i, links);

			must(n <= ENGINE_LINKS_MOST, "links have an end");
			for (size_t k = 0; k < n; k++)
				must(isfinite(links[k].weight) &&
					 links[k].together >= 0 &&
					 links[k].together <= p.orders,
				    "a link is sound");
		}
	}
}

static void
look_at_picks(struct engine *e, const uint8_t *data, size_t size)
{
	struct engine_pick picks[12];
	int64_t basket[16];
	struct engine_ask ask = { .basket = basket };

	while (ask.basket_n < size && ask.basket_n < 16) {
		basket[ask.basket_n] = number_of(data[ask.basket_n]);
		ask.basket_n++;
	}
	ask.customer_id = size ? number_of(data[0]) : ENGINE_NOBODY;
	for (int task = 0; task < ENGINE_TASKS; task++) {
		size_t n;

		ask.task = (enum engine_task)task;
		n = engine_pick(e, &ask, picks, 12);
		for (size_t i = 0; i < n; i++) {
			must(isfinite(picks[i].score), "a score is a number");
			must(!i || picks[i].score <= picks[i - 1].score,
			    "the best come first");
			for (size_t k = 0; k < i; k++)
				must(picks[i].product_id != picks[k].product_id,
				    "no product comes twice");
		}
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct engine_conf conf = { 0 };
	struct engine *e;

	if (!size || size > SIZE_MOST)
		return 0;
	conf.is_bare = data[0] & 1;
	conf.join_seconds = data[0] & 2 ? 1800 : 0;
	conf.now = data[0] & 4 ? 5000000 : 0;
	e = engine_new(&conf);
	for (size_t at = 1; at + LINE_SIZE <= size; at += LINE_SIZE)
		add(e, data + at);
	must(engine_build(e) == ERR_OK, "it is built");
	look_at_tables(e);
	if (!conf.is_bare)
		look_at_picks(e, data, size);
	engine_free(e);
	return 0;
}
