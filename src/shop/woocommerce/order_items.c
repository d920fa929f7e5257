/* order_items.c - the items of an order and of its refunds with all of their
 * metas, in one pass over two indexes; and which products its buyer sent back
 * out of any order, so that nobody offers them again.
 *
 * HPOS knows the orders of an e-mail address and of an account by indexes.
 * Posts have none: there the tables of the shop's reports say it, which may be
 * half a day late, and which a shop may have dropped. */
#include "order.h"
#include "row.h"

/* kind is the item, other the order, id the meta; a the type, b the name,
 * c the key. Of the parts without an item id 0 says when the order was
 * changed, and 1 that product `other` was sent back. */
/* clang-format off */
#define ITEMS \
	"SELECT i.order_item_id AS kind, COALESCE(m.meta_id, 0) AS id," \
	"       i.order_id AS other, " TXT("i.order_item_type") " AS a," \
	"       " TXT("i.order_item_name") " AS b," \
	"       " TXT("m.meta_key") " AS c," \
	"       " TXT("m.meta_value") " AS value" \
	"  FROM {shop}woocommerce_order_items i" \
	"  LEFT JOIN {shop}woocommerce_order_itemmeta m" \
	"    ON m.order_item_id = i.order_item_id" \
	" WHERE i.order_id IN (?*)" \
	" UNION ALL "
#define ITEM_READS \
	"{shop}woocommerce_order_items {shop}woocommerce_order_itemmeta "
/* The order of tables is ours: from one buyer's few orders onwards. */
#define SENT_BACK_HPOS(whose) \
	" UNION ALL " \
	"(SELECT STRAIGHT_JOIN 0, 1, CAST(m.meta_value AS SIGNED)," \
	"        '', '', '', ''" \
	"   FROM {shop}wc_orders b" \
	"   JOIN {shop}wc_orders r ON r.parent_order_id = b.id" \
	"    AND CONCAT(r.type, '') = 'shop_order_refund'" \
	"   JOIN {shop}woocommerce_order_items i ON i.order_id = r.id" \
	"    AND CONCAT(i.order_item_type, '') = 'line_item'" \
	"   JOIN {shop}woocommerce_order_itemmeta m" \
	"     ON m.order_item_id = i.order_item_id" \
	"    AND CONCAT(m.meta_key, '') = '_product_id'" \
	"  WHERE " whose " LIMIT 256)"
#define SENT_BACK_POSTS(whose) \
	" UNION ALL " \
	"(SELECT STRAIGHT_JOIN 0, 1, l.product_id, '', '', '', ''" \
	"   FROM {shop}wc_customer_lookup c" \
	"   JOIN {shop}wc_order_product_lookup l" \
	"     ON l.customer_id = c.customer_id" \
	"  WHERE " whose " AND l.product_qty < 0 LIMIT 256)"
#define ROWS .row = woo_row_fields, .row_size = sizeof(struct woo_row)

const struct db_stmt order_items_hpos = {
	.name = "woo.order_items_hpos",
	ROWS,
	.reads = ITEM_READS "{shop}wc_orders",
	.sql =
	    ITEMS
	    "SELECT 0, 0, o.id, '', '', '', " TXT("o.date_updated_gmt")
	    "  FROM {shop}wc_orders o"
	    " WHERE o.id = ?"
	    SENT_BACK_HPOS("b.billing_email = ?")
	    SENT_BACK_HPOS("b.customer_id = ?"),
};

const struct db_stmt order_items_posts = {
	.name = "woo.order_items_posts",
	ROWS,
	.reads = ITEM_READS "{shop}posts {shop}wc_customer_lookup"
		 " {shop}wc_order_product_lookup",
	.sql =
	    ITEMS
	    "SELECT 0, 0, p.ID, '', '', '', " TXT("p.post_modified_gmt")
	    "  FROM {shop}posts p"
	    " WHERE p.ID = ?"
	    SENT_BACK_POSTS("c.email = ?")
	    SENT_BACK_POSTS("c.user_id = ?"),
};

