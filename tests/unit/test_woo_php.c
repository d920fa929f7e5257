/* PHP's serialized text: what is read, what is refused, and that nothing
 * outside of the bytes is touched. */
#include "../../src/shop/woocommerce/php.h"
#include "../lib/tap.h"

enum { ARENA_CAP = 64 << 20 };

static struct arena *arena;

static const struct value *
tree(const char *z)
{
	return php_tree(arena, str_of(z));
}

static bool
is_refused(const char *z)
{
	return !tree(z);
}

/* The text a tree is written as. */
static struct str
written(const struct value *v)
{
	struct buf b = buf_new(arena, 1 << 20);

	return v && !php_write(&b, v) ? buf_str(&b) : STR("(refused)");
}

static void
scalars(void)
{
	CHECK("L-44 null", tree("N;") && tree("N;")->kind == VALUE_NONE);
	CHECK("true", value_bool(tree("b:1;"), false));
	CHECK("false", !value_bool(tree("b:0;"), true));
	CHECK("an int", value_int(tree("i:-42;"), 0) == -42);
	CHECK("the least int",
	    value_int(tree("i:-9223372036854775808;"), 0) == INT64_MIN);
	CHECK("a float stays text",
	    str_is_z(tree("d:1.0E+25;")->text, "1.0E+25") &&
		tree("d:0.5;")->kind == VALUE_NUMBER);
	CHECK("endless is a word", tree("d:-INF;")->kind == VALUE_TEXT);
	CHECK_STR("text in bytes",
	    tree("s:7:\"ąžė\"x\";") ? STR("?") : STR("refused"), "refused");
	CHECK_STR("quotes inside are text",
	    tree("s:8:\"\xc4\x85\xc5\xbe\xc4\x97\"x\";")->text,
	    "\xc4\x85\xc5\xbe\xc4\x97\"x");
	CHECK_STR("escaped text",
	    tree("S:3:\"a\\41\\00\";")
		? str_head(tree("S:3:\"a\\41\\00\";")->text, 2)
		: STR(""),
	    "aA");
	CHECK_STR("an enum case", tree("E:7:\"Suit:Ah\";")->text, "Suit:Ah");
	CHECK("white space around", tree(" i:1; \n") != NULL);
}

static void
arrays(void)
{
	const struct value *v;

	v = tree("a:2:{i:0;i:39;i:1;s:2:\"40\";}");
	CHECK("keys in a row are a list", v && v->kind == VALUE_LIST);
	CHECK("with its items",
	    v && v->items.count == 2 &&
		value_int(LIST_AT(&v->items, struct value, 0), 0) == 39);
	v = tree("a:2:{i:0;s:1:\"a\";i:2;s:1:\"c\";}");
	CHECK("a gap makes a map", v && v->kind == VALUE_MAP);
	CHECK_STR("whose names are digits",
	    value_text(arena, value_get(v, STR("2")), STR("")), "c");
	v = tree("a:1:{s:5:\"outer\";a:1:{s:5:\"inner\";b:1;}}");
	CHECK("a path", value_bool(value_at(v, "outer.inner"), false));
	v = tree("a:0:{}");
	CHECK("nothing is an empty list",
	    v && v->kind == VALUE_LIST && v->items.count == 0);
	v = tree("O:8:\"stdClass\":1:{s:3:\"qty\";s:1:\"2\";}");
	CHECK("an object is a map", v && v->kind == VALUE_MAP);
	CHECK_STR("with its class", v->text, "stdClass");
	CHECK_STR("and its properties",
	    value_text(arena, value_get(v, STR("qty")), STR("")), "2");
	v = tree("C:11:\"ArrayObject\":21:{x:i:0;a:0:{};m:a:0:{}}");
	CHECK("a self-made object is skipped",
	    v && v->kind == VALUE_MAP && v->items.count == 0);
}

