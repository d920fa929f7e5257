/* record - what `serve --record` writes: enough to run a request again, and
 * nothing that opens an order or names a person. `replay` reads it. */
#include <stdio.h>

#include "aftersale/link.h"
#include "record.h"

enum { RECORD_MAX = 64 * 1024 };

/* What is kept as it came; all else may tell who somebody is. */
static const char *const plain[] = { "REQUEST_METHOD", "CONTENT_TYPE",
	"HTTP_ACCEPT_LANGUAGE", NULL };

/* Letters and digits become x; the shape stays. */
static void
put_shape(struct buf *b, struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		uint8_t c = (uint8_t)s.p[i];
		bool is_word = (c >= '0' && c <= '9') ||
		    ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c >= 0x80;

		buf_putc(b, is_word || c < ' ' ? 'x' : (char)c);
	}
}

static void
put_pairs(struct buf *b, struct str text)
{
	while (text.n) {
		struct str value = str_cut(&text, '&');
		struct str name = str_cut(&value, '=');

		buf_put(b, name);
		buf_putc(b, '=');
		put_shape(b, value);
		if (text.n)
			buf_putc(b, '&');
	}
}

/* "{order=1783,purpose=1}", or "{token}" where it is none of ours. */
static void
put_link(struct buf *b, const struct rq *rq, struct str token)
{
	struct link link;

	if (link_check(rq->conf, token, rq->now, &link))
		buf_putz(b, "{token}");
	else
		buf_printf(b, "{order=%lld,purpose=%d}",
		    (long long)link.order_id, (int)link.purpose);
}

static bool
holds_link(struct str before)
{
	return str_is_z(before, "o") || str_is_z(before, "go");
}

static void
put_uri(struct buf *b, const struct rq *rq)
{
	struct str query = rq->uri;
	struct str path = str_cut(&query, '?');
	struct str before = STR("");
	bool is_first = true;

	while (path.p) {
		struct str part = str_cut(&path, '/');

		if (!is_first)
			buf_putc(b, '/');
		if (holds_link(before))
			put_link(b, rq, part);
		else
			buf_put(b, part);
		before = part;
		is_first = false;
	}
	if (query.n) {
		buf_putc(b, '?');
		put_pairs(b, query);
	}
}

/* Our own cookies are links; of others only the name is kept. */
static void
put_cookies(struct buf *b, const struct rq *rq)
{
	for (size_t i = 0; i < rq->cookies.count; i++) {
		const struct pair *p = LIST_AT(&rq->cookies, struct pair, i);

		buf_put(b, p->name);
		buf_putc(b, '=');
		if (str_has_prefix(p->name, STR("as_")))
			put_link(b, rq, p->value);
		else
			buf_putz(b, "xxx");
		buf_putz(b, "; ");
	}
}

static struct str
variable(char *const *env, const char *name)
{
	size_t n = strlen(name);

	for (; *env; env++)
		if (strncmp(*env, name, n) == 0 && (*env)[n] == '=')
			return str_of(*env + n + 1);
	return STR("");
}

static void
put_body(struct buf *b, const struct rq *rq)
{
	if (str_has_prefix(rq->content_type,
		STR("application/x-www-form-urlencoded")))
		put_pairs(b, rq->body);
}

enum err
record_write(const char *dir, const struct rq *rq, char *const *env)
{
	struct buf b = buf_new(rq->arena, RECORD_MAX + 4 * HTTP_BODY_MAX);

	for (size_t i = 0; plain[i]; i++)
		buf_printf(&b, "%s=" STR_FMT "\n", plain[i],
		    STR_ARG(variable(env, plain[i])));
	buf_putz(&b, "REQUEST_URI=");
	put_uri(&b, rq);
	buf_putz(&b, "\nHTTP_COOKIE=");
	put_cookies(&b, rq);
	buf_putz(&b, "\n\n");
	put_body(&b, rq);
	return conf_write_file(
	    arena_printz(rq->arena, "%s/%s", dir, rq->id), buf_str(&b), 0600);
}
