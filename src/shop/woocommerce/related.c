/* related.c - which products there are to show, which stand in which category,
 * and what sells best there; streams for the worker's nightly job.
 */
#include "inside.h"

#define IS_OPEN                                                        \
	"       p.post_type = 'product'"                               \
	"   AND p.post_status = 'publish'"                             \
	"   AND p.post_password = ''"                                  \
	"   AND NOT EXISTS ("                                          \
	"       SELECT 1 FROM {shop}term_relationships hr"             \
	"         JOIN {shop}term_taxonomy hx"                         \
	"           ON hx.term_taxonomy_id = hr.term_taxonomy_id"      \
	"          AND hx.taxonomy = 'product_visibility'"             \
	"         JOIN {shop}terms ht ON ht.term_id = hx.term_id"      \
	"        WHERE hr.object_id = p.ID"                            \
	"          AND ht.slug = 'exclude-from-catalog')"

/* Published, in the catalogue, with a category. */
#define PAIRS                                                          \
	"  FROM {shop}term_taxonomy x"                                 \
	"  JOIN {shop}term_relationships r"                            \
	"    ON r.term_taxonomy_id = x.term_taxonomy_id"               \
	"  JOIN {shop}posts p ON p.ID = r.object_id"                   \
	"  JOIN {shop}wc_product_meta_lookup l ON l.product_id = p.ID" \
	" WHERE x.taxonomy = 'product_cat'"                            \
	"   AND " IS_OPEN
#define TABLES                                                     \
	"{shop}term_taxonomy {shop}term_relationships {shop}terms" \
	" {shop}posts {shop}wc_product_meta_lookup"

static const struct field seller_fields[] = { FIELD(struct category_seller,
						  category_id),
	FIELD(struct category_seller, product_id),
	FIELD(struct category_seller, sold), FIELD_STOP };

static const struct db_stmt read_sellers = {
	.name = "woo.sellers",
	.row = seller_fields,
	.row_size = sizeof(struct category_seller),
	.reads = TABLES,
	.sql = "SELECT x.term_id AS category_id, p.ID AS product_id,"
	       "       l.total_sales AS sold" PAIRS
	       "   AND l.stock_status <> 'outofstock'"
	       "   AND l.total_sales > 0"
	       " ORDER BY category_id, sold DESC, product_id",
};

static const struct db_stmt read_pairs = {
	.name = "woo.categories",
	.row = seller_fields,
	.row_size = sizeof(struct category_seller),
	.reads = TABLES,
	.sql = "SELECT x.term_id AS category_id, p.ID AS product_id,"
	       "       l.total_sales AS sold" PAIRS,
};

static const struct field open_fields[] = { FIELD(struct open_product,
						product_id),
	FIELD(struct open_product, in_stock), FIELD_STOP };

static const struct db_stmt read_open = {
	.name = "woo.open_products",
	.row = open_fields,
	.row_size = sizeof(struct open_product),
	.reads = TABLES,
	.sql = "SELECT p.ID AS product_id,"
	       "       COALESCE(l.stock_status, '') <> 'outofstock' AS in_stock"
	       "  FROM {shop}posts p"
	       "  LEFT JOIN {shop}wc_product_meta_lookup l"
	       "    ON l.product_id = p.ID"
	       " WHERE " IS_OPEN,
};

const struct db_stmt *const woo_related_stmts[] = { &read_sellers, &read_pairs,
	&read_open, NULL };

struct top {
	struct arena *arena;
	struct list *out;
	int64_t each;
	int64_t category_id;
	int64_t taken;
};

static enum err
take_top(void *ctx, void *row)
{
	struct top *t = ctx;
	const struct category_seller *seller = row;

	if (seller->category_id != t->category_id) {
		t->category_id = seller->category_id;
		t->taken = 0;
	}
	if (t->taken++ < t->each)
		*LIST_PUSH(t->arena, t->out, struct category_seller) = *seller;
	return ERR_OK;
}

enum err
woo_category_sellers(
    void *self, struct arena *a, int64_t each, struct list *out)
{
	struct woo *w = self;
	struct top t = { .arena = a, .out = out, .each = each };
	enum err e;

	e = db_each(w->db, a, &read_sellers, IN_NONE, take_top, &t);
	return e ? woo_fail(w, e, "best sellers") : ERR_OK;
}

enum err
woo_each_category(void *self, struct arena *a,
    enum err (*each)(void *ctx, void *category_seller), void *ctx)
{
	struct woo *w = self;
	enum err e;

	e = db_each(w->db, a, &read_pairs, IN_NONE, each, ctx);
	return e ? woo_fail(w, e, "categories") : ERR_OK;
}

enum err
woo_each_open(void *self, struct arena *a,
    enum err (*each)(void *ctx, void *open_product), void *ctx)
{
	struct woo *w = self;
	enum err e;

	e = db_each(w->db, a, &read_open, IN_NONE, each, ctx);
	return e ? woo_fail(w, e, "products of the catalogue") : ERR_OK;
}
