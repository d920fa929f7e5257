/* front - one request from its first byte to its log line. What a page shows
 * is its handler's matter; how an error looks is error.c's. */
#include "aftersale/features/confirm.h"
#include "aftersale/link.h"
#include "aftersale/log.h"
#include "app.h"
#include "place_store.h"

enum { REPEATS_MOST = 2 };

/* Microseconds after which a request is not tried again: with several servers
 * a cluster gets the time to leave out one that died. */
static const int64_t repeat_short = 3 * 1000 * 1000;
static const int64_t repeat_long = 9 * 1000 * 1000;

/* scheme://host[:port] of an address. */
static struct str
origin_of(struct str url)
{
	size_t start = str_find(url, STR("://"));
	size_t end;

	if (start == (size_t)-1)
		return STR("");
	end = str_find_byte(str_skip(url, start + 3), '/');
	return end == (size_t)-1 ? url : str_head(url, start + 3 + end);
}

static void
fill_request(struct app *app, struct rq *rq)
{
	const struct shop_info *info = shop_info(app->shop);
	const struct site_lang *lang;

	rq->db = app->db;
	rq->counted = &app->counted;
	rq->shop = app->shop;
	rq->site = &app->site;
	rq->conf = &app->conf;
	lang = site_lang(&app->site, info ? info->locale : STR("en"));
	page_base_make(rq);
	page_speak(rq, lang);
	rq->view = app->site.view;
	if (info) {
		rq->img_src = info->uploads_origin;
		rq->shop_origin = origin_of(info->home_url);
	}
}

/* Fills in what the request stands on. While the database is away, what was
 * read before it went is better than nothing: pages and styles that ask for no
 * row are still drawn, and so is the answer that it is away. Nothing is written
 * upon it. */
static enum err
stand(struct app *app, struct rq *rq, bool needs_newest)
{
	enum err e = app_refresh(app, rq->now);
	bool is_known = app->settings_arena && shop_info(app->shop);

	if (!e || (e == ERR_BUSY && is_known))
		fill_request(app, rq);
	if (e == ERR_BUSY && is_known && !needs_newest)
		return ERR_OK;
	return e;
}

/* Is what this route writes built upon something that has changed? */
static enum err
check_closed(struct rq *rq)
{
	struct value watch;

	if (!rq->route->stands_on || watch_load(rq->db, rq->arena, &watch))
		return ERR_OK;
	rq->paused = rq->route->stands_on &
	    (unsigned)value_int(value_at(&watch, "shape.closed"), 0);
	if (!rq->paused)
		return ERR_OK;
	rq->why = STR("closed: the shop's tables have changed");
	return ERR_BUSY;
}

static enum err
run(struct app *app, struct rq *rq)
{
	struct str allow;
	bool needs_newest;
	enum err e;

	if (rq->fault) {
		rq->res.status = rq->fault;
		return ERR_BAD_INPUT;
	}
	e = http_route(rq, routes, routes_count, &allow);
	if (e == ERR_DENIED) {
		res_header(rq, "Allow", allow);
		rq->res.status = 405;
	}
	if (e)
		return e;

	/* Who edits settings must see the newest; so must what is posted. */
	if (rq->route->gate.kind == GATE_STAFF)
		app->settings_tick = 0;
	needs_newest = rq->route->gate.kind == GATE_STAFF ||
	    rq->method == METHOD_POST;
	db_see_all(app->db, needs_newest);
	e = stand(app, rq, needs_newest);
	if (e)
		return e;

	e = gate_pass(app, rq);
	if (e)
		return e;

	if (rq->route->gate.kind == GATE_LINK &&
	    !mode_shows(rq, rq->pass.order_id))
		return confirm_page_away(rq, rq->pass.order_id);

	e = check_closed(rq);
	if (!e)
		e = rq->route->handler(rq);
	if (!e && rq->route->gate.kind == GATE_BRIDGE)
		e = bridge_answer(rq);
	return e;
}

size_t
front_body_limit(void *ctx, struct rq *rq)
{
	struct str allow;

	(void)ctx;
	if (http_route(rq, routes, routes_count, &allow) ||
	    !rq->route->body_max)
		return HTTP_BODY_MAX;
	return rq->route->body_max;
}

/* The database and the shop remember their last trouble, which is this
 * request's only where it ended in trouble of that kind. */
static struct str
why_of(const struct rq *rq, enum err e)
{
	struct str why = rq->why;
	bool may_ask = e == ERR_BUSY || e == ERR_BROKEN || e == ERR_UNSURE;

	if (why.n || !may_ask)
		return why;
	why = db_why(rq->db);
	if (!why.n)
		why = shop_why(rq->shop);
	return why;
}

static void
log_request(struct app *app, struct rq *rq, enum err e, int64_t started,
    int again)
{
	struct db_meter meter = db_meter(app->db, true);
	bool is_broken = e == ERR_BROKEN || e == ERR_UNSURE;
	struct log_line l = log_begin(is_broken ? LOG_ERROR
		: e == ERR_BUSY			? LOG_WARN
						: LOG_INFO,
	    "request");

	log_str(&l, "id", str_of(rq->id));
	log_str(&l, "route", rq->route ? str_of(rq->route->path) : STR("-"));
	log_str(&l, "method", rq->method_text);
	log_int(&l, "status", rq->res.status);
	log_int(&l, "us", clock_tick() - started);
	log_int(&l, "sql", meter.statements);
	log_int(&l, "sql_us", meter.microseconds);
	if (again)
		log_int(&l, "again", again);
	if (rq->pass.order_id)
		log_int(&l, "order", rq->pass.order_id);
	if (e) {
		log_str(&l, "err", str_of(err_word(e)));
		log_str(&l, "why", why_of(rq, e));
	}
	log_end(&l);
}

/* A process whose first request is a bad one does not know its shop yet. */
static void
refuse(struct app *app, struct rq *rq, enum err e)
{
	if (e != ERR_BUSY && !shop_info(app->shop))
		(void)stand(app, rq, false);
	error_page(app, rq, e);
}

/* A write whose end is not known is asked for once more: its key, or that of
 * its row, says whether it happened, and it is the same answer then. Lock
 * trouble and a server that went under a request did nothing. All within a
 * time in which the buyer still waits. */
static bool
may_repeat(struct app *app, enum err e, int64_t started)
{
	int64_t within = app->conf.db.hosts.count ? repeat_long : repeat_short;
	bool is_passing = db_was_passing(app->db);

	if (clock_tick() - started >= within)
		return false;
	return e == ERR_UNSURE || (e == ERR_BUSY && is_passing);
}

static enum err
run_whole(struct app *app, struct rq *rq, int64_t started, int *again)
{
	struct rq before = *rq;
	enum err e;

	(void)db_was_passing(app->db);
	e = run(app, rq);
	while (e && *again < REPEATS_MOST && may_repeat(app, e, started)) {
		*rq = before;
		(*again)++;
		e = run(app, rq);
	}
	return e;
}

void
front_handle(void *ctx, struct rq *rq)
{
	struct app *app = ctx;
	int64_t started = clock_tick();
	int again = 0;
	enum err e;

	db_meter(app->db, true);
	rq->rand = &app->rand;
	rq->now = clock_now();
	fill_request(app, rq);
	e = run_whole(app, rq, started, &again);
	if (e)
		refuse(app, rq, e);
	log_request(app, rq, e, started, again);
}
