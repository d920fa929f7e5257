/* recommend_store - what own tables say of an order, in the page's one
 * statement: links, best sellers, what the buyer has. */
#include "aftersale/db.h"
#include "recommend.h"
#include "recommend_learn.h"
#include "recommend_nudge.h"
#include "recommend_proof.h"

enum {
	NO_SUCH_TABLE = 1146,
	NO_RIGHT = 1142, /* to a table that is newer than the rights */
	NO_SUCH_INDEX = 1176,
	BASKET_MOST = 256,
	FOLLOWED_MOST = 60, /* of the basket, as of the history */
	PLAIN_VALUES = 10
};

static const struct field known_fields[] = {
	FIELD(struct known_row, kind),
	FIELD(struct known_row, from_id),
	FIELD(struct known_row, product_id),
	FIELD(struct known_row, one_id),
	FIELD(struct known_row, score),
	FIELD(struct known_row, together),
	FIELD(struct known_row, orders),
	FIELD(struct known_row, other_orders),
	FIELD(struct known_row, base),
	FIELD(struct known_row, variation_id),
	FIELD(struct known_row, again_days),
	FIELD(struct known_row, at),
	FIELD(struct known_row, next_links),
	FIELD(struct known_row, new_links),
	FIELD_STOP
};

/* Which index is meant: the server's own choice is a bad one for some buyers.
 * Where somebody dropped it, any plan is better than none. */
#define HINT(index) " FORCE INDEX (" index ")"
#define ANY_PLAN(index) ""

/* A buyer of ten thousand orders is known by the newest. */
#define OWNED(hint, column, index)                                      \
	" UNION ALL "                                                   \
	"(SELECT 4, o.order_id, x.product_id,"                          \
	"        COALESCE(t.one_id, x.product_id), o.user_id, 0, 0, 0," \
	"        0, x.variation_id, COALESCE(t.again_days, 0),"         \
	"        o.sold_at, '', ''"                                     \
	"   FROM {own}sale o" hint(index)                               \
	"   JOIN {own}sale_line x ON x.order_id = o.order_id"           \
	"   LEFT JOIN {own}learned_product t"                           \
	"     ON t.run = (SELECT r.value FROM {own}learned r"           \
	"                  WHERE r.name = 'run')"                       \
	"    AND t.product_id = x.product_id"                           \
	"  WHERE o." column " = ? AND o." column " <> 0"                \
	"    AND o.order_id <> ?"                                       \
	"  ORDER BY o.order_id DESC"                                    \
	"  LIMIT 1000)"

/* The buyer's first order: by it a buyer is drawn into a group. */
#define FIRST(hint, index, where)                                       \
	" UNION ALL "                                                   \
	"(SELECT 6, o.order_id, o.user_id, 0, o.mail, 0, 0, 0, 0, 0, 0," \
	"        0, '', ''"                                             \
	"   FROM {own}sale o" hint(index)                               \
	"  WHERE " where                                                \
	"  ORDER BY o.order_id"                                         \
	"  LIMIT 1)"

/* What a product says for the buyer's next order. */
#define FOLLOW                                                          \
	"SELECT 8, 0, p.product_id, p.one_id, p.rebuy, p.rebuyers,"     \
	"       p.gap_days, 0, p.base_next, 0, 0, 0, p.next_links,"     \
	"       p.new_links"

#define FOLLOW_BASKET                                                   \
	" UNION ALL " FOLLOW                                            \
	"  FROM {own}learned s"                                         \
	"  JOIN {own}learned_follow p ON p.run = s.value"               \
	" WHERE s.name = 'run' AND p.product_id IN (?*)"

/* The products of the ten newest orders, sixty at most. Joined as written: an
 * order's products while there are none too many, then a row for each. */
