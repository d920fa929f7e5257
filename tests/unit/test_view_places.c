/* test_view_places - what a hole does with hostile text in each place it may
 * stand in, and the places it may not stand in. */
#include "../lib/tap.h"
#include "view_tree.h"

struct place_case {
	const char *what;
	const char *source;
	const char *json;
	const char *want;
};

static const struct place_case html[] = {
	{ "text", "<p>{{a}}</p>", "{\"a\":\"</p><script>x('&\\\"')</script>\"}",
	    "<p>&lt;/p&gt;&lt;script&gt;x(&#39;&amp;&quot;&#39;)&lt;/script"
	    "&gt;</p>" },
	{ "title and textarea",
	    "<title>{{a}}</title><textarea>{{a}}</textarea>",
	    "{\"a\":\"</title></textarea>\"}",
	    "<title>&lt;/title&gt;&lt;/textarea&gt;</title>"
	    "<textarea>&lt;/title&gt;&lt;/textarea&gt;</textarea>" },
	{ "attribute in double quotes", "<p title=\"a {{a}} b\"></p>",
	    "{\"a\":\"\\\" onclick='x'>\"}",
	    "<p title=\"a &quot; onclick=&#39;x&#39;&gt; b\"></p>" },
	{ "attribute in single quotes", "<p title='{{a}}'></p>",
	    "{\"a\":\"' onclick=\\\"x\"}",
	    "<p title='&#39; onclick=&quot;x'></p>" },
	{ "control characters are dropped", "<p>{{a}}</p>",
	    "{\"a\":\"a\\u0000b\\u001bc\\td\\ne\\u007f\"}",
	    "<p>abc\td\ne</p>" },
	{ "three braces escape what is no markup", "<p>{{{a}}}{{&a}}</p>",
	    "{\"a\":\"<b>\"}", "<p>&lt;b&gt;&lt;b&gt;</p>" },
	{ "three braces take what is declared safe", "<p>{{{a}}}</p>",
	    "{\"a\":{\"safe\":\"<b>x</b>\"}}", "<p><b>x</b></p>" },
	{ "linked data",
	    "<script type=\"application/ld+json\">{{{a}}}</script>",
	    "{\"a\":{\"safe\":\"{\\\"n\\\":\\\"\\\\u003c\\\"}\"}}",
	    "<script "
	    "type=\"application/ld+json\">{\"n\":\"\\u003c\"}</script>" },
	{ "linked data that could end its script is left out",
	    "<script type=\"application/ld+json\">{{{a}}}</script>",
	    "{\"a\":{\"safe\":\"\\\"</script>\"}}",
	    "<script type=\"application/ld+json\"></script>" },
	{ "linked data takes no plain text",
	    "<script type='application/ld+json'>{{{a}}}</script>",
	    "{\"a\":\"x\"}", "<script type='application/ld+json'></script>" },
	{ "style takes a colour", "<p style=\"color: {{a}}\"></p>",
	    "{\"a\":\"#0a3B5f\"}", "<p style=\"color: #0a3B5f\"></p>" },
	{ "style takes a font", "<p style=\"font-family: {{a}}\"></p>",
	    "{\"a\":\"\\\"Source Sans 3\\\", sans-serif\"}",
	    "<p style=\"font-family: &quot;Source Sans 3&quot;, sans-serif\">"
	    "</p>" },
	{ "style takes no more", "<p style=\"color: {{a}}\"></p>",
	    "{\"a\":\"red;background:url(//x)\"}",
	    "<p style=\"color: \"></p>" },
	{ "sections between attributes",
	    "<input{{#a}} checked{{/a}}{{^a}} disabled{{/a}} name=\"n\">",
	    "{\"a\":1}", "<input checked name=\"n\">" },
	{ "a section behind a space", "<input {{#a}}checked{{/a}}>",
	    "{\"a\":1}", "<input checked>" },
	{ "sections in an attribute", "<p class=\"a{{#a}} b{{/a}}\"></p>",
	    "{\"a\":1}", "<p class=\"a b\"></p>" },
	{ "elements without end", "<br><hr/><img src=\"x\" alt=\"\">", "{}",
	    "<br><hr/><img src=\"x\" alt=\"\">" },
	{ "names of elements in any case", "<P>{{a}}</p><SCRIPT>x</script>",
	    "{\"a\":\"<\"}", "<P>&lt;</p><SCRIPT>x</script>" },
	{ "drawings may end with a slash",
	    "<svg viewBox=\"0 0 1 1\"><path d=\"{{a}}\"/></svg>",
	    "{\"a\":\"M0\"}",
	    "<svg viewBox=\"0 0 1 1\"><path d=\"M0\"/></svg>" },
	{ "sections in a title", "<title>{{#a}}{{a}}{{/a}}</title>",
	    "{\"a\":\"<\"}", "<title>&lt;</title>" },
	{ "attributes without values and without quotes",
	    "<input disabled name = x\n type=text required {{#a}}checked{{/a}}"
	    " value=\n'{{a}}'><p\n>{{a}}</p\n>",
	    "{\"a\":\"'\"}",
	    "<input disabled name = x\n type=text required checked"
	    " value=\n'&#39;'><p\n>&#39;</p\n>" },
	{ "a section behind an attribute and a space",
	    "<input disabled {{#a}}checked{{/a}} name=n>{{a}}", "{\"a\":1}",
	    "<input disabled checked name=n>1" },
	{ "scripts that are written", "<script>1 < 2</script>{{a}}",
	    "{\"a\":1}", "<script>1 < 2</script>1" },
	{ "a tree in three braces that is a part of none", "<p>{{{a}}}</p>",
	    "{\"a\":{\"part\":\"x\",\"y\":1}}", "<p></p>" },
	{ "a doctype and a comment",
	    "<!doctype html><!-- <p> -- > --><p>{{a}}</p>", "{\"a\":1}",
	    "<!doctype html><!-- <p> -- > --><p>1</p>" },
};

