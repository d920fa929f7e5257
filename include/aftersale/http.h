/* http - requests, responses, forms, cookies, routing, the FastCGI and CGI
 * front. fcgiapp.h lives only here.
 *
 * Called by handlers (through struct rq) and by app's serve. It knows view;
 * it knows neither the database nor the shop: rq only carries them.
 */
#ifndef AFTERSALE_HTTP_H
#define AFTERSALE_HTTP_H

#include "aftersale/base.h"
#include "aftersale/text.h"
#include "aftersale/view.h"

struct conf;
struct db;
struct shop;
struct site;
struct form_field;
struct link;

enum method {
	METHOD_OTHER = 0,
	METHOD_GET,
	METHOD_HEAD,
	METHOD_POST
};

/* Limits of what is read (each answers with its own status). */
#define HTTP_URI_MAX 8192	 /* 414 */
#define HTTP_BODY_MAX (256 * 1024) /* 413, unless the route says more */
#define HTTP_COOKIES_MAX 8192	 /* the header is ignored beyond */
#define HTTP_FIELDS_MAX 400	 /* 400 */
#define HTTP_TEXT_MAX 10000	 /* characters, where a field says nothing */
#define HTTP_ANSWER_MAX ((size_t)8 << 20)

struct pair {
	struct str name;
	struct str value;
};

/* What the gate found out about the caller. */
enum pass_level {
	PASS_NONE = 0,
	PASS_VIEW, /* status and items */
	PASS_FULL  /* everything of this order */
};
struct pass {
	enum pass_level level;
	int64_t order_id;
	struct str token; /* the link in the path, as it came */
	bool is_staff;
	int64_t user_id; /* of the shop's session, 0: none */
	struct str user_name;
	struct str user_email;
};

/* The answer while it is built. */
struct res {
	int status;
	struct list headers; /* struct pair */
	struct buf body;
	bool is_done;	 /* headers and body are final */
	bool is_public;	 /* may be cached (assets, brand.css) */
	int64_t refresh; /* seconds, 0: none */
};

struct counted;

struct rq {
	struct arena *arena;
	struct db *db;
	struct shop *shop;
	const struct site *site;
	const struct conf *conf;
	struct rand *rand;
	struct counted *counted; /* what this process counted already */
	int64_t now;
	const struct text *lang; /* of the page; NULL: English */
	struct str lang_tag;	 /* "lt", "en" */
	bool is_rtl;
	/* Set by the front for res_page, the CSP and redirects. */
	const struct view *view;
	const struct view_base *view_base; /* may be NULL */
	struct str img_src;	/* origin of the shop's uploads, or empty */
	struct str shop_origin; /* fonts, redirects; empty: only our own */

	char id[17]; /* X-Request-Id */
	enum method method;
	struct str method_text;
	struct str path; /* below the base path, decoded once, UTF-8 */
	struct str uri;	 /* as received */
	struct list query;   /* struct pair, decoded */
	struct list cookies; /* struct pair, raw */
	struct str body;
	struct str content_type;
	struct str accept_language;
	struct str user_agent;
	struct str client; /* address behind trusted proxies */
	bool is_local;	   /* loopback, and nobody forwarded it */
	bool is_prefetch;  /* Sec-Purpose, Purpose, X-Moz */
	/* Sec-Fetch-Site; where a browser says neither, it is not known. */
	bool is_from_here;
	bool is_from_elsewhere; /* a page of another site sent it */
	int fault; /* status of a request that was not understood, or 0 */
	struct list form; /* struct pair, of the body; read by rq_form */
	bool is_form_read;

	const struct route *route;
	struct str params[4]; /* of {..} in the route, in order */
	struct pass pass;
	const struct link *link;  /* of {token}, once the gate let it in */
	const struct list *cards; /* struct order_card, read by the gate */
	struct res res;
	struct str why; /* text of an error, for the log */
	unsigned paused; /* bits of enum shop_part that keep it from writing */
	/* After the answer was sent (architecture 11); may be NULL. */
	void (*after)(struct rq *rq, void *ctx);
	void *after_ctx;
};

/* ---- reading ------------------------------------------------------------*/

