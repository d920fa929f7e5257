/* test_http_answer - headers, redirects, cookies, and what may not be sent. */
#include "../lib/tap.h"
#include "http_help.h"

static struct rq
answered(void)
{
	struct rq rq;

	help_start("/after");
	rq = help_request();
	snprintf(rq.id, sizeof(rq.id), "0123456789abcdef");
	return rq;
}

static bool
has(struct rq *rq, const char *line)
{
	struct str head = arena_join(arena, STR("\r\n"), http_answer_head(rq));
	struct str whole = arena_printf(arena, "\r\n%s\r\n", line);

	return str_find(head, whole) != (size_t)-1;
}

static bool
has_name(struct rq *rq, const char *name)
{
	struct str whole = arena_printf(arena, "\r\n%s:", name);

	return str_find(http_answer_head(rq), whole) != (size_t)-1;
}

static void
test_personal(void)
{
	struct rq rq = answered();

	res_text(&rq, 200, "text/plain", STR("abc"));
	CHECK("status", has(&rq, "Status: 200 OK"));
	CHECK("TY-07 L-43 no-store",
	    has(&rq, "Cache-Control: private, no-store, max-age=0"));
	CHECK("H-01 Varnish", has(&rq, "Surrogate-Control: no-store"));
	CHECK("H-01 CDNs", has(&rq, "CDN-Cache-Control: no-store"));
	CHECK("H-01 nginx", has(&rq, "X-Accel-Expires: 0"));
	CHECK("TY-07 noindex",
	    has(&rq, "X-Robots-Tag: noindex, nofollow, noarchive"));
	CHECK(
	    "TY-07 L-43 no referrer", has(&rq, "Referrer-Policy: no-referrer"));
	CHECK("nosniff", has(&rq, "X-Content-Type-Options: nosniff"));
	CHECK("id", has(&rq, "X-Request-Id: 0123456789abcdef"));
	CHECK("length", has(&rq, "Content-Length: 3"));
	CHECK("no Vary, since nothing varies", !has_name(&rq, "Vary"));
	CHECK("no Refresh unless asked for", !has_name(&rq, "Refresh"));
	rq.res.refresh = 15;
	CHECK("refresh", has(&rq, "Refresh: 15"));
	CHECK("no empty line before the end",
	    str_find(http_answer_head(&rq), STR("\r\n\r\n")) ==
		http_answer_head(&rq).n - 4);
}

static void
test_overriding(void)
{
	struct rq rq = answered();

	res_text(&rq, 200, "text/plain", STR("abc"));
	res_header(&rq, "Cache-Control", STR("public"));
	res_header(&rq, "X-Robots-Tag", STR("all"));
	CHECK("TY-07 a handler cannot make a personal answer public",
	    !has(&rq, "Cache-Control: public") &&
		!has(&rq, "X-Robots-Tag: all"));
	rq.res.is_public = true;
	CHECK("a public answer may be cached as its handler says",
	    has(&rq, "Cache-Control: public") &&
		!has_name(&rq, "Surrogate-Control"));
	rq = answered();
	rq.res.is_public = true;
	res_text(&rq, 200, "text/css", STR("a{}"));
	CHECK("or for a day", has(&rq, "Cache-Control: public, max-age=86400"));
	rq = answered();
	rq.res.is_public = true;
	res_see_other(&rq, "/x");
	CHECK("a redirect is never public",
	    has(&rq, "Cache-Control: private, no-store, max-age=0"));
}

static struct str
csp(struct str img, struct str shop)
{
	struct rq rq = answered();
	struct str head;
	size_t at;

	res_text(&rq, 200, "text/plain", STR(""));
	rq.img_src = img;
	rq.shop_origin = shop;
	head = http_answer_head(&rq);
	at = str_find(head, STR("Content-Security-Policy: "));
	head = str_skip(head, at + 25);
	return str_cut(&head, '\r');
}

static void
test_csp(void)
{
	CHECK_STR("L-43 the policy with both origins",
	    csp(STR("https://img.test"), STR("https://shop.test")),
	    "default-src 'self'; img-src 'self' https://img.test data:;"
	    " style-src 'self'; font-src 'self' https://shop.test;"
	    " form-action 'self'; frame-ancestors 'self'; base-uri 'none';"
	    " object-src 'none'");
	CHECK_STR("without", csp(STR(""), STR("")),
	    "default-src 'self'; img-src 'self' data:; style-src 'self';"
	    " font-src 'self'; form-action 'self'; frame-ancestors 'self';"
	    " base-uri 'none'; object-src 'none'");
	CHECK("an origin is no second directive",
	    str_is(csp(STR("https://x; script-src *"), STR("")),
		csp(STR(""), STR(""))));
	CHECK("nor a second header",
	    str_is(
		csp(STR("https://x\r\nX: y"), STR("")), csp(STR(""), STR(""))));
}

struct header_case {
	const char *name;
	struct str value;
	bool is_taken;
};

static const struct header_case headers[] = {
	{ "X-Test", S("a"), true },
	{ "X-Test", S(""), true },
	{ "X-Test", S("a\tb"), false },
	{ "X-Test", S("a\r\nSet-Cookie: x=1"), false },
	{ "X-Test", S("a\n b"), false },
	{ "X-Test", S("a\0b"), false },
	{ "X-Test", S("a\x7f"), false },
	{ "X Test", S("a"), false },
	{ "X-Test:", S("a"), false },
	{ "", S("a"), false },
	{ "Content-Length", S("1"), false },
	{ "status", S("200 OK"), false },
	{ "Transfer-Encoding", S("chunked"), false },
};

