/* once_store - the rows of {own}write_once, {own}order_card and
 * {own}activity. */
#include "aftersale/db.h"
#include "once_store.h"

static const struct field once_fields[] = {
	FIELD(struct once_row, body_hash),
	FIELD(struct once_row, result_url),
	FIELD_STOP
};

const struct db_stmt once_insert_stmt = {
	.name = "once.insert",
	.by = DB_PAGE,
	.writes = "{own}write_once:INSERT",
	.sql = "INSERT INTO {own}write_once"
	       "       (once_key, route, actor, body_hash, made_at)"
	       " VALUES (?, ?, ?, ?, ?)",
};

const struct db_stmt once_load_stmt = {
	.name = "once.load",
	.by = DB_PAGE,
	.row = once_fields,
	.row_size = sizeof(struct once_row),
	.reads = "{own}write_once",
	.sql = "SELECT body_hash, result_url"
	       "  FROM {own}write_once"
	       " WHERE once_key = ?"
	       " LIMIT 1",
};

const struct db_stmt once_finish_stmt = {
	.name = "once.finish",
	.by = DB_PAGE,
	.writes = "{own}write_once:UPDATE",
	.sql = "UPDATE {own}write_once"
	       "   SET result_url = ?"
	       " WHERE once_key = ?",
};

const struct db_stmt once_sweep_stmt = {
	.name = "once.sweep",
	.by = DB_WORKER,
	.writes = "{own}write_once:DELETE",
	.sql = "DELETE FROM {own}write_once"
	       " WHERE made_at < ?"
	       " LIMIT 10000",
};

const struct db_stmt card_put_stmt = {
	.name = "card.put",
	.writes = "{own}order_card:INSERT,UPDATE",
	.sql = "INSERT INTO {own}order_card"
	       "       (order_id, block, state, data, updated_at)"
	       " VALUES (?, ?, ?, ?, ?)"
	       " ON DUPLICATE KEY UPDATE state = VALUES(state),"
	       "       data = VALUES(data), updated_at = VALUES(updated_at)",
};

const struct db_stmt activity_add_stmt = {
	.name = "activity.add",
	.by = DB_PAGE,
	.writes = "{own}activity:INSERT",
	.sql = "INSERT IGNORE INTO {own}activity (order_id, block, day)"
	       " VALUES (?, ?, ?)",
};

enum err
once_insert(struct tx *tx, struct str key, struct str route,
    struct str actor, struct str body_hash, int64_t now)
{
	return db_insert(tx, &once_insert_stmt,
	    IN(V(key), V(route), V(actor), V(body_hash), V(now)), NULL);
}

enum err
once_load(
    struct db *db, struct arena *a, struct str key, struct once_row *out)
{
	return db_one(db, a, &once_load_stmt, IN(V(key)), out);
}

enum err
once_finish(struct tx *tx, struct str key, struct str url)
{
	return db_write(tx, &once_finish_stmt, IN(V(url), V(key)), NULL);
}

enum err
once_sweep(struct db *db, int64_t now)
{
	return db_exec(db, &once_sweep_stmt, IN(V(now - 30 * 86400)), NULL);
}

enum err
card_put(struct tx *tx, int64_t order_id, struct str block, struct str state,
    struct str data, int64_t now)
{
	return db_write(tx, &card_put_stmt,
	    IN(V(order_id), V(block), V(state), V(data), V(now)), NULL);
}

enum err
activity_add(struct db *db, int64_t order_id, struct str event, int64_t day)
{
	return db_exec(db, &activity_add_stmt,
	    IN(V(order_id), V(event), V(day)), NULL);
}
