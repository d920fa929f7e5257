/* inside.h - what the files of http share; private to the part. */
#ifndef HTTP_INSIDE_H
#define HTTP_INSIDE_H

#include <signal.h>
#include <sys/uio.h>

#include "aftersale/http.h"

/* ---- what may be wrong with a request before anybody handles it --------- */

enum fault {
	FAULT_NONE = 0,
	FAULT_METHOD,
	FAULT_URI_MISSING,
	FAULT_URI_LONG,
	FAULT_URI_FORM,
	FAULT_PERCENT,
	FAULT_CONTROL,
	FAULT_UTF8,
	FAULT_SLASH,
	FAULT_DOTS,
	FAULT_OUTSIDE,
	FAULT_FIELDS,
	FAULT_LENGTH,
	FAULT_CHUNKED,
	FAULT_BODY_LONG,
	FAULT_BODY_SHORT,
	FAULT_BODY_OVER,
	FAULT_BODY_SLOW,
	FAULT_GONE,
	FAULT_COUNT
};

/* Sets rq->fault and rq->why, unless an earlier one stands there. */
void http_fault(struct rq *rq, enum fault fault);

/* ---- the head: what the web server tells, by name ----------------------- */

struct head {
	struct str method;
	struct str uri;
	struct str length;
	struct str type;
	struct str remote;
	struct str cookie;
	struct str language;
	struct str agent;
	struct str forwarded_for;
	struct str forwarded;
	struct str transfer;
	struct str sec_fetch_site;
	struct str sec_purpose;
	struct str purpose;
	struct str x_purpose;
	struct str x_moz;
};

/* Picks the known names out of "NAME=VALUE" strings; borrowed. */
void http_head_read(char *const *env, struct head *out);

/* ---- proxies that may speak for others ---------------------------------- */

struct net {
	uint8_t address[16]; /* IPv4 as ::ffff:a.b.c.d */
	unsigned bits;
};

struct trust {
	struct list nets; /* struct net */
	bool is_unix;     /* "unix:" stands in the list */
};

/* Rows that are no address are left out: not trusting is the safe side. */
void
http_trust_read(struct arena *a, const struct list *rows, struct trust *out);
/* May this peer of a listener on host:port speak for the web server? Without
 * a list only this machine may. */
struct sockaddr_storage;
bool http_peer_may(
    const struct trust *peers, const struct sockaddr_storage *who);
/* Fills rq->client and rq->is_local. */
void http_client_find(
    struct rq *rq, const struct head *head, const struct trust *trust);

/* ---- parsers ------------------------------------------------------------ */

/* %xx once, and '+' as a space where `plus`. ERR_BAD_INPUT: a broken escape,
 * NUL, or no UTF-8. The result may be s itself. */
enum err
http_url_decode(struct arena *a, struct str s, bool plus, struct str *out);
/* Splits rq->uri into rq->path (below base) and rq->query. */
void http_uri_read(struct rq *rq, struct str base);
/* name=value&... into pairs. Strict: ERR_BAD_INPUT for what http_url_decode
 * refuses; else such pairs are left out. More than HTTP_FIELDS_MAX:
 * ERR_CONFLICT. */
enum err
http_pairs_read(struct arena *a, struct str s, bool strict, struct list *out);
void http_cookies_read(struct arena *a, struct str header, struct list *out);
/* multipart/form-data without files into pairs; type is the header. */
enum err http_multipart_read(
    struct arena *a, struct str type, struct str body, struct list *out);
/* The body as pairs, whatever of the two it is; once a request. */
enum err http_form_body(struct rq *rq);
/* Checks what was typed against its row; fills out, out->error when wrong. */
void http_form_check(
    struct rq *rq, const struct form_field *field, struct form_value *out);

/* The whole head into rq; rq->arena is set. */
void http_request_read(struct rq *rq, const struct head *head,
    const struct conf *conf, const struct trust *trust);

/* ---- the wire: FastCGI or CGI ------------------------------------------- */

struct wire {
	/* At least one byte, or *got 0 at the end. ERR_BUSY: nothing came in
	 * time; ERR_BROKEN: the other side is gone. */
	enum err (*read)(struct wire *w, char *p, size_t n, size_t *got);
	/* The whole answer. ERR_NOT_FOUND: nobody is there to read it. */
	enum err (*write)(struct wire *w, struct str head, struct str body);
	bool may_read_over; /* the end of the body can be seen */
	size_t left;        /* announced and not read yet */
};

/* Writes all of it, whatever it takes; the array is used up. ERR_NOT_FOUND:
 * the reader is gone or does not read. */
enum err http_write_all(int fd, struct iovec *iov, size_t count);
/* What the body should have, into w->left, or a fault. */
void http_body_announce(struct rq *rq, struct wire *w, const struct head *head);
/* Reads exactly w->left bytes, or sets a fault. */
void
http_body_read(struct rq *rq, struct wire *w, size_t most, int64_t most_ms);

/* ---- the answer --------------------------------------------------------- */

/* The header of that name as the handler set it, or NULL. */
const struct pair *http_res_find(const struct res *res, const char *name);
/* The answer is whole now. */
void http_res_finish(struct rq *rq, int status);
/* Headers as CGI wants them, with the empty line. */
struct str http_answer_head(struct rq *rq);
/* One line of plain text, when nobody had a better answer. */
void http_answer_plain(struct rq *rq, int status);
/* "404 Not Found", or NULL for a status we do not know. */
const char *http_status_line(int status);

/* ---- one request, the same for both wires ------------------------------- */

struct round {
	struct http_server *server;
	struct arena *arena;
	struct arena *long_arena; /* of the whole run */
	struct trust trust;
	struct trust peers;
	struct rand rand; /* where the server has none */
};

enum { HTTP_READ_MS = 5000, HTTP_BODY_MS = 15000 };

void http_round_start(struct round *r, struct http_server *server);
void http_round_end(struct round *r);
/* Reads, handles and answers. rq stays for http_round_after. */
void http_round_serve(
    struct round *r, char *const *env, struct wire *w, struct rq *rq);
/* What happens when the answer is out; forgets the request. */
void http_round_after(struct round *r, struct rq *rq);

/* ---- signals: heard only while waiting ---------------------------------- */

/* Blocks the signals that end a server and says which mask to wait with. */
enum err http_stop_prepare(sigset_t *wait_mask);
/* Was one heard while waiting? */
bool http_stop_heard(void);
/* Did one come? Also when ppoll had no time to deliver it. */
bool http_stop_wanted(void);

enum err http_fcgi_serve(struct http_server *server);
enum err http_cgi_serve(struct http_server *server);

#endif
