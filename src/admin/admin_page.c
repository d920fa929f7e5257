/* admin_page - the console's own pages: the work queue as home, and the last
 * orders beside the shop's own view (the mode read-only lives on it). */
#include "aftersale/conf.h"
#include "aftersale/features/admin.h"
#include "aftersale/link.h"
#include "aftersale/site.h"
#include "admin.h"

#define QUEUE_MOST 100
#define ORDERS_MOST 20

struct str
admin_date(struct rq *rq, int64_t t)
{
	const struct shop_info *info = shop_info(rq->shop);
	struct str format = arena_printf(rq->arena, STR_FMT " " STR_FMT,
	    STR_ARG(info->date_format), STR_ARG(info->time_format));

	return site_date(rq, t, format);
}

struct str
admin_iso(struct rq *rq, int64_t t)
{
	static const char format[] = "Y-m-d\\TH:i:s\\Z";

	return date_text(rq->arena, zone_fixed(rq->arena, 0), t,
	    str_of(format), NULL);
}

struct str
admin_age(struct rq *rq, int64_t since)
{
	int64_t age = rq->now > since ? rq->now - since : 0;
	struct text_arg arg = { "count", STR("") };
	struct str sentence;
	int64_t n;

	if (age < 3600) {
		n = age / 60;
		sentence = trn(rq->lang, "age", N_("{{count}} minute"),
		    "{{count}} minutes", n);
	} else if (age < 2 * 86400) {
		n = age / 3600;
		sentence = trn(rq->lang, "age", N_("{{count}} hour"),
		    "{{count}} hours", n);
	} else {
		n = age / 86400;
		sentence = trn(rq->lang, "age", N_("{{count}} day"),
		    "{{count}} days", n);
	}
	arg.value = arena_printf(rq->arena, "%lld", (long long)n);
	return text_fill(rq->arena, sentence, &arg, 1);
}

/* ---- the queue -----------------------------------------------------------*/

struct item_view {
	struct str kind, icon, what, who, age, since_iso, url, action;
};

static const struct field item_view[] = {
	FIELD(struct item_view, kind),
	FIELD(struct item_view, icon),
	FIELD(struct item_view, since_iso),
	FIELD(struct item_view, what),
	FIELD(struct item_view, who),
	FIELD(struct item_view, age),
	FIELD(struct item_view, url),
	FIELD(struct item_view, action),
	FIELD_STOP
};

struct queue_view {
	struct str title, seen_at;
	struct list items;
	int64_t count;
	bool is_cut;
};

static const struct field queue_view[] = {
	FIELD_EACH(struct queue_view, items, struct item_view, item_view),
	FIELD(struct queue_view, count),
	FIELD(struct queue_view, title),
	FIELD(struct queue_view, seen_at),
	FIELD(struct queue_view, is_cut),
	FIELD_STOP
};

/* The desk page that does an item: its words and icon are the item's kind. */
static const struct desk_page *
desk_page_of(const struct feature *feature, struct str path)
{
	const struct desk_page *p = feature->desk_pages;

	for (; p && p->name; p++) {
		if (str_is_z(path, p->path))
			return p;
	}
	return NULL;
}

static enum err
collect(struct rq *rq, struct list *items)
{
	const struct feature *const *f;

	for (f = rq->site->features; *f; f++) {
		const struct queue_row *row = (*f)->queue_rows;
		size_t from = items->count;

		for (; row && row->name; row++) {
			enum err e = row->list(rq, QUEUE_MOST, items);

			if (e)
				return e;
		}
		for (; from < items->count; from++) {
			struct queue_item *q = LIST_AT(items,
			    struct queue_item, from);

			q->desk = desk_page_of(*f, q->path);
		}
	}
	return ERR_OK;
}

static int
oldest_first(const void *x, const void *y)
{
	const struct queue_item *a = x, *b = y;

	return a->since < b->since ? -1 : a->since > b->since;
}

static void
add_item(struct rq *rq, const struct queue_item *q, struct list *to)
{
	struct item_view *v = LIST_PUSH(rq->arena, to, struct item_view);

	if (q->desk) {
		v->kind = tr(rq->lang, "console", q->desk->title);
		v->icon = str_of(q->desk->icon);
	}
	v->what = q->what;
	v->who = q->who;
	v->age = admin_age(rq, q->since);
	v->since_iso = admin_iso(rq, q->since);
	v->url = arena_printf(rq->arena, STR_FMT STR_FMT,
	    STR_ARG(rq->conf->base_path), STR_ARG(q->path));
	v->action = q->action;
}

