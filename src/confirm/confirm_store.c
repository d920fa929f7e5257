/* confirm_store - what is kept of an order for its page: the cards of all
 * features and the counts of its days, given out and forgotten as one. */
#include "confirm.h"

const struct db_stmt confirm_cards_export = {
	.name = "confirm.cards_export",
	.by = DB_PAGE,
	.row = personal_fact_fields,
	.row_size = sizeof(struct personal_fact),
	.reads = "{own}order_card",
	.sql = "SELECT order_id, block AS what,"
	       "       TRIM(CONCAT(state, ' ', data)) AS value,"
	       "       updated_at AS at"
	       "  FROM {own}order_card"
	       " WHERE order_id IN (?*)"
	       " ORDER BY order_id, block"
	       " LIMIT 5000",
};

const struct db_stmt confirm_cards_erase = {
	.name = "confirm.cards_erase",
	.by = DB_PAGE,
	.writes = "{own}order_card:SELECT,DELETE",
	.sql = "DELETE FROM {own}order_card"
	       " WHERE order_id IN (?*)",
};

const struct db_stmt confirm_days_export = {
	.name = "confirm.days_export",
	.by = DB_PAGE,
	.row = personal_fact_fields,
	.row_size = sizeof(struct personal_fact),
	.reads = "{own}activity",
	.sql = "SELECT order_id, block AS what, '' AS value,"
	       "       day * 86400 AS at"
	       "  FROM {own}activity"
	       " WHERE order_id IN (?*)"
	       " ORDER BY order_id, day, block"
	       " LIMIT 5000",
};

const struct db_stmt confirm_days_erase = {
	.name = "confirm.days_erase",
	.by = DB_PAGE,
	.writes = "{own}activity:SELECT,DELETE",
	.sql = "DELETE FROM {own}activity"
	       " WHERE order_id IN (?*)",
};

const struct db_stmt *const confirm_stmts[] = { &confirm_cards_export,
	&confirm_cards_erase, &confirm_days_export, &confirm_days_erase,
	NULL };
