/* fuzz_mustache - a template of any bytes, filled with hostile data where it
 * is taken. */
#include "aftersale/conf.h"
#include "aftersale/view.h"
#include "fuzz.h"

enum { OUT_MAX = 1 << 20 };

static const char *const heads[] = { "{{! t 1 html }}\n", "{{! t 1 text }}\n",
	"{{! t 1 header }}\n", "{{! t 1 css }}\n", "{{! t 1 xml }}\n" };

static const char tree[] =
    "{\"a\": \"<script>\\\"'&\", \"b\": [{\"a\": 1}, {\"c\": \"javascript:x\""
    "}], \"c\": {\"d\": {\"e\": \"\\r\\n\"}}, \"n\": 3, \"t\": true, "
    "\"f\": false, \"e\": \"\", \"s\": \"{{a}}\"}";

static void
fill(struct arena *a, const struct view *v)
{
	struct buf out = buf_new(a, OUT_MAX);
	struct value data;

	must(!conf_json_read(a, str_of(tree), &data, NULL), "JSON is JSON");
	if (!view_render_value(v, a, STR("t"), NULL, NULL, &data, &out))
		must(!out.overflow, "an overflow is an error");
}

static void
compile(struct arena *a, struct str source)
{
	struct view *v = view_new(a);
	struct str why = { 0 };

	if (view_compile(a, v, STR("t"), source, &why))
		must(why.n > 0, "a refusal has a reason");
	else
		fill(a, v);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = fuzz_arena();
	struct str source = fuzz_str(data, size);
	size_t kinds = sizeof(heads) / sizeof(heads[0]);

	compile(a, source);
	if (size > 0)
		compile(a, arena_join(a, str_of(heads[data[0] % kinds]),
			       str_skip(source, 1)));
	return 0;
}
