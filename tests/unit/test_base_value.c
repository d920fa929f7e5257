/* test_base_value - value trees, described members, randomness, the clock. */
#include <time.h>

#include "../lib/tap.h"
#include "aftersale/amount.h"
#include "aftersale/base.h"

struct row {
	bool paid;
	int64_t id;
	struct str name;
	struct dec total;
	int state;
	struct list lines;
};

static const char *const state_words[] = { "new", "done", NULL };

static const struct field line_fields[] = { FIELD_STOP };

static const struct field row_fields[] = { FIELD(struct row, paid),
	FIELD_AS(struct row, id, "order-id"), FIELD(struct row, name),
	FIELD(struct row, total), FIELD_WORDS(struct row, state, state_words),
	FIELD_EACH(struct row, lines, int64_t, line_fields), FIELD_STOP };

static void
test_field(void)
{
	CHECK("a bool is known", row_fields[0].kind == FIELD_KIND_BOOL);
	CHECK("another name is kept",
	    strcmp(row_fields[1].name, "order-id") == 0 &&
		row_fields[1].offset == offsetof(struct row, id));
	CHECK("a text is known", row_fields[2].kind == FIELD_KIND_STR);
	CHECK("a dec is known", row_fields[3].kind == FIELD_KIND_DEC &&
				    row_fields[3].size == sizeof(struct dec));
	CHECK("words are known", row_fields[4].words == state_words);
	CHECK("a list knows the size of its items",
	    row_fields[5].size == sizeof(int64_t));
	CHECK("the end is an end", row_fields[6].kind == FIELD_KIND_STOP);
}

static void
test_value(struct arena *a)
{
	struct value root = { .kind = VALUE_MAP };
	struct value *brand = value_push(a, &root, STR("brand"), VALUE_MAP);

	value_put_text(a, brand, "accent", STR("#123456"));
	value_put_text(a, brand, "accent", STR("second"));
	value_put_int(a, brand, "width", -40);
	value_put_text(a, brand, "posts", STR("12"));
	value_put_bool(a, &root, "on", true);
	value_push(a, &root, STR("price"), VALUE_NUMBER)->text = STR("1.50");
	CHECK_STR("a path is followed and the first of a name wins",
	    value_text(a, value_at(&root, "brand.accent"), STR("-")),
	    "#123456");
	CHECK_STR("an integer is a text too",
	    value_text(a, value_at(&root, "brand.width"), STR("-")), "-40");
	CHECK_STR("a number keeps its text",
	    value_text(a, value_at(&root, "price"), STR("-")), "1.50");
	CHECK_STR("a bool is no text",
	    value_text(a, value_at(&root, "on"), STR("-")), "-");
	CHECK(
	    "an integer", value_int(value_at(&root, "brand.width"), 1) == -40);
	CHECK("a whole number in a text is an integer",
	    value_int(value_at(&root, "brand.posts"), 1) == 12);
	CHECK("another text is none",
	    value_int(value_at(&root, "brand.accent"), 1) == 1);
	CHECK("a bool", value_bool(value_at(&root, "on"), false));
	CHECK("a missing bool", value_bool(value_at(&root, "off"), true));
	CHECK("a missing name", !value_at(&root, "brand.none.deeper"));
	CHECK("a path through a text", !value_at(&root, "brand.accent.x"));
	CHECK("no tree at all",
	    !value_get(NULL, STR("x")) && value_int(NULL, 5) == 5);
}

/* The row of splitmix64 from 1234567, as its authors print it. */
static void
test_rand(void)
{
	static const uint64_t row[] = { UINT64_C(6457827717110365317),
		UINT64_C(3203168211198807973), UINT64_C(9817491932198370423) };
	struct rand r = { .frozen = 1234567 };
	struct rand last = { .frozen = -UINT64_C(0x9e3779b97f4a7c15) };
	struct rand live = { 0 };
	uint8_t got[24];
	uint8_t other[24];
	bool same = true;

	rand_bytes(&r, got, sizeof(got));
	for (size_t i = 0; i < sizeof(got); i++)
		same = same && got[i] == (uint8_t)(row[i / 8] >> (i % 8 * 8));
	CHECK("frozen randomness is splitmix64", same);
	rand_bytes(&last, got, 8);
	CHECK("frozen randomness never thaws", last.frozen != 0);
	rand_bytes(&live, got, sizeof(got));
	rand_bytes(&live, other, sizeof(other));
	CHECK("the system's randomness differs each time",
	    memcmp(got, other, sizeof(got)) != 0 && live.frozen == 0);
}

static void
test_clock(void)
{
	int64_t tick = clock_tick();
	int64_t now;

	setenv("AFTERSALE_CLOCK", "1792300041", 1);
	CHECK("a frozen clock", clock_now() == 1792300041);
	unsetenv("AFTERSALE_CLOCK");
	now = clock_now();
	CHECK("the real clock", now >= time(NULL) - 1 && now <= time(NULL));
	setenv("AFTERSALE_CLOCK", "+86400", 1);
	CHECK("a clock ahead", clock_now() - now - 86400 <= 1);
	CHECK("which goes on", clock_now() - now >= 86400);
	setenv("AFTERSALE_CLOCK", "-3600", 1);
	CHECK("a clock behind", now - clock_now() > 3598);
	setenv("AFTERSALE_CLOCK", "tomorrow", 1);
	CHECK("a word that is no time", clock_now() - now <= 1);
	setenv("AFTERSALE_CLOCK", "+9223372036854775807", 1);
	CHECK("a leap too far", clock_now() - now <= 1);
	unsetenv("AFTERSALE_CLOCK");
	CHECK("ticks go forward", clock_tick() >= tick);
}

int
main(void)
{
	struct arena *a = arena_new(1 << 20);

	test_field();
	test_value(a);
	test_rand();
	test_clock();
	arena_free(a);
	return tap_done();
}
