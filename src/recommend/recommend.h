/* recommend.h - what the files of recommend share at page time. What is
 * learned at night is in recommend_learn.h. */
#ifndef RECOMMEND_RECOMMEND_H
#define RECOMMEND_RECOMMEND_H

#include "aftersale/feature.h"

#define RECOMMEND_MOST 4
#define RECOMMEND_BLOCK "cross_sell" /* of the order page, as settings say */

/* ---- sums of what rows hold: they end where int64_t does ------------------*/

int64_t bound_add(int64_t x, int64_t y);
int64_t bound_sub(int64_t x, int64_t y);
int64_t bound_share(int64_t n, int64_t times, int64_t of); /* of: not 0 */

/* ---- the owner's hand: settings ------------------------------------------*/

enum { PERCENT_LOW = -100, PERCENT_HIGH = 1000, HAND_MOST = 500 };

/* A product, or a product beside another one. */
struct hand_pair {
	int64_t offer;
	int64_t with;	 /* 0: any order */
	int64_t percent; /* of boosts: -100..1000 */
};

struct hand {
	int64_t most; /* of what goes with it; 0: offers none */
	int64_t next_most; /* of the next order */
	int64_t new_most;
	int64_t holdout; /* percent of buyers; -1: by the shop's volume */
	bool only_in_stock;
	struct list pins; /* struct hand_pair */
	struct list forbids;
	struct list boosts;
	struct list categories; /* int64_t: offered from none of them */
};

/* What is no id is passed over. */
void hand_read(struct arena *a, const struct value *settings,
    struct hand *out);
/* Is it for an order with this basket? */
bool hand_is_meant(
    const struct hand_pair *pair, const int64_t *basket, size_t n);

/* ---- rows ----------------------------------------------------------------*/

enum known_kind {
	KNOWN_LINK = 1, /* of from_id to product_id */
	KNOWN_SELLER,	/* of category from_id; score: its place */
	KNOWN_BASKET,	/* a product of the order */
	KNOWN_OWNED,	/* the buyer has it since `at`, of order from_id;
			 * score: its account */
	KNOWN_ORDERS,	/* score: orders that were learned from */
	KNOWN_BUYER,	/* from_id: a first order; product_id its account,
			 * score its mail */
	KNOWN_MONTH,	/* score: orders of the last 30 days */
	KNOWN_FOLLOW,	/* what a product of the history says for others: both
			 * links; score: its rebuy, together: its rebuyers,
			 * orders: its gap_days */
	KNOWN_FADED,	/* score: next_faded of struct learned */
	KNOWN_TIMES	/* score: next_times */
};

/* What own tables say of an order, in one statement. */
struct known_row {
	int64_t kind;
	int64_t from_id;
	int64_t product_id;
	int64_t one_id; /* what it counts as: translations are one */
	int64_t score;	/* billionths */
	int64_t together;
	int64_t orders;	      /* with from_id */
	int64_t other_orders; /* with product_id */
	int64_t base;	      /* score without a partner */
	int64_t variation_id;
	int64_t again_days;
	int64_t at;
	struct str next_links; /* as recommend_follow.h reads them */
	struct str new_links;
};

/* Whose order it is; zeros: nobody knows. */
struct known_ask {
	int64_t order_id;
	int64_t user_id;
	int64_t mail;
	const int64_t *basket;
	size_t basket_n;
	const int64_t *categories; /* with 0: the whole shop */
	size_t categories_n;
	bool wants_follows; /* what the buyer's last orders say, too */
};

/* An older schema knows nothing: ERR_OK. */
enum err known_load(struct db *db, struct arena *a,
    const struct known_ask *ask, struct list *out /* struct known_row */);
extern const struct db_stmt *const recommend_stmts[];

/* ---- the hold-out: buyers who are offered nothing that was learned --------*/

enum { DRAW_BY_VOLUME = -1, DRAW_ORDERS = 2000, DRAW_USUAL = 5,
	DRAW_MOST = 50 };

/* What an order was drawn into. A buyer is in the same group with each order,
 * for as long as the share and the key stay. */
struct draw {
	int64_t percent; /* of buyers who are held out; 0: nobody */
	int64_t month;	 /* orders of the last 30 days */
	int64_t key_id;	 /* of the key that drew */
	bool is_held;
};

/* The share that is held out in a shop of so many orders a month. */
int64_t draw_percent(int64_t holdout, int64_t month);
/* rows: struct known_row, of the buyer. */
void draw_make(const struct conf *conf, const struct hand *hand,
    const struct known_ask *ask, const struct list *rows, struct draw *out);
/* Takes away what was learned of pairs and of what follows. */
void draw_hold(struct list *rows);

/* ---- picks: what may be offered, and why ----------------------------------*/

/* The blocks of offers; a page shows the first and one of the others. */
enum offer_block {
	OFFERS_WITH = 0, /* goes with the order */
	OFFERS_NEXT,	 /* the buyer's next order */
	OFFERS_NEW	 /* new for the buyer */
};
#define OFFER_BLOCKS 3

/* Where a pick comes from; earlier ones win. */
enum pick_source {
	PICK_PINNED = 0, /* the owner's pins */
	PICK_SET,	 /* the cross-sells set in the shop */
	PICK_LEARNED,
	PICK_UPSELL, /* set in the shop, too */
	PICK_CATEGORY,
	PICK_BEST, /* of the whole shop */
	PICK_NEXT, /* learned, of the buyer's history */
	PICK_NEW,  /* ditto */
	PICK_WEAK  /* a link below what it sells anyway: never offered */
};
extern const char *const pick_source_words[];

