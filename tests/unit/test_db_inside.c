/* test_db_inside - statement texts, values of the wire, row maps, errors: all
 * of db that needs no server. */
#include "../../src/db/inside.h"

#include "../lib/tap.h"

static struct arena *arena;
static struct db_conf conf = { .prefix = S("wp_3_"), .base_prefix = S("wp_") };

/* ---- texts ------------------------------------------------------------- */

static const int64_t five[] = { 1, 2, 3, 4, 5 };

static void
check_text(const char *what, const char *sql, const struct db_value *in,
    const char *want, size_t holes)
{
	struct str out = S("");
	size_t got = 0;

	CHECK(what, !sql_text(arena, &conf, sql, in, &out, &got));
	CHECK_STR(what, out, want);
	CHECK("its holes", got == holes);
}

static void
check_texts(void)
{
	struct str out;
	size_t n;

	check_text("prefixes",
	    "SELECT 1 FROM {shop}posts, {base}users, {own}job", IN_NONE,
	    "SELECT 1 FROM wp_3_posts, wp_users, wp_3_aftersale_job", 0);
	check_text("a list is padded", "a = ? AND b IN (?*) AND c IN (?*)",
	    IN(V(1), V_INTS(five, 2), V_INTS(five, 0)),
	    "a = ? AND b IN (?,?,?,?) AND c IN (?)", 6);
	check_text("quoted marks are no holes",
	    "'?' \"(?*)\" `?` ? 'it''s ?' '{own}'", IN_NONE,
	    "'?' \"(?*)\" `?` ? 'it''s ?' 'wp_3_aftersale_'", 1);
	CHECK("an unknown prefix is refused",
	    sql_text(arena, &conf, "{other}x", IN_NONE, &out, &n));
	CHECK("a list without a value is refused",
	    sql_text(arena, &conf, "(?*)", IN(V(1)), &out, &n));
	CHECK("a list without a hole is refused",
	    sql_text(arena, &conf, "?", IN(V_INTS(five, 2)), &out, &n));
	CHECK("an open quote is refused",
	    sql_text(arena, &conf, "'a", IN_NONE, &out, &n));
	conf.prefix = STR("wp_; DROP");
	CHECK("a prefix that is no word is refused",
	    sql_text(arena, &conf, "{shop}x", IN_NONE, &out, &n));
	conf.prefix = STR("wp_3_");
}

static void
check_shapes(void)
{
	uint32_t a = 0;
	uint32_t b = 0;

	CHECK("padded lengths", sql_padded(0) == 1 && sql_padded(1) == 1 &&
				    sql_padded(2) == 4 && sql_padded(5) == 16 &&
				    sql_padded(17) == 64 &&
				    sql_padded(65) == 256);
	sql_shape(IN(V_INTS(five, 1), V_INTS(five, 5)), &a);
	sql_shape(IN(V_INTS(five, 5), V_INTS(five, 1)), &b);
	CHECK("shapes tell the lists apart", a && b && a != b);
	sql_shape(IN(V_INTS(five, 0), V(7), V_INTS(five, 5)), &b);
	CHECK("and only them", a == b);
	CHECK("no list is shape 0", sql_shape(IN(V(1), V("x")), &a) && a == 0);
	CHECK("a list that is too long is refused",
	    !sql_shape(IN(V_INTS(five, 257)), &a));
}

/* ---- values of the wire ------------------------------------------------ */

