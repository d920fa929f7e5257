/* test_base_str - slices, numbers, UTF-8 and error words. */
#include "../lib/tap.h"
#include "aftersale/base.h"

static struct str
bytes(const char *p, size_t n)
{
	return (struct str){ p, n };
}

static bool
int_is(const char *z, int64_t want)
{
	int64_t got = 77;

	return str_int(str_of(z), &got) == ERR_OK && got == want;
}

static bool
int_refused(const char *z)
{
	int64_t got = 77;

	return str_int(str_of(z), &got) == ERR_BAD_INPUT && got == 77;
}

static void
test_compare(void)
{
	CHECK("no text is empty text", str_of(NULL).n == 0);
	CHECK("empty texts are equal whatever they point at",
	    str_is(str_of(NULL), STR("")));
	CHECK("equal bytes are equal", str_is(STR("a\0b"), bytes("a\0b", 3)));
	CHECK("a byte behind NUL counts", !str_is(STR("a\0b"), STR("a\0c")));
	CHECK("a prefix is not equal", !str_is_z(STR("abc"), "ab"));
	CHECK("case is folded for ASCII",
	    str_is_nocase(STR("Set-COOKIE"), STR("sEt-cookie")));
	CHECK("[ and { are no case pair", !str_is_nocase(STR("["), STR("{")));
	CHECK("prefix", str_has_prefix(STR("wp_7_posts"), STR("wp_")));
	CHECK("a longer prefix is none", !str_has_prefix(STR("w"), STR("wp")));
	CHECK("suffix", str_has_suffix(STR("lt_LT.mo"), STR(".mo")));
	CHECK("the empty suffix is always there",
	    str_has_suffix(str_of(NULL), STR("")));
}

static void
test_cut(void)
{
	struct str s = STR("a,,b,");

	CHECK_STR("first piece", str_cut(&s, ','), "a");
	CHECK_STR("an empty piece is a piece", str_cut(&s, ','), "");
	CHECK_STR("third piece", str_cut(&s, ','), "b");
	CHECK("a last empty piece is still to come", s.p && s.n == 0);
	CHECK_STR("which is empty", str_cut(&s, ','), "");
	CHECK("then nothing is left", !s.p && s.n == 0);
	CHECK("cutting nothing gives nothing", str_cut(&s, ',').n == 0 && !s.p);
	CHECK_STR("skip", str_skip(STR("abc"), 1), "bc");
	CHECK_STR("skipping too much", str_skip(STR("abc"), 9), "");
	CHECK_STR("head", str_head(STR("abc"), 2), "ab");
	CHECK_STR("a head longer than all", str_head(STR("abc"), 9), "abc");
	CHECK_STR("trim", str_trim(STR(" \t\r\n\v\f a b \n")), "a b");
	CHECK_STR("trim of blanks", str_trim(STR(" \n ")), "");
	CHECK("no-break spaces are kept", str_trim(STR("\xc2\xa0x")).n == 3);
}

static void
test_find(void)
{
	CHECK("find", str_find(STR("aab"), STR("ab")) == 1);
	CHECK("find the empty text", str_find(STR("x"), STR("")) == 0);
	CHECK("not found", str_find(STR("aab"), STR("ba")) == (size_t)-1);
	CHECK("longer needle", str_find(STR("a"), STR("aa")) == (size_t)-1);
	CHECK("find behind a NUL", str_find(STR("a\0xy"), STR("xy")) == 2);
	CHECK("find a byte", str_find_byte(STR("a.b"), '.') == 1);
	CHECK("no byte in nothing",
	    str_find_byte(str_of(NULL), '.') == (size_t)-1);
}

static void
test_int(void)
{
	CHECK("0", int_is("0", 0));
	CHECK("-0", int_is("-0", 0));
	CHECK("leading zeros", int_is("007", 7));
	CHECK("largest", int_is("9223372036854775807", INT64_MAX));
	CHECK("smallest", int_is("-9223372036854775808", INT64_MIN));
	CHECK("one above the largest", int_refused("9223372036854775808"));
	CHECK("one below the smallest", int_refused("-9223372036854775809"));
	CHECK("2^64", int_refused("18446744073709551616"));
	CHECK("empty", int_refused(""));
	CHECK("only a sign", int_refused("-"));
	CHECK("plus", int_refused("+1"));
	CHECK("space before", int_refused(" 1"));
	CHECK("letters behind", int_refused("1x"));
	CHECK("hex", int_refused("0x10"));
	CHECK("two signs", int_refused("--1"));
}

