/* test_base_amount - exact decimals and printed money. */
#include "../lib/tap.h"
#include "aftersale/amount.h"

static struct arena *arena;

static struct dec
dec(const char *z)
{
	struct dec d = { 0 };

	if (dec_parse(str_of(z), &d))
		CHECK(z, false);
	return d;
}

struct pair {
	const char *in;
	const char *want; /* NULL: refused */
};

static const struct pair parsed[] = {
	{ "12.340", "12.34" },
	{ "-12.340", "-12.34" },
	{ "", "0" },
	{ "   ", "0" },
	{ " 7 ", "7" },
	{ "15.", "15" },
	{ ".5", "0.5" },
	{ "-.5", "-0.5" },
	{ "-0", "0" },
	{ "-0.000", "0" },
	{ "0000000000000000000000000001", "1" },
	{ "100", "100" },
	{ "0.00000001", "0.00000001" },
	{ "0.000000005", "0.00000001" },
	{ "-0.000000005", "-0.00000001" },
	{ "0.000000004999999999999999999999999", "0" },
	{ "1.99999999500", "2" },
	{ "999999999999999999.99999999", "999999999999999999.99999999" },
	{ "-999999999999999999.99999999", "-999999999999999999.99999999" },
	{ "999999999999999999.999999995", NULL },
	{ "1000000000000000000", NULL },
	{ "99999999999999999999999999999999999999999999", NULL },
	{ ".", NULL },
	{ "-", NULL },
	{ "-.", NULL },
	{ "- 5", NULL },
	{ "--5", NULL },
	{ "+5", NULL },
	{ "1e3", NULL },
	{ "1.0E+25", NULL },
	{ "1,5", NULL },
	{ "1 000", NULL },
	{ "1.2.3", NULL },
	{ "0x10", NULL },
	{ "NaN", NULL },
	{ "1.000000001x", NULL },
	{ "\xc2\xa0"
	  "5",
	    NULL },
};

static void
test_parse(void)
{
	for (size_t i = 0; i < sizeof(parsed) / sizeof(parsed[0]); i++) {
		const struct pair *p = &parsed[i];
		struct dec d = { 77, 7 };
		enum err e = dec_parse(str_of(p->in), &d);
		char what[120];

		snprintf(what, sizeof(what), "\"%s\" is %s", p->in,
		    p->want ? p->want : "refused");
		if (p->want)
			CHECK_STR(what, e ? STR("refused") : dec_text(arena, d),
			    p->want);
		else
			CHECK(what, e == ERR_BAD_INPUT && d.v == 77);
	}
	CHECK("a NUL inside is refused",
	    dec_parse(STR("1\0"), &(struct dec){ 0 }) == ERR_BAD_INPUT);
	CHECK("written places are kept", dec("1.50").scale == 2);
}

#define IS(what, d, want) CHECK_STR(what, dec_text(arena, (d)), want)

static void
test_sums(void)
{
	IS("tenths are exact", dec_add(dec("0.1"), dec("0.2")), "0.3");
	IS("scales are aligned", dec_add(dec("1"), dec("0.00000001")),
	    "1.00000001");
	IS("subtract", dec_sub(dec("1.5"), dec("2.25")), "-0.75");
	IS("negate", dec_neg(dec("-3.20")), "3.2");
	CHECK("compare across scales", dec_cmp(dec("1.5"), dec("1.50")) == 0);
	CHECK("less", dec_cmp(dec("-1.5"), dec("1.4999")) == -1);
	CHECK("more", dec_cmp(dec("2"), dec("1.99999999")) == 1);
	CHECK("zero with places is zero", dec_is_zero(dec("0.00")));
	CHECK("a penny is not", !dec_is_zero(dec("0.01")));
	IS("the smallest integer", dec_int(INT64_MIN), "-9223372036854775808");
}

static void
test_round(void)
{
	IS("half up", dec_round(dec("1.005"), 2), "1.01");
	IS("half down below zero", dec_round(dec("-1.005"), 2), "-1.01");
	IS("under a half", dec_round(dec("1.00499999"), 2), "1");
	IS("no bankers", dec_round(dec("2.5"), 0), "3");
	IS("no bankers below zero", dec_round(dec("-2.5"), 0), "-3");
	IS("carry", dec_round(dec("9.995"), 2), "10");
	IS("to more places nothing changes", dec_round(dec("1.5"), 8), "1.5");
	IS("small to nothing", dec_round(dec("-0.4"), 0), "0");
	CHECK_STR("fixed places", dec_fixed(arena, dec("12.5"), 2), "12.50");
	CHECK_STR("fixed rounds", dec_fixed(arena, dec("12.345"), 2), "12.35");
	CHECK_STR(
	    "fixed below one", dec_fixed(arena, dec("-0.05"), 2), "-0.05");
	CHECK_STR("fixed without places", dec_fixed(arena, dec("7.5"), 0), "8");
	CHECK_STR("fixed zero", dec_fixed(arena, dec(""), 3), "0.000");
	CHECK_STR(
	    "never minus nothing", dec_fixed(arena, dec("-0.004"), 2), "0.00");
}