/* The first value of that name, or the empty str. What is broken in a query
 * (a lone %, NUL, no UTF-8) is left out and not refused: mailers and trackers
 * add to addresses whatever they like. In a form it is refused. */
struct str rq_query(const struct rq *rq, const char *name);
struct str rq_cookie(const struct rq *rq, struct str name);

enum form_kind {
	FORM_TEXT = 0, /* one line: control characters are refused */
	FORM_LINES,    /* several lines; CRLF becomes LF */
	FORM_EMAIL,
	FORM_INT,
	FORM_FLAG,   /* present or not */
	FORM_CHOICE, /* one of .choices */
	FORM_MANY    /* a list of texts */
};

/* A declared field; what is not declared does not exist. */
struct form_field {
	const char *name;
	enum form_kind kind;
	const char *label; /* msgid, for the error summary */
	bool is_required;
	size_t least; /* characters */
	size_t most;  /* characters; FORM_MANY: items; 0: HTTP_TEXT_MAX */
	int64_t low;  /* FORM_INT; low and high both 0: any number */
	int64_t high;
	const char *const *choices; /* NULL ended */
	size_t offset; /* of a struct form_value in the form's struct */
	const char *group; /* repeated groups: prefix "line" reads line.3.qty */
};

/* What was typed and what is wrong with it; both are shown again. */
struct form_value {
	struct str text; /* as typed, trimmed */
	int64_t number;
	bool flag;
	struct list many; /* struct str */
	struct str error; /* translated sentence; empty: fine */
};

#define FORM_STOP { .name = NULL }

/* Reads the declared fields from the body (urlencoded or multipart without
 * files); rows with a .group are passed over. ERR_BAD_INPUT only for a body
 * that is no form at all, or that names a field twice which is no FORM_MANY;
 * wrong values are told in .error and counted. */
enum err rq_form(struct rq *rq, const struct form_field *fields, void *form,
    size_t *wrong);
/* All that was posted, for a page that gives it back as it was typed; nothing
 * may be decided by it. ERR_BAD_INPUT: no such form, or one with files. */
enum err rq_form_typed(struct rq *rq, struct list *out /* struct pair */);
/* Numbers that appear in names of a group: "line.3.qty" gives 3. Ascending,
 * each once. */
enum err rq_form_group(struct rq *rq, const char *group,
    struct list *out /* int64_t */);
/* The rows of that group for one number, into a struct of its own. */
enum err rq_form_item(struct rq *rq, const struct form_field *fields,
    const char *group, int64_t number, void *form, size_t *wrong);

/* The error summary for a refused form, for templates: list of
 * {field, label, text}. */
struct form_error {
	struct str field;
	struct str label;
	struct str text;
};
extern const struct field form_error_fields[];
struct list form_errors(
    struct rq *rq, const struct form_field *fields, const void *form);
/* Adds those of one item of a group; field is "line.3.qty" then. */
void form_item_errors(struct rq *rq, const struct form_field *fields,
    const char *group, int64_t number, const void *form, struct list *add);

/* ---- answering ----------------------------------------------------------*/

/* Renders a template as the whole answer with the headers of a personal page
 * (no-store, noindex, no-referrer, CSP, nosniff). */
enum err res_page(struct rq *rq, int status, const char *name,
    const struct field *fields, const void *data);
/* 303 to a local path below the base ("/o/...") or to an absolute address
 * that is allowed (the shop's own origin). */