static void
test_headers(void)
{
	struct rq rq;

	for (size_t i = 0; i < sizeof(headers) / sizeof(headers[0]); i++) {
		rq = answered();
		CHECK("a header is taken or refused",
		    (res_header(&rq, headers[i].name, headers[i].value) ==
			ERR_OK) == headers[i].is_taken);
	}
	rq = answered();
	res_header(&rq, "X-A", STR("1"));
	res_header(&rq, "x-a", STR("2"));
	CHECK("the last of a name counts",
	    rq.res.headers.count == 1 && has(&rq, "X-A: 2"));
}

struct redirect_case {
	const char *to;
	const char *location; /* NULL: refused */
};

static const struct redirect_case redirects[] = {
	{ "/o/x", "https://shop.test/after/o/x" },
	{ "/", "https://shop.test/after/" },
	{ "/o/x?a=b&c=d#e", "https://shop.test/after/o/x?a=b&c=d#e" },
	{ "/o/\xc5\xbe \"<x>",
	    "https://shop.test/after/o/%C5%BE%20%22%3Cx%3E" },
	{ "https://shop.test", "https://shop.test" },
	{ "https://shop.test/cart?x=1", "https://shop.test/cart?x=1" },
	{ "https://other.test/pay", "https://other.test/pay" },
	{ "https://shop.test.evil.test/", NULL },
	{ "https://shop.test@evil.test/", NULL },
	{ "https://shop.test:8443/", NULL },
	{ "http://shop.test/", NULL },
	{ "https://evil.test/", NULL },
	{ "//evil.test/", NULL },
	{ "/\\evil.test/", NULL },
	{ "javascript:alert(1)", NULL },
	{ "o/x", NULL },
	{ "", NULL },
	{ "/o/x\r\nX: y", NULL },
	{ "/o/x\ty", NULL },
};

static void
test_redirects(void)
{
	for (size_t i = 0; i < sizeof(redirects) / sizeof(redirects[0]); i++) {
		const struct redirect_case *c = &redirects[i];
		struct rq rq = answered();
		enum err e;
		bool fits;

		rq.shop_origin = STR("https://other.test");
		e = res_see_other(&rq, "%s", c->to);
		fits = c->location
			   ? !e &&
				 has(&rq, arena_z(arena, arena_printf(arena,
							     "Location: %s",
							     c->location))) &&
				 has(&rq, "Status: 303 See Other")
			   : e == ERR_BAD_INPUT && !rq.res.is_done;
		CHECK("a redirect leads where it may", fits);
		if (!fits)
			printf("# %s\n", c->to);
	}
}

static void
test_cookies(void)
{
	struct rq rq = answered();

	res_text(&rq, 200, "text/plain", STR(""));
	CHECK("a cookie", !res_cookie(&rq, "as_1", STR("v-1"), STR("/o"), 60));
	CHECK("CP-08 is bound to its path, this site and TLS",
	    has(&rq, "Set-Cookie: as_1=v-1; Path=/after/o; Max-Age=60;"
		     " HttpOnly; SameSite=Lax; Secure"));
	CHECK("a second cookie", !res_cookie(&rq, "b", STR(""), STR(""), -1));
	CHECK("ends the one it names",
	    has(&rq, "Set-Cookie: b=; Path=/after; Max-Age=0; Expires=Thu, 01"
		     " Jan 1970 00:00:00 GMT; HttpOnly; SameSite=Lax;"
		     " Secure"));
	CHECK("beside the first",
	    has_name(&rq, "Set-Cookie") && rq.res.headers.count == 3);
	CHECK("a value with a semicolon",
	    res_cookie(&rq, "b", STR("1;x"), STR(""), 0) == ERR_BAD_INPUT);
	CHECK("a path with a line end",
	    res_cookie(&rq, "b", STR("1"), STR("/\n"), 0) == ERR_BAD_INPUT);
	CHECK("a name with a sign",
	    res_cookie(&rq, "b=", STR("1"), STR("/"), 0) == ERR_BAD_INPUT);
	conf = (struct conf){ .is_https = false };
	rq = help_request();
	rq.res.status = 200;
	res_cookie(&rq, "b", STR("1"), STR(""), 0);
	CHECK("without TLS and base: a session cookie of the root",
	    has(&rq, "Set-Cookie: b=1; Path=/; HttpOnly; SameSite=Lax"));
}

static void
test_statuses(void)
{
	static const int statuses[] = { 200, 404, 400, 403, 409, 503, 202,
		500 };
	struct rq rq = answered();

	for (int e = ERR_OK; e <= ERR_BROKEN; e++)
		CHECK(err_word((enum err)e),
		    http_status((enum err)e) == statuses[e]);
	for (int fault = FAULT_NONE + 1; fault < FAULT_COUNT; fault++) {
		rq.fault = 0;
		http_fault(&rq, (enum fault)fault);
		CHECK("each fault has a status and a reason",
		    rq.fault >= 400 && rq.why.n > 0);
	}
	http_fault(&rq, FAULT_URI_LONG);
	CHECK("the first fault stays", rq.fault != 414);
	http_answer_plain(&rq, 500);
	CHECK("the last resort is plain text",
	    has(&rq, "Content-Type: text/plain; charset=utf-8") &&
		str_is_z(buf_str(&rq.res.body), "500 Internal Server Error\n"));
	res_text(&rq, 499, "text/plain", STR(""));
	CHECK("a status without words", has(&rq, "Status: 499 Unknown"));
	res_text(&rq, 304, "text/plain", STR(""));
	CHECK("not modified has no length", !has_name(&rq, "Content-Length"));
}

int
main(void)
{
	test_personal();
	test_overriding();
	test_csp();
	test_headers();
	test_redirects();
	test_cookies();
	test_statuses();
	return tap_done();
}
