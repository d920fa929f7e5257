/* notice.c - noticing new and changed orders.
 *
 * HPOS has an index on the time of change. Posts have none: there new ids,
 * new order notes and a look over the open orders say the same.
 */
#include "order.h"

/* Rows may be committed a little later than their time says. */
enum { OVERLAP = 10, MOST = 1000 };
/* The shop's settings were read at most a minute ago. */
enum { AHEAD = 90 };

struct seen_row {
	int64_t kind;
	int64_t id;    /* the order */
	int64_t place; /* of a note */
	struct str updated;
	struct str status;
};

enum seen { SEEN_CHANGED = 1, SEEN_NEW, SEEN_NOTED };

static const struct field seen_row[] = {
	FIELD(struct seen_row, kind),
	FIELD(struct seen_row, id),
	FIELD(struct seen_row, place),
	FIELD(struct seen_row, updated),
	FIELD(struct seen_row, status),
	FIELD_STOP,
};

/* clang-format off */
const struct db_stmt orders_since_hpos = {
	.name = "woo.orders_since_hpos",
	.row = seen_row,
	.row_size = sizeof(struct seen_row),
	.reads = "{shop}wc_orders",
	.sql =
	    "SELECT 1 AS kind, o.id, 0 AS place,"
	    "       o.date_updated_gmt AS updated, o.status"
	    "  FROM {shop}wc_orders o"
	    " WHERE o.date_updated_gmt >= ?"
	    "   AND (o.date_updated_gmt > ? OR o.id > ?)"
	    "   AND o.type = 'shop_order'"
	    " ORDER BY o.date_updated_gmt, o.id"
	    " LIMIT ?",
};

const struct db_stmt orders_since_posts = {
	.name = "woo.orders_since_posts",
	.row = seen_row,
	.row_size = sizeof(struct seen_row),
	.reads = "{shop}posts {shop}comments",
	.sql =
	    "(SELECT 2 AS kind, p.ID AS id, 0 AS place,"
	    "        p.post_modified_gmt AS updated, p.post_status AS status"
	    "   FROM {shop}posts p"
	    "  WHERE p.ID > ? AND p.post_type = 'shop_order'"
	    "  ORDER BY p.ID LIMIT ?)"
	    " UNION ALL "
	    "(SELECT 3, p.ID, c.comment_ID, p.post_modified_gmt,"
	    "        p.post_status"
	    "   FROM {shop}comments c"
	    "   JOIN {shop}posts p ON p.ID = c.comment_post_ID"
	    "  WHERE c.comment_ID > ? AND c.comment_type = 'order_note'"
	    "    AND p.post_type = 'shop_order'"
	    "  ORDER BY c.comment_ID LIMIT ?)"
	    " UNION ALL "
	    "(SELECT 1, p.ID, 0, p.post_modified_gmt, p.post_status"
	    "   FROM {shop}posts p"
	    "  WHERE p.post_type = 'shop_order'"
	    "    AND p.post_status IN"
	    "        ('wc-pending','wc-processing','wc-on-hold','trash')"
	    "    AND p.post_modified_gmt > ?"
	    "  ORDER BY p.post_modified_gmt LIMIT ?)",
};
/* clang-format on */

/* Where to begin in posts after a time: at the first look, and when a shop
 * went back to them from HPOS, whose cursor has no ids. */
struct mark_row {
	int64_t id;
	int64_t note_id;
};

static const struct field mark_row[] = {
	FIELD(struct mark_row, id),
	FIELD(struct mark_row, note_id),
	FIELD_STOP,
};

/* clang-format off */
const struct db_stmt orders_mark_posts = {
	.name = "woo.orders_mark_posts",
	.row = mark_row,
	.row_size = sizeof(struct mark_row),
	.reads = "{shop}posts {shop}comments",
	.sql =
	    "SELECT (SELECT COALESCE(MAX(p.ID), 0) FROM {shop}posts p"
	    "         WHERE p.post_type = 'shop_order'"
	    "           AND p.post_date_gmt <= ?) AS id,"
	    "       (SELECT COALESCE(MAX(c.comment_ID), 0)"
	    "          FROM {shop}comments c"
	    "         WHERE c.comment_date_gmt <= ?) AS note_id",
};
/* clang-format on */

