/* order_bits.c - what hangs on an order, in one round trip: its metas, its
 * refunds and theirs, notes to the customer, downloads, parcels of
 * WooCommerce's own, and the language of the customer.
 *
 * Every part is found by an index on the order's id. The order of rows is
 * not asked of the server: each kind is sorted here.
 */
#include "order.h"
#include "row.h"

enum bit {
	BIT_META = 1,    /* a key, value */
	BIT_REFUND,      /* a created, b total, c status, value reason */
	BIT_REFUND_META, /* other: refund; a key, value */
	BIT_NOTE,        /* a at, value */
	BIT_DOWNLOAD,    /* other: product; a file, b left, c end, value */
	BIT_FULFILLMENT, /* other: fulfillment; a key, value */
	BIT_LOCALE       /* value */
};

/* clang-format off */
#define REFUND_METAS \
	"('_refund_amount','_refund_reason','_order_total')"

#define HPOS \
	"SELECT 1 AS kind, m.id AS id, 0 AS other," \
	"       " TXT("m.meta_key") " AS a, '' AS b, '' AS c," \
	"       " TXT("m.meta_value") " AS value" \
	"  FROM {shop}wc_orders_meta m" \
	" WHERE m.order_id = ?" \
	" UNION ALL " \
	"SELECT 2, r.id, 0, " TXT("r.date_created_gmt") "," \
	"       " TXT("r.total_amount") ", " TXT("r.status") ", NULL" \
	"  FROM {shop}wc_orders r" \
	" WHERE r.parent_order_id = ?" \
	"   AND r.type = 'shop_order_refund'" \
	" UNION ALL " \
	"SELECT 3, m.id, r.id, " TXT("m.meta_key") ", '', ''," \
	"       " TXT("m.meta_value") \
	"  FROM {shop}wc_orders r" \
	"  JOIN {shop}wc_orders_meta m ON m.order_id = r.id" \
	" WHERE r.parent_order_id = ?" \
	"   AND r.type = 'shop_order_refund'" \
	"   AND m.meta_key IN " REFUND_METAS \
	" UNION ALL " \
	"SELECT 7, u.umeta_id, 0, '', '', '', " TXT("u.meta_value") \
	"  FROM {shop}wc_orders o" \
	"  JOIN {base}usermeta u ON u.user_id = o.customer_id" \
	" WHERE o.id = ? AND o.customer_id > 0" \
	"   AND u.meta_key = 'locale'"

#define POSTS \
	"SELECT 1 AS kind, m.meta_id AS id, 0 AS other," \
	"       " TXT("m.meta_key") " AS a, '' AS b, '' AS c," \
	"       " TXT("m.meta_value") " AS value" \
	"  FROM {shop}postmeta m" \
	" WHERE m.post_id = ?" \
	" UNION ALL " \
	"SELECT 2, r.ID, 0, " TXT("r.post_date_gmt") ", ''," \
	"       " TXT("r.post_status") ", " TXT("r.post_excerpt") \
	"  FROM {shop}posts r" \
	" WHERE r.post_parent = ?" \
	"   AND r.post_type = 'shop_order_refund'" \
	" UNION ALL " \
	"SELECT 3, m.meta_id, r.ID, " TXT("m.meta_key") ", '', ''," \
	"       " TXT("m.meta_value") \
	"  FROM {shop}posts r" \
	"  JOIN {shop}postmeta m ON m.post_id = r.ID" \
	" WHERE r.post_parent = ?" \
	"   AND r.post_type = 'shop_order_refund'" \
	"   AND m.meta_key IN " REFUND_METAS \
	" UNION ALL " \
	"SELECT 7, u.umeta_id, 0, '', '', '', " TXT("u.meta_value") \
	"  FROM {shop}postmeta m" \
	"  JOIN {base}usermeta u" \
	"    ON u.user_id = CAST(m.meta_value AS UNSIGNED)" \
	" WHERE m.post_id = ? AND m.meta_key = '_customer_user'" \
	"   AND u.meta_key = 'locale'"

#define COMMON \
	" UNION ALL " \
	"SELECT 4, c.comment_ID, 0, " TXT("c.comment_date_gmt") ", '', ''," \
	"       " TXT("c.comment_content") \
	"  FROM {shop}comments c" \
	"  JOIN {shop}commentmeta n ON n.comment_id = c.comment_ID" \
	" WHERE c.comment_post_ID = ?" \
	"   AND c.comment_type = 'order_note' AND c.comment_approved = '1'" \
	"   AND n.meta_key = 'is_customer_note' AND n.meta_value = '1'" \
	" UNION ALL " \
	"SELECT 5, p.permission_id, p.product_id, " TXT("p.download_id") "," \
	"       " TXT("p.downloads_remaining") "," \
	"       " TXT("p.access_expires") ", " TXT("f.meta_value") \
	"  FROM {shop}woocommerce_downloadable_product_permissions p" \
	"  JOIN {shop}postmeta f ON f.post_id = p.product_id" \
	" WHERE p.order_id = ?" \
	"   AND f.meta_key = '_downloadable_files'"

