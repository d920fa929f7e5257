/* learn - asks the shop's own past which terms matter: its latest orders are
 * held out, the rest is learned, and weights are tuned on what was held out.
 * A shop with too little of it keeps the fixed weights. */
#include "inside.h"

#define TRIALS_MOST 2500
#define TRIALS_LEAST 60
/* Lines that are looked at; the latest orders of a shop with more. */
#define LEARN_LINES 4000000U
/* One order in so many is held out. */
#define HELD_PART 8

/* A fixed draw by number, 0..2^32-1. */
static uint32_t
draw(uint64_t x)
{
	x = (x + 1) * UINT64_C(0x9E3779B97F4A7C15);
	x ^= x >> 32;
	x *= UINT64_C(0xD6E8FEB86659FD93);
	return (uint32_t)(x >> 32);
}

static int
by_minute(const void *x, const void *y)
{
	const uint32_t *a = x, *b = y;

	return *a < *b ? -1 : *a > *b;
}

/* The minute that the last part of the orders begins with. */
static uint32_t
cut_minute(const struct sales *s)
{
	uint32_t *sorted = memory_new(s->orders, sizeof(*sorted));
	uint32_t cut;

	memcpy(sorted, s->minute, s->orders * sizeof(*sorted));
	qsort(sorted, s->orders, sizeof(*sorted), by_minute);
	cut = sorted[s->orders - 1 - s->orders / HELD_PART];
	free(sorted);
	return cut;
}

/* Where the latest orders of at most LEARN_LINES lines begin. */
static uint32_t
first_order(const struct sales *s)
{
	uint32_t o = s->orders;

	while (o && s->at[s->orders].from - s->at[o - 1].from <= LEARN_LINES)
		o--;
	return o;
}

static void
hold_out(const struct sales *s, bool *is_held)
{
	uint32_t cut = s->is_dated ? cut_minute(s) : 0;

	if (!s->is_dated && s->buyer) {
		for (uint32_t b = 0; b < s->buyers; b++) {
			uint32_t end = s->buyer_from[b + 1];

			if (end - s->buyer_from[b] > 1 && draw(b) % 4 == 0)
				is_held[s->buyer_orders[end - 1]] = true;
		}
		return;
	}
	for (uint32_t o = 0; o < s->orders; o++)
		is_held[o] = s->is_dated ? s->minute[o] >= cut
					 : draw(o) % HELD_PART == 0;
}

/* ---- trials --------------------------------------------------------------*/

struct lesson {
	const struct sales *all;
	const struct sales *past; /* the same without what is held out */
	const bool *is_held;
	const struct pulse *pulse;
	struct model model; /* of the past */
	struct terms terms;
	struct history history;
	uint32_t *items; /* room for an order */
};

static void
put_trial(struct lesson *l, struct trials *t, const struct asked *asked,
    const uint32_t *right, uint32_t n)
{
	terms_fill(&l->terms, &l->model, asked);
	trials_put(t, &l->terms, right, n);
	terms_clear(&l->terms);
}

/* One product of the order hidden, the others given. */
static void
hide_one(struct lesson *l, struct trials *t, uint32_t order, uint32_t hidden)
{
	const struct sales *s = l->all;
	uint32_t from = s->at[order].from;
	uint32_t n = sales_size(s, order);
	struct asked asked = {
		.task = ENGINE_GOES_WITH, .basket = l->items, .basket_n = n - 1
	};
	uint32_t right = s->items[from + hidden];
	uint32_t to = 0;

	for (uint32_t k = 0; k < n; k++) {
		if (k != hidden)
			l->items[to++] = s->items[from + k];
	}
	put_trial(l, t, &asked, &right, 1);
}

static void
basket_trials(struct lesson *l, struct trials *t)
{
	const struct sales *s = l->all;
	uint64_t held = 0;
	uint32_t each, step;

	for (uint32_t o = 0; o < s->orders; o++)
		held += l->is_held[o] && sales_size(s, o) > 1;
	if (!held)
		return;
	each = held * 2 > TRIALS_MOST ? 1 : held * 4 > TRIALS_MOST ? 2 : 4;
	step = (uint32_t)(held * each / TRIALS_MOST) + 1;
	for (uint32_t o = 0; o < s->orders; o++) {
		uint32_t n = sales_size(s, o);
		uint32_t first = draw(o);

		if (!l->is_held[o] || n < 2 || draw(~(uint64_t)o) % step)
			continue;
		for (uint32_t i = 0; i < each && i < n; i++)
			hide_one(l, t, o, (first + i) % n);
	}
}

