/* test_engine_count - what the engine counts of pairs is what the orders hold,
 * however many products are looked at at once. */
#include "aftersale/base.h"
#include "../../src/recommend/engine/inside.h"
#include "../lib/tap.h"

#define PRODUCTS 900
#define ORDERS 1500

static uint32_t
noise(void)
{
	static uint64_t state = 88172645463325252U;

	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (uint32_t)(state >> 33);
}

/* Orders of 1 to 6 products, and each hundredth far beyond a sample. */
static void
sell(struct sales *s)
{
	const struct engine_conf conf = { .is_bare = true };
	struct intake in = { 0 };

	for (int64_t order = 1; order <= ORDERS; order++) {
		uint32_t size = order % 100 ? 1 + noise() % 6 : SAMPLE * 3;

		for (uint32_t k = 0; k < size; k++) {
			struct engine_line line = { order, ENGINE_NOBODY,
				1 + noise() % PRODUCTS * (noise() % 8 + 1) / 8,
				ENGINE_NO_TIME, 1 };

			intake_add(&in, &line);
		}
	}
	sales_take(s, &in, &conf);
	sales_weigh(s);
}

static bool
holds(const struct sales *s, uint32_t order, uint32_t item)
{
	for (uint32_t k = s->at[order].from; k < s->at[order + 1].from; k++) {
		if (s->items[k] == item)
			return true;
	}
	return false;
}

/* Counted one order after the other, as a reader would. */
static uint32_t
by_hand(const struct sales *s, uint32_t one, uint32_t other)
{
	uint32_t n = 0;

	for (uint32_t o = 0; o < s->orders; o++)
		n += holds(s, o, one) && holds(s, o, other);
	return n;
}

static void
test_together(const struct sales *s, struct table *t)
{
	uint32_t wrong = 0, looked = 0;

	table_count_together(t, s);
	for (uint32_t p = 0; p < s->products; p += 37) {
		const struct link *l = t->links + (size_t)p * ENGINE_LINKS;

		for (uint8_t i = 0; i < t->count[p]; i++, looked++)
			wrong += l[i].together != by_hand(s, p, l[i].item);
	}
	CHECK("TY-13 pairs are counted as the orders hold them",
	    looked > 100 && !wrong);
}

/* Rows of each product by way of columns, so many places at a time. */
static bool
are_rows(const struct matrix *m, uint32_t most, uint32_t *parts)
{
	struct columns by;
	uint32_t next = 0;
	bool good = true;

	columns_start(&by, m, m, UINT32_MAX);
	by.places_most = most;
	for (*parts = 0; columns_next(&by); ++*parts) {
		good = good && by.first == next && by.end > by.first;
		next = by.end;
		for (uint32_t c = by.first; c < by.end; c++) {
			uint32_t from = by.from[c - by.first];
			uint32_t end = by.from[c - by.first + 1];

			good = good && end - from == by.places[c];
			for (uint32_t p = from; p < end; p++) {
				uint32_t k = m->at[by.rows[p]].from;

				good =
				    good && m->at[by.rows[p]].weight > 0 &&
				    (p == from || by.rows[p - 1] < by.rows[p]);
				while (k < row_sample(m, by.rows[p]) &&
				       m->items[k] != c)
					k++;
				good = good && k < row_sample(m, by.rows[p]);
			}
		}
	}
	columns_free(&by);
	return good && next == m->cols;
}

static void
test_columns(const struct matrix *m)
{
	uint32_t parts;

	CHECK("TY-13 rows by product, all at once",
	    are_rows(m, UINT32_MAX, &parts) && parts == 1);
	CHECK("TY-13 the same in parts", are_rows(m, 700, &parts) && parts > 5);
	CHECK("TY-13 one product at a time where none fits",
	    are_rows(m, 0, &parts) && parts > m->cols - 100);
}

int
main(void)
{
	struct sales s;
	struct table table;
	struct gram gram;
	struct matrix m;
	float *diagonal;

	sell(&s);
	m = (struct matrix){ s.orders, s.products, s.at, s.items, NULL };
	diagonal = diagonal_make(&m);
	gram_make(&m, &m, diagonal, false, &gram);
	table_make(&gram, &gram, diagonal, s.products, 20, &table);
	test_columns(&m);
	test_together(&s, &table);
	table_free(&table);
	gram_free(&gram);
	free(diagonal);
	sales_free(&s);
	return tap_done();
}
