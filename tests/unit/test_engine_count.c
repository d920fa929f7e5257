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
		const struct link *l = table_links(t, p);

		for (uint8_t i = 0; i < t->count[p]; i++, looked++)
			wrong += l[i].together != by_hand(s, p, l[i].item);
	}
	CHECK("TY-13 pairs are counted as the orders hold them",
	    looked > 100 && !wrong);
}

static bool
is_of(const struct matrix *m, uint32_t row, uint32_t product)
{
	for (uint32_t k = m->at[row].from; k < row_sample(m, row); k++) {
		if (m->items[k] == product)
			return m->at[row].weight > 0;
	}
	return false;
}

/* A sum over the lines of a row which hardly two rows have in common. */
static uint64_t
print_of(const uint32_t *items, uint32_t n, float weight)
{
	uint64_t sum = 0;

	for (uint32_t k = 0; k < n; k++)
		sum += (k + 7919) * (uint64_t)(items[k] + 104729);
	return sum * n + (uint64_t)(weight * 1e6F);
}

/* What a product's rows come to, those fetched and those written out. */
struct seen {
	uint32_t rows;
	uint32_t near;
	uint64_t print;
};

static struct seen
see_rows(const struct matrix *m, uint32_t product)
{
	struct seen seen = { 0 };

	for (uint32_t r = 0; r < m->rows; r++) {
		if (!is_of(m, r, product))
			continue;
		seen.rows++;
		seen.print += print_of(m->items + m->at[r].from,
		    row_sample(m, r) - m->at[r].from, m->at[r].weight);
	}
	return seen;
}

static struct seen
see_columns(const struct matrix *m, const struct columns *by, uint32_t product)
{
	const uint32_t *from = by->from + (product - by->first);
	const uint32_t *near = by->near_from + (product - by->first);
	struct seen seen = { 0 };

	for (uint32_t p = from[0]; p < from[1]; p++) {
		uint32_t r = by->rows[p];

		seen.rows += p == from[0] || by->rows[p - 1] < r;
		seen.print += print_of(m->items + m->at[r].from,
		    row_sample(m, r) - m->at[r].from, m->at[r].weight);
	}
	for (uint32_t p = near[0]; p < near[1]; p += NEAR_HEAD + by->near[p]) {
		float weight;

		memcpy(&weight, by->near + p + 1, sizeof(weight));
		seen.rows++;
		seen.near++;
		seen.print += print_of(
		    by->near + p + NEAR_HEAD, by->near[p], weight);
	}
	return seen;
}

/* Are the rows of each product those that hold it, so many words at a time?
 * How many parts it took, and how many rows were written out. */
static bool
are_rows(const struct matrix *m, uint32_t most, bool is_near, uint32_t *parts,
    uint32_t *near)
{
	struct columns by;
	uint32_t next = 0;
	bool good = true;

	columns_start(&by, m, m, UINT32_MAX, is_near);
	by.words_most = most;
	*near = 0;
	for (*parts = 0; columns_next(&by); ++*parts) {
		good = good && by.first == next && by.end > by.first;
		next = by.end;
		for (uint32_t c = by.first; c < by.end; c++) {
			struct seen want = see_rows(m, c);
			struct seen got = see_columns(m, &by, c);

			good = good && got.rows == want.rows &&
			       got.print == want.print;
			*near += got.near;
		}
	}
	columns_free(&by);
	return good && next == m->cols;
}

static void
test_columns(const struct matrix *m)
{
	uint32_t parts, near;

	CHECK("TY-13 rows by product, all at once",
	    are_rows(m, UINT32_MAX, false, &parts, &near) && parts == 1 &&
		!near);
	CHECK("TY-13 the same in parts",
	    are_rows(m, 700, false, &parts, &near) && parts > 5);
	CHECK("TY-13 one product at a time where none fits",
	    are_rows(m, 0, false, &parts, &near) && parts > m->cols - 100);
	CHECK("TY-13 short rows written out, all at once",
	    are_rows(m, UINT32_MAX, true, &parts, &near) && parts == 1 &&
		near > 1000);
	CHECK("TY-13 the same in more parts than marks have bits",
	    are_rows(m, 2000, true, &parts, &near) && parts > 16 &&
		near > 1000);
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
	table_make(
	    &gram, &gram, diagonal, s.products, ENGINE_LINKS, 20, &table);
	test_columns(&m);
	test_together(&s, &table);
	table_free(&table);
	gram_free(&gram);
	free(diagonal);
	sales_free(&s);
	return tap_done();
}
