/* confirm_paper - the pages beside the order page: the receipt to print, the
 * facts of a link while the database is away (N11), the accessibility
 * statement (TY-19, L-45). */
#include "aftersale/conf.h"
#include "aftersale/features/confirm.h"
#include "aftersale/link.h"
#include "aftersale/site.h"
#include "confirm.h"
#include "confirm_show.h"

struct line_view {
	struct str text;
};

static const struct field line_view[] = {
	FIELD(struct line_view, text),
	FIELD_STOP
};

struct part_view {
	const struct view_part *part;
};

static const struct field part_view[] = {
	FIELD(struct part_view, part),
	FIELD_STOP
};

struct receipt_view {
	struct str title, order_url, number, placed_on, paid_on;
	struct list seller, buyer, side;
	bool has_buyer;
};

static const struct field receipt_view[] = {
	FIELD(struct receipt_view, title),
	FIELD(struct receipt_view, order_url),
	FIELD(struct receipt_view, number),
	FIELD(struct receipt_view, placed_on),
	FIELD(struct receipt_view, paid_on),
	FIELD_EACH(struct receipt_view, seller, struct line_view, line_view),
	FIELD_EACH(struct receipt_view, buyer, struct line_view, line_view),
	FIELD_EACH(struct receipt_view, side, struct part_view, part_view),
	FIELD(struct receipt_view, has_buyer),
	FIELD_STOP
};

static void
add_lines(struct arena *a, const struct list *lines, struct list *to)
{
	for (size_t i = 0; i < lines->count; i++)
		LIST_PUSH(a, to, struct line_view)->text =
		    *LIST_AT(lines, struct str, i);
}

static enum err
add_summary(const struct block_ask *ask, struct receipt_view *v)
{
	static enum err (*const draws[])(const struct block_ask *,
	    struct view_part *) = { confirm_block_items,
		confirm_block_totals };

	for (size_t i = 0; i < 2; i++) {
		struct view_part *part = ARENA_NEW(ask->rq->arena,
		    struct view_part);
		enum err e = draws[i](ask, part);

		if (e)
			return e;
		LIST_PUSH(ask->rq->arena, &v->side, struct part_view)->part =
		    part;
	}
	return ERR_OK;
}

static void
fill_receipt(struct rq *rq, const struct order *order, bool is_full,
    struct receipt_view *v)
{
	const struct shop_info *info = shop_info(rq->shop);
	struct text_arg arg = { "number", order->head.number };

	v->title = text_fill(rq->arena,
	    tr(rq->lang, NULL, N_("Receipt for order {{number}}")), &arg, 1);
	v->order_url = arena_printf(rq->arena, STR_FMT "/o/" STR_FMT,
	    STR_ARG(rq->conf->base_path), STR_ARG(rq->pass.token));
	v->number = order->head.number;
	v->placed_on = confirm_date(rq, order->head.created_at);
	v->paid_on = confirm_date(rq, order->paid_at);
	LIST_PUSH(rq->arena, &v->seller, struct line_view)->text = info->name;
	add_lines(rq->arena, &info->address, &v->seller);
	if (is_full)
		add_lines(rq->arena, &order->billing.lines, &v->buyer);
	v->has_buyer = v->buyer.count > 0;
}

enum err
confirm_page_receipt(struct rq *rq)
{
	struct order *order = ARENA_NEW(rq->arena, struct order);
	struct receipt_view v = { 0 };
	struct block_ask ask = { .rq = rq, .order = order };
	enum err e;

	e = shop_order(rq->shop, rq->arena, rq->pass.order_id,
	    ORDER_LINES | ORDER_TOTALS, rq->now, order);
	if (e)
		return e;
	if (!order->is_paid)
		return ERR_NOT_FOUND; /* there is nothing to give a receipt for */

	page_speak(rq, site_lang(rq->site, order->locale));
	ask.is_full = confirm_sees_all(rq, &order->head);
	fill_receipt(rq, order, ask.is_full, &v);
	e = add_summary(&ask, &v);
	if (e)
		return e;
	return res_page(rq, 200, "confirm/receipt", receipt_view, &v);
}

/* ---- without the database ------------------------------------------------*/

struct kept_view {
	struct str title, number, placed_on;
	int64_t item_count;
};

static const struct field kept_view[] = {
	FIELD(struct kept_view, title),
	FIELD(struct kept_view, number),
	FIELD(struct kept_view, placed_on),
	FIELD(struct kept_view, item_count),
	FIELD_STOP
};

/* The shop's date format where it is known, else year, month, day. */
static struct str
plain_day(struct rq *rq, int64_t t)
{
	if (shop_info(rq->shop))
		return confirm_date(rq, t);
	return t ? date_text(rq->arena, zone_fixed(rq->arena, 0), t,
		       STR("Y-m-d"), NULL)
		 : STR("");
}

enum err
confirm_page_facts(struct rq *rq, const struct link *link)
{
	struct text_arg arg = { "number", str_of(link->number) };
	struct kept_view v = {
		.title = text_fill(rq->arena,
		    tr(rq->lang, NULL, N_("Order {{number}}")), &arg, 1),
		.number = arg.value,
		.placed_on = plain_day(rq, link->placed_at),
		.item_count = link->items,
	};

	return res_page(rq, 200, "confirm/kept", kept_view, &v);
}

/* ---- accessibility -------------------------------------------------------*/

struct access_view {
	struct str title, email;
};

static const struct field access_view[] = {
	FIELD(struct access_view, title),
	FIELD(struct access_view, email),
	FIELD_STOP
};

enum err
confirm_page_access(struct rq *rq)
{
	const struct shop_info *info = shop_info(rq->shop);
	struct access_view v = {
		.title = tr(rq->lang, NULL, N_("Accessibility")),
		.email = info->email,
	};

	return res_page(rq, 200, "confirm/access", access_view, &v);
}
