/* tune - moves the weights of terms where trials show that it pays: one term
 * after the other, a few factors each, and only by more than chance. What the
 * trials do not show stays as it was. */
#include <math.h>

#include "inside.h"

#define BEST 10 /* places that count */
#define KEPT 40 /* candidates kept of a trial by each term */
#define ROUNDS 4
/* A gain must be this many standard errors above nothing. */
#define SURE 1.5

/* ---- trials --------------------------------------------------------------*/

struct ranked {
	float value;
	uint32_t item;
};

static int
by_value(const void *x, const void *y)
{
	const struct ranked *a = x, *b = y;

	if (a->value != b->value)
		return a->value > b->value ? -1 : 1;
	return a->item < b->item ? -1 : a->item > b->item;
}

/* The strongest of each term, in rising order of their codes. */
static uint32_t
choose(const struct terms *terms, struct ranked *room, bool *is_kept)
{
	uint32_t n = 0;

	for (int term = 0; term < ENGINE_TERMS; term++) {
		uint32_t found = 0;

		for (uint32_t i = 0; i < terms->count; i++) {
			uint32_t item = terms->touched[i];
			float v =
			    terms->value[(size_t)item * ENGINE_TERMS + term];

			if (v > 0)
				room[found++] = (struct ranked){ v, item };
		}
		qsort(room, found, sizeof(*room), by_value);
		for (uint32_t i = 0; i < found && i < KEPT; i++) {
			n += !is_kept[room[i].item];
			is_kept[room[i].item] = true;
		}
	}
	return n;
}

static bool
is_among(const uint32_t *items, uint32_t n, uint32_t item)
{
	for (uint32_t i = 0; i < n; i++) {
		if (items[i] == item)
			return true;
	}
	return false;
}

static void
put_line(
    struct trials *t, const struct terms *terms, uint32_t item, bool is_right)
{
	if (t->lines == t->lines_room) {
		t->lines_room += t->lines_room / 2 + 4096;
		t->value = memory_more(
		    t->value, t->lines_room, ENGINE_TERMS * sizeof(*t->value));
		t->is_right = memory_more(
		    t->is_right, t->lines_room, sizeof(*t->is_right));
	}
	memcpy(t->value + (size_t)t->lines * ENGINE_TERMS,
	    terms->value + (size_t)item * ENGINE_TERMS,
	    ENGINE_TERMS * sizeof(*t->value));
	t->is_right[t->lines++] = is_right;
}

void
trials_put(struct trials *t, const struct terms *terms, const uint32_t *right,
    uint32_t right_n)
{
	struct ranked *room = memory_new(terms->count, sizeof(*room));
	bool *is_kept = memory_new(terms->products, sizeof(*is_kept));
	struct trial *trial;

	choose(terms, room, is_kept);
	t->trial =
	    memory_more(t->trial, (size_t)t->count + 1, sizeof(*t->trial));
	trial = &t->trial[t->count++];
	*trial = (struct trial){ .from = t->lines, .right = right_n };
	for (uint32_t i = 0; i < terms->count; i++) {
		uint32_t item = terms->touched[i];

		if (is_kept[item])
			put_line(
			    t, terms, item, is_among(right, right_n, item));
	}
	trial->n = t->lines - trial->from;
	free(room);
	free(is_kept);
}

void
trials_free(struct trials *t)
{
	free(t->trial);
	free(t->value);
	free(t->is_right);
	*t = (struct trials){ 0 };
}

/* ---- what weights are worth ----------------------------------------------*/

static double
discount(uint32_t place)
{
	return 1 / log2(place + 2.0);
}

/* Recall and discounted gain of the first places. Who is level with a right
 * one stands before it: no gain comes from ties. */
static double
worth_of(const struct trial *trial, const float *score, const bool *is_right)
{
	uint32_t right = trial->right;
	double hits = 0, gain = 0, ideal = 0;

	for (uint32_t i = 0; i < trial->n; i++) {
		uint32_t before = 0;

		if (!is_right[i] || score[i] <= 0)
			continue;
		for (uint32_t j = 0; j < trial->n && before < BEST; j++)
			before += j != i &&
				  (score[j] > score[i] ||
				      (score[j] == score[i] && !is_right[j]));
		if (before < BEST) {
			hits++;
			gain += discount(before);
		}
	}
	for (uint32_t i = 0; i < BEST && i < right; i++)
		ideal += discount(i);
	return right ? hits / right + gain / ideal : 0;
}

