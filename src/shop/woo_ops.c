/* woo_ops.c - the WooCommerce adapter as shop.c sees it: a table. */
#include "ops.h"
#include "woocommerce/woo.h"

const struct shop_ops woo_ops = {
	.open = woo_open,
	.close = woo_close,
	.refresh = woo_refresh,
	.info = woo_info,
	.use_numbers = woo_use_numbers,
	.date_words = woo_shop_date_words,
	.why = woo_why,
	.stmts = woo_stmts,
	.may_lack = woo_may_lack,
	.tables = woo_tables,
	.reads = woo_reads,
	.order_find = woo_order_find,
	.order_head = woo_order_head,
	.order = woo_order,
	.orders_last = woo_orders_last,
	.orders_since = woo_orders_since,
	.sale_ids = woo_sale_ids,
	.sales = woo_sales,
	.twins = woo_twins,
	.products = woo_shop_products,
	.category_sellers = woo_category_sellers,
	.each_category = woo_each_category,
	.each_worth = woo_each_worth,
	.cookie_name = woo_cookie_name,
	.session = woo_session,
	.shared_key = woo_shared_key,
	.inspect = woo_inspect,
	.meta_counts = woo_meta_counts,
};
