/* gram - how much each pair of products weighs together: for each product its
 * rows are walked and added into one array; no pair is stored beyond the
 * strongest partners of a product. */
#include "inside.h"

/* A weight below weighs nothing: no product of weights may come to 0. */
#define LEAST 1e-30F

float *
diagonal_make(const struct matrix *m)
{
	float *sum = memory_new(m->cols, sizeof(*sum));

	for (uint32_t r = 0; r < m->rows; r++) {
		for (uint32_t k = m->at[r].from; k < row_sample(m, r); k++) {
			float value = m->values ? m->values[k] : 1;

			sum[m->items[k]] += m->at[r].weight * value * value;
		}
	}
	return sum;
}

/* One product's sums: by product, and which were touched. */
struct sums {
	float *value;
	uint32_t *touched;
	uint32_t count;
};

/* Without a branch: nobody can foretell what is new. In variables of its own,
 * which the compiler may keep out of memory. */
static inline void
add_lines(const uint32_t *items, const float *values, uint32_t n, float weight,
    struct sums *s)
{
	float *restrict value = s->value;
	uint32_t *restrict touched = s->touched;
	uint32_t count = s->count;

	if (weight < LEAST)
		return;
	for (uint32_t k = 0; k < n; k++) {
		uint32_t item = items[k];
		float old = value[item];

		touched[count] = item;
		count += old == 0;
		value[item] = old + (values ? weight * values[k] : weight);
	}
	s->count = count;
}

static void
add_row(const struct matrix *m, uint32_t row, float weight, struct sums *s)
{
	uint32_t from = m->at[row].from;

	add_lines(m->items + from, m->values ? m->values + from : NULL,
	    row_sample(m, row) - from, weight, s);
}

static void
walk_near(const struct columns *by, uint32_t col, struct sums *s)
{
	const uint32_t *at = by->near + by->near_from[col - by->first];
	const uint32_t *end = by->near + by->near_from[col - by->first + 1];

	while (at < end) {
		float weight;

		memcpy(&weight, at + 1, sizeof(weight));
		add_lines(at + NEAR_HEAD, NULL, at[0], weight, s);
		at += NEAR_HEAD + at[0];
	}
}

static void
walk(const struct matrix *m, const struct columns *by, uint32_t col,
    struct sums *s)
{
	uint32_t end = by->from[col - by->first + 1];

	if (by->near_lines)
		walk_near(by, col, s);
	for (uint32_t p = by->from[col - by->first]; p < end; p++) {
		uint32_t row = by->rows[p];
		float weight = m->at[row].weight;

		columns_ahead(by, p, m);
		add_row(
		    m, row, by->values ? weight * by->values[p] : weight, s);
	}
}

/* ---- the strongest ------------------------------------------------------*/

struct partner {
	float key;
	uint32_t item;
};

static bool
is_before(struct partner a, struct partner b)
{
	return a.key > b.key || (a.key == b.key && a.item < b.item);
}

/* Parts low .. high - 1 at the one in the middle; where the weaker begin. */
static size_t
part(struct partner *p, size_t low, size_t high)
{
	struct partner pivot = p[low + (high - low) / 2];
	size_t i = low, j = high - 1;

	for (;;) {
		struct partner t;

		while (is_before(p[i], pivot))
			i++;
		while (is_before(pivot, p[j]))
			j--;
		if (i >= j)
			return i;
		t = p[i];
		p[i++] = p[j];
		p[j--] = t;
	}
}

/* Brings the `most` strongest to the front, in no order among them. */
static void
select_first(struct partner *p, size_t n, size_t most)
{
	size_t low = 0, high = n;

	while (high - low > 1 && most > low && most < high) {
		size_t middle = part(p, low, high);

		if (most <= middle)
			high = middle;
		else
			low = middle;
	}
}

/* Of a small shop all: where each product stands beside each other, a ridge
 * that misses half of its equation solves another one. */
static size_t
partners_most(uint32_t products)
{
	size_t most = CELLS_MOST / products;

	return most > PARTNERS ? most : PARTNERS;
}

static size_t
strongest(const struct sums *s, const float *diagonal, size_t most,
    struct partner *out)
{
	size_t n = 0;

	for (uint32_t i = 0; i < s->count; i++) {
		uint32_t item = s->touched[i];

		if (s->value[item] <= 0 || diagonal[item] <= 0)
			continue;
		out[n++] = (struct partner){
			s->value[item] * s->value[item] / diagonal[item], item
		};
	}
	if (n > most) {
		select_first(out, n, most);
		n = most;
	}
	if (n > CANDIDATES)
		select_first(out, n, CANDIDATES);
	return n;
}

static void
keep(struct gram *g, uint32_t col, const struct sums *s,
    const struct partner *partners, size_t n)
{
	size_t from = g->from[col];

	if (from + n > g->room) {
		g->room = g->room + g->room / 2 + n + 4096;
		g->cells = memory_more(g->cells, g->room, sizeof(*g->cells));
	}
	for (size_t i = 0; i < n; i++)
		g->cells[from + i] = (struct cell){ partners[i].item,
			s->value[partners[i].item] };
	g->from[col + 1] = from + n;
}

static void
forget(struct sums *s)
{
	for (uint32_t i = 0; i < s->count; i++)
		s->value[s->touched[i]] = 0;
	s->count = 0;
}

static void
gram_part(const struct matrix *m, const struct columns *by,
    const float *diagonal, bool with_self, struct sums *sums,
    struct partner *partners, struct gram *out)
{
	for (uint32_t c = by->first; c < by->end; c++) {
		walk(m, by, c, sums);
		if (!with_self) {
			/* Touched all the same; no partner. */
			sums->value[c] = -1;
		}
		keep(out, c, sums, partners,
		    strongest(
			sums, diagonal, partners_most(m->cols), partners));
		forget(sums);
		sums->value[c] = 0;
	}
}

void
gram_make(const struct matrix *m, const struct matrix *target,
    const float *diagonal, bool with_self, struct gram *out)
{
	struct partner *partners = memory_new(m->cols, sizeof(*partners));
	struct sums sums = {
		.value = memory_new(m->cols, sizeof(*sums.value)),
		.touched =
		    memory_new((size_t)m->cols + 1, sizeof(*sums.touched)),
	};
	struct columns by;

	*out = (struct gram){ .from = memory_new(
				  (size_t)m->cols + 1, sizeof(*out->from)) };
	columns_start(
	    &by, target, m, UINT32_MAX, target == m && !m->values);
	while (columns_next(&by))
		gram_part(m, &by, diagonal, with_self, &sums, partners, out);
	columns_free(&by);
	free(partners);
	free(sums.value);
	free(sums.touched);
}

void
gram_free(struct gram *g)
{
	free(g->from);
	free(g->cells);
	*g = (struct gram){ 0 };
}
