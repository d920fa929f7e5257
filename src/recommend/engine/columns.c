/* columns - rows of products turned round: by product, the rows that hold it.
 * Of a large shop only some products at once, so that memory stays in
 * bounds. */
#include "inside.h"

/* Words that are turned round at once: a part of all, within bounds. */
#define PARTS 16
#define WORDS_LEAST (1U << 20)
#define WORDS_MOST 40000000U
/* A row is written out up to so many lines: of a longer one the lines
 * themselves are the work. */
#define NEAR_LINES 24
#define BITS 16 /* of a mark */

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

/* By product: rows that hold it, those of them to be fetched, and the words
 * of the others, which are not counted further than anybody needs them. All
 * words. */
static uint64_t
count_places(struct columns *c)
{
	const struct matrix *m = c->of;
	uint64_t all = 0;

	for (uint32_t r = 0; r < m->rows; r++) {
		uint32_t from = m->at[r].from, end = row_sample(m, r);
		uint32_t n = end - from;
		bool is_near = n <= c->near_lines;
		uint32_t near = is_near ? NEAR_HEAD + n : 0;

		if (!is_wanted(c, r))
			continue;
		for (uint32_t k = from; k < end; k++) {
			uint32_t item = m->items[k];

			c->places[item]++;
			c->far[item] += !is_near;
			if (c->near_words[item] <= WORDS_MOST)
				c->near_words[item] += near;
		}
		all += (uint64_t)n * (is_near ? near : 1);
	}
	return all;
}

/* What many rows hold fetches them all: one lies not far from the next. */
static void
choose_near(struct columns *c, uint64_t all)
{
	uint64_t most = all / PARTS;

	if (most < WORDS_LEAST)
		most = WORDS_LEAST;
	if (most < c->words_most)
		c->words_most = (uint32_t)most;
	for (uint32_t i = 0; i < c->of->cols; i++) {
		if (c->near_words[i] > c->words_most / 4) {
			c->near_words[i] = 0;
			c->far[i] = c->places[i];
		}
	}
}

void
columns_start(struct columns *c, const struct matrix *of,
    const struct matrix *weights, uint32_t longest, bool is_near)
{
	size_t cols = of->cols;
	uint64_t all;

	*c = (struct columns){
		.of = of,
		.weights = weights,
		.longest = longest,
		.near_lines = is_near ? NEAR_LINES : 0,
		.words_most = WORDS_MOST,
		.places = memory_new(cols, sizeof(*c->places)),
		.far = memory_new(cols, sizeof(*c->far)),
		.near_words = memory_new(cols, sizeof(*c->near_words)),
		.from = memory_new(cols + 2, sizeof(*c->from)),
		.near_from = memory_new(cols + 2, sizeof(*c->near_from)),
	};
	all = count_places(c);
	if (c->near_lines)
		choose_near(c, all);
}

/* ---- parts ---------------------------------------------------------------*/

/* Where the part ends that begins there: as many products as fit, at least
 * one. */
static uint32_t
part_end(const struct columns *c, uint32_t first)
{
	uint64_t all = 0;
	uint32_t i = first;

	for (; i < c->of->cols; i++) {
		all += (uint64_t)c->far[i] + c->near_words[i];
		if (i > first && all > c->words_most)
			break;
	}
	return i;
}

static uint32_t
count_parts(const struct columns *c)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < c->of->cols; i = part_end(c, i))
		n++;
	return n;
}

/* Which parts a row is of, so that the others need not look at it: of more
 * parts than bits, several share one. */
