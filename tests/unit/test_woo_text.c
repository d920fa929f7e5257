/* Markup to text, character references, currencies' signs. */
#include "aftersale/base.h"
#include "shop/woocommerce/text.h"
#include "shop/woocommerce/woo.h"
#include "tap.h"

struct pair {
	const char *what;
	const char *html;
	const char *plain;
};

static const struct pair pairs[] = {
	{ "L-44 tags go, text stays",
	    "<b>Bold</b> & \"quoted\" <script>alert(1)</script> mug",
	    "Bold & \"quoted\" mug" },
	{ "L-44 references are decoded once", "A &amp;amp; B &lt;b&gt;",
	    "A &amp; B <b>" },
	{ "L-44 numbers, hex and names",
	    "&#8364;&#x20AC;&euro;&nbsp;x&thetasym;&apos;",
	    "\xe2\x82\xac\xe2\x82\xac\xe2\x82\xac x\xcf\x91'" },
	{ "numbers of Windows-1252", "&#150;&#x93;a",
	    "\xe2\x80\x93\xe2\x80\x9c"
	    "a" },
	{ "what is no reference stays", "AT&T &unknown; &#xD800; &#0; &;",
	    "AT&T &unknown; &#xD800; &#0; &;" },
	{ "white space becomes one space", "  a \t\r\n b\xc2\xa0 c ", "a b c" },
	{ "what never ends is text", "1 < 2 and <b unclosed",
	    "1 < 2 and <b unclosed" },
	{ "a sign that begins no tag is text", "I <3 you > me",
	    "I <3 you > me" },
	{ "quotes may hold a bracket", "<a title=\"x>y\" href='>'>go</a>",
	    "go" },
	{ "a stray quote ends the tag at the next bracket", "<a b='>x y",
	    "x y" },
	{ "comments go", "a<!-- <b> -->b", "ab" },
	{ "a comment without end takes the rest", "a<!-- b", "a" },
	{ "hidden elements go with their text",
	    "a<style>p{}</STYLE >b<template>c</template>", "ab" },
	{ "breaks part words", "a<br/>b<p>c</p>d", "a b c d" },
	{ "empty", "", "" },
	{ "only markup", "<p><br></p>", "" },
};

static const struct pair lines[] = {
	{ "breaks are kept where asked for", "a<br />b<p>c</p>d",
	    "a\nb\nc\n\nd" },
	{ "line feeds are kept, blanks at their sides go", "a \n\n  b",
	    "a\n\nb" },
};

static void
test_plain(struct arena *a)
{
	char deep[20001];

	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++)
		CHECK_STR(pairs[i].what, woo_plain(a, str_of(pairs[i].html)),
		    pairs[i].plain);
	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++)
		CHECK_STR(lines[i].what,
		    woo_plain_lines(a, str_of(lines[i].html)), lines[i].plain);

	for (size_t i = 0; i + 1 < sizeof(deep); i += 2) {
		deep[i] = '<';
		deep[i + 1] = 'a';
	}
	CHECK("tags without end cost no time to speak of",
	    woo_plain(a, (struct str){ deep, 20000 }).n == 20000);
}

static void
test_encode(struct arena *a)
{
	CHECK_STR("as PHP's urlencode",
	    woo_urlencode(a, STR("Yes, please-_.~\xc5\xa1")),
	    "Yes%2C+please-_.%7E%C5%A1");
	CHECK_STR("decode keeps everything else",
	    woo_decode(a, STR("&nbsp;<b> &#39;")), "\xc2\xa0<b> '");
}

static void
test_symbols(void)
{
	CHECK_STR("PK-04 euro", woo_symbol(STR("EUR")), "\xe2\x82\xac");
	CHECK_STR("first row", woo_symbol(STR("AED")), "\xd8\xaf.\xd8\xa5");
	CHECK_STR("last row", woo_symbol(STR("ZWG")), "ZiG");
	CHECK_STR("zloty", woo_symbol(STR("PLN")), "z\xc5\x82");
	CHECK_STR(
	    "an unknown code is its own sign", woo_symbol(STR("XYZ")), "XYZ");
	CHECK_STR("rubbish as well", woo_symbol(STR("EURO")), "EURO");
}

int
main(void)
{
	struct arena *a = arena_new(1 << 20);

	test_plain(a);
	test_encode(a);
	test_symbols();
	arena_free(a);
	return tap_done();
}
