/* test_base_zone - time zones, the calendar, dates in PHP's letters. What is
 * expected here was printed by PHP 8.2 and zdump. */
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../lib/tap.h"
#include "aftersale/zone.h"
#include "edge.h"

static struct arena *arena;

static const struct zone *
zone(const char *name)
{
	const struct zone *z = zone_fixed(arena, 0);

	if (zone_load(arena, NULL, str_of(name), &z))
		CHECK(name, false);
	return z;
}

static int64_t
utc(const char *z)
{
	int64_t t = 0;

	if (time_parse(str_of(z), &t))
		CHECK(z, false);
	return t;
}

struct edge {
	const char *zone;
	const char *utc;
	const char *want;
};

/* A second before and at each change; years the files do not list. */
static const struct edge edges[] = {
	{ "Europe/Vilnius", "2026-03-29 00:59:59",
	    "2026-03-29 02:59:59 EET 0" },
	{ "Europe/Vilnius", "2026-03-29 01:00:00",
	    "2026-03-29 04:00:00 EEST 1" },
	{ "Europe/Vilnius", "2026-10-25 00:59:59",
	    "2026-10-25 03:59:59 EEST 1" },
	{ "Europe/Vilnius", "2026-10-25 01:00:00",
	    "2026-10-25 03:00:00 EET 0" },
	{ "Europe/Vilnius", "2100-03-28 00:59:59",
	    "2100-03-28 02:59:59 EET 0" },
	{ "Europe/Vilnius", "2100-03-28 01:00:00",
	    "2100-03-28 04:00:00 EEST 1" },
	{ "Europe/Vilnius", "2100-10-31 00:59:59",
	    "2100-10-31 03:59:59 EEST 1" },
	{ "Europe/Vilnius", "2100-10-31 01:00:00",
	    "2100-10-31 03:00:00 EET 0" },
	{ "Europe/Vilnius", "2026-12-31 22:00:00",
	    "2027-01-01 00:00:00 EET 0" },
	{ "Europe/Vilnius", "1915-01-01 00:00:00",
	    "1915-01-01 01:24:00 WMT 0" },
	{ "America/New_York", "2026-03-08 06:59:59",
	    "2026-03-08 01:59:59 EST 0" },
	{ "America/New_York", "2026-03-08 07:00:00",
	    "2026-03-08 03:00:00 EDT 1" },
	{ "America/New_York", "2026-11-01 05:59:59",
	    "2026-11-01 01:59:59 EDT 1" },
	{ "America/New_York", "2026-11-01 06:00:00",
	    "2026-11-01 01:00:00 EST 0" },
	{ "America/New_York", "2100-03-14 06:59:59",
	    "2100-03-14 01:59:59 EST 0" },
	{ "America/New_York", "2100-03-14 07:00:00",
	    "2100-03-14 03:00:00 EDT 1" },
	{ "America/New_York", "2099-12-31 23:59:59",
	    "2099-12-31 18:59:59 EST 0" },
	{ "Asia/Kolkata", "2026-06-30 18:29:59", "2026-06-30 23:59:59 IST 0" },
	{ "Asia/Kolkata", "2026-06-30 18:30:00", "2026-07-01 00:00:00 IST 0" },
	{ "Asia/Kolkata", "2100-06-30 18:30:00", "2100-07-01 00:00:00 IST 0" },
	{ "Australia/Lord_Howe", "2099-01-01 00:00:00",
	    "2099-01-01 11:00:00 +11 1" },
	{ "Australia/Lord_Howe", "2099-07-01 00:00:00",
	    "2099-07-01 10:30:00 +1030 0" },
	{ "Pacific/Apia", "2011-12-30 09:59:59", "2011-12-29 23:59:59 -10 1" },
	{ "Pacific/Apia", "2011-12-30 10:00:00", "2011-12-31 00:00:00 +14 1" },
	{ "UTC", "2038-01-19 03:14:08", "2038-01-19 03:14:08 UTC 0" },
};

