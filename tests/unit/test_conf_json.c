/* test_conf_json - JSON: read strictly, written so that a page may hold it. */
#include "../lib/tap.h"
#include "aftersale/conf.h"

static struct arena *arena;

static struct str
again(const char *json)
{
	struct value v;

	if (conf_json_read(arena, str_of(json), &v, NULL))
		return STR("refused");
	return conf_json_text(arena, &v, false);
}

static const char *const same[] = { "null", "true", "false", "0", "-7",
	"9223372036854775807", "1.50", "-0.5e+10", "9223372036854775808",
	"\"\"", "\"\xc4\x97\\\"\\\\\\n\\r\\t\\b\\f\\u0001\"", "\"/\"", "{}",
	"[]", "[[],{},[null]]", "{\"b\":1,\"a\":{\"c\":[1,2.5,\"x\"]}}",
	"\"a\\u0000b\"", "\"\xf0\x9f\x98\x80\"" };

struct pair {
	const char *json;
	const char *want;
};

static const struct pair others[] = { { " [ 1 ,\t2 ]\r\n", "[1,2]" },
	{ "-0", "0" },
	{ "\"\\ud83d\\ude00\\u0117\"", "\"\xf0\x9f\x98\x80\xc4\x97\"" },
	{ "\"</script><!--\"", "\"\\u003c/script>\\u003c!--\"" },
	{ "{\"<a\":\"<\"}", "{\"\\u003ca\":\"\\u003c\"}" },
	{ "\"\\u003c\"", "\"\\u003c\"" } };

static const char *const refused[] = { "", " ", "nul", "True", "01", "1.", ".5",
	"+1", "1e", "--1", "0x10", "NaN", "Infinity", "-Infinity", "[NaN]",
	"18446744073709551616", "-9223372036854775809", "[1,]", "{\"a\":1,}",
	"{a:1}", "['a']", "1 2", "[1]]", "{\"a\" 1}", "/**/1", "1/**/", "\"",
	"\"\\x\"", "\"\xff\"", "\"\xc3\"", "\xef\xbb\xbf{}", "[", "{",
	"{\"a\":", "[1" };

static void
test_texts(void)
{
	for (size_t i = 0; i < sizeof(same) / sizeof(same[0]); i++)
		CHECK_STR(same[i], again(same[i]), same[i]);
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		CHECK_STR(
		    others[i].json, again(others[i].json), others[i].want);
	for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++) {
		char what[60];

		snprintf(what, sizeof(what), "refused: %s", refused[i]);
		CHECK_STR(what, again(refused[i]), "refused");
	}
}

static enum err
nested(int levels)
{
	struct buf b = buf_new(arena, 100000);
	struct value v;

	for (int i = 0; i < levels; i++)
		buf_putc(&b, '[');
	for (int i = 0; i < levels; i++)
		buf_putc(&b, ']');
	return conf_json_read(arena, buf_str(&b), &v, NULL);
}

static void
test_levels(void)
{
	struct value deep = { .kind = VALUE_LIST };
	struct value *v = &deep;

	CHECK("64 levels are read", nested(64) == ERR_OK);
	CHECK("65 are refused", nested(65) == ERR_BAD_INPUT);
	CHECK("and 10000", nested(10000) == ERR_BAD_INPUT);
	for (int i = 0; i < 1000; i++)
		v = value_push(arena, v, STR(""), VALUE_LIST);
	CHECK("what is deeper is not written",
	    conf_json_text(arena, &deep, false).n == 64 * 2 + 4);
}

static void
test_why(void)
{
	struct value v = { .kind = VALUE_INT, .number = 7 };
	struct str why = { 0 };

	CHECK("broken on its third line",
	    conf_json_read(arena, STR("{\n\"a\": 1,\n x}"), &v, &why) ==
		ERR_BAD_INPUT);
	CHECK_STR("says where", why, "line 3: this is not JSON");
	CHECK("and leaves the rest alone", v.number == 7);
	CHECK("a NUL behind it is refused",
	    conf_json_read(arena, STR("1\0"), &v, NULL) == ERR_BAD_INPUT);
	CHECK("and one in front of more",
	    conf_json_read(arena, STR("{}\0{"), &v, NULL) == ERR_BAD_INPUT);
}

static void
test_trees(void)
{
	struct value map = { .kind = VALUE_MAP };
	struct value *list;

	value_put_text(arena, &map, "t", STR("a\xff\xc3z\0"));
	value_push(arena, &map, STR("n"), VALUE_NUMBER)->text = STR("1.50");
	value_push(arena, &map, STR("x"), VALUE_NUMBER)->text = STR("1,<");
	CHECK_STR("bytes that are no text, numbers that are none",
	    conf_json_text(arena, &map, false),
	    "{\"t\":\"a\xef\xbf\xbd\xef\xbf\xbdz\\u0000\",\"n\":1.50,"
	    "\"x\":\"1,\\u003c\"}");
	map = (struct value){ .kind = VALUE_MAP };
	value_push(arena, &map, STR("empty"), VALUE_MAP);
	list = value_push(arena, &map, STR("list"), VALUE_LIST);
	value_push(arena, list, STR(""), VALUE_INT)->number = 1;
	value_push(arena, list, STR(""), VALUE_NONE);
	CHECK_STR("for people", conf_json_text(arena, &map, true),
	    "{\n\t\"empty\": {},\n\t\"list\": [\n\t\t1,\n\t\tnull\n\t]\n}\n");
}

int
main(void)
{
	arena = arena_new(16 << 20);
	test_texts();
	test_levels();
	test_why();
	test_trees();
	arena_free(arena);
	return tap_done();
}
