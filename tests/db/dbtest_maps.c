/* dbtest_maps - row maps that do not fit, and the cache of statements. */
#include "dbtest.h"

struct pair {
	int64_t a;
	struct str b;
	struct list c;
};

static const struct field pair_row[] = { FIELD(struct pair, a),
	FIELD(struct pair, b), FIELD_STOP };

static const struct field deep_row[] = { FIELD(struct pair, a),
	FIELD_EACH(struct pair, c, struct pair, pair_row), FIELD_STOP };

static const struct {
	const char *sql;
	const struct field *row;
	size_t row_size;
	const char *why;
} misfits[] = {
	{ "SELECT 'x' AS b, 1 AS a", pair_row, sizeof(struct pair),
	    "test.misfit: a is not what the row map says" },
	{ "SELECT 1 AS a, 'x' AS B", pair_row, sizeof(struct pair),
	    "test.misfit: b is not what the row map says" },
	{ "SELECT 1 AS a", pair_row, sizeof(struct pair),
	    "test.misfit: b is missing in the SELECT list" },
	{ "SELECT 1 AS a, 'x' AS b, 2 AS c", pair_row, sizeof(struct pair),
	    "test.misfit: c is missing in the row map" },
	{ "SELECT 1 AS a, 'x' AS b", pair_row, 8,
	    "test.misfit: b lies outside of row_size" },
	{ "SELECT 1 AS a, 'x' AS c", deep_row, sizeof(struct pair),
	    "test.misfit: c is of a kind no row can hold" },
	{ "SELECT 1 AS a, {oops} AS b", pair_row, sizeof(struct pair),
	    "test.misfit: does not fit its values" },
	{ "SELECT 'rubbish' AS a, 'x' AS b", pair_row, sizeof(struct pair),
	    "test.misfit: a holds what its member cannot" },
	{ "SELECT 18446744073709551615 AS a, 'x' AS b", pair_row,
	    sizeof(struct pair),
	    "test.misfit: a holds what its member cannot" },
	{ "SELECT 1.5 AS a, 'x' AS b", pair_row, sizeof(struct pair),
	    "test.misfit: a holds what its member cannot" },
	{ "SELECT a, b FROM {own}nowhere", pair_row, sizeof(struct pair),
	    "test.misfit: 1146 Table 'shop.wp_aftersale_nowhere' doesn't"
	    " exist" },
};

int
mode_maps(void)
{
	struct db *db = open_db();

	for (size_t i = 0; i < sizeof(misfits) / sizeof(misfits[0]); i++) {
		struct db_stmt st = { .name = "test.misfit",
			.sql = misfits[i].sql,
			.row = misfits[i].row,
			.row_size = misfits[i].row_size };
		struct pair out = { .a = 5 };
		enum err e = db_one(db, arena, &st, IN_NONE, &out);

		CHECK(misfits[i].why, e == ERR_BROKEN && out.a == 5);
		CHECK_STR("is said", db_why(db), misfits[i].why);
	}
	CHECK("the connection goes on", number(db, "SELECT 3 AS n") == 3);
	CHECK("a read is no write", plain(db, "SELECT 1 AS a") == ERR_BROKEN);
	CHECK("the connection goes on", number(db, "SELECT 4 AS n") == 4);
	db_free(db);
	return tap_done();
}

/* ---- the cache --------------------------------------------------------- */

static const struct field a_row[] = { FIELD(struct pair, a), FIELD_STOP };

static int64_t seen_rows;
static int seen_calls;

static void
see(void *ctx, const struct db_stmt *st, int64_t us, int64_t rows)
{
	(void)ctx;
	if (st->row && us >= 0) {
		seen_rows += rows;
		seen_calls++;
	}
}

static bool
ask_all(struct db *db, const struct db_stmt *sts, int64_t count)
{
	struct pair out;

	for (int64_t i = 0; i < count; i++)
		if (db_one(db, arena, &sts[i], IN(V(i)), &out) || out.a != i)
			return false;
	return true;
}

static int64_t
prepared_now(struct db *db)
{
	return number(db, "SELECT VARIABLE_VALUE AS n FROM"
			  " information_schema.GLOBAL_STATUS"
			  " WHERE VARIABLE_NAME = 'PREPARED_STMT_COUNT'");
}

static int64_t
prepares(struct db *db)
{
	return number(db, "SELECT VARIABLE_VALUE AS n FROM"
			  " information_schema.SESSION_STATUS"
			  " WHERE VARIABLE_NAME = 'COM_STMT_PREPARE'");
}

static void
check_change(struct db *db)
{
	static const struct db_stmt st = {
		.name = "change.load",
		.row = pair_row,
		.row_size = sizeof(struct pair),
		.sql = "SELECT a, b FROM {own}change",
	};
	struct pair out;

	plain(db, "DROP TABLE IF EXISTS {own}change");
	plain(db, "CREATE TABLE {own}change (a TINYINT, b TEXT)");
	plain(db, "INSERT INTO {own}change VALUES (7, 'seven')");
	CHECK("before a column changes its type",
	    !db_one(db, arena, &st, IN_NONE, &out) && out.a == 7);
	plain(db, "ALTER TABLE {own}change MODIFY a DECIMAL(20,0),"
		  " MODIFY b BIGINT");
	plain(db, "UPDATE {own}change SET a = 12345678901, b = 8");
	CHECK("and after it",
	    !db_one(db, arena, &st, IN_NONE, &out) && out.a == 12345678901);
	plain(db, "DROP TABLE {own}change");
}

int
mode_cache(void)
{
	struct db *db = open_db();
	struct db_stmt sts[40];
	int64_t before;

	for (int i = 0; i < 40; i++)
		sts[i] = (struct db_stmt){ .name = "test.cache",
			.row = a_row,
			.row_size = sizeof(struct pair),
			.sql = "SELECT ? AS a" };
	CHECK("40 statements work", ask_all(db, sts, 40));
	CHECK("and again", ask_all(db, sts, 40));
	CHECK("no more than 32 are kept", prepared_now(db) <= 32);
	ask_all(db, sts, 20);
	before = prepares(db);
	db_meter(db, true);
	db_watch(db, see, NULL);
	ask_all(db, sts, 20);
	ask_all(db, sts, 20);
	db_watch(db, NULL, NULL);
	CHECK("the meter counts", db_meter(db, true).statements == 40);
	CHECK("and begins anew", db_meter(db, false).statements == 0);
	CHECK("the watcher hears each", seen_calls == 40 && seen_rows == 40);
	CHECK("what is used often is not prepared again",
	    prepares(db) - before <= 1);
	check_change(db);
	db_free(db);
	return tap_done();
}
