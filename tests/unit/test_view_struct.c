/* test_view_struct - rendering structs described by fields: every kind of
 * member, parts, what every template may use, and the limits. */
#include "../lib/tap.h"
#include "aftersale/amount.h"
#include "view_tree.h"

static const char *const states[] = { "", "sent", "<done>", NULL };

struct line {
	struct str name;
	int64_t quantity;
	struct list notes; /* struct note */
};

struct note {
	struct str text;
};

struct address {
	struct str town;
};

struct page {
	bool open;
	bool shut;
	int64_t number;
	int64_t none;
	struct str title;
	struct str blank;
	struct dec weight;
	struct dec nought;
	int state;
	int first;
	int wild;
	struct list lines; /* struct line */
	struct list empty;
	struct address to;
	struct safe_html bold;
	const struct view_part *part;
	const struct view_part *missing;
	const struct value *tree;
	const struct value *no_tree;
};

static const struct field note_fields[] = { FIELD(struct note, text),
	FIELD_STOP };

static const struct field line_fields[] = { FIELD(struct line, name),
	FIELD(struct line, quantity),
	FIELD_EACH(struct line, notes, struct note, note_fields), FIELD_STOP };

static const struct field address_fields[] = { FIELD(struct address, town),
	FIELD_STOP };

static const struct field page_fields[] = { FIELD(struct page, open),
	FIELD(struct page, shut), FIELD(struct page, number),
	FIELD(struct page, none), FIELD(struct page, title),
	FIELD(struct page, blank), FIELD(struct page, weight),
	FIELD(struct page, nought), FIELD_WORDS(struct page, state, states),
	FIELD_WORDS(struct page, first, states),
	FIELD_WORDS(struct page, wild, states),
	FIELD_EACH(struct page, lines, struct line, line_fields),
	FIELD_EACH(struct page, empty, struct line, line_fields),
	FIELD_ONE(struct page, to, address_fields), FIELD(struct page, bold),
	FIELD(struct page, part), FIELD(struct page, missing),
	FIELD(struct page, tree), FIELD(struct page, no_tree), FIELD_STOP };

struct base {
	struct str shop;
	struct str title;
};

static const struct field base_fields[] = { FIELD(struct base, shop),
	FIELD(struct base, title), FIELD_STOP };

static const struct base base_data = { S("<Shop>"), S("base title") };
static const struct view_base base = { base_fields, &base_data };

static const struct address part_data = { S("Riga & co") };
static const struct view_part part = { "part", address_fields, &part_data };

static struct page *
make_page(struct arena *a)
{
	struct page *page = ARENA_NEW(a, struct page);
	struct line *line;

	page->open = true;
	page->number = 1783;
	page->title = STR("A & B");
	page->weight = (struct dec){ -12500, 3 };
	page->state = 2;
	page->wild = 77;
	page->to.town = STR("Oslo");
	page->bold.text = STR("<b>x</b>");
	page->part = &part;
	page->tree = tree_read(a,
	    "{\"a\":{\"b\":[1,2]},\"safe\":\"<i>\",\"evil\":{\"safe\":\"<i>\"},"
	    "\"sub\":{\"part\":\"part\",\"data\":{}}}");
	for (int i = 0; i < 2; i++) {
		line = LIST_PUSH(a, &page->lines, struct line);
		line->name = i ? STR("Mug") : STR("Kettle");
		line->quantity = i + 1;
	}
	line = LIST_AT(&page->lines, struct line, 0);
	LIST_PUSH(a, &line->notes, struct note)->text = STR("blue");
	LIST_PUSH(a, &line->notes, struct note)->text = STR("1 l");
	return page;
}

