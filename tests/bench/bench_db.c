/* bench_db - what db costs over libmariadb by hand, statement for statement.
 *
 *	AFTERSALE_TEST_SOCKET=path bench_db PAGES [WAY]
 *
 * Four statements of an order page on the schema "shop" (a WooCommerce HPOS
 * dump, prefix wp_), once through db and twice by hand: as text with a stored
 * result, and prepared with bound buffers. Each copies every value it reads.
 * Rounds take turns, so that a busy machine is unfair to all alike; printed
 * are the medians. A WAY (0, 1, 2) runs alone, for profiles. Not run by the
 * tests. */
#include <mysql.h>
#undef list_push
#include <time.h>

#include "aftersale/db.h"

enum { ROUNDS = 15, STATEMENTS = 4, COLUMNS = 16, IDS = 1000, ROOM = 4096 };

struct row {
	int64_t a;
	struct str t[COLUMNS];
};

#define T(i, name) FIELD_AS(struct row, t[i], name)

static const struct field order_row[] = { FIELD_AS(struct row, a, "id"),
	T(0, "status"), T(1, "currency"), T(2, "type"), T(3, "tax_amount"),
	T(4, "total_amount"), T(5, "billing_email"), T(6, "date_created_gmt"),
	T(7, "date_updated_gmt"), T(8, "payment_method"),
	T(9, "payment_method_title"), T(10, "customer_note"), FIELD_STOP };

static const struct field address_row[] = { T(0, "address_type"),
	T(1, "first_name"), T(2, "last_name"), T(3, "company"),
	T(4, "address_1"), T(5, "address_2"), T(6, "city"), T(7, "state"),
	T(8, "postcode"), T(9, "country"), T(10, "email"), T(11, "phone"),
	FIELD_STOP };

static const struct field item_row[] = { FIELD_AS(
					     struct row, a, "order_item_id"),
	T(0, "order_item_name"), T(1, "order_item_type"), T(2, "meta_key"),
	T(3, "meta_value"), FIELD_STOP };

static const struct field meta_row[] = { T(0, "meta_key"), T(1, "meta_value"),
	FIELD_STOP };

#define ROW(map) .row = (map), .row_size = sizeof(struct row)

static const struct db_stmt statements[STATEMENTS] = {
	{ .name = "order",
	    ROW(order_row),
	    .sql = "SELECT id, status, currency, type, tax_amount,"
		   " total_amount, billing_email, date_created_gmt,"
		   " date_updated_gmt, payment_method, payment_method_title,"
		   " customer_note FROM wp_wc_orders WHERE id = ?" },
	{ .name = "addresses",
	    ROW(address_row),
	    .sql = "SELECT address_type, first_name, last_name, company,"
		   " address_1, address_2, city, state, postcode, country,"
		   " email, phone FROM wp_wc_order_addresses"
		   " WHERE order_id = ?" },
	{ .name = "items",
	    ROW(item_row),
	    .sql = "SELECT i.order_item_id, i.order_item_name,"
		   " i.order_item_type, m.meta_key, m.meta_value"
		   " FROM wp_woocommerce_order_items i"
		   " JOIN wp_woocommerce_order_itemmeta m"
		   " ON m.order_item_id = i.order_item_id"
		   " WHERE i.order_id = ?"
		   " ORDER BY i.order_item_id, m.meta_id" },
	{ .name = "meta",
	    ROW(meta_row),
	    .sql = "SELECT meta_key, meta_value FROM wp_wc_orders_meta"
		   " WHERE order_id = ? ORDER BY id" },
};

static struct db *db;
static struct arena *arena;
static MYSQL *my;
static int64_t ids[IDS];
static size_t ids_count;
static int64_t rows_read;

static void
die(const char *what)
{
	fprintf(stderr, "bench_db: %s: " STR_FMT " %s\n", what,
	    STR_ARG(db_why(db)), my ? mysql_error(my) : "");
	exit(1);
}

/* ---- three ways -------------------------------------------------------- */

static void
by_db(size_t i, int64_t id)
{
	struct list out = { 0 };

	if (db_all(db, arena, &statements[i], IN(V(id)), &out))
		die("db");
	rows_read += (int64_t)out.count;
}

static void
by_text(size_t i, int64_t id)
{
	const char *sql = statements[i].sql;
	const char *hole = strchr(sql, '?');
	char text[1024];
	MYSQL_RES *res;
	MYSQL_ROW row;
	int n = snprintf(text, sizeof(text), "%.*s%lld%s", (int)(hole - sql),
	    sql, (long long)id, hole + 1);

	if (mysql_real_query(my, text, (unsigned long)n))
		die("text");
	res = mysql_store_result(my);
	while ((row = mysql_fetch_row(res))) {
		unsigned long *lengths = mysql_fetch_lengths(res);

		rows_read++;
		for (unsigned c = 0; c < mysql_num_fields(res); c++)
			arena_str(arena, (struct str){ row[c], lengths[c] });
	}
	mysql_free_result(res);
}

static struct {
	MYSQL_STMT *stmt;
	MYSQL_BIND out[COLUMNS];
	char room[COLUMNS][ROOM];
	unsigned long lengths[COLUMNS];
	my_bool nulls[COLUMNS];
	unsigned columns;
} hand[STATEMENTS];

