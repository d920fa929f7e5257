/* test_view_words - sentences in templates: what a catalogue is asked for, and
 * how the answer is filled. */
#include "../lib/tap.h"
#include "view_tree.h"

struct pair {
	struct str id;
	struct str words;
};

static const struct pair pairs[] = {
	{ S(""), S("Content-Type: text/plain; charset=UTF-8\n"
		   "Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? "
		   "0 : n%10>=2 && (n%100<10 || n%100>=20) ? 1 : 2);\n") },
	{ S("Bad"), S("<b>&\"'</b>") },
	{ S("Cut {{name}}"), S("A {{name") },
	{ S("Hello {{name}}, order {{number}} is in."),
	    S("U\xc5\xbesakymas {{number}}, {{name}}: {{number}}.") },
	{ S("Odd {{name}}"), S("{{other}}[{{name}}]{{#name}}") },
	{ S("Open"), S("Atidaryti") },
	{ S("state\4Open"), S("Atviras") },
	{ S("one item\0{{count}} items of {{name}}"),
	    S("{{count}} prek\xc4\x97\0{{count}} prek\xc4\x97s\0"
	      "{{name}}: {{count}} preki\xc5\xb3") },
};

enum { PAIRS = sizeof(pairs) / sizeof(*pairs) };

static void
put_number(struct buf *b, size_t n)
{
	uint32_t number = (uint32_t)n;

	buf_put(b, (struct str){ (const char *)&number, sizeof(number) });
}

static const struct text *
open_catalogue(struct arena *a)
{
	struct buf b = buf_new(a, 1 << 16);
	struct buf texts = buf_new(a, 1 << 16);
	const struct text *lang = NULL;
	size_t tables = 28 + PAIRS * 16;

	put_number(&b, 0x950412de);
	put_number(&b, 0);
	put_number(&b, PAIRS);
	put_number(&b, 28);
	put_number(&b, 28 + PAIRS * 8);
	put_number(&b, 0);
	put_number(&b, tables);
	for (size_t i = 0; i < 2 * PAIRS; i++) {
		struct str s = i < PAIRS ? pairs[i].id : pairs[i - PAIRS].words;

		put_number(&b, s.n);
		put_number(&b, tables + texts.n);
		buf_put(&texts, s);
		buf_putc(&texts, '\0');
	}
	buf_put(&b, buf_str(&texts));
	text_open(a, buf_str(&b), &lang);
	return lang;
}

struct words_case {
	const char *what;
	const char *kind;
	const char *source;
	const char *json;
	const char *english;
	const char *other;
};

static const struct words_case cases[] = {
	{ "a sentence", "html", "<b>{{#_}}Open{{/_}}</b>", "{}", "<b>Open</b>",
	    "<b>Atidaryti</b>" },
	{ "white space is folded", "html",
	    "<p>\n  {{#_}}\n    Hello {{name}},\r\n\torder   {{number}}\n"
	    "  is in.\n  {{/_}}\n</p>",
	    "{\"name\":\"<Ona>\",\"number\":7}",
	    "<p>\nHello &lt;Ona&gt;, order 7 is in.</p>",
	    "<p>\nU\xc5\xbesakymas 7, &lt;Ona&gt;: 7.</p>" },
	{ "spaces in holes do not count", "text",
	    "{{#_}}Hello {{ name }}, order {{number }} is in.{{/_}}",
	    "{\"name\":\"<O>\",\"number\":7}", "Hello <O>, order 7 is in.",
	    "U\xc5\xbesakymas 7, <O>: 7." },
	{ "a context", "html", "{{#_ state}}Open{{/_}}", "{}", "Open",
	    "Atviras" },
	{ "a context that is not there", "html", "{{#_ x y}}Open{{/_}}", "{}",
	    "Open", "Open" },
	{ "a translation is text", "html",
	    "<p title=\"{{#_}}Bad{{/_}}\">{{#_}}Bad{{/_}}</p>", "{}",
	    "<p title=\"Bad\">Bad</p>",
	    "<p title=\"&lt;b&gt;&amp;&quot;&#39;&lt;/b&gt;\">"
	    "&lt;b&gt;&amp;\"'&lt;/b&gt;</p>" },
	{ "an attribute", "html",
	    "<p title='{{#_}}Hello {{name}}, order {{number}} is in.{{/_}}'>"
	    "</p>",
	    "{\"name\":\"'x\",\"number\":7}",
	    "<p title='Hello &#39;x, order 7 is in.'></p>",
	    "<p title='U\xc5\xbesakymas 7, &#39;x: 7.'></p>" },
	{ "holes of a translation that the sentence has not", "html",
	    "{{#_}}Odd {{name}}{{/_}}", "{\"name\":\"n\",\"other\":\"secret\"}",
	    "Odd n", "[n]" },
	{ "a hole that is cut off", "html", "{{#_}}Cut {{name}}{{/_}}",
	    "{\"name\":\"n\"}", "Cut n", "A name" },
	{ "values are not read as holes", "html", "{{#_}}Cut {{name}}{{/_}}",
	    "{\"name\":\"{{name}}\"}", "Cut {{name}}", "A name" },
	{ "one", "text",
	    "{{#_n count}}one item|{{count}} items of {{name}}{{/_n}}",
	    "{\"count\":1,\"name\":\"n\"}", "one item", "1 prek\xc4\x97" },
	{ "a few", "text",
	    "{{#_n count}} one item |\n {{count}} items of {{name}}{{/_n}}",
	    "{\"count\":3,\"name\":\"n\"}", "3 items of n", "3 prek\xc4\x97s" },
	{ "many", "text",
	    "{{#_n count}}one item|{{count}} items of {{name}}{{/_n}}",
	    "{\"count\":10,\"name\":\"n\"}", "10 items of n",
	    "n: 10 preki\xc5\xb3" },
	{ "a list is counted", "text",
	    "{{#_n a}}one|many{{/_n}} {{#_n a.b}}one|many{{/_n}}",
	    "{\"a\":[5]}", "one many", "one many" },
	{ "in a section with other delimiters", "text",
	    "{{=<% %>=}}<%#a%><%#_%>Open<%/_%>,<%/a%>", "{\"a\":[1,2]}",
	    "Open,Open,", "Atidaryti,Atidaryti," },
	{ "in a mail's head", "header", "{{#_}}Cut {{name}}{{/_}}",
	    "{\"name\":\"a\\r\\nb\"}", "Cut a  b", "A name" },
};