static void
test_edges(void)
{
	for (size_t i = 0; i < sizeof(edges) / sizeof(edges[0]); i++) {
		const struct edge *e = &edges[i];
		char what[100];

		snprintf(what, sizeof(what), "%s at %s", e->zone, e->utc);
		CHECK_STR(what,
		    date_text(arena, zone(e->zone), utc(e->utc),
			STR("Y-m-d H:i:s T I"), NULL),
		    e->want);
	}
}

static void
test_civil(void)
{
	struct civil c =
	    zone_civil(zone("Europe/Vilnius"), utc("2024-12-31 22:00:00"));

	CHECK("the parts of a date", c.year == 2025 && c.month == 1 &&
					 c.day == 1 && c.hour == 0 &&
					 c.minute == 0 && c.second == 0);
	CHECK("its weekday and day of the year",
	    c.weekday == 3 && c.yearday == 0);
	CHECK("its offset", c.offset == 7200);
	CHECK_STR("its abbreviation", c.abbreviation, "EET");
	c = zone_civil(zone("UTC"), utc("2024-12-31 00:00:00"));
	CHECK("the last day of a leap year", c.yearday == 365);
	c = zone_civil(zone("UTC"), utc("2100-03-01 00:00:00") - 1);
	CHECK("2100 has no leap day", c.month == 2 && c.day == 28);
	c = zone_civil(zone("UTC"), utc("2000-03-01 00:00:00") - 1);
	CHECK("2000 has one", c.month == 2 && c.day == 29);
	c = zone_civil(zone("UTC"), -1);
	CHECK("a second before 1970",
	    c.year == 1969 && c.second == 59 && c.weekday == 3);
	c = zone_civil(zone("UTC"), INT64_MAX);
	CHECK("the end of time is far away", c.year > 1000000000);
	c = zone_civil(zone("America/New_York"), INT64_MIN);
	CHECK("and so is its beginning", c.year < -1000000000);
}

struct local {
	const char *zone;
	const char *local;
	const char *want; /* in UTC */
};

static const struct local locals[] = {
	{ "Europe/Vilnius", "2026-03-29 02:59:59", "2026-03-29 00:59:59" },
	{ "Europe/Vilnius", "2026-03-29 03:00:00", "2026-03-29 01:00:00" },
	{ "Europe/Vilnius", "2026-03-29 03:30:00", "2026-03-29 01:30:00" },
	{ "Europe/Vilnius", "2026-03-29 04:00:00", "2026-03-29 01:00:00" },
	{ "Europe/Vilnius", "2026-10-25 02:59:59", "2026-10-24 23:59:59" },
	{ "Europe/Vilnius", "2026-10-25 03:30:00", "2026-10-25 00:30:00" },
	{ "Europe/Vilnius", "2026-10-25 04:00:00", "2026-10-25 02:00:00" },
	{ "America/New_York", "2100-11-07 01:30:00", "2100-11-07 05:30:00" },
	{ "America/New_York", "2100-11-07 02:00:00", "2100-11-07 07:00:00" },
	{ "Pacific/Apia", "2011-12-29 20:00:00", "2011-12-30 06:00:00" },
	{ "Pacific/Apia", "2011-12-31 01:00:00", "2011-12-30 11:00:00" },
	{ "Asia/Kolkata", "2026-01-01 00:00:00", "2025-12-31 18:30:00" },
};