static void
references(void)
{
	const struct value *v;

	v = tree("a:2:{i:0;O:8:\"stdClass\":1:{s:1:\"a\";i:7;}i:1;r:2;}");
	CHECK("r: is the object again",
	    v && value_int(
		     value_get(LIST_AT(&v->items, struct value, 1), STR("a")),
		     0) == 7);
	v = tree("a:2:{i:0;i:5;i:1;R:2;}");
	CHECK("R: is the value again",
	    v && value_int(LIST_AT(&v->items, struct value, 1), 0) == 5);
	v = tree("a:3:{i:0;i:5;i:1;R:2;i:2;r:2;}");
	CHECK("R: takes no number of its own", v && v->items.count == 3);
	v = tree("a:1:{i:0;R:1;}");
	CHECK("inside of itself it is null",
	    v && LIST_AT(&v->items, struct value, 0)->kind == VALUE_NONE);
	CHECK("to nothing", is_refused("a:1:{i:0;R:3;}"));
	CHECK("to zero", is_refused("a:1:{i:0;R:0;}"));
	CHECK("below zero", is_refused("a:1:{i:0;r:-1;}"));
}

/* Each level holds the one before twice. */
static struct str
doubling(int levels)
{
	struct buf b = buf_new(arena, 1 << 20);

	buf_printf(&b, "a:%d:{i:0;a:0:{}", levels + 1);
	for (int i = 1; i <= levels; i++) {
		/* The first level's array is value 2, the next one 3 ... */
		buf_printf(
		    &b, "i:%d;a:2:{i:0;R:%d;i:1;R:%d;}", i, i + 1, i + 1);
	}
	buf_putc(&b, '}');
	return buf_str(&b);
}

static struct str
nested(int depth)
{
	struct buf b = buf_new(arena, 1 << 20);

	for (int i = 1; i < depth; i++)
		buf_putz(&b, "a:1:{i:0;");
	buf_putz(&b, "i:1;");
	for (int i = 1; i < depth; i++)
		buf_putc(&b, '}');
	return buf_str(&b);
}

/* A chain of references that is deeper than its text. */
static struct str
chained(int length)
{
	struct buf b = buf_new(arena, 1 << 20);

	buf_printf(&b, "a:%d:{i:0;a:0:{}", length + 1);
	for (int i = 1; i <= length; i++)
		buf_printf(&b, "i:%d;a:1:{i:0;R:%d;}", i, i + 1);
	buf_putc(&b, '}');
	return buf_str(&b);
}

static void
limits(void)
{
	CHECK("64 deep is read", php_tree(arena, nested(64)));
	CHECK("65 deep is refused", !php_tree(arena, nested(65)));
	CHECK("ten doublings are read", php_tree(arena, doubling(10)));
	CHECK("sixty doublings are refused", !php_tree(arena, doubling(60)));
	CHECK("a chain of references is as deep as it reads",
	    php_tree(arena, chained(60)) && !php_tree(arena, chained(70)));
	CHECK("a huge count is not believed",
	    is_refused("a:2000000000:{i:0;i:1;}"));
	CHECK("nor a huge length", is_refused("s:2000000000:\"abc\";"));
	CHECK("nor one that overflows",
	    is_refused("s:99999999999999999999:\"abc\";"));
	CHECK("nor a negative", is_refused("a:-1:{}"));
}

static void
refusals(void)
{
	CHECK("plain text", is_refused("not an array"));
	CHECK("nothing", is_refused(""));
	CHECK("a cut string", is_refused("s:5:\"abc"));
	CHECK("a wrong length", is_refused("s:4:\"abc\";"));
	CHECK("a missing brace", is_refused("a:1:{i:0;i:1;"));
	CHECK("a short array", is_refused("a:2:{i:0;i:1;}"));
	CHECK("a long array", is_refused("a:1:{i:0;i:1;i:1;i:2;}"));
	CHECK("something behind it", is_refused("i:1;i:2;"));
	CHECK("an unknown kind", is_refused("x:1;"));
	CHECK("an int that overflows", is_refused("i:9223372036854775808;"));
	CHECK("half a number", is_refused("d:1e;"));
	CHECK("a point without digits", is_refused("d:1.;"));
	CHECK("zeros in front", is_refused("d:01;"));
	CHECK("a byte of zero for a sign",
	    !php_tree(arena, (struct str)S("d:\0001;")));
	CHECK("a bool of 2", is_refused("b:2;"));
	CHECK("an array as a key", is_refused("a:1:{a:0:{}i:1;}"));
	CHECK("an object without class", is_refused("O:0:\"\":0:{}"));
}