static struct str
render(struct arena *a, const struct words_case *c, const struct text *lang)
{
	struct view *v = view_new(a);
	struct buf out = buf_new(a, 1 << 16);
	struct str why = { NULL, 0 };

	if (tree_compile(a, v, "t", c->kind, str_of(c->source), &why))
		return why;
	view_render_value(
	    v, a, STR("t"), lang, NULL, tree_read(a, c->json), &out);
	return buf_str(&out);
}

static const struct {
	const char *what;
	const char *source;
	const char *want;
} refused[] = {
	{ "a tag", "<p>{{#_}}A <b>b</b>{{/_}}</p>",
	    "line 2: a sentence holds no tags: put them around it" },
	{ "an entity", "{{#_}}A&nbsp;b{{/_}}",
	    "line 2: a sentence holds no entities: write the character" },
	{ "a number of an entity", "{{#_}}A&#160;b{{/_}}",
	    "line 2: a sentence holds no entities: write the character" },
	{ "three braces", "{{#_}}A {{{b}}}{{/_}}",
	    "line 2: a sentence holds text and {{names}} only" },
	{ "a section", "{{#_}}A\n{{#b}}c{{/b}}{{/_}}",
	    "line 3: a sentence holds text and {{names}} only" },
	{ "a sentence", "{{#_}}A {{#_}}c{{/_}}{{/_}}",
	    "line 2: a sentence holds text and {{names}} only" },
	{ "nothing", "{{#_}} \n {{/_}}", "line 2: this sentence says nothing" },
	{ "no end", "{{#_}}A", "line 2: this sentence is never closed" },
	{ "another end", "{{#_}}A{{/_n}}",
	    "line 2: a sentence holds text and {{names}} only" },
	{ "a plural of one", "{{#_n a}}A{{/_n}}",
	    "line 2: a plural is written one|many" },
	{ "a plural of three", "{{#_n a}}A|B|C{{/_n}}",
	    "line 2: a plural is written one|many" },
	{ "a hole of no name", "{{#_}}A {{b c}}{{/_}}",
	    "line 2: \"b c\" is no name" },
	{ "a tag without end", "{{#_}}A {{b", "line 2: this tag has no end" },
	{ "a plural without a count", "{{#_n}}A|B{{/_n}}",
	    "line 2: \"\" is no name" },
	{ "braces of another delimiter", "{{=<% %>=}}<%#_%>A {{b}}<%/_%>",
	    "line 2: {{ may not stand in a sentence" },
	{ "a link", "<a href=\"{{#_}}A{{/_}}\">x</a>",
	    "line 2: no sentence may stand in this attribute" },
	{ "a style", "<p style=\"{{#_}}A{{/_}}\">x</p>",
	    "line 2: no sentence may stand in this attribute" },
	{ "a script", "<script>{{#_}}A{{/_}}</script>",
	    "line 2: no hole may stand in script or style" },
};

