/* recommend_learn.h - what the files of the nightly learning share. */
#ifndef RECOMMEND_RECOMMEND_LEARN_H
#define RECOMMEND_RECOMMEND_LEARN_H

#include "aftersale/conf.h"
#include "aftersale/outbox.h"
#include "aftersale/shop_job.h"

/* ---- what was sold: {own}sale, {own}sale_line, {own}learned --------------*/

/* A row of {own}sale. */
struct sale_row {
	int64_t order_id;
	int64_t user_id;
	int64_t mail;
	int64_t sold_at;
};

/* Numbers of {own}learned by name; 0 when there is none. */
struct learned {
	int64_t run;	    /* the run that pages read */
	int64_t orders;	    /* of that run */
	int64_t made_at;    /* seconds UTC of it */
	int64_t month;	    /* orders of the 30 days before */
	int64_t key_id;	    /* of the key that made the mails of sales */
	int64_t filled_to;  /* orders up to this id were read */
	int64_t began_at;   /* when reading them all began last */
	int64_t changed_at; /* how far changed orders were read: */
	int64_t changed_id; /* struct order_cursor */
	int64_t noted_id;
	int64_t next_faded; /* billionths: what speaks for who had it before, */
	int64_t next_times; /* as of ENGINE_TERM_FADED and _TIMES */
};
enum err learned_load(struct db *db, struct arena *a, struct learned *out);
/* Writes what differs. ERR_CONFLICT: filled_to or run is no longer as it was,
 * because somebody else is at work. */
enum err learned_save(
    struct tx *tx, const struct learned *was, const struct learned *is);

/* A part of what was sold, in place of what was known of the same orders. */
struct sale_slice {
	const int64_t *ids; /* of all orders that were asked for */
	size_t ids_n;	    /* at most 256 */
	int64_t after;	    /* and what stands between these two ids, too; */
	int64_t to;	    /* equal: nothing does */
	const struct list *sales; /* struct sale_row */
	const struct list *totals; /* struct total_row; NULL: not kept */
	const struct list *lines; /* struct sale_line, a product once */
};
enum err sales_write(struct db *db, const struct sale_slice *slice,
    const struct learned *was, const struct learned *is);
/* The next rows above an order, by order; lines above one of its products. */
enum err sales_read(
    struct db *db, struct arena *a, int64_t after, struct list *out);
enum err sale_lines_read(struct db *db, struct arena *a, int64_t after,
    int64_t product, struct list *out /* struct sale_line */);

/* Brings the rows to what the shop says now. */
enum err sales_update(struct job *job, struct learned *is);

/* ---- who is one buyer ----------------------------------------------------*/

/* A number for an e-mail address in small letters; 0: there is none. */
int64_t sale_mail(const struct conf *conf, struct str email);

struct account {
	int64_t mail;
	int64_t user_id;
};

/* Rows of {own}sale with their buyers: accounts by their number, guests with
 * the mail of an account as that account, others below zero by their mail;
 * 0: nobody knows. Memory of its own. */
struct buyers {
	struct sale_row *sales; /* by order */
	size_t count;
	size_t room;
	struct account *accounts; /* by mail, each once */
	size_t accounts_n;
};

void buyers_add(struct buyers *b, const struct list *sales);
/* After the last row. */
void buyers_join(struct buyers *b);
int64_t buyers_of(const struct buyers *b, size_t index);
void buyers_free(struct buyers *b);

/* ---- what an owner may be offered again -----------------------------------*/

struct purchase {
	int64_t buyer; /* never 0 */
	int64_t product_id;
	int64_t time; /* seconds UTC, never 0 */
};

/* Categories of products, to be asked for one of each: the youngest one, as a
 * rule the narrowest. */
struct narrowest {
	const struct category_seller *pairs; /* by product, then category */
	size_t n;
};
void narrowest_make(struct arena *a,
    const struct list *categories /* struct category_seller */,
    struct narrowest *out);
/* 0: none. */
int64_t narrowest_of(const struct narrowest *all, int64_t product_id);

/* Among the links of a product; they may be in stock again by day. */
enum { SOLD_OUT_MOST = 8 };

/* Of struct open_product, before it is asked. */
void catalogue_sort(struct list *catalogue);
/* May it stand among others? *sold_out counts those that are taken although
 * they are sold out. catalogue NULL: nobody asked the shop, all may. */
bool catalogue_takes(
    const struct list *catalogue, int64_t product_id, size_t *sold_out);

struct again {
	int64_t product_id;
	int64_t days; /* 0: never; else half its usual time between two */
	int64_t gap;  /* days of that time; 0: nobody bought it twice */
	int64_t rebuyers; /* buyers who came back for it within a year */
};

