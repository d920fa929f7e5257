/* admin_frame - navigation around a desk page, made of what features
 * contributed; it names none of them. */
#include "aftersale/conf.h"
#include "aftersale/features/admin.h"
#include "aftersale/site.h"
#include "admin.h"

static void
add_pages(struct rq *rq, const struct feature *feature, const char *here)
{
	const struct desk_page *p = feature->desk_pages;
	struct page_base *base = page_base(rq);

	for (; p && p->name; p++) {
		struct page_nav *nav = LIST_PUSH(rq->arena, &base->nav,
		    struct page_nav);

		nav->title = tr(rq->lang, "console", p->title);
		nav->url = arena_printf(rq->arena, STR_FMT "%s",
		    STR_ARG(rq->conf->base_path), p->path);
		nav->icon = str_of(p->icon);
		nav->is_here = strcmp(p->name, here) == 0;
	}
}

enum err
admin_page(struct rq *rq, int status, const char *desk_page,
    const char *template, const struct field *fields, const void *data)
{
	const struct feature *const *f;

	page_base(rq)->staff_name = rq->pass.user_name;
	watch_alerts(rq, &page_base(rq)->alerts);
	page_base(rq)->has_alerts = page_base(rq)->alerts.count > 0;
	add_pages(rq, &admin_feature, desk_page);
	for (f = rq->site->features; *f; f++) {
		if (*f != &admin_feature)
			add_pages(rq, *f, desk_page);
	}
	return res_page(rq, status, template, fields, data);
}

struct sign_in_view {
	struct str login_url;
	struct str user_name; /* signed in, but no staff */
	bool is_signed_in;
};

static const struct field sign_in_view[] = {
	FIELD(struct sign_in_view, login_url),
	FIELD(struct sign_in_view, user_name),
	FIELD(struct sign_in_view, is_signed_in),
	FIELD_STOP
};

/* The address to come back to, as wp-login.php wants it. */
static struct str
encoded(struct arena *a, struct str s)
{
	struct buf b = buf_new(a, 3 * s.n + 1);

	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
		    (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_')
			buf_putc(&b, (char)c);
		else
			buf_printf(&b, "%%%02X", c);
	}
	return buf_str(&b);
}

enum err
admin_page_sign_in(struct rq *rq)
{
	const struct shop_info *info = shop_info(rq->shop);
	struct str back = arena_printf(rq->arena, STR_FMT STR_FMT,
	    STR_ARG(rq->conf->base_url), STR_ARG(rq->path));
	struct sign_in_view v = {
		.user_name = rq->pass.user_name,
		.is_signed_in = rq->pass.user_id > 0,
	};

	if (info)
		v.login_url = arena_printf(rq->arena,
		    STR_FMT "?redirect_to=" STR_FMT, STR_ARG(info->login_url),
		    STR_ARG(encoded(rq->arena, back)));
	return res_page(rq, rq->pass.user_id ? 403 : 401, "admin/sign_in",
	    sign_in_view, &v);
}
