/* test_conf - the configuration file: what it may hold, what is refused. */
#include <sys/stat.h>
#include <unistd.h>

#include "../lib/tap.h"
#include "aftersale/conf.h"

#define SECRET \
	"00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"
#define DATABASE                                                       \
	"\"database\": {\"socket\": \"/run/db\", \"name\": \"shop\", " \
	"\"user\": \"page\", \"prefix\": \"wp_3_\"}"
#define KEYS "\"keys\": [{\"id\": 1, \"secret\": \"" SECRET "\"}]"
#define URL "\"base_url\": \"https://shop.example/after\""

static struct arena *arena;
static char folder[] = "test-conf-XXXXXX";

static const char *
path_of(const char *name)
{
	return arena_z(arena, arena_printf(arena, "%s/%s", folder, name));
}

static enum err
load(const char *json, struct conf *out, struct str *why)
{
	const char *path = path_of("c.json");

	if (conf_write_file(path, str_of(json), 0640))
		CHECK("the file is written", false);
	return conf_load(arena, path, out, why);
}

static void
test_least(void)
{
	struct conf c = { 0 };
	struct str why = { 0 };

	CHECK("PK-01 the least that is needed",
	    !load("{" URL "," DATABASE "," KEYS "}", &c, &why));
	CHECK_STR("base URL", c.base_url, "https://shop.example/after");
	CHECK_STR("its path", c.base_path, "/after");
	CHECK_STR("its origin", c.origin, "https://shop.example");
	CHECK("its scheme", c.is_https);
	CHECK_STR("the socket", c.db.socket, "/run/db");
	CHECK_STR("the prefix", c.db.prefix, "wp_3_");
	CHECK_STR("the base prefix is the prefix", c.db.base_prefix, "wp_3_");
	CHECK("one key",
	    c.keys.count == 1 &&
		LIST_AT(&c.keys, struct conf_key, 0)->id == 1 &&
		LIST_AT(&c.keys, struct conf_key, 0)->secret[31] == 0xff);
	CHECK("defaults", c.workers == 2 && c.site_id == 1 && c.percent == 0 &&
			      c.mode == CONF_MODE_OFF && c.db.connect_ms == 0);
	CHECK_STR("assets stand below the base", c.assets_url, "/after/assets");
	CHECK("where shipped files lie is left to the program", c.share.n == 0);
	CHECK("no folder of the owner", c.templates.n == 0);
	CHECK_STR("the file knows its name", c.file, path_of("c.json"));
}

static void
test_full(void)
{
	struct conf c = { 0 };
	struct str why = { 0 };

	CHECK("everything there is",
	    !load("{\"base_url\": \"http://127.0.0.1:8080/\", \"mode\": "
		  "\"percent\", \"percent\": 30, \"workers\": 4, \"listen\": "
		  "\"127.0.0.1:9000\", \"fingerprint\": 7, "
		  "\"trusted_proxies\": [\"10.0.0.0/8\", \"::1\", \"unix:\"], "
		  "\"database\": {\"host\": \"db\", \"port\": 3307, \"name\": "
		  "\"s\", \"user\": \"u\", \"password\": \"p\", \"ca_file\": "
		  "\"/ca\", \"prefix\": \"wp_3_\", \"base_prefix\": \"wp_\", "
		  "\"connect_ms\": 100, \"read_ms\": 200}, \"keys\": [{\"id\": "
		  "7, \"secret\": \"" SECRET "\"}, {\"id\": 6, \"secret\": "
		  "\"" SECRET "\"}], \"wordpress\": {\"dir\": \"/srv/wp\", "
		  "\"logged_in_key\": \"k \\\" <\", \"logged_in_salt\": "
		  "\"s\", \"cookie_hash\": \"abc\", \"site_id\": 3}, "
		  "\"paths\": {\"templates\": \"/t\", \"share\": \"/s\", "
		  "\"assets_url\": \"https://cdn.example/a\", \"spool\": "
		  "\"/sp\"}}",
		&c, &why));
	CHECK_STR("no complaint", why, "");
	CHECK_STR("a member of an earlier release is named", c.leftover,
	    "fingerprint");
	CHECK_STR("a base without a path", c.base_path, "");
	CHECK_STR("its origin has the port", c.origin, "http://127.0.0.1:8080");
	CHECK_STR(
	    "its assets are elsewhere", c.assets_url, "https://cdn.example/a");
	CHECK("plain http", !c.is_https);
	CHECK("the mode", c.mode == CONF_MODE_PERCENT && c.percent == 30);
	CHECK("two keys, the first signs",
	    c.keys.count == 2 && LIST_AT(&c.keys, struct conf_key, 0)->id == 7);
	CHECK("three proxies", c.trusted_proxies.count == 3);
	CHECK_STR("a salt keeps every sign", c.wp_key, "k \" <");
	CHECK("a site of a network", c.site_id == 3);
	CHECK("ports and times", c.db.port == 3307 && c.db.read_ms == 200);
}