/* Of each product, by its id. categories: struct category_seller, may be
 * empty. purchases are sorted here. */
void again_make(struct arena *a, struct purchase *purchases, size_t count,
    const struct list *categories, struct list *out /* struct again */);
/* NULL: nobody knows. */
const struct again *again_of(const struct list *all, int64_t product_id);
/* 0, too, of a product that nobody knows. */
int64_t again_days(const struct list *all, int64_t product_id);

/* ---- what is learned -------------------------------------------------------*/

struct link_row {
	int64_t product_id;
	int64_t other_id;
	int64_t score;
	int64_t together;
};

struct product_row {
	int64_t product_id;
	int64_t one_id;
	int64_t orders;
	int64_t base;
	int64_t variation_id;
	int64_t again_days;
};

struct seller_row {
	int64_t category_id;
	int64_t place;
	int64_t product_id;
};

/* What a product of a buyer's history says for the next order. */
struct follow_row {
	int64_t product_id;
	int64_t one_id;
	int64_t base_next; /* its own, without a history */
	int64_t rebuy; /* what speaks for it because others bought it again */
	int64_t rebuyers;
	int64_t gap_days;
	struct str next_links; /* as recommend_follow.h reads them */
	struct str new_links;
};

/* 0 for what is beyond all sense. */
int64_t billionths(double d);

/* Rows of a run that nobody reads yet, some thousands at once. */
enum err links_write(struct db *db, int64_t run, const struct list *rows);
enum err products_write(struct db *db, int64_t run, const struct list *rows);
enum err sellers_write(struct db *db, int64_t run, const struct list *rows);
enum err follows_write(struct db *db, int64_t run, const struct list *rows);
/* Is there the table? */
bool follows_are_kept(struct db *db);
/* Drops rows of all other runs, in pieces; `keep` is asked between them. */
enum err runs_drop(struct job *job, int64_t but);

/* The statements, for recommend_stmts. */
extern const struct db_stmt recommend_numbers_load, recommend_number_make,
    recommend_number_move, recommend_sales_drop, recommend_lines_drop,
    recommend_sales_put, recommend_lines_put, recommend_sales_load,
    recommend_lines_load, recommend_links_put, recommend_products_put,
    recommend_sellers_put, recommend_follows_put, recommend_links_drop,
    recommend_products_drop, recommend_sellers_drop, recommend_follows_drop,
    recommend_sales_export, recommend_sales_erase, recommend_lines_export, recommend_lines_erase;

/* Products that are one in several languages: as which one they count, and
 * what it is called in a language. */
struct fold {
	int64_t product_id;
	int64_t one_id; /* the lowest of its group */
	struct str language;
};
struct folds {
	struct list by_product; /* struct fold */
	struct list by_one;	/* the same, by one_id and product */
};
void fold_make(struct arena *a, const struct list *twins, struct folds *out);
int64_t fold_one(const struct folds *folds, int64_t product_id);
/* All of the product's group, itself among them; none: it has no twin. */
const struct fold *
fold_group(const struct folds *folds, int64_t one_id, size_t *count);
/* The one of the group in that language, else the product itself. */
int64_t fold_in(
    const struct folds *folds, int64_t one_id, struct str language);

struct sold;
/* What the rows of sales say beside what goes into the engine. */
struct feed {
	struct folds folds;
	struct buyers buyers;
	struct purchase *purchases;
	size_t purchases_n, purchases_room;
	struct variant {
		int64_t product_id;
		int64_t variation_id;
	} *variants; /* of lines */
	size_t variants_n, variants_room;
	struct sold *sold; /* of lines, lately */
	size_t sold_n, sold_room;
};

struct engine;
/* All rows of sales into the engine and the feed. */
enum err feed_read(struct job *job, struct feed *f, struct engine *engine);
void feed_free(struct feed *f);
/* After the last row: variants with each product once, its best seller. */
void feed_variants(struct feed *f);
int64_t feed_variant(const struct feed *f, int64_t product_id);

/* One row of what follows the product at that index of the engine. */
struct follow_ask {
	struct arena *arena;
	const struct engine *engine;
	const struct folds *folds;
	const struct list *again; /* struct again */
	const struct list *nudges; /* struct nudge */
	const struct list *catalogue; /* NULL: links to all products */
	size_t index;
	int64_t product_id; /* as it is called in this language; */
	const struct str *language; /* NULL: it has no other */
};
void follow_make(const struct follow_ask *ask, struct follow_row *out);

enum err sellers_learn(struct job *job, const struct engine *engine,
    const struct list *catalogue, int64_t run);

/* From the rows of sales to the tables that pages read. */
enum err learn(struct job *job, const struct learned *was);

#endif
