/* sales.c - what was bought, paid for and kept, for learning: orders by their
 * ids in slices, and the lines of some of them. What goes with what is not
 * its business.
 *
 * Plain reads by primary keys that take no lock and are over in a moment;
 * order items, because the shop's own look-up tables lag behind.
 */
#include <string.h>

#include "order.h"
#include "row.h"

enum { MOST = 256, PIECES_MOST = 1000000 };

struct id_row {
	int64_t id;
	int64_t order_id;
};

static const struct field id_row[] = {
	FIELD(struct id_row, id),
	FIELD(struct id_row, order_id),
	FIELD_STOP,
};

enum sale_kind {
	SALE_HEAD = 1, /* one: the buyer; a status, b e-mail, c paid at,
			* d total, e currency */
	SALE_LINE,     /* one: product, two: variation, a how many */
	SALE_BACK,     /* of line_id; a how many, with a minus */
	SALE_PAID_BACK /* a how much, with or without a minus */
};

struct sale_row {
	int64_t kind;
	int64_t order_id;
	int64_t line_id;
	int64_t one;
	int64_t two;
	struct str made;
	struct str a;
	struct str b;
	struct str c;
	struct str d;
	struct str e;
};

static const struct field sale_row[] = {
	FIELD(struct sale_row, kind),
	FIELD(struct sale_row, order_id),
	FIELD(struct sale_row, line_id),
	FIELD(struct sale_row, one),
	FIELD(struct sale_row, two),
	FIELD(struct sale_row, made),
	FIELD(struct sale_row, a),
	FIELD(struct sale_row, b),
	FIELD(struct sale_row, c),
	FIELD(struct sale_row, d),
	FIELD(struct sale_row, e),
	FIELD_STOP,
};

/* clang-format off */
const struct db_stmt sale_ids_hpos = {
	.name = "woo.sale_ids_hpos",
	.row = id_row,
	.row_size = sizeof(struct id_row),
	.reads = "{shop}wc_orders",
	.sql =
	    "SELECT o.id, CASE WHEN o.type = 'shop_order' THEN o.id"
	    "       ELSE o.parent_order_id END AS order_id"
	    "  FROM {shop}wc_orders o"
	    " WHERE o.id > ?"
	    "   AND o.type IN ('shop_order','shop_order_refund')"
	    " ORDER BY o.id"
	    " LIMIT ?",
};

const struct db_stmt sale_ids_posts = {
	.name = "woo.sale_ids_posts",
	.row = id_row,
	.row_size = sizeof(struct id_row),
	.reads = "{shop}posts",
	.sql =
	    "SELECT p.ID AS id, CASE WHEN p.post_type = 'shop_order'"
	    "       THEN p.ID ELSE p.post_parent END AS order_id"
	    "  FROM {shop}posts p"
	    " WHERE p.ID > ?"
	    "   AND p.post_type IN ('shop_order','shop_order_refund')"
	    " ORDER BY p.ID"
	    " LIMIT ?",
};

#define META(key) "MAX(CASE WHEN m.meta_key = '" key "' THEN m.meta_value END)"

#define LINES \
	" UNION ALL " \
	"SELECT 2, i.order_id, i.order_item_id," \
	"       CAST(" META("_product_id") " AS SIGNED)," \
	"       CAST(" META("_variation_id") " AS SIGNED)," \
	"       '', " TXT(META("_qty")) ", '', '', '', ''" \
	"  FROM {shop}woocommerce_order_items i" \
	"  JOIN {shop}woocommerce_order_itemmeta m" \
	"    ON m.order_item_id = i.order_item_id" \
	" WHERE i.order_id IN (?*)" \
	"   AND i.order_item_type = 'line_item'" \
	"   AND m.meta_key IN ('_product_id','_variation_id','_qty')" \
	" GROUP BY i.order_id, i.order_item_id"

#define BACKS(parent, of) \
	" UNION ALL " \
	"SELECT 3, " parent "," \
	"       CAST(" META("_refunded_item_id") " AS SIGNED), 0, 0," \
	"       '', " TXT(META("_qty")) ", '', '', '', ''" \
	"  FROM " of \
	"  JOIN {shop}woocommerce_order_itemmeta m" \
	"    ON m.order_item_id = i.order_item_id" \
	" WHERE " parent " IN (?*)" \
	"   AND i.order_item_type = 'line_item'" \
	"   AND m.meta_key IN ('_refunded_item_id','_qty')"

#define ITEM_READS \
	" {shop}woocommerce_order_items {shop}woocommerce_order_itemmeta"

