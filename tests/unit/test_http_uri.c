/* test_http_uri - addresses: what is a path, what is refused and how. */
#include "../lib/tap.h"
#include "http_help.h"

struct uri_case {
	const char *what;
	const char *base;
	struct str uri;
	int fault;
	const char *path;
	const char *query;
};

static const struct uri_case cases[] = {
	{ "a plain path", "", S("/o/x"), 0, "/o/x", "" },
	{ "PK-01 below a base", "/after", S("/after/o/x"), 0, "/o/x", "" },
	{ "PK-01 the base alone is its root", "/after", S("/after"), 0, "/",
	    "" },
	{ "the base with a slash", "/after", S("/after/"), 0, "/", "" },
	{ "the base with a query", "/after", S("/after?a=1"), 0, "/", "a=1;" },
	{ "a name that only begins like the base", "/after", S("/afterwards/x"),
	    404, "", "" },
	{ "outside of the base", "/after", S("/o/x"), 404, "", "" },
	{ "an escaped base is the base", "/after", S("/%61fter/x"), 0, "/x",
	    "" },
	{ "the query is no part of the path", "", S("/a?b/c=../d"), 0, "/a",
	    "b/c=../d;" },
	{ "a second question mark belongs to the query", "", S("/a?b=?"), 0,
	    "/a", "b=?;" },
	{ "UTF-8 in escapes", "", S("/u%C5%BEsakymas"), 0, "/u\xc5\xbesakymas",
	    "" },
	{ "UTF-8 as raw bytes", "", S("/u\xc5\xbesakymas"), 0,
	    "/u\xc5\xbesakymas", "" },
	{ "plus is plus in a path", "", S("/a+b"), 0, "/a+b", "" },
	{ "decoded once", "", S("/a%252Fb"), 0, "/a%2Fb", "" },
	{ "decoded once: no dots by the back door", "", S("/%252e%252e/x"), 0,
	    "/%2e%2e/x", "" },
	{ "an escaped space", "", S("/a%20b"), 0, "/a b", "" },
	{ "no address", "", S(""), 400, "", "" },
	{ "no slash in front", "", S("o/x"), 400, "", "" },
	{ "a whole address", "", S("http://evil.test/x"), 400, "", "" },
	{ "the asterisk of OPTIONS", "", S("*"), 400, "", "" },
	{ "only a query", "", S("?a=1"), 400, "", "" },
	{ "a lone percent", "", S("/a%"), 400, "", "" },
	{ "half an escape", "", S("/a%4"), 400, "", "" },
	{ "an escape of no hex", "", S("/a%G1"), 400, "", "" },
	{ "an escape with a sign", "", S("/a%+1"), 400, "", "" },
	{ "an escape cut by the query", "", S("/a%4?1"), 400, "", "" },
	{ "NUL", "", S("/a%00b"), 400, "", "" },
	{ "raw NUL", "", S("/a\0b"), 400, "", "" },
	{ "an escaped line end", "", S("/a%0d%0aX:1"), 400, "", "" },
	{ "a raw line end", "", S("/a\r\nX: 1"), 400, "", "" },
	{ "an escaped DEL", "", S("/a%7f"), 400, "", "" },
	{ "a raw space", "", S("/a b"), 400, "", "" },
	{ "a fragment", "", S("/a#b"), 400, "", "" },
	{ "an escaped slash", "", S("/o%2Fx"), 404, "", "" },
	{ "an escaped slash, small", "", S("/o%2fx"), 404, "", "" },
	{ "an escaped slash in the query is text", "", S("/o?a=%2F"), 0, "/o",
	    "a=/;" },
	{ "dots upwards", "", S("/o/../x"), 404, "", "" },
	{ "escaped dots upwards", "", S("/o/%2e%2E/x"), 404, "", "" },
	{ "dots at the end", "", S("/o/.."), 404, "", "" },
	{ "a single dot", "", S("/./x"), 404, "", "" },
	{ "dots out of the base", "/after", S("/after/../wp-admin"), 404, "",
	    "" },
	{ "dots within a name", "", S("/a..b/...x"), 0, "/a..b/...x", "" },
	{ "a cut UTF-8 sequence", "", S("/a%C5"), 400, "", "" },
	{ "an overlong slash", "", S("/a%C0%AFb"), 400, "", "" },
	{ "a surrogate", "", S("/a%ED%A0%80"), 400, "", "" },
	{ "beyond Unicode", "", S("/a%F5%80%80%80"), 400, "", "" },
	{ "a lone tail", "", S("/a\x80"), 400, "", "" },
	{ "a broken field of the query is left out", "",
	    S("/a?b=%zz&c=1&d=%00&e=%C0&f"), 0, "/a", "c=1;f=;" },
	{ "a query is no form: doubled names stay", "", S("/a?b=1&b=2"), 0,
	    "/a", "b=1;b=2;" },
	{ "plus is a space in a query", "", S("/a?b=c+d&e%2B=%2B"), 0, "/a",
	    "b=c d;e+=+;" },
	{ "empty fields", "", S("/a?&&=&=x&"), 0, "/a", "=;=x;" },
};

