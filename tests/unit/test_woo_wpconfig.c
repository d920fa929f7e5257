/* wp-config.php read without running it. */
#include <string.h>

#include "aftersale/base.h"
#include "shop/woocommerce/wpconfig.h"
#include "edge.h"
#include "tap.h"

struct source {
	const char *what;
	const char *php;
	const char *name;
	const char *value; /* NULL: computed; "-": not there */
};

#define PHP "<?php\n"

static const struct source sources[] = {
	{ "plain define", PHP "define( 'DB_NAME', 'shop' );", "DB_NAME",
	    "shop" },
	{ "double quotes with escapes",
	    PHP "define(\"DB_NAME\",\"a\\\"b\\x41\\101\\u{e9}\\$x\\q\");",
	    "DB_NAME", "a\"bAA\xc3\xa9$x\\q" },
	{ "single quotes keep backslashes",
	    PHP "define('K', 'a\\'b\\\\c\\n$d {$e}');", "K",
	    "a'b\\c\\n$d {$e}" },
	{ "true and false", PHP "define('MULTISITE', TRUE);", "MULTISITE",
	    "1" },
	{ "a number", PHP "define('ID', 7);", "ID", "7" },
	{ "joined literals", PHP "define('U', 'a' . \"b\" . 3);", "U", "ab3" },
	{ "third argument", PHP "define('U', 'x', false);", "U", "x" },
	{ "const", PHP "const DB_NAME = 'c';", "DB_NAME", "c" },
	{ "prefix", PHP "$table_prefix  = 'shop7_';", "table_prefix",
	    "shop7_" },
	{ "the last prefix holds",
	    PHP "$table_prefix='a_';\n$table_prefix='b_';", "table_prefix",
	    "b_" },
	{ "the first define holds", PHP "define('A','1');define('A','2');", "A",
	    "1" },
	{ "comments",
	    PHP "// define('A','1');\n# define('A','2');\n"
		"/* define('A','3'); */ define('A', /*x*/ '4');",
	    "A", "4" },
	{ "text outside of PHP",
	    "define('A','1'); <?php define('A','2'); ?>"
	    " define('B','3');",
	    "A", "2" },
	{ "end of PHP ends a line comment",
	    PHP "// x ?> <?php "
		"define('A','1');",
	    "A", "1" },
	{ "a literal that looks like code",
	    PHP "$x = \"define('A','no');\"; define('A','yes');", "A", "yes" },
	{ "a here-document that looks like code",
	    PHP "$x = <<<'EOT'\ndefine('A','no');\n  EOT;\n"
		"define('A','yes');",
	    "A", "yes" },
	{ "guarded by itself",
	    PHP "if ( ! defined( 'A' ) ) define( 'A', 'x' );", "A", "x" },
	{ "guarded by itself in braces",
	    PHP "if ( ! defined( 'A' ) ) {\n define( 'A', 'x' );\n}", "A",
	    "x" },
	{ "guarded by itself with a colon",
	    PHP "if (!defined('A')): define('A','x'); endif;", "A", "x" },
	{ "defined() or define()", PHP "defined('A') || define('A','x');", "A",
	    "x" },

	{ "PK-10 a call is named, not guessed",
	    PHP "define('DB_NAME', getenv('DB') ?: 'x');", "DB_NAME", NULL },
	{ "PK-10 a filled literal", PHP "define('A', \"x{$y}\");", "A", NULL },
	{ "PK-10 another constant", PHP "define('A', ABSPATH . 'x');", "A",
	    NULL },
	{ "PK-10 a condition",
	    PHP "if ($dev) define('A','dev');\n"
		"define('A','live');",
	    "A", NULL },
	{ "PK-10 both branches",
	    PHP "if ($dev) { define('A','dev'); } else { define('A','live'); }",
	    "A", NULL },
	{ "PK-10 both branches with colons",
	    PHP "if ($dev): define('A','d'); else: define('A','l'); endif;",
	    "A", NULL },
	{ "PK-10 guarded by another constant",
	    PHP "if (!defined('DEV')) { define('A','x'); }", "A", NULL },
	{ "PK-10 inside of a function", PHP "function f() { define('A','x'); }",
	    "A", NULL },
	{ "PK-10 a switch", PHP "switch ($h) { case 'x': define('A','x'); }",
	    "A", NULL },
	{ "PK-10 behind and", PHP "$dev && define('A','x');", "A", NULL },
	{ "PK-10 prefix by condition",
	    PHP "$table_prefix='a_'; if ($x) $table_prefix='b_';",
	    "table_prefix", NULL },
	{ "PK-10 prefix added to",
	    PHP "$table_prefix='a_';"
		"$table_prefix .= 'b_';",
	    "table_prefix", NULL },
	{ "a compared prefix sets nothing",
	    PHP "$table_prefix='a_'; $x = $table_prefix == 'b_';",
	    "table_prefix", "a_" },
	{ "a block before does not matter",
	    PHP "if ($dev) { ini_set('x', 1); } define('A','x');", "A", "x" },
	{ "not there", PHP "define('B','x');", "A", "-" },
	{ "stops where PHP stops compiling",
	    PHP "define('B','x'); __halt_compiler(); define('A','x');", "A",
	    "-" },
	{ "cut short", PHP "define('A','x", "A", NULL },
};