const struct db_stmt sales_hpos = {
	.name = "woo.sales_hpos",
	.row = sale_row,
	.row_size = sizeof(struct sale_row),
	.reads = "{shop}wc_orders {shop}wc_order_operational_data" ITEM_READS,
	.sql =
	    "SELECT 1 AS kind, o.id AS order_id, 0 AS line_id,"
	    "       COALESCE(o.customer_id, 0) AS one, 0 AS two,"
	    "       " TXT("o.date_created_gmt") " AS made,"
	    "       " TXT("o.status") " AS a,"
	    "       " TXT("o.billing_email") " AS b,"
	    "       " TXT("d.date_paid_gmt") " AS c,"
	    "       " TXT("o.total_amount") " AS d,"
	    "       " TXT("o.currency") " AS e"
	    "  FROM {shop}wc_orders o"
	    "  LEFT JOIN {shop}wc_order_operational_data d"
	    "    ON d.order_id = o.id"
	    " WHERE o.id IN (?*) AND o.type = 'shop_order'"
	    LINES
	    BACKS("r.parent_order_id",
		"{shop}wc_orders r JOIN {shop}woocommerce_order_items i"
		" ON i.order_id = r.id")
	    "   AND r.type = 'shop_order_refund' AND r.status <> 'trash'"
	    " GROUP BY r.parent_order_id, i.order_item_id"
	    " UNION ALL "
	    "SELECT 4, r.parent_order_id, 0, 0, 0, '',"
	    "       " TXT("r.total_amount") ", '', '', '', ''"
	    "  FROM {shop}wc_orders r"
	    " WHERE r.parent_order_id IN (?*)"
	    "   AND r.type = 'shop_order_refund' AND r.status <> 'trash'",
};

const struct db_stmt sales_posts = {
	.name = "woo.sales_posts",
	.row = sale_row,
	.row_size = sizeof(struct sale_row),
	.reads = "{shop}posts {shop}postmeta" ITEM_READS,
	.sql =
	    "SELECT 1 AS kind, o.ID AS order_id, 0 AS line_id,"
	    "       CAST(" META("_customer_user") " AS SIGNED) AS one,"
	    "       0 AS two, " TXT("o.post_date_gmt") " AS made,"
	    "       " TXT("o.post_status") " AS a,"
	    "       " TXT(META("_billing_email")) " AS b,"
	    "       " TXT(META("_date_paid")) " AS c,"
	    "       " TXT(META("_order_total")) " AS d,"
	    "       " TXT(META("_order_currency")) " AS e"
	    "  FROM {shop}posts o"
	    "  LEFT JOIN {shop}postmeta m ON m.post_id = o.ID"
	    "   AND m.meta_key IN"
	    "       ('_customer_user','_billing_email','_date_paid',"
	    "       '_order_total','_order_currency')"
	    " WHERE o.ID IN (?*) AND o.post_type = 'shop_order'"
	    " GROUP BY o.ID, o.post_date_gmt, o.post_status"
	    LINES
	    BACKS("r.post_parent",
		"{shop}posts r JOIN {shop}woocommerce_order_items i"
		" ON i.order_id = r.ID")
	    "   AND r.post_type = 'shop_order_refund'"
	    "   AND r.post_status <> 'trash'"
	    " GROUP BY r.post_parent, i.order_item_id"
	    " UNION ALL "
	    "SELECT 4, r.post_parent, 0, 0, 0, '',"
	    "       " TXT("COALESCE(" META("_refund_amount") ","
	    " " META("_order_total") ")") ", '', '', '', ''"
	    "  FROM {shop}posts r"
	    "  LEFT JOIN {shop}postmeta m ON m.post_id = r.ID"
	    "   AND m.meta_key IN ('_refund_amount','_order_total')"
	    " WHERE r.post_parent IN (?*)"
	    "   AND r.post_type = 'shop_order_refund'"
	    "   AND r.post_status <> 'trash'"
	    " GROUP BY r.post_parent, r.ID",
};
/* clang-format on */

enum err
woo_sale_ids(void *self, struct arena *a, int64_t after, int64_t most,
    struct list *ids, int64_t *last)
{
	struct woo *w = self;
	struct list rows = { 0 };
	enum err e;

	if (most > MOST)
		most = MOST;
	e = db_all(w->db, a, w->set->is_hpos ? &sale_ids_hpos : &sale_ids_posts,
	    IN(V(after), V(most)), &rows);
	if (e)
		return woo_fail(w, e, "ids of orders");
	for (size_t i = 0; i < rows.count; i++) {
		const struct id_row *row = LIST_AT(&rows, struct id_row, i);

		if (row->order_id > 0)
			*LIST_PUSH(a, ids, int64_t) = row->order_id;
		*last = row->id;
	}
	return ERR_OK;
}