static const struct {
	const char *what;
	const char *source;
	const char *want;
} cases[] = {
	{ "text", "{{title}}", "A &amp; B" },
	{ "numbers", "{{number}} {{none}}", "1783 0" },
	{ "yes and no", "{{open}} {{shut}}", "true false" },
	{ "exact decimals", "{{weight}} {{nought}}", "-12.5 0" },
	{ "words", "{{state}}[{{first}}][{{wild}}]", "&lt;done&gt;[][]" },
	{ "markup in two braces is escaped", "{{bold}}",
	    "&lt;b&gt;x&lt;/b&gt;" },
	{ "markup in three braces", "{{{bold}}}{{&bold}}", "<b>x</b><b>x</b>" },
	{ "text in three braces is escaped", "{{{title}}}", "A &amp; B" },
	{ "what is true",
	    "{{#open}}1{{/open}}{{#number}}2{{/number}}{{#title}}3{{/title}}"
	    "{{#weight}}4{{/weight}}{{#state}}5{{/state}}{{#bold}}6{{/bold}}"
	    "{{#part}}7{{/part}}{{#tree}}8{{/tree}}{{#to}}9{{/to}}",
	    "123456789" },
	{ "what is false",
	    "{{^shut}}1{{/shut}}{{^none}}2{{/none}}{{^blank}}3{{/blank}}"
	    "{{^nought}}4{{/nought}}{{^first}}5{{/first}}{{^missing}}6"
	    "{{/missing}}{{^no_tree}}7{{/no_tree}}{{^empty}}8{{/empty}}"
	    "{{^nobody}}9{{/nobody}}",
	    "123456789" },
	{ "false sections are not drawn",
	    "[{{#shut}}1{{/shut}}{{#none}}2{{/none}}{{#empty}}3{{/empty}}"
	    "{{#missing}}4{{/missing}}{{#no_tree}}5{{/no_tree}}]",
	    "[]" },
	{ "rows, and rows in rows",
	    "{{#lines}}{{quantity}} {{name}} ({{#notes}}{{text}} {{name}} of "
	    "{{number}},{{/notes}}){{^notes}}!{{/notes}};{{/lines}}",
	    "1 Kettle (blue Kettle of 1783,1 l Kettle of 1783,);2 Mug ()!;" },
	{ "dots", "{{to.town}}{{#to}}{{town}}{{/to}}[{{to.x}}{{title.x}}]",
	    "OsloOslo[]" },
	{ "a tree in a struct",
	    "{{#tree.a.b}}{{.}},{{/tree.a.b}}{{#tree}}{{#a}}{{title}}{{/a}}"
	    "{{/tree}}",
	    "1,2,A &amp; B" },
	{ "a tree from outside is never markup",
	    "[{{{tree.evil}}}{{{tree.sub}}}{{{tree.safe}}}]", "[&lt;i&gt;]" },
	{ "what every template may use", "{{shop}} {{title}}",
	    "&lt;Shop&gt; A &amp; B" },
	{ "a part has its own data", "{{{part}}}",
	    "<i>Riga &amp; co &lt;Shop&gt; base title</i>" },
	{ "a part in two braces draws nothing", "[{{part}}]", "[]" },
	{ "no part draws nothing", "[{{{missing}}}{{{nobody}}}]", "[]" },
	{ "the dot of a struct draws nothing", "[{{.}}{{#to}}{{.}}{{/to}}]",
	    "[]" },
	{ "plurals count members",
	    "{{#_n number}}one|{{number}}{{/_n}} {{#_n lines}}one|rows"
	    "{{/_n}}",
	    "1783 rows" },
};

static struct str
render(struct arena *a, const char *kind, const char *source,
    const struct page *page)
{
	struct view *v = view_new(a);
	struct buf out = buf_new(a, 1 << 16);
	struct str why = { NULL, 0 };
	enum err e;

	tree_compile(a, v, "part", "html",
	    STR("<i>{{town}} {{shop}} {{title}}</i>"), NULL);
	if (tree_compile(a, v, "t", kind, str_of(source), &why))
		return why;
	e = view_render(v, a, STR("t"), NULL, &base, page_fields, page, &out);
	return e ? str_of(err_word(e)) : buf_str(&out);
}