struct bad {
	const char *json;
	const char *why;
};

static const struct bad bad[] = {
	{ "", "line 1: this is not JSON" },
	{ "{\n\"base_url\": \n x}", "line 3: this is not JSON" },
	{ "[]", "the file: must be a JSON object" },
	{ "{}", "base_url: is missing" },
	{ "{\"base_url\": 7}", "base_url: must be a text" },
	{ "{" URL "}", "database.name: is missing" },
	{ "{" URL "," DATABASE "}", "keys: at least one is needed" },
	{ "{" DATABASE "," KEYS "}", "base_url: is missing" },
	{ "{\"bas_url\": \"x\"}", "bas_url: there is no such member" },
	{ "{\"database\": 5}", "database: must be an object" },
	{ "{\"database\": {\"Name\": \"x\"}}",
	    "database.Name: there is no such member" },
	{ "{\"database.name\": \"x\"}", "base_url: is missing" },
	{ "{" URL ", \"database\": {\"name\": \"s\", \"user\": \"u\", "
	  "\"prefix\": \"wp_\"}," KEYS "}",
	    "database: needs a socket or a host" },
};

/* One member more or instead, and the complaint behind its name. */
static const struct bad bad_members[] = {
	{ "\"workers\": 0", "workers: is out of its range" },
	{ "\"workers\": 257", "workers: is out of its range" },
	{ "\"workers\": \"2\"", "workers: must be a whole number" },
	{ "\"workers\": 2.5", "workers: must be a whole number" },
	{ "\"percent\": 101", "percent: is out of its range" },
	{ "\"mode\": \"On\"",
	    "mode: must be off, read-only, staff, percent or on" },
	{ "\"mode\": 1", "mode: must be off, read-only, staff, percent or on" },
	{ "\"listen\": \"here\"",
	    "listen: must be the path of a socket or host:port" },
	{ "\"listen\": \"h:70000\"",
	    "listen: must be the path of a socket or host:port" },
	{ "\"listen\": \"[::1]\"",
	    "listen: must be the path of a socket or host:port" },
	{ "\"paths\": {\"spool\": \"spool\"}",
	    "paths.spool: must be a path that begins with /" },
	{ "\"paths\": {\"spool\": \"/a\\u0000b\"}",
	    "paths.spool: holds a control character" },
	{ "\"paths\": {\"assets_url\": \"/a//b\"}",
	    "paths.assets_url: may have only letters, digits and - . _ ~ in "
	    "its path" },
	{ "\"wordpress\": {\"cookie_hash\": \"a;b\"}",
	    "wordpress.cookie_hash: is no COOKIEHASH" },
	{ "\"wordpress\": {\"site_id\": 0}",
	    "wordpress.site_id: is out of its range" },
	{ "\"trusted_proxies\": \"10.0.0.1\"",
	    "trusted_proxies: must be a list of addresses" },
	{ "\"trusted_proxies\": [\"10.0.0.0/33\"]",
	    "trusted_proxies: must be an address such as 10.0.0.0/8, ::1 or "
	    "unix:" },
	{ "\"trusted_proxies\": [\"proxy.example\"]",
	    "trusted_proxies: must be an address such as 10.0.0.0/8, ::1 or "
	    "unix:" },
	{ "\"trusted_proxies\": [\"10.0.0.0/\"]",
	    "trusted_proxies: must be an address such as 10.0.0.0/8, ::1 or "
	    "unix:" },
};

static void
refuse(const char *json, const char *want)
{
	struct conf c = { .workers = 77 };
	struct str why = { 0 };
	char what[200];

	snprintf(what, sizeof(what), "PK-01 refused: %s", want);
	CHECK(what, load(json, &c, &why) == ERR_BAD_INPUT && c.workers == 77);
	CHECK_STR("with that sentence", why, want);
}

static void
refuse_member(const struct bad *b)
{
	struct buf json = buf_new(arena, 10000);

	buf_printf(&json, "{" URL "," DATABASE "," KEYS ",%s}", b->json);
	refuse(arena_z(arena, buf_str(&json)), b->why);
}

static void
test_bad(void)
{
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		refuse(bad[i].json, bad[i].why);
	for (size_t i = 0; i < sizeof(bad_members) / sizeof(bad_members[0]);
	     i++)
		refuse_member(&bad_members[i]);
}

static void
refuse_keys(const char *keys, const char *want)
{
	struct buf json = buf_new(arena, 10000);

	buf_printf(&json, "{" URL "," DATABASE ", \"keys\": %s}", keys);
	refuse(arena_z(arena, buf_str(&json)), want);
}

