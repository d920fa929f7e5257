/* offers - what a product says for others, folded into one row of links: of
 * those beside it in a basket, and of those in its buyer's next order. */
#include <string.h>

#include "inside.h"

/* From five tables, before the heaviest are kept. */
#define MIXED (5 * ENGINE_LINKS_MOST)

struct mix {
	struct link link[MIXED];
	size_t n;
};

/* Counts of other tables are of other things than of one order. */
static void
mix_in(struct mix *mix, const struct table *t, uint32_t item, float weight,
    bool is_counted)
{
	const struct link *l;

	if (!t->links || !(weight > 0))
		return;
	l = table_links(t, item);
	for (size_t i = 0; i < t->count[item]; i++) {
		size_t at = 0;

		while (at < mix->n && mix->link[at].item != l[i].item)
			at++;
		if (at == mix->n)
			mix->link[mix->n++] = (struct link){ l[i].item, 0, 0 };
		mix->link[at].weight += weight * l[i].weight;
		if (is_counted)
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
	    weight[ENGINE_TERM_TOGETHER], true);
	mix_in(&mix, &m->alike, item, weight[ENGINE_TERM_ALIKE], false);
	mix_in(&mix, &m->table[ENGINE_NEXT], item, weight[ENGINE_TERM_NEXT],
	    false);
	mix_in(&mix, &m->table[ENGINE_CUSTOMERS], item,
	    weight[ENGINE_TERM_CUSTOMERS], false);
	mix_in(&mix, &m->near, item, weight[ENGINE_TERM_NEAR], false);
	qsort(mix.link, mix.n, sizeof(*mix.link), by_weight);
	n = m->links + ENGINE_MIXED;
	if (n > mix.n)
		n = mix.n;
	memcpy(out, mix.link, n * sizeof(*out));
	return n;
}

/* ---- the same of a buyer's history ---------------------------------------*/

struct follows {
	struct follow follow[MIXED + ENGINE_LINKS_MOST];
	size_t n;
};

static struct follow *
follow_of(struct follows *f, uint32_t item)
{
	for (size_t i = 0; i < f->n; i++) {
		if (f->follow[i].item == item)
			return &f->follow[i];
	}
	f->follow[f->n] = (struct follow){ .item = item };
	return &f->follow[f->n++];
}

/* part: which of the three sums of struct follow the links add to. */
static void
follow_in(struct follows *f, const struct table *t, uint32_t item, float weight,
    size_t part)
{
	const struct link *l;

	if (!t->links || !(weight > 0))
		return;
	l = table_links(t, item);
	for (size_t i = 0; i < t->count[item]; i++) {
		struct follow *to = follow_of(f, l[i].item);

		to->by[part] += weight * l[i].weight;
		if (part == FOLLOW_FADED && l[i].together > to->after)
			to->after = l[i].together;
	}
}

static float
follow_sum(const struct follow *f)
{
	return f->by[FOLLOW_FADED] + f->by[FOLLOW_OWNED] + f->by[FOLLOW_LATEST];
}

static int
by_sum(const void *x, const void *y)
{
	const struct follow *a = x, *b = y;
	float sum = follow_sum(a), other = follow_sum(b);

	if (sum != other)
		return sum > other ? -1 : 1;
	return a->item < b->item ? -1 : a->item > b->item;
}

size_t
follows_of(const struct model *m, enum engine_task task, uint32_t item,
    struct follow *out)
{
	const float *weight = m->weight[task];
	struct follows f = { .n = 0 };
	size_t n;

	follow_in(&f, &m->table[ENGINE_NEXT], item, weight[ENGINE_TERM_NEXT],
	    FOLLOW_FADED);
	follow_in(&f, &m->table[ENGINE_NEW], item, weight[ENGINE_TERM_NEW],
	    FOLLOW_FADED);
	follow_in(&f, &m->table[ENGINE_CUSTOMERS], item,
	    weight[ENGINE_TERM_CUSTOMERS], FOLLOW_OWNED);
	follow_in(&f, &m->near, item, weight[ENGINE_TERM_NEAR], FOLLOW_OWNED);
	follow_in(&f, &m->table[ENGINE_TOGETHER], item,
	    weight[ENGINE_TERM_TOGETHER], FOLLOW_LATEST);
	follow_in(
	    &f, &m->alike, item, weight[ENGINE_TERM_ALIKE], FOLLOW_LATEST);
	qsort(f.follow, f.n, sizeof(*f.follow), by_sum);
	n = f.n < ENGINE_FOLLOWS_MOST ? f.n : ENGINE_FOLLOWS_MOST;
	memcpy(out, f.follow, n * sizeof(*out));
	return n;
}

/* ---- by itself -----------------------------------------------------------*/

float
offers_base(const struct model *m, enum engine_task task, uint32_t item)
{
	const float *weight = m->weight[task];

	if (!m->rate)
		return 0;
	return weight[ENGINE_TERM_RATE] * m->rate[item] +
	       weight[ENGINE_TERM_RECENT] * m->recent[item] +
	       weight[ENGINE_TERM_HOT] * m->hot[item] +
	       weight[ENGINE_TERM_SHARE] * m->share[item] +
	       weight[ENGINE_TERM_FRESH] * m->fresh[item];
}
