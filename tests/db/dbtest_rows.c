/* dbtest_rows - values there and back, lists, row maps, the cache. */
#include <inttypes.h>

#include "dbtest.h"

struct all {
	int64_t id;
	int64_t tiny;
	int64_t small;
	int64_t medium;
	int64_t large;
	int64_t whole_sum;
	bool flag;
	struct str text;
	struct str empty;
	struct str missing;
	struct dec price;
	struct dec rate;
	int word;
	int64_t moment;
	struct str moment_text;
	struct str day;
	struct str zero;
	int64_t zero_moment;
	int64_t nothing;
	struct str span;
	struct str real_text;
};

static const char *const colours[] = { "none", "red", "green", NULL };

static const struct field all_row[] = { FIELD(struct all, id),
	FIELD(struct all, tiny), FIELD(struct all, small),
	FIELD(struct all, medium), FIELD(struct all, large),
	FIELD(struct all, whole_sum), FIELD(struct all, flag),
	FIELD(struct all, text), FIELD(struct all, empty),
	FIELD(struct all, missing), FIELD(struct all, price),
	FIELD(struct all, rate), FIELD_WORDS(struct all, word, colours),
	FIELD(struct all, moment), FIELD(struct all, moment_text),
	FIELD(struct all, day), FIELD(struct all, zero),
	FIELD(struct all, zero_moment), FIELD(struct all, nothing),
	FIELD(struct all, span), FIELD(struct all, real_text), FIELD_STOP };

#define ALL_COLUMNS                                                          \
	"id, tiny, small, medium, large, 3.00 AS whole_sum, flag, text,"     \
	" empty, missing, price, rate, word, moment, moment AS moment_text," \
	" day, zero, zero AS zero_moment, NULL AS nothing, span,"            \
	" rate AS real_text"

static const struct db_stmt all_load = {
	.name = "all.load",
	.row = all_row,
	.row_size = sizeof(struct all),
	.sql = "SELECT " ALL_COLUMNS " FROM {own}all WHERE id = ?",
};

static const struct db_stmt all_text = {
	.name = "all.text",
	.row = all_row,
	.row_size = sizeof(struct all),
	.sql = "SELECT " ALL_COLUMNS
	       " FROM {own}all WHERE text = ? AND '?' <> '{own}' ORDER BY id",
};

static const struct db_stmt all_make = {
	.name = "all.make",
	.sql = "INSERT INTO {own}all (id, tiny, small, medium, large, flag,"
	       " text, empty, missing, price, rate, word, moment, day, zero,"
	       " span) VALUES (?, ?, ?, ?, ?, ?, ?, '', ?, ?, ?, ?,"
	       " '2026-10-18 05:07:21', '2024-02-29', 0, '-30:05:09')",
};

static void
make_table(struct db *db)
{
	plain(db, "DROP TABLE IF EXISTS {own}all");
	plain(db,
	    "CREATE TABLE {own}all (id BIGINT UNSIGNED PRIMARY KEY,"
	    " tiny TINYINT, small SMALLINT UNSIGNED, medium MEDIUMINT,"
	    " large BIGINT, flag TINYINT(1), text LONGTEXT, empty VARCHAR(9),"
	    " missing TEXT, price DECIMAL(26,8), rate DOUBLE,"
	    " word VARCHAR(20), moment DATETIME, day DATE, zero DATETIME,"
	    " span TIME) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4");
}

static enum err
make(struct db *db, int64_t id, struct str text, const char *word)
{
	struct dec price;

	dec_parse(STR("-123456789012345678.12345678"), &price);
	return db_exec(db, &all_make,
	    IN(V(id), V(-128), V(65535), V(-8388608), V(INT64_MIN), V(true),
		V(text), V_NULL, V(price), V(price), V(word)),
	    NULL);
}

