/* res - what handlers answer with but for pages (page.c). How it goes out is
 * in answer.c. */
#include "aftersale/conf.h"
#include "inside.h"

enum { LOCATION_MAX = 4096 };

/* Headers that only answer.c writes. */
static const char *const own_names[] = { "Status", "Content-Length",
	"Connection", "Transfer-Encoding", "Refresh", "X-Request-Id", NULL };

static bool
is_own_name(struct str name)
{
	for (size_t i = 0; own_names[i]; i++)
		if (str_is_nocase(name, str_of(own_names[i])))
			return true;
	return false;
}

static bool
is_token(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (!(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z') &&
		    !(c >= '0' && c <= '9') && c != '-' && c != '_')
			return false;
	}
	return s.n > 0;
}

static bool
has_control(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c < ' ' || c == 0x7f)
			return true;
	}
	return false;
}

const struct pair *
http_res_find(const struct res *res, const char *name)
{
	for (size_t i = 0; i < res->headers.count; i++) {
		struct pair *pair = LIST_AT(&res->headers, struct pair, i);

		if (str_is_nocase(pair->name, str_of(name)))
			return pair;
	}
	return NULL;
}

static void
header_add(struct rq *rq, const char *name, struct str value)
{
	*LIST_PUSH(rq->arena, &rq->res.headers, struct pair) =
	    (struct pair){ str_of(name), value };
}

/* Set-Cookie may stand several times; of others the last one counts. */
enum err
res_header(struct rq *rq, const char *name, struct str value)
{
	struct pair *old = (struct pair *)http_res_find(&rq->res, name);

	if (!is_token(str_of(name)) || is_own_name(str_of(name)) ||
	    has_control(value)) {
		rq->why = STR("a header that may not be sent");
		return ERR_BAD_INPUT;
	}
	value = arena_str(rq->arena, value);
	if (old && !str_is_nocase(old->name, STR("Set-Cookie")))
		old->value = value;
	else
		header_add(rq, name, value);
	return ERR_OK;
}

void
http_res_finish(struct rq *rq, int status)
{
	rq->res.status = status;
	rq->res.is_done = true;
}

enum err
res_text(struct rq *rq, int status, const char *type, struct str s)
{
	enum err e;

	e = res_header(rq, "Content-Type", str_of(type));
	if (e)
		return e;

	rq->res.body = buf_new(rq->arena, HTTP_ANSWER_MAX);
	buf_put(&rq->res.body, s);
	if (rq->res.body.overflow) {
		rq->why = STR("an answer over its limit");
		return ERR_BROKEN;
	}
	http_res_finish(rq, status);
	return ERR_OK;
}

static bool
is_below(struct str url, struct str origin)
{
	struct str rest = str_skip(url, origin.n);

	return origin.n > 0 && str_has_prefix(url, origin) &&
	       (rest.n == 0 || strchr("/?#", rest.p[0]));
}

/* "//evil" and "/\evil" lead to another host in browsers. */
static bool
is_local(struct str url)
{
	return url.n > 0 && url.p[0] == '/' &&
	       (url.n == 1 || (url.p[1] != '/' && url.p[1] != '\\'));
}

static bool
may_stand(unsigned char c)
{
	return c > ' ' && c < 0x7f && !strchr("\"<>\\^`{|}", c);
}

static void
put_escaped(struct buf *b, struct str url)
{
	for (size_t i = 0; i < url.n; i++) {
		unsigned char c = (unsigned char)url.p[i];

		if (may_stand(c))
			buf_putc(b, (char)c);
		else
			buf_printf(b, "%%%02X", c);
	}
}

enum err
res_see_other(struct rq *rq, const char *fmt, ...)
{
	struct buf url = buf_new(rq->arena, LOCATION_MAX);
	struct str to;
	enum err e;
	va_list ap;

	va_start(ap, fmt);
	to = arena_vprintf(rq->arena, fmt, ap);
	va_end(ap);
	if (is_local(to))
		buf_put(&url, rq->conf->base_url);
	else if (!is_below(to, rq->conf->origin) &&
		 !is_below(to, rq->shop_origin))
		to = STR("\n");

	put_escaped(&url, to);
	if (has_control(to) || url.overflow) {
		rq->why = STR("an address nobody may be sent to");
		return ERR_BAD_INPUT;
	}
	e = res_header(rq, "Location", buf_str(&url));
	if (e)
		return e;

	rq->res.body = buf_new(rq->arena, HTTP_ANSWER_MAX);
	rq->res.is_public = false;
	http_res_finish(rq, 303);
	return ERR_OK;
}

/* What RFC 6265 lets stand in a value, and in a path. */
static bool
is_cookie_text(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c <= ' ' || c >= 0x7f || strchr("\",;\\", c))
			return false;
	}
	return true;
}

static void
put_lifetime(struct buf *b, int64_t seconds)
{
	if (seconds > 0)
		buf_printf(b, "; Max-Age=%lld", (long long)seconds);
	if (seconds < 0)
		buf_putz(b, "; Max-Age=0; Expires="
			    "Thu, 01 Jan 1970 00:00:00 GMT");
}

enum err
res_cookie(struct rq *rq, const char *name, struct str value, struct str path,
    int64_t seconds)
{
	struct buf b = buf_new(rq->arena, LOCATION_MAX);

	if (!is_token(str_of(name)) || !is_cookie_text(value) ||
	    !is_cookie_text(path)) {
		rq->why = STR("a cookie that may not be sent");
		return ERR_BAD_INPUT;
	}
	buf_printf(&b, "%s=" STR_FMT "; Path=" STR_FMT STR_FMT, name,
	    STR_ARG(value), STR_ARG(rq->conf->base_path), STR_ARG(path));
	if (rq->conf->base_path.n + path.n == 0)
		buf_putc(&b, '/');
	put_lifetime(&b, seconds);
	buf_putz(&b, "; HttpOnly; SameSite=Lax");
	if (rq->conf->is_https)
		buf_putz(&b, "; Secure");
	if (b.overflow)
		return ERR_BAD_INPUT;

	return res_header(rq, "Set-Cookie", buf_str(&b));
}
