/* notice - finds new and changed orders of the shop by indexed columns with
 * a cursor of our own, and puts a topic for each (PK-05). */
#include "notice.h"
#include "notice_store.h"

#define AT_ONCE 200

/* A first look begins now: orders of before are not announced. */
static enum err
load(struct app *app, struct arena *a, int64_t now,
    struct order_cursor *cursor, bool *is_first)
{
	enum err e = notice_load(app->db, a, cursor, is_first);

	if (!e && *is_first)
		cursor->updated_at = now;
	return e;
}

static enum err
announce(struct app *app, const struct list *seen,
    const struct order_cursor *cursor, int64_t now)
{
	AUTO_TX tx = db_begin(app->db);
	enum err e = tx.err;

	for (size_t i = 0; !e && i < seen->count; i++) {
		const struct order_seen *s = LIST_AT(seen, struct order_seen,
		    i);

		if (!s->is_trashed)
			e = outbox_put(&tx, app->site.outbox, "order.noticed",
			    s->id, s->updated_at, now);
	}
	if (!e)
		e = notice_save(&tx, cursor, now);
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
	bool is_full;
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
		is_full = seen.count == AT_ONCE;
		if (is_first)
			seen.count = 0; /* passed over, not announced */
		if (is_first || memcmp(&from, &cursor, sizeof(from)) != 0)
			e = announce(app, &seen, &cursor, now);
	} while (!e && is_full);
	return e;
}
