/* request - the head of a request into struct rq.
 *
 * Scheme and host are never read: they come from the configuration. Bodies
 * are in body.c, what is wrong with a request in fault.c. */
#include "aftersale/conf.h"
#include "inside.h"

struct method_row {
	const char *name;
	enum method method;
};

/* Methods of HTTP; others are answered 501. Those that no route has are 405
 * by the router, with what is allowed. */
static const struct method_row methods[] = {
	{ "GET", METHOD_GET },
	{ "HEAD", METHOD_HEAD },
	{ "POST", METHOD_POST },
	{ "PUT", METHOD_OTHER },
	{ "DELETE", METHOD_OTHER },
	{ "PATCH", METHOD_OTHER },
	{ "OPTIONS", METHOD_OTHER },
	{ "TRACE", METHOD_OTHER },
	{ "CONNECT", METHOD_OTHER },
};

static void
read_method(struct rq *rq, struct str text)
{
	rq->method_text = text;
	for (size_t i = 0; i < sizeof(methods) / sizeof(methods[0]); i++) {
		if (str_is_z(text, methods[i].name)) {
			rq->method = methods[i].method;
			return;
		}
	}
	http_fault(rq, FAULT_METHOD);
}

/* A browser that fetches ahead of its reader; nobody has seen the page. */
static bool
says_prefetch(struct str value)
{
	return value.n > 0 &&
	       (str_find(value, STR("prefetch")) != (size_t)-1 ||
		   str_find(value, STR("preview")) != (size_t)-1 ||
		   str_find(value, STR("prerender")) != (size_t)-1);
}

static void
make_id(struct rq *rq)
{
	static const char digits[] = "0123456789abcdef";
	uint8_t bytes[8];

	rand_bytes(rq->rand, bytes, sizeof(bytes));
	for (size_t i = 0; i < sizeof(bytes); i++) {
		rq->id[2 * i] = digits[bytes[i] >> 4];
		rq->id[2 * i + 1] = digits[bytes[i] & 15];
	}
	rq->id[16] = '\0';
}

void
http_request_read(struct rq *rq, const struct head *head,
    const struct conf *conf, const struct trust *trust)
{
	make_id(rq);
	rq->uri = head->uri;
	rq->content_type = head->type;
	rq->accept_language = head->language;
	rq->user_agent = head->agent;
	rq->is_prefetch =
	    says_prefetch(head->sec_purpose) || says_prefetch(head->purpose) ||
	    says_prefetch(head->x_purpose) || says_prefetch(head->x_moz);
	rq->is_from_here = str_is_z(head->sec_fetch_site, "same-origin");
	rq->is_from_elsewhere = str_is_z(head->sec_fetch_site, "cross-site");
	http_client_find(rq, head, trust);
	http_cookies_read(rq->arena, head->cookie, &rq->cookies);
	read_method(rq, head->method);
	http_uri_read(rq, conf->base_path);
}
