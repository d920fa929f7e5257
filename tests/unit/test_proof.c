/* test_proof - two groups of buyers side by side: nothing is found where
 * nothing is, what was planted is found, and too little says so. */
#include <math.h>

#include "../../src/recommend/recommend_proof.h"
#include "../lib/tap.h"

#define DAY 86400LL

/* ---- made-up shops ---------------------------------------------------------*/

static uint64_t seed;
static double spread = 0.8; /* of what orders come to */

static double
chance(void)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (double)(seed >> 11) / 9007199254740992.0;
}

static double
bell(void)
{
	double r = sqrt(-2 * log(chance() + 1e-300));

	return r * cos(2 * 3.14159265358979 * chance());
}

/* Most buyers do not come back in a week; some orders are ten times others,
 * and who has several pages has a liking of its own. */
static struct proof_unit
buyer(bool is_held, double often, double lift)
{
	struct proof_unit u = { .is_held = is_held, .pages = 1 };
	double liking = exp(0.6 * bell());
	double cents = 0;

	while (u.pages < 12 && chance() < 0.3)
		u.pages++;
	for (int64_t i = 0; i < u.pages; i++) {
		if (chance() < often * liking)
			cents += exp(8.2 + spread * bell());
	}
	u.revenue = (struct dec){ (int64_t)(cents * lift), 2 };
	return u;
}

enum { MOST = 20000 };
static struct proof_unit units[MOST];

static struct proof_sum
shop(size_t n, double held, double lift)
{
	struct proof_sum sum;

	for (size_t i = 0; i < n; i++) {
		bool is_held = chance() < held;

		units[i] = buyer(is_held, 0.08, is_held ? 1 : lift);
	}
	proof_measure(units, n, &sum);
	return sum;
}

static double
extra_of(const struct proof_sum *s)
{
	return (double)s->extra.v / pow(10, s->extra.scale);
}

/* ---- the statistic ---------------------------------------------------------*/

static void
test_nothing(void)
{
	enum { SHOPS = 1500 };
	int64_t wrong[2] = { 0 };
	int64_t said = 0;

	seed = 88172645463325252ULL;
	for (int64_t i = 0; i < SHOPS; i++) {
		struct proof_sum half = shop(2000, 0.5, 1);
		struct proof_sum few = shop(4000, 0.1, 1);

		wrong[0] += fabs(extra_of(&half)) > half.once;
		wrong[1] += fabs(extra_of(&few)) > few.once;
		said += proof_judge(&half) == PROOF_PAYS ||
			proof_judge(&half) == PROOF_COSTS;
	}
	printf("# wrong: %lld and %lld of %d, said: %lld\n",
	    (long long)wrong[0], (long long)wrong[1], SHOPS,
	    (long long)said);
	CHECK("N7 A/A: one look is wrong about five times in a hundred",
	    wrong[0] > SHOPS * 3 / 100 && wrong[0] < SHOPS * 7 / 100);
	CHECK("N7 A/A: and with a small hold-out, too",
	    wrong[1] > SHOPS / 100 && wrong[1] < SHOPS * 6 / 100);
	CHECK("N7 A/A: what is said aloud is wrong hardly ever",
	    said <= SHOPS / 100);
}

/* A few orders are fifty times others: a small group that missed them looks poor
 * and sure of it. */
static void
test_uneven(void)
{
	enum { SHOPS = 300 };
	int64_t wrong = 0;
	int64_t said = 0;

	seed = 2463534242463534243ULL;
	spread = 1.2;
	for (int64_t i = 0; i < SHOPS; i++) {
		struct proof_sum s = shop(12000, 0.05, 1);
		enum proof_says says = proof_judge(&s);

		wrong += fabs(extra_of(&s)) > s.once;
		said += says == PROOF_PAYS || says == PROOF_COSTS;
	}
	spread = 0.8;
	printf("# uneven orders, wrong: %lld of %d, said: %lld\n",
	    (long long)wrong, SHOPS, (long long)said);
	CHECK("N7 A/A: a small hold-out and a few large orders are no proof",
	    !said && wrong < SHOPS * 6 / 100);
}

/* Whoever spends does so on each of many pages: twenty pages of one buyer are
 * no twenty buyers. */