static void
writing(void)
{
	static const char *const same[] = { "N;", "b:1;", "i:-3;", "d:0.5;",
		"s:4:\"\xc4\x85\"x\";", "a:0:{}", "a:2:{i:2;i:1;i:5;i:1;}",
		"a:1:{i:0;s:17:\"loyal@example.com\";}",
		"a:2:{s:2:\"01\";i:1;s:2:\"-0\";i:2;}",
		"O:8:\"stdClass\":1:{s:1:\"5\";b:0;}" };
	struct value v = { .kind = VALUE_MAP };

	for (size_t i = 0; i < sizeof(same) / sizeof(*same); i++)
		CHECK_STR(same[i], written(tree(same[i])), same[i]);
	value_put_text(arena, &v, "a", STR("x"));
	value_put_int(arena, &v, "7", 1);
	CHECK_STR("a tree of our own", written(&v),
	    "a:2:{s:1:\"a\";s:1:\"x\";i:7;i:1;}");
	CHECK_STR("a deep one comes back", written(php_tree(arena, nested(64))),
	    nested(64).n ? arena_z(arena, nested(64)) : "");
}

/* Every prefix, and every text with one byte changed, in a block of exactly
 * its size: a sanitizer sees a read beyond. What is read is written again,
 * and reads the same. */
static bool
survives(struct str s)
{
	struct arena_mark mark = arena_mark(arena);
	char *bytes = malloc(s.n ? s.n : 1);
	const struct value *v;
	bool good = true;

	memcpy(bytes, s.p, s.n);
	v = php_tree(arena, (struct str){ bytes, s.n });
	if (v) {
		struct str once = written(v);

		good = str_is(once, written(php_tree(arena, once)));
	}
	free(bytes);
	arena_release(arena, mark);
	return good;
}

static void
hostile(void)
{
	static const char *const seeds[] = {
		"a:2:{i:0;a:3:{s:17:\"tracking_provider\";s:3:\"dhl\";"
		"s:12:\"date_shipped\";i:1760000000;s:13:\"products_list\";"
		"a:1:{i:0;O:8:\"stdClass\":2:{s:7:\"product\";s:2:\"44\";"
		"s:3:\"qty\";d:1.5;}}}i:2;r:3;}",
		"a:3:{i:0;S:3:\"a\\41b\";i:1;R:2;s:1:\"x\";"
		"C:3:\"Abc\":4:{x{;}}}",
	};
	struct rand rnd = { .frozen = 7 };
	bool good = true;

	for (size_t k = 0; k < sizeof(seeds) / sizeof(*seeds); k++) {
		struct str s = str_of(seeds[k]);

		for (size_t n = 0; n <= s.n; n++)
			good = survives(str_head(s, n)) && good;
		for (int i = 0; i < 20000; i++) {
			char copy[512];
			unsigned char dice[4];

			memcpy(copy, s.p, s.n);
			rand_bytes(&rnd, dice, sizeof(dice));
			copy[(dice[0] * 256 + dice[1]) % s.n] = (char)dice[2];
			if (dice[3] & 1)
				copy[dice[3] * 7 % s.n] =
				    "0123456789aOrRsSiC:;{}\""[dice[2] % 23];
			good = survives((struct str){ copy, s.n }) && good;
		}
	}
	CHECK("L-44 40,000 damaged texts are survived", good);
}

int
main(void)
{
	arena = arena_new(ARENA_CAP);
	scalars();
	arrays();
	references();
	limits();
	refusals();
	writing();
	hostile();
	arena_free(arena);
	return tap_done();
}
