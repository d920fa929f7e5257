/* meta_count.c - which metas plugins put on the last orders, for an owner who
 * looks for what a buyer would miss. Values leave only as a pattern. */
#include "order.h"

enum { MAX_ORDERS = 1000, MAX_EXAMPLE = 60 };

static const struct field count_row[] = {
	FIELD(struct meta_count, place),
	FIELD(struct meta_count, key),
	FIELD(struct meta_count, orders),
	FIELD(struct meta_count, example),
	FIELD_STOP,
};

/* clang-format off */
#define LAST_HPOS \
	"(SELECT n.id FROM {shop}wc_orders n" \
	"  WHERE n.type = 'shop_order'" \
	"  ORDER BY n.date_created_gmt DESC, n.id DESC LIMIT ?) f"
#define LAST_POSTS \
	"(SELECT n.ID AS id FROM {shop}posts n" \
	"  WHERE n.post_type = 'shop_order'" \
	"  ORDER BY n.ID DESC LIMIT ?) f"
#define COUNTED(owner, value) \
	"       COUNT(DISTINCT " owner ") AS orders," \
	"       MAX(CONVERT(LEFT(" value ", 60) USING utf8mb4)) AS example"
#define OF_ITEMS(last) \
	" UNION ALL " \
	"SELECT IF(i.order_item_type = 'shipping', 'shipping', 'item')," \
	"       CONVERT(m.meta_key USING utf8mb4)," \
	COUNTED("i.order_id", "m.meta_value") \
	"  FROM " last \
	"  JOIN {shop}woocommerce_order_items i ON i.order_id = f.id" \
	"  JOIN {shop}woocommerce_order_itemmeta m" \
	"    ON m.order_item_id = i.order_item_id" \
	" WHERE i.order_item_type IN ('line_item','shipping')" \
	" GROUP BY 1, 2"

const struct db_stmt meta_counts_hpos = {
	.name = "woo.meta_counts_hpos",
	.row = count_row,
	.row_size = sizeof(struct meta_count),
	.reads = "{shop}wc_orders {shop}wc_orders_meta"
		 " {shop}woocommerce_order_items"
		 " {shop}woocommerce_order_itemmeta",
	.sql =
	    "SELECT 'order' AS place,"
	    "       CONVERT(m.meta_key USING utf8mb4) AS `key`,"
	    COUNTED("m.order_id", "m.meta_value")
	    "  FROM " LAST_HPOS
	    "  JOIN {shop}wc_orders_meta m ON m.order_id = f.id"
	    " GROUP BY 1, 2"
	    OF_ITEMS(LAST_HPOS),
};

const struct db_stmt meta_counts_posts = {
	.name = "woo.meta_counts_posts",
	.row = count_row,
	.row_size = sizeof(struct meta_count),
	.reads = "{shop}posts {shop}postmeta"
		 " {shop}woocommerce_order_items"
		 " {shop}woocommerce_order_itemmeta",
	.sql =
	    "SELECT 'order' AS place,"
	    "       CONVERT(m.meta_key USING utf8mb4) AS `key`,"
	    COUNTED("m.post_id", "m.meta_value")
	    "  FROM " LAST_POSTS
	    "  JOIN {shop}postmeta m ON m.post_id = f.id"
	    " GROUP BY 1, 2"
	    OF_ITEMS(LAST_POSTS),
};
/* clang-format on */

/* What WooCommerce itself writes: no plugin's fact. */
static const char *const own_keys[] = { "_product_id", "_variation_id", "_qty",
	"_tax_class", "_line_subtotal", "_line_subtotal_tax", "_line_total",
	"_line_tax", "_line_tax_data", "_reduced_stock",
	"_restock_refunded_items", "method_id", "instance_id", "cost",
	"total_tax", "taxes", "Items", "_edit_lock", "_edit_last",
	"_order_version", "_created_via", "_transaction_id",
	"_customer_ip_address", "_customer_user_agent", "_paid_date",
	"_completed_date", "_download_permissions_granted", "_recorded_sales",
	"_recorded_coupon_usage_counts", "_order_stock_reduced",
	"_new_order_email_sent", "_cart_hash", "_billing_email",
	"_billing_address_index", "_shipping_address_index", "is_vat_exempt" };

static bool
is_own(struct str key)
{
	struct raw_row row = { 0 };

	for (size_t i = 0; i < sizeof(own_keys) / sizeof(*own_keys); i++)
		if (str_is_z(key, own_keys[i]))
			return true;
	/* What is filed as a column of an order is no extra either. */
	return order_row_fill(&row, key, STR("x"));
}

/* Letters to x, digits to 9, so that a shape can be seen but no person. */
static struct str
mask(struct arena *a, struct str s)
{
	struct buf b = buf_new(a, MAX_EXAMPLE);

	s = str_fit(s, MAX_EXAMPLE);
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c >= '0' && c <= '9')
			buf_putc(&b, '9');
		else if (c >= 0xc0 || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z'))
			buf_putc(&b, 'x');
		else if (c >= ' ' && c < 127)
			buf_putc(&b, (char)c);
	}
	return buf_str(&b);
}

enum err
woo_meta_counts(void *self, struct arena *a, int64_t orders, struct list *out)
{
	struct woo *w = self;
	struct list rows = { 0 };
	enum err e;

	if (orders > MAX_ORDERS)
		orders = MAX_ORDERS;
	e = db_all(w->db, a,
	    w->set->is_hpos ? &meta_counts_hpos : &meta_counts_posts,
	    IN(V(orders), V(orders)), &rows);
	if (e)
		return woo_fail(w, e, "metas of orders");
	for (size_t i = 0; i < rows.count; i++) {
		struct meta_count *row = LIST_AT(&rows, struct meta_count, i);

		if (is_own(row->key))
			continue;
		row->example = mask(a, row->example);
		*LIST_PUSH(a, out, struct meta_count) = *row;
	}
	return ERR_OK;
}