struct shape {
	struct str s;
	bool good;
	const char *what;
};

static const struct shape shapes[] = {
	{ S(""), true, "empty" },
	{ S("\x7f"), true, "U+007F" },
	{ S("\x00"), false, "NUL" },
	{ S("a\0"), false, "NUL behind" },
	{ S("\x80"), false, "a lone continuation" },
	{ S("\xc0\xaf"), false, "overlong slash" },
	{ S("\xc1\xbf"), false, "overlong of U+007F" },
	{ S("\xc2\x80"), true, "U+0080" },
	{ S("\xc2"), false, "cut after the lead" },
	{ S("\xc4\x97"), true, "e with dot" },
	{ S("\xe0\x9f\xbf"), false, "overlong of U+07FF" },
	{ S("\xe0\xa0\x80"), true, "U+0800" },
	{ S("\xed\x9f\xbf"), true, "U+D7FF" },
	{ S("\xed\xa0\x80"), false, "surrogate U+D800" },
	{ S("\xed\xbf\xbf"), false, "surrogate U+DFFF" },
	{ S("\xee\x80\x80"), true, "U+E000" },
	{ S("\xef\xbf\xbf"), true, "U+FFFF" },
	{ S("\xe2\x82"), false, "cut euro" },
	{ S("\xe2\x82x"), false, "broken euro" },
	{ S("\xf0\x8f\xbf\xbf"), false, "overlong of U+FFFF" },
	{ S("\xf0\x90\x80\x80"), true, "U+10000" },
	{ S("\xf4\x8f\xbf\xbf"), true, "U+10FFFF" },
	{ S("\xf4\x90\x80\x80"), false, "above U+10FFFF" },
	{ S("\xf5\x80\x80\x80"), false, "lead F5" },
	{ S("\xff"), false, "FF" },
	{ S("\xf0\x9f\x98"), false, "cut emoji" },
};

static void
test_utf8(void)
{
	char what[80];

	for (size_t i = 0; i < sizeof(shapes) / sizeof(shapes[0]); i++) {
		snprintf(what, sizeof(what), "UTF-8: %s %s", shapes[i].what,
		    shapes[i].good ? "is taken" : "is refused");
		CHECK(what, str_is_utf8(shapes[i].s) == shapes[i].good);
	}
	CHECK("characters are counted",
	    str_chars(STR("a\xc4\x97\xe2\x82\xac\xf0\x9f\x98\x80")) == 4);
	CHECK_STR("a text is fitted at a character",
	    str_fit(STR("a\xe2\x82\xac"), 3), "a");
	CHECK_STR("a whole character fits", str_fit(STR("a\xc4\x97z"), 3),
	    "a\xc4\x97");
	CHECK_STR("a short text fits whole", str_fit(STR("abc"), 3), "abc");
	CHECK("nothing fits in nothing", str_fit(STR("\xc4\x97"), 1).n == 0);
}

static void
test_hex_digit(void)
{
	static const char digits[] = "0123456789abcdef";
	int wrong = 0;

	for (int c = 0; c < 256; c++) {
		int letter = c >= 'A' && c <= 'F' ? c + 'a' - 'A' : c;
		const char *at = letter ? strchr(digits, letter) : NULL;
		int want = at ? (int)(at - digits) : -1;

		wrong += str_hex_digit((char)c) != want;
	}
	CHECK("each byte is the hex digit it is, or none", !wrong);
}

int
main(void)
{
	test_compare();
	test_cut();
	test_find();
	test_int();
	test_hex_digit();
	test_utf8();
	CHECK_STR("word of no error", str_of(err_word(ERR_OK)), "ok");
	CHECK_STR("word of not sure", str_of(err_word(ERR_UNSURE)), "unsure");
	CHECK_STR("word of the last", str_of(err_word(ERR_BROKEN)), "broken");
	CHECK_STR(
	    "word of none of them", str_of(err_word((enum err)99)), "broken");
	return tap_done();
}
