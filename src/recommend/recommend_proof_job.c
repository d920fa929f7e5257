/* recommend_proof_job - works out each night what was earned by what was
 * learned, and keeps it as one small tree: recommend_proof_show.c reads it to
 * the owner. */
#include <math.h>

#include "aftersale/features/recommend.h"
#include "aftersale/site.h"
#include "recommend.h"
#include "recommend_proof_read.h"

enum {
	DAY = 86400,
	MONTH_DAYS = 30,
	BACK_DAYS = 180, /* of orders that stand for pages */
	LEAST_UNITS = 400
};

struct proof {
	struct job *job;
	struct arena *arena;
	struct proof_rows rows;
	struct proof_page *pages; /* of the round */
	size_t pages_n;
	struct proof_page *past; /* orders as if they were pages */
	size_t past_n;
	int64_t until; /* orders are known up to then */
	int64_t month; /* orders of a month */
	int64_t month_pages;
	int64_t share; /* that is held out now */
};

/* ---- amounts ---------------------------------------------------------------*/

/* A bound for print: whole cents, and nothing absurd. */
static struct dec
dec_of(double amount, uint8_t decimals)
{
	double unit = pow(10, decimals);

	if (!(fabs(amount) < 1e15 / unit))
		return (struct dec){ amount < 0 ? -(__int128)1e15
						: (__int128)1e15,
			decimals };
	return (struct dec){ (__int128)llround(amount * unit), decimals };
}

static void
put_amount(const struct proof *p, struct value *to, const char *name,
    struct dec d)
{
	uint8_t decimals = shop_info(p->job->shop)->money.decimals;

	value_put_text(p->arena, to, name,
	    dec_fixed(p->arena, dec_round(d, decimals), decimals));
}

static void
put_bounds(const struct proof *p, struct value *to, const char *low,
    const char *high, struct dec extra, double half)
{
	struct dec by = dec_of(
	    half, shop_info(p->job->shop)->money.decimals);

	put_amount(p, to, low, dec_sub(extra, by));
	put_amount(p, to, high, dec_add(extra, by));
}

/* ---- one currency ------------------------------------------------------------*/

static void
put_side(const struct proof *p, struct value *to, const char *name,
    const struct proof_side *s)
{
	struct value *v = value_push(p->arena, to, str_of(name), VALUE_MAP);

	value_put_int(p->arena, v, "buyers", s->buyers);
	value_put_int(p->arena, v, "pages", s->pages);
	value_put_int(p->arena, v, "came_back", s->paying);
	put_amount(p, v, "revenue", s->revenue);
	put_amount(p, v, "per_1000", s->per_1000);
}

/* -1: nobody can say. */
static int64_t
months_of(const struct proof *p, const struct proof_sum *s, int64_t percent)
{
	int64_t pages = proof_pages(s, percent);

	if (!pages || p->month_pages <= 0)
		return -1;
	return (pages + p->month_pages - 1) / p->month_pages;
}

static void
measure(const struct proof *p, struct proof_page *pages, size_t n,
    int64_t currency, struct proof_sum *out)
{
	struct arena *a = arena_new((size_t)1 << 30);
	struct list units = { 0 };

	proof_units(a, pages, n, p->rows.orders, p->rows.orders_n, currency,
	    p->until, &units);
	proof_measure(units.items, units.count, out);
	arena_free(a);
}

static void
put_currency(const struct proof *p, size_t currency, struct value *list)
{
	struct arena *a = p->arena;
	struct value *v = value_push(a, list, STR(""), VALUE_MAP);
	enum proof_says says;
	struct proof_sum s;
	struct proof_sum guess;

	measure(p, p->pages, p->pages_n, (int64_t)currency, &s);
	guess = s;
	if (s.side[0].buyers + s.side[1].buyers < LEAST_UNITS)
		measure(p, p->past, p->past_n, (int64_t)currency, &guess);
	says = p->rows.round.percent ? proof_judge(&s) : PROOF_OFF;
	value_put_text(a, v, "currency", p->rows.currencies[currency]);
	value_put_text(a, v, "says", str_of(proof_says_words[says]));
	put_side(p, v, "learned", &s.side[0]);
	put_side(p, v, "held_out", &s.side[1]);
	put_amount(p, v, "extra", s.extra);
	put_bounds(p, v, "low", "high", s.extra, s.often);
	put_bounds(p, v, "low_for_one_look", "high_for_one_look", s.extra,
	    s.once);
	value_put_int(a, v, "months", months_of(p, &guess,
	    p->share ? p->share : DRAW_USUAL));
	value_put_int(a, v, "months_at_most", months_of(p, &guess, DRAW_MOST));
}