enum err
admin_page_queue(struct rq *rq)
{
	struct queue_view v = { .title = tr(rq->lang, "console",
				    N_("To do")) };
	struct list items = { 0 };
	enum err e;

	if (rq->conf->mode == CONF_MODE_READ_ONLY)
		return res_see_other(rq, "/admin/orders");
	e = collect(rq, &items);
	if (e)
		return e;

	if (items.count > 1)
		qsort(items.items, items.count, sizeof(struct queue_item),
		    oldest_first);
	v.is_cut = items.count > QUEUE_MOST;
	for (size_t i = 0; i < items.count && i < QUEUE_MOST; i++)
		add_item(rq, LIST_AT(&items, struct queue_item, i), &v.items);
	v.count = (int64_t)items.count;
	v.seen_at = admin_date(rq, rq->now);
	return admin_page(rq, 200, "queue", "admin/queue", queue_view, &v);
}

/* ---- the last orders -----------------------------------------------------*/

struct order_view {
	struct str number, url, shop_url, placed, placed_iso, status;
};

static const struct field order_view[] = {
	FIELD(struct order_view, number),
	FIELD(struct order_view, url),
	FIELD(struct order_view, shop_url),
	FIELD(struct order_view, placed),
	FIELD(struct order_view, placed_iso),
	FIELD(struct order_view, status),
	FIELD_STOP
};

struct orders_view {
	struct str title;
	struct list orders;
	bool has_orders;
};

static const struct field orders_view[] = {
	FIELD(struct orders_view, title),
	FIELD_EACH(struct orders_view, orders, struct order_view, order_view),
	FIELD(struct orders_view, has_orders),
	FIELD_STOP
};

/* As the shop's own screens name them; a plugin's status has no word here. */
static const char *const state_titles[] = {
	[ORDER_OTHER] = N_("Other"),
	[ORDER_PENDING] = N_("Pending payment"),
	[ORDER_ON_HOLD] = N_("On hold"),
	[ORDER_PROCESSING] = N_("Processing"),
	[ORDER_COMPLETED] = N_("Completed"),
	[ORDER_CANCELLED] = N_("Cancelled"),
	[ORDER_REFUNDED] = N_("Refunded"),
	[ORDER_FAILED] = N_("Failed"),
};

/* Staff look at an order through a link of an hour. */
static struct str
ours_url(struct rq *rq, const struct order_head *h)
{
	struct link link = {
		.purpose = LINK_VIEW,
		.order_id = h->id,
		.made_at = rq->now,
		.expires_at = rq->now + 3600,
		.placed_at = h->created_at,
	};

	snprintf(link.number, sizeof(link.number), STR_FMT,
	    STR_ARG(str_fit(h->number, sizeof(link.number) - 1)));
	return arena_printf(rq->arena, STR_FMT "/o/" STR_FMT,
	    STR_ARG(rq->conf->base_path),
	    STR_ARG(link_make(rq->arena, rq->conf, rq->rand, &link)));
}

enum err
admin_page_orders(struct rq *rq)
{
	struct orders_view v = { .title = tr(rq->lang, "console",
				     N_("Orders")) };
	struct list heads = { 0 };
	enum err e;

	e = shop_orders_last(rq->shop, rq->arena, ORDERS_MOST, &heads);
	if (e)
		return e;

	for (size_t i = 0; i < heads.count; i++) {
		const struct order_head *h = LIST_AT(&heads,
		    struct order_head, i);

		*LIST_PUSH(rq->arena, &v.orders, struct order_view) =
		    (struct order_view){ h->number, ours_url(rq, h),
			    h->shop_url, admin_date(rq, h->created_at),
			    admin_iso(rq, h->created_at),
			    tr(rq->lang, "status",
				state_titles[h->state]) };
	}
	v.has_orders = v.orders.count > 0;
	return admin_page(rq, 200, "orders", "admin/orders", orders_view, &v);
}

static const struct desk_page pages[] = {
	{ "queue", N_("To do"), "/admin", "list" },
	{ "orders", N_("Orders"), "/admin/orders", "box" },
	{ .name = NULL }
};

const struct feature admin_feature = {
	.name = "admin",
	.desk_pages = pages,
};