static void
test_alike(void)
{
	enum { SHOPS = 600, BUYERS = 800 };
	struct proof_sum s;
	int64_t wrong = 0;

	seed = 1181783497276652981ULL;
	for (int64_t k = 0; k < SHOPS; k++) {
		for (size_t i = 0; i < BUYERS; i++) {
			int64_t pages = 1 + (int64_t)(chance() * 20);
			bool is_spending = chance() < 0.3;

			units[i] = (struct proof_unit){ chance() < 0.5, pages,
				{ is_spending ? pages * 1000 : 0, 2 } };
		}
		proof_measure(units, BUYERS, &s);
		wrong += fabs(extra_of(&s)) > s.once;
	}
	printf("# wrong: %lld of %d\n", (long long)wrong, SHOPS);
	CHECK("N7 A/A: buyers are counted, not their pages",
	    wrong > SHOPS * 25 / 1000 && wrong < SHOPS * 8 / 100);

	for (int64_t i = 0; i < BUYERS; i++)
		units[i] = (struct proof_unit){ i % 2, 1 + i % 9,
			{ (1 + i % 9) * 250, 2 } };
	proof_measure(units, BUYERS, &s);
	CHECK("N7 what all spend on each page alike is known without error",
	    s.error < 1e-6 && fabs(s.side[0].mean - 2.5) < 1e-9);
}

/* Somebody looks each week for two years. */
static void
test_looking(void)
{
	enum { SHOPS = 250, WEEKS = 104, A_WEEK = 60 };
	int64_t said = 0;
	int64_t plain = 0;

	seed = 362436069362436069ULL;
	for (int64_t i = 0; i < SHOPS; i++) {
		bool is_said = false;
		bool is_plain = false;

		for (size_t n = A_WEEK; n <= (size_t)WEEKS * A_WEEK;
		     n += A_WEEK) {
			struct proof_sum s;
			enum proof_says says;

			for (size_t k = n - A_WEEK; k < n; k++)
				units[k] = buyer(chance() < 0.3, 0.08, 1);
			proof_measure(units, n, &s);
			says = proof_judge(&s);
			is_said |= says == PROOF_PAYS || says == PROOF_COSTS;
			is_plain |= says != PROOF_FEW &&
				    fabs(extra_of(&s)) > s.once;
		}
		said += is_said;
		plain += is_plain;
	}
	printf("# of %d shops: %lld said, %lld by a plain interval\n", SHOPS,
	    (long long)said, (long long)plain);
	CHECK("N7 A/A: looking each week for two years finds nothing",
	    said <= SHOPS * 5 / 100);
	CHECK("N7 which a plain interval would not keep",
	    plain > SHOPS * 10 / 100);
}

static void
test_planted(void)
{
	int64_t pays = 0;
	int64_t costs = 0;
	int64_t inside = 0;

	seed = 123456789123456789ULL;
	for (int i = 0; i < 60; i++) {
		struct proof_sum more = shop(12000, 0.4, 1.5);
		struct proof_sum less = shop(12000, 0.4, 0.6);
		double truth = more.side[1].mean * 1000 * 0.5;

		pays += proof_judge(&more) == PROOF_PAYS;
		costs += proof_judge(&less) == PROOF_COSTS;
		inside += fabs(extra_of(&more) - truth) < more.often;
	}
	CHECK("N7 a planted effect is found", pays >= 54);
	CHECK("N7 and so is harm, which is said plainly", costs >= 54);
	CHECK("N7 the interval holds what is true", inside >= 57);
}

static void
test_few(void)
{
	struct proof_sum s;

	seed = 5;
	s = shop(300, 0.05, 9);
	CHECK("N7 too little data says so, however it looks",
	    proof_judge(&s) == PROOF_FEW);
	s = shop(0, 0.5, 1);
	CHECK("N7 no data says so", proof_judge(&s) == PROOF_FEW &&
		    s.error == 0 && dec_is_zero(s.extra));
	s = shop(1, 0.5, 1);
	CHECK("N7 nor does one buyer harm", proof_judge(&s) == PROOF_FEW &&
		    isfinite(s.once) && isfinite(s.often));
	for (size_t i = 0; i < 2000; i++)
		units[i] = (struct proof_unit){ i % 2, 1, dec_int(0) };
	proof_measure(units, 2000, &s);
	CHECK("N7 where nobody comes back there is nothing to tell",
	    proof_judge(&s) == PROOF_FEW && !proof_pages(&s, 50));
	for (size_t i = 0; i < MOST; i++)
		units[i] = (struct proof_unit){ i % 2, 1,
			{ i % 20 < 4 ? 4000 + (i % 64) : 0, 2 } };
	proof_measure(units, MOST, &s);
	CHECK("N7 what does not pay noticeably is said plainly",
	    proof_judge(&s) == PROOF_NOTHING);
}

static void
test_exact(struct arena *a)
{
	const struct proof_unit all[] = { { false, 1, { 1010, 2 } },
		{ false, 2, { 2020, 2 } }, { true, 4, { 333, 2 } } };
	struct proof_sum s;

	proof_measure(all, 3, &s);
	CHECK_STR("N7 sums are exact", dec_text(a, s.side[0].revenue), "30.3");
	CHECK_STR("N7 for a thousand pages", dec_text(a, s.side[0].per_1000),
	    "10100");
	CHECK_STR("N7 and of those held out", dec_text(a, s.side[1].per_1000),
	    "832.5");
	CHECK_STR("N7 the difference, too", dec_text(a, s.extra), "9267.5");
}

