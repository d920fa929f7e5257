/* test_view_mustache - our own cases for each rule of the language that the
 * published Mustache specification makes mandatory. What we add to it
 * (sentences, places, structs) is tested in the other test_view files. */
#include "../lib/tap.h"
#include "view_tree.h"

struct rule {
	const char *what;
	const char *source;
	const char *json;
	const char *want;
	const char *partial; /* named "p" */
	const char *other;   /* named "q" */
};

static const struct rule values[] = {
	{ "text without tags stays", "a { b } c\n", "{}", "a { b } c\n" },
	{ "a value stands for its name", "To {{city}}!", "{\"city\":\"Oslo\"}",
	    "To Oslo!" },
	{ "a value is not read as a template", "{{a}}",
	    "{\"a\":\"{{b}}\",\"b\":\"no\"}", "{{b}}" },
	{ "five signs are escaped", "{{a}}", "{\"a\":\"<i a='b'>\\\"&\"}",
	    "&lt;i a=&#39;b&#39;&gt;&quot;&amp;" },
	{ "three braces do not escape", "{{{a}}}", "{\"a\":\"<i>&\"}", "<i>&" },
	{ "an ampersand does not escape", "{{&a}}|{{& a }}", "{\"a\":\"<i>&\"}",
	    "<i>&|<i>&" },
	{ "whole numbers print", "{{a}} {{{a}}} {{&a}}", "{\"a\":-120}",
	    "-120 -120 -120" },
	{ "the least number prints", "{{a}}", "{\"a\":-9223372036854775808}",
	    "-9223372036854775808" },
	{ "other numbers print", "{{a}} {{{a}}} {{&a}}", "{\"a\":2.5}",
	    "2.5 2.5 2.5" },
	{ "yes and no print", "{{a}} {{b}}", "{\"a\":true,\"b\":false}",
	    "true false" },
	{ "nothing prints nothing", "[{{a}}{{{a}}}{{&a}}]", "{\"a\":null}",
	    "[]" },
	{ "an unknown name prints nothing", "[{{a}}{{{a}}}{{&a}}]", "{}",
	    "[]" },
	{ "a map prints nothing", "[{{a}}]", "{\"a\":{\"b\":1}}", "[]" },
	{ "white space in a tag is no part of the name",
	    "{{ a }}{{{ a }}}{{& a }}{{\ta\n}}", "{\"a\":1}", "1111" },
	{ "white space around a value stays", " \t{{a}} \n", "{\"a\":1}",
	    " \t1 \n" },
	{ "a value alone on its line keeps the line", "  {{a}}\nb",
	    "{\"a\":\"x\"}", "  x\nb" },
	{ "the dot is the thing itself", "{{.}}, {{{.}}}", "\"<\"", "&lt;, <" },
	{ "the dot prints a number", "{{.}}", "7", "7" },
};

static const struct rule dots[] = {
	{ "dots lead inwards", "{{a.b.c}}", "{\"a\":{\"b\":{\"c\":5}}}", "5" },
	{ "dots lead inwards without escaping", "{{{a.b}}}{{&a.b}}",
	    "{\"a\":{\"b\":\"<\"}}", "<<" },
	{ "a step that is missing ends it", "[{{a.x.c}}]",
	    "{\"a\":{\"b\":{\"c\":5}}}", "[]" },
	{ "later steps do not look outside", "[{{a.b.c}}]",
	    "{\"a\":{\"b\":{}},\"c\":\"no\",\"b\":{\"c\":\"no\"}}", "[]" },
	{ "the first step looks outside", "{{#in}}{{a.b}}{{/in}}",
	    "{\"in\":{\"x\":1},\"a\":{\"b\":\"yes\"}}", "yes" },
	{ "the innermost first step holds", "[{{#in}}{{a.b}}{{/in}}]",
	    "{\"in\":{\"a\":{}},\"a\":{\"b\":\"no\"}}", "[]" },
	{ "a key with a dot is not found", "[{{a.b}}]", "{\"a.b\":\"no\"}",
	    "[]" },
	{ "a key with a dot hides nothing", "{{a.b}}",
	    "{\"a.b\":\"no\",\"a\":{\"b\":\"yes\"}}", "yes" },
	{ "sections take dots",
	    "{{#a.b}}in{{/a.b}}{{#a.c}}no{{/a.c}}{{#a.b.d}}no{{/a.b.d}}",
	    "{\"a\":{\"b\":true,\"c\":false}}", "in" },
	{ "inverted sections take dots",
	    "{{^a.b}}no{{/a.b}}{{^a.c}}in{{/a.c}}{{^a.b.d}}in{{/a.b.d}}",
	    "{\"a\":{\"b\":true,\"c\":false}}", "inin" },
};

