/* recommend.h - what the files of recommend share. */
#ifndef RECOMMEND_RECOMMEND_H
#define RECOMMEND_RECOMMEND_H

#include "aftersale/feature.h"

#define RECOMMEND_MOST 4

/* Where a pick comes from; earlier ones win. */
enum pick_source {
	PICK_PINNED = 0, /* the owner's own cross-sells */
	PICK_TOGETHER,	 /* bought together, from {own}cross_sell */
	PICK_CATEGORY	 /* best seller of the category, ditto */
};
extern const char *const pick_source_words[];

struct pick {
	int64_t product_id;
	int64_t because_id; /* the product of the order that led to it */
	int64_t score;
	int64_t together; /* orders with both */
	int64_t orders;	  /* orders with `because` */
	enum pick_source source;
};

/* A row of {own}cross_sell. */
struct pair_row {
	int64_t product_id;
	int64_t other_id;
	int64_t score;
	int64_t together;
	int64_t orders;
	int source; /* enum pick_source as a word in column place */
};

/* Candidates of a basket, best first, each product once, nothing that is left
 * out: the basket itself and what its buyer sent back. pinned: pairs the owner
 * set, in order. */
void picks_combine(struct arena *a, const int64_t *left_out, size_t left_out_n,
    const struct list *pinned /* struct pick */,
    const struct list *rows /* struct pair_row */,
    struct list *out /* struct pick */);

/* ---- counting: orders as sets of products to pairs -----------------------*/

/* An order page reads them all for each of its products. */
#define PAIRS_EACH 12
/* Baskets larger than this say nothing about what goes together. */
#define BASKET_MOST 200

struct pair_count;
struct pair_count *pair_count_new(struct arena *a);
/* Lines come ordered by order; a repeated product in an order counts once. */
void pair_count_line(struct pair_count *c, int64_t order_id, int64_t product);
/* Ends the last order. Each product's best partners, at most PAIRS_EACH. */
void pair_count_end(struct pair_count *c, struct list *out /* pair_row */);
int64_t pair_count_orders(const struct pair_count *c);

/* ---- rows ----------------------------------------------------------------*/

enum err pairs_load(struct db *db, struct arena *a, const int64_t *products,
    size_t count, struct list *out /* struct pair_row */);
/* Writes all rows as of `now` and drops older ones, in one transaction. */
enum err pairs_replace(
    struct db *db, const struct list *rows, int64_t now);
extern const struct db_stmt *const recommend_stmts[];

enum err recommend_block(const struct block_ask *ask, struct view_part *out);

#endif