#define FULFILLMENTS \
	" UNION ALL " \
	"SELECT 6, m.meta_id, f.fulfillment_id, " TXT("m.meta_key") "," \
	"       '', '', " TXT("m.meta_value") \
	"  FROM {shop}wc_order_fulfillments f" \
	"  JOIN {shop}wc_order_fulfillment_meta m" \
	"    ON m.fulfillment_id = f.fulfillment_id" \
	" WHERE f.entity_type = 'WC_Order' AND f.entity_id = ?" \
	"   AND f.is_fulfilled = 1" \
	"   AND (f.date_deleted IS NULL" \
	"        OR f.date_deleted = '0000-00-00 00:00:00')"
/* clang-format on */

#define COMMON_READS                                                      \
	" {base}usermeta {shop}comments {shop}commentmeta {shop}postmeta" \
	" {shop}woocommerce_downloadable_product_permissions"
#define FULFILLMENT_READS \
	" {shop}wc_order_fulfillments {shop}wc_order_fulfillment_meta"
#define ROWS .row = woo_row_fields, .row_size = sizeof(struct woo_row)

const struct db_stmt order_bits_hpos = {
	.name = "woo.order_bits_hpos",
	ROWS,
	.reads = "{shop}wc_orders {shop}wc_orders_meta" COMMON_READS,
	.sql = HPOS COMMON,
};

const struct db_stmt order_bits_hpos_ful = {
	.name = "woo.order_bits_hpos_ful",
	ROWS,
	.reads = "{shop}wc_orders {shop}wc_orders_meta" COMMON_READS
	    FULFILLMENT_READS,
	.sql = HPOS COMMON FULFILLMENTS,
};

const struct db_stmt order_bits_posts = {
	.name = "woo.order_bits_posts",
	ROWS,
	.reads = "{shop}posts" COMMON_READS,
	.sql = POSTS COMMON,
};

const struct db_stmt order_bits_posts_ful = {
	.name = "woo.order_bits_posts_ful",
	ROWS,
	.reads = "{shop}posts" COMMON_READS FULFILLMENT_READS,
	.sql = POSTS COMMON FULFILLMENTS,
};

/* A table of a feature that was never switched on. */
enum { NO_SUCH_TABLE = 1146 };

static int
by_id(const void *x, const void *y)
{
	const struct woo_row *a = x;
	const struct woo_row *b = y;

	if (a->kind != b->kind)
		return a->kind < b->kind ? -1 : 1;
	return a->id < b->id ? -1 : a->id > b->id;
}

/* Newest first, as the shop lists them; those of one second as they came. */
static int
by_newest_refund(const void *x, const void *y)
{
	const struct raw_refund *a = x;
	const struct raw_refund *b = y;

	if (a->created_at != b->created_at)
		return a->created_at > b->created_at ? -1 : 1;
	return a->id < b->id ? -1 : a->id > b->id;
}

static int
by_newest_note(const void *x, const void *y)
{
	const struct raw_note *a = x;
	const struct raw_note *b = y;

	if (a->at != b->at)
		return a->at > b->at ? -1 : 1;
	return a->id > b->id ? -1 : a->id < b->id;
}

static void
put_meta(struct arena *a, struct list *metas, const struct woo_row *row)
{
	struct order_meta *m = LIST_PUSH(a, metas, struct order_meta);

	m->key = row->a;
	m->value = str_head(row->value, RAW_MAX_META);
}

static void
put_refund(struct arena *a, struct raw_order *o, const struct woo_row *row)
{
	struct raw_refund *r;

	if (!status_is_order(row->c) || o->refunds.count == RAW_MAX_REFUNDS)
		return;
	r = LIST_PUSH(a, &o->refunds, struct raw_refund);
	r->id = row->id;
	r->created_at = raw_time(row->a);
	r->total = dec_neg(raw_dec(row->b));
	r->reason = row->value;
}

static void
put_refund_meta(struct raw_order *o, const struct woo_row *row)
{
	struct raw_refund *r = NULL;

	for (size_t i = 0; i < o->refunds.count && !r; i++)
		if (LIST_AT(&o->refunds, struct raw_refund, i)->id ==
		    row->other)
			r = LIST_AT(&o->refunds, struct raw_refund, i);
	if (!r)
		return;
	if (str_is_z(row->a, "_refund_amount"))
		r->amount = raw_dec(row->value);
	else if (str_is_z(row->a, "_refund_reason"))
		r->reason = row->value;
	else
		r->total = dec_neg(raw_dec(row->value));
}

