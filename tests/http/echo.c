/* echo - says back what http understood of a request, for the tests of http.
 *
 *	echo SOCKET [WORKERS [IDLE_EXIT]]	FastCGI on a socket of its own
 *	echo			a socket that was handed over, or plain CGI
 *
 * The environment sets the base path (ECHO_BASE), trusted proxies
 * (ECHO_TRUST, with spaces) and the time a body may take (ECHO_BODY_MS). */
#include <signal.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "../../src/app/supervise.h"
#include "aftersale/conf.h"
#include "aftersale/http.h"

struct echo {
	struct arena *arena;
	struct conf conf;
	struct str where;
	int fd;
	int lock;
	int64_t idle_exit;
	int64_t most_requests;
};

static void
put(struct rq *rq, const char *name, struct str value)
{
	buf_printf(&rq->res.body, "%s=" STR_FMT "\n", name, STR_ARG(value));
}

static void
put_pairs(struct rq *rq, const char *name, const struct list *pairs)
{
	for (size_t i = 0; i < pairs->count; i++) {
		struct pair *pair = LIST_AT(pairs, struct pair, i);

		buf_printf(&rq->res.body, "%s:" STR_FMT "=" STR_FMT "\n", name,
		    STR_ARG(pair->name), STR_ARG(pair->value));
	}
}

static enum err
page_all(struct rq *rq)
{
	put(rq, "method", rq->method_text);
	put(rq, "path", rq->path);
	put(rq, "uri", rq->uri);
	put(rq, "param", rq->params[0]);
	put(rq, "client", rq->client);
	put(rq, "local", rq->is_local ? STR("yes") : STR("no"));
	put(rq, "prefetch", rq->is_prefetch ? STR("yes") : STR("no"));
	put(rq, "agent", rq->user_agent);
	put(rq, "language", rq->accept_language);
	put(rq, "type", rq->content_type);
	put_pairs(rq, "query", &rq->query);
	put_pairs(rq, "cookie", &rq->cookies);
	put(rq, "body", rq->body);
	return res_text(
	    rq, 200, "text/plain; charset=utf-8", buf_str(&rq->res.body));
}

struct order_form {
	struct form_value name;
	struct form_value mail;
	struct form_value qty;
};

static const struct form_field order_fields[] = {
	{ .name = "name",
	    .label = "Name",
	    .is_required = true,
	    .most = 10,
	    .offset = offsetof(struct order_form, name) },
	{ .name = "mail",
	    .kind = FORM_EMAIL,
	    .label = "E-mail",
	    .offset = offsetof(struct order_form, mail) },
	{ .name = "qty",
	    .kind = FORM_INT,
	    .low = 1,
	    .high = 9,
	    .group = "line",
	    .offset = offsetof(struct order_form, qty) },
	FORM_STOP,
};

static enum err
put_items(struct rq *rq)
{
	struct list numbers;
	enum err e = rq_form_group(rq, "line", &numbers);

	for (size_t i = 0; !e && i < numbers.count; i++) {
		int64_t number = *LIST_AT(&numbers, int64_t, i);
		struct order_form item;
		size_t wrong;

		e = rq_form_item(
		    rq, order_fields, "line", number, &item, &wrong);
		if (!e)
			buf_printf(&rq->res.body, "line.%d=%d," STR_FMT "\n",
			    (int)number, (int)item.qty.number,
			    STR_ARG(item.qty.error));
	}
	return e;
}

static enum err
page_form(struct rq *rq)
{
	struct order_form form;
	size_t wrong;
	enum err e;

	e = rq_form(rq, order_fields, &form, &wrong);
	if (e)
		return e;

	put(rq, "name", form.name.text);
	put(rq, "name-error", form.name.error);
	put(rq, "mail", form.mail.text);
	put(rq, "mail-error", form.mail.error);
	e = put_items(rq);
	if (e)
		return e;

	return res_text(
	    rq, wrong ? 422 : 200, "text/plain", buf_str(&rq->res.body));
}

static int64_t
number_of(struct str s)
{
	int64_t n = 0;

	return str_int(s, &n) ? 0 : n;
}

static enum err
page_slow(struct rq *rq)
{
	int64_t ms = number_of(rq->params[0]);
	struct timespec t = { ms / 1000, ms % 1000 * 1000000 };

	while (nanosleep(&t, &t) != 0)
		continue;
	return res_text(rq, 200, "text/plain", STR("slept\n"));
}

static enum err
page_big(struct rq *rq)
{
	size_t n = (size_t)number_of(rq->params[0]);
	char *p = arena_alloc(rq->arena, n);

	for (size_t i = 0; i < n; i += 26)
		memcpy(p + i, "abcdefghijklmnopqrstuvwxyz",
		    n - i < 26 ? n - i : 26);
	return res_text(rq, 200, "text/plain", (struct str){ p, n });
}

static enum err
page_header(struct rq *rq)
{
	enum err e = res_header(rq, "X-Echo", rq_query(rq, "value"));

	if (e)
		return e;
	e = res_cookie(rq, "as", rq_query(rq, "cookie"), STR("/o"), 3600);
	if (e)
		return e;
	return page_all(rq);
}

static enum err
page_go(struct rq *rq)
{
	return res_see_other(rq, STR_FMT, STR_ARG(rq_query(rq, "to")));
}

static enum err
page_public(struct rq *rq)
{
	rq->res.is_public = true;
	return res_text(rq, 200, "text/css", STR("a{}\n"));
}

static enum err
page_refresh(struct rq *rq)
{
	rq->res.refresh = 15;
	return page_all(rq);
}

static void
say_after(struct rq *rq, void *ctx)
{
	(void)ctx;
	fprintf(stderr, "after " STR_FMT "\n", STR_ARG(rq->path));
}

