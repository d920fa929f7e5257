/* recommend_proof.h - what the files of the proof share: does what was learned
 * earn more than what the shop would show without it. */
#ifndef RECOMMEND_RECOMMEND_PROOF_H
#define RECOMMEND_RECOMMEND_PROOF_H

#include "aftersale/amount.h"
#include "aftersale/base.h"
#include "recommend_learn.h"

/* ---- the statistic: pure -------------------------------------------------*/

/* One buyer. A page is an order page's first view and the seven days behind
 * it; further pages of the buyer in those days belong to it. */
struct proof_unit {
	bool is_held;
	int64_t pages;
	struct dec revenue; /* ordered in those days */
};

struct proof_side {
	int64_t buyers;
	int64_t pages;
	int64_t paying; /* buyers who ordered in those days */
	struct dec revenue;
	struct dec per_1000; /* revenue of a thousand pages */
	double mean;	     /* of a page; a copy for the statistic */
	double error;	     /* its standard error, by buyers */
};

/* Sums are exact. The two intervals are of doubles, of a copy. */
struct proof_sum {
	struct proof_side side[2]; /* by is_held */
	struct dec extra;	   /* per 1,000 pages, learned less held out */
	double error;		   /* of extra */
	double once;  /* half of the 95 % interval for one look (Welch) */
	double often; /* for a look each night, for as long as one likes */
};

enum proof_says {
	PROOF_OFF = 0, /* nobody is held out */
	PROOF_FEW,     /* not enough data */
	PROOF_OPEN,    /* no difference can be told yet */
	PROOF_PAYS,
	PROOF_COSTS,  /* buyers who see it spend less */
	PROOF_NOTHING /* less than a tenth more, if it pays at all */
};
extern const char *const proof_says_words[];

void proof_measure(const struct proof_unit *units, size_t count,
    struct proof_sum *out);
enum proof_says proof_judge(const struct proof_sum *sum);
/* How many pages it takes to see a change of a tenth, at that share, four
 * times in five; 0: nobody can say yet. Both sides may be one. */
int64_t proof_pages(const struct proof_sum *sum, int64_t percent);

/* ---- from pages and orders to buyers: pure --------------------------------*/

struct proof_page {
	int64_t order_id;
	int64_t buyer;
	int64_t at;
	int64_t currency; /* of the order; as below */
	bool is_held;
};

struct proof_order {
	int64_t order_id;
	int64_t buyer;
	int64_t at;
	int64_t currency; /* a number of the caller's */
	struct dec total;
};

enum { PROOF_DAYS = 7 };

/* Units of one currency, one a buyer with a page of an order in it whose days
 * were over by `until`. Sorts both arrays. A buyer is of the group of its first page. */
void proof_units(struct arena *a, struct proof_page *pages, size_t pages_n,
    struct proof_order *orders, size_t orders_n, int64_t currency,
    int64_t until, struct list *out /* struct proof_unit */);

/* ---- rows -----------------------------------------------------------------*/

/* What an order came to. */
struct total_row {
	int64_t order_id;
	struct str currency;
	struct dec total;
};
/* An older schema keeps none. */
bool totals_are_kept(struct db *db);
/* In place of what was known of the slice's orders. */
enum err totals_write(struct tx *tx, const struct sale_slice *slice);

/* A sale with its total; currency empty: not known. */
struct paid_row {
	int64_t order_id;
	int64_t user_id;
	int64_t mail;
	int64_t sold_at;
	struct str currency;
	struct dec total;
};
/* The next rows above an order, by order. */
enum err paid_read(
    struct db *db, struct arena *a, int64_t after, struct list *out);

/* A row of {own}offer_shown. */
struct seen_row {
	int64_t order_id;
	int64_t product_id;
	int64_t place;
	struct str source;
	bool is_held;
	int64_t percent;
	int64_t key_id;
	int64_t shown_at;
	int64_t clicked_at;
};
/* The next rows behind one of them, by order and product. */
enum err seen_read(struct db *db, struct arena *a, int64_t order_id,
    int64_t product_id, struct list *out);

enum err proof_put(struct db *db, int64_t now, struct str json);
/* ERR_NOT_FOUND: nothing was worked out yet, or an older schema. */
enum err proof_load(struct db *db, struct arena *a, struct str *json);

extern const struct db_stmt recommend_totals_drop, recommend_totals_put,
    recommend_totals_export, recommend_totals_erase, recommend_paid_load,
    recommend_seen_load, recommend_proof_put, recommend_proof_load;

#endif
