/* table - the heaviest links of each product: by the ridge of each target
 * over its candidates, or by plain likeness. */
#include <math.h>

#include "inside.h"

_Static_assert(CANDIDATES < UINT8_MAX && ENGINE_LINKS_MOST < UINT8_MAX,
    "places fit a byte");

static bool
is_lighter(const struct link *a, const struct link *b)
{
	return a->weight < b->weight ||
	       (a->weight == b->weight && a->item > b->item);
}

/* A heap with the lightest first: it goes when a heavier one comes. */
static void
sink(struct link *heap, size_t n, size_t i)
{
	for (;;) {
		size_t low = i, left = 2 * i + 1, right = left + 1;
		struct link t;

		if (left < n && is_lighter(&heap[left], &heap[low]))
			low = left;
		if (right < n && is_lighter(&heap[right], &heap[low]))
			low = right;
		if (low == i)
			return;
		t = heap[i];
		heap[i] = heap[low];
		heap[low] = t;
		i = low;
	}
}

static void
offer(struct table *t, uint32_t source, struct link link)
{
	struct link *heap = table_links(t, source);
	size_t n = t->count[source], most = t->most;

	if (n < most) {
		heap[n] = link;
		t->count[source]++;
		if (n + 1 == most) {
			for (size_t i = most / 2; i-- > 0;)
				sink(heap, most, i);
		}
		return;
	}
	if (!is_lighter(&heap[0], &link))
		return;
	heap[0] = link;
	sink(heap, most, 0);
}

/* The equations of one target: its candidates and what they weigh together. */
struct equations {
	float a[CANDIDATES * CANDIDATES];
	float b[CANDIDATES];
	uint32_t items[CANDIDATES];
	size_t n;
	uint8_t *place; /* by product: index + 1 while it is a candidate */
};

static void
equations_fill(struct equations *s, const struct gram *gram,
    const float *diagonal, float lambda)
{
	for (size_t i = 0; i < s->n; i++)
		memset(s->a + i * CANDIDATES, 0, s->n * sizeof(*s->a));
	for (size_t i = 0; i < s->n; i++) {
		uint32_t item = s->items[i];

		for (size_t k = gram->from[item]; k < gram->from[item + 1];
		     k++) {
			size_t place = s->place[gram->cells[k].item];
			size_t j = place - 1;

			if (!place || j == i)
				continue;
			s->a[(i < j ? i : j) * CANDIDATES + (i < j ? j : i)] =
			    gram->cells[k].value;
		}
		s->a[i * CANDIDATES + i] = diagonal[item] + lambda;
	}
}

static void
equations_start(struct equations *s, const struct gram *target, uint32_t col)
{
	size_t from = target->from[col];
	size_t n = target->from[col + 1] - from;

	s->n = n < CANDIDATES ? n : CANDIDATES;
	for (size_t i = 0; i < s->n; i++) {
		s->items[i] = target->cells[from + i].item;
		s->b[i] = target->cells[from + i].value;
		s->place[s->items[i]] = (uint8_t)(i + 1);
	}
}

static int
by_weight(const void *x, const void *y)
{
	return is_lighter(x, y) ? 1 : -1;
}

static void
sort_links(struct table *t)
{
	for (uint32_t p = 0; p < t->products; p++)
		qsort(table_links(t, p), t->count[p],
		    sizeof(*t->links), by_weight);
}

static void
table_start(struct table *t, uint32_t products, uint32_t most)
{
	*t = (struct table){
		.products = products,
		.most = most,
		.count = memory_new(products, sizeof(*t->count)),
		.links =
		    memory_new((size_t)products * most, sizeof(*t->links)),
	};
}

void
table_alike(const struct gram *gram, const float *diagonal, uint32_t products,
    uint32_t most, struct table *out)
{
	table_start(out, products, most);
	for (uint32_t p = 0; p < products; p++) {
		size_t from = gram->from[p];
		size_t n = gram->from[p + 1] - from;

		for (size_t k = from; k < from + n && k < from + CANDIDATES;
		     k++) {
			struct cell c = gram->cells[k];

			/* Two roots: of very old orders the product is 0. */
			offer(out, p,
			    (struct link){ c.item,
				c.value / sqrtf(diagonal[p]) /
				    sqrtf(diagonal[c.item]),
				0 });
		}
	}
	sort_links(out);
}