/* A head, then each line and behind it what came back of it. */
static int
by_line(const void *x, const void *y)
{
	const struct sale_row *a = x;
	const struct sale_row *b = y;

	if (a->order_id != b->order_id)
		return a->order_id < b->order_id ? -1 : 1;
	if (a->line_id != b->line_id)
		return a->line_id < b->line_id ? -1 : 1;
	return a->kind < b->kind ? -1 : a->kind > b->kind;
}

/* A plugin's own status counts when the shop knows of a payment. */
static bool
is_sold(const struct sale_row *head)
{
	struct str slug = status_slug(head->a);

	if (!status_is_order(head->a))
		return false;
	return status_is_paid(slug) ||
	       (status_state(slug) == ORDER_OTHER && raw_time(head->c) > 0);
}

static struct str
lower(struct arena *a, struct str s)
{
	char *z = arena_z(a, str_trim(s));
	size_t n = str_trim(s).n;

	for (size_t i = 0; i < n; i++)
		if (z[i] >= 'A' && z[i] <= 'Z')
			z[i] = (char)(z[i] - 'A' + 'a');
	return (struct str){ z, n };
}

static void
put_head(struct arena *a, const struct sale_row *row, struct list *sales)
{
	*LIST_PUSH(a, sales, struct sale) = (struct sale){
		.order_id = row->order_id,
		.user_id = row->one > 0 ? row->one : 0,
		.email = lower(a, row->b),
		.sold_at = raw_time(row->made),
		.currency = row->e,
		.total = raw_dec(row->d),
	};
}

static void
pay_back(const struct sale_row *row, struct list *sales)
{
	struct sale *s = LIST_AT(sales, struct sale, sales->count - 1);
	struct dec back = raw_dec(row->a);

	if (dec_cmp(back, dec_int(0)) < 0)
		back = dec_neg(back);
	s->total = dec_sub(s->total, back);
}

static bool
is_last(const struct list *sales, int64_t order_id)
{
	return sales->count && LIST_AT(sales, struct sale, sales->count - 1)
				       ->order_id == order_id;
}

/* Whole pieces, a part of one counting as one; what is no number is one. */
static int64_t
pieces_of(struct dec d)
{
	for (int64_t n = 1; n < 10; n++)
		if (dec_cmp(d, dec_int(n)) <= 0)
			return n;
	if (dec_cmp(d, dec_int(PIECES_MOST)) >= 0)
		return PIECES_MOST;
	d = dec_round(d, 0);
	return (int64_t)d.v;
}

/* Gives the row behind the line. */
static size_t
put_line(struct arena *a, const struct list *rows, size_t at, struct list *out)
{
	const struct sale_row *line = LIST_AT(rows, struct sale_row, at);
	struct dec left = line->a.n ? raw_dec(line->a) : dec_int(1);

	for (at++; at < rows->count; at++) {
		const struct sale_row *back = LIST_AT(rows, struct sale_row,
		    at);

		if (back->kind != SALE_BACK ||
		    back->order_id != line->order_id ||
		    back->line_id != line->line_id)
			break;
		left = dec_add(left, raw_dec(back->a));
	}
	if (line->one > 0 && dec_cmp(left, dec_int(0)) > 0)
		*LIST_PUSH(a, out, struct sale_line) = (struct sale_line){
			.order_id = line->order_id,
			.product_id = line->one,
			.variation_id = line->two > 0 ? line->two : 0,
			.pieces = pieces_of(left),
		};
	return at;
}

/* Heads, what was paid back and lines, order by order. */
static void
take_rows(struct arena *a, const struct list *rows, struct list *sales,
    struct list *lines)
{
	bool is_in = false;
	size_t i = 0;

	while (i < rows->count) {
		const struct sale_row *row = LIST_AT(rows, struct sale_row, i);

		if (row->kind == SALE_HEAD) {
			is_in = is_sold(row);
			if (is_in)
				put_head(a, row, sales);
		}
		is_in = is_in && is_last(sales, row->order_id);
		if (row->kind == SALE_PAID_BACK && is_in)
			pay_back(row, sales);
		if (row->kind == SALE_LINE && is_in)
			i = put_line(a, rows, i, lines);
		else
			i++;
	}
}

enum err
woo_sales(void *self, struct arena *a, const int64_t *ids, size_t count,
    struct list *sales, struct list *lines)
{
	struct woo *w = self;
	struct list rows = { 0 };
	enum err e;

	if (!count)
		return ERR_OK;
	e = db_all(w->db, a, w->set->is_hpos ? &sales_hpos : &sales_posts,
	    IN(V_INTS(ids, count), V_INTS(ids, count), V_INTS(ids, count),
		V_INTS(ids, count)),
	    &rows);
	if (e)
		return woo_fail(w, e, "what was sold");

	if (rows.count)
		qsort(rows.items, rows.count, sizeof(struct sale_row), by_line);
	take_rows(a, &rows, sales, lines);
	return ERR_OK;
}
