/* order_head.c - just enough of an order to decide who may see it.
 *
 * One statement each, the same one whether the order is there or not, so
 * that nobody learns from the time an answer takes which numbers exist.
 */
#include "order.h"
#include "row.h"

enum { MAX_HEADS = 8, MAX_LAST = 1000 };

struct head_row {
	int64_t id;
	struct str type;
	struct str status;
	struct str customer;
	struct str email;
	struct str created;
	struct str key;
	struct str number;
	struct str formatted;
	int64_t items;
};

static const struct field head_row[] = {
	FIELD(struct head_row, id),
	FIELD(struct head_row, type),
	FIELD(struct head_row, status),
	FIELD(struct head_row, customer),
	FIELD(struct head_row, email),
	FIELD(struct head_row, created),
	FIELD(struct head_row, key),
	FIELD(struct head_row, number),
	FIELD(struct head_row, formatted),
	FIELD(struct head_row, items),
	FIELD_STOP,
};

/* clang-format off */
#define ITEMS(id) \
	"       (SELECT COUNT(*) FROM {shop}woocommerce_order_items i" \
	"         WHERE i.order_id = " id \
	"           AND i.order_item_type = 'line_item') AS items"
#define ROWS .row = head_row, .row_size = sizeof(struct head_row)

/* ---- HPOS ---- */

#define HPOS_META(meta_key) \
	"       (SELECT m.meta_value FROM {shop}wc_orders_meta m" \
	"         WHERE m.order_id = o.id AND m.meta_key = '" meta_key "'" \
	"         ORDER BY m.id LIMIT 1)"
#define HPOS_HEAD \
	"SELECT o.id, o.type, o.status, o.customer_id AS customer," \
	"       o.billing_email AS email, o.date_created_gmt AS created," \
	"       d.order_key AS `key`," \
	HPOS_META("_order_number") " AS number," \
	HPOS_META("_order_number_formatted") " AS formatted," \
	ITEMS("o.id")
#define HPOS_KEY \
	"  LEFT JOIN {shop}wc_order_operational_data d" \
	"    ON d.order_id = o.id"
#define HPOS_READS \
	"{shop}wc_orders {shop}wc_order_operational_data" \
	" {shop}wc_orders_meta {shop}woocommerce_order_items"

const struct db_stmt order_head_hpos = {
	.name = "woo.order_head_hpos",
	ROWS,
	.reads = HPOS_READS,
	.sql =
	    HPOS_HEAD
	    "  FROM {shop}wc_orders o"
	    HPOS_KEY
	    " WHERE o.id = ?",
};

/* By a plugin's number; the id counts where an order has none. */
const struct db_stmt order_find_hpos = {
	.name = "woo.order_find_hpos",
	ROWS,
	.reads = HPOS_READS,
	.sql =
	    HPOS_HEAD
	    "  FROM (SELECT CAST(? AS SIGNED) AS id"
	    "        UNION"
	    "        SELECT m.order_id FROM {shop}wc_orders_meta m"
	    "         WHERE m.meta_key IN"
	    "               ('_order_number','_order_number_formatted')"
	    "           AND m.meta_value = ?"
	    "         LIMIT 32) f"
	    "  JOIN {shop}wc_orders o ON o.id = f.id"
	    HPOS_KEY,
};

const struct db_stmt orders_last_hpos = {
	.name = "woo.orders_last_hpos",
	ROWS,
	.reads = HPOS_READS,
	.sql =
	    HPOS_HEAD
	    "  FROM (SELECT n.id FROM {shop}wc_orders n"
	    "         WHERE n.type = 'shop_order'"
	    "           AND n.status NOT IN ('wc-checkout-draft','trash',"
	    "               'auto-draft','draft','new','')"
	    "         ORDER BY n.date_created_gmt DESC, n.id DESC"
	    "         LIMIT ?) f"
	    "  JOIN {shop}wc_orders o ON o.id = f.id"
	    HPOS_KEY,
};

/* ---- posts ---- */

#define POST_META(meta_key) \
	"       (SELECT m.meta_value FROM {shop}postmeta m" \
	"         WHERE m.post_id = p.ID AND m.meta_key = '" meta_key "'" \
	"         ORDER BY m.meta_id LIMIT 1)"
#define POST_HEAD \
	"SELECT p.ID AS id, p.post_type AS type, p.post_status AS status," \
	POST_META("_customer_user") " AS customer," \
	POST_META("_billing_email") " AS email," \
	"       p.post_date_gmt AS created," \
	POST_META("_order_key") " AS `key`," \
	POST_META("_order_number") " AS number," \
	POST_META("_order_number_formatted") " AS formatted," \
	ITEMS("p.ID")
#define POST_READS \
	"{shop}posts {shop}postmeta {shop}woocommerce_order_items"

const struct db_stmt order_head_posts = {
	.name = "woo.order_head_posts",
	ROWS,
	.reads = POST_READS,
	.sql =
	    POST_HEAD
	    "  FROM {shop}posts p"
	    " WHERE p.ID = ?",
};

/* Posts have no index on a meta's value, and a shop may have a million of
 * them: the newest are looked at, which are whose people ask for. */
#define NEWEST(meta_key) \
	"        SELECT m.post_id" \
	"          FROM (SELECT n.post_id," \
	"                       CAST(n.meta_value AS CHAR(100)) AS number" \
	"                  FROM {shop}postmeta n" \
	"                 WHERE n.meta_key = '" meta_key "'" \
	"                 ORDER BY n.meta_id DESC LIMIT 50000) m" \
	"         WHERE m.number = ?"

