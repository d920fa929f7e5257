/* recommend_store_shown - rows of {own}offer_shown: what was offered with an
 * order, to which group, and what was opened of it. */
#include "aftersale/feature.h"
#include "recommend.h"

enum { NO_SUCH_TABLE = 1146 }; /* an older schema */

#define COLUMNS 9
#define DROP_ROWS 5000
#define HELD "held-out"
#define FREE "learned"

/* The last row is repeated to fill the nine. */
const struct db_stmt recommend_shown_put = {
	.name = "recommend.shown",
	.by = DB_PAGE,
	.writes = "{own}offer_shown:INSERT",
#define ROW "(?, ?, ?, ?, ?, ?, ?, ?, ?, 0)"
	.sql = "INSERT IGNORE INTO {own}offer_shown (order_id, product_id,"
	       "       place, source, score, grp, percent, key_id, shown_at,"
	       "       clicked_at)"
	       " VALUES " ROW "," ROW "," ROW "," ROW "," ROW "," ROW
	       "," ROW "," ROW "," ROW,
#undef ROW
};

const struct db_stmt recommend_shown_click = {
	.name = "recommend.clicked",
	.by = DB_PAGE,
	.writes = "{own}offer_shown:SELECT,UPDATE",
	.sql = "UPDATE {own}offer_shown"
	       "   SET clicked_at = ?"
	       " WHERE order_id = ? AND product_id IN (?, ?)"
	       "   AND place > 0 AND clicked_at = 0",
};

const struct db_stmt recommend_shown_drop = {
	.name = "recommend.shown_drop",
	.by = DB_WORKER,
	.writes = "{own}offer_shown:SELECT,DELETE",
	.sql = "DELETE FROM {own}offer_shown"
	       " WHERE shown_at < ?"
	       " LIMIT 5000",
};

const struct db_stmt recommend_shown_export = {
	.name = "recommend.shown_export",
	.by = DB_PAGE,
	.row = personal_fact_fields,
	.row_size = sizeof(struct personal_fact),
	.reads = "{own}offer_shown",
	.sql = "SELECT order_id,"
	       "       CASE WHEN clicked_at > 0 THEN 'recommend.opened'"
	       "            ELSE 'recommend.offered' END AS what,"
	       "       CONCAT('', product_id) AS value, shown_at AS at"
	       "  FROM {own}offer_shown"
	       " WHERE order_id IN (?*)"
	       " ORDER BY order_id, place, product_id"
	       " LIMIT 5000",
};

const struct db_stmt recommend_shown_erase = {
	.name = "recommend.shown_erase",
	.by = DB_PAGE,
	.writes = "{own}offer_shown:SELECT,DELETE",
	.sql = "DELETE FROM {own}offer_shown"
	       " WHERE order_id IN (?*)",
};

enum err
shown_put(struct db *db, const struct shown *shown)
{
	struct db_value in[SHOWN_ROWS * COLUMNS + 1] = { 0 };

	for (size_t i = 0; i < SHOWN_ROWS; i++) {
		const struct shown_row *r =
		    &shown->rows[i < shown->n ? i : shown->n - 1];
		struct db_value *v = in + i * COLUMNS;

		v[0] = V(shown->order_id);
		v[1] = V(r->product_id);
		v[2] = V(r->place);
		v[3] = V(r->place ? pick_source_words[r->source] : "page");
		v[4] = V(r->score);
		v[5] = V(shown->draw.is_held ? HELD : FREE);
		v[6] = V(shown->draw.percent);
		v[7] = V(shown->draw.key_id);
		v[8] = V(shown->at);
	}
	return db_exec(db, &recommend_shown_put, in, NULL);
}

enum err
shown_drop(struct job *job, int64_t before)
{
	int64_t changed = DROP_ROWS;
	enum err e = ERR_OK;

	while (!e && changed == DROP_ROWS) {
		e = db_exec(job->db, &recommend_shown_drop, IN(V(before)),
		    &changed);
		if (!e)
			e = outbox_keep(job);
	}
	return e && db_errno(job->db) == NO_SUCH_TABLE ? ERR_OK : e;
}

enum err
shown_click(struct db *db, int64_t order_id, int64_t product_id,
    int64_t parent_id, int64_t now)
{
	return db_exec(db, &recommend_shown_click,
	    IN(V(now), V(order_id), V(product_id),
		V(parent_id ? parent_id : product_id)),
	    NULL);
}
