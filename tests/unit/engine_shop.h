/* engine_shop.h - what tests of the engine make up shops of. */
#ifndef TEST_ENGINE_SHOP_H
#define TEST_ENGINE_SHOP_H

#include "../../src/recommend/engine/engine.h"
#include "aftersale/base.h"

#define DAY 86400
#define START (INT64_C(20000) * DAY)

static inline struct engine *
fresh(bool is_bare)
{
	const struct engine_conf conf = { .is_bare = is_bare };

	return engine_new(&conf);
}

static inline void
sell(struct engine *e, int64_t order, int64_t buyer, int64_t time,
    int64_t product)
{
	const struct engine_line line = { order, buyer, product, time, 1 };

	engine_add(e, &line);
}

static inline uint32_t
noise(uint32_t *state)
{
	*state = *state * 1664525U + 1013904223U;
	return *state >> 8;
}

/* For one product, or for one buyer. */
static inline size_t
pick(struct engine *e, enum engine_task task, int64_t what,
    struct engine_pick *out, size_t most)
{
	struct engine_ask ask = { .task = task,
		.basket = &what,
		.basket_n = 1,
		.customer_id = what };

	return engine_pick(e, &ask, out, most);
}

#endif
