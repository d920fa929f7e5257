/* recommend_proof_rules - what two groups of buyers spent, set side by side.
 * Pure. Sums of money are exact; the intervals are worked out in doubles, on a
 * copy that nobody is paid by.
 *
 * Revenue of a page is a ratio: what buyers ordered over the pages they saw.
 * Its error comes from buyers, not from pages or orders, because orders of one
 * buyer are alike. Two such ratios are compared as Welch does, but the error of
 * a group is at least what both groups together say it is: a small one that
 * missed the few large orders looks poor and sure of it. Who looks each
 * night finds something in the end where there is nothing, so what is said is
 * said by a wider interval that holds for all nights together (a normal
 * mixture, set for some two thousand buyers in the smaller group). */
#include <math.h>

#include "recommend_proof.h"

const char *const proof_says_words[] = { "off", "not enough data", "open",
	"pays", "does not pay", "does not pay noticeably", NULL };

enum {
	LEAST_BUYERS = 200, /* of each group, */
	LEAST_PAYING = 30   /* and of them with an order in their days */
};

static const double alpha = 0.05;
static const double normal_95 = 1.959964;
static const double normal_80 = 0.841621; /* of the power */
static const double set_for = 2000;
static const double tenth = 0.1;

static double
double_of(struct dec d)
{
	return (double)d.v / pow(10, d.scale);
}

/* ---- one side --------------------------------------------------------------*/

static void
add_up(const struct proof_unit *units, size_t n, bool is_held,
    struct proof_side *s)
{
	for (size_t i = 0; i < n; i++) {
		const struct proof_unit *u = &units[i];

		if (u->is_held != is_held)
			continue;
		s->buyers++;
		s->pages += u->pages;
		s->paying += !dec_is_zero(u->revenue);
		s->revenue = dec_add(s->revenue, u->revenue);
	}
	if (!s->pages)
		return;
	s->mean = double_of(s->revenue) / (double)s->pages;
	s->per_1000 = dec_div(dec_mul(s->revenue, dec_int(1000)),
	    dec_int(s->pages));
}

static double
squares_of(const struct proof_unit *units, size_t n, bool is_held,
    const struct proof_side *s)
{
	double squares = 0;

	for (size_t i = 0; i < n; i++) {
		const struct proof_unit *u = &units[i];
		double rest = double_of(u->revenue) -
			      s->mean * (double)u->pages;

		if (u->is_held == is_held)
			squares += rest * rest;
	}
	return squares;
}

static double
error_of(const struct proof_side *s, double squares, int64_t freedom)
{
	if (s->buyers < 2 || freedom < 1)
		return 0;
	return sqrt(squares / (double)freedom * (double)s->buyers) /
	       (double)s->pages;
}

/* ---- both ------------------------------------------------------------------*/

/* Student's t for the usual 95 %, near enough from ten degrees on. */
static double
t_of(double freedom)
{
	double z = normal_95;
	double f = freedom < 3 ? 3 : freedom;

	return z + (z * z * z + z) / (4 * f) +
	       (5 * pow(z, 5) + 16 * z * z * z + 3 * z) / (96 * f * f);
}

static double
freedom_of(const struct proof_side *x, const struct proof_side *y)
{
	double a = x->error * x->error;
	double b = y->error * y->error;

	if (a + b <= 0 || x->buyers < 2 || y->buyers < 2)
		return 1;
	return (a + b) * (a + b) / (a * a / (double)(x->buyers - 1) +
				       b * b / (double)(y->buyers - 1));
}

/* How many errors wide for all nights together. */
static double
nightly(double buyers)
{
	double m = 7.94 * (buyers < 1 ? 1 : buyers) / set_for;

	return sqrt((m + 1) / m * (log(m + 1) - 2 * log(alpha)));
}

void
proof_measure(const struct proof_unit *units, size_t count,
    struct proof_sum *out)
{
	struct proof_sum s = { 0 };
	const struct proof_side *free = &s.side[0];
	const struct proof_side *held = &s.side[1];
	double squares[2];
	double error[2];
	int64_t fewer;
	double t;

	for (int i = 0; i < 2; i++) {
		add_up(units, count, i, &s.side[i]);
		squares[i] = squares_of(units, count, i, &s.side[i]);
		s.side[i].error = error_of(
		    &s.side[i], squares[i], s.side[i].buyers - 1);
	}
	for (int i = 0; i < 2; i++)
		error[i] = fmax(s.side[i].error,
		    error_of(&s.side[i], squares[0] + squares[1],
			free->buyers + held->buyers - 2));
	fewer = held->buyers < free->buyers ? held->buyers : free->buyers;
	t = t_of(freedom_of(free, held));
	s.extra = dec_sub(free->per_1000, held->per_1000);
	s.error = 1000 * sqrt(error[0] * error[0] + error[1] * error[1]);
	s.once = s.error * t;
	s.often = s.error * nightly((double)fewer) * t / normal_95;
	*out = s;
}

static bool
is_enough(const struct proof_side *s)
{
	return s->buyers >= LEAST_BUYERS && s->paying >= LEAST_PAYING;
}

enum proof_says
proof_judge(const struct proof_sum *s)
{
	double extra = double_of(s->extra);

	if (!is_enough(&s->side[0]) || !is_enough(&s->side[1]))
		return PROOF_FEW;
	if (extra - s->often > 0)
		return PROOF_PAYS;
	if (extra + s->often < 0)
		return PROOF_COSTS;
	if (extra + s->often < tenth * 1000 * s->side[1].mean)
		return PROOF_NOTHING;
	return PROOF_OPEN;
}

/* ---- how long it takes -------------------------------------------------------*/

/* The square of a page's error, from both sides by their pages. */
static double
spread_of(const struct proof_sum *s)
{
	double spread = 0;
	double pages = 0;

	for (int i = 0; i < 2; i++) {
		double n = (double)s->side[i].pages;

		spread += s->side[i].error * s->side[i].error * n * n;
		pages += n;
	}
	return pages > 0 ? spread / pages : 0;
}

int64_t
proof_pages(const struct proof_sum *s, int64_t percent)
{
	int64_t n = s->side[0].pages + s->side[1].pages;
	double held = (double)percent / 100;
	double spread = spread_of(s);
	double more = 1 + tenth; /* whoever spends more spreads more */
	double pages = set_for;
	double mean;
	double change;

	if (percent <= 0 || s->side[0].paying + s->side[1].paying <
				LEAST_PAYING)
		return 0;
	mean = (s->side[0].mean * (double)s->side[0].pages +
		   s->side[1].mean * (double)s->side[1].pages) /
	       (double)n;
	change = tenth * mean;
	if (change <= 0 || spread <= 0)
		return 0;
	for (int i = 0; i < 8; i++) {
		double wide = nightly(pages * held) + normal_80;

		pages = spread * (1 / held + more * more / (1 - held)) *
			wide * wide / (change * change);
	}
	return pages < 1e15 ? (int64_t)pages + 1 : (int64_t)1e15;
}