static const struct rule sections[] = {
	{ "true shows", "[{{#a}}in{{/a}}]", "{\"a\":true}", "[in]" },
	{ "false hides", "[{{#a}}in{{/a}}]", "{\"a\":false}", "[]" },
	{ "nothing hides", "[{{#a}}in{{/a}}]", "{\"a\":null}", "[]" },
	{ "an unknown name hides", "[{{#a}}in{{/a}}]", "{}", "[]" },
	{ "an empty list hides", "[{{#a}}in{{/a}}]", "{\"a\":[]}", "[]" },
	{ "empty text and zero hide", "[{{#a}}in{{/a}}{{#b}}in{{/b}}]",
	    "{\"a\":\"\",\"b\":0}", "[]" },
	{ "other numbers but zero show", "[{{#a}}in{{/a}}{{#b}}in{{/b}}]",
	    "{\"a\":0.5,\"b\":0.0}", "[in]" },
	{ "an item that is nothing hides", "{{#a}}[{{#.}}{{.}}{{/.}}]{{/a}}",
	    "{\"a\":[1,null,false]}", "[1][][]" },
	{ "an empty map shows", "[{{#a}}in{{/a}}]", "{\"a\":{}}", "[in]" },
	{ "a map is looked into", "{{#a}}{{b}}{{/a}}",
	    "{\"b\":\"no\",\"a\":{\"b\":\"yes\"}}", "yes" },
	{ "names not inside are found outside", "{{#a}}{{c}}{{d.e}}{{/a}}",
	    "{\"a\":{\"b\":1},\"c\":2,\"d\":{\"e\":3}}", "23" },
	{ "text is the dot of its section", "{{#a}}{{.}}={{a}}{{/a}}",
	    "{\"a\":\"x\"}", "x=x" },
	{ "a list repeats", "{{#a}}{{b}},{{/a}}",
	    "{\"a\":[{\"b\":1},{\"b\":2},{\"b\":3}]}", "1,2,3," },
	{ "a list of texts repeats with dots", "{{#a}}({{.}}){{/a}}",
	    "{\"a\":[\"x\",\"<\",3,0.5]}", "(x)(&lt;)(3)(0.5)" },
	{ "dots without escaping", "{{#a}}({{{.}}}{{&.}}){{/a}}",
	    "{\"a\":[\"<\"]}", "(<<)" },
	{ "a list in a list", "{{#a}}<{{#.}}{{.}}{{/.}}>{{/a}}",
	    "{\"a\":[[1,2],[],[3]]}", "<12><><3>" },
	{ "a list as the whole", "{{#.}}{{b}};{{/.}}", "[{\"b\":1},{\"b\":2}]",
	    "1;2;" },
	{ "all around is seen from inside a list",
	    "{{#a}}{{#b}}{{x.y}}{{z}}{{.}} {{/b}}{{/a}}",
	    "{\"x\":{\"y\":\"u\"},\"a\":[{\"z\":\"v\",\"b\":[1,2]}]}",
	    "uv1 uv2 " },
	{ "sections nest under one name",
	    "{{#a}}1{{#a}}2{{/a}}3{{/a}}{{#b}}1{{#b}}2{{/b}}3{{/b}}",
	    "{\"a\":true,\"b\":false}", "123" },
	{ "sections follow each other", "{{#a}}1{{/a}}-{{#a}}2{{/a}}",
	    "{\"a\":true}", "1-2" },
	{ "white space in the tags", "{{# a }}x{{/ a }}", "{\"a\":1}", "x" },
	{ "white space around tags inside a line stays",
	    " | {{#a}} \t{{/a}} |\n", "{\"a\":1}", " |  \t |\n" },
	{ "white space inside stays over lines",
	    "| {{#a}} {{! c }}\n {{/a}} |\n", "{\"a\":1}", "|  \n  |\n" },
	{ "two sections on a line keep it", " {{#a}}x{{/a}}\n{{#a}}y{{/a}}\n",
	    "{\"a\":1}", " x\ny\n" },
	{ "tags alone on their line leave none",
	    "1\n{{#a}}\n2\n  {{/a}}  \n3\n", "{\"a\":1}", "1\n2\n3\n" },
	{ "also with CR LF", "1\r\n{{#a}}\r\n2\r\n{{/a}}\r\n3", "{\"a\":1}",
	    "1\r\n2\r\n3" },
	{ "also at the beginning", "  {{#a}}\nx{{/a}}\ny", "{\"a\":1}",
	    "x\ny" },
	{ "also at the end", "x{{#a}}\ny\n  {{/a}}", "{\"a\":1}", "x\ny\n" },
};

