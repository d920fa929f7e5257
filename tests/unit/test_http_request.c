/* test_http_request - the head of a request: methods, cookies, who asks. */
#include "../lib/tap.h"
#include "http_help.h"

enum { VARIABLES_MOST = 12 };

/* Variables in one text, a '|' between them. */
static struct rq
ask(const char *variables)
{
	char *env[VARIABLES_MOST + 1] = { NULL };
	struct str rest = str_of(variables);
	struct trust trust;
	struct head head;
	struct rq rq;

	for (size_t i = 0; rest.p && i < VARIABLES_MOST; i++)
		env[i] = arena_z(arena, str_cut(&rest, '|'));
	http_trust_read(arena, &conf.trusted_proxies, &trust);
	rq = help_request();
	http_head_read(env, &head);
	http_request_read(&rq, &head, &conf, &trust);
	return rq;
}

struct method_case {
	const char *text;
	enum method method;
	int fault;
};

static const struct method_case methods[] = {
	{ "GET", METHOD_GET, 0 },
	{ "HEAD", METHOD_HEAD, 0 },
	{ "POST", METHOD_POST, 0 },
	{ "PUT", METHOD_OTHER, 0 },
	{ "DELETE", METHOD_OTHER, 0 },
	{ "OPTIONS", METHOD_OTHER, 0 },
	{ "TRACE", METHOD_OTHER, 0 },
	{ "PATCH", METHOD_OTHER, 0 },
	{ "get", METHOD_OTHER, 501 },
	{ "PROPFIND", METHOD_OTHER, 501 },
	{ "", METHOD_OTHER, 501 },
	{ "GET ", METHOD_OTHER, 501 },
};

static void
test_methods(void)
{
	help_start("");
	for (size_t i = 0; i < sizeof(methods) / sizeof(methods[0]); i++) {
		const struct method_case *m = &methods[i];
		struct rq rq = ask(arena_z(
		    arena, arena_printf(arena,
			       "REQUEST_METHOD=%s|REQUEST_URI=/a", m->text)));

		CHECK(m->text, rq.method == m->method && rq.fault == m->fault);
	}
	CHECK("without a method", ask("REQUEST_URI=/a").fault == 501);
	CHECK("without an address", ask("REQUEST_METHOD=GET").fault == 400);
}

static void
test_head(void)
{
	struct rq rq;

	help_start("");
	rq = ask("HTTP_PROXY=http://evil.test|REQUEST_METHOD=GET|HOST=x"
		 "|REQUEST_URI=/a?b=1|QUERY_STRING=b=2|SCRIPT_NAME=/z"
		 "|PATH_INFO=/y|HTTP_ACCEPT_LANGUAGE=lt|HTTP_USER_AGENT=w"
		 "|CONTENT_TYPE=t|REQUEST_URI=/second");
	CHECK_STR("the address is REQUEST_URI alone", rq.path, "/a");
	CHECK_STR("so is the query", rq_query(&rq, "b"), "1");
	CHECK_STR("the first of a doubled variable", rq.uri, "/a?b=1");
	CHECK_STR("language", rq.accept_language, "lt");
	CHECK_STR("agent", rq.user_agent, "w");
	CHECK_STR("type", rq.content_type, "t");
	CHECK("the id is 16 digits",
	    strlen(rq.id) == 16 && strspn(rq.id, "0123456789abcdef") == 16);
	CHECK("each request has another",
	    strcmp(rq.id, ask("REQUEST_METHOD=GET|REQUEST_URI=/").id) != 0);
}

static bool
is_prefetch(const char *header)
{
	return ask(
	    arena_z(arena, arena_printf(arena,
			       "REQUEST_METHOD=GET|REQUEST_URI=/|%s", header)))
	    .is_prefetch;
}

static void
test_prefetch(void)
{
	help_start("");
	CHECK("Sec-Purpose", is_prefetch("HTTP_SEC_PURPOSE=prefetch"));
	CHECK("Sec-Purpose with a reason",
	    is_prefetch("HTTP_SEC_PURPOSE=prefetch;prerender"));
	CHECK("Purpose", is_prefetch("HTTP_PURPOSE=prefetch"));
	CHECK("X-Purpose of a mail app", is_prefetch("HTTP_X_PURPOSE=preview"));
	CHECK("X-Moz", is_prefetch("HTTP_X_MOZ=prefetch"));
	CHECK("a reader is none", !is_prefetch("HTTP_SEC_PURPOSE=document"));
	CHECK("nothing is none", !is_prefetch("X=1"));
}

