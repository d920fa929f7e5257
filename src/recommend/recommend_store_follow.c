/* recommend_store_follow - rows of {own}learned_follow: what products of a
 * buyer's history say for the next order, by runs. */
#include "aftersale/db.h"
#include "recommend_learn.h"

/* An older schema, or rights that are older than the table. */
enum { NO_SUCH_TABLE = 1146, NO_RIGHT = 1142 };

#define TEN(x) x "," x "," x "," x "," x "," x "," x "," x "," x "," x
#define AT_ONCE 20
#define COLUMNS 9

/* The last row is repeated to fill the twenty. */
const struct db_stmt recommend_follows_put = {
	.name = "recommend.follows_put",
	.by = DB_WORKER,
	.writes = "{own}learned_follow:INSERT,UPDATE",
#define ROW "(?, ?, ?, ?, ?, ?, ?, ?, ?)"
	.sql = "INSERT INTO {own}learned_follow (run, product_id, one_id,"
	       "       base_next, rebuy, rebuyers, gap_days, next_links,"
	       "       new_links)"
	       " VALUES " TEN(ROW) "," TEN(ROW)
	       " ON DUPLICATE KEY UPDATE rebuy = VALUES(rebuy)",
#undef ROW
};

const struct db_stmt recommend_follows_drop = {
	.name = "recommend.drop_follow",
	.by = DB_WORKER,
	.writes = "{own}learned_follow:SELECT,DELETE",
	.sql = "DELETE FROM {own}learned_follow"
	       " WHERE run < ? OR run > ?"
	       " LIMIT 5000",
};

static enum err
put_follows(struct tx *tx, int64_t run, const struct list *rows, size_t from)
{
	struct db_value in[AT_ONCE * COLUMNS + 1] = { 0 };

	for (size_t i = 0; i < AT_ONCE; i++) {
		size_t at = from + i < rows->count ? from + i
						   : rows->count - 1;
		const struct follow_row *r = LIST_AT(rows, struct follow_row,
		    at);
		struct db_value *v = in + i * COLUMNS;

		v[0] = V(run);
		v[1] = V(r->product_id);
		v[2] = V(r->one_id);
		v[3] = V(r->base_next);
		v[4] = V(r->rebuy);
		v[5] = V(r->rebuyers);
		v[6] = V(r->gap_days);
		v[7] = V(r->next_links);
		v[8] = V(r->new_links);
	}
	return db_write(tx, &recommend_follows_put, in, NULL);
}

enum err
follows_write(struct db *db, int64_t run, const struct list *rows)
{
	AUTO_TX tx = db_begin(db);
	enum err e = tx.err;

	for (size_t i = 0; !e && i < rows->count; i += AT_ONCE)
		e = put_follows(&tx, run, rows, i);
	if (e)
		return e;

	return db_commit(&tx);
}

bool
follows_are_kept(struct db *db)
{
	return !db_check(db, &recommend_follows_drop) ||
	       (db_errno(db) != NO_SUCH_TABLE && db_errno(db) != NO_RIGHT);
}