static void
test_products(void)
{
	IS("product", dec_mul(dec("19.99"), dec("3")), "59.97");
	IS("a product of eight places is rounded",
	    dec_mul(dec("0.00000005"), dec("0.1")), "0.00000001");
	IS("also below zero", dec_mul(dec("-0.00000005"), dec("0.1")),
	    "-0.00000001");
	IS("a product over 128 bits between",
	    dec_mul(dec("123456789012345.12345678"),
		dec("87654321098765.87654321")),
	    "10821521025910690396279627038.31301935");
	IS("times zero", dec_mul(dec("-5.5"), dec("0")), "0");
	IS("a third", dec_div(dec("1"), dec("3")), "0.33333333");
	IS("two thirds", dec_div(dec("2"), dec("3")), "0.66666667");
	IS("two thirds below zero", dec_div(dec("2"), dec("-3")),
	    "-0.66666667");
	IS("a tax inside", dec_div(dec("121.00"), dec("1.21")), "100");
	IS("half a unit of the last place",
	    dec_div(dec("0.00000001"), dec("2")), "0.00000001");
	IS("a quotient over 128 bits between",
	    dec_div(dec("999999999999999999.99999999"), dec("0.00000001")),
	    "99999999999999999999999999");
	IS("by the largest",
	    dec_div(dec("999999999999999999.99999999"),
		dec("999999999999999999.99999999")),
	    "1");
}

/* What leaves 38 digits must be refused in the end, never wrap around. */
static void
test_huge(void)
{
	struct dec most = dec("999999999999999999.99999999");
	struct dec huge = dec_mul(most, most);
	struct money m = { 5, 5 };

	CHECK("a huge product is more than all", dec_cmp(huge, most) == 1);
	CHECK("and below zero less than all",
	    dec_cmp(dec_mul(most, dec_neg(most)), dec_neg(most)) == -1);
	CHECK("it is no money",
	    money_of(huge, 2, &m) == ERR_BAD_INPUT && m.minor == 5);
	CHECK("nor comes back by a difference",
	    money_of(dec_sub(huge, huge), 2, &m) == ERR_BAD_INPUT);
	CHECK("nor by a quotient",
	    money_of(dec_div(huge, most), 2, &m) == ERR_BAD_INPUT);
	CHECK("nor by a product with zero",
	    money_of(dec_mul(huge, dec("0")), 2, &m) == ERR_BAD_INPUT);
	for (int i = 0; i < 200; i++)
		most = dec_add(most, most);
	CHECK(
	    "a sum that only grows is huge at last", dec_cmp(most, huge) == 0);
}

static void
test_money(void)
{
	struct money m = { 0 };

	CHECK("money is rounded half away from zero",
	    !money_of(dec("-12.345"), 2, &m) && m.minor == -1235 &&
		m.decimals == 2);
	CHECK("a currency without minor units",
	    !money_of(dec("1499.5"), 0, &m) && m.minor == 1500);
	CHECK(
	    "eight places", !money_of(dec("1"), 8, &m) && m.minor == 100000000);
	CHECK("the largest", !money_of(dec("92233720368547758.07"), 2, &m) &&
				 m.minor == INT64_MAX);
	CHECK("one more is refused",
	    money_of(dec("92233720368547758.08"), 2, &m) == ERR_BAD_INPUT);
	CHECK("too much before widening is refused",
	    money_of(dec("99999999999999999"), 3, &m) == ERR_BAD_INPUT);
	CHECK("nine places are refused",
	    money_of(dec("1"), 9, &m) == ERR_BAD_INPUT);
	IS("and back", money_dec((struct money){ -1299, 2 }), "-12.99");
}

static const struct money_form euro = { .symbol = S("\xe2\x82\xac"),
	.decimal_sep = S(","),
	.thousand_sep = S(" "),
	.decimals = 2,
	.symbol_spaced = true };
static const struct money_form dollar = { .symbol = S("$"),
	.decimal_sep = S("."),
	.thousand_sep = S(","),
	.decimals = 2,
	.symbol_left = true };
static const struct money_form chf = { .symbol = S("CHF"),
	.decimal_sep = S("."),
	.thousand_sep = S("\xe2\x80\x99"),
	.decimals = 2,
	.symbol_left = true,
	.symbol_spaced = true };
static const struct money_form bare = { .symbol = S(""),
	.decimal_sep = S(""),
	.thousand_sep = S(""),
	.decimals = 2 };

#define SHOWN(what, minor, decimals, form, want)                               \
	CHECK_STR(what,                                                        \
	    money_text(arena, (struct money){ (minor), (decimals) }, &(form)), \
	    want)

static void
test_shown(void)
{
	SHOWN("euro right with a space", 123450, 2, euro,
	    "1 234,50\xc2\xa0\xe2\x82\xac");
	SHOWN("dollar left", 123456789, 2, dollar, "$1,234,567.89");
	SHOWN("minus before the whole", -123456, 2, dollar, "-$1,234.56");
	SHOWN("left with a space and a wide separator", -100000000, 2, chf,
	    "-CHF\xc2\xa0"
	    "1\xe2\x80\x99"
	    "000\xe2\x80\x99"
	    "000.00");
	SHOWN("no group under a thousand", 99999, 2, dollar, "$999.99");
	SHOWN("cents only", 5, 2, dollar, "$0.05");
	SHOWN("zero", 0, 2, dollar, "$0.00");
	SHOWN("no decimals", 1500, 0, dollar, "$1,500");
	SHOWN("three decimals", 1500, 3, euro, "1,500\xc2\xa0\xe2\x82\xac");
	SHOWN("empty separators", 123456, 2, bare, "123456");
	SHOWN("the smallest", INT64_MIN, 2, dollar,
	    "-$92,233,720,368,547,758.08");
}

int
main(void)
{
	arena = arena_new(1 << 20);
	test_parse();
	test_sums();
	test_round();
	test_products();
	test_huge();
	test_money();
	test_shown();
	arena_free(arena);
	return tap_done();
}