static const struct place_case urls[] = {
	{ "an address", "<a href=\"{{a}}\">x</a>",
	    "{\"a\":\"https://x.example/?a=1&b='\"}",
	    "<a href=\"https://x.example/?a=1&amp;b=&#39;\">x</a>" },
	{ "a local one", "<form action=\"{{a}}\"></form>",
	    "{\"a\":\"/o/t?x#y\"}", "<form action=\"/o/t?x#y\"></form>" },
	{ "script becomes #", "<a href=\"{{a}}\">x</a>",
	    "{\"a\":\"javascript:alert(1)\"}", "<a href=\"#\">x</a>" },
	{ "also in single quotes", "<a href='{{a}}'>x</a>",
	    "{\"a\":\"JavaScript:alert(1)\"}", "<a href='#'>x</a>" },
	{ "also hidden by a tab", "<a href=\"{{a}}\">x</a>",
	    "{\"a\":\"java\\tscript:alert(1)\"}", "<a href=\"#\">x</a>" },
	{ "also in src, formaction, poster, cite and data",
	    "<img src=\"{{a}}\"><button formaction=\"{{a}}\">x</button>"
	    "<video poster=\"{{a}}\"></video><q cite=\"{{a}}\">x</q>"
	    "<object data=\"{{a}}\"></object>",
	    "{\"a\":\"data:text/html,x\"}",
	    "<img src=\"#\"><button formaction=\"#\">x</button>"
	    "<video poster=\"#\"></video><q cite=\"#\">x</q>"
	    "<object data=\"#\"></object>" },
	{ "and in the link of a drawing",
	    "<svg><use xlink:href=\"{{a}}\"/></svg>",
	    "{\"a\":\"data:image/svg+xml,x\"}",
	    "<svg><use xlink:href=\"#\"/></svg>" },
	{ "another host's path becomes #", "<a href=\"{{a}}\">x</a>",
	    "{\"a\":\"//evil.example/\"}", "<a href=\"#\">x</a>" },
	{ "further on it is percent-encoded",
	    "<a href=\"/o/{{a}}?q={{b}}\">x</a>",
	    "{\"a\":\"a/../b\\\"\",\"b\":\"1&c=2 \xc3\xa9\"}",
	    "<a href=\"/o/a%2F..%2Fb%22?q=1%26c%3D2%20%C3%A9\">x</a>" },
	{ "a second hole cannot make a scheme", "<a href=\"{{a}}{{b}}\">x</a>",
	    "{\"a\":\"javascript\",\"b\":\":alert(1)\"}",
	    "<a href=\"javascript%3Aalert%281%29\">x</a>" },
	{ "a second hole cannot change the host",
	    "<a href=\"{{a}}{{b}}\">x</a>",
	    "{\"a\":\"https://shop.example\",\"b\":\"@evil.example/\"}",
	    "<a href=\"https://shop.example%40evil.example%2F\">x</a>" },
	{ "the hole behind an empty one opens the attribute",
	    "<a href=\"{{no}}{{a}}\">x</a>", "{\"a\":\"javascript:1\"}",
	    "<a href=\"#\">x</a>" },
	{ "an empty base leaves a local path",
	    "<a href=\"{{base}}/o/{{a}}\">x</a>", "{\"base\":\"\",\"a\":\"t\"}",
	    "<a href=\"/o/t\">x</a>" },
	{ "sections choose the opening",
	    "<a href=\"{{#a}}{{a}}{{/a}}{{^a}}{{b}}{{/a}}\">x</a>",
	    "{\"a\":\"\",\"b\":\"vbscript:x\"}", "<a href=\"#\">x</a>" },
	{ "a section that opened is over",
	    "<a href=\"{{#a}}{{a}}{{/a}}{{b}}\">x</a>",
	    "{\"a\":\"x\",\"b\":\":y\"}", "<a href=\"x%3Ay\">x</a>" },
	{ "a mail address", "<a href=\"mailto:{{a}}\">x</a>",
	    "{\"a\":\"a+b@x.example?bcc=c\"}",
	    "<a href=\"mailto:a+b@x.example%3Fbcc%3Dc\">x</a>" },
	{ "data- attributes are text", "<p data-href=\"{{a}}\"></p>",
	    "{\"a\":\"javascript:1\"}", "<p data-href=\"javascript:1\"></p>" },
};