const struct db_stmt order_find_posts = {
	.name = "woo.order_find_posts",
	ROWS,
	.reads = POST_READS,
	.sql =
	    POST_HEAD
	    "  FROM (SELECT CAST(? AS SIGNED) AS id"
	    "        UNION"
	    NEWEST("_order_number")
	    "        UNION"
	    NEWEST("_order_number_formatted")
	    "        LIMIT 32) f"
	    "  JOIN {shop}posts p ON p.ID = f.id",
};

/* The inner part reads one index only; ids grow with time. */
const struct db_stmt orders_last_posts = {
	.name = "woo.orders_last_posts",
	ROWS,
	.reads = POST_READS,
	.sql =
	    POST_HEAD
	    "  FROM (SELECT n.ID FROM {shop}posts n"
	    "         WHERE n.post_type = 'shop_order'"
	    "           AND n.post_status NOT IN ('wc-checkout-draft','trash',"
	    "               'auto-draft','draft','new','inherit')"
	    "         ORDER BY n.ID DESC"
	    "         LIMIT ?) f"
	    "  JOIN {shop}posts p ON p.ID = f.ID",
};
/* clang-format on */

void
woo_use_numbers(void *self, bool by_plugin)
{
	struct woo *w = self;

	w->plugin_numbers = by_plugin;
}

static struct str
number_of(const struct woo *w, struct arena *a, const struct head_row *row)
{
	struct str number = { 0 };

	if (w->plugin_numbers) {
		number = str_trim(row->formatted);
		if (!number.n)
			number = str_trim(row->number);
	}
	return number.n ? number : dec_text(a, dec_int(row->id));
}

/* False when it is no order to anybody. */
static bool
read_head(const struct woo *w, struct arena *a, const struct head_row *row,
    struct order_head *out)
{
	struct order_head head = {
		.id = row->id,
		.number = number_of(w, a, row),
		.key = row->key,
		.email = row->email,
		.state = status_state(status_slug(row->status)),
		.created_at = raw_time(row->created),
		.items = row->items,
		.shop_url = woo_received_url(w, a, row->id, row->key),
	};

	if (!str_is_z(row->type, "shop_order") || !status_is_order(row->status))
		return false;
	if (str_int(str_trim(row->customer), &head.customer_id))
		head.customer_id = 0;
	*out = head;
	return true;
}

enum err
woo_order_head(void *self, struct arena *a, int64_t id, struct order_head *out)
{
	struct woo *w = self;
	struct head_row row = { 0 };
	enum err e;

	e = db_one(w->db, a,
	    w->set->is_hpos ? &order_head_hpos : &order_head_posts, IN(V(id)),
	    &row);
	if (e && e != ERR_NOT_FOUND)
		return woo_fail(w, e, "order head");
	w->has_doubt = w->has_doubt || e;
	if (e || !read_head(w, a, &row, out))
		return ERR_NOT_FOUND;
	return ERR_OK;
}

/* "#1005" as people write it. */
static struct str
clean_number(struct str number)
{
	number = str_trim(number);
	if (str_has_prefix(number, STR("#")))
		number = str_trim(str_skip(number, 1));
	return number;
}

static enum err
find_rows(struct woo *w, struct arena *a, struct str number, struct list *rows)
{
	bool is_hpos = w->set->is_hpos;
	int64_t id = 0;

	/* What is no id at all asks for one that nobody has. */
	if (str_int(number, &id))
		id = 0;
	if (!w->plugin_numbers)
		return db_all(w->db, a,
		    is_hpos ? &order_head_hpos : &order_head_posts, IN(V(id)),
		    rows);
	if (is_hpos)
		return db_all(w->db, a, &order_find_hpos,
		    IN(V(id), V(number)), rows);
	return db_all(w->db, a, &order_find_posts,
	    IN(V(id), V(number), V(number)), rows);
}

enum err
woo_order_find(
    void *self, struct arena *a, struct str number, struct list *heads)
{
	struct woo *w = self;
	struct list rows = { 0 };
	struct order_head head;
	enum err e;

	number = clean_number(number);
	e = find_rows(w, a, number, &rows);
	if (e)
		return woo_fail(w, e, "order by number");
	for (size_t i = 0; i < rows.count && heads->count < MAX_HEADS; i++)
		if (read_head(
			w, a, LIST_AT(&rows, struct head_row, i), &head) &&
		    str_is(head.number, number))
			*LIST_PUSH(a, heads, struct order_head) = head;
	w->has_doubt = w->has_doubt || !heads->count;
	return ERR_OK;
}

static int
by_newest(const void *x, const void *y)
{
	const struct order_head *a = x;
	const struct order_head *b = y;

	if (a->created_at != b->created_at)
		return a->created_at > b->created_at ? -1 : 1;
	return a->id > b->id ? -1 : a->id < b->id;
}

enum err
woo_orders_last(void *self, struct arena *a, int64_t count, struct list *heads)
{
	struct woo *w = self;
	struct list rows = { 0 };
	struct order_head head;
	enum err e;

	if (count > MAX_LAST)
		count = MAX_LAST;
	e = db_all(w->db, a,
	    w->set->is_hpos ? &orders_last_hpos : &orders_last_posts,
	    IN(V(count)), &rows);
	if (e)
		return woo_fail(w, e, "last orders");
	for (size_t i = 0; i < rows.count; i++)
		if (read_head(w, a, LIST_AT(&rows, struct head_row, i), &head))
			*LIST_PUSH(a, heads, struct order_head) = head;
	if (heads->count)
		qsort(heads->items, heads->count, sizeof(struct order_head),
		    by_newest);
	return ERR_OK;
}