enum err res_see_other(struct rq *rq, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
enum err res_text(struct rq *rq, int status, const char *type, struct str s);
/* Name and value are checked: CR, LF, NUL in a value is ERR_BAD_INPUT. */
enum err res_header(struct rq *rq, const char *name, struct str value);
/* Path, HttpOnly, SameSite=Lax, Secure by base URL. seconds 0: session,
 * negative: delete. path below the base. */
enum err res_cookie(struct rq *rq, const char *name, struct str value,
    struct str path, int64_t seconds);
/* Status of an error; one table. */
int http_status(enum err e);

/* ---- routing ------------------------------------------------------------*/

/* Who may come through; the gate in app decides by it. */
enum gate_kind {
	GATE_OPEN = 0, /* anybody */
	GATE_LINK,     /* a purpose link in {token}; purpose in .need */
	GATE_STAFF,    /* the shop's staff by the shop's session */
	GATE_LOCAL,    /* health: loopback only */
	GATE_BRIDGE    /* the bridge inside the shop: loopback and signed */
};
struct gate {
	enum gate_kind kind;
	int need; /* enum link_purpose */
};
#define OPEN { GATE_OPEN, 0 }
#define LINK(purpose) { GATE_LINK, (purpose) }
#define STAFF { GATE_STAFF, 0 }
#define LOCAL { GATE_LOCAL, 0 }
#define BRIDGE { GATE_BRIDGE, 0 }

struct route {
	enum method method; /* GET also answers HEAD */
	const char *path;   /* "/o/{token}/help" */
	struct gate gate;
	enum err (*handler)(struct rq *rq);
	size_t body_max; /* 0: HTTP_BODY_MAX */
	/* Parts of the shop (enum shop_part) that what it writes is built
	 * upon: closed while one of them has changed. */
	unsigned stands_on;
};

/* Finds the row and fills rq->route and rq->params. ERR_NOT_FOUND: no such
 * path; ERR_DENIED: the path exists for other methods (405, `allow` filled
 * as the header wants it). */
enum err http_route(struct rq *rq, const struct route *routes, size_t count,
    struct str *allow);
/* A CSRF field for forms that stand outside of a purpose link (staff): MAC
 * over session, route and hour; checked by the gate on POST. */

/* ---- the front ----------------------------------------------------------*/

/* What a serving process tells its supervisor; in shared memory. */
struct http_pulse {
	_Atomic int64_t ready; /* clock_tick when it first waited, 0: not yet */
	_Atomic int64_t served;
};

struct http_server {
	int fd; /* a listening socket, -1: plain CGI on stdin/stdout */
	/* Fills and answers one request. Called with rq's request members,
	 * arena, conf, rand and now set; everything else is app's. */
	void (*handle)(void *ctx, struct rq *rq);
	/* The same for a request that was not understood (rq->fault is the
	 * status). NULL, or no answer left: one line of plain text. */
	void (*refuse)(void *ctx, struct rq *rq);
	/* Before a request is handled, for --record; may be NULL. */
	void (*record)(void *ctx, const struct rq *rq, char *const *env);
	/* A peer on host:port that is no web server of ours was turned away;
	 * may be NULL. */
	void (*turned_away)(void *ctx);
	/* Between requests and once a second when idle; false ends. */
	bool (*idle)(void *ctx);
	void *ctx;
	int64_t most_requests; /* 0: no end */
	size_t body_max;       /* 0: HTTP_BODY_MAX */
	/* The limit of this very request, before its body is read; NULL:
	 * body_max. Only the head of rq is there. */
	size_t (*body_limit)(void *ctx, struct rq *rq);
	const struct conf *conf;
	struct rand *rand;	   /* NULL: the system's */
	int64_t body_ms;	   /* the whole body; 0: 15 seconds */
	int64_t idle_exit;	   /* seconds without a request, 0: never */
	struct http_pulse *pulse;  /* may be NULL */
	_Atomic int64_t *last_use; /* tick; shared by siblings, may be NULL */
};
/* Serves until idle() says no or TERM, INT, HUP or USR1 comes; what runs is
 * finished first. One request at a time. The socket is not closed. */
enum err http_serve(struct http_server *server);
/* A listening socket of our own: flock beside the path, bind, 4096 backlog;
 * or "host:port". ERR_CONFLICT: another instance has it. *why is one
 * sentence. lock_out is -1 for host:port. */
enum err http_listen(struct str where, unsigned mode, int *fd_out,
    int *lock_out, struct str *why, struct arena *a);
/* Closes it, takes the path away and gives the lock back. */
void http_listen_end(struct str where, int fd, int lock);
/* A listening socket that somebody handed over: systemd's (LISTEN_FDS) or
 * descriptor 0 (mod_fcgid, spawn-fcgi); -1: none. */
int http_inherited(void);
/* Was the program started for one request by a web server? */
bool http_is_cgi(void);

#endif
