/* recommend_store_nudge - rows of {own}learned_nudge: what margin and stock
 * moved, by runs. Only who asks why reads them. */
#include "aftersale/db.h"
#include "recommend_learn.h"
#include "recommend_nudge.h"

/* An older schema, or rights that are older than the table. */
enum { NO_SUCH_TABLE = 1146, NO_RIGHT = 1142 };

static const struct field nudge_fields[] = {
	FIELD(struct nudge, product_id),
	FIELD(struct nudge, factor),
	FIELD(struct nudge, margin),
	FIELD(struct nudge, has_margin),
	FIELD(struct nudge, is_low),
	FIELD_STOP
};

const struct db_stmt recommend_nudges_put = {
	.name = "recommend.nudges_put",
	.by = DB_WORKER,
	.writes = "{own}learned_nudge:INSERT,UPDATE",
	.sql = "INSERT INTO {own}learned_nudge (run, product_id, factor,"
	       "       margin, is_low)"
	       " VALUES (?, ?, ?, ?, ?)"
	       " ON DUPLICATE KEY UPDATE factor = VALUES(factor)",
};

const struct db_stmt recommend_nudges_drop = {
	.name = "recommend.drop_nudge",
	.by = DB_WORKER,
	.writes = "{own}learned_nudge:SELECT,DELETE",
	.sql = "DELETE FROM {own}learned_nudge"
	       " WHERE run < ? OR run > ?"
	       " LIMIT 5000",
};

const struct db_stmt recommend_nudges_load = {
	.name = "recommend.nudges_load",
	.row = nudge_fields,
	.row_size = sizeof(struct nudge),
	.reads = "{own}learned {own}learned_nudge",
	.sql = "SELECT n.product_id, n.factor, COALESCE(n.margin, 0) AS margin,"
	       "       n.margin IS NOT NULL AS has_margin, n.is_low"
	       "  FROM {own}learned s"
	       "  JOIN {own}learned_nudge n ON n.run = s.value"
	       " WHERE s.name = 'run'"
	       " ORDER BY n.product_id",
};

bool
nudges_are_kept(struct db *db)
{
	return !db_check(db, &recommend_nudges_drop) ||
	       (db_errno(db) != NO_SUCH_TABLE && db_errno(db) != NO_RIGHT);
}

enum err
nudges_write(struct db *db, int64_t run, const struct list *nudges)
{
	AUTO_TX tx = db_begin(db);
	enum err e = tx.err;

	for (size_t i = 0; !e && i < nudges->count; i++) {
		const struct nudge *n = LIST_AT(nudges, struct nudge, i);

		e = db_write(&tx, &recommend_nudges_put,
		    IN(V(run), V(n->product_id), V(n->factor),
			n->has_margin ? V(n->margin) : V_NULL,
			V((int64_t)n->is_low)),
		    NULL);
	}
	if (e)
		return e;

	return db_commit(&tx);
}

enum err
nudges_load(struct db *db, struct arena *a, struct list *out)
{
	enum err e = db_all(db, a, &recommend_nudges_load, IN_NONE, out);

	return e && (db_errno(db) == NO_SUCH_TABLE || db_errno(db) == NO_RIGHT)
		   ? ERR_OK
		   : e;
}