static const struct {
	const char *what;
	enum enum_field_types type;
	bool is_unsigned;
	size_t n;
	const char *bytes;
	enum cell_kind kind;
	int64_t number;
	const char *text;
} cells[] = {
	{ "a byte", MYSQL_TYPE_TINY, false, 1, "\xff", CELL_INT, -1, NULL },
	{ "an unsigned byte", MYSQL_TYPE_TINY, true, 1, "\xff", CELL_INT, 255,
	    NULL },
	{ "two bytes", MYSQL_TYPE_SHORT, false, 2, "\x00\x80", CELL_INT, -32768,
	    NULL },
	{ "a year", MYSQL_TYPE_YEAR, true, 2, "\xea\x07", CELL_INT, 2026,
	    NULL },
	{ "three bytes come as four", MYSQL_TYPE_INT24, false, 4,
	    "\xff\xff\xff\xff", CELL_INT, -1, NULL },
	{ "four unsigned", MYSQL_TYPE_LONG, true, 4, "\xff\xff\xff\xff",
	    CELL_INT, 4294967295, NULL },
	{ "eight bytes", MYSQL_TYPE_LONGLONG, false, 8,
	    "\x00\x00\x00\x00\x00\x00\x00\x80", CELL_INT, INT64_MIN, NULL },
	{ "a text", MYSQL_TYPE_VAR_STRING, false, 4,
	    "\x03"
	    "abc",
	    CELL_TEXT, 0, "abc" },
	{ "an empty text", MYSQL_TYPE_BLOB, false, 1, "", CELL_TEXT, 0, "" },
	{ "a long length", MYSQL_TYPE_BLOB, false, 4,
	    "\xfc\x01\x00"
	    "z",
	    CELL_TEXT, 0, "z" },
	{ "a longer one", MYSQL_TYPE_BLOB, false, 5,
	    "\xfd\x01\x00\x00"
	    "z",
	    CELL_TEXT, 0, "z" },
	{ "the longest", MYSQL_TYPE_BLOB, false, 10,
	    "\xfe\x01\x00\x00\x00\x00\x00\x00\x00"
	    "z",
	    CELL_TEXT, 0, "z" },
	{ "a decimal", MYSQL_TYPE_NEWDECIMAL, false, 6,
	    "\x05"
	    "-1.50",
	    CELL_TEXT, 0, "-1.50" },
	{ "a moment", MYSQL_TYPE_DATETIME, false, 8,
	    "\x07\xea\x07\x0a\x12\x05\x07\x15", CELL_DATE, 1792300041,
	    "2026-10-18 05:07:21" },
	{ "one with a fraction", MYSQL_TYPE_TIMESTAMP, false, 12,
	    "\x0b\xea\x07\x0a\x12\x05\x07\x15\x01\x00\x00\x00", CELL_DATE,
	    1792300041, "2026-10-18 05:07:21" },
	{ "midnight comes short", MYSQL_TYPE_DATETIME, false, 5,
	    "\x04\xe8\x07\x02\x1d", CELL_DATE, 1709164800,
	    "2024-02-29 00:00:00" },
	{ "the zero moment", MYSQL_TYPE_DATETIME, false, 1, "", CELL_DATE, 0,
	    "0000-00-00 00:00:00" },
	{ "a day before 1970", MYSQL_TYPE_DATE, false, 5,
	    "\x04\xb1\x07\x0c\x1f", CELL_DATE, -86400, "1969-12-31" },
	{ "a day of month 0", MYSQL_TYPE_DATE, false, 5, "\x04\xea\x07\x00\x00",
	    CELL_DATE, 0, "2026-00-00" },
	{ "a duration", MYSQL_TYPE_TIME, false, 9,
	    "\x08\x01\x01\x00\x00\x00\x06\x05\x09", CELL_DATE, 0, "-30:05:09" },
	{ "no duration", MYSQL_TYPE_TIME, false, 1, "", CELL_DATE, 0,
	    "00:00:00" },
};

static void
check_cells(void)
{
	for (size_t i = 0; i < sizeof(cells) / sizeof(cells[0]); i++) {
		const unsigned char *p = (const unsigned char *)cells[i].bytes;
		struct cell c = { 0 };
		const unsigned char *end =
		    cell_read(p, cells[i].type, cells[i].is_unsigned, &c);

		CHECK(cells[i].what,
		    c.kind == cells[i].kind &&
			(c.kind == CELL_TEXT || c.number == cells[i].number) &&
			end == p + cells[i].n);
		if (cells[i].text)
			CHECK_STR("and its text",
			    c.kind == CELL_DATE ? str_of(c.date) : c.text,
			    cells[i].text);
	}
}

static void
check_wide(void)
{
	struct cell c = { 0 };
	double real = 12.5;

	cell_read((const unsigned char *)"\xff\xff\xff\xff\xff\xff\xff\xff",
	    MYSQL_TYPE_LONGLONG, true, &c);
	CHECK("a number over 2^63 is known as such", c.is_huge);
	cell_read((const unsigned char *)&real, MYSQL_TYPE_DOUBLE, false, &c);
	CHECK("a floating number", c.kind == CELL_REAL && c.real == 12.5);
	CHECK("and the next is not huge", !c.is_huge);
}

/* ---- into structs ------------------------------------------------------ */

struct thing {
	int64_t n;
	bool flag;
	struct str s;
	struct dec d;
	int word;
};

static const char *const words[] = { "none", "some", NULL };

static const struct field thing_row[] = { FIELD(struct thing, n),
	FIELD(struct thing, flag), FIELD(struct thing, s),
	FIELD(struct thing, d), FIELD_WORDS(struct thing, word, words),
	FIELD_STOP };