static void
test_table(void)
{
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const struct uri_case *c = &cases[i];
		struct rq rq;

		help_start(c->base);
		rq = help_request();
		rq.uri = help_exact(c->uri);
		http_uri_read(&rq, conf.base_path);
		if (!CHECK(c->what,
			rq.fault == c->fault && str_is_z(rq.path, c->path) &&
			    str_is_z(help_pairs(&rq.query), c->query)))
			printf("# fault %d, path " STR_FMT ", " STR_FMT "\n",
			    rq.fault, STR_ARG(rq.path),
			    STR_ARG(help_pairs(&rq.query)));
		if (c->fault && !rq.why.n)
			CHECK("a refusal says why", false);
	}
}

static int
fault_of(struct str uri)
{
	struct rq rq = help_request();

	rq.uri = uri;
	http_uri_read(&rq, conf.base_path);
	return rq.fault;
}

static void
test_limits(void)
{
	struct str query;

	help_start("");
	query = arena_join(arena, STR("/?"), help_repeat("a", 8190));
	CHECK("8 KB of address are read", fault_of(query) == 0);
	query = arena_join(arena, STR("/?"), help_repeat("a", 8191));
	CHECK("one byte more is 414", fault_of(query) == 414);
	query = arena_join(arena, STR("/"), help_repeat("x/", 10240));
	CHECK("20 KB of path are 414", fault_of(query) == 414);
	query = arena_join(arena, STR("/?"), help_repeat("b=1&", 1 << 18));
	CHECK("1 MB of query is 414", fault_of(query) == 414);
	query = arena_join(arena, STR("/?"), help_repeat("a=&", 400));
	CHECK("400 fields are read", fault_of(query) == 0);
	query = arena_join(arena, STR("/?"), help_repeat("a=&", 401));
	CHECK("401 fields are 400", fault_of(query) == 400);
	query = arena_join(arena, STR("/?"), help_repeat("&", 4000));
	CHECK("empty fields do not count", fault_of(query) == 0);
}

static void
test_look_up(void)
{
	struct rq rq;

	help_start("");
	rq = help_request();
	rq.uri = STR("/a?key=one&key=two&Key=three&empty");
	http_uri_read(&rq, conf.base_path);
	CHECK_STR("the first of a doubled name", rq_query(&rq, "key"), "one");
	CHECK_STR("names have a case", rq_query(&rq, "Key"), "three");
	CHECK("an empty value is there",
	    rq_query(&rq, "empty").n == 0 && rq_query(&rq, "empty").p);
	CHECK("what is not there has no address", !rq_query(&rq, "none").p);
}

int
main(void)
{
	test_table();
	test_limits();
	test_look_up();
	return tap_done();
}
