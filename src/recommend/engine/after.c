/* after - how many buyers had one end of a link in a later order than the
 * other: a plain count for the wording, whatever a link weighs. */
#include "inside.h"

/* What one buyer had, by product; of another buyer where it is not marked. */
struct had {
	uint32_t *buyer; /* + 1 */
	uint32_t *first; /* place of an order among the buyer's */
	uint32_t *last;
	uint32_t *items;
	uint32_t count;
};

static void
had_order(struct had *h, const struct sales *s, uint32_t b, uint32_t place)
{
	uint32_t order = s->buyer_orders[place];

	for (uint32_t i = s->at[order].from; i < s->at[order + 1].from; i++) {
		uint32_t item = s->items[i];

		if (h->buyer[item] != b + 1) {
			h->buyer[item] = b + 1;
			h->first[item] = place;
			h->items[h->count++] = item;
		}
		h->last[item] = place;
	}
}

static void
had_fill(struct had *h, const struct sales *s, uint32_t b)
{
	h->count = 0;
	for (uint32_t k = s->buyer_from[b]; k < s->buyer_from[b + 1]; k++)
		had_order(h, s, b, k);
}

static void
count_buyer(struct table *t, const struct had *h, uint32_t b)
{
	for (uint32_t k = 0; k < h->count; k++) {
		uint32_t item = h->items[k];
		struct link *l = table_links(t, item);

		for (size_t i = 0; i < t->count[item]; i++)
			l[i].together += h->buyer[l[i].item] == b + 1 &&
					 h->last[l[i].item] > h->first[item];
	}
}

void
table_count_after(struct table *tables, size_t n, const struct sales *s)
{
	struct had h = {
		.buyer = memory_new(s->products, sizeof(*h.buyer)),
		.first = memory_new(s->products, sizeof(*h.first)),
		.last = memory_new(s->products, sizeof(*h.last)),
		.items = memory_new(s->products, sizeof(*h.items)),
	};

	for (uint32_t b = 0; s->buyer && b < s->buyers; b++) {
		/* Nothing comes after a single order. */
		if (s->buyer_from[b + 1] - s->buyer_from[b] < 2)
			continue;
		had_fill(&h, s, b);
		for (size_t i = 0; i < n; i++)
			count_buyer(&tables[i], &h, b);
	}
	free(h.buyer);
	free(h.first);
	free(h.last);
	free(h.items);
}