static void
mark_rows(struct columns *c)
{
	const struct matrix *m = c->of;
	uint8_t *bit = memory_new(m->cols, sizeof(*bit));
	uint32_t part = 0;

	for (uint32_t i = 0, end; i < m->cols; part++) {
		for (end = part_end(c, i); i < end; i++)
			bit[i] = (uint8_t)((uint64_t)part * BITS / c->parts);
	}
	c->marks = memory_new(m->rows, sizeof(*c->marks));
	for (uint32_t r = 0; r < m->rows; r++) {
		unsigned mark = 0;

		if (is_wanted(c, r)) {
			uint32_t end = row_sample(m, r);

			for (uint32_t k = m->at[r].from; k < end; k++)
				mark |= 1U << bit[m->items[k]];
		}
		c->marks[r] = (uint16_t)mark;
	}
	free(bit);
}

static void
choose_part(struct columns *c)
{
	uint32_t far = 0, near = 0, i = 1;

	c->from[0] = c->from[1] = 0;
	c->near_from[0] = c->near_from[1] = 0;
	c->first = c->end;
	c->end = part_end(c, c->first);
	for (uint32_t col = c->first; col < c->end; col++) {
		c->from[++i] = far += c->far[col];
		c->near_from[i] = near += c->near_words[col];
	}
}

/* ---- the rows of a part --------------------------------------------------*/

/* Moves up by one place as rows are put in: what was where a product begins
 * becomes where it ends. */
static void
put_far(struct columns *c, uint32_t col, uint32_t row, uint32_t k)
{
	uint32_t place = c->from[col + 1]++;

	c->rows[place] = row;
	if (c->of->values)
		c->values[place] = c->of->values[k];
}

static void
put_near(struct columns *c, uint32_t col, uint32_t row, uint32_t n)
{
	uint32_t *out = c->near + c->near_from[col + 1];
	const uint32_t *items = c->of->items + c->of->at[row].from;

	c->near_from[col + 1] += NEAR_HEAD + n;
	*out++ = n;
	memcpy(out++, &c->of->at[row].weight, sizeof(*out));
	for (uint32_t i = 0; i < n; i++)
		out[i] = items[i];
}

static void
put_row(struct columns *c, uint32_t row)
{
	const struct matrix *m = c->of;
	uint32_t from = m->at[row].from, end = row_sample(m, row);
	uint32_t cols = c->end - c->first;
	bool is_near = end - from <= c->near_lines;

	for (uint32_t k = from; k < end; k++) {
		uint32_t col = m->items[k] - c->first;

		if (col >= cols)
			continue;
		if (is_near && c->near_words[c->first + col])
			put_near(c, col, row, end - from);
		else
			put_far(c, col, row, k);
	}
}

static void
fill(struct columns *c)
{
	unsigned mark;

	assert(c->parts);
	mark = 1U << ((uint64_t)c->part * BITS / c->parts);
	for (uint32_t r = 0; r < c->of->rows; r++) {
		if (c->marks ? c->marks[r] & mark : is_wanted(c, r))
			put_row(c, r);
	}
}

static void
make_room(struct columns *c)
{
	uint32_t cols = c->end - c->first;
	uint32_t far = c->from[cols + 1], near = c->near_from[cols + 1];

	if (far > c->room || !c->rows) {
		c->room = far;
		c->rows = memory_more(c->rows, far, sizeof(*c->rows));
		if (c->of->values)
			c->values =
			    memory_more(c->values, far, sizeof(*c->values));
	}
	if (near > c->near_room || !c->near) {
		c->near_room = near;
		c->near = memory_more(c->near, near, sizeof(*c->near));
	}
}

bool
columns_next(struct columns *c)
{
	if (c->end == c->of->cols)
		return false;
	if (!c->parts) {
		c->parts = count_parts(c);
		if (c->parts > 1)
			mark_rows(c);
	}
	choose_part(c);
	make_room(c);
	fill(c);
	c->part++;
	return true;
}

void
columns_free(struct columns *c)
{
	free(c->places);
	free(c->far);
	free(c->near_words);
	free(c->from);
	free(c->near_from);
	free(c->rows);
	free(c->values);
	free(c->near);
	free(c->marks);
	*c = (struct columns){ 0 };
}
