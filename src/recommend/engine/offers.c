/* offers - what speaks for the products beside a basket, folded into one row
 * of links for each product of it. */
#include <string.h>

#include "inside.h"

/* From five tables, before the heaviest are kept. */
#define MIXED (5 * ENGINE_LINKS)

struct mix {
	struct link link[MIXED];
	size_t n;
};

static void
mix_in(struct mix *mix, const struct table *t, uint32_t item, float weight)
{
	const struct link *l;

	if (!t->links || !(weight > 0))
		return;
	l = t->links + (size_t)item * ENGINE_LINKS;
	for (size_t i = 0; i < t->count[item]; i++) {
		size_t at = 0;

		while (at < mix->n && mix->link[at].item != l[i].item)
			at++;
		if (at == mix->n)
			mix->link[mix->n++] = (struct link){ l[i].item, 0, 0 };
		mix->link[at].weight += weight * l[i].weight;
		if (l[i].together > mix->link[at].together)
			mix->link[at].together = l[i].together;
	}
}

static int
by_weight(const void *x, const void *y)
{
	const struct link *a = x, *b = y;

	if (a->weight != b->weight)
		return a->weight > b->weight ? -1 : 1;
	return a->item < b->item ? -1 : a->item > b->item;
}

size_t
offers_of(const struct model *m, uint32_t item, struct link *out)
{
	const float *weight = m->weight[ENGINE_GOES_WITH];
	struct mix mix = { .n = 0 };
	size_t n;

	mix_in(&mix, &m->table[ENGINE_TOGETHER], item,
	    weight[ENGINE_TERM_TOGETHER]);
	mix_in(&mix, &m->alike, item, weight[ENGINE_TERM_ALIKE]);
	mix_in(&mix, &m->table[ENGINE_NEXT], item, weight[ENGINE_TERM_NEXT]);
	mix_in(&mix, &m->table[ENGINE_CUSTOMERS], item,
	    weight[ENGINE_TERM_CUSTOMERS]);
	mix_in(&mix, &m->near, item, weight[ENGINE_TERM_NEAR]);
	qsort(mix.link, mix.n, sizeof(*mix.link), by_weight);
	n = mix.n < ENGINE_OFFERS ? mix.n : ENGINE_OFFERS;
	memcpy(out, mix.link, n * sizeof(*out));
	return n;
}

float
offers_base(const struct model *m, uint32_t item)
{
	const float *weight = m->weight[ENGINE_GOES_WITH];

	if (!m->rate)
		return 0;
	return weight[ENGINE_TERM_RATE] * m->rate[item] +
	       weight[ENGINE_TERM_RECENT] * m->recent[item] +
	       weight[ENGINE_TERM_SHARE] * m->share[item] +
	       weight[ENGINE_TERM_FRESH] * m->fresh[item];
}
