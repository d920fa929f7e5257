/* tune - moves the weights of terms where trials show that it pays: by the
 * surest step of all, again and again, and only by more than chance. From two
 * beginnings: the fixed weights, and the one term that is worth most alone,
 * because where the catalogue turns over no small step leads there. */
#include <math.h>

#include "inside.h"

#define BEST 10 /* places that count */
#define STEPS_MOST 16
/* A gain must be this many standard errors above nothing: of a step, of the
 * other climb, and of both together. */
#define SURE 1.5
#define CLEAR 1
#define LIKELY 0.5
#define TRACE 0.001

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

/* What b gains over a, less so many standard errors of it. */
static double
gain_of(
    const struct attempt *a, const struct attempt *b, uint32_t n, double errors)
{
	double sum = 0, squares = 0, mean;

	for (uint32_t i = 0; i < n; i++) {
		double d = b->worth[i] - a->worth[i];

		sum += d;
		squares += d * d;
	}
	mean = sum / n;
	return mean - errors * sqrt((squares / n - mean * mean) / n) - 1e-6;
}

/* How far the scores of candidates lie apart. */
static double
spread_of(const struct attempt *a, uint32_t n)
{
	double sum = 0, squares = 0, variance;

	for (uint32_t i = 0; i < n; i++) {
		sum += a->score[i];
		squares += (double)a->score[i] * a->score[i];
	}
	variance = squares / n - sum / n * (sum / n);
	return variance > 0 ? sqrt(variance) : 0;
}

/* ---- one climb -----------------------------------------------------------*/

/* The weight with which a term alone spreads candidates as far as all do. */
static float
even_weight(const struct trials *t, const struct attempt *now, int term)
{
	double sum = 0, squares = 0, spread;

	for (uint32_t i = 0; i < t->lines; i++) {
		double v = t->value[(size_t)i * ENGINE_TERMS + term];

		sum += v;
		squares += v * v;
	}
	spread = squares / t->lines - sum / t->lines * (sum / t->lines);
	return spread > 0 ? (float)(spread_of(now, t->lines) / sqrt(spread))
			  : 0;
}

static const float factors[] = { 0, 0.3F, 0.6F, 1.6F, 3 };
static const float beginnings[] = { 0.1F, 0.3F, 1 };

/* A step: one weight becomes another. */
struct step {
	double gain; /* 0: none */
	float weight;
	int term;
};

/* Tries one weight for a term; it becomes *best when it is the surest. */
static void
try_weight(const struct trials *t, const struct attempt *now,
    struct attempt *next, float *weight, int term, float other,
    struct step *best)
{
	float old = weight[term];
	double gain;

	weight[term] = other;
	judge(next, t, weight);
	weight[term] = old;
	gain = gain_of(now, next, t->count, SURE);
	if (gain > best->gain)
		*best = (struct step){ gain, other, term };
}

static void
try_term(const struct trials *t, const struct attempt *now,
    struct attempt *next, float *weight, int term, struct step *best)
{
	float even;

	if (weight[term] > 0) {
		for (size_t i = 0; i < sizeof(factors) / sizeof(*factors); i++)
			try_weight(t, now, next, weight, term,
			    weight[term] * factors[i], best);
		return;
	}
	even = even_weight(t, now, term);
	for (size_t i = 0;
	     even > 0 && i < sizeof(beginnings) / sizeof(*beginnings); i++)
		try_weight(
		    t, now, next, weight, term, even * beginnings[i], best);
}

/* From these weights upwards, each time by the surest step of all; *now is
 * what they are worth in the end. */
static void
climb(const struct trials *t, enum engine_task task, float *weight,
    struct attempt *now, struct attempt *room, const struct pulse *pulse)
{
	judge(now, t, weight);
	for (int n = 0; n < STEPS_MOST; n++) {
		struct step best = { 0 };

		pulse_beat(pulse);
		for (int term = 0; term < ENGINE_TERMS; term++) {
			if (term_is_used(task, term))
				try_term(t, now, room, weight, term, &best);
		}
		if (best.gain <= 0)
			return;
		weight[best.term] = best.weight;
		judge(now, t, weight);
	}
}

/* ---- two climbs, and what lies between -----------------------------------*/

/* The term that is worth most by itself, as weights. */
static void
alone(const struct trials *t, enum engine_task task, struct attempt *room,
    float *out)
{
	double most = -1;

	for (int term = 0; term < ENGINE_TERMS; term++) {
		float weight[ENGINE_TERMS] = { 0 };
		double sum = 0;

		if (!term_is_used(task, term))
			continue;
		weight[term] = 1;
		judge(room, t, weight);
		for (uint32_t i = 0; i < t->count; i++)
			sum += room->worth[i];
		if (sum > most) {
			most = sum;
			memcpy(out, weight, sizeof(weight));
		}
	}
}

/* Adds weights so that they spread candidates `by` as far as *of does. */
static void
add_weights(float *to, const float *weight, double by, const struct attempt *of,
    uint32_t lines)
{
	double spread = spread_of(of, lines);

	for (int i = 0; spread > 0 && i < ENGINE_TERMS; i++)
		to[i] += (float)(weight[i] * (by / spread));
}

/* The weights of the other climb where it came clearly higher, those of both
 * where they are likely better together, else those that were fixed. */
static void
choose(const struct trials *t, float *weight, const struct attempt *fixed,
    const float *other, const struct attempt *then, struct attempt *room)
{
	float both[ENGINE_TERMS] = { 0 }, rather[ENGINE_TERMS] = { 0 };
	double gain, gain_both;

	add_weights(both, weight, 1, fixed, t->lines);
	add_weights(both, other, 1, then, t->lines);
	judge(room, t, both);
	gain_both = gain_of(fixed, room, t->count, LIKELY);
	gain = gain_of(fixed, then, t->count, CLEAR);
	if (gain > 0 && gain >= gain_both) {
		/* A trace of the links, so that reasons can be told. */
		add_weights(rather, other, 1, then, t->lines);
		add_weights(rather, weight, TRACE, fixed, t->lines);
		memcpy(weight, rather, sizeof(rather));
	} else if (gain_both > 0) {
		memcpy(weight, both, sizeof(both));
	}
}

void
tune(const struct trials *t, enum engine_task task, float *weight,
    const struct pulse *pulse)
{
	float other[ENGINE_TERMS] = { 0 };
	struct attempt now, then, room;

	if (!t->lines)
		return;
	attempt_make(&now, t);
	attempt_make(&then, t);
	attempt_make(&room, t);
	alone(t, task, &room, other);
	climb(t, task, weight, &now, &room, pulse);
	climb(t, task, other, &then, &room, pulse);
	choose(t, weight, &now, other, &then, &room);
	attempt_free(&now);
	attempt_free(&then);
	attempt_free(&room);
}