/* ---- how long --------------------------------------------------------------*/

static void
test_power(void)
{
	struct proof_sum s;
	int64_t five, fifty, found = 0, need;

	seed = 99;
	s = shop(MOST, 0, 1);
	five = proof_pages(&s, 5);
	fifty = proof_pages(&s, 50);
	printf("# pages: %lld at 5 %%, %lld at 50 %%\n", (long long)five,
	    (long long)fifty);
	CHECK("N7 a small hold-out takes several times as long",
	    five > fifty * 3 && five < fifty * 7);
	CHECK("N7 without a hold-out it takes for ever",
	    proof_pages(&s, 0) == 0);

	/* A tenth is found four times in five after so many pages. To see it
	 * with fewer, orders are more alike here. */
	for (size_t i = 0; i < MOST; i++)
		units[i] = (struct proof_unit){ false, 1,
			{ chance() < 0.3 ? 1000 : 0, 2 } };
	proof_measure(units, MOST, &s);
	need = proof_pages(&s, 50);
	for (int i = 0; i < 200 && need < MOST; i++) {
		for (int64_t k = 0; k < need; k++) {
			bool is_held = chance() < 0.5;

			units[k] = (struct proof_unit){ is_held, 1,
				{ chance() < 0.3 ? (is_held ? 1000 : 1100) : 0,
				    2 } };
		}
		proof_measure(units, (size_t)need, &s);
		found += proof_judge(&s) == PROOF_PAYS;
	}
	printf("# %lld pages: found %lld of 200\n", (long long)need,
	    (long long)found);
	CHECK("N7 after so many pages it is found four times in five",
	    found > 200 * 72 / 100 && found < 200 * 90 / 100);
}

/* ---- from pages to buyers ---------------------------------------------------*/

static void
test_units(struct arena *a)
{
	struct proof_page pages[] = {
		{ 10, 7, 100 * DAY, 0, true },  /* opens seven days */
		{ 11, 7, 103 * DAY, 0, false }, /* within them */
		{ 12, 7, 120 * DAY, 0, false }, /* and seven more */
		{ 13, 8, 100 * DAY, 0, false },
		{ 20, 5, 100 * DAY, 1, false }, /* in other money */
		{ 14, 9, 126 * DAY, 0, false }, /* not over yet */
	};
	struct proof_order orders[] = {
		{ 10, 7, 100 * DAY - 60, 0, { 9900, 2 } }, /* before */
		{ 11, 7, 103 * DAY - 60, 0, { 150, 2 } },
		{ 15, 7, 107 * DAY, 0, { 25, 2 } },	 /* the last moment */
		{ 16, 7, 107 * DAY + 1, 0, { 7777, 2 } }, /* after it */
		{ 12, 7, 120 * DAY + 5, 0, { 6666, 2 } }, /* its own */
		{ 17, 7, 121 * DAY, 1, { 5555, 2 } },	 /* other money */
		{ 18, 7, 122 * DAY, 0, { 1000, 3 } },
		{ 19, 6, 101 * DAY, 0, { 4444, 2 } }, /* of others */
		{ 21, 5, 102 * DAY, 1, { 333, 2 } },
	};
	struct list out = { 0 };
	const struct proof_unit *u;

	proof_units(a, pages, 6, orders, 9, 0, 130 * DAY, &out);
	u = out.items;
	CHECK("N7 a unit a buyer whose days are over", out.count == 2);
	CHECK("N7 in the group of the first page, clicked or not",
	    u[0].is_held && !u[1].is_held);
	CHECK("N7 pages within the seven days are one",
	    u[0].pages == 2 && u[1].pages == 1);
	CHECK_STR("N7 what was ordered in seven days, not what was shown",
	    dec_text(a, u[0].revenue), "2.75");
	CHECK("N7 nothing of others", dec_is_zero(u[1].revenue));
	out = (struct list){ 0 };
	proof_units(a, pages, 6, orders, 9, 1, 130 * DAY, &out);
	CHECK("N7 pages in each currency by themselves", out.count == 1);
	CHECK_STR("N7 and so are orders",
	    dec_text(a, LIST_AT(&out, struct proof_unit, 0)->revenue),
	    "3.33");
	out = (struct list){ 0 };
	proof_units(a, pages, 0, orders, 0, 0, 130 * DAY, &out);
	CHECK("N7 nobody looked", out.count == 0);
}

int
main(void)
{
	struct arena *a = arena_new((size_t)64 << 20);

	test_nothing();
	test_uneven();
	test_alike();
	test_looking();
	test_planted();
	test_few();
	test_exact(a);
	test_power();
	test_units(a);
	arena_free(a);
	return tap_done();
}
