/* recommend_proof_read.h - all rows the proof is made of, in memory. */
#ifndef RECOMMEND_RECOMMEND_PROOF_READ_H
#define RECOMMEND_RECOMMEND_PROOF_READ_H

#include "recommend_proof.h"

enum { CURRENCIES_MOST = 8 };

/* The page of an order, as it was drawn and first seen. */
struct seen_page {
	int64_t order_id;
	int64_t at;
	int64_t percent;
	int64_t key_id;
	bool is_held;
};

/* How often products of a source stood at a place, and were opened. */
struct seen_tally {
	int64_t percent;
	int64_t key_id;
	bool is_held;
	struct str source;
	int64_t place;
	int64_t shown;
	int64_t opened;
};

/* Groups are set side by side for as long as share and key stay. */
struct proof_round {
	int64_t percent; /* 0: nobody was ever held out */
	int64_t key_id;
	int64_t newest_at;
};

struct proof_rows {
	struct buyers buyers;	    /* of all sales */
	struct proof_order *orders; /* that have a total, not too old */
	size_t orders_n, orders_room;
	struct str currencies[CURRENCIES_MOST];
	int64_t currency_orders[CURRENCIES_MOST];
	size_t currencies_n;
	struct seen_page *pages; /* by order */
	size_t pages_n, pages_room;
	struct list tallies; /* struct seen_tally */
	struct proof_round round;
};

/* What is older than `from` is left out. Memory of its own. */
enum err proof_rows_read(
    struct job *job, int64_t from, struct proof_rows *out);
void proof_rows_free(struct proof_rows *rows);
/* The round's pages whose buyers and totals are known; all pages when there
 * was none. Before orders are sorted by proof_units. */
size_t proof_rows_pages(
    const struct proof_rows *rows, struct proof_page *out);
/* As if each order since then had been a page, in one group. */
size_t proof_rows_orders(const struct proof_rows *rows, int64_t from,
    struct proof_page *out);

#endif
