/* notice_store - how far the worker has looked into the shop's orders: two
 * rows of {own}noticed. */
#include "notice_store.h"

struct cursor_row {
	struct str poller;
	int64_t seen_at;
	int64_t seen_id;
};

static const struct field cursor_fields[] = {
	FIELD(struct cursor_row, poller),
	FIELD(struct cursor_row, seen_at),
	FIELD(struct cursor_row, seen_id),
	FIELD_STOP
};

static const struct db_stmt cursor_load = {
	.name = "notice.cursor",
	.by = DB_WORKER,
	.row = cursor_fields,
	.row_size = sizeof(struct cursor_row),
	.reads = "{own}noticed",
	.sql = "SELECT poller, seen_at, seen_id"
	       "  FROM {own}noticed"
	       " WHERE poller IN ('orders', 'notes')"
	       " LIMIT 2",
};

static const struct db_stmt cursor_save = {
	.name = "notice.save",
	.by = DB_WORKER,
	.writes = "{own}noticed:INSERT,UPDATE",
	.sql = "INSERT INTO {own}noticed (poller, seen_at, seen_id, asked_at)"
	       " VALUES ('orders', ?, ?, ?), ('notes', 0, ?, ?)"
	       " ON DUPLICATE KEY UPDATE seen_at = VALUES(seen_at),"
	       "       seen_id = VALUES(seen_id),"
	       "       asked_at = VALUES(asked_at)",
};

const struct db_stmt *const notice_stmts[] = { &cursor_load, &cursor_save,
	NULL };

enum err
notice_load(struct db *db, struct arena *a, struct order_cursor *out,
    bool *is_first)
{
	struct list rows = { 0 };
	enum err e = db_all(db, a, &cursor_load, IN_NONE, &rows);

	if (e)
		return e;
	*is_first = rows.count == 0;
	for (size_t i = 0; i < rows.count; i++) {
		const struct cursor_row *r = LIST_AT(&rows, struct cursor_row,
		    i);

		if (str_is_z(r->poller, "notes")) {
			out->note_id = r->seen_id;
			continue;
		}
		out->updated_at = r->seen_at;
		out->id = r->seen_id;
	}
	return ERR_OK;
}

enum err
notice_save(struct tx *tx, const struct order_cursor *cursor, int64_t now)
{
	return db_write(tx, &cursor_save,
	    IN(V(cursor->updated_at), V(cursor->id), V(now),
		V(cursor->note_id), V(now)),
	    NULL);
}
