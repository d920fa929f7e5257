/* test_http_route - which row a path finds. */
#include "../lib/tap.h"
#include "http_help.h"

static enum err
nothing(struct rq *rq)
{
	(void)rq;
	return ERR_OK;
}

static const struct route routes[] = {
	{ METHOD_GET, "/", OPEN, nothing, 0 },
	{ METHOD_GET, "/o/{token}", OPEN, nothing, 0 },
	{ METHOD_GET, "/o/{token}/help", OPEN, nothing, 0 },
	{ METHOD_POST, "/o/{token}/help/{entry}", OPEN, nothing, 0 },
	{ METHOD_GET, "/find", OPEN, nothing, 0 },
	{ METHOD_POST, "/find", OPEN, nothing, 0 },
	{ METHOD_GET, "/order/new", OPEN, nothing, 0 },
	{ METHOD_GET, "/order/{number}", OPEN, nothing, 0 },
	{ METHOD_GET, "/p/{a}-{b}.png", OPEN, nothing, 0 },
};

struct route_case {
	enum method method;
	const char *path;
	const char *found;  /* "404", "405" or the row */
	const char *params; /* or what is allowed */
};

static const struct route_case cases[] = {
	{ METHOD_GET, "/", "/", "" },
	{ METHOD_HEAD, "/", "/", "" },
	{ METHOD_GET, "/o/abc", "/o/{token}", "abc" },
	{ METHOD_GET, "/o/abc/help", "/o/{token}/help", "abc" },
	{ METHOD_POST, "/o/abc/help/7", "/o/{token}/help/{entry}", "abc,7" },
	{ METHOD_GET, "/o/abc/help/7", "405", "POST" },
	{ METHOD_HEAD, "/o/abc/help/7", "405", "POST" },
	{ METHOD_POST, "/o/abc", "405", "GET, HEAD" },
	{ METHOD_OTHER, "/find", "405", "GET, HEAD, POST" },
	{ METHOD_OTHER, "/nothing", "404", "" },
	{ METHOD_GET, "/order/new", "/order/new", "" },
	{ METHOD_GET, "/order/newer", "/order/{number}", "newer" },
	{ METHOD_GET, "/o/", "404", "" },
	{ METHOD_GET, "/o", "404", "" },
	{ METHOD_GET, "/o//help", "404", "" },
	{ METHOD_GET, "/o/abc/", "404", "" },
	{ METHOD_GET, "//o/abc", "404", "" },
	{ METHOD_GET, "/O/abc", "404", "" },
	{ METHOD_GET, "/o/abc/helpful", "404", "" },
	{ METHOD_GET, "/o/abc/hel", "404", "" },
	{ METHOD_GET, "", "404", "" },
	{ METHOD_GET, "/o/\xc5\xbe", "/o/{token}", "\xc5\xbe" },
	{ METHOD_GET, "/o/{token}", "/o/{token}", "{token}" },
};

static struct str
found(struct rq *rq, struct str *params)
{
	struct str allow;
	enum err e =
	    http_route(rq, routes, sizeof(routes) / sizeof(routes[0]), &allow);

	*params = STR("");
	if (e == ERR_NOT_FOUND)
		return STR("404");
	if (e) {
		*params = allow;
		return STR("405");
	}
	*params = rq->params[0];
	if (rq->params[1].n)
		*params = arena_printf(arena, STR_FMT "," STR_FMT,
		    STR_ARG(rq->params[0]), STR_ARG(rq->params[1]));
	return str_of(rq->route->path);
}

int
main(void)
{
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const struct route_case *c = &cases[i];
		struct str params;
		struct rq rq;
		bool fits;

		help_start("");
		rq = help_request();
		rq.method = c->method;
		rq.path = help_exact(str_of(c->path));
		fits = str_is_z(found(&rq, &params), c->found);
		CHECK(*c->path ? c->path : "an empty path",
		    fits && str_is_z(params, c->params));
	}
	return tap_done();
}