static void
test_from(void)
{
	static const char ask_from[] =
	    "REQUEST_METHOD=POST|REQUEST_URI=/|HTTP_SEC_FETCH_SITE=";
	struct rq rq;

	help_start("");
	rq = ask(arena_printz(arena, "%ssame-origin", ask_from));
	CHECK("our own page", rq.is_from_here && !rq.is_from_elsewhere);
	rq = ask(arena_printz(arena, "%scross-site", ask_from));
	CHECK("another site", !rq.is_from_here && rq.is_from_elsewhere);
	rq = ask(arena_printz(arena, "%ssame-site", ask_from));
	CHECK("a sister of ours", !rq.is_from_here && !rq.is_from_elsewhere);
	rq = ask("REQUEST_METHOD=POST|REQUEST_URI=/");
	CHECK("not said", !rq.is_from_here && !rq.is_from_elsewhere);
}

struct cookie_case {
	const char *what;
	const char *header;
	const char *pairs;
};

static const struct cookie_case cookies[] = {
	{ "one", "a=1", "a=1;" },
	{ "two", "a=1; b=2", "a=1;b=2;" },
	{ "without a space", "a=1;b=2", "a=1;b=2;" },
	{ "values stay as they came", "w=a%7C1%7Cx=y", "w=a%7C1%7Cx=y;" },
	{ "an empty value", "a=; b=2", "a=;b=2;" },
	{ "no equals sign", "a; b=2", "b=2;" },
	{ "no name", "=1; b=2", "b=2;" },
	{ "empty pieces", ";;  ; b=2;", "b=2;" },
	{ "spaces around", "  a = 1 ", "a=1;" },
	{ "controls in a value", "a=1\x01; b=2", "b=2;" },
	{ "nothing", "", "" },
};

static void
test_cookies(void)
{
	struct list got;
	struct rq rq;

	for (size_t i = 0; i < sizeof(cookies) / sizeof(cookies[0]); i++) {
		help_start("");
		http_cookies_read(
		    arena, help_exact(str_of(cookies[i].header)), &got);
		CHECK_STR(cookies[i].what, help_pairs(&got), cookies[i].pairs);
	}
	help_start("");
	http_cookies_read(
	    arena, arena_join(arena, STR("a="), help_repeat("x", 8190)), &got);
	CHECK("8 KB of cookies are read", got.count == 1);
	http_cookies_read(
	    arena, arena_join(arena, STR("a="), help_repeat("x", 8191)), &got);
	CHECK("more are as if there were none", got.count == 0);
	rq = ask("REQUEST_METHOD=GET|REQUEST_URI=/|HTTP_COOKIE=a=1; a=2; A=3");
	CHECK_STR("the first of a doubled name", rq_cookie(&rq, STR("a")), "1");
	CHECK("names have a case", str_is_z(rq_cookie(&rq, STR("A")), "3"));
}

struct client_case {
	const char *what;
	const char *trust;
	const char *remote;
	const char *forwarded; /* NULL: no such header */
	const char *client;
	bool is_local;
};

