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

/* Which orders are seen, and how new each is; 0: none. */
static uint64_t
sight_of(const struct list *seen)
{
	const struct order_seen *s = seen->items;
	uint64_t sight = 0;

	for (size_t i = 0; i < seen->count; i++) {
		sight = (sight ^ (uint64_t)s[i].id) * 0x9e3779b97f4a7c15u;
		sight = (sight ^ (uint64_t)s[i].updated_at) *
			0x9e3779b97f4a7c15u;
	}
	return sight;
}

/* The mark stays when an order was changed in a second that was looked at
 * already, and the order is news; the last order is seen at each look, and is
 * none. */
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
		uint64_t sight;
		bool is_news;

		seen = (struct list){ 0 };
		e = shop_orders_since(app->shop, a, &cursor, AT_ONCE, &seen);
		if (e)
			return e;
		sight = sight_of(&seen);
		is_news = sight != n->sight ||
			  memcmp(&from, &cursor, sizeof(from)) != 0;
		if (seen.count && is_news)
			n->last_seen_at = now;
		is_full = seen.count == AT_ONCE;
		if (is_first)
			seen.count = 0; /* passed over, not announced */
		if (is_first || is_news)
			e = announce(app, &seen, &cursor, now);
		if (!e)
			n->sight = sight;
	} while (!e && is_full);
	return e;
}
