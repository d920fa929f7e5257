/* route - finds the row of a path and what stands in its braces. */
#include "inside.h"

enum { PARAMS = sizeof(((struct rq *)0)->params) / sizeof(struct str) };

/* The part of the pattern up to the next brace or its end. */
static struct str
literal(struct str pattern)
{
	size_t brace = str_find_byte(pattern, '{');

	return brace == (size_t)-1 ? pattern : str_head(pattern, brace);
}

/* A name in braces takes one whole part of the path, never an empty one. */
static bool
match(struct str pattern, struct str path, struct str params[PARAMS])
{
	size_t count = 0;

	for (;;) {
		struct str same = literal(pattern);
		size_t slash;

		if (!str_has_prefix(path, same))
			return false;
		path = str_skip(path, same.n);
		pattern = str_skip(pattern, same.n);
		if (pattern.n == 0)
			return path.n == 0;
		assert(count < PARAMS);
		pattern = str_skip(pattern, str_find_byte(pattern, '}') + 1);
		slash = str_find_byte(path, '/');
		params[count] = str_head(path, slash);
		if (params[count].n == 0)
			return false;
		path = str_skip(path, params[count].n);
		count++;
	}
}

static bool
is_method(const struct rq *rq, const struct route *route)
{
	if (rq->method == METHOD_HEAD)
		return route->method == METHOD_GET;
	return rq->method != METHOD_OTHER && rq->method == route->method;
}

static struct str
allow_text(bool get, bool post)
{
	if (get && post)
		return STR("GET, HEAD, POST");
	return get ? STR("GET, HEAD") : STR("POST");
}

enum err
http_route(
    struct rq *rq, const struct route *routes, size_t count, struct str *allow)
{
	bool get = false;
	bool post = false;

	for (size_t i = 0; i < count; i++) {
		struct str params[PARAMS] = { 0 };

		if (!match(str_of(routes[i].path), rq->path, params))
			continue;
		if (is_method(rq, &routes[i])) {
			rq->route = &routes[i];
			memcpy(rq->params, params, sizeof(params));
			return ERR_OK;
		}
		get = get || routes[i].method == METHOD_GET;
		post = post || routes[i].method == METHOD_POST;
	}
	if (!get && !post)
		return ERR_NOT_FOUND;

	*allow = allow_text(get, post);
	return ERR_DENIED;
}