static void
check_numbers(const struct all *x)
{
	CHECK("numbers of each width come back",
	    x->id == 1 && x->tiny == -128 && x->small == 65535 &&
		x->medium == -8388608 && x->large == INT64_MIN);
	CHECK("a decimal without a fraction may be an INT", x->whole_sum == 3);
	CHECK("a flag comes back", x->flag);
	CHECK_STR("a decimal comes back exactly", dec_text(arena, x->price),
	    "-123456789012345678.12345678");
	CHECK("a word becomes its number", x->word == 2);
	CHECK("NULL becomes 0", x->nothing == 0);
}

static void
check_times(const struct all *x)
{
	CHECK("a moment as INT is seconds UTC", x->moment == 1792300041);
	CHECK_STR("a moment as text", x->moment_text, "2026-10-18 05:07:21");
	CHECK_STR("a day as text", x->day, "2024-02-29");
	CHECK_STR("the zero moment as text", x->zero, "0000-00-00 00:00:00");
	CHECK("the zero moment as INT is 0", x->zero_moment == 0);
	CHECK_STR("a duration as text", x->span, "-30:05:09");
}

static void
check_texts(struct db *db, const struct all *x)
{
	struct all y;

	CHECK_STR("quotes in a value are text", x->text,
	    "it's \"odd\" \\ ? {own} \xf0\x9f\x98\x80");
	CHECK("an empty text is not NULL", x->empty.p && !x->empty.n);
	CHECK("NULL has no address", !x->missing.p && !x->missing.n);
	CHECK("a value finds its row, quotes and all",
	    !db_one(db, arena, &all_text, IN(V(x->text)), &y) && y.id == 1);
}

static void
check_long_text(struct db *db)
{
	size_t n = 1000 * 1000;
	char *p = arena_alloc(arena, n);
	struct arena *own = arena_new(8 * 1024 * 1024);
	struct all x;
	bool same;

	memset(p, 'x', n);
	CHECK(
	    "a million bytes go in", !make(db, 2, (struct str){ p, n }, "red"));
	CHECK("and come out",
	    !db_one(db, own, &all_load, IN(V(2)), &x) && x.text.n == n);
	same = x.text.n == n && memcmp(x.text.p, p, n) == 0;
	CHECK("unchanged", same);
	CHECK("one copy of them was made", arena_used(own) < n + n / 10);
	arena_free(own);
	plain(db, "UPDATE {own}all SET text = REPEAT('y', 5000000)"
		  " WHERE id = 2");
	CHECK("a text over the limit is refused",
	    db_one(db, arena, &all_load, IN(V(2)), &x) == ERR_BROKEN);
	CHECK("and the connection goes on",
	    !db_one(db, arena, &all_load, IN(V(1)), &x) && x.id == 1);
}

int
mode_rows(void)
{
	struct db *db = open_db();
	struct all x = { .id = 77 };

	make_table(db);
	CHECK("a row is written",
	    !make(db, 1, STR("it's \"odd\" \\ ? {own} \xf0\x9f\x98\x80"),
		"green"));
	CHECK("no row is ERR_NOT_FOUND",
	    db_one(db, arena, &all_load, IN(V(9)), &x) == ERR_NOT_FOUND);
	CHECK("and leaves the struct alone", x.id == 77);
	CHECK("a row is read", !db_one(db, arena, &all_load, IN(V(1)), &x));
	check_numbers(&x);
	check_times(&x);
	check_texts(db, &x);
	check_long_text(db);
	make(db, 3, STR("z"), "blue");
	CHECK("an unknown word is ERR_BROKEN",
	    db_one(db, arena, &all_load, IN(V(3)), &x) == ERR_BROKEN);
	CHECK_STR("and said", db_why(db),
	    "all.load: word holds what its member cannot");
	plain(db, "DROP TABLE {own}all");
	db_free(db);
	return tap_done();
}

/* ---- lists ------------------------------------------------------------- */

struct item {
	int64_t id;
};

static const struct field item_row[] = { FIELD(struct item, id), FIELD_STOP };

