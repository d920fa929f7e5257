/* ask - one HTTP request through libcurl, and what its answers mean. Which
 * addresses may be reached is reach.c's. */
#include "config.h"

#include <curl/curl.h>
#include <netinet/in.h>

#include "aftersale/net.h"

enum { MS = 10000, CONNECT_MS = 3000, MOST = 64 << 10 };

struct asking {
	const struct net_request *request;
	struct buf body;
	struct curl_slist *lines;
	bool is_refused; /* by its address */
};

/* ---- what libcurl asks while it works ------------------------------------ */

static size_t
take_body(char *p, size_t size, size_t n, void *ctx)
{
	struct asking *k = ctx;

	buf_put(&k->body, (struct str){ p, size * n });
	return k->body.overflow ? 0 : size * n;
}

/* A socket is made for an address only when that may be reached. */
static curl_socket_t
open_socket(void *ctx, curlsocktype purpose, struct curl_sockaddr *to)
{
	struct asking *k = ctx;
	const void *at = &to->addr;
	const struct sockaddr_in *v4 = at;
	const struct sockaddr_in6 *v6 = at;
	enum net_reach reach = k->request->reach;
	bool may = false;

	(void)purpose;
	if (to->family == AF_INET)
		may = net_may_reach(reach, (const uint8_t *)&v4->sin_addr, 4);
	else if (to->family == AF_INET6)
		may = net_may_reach(reach, v6->sin6_addr.s6_addr, 16);
	if (!may) {
		k->is_refused = true;
		return CURL_SOCKET_BAD;
	}
	return socket(to->family, to->socktype | SOCK_CLOEXEC, to->protocol);
}

/* ---- the request --------------------------------------------------------- */

static void
add_line(struct arena *a, struct asking *k, const char *name, struct str value)
{
	k->lines = curl_slist_append(k->lines,
	    arena_printz(a, "%s" STR_FMT, name, STR_ARG(value)));
	assert(k->lines);
}

/* Only what this program says, and not what the machine is set to. */
static void
set_limits(CURL *curl, const struct net_request *r)
{
	long ms = r->ms ? (long)r->ms : MS;

	curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, ms);
	curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS,
	    ms < CONNECT_MS ? ms : (long)CONNECT_MS);
	curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
	curl_easy_setopt(curl, CURLOPT_PROXY, "");
	curl_easy_setopt(curl, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
	curl_easy_setopt(curl, CURLOPT_SSLVERSION,
	    (long)CURL_SSLVERSION_TLSv1_2);
	curl_easy_setopt(curl, CURLOPT_HTTP_VERSION,
	    (long)CURL_HTTP_VERSION_1_1);
	curl_easy_setopt(curl, CURLOPT_USERAGENT,
	    PACKAGE_NAME "/" PACKAGE_VERSION);
#if LIBCURL_VERSION_NUM >= 0x075500
	curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
#else
	curl_easy_setopt(curl, CURLOPT_PROTOCOLS,
	    (long)(CURLPROTO_HTTP | CURLPROTO_HTTPS));
#endif
}

/* The list borrows; it lives as long as the request. */
static void
set_reach(CURL *curl, struct asking *k, struct curl_slist **to)
{
	curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, open_socket);
	curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, k);
	if (k->request->reach != NET_LOOPBACK)
		return;
	*to = curl_slist_append(NULL, "::127.0.0.1:");
	assert(*to);
	curl_easy_setopt(curl, CURLOPT_CONNECT_TO, *to);
	curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 0L);
	curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 0L);
}

static void
set_request(struct arena *a, CURL *curl, struct asking *k)
{
	const struct net_request *r = k->request;

	curl_easy_setopt(curl, CURLOPT_URL, arena_z(a, r->url));
	curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, r->method);
	add_line(a, k, "Expect:", STR(""));
	if (r->host.n)
		add_line(a, k, "Host: ", r->host);
	if (r->body.p) {
		add_line(a, k, "Content-Type: ", r->type);
		curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE,
		    (curl_off_t)r->body.n);
		curl_easy_setopt(curl, CURLOPT_POSTFIELDS, r->body.p);
	}
	curl_easy_setopt(curl, CURLOPT_HTTPHEADER, k->lines);
	curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_body);
	curl_easy_setopt(curl, CURLOPT_WRITEDATA, k);
}

/* ---- the answer ---------------------------------------------------------- */

static enum err
what_failed(const struct asking *k, CURLcode rc, struct str *why)
{
	if (k->is_refused) {
		*why = STR("that address may not be reached");
		return ERR_DENIED;
	}
	if (k->body.overflow) {
		*why = STR("the answer is too long");
		return ERR_BROKEN;
	}
	*why = str_of(curl_easy_strerror(rc));
	switch (rc) {
	case CURLE_URL_MALFORMAT:
	case CURLE_UNSUPPORTED_PROTOCOL:
		return ERR_BAD_INPUT;
	default:
		return ERR_BUSY;
	}
}

static bool
has_line_end(struct str s)
{
	return str_find_byte(s, '\n') != (size_t)-1 ||
	    str_find_byte(s, '\r') != (size_t)-1;
}

static enum err
perform(struct arena *a, CURL *curl, struct asking *k, struct net_answer *out,
    struct str *why)
{
	struct curl_slist *to = NULL;
	long status = 0;
	CURLcode rc;

	set_limits(curl, k->request);
	set_reach(curl, k, &to);
	set_request(a, curl, k);
	rc = curl_easy_perform(curl);
	curl_slist_free_all(to);
	curl_slist_free_all(k->lines);
	if (rc != CURLE_OK)
		return what_failed(k, rc, why);
	curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
	*out = (struct net_answer){ .status = status,
		.body = buf_str(&k->body) };
	return ERR_OK;
}

enum err
net_ask(struct arena *a, const struct net_request *r, struct net_answer *out,
    struct str *why)
{
	struct asking k = { .request = r,
		.body = buf_new(a, r->most ? r->most : MOST) };
	static bool is_ready;
	CURL *curl;
	enum err e;

	if (has_line_end(r->host) || has_line_end(r->type)) {
		*why = STR("a header has a line end in it");
		return ERR_BAD_INPUT;
	}
	if (!is_ready && curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
		return ERR_BROKEN;
	is_ready = true;
	curl = curl_easy_init();
	assert(curl);
	e = perform(a, curl, &k, out, why);
	curl_easy_cleanup(curl);
	return e;
}
