/* round - one request from its head to what happens after its answer, the
 * same for FastCGI and CGI. */
#include "aftersale/conf.h"
#include "inside.h"

/* What started us may say who the web servers are, as FastCGI wants it;
 * else the configuration. */
static void
read_peers(struct round *r, const struct conf *conf)
{
	struct str rest = str_of(getenv("FCGI_WEB_SERVER_ADDRS"));
	struct list named = { 0 };

	while (rest.n)
		*LIST_PUSH(r->long_arena, &named, struct str) =
		    str_trim(str_cut(&rest, ','));
	http_trust_read(r->long_arena,
	    named.count ? &named : &conf->web_servers, &r->peers);
}

/* Far above what the limits of input and answer let a request need. */
static const size_t arena_cap = (size_t)64 << 20;
static const size_t long_cap = (size_t)1 << 20;

void
http_round_start(struct round *r, struct http_server *server)
{
	*r = (struct round){
		.server = server,
		.arena = arena_new(arena_cap),
		.long_arena = arena_new(long_cap),
	};
	http_trust_read(
	    r->long_arena, &server->conf->trusted_proxies, &r->trust);
	read_peers(r, server->conf);
}

void
http_round_end(struct round *r)
{
	arena_free(r->arena);
	arena_free(r->long_arena);
}

static size_t
body_limit(const struct http_server *s, struct rq *rq)
{
	if (s->body_limit)
		return s->body_limit(s->ctx, rq);
	return s->body_max ? s->body_max : HTTP_BODY_MAX;
}

static void
read_all(struct round *r, char *const *env, struct wire *w, struct rq *rq)
{
	const struct http_server *s = r->server;
	struct head head;

	http_head_read(env, &head);
	http_request_read(rq, &head, s->conf, &r->trust);
	http_body_announce(rq, w, &head);
	if (!rq->fault)
		http_body_read(rq, w, body_limit(s, rq),
		    s->body_ms ? s->body_ms : HTTP_BODY_MS);
}

void
http_round_serve(
    struct round *r, char *const *env, struct wire *w, struct rq *rq)
{
	struct http_server *s = r->server;
	struct str body;

	w->left = 0;
	*rq = (struct rq){
		.arena = r->arena,
		.conf = s->conf,
		.rand = s->rand ? s->rand : &r->rand,
		.now = clock_now(),
	};
	rq->res.body = buf_new(rq->arena, HTTP_ANSWER_MAX);
	read_all(r, env, w, rq);
	if (s->record)
		s->record(s->ctx, rq, env);

	if (!rq->fault)
		s->handle(s->ctx, rq);
	else if (s->refuse)
		s->refuse(s->ctx, rq);
	if (!rq->res.is_done)
		http_answer_plain(rq, rq->fault ? rq->fault : 500);

	body = buf_str(&rq->res.body);
	if (rq->method == METHOD_HEAD)
		body.n = 0;
	/* A reader who left is no error, and nobody is there to tell. */
	w->write(w, http_answer_head(rq), body);
}

void
http_round_after(struct round *r, struct rq *rq)
{
	struct http_pulse *pulse = r->server->pulse;

	if (rq->after)
		rq->after(rq, rq->after_ctx);
	if (pulse)
		pulse->served++;
	if (r->server->last_use)
		*r->server->last_use = clock_tick();
	arena_reset(r->arena);
}