static const struct rule inverted[] = {
	{ "false shows", "[{{^a}}in{{/a}}]", "{\"a\":false}", "[in]" },
	{ "true hides", "[{{^a}}in{{/a}}]", "{\"a\":true}", "[]" },
	{ "nothing shows", "[{{^a}}in{{/a}}]", "{\"a\":null}", "[in]" },
	{ "an unknown name shows", "[{{^a}}in{{/a}}]", "{}", "[in]" },
	{ "a map hides", "[{{^a}}in{{/a}}]", "{\"a\":{\"b\":0}}", "[]" },
	{ "a list hides", "[{{^a}}in{{/a}}]", "{\"a\":[{\"b\":0}]}", "[]" },
	{ "an empty list shows", "[{{^a}}in{{/a}}]", "{\"a\":[]}", "[in]" },
	{ "they nest", "{{^a}}1{{^a}}2{{/a}}3{{/a}}{{^b}}1{{^b}}2{{/b}}3{{/b}}",
	    "{\"a\":false,\"b\":true}", "123" },
	{ "they follow each other", "{{^a}}1{{/a}}-{{^a}}2{{/a}}", "{}",
	    "1-2" },
	{ "names inside are those outside", "{{^a}}{{b}}{{/a}}",
	    "{\"b\":\"x\"}", "x" },
	{ "white space in the tags", "{{^ a }}x{{/ a }}", "{}", "x" },
	{ "white space around tags inside a line stays",
	    " | {{^a}} \t{{/a}} |\n", "{}", " |  \t |\n" },
	{ "two on a line keep it", " {{^a}}x{{/a}}\n{{^a}}y{{/a}}\n", "{}",
	    " x\ny\n" },
	{ "tags alone on their line leave none",
	    "1\n{{^a}}\n2\n  {{/a}}  \n3\n", "{}", "1\n2\n3\n" },
	{ "also with CR LF", "1\r\n{{^a}}\r\n2\r\n{{/a}}\r\n3", "{}",
	    "1\r\n2\r\n3" },
	{ "also at the beginning and end", "  {{^a}}\nx\n {{/a}}", "{}",
	    "x\n" },
};

static const struct rule comments[] = {
	{ "they are left out", "1{{! note }}2", "{}", "12" },
	{ "also over lines", "1{{! a\n b\n}}2\n", "{}", "12\n" },
	{ "an empty one", "1{{!}}2", "{}", "12" },
	{ "the spaces around stay", "1 {{! a }} 2\n", "{}", "1  2\n" },
	{ "one at the end of a line keeps the line end", " 1 {{! a }}\n2", "{}",
	    " 1 \n2" },
	{ "alone on its line it leaves none", "1\n  {{! a }}\t\n2", "{}",
	    "1\n2" },
	{ "also over several lines", "1\n {{!\n a\n }}\n2", "{}", "1\n2" },
	{ "also with CR LF", "1\r\n{{! a }}\r\n2", "{}", "1\r\n2" },
	{ "also at the beginning", "  {{! a }}\n2", "{}", "2" },
	{ "also at the end", "1\n  {{! a }}", "{}", "1\n" },
	{ "a value of that name does not show", "{{! a }}{{!a}}",
	    "{\"a\":1,\"! a\":2,\"!a\":3}", "" },
};

static const struct rule partials[] = {
	{ "another template is drawn in its place", "[{{> p }}]", "{}", "[in]",
	    "in" },
	{ "none of that name draws nothing", "[{{>nope}}]", "{}", "[]" },
	{ "it sees what is seen there", "{{#a}}{{>p}}{{/a}}",
	    "{\"a\":{\"x\":1},\"y\":2}", "12", "{{x}}{{y}}" },
	{ "it may hold itself", "{{>p}}",
	    "{\"n\":1,\"a\":[{\"n\":2,\"a\":[]},{\"n\":3,\"a\":[]}]}",
	    "1(2()3())", "{{n}}({{#a}}{{>p}}{{/a}})" },
	{ "it may hold others", "{{>p}}", "{\"a\":1}", "<1>", "<{{>q}}>",
	    "{{a}}" },
	{ "white space around it stays", "| {{>p}} |", "{}", "| \t |", "\t" },
	{ "inside a line its lines are not indented", "  {{a}} {{>p}}\n",
	    "{\"a\":1}", "  1 x\ny\n", "x\ny" },
	{ "alone on its line each of its lines is indented", "a\n  {{>p}}\nb",
	    "{}", "a\n  x\n  y\nb", "x\ny\n" },
	{ "also at the beginning", "  {{>p}}\nb", "{}", "  x\n  yb", "x\ny" },
	{ "also at the end", "a\n  {{>p}}", "{}", "a\n  x\n  y", "x\ny" },
	{ "with CR LF the line end goes", "a\r\n{{>p}}\r\nb", "{}", "a\r\nxb",
	    "x" },
	{ "lines of values are not indented", " {{>p}}\n", "{\"a\":\"1\\n2\"}",
	    " x\n 1\n2\n y\n", "x\n{{a}}\ny\n" },
	{ "lines of tags alone are not indented", " {{>p}}\n", "{\"a\":1}",
	    " x\n", "{{#a}}\nx\n{{/a}}\n" },
	{ "indentation adds up", " {{>p}}\n", "{}", " x\n   y\n   z\n w\n",
	    "x\n  {{>q}}\nw\n", "y\nz\n" },
};