/* Without sources of their own: what must not load, and what is said. */
static const struct place_case refused[] = {
	{ "script", "<script>{{a}}</script>", "{}",
	    "line 2: no hole may stand in script or style" },
	{ "script with three braces", "<script>{{{a}}}</script>", "{}",
	    "line 2: {{{ }}} may stand between elements only" },
	{ "another script type", "<script type=\"module\">{{{a}}}</script>",
	    "{}", "line 2: {{{ }}} may stand between elements only" },
	{ "a script type with a hole",
	    "<script type=\"{{b}}application/ld+json\">{{{a}}}</script>", "{}",
	    "line 2: {{{ }}} may stand between elements only" },
	{ "a script type with a hole behind",
	    "<script type=\"application/ld+json{{b}}\">{{{a}}}</script>", "{}",
	    "line 2: {{{ }}} may stand between elements only" },
	{ "linked data with two braces",
	    "<script type=\"application/ld+json\">{{a}}</script>", "{}",
	    "line 2: no hole may stand in script or style" },
	{ "a style element", "\n<style>p{color:{{a}}}</style>", "{}",
	    "line 3: no hole may stand in script or style" },
	{ "an attribute without quotes", "<p title={{a}}></p>", "{}",
	    "line 2: put quotes around this attribute" },
	{ "the rest of one", "<p title=x{{a}}></p>", "{}",
	    "line 2: put quotes around this attribute" },
	{ "the name of an element", "<{{a}}>", "{}",
	    "line 2: nothing may stand behind a <" },
	{ "the rest of one", "<h{{a}}></h1>", "{}",
	    "line 2: no hole may stand in the name of an element" },
	{ "a closing tag", "<b></{{a}}>", "{}",
	    "line 2: no hole may stand in the name of an element" },
	{ "the name of an attribute", "<p data-{{a}}=\"\"></p>", "{}",
	    "line 2: no hole may stand in the name of an attribute" },
	{ "between attributes", "<p {{a}}></p>", "{}",
	    "line 2: no hole may stand between attributes" },
	{ "a comment", "<!-- {{a}} -->", "{}",
	    "line 2: no hole may stand in a comment or declaration" },
	{ "an event", "<p onclick=\"{{a}}\"></p>", "{}",
	    "line 2: no hole may stand in the attribute onclick" },
	{ "srcset", "<img srcset=\"{{a}} 2x\">", "{}",
	    "line 2: no hole may stand in the attribute srcset" },
	{ "srcdoc", "<iframe srcdoc=\"{{a}}\"></iframe>", "{}",
	    "line 2: no hole may stand in the attribute srcdoc" },
	{ "an animated link", "<svg><animate to=\"{{a}}\"/></svg>", "{}",
	    "line 2: no hole may stand in the attribute to" },
	{ "a refresh", "<meta http-equiv=\"refresh\" content=\"{{a}}\">", "{}",
	    "line 2: no hole may stand beside http-equiv" },
	{ "a refresh the other way round",
	    "<meta content=\"{{a}}\" http-equiv=\"refresh\">", "{}",
	    "line 2: no hole may stand beside http-equiv" },
	{ "markup in an attribute", "<p title=\"{{{a}}}\"></p>", "{}",
	    "line 2: {{{ }}} may stand between elements only" },
	{ "markup in a title", "<title>{{&a}}</title>", "{}",
	    "line 2: {{{ }}} may stand between elements only" },
	{ "the rest of a value without quotes behind a comment",
	    "<!-- a - -- b --->\n<p class=a title=b{{a}}>", "{}",
	    "line 3: put quotes around this attribute" },
	{ "a partial of no name", "<p>{{> a b }}</p>", "{}",
	    "line 2: \"a b\" is no name" },
	{ "a section of no name", "<p>{{#a b}}{{/a b}}</p>", "{}",
	    "line 2: \"a b\" is no name" },
	{ "a partial in an attribute", "<p title=\"{{>a}}\"></p>", "{}",
	    "line 2: partials stand between elements only" },
	{ "a partial in a script", "<script>{{>a}}</script>", "{}",
	    "line 2: partials stand between elements only" },
	{ "a section in a script", "<script>{{#a}}x{{/a}}</script>", "{}",
	    "line 2: no hole may stand in script or style" },
	{ "a section that opens an attribute",
	    "<p title=\"{{#a}}\" class=\"{{/a}}\"></p>", "{}",
	    "line 2: this section ends elsewhere than where it began" },
	{ "a section that leaves an attribute",
	    "<p title=\"{{#a}}\"{{/a}}></p>", "{}",
	    "line 2: this section ends elsewhere than where it began" },
	{ "a section that changes the tag", "<br {{#a}}><br {{/a}}>", "{}",
	    "line 2: this section ends elsewhere than where it began" },
	{ "a section that gives an attribute its name",
	    "<p {{#a}}href{{/a}}=\"{{b}}\"></p>", "{}",
	    "line 2: an attribute needs a space before" },
	{ "a section glued to an attribute", "<p {{#a}}x{{/a}}y></p>", "{}",
	    "line 2: an attribute needs a space before" },
	{ "a script that hides its end",
	    "<script><!--<script></script>{{a}}</script>", "{}",
	    "line 2: a tag or comment in script or style" },
};