#define FOLLOW_HISTORY(hint, column, index)                             \
	" UNION ALL " FOLLOW                                            \
	"  FROM (SELECT DISTINCT x.product_id"                          \
	"          FROM (SELECT o.order_id"                             \
	"                  FROM {own}sale o" hint(index)                \
	"                 WHERE o." column " = ? AND o." column " <> 0" \
	"                   AND o.order_id <> ?"                        \
	"                 ORDER BY o.order_id DESC"                     \
	"                 LIMIT 10) h"                                  \
	"          STRAIGHT_JOIN {own}sale_line x"                      \
	"             ON x.order_id = h.order_id"                       \
	"         LIMIT 60) i"                                          \
	"  STRAIGHT_JOIN {own}learned s ON s.name = 'run'"              \
	"  STRAIGHT_JOIN {own}learned_follow p"                         \
	"    ON p.run = s.value AND p.product_id = i.product_id"

#define KNOWN(hint)                                                     \
	"SELECT 1 AS kind, l.product_id AS from_id,"                    \
	"       l.other_id AS product_id, t.one_id, l.score,"           \
	"       l.together, f.orders, t.orders AS other_orders,"        \
	"       t.base, t.variation_id, t.again_days, 0 AS at,"         \
	"       '' AS next_links, '' AS new_links"                      \
	"  FROM {own}learned s"                                         \
	"  JOIN {own}learned_link l ON l.run = s.value"                 \
	"  JOIN {own}learned_product f"                                 \
	"    ON f.run = l.run AND f.product_id = l.product_id"          \
	"  JOIN {own}learned_product t"                                 \
	"    ON t.run = l.run AND t.product_id = l.other_id"            \
	" WHERE s.name = 'run' AND l.product_id IN (?*)"                \
	" UNION ALL "                                                   \
	"SELECT 2, x.category_id, x.product_id,"                        \
	"       COALESCE(t.one_id, x.product_id), x.place, 0, 0,"       \
	"       COALESCE(t.orders, 0), COALESCE(t.base, 0),"            \
	"       COALESCE(t.variation_id, 0),"                           \
	"       COALESCE(t.again_days, 0), 0, '', ''"                   \
	"  FROM {own}learned s"                                         \
	"  JOIN {own}learned_seller x ON x.run = s.value"               \
	"  LEFT JOIN {own}learned_product t"                            \
	"    ON t.run = x.run AND t.product_id = x.product_id"          \
	" WHERE s.name = 'run' AND x.category_id IN (?*)"               \
	" UNION ALL "                                                   \
	"SELECT 3, b.product_id, b.product_id, b.one_id, 0, 0,"         \
	"       b.orders, b.orders, b.base, 0, b.again_days, 0, '', ''" \
	"  FROM {own}learned s"                                         \
	"  JOIN {own}learned_product b ON b.run = s.value"              \
	" WHERE s.name = 'run' AND b.product_id IN (?*)"                \
	OWNED(hint, "user_id", "user") OWNED(hint, "mail", "mail")      \
	FIRST(hint, "user", "o.user_id = ? AND o.user_id <> 0")         \
	FIRST(hint, "mail", "o.mail = ? AND o.mail <> 0")               \
	FIRST(hint, "user", "o.user_id = (SELECT MAX(a.user_id)"        \
	      "               FROM {own}sale a"                         \
	      "              WHERE a.mail = ? AND a.mail <> 0"          \
	      "                AND a.user_id > 0)")                     \
	" UNION ALL "                                                   \
	"SELECT CASE n.name WHEN 'orders' THEN 5 WHEN 'month' THEN 7"   \
	"            WHEN 'next_faded' THEN 9 ELSE 10 END,"             \
	"       0, 0, 0, n.value, 0, 0, 0, 0, 0, 0, 0, '', ''"          \
	"  FROM {own}learned n" hint("PRIMARY")                         \
	" WHERE n.name IN ('month', 'next_faded', 'next_times', 'orders')"

#define KNOWN_READS                                                     \
	"{own}learned {own}learned_link {own}learned_product"           \
	" {own}learned_seller {own}sale {own}sale_line"

#define FOLLOWS(hint)                                                   \
	FOLLOW_BASKET FOLLOW_HISTORY(hint, "user_id", "user")           \
	FOLLOW_HISTORY(hint, "mail", "mail")

/* For who may not know what the buyer bought before, and on an older schema. */
static const struct db_stmt known_load_stmt = {
	.name = "recommend.known",
	.row = known_fields,
	.row_size = sizeof(struct known_row),
	.reads = KNOWN_READS,
	.sql = KNOWN(HINT),
};