static void
test_locals(void)
{
	const struct zone *plain = zone_fixed(arena, 0);
	struct civil c;

	for (size_t i = 0; i < sizeof(locals) / sizeof(locals[0]); i++) {
		const struct local *l = &locals[i];
		char what[100];

		c = zone_civil(plain, utc(l->local));
		snprintf(what, sizeof(what), "%s in %s", l->local, l->zone);
		CHECK_STR(what, time_text(arena, zone_time(zone(l->zone), &c)),
		    l->want);
	}
	c = (struct civil){ .year = 2026, .month = 14, .day = 30 };
	CHECK_STR("months and days run on",
	    time_text(arena, zone_time(plain, &c)), "2027-03-02 00:00:00");
	c = (struct civil){ .year = 2026, .month = 0, .day = 0 };
	CHECK_STR("backwards too", time_text(arena, zone_time(plain, &c)),
	    "2025-11-30 00:00:00");
}

#define AT(what, z, when, format, want) \
	CHECK_STR(                      \
	    what, date_text(arena, (z), utc(when), STR(format), NULL), want)

static void
test_letters(void)
{
	const struct zone *v = zone("Europe/Vilnius");

	AT("days", v, "2026-02-01 05:07:09", "d D j l N S w z",
	    "01 Sun 1 Sunday 7 st 0 31");
	AT("months and years", v, "2024-02-01 05:07:09", "F m M n t L Y y",
	    "February 02 Feb 2 29 1 2024 24");
	AT("hours of the morning", v, "2026-10-18 05:07:21",
	    "a A B g G h H i s u v", "am AM 255 8 8 08 08 07 21 000000 000");
	AT("midnight is 12 am", v, "2026-10-17 21:00:00", "g G h H a",
	    "12 0 12 00 am");
	AT("noon is 12 pm", v, "2026-10-18 09:00:00", "g G h H A",
	    "12 12 12 12 PM");
	AT("zones", v, "2026-10-18 05:07:21", "e I O P p T Z",
	    "Europe/Vilnius 1 +0300 +03:00 +03:00 EEST 10800");
	AT("p of UTC", zone("UTC"), "2026-10-18 05:07:21", "P p e T",
	    "+00:00 Z UTC UTC");
	AT("p of London in winter", zone("Europe/London"),
	    "2026-01-18 05:07:21", "P p T", "+00:00 +00:00 GMT");
	AT("whole formats", v, "2026-10-18 05:07:21", "c|r|U",
	    "2026-10-18T08:07:21+03:00|Sun, 18 Oct 2026 08:07:21 +0300|"
	    "1792300041");
	AT("escapes", v, "2026-10-18 05:07:21", "\\Y\\\\Y \\\xc4\x97 k q\\",
	    "Y\\2026 \xc4\x97 k q");
	AT("UTF-8 stays", v, "2026-10-18 05:07:21", "Y \xe2\x80\x93 m",
	    "2026 \xe2\x80\x93 10");
	AT("nothing", v, "2026-10-18 05:07:21", "", "");
	AT("beats before Biel's midnight", v, "2026-10-17 23:30:00", "B",
	    "020");
	CHECK_STR("a year before Christ",
	    date_text(arena, zone("UTC"), -63000000000, STR("Y"), NULL),
	    "-0027");
}

static void
test_suffixes(void)
{
	static const char *const want[] = { "1st", "2nd", "3rd", "4th", "10th",
		"11th", "12th", "13th", "20th", "21st", "22nd", "23rd", "30th",
		"31st" };
	const struct zone *z = zone_fixed(arena, 0);

	for (size_t i = 0; i < sizeof(want) / sizeof(want[0]); i++) {
		int64_t day = strtol(want[i], NULL, 10);

		CHECK_STR(want[i],
		    date_text(arena, z,
			utc("2026-01-01 00:00:00") + (day - 1) * 86400,
			STR("jS"), NULL),
		    want[i]);
	}
}