static const struct place_case unbalanced[] = {
	{ "an element that is not closed", "<p>\n<b>x\n</p>", "{}",
	    "line 4: </p> stands where </b> is due, opened in line 3" },
	{ "one that is never closed", "<p>\nx", "{}",
	    "line 2: p is opened here and never closed" },
	{ "one that was not opened", "x\n</p>", "{}",
	    "line 3: </p> closes what was not opened in this section" },
	{ "one that is closed outside its section", "{{#a}}\n<b>{{/a}}</b>",
	    "{}", "line 3: b is opened here and not closed in its section" },
	{ "one that is opened outside its section", "<b>{{#a}}</b>{{/a}}", "{}",
	    "line 2: </b> closes what was not opened in this section" },
	{ "a slash that closes nothing", "<div/>", "{}",
	    "line 2: a slash does not close this element" },
	{ "a closing tag of one without end", "<br></br>", "{}",
	    "line 2: </br> closes what was not opened in this section" },
	{ "a tag that is cut off", "<p>x</p><b", "{}",
	    "line 2: the file ends inside a tag" },
	{ "a lone <", "1 < 2", "{}",
	    "line 2: write &lt; for a < that opens no element" },
	{ "a section that ends in the name of an element", "{{#a}}<b{{/a}}>",
	    "{}", "line 2: this section ends elsewhere than where it began" },
	{ "a section that ends behind a <", "{{#a}}<{{/a}}b>", "{}",
	    "line 2: nothing may stand behind a <" },
	{ "a closing tag without a name", "<p></>", "{}",
	    "line 2: this closing tag has no name" },
	{ "a closing tag with attributes", "<p></p class=\"a\">", "{}",
	    "line 2: this closing tag is not well written" },
	{ "an attribute with a lone quote", "<p a=b\"c></p>", "{}",
	    "line 2: this attribute needs quotes" },
	{ "an attribute without its value", "<p a=></p>", "{}",
	    "line 2: this attribute has no value in quotes" },
	{ "a slash in the middle", "<br / a=\"b\">", "{}",
	    "line 2: a slash stands astray in this tag" },
	{ "a declaration of another kind", "<!element x>", "{}",
	    "line 2: only <!doctype> and comments begin so" },
	{ "a name that is too long",
	    "<aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa>", "{}",
	    "line 2: the name of this element is too long" },
	{ "an element in a title", "<title><b>x</b></title>", "{}",
	    "line 2: no element may stand in this one" },
	{ "attributes without a space", "<p a=\"1\"b=\"2\"></p>", "{}",
	    "line 2: an attribute needs a space before" },
	{ "a half without its other half", "{{> page_top }}\n<p>x</p>", "{}",
	    "line 2: page is opened here and never closed" },
	{ "a half that comes too early",
	    "{{> page_top }}<p>\n{{> page_end }}</p>", "{}",
	    "line 3: page_end stands where </p> is due, opened in line 2" },
};

