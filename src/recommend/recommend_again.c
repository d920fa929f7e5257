/* recommend_again - after how many days an owner may be offered a product once
 * more, by what owners of it did. Pure. */
#include "recommend.h"
#include "recommend_learn.h"

enum { DAY = 86400, YEAR = 365 };

/* Under this share of buyers who came back for it within a year, a product is
 * never offered to who has it. What little is known leans on its category by
 * so many buyers. */
static const double again_least = 0.08;
static const double lean = 10;

struct tally {
	int64_t product_id;
	int64_t category_id; /* 0: unknown */
	int64_t buyers;
	int64_t again;	 /* of them, within a year */
	int64_t gap;	 /* days, the middle one; 0: none */
	double category; /* share of the category */
};

static int
by_buyer(const void *x, const void *y)
{
	const struct purchase *a = x, *b = y;

	if (a->product_id != b->product_id)
		return a->product_id < b->product_id ? -1 : 1;
	if (a->buyer != b->buyer)
		return a->buyer < b->buyer ? -1 : 1;
	return a->time < b->time ? -1 : a->time > b->time;
}

static int
by_number(const void *x, const void *y)
{
	const int64_t *a = x, *b = y;

	return *a < *b ? -1 : *a > *b;
}

static int64_t
middle_of(int64_t *gaps, size_t n)
{
	qsort(gaps, n, sizeof(*gaps), by_number);
	return gaps[n / 2];
}

/* The gaps of one buyer, which stand behind those of `buyers`, become one. */
static size_t
one_each(int64_t *gaps, size_t buyers, size_t n)
{
	if (!n)
		return buyers;
	gaps[buyers] = middle_of(gaps + buyers, n);
	return buyers + 1;
}

/* One product's purchases, by buyer and time. Purchases of one day are one.
 * Each buyer says one gap, its middle one: an account that the shop itself
 * sells by would speak for all. */
static void
tally_up(struct tally *t, const struct purchase *p, size_t n, int64_t *gaps)
{
	size_t gaps_n = 0; /* of this buyer, behind those of buyers */
	size_t buyers_n = 0;
	bool is_again = true; /* of this buyer, counted already */

	for (size_t i = 0; i < n; i++) {
		int64_t days;

		if (!i || p[i].buyer != p[i - 1].buyer) {
			buyers_n = one_each(gaps, buyers_n, gaps_n);
			gaps_n = 0;
			t->buyers++;
			is_again = false;
			continue;
		}
		days = bound_sub(p[i].time, p[i - 1].time) / DAY;
		if (days < 1)
			continue;
		gaps[buyers_n + gaps_n++] = days;
		t->again += !is_again && days <= YEAR;
		is_again = true;
	}
	buyers_n = one_each(gaps, buyers_n, gaps_n);
	if (buyers_n)
		t->gap = middle_of(gaps, buyers_n);
}

static void
find_categories(struct arena *a, struct list *tallies,
    const struct list *categories)
{
	struct narrowest all;

	narrowest_make(a, categories, &all);
	for (size_t i = 0; i < tallies->count; i++) {
		struct tally *t = LIST_AT(tallies, struct tally, i);

		t->category_id = narrowest_of(&all, t->product_id);
	}
}

static int
by_category(const void *x, const void *y)
{
	const struct tally *a = *(const struct tally *const *)x;
	const struct tally *b = *(const struct tally *const *)y;

	if (a->category_id != b->category_id)
		return a->category_id < b->category_id ? -1 : 1;
	return a->product_id < b->product_id ? -1
					     : a->product_id > b->product_id;
}

static double
share_of(int64_t again, int64_t buyers, double prior)
{
	return ((double)again + lean * prior) / ((double)buyers + lean);
}

/* The share of each category, which leans on that of the whole shop. */
static void
find_shares(struct arena *a, struct list *tallies, double shop)
{
	size_t n = tallies->count;
	struct tally **t = ARENA_ARRAY(a, struct tally *, n + 1);

	for (size_t i = 0; i < n; i++)
		t[i] = LIST_AT(tallies, struct tally, i);
	qsort(t, n, sizeof(*t), by_category);
	for (size_t from = 0, to = 0; from < n; from = to) {
		int64_t again = 0;
		int64_t buyers = 0;

		for (to = from; to < n &&
		     t[to]->category_id == t[from]->category_id;
		     to++) {
			again += t[to]->again;
			buyers += t[to]->buyers;
		}
		for (size_t i = from; i < to; i++)
			t[i]->category = share_of(again, buyers, shop);
	}
}

static int64_t
middle_gap(struct arena *a, const struct list *tallies)
{
	int64_t *gaps = ARENA_ARRAY(a, int64_t, tallies->count + 1);
	size_t n = 0;

	for (size_t i = 0; i < tallies->count; i++) {
		int64_t gap = LIST_AT(tallies, struct tally, i)->gap;

		if (gap)
			gaps[n++] = gap;
	}
	return n ? middle_of(gaps, n) : YEAR;
}

static int64_t
days_of(const struct tally *t, int64_t usual)
{
	int64_t gap = t->gap ? t->gap : usual;

	if (share_of(t->again, t->buyers, t->category) < again_least)
		return 0;
	return gap > 2 ? gap / 2 : 1;
}

void
again_make(struct arena *a, struct purchase *purchases, size_t count,
    const struct list *categories, struct list *out)
{
	struct list tallies = { 0 };
	int64_t *gaps = calloc(count + 1, sizeof(*gaps));
	int64_t again = 0;
	int64_t buyers = 0;
	int64_t usual;

	assert(gaps);
	if (count)
		qsort(purchases, count, sizeof(*purchases), by_buyer);
	for (size_t from = 0, to = 0; from < count; from = to) {
		struct tally *t = LIST_PUSH(a, &tallies, struct tally);

		t->product_id = purchases[from].product_id;
		for (to = from; to < count &&
		     purchases[to].product_id == t->product_id;)
			to++;
		tally_up(t, purchases + from, to - from, gaps);
		again += t->again;
		buyers += t->buyers;
	}
	free(gaps);
	find_categories(a, &tallies, categories);
	find_shares(a, &tallies,
	    buyers ? (double)again / (double)buyers : 0);
	usual = middle_gap(a, &tallies);
	for (size_t i = 0; i < tallies.count; i++) {
		const struct tally *t = LIST_AT(&tallies, struct tally, i);

		*LIST_PUSH(a, out, struct again) =
		    (struct again){ t->product_id, days_of(t, usual), t->gap,
			    t->again };
	}
}

const struct again *
again_of(const struct list *all, int64_t product_id)
{
	size_t low = 0;
	size_t high = all->count;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (LIST_AT(all, struct again, mid)->product_id < product_id)
			low = mid + 1;
		else
			high = mid;
	}
	if (low < all->count &&
	    LIST_AT(all, struct again, low)->product_id == product_id)
		return LIST_AT(all, struct again, low);
	return NULL;
}

int64_t
again_days(const struct list *all, int64_t product_id)
{
	const struct again *again = again_of(all, product_id);

	return again ? again->days : 0;
}