struct pick {
	int64_t product_id;
	int64_t one_id;
	int64_t because_id; /* the product, of the order or the history, with
			     * the best link */
	int64_t score;	    /* links and base, boosted */
	int64_t links;
	int64_t base;
	int64_t place;	  /* among those with no score of their own */
	int64_t together; /* of because_id and this one */
	int64_t orders;
	int64_t other_orders;
	int64_t variation_id;
	int64_t rebuyers; /* who came back for it, and after how many days; */
	int64_t gap_days; /* of PICK_NEXT */
	int64_t after; /* buyers who had it after because_id, ditto and NEW */
	enum pick_source source;
	bool is_owned; /* and may be offered again */
	bool is_out;
	bool is_unseen; /* not looked up: whether it can be sold is not known */
	int64_t percent; /* of a boost */
	const char *why; /* what moved it or took it out; NULL: nothing */
};

struct picks_ask {
	const int64_t *basket; /* of the order, as many as are looked up */
	size_t basket_n;
	const struct list *products;  /* struct product, of the basket */
	const struct list *sent_back; /* int64_t */
	const struct list *rows;      /* struct known_row */
	const struct hand *hand;
	int64_t now;
	int64_t at; /* when the order was made */
	enum offer_block block;
	int64_t user_id; /* the order's account, 0: a guest */
	const struct list *lines; /* struct order_line, all of the order's;
				   * NULL: there are no others */
};

/* All candidates of what goes with it, the best first; those that are out
 * behind them. */
void picks_make(
    struct arena *a, const struct picks_ask *ask, struct list *out);

/* What bars a pick, and the owner's boost; the block says which rules. */
struct judge;
const struct judge *judge_make(struct arena *a, const struct picks_ask *ask);
void judge_pick(const struct judge *j, struct pick *p);
/* Is what the owner said for an order like this? */
bool judge_is_meant(const struct judge *j, const struct hand_pair *pair);
/* A pick that turned out to be a variation: what bars its product bars it. */
void judge_variation(
    const struct judge *j, struct pick *p, int64_t parent_id);
/* The best first; those that are out behind them. */
void picks_sort(struct list *picks);

/* ---- what is offered -------------------------------------------------------*/

struct offer {
	const struct pick *pick;
	const struct product *product;
	const struct product *variation; /* to lead to; NULL: the product */
};

/* The one with that id among struct product; NULL: none, as for 0. */
const struct product *
offer_product(const struct list *products, int64_t id);

/* At most so many of picks whose products were looked up. Changes why and
 * is_out of those that cannot be sold now. */
void offers_choose(struct arena *a, struct list *picks,
    const struct list *products, const struct hand *hand, int64_t most,
    struct list *out /* struct offer */);

struct offers_ask {
	struct arena *arena;
	struct db *db;
	struct shop *shop;
	const struct conf *conf;
	const struct value *settings;
	const struct order *order;
	int64_t now;
	bool is_full; /* what tells of the buyer's other orders, too */
};

struct offer_part {
	struct list picks;  /* struct pick */
	struct list chosen; /* struct offer */
	const char *why;    /* there are none; NULL: there may be */
};

struct offers {
	struct hand hand;
	struct list basket; /* struct product */
	struct list products; /* struct product, of the picks */
	struct offer_part part[OFFER_BLOCKS];
	enum offer_block personal; /* shown below; OFFERS_WITH: none is */
	bool tells; /* what tells of the buyer's other orders may be said */
	bool is_known; /* own tables were asked; else the rest says nothing */
	int64_t orders;	      /* learned from */
	struct draw draw;
};

/* At most two statements beside what the shop adapter remembers. */
enum err offers_make(const struct offers_ask *ask, struct offers *out);

/* What may honestly be said of a pick. */
enum offer_reason {
	OFFER_COUNTED = 0, /* together in so many of so many orders */
	OFFER_OFTEN,
	OFFER_REORDERED, /* the buyer has it; many bought it again in time */
	OFFER_AGAIN,	 /* the buyer has it */
	OFFER_AFTER,	 /* many bought it after because_id */
	OFFER_PLAIN
};
enum offer_reason offer_reason(const struct pick *pick, int64_t orders);

/* ---- what was shown, for the proof ----------------------------------------*/

enum { SHOWN_DAYS = 400 }; /* rows are kept so long */
#define SHOWN_ROWS (2 * RECOMMEND_MOST + 1) /* two blocks, and the page */

/* Of the page itself and of each offer: nothing of the buyer. */
struct shown_row {
	int64_t product_id; /* 0: the page */
	int64_t place;	    /* 0: the page; 1 and up */
	enum pick_source source;
	int64_t score;
};
struct shown {
	int64_t order_id;
	struct draw draw;
	int64_t at;
	struct shown_row rows[SHOWN_ROWS];
	size_t n;
};
/* Once an order and product; what was written before stays. */
enum err shown_put(struct db *db, const struct shown *shown);
/* The first click on a product, by its id and its parent's. */
enum err shown_click(struct db *db, int64_t order_id, int64_t product_id,
    int64_t parent_id, int64_t now);
/* Drops what was shown before that moment, in pieces. */
enum err shown_drop(struct job *job, int64_t before);
extern const struct db_stmt recommend_shown_put, recommend_shown_click,
    recommend_shown_drop, recommend_shown_export, recommend_shown_erase;

enum err recommend_block(const struct block_ask *ask, struct view_part *out);
enum err recommend_queue(struct rq *rq, int64_t most, struct list *out);

#endif
