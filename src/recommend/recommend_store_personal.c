/* recommend_store_personal - what the rows of sales say of a person, and its
 * end. The next reading of the order finds what the shop still knows. */
#include "aftersale/feature.h"
#include "recommend_learn.h"

const struct db_stmt recommend_sales_export = {
	.name = "recommend.sales_export",
	.by = DB_PAGE,
	.row = personal_fact_fields,
	.row_size = sizeof(struct personal_fact),
	.reads = "{own}sale",
	.sql = "SELECT order_id, 'recommend.sale' AS what,"
	       "       CONCAT('account ', user_id) AS value, sold_at AS at"
	       "  FROM {own}sale"
	       " WHERE order_id IN (?*)"
	       " ORDER BY order_id"
	       " LIMIT 5000",
};

const struct db_stmt recommend_sales_erase = {
	.name = "recommend.sales_erase",
	.by = DB_PAGE,
	.writes = "{own}sale:SELECT,DELETE",
	.sql = "DELETE FROM {own}sale"
	       " WHERE order_id IN (?*)",
};

const struct db_stmt recommend_lines_export = {
	.name = "recommend.lines_export",
	.by = DB_PAGE,
	.row = personal_fact_fields,
	.row_size = sizeof(struct personal_fact),
	.reads = "{own}sale_line",
	.sql = "SELECT order_id, 'recommend.product' AS what,"
	       "       CONCAT('', product_id) AS value, 0 AS at"
	       "  FROM {own}sale_line"
	       " WHERE order_id IN (?*)"
	       " ORDER BY order_id, product_id"
	       " LIMIT 5000",
};

const struct db_stmt recommend_lines_erase = {
	.name = "recommend.lines_erase",
	.by = DB_PAGE,
	.writes = "{own}sale_line:SELECT,DELETE",
	.sql = "DELETE FROM {own}sale_line"
	       " WHERE order_id IN (?*)",
};
