/* rates - what each product sells without any partner: of all orders, of
 * late, as a first purchase, and again to those who have it. */
#include "inside.h"

/* What a rate begins with, in orders or lines. */
#define PRIOR 5

static void
count_orders(struct model *m, const struct sales *s)
{
	double all = 1, recent = 1, hot = 1, baskets = 1;

	for (uint32_t o = 0; o < s->orders; o++) {
		float w = sales_decay(s, o, HALF_LIFE_DAYS);
		float v = sales_decay(s, o, RECENT_DAYS);
		float h = s->is_dated ? sales_decay(s, o, HOT_DAYS) : 0;
		uint32_t n = sales_size(s, o);

		all += w;
		recent += v;
		hot += h;
		baskets += n > 1 ? v : 0;
		for (uint32_t k = s->at[o].from; k < s->at[o + 1].from; k++) {
			m->rate[s->items[k]] += w;
			m->recent[s->items[k]] += v;
			m->hot[s->items[k]] += h;
			if (n > 1)
				m->share[s->items[k]] += v / (float)n;
		}
	}
	for (uint32_t p = 0; p < s->products; p++) {
		m->rate[p] /= (float)all;
		m->recent[p] /= (float)recent;
		m->hot[p] /= (float)hot;
		m->share[p] /= (float)baskets;
	}
}

/* Purchases of buyers who came back. */
struct returns {
	uint32_t *again;   /* orders that held it once more */
	uint32_t *chances; /* orders of those who had it */
	double again_all;
	double chances_all;
	double fresh_all;
};

static void
count_order(struct model *m, const struct sales *s, uint32_t order,
    const struct history *h, struct returns *r)
{
	float v = sales_decay(s, order, RECENT_DAYS);

	for (uint32_t i = 0; i < h->count; i++)
		r->chances[h->owned[i]]++;
	r->chances_all += h->count;
	for (uint32_t k = s->at[order].from; k < s->at[order + 1].from; k++) {
		uint32_t item = s->items[k];

		if (h->times[item]) {
			r->again[item]++;
			r->again_all++;
		} else {
			m->fresh[item] += v;
			r->fresh_all += v;
		}
	}
}

static void
settle(struct model *m, const struct returns *r)
{
	float mean =
	    r->chances_all > 0 ? (float)(r->again_all / r->chances_all) : 0;

	for (uint32_t p = 0; p < m->products; p++) {
		m->fresh[p] = (m->fresh[p] + PRIOR * m->rate[p]) /
			      (float)(r->fresh_all + PRIOR);
		m->rebuy[p] = ((float)r->again[p] + PRIOR * mean) /
			      ((float)r->chances[p] + PRIOR);
	}
}

static void
count_returns(struct model *m, const struct sales *s)
{
	struct history h;
	struct returns r = {
		.again = memory_new(s->products, sizeof(*r.again)),
		.chances = memory_new(s->products, sizeof(*r.chances)),
	};

	history_make(&h, s->products);
	for (uint32_t b = 0; b < s->buyers; b++) {
		for (uint32_t k = s->buyer_from[b]; k < s->buyer_from[b + 1];
		     k++) {
			if (h.orders)
				count_order(m, s, s->buyer_orders[k], &h, &r);
			history_add(&h, s, s->buyer_orders[k]);
		}
		history_clear(&h);
	}
	settle(m, &r);
	history_free(&h);
	free(r.again);
	free(r.chances);
}

struct late {
	float recent;
	uint32_t item;
};

static int
by_recent(const void *x, const void *y)
{
	const struct late *a = x, *b = y;

	if (a->recent != b->recent)
		return a->recent > b->recent ? -1 : 1;
	return a->item < b->item ? -1 : a->item > b->item;
}

static void
find_late(struct model *m)
{
	struct late *all = memory_new(m->products, sizeof(*all));

	for (uint32_t p = 0; p < m->products; p++)
		all[p] = (struct late){ m->recent[p], p };
	qsort(all, m->products, sizeof(*all), by_recent);
	m->late = memory_new(LATE, sizeof(*m->late));
	for (uint32_t i = 0; i < LATE && i < m->products; i++)
		m->late[i] = all[i].item;
	free(all);
}

void
rates_make(struct model *m, const struct sales *s)
{
	m->rate = memory_new(s->products, sizeof(*m->rate));
	m->recent = memory_new(s->products, sizeof(*m->recent));
	m->hot = memory_new(s->products, sizeof(*m->hot));
	m->share = memory_new(s->products, sizeof(*m->share));
	m->fresh = memory_new(s->products, sizeof(*m->fresh));
	m->rebuy = memory_new(s->products, sizeof(*m->rebuy));
	count_orders(m, s);
	find_late(m);
	if (s->buyer)
		count_returns(m, s);
}
