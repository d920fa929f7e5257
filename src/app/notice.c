/* notice - finds new and changed orders of the shop by indexed columns with
 * a cursor of our own, and puts a topic for each (PK-05). */
#include "notice.h"

#define AT_ONCE 200

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
	.writes = "{own}noticed:INSERT,UPDATE",
	.sql = "INSERT INTO {own}noticed (poller, seen_at, seen_id, asked_at)"
	       " VALUES ('orders', ?, ?, ?), ('notes', 0, ?, ?)"
	       " ON DUPLICATE KEY UPDATE seen_at = VALUES(seen_at),"
	       "       seen_id = VALUES(seen_id),"
	       "       asked_at = VALUES(asked_at)",
};

const struct db_stmt *const notice_stmts[] = { &cursor_load, &cursor_save,
	NULL };

/* A first look begins now: orders of before are not announced. */
static enum err
load(struct app *app, struct arena *a, int64_t now,
    struct order_cursor *cursor, bool *is_first)
{
	struct list rows = { 0 };
	enum err e = db_all(app->db, a, &cursor_load, IN_NONE, &rows);

	if (e)
		return e;
	*is_first = rows.count == 0;
	for (size_t i = 0; i < rows.count; i++) {
		const struct cursor_row *r = LIST_AT(&rows, struct cursor_row,
		    i);

		if (str_is_z(r->poller, "notes")) {
			cursor->note_id = r->seen_id;
			continue;
		}
		cursor->updated_at = r->seen_at;
		cursor->id = r->seen_id;
	}
	if (*is_first)
		cursor->updated_at = now;
	return ERR_OK;
}

static enum err
announce(struct app *app, struct arena *a, const struct list *seen,
    const struct order_cursor *cursor, int64_t now)
{
	AUTO_TX tx = db_begin(app->db);
	enum err e = tx.err;

	(void)a;
	for (size_t i = 0; !e && i < seen->count; i++) {
		const struct order_seen *s = LIST_AT(seen, struct order_seen,
		    i);

		e = outbox_put(&tx, app->site.outbox, "order.noticed", s->id,
		    s->updated_at, now);
	}
	if (!e)
		e = db_write(&tx, &cursor_save,
		    IN(V(cursor->updated_at), V(cursor->id), V(now),
			V(cursor->note_id), V(now)),
		    NULL);
	if (e)
		return e;

	return db_commit(&tx);
}

enum err
notice_look(struct app *app, struct arena *a, struct notice *n, int64_t now)
{
	struct order_cursor cursor = { 0 };
	struct list seen;
	bool is_first;
	enum err e;

	e = load(app, a, now, &cursor, &is_first);
	if (e)
		return e;

	do {
		struct order_cursor from = cursor;

		seen = (struct list){ 0 };
		e = shop_orders_since(app->shop, a, &cursor, AT_ONCE, &seen);
		if (e)
			return e;
		if (seen.count)
			n->last_seen_at = now;
		if (is_first)
			seen.count = 0;
		if (seen.count || is_first ||
		    memcmp(&from, &cursor, sizeof(from)) != 0)
			e = announce(app, a, &seen, &cursor, now);
	} while (!e && !is_first && seen.count == AT_ONCE);
	return e;
}
