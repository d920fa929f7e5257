/* product.h - from rows of products to what is shown of them (private).
 *
 * product_load.c gathers the rows of a list of ids, price.c sets the price's
 * text, product_make.c makes the product of it, product_cache.c remembers.
 */
#ifndef SHOP_WOO_PRODUCT_H
#define SHOP_WOO_PRODUCT_H

#include "picture.h"
#include "woo.h"

enum woo_meta {
	WOO_META_PRICE = 0,
	WOO_META_REGULAR,
	WOO_META_SALE,
	WOO_META_SALE_FROM,
	WOO_META_SALE_TO,
	WOO_META_STOCK,
	WOO_META_TAX_STATUS,
	WOO_META_TAX_CLASS,
	WOO_META_SKU,
	WOO_META_CROSS_SELLS,
	WOO_META_UPSELLS,
	WOO_META_RATING,
	WOO_META_REVIEWS,
	WOO_META_VIRTUAL,
	WOO_META_DOWNLOAD,
	WOO_META_ATTRIBUTES,
	WOO_META_CHILDREN,
	WOO_META_COUNT
};

/* A row that says something of a product; the lowest meta_id of a key holds,
 * as it does in the shop. p is NULL without a row. */
struct woo_meta_value {
	struct str text;
	int64_t meta_id;
};

/* A variation, as far as its parent's price needs it. */
struct woo_child {
	int64_t id;
	struct woo_meta_value metas[WOO_META_TAX_CLASS + 1];
};

/* Rows of one post, as they came. */
struct woo_raw {
	int64_t id;
	int64_t parent_id;
	struct str post_type;
	struct str status;
	struct str slug;
	struct str title;
	struct str date;
	bool has_secret;
	bool is_asked;   /* for itself, not for another product's sake */
	struct str type; /* slug of product_type */
	bool not_in_catalog;
	bool not_in_search;
	struct woo_meta_value metas[WOO_META_COUNT];
	struct list choices;  /* struct woo_choice: attribute_* rows */
	struct list terms;    /* struct woo_term: pa_* */
	struct list cats;     /* struct woo_category */
	struct list children; /* struct woo_child */
	struct woo_picture picture;
};

struct woo_category {
	struct woo_term term;
	int64_t order; /* by hand */
	struct list above; /* int64_t: its parent, and what is above that */
};

struct woo_raws {
	struct list items; /* struct woo_raw *, in no order */
};

extern const struct db_stmt *const woo_product_stmts[];

/* Reads the rows of the ids into the list; those that are there already are
 * not asked for again. At most 256 ids. */
enum err woo_raws_read(struct woo *w, struct arena *a, const int64_t *ids,
    size_t count, struct woo_raws *out);
/* NULL when it is not there. */
const struct woo_raw *woo_raw_in(const struct woo_raws *raws, int64_t id);
/* The ids of a serialized list, at most 256. */
void woo_ids_read(
    struct arena *a, struct arena *scratch, struct str php, struct list *out);

/* What a product costs, in words. */
struct woo_price {
	struct str text; /* all of it */
	struct str was;  /* struck, when there is a sale */
	struct str now;
	bool is_empty; /* no price: it cannot be bought */
};

/* parent of a variation, NULL otherwise; raws hold the members of a group. */
void woo_price_make(struct woo *w, struct arena *a, const struct woo_raw *raw,
    const struct woo_raw *parent, const struct woo_raws *raws, int64_t now,
    struct woo_price *out);
struct str woo_tax_class_of(const struct woo_set *set,
    const struct woo_raw *raw, const struct woo_raw *parent);
bool woo_is_taxable(const struct woo_set *set, const struct woo_raw *raw,
    const struct woo_raw *parent);
enum woo_type woo_type_of(const struct woo_raw *raw);

/* Visible as the shop says; in_stock by its stock status. */
bool woo_is_in_stock(const struct woo_raw *raw);
bool woo_is_open(const struct woo_set *set, const struct woo_raw *raw,
    const struct woo_raw *parent);
/* Everything, in the arena. */
struct woo_product *woo_product_make(struct woo *w, struct arena *a,
    const struct woo_raw *raw, const struct woo_raws *raws, int64_t now);

struct woo_cache *woo_cache_new(struct arena *a);
void woo_cache_empty(struct woo_cache *cache);
void woo_cache_free(struct woo_cache *cache);

#endif