static const struct rule delimiters[] = {
	{ "two others", "{{=<% %>=}}<%a%> {{a}}", "{\"a\":1}", "1 {{a}}" },
	{ "signs with a meaning elsewhere", "{{=[ ]=}}[a][=( )=](a)",
	    "{\"a\":1}", "11" },
	{ "one sign for both", "{{= | | =}}|a||#a|x|/a|", "{\"a\":1}", "1x" },
	{ "spaces are free", "[{{=  @   @  =}}@a@]", "{\"a\":1}", "[1]" },
	{ "they hold on behind a section", "{{#a}}{{=<% %>=}}{{x}}<%/a%><%a%>",
	    "{\"a\":1}", "{{x}}1" },
	{ "they hold on behind an inverted section",
	    "{{^b}}{{=<% %>=}}{{x}}<%/b%><%a%>", "{\"a\":1}", "{{x}}1" },
	{ "a partial has its own", "{{=<% %>=}}<%>p%>", "{\"a\":1}", "1",
	    "{{a}}" },
	{ "those of a partial end with it", "{{>p}}{{a}}<%a%>", "{\"a\":1}",
	    "11<%a%>", "{{=<% %>=}}<%a%>" },
	{ "unescaped with an ampersand", "{{=<% %>=}}<%& a %>", "{\"a\":\"<\"}",
	    "<" },
	{ "spaces around stay", "| {{=@ @=}} |\n", "{}", "|  |\n" },
	{ "alone on its line it leaves none", "1\n  {{=@ @=}}\n2", "{}",
	    "1\n2" },
	{ "also with CR LF", "1\r\n{{=@ @=}}\r\n2", "{}", "1\r\n2" },
	{ "also at the beginning", "  {{=@ @=}}\n2", "{}", "2" },
	{ "also at the end", "1\n  {{=@ @=}}", "{}", "1\n" },
};

static const struct rule faults[] = {
	{ "a section that is not closed", "a\n{{#b}}\n", "{}",
	    "line 3: {{#b}} is opened here and never closed" },
	{ "a section closed by another name", "{{#b}}\n{{/c}}", "{}",
	    "line 3: {{/c}} stands where {{/b}} is due, opened in line 2" },
	{ "a closing tag too many", "{{/c}}", "{}",
	    "line 2: {{/c}} closes no section" },
	{ "a tag without end", "{{#b}}{{/b", "{}",
	    "line 2: this tag has no end" },
	{ "three braces closed by two", "{{{b}} ", "{}",
	    "line 2: this tag has no end" },
	{ "an empty tag", "a {{ }}", "{}", "line 2: this tag says nothing" },
	{ "a name with a space", "{{a b}}", "{}",
	    "line 2: \"a b\" is no name" },
	{ "a name with an empty step", "{{a..b}}", "{}",
	    "line 2: \"a..b\" is no name" },
	{ "delimiters with an equals sign", "{{=<= =>=}}", "{}",
	    "line 2: new delimiters are written {{=<% %>=}}" },
	{ "one delimiter only", "{{=<%=}}", "{}",
	    "line 2: new delimiters are written {{=<% %>=}}" },
	{ "bytes that are no UTF-8", "\xff", "{}",
	    "line 1: the file is not UTF-8" },
};

static void
run(const char *module, const struct rule *rules, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct rule *rule = &rules[i];
		struct arena *a = arena_new(1 << 22);
		struct view *v = view_new(a);
		struct buf out = buf_new(a, 1 << 16);
		struct str got = { NULL, 0 };
		char what[200];

		snprintf(
		    what, sizeof(what), "TY-21 %s: %s", module, rule->what);
		tree_compile(a, v, "p", "plain", str_of(rule->partial), NULL);
		tree_compile(a, v, "q", "plain", str_of(rule->other), NULL);
		if (!tree_compile(
			a, v, "t", "plain", str_of(rule->source), &got) &&
		    !view_render_value(v, a, STR("t"), NULL, NULL,
			tree_read(a, rule->json), &out))
			got = buf_str(&out);
		CHECK_STR(what, got, rule->want);
		arena_free(a);
	}
}

#define RUN(rules) run(#rules, rules, sizeof(rules) / sizeof(*(rules)))

int
main(void)
{
	RUN(values);
	RUN(dots);
	RUN(sections);
	RUN(inverted);
	RUN(comments);
	RUN(partials);
	RUN(delimiters);
	RUN(faults);
	return tap_done();
}