static void
put_download(struct arena *a, struct raw_order *o, const struct woo_row *row)
{
	struct raw_download *d =
	    LIST_PUSH(a, &o->downloads, struct raw_download);

	d->id = row->id;
	d->product_id = row->other;
	d->file_id = row->a;
	d->left = row->b;
	d->expires = row->c;
	d->files = row->value;
}

static void
put_fulfillment(struct arena *a, struct raw_order *o, const struct woo_row *row)
{
	struct raw_fulfillment *f = NULL;

	for (size_t i = 0; i < o->fulfillments.count && !f; i++)
		if (LIST_AT(&o->fulfillments, struct raw_fulfillment, i)->id ==
		    row->other)
			f = LIST_AT(
			    &o->fulfillments, struct raw_fulfillment, i);
	if (!f) {
		f = LIST_PUSH(a, &o->fulfillments, struct raw_fulfillment);
		f->id = row->other;
	}
	put_meta(a, &f->metas, row);
}

static void
put_bit(struct arena *a, struct raw_order *o, const struct woo_row *row)
{
	struct raw_note *note;

	switch ((enum bit)row->kind) {
	case BIT_META:
		put_meta(a, &o->metas, row);
		break;
	case BIT_REFUND:
		put_refund(a, o, row);
		break;
	case BIT_REFUND_META:
		put_refund_meta(o, row);
		break;
	case BIT_NOTE:
		note = LIST_PUSH(a, &o->notes, struct raw_note);
		note->id = row->id;
		note->at = raw_time(row->a);
		note->text = row->value;
		break;
	case BIT_DOWNLOAD:
		put_download(a, o, row);
		break;
	case BIT_FULFILLMENT:
		put_fulfillment(a, o, row);
		break;
	case BIT_LOCALE:
		o->user_locale = row->value;
		break;
	}
}

/* What versions before 3.0 wrote: the time on the shop's clock. */
static struct str
old_time(struct woo *w, struct arena *a, const struct list *metas,
    const char *key)
{
	struct str text = raw_meta(metas, key);
	struct civil c;
	int64_t t;

	if (time_parse(str_trim(text), &t))
		return (struct str){ 0 };
	c = zone_civil(zone_fixed(a, 0), t);
	return time_text(a, zone_time(w->set->info.zone, &c));
}

/* Posts keep as metas what HPOS has in columns. */
static void
fill_row(struct woo *w, struct arena *a, struct raw_order *o)
{
	for (size_t i = 0; i < o->metas.count; i++) {
		struct order_meta *m = LIST_AT(&o->metas, struct order_meta, i);

		order_row_fill(&o->row, m->key, m->value);
	}
	if (!o->row.paid.n)
		o->row.paid = old_time(w, a, &o->metas, "_paid_date");
	if (!o->row.completed.n)
		o->row.completed = old_time(w, a, &o->metas, "_completed_date");
}

static enum err
ask(struct woo *w, struct arena *a, int64_t id, bool fulfilled,
    struct list *rows)
{
	bool is_hpos = w->set->is_hpos;
	struct db_value n = V(id);

	if (fulfilled)
		return db_all(w->db, a,
		    is_hpos ? &order_bits_hpos_ful : &order_bits_posts_ful,
		    IN(n, n, n, n, n, n, n), rows);
	return db_all(w->db, a, is_hpos ? &order_bits_hpos : &order_bits_posts,
	    IN(n, n, n, n, n, n), rows);
}

enum err
order_bits_load(struct woo *w, struct arena *a, struct raw_order *o)
{
	bool fulfilled =
	    woo_option_yes(w, "woocommerce_feature_fulfillments_enabled");
	struct list rows = { 0 };
	enum err e;

	e = ask(w, a, o->row.id, fulfilled, &rows);
	if (e && fulfilled && db_errno(w->db) == NO_SUCH_TABLE)
		e = ask(w, a, o->row.id, false, &rows);
	if (e)
		return woo_fail(w, e, "order bits");
	if (rows.count)
		qsort(rows.items, rows.count, sizeof(struct woo_row), by_id);
	for (size_t i = 0; i < rows.count; i++)
		put_bit(a, o, LIST_AT(&rows, struct woo_row, i));
	if (!w->set->is_hpos)
		fill_row(w, a, o);
	if (o->refunds.count)
		qsort(o->refunds.items, o->refunds.count,
		    sizeof(struct raw_refund), by_newest_refund);
	if (o->notes.count)
		qsort(o->notes.items, o->notes.count, sizeof(struct raw_note),
		    by_newest_note);
	return ERR_OK;
}
