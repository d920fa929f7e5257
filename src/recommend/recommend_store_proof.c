/* recommend_store_proof - what orders came to ({own}sale_total), what was shown
 * of them, and what was found ({own}offer_proof). */
#include "aftersale/feature.h"
#include "recommend_proof.h"

#define TEN(x) x "," x "," x "," x "," x "," x "," x "," x "," x "," x
#define FORTY(x) TEN(x) "," TEN(x) "," TEN(x) "," TEN(x)
#define AT_ONCE 40
#define COLUMNS 3
#define READ_ROWS 20000

enum { NO_SUCH_TABLE = 1146, NO_RIGHT = 1142 }; /* an older schema, or rights */

const struct db_stmt recommend_totals_drop = {
	.name = "recommend.totals_drop",
	.by = DB_WORKER,
	.writes = "{own}sale_total:SELECT,DELETE",
	.sql = "DELETE FROM {own}sale_total"
	       " WHERE order_id IN (?*) OR (order_id > ? AND order_id <= ?)",
};

/* The last row is repeated to fill the forty. */
const struct db_stmt recommend_totals_put = {
	.name = "recommend.totals_put",
	.by = DB_WORKER,
	.writes = "{own}sale_total:INSERT,UPDATE",
	.sql = "INSERT INTO {own}sale_total (order_id, currency, total)"
	       " VALUES " FORTY("(?, ?, ?)")
	       " ON DUPLICATE KEY UPDATE total = VALUES(total)",
};

const struct db_stmt recommend_totals_export = {
	.name = "recommend.totals_export",
	.by = DB_PAGE,
	.row = personal_fact_fields,
	.row_size = sizeof(struct personal_fact),
	.reads = "{own}sale_total",
	.sql = "SELECT order_id, 'recommend.total' AS what,"
	       "       CONCAT(total, ' ', currency) AS value, 0 AS at"
	       "  FROM {own}sale_total"
	       " WHERE order_id IN (?*)"
	       " ORDER BY order_id"
	       " LIMIT 5000",
};

const struct db_stmt recommend_totals_erase = {
	.name = "recommend.totals_erase",
	.by = DB_PAGE,
	.writes = "{own}sale_total:SELECT,DELETE",
	.sql = "DELETE FROM {own}sale_total"
	       " WHERE order_id IN (?*)",
};

static const struct field paid_fields[] = {
	FIELD(struct paid_row, order_id),
	FIELD(struct paid_row, user_id),
	FIELD(struct paid_row, mail),
	FIELD(struct paid_row, sold_at),
	FIELD(struct paid_row, currency),
	FIELD(struct paid_row, total),
	FIELD_STOP
};

const struct db_stmt recommend_paid_load = {
	.name = "recommend.paid",
	.by = DB_WORKER,
	.row = paid_fields,
	.row_size = sizeof(struct paid_row),
	.reads = "{own}sale {own}sale_total",
	.sql = "SELECT s.order_id, s.user_id, s.mail, s.sold_at,"
	       "       COALESCE(t.currency, '') AS currency,"
	       "       COALESCE(t.total, 0) AS total"
	       "  FROM {own}sale s"
	       "  LEFT JOIN {own}sale_total t ON t.order_id = s.order_id"
	       " WHERE s.order_id > ?"
	       " ORDER BY s.order_id"
	       " LIMIT ?",
};

static const struct field seen_fields[] = {
	FIELD(struct seen_row, order_id),
	FIELD(struct seen_row, product_id),
	FIELD(struct seen_row, place),
	FIELD(struct seen_row, source),
	FIELD(struct seen_row, is_held),
	FIELD(struct seen_row, percent),
	FIELD(struct seen_row, key_id),
	FIELD(struct seen_row, shown_at),
	FIELD(struct seen_row, clicked_at),
	FIELD_STOP
};