static bool
fits(size_t column, struct cell c, struct thing *t)
{
	return rowmap_store(arena, &thing_row[column], &c, t);
}

#define TEXT(s) ((struct cell){ .kind = CELL_TEXT, .text = S(s) })
#define REAL(r) ((struct cell){ .kind = CELL_REAL, .real = (r) })

static void
check_store(void)
{
	struct thing t = { 0 };
	struct cell null = { .kind = CELL_NULL };
	struct cell huge = { .kind = CELL_INT, .number = -1, .is_huge = true };

	CHECK("text that is a number", fits(0, TEXT("-12"), &t) && t.n == -12);
	CHECK("with zeros behind the point",
	    fits(0, TEXT("12.00"), &t) && t.n == 12);
	CHECK("not with others", !fits(0, TEXT("12.01"), &t));
	CHECK("nor text that is none", !fits(0, TEXT("12x"), &t));
	CHECK("nor an empty one", !fits(0, TEXT(""), &t));
	CHECK("a whole floating number", fits(0, REAL(7), &t) && t.n == 7);
	CHECK("not a broken one", !fits(0, REAL(7.5), &t));
	CHECK("nor one without end", !fits(0, REAL(1.0 / 0.0), &t));
	CHECK("nor one over 2^63", !fits(0, huge, &t));
	CHECK("which is a text",
	    fits(2, huge, &t) && str_is_z(t.s, "18446744073709551615"));
	CHECK("a flag of text", fits(1, TEXT("1"), &t) && t.flag);
	CHECK("NULL gives NULL, 0 and the first word",
	    fits(2, null, &t) && !t.s.p && fits(0, null, &t) && t.n == 0 &&
		fits(4, null, &t) && t.word == 0 && fits(3, null, &t) &&
		dec_is_zero(t.d) && fits(1, null, &t) && !t.flag);
	CHECK("a decimal", fits(3, TEXT("-3.25"), &t));
	CHECK_STR("exactly", dec_text(arena, t.d), "-3.25");
	CHECK("a floating decimal to 8 places", fits(3, REAL(0.1), &t));
	CHECK_STR("rounded", dec_text(arena, t.d), "0.1");
	CHECK("no other text is one", !fits(3, TEXT("1e3"), &t));
	CHECK("a word", fits(4, TEXT("some"), &t) && t.word == 1);
	CHECK("no other word", !fits(4, TEXT("Some"), &t));
}

/* ---- errors ------------------------------------------------------------ */

static const struct {
	const char *message;
	bool is_plain;
	const char *want;
} messages[] = {
	{ "Table 'a.b' doesn't exist", true, "Table 'a.b' doesn't exist" },
	{ "Duplicate entry 'it's me' for key 'mail'", false,
	    "Duplicate entry '?'" },
	{ "Incorrect value: 'x' for column `a`", false,
	    "Incorrect value: '?' for column `a`" },
	{ "Can't connect through socket '/x' (2)", false,
	    "Can't connect through socket '?' (2)" },
	{ "Lock wait timeout", false, "Lock wait timeout" },
};

static void
check_errors(void)
{
	char text[64];

	for (size_t i = 0; i < sizeof(messages) / sizeof(messages[0]); i++) {
		size_t n = why_copy(text, sizeof(text), messages[i].message,
		    messages[i].is_plain);

		CHECK_STR("what a message may tell", ((struct str){ text, n }),
		    messages[i].want);
	}
	CHECK("a message is cut", why_copy(text, 5, "abcdefg", true) == 4);
	CHECK("1213 may be repeated", sort_of(1213).is_repeat &&
					  sort_of(1213).err == ERR_BUSY &&
					  !sort_of(1213).is_dead);
	CHECK("1062 is a conflict", sort_of(1062).err == ERR_CONFLICT);
	CHECK("2013 is a doubt", sort_of(2013).is_doubt &&
				     sort_of(2013).is_dead &&
				     sort_of(2013).err == ERR_BUSY);
	CHECK("2006 is none", !sort_of(2006).is_doubt &&
				  sort_of(2006).is_untried &&
				  sort_of(2006).is_dead);
	CHECK("what is not listed is broken", sort_of(1).err == ERR_BROKEN);
}

int
main(void)
{
	arena = arena_new(4 * 1024 * 1024);
	check_texts();
	check_shapes();
	check_cells();
	check_wide();
	check_store();
	check_errors();
	arena_free(arena);
	return tap_done();
}