static void
test_weeks(void)
{
	static const char *const rows[][2] = {
		{ "2026-01-01 12:00:00", "2026-W01-4" },
		{ "2027-01-01 12:00:00", "2026-W53-5" },
		{ "2027-01-03 12:00:00", "2026-W53-7" },
		{ "2027-01-04 12:00:00", "2027-W01-1" },
		{ "2024-12-29 12:00:00", "2024-W52-7" },
		{ "2024-12-30 12:00:00", "2025-W01-1" },
		{ "2021-01-03 12:00:00", "2020-W53-7" },
		{ "2020-12-31 12:00:00", "2020-W53-4" },
		{ "2100-01-03 12:00:00", "2099-W53-7" },
		{ "1969-12-31 12:00:00", "1970-W01-3" },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		AT(rows[i][0], zone_fixed(arena, 0), rows[i][0], "o-\\WW-N",
		    rows[i][1]);
}

static void
test_fixed(void)
{
	AT("gmt_offset 5.5", zone_fixed(arena, 19800), "2026-12-31 18:30:00",
	    "c e T O p Z I",
	    "2027-01-01T00:00:00+05:30 +05:30 GMT+0530 +0530 +05:30 19800 0");
	AT("gmt_offset -3.5", zone_fixed(arena, -12600), "2027-01-01 03:29:59",
	    "c e T O P Z",
	    "2026-12-31T23:59:59-03:30 -03:30 GMT-0330 -0330 -03:30 -12600");
	AT("gmt_offset 0", zone_fixed(arena, 0), "2100-02-28 00:00:00",
	    "e T P p", "+00:00 GMT+0000 +00:00 Z");
	AT("gmt_offset 14", zone_fixed(arena, 50400), "2026-12-31 10:00:00",
	    "Y-m-d", "2027-01-01");
}

static void
test_words(void)
{
	const struct date_words lt = {
		.months = { [9] = "spalio" },
		.months_short = { [9] = "Spa" },
		.weekdays = { "sekmadienis" },
		.weekdays_short = { "Sk" },
		.am = "pr.p.",
		.pm_upper = "POPIET",
	};
	const struct zone *z = zone_fixed(arena, 0);
	int64_t t = utc("2026-10-18 05:07:21");

	CHECK_STR("the shop's own words",
	    date_text(arena, z, t, STR("Y \\m. F j \\d., l, D, M, a A"), &lt),
	    "2026 m. spalio 18 d., sekmadienis, Sk, Spa, pr.p. AM");
	CHECK_STR("the rest in English",
	    date_text(arena, z, t + 86400 * 14 + 43200, STR("l F a A"), &lt),
	    "sekmadienis November pm POPIET");
	CHECK_STR("mails and machines get English",
	    date_text(arena, z, t, STR("r"), &lt),
	    "Sun, 18 Oct 2026 05:07:21 +0000");
}

static const char *const bad_times[] = { "", "0000-00-00 00:00:00",
	"0000-01-01 00:00:00", "2026-00-10 00:00:00", "2026-13-01 00:00:00",
	"2026-02-29 00:00:00", "2100-02-29 00:00:00", "2026-04-31 00:00:00",
	"2026-01-01 24:00:00", "2026-01-01 23:60:00", "2026-01-01 23:59:60",
	"2026-01-01", "2026-01-01T00:00:00", "2026-01-01 00:00:00Z",
	"2026-1-1 0:0:0", " 2026-01-01 00:00:00", "-026-01-01 00:00:00",
	"2026-01--1 00:00:00", "2026-01-01 00:00:0", "1792300041" };

static void
test_times(void)
{
	int64_t t = 77;

	CHECK("a database time", utc("2026-10-18 05:07:21") == 1792300041);
	CHECK("the first of them", utc("1970-01-01 00:00:00") == 0);
	CHECK("a leap day", utc("2024-02-29 23:59:59") == 1709251199);
	CHECK_STR(
	    "and back", time_text(arena, 1792300041), "2026-10-18 05:07:21");
	CHECK_STR("before 1970", time_text(arena, utc("0001-01-01 00:00:00")),
	    "0001-01-01 00:00:00");
	CHECK_STR("the last of them",
	    time_text(arena, utc("9999-12-31 23:59:59")),
	    "9999-12-31 23:59:59");
	for (size_t i = 0; i < sizeof(bad_times) / sizeof(bad_times[0]); i++)
		CHECK(bad_times[i],
		    time_parse(str_of(bad_times[i]), &t) == ERR_BAD_INPUT &&
			t == 77);
}

static void
test_names(void)
{
	static const char *const bad[] = { "", "/etc/passwd", "../etc/passwd",
		"Europe/../UTC", "Europe/Nowhere", "Europe", "zone.tab", ".",
		"tzdata.zi", "UTC;", "Europe/Vilnius ", "+05:30" };
	const struct zone *z = NULL;

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		CHECK(bad[i], zone_load(arena, NULL, str_of(bad[i]), &z) ==
				      ERR_NOT_FOUND &&
				  !z);
	CHECK("a NUL in a name",
	    zone_load(arena, NULL, STR("UTC\0x"), &z) == ERR_NOT_FOUND);
	CHECK("a folder of its own",
	    zone_load(arena, "nowhere", STR("UTC"), &z) == ERR_NOT_FOUND);
}

/* A zone of one kind or two, with a rule; the 32-bit part is empty. */
static struct str
file(const char *footer, const int64_t *times, size_t count)
{
	struct buf b = buf_new(arena, 10000);
	const uint8_t head[2][44] = {
		{ 'T', 'Z', 'i', 'f', '2', [39] = 1, [43] = 4 },
		{ 'T', 'Z', 'i', 'f',
		    '2', [35] = (uint8_t)count, [39] = 2, [43] = 8 },
	};

	buf_put(&b, (struct str){ (const char *)head[0], 44 });
	buf_put(&b, STR("\0\0\0\0\0\0"
			"ABC\0"));
	buf_put(&b, (struct str){ (const char *)head[1], 44 });
	for (size_t i = 0; i < count; i++)
		for (int bit = 56; bit >= 0; bit -= 8)
			buf_putc(&b, (char)(times[i] >> bit));
	for (size_t i = 0; i < count; i++)
		buf_putc(&b, (char)((i + 1) % 2));
	buf_put(&b, STR("\0\0\0\0\0\0"
			"\0\0\x0e\x10\1\4"
			"ABC\0DEF\0"));
	buf_printf(&b, "\n%s\n", footer);
	return buf_str(&b);
}

static struct str
by_rule(const char *rule, const char *when)
{
	const struct zone *z;

	if (zone_open(arena, STR("X"), at_edge(file(rule, NULL, 0)), &z))
		return STR("refused");
	return date_text(arena, z, utc(when), STR("m-d H:i T I"), NULL);
}

static void
test_rules(void)
{
	CHECK_STR("west is behind", by_rule("ABC5", "2026-07-01 00:00:00"),
	    "06-30 19:00 ABC 0");
	CHECK_STR("a quoted name with minutes",
	    by_rule("<-0330>3:30", "2026-07-01 00:00:00"),
	    "06-30 20:30 -0330 0");
	CHECK_STR("Jn never counts the leap day",
	    by_rule("ABC0DEF,J60/0,J61/0", "2024-03-01 00:00:00"),
	    "03-01 01:00 DEF 1");
	CHECK_STR("so its first of March is not the leap day",
	    by_rule("ABC0DEF,J60/0,J61/0", "2024-02-29 12:00:00"),
	    "02-29 12:00 ABC 0");
	CHECK_STR("n counts it",
	    by_rule("ABC0DEF,59/0,60/0", "2024-02-29 00:00:00"),
	    "02-29 01:00 DEF 1");
	CHECK_STR("summer all year, at its seam",
	    by_rule("XXX3EDT4,0/0,J365/23", "2026-01-01 03:00:00"),
	    "12-31 23:00 EDT 1");
	CHECK_STR("and a second before",
	    by_rule("XXX3EDT4,0/0,J365/23", "2026-01-01 02:59:59"),
	    "12-31 22:59 EDT 1");
	CHECK_STR("the south has summer over the new year",
	    by_rule("ABC-10DEF,M10.1.0,M4.1.0/3", "2026-01-01 00:00:00"),
	    "01-01 11:00 DEF 1");
	CHECK_STR("a time before its day",
	    by_rule("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2026-03-29 01:00:00"),
	    "03-29 00:00 -01 1");
	CHECK_STR("a time days behind its day",
	    by_rule("IST-2IDT,M3.4.4/50,M10.5.0", "2026-03-28 00:00:00"),
	    "03-28 03:00 IDT 1");
	CHECK_STR("no rule at all", by_rule("", "2026-03-28 00:00:00"),
	    "03-28 00:00 ABC 0");
}

static void
test_bad_rules(void)
{
	static const char *const bad[] = { "A", "AB5", "ABC", "ABC25", "ABC5x",
		"ABC5DEF", "ABC5DEF,M3.2.0", "ABC5DEF,M13.1.0,M11.1.0",
		"ABC5DEF,M0.1.0,M11.1.0", "ABC5DEF,M3.0.0,M11.1.0",
		"ABC5DEF,M3.6.0,M11.1.0", "ABC5DEF,M3.2.7,M11.1.0",
		"ABC5DEF,J0,J5", "ABC5DEF,J366,J5", "ABC5DEF,366,5",
		"ABC5DEF,M3.2.0/168,M11.1.0", "ABC5DEF,M3.2.0,M11.1.0,",
		"<ABC5", "<A>5", "ABC5:60", "ABC99999999999999999999", "ABC5;",
		":America/New_York" };

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		CHECK_STR(
		    bad[i], by_rule(bad[i], "2026-01-01 00:00:00"), "refused");
}

static bool
is_refused(struct str s)
{
	const struct zone *z = NULL;

	return zone_open(arena, STR("X"), at_edge(s), &z) == ERR_BAD_INPUT &&
	       !z;
}

static void
test_files(void)
{
	const int64_t up[] = { -100, 0, 100 };
	const int64_t down[] = { 0, 0, 100 };
	struct str whole = file("ABC0", up, 3);
	const struct zone *z;
	bool refused = true;

	CHECK("a file made here opens",
	    !zone_open(arena, STR("X"), at_edge(whole), &z));
	CHECK("before the first change", zone_civil(z, -101).offset == 0);
	CHECK("at a change", zone_civil(z, -100).offset == 3600);
	CHECK("between changes", zone_civil(z, 99).offset == 0);
	CHECK("times that do not ascend are refused",
	    is_refused(file("ABC0", down, 3)));
	((char *)whole.p)[44 + 10 + 44 + 3 * 8] = 2;
	CHECK("a kind that is not there is refused", is_refused(whole));
	whole = file("ABC0", up, 3);
	for (size_t n = 0; n < whole.n; n++)
		refused = refused && is_refused(str_head(whole, n));
	CHECK("a file cut anywhere is refused", refused);
	for (size_t at = 0; at < whole.n; at++) {
		struct str s = at_edge(whole);

		((char *)s.p)[at] = (char)0xff;
		if (!zone_open(arena, STR("X"), s, &z))
			date_text(arena, z, 50, STR("c T e"), NULL);
	}
	CHECK("a byte of 0xff anywhere reads nothing outside", true);
	((char *)whole.p)[4] = 0;
	CHECK("version 1 is refused", is_refused(whole));
	((char *)whole.p)[4] = '3';
	CHECK("version 3 is read", !is_refused(whole));
}

int
main(void)
{
	arena = arena_new(64 << 20);
	test_edges();
	test_civil();
	test_locals();
	test_letters();
	test_suffixes();
	test_weeks();
	test_fixed();
	test_words();
	test_times();
	test_names();
	test_rules();
	test_bad_rules();
	test_files();
	arena_free(arena);
	return tap_done();
}