/* The one with the most orders first. */
static void
put_currencies(const struct proof *p, struct value *tree)
{
	struct value *list = value_push(p->arena, tree, STR("currencies"),
	    VALUE_LIST);
	bool is_put[CURRENCIES_MOST] = { false };

	for (size_t i = 0; i < p->rows.currencies_n; i++) {
		size_t best = 0;

		while (is_put[best])
			best++;
		for (size_t k = best + 1; k < p->rows.currencies_n; k++) {
			if (!is_put[k] && p->rows.currency_orders[k] >
				p->rows.currency_orders[best])
				best = k;
		}
		is_put[best] = true;
		put_currency(p, best, list);
	}
}

/* ---- clicks -----------------------------------------------------------------*/

static void
put_offers(const struct proof *p, struct value *tree)
{
	const struct proof_round *round = &p->rows.round;
	struct arena *a = p->arena;
	struct value *list = value_push(a, tree, STR("offers"), VALUE_LIST);

	for (size_t i = 0; i < p->rows.tallies.count; i++) {
		const struct seen_tally *t = LIST_AT(&p->rows.tallies,
		    struct seen_tally, i);
		struct value *v;

		if (t->percent != round->percent ||
		    (t->percent && t->key_id != round->key_id))
			continue;
		v = value_push(a, list, STR(""), VALUE_MAP);
		value_put_text(a, v, "group",
		    t->is_held ? STR("held-out") : STR("learned"));
		value_put_text(a, v, "source", t->source);
		value_put_int(a, v, "place", t->place);
		value_put_int(a, v, "shown", t->shown);
		value_put_int(a, v, "opened", t->opened);
	}
}

/* ---- the whole ---------------------------------------------------------------*/

/* Pages of a month; of the days there are, when those are fewer. */
static int64_t
count_month(const struct proof *p)
{
	int64_t now = p->job->now;
	int64_t first = now;
	int64_t n = 0;
	int64_t days;

	for (size_t i = 0; i < p->rows.pages_n; i++) {
		int64_t at = p->rows.pages[i].at;

		n += at > now - MONTH_DAYS * DAY;
		first = at < first ? at : first;
	}
	days = (now - first) / DAY;
	if (days < PROOF_DAYS)
		return p->month;
	return days < MONTH_DAYS ? n * MONTH_DAYS / days : n;
}

static struct str
make_tree(const struct proof *p)
{
	struct value tree = { .kind = VALUE_MAP };
	struct arena *a = p->arena;
	int64_t since = 0;

	for (size_t i = 0; i < p->pages_n; i++) {
		if (!since || p->pages[i].at < since)
			since = p->pages[i].at;
	}
	value_put_int(a, &tree, "made_at", p->job->now);
	value_put_int(a, &tree, "since", since);
	value_put_int(a, &tree, "until", p->until);
	value_put_int(a, &tree, "share", p->rows.round.percent);
	value_put_int(a, &tree, "share_now", p->share);
	value_put_int(a, &tree, "orders_a_month", p->month);
	value_put_int(a, &tree, "pages_a_month", p->month_pages);
	value_put_int(a, &tree, "decimals",
	    shop_info(p->job->shop)->money.decimals);
	put_currencies(p, &tree);
	put_offers(p, &tree);
	return conf_json_text(a, &tree, false);
}

static void
prepare(struct proof *p, const struct learned *learned)
{
	struct hand hand;

	hand_read(p->arena, p->job->site->settings, &hand);
	p->month = learned->month;
	p->share = draw_percent(hand.holdout, p->month);
	p->until = learned->made_at < p->job->now ? learned->made_at
						  : p->job->now;
	p->month_pages = count_month(p);
	p->pages = calloc(p->rows.pages_n + 1, sizeof(*p->pages));
	p->past = calloc(p->rows.orders_n + 1, sizeof(*p->past));
	assert(p->pages && p->past);
	p->pages_n = proof_rows_pages(&p->rows, p->pages);
	p->past_n = proof_rows_orders(
	    &p->rows, p->job->now - BACK_DAYS * DAY, p->past);
}

enum err
recommend_job_proof(struct job *job)
{
	struct proof p = { .job = job, .arena = job->arena };
	struct learned learned;
	enum err e = learned_load(job->db, job->arena, &learned);

	if (!e)
		e = proof_rows_read(job,
		    job->now - (SHOWN_DAYS + PROOF_DAYS + 1) * (int64_t)DAY,
		    &p.rows);
	if (!e) {
		prepare(&p, &learned);
		outbox_tell(job, "pages looked at", (int64_t)p.pages_n);
		e = proof_put(job->db, job->now, make_tree(&p));
	}
	free(p.pages);
	free(p.past);
	proof_rows_free(&p.rows);
	return e;
}
