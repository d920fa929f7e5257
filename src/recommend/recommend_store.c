/* recommend_store - the rows of {own}cross_sell: which product goes with
 * which, filled at night, read by the order page in one statement. */
#include "aftersale/db.h"
#include "recommend.h"
#include "recommend_learn.h"

static const struct field pair_fields[] = {
	FIELD(struct pair_row, product_id),
	FIELD(struct pair_row, other_id),
	FIELD_WORDS(struct pair_row, source, pick_source_words),
	FIELD(struct pair_row, score),
	FIELD(struct pair_row, together),
	FIELD(struct pair_row, orders),
	FIELD_STOP
};

static const struct db_stmt pairs_load_stmt = {
	.name = "recommend.pairs",
	.row = pair_fields,
	.row_size = sizeof(struct pair_row),
	.reads = "{own}cross_sell",
	.sql = "SELECT product_id, other_id, place AS source, score,"
	       "       together, orders"
	       "  FROM {own}cross_sell"
	       " WHERE product_id IN (?*)"
	       " LIMIT 4000",
};

#define TEN(x) x "," x "," x "," x "," x "," x "," x "," x "," x "," x
#define ROWS_AT_ONCE 10

/* Ten rows at once; the last is repeated to fill the ten. */
static const struct db_stmt pairs_put_stmt = {
	.name = "recommend.put",
	.by = DB_WORKER,
	.writes = "{own}cross_sell:INSERT,UPDATE",
	.sql = "INSERT INTO {own}cross_sell (product_id, other_id, place,"
	       "       score, together, orders, made_at)"
	       " VALUES " TEN("(?, ?, ?, ?, ?, ?, ?)")
	       " ON DUPLICATE KEY UPDATE score = VALUES(score),"
	       "       together = VALUES(together),"
	       "       orders = VALUES(orders),"
	       "       made_at = VALUES(made_at)",
};

static const struct db_stmt pairs_drop_stmt = {
	.name = "recommend.drop",
	.by = DB_WORKER,
	.writes = "{own}cross_sell:DELETE",
	.sql = "DELETE FROM {own}cross_sell"
	       " WHERE made_at < ?",
};

const struct db_stmt *const recommend_stmts[] = { &pairs_load_stmt,
	&pairs_put_stmt, &pairs_drop_stmt,
	&recommend_numbers_load,
	&recommend_number_make,
	&recommend_number_move,
	&recommend_sales_drop,
	&recommend_lines_drop,
	&recommend_sales_put,
	&recommend_lines_put,
	&recommend_sales_load,
	&recommend_lines_load,
	&recommend_links_put,
	&recommend_products_put,
	&recommend_sellers_put,
	&recommend_links_drop,
	&recommend_products_drop,
	&recommend_sellers_drop,
	&recommend_sales_export,
	&recommend_sales_erase,
	&recommend_lines_export,
	&recommend_lines_erase,
	NULL };

enum err
pairs_load(struct db *db, struct arena *a, const int64_t *products,
    size_t count, struct list *out)
{
	if (count > 256)
		count = 256;
	return db_all(db, a, &pairs_load_stmt, IN(V_INTS(products, count)),
	    out);
}

static enum err
put_ten(struct tx *tx, const struct list *rows, size_t from, int64_t now)
{
	struct db_value in[ROWS_AT_ONCE * 7 + 1] = { 0 };

	for (size_t i = 0; i < ROWS_AT_ONCE; i++) {
		size_t at = from + i < rows->count ? from + i
						   : rows->count - 1;
		const struct pair_row *r = LIST_AT(rows, struct pair_row, at);
		struct db_value *v = in + i * 7;

		v[0] = V(r->product_id);
		v[1] = V(r->other_id);
		v[2] = V(pick_source_words[r->source]);
		v[3] = V(r->score);
		v[4] = V(r->together);
		v[5] = V(r->orders);
		v[6] = V(now);
	}
	return db_write(tx, &pairs_put_stmt, in, NULL);
}

enum err
pairs_replace(struct db *db, const struct list *rows, int64_t now)
{
	AUTO_TX tx = db_begin(db);
	enum err e = tx.err;

	for (size_t i = 0; !e && i < rows->count; i += ROWS_AT_ONCE)
		e = put_ten(&tx, rows, i, now);
	if (!e)
		e = db_write(&tx, &pairs_drop_stmt, IN(V(now)), NULL);
	if (e)
		return e;

	return db_commit(&tx);
}
