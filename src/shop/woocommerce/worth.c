/* worth.c - what products cost the shop and how many are left, for the
 * worker's nightly job. A cost stands where WooCommerce (from 9.7) or one of
 * the usual plugins keeps it; a product's 0 is a field nobody filled in. */
#include "inside.h"

static const struct field worth_fields[] = {
	FIELD(struct product_worth, product_id),
	FIELD(struct product_worth, has_margin),
	FIELD(struct product_worth, margin),
	FIELD(struct product_worth, has_stock),
	FIELD(struct product_worth, stock),
	FIELD_STOP
};

/* WooCommerce reads none of its costs while that feature is off; a shop that
 * was never asked has no such row. */
#define COGS_ON                                                           \
	"NOT EXISTS (SELECT 1 FROM {shop}options f WHERE f.option_name ="  \
	" 'woocommerce_feature_cost_of_goods_sold_enabled'"                \
	" AND f.option_value = 'no')"

/* What one thing costs: as WooCommerce keeps it, where 0 says something of
 * variations only, and as plugins do. WooCommerce may say of a variation that
 * its cost comes on top of the product's. */
#define COSTS                                                             \
	"(SELECT m.post_id,"                                              \
	"        MAX(IF(m.meta_key = '_cogs_total_value',"                \
	"            CAST(m.meta_value AS DECIMAL(19,4)), NULL)) AS cogs," \
	"        MAX(IF(m.meta_key IN ('_cogs_total_value',"              \
	"            '_cogs_value_is_additive'), NULL,"                   \
	"            CAST(m.meta_value AS DECIMAL(19,4)))) AS noted,"     \
	"        MAX(m.meta_key = '_cogs_value_is_additive') AS on_top"   \
	"   FROM {shop}postmeta m"                                        \
	"  WHERE (m.meta_key IN ('_wc_cog_cost', '_alg_wc_cog_cost',"     \
	"         'yith_cog_cost')"                                       \
	"         AND m.meta_value > 0)"                                  \
	"     OR (m.meta_key = '_cogs_total_value'"                       \
	"         AND m.meta_value REGEXP '^[0-9]' AND " COGS_ON ")"      \
	"     OR (m.meta_key = '_cogs_value_is_additive'"                 \
	"         AND m.meta_value = 'yes' AND " COGS_ON ")"              \
	"  GROUP BY m.post_id)"

/* Of the variations of each product that has a cost at one of them: the mean;
 * what has no cost of its own has the product's. */
#define VARIATIONS                                                        \
	"(SELECT v.post_parent,"                                          \
	"        AVG((u.min_price - COALESCE(IF(d.on_top,"                \
	"                d.cogs + COALESCE(e.cogs, 0), d.cogs), d.noted," \
	"            NULLIF(e.cogs, 0), e.noted))"                        \
	"            * 1000 / u.min_price) AS margin"                     \
	"   FROM {shop}posts v"                                           \
	"   JOIN {shop}wc_product_meta_lookup u"                          \
	"     ON u.product_id = v.ID AND u.min_price > 0"                 \
	"   LEFT JOIN " COSTS " d ON d.post_id = v.ID"                    \
	"   LEFT JOIN " COSTS " e ON e.post_id = v.post_parent"           \
	"  WHERE v.post_type = 'product_variation'"                       \
	"    AND v.post_status = 'publish'"                               \
	"  GROUP BY v.post_parent"                                        \
	" HAVING COUNT(COALESCE(d.cogs, d.noted)) > 0)"

#define OWN_COST "COALESCE(NULLIF(c.cogs, 0), c.noted)"

/* CONTRACT 6: prices and counted pieces as the fast copy has them. */
static const struct db_stmt read_worth = {
	.name = "woo.worth",
	.row = worth_fields,
	.row_size = sizeof(struct product_worth),
	.reads = "{shop}posts {shop}wc_product_meta_lookup {shop}postmeta"
		 " {shop}options",
	.sql = "SELECT l.product_id,"
	       "       w.margin IS NOT NULL OR"
	       "           (" OWN_COST " IS NOT NULL AND l.min_price > 0)"
	       "           AS has_margin,"
	       "       COALESCE(CAST(ROUND(COALESCE(w.margin,"
	       "           (l.min_price - " OWN_COST ") * 1000"
	       "           / l.min_price))"
	       "           AS SIGNED), 0) AS margin,"
	       "       l.stock_quantity IS NOT NULL AS has_stock,"
	       "       COALESCE(CAST(FLOOR(l.stock_quantity) AS SIGNED), 0)"
	       "           AS stock"
	       "  FROM {shop}wc_product_meta_lookup l"
	       "  JOIN {shop}posts p ON p.ID = l.product_id"
	       "  LEFT JOIN " COSTS " c ON c.post_id = l.product_id"
	       "  LEFT JOIN " VARIATIONS " w ON w.post_parent = l.product_id"
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