static const struct client_case clients[] = {
	{ "nobody is trusted", "", "192.0.2.1", "198.51.100.7", "192.0.2.1",
	    false },
	{ "a stranger cannot name himself", "10.0.0.0/8", "192.0.2.1",
	    "127.0.0.1", "192.0.2.1", false },
	{ "a trusted proxy names the client", "10.0.0.0/8", "10.1.2.3",
	    "198.51.100.7", "198.51.100.7", false },
	{ "only the last word is the proxy's", "10.0.0.0/8", "10.1.2.3",
	    "127.0.0.1, 198.51.100.7", "198.51.100.7", false },
	{ "two proxies", "10.0.0.0/8 203.0.113.9", "10.1.2.3",
	    "1.2.3.4, 198.51.100.7, 203.0.113.9", "198.51.100.7", false },
	{ "all of them proxies", "10.0.0.0/8", "10.1.2.3", "10.9.9.9, 10.8.8.8",
	    "10.9.9.9", false },
	{ "rubbish ends the walk", "10.0.0.0/8", "10.1.2.3",
	    "1.2.3.4, nonsense", "10.1.2.3", false },
	{ "rubbish behind a proxy", "10.0.0.0/8", "10.1.2.3",
	    "1.2.3.4, <x>, 10.8.8.8", "10.8.8.8", false },
	{ "an empty header", "10.0.0.0/8", "10.1.2.3", "", "10.1.2.3", false },
	{ "only commas", "10.0.0.0/8", "10.1.2.3", ",,,", "10.1.2.3", false },
	{ "a port", "10.0.0.0/8", "10.1.2.3", "198.51.100.7:4711",
	    "198.51.100.7", false },
	{ "an address of six in brackets", "10.0.0.0/8", "10.1.2.3",
	    "[2001:db8::7]:443", "2001:db8::7", false },
	{ "an address of six", "10.0.0.0/8", "10.1.2.3", "2001:DB8:0:0::7",
	    "2001:db8::7", false },
	{ "a net of six", "2001:db8::/32", "2001:db8:1::1", "198.51.100.7",
	    "198.51.100.7", false },
	{ "just outside of it", "2001:db8::/33", "2001:db8:8000::1",
	    "198.51.100.7", "2001:db8:8000::1", false },
	{ "a net that is no multiple of eight", "10.1.16.0/20", "10.1.31.255",
	    "198.51.100.7", "198.51.100.7", false },
	{ "just outside of that", "10.1.16.0/20", "10.1.32.0", "198.51.100.7",
	    "10.1.32.0", false },
	{ "four within six", "10.0.0.0/8", "::ffff:10.1.2.3", "198.51.100.7",
	    "198.51.100.7", false },
	{ "a row that is no net trusts nobody", "10.0.0.0/33 x/8 /", "10.1.2.3",
	    "198.51.100.7", "10.1.2.3", false },
	{ "everybody", "0.0.0.0/0", "192.0.2.1", "198.51.100.7", "198.51.100.7",
	    false },
	{ "a unix socket that is trusted", "unix:", "unix:", "198.51.100.7",
	    "198.51.100.7", false },
	{ "a unix socket that is not", "10.0.0.0/8", "unix:", "198.51.100.7",
	    "", false },
	{ "no address at all", "", "", NULL, "", false },
	{ "this machine", "", "127.0.0.1", NULL, "127.0.0.1", true },
	{ "this machine, in six", "", "::1", NULL, "::1", true },
	{ "this machine, but for another", "", "127.0.0.1", "198.51.100.7",
	    "127.0.0.1", false },
	{ "this machine as a proxy", "127.0.0.1", "127.0.0.1", "127.0.0.1",
	    "127.0.0.1", false },
};

static void
trust(const char *rows)
{
	struct str rest = str_of(rows);

	while (rest.n > 0)
		*LIST_PUSH(arena, &conf.trusted_proxies, struct str) =
		    str_cut(&rest, ' ');
}

static void
test_clients(void)
{
	for (size_t i = 0; i < sizeof(clients) / sizeof(clients[0]); i++) {
		const struct client_case *c = &clients[i];
		struct rq rq;
		struct str env;

		help_start("");
		trust(c->trust);
		env = arena_printf(arena,
		    "REQUEST_METHOD=GET|REQUEST_URI=/|REMOTE_ADDR=%s%s%s",
		    c->remote, c->forwarded ? "|HTTP_X_FORWARDED_FOR=" : "",
		    c->forwarded ? c->forwarded : "");
		rq = ask(arena_z(arena, env));
		if (!CHECK(c->what, str_is_z(rq.client, c->client) &&
					rq.is_local == c->is_local))
			printf("# " STR_FMT "\n", STR_ARG(rq.client));
	}
	help_start("");
	CHECK("Forwarded makes it not local",
	    !ask("REQUEST_METHOD=GET|REQUEST_URI=/|REMOTE_ADDR=127.0.0.1"
		 "|HTTP_FORWARDED=for=1.2.3.4")
		 .is_local);
}

int
main(void)
{
	test_methods();
	test_head();
	test_prefetch();
	test_from();
	test_cookies();
	test_clients();
	return tap_done();
}
