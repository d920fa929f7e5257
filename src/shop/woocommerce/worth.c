/* worth.c - what products cost the shop and how many are left, for the
 * worker's nightly job. A cost stands where WooCommerce (from 9.5) or one of
 * the usual plugins keeps it; 0 is a field nobody filled in. */
#include "inside.h"

static const struct field worth_fields[] = {
	FIELD(struct product_worth, product_id),
	FIELD(struct product_worth, has_margin),
	FIELD(struct product_worth, margin),
	FIELD(struct product_worth, has_stock),
	FIELD(struct product_worth, stock),
	FIELD_STOP
};

/* CONTRACT 6: prices and counted pieces as the fast copy has them. */
static const struct db_stmt read_worth = {
	.name = "woo.worth",
	.row = worth_fields,
	.row_size = sizeof(struct product_worth),
	.reads = "{shop}posts {shop}wc_product_meta_lookup {shop}postmeta",
	.sql = "SELECT l.product_id,"
	       "       c.cost IS NOT NULL AND l.min_price > 0 AS has_margin,"
	       "       COALESCE(CAST(ROUND((l.min_price - c.cost) * 1000"
	       "           / l.min_price) AS SIGNED), 0) AS margin,"
	       "       l.stock_quantity IS NOT NULL AS has_stock,"
	       "       COALESCE(CAST(FLOOR(l.stock_quantity) AS SIGNED), 0)"
	       "           AS stock"
	       "  FROM {shop}wc_product_meta_lookup l"
	       "  JOIN {shop}posts p ON p.ID = l.product_id"
	       "  LEFT JOIN ("
	       "       SELECT m.post_id,"
	       "              MAX(CAST(m.meta_value AS DECIMAL(19,4))) AS cost"
	       "         FROM {shop}postmeta m"
	       "        WHERE m.meta_key IN ('_cogs_total_value',"
	       "              '_wc_cog_cost', '_alg_wc_cog_cost',"
	       "              'yith_cog_cost')"
	       "          AND m.meta_value > 0"
	       "        GROUP BY m.post_id) c ON c.post_id = l.product_id"
	       " WHERE p.post_type = 'product'"
	       "   AND p.post_status = 'publish'",
};

const struct db_stmt *const woo_worth_stmts[] = { &read_worth, NULL };

enum err
woo_each_worth(void *self, struct arena *a,
    enum err (*each)(void *ctx, void *product_worth), void *ctx)
{
	struct woo *w = self;
	enum err e;

	e = db_each(w->db, a, &read_worth, IN_NONE, each, ctx);
	return e ? woo_fail(w, e, "costs and stock") : ERR_OK;
}
