/* brand_page - the few addresses of app itself: the owner's colours as a
 * style sheet, the way from the base address to the look-up, and health. */
#include "aftersale/outbox.h"
#include "app.h"
#include "brand.h"

struct brand_view {
	struct str accent;
	struct str on_accent;
	struct str accent_text;
	struct str accent_dark;
	struct str on_accent_dark;
	struct str accent_text_dark;
	struct str font;
};

static const struct field brand_view[] = {
	FIELD(struct brand_view, accent),
	FIELD(struct brand_view, on_accent),
	FIELD(struct brand_view, accent_text),
	FIELD(struct brand_view, accent_dark),
	FIELD(struct brand_view, on_accent_dark),
	FIELD(struct brand_view, accent_text_dark),
	FIELD(struct brand_view, font),
	FIELD_STOP
};

static struct str
chosen(const struct rq *rq, const char *path, struct str found)
{
	struct str own = value_text(rq->arena,
	    value_at(rq->site->settings, path), STR(""));

	return own.n ? own : found;
}

enum err
brand_page(struct rq *rq)
{
	const struct shop_info *info = shop_info(rq->shop);
	struct brand_view v = { 0 };
	struct brand_colours c;
	struct buf out = buf_new(rq->arena, 8192);
	enum err e;

	if (brand_colours(chosen(rq, "brand.accent", info->brand.accent), &c)) {
		v.accent = arena_str(rq->arena, str_of(c.accent));
		v.on_accent = arena_str(rq->arena, str_of(c.on_accent));
		v.accent_text = arena_str(rq->arena, str_of(c.accent_text));
		v.accent_dark = arena_str(rq->arena, str_of(c.accent_dark));
		v.on_accent_dark = arena_str(rq->arena,
		    str_of(c.on_accent_dark));
		v.accent_text_dark = arena_str(rq->arena,
		    str_of(c.accent_text_dark));
	}
	v.font = chosen(rq, "brand.font", info->brand.font);
	e = view_render(rq->site->view, rq->arena, STR("brand"), NULL, NULL,
	    brand_view, &v, &out);
	if (e)
		return e;

	rq->res.is_public = true;
	return res_text(rq, 200, "text/css; charset=utf-8", buf_str(&out));
}

enum err
root_page(struct rq *rq)
{
	return res_see_other(rq, "/find");
}