const struct db_stmt recommend_seen_load = {
	.name = "recommend.seen",
	.by = DB_WORKER,
	.row = seen_fields,
	.row_size = sizeof(struct seen_row),
	.reads = "{own}offer_shown",
	.sql = "SELECT order_id, product_id, place, source,"
	       "       grp = 'held-out' AS is_held, percent, key_id,"
	       "       shown_at, clicked_at"
	       "  FROM {own}offer_shown"
	       " WHERE order_id >= ? AND (order_id > ? OR product_id > ?)"
	       " ORDER BY order_id, product_id"
	       " LIMIT ?",
};

const struct db_stmt recommend_proof_put = {
	.name = "recommend.proof_put",
	.by = DB_WORKER,
	.writes = "{own}offer_proof:INSERT,UPDATE",
	.sql = "INSERT INTO {own}offer_proof (name, made_at, json)"
	       " VALUES ('cross_sell', ?, ?)"
	       " ON DUPLICATE KEY UPDATE made_at = VALUES(made_at),"
	       "       json = VALUES(json)",
};

struct proof_row {
	struct str json;
};

static const struct field proof_fields[] = {
	FIELD(struct proof_row, json),
	FIELD_STOP
};

const struct db_stmt recommend_proof_load = {
	.name = "recommend.proof",
	.by = DB_PAGE,
	.row = proof_fields,
	.row_size = sizeof(struct proof_row),
	.reads = "{own}offer_proof",
	.sql = "SELECT json"
	       "  FROM {own}offer_proof"
	       " WHERE name = 'cross_sell'"
	       " LIMIT 1",
};

/* ---- totals ----------------------------------------------------------------*/

static enum err
put_totals(struct tx *tx, const struct list *rows, size_t from)
{
	struct db_value in[AT_ONCE * COLUMNS + 1] = { 0 };

	for (size_t i = 0; i < AT_ONCE; i++) {
		size_t at = from + i < rows->count ? from + i
						   : rows->count - 1;
		const struct total_row *r = LIST_AT(rows, struct total_row,
		    at);
		struct db_value *v = in + i * COLUMNS;

		v[0] = V(r->order_id);
		v[1] = V(r->currency);
		v[2] = V(r->total);
	}
	return db_write(tx, &recommend_totals_put, in, NULL);
}

bool
totals_are_kept(struct db *db)
{
	return !db_check(db, &recommend_totals_drop) ||
	       db_errno(db) != NO_SUCH_TABLE;
}

enum err
totals_write(struct tx *tx, const struct sale_slice *slice)
{
	enum err e;

	if (!slice->totals)
		return ERR_OK;
	e = db_write(tx, &recommend_totals_drop,
	    IN(V_INTS(slice->ids, slice->ids_n), V(slice->after),
		V(slice->to)),
	    NULL);
	for (size_t i = 0; !e && i < slice->totals->count; i += AT_ONCE)
		e = put_totals(tx, slice->totals, i);
	return e;
}

/* ---- reading and writing ----------------------------------------------------*/

enum err
paid_read(struct db *db, struct arena *a, int64_t after, struct list *out)
{
	return db_all(db, a, &recommend_paid_load,
	    IN(V(after), V(READ_ROWS)), out);
}

enum err
seen_read(struct db *db, struct arena *a, int64_t order_id,
    int64_t product_id, struct list *out)
{
	return db_all(db, a, &recommend_seen_load,
	    IN(V(order_id), V(order_id), V(product_id), V(READ_ROWS)), out);
}

enum err
proof_put(struct db *db, int64_t now, struct str json)
{
	return db_exec(db, &recommend_proof_put, IN(V(now), V(json)), NULL);
}

enum err
proof_load(struct db *db, struct arena *a, struct str *json)
{
	struct proof_row row;
	enum err e = db_one(db, a, &recommend_proof_load, IN_NONE, &row);

	if (e && (db_errno(db) == NO_SUCH_TABLE || db_errno(db) == NO_RIGHT))
		return ERR_NOT_FOUND;
	if (!e)
		*json = row.json;
	return e;
}