static const struct db_stmt item_list = {
	.name = "item.list",
	.row = item_row,
	.row_size = sizeof(struct item),
	.sql = "SELECT id FROM {own}item WHERE id IN (?*) AND id > ?"
	       " ORDER BY id",
};

static const struct db_stmt item_two = {
	.name = "item.two",
	.row = item_row,
	.row_size = sizeof(struct item),
	.sql = "SELECT id FROM {own}item WHERE id IN (?*) OR id IN (?*)"
	       " ORDER BY id",
};

static size_t
found(struct db *db, const int64_t *ids, size_t n)
{
	struct list out = { 0 };

	if (db_all(db, arena, &item_list, IN(V_INTS(ids, n), V(0)), &out))
		return (size_t)-1;
	return out.count;
}

static enum err
stop_at_three(void *ctx, void *row)
{
	int64_t *sum = ctx;
	const struct item *item = row;

	if (item->id == 3)
		return ERR_DENIED;
	*sum += item->id;
	return ERR_OK;
}

static enum err
ask_inside(void *ctx, void *row)
{
	(void)row;
	return plain(ctx, "DELETE FROM {own}item");
}

static void
check_each(struct db *db, const int64_t *ids)
{
	int64_t sum = 0;

	CHECK("an error of the reader ends a stream",
	    db_each(db, arena, &item_list, IN(V_INTS(ids, 256), V(0)),
		stop_at_three, &sum) == ERR_DENIED);
	CHECK("after the rows before it", sum == 3);
	CHECK("and the connection goes on", found(db, ids, 5) == 5);
	CHECK("a statement inside of a stream is refused",
	    db_each(db, arena, &item_list, IN(V_INTS(ids, 4), V(0)), ask_inside,
		db) == ERR_BROKEN);
	CHECK("and did nothing", found(db, ids, 5) == 5);
}

int
mode_lists(void)
{
	static const size_t sizes[] = { 1, 2, 4, 5, 16, 17, 64, 65, 256 };
	struct db *db = open_db();
	struct list out = { 0 };
	int64_t ids[257];
	bool good = true;

	plain(db, "DROP TABLE IF EXISTS {own}item");
	plain(db, "CREATE TABLE {own}item (id BIGINT PRIMARY KEY)");
	for (int i = 0; i < 257; i++)
		ids[i] = i + 1;
	for (int i = 1; i <= 300; i++)
		db_exec(db,
		    &(const struct db_stmt){ .name = "item.make",
			.sql = "INSERT INTO {own}item (id) VALUES (?)" },
		    IN(V(i)), NULL);
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++)
		good = good && found(db, ids, sizes[i]) == sizes[i];
	CHECK("lists of each padded length find their rows", good);
	CHECK("an empty list finds nothing", found(db, ids, 0) == 0);
	CHECK("a list of 257 is refused", found(db, ids, 257) == (size_t)-1);
	CHECK("two lists in one statement",
	    !db_all(db, arena, &item_two,
		IN(V_INTS(ids, 3), V_INTS(ids + 20, 9)), &out) &&
		out.count == 12);
	CHECK("db_all appends", !db_all(db, arena, &item_two,
				    IN(V_INTS(ids, 1), V_INTS(ids, 0)), &out) &&
				    out.count == 13 &&
				    LIST_AT(&out, struct item, 12)->id == 1);
	CHECK("a value too few is refused",
	    db_all(db, arena, &item_list, IN(V_INTS(ids, 3)), &out) ==
		ERR_BROKEN);
	CHECK("a value too many is refused",
	    db_all(db, arena, &item_list, IN(V_INTS(ids, 3), V(1), V(2)),
		&out) == ERR_BROKEN);
	CHECK("a missing list is refused",
	    db_all(db, arena, &item_two, IN(V_INTS(ids, 3)), &out) ==
		ERR_BROKEN);
	CHECK("what was read before stays", out.count == 13);
	check_each(db, ids);
	db_free(db);
	return tap_done();
}