static void
see(void *ctx, const struct view_words *words)
{
	struct buf *b = ctx;

	buf_printf(b, STR_FMT ":%d " STR_FMT "/" STR_FMT "/" STR_FMT "\n",
	    STR_ARG(words->template), words->line, STR_ARG(words->ctx),
	    STR_ARG(words->one), STR_ARG(words->many));
}

static void
check_list(struct arena *a)
{
	struct view *v = view_new(a);
	struct buf out = buf_new(a, 1 << 16);

	tree_compile(a, v, "t", "html",
	    STR("<p>{{#_}} A  {{ b }}{{/_}}\n{{#_ c d}}E{{/_}}</p>\n"
		"{{#x}}{{#_n f.g c}}H |I{{/_n}}{{/x}}"),
	    NULL);
	view_each_words(v, see, &out);
	CHECK_STR("TY-21 sentences are listed for the catalogue", buf_str(&out),
	    "t:2 /A {{b}}/\nt:3 c d/E/\nt:4 c/H/I\n");
}

static void
check_fit(void)
{
	struct view_words words = {
		.one = STR("{{a}} b"),
		.many = STR("{{a}} {{c.d}}"),
	};

	CHECK("TY-21 a translation may move and leave out holes",
	    view_words_fit(&words, STR("x {{c.d}} {{a}} {{a}}")) &&
		view_words_fit(&words, STR("x")));
	CHECK("TY-21 it may not bring a new one",
	    !view_words_fit(&words, STR("{{a}} {{b}}")) &&
		!view_words_fit(&words, STR("{{aa}}")) &&
		!view_words_fit(&words, STR("{{{a}}}")) &&
		!view_words_fit(&words, STR("{{#a}}")));
	CHECK("TY-21 nor leave one open",
	    !view_words_fit(&words, STR("{{a")) &&
		!view_words_fit(&words, STR("a}}")));
}

static struct str
render_in(struct arena *a, const char *dir, const char *source)
{
	struct view *v = view_new(a);
	struct buf out = buf_new(a, 1 << 16);
	struct view_base base = view_base_of(a, tree_read(a, dir));

	tree_compile(a, v, "t", "html", str_of(source), NULL);
	view_render_value(v, a, STR("t"), NULL, &base,
	    tree_read(a, "{\"sum\":\"-5,00 \\u20ac\",\"none\":\"\"}"), &out);
	return buf_str(&out);
}

static void
check_direction(struct arena *a)
{
	static const char source[] =
	    "<p title=\"{{#_}}Pay {{sum}}{{/_}}\">{{#_}}Pay {{sum}}{{none}}{{/_}}"
	    " {{sum}}</p>";

	CHECK_STR("TY-20 values are isolated in sentences from right to left",
	    render_in(a, "{\"dir\":\"rtl\"}", source),
	    "<p title=\"Pay \xe2\x81\xa8-5,00 \xe2\x82\xac\xe2\x81\xa9\">"
	    "Pay \xe2\x81\xa8-5,00 \xe2\x82\xac\xe2\x81\xa9"
	    " -5,00 \xe2\x82\xac</p>");
	CHECK_STR("TY-20 and stand as they are from left to right",
	    render_in(a, "{\"dir\":\"ltr\"}", source),
	    "<p title=\"Pay -5,00 \xe2\x82\xac\">Pay -5,00 \xe2\x82\xac"
	    " -5,00 \xe2\x82\xac</p>");
}

int
main(void)
{
	struct arena *a = arena_new(1 << 24);
	const struct text *lang = open_catalogue(a);
	char what[200];

	CHECK("the catalogue opens", lang != NULL);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		snprintf(
		    what, sizeof(what), "TY-21 English: %s", cases[i].what);
		CHECK_STR(what, render(a, &cases[i], NULL), cases[i].english);
		snprintf(
		    what, sizeof(what), "TY-21 translated: %s", cases[i].what);
		CHECK_STR(what, render(a, &cases[i], lang), cases[i].other);
	}
	for (size_t i = 0; i < sizeof(refused) / sizeof(*refused); i++) {
		snprintf(what, sizeof(what), "TY-21 refused in a sentence: %s",
		    refused[i].what);
		CHECK_STR(what, tree_render(a, "html", refused[i].source, "{}"),
		    refused[i].want);
	}
	check_list(a);
	check_fit();
	check_direction(a);
	arena_free(a);
	return tap_done();
}