static const struct place_case xml[] = {
	{ "text and attributes",
	    "<?xml version=\"1.0\"?>\n"
	    "<a b=\"{{a}}\"><c:d/>{{a}}</a>",
	    "{\"a\":\"<&\\\"\\u0001\"}",
	    "<?xml version=\"1.0\"?>\n"
	    "<a b=\"&lt;&amp;&quot;\"><c:d/>&lt;&amp;&quot;</a>" },
	{ "names keep their case", "<a></A>", "{}",
	    "line 2: </A> stands where </a> is due, opened in line 2" },
	{ "there are no elements without end", "<br>", "{}",
	    "line 2: br is opened here and never closed" },
	{ "no hole in unparsed text", "<a><![CDATA[{{a}}]]></a>", "{}",
	    "line 2: no hole may stand in a comment or declaration" },
	{ "values must have quotes", "<a b=c></a>", "{}",
	    "line 2: this attribute has no value in quotes" },
	{ "unparsed text ends", "<a><![CDATA[x]]]]>]]>{{a}}</a>", "{\"a\":1}",
	    "<a><![CDATA[x]]]]>]]>1</a>" },
	{ "a link is checked", "<link href=\"{{a}}\"/>",
	    "{\"a\":\"javascript:1\"}", "<link href=\"#\"/>" },
};

static const struct place_case text[] = {
	{ "nothing is escaped", "{{a}} {{{a}}} 1 < 2 <b>\n",
	    "{\"a\":\"<&'\\\">\"}", "<&'\"> <&'\"> 1 < 2 <b>\n" },
};