static enum err
page_after(struct rq *rq)
{
	rq->after = say_after;
	return page_all(rq);
}

static enum err
page_pid(struct rq *rq)
{
	return res_text(rq, 200, "text/plain",
	    arena_printf(rq->arena, "%d\n", (int)getpid()));
}

static enum err
page_none(struct rq *rq)
{
	(void)rq;
	return ERR_OK;
}

static enum err
page_crash(struct rq *rq)
{
	(void)rq;
	abort();
}

static const struct route routes[] = {
	{ METHOD_GET, "/all", OPEN, page_all, 0 },
	{ METHOD_POST, "/all", OPEN, page_all, 0 },
	{ METHOD_GET, "/all/{what}", OPEN, page_all, 0 },
	{ METHOD_POST, "/form", OPEN, page_form, 0 },
	{ METHOD_GET, "/slow/{ms}", OPEN, page_slow, 0 },
	{ METHOD_GET, "/big/{n}", OPEN, page_big, 0 },
	{ METHOD_GET, "/header", OPEN, page_header, 0 },
	{ METHOD_GET, "/go", OPEN, page_go, 0 },
	{ METHOD_GET, "/public", OPEN, page_public, 0 },
	{ METHOD_GET, "/refresh", OPEN, page_refresh, 0 },
	{ METHOD_GET, "/after", OPEN, page_after, 0 },
	{ METHOD_GET, "/pid", OPEN, page_pid, 0 },
	{ METHOD_GET, "/none", OPEN, page_none, 0 },
	{ METHOD_GET, "/crash", OPEN, page_crash, 0 },
};

static void
answer_error(struct rq *rq, int status)
{
	struct str text = arena_printf(
	    rq->arena, "%d " STR_FMT "\n", status, STR_ARG(rq->why));

	res_text(rq, status, "text/plain", text);
}

static void
handle(void *ctx, struct rq *rq)
{
	struct str allow;
	enum err e;

	(void)ctx;
	rq->img_src = STR("https://img.shop.test");
	rq->shop_origin = STR("https://shop.test");
	e = http_route(rq, routes, sizeof(routes) / sizeof(routes[0]), &allow);
	if (e == ERR_DENIED) {
		res_header(rq, "Allow", allow);
		answer_error(rq, 405);
		return;
	}
	if (!e)
		e = rq->route->handler(rq);
	if (e)
		answer_error(rq, http_status(e));
}

static void
refuse(void *ctx, struct rq *rq)
{
	(void)ctx;
	answer_error(rq, rq->fault);
}

static bool
idle(void *ctx)
{
	(void)ctx;
	return true;
}

static const char *
env(const char *name, const char *otherwise)
{
	const char *value = getenv(name);

	return value ? value : otherwise;
}

static void
read_conf(struct echo *echo)
{
	struct conf *c = &echo->conf;
	struct str trust = str_of(env("ECHO_TRUST", ""));

	c->base_path = str_of(env("ECHO_BASE", "/p"));
	c->origin = STR("https://after.test");
	c->base_url = arena_join(echo->arena, c->origin, c->base_path);
	c->is_https = true;
	while (trust.n > 0)
		*LIST_PUSH(echo->arena, &c->trusted_proxies, struct str) =
		    str_cut(&trust, ' ');
	echo->most_requests = number_of(str_of(env("ECHO_MOST", "0")));
}

static int
serve(void *ctx, const struct supervise_share *share)
{
	struct echo *echo = ctx;
	struct http_server server = {
		.fd = echo->fd,
		.handle = handle,
		.refuse = getenv("ECHO_PLAIN") ? NULL : refuse,
		.idle = idle,
		.conf = &echo->conf,
		.body_ms = number_of(str_of(env("ECHO_BODY_MS", "0"))),
		.most_requests = echo->most_requests,
		.idle_exit = echo->idle_exit,
	};

	if (share && echo->lock >= 0)
		close(echo->lock);
	if (share) {
		server.pulse = share->pulse;
		server.last_use = share->last_use;
	}
	if (access(env("ECHO_BROKEN", "/nonexistent"), F_OK) == 0)
		return (int)number_of(str_of(env("ECHO_STATUS", "9")));
	return http_serve(&server) ? 1 : 0;
}

static void
say(void *ctx, enum log_level level, const char *sentence)
{
	(void)ctx;
	fprintf(stderr, "say %d: %s\n", (int)level, sentence);
}

static int
supervised(struct echo *echo, int workers)
{
	struct supervise s = {
		.workers = workers,
		.child = serve,
		.say = say,
		.ctx = echo,
		.idle_exit = echo->idle_exit,
	};

	return supervise(&s);
}

static int
listening(struct echo *echo, int argc, char **argv)
{
	int64_t workers = argc > 2 ? number_of(str_of(argv[2])) : 0;
	struct str why;
	int status;

	echo->where = str_of(argv[1]);
	echo->idle_exit = argc > 3 ? number_of(str_of(argv[3])) : 0;
	if (http_listen(
		echo->where, 0660, &echo->fd, &echo->lock, &why, echo->arena)) {
		fprintf(stderr, STR_FMT "\n", STR_ARG(why));
		return 3;
	}
	status =
	    workers > 0 ? supervised(echo, (int)workers) : serve(echo, NULL);
	http_listen_end(echo->where, echo->fd, echo->lock);
	return status;
}

int
main(int argc, char **argv)
{
	struct echo echo = { .arena = arena_new(1 << 20), .lock = -1 };
	int status;

	read_conf(&echo);
	echo.fd = http_inherited();
	/* A wrapper script names sub-commands, as for the real program. */
	if (argc < 2 || argv[1][0] == '-')
		status = serve(&echo, NULL);
	else
		status = listening(&echo, argc, argv);
	arena_free(echo.arena);
	return status;
}