/* A try: the scores with one weight moved, and each trial's worth. */
struct attempt {
	float *score;
	double *worth;
};

static void
attempt_make(struct attempt *a, const struct trials *t)
{
	a->score = memory_new(t->lines, sizeof(*a->score));
	a->worth = memory_new(t->count, sizeof(*a->worth));
}

static void
attempt_free(struct attempt *a)
{
	free(a->score);
	free(a->worth);
}

static void
judge(struct attempt *a, const struct trials *t, const float *weight)
{
	for (uint32_t i = 0; i < t->lines; i++)
		a->score[i] =
		    terms_score(t->value + (size_t)i * ENGINE_TERMS, weight);
	for (uint32_t i = 0; i < t->count; i++)
		a->worth[i] =
		    worth_of(&t->trial[i], a->score + t->trial[i].from,
			t->is_right + t->trial[i].from);
}

/* What b gains over a, less what chance alone may give. */
static double
sure_gain(const struct attempt *a, const struct attempt *b, uint32_t n)
{
	double sum = 0, squares = 0, mean;

	for (uint32_t i = 0; i < n; i++) {
		double d = b->worth[i] - a->worth[i];

		sum += d;
		squares += d * d;
	}
	mean = sum / n;
	return mean - SURE * sqrt((squares / n - mean * mean) / n) - 1e-6;
}

/* ---- the search ----------------------------------------------------------*/

/* The weight with which a term alone spreads candidates as far as all do. */
static float
even_weight(const struct trials *t, const struct attempt *now, int term)
{
	double value = 0, value2 = 0, score = 0, score2 = 0, spread;

	for (uint32_t i = 0; i < t->lines; i++) {
		double v = t->value[(size_t)i * ENGINE_TERMS + term];

		value += v;
		value2 += v * v;
		score += now->score[i];
		score2 += (double)now->score[i] * now->score[i];
	}
	spread = value2 * t->lines - value * value;
	if (spread <= 0)
		return 0;
	return (float)sqrt((score2 * t->lines - score * score) / spread);
}

static const float factors[] = { 0, 0.3F, 0.6F, 1.6F, 3 };
static const float beginnings[] = { 0.1F, 0.3F, 1 };

/* Tries one weight for a term; keeps it in *best when it is the surest. */
static void
try_weight(const struct trials *t, const struct attempt *now,
    struct attempt *next, float *weight, int term, float other, double *gain,
    float *best)
{
	float old = weight[term];
	double g;

	weight[term] = other;
	judge(next, t, weight);
	weight[term] = old;
	g = sure_gain(now, next, t->count);
	if (g > *gain) {
		*gain = g;
		*best = other;
	}
}

static bool
move_term(const struct trials *t, struct attempt *now, struct attempt *next,
    float *weight, int term)
{
	double gain = 0;
	float best = weight[term];
	float even;

	if (weight[term] > 0) {
		for (size_t i = 0; i < sizeof(factors) / sizeof(*factors); i++)
			try_weight(t, now, next, weight, term,
			    weight[term] * factors[i], &gain, &best);
	} else {
		even = even_weight(t, now, term);
		for (size_t i = 0;
		     even > 0 && i < sizeof(beginnings) / sizeof(float); i++)
			try_weight(t, now, next, weight, term,
			    even * beginnings[i], &gain, &best);
	}
	if (gain <= 0)
		return false;
	weight[term] = best;
	judge(now, t, weight);
	return true;
}

void
tune(const struct trials *t, enum engine_task task, float *weight)
{
	struct attempt now, next;
	bool moved = t->lines > 0;

	attempt_make(&now, t);
	attempt_make(&next, t);
	judge(&now, t, weight);
	for (int round = 0; moved && round < ROUNDS; round++) {
		moved = false;
		for (int term = 0; term < ENGINE_TERMS; term++) {
			if (term_is_used(task, term))
				moved |=
				    move_term(t, &now, &next, weight, term);
		}
	}
	attempt_free(&now);
	attempt_free(&next);
}