static void
prepare_hand(size_t i)
{
	MYSQL_STMT *stmt = mysql_stmt_init(my);

	if (mysql_stmt_prepare(
		stmt, statements[i].sql, strlen(statements[i].sql)))
		die("prepare");
	hand[i].stmt = stmt;
	hand[i].columns = mysql_stmt_field_count(stmt);
	for (unsigned c = 0; c < hand[i].columns; c++)
		hand[i].out[c] = (MYSQL_BIND){
			.buffer_type = MYSQL_TYPE_STRING,
			.buffer = hand[i].room[c],
			.buffer_length = ROOM,
			.length = &hand[i].lengths[c],
			.is_null = &hand[i].nulls[c],
		};
	if (mysql_stmt_bind_result(stmt, hand[i].out))
		die("bind");
}

static void
by_bound(size_t i, int64_t id)
{
	MYSQL_STMT *stmt = hand[i].stmt;
	MYSQL_BIND in = { .buffer_type = MYSQL_TYPE_LONGLONG, .buffer = &id };

	if (mysql_stmt_bind_param(stmt, &in) || mysql_stmt_execute(stmt) ||
	    mysql_stmt_store_result(stmt))
		die("bound");
	while (mysql_stmt_fetch(stmt) == 0) {
		rows_read++;
		for (unsigned c = 0; c < hand[i].columns; c++)
			if (!hand[i].nulls[c])
				arena_str(arena, (struct str){ hand[i].room[c],
						     hand[i].lengths[c] });
	}
	mysql_stmt_free_result(stmt);
}

static const struct {
	const char *name;
	void (*run)(size_t i, int64_t id);
} ways[] = {
	{ "db", by_db },
	{ "text, stored", by_text },
	{ "prepared, bound", by_bound },
};

enum { WAYS = sizeof(ways) / sizeof(ways[0]) };

/* ---- measuring --------------------------------------------------------- */

static double wall[WAYS][ROUNDS];
static double cpu[WAYS][ROUNDS];

static double
microseconds(clockid_t clock)
{
	struct timespec t;

	clock_gettime(clock, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static void
measure(size_t way, size_t round, int64_t pages)
{
	double wall_0 = microseconds(CLOCK_MONOTONIC);
	double cpu_0 = microseconds(CLOCK_PROCESS_CPUTIME_ID);

	for (int64_t p = 0; p < pages; p++) {
		arena_reset(arena);
		for (size_t i = 0; i < STATEMENTS; i++)
			ways[way].run(i, ids[(size_t)p % ids_count]);
	}
	wall[way][round] =
	    (microseconds(CLOCK_MONOTONIC) - wall_0) / (double)pages;
	cpu[way][round] =
	    (microseconds(CLOCK_PROCESS_CPUTIME_ID) - cpu_0) / (double)pages;
}

static int
compare(const void *a, const void *b)
{
	double x = *(const double *)a;
	double y = *(const double *)b;

	return (x > y) - (x < y);
}

static double
median(double *values)
{
	qsort(values, ROUNDS, sizeof(*values), compare);
	return values[ROUNDS / 2];
}

static const struct field id_row[] = { FIELD_AS(struct row, a, "id"),
	FIELD_STOP };

static void
load_ids(void)
{
	static const struct db_stmt st = {
		.name = "ids",
		ROW(id_row),
		.sql = "SELECT id FROM wp_wc_orders WHERE type = 'shop_order'"
		       " LIMIT 1000",
	};
	struct list out = { 0 };

	if (db_all(db, arena, &st, IN_NONE, &out) || !out.count)
		die("orders");
	for (size_t i = 0; i < out.count && i < IDS; i++)
		ids[ids_count++] = LIST_AT(&out, struct row, i)->a;
}

int
main(int argc, char **argv)
{
	struct db_conf conf = {
		.socket = str_of(getenv("AFTERSALE_TEST_SOCKET")),
		.name = STR("shop"),
		.user = STR("root"),
		.prefix = STR("wp_"),
		.base_prefix = STR("wp_"),
	};
	int64_t pages = 200;
	int64_t only = -1;

	if (argc > 1)
		str_int(str_of(argv[1]), &pages);
	if (argc > 2)
		str_int(str_of(argv[2]), &only);
	if (!conf.socket.n)
		return 2;
	arena = arena_new(64 * 1024 * 1024);
	db = db_new(&conf);
	load_ids();
	my = mysql_init(NULL);
	mysql_options(my, MYSQL_SET_CHARSET_NAME, "utf8mb4");
	if (!mysql_real_connect(my, NULL, "root", "", "shop", 0,
		getenv("AFTERSALE_TEST_SOCKET"), 0))
		die("connect");
	for (size_t i = 0; i < STATEMENTS; i++)
		prepare_hand(i);
	for (size_t r = 0; r < ROUNDS; r++)
		for (size_t w = 0; w < WAYS; w++)
			if (only < 0 || only == (int64_t)w)
				measure(w, r, pages);
	for (size_t w = 0; w < WAYS; w++)
		printf("%-18s %8.1f us wall %8.1f us of this process a page\n",
		    ways[w].name, median(wall[w]), median(cpu[w]));
	printf("%lld rows in all\n", (long long)rows_read);
	return 0;
}
