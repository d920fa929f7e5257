/* columns - rows of products turned round: by product, the rows that hold it.
 * Of a large shop only some products at once, so that memory stays in
 * bounds. */
#include "inside.h"

/* Places that are turned round at once. */
#define PLACES_MOST 40000000U

static uint32_t
row_size(const struct matrix *m, uint32_t row)
{
	return m->at[row + 1].from - m->at[row].from;
}

static bool
is_wanted(const struct columns *c, uint32_t row)
{
	return (!c->weights || c->weights->at[row].weight > 0) &&
	       row_size(c->of, row) <= c->longest;
}

/* How often each product stands in the rows that are wanted. */
static void
count_places(struct columns *c)
{
	const struct matrix *m = c->of;

	for (uint32_t r = 0; r < m->rows; r++) {
		if (!is_wanted(c, r))
			continue;
		for (uint32_t k = m->at[r].from; k < row_sample(m, r); k++)
			c->places[m->items[k]]++;
	}
}

void
columns_start(struct columns *c, const struct matrix *of,
    const struct matrix *weights, uint32_t longest)
{
	*c = (struct columns){
		.of = of,
		.weights = weights,
		.longest = longest,
		.places_most = PLACES_MOST,
		.places = memory_new(of->cols, sizeof(*c->places)),
		.from = memory_new((size_t)of->cols + 2, sizeof(*c->from)),
	};
	count_places(c);
}

/* The next products whose places fit, at least one. */
static uint32_t
choose_part(struct columns *c)
{
	uint32_t n = 0;

	c->first = c->end;
	while (c->end < c->of->cols) {
		uint32_t more = c->places[c->end];

		if (c->end > c->first &&
		    (n > c->places_most || more > c->places_most - n))
			break;
		n += more;
		c->end++;
		c->from[c->end - c->first + 1] = n;
	}
	c->from[0] = c->from[1] = 0;
	return n;
}

static void
fill(struct columns *c)
{
	const struct matrix *m = c->of;
	uint32_t n = c->end - c->first;

	for (uint32_t r = 0; r < m->rows; r++) {
		if (!is_wanted(c, r))
			continue;
		for (uint32_t k = m->at[r].from; k < row_sample(m, r); k++) {
			uint32_t place, col = m->items[k] - c->first;

			if (col >= n)
				continue;
			place = c->from[col + 1]++;
			c->rows[place] = r;
			if (c->values && m->values)
				c->values[place] = m->values[k];
		}
	}
}

bool
columns_next(struct columns *c)
{
	uint32_t n;

	if (c->end == c->of->cols)
		return false;
	n = choose_part(c);
	if (n > c->room || !c->rows) {
		c->room = n;
		c->rows = memory_more(c->rows, n, sizeof(*c->rows));
		if (c->of->values)
			c->values =
			    memory_more(c->values, n, sizeof(*c->values));
	}
	fill(c);
	return true;
}

void
columns_free(struct columns *c)
{
	free(c->places);
	free(c->from);
	free(c->rows);
	free(c->values);
	*c = (struct columns){ 0 };
}
