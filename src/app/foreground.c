/* foreground - a request of a command's own, through the very front door:
 * for `render` and `replay`. It is spoken as plain CGI, so that nothing of
 * the way is left out; only what follows an answer is. */
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "foreground.h"
#include "session.h"

enum err
foreground_link(struct app *app, int64_t order_id, enum link_purpose purpose,
    struct str *out)
{
	struct link link = { .purpose = purpose, .order_id = order_id };
	struct order_head head;
	enum err e;

	e = shop_order_head(app->shop, app->arena, order_id, &head);
	if (e)
		return e;
	link.made_at = clock_now();
	link.expires_at = link.made_at + 3600;
	link.placed_at = head.created_at;
	link.items = head.items;
	snprintf(link.number, sizeof(link.number), "%.*s",
	    STR_ARG(str_fit(head.number, sizeof(link.number) - 1)));
	*out = link_make(app->arena, &app->conf, &app->rand, &link);
	return ERR_OK;
}

static void
see_statement(void *ctx, const struct db_stmt *st, int64_t us, int64_t rows)
{
	struct foreground *f = ctx;

	f->statements++;
	fprintf(stderr, "statement  %-28s %7lld us  %lld rows\n",
	    st ? st->name : "-", (long long)us, (long long)rows);
}

static void
tell(const struct foreground *f, const struct rq *rq, int64_t started)
{
	static const char *const gates[] = { "open", "link", "staff",
		"local" };
	static const char *const levels[] = { "none", "status and items",
		"everything" };

	if (rq->route)
		fprintf(stderr, "route      %s, gate %s\n", rq->route->path,
		    gates[rq->route->gate.kind]);
	fprintf(stderr, "pass       %s, order %lld\n",
	    levels[rq->pass.level], (long long)rq->pass.order_id);
	fprintf(stderr,
	    "answer     %d, %zu bytes, %lld statements, %lld us\n",
	    rq->res.status, rq->res.body.n, (long long)f->statements,
	    (long long)(clock_tick() - started));
}

static void
write_page(int fd, struct str page)
{
	while (page.n) {
		ssize_t n = write(fd, page.p, page.n);

		if (n <= 0)
			return;
		page = str_skip(page, (size_t)n);
	}
}

static void
handle(void *ctx, struct rq *rq)
{
	struct foreground *f = ctx;
	int64_t started = clock_tick();

	if (f->tells_steps)
		db_watch(f->app.db, see_statement, f);
	front_handle(&f->app, rq);
	rq->after = NULL;
	f->status = rq->res.status;
	if (f->tells_steps)
		tell(f, rq, started);
	write_page(f->out, buf_str(&rq->res.body));
}

static bool
goes_on(void *ctx)
{
	(void)ctx;
	return true;
}

static void
put_environment(const struct foreground_request *request)
{
	char length[32];

	snprintf(length, sizeof(length), "%zu", request->body.n);
	setenv("GATEWAY_INTERFACE", "CGI/1.1", 1);
	setenv("REQUEST_METHOD", request->method, 1);
	setenv("REQUEST_URI", request->uri, 1);
	setenv("REMOTE_ADDR", "127.0.0.1", 1);
	setenv("HTTP_COOKIE", request->cookie, 1);
	setenv("HTTP_ACCEPT_LANGUAGE", request->language, 1);
	setenv("CONTENT_TYPE", request->type, 1);
	setenv("CONTENT_LENGTH", length, 1);
}

/* The body where CGI has it. */
static bool
put_body(struct str body)
{
	FILE *in = tmpfile();
	bool is_put;

	if (!in)
		return false;
	is_put = fwrite(body.n ? body.p : "", 1, body.n, in) == body.n &&
	    fflush(in) == 0 && lseek(fileno(in), 0, SEEK_SET) == 0 &&
	    dup2(fileno(in), STDIN_FILENO) >= 0;
	return fclose(in) == 0 && is_put;
}

/* The answer of CGI goes nowhere: the page was taken before. */
static bool
put_streams(struct foreground *f, struct str body)
{
	int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);

	fflush(stdout);
	f->out = dup(STDOUT_FILENO);
	return nowhere >= 0 && f->out >= 0 && put_body(body) &&
	    dup2(nowhere, STDOUT_FILENO) >= 0;
}

int
foreground_run(struct foreground *f, const struct foreground_request *request)
{
	struct http_server server = {
		.fd = -1,
		.handle = handle,
		.refuse = handle,
		.idle = goes_on,
		.ctx = f,
		.conf = &f->app.conf,
		.rand = &f->app.rand,
		.body_limit = front_body_limit,
	};

	put_environment(request);
	if (!put_streams(f, request->body) || http_serve(&server))
		return 1;
	close(f->out);
	return f->status >= 400 ? 1 : 0;
}
