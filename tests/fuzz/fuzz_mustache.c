/* fuzz_mustache - a template of any bytes, drawn with hostile data where it
 * is taken: no value may open an element of its own in html or xml.
 *
 * The first byte chooses the kind; a NUL ends the template and begins its
 * partial "p". The bytes as a whole are tried too, first line and all. */
#include "aftersale/amount.h"
#include "aftersale/view.h"
#include "fuzz.h"

enum { OUT_MAX = 256 * 1024 };

static const char *const kinds[] = { "html", "html", "html", "xml", "text",
	"header", "css", "plain" };

/* Nothing but data says x9, unless the template does. */
#define HOSTILE "\"'><x9 onx9=1>&--></script></title>javascript:x9 url(x9)"

struct inner {
	struct str a;
	int64_t n;
};

struct outer {
	struct str a;
	struct list l;
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

static void
draw(struct arena *a, const struct view *v, bool may_say_x9)
{
	struct buf tree_out = buf_new(a, OUT_MAX);
	struct buf out = buf_new(a, OUT_MAX);
	struct outer o = { .a = STR(HOSTILE), .t = true };

	view_render_value(v, a, STR("t"), NULL, NULL, make_tree(a), &tree_out);
	o.h.text = STR("<b>safe</b>");
	o.v = make_tree(a);
	LIST_PUSH(a, &o.l, struct inner)->a = STR(HOSTILE);
	view_render(v, a, STR("t"), NULL, NULL, outer_fields, &o, &out);
	must(may_say_x9 ||
		 (str_find(buf_str(&tree_out), STR("<x9")) == (size_t)-1 &&
		     str_find(buf_str(&out), STR("<x9")) == (size_t)-1),
	    "a value opens no element");
}

static enum err
compile(struct arena *a, struct view *v, const char *name, const char *kind,
    struct str source)
{
	struct str whole = arena_printf(a, "{{! %s 1 %s }}\n", name, kind);
	struct str why = { 0 };
	enum err e;

	e = view_compile(
	    a, v, str_of(name), arena_join(a, whole, source), &why);
	must(!e || why.n > 0, "a refusal has a reason");
	return e;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = fuzz_arena();
	struct str source = fuzz_str(data, size);
	bool says_x9 = str_find(source, STR("x9")) != (size_t)-1;
	struct view *v = view_new(a);
	const char *kind;
	struct str why;
	struct str first;

	if (!view_compile(a, v, STR("t"), source, &why))
		draw(a, v, true);
	if (size == 0)
		return 0;
	v = view_new(a);
	kind = kinds[data[0] % (sizeof(kinds) / sizeof(kinds[0]))];
	source = str_skip(source, 1);
	first = str_cut(&source, '\0');
	if (source.n > 0)
		compile(a, v, "p", kind, source);
	if (!compile(a, v, "t", kind, first))
		draw(a, v,
		    says_x9 || (kind[0] != 'h' && kind[0] != 'x') ||
			kind[1] == 'e');
	return 0;
}
