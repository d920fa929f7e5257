/* steps - what buyers had bought before an order, and that order: the rows
 * of the tables `next` and `new`; and all they ever bought, for `customers`. */
#include <math.h>

#include "inside.h"

/* Rows in all, so that memory stays in bounds; fewer steps of each buyer are
 * taken where there are more. */
#define VALUES_MOST 24000000U

/* A matrix that owns its rows and grows. */
static void
row_put(struct own_matrix *m, uint32_t item, float value)
{
	if (m->lines == m->lines_room) {
		m->lines_room += m->lines_room / 2 + 4096;
		m->items =
		    memory_more(m->items, m->lines_room, sizeof(*m->items));
		m->values =
		    memory_more(m->values, m->lines_room, sizeof(*m->values));
	}
	m->items[m->lines] = item;
	m->values[m->lines++] = value;
}

static void
row_end(struct own_matrix *m, float weight)
{
	if (m->rows + 2 > m->rows_room) {
		m->rows_room += m->rows_room / 2 + 1024;
		m->at = memory_more(m->at, m->rows_room, sizeof(*m->at));
		m->at[0].from = 0;
	}
	m->at[m->rows].weight = weight;
	m->at[++m->rows].from = m->lines;
}

struct matrix
own_view(const struct own_matrix *m, uint32_t products)
{
	return (struct matrix){ m->rows, products, m->at, m->items, m->values };
}

void
own_free(struct own_matrix *m)
{
	free(m->at);
	free(m->items);
	free(m->values);
	*m = (struct own_matrix){ 0 };
}

/* ---- a buyer's history while it is walked -------------------------------*/

void
history_make(struct history *h, uint32_t products)
{
	*h = (struct history){
		.faded = memory_new(products, sizeof(*h->faded)),
		.times = memory_new(products, sizeof(*h->times)),
		.last = memory_new(products, sizeof(*h->last)),
		.owned = memory_new(products, sizeof(*h->owned)),
	};
}

void
history_free(struct history *h)
{
	free(h->faded);
	free(h->times);
	free(h->last);
	free(h->owned);
	*h = (struct history){ 0 };
}

void
history_clear(struct history *h)
{
	for (uint32_t i = 0; i < h->count; i++) {
		h->faded[h->owned[i]] = 0;
		h->times[h->owned[i]] = 0;
	}
	h->count = 0;
	h->orders = 0;
}

void
history_add(struct history *h, const struct sales *s, uint32_t order)
{
	for (uint32_t i = 0; i < h->count; i++)
		h->faded[h->owned[i]] *= FADE;
	h->orders++;
	for (uint32_t k = s->at[order].from; k < s->at[order + 1].from; k++) {
		uint32_t item = s->items[k];

		if (!h->times[item])
			h->owned[h->count++] = item;
		h->faded[item] += 1;
		h->times[item]++;
		h->last[item] = order;
	}
}

/* ---- rows ----------------------------------------------------------------*/

struct strong {
	float value;
	uint32_t item;
};

static int
by_value(const void *x, const void *y)
{
	const struct strong *a = x, *b = y;

	if (a->value != b->value)
		return a->value > b->value ? -1 : 1;
	return a->item < b->item ? -1 : a->item > b->item;
}

/* The history as a row: what has not faded, the strongest if it is long. */
static void
put_history(const struct history *h, struct strong *room, struct own_matrix *x,
    float decay)
{
	uint32_t n = 0;
	float sum = 0;

	for (uint32_t i = 0; i < h->count; i++) {
		float value = h->faded[h->owned[i]];

		if (value >= FADED)
			room[n++] = (struct strong){ value, h->owned[i] };
	}
	if (n > SAMPLE) {
		qsort(room, n, sizeof(*room), by_value);
		n = SAMPLE;
	}
	for (uint32_t i = 0; i < n; i++) {
		row_put(x, room[i].item, room[i].value);
		sum += room[i].value;
	}
	row_end(x, decay / sqrtf(sum > 1 ? sum : 1));
}

static void
put_order(const struct sales *s, uint32_t order, const struct history *without,
    struct own_matrix *y)
{
	uint32_t from = s->at[order].from, end = s->at[order + 1].from;

	for (uint32_t k = from; k < end && k - from < SAMPLE; k++) {
		if (!without || !without->times[s->items[k]])
			row_put(y, s->items[k], 1);
	}
	row_end(y, 1);
}

/* How many steps of a buyer fit. */
static uint32_t
steps_each(const struct sales *s)
{
	uint64_t lines = 0;

	for (uint32_t b = 0; b < s->buyers; b++) {
		uint32_t n = s->buyer_from[b + 1] - s->buyer_from[b];

		for (uint32_t k = 0; n > 1 && k < n; k++)
			lines += sales_size(
			    s, s->buyer_orders[s->buyer_from[b] + k]);
	}
	/* A history holds some three orders on average. */
	if (!lines)
		return 0;
	lines *= 3;
	return lines * STEPS <= VALUES_MOST ? STEPS
	       : lines > VALUES_MOST        ? 1
					    : (uint32_t)(VALUES_MOST / lines);
}

void
steps_make(const struct sales *s, struct steps *out)
{
	struct history h;
	struct strong *room;
	uint32_t each;

	*out = (struct steps){ 0 };
	if (!s->buyer)
		return;
	each = steps_each(s);
	history_make(&h, s->products);
	room = memory_new(s->products, sizeof(*room));
	for (uint32_t b = 0; b < s->buyers; b++) {
		const uint32_t *orders = s->buyer_orders + s->buyer_from[b];
		uint32_t n = s->buyer_from[b + 1] - s->buyer_from[b];

		for (uint32_t k = 0; k + 1 < n; k++) {
			history_add(&h, s, orders[k]);
			if (k + 1 + each < n)
				continue;
			put_history(&h, room, &out->before,
			    sales_decay(s, orders[k + 1], HALF_LIFE_DAYS));
			put_order(s, orders[k + 1], NULL, &out->next);
			put_order(s, orders[k + 1], &h, &out->fresh);
		}
		history_clear(&h);
	}
	free(room);
	history_free(&h);
}

void
owned_make(const struct sales *s, struct own_matrix *out)
{
	struct history h;

	*out = (struct own_matrix){ 0 };
	if (!s->buyer)
		return;
	history_make(&h, s->products);
	for (uint32_t b = 0; b < s->buyers; b++) {
		uint32_t n = 0;

		for (uint32_t k = s->buyer_from[b]; k < s->buyer_from[b + 1];
		     k++)
			history_add(&h, s, s->buyer_orders[k]);
		/* The latest things where they are many. */
		for (uint32_t i = h.count; i-- > 0 && n < SAMPLE; n++)
			row_put(out, h.owned[i], 1);
		if (n)
			row_end(out, n > 1 ? 1 / sqrtf((float)n - 1) : 0);
		history_clear(&h);
	}
	history_free(&h);
}