static const struct db_stmt known_follows_stmt = {
	.name = "recommend.known_follows",
	.row = known_fields,
	.row_size = sizeof(struct known_row),
	.reads = KNOWN_READS " {own}learned_follow",
	.sql = KNOWN(HINT) FOLLOWS(HINT),
};

static const struct db_stmt known_any_plan_stmt = {
	.name = "recommend.known_any_plan",
	.row = known_fields,
	.row_size = sizeof(struct known_row),
	.reads = KNOWN_READS,
	.sql = KNOWN(ANY_PLAN),
};

static const struct db_stmt follows_any_plan_stmt = {
	.name = "recommend.known_follows_any_plan",
	.row = known_fields,
	.row_size = sizeof(struct known_row),
	.reads = KNOWN_READS " {own}learned_follow",
	.sql = KNOWN(ANY_PLAN) FOLLOWS(ANY_PLAN),
};

const struct db_stmt *const recommend_stmts[] = { &known_load_stmt,
	&known_follows_stmt, &known_any_plan_stmt, &follows_any_plan_stmt,
	&recommend_numbers_load, &recommend_number_make,
	&recommend_number_move, &recommend_sales_drop, &recommend_lines_drop,
	&recommend_sales_put, &recommend_lines_put, &recommend_sales_load,
	&recommend_lines_load, &recommend_links_put, &recommend_products_put,
	&recommend_sellers_put, &recommend_follows_put,
	&recommend_links_drop, &recommend_products_drop,
	&recommend_sellers_drop, &recommend_follows_drop,
	&recommend_nudges_put, &recommend_nudges_drop, &recommend_nudges_load,
	&recommend_sales_export, &recommend_sales_erase,
	&recommend_lines_export, &recommend_lines_erase,
	&recommend_shown_put, &recommend_shown_click, &recommend_shown_drop,
	&recommend_shown_export, &recommend_shown_erase,
	&recommend_totals_drop, &recommend_totals_put,
	&recommend_totals_export, &recommend_totals_erase,
	&recommend_paid_load, &recommend_seen_load, &recommend_proof_put,
	&recommend_proof_load, NULL };

static size_t
at_most(size_t n, size_t most)
{
	return n < most ? n : most;
}

static bool
lacks_follows(struct db *db)
{
	return db_errno(db) == NO_SUCH_TABLE || db_errno(db) == NO_RIGHT;
}

static enum err
load(struct db *db, struct arena *a, const struct known_ask *ask,
    const struct db_value *in, bool any_plan, struct list *out)
{
	struct db_value plain[PLAIN_VALUES + 1] = { 0 };
	enum err e = ERR_BROKEN;

	if (ask->wants_follows)
		e = db_all(db, a,
		    any_plan ? &follows_any_plan_stmt : &known_follows_stmt,
		    in, out);
	if (ask->wants_follows && !(e && lacks_follows(db)))
		return e;
	for (size_t i = 0; i < PLAIN_VALUES; i++)
		plain[i] = in[i];
	return db_all(db, a,
	    any_plan ? &known_any_plan_stmt : &known_load_stmt, plain, out);
}

enum err
known_load(struct db *db, struct arena *a, const struct known_ask *ask,
    struct list *out)
{
	size_t basket = at_most(ask->basket_n, BASKET_MOST);
	/* The plain statement has no use for the last five. */
	const struct db_value in[] = { V_INTS(ask->basket, basket),
		V_INTS(ask->categories,
		    at_most(ask->categories_n, BASKET_MOST)),
		V_INTS(ask->basket, basket), V(ask->user_id),
		V(ask->order_id), V(ask->mail), V(ask->order_id),
		V(ask->user_id), V(ask->mail), V(ask->mail),
		V_INTS(ask->basket, at_most(basket, FOLLOWED_MOST)),
		V(ask->user_id), V(ask->order_id), V(ask->mail),
		V(ask->order_id), { .kind = DB_END } };
	enum err e = load(db, a, ask, in, false, out);

	if (e && db_errno(db) == NO_SUCH_INDEX)
		e = load(db, a, ask, in, true, out);
	return e && db_errno(db) == NO_SUCH_TABLE ? ERR_OK : e;
}