/* Once an order, however often it was noticed. */
static void
put_seen(struct arena *a, struct list *out, const struct seen_row *row)
{
	struct order_seen *seen = NULL;
	bool is_trashed = str_is_z(row->status, "trash");

	if (!status_is_order(row->status) && !is_trashed)
		return;
	for (size_t i = 0; i < out->count && !seen; i++)
		if (LIST_AT(out, struct order_seen, i)->id == row->id)
			seen = LIST_AT(out, struct order_seen, i);
	if (!seen)
		seen = LIST_PUSH(a, out, struct order_seen);
	seen->id = row->id;
	seen->updated_at = raw_time(row->updated);
	seen->state = status_state(status_slug(row->status));
	seen->is_trashed = is_trashed;
}

static void
move(int64_t *mark, int64_t to)
{
	if (to > *mark)
		*mark = to;
}

/* What an import or a wrong clock dated ahead is seen, but does not leave the
 * mark there: all changes until then would be passed over. */
static int64_t
not_ahead(const struct woo *w, int64_t time)
{
	int64_t now = w->set->read_at;

	return time <= now + AHEAD ? time : now;
}

static void
come_back(const struct woo *w, struct order_cursor *cursor)
{
	int64_t time = not_ahead(w, cursor->updated_at);

	if (time == cursor->updated_at)
		return;
	cursor->updated_at = time;
	cursor->id = 0;
}

/* A full page goes on exactly behind its last row; when all was seen, the
 * next look begins a little earlier. */
static enum err
since_hpos(struct woo *w, struct arena *a, struct order_cursor *cursor,
    int64_t most, struct list *rows)
{
	int64_t from = cursor->updated_at - (cursor->id ? 0 : OVERLAP);
	struct str text = time_text(a, from > 0 ? from : 0);
	const struct seen_row *last;
	enum err e;

	cursor->note_id = 0; /* no place in posts is known any more */
	e = db_all(w->db, a, &orders_since_hpos,
	    IN(V(text), V(text), V(cursor->id), V(most)), rows);
	if (e)
		return e;
	if (!rows->count) {
		come_back(w, cursor);
		return ERR_OK;
	}
	last = LIST_AT(rows, const struct seen_row, rows->count - 1);
	cursor->id = (int64_t)rows->count == most ? last->id : 0;
	if (raw_time(last->updated) > cursor->updated_at || cursor->id)
		cursor->updated_at = raw_time(last->updated);
	if (!cursor->id)
		come_back(w, cursor);
	return ERR_OK;
}

static enum err
begin_posts(struct woo *w, struct arena *a, struct order_cursor *cursor)
{
	struct str from = time_text(a, cursor->updated_at);
	struct mark_row mark;
	enum err e;

	e = db_one(
	    w->db, a, &orders_mark_posts, IN(V(from), V(from)), &mark);
	if (!e) {
		move(&cursor->id, mark.id);
		move(&cursor->note_id, mark.note_id);
	}
	return e;
}

static enum err
since_posts(struct woo *w, struct arena *a, struct order_cursor *cursor,
    int64_t most, struct list *rows)
{
	int64_t from = cursor->updated_at > 0 ? cursor->updated_at : 0;
	int64_t changed = 0;
	enum err e = ERR_OK;

	if (!cursor->note_id && from)
		e = begin_posts(w, a, cursor);
	if (e)
		return e;
	e = db_all(w->db, a, &orders_since_posts,
	    IN(V(cursor->id), V(most), V(cursor->note_id), V(most),
		V(time_text(a, from)), V(most)),
	    rows);
	if (e)
		return e;
	for (size_t i = 0; i < rows->count; i++) {
		const struct seen_row *row =
		    LIST_AT(rows, const struct seen_row, i);

		if (row->kind == SEEN_NEW) {
			move(&cursor->id, row->id);
		} else if (row->kind == SEEN_NOTED) {
			move(&cursor->note_id, row->place);
		} else {
			move(&cursor->updated_at, raw_time(row->updated));
			changed++;
		}
	}
	if (changed < most)
		cursor->updated_at = not_ahead(w, cursor->updated_at);
	return ERR_OK;
}

enum err
woo_orders_since(void *self, struct arena *a, struct order_cursor *cursor,
    int64_t most, struct list *out)
{
	struct woo *w = self;
	struct list rows = { 0 };
	enum err e;

	if (most > MOST)
		most = MOST;
	e = w->set->is_hpos ? since_hpos(w, a, cursor, most, &rows)
			    : since_posts(w, a, cursor, most, &rows);
	if (e)
		return woo_fail(w, e, "orders since");
	for (size_t i = 0; i < rows.count; i++)
		put_seen(a, out, LIST_AT(&rows, struct seen_row, i));
	return ERR_OK;
}
