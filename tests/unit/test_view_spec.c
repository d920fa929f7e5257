/* test_view_spec - runs the cases of the published Mustache specification from
 * a folder of its JSON files, named by MUSTACHE_SPEC_DIR. Our own cases for
 * the same rules are in test_view_mustache.c. */
#include "../lib/tap.h"
#include "view_tree.h"

static const char *const modules[] = { "comments", "delimiters",
	"interpolation", "inverted", "partials", "sections" };

static struct str
text_of(struct json_object *test, const char *key)
{
	struct json_object *text = json_object_object_get(test, key);

	return (struct str){ json_object_get_string(text),
		(size_t)json_object_get_string_len(text) };
}

static void
compile_partials(struct arena *a, struct view *v, struct json_object *test)
{
	struct json_object *partials;

	if (!json_object_object_get_ex(test, "partials", &partials))
		return;
	json_object_object_foreach(partials, name, source)
	{
		tree_compile(a, v, name, "plain",
		    str_of(json_object_get_string(source)), NULL);
	}
}

static void
run_case(const char *module, struct json_object *test)
{
	struct arena *a = arena_new(1 << 24);
	struct view *v = view_new(a);
	struct buf out = buf_new(a, 1 << 20);
	struct value data = { .kind = VALUE_NONE };
	struct str why = { NULL, 0 };
	char what[200];
	bool ok;

	tree_put(a, &data, json_object_object_get(test, "data"));
	compile_partials(a, v, test);
	snprintf(what, sizeof(what), "TY-21 specification, %s: %s", module,
	    text_of(test, "name").p);
	ok = !tree_compile(
		 a, v, "t", "plain", text_of(test, "template"), &why) &&
	     !view_render_value(v, a, STR("t"), NULL, NULL, &data, &out);
	if (ok)
		CHECK_STR(what, buf_str(&out), text_of(test, "expected").p);
	else
		CHECK(what, !"it compiles and renders");
	if (why.n)
		printf("# " STR_FMT "\n", STR_ARG(why));
	arena_free(a);
}

static void
run_module(const char *folder, const char *module)
{
	char path[4096];
	struct json_object *file;
	struct json_object *tests;

	snprintf(path, sizeof(path), "%s/%s.json", folder, module);
	file = json_object_from_file(path);
	if (!file) {
		CHECK(path, !"it can be read");
		return;
	}
	tests = json_object_object_get(file, "tests");
	for (size_t i = 0; i < json_object_array_length(tests); i++)
		run_case(module, json_object_array_get_idx(tests, i));
	json_object_put(file);
}

int
main(void)
{
	const char *folder = getenv("MUSTACHE_SPEC_DIR");

	if (!folder) {
		puts("1..0 # SKIP MUSTACHE_SPEC_DIR names no folder");
		return 0;
	}
	for (size_t i = 0; i < sizeof(modules) / sizeof(*modules); i++)
		run_module(folder, modules[i]);
	return tap_done();
}
