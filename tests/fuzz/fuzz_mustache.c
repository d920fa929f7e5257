/* fuzz_mustache - a template of any bytes, and a partial "p" behind a NUL,
 * drawn with hostile data from trees and structs: in markup no value may
 * stand in a tag, a script, a comment or an address it should not, and none
 * may open a second line in a mail's head.
 *
 * As they come the bytes must have their first line; without it the first
 * byte chooses a kind. */
#include "aftersale/amount.h"
#include "aftersale/view.h"
#include "fuzz.h"
#include "page_reader.h"

enum { SOURCE_MAX = 16 * 1024, OUT_MAX = 256 * 1024 };

static const char *const kinds[] = { "html", "html", "html", "xml", "text",
	"header", "css", "plain" };

/* x9 is what is looked for in the page. */
#define HOSTILE                                                      \
	"\"'><x9 onx9=1>&--></script></title>javascript:x9\r\n{{a}}" \
	"url(x9)"

struct inner {
	struct str a;
	int64_t n;
};

struct outer {
	struct str a;
	struct list l; /* struct inner */
	struct inner o;
	struct safe_html h;
	const struct value *v;
	bool t;
};

static const struct field inner_fields[] = { FIELD(struct inner, a),
	FIELD(struct inner, n), FIELD_STOP };

static const struct field outer_fields[] = { FIELD(struct outer, a),
	FIELD_EACH(struct outer, l, struct inner, inner_fields),
	FIELD_ONE(struct outer, o, inner_fields), FIELD(struct outer, h),
	FIELD(struct outer, v), FIELD(struct outer, t), FIELD_STOP };

static struct value *
make_tree(struct arena *a)
{
	struct value *tree = ARENA_NEW(a, struct value);
	struct value *list;

	tree->kind = VALUE_MAP;
	value_put_text(a, tree, "a", STR(HOSTILE));
	value_put_text(a, tree, "u", STR("javascript:x9"));
	value_put_int(a, tree, "n", -3);
	value_put_bool(a, tree, "t", true);
	list = value_push(a, tree, STR("l"), VALUE_LIST);
	for (int i = 0; i < 3; i++)
		value_put_text(a, value_push(a, list, STR(""), VALUE_MAP), "a",
		    STR(HOSTILE));
	return tree;
}

static bool
has(struct str s, const char *part)
{
	return str_find(s, str_of(part)) != (size_t)-1;
}

static void
judge(struct str source, struct str kind, struct str page)
{
	bool is_html = str_is_z(kind, "html");

	if ((is_html || str_is_z(kind, "xml")) && !has(source, "x9"))
		must(!reader_is_harmed(page, is_html, STR("x9")),
		    "a value stays text");
	if (str_is_z(kind, "header"))
		must(!has(page, "\n") && !has(page, "\r"),
		    "the head of a mail is one line");
}

static void
draw(struct arena *a, const struct view *v, struct str source, struct str kind)
{
	struct buf out = buf_new(a, OUT_MAX);
	struct outer o = { .a = STR(HOSTILE), .t = true };

	if (!view_render_value(v, a, STR("t"), NULL, NULL, make_tree(a), &out))
		must(!out.overflow, "an overflow is an error");
	judge(source, kind, buf_str(&out));
	o.h.text = STR("<b>safe</b>");
	o.v = make_tree(a);
	o.o.a = STR(HOSTILE);
	LIST_PUSH(a, &o.l, struct inner)->a = STR(HOSTILE);
	out = buf_new(a, OUT_MAX);
	view_render(v, a, STR("t"), NULL, NULL, outer_fields, &o, &out);
	judge(source, kind, buf_str(&out));
}

static void
compile(struct arena *a, struct view *v, const char *name, struct str source)
{
	struct str why = { NULL, 0 };

	if (view_compile(a, v, str_of(name), source, &why))
		must(why.n > 0, "a refusal has a reason");
}

static struct str
with_head(struct arena *a, const char *name, struct str kind, struct str s)
{
	return arena_printf(a, "{{! %s 1 " STR_FMT " }}\n" STR_FMT, name,
	    STR_ARG(kind), STR_ARG(s));
}

/* With their own first line: the kind is not known here. */
static void
take_whole(struct arena *a, struct str source)
{
	struct view *v = view_new(a);

	compile(a, v, "t", source);
	if (view_has(v, STR("t")))
		draw(a, v, source, STR(""));
}

static void
take_pair(struct arena *a, struct str source)
{
	size_t count = sizeof(kinds) / sizeof(*kinds);
	struct str kind = str_of(kinds[(uint8_t)source.p[0] % count]);
	struct view *v = view_new(a);
	struct str rest = str_skip(source, 1);
	struct str first = str_cut(&rest, '\0');

	compile(a, v, "t", with_head(a, "t", kind, first));
	compile(a, v, "p", with_head(a, "p", kind, rest));
	if (view_has(v, STR("t")))
		draw(a, v, source, kind);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = fuzz_arena();

	if (size < 1 || size > SOURCE_MAX)
		return 0;
	take_whole(a, fuzz_str(data, size));
	take_pair(a, fuzz_str(data, size));
	return 0;
}
