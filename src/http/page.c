/* page - a template as the whole answer. */
#include "inside.h"

enum err
res_page(struct rq *rq, int status, const char *name,
    const struct field *fields, const void *data)
{
	struct buf body = buf_new(rq->arena, HTTP_ANSWER_MAX);
	enum err e;

	e = view_render(rq->view, rq->arena, str_of(name), rq->lang,
	    rq->view_base, fields, data, &body);
	if (e || body.overflow) {
		rq->why = arena_printf(rq->arena, "template %s: %s", name,
		    err_word(e ? e : ERR_BAD_INPUT));
		return ERR_BROKEN;
	}
	e = res_header(rq, "Content-Type", STR("text/html; charset=utf-8"));
	if (e)
		return e;

	rq->res.body = body;
	rq->res.is_public = false;
	http_res_finish(rq, status);
	return ERR_OK;
}
