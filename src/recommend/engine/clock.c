/* clock - what the times of orders are worth: the shop's present, whether
 * they are times at all or ranks, and each buyer's orders in time. */
#include <math.h>

#include "inside.h"

static int
by_minute(const void *x, const void *y)
{
	const uint32_t *a = x, *b = y;

	return *a < *b ? -1 : *a > *b;
}

/* The newest time, unless few orders of a wrong clock stand far behind the
 * others. */
static uint32_t
newest(const struct sales *s)
{
	uint32_t *sorted = memory_new(s->orders, sizeof(*sorted));
	uint32_t n = 0;
	uint64_t most;
	uint32_t last;

	for (uint32_t i = 0; i < s->orders; i++) {
		if (s->minute[i])
			sorted[n++] = s->minute[i];
	}
	if (!n) {
		free(sorted);
		return 0;
	}
	qsort(sorted, n, sizeof(*sorted), by_minute);
	most = sorted[n - 1 - n / 100];
	most += (most - sorted[n / 100]) / 10 + 1440;
	last = sorted[n - 1];
	free(sorted);
	return last < most ? last : (uint32_t)most;
}

/* Ranks are 1, 2, 3 ... days within each buyer: nearly all orders of buyers
 * with two or more stand one day behind the one before. */
static bool
is_ranked(const struct sales *s)
{
	uint64_t steps = 0, ones = 0;

	for (uint32_t b = 0; b < s->buyers; b++) {
		for (uint32_t k = s->buyer_from[b] + 1;
		     k < s->buyer_from[b + 1]; k++) {
			uint32_t was = s->minute[s->buyer_orders[k - 1]];
			uint32_t is = s->minute[s->buyer_orders[k]];

			steps++;
			ones += is - was == 1440;
		}
	}
	return steps && ones >= steps - steps / 20;
}

void
sales_clock(struct sales *s, int64_t now)
{
	uint32_t minute;

	if (!s->minute)
		return;
	minute =
	    now > 0 && now / 60 < UINT32_MAX ? (uint32_t)(now / 60) : newest(s);
	for (uint32_t i = 0; i < s->orders; i++) {
		if (s->minute[i] > minute)
			s->minute[i] = minute;
	}
	s->now = minute;
	s->is_dated = minute > 0;
}

struct visit {
	uint32_t minute;
	uint32_t order;
};

static int
by_time(const void *x, const void *y)
{
	const struct visit *a = x, *b = y;

	if (a->minute != b->minute)
		return a->minute < b->minute ? -1 : 1;
	return a->order < b->order ? -1 : a->order > b->order;
}

static void
sort_orders(const struct sales *s, uint32_t *orders, uint32_t n)
{
	struct visit *visits;
	bool is_sorted = true;

	for (uint32_t i = 1; i < n; i++)
		is_sorted = is_sorted &&
			    s->minute[orders[i]] >= s->minute[orders[i - 1]];
	if (is_sorted)
		return;
	visits = memory_new(n, sizeof(*visits));
	for (uint32_t i = 0; i < n; i++)
		visits[i] = (struct visit){ s->minute[orders[i]], orders[i] };
	qsort(visits, n, sizeof(*visits), by_time);
	for (uint32_t i = 0; i < n; i++)
		orders[i] = visits[i].order;
	free(visits);
}

void
sales_by_buyer(struct sales *s)
{
	uint32_t *from;

	if (!s->buyer)
		return;
	from = memory_new((size_t)s->buyers + 2, sizeof(*from));
	for (uint32_t i = 0; i < s->orders; i++) {
		if (s->buyer[i] != NO_CODE)
			from[s->buyer[i] + 2]++;
	}
	for (uint32_t b = 0; b < s->buyers; b++)
		from[b + 2] += from[b + 1];
	s->buyer_orders =
	    memory_new(from[s->buyers + 1], sizeof(*s->buyer_orders));
	for (uint32_t i = 0; i < s->orders; i++) {
		if (s->buyer[i] != NO_CODE)
			s->buyer_orders[from[s->buyer[i] + 1]++] = i;
	}
	s->buyer_from = from;
	for (uint32_t b = 0; s->minute && b < s->buyers; b++)
		sort_orders(
		    s, s->buyer_orders + from[b], from[b + 1] - from[b]);
	if (s->is_dated && is_ranked(s))
		s->is_dated = false;
}

float
sales_decay(const struct sales *s, uint32_t order, float half_life)
{
	float days;

	if (!s->is_dated || !s->minute[order])
		return 1;
	days = (float)(s->now - s->minute[order]) / 1440;
	return exp2f(-days / half_life);
}

void
sales_weigh(struct sales *s)
{
	for (uint32_t o = 0; o < s->orders; o++) {
		uint32_t n = sales_size(s, o);

		s->at[o].weight = n > 1 ? sales_decay(s, o, HALF_LIFE_DAYS) /
					      sqrtf((float)n - 1)
					: 0;
	}
}
