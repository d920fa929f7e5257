/* answer - the headers of an answer, in one pass.
 *
 * Whatever a handler does, a page that is not public carries the headers that
 * keep it out of caches, search engines and foreign frames. Compressing is
 * the web server's work. */
#include "inside.h"

enum { HEAD_MAX = 16 * 1024 };

/* Browsers and proxies; CDNs; nginx; and Varnish, which asks Surrogate. */
static const char personal[] = "Cache-Control: private, no-store, max-age=0\r\n"
			       "Surrogate-Control: no-store\r\n"
			       "CDN-Cache-Control: no-store\r\n"
			       "X-Accel-Expires: 0\r\n"
			       "X-Robots-Tag: noindex, nofollow, noarchive\r\n";

/* Of a personal answer these are not the handler's to say. */
static const char *const personal_names[] = { "Cache-Control",
	"Surrogate-Control", "CDN-Cache-Control", "X-Accel-Expires",
	"X-Robots-Tag", "Expires", "ETag", "Last-Modified", NULL };

static const char common[] =
    "X-Content-Type-Options: nosniff\r\n"
    "Referrer-Policy: no-referrer\r\n"
    "Permissions-Policy: camera=(), geolocation=(), microphone=(),"
    " payment=()\r\n";

static const char public_cache[] = "Cache-Control: public, max-age=86400\r\n";

static bool
is_personal_name(struct str name)
{
	for (size_t i = 0; personal_names[i]; i++)
		if (str_is_nocase(name, str_of(personal_names[i])))
			return true;
	return false;
}

/* An origin out of settings must not become a second directive. */
static bool
is_source(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c <= ' ' || c >= 0x7f || strchr("\"',;", c))
			return false;
	}
	return s.n > 0;
}

static void
put_source(struct buf *b, struct str source)
{
	if (!is_source(source))
		return;
	buf_putc(b, ' ');
	buf_put(b, source);
}

static void
put_csp(struct buf *b, const struct rq *rq)
{
	buf_putz(b, "Content-Security-Policy: default-src 'self';"
		    " img-src 'self'");
	put_source(b, rq->img_src);
	buf_putz(b, " data:; style-src 'self'; font-src 'self'");
	put_source(b, rq->shop_origin);
	buf_putz(b, "; form-action 'self'; frame-ancestors 'self';"
		    " base-uri 'none'; object-src 'none'\r\n");
}

static void
put_header(struct buf *b, struct str name, struct str value)
{
	buf_put(b, name);
	buf_putz(b, ": ");
	buf_put(b, value);
	buf_putz(b, "\r\n");
}

static void
put_headers(struct buf *b, const struct res *res)
{
	for (size_t i = 0; i < res->headers.count; i++) {
		struct pair *pair = LIST_AT(&res->headers, struct pair, i);

		if (res->is_public || !is_personal_name(pair->name))
			put_header(b, pair->name, pair->value);
	}
}

static void
put_number(struct buf *b, const char *name, uint64_t n)
{
	char text[24];
	size_t at = sizeof(text);

	do {
		text[--at] = (char)('0' + n % 10);
		n /= 10;
	} while (n > 0);
	put_header(
	    b, str_of(name), (struct str){ text + at, sizeof(text) - at });
}

static void
put_status(struct buf *b, int status)
{
	const char *line = http_status_line(status);

	if (line)
		put_header(b, STR("Status"), str_of(line));
	else
		buf_printf(b, "Status: %d Unknown\r\n", status);
}

struct str
http_answer_head(struct rq *rq)
{
	const struct res *res = &rq->res;
	struct buf b = buf_new(rq->arena, HEAD_MAX);

	put_status(&b, res->status);
	if (!res->is_public)
		buf_put(&b, STR(personal));
	else if (!http_res_find(res, "Cache-Control"))
		buf_put(&b, STR(public_cache));
	buf_put(&b, STR(common));
	put_csp(&b, rq);
	put_headers(&b, res);
	if (res->refresh > 0)
		put_number(&b, "Refresh", (uint64_t)res->refresh);
	put_header(&b, STR("X-Request-Id"), str_of(rq->id));
	if (res->status != 304 && res->status != 204)
		put_number(&b, "Content-Length", res->body.n);
	buf_putz(&b, "\r\n");
	return buf_str(&b);
}

/* The last resort: no template, no language, no promise. */
void
http_answer_plain(struct rq *rq, int status)
{
	const char *line = http_status_line(status);
	enum err e;

	rq->res = (struct res){ 0 };
	e = res_text(rq, status, "text/plain; charset=utf-8",
	    arena_printf(rq->arena, "%s\n", line));
	assert(!e);
}