static void
check_limits(struct arena *a, struct page *page)
{
	static const struct view_part nowhere = { "x", note_fields, "" };
	struct view *v = view_new(a);
	struct buf small = buf_new(a, 10);
	struct buf out = buf_new(a, 1 << 16);

	CHECK_STR("TY-21 a part of another kind is refused",
	    render(a, "text", "{{{part}}}", page), err_word(ERR_BAD_INPUT));
	page->part = &nowhere;
	CHECK_STR("TY-21 a part of no name is an error",
	    render(a, "html", "{{{part}}}", page), err_word(ERR_NOT_FOUND));
	CHECK("TY-21 a template of no name is an error",
	    view_render(v, a, STR("x"), NULL, NULL, page_fields, page, &out) ==
		ERR_NOT_FOUND);
	tree_compile(a, v, "t", "text", STR("{{number}} {{number}} x"), NULL);
	CHECK("TY-21 a page over its maximum is an error",
	    view_render(v, a, STR("t"), NULL, NULL, page_fields, page,
		&small) == ERR_BAD_INPUT);
	CHECK("TY-21 no data at all",
	    !view_render(v, a, STR("t"), NULL, NULL, NULL, NULL, &out));
	CHECK_STR("TY-21 and no names", buf_str(&out), "  x");
	CHECK(
	    "TY-21 view_has", view_has(v, STR("t")) && !view_has(v, STR("tt")));
}

/* A chain of n maps, each the "a" of the one around it. */
static const struct value *
chain(struct arena *a, int n)
{
	struct value *v = NULL;
	struct value *inner;

	while (n-- > 0) {
		inner = v;
		v = ARENA_NEW(a, struct value);
		v->kind = VALUE_MAP;
		LIST_PUSH(a, &v->items, struct value)->name = STR("a");
		if (inner)
			*LIST_AT(&v->items, struct value, 0) = *inner;
		v->name = STR("a");
	}
	return v;
}

static void
check_depth(struct arena *a)
{
	struct view *v = view_new(a);
	struct buf out = buf_new(a, 1 << 16);

	tree_compile(a, v, "t", "text", STR("x{{#a}}{{>t}}{{/a}}"), NULL);
	CHECK("TY-21 twenty partials deep",
	    !view_render_value(v, a, STR("t"), NULL, NULL, chain(a, 21), &out));
	CHECK("TY-21 each was drawn", buf_str(&out).n == 21);
	CHECK("TY-21 the next is refused",
	    view_render_value(v, a, STR("t"), NULL, NULL, chain(a, 22), &out) ==
		ERR_BAD_INPUT);
	tree_compile(a, v, "u", "text", STR("x{{>u}}"), NULL);
	CHECK("TY-21 a partial without end is refused",
	    view_render_value(v, a, STR("u"), NULL, NULL, chain(a, 1), &out) ==
		ERR_BAD_INPUT);
}

static void
check_demo(struct arena *a)
{
	struct view *v = view_new(a);
	struct buf out = buf_new(a, 1 << 16);
	struct view_base demo = view_base_of(
	    a, tree_read(a, "{\"shop\":\"<S>\",\"map\":{\"a\":[1,2]}}"));

	tree_compile(a, v, "t", "html",
	    STR("{{shop}}{{#map.a}}{{.}}{{/map.a}}{{#no}}x{{/no}}"), NULL);
	view_render_value(v, a, STR("t"), NULL, &demo, NULL, &out);
	CHECK_STR("TY-21 a map is what every page may use", buf_str(&out),
	    "&lt;S&gt;12");
	CHECK_STR("TY-21 a tree may hold parts",
	    tree_render(a, "html", "[{{#l}}{{{part}}}{{/l}}]",
		"{\"l\":[{\"part\":{\"part\":\"nowhere\"}}]}"),
	    "render failed");
	out = buf_new(a, 1 << 16);
	view_trust_trees(v);
	tree_compile(a, v, "u", "html", STR("<b>{{x}}{{shop}}</b>"), NULL);
	tree_compile(a, v, "w", "html",
	    STR("[{{#l}}{{#part}}{{{part}}}{{/part}}{{/l}}]"), NULL);
	view_render_value(v, a, STR("w"), NULL, &demo,
	    tree_read(a, "{\"x\":0,\"l\":[{\"part\":{\"part\":\"u\","
			 "\"data\":{\"x\":\"<\"}}}]}"),
	    &out);
	CHECK_STR("TY-21 and draws them with their data", buf_str(&out),
	    "[<b>&lt;&lt;S&gt;</b>]");
	CHECK("TY-21 a template by another name is refused",
	    view_compile(a, v, STR("t"), STR("{{! u 1 html }}\n"), NULL) ==
		ERR_BAD_INPUT);
	CHECK_STR("TY-21 the name of a source",
	    view_source_name(STR("{{! a/b 1 html }}\n<p>")), "a/b");
	CHECK("TY-21 a source without a name",
	    !view_source_name(STR("<p>")).p && !view_source_name(STR("")).p &&
		!view_source_name(STR("{{!}}\n")).p &&
		!view_source_name(STR("{{! }}\n")).p);
}