static void
test_bad_keys(void)
{
	const char secret[] = "keys: each needs a secret of 64 random hex "
			      "digits";

	refuse_keys("[]", "keys: at least one is needed");
	refuse_keys("[1]", "keys: each needs an id from 1 to 255");
	refuse_keys("[{\"id\": 256}]", "keys: each needs an id from 1 to 255");
	refuse_keys("[{\"id\": 1}]", secret);
	refuse_keys("[{\"id\": 1, \"secret\": \"0011\"}]", secret);
	refuse_keys("[{\"id\": 1, \"secret\": \"" SECRET "00\"}]", secret);
	refuse_keys("[{\"id\": 1, \"secret\": \"00000000000000000000000000000"
		    "00000000000000000000000000000000000\"}]",
	    secret);
	refuse_keys("[{\"id\": 1, \"secret\": \"" SECRET "\"}, {\"id\": 1, "
		    "\"secret\": \"" SECRET "\"}]",
	    "keys: two have the same id");
}

static const char *const bad_urls[] = { "shop.example", "ftp://shop.example",
	"https://", "https:///after", "https://a b/", "https://u@shop.example",
	"https://shop.example:0", "https://shop.example:99999",
	"https://shop.example/a?b", "https://shop.example/a#b",
	"https://shop.example/a//b", "https://shop.example//",
	"https://shop.example/../x", "https://shop.example/a/./b",
	"https://shop.example/a%20b", "https://shop.example/\\r\\n",
	"https://[::1", "https://[x]/" };

static const char *const good_urls[] = { "https://shop.example",
	"https://shop.example/", "http://[::1]:8080/a",
	"https://a-b.c:1/d/e_f~" };

static enum err
load_url(const char *url, struct conf *c)
{
	struct buf json = buf_new(arena, 10000);
	struct str why;

	buf_printf(&json, "{\"base_url\": \"%s\"," DATABASE "," KEYS "}", url);
	return load(arena_z(arena, buf_str(&json)), c, &why);
}

static void
test_urls(void)
{
	struct conf c;

	for (size_t i = 0; i < sizeof(bad_urls) / sizeof(bad_urls[0]); i++)
		CHECK(bad_urls[i], load_url(bad_urls[i], &c) == ERR_BAD_INPUT);
	for (size_t i = 0; i < sizeof(good_urls) / sizeof(good_urls[0]); i++)
		CHECK(good_urls[i], !load_url(good_urls[i], &c));
	CHECK_STR("the last one's path", c.base_path, "/d/e_f~");
}

static const char *const bad_prefixes[] = { "wp-", "wp`", "wp_; DROP", "w p",
	"\\u0105_", "wp_\\u0000", "a2345678901234567890123456789012345678901" };

static void
test_prefixes(void)
{
	struct conf c;
	struct str why;

	for (size_t i = 0; i < sizeof(bad_prefixes) / sizeof(bad_prefixes[0]);
	     i++) {
		struct buf json = buf_new(arena, 10000);

		buf_printf(&json,
		    "{" URL "," KEYS ",\"database\": {\"host\": "
		    "\"h\", \"name\": \"s\", \"user\": \"u\", "
		    "\"prefix\": \"%s\"}}",
		    bad_prefixes[i]);
		CHECK(bad_prefixes[i], load(arena_z(arena, buf_str(&json)), &c,
					   &why) == ERR_BAD_INPUT);
	}
}

static void
test_files(void)
{
	const char *path = path_of("f");
	struct str why = { 0 };
	struct str got;
	struct conf c;
	struct stat st;

	CHECK("a missing file is not found",
	    conf_load(arena, path_of("none"), &c, &why) == ERR_NOT_FOUND);
	CHECK_STR("and says so", why, "there is no such file");
	CHECK("a file is written", !conf_write_file(path, STR("one"), 0600));
	CHECK("and replaced", !conf_write_file(path, STR("two\0x"), 0640));
	CHECK("with its mode",
	    stat(path, &st) == 0 && (st.st_mode & 07777) == 0640);
	CHECK("and read whole", !conf_read_file(arena, path, 5, &got) &&
				    str_is(got, STR("two\0x")));
	CHECK("one byte too many is refused",
	    conf_read_file(arena, path, 4, &got) == ERR_BAD_INPUT);
	CHECK("a folder that is not there is not found",
	    conf_write_file(path_of("none/f"), STR("x"), 0600) ==
		ERR_NOT_FOUND);
	CHECK("a folder is not replaced",
	    conf_write_file(folder, STR("x"), 0600) == ERR_BROKEN);
	CHECK("the folder is as clean as it was",
	    unlink(path) == 0 && unlink(path_of("c.json")) == 0 &&
		rmdir(folder) == 0);
}

int
main(void)
{
	arena = arena_new(16 << 20);
	if (!mkdtemp(folder))
		return 1;
	test_least();
	test_full();
	test_bad();
	test_bad_keys();
	test_urls();
	test_prefixes();
	test_files();
	arena_free(arena);
	return tap_done();
}
