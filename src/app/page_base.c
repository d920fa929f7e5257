/* page_base - what every page has: language, addresses, the shop's name and
 * logo. Made once a request from snapshots; asks nobody. */
#include "aftersale/feature.h"
#include "aftersale/site.h"
#include "app.h"

static const struct field nav_fields[] = {
	FIELD(struct page_nav, url),
	FIELD(struct page_nav, title),
	FIELD(struct page_nav, icon),
	FIELD(struct page_nav, count),
	FIELD(struct page_nav, is_here),
	FIELD_STOP
};

static const struct field alert_fields[] = {
	FIELD(struct page_alert, text),
	FIELD(struct page_alert, more),
	FIELD_STOP
};

#define BASE(member) FIELD(struct page_base, member)

const struct field page_base_fields[] = {
	BASE(lang),
	BASE(dir),
	BASE(css_url),
	BASE(inside_css_url),
	BASE(brand_url),
	BASE(icons_url),
	BASE(favicon_url),
	BASE(placeholder_url),
	BASE(shop_name),
	BASE(shop_url),
	BASE(home_url),
	BASE(shop_address),
	BASE(sign_off),
	BASE(logo_url),
	BASE(logo_width),
	BASE(logo_height),
	BASE(logo_is_dark),
	BASE(help_url),
	BASE(find_url),
	BASE(access_url),
	BASE(withdrawal_url),
	BASE(terms_url),
	BASE(privacy_url),
	BASE(console_css_url),
	BASE(console_js_url),
	BASE(admin_url),
	BASE(staff_name),
	FIELD_EACH(struct page_base, nav, struct page_nav, nav_fields),
	FIELD_EACH(struct page_base, alerts, struct page_alert, alert_fields),
	BASE(has_alerts),
	FIELD_STOP
};

/* The base and the handle view wants, side by side, so that one pointer of
 * the request leads to both. */
struct base_pair {
	struct view_base handle;
	struct page_base base;
};

static struct str
local(struct rq *rq, const char *path)
{
	return arena_printf(rq->arena, STR_FMT "%s",
	    STR_ARG(rq->conf->base_path), path);
}

static struct str
joined(struct arena *a, const struct list *lines)
{
	struct buf b = buf_new(a, 1024);

	for (size_t i = 0; i < lines->count; i++) {
		if (i)
			buf_putz(&b, ", ");
		buf_put(&b, *LIST_AT(lines, struct str, i));
	}
	return buf_str(&b);
}

static void
fill_shop(struct rq *rq, struct page_base *b, const struct shop_info *info)
{
	struct str own = value_text(rq->arena,
	    value_at(rq->site->settings, "brand.sign_off"), STR(""));

	b->shop_name = info->name;
	b->shop_url = info->shop_url.n ? info->shop_url : info->home_url;
	b->home_url = info->home_url;
	b->shop_address = joined(rq->arena, &info->address);
	b->sign_off = own.n ? own : info->brand.sign_off;
	b->logo_url = info->brand.logo_url;
	b->logo_width = info->brand.logo_width;
	b->logo_height = info->brand.logo_height;
	b->terms_url = info->terms_url;
	b->privacy_url = info->privacy_url;
	b->favicon_url = info->icon_url;
	if (info->placeholder.n)
		b->placeholder_url = info->placeholder;
}

void
page_base_make(struct rq *rq)
{
	struct base_pair *pair = ARENA_NEW(rq->arena, struct base_pair);
	const struct shop_info *info = shop_info(rq->shop);
	const struct site *site = rq->site;
	struct page_base *b = &pair->base;

	b->css_url = site->css_url;
	b->inside_css_url = site->inside_css_url;
	b->brand_url = site->brand_url;
	b->icons_url = site->icons_url;
	b->placeholder_url = site->placeholder_url;
	b->console_css_url = site->console_css_url;
	b->console_js_url = site->console_js_url;
	b->help_url = local(rq, "/help");
	b->find_url = local(rq, "/find");
	b->access_url = local(rq, "/accessibility");
	b->admin_url = local(rq, "/admin");
	b->shop_name = STR("");
	b->home_url = rq->conf->origin;
	b->shop_url = rq->conf->origin;
	if (info)
		fill_shop(rq, b, info);
	pair->handle = (struct view_base){ page_base_fields, b };
	rq->view_base = &pair->handle;
}

struct page_base *
page_base(struct rq *rq)
{
	/* view_base is const for view; the pair is this file's own. */
	return (struct page_base *)(uintptr_t)rq->view_base->data;
}

void
page_speak(struct rq *rq, const struct site_lang *lang)
{
	struct page_base *b = page_base(rq);

	rq->lang = lang->text;
	rq->lang_tag = lang->tag;
	rq->is_rtl = lang->is_rtl;
	b->lang = lang->tag;
	b->dir = lang->is_rtl ? STR("rtl") : STR("ltr");
}