/* Names and tables that fall into one place of what is remembered. */
static void
check_many_names(struct arena *a)
{
	static struct field tables[600] = {
		[0] = FIELD(struct address, town),
		[300] = FIELD_ONE(struct address, town, tables),
	};
	struct address data = { STR("Oslo") };
	struct view *v = view_new(a);
	struct buf source = buf_new(a, 1 << 16);
	struct buf out = buf_new(a, 1 << 16);
	struct view_base under = { tables, &data };

	tables[300].name = "in";
	tree_compile(
	    a, v, "in", "text", STR("{{#in}}{{town}}{{/in}}{{town}}"), NULL);
	view_render(v, a, STR("in"), NULL, NULL, tables + 300, &data, &out);
	CHECK_STR("TY-21 one name in two tables", buf_str(&out), "Oslo");
	tables[256] = tables[300];
	out.n = 0;
	view_render(v, a, STR("in"), NULL, NULL, tables + 256, &data, &out);
	CHECK_STR("TY-21 also in tables far apart", buf_str(&out), "Oslo");
	for (int i = 0; i < 600; i++)
		buf_printf(&source, "{{x%d}}", i);
	buf_putz(&source, "{{town}}");
	for (int i = 0; i < 600; i++)
		buf_printf(&source, "{{y%d}}", i);
	tree_compile(a, v, "t", "text", buf_str(&source), NULL);
	out.n = 0;
	view_render(v, a, STR("t"), NULL, NULL, under.fields, &data, &out);
	CHECK_STR("TY-21 many names, one of them known", buf_str(&out), "Oslo");
}

/* Lists that multiply must not keep the process busy for ever. */
static void
check_budget(struct arena *a)
{
	struct view *v = view_new(a);
	struct buf out = buf_new(a, 1 << 16);
	struct value root = { .kind = VALUE_MAP };
	struct value *list = value_push(a, &root, STR("l"), VALUE_LIST);

	for (int i = 0; i < 200; i++)
		value_push(a, list, STR(""), VALUE_MAP);
	tree_compile(a, v, "t", "text",
	    STR("{{#l}}{{#l}}{{#l}}{{#l}}{{/l}}{{/l}}{{/l}}{{/l}}"), NULL);
	CHECK("TY-21 lists in lists in lists end",
	    view_render_value(v, a, STR("t"), NULL, NULL, &root, &out) ==
		ERR_BAD_INPUT);
}

int
main(void)
{
	struct arena *a = arena_new(1 << 25);
	struct page *page = make_page(a);

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		char what[200];

		snprintf(what, sizeof(what), "TY-21 %s", cases[i].what);
		CHECK_STR(what, render(a, "html", cases[i].source, page),
		    cases[i].want);
	}
	CHECK_STR("TY-21 text is not escaped in text",
	    render(a, "text", "{{title}} {{state}}", page), "A & B <done>");
	check_limits(a, page);
	check_depth(a);
	check_demo(a);
	check_budget(a);
	check_many_names(a);
	arena_free(a);
	return tap_done();
}