static const struct place_case header[] = {
	{ "line ends become spaces", "Order {{a}}\n",
	    "{\"a\":\"1\\r\\nBcc: x@evil.example\\u0000\"}",
	    "Order 1  Bcc: x@evil.example" },
	{ "the template itself is one line", "a\n{{b}}\r\nc\n\n",
	    "{\"b\":\"b\"}", "a b  c" },
};

static const struct place_case css[] = {
	{ "colours, lengths and fonts",
	    ".a { color: {{a}}; width: {{b}}; font: {{c}} }\n",
	    "{\"a\":\"rgb(1 2 3 / 50%)\",\"b\":\"-1.5rem\",\"c\":\"'A b'\"}",
	    ".a { color: rgb(1 2 3 / 50%); width: -1.5rem; font: 'A b' }\n" },
	{ "nothing else", "[{{a}}{{b}}{{c}}{{d}}{{{e}}}{{f}}{{g}}]",
	    "{\"a\":\"url(x)\",\"b\":\"red}\",\"c\":\"\\\"a\\\\\",\"d\":\"1x\","
	    "\"e\":\"#12345\",\"f\":\"'a\",\"g\":\"expression(1)\"}",
	    "[]" },
};

static void
run(const char *kind, const char *group, const struct place_case *cases,
    size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct arena *a = arena_new(1 << 23);
		char what[200];

		snprintf(
		    what, sizeof(what), "TY-21 %s: %s", group, cases[i].what);
		CHECK_STR(what,
		    tree_render(a, kind, cases[i].source, cases[i].json),
		    cases[i].want);
		arena_free(a);
	}
}

#define RUN(kind, cases) \
	run(kind, #cases, cases, sizeof(cases) / sizeof(*cases))

static const struct {
	const char *url;
	bool may;
} addresses[] = {
	{ "http://x", true },
	{ "HTTPS://x/y?z#a", true },
	{ "mailto:a@b.example", true },
	{ "tel:+4930", true },
	{ "#top", true },
	{ "?page=2", true },
	{ "/o/x:y", true },
	{ "o/x", true },
	{ "", false },
	{ "javascript:x", false },
	{ "JAVASCRIPT:x", false },
	{ " javascript:x", false },
	{ "java\nscript:x", false },
	{ "\x01javascript:x", false },
	{ "data:text/html,x", false },
	{ "vbscript:x", false },
	{ "file:///etc/passwd", false },
	{ "blob:x", false },
	{ "//x.example", false },
	{ " //x.example", false },
	{ " /o/x", false },
	{ "/\\x.example", false },
	{ "\\\\x.example", false },
	{ "http:x", false },
	{ "http:/x", false },
	{ "http:///x", false },
	{ "http://", false },
	{ "mailto:", false },
	{ ":x", false },
	{ "\xc2\xa0javascript:x", false },
};

static void
check_addresses(void)
{
	for (size_t i = 0; i < sizeof(addresses) / sizeof(*addresses); i++) {
		char what[200];

		snprintf(what, sizeof(what), "TY-21 address %zu: %.*s", i,
		    (int)strcspn(addresses[i].url, "\n\001"), addresses[i].url);
		CHECK(what,
		    view_is_url(str_of(addresses[i].url)) == addresses[i].may);
	}
}

int
main(void)
{
	struct arena *a = arena_new(1 << 20);

	RUN("html", html);
	RUN("html", urls);
	RUN("html", refused);
	RUN("html", unbalanced);
	RUN("xml", xml);
	RUN("text", text);
	RUN("header", header);
	RUN("css", css);
	check_addresses();
	CHECK_STR("TY-21 escaped text",
	    view_escape(a, STR("<a b='\"'>&\x01")).text,
	    "&lt;a b=&#39;&quot;&#39;&gt;&amp;");
	CHECK_STR("TY-21 text with line breaks",
	    view_lines(a, STR("a<\r\nb\n\nc")).text, "a&lt;<br>b<br><br>c");
	CHECK_STR("TY-21 empty text with line breaks",
	    view_lines(a, STR("")).text, "");
	arena_free(a);
	return tap_done();
}