/* The order after a buyer's history; what of it is right, into l->items. */
static uint32_t
right_of(struct lesson *l, enum engine_task task, uint32_t order)
{
	const struct sales *s = l->all;
	uint32_t n = 0;

	for (uint32_t k = s->at[order].from; k < s->at[order + 1].from; k++) {
		if (task == ENGINE_REORDER || !l->history.times[s->items[k]])
			l->items[n++] = s->items[k];
	}
	return n;
}

static void
ask_order(struct lesson *l, struct trials *t, enum engine_task task,
    uint32_t last, uint32_t next)
{
	const struct sales *s = l->all;
	struct asked asked = { task, s->items + s->at[last].from,
		sales_size(s, last), &l->history };
	uint32_t n = right_of(l, task, next);

	if (n)
		put_trial(l, t, &asked, l->items, n);
}

/* Asks for a buyer's first orders that are held out, at most so many. */
static void
ask_buyer(struct lesson *l, struct trials *t, enum engine_task task,
    uint32_t buyer, uint32_t most)
{
	const struct sales *s = l->all;
	uint32_t last = NO_CODE;

	for (uint32_t k = s->buyer_from[buyer];
	     k < s->buyer_from[buyer + 1] && most; k++) {
		uint32_t next = s->buyer_orders[k];

		if (l->is_held[next] && last != NO_CODE) {
			ask_order(l, t, task, last, next);
			most--;
		}
		history_add(&l->history, s, next);
		last = next;
	}
	history_clear(&l->history);
}

static void
buyer_trials(struct lesson *l, struct trials *t, enum engine_task task)
{
	const struct sales *s = l->all;
	uint32_t held = 0, each;

	for (uint32_t b = 0; b < s->buyers; b++) {
		uint32_t from = s->buyer_from[b], end = s->buyer_from[b + 1];

		held += end - from > 1 && l->is_held[s->buyer_orders[end - 1]];
	}
	each = held * 4 < TRIALS_MOST ? 10 : held * 2 < TRIALS_MOST ? 2 : 1;
	for (uint32_t b = 0; b < s->buyers; b++) {
		if (draw(b * UINT64_C(77)) % (held / TRIALS_MOST + 1) == 0)
			ask_buyer(l, t, task, b, each);
	}
}

static void
learn_task(struct lesson *l, enum engine_task task, float *weight)
{
	struct trials t = { 0 };

	if (task == ENGINE_GOES_WITH)
		basket_trials(l, &t);
	else if (l->all->buyer)
		buyer_trials(l, &t, task);
	pulse_beat(l->pulse);
	if (t.count >= TRIALS_LEAST)
		tune(&t, task, weight, l->pulse);
	trials_free(&t);
}

static void
learn_from(const struct sales *all, struct sales *past, const bool *is_held,
    struct model *m, const struct pulse *pulse)
{
	struct lesson l = {
		.all = all, .past = past, .is_held = is_held, .pulse = pulse
	};
	uint32_t most = 0;

	for (uint32_t o = 0; o < all->orders; o++)
		most = sales_size(all, o) > most ? sales_size(all, o) : most;
	model_make(&l.model, past, false, pulse);
	terms_make(&l.terms, all->products);
	history_make(&l.history, all->products);
	l.items = memory_new(most, sizeof(*l.items));
	for (int task = 0; task < ENGINE_TASKS; task++)
		learn_task(&l, (enum engine_task)task, m->weight[task]);
	free(l.items);
	history_free(&l.history);
	terms_free(&l.terms);
	model_free(&l.model);
}

void
learn_weights(
    const struct sales *s, struct model *m, const struct pulse *pulse)
{
	bool *is_kept = memory_new(s->orders, sizeof(*is_kept));
	bool *is_held;
	uint32_t first = first_order(s);
	struct sales lately, past;

	for (uint32_t o = first; o < s->orders; o++)
		is_kept[o] = true;
	sales_part(s, is_kept, &lately);
	is_held = memory_new(lately.orders, sizeof(*is_held));
	hold_out(&lately, is_held);
	for (uint32_t o = 0; o < lately.orders; o++)
		is_kept[o] = !is_held[o];
	sales_part(&lately, is_kept, &past);
	learn_from(&lately, &past, is_held, m, pulse);
	sales_free(&past);
	sales_free(&lately);
	free(is_held);
	free(is_kept);
}