static void
test_sources(struct arena *a)
{
	for (size_t i = 0; i < sizeof(sources) / sizeof(sources[0]); i++) {
		const struct source *s = &sources[i];
		const struct wp_constant *c;
		struct wp_config config;

		wp_config_read(a, str_of(s->php), NULL, &config);
		c = wp_config_get(&config, s->name);
		if (!s->value)
			CHECK(s->what, c && c->is_computed && !c->value.n);
		else if (strcmp(s->value, "-") == 0)
			CHECK(s->what, !c);
		else if (c)
			CHECK_STR(s->what, c->value, s->value);
		else
			CHECK(s->what, false);
	}
}

static const struct source places[] = {
	{ "where the file is", PHP "define('D', __DIR__ . '/content');", "D",
	    "/srv/shop/content" },
	{ "as old files write it",
	    PHP "define('D', dirname(__FILE__) . '/c' . '/d');", "D",
	    "/srv/shop/c/d" },
	{ "the folder above", PHP "define('D', dirname( __DIR__ ) . '/c');",
	    "D", "/srv/c" },
	{ "where WordPress is", PHP "define('D', ABSPATH . 'content');", "D",
	    "/srv/shop/wp/content" },
	{ "two levels above, nobody knows",
	    PHP "define('D', dirname(__DIR__, 2) . '/c');", "D", NULL },
	{ "another function", PHP "define('D', realpath(__DIR__));", "D",
	    NULL },
	{ "a dangling point", PHP "define('D', __DIR__ . );", "D", NULL },
	{ "no point", PHP "define('D', __DIR__ 'x');", "D", NULL },
};

static void
test_places(struct arena *a)
{
	struct wp_place at = { .here = STR("/srv/shop"),
		.root = STR("/srv/shop/wp") };

	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		const struct source *s = &places[i];
		const struct wp_constant *c;
		struct wp_config config;

		wp_config_read(a, str_of(s->php), &at, &config);
		c = wp_config_get(&config, s->name);
		CHECK(s->what, c && c->is_computed == !s->value &&
				   (!s->value || str_is_z(c->value, s->value)));
	}
}

/* Every prefix of a file that holds everything. */
static void
test_cut(void)
{
	static const char php[] = PHP "define('A', \"x\\x41\\u{e9}$y\"); /* */ "
				      "// l\n$x = <<<\"E\"\n b\n E;\n"
				      "if (!defined('B')): endif; ?> <?= 'x'";
	bool fine = true;

	for (size_t n = 0; n < sizeof(php); n++) {
		struct arena *a = arena_new(1 << 20);
		struct wp_config config;

		wp_config_read(
		    a, at_edge((struct str){ php, n }), NULL, &config);
		fine = fine && config.constants.count <= 1;
		arena_free(a);
	}
	CHECK("L-44 a file cut anywhere is read to its end", fine);
}

int
main(void)
{
	struct arena *a = arena_new(1 << 20);

	test_sources(a);
	test_places(a);
	test_cut();
	arena_free(a);
	return tap_done();
}