void
table_make(const struct gram *target, const struct gram *gram,
    const float *diagonal, uint32_t products, uint32_t most, float lambda,
    struct table *out)
{
	struct equations *s = memory_new(1, sizeof(*s));

	s->place = memory_new(products, sizeof(*s->place));
	table_start(out, products, most);
	for (uint32_t c = 0; c < products; c++) {
		equations_start(s, target, c);
		equations_fill(s, gram, diagonal, lambda);
		for (size_t i = 0; i < s->n; i++)
			s->place[s->items[i]] = 0;
		ridge_solve(s->a, s->b, s->n);
		for (size_t i = 0; i < s->n; i++) {
			if (s->b[i] > 1e-6F)
				offer(out, s->items[i],
				    (struct link){ c, s->b[i], 0 });
		}
	}
	sort_links(out);
	free(s->place);
	free(s);
}

/* ---- how many orders hold both ends of each link -------------------------*/

/* Orders beyond a sample: each product's links are looked up among theirs. */
static void
count_long_orders(struct table *t, const struct sales *s)
{
	uint32_t *seen = memory_new(t->products, sizeof(*seen));

	for (uint32_t o = 0; o < s->orders; o++) {
		uint32_t from = s->at[o].from, end = s->at[o + 1].from;

		if (end - from <= SAMPLE)
			continue;
		for (uint32_t k = from; k < end; k++)
			seen[s->items[k]] = o + 1;
		for (uint32_t k = from; k < end; k++) {
			struct link *l = table_links(t, s->items[k]);

			for (size_t i = 0; i < t->count[s->items[k]]; i++)
				l[i].together += seen[l[i].item] == o + 1;
		}
	}
	free(seen);
}

/* A product's other orders: each line of them counts for a link or, at 0,
 * for none. */
static void
count_lines(const struct matrix *m, const struct columns *by, uint32_t col,
    const uint8_t *place, uint32_t *count)
{
	uint32_t end = by->from[col - by->first + 1];
	const uint32_t *near = by->near + by->near_from[col - by->first];
	const uint32_t *near_end =
	    by->near + by->near_from[col - by->first + 1];

	while (near < near_end) {
		const uint32_t *items = near + NEAR_HEAD;

		near = items + near[0];
		while (items < near)
			count[place[*items++]]++;
	}
	for (uint32_t p = by->from[col - by->first]; p < end; p++) {
		const struct row_at *at = &m->at[by->rows[p]];

		columns_ahead(by, p, m);
		for (uint32_t k = at[0].from; k < at[1].from; k++)
			count[place[m->items[k]]]++;
	}
}

static void
count_product(struct table *t, const struct matrix *m,
    const struct columns *by, uint32_t col, uint8_t *place)
{
	struct link *l = table_links(t, col);
	uint32_t count[ENGINE_LINKS_MOST + 1] = { 0 };

	for (uint8_t i = 0; i < t->count[col]; i++)
		place[l[i].item] = (uint8_t)(i + 1);
	count_lines(m, by, col, place, count);
	for (uint8_t i = 0; i < t->count[col]; i++) {
		l[i].together += count[i + 1];
		place[l[i].item] = 0;
	}
}

void
table_count_together(struct table *t, const struct sales *s)
{
	const struct matrix m = { s->orders, s->products, s->at, s->items,
		NULL };
	uint8_t *place = memory_new(t->products, sizeof(*place));
	struct columns by;

	count_long_orders(t, s);
	columns_start(&by, &m, NULL, SAMPLE, true);
	while (columns_next(&by)) {
		for (uint32_t c = by.first; c < by.end; c++)
			count_product(t, &m, &by, c, place);
	}
	columns_free(&by);
	free(place);
}

void
table_free(struct table *t)
{
	free(t->count);
	free(t->links);
	*t = (struct table){ 0 };
}
