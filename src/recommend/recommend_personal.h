/* recommend_personal.h - what the blocks "your next order" and "new for you"
 * share: the buyer's history as the engine weighs it, and its candidates. The
 * rules both share with "goes with it" are in recommend.h. */
#ifndef RECOMMEND_RECOMMEND_PERSONAL_H
#define RECOMMEND_RECOMMEND_PERSONAL_H

#include "recommend.h"

/* How far back a page looks beside the order at hand. */
enum { BOUGHT_ORDERS = 10, BOUGHT_MOST = 60, JOIN_SECONDS = 1800 };

/* A product of the buyer's history, what it counts as once. */
struct bought_item {
	int64_t one_id;
	int64_t product_id; /* as the newest order has it */
	int64_t variation_id;
	double faded;  /* 0.8 to the orders since, for each order with it */
	int64_t times; /* orders with it */
	int64_t visit; /* the last that was counted, 0: the order at hand */
	bool is_latest;
	bool is_named; /* may be a reason by name: it is of the order at hand,
			* or of the same account */
	const struct known_row *follow; /* what it says; NULL: nothing */
};

struct bought {
	struct list items; /* struct bought_item, newest first */
	int64_t orders;	   /* orders within half an hour are one */
	double next_faded; /* what speaks for who had it: by faded, */
	double next_times; /* by its share of orders */
};

/* The order at hand is the newest, whenever it was made. */
void bought_make(
    struct arena *a, const struct picks_ask *ask, struct bought *out);

/* Does it show a payment? Anybody may order with another's address; who pays
 * for that would rather not. */
bool bought_is_proven(const struct order *order);
/* Takes away what only the address of an order says that shows none, where an
 * account made it: the address need not be the account's. */
void bought_hold(const struct order *order, struct list *rows);

/* All candidates of the block, the best first; those that are out behind. */
void personal_make(struct arena *a, const struct picks_ask *ask,
    const struct bought *bought, struct list *out /* struct pick */);

/* ---- the blocks of a page -------------------------------------------------*/

/* Fills the parts of the two blocks with candidates, or says why not. */
void blocks_make(const struct offers_ask *ask, const struct picks_ask *picks,
    struct offers *o);
/* Chooses from what was looked up, block by block, and which one is shown. */
void blocks_choose(const struct offers_ask *ask,
    const struct picks_ask *picks, struct offers *o);

/* How many picks of a block have their products looked up. */
size_t blocks_look(enum offer_block block);

#endif
