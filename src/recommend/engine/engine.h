/* engine.h - learns from the order lines of a shop which products go together,
 * which follow in the next order and which a buyer may like as new.
 *
 * Lines go in one by one, in any order, from a cache or a file; engine_build
 * counts and solves; then tables are read row by row, or picks are asked for.
 * Called by the nightly job of recommend and by the program that scores files.
 * It knows no shop, no database and no file, holds memory of its own (not an
 * arena's), starts no threads and gives the same tables for the same lines. */
#ifndef RECOMMEND_ENGINE_ENGINE_H
#define RECOMMEND_ENGINE_ENGINE_H

#include "aftersale/base.h"

#define ENGINE_NOBODY INT64_MIN  /* a line without a known buyer */
#define ENGINE_NO_TIME INT64_MIN /* a line without a known time */
/* Links of one product in one table: so many, more where an ordinary order is
 * longer, and never more than the second. */
#define ENGINE_LINKS 30
#define ENGINE_LINKS_MOST 90
#define ENGINE_MIXED 10 /* more when all tables are put together */
#define ENGINE_OFFERS_MOST (ENGINE_LINKS_MOST + ENGINE_MIXED)
#define ENGINE_FOLLOWS_MOST (ENGINE_LINKS + ENGINE_MIXED)

struct engine_line {
	int64_t order_id;
	int64_t customer_id; /* any number that is one buyer, or NOBODY */
	int64_t product_id;  /* variations and translations folded already */
	int64_t time;        /* seconds UTC, or NO_TIME */
	int64_t quantity;    /* under 1: the line is passed over */
};

enum engine_table {
	ENGINE_TOGETHER = 0, /* bought in one order */
	ENGINE_NEXT,         /* in the order after it, itself allowed */
	ENGINE_NEW,          /* in the order after it, for the first time */
	ENGINE_CUSTOMERS     /* ever bought by one buyer */
};
#define ENGINE_TABLES 4

/* What is asked for a case. */
enum engine_task {
	ENGINE_GOES_WITH = 0, /* with this basket */
	ENGINE_REORDER,       /* in this buyer's next order */
	ENGINE_DISCOVER       /* the same, never bought before */
};
#define ENGINE_TASKS 3

/* What speaks for a product; a score is their weighted sum. */
enum engine_term {
	ENGINE_TERM_TOGETHER = 0, /* links from the basket */
	ENGINE_TERM_ALIKE,        /* likeness to the basket by orders */
	ENGINE_TERM_NEXT,         /* links from the history, faded */
	ENGINE_TERM_NEW,          /* ditto, to what was new */
	ENGINE_TERM_CUSTOMERS,    /* links from all that is owned */
	ENGINE_TERM_NEAR,         /* likeness to it by buyers */
	ENGINE_TERM_RATE,         /* share of orders with it */
	ENGINE_TERM_RECENT,       /* the same, of late */
	ENGINE_TERM_HOT,          /* the same, of these days */
	ENGINE_TERM_SHARE,        /* share of baskets, small ones first */
	ENGINE_TERM_FRESH,        /* share of first purchases */
	ENGINE_TERM_FADED,        /* bought before, faded by orders since */
	ENGINE_TERM_TIMES,        /* share of the buyer's orders with it */
	ENGINE_TERM_REBUY         /* bought before, by how often others do */
};
#define ENGINE_TERMS 14
extern const char *const engine_term_words[]; /* NULL ended */

struct engine_conf {
	int64_t now;          /* seconds UTC; 0: the newest order's time */
	int64_t join_seconds; /* orders of a buyer this near are one order */
	bool is_bare;         /* only `together`, nothing learned beyond it */
};

struct engine;

struct engine *engine_new(const struct engine_conf *conf);
void engine_free(struct engine *e); /* takes NULL */

/* Takes one line. BAD_INPUT: over 4,000,000,000 lines, or built already. */
enum err engine_add(struct engine *e, const struct engine_line *line);

/* What engine_build tells while it runs: at each step, and inside of long ones
 * again and again, so that the caller can show a sign of life. */
typedef void engine_told(void *ctx, const char *what, int percent);
void engine_on_progress(struct engine *e, engine_told *told, void *ctx);

/* Counts and solves all tables. Once. */
enum err engine_build(struct engine *e);

/* ---- reading the tables -------------------------------------------------*/

struct engine_link {
	int64_t product_id;
	double weight;    /* what one of the source adds to its score */
	/* Of TOGETHER orders with both; of NEXT and NEW buyers who had it in a
	 * later order; else 0. */
	int64_t together;
};

struct engine_product {
	int64_t product_id;
	int64_t orders;   /* orders with it */
	double base_rate; /* share of orders with it, lately */
	double rebuy;     /* chance that an owner's next order holds it */
};

size_t engine_products(const struct engine *e);
int64_t engine_orders(const struct engine *e);
/* index below engine_products(), by falling sales */
void engine_product_at(
    const struct engine *e, size_t index, struct engine_product *out);
/* Links of the product at index, heaviest first; gives their number. */
size_t engine_links(const struct engine *e, enum engine_table table,
    size_t index, struct engine_link out[ENGINE_LINKS_MOST]);

/* All that the product at index says for others when it stands in a basket,
 * heaviest first, itself among them where it is bought again: the sum over a
 * basket, and the base of the other product, is the score of GOES_WITH. */
size_t engine_offers(const struct engine *e, size_t index,
    struct engine_link out[ENGINE_OFFERS_MOST]);
double engine_offer_base(const struct engine *e, size_t index);

/* What a product of a buyer's history says for another: once for each order
 * with it, faded by 0.8 for each order since; once in all; and once more when
 * it is of the newest order. */
struct engine_follow {
	int64_t product_id;
	size_t index; /* of it */
	double faded;
	double owned;
	double latest;
	int64_t after; /* buyers who had it in a later order; 0: not counted */
};
/* The same for REORDER and DISCOVER, heaviest first: the sums over a history,
 * the base of the other product and, for REORDER, the terms FADED, TIMES and
 * REBUY of what is owned are the score. */
size_t engine_follows(const struct engine *e, enum engine_task task,
    size_t index, struct engine_follow out[ENGINE_FOLLOWS_MOST]);
double engine_base(const struct engine *e, enum engine_task task, size_t index);

/* The weights of terms that the shop's own sales have chosen. */
void engine_weights(
    const struct engine *e, enum engine_task task, double out[ENGINE_TERMS]);

/* ---- asking -------------------------------------------------------------*/

struct engine_ask {
	enum engine_task task;
	const int64_t *basket; /* of GOES_WITH; unknown products are no harm */
	size_t basket_n;
	int64_t customer_id; /* of the others: orders among the lines */
};

struct engine_pick {
	int64_t product_id;
	double score;
};

/* The best, best first, at most `most`; gives their number. GOES_WITH never
 * names the basket, DISCOVER nothing the buyer has bought. */
size_t engine_pick(struct engine *e, const struct engine_ask *ask,
    struct engine_pick *out, size_t most);

#endif
