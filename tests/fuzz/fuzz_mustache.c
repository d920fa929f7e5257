/* fuzz_mustache - compiles what comes as a template and draws it with hostile
 * data. Besides not crashing, no value may open an element in html or xml.
 *
 * The first byte chooses the kind; a NUL ends the template and begins a
 * second one, which is its partial "p". */
#include "aftersale/amount.h"
#include "aftersale/view.h"

enum { SOURCE_MAX = 16 * 1024, OUT_MAX = 256 * 1024 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const kinds[] = { "html", "html", "html", "xml", "text",
	"header", "css", "plain" };

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

static const struct field inner_fields[] = {
	FIELD(struct inner, a),
	FIELD(struct inner, n),
	FIELD_STOP
};

static const struct field outer_fields[] = {
	FIELD(struct outer, a),
	FIELD_EACH(struct outer, l, struct inner, inner_fields),
	FIELD_ONE(struct outer, o, inner_fields),
	FIELD(struct outer, h),
	FIELD(struct outer, v),
	FIELD(struct outer, t),
	FIELD_STOP
};

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
check(struct str source, struct str kind, const struct buf *out)
{
	bool is_markup = str_is_z(kind, "html") || str_is_z(kind, "xml");

	if (is_markup && str_find(source, STR("x9")) == (size_t)-1 &&
	    str_find(buf_str(out), STR("<x9")) != (size_t)-1)
		abort();
}

static void
compile(struct arena *a, struct view *v, const char *name, struct str kind,
    struct str source)
{
	struct str whole = arena_printf(a, "{{! %s 1 " STR_FMT " }}\n" STR_FMT,
	    name, STR_ARG(kind), STR_ARG(source));
	struct str why;

	view_compile(a, v, str_of(name), whole, &why);
}

static void
draw(struct arena *a, const struct view *v, struct str source, struct str kind)
{
	struct buf out = buf_new(a, OUT_MAX);
	struct outer o = { .a = STR(HOSTILE), .t = true };

	view_render_value(v, a, STR("t"), NULL, NULL, make_tree(a), &out);
	check(source, kind, &out);
	o.h.text = STR("<b>safe</b>");
	o.v = make_tree(a);
	LIST_PUSH(a, &o.l, struct inner)->a = STR(HOSTILE);
	out = buf_new(a, OUT_MAX);
	view_render(v, a, STR("t"), NULL, NULL, outer_fields, &o, &out);
	check(source, kind, &out);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str rest = { (const char *)data + 1, size - 1 };
	struct str source = rest;
	struct str kind;
	struct str first;
	struct arena *a;
	struct view *v;

	if (size < 2 || size > SOURCE_MAX)
		return 0;
	a = arena_new((size_t)256 << 20);
	v = view_new(a);
	kind = str_of(kinds[data[0] % (sizeof(kinds) / sizeof(*kinds))]);
	first = str_cut(&rest, '\0');
	compile(a, v, "t", kind, first);
	compile(a, v, "p", kind, rest);
	draw(a, v, source, kind);
	arena_free(a);
	return 0;
}