const struct db_stmt order_items_plain = {
	.name = "woo.order_items_plain",
	ROWS,
	.reads = ITEM_READS "{shop}posts",
	.sql =
	    ITEMS
	    "SELECT 0, 0, p.ID, '', '', '', " TXT("p.post_modified_gmt")
	    "  FROM {shop}posts p"
	    " WHERE p.ID = ?",
};
/* clang-format on */

static const struct {
	const char *type;
	enum raw_item_kind kind;
} kinds[] = {
	{ "line_item", RAW_ITEM_LINE },
	{ "shipping", RAW_ITEM_SHIPPING },
	{ "fee", RAW_ITEM_FEE },
	{ "coupon", RAW_ITEM_COUPON },
	{ "tax", RAW_ITEM_TAX },
};

static enum raw_item_kind
kind_of(struct str type)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (str_is_z(type, kinds[i].type))
			return kinds[i].kind;
	return RAW_ITEM_OTHER;
}

static int
by_item(const void *x, const void *y)
{
	const struct woo_row *a = x;
	const struct woo_row *b = y;

	if (a->kind != b->kind)
		return a->kind < b->kind ? -1 : 1;
	return a->id < b->id ? -1 : a->id > b->id;
}

static void
put_row(struct arena *a, struct list *items, const struct woo_row *row)
{
	struct raw_item *it = NULL;
	struct order_meta *m;

	if (items->count)
		it = LIST_AT(items, struct raw_item, items->count - 1);
	if (!it || it->id != row->kind) {
		it = LIST_PUSH(a, items, struct raw_item);
		it->id = row->kind;
		it->order_id = row->other;
		it->kind = kind_of(row->a);
		it->name = row->b;
	}
	if (!row->id)
		return;
	m = LIST_PUSH(a, &it->metas, struct order_meta);
	m->key = row->c;
	m->value = str_head(row->value, RAW_MAX_META);
}

/* A table that was dropped, or that we may not read. */
static bool
is_without(const struct woo *w)
{
	enum { NO_SUCH_TABLE = 1146, NO_RIGHT = 1142 };
	unsigned code = db_errno(w->db);

	return code == NO_SUCH_TABLE || code == NO_RIGHT;
}

/* Who has no address, or no account, has sent nothing back by it. */
static enum err
ask(struct woo *w, struct arena *a, const struct raw_row *row,
    struct db_value orders, struct list *rows)
{
	struct db_value email = V(str_trim(row->email));
	struct db_value user = { .kind = DB_NULL };
	int64_t id;
	enum err e;

	/* As WordPress calls everybody who was forgotten. */
	if (!email.text.n ||
	    str_is_nocase(email.text, STR("deleted@site.invalid")))
		email = user;
	if (!str_int(str_trim(row->customer), &id) && id > 0)
		user = V(id);
	if (w->set->is_hpos)
		return db_all(w->db, a, &order_items_hpos,
		    IN(orders, V(row->id), email, user), rows);
	if (!w->set->has_no_reports) {
		e = db_all(w->db, a, &order_items_posts,
		    IN(orders, V(row->id), email, user), rows);
		if (!e || !is_without(w))
			return e;
		w->set->has_no_reports = true;
	}
	return db_all(w->db, a, &order_items_plain,
	    IN(orders, V(row->id)), rows);
}

enum err
order_items_load(
    struct woo *w, struct arena *a, struct raw_order *o, struct str *updated)
{
	int64_t ids[RAW_MAX_REFUNDS + 1] = { o->row.id };
	struct list rows = { 0 };
	size_t n = 1;
	enum err e;

	for (size_t i = 0; i < o->refunds.count; i++)
		ids[n++] = LIST_AT(&o->refunds, struct raw_refund, i)->id;
	e = ask(w, a, &o->row, V_INTS(ids, n), &rows);
	if (e)
		return woo_fail(w, e, "order items");
	*updated = (struct str){ 0 };
	if (rows.count)
		qsort(rows.items, rows.count, sizeof(struct woo_row), by_item);
	for (size_t i = 0; i < rows.count; i++) {
		const struct woo_row *row = LIST_AT(&rows, struct woo_row, i);

		if (row->kind)
			put_row(a, &o->items, row);
		else if (row->id)
			*LIST_PUSH(a, &o->sent_back, int64_t) = row->other;
		else
			*updated = row->value;
	}
	return ERR_OK;
}
