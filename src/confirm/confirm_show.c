/* confirm_show - the order page: reads the order, decides how much of it is
 * shown, and draws the blocks that features contributed, naming none. */
#include "aftersale/conf.h"
#include "aftersale/features/confirm.h"
#include "aftersale/link.h"
#include "aftersale/site.h"
#include "confirm.h"
#include "confirm_page.h"
#include "confirm_show.h"

bool
confirm_login_only(struct rq *rq)
{
	return str_is_z(value_text(rq->arena,
			    value_at(rq->site->settings, "account_orders"),
			    STR("email")),
	    "login");
}

static enum confirm_view
may_see(struct rq *rq, const struct order_head *head)
{
	struct confirm_asker asker = {
		.has_full_cookie = rq->pass.level == PASS_FULL,
		.user_id = rq->pass.user_id,
		.is_staff = rq->pass.is_staff,
	};
	struct confirm_access access = {
		.grace_seconds = 60 *
		    value_int(value_at(rq->site->settings,
				  "order.grace_minutes"),
			10),
		.login_only = confirm_login_only(rq),
	};

	return confirm_may_see(head, &asker, &access, rq->now);
}

bool
confirm_sees_all(struct rq *rq, const struct order_head *head)
{
	return may_see(rq, head) == CONFIRM_ALL;
}

/* ---- the blocks, in the order of the settings ----------------------------*/

struct part_view {
	const struct view_part *part;
};

static const struct field part_view[] = {
	FIELD(struct part_view, part),
	FIELD_STOP
};

struct page_view {
	struct str title, number, order_url;
	bool is_wide, is_short, has_errors, is_far;
	struct list lead, side, rest, errors;
};

static const struct field page_view[] = {
	FIELD(struct page_view, title),
	FIELD(struct page_view, number),
	FIELD(struct page_view, order_url),
	FIELD(struct page_view, is_wide),
	FIELD(struct page_view, is_short),
	FIELD(struct page_view, has_errors),
	FIELD(struct page_view, is_far),
	FIELD_EACH(struct page_view, lead, struct part_view, part_view),
	FIELD_EACH(struct page_view, side, struct part_view, part_view),
	FIELD_EACH(struct page_view, rest, struct part_view, part_view),
	FIELD_EACH(struct page_view, errors, struct form_error,
	    form_error_fields),
	FIELD_STOP
};

/* Where a name stands in a settings list, or what comes after all. */
static int64_t
place_in(const struct value *names, const char *name)
{
	for (size_t i = 0; names && i < names->items.count; i++) {
		const struct value *v = LIST_AT(&names->items, struct value,
		    i);

		if (str_is_z(v->text, name))
			return (int64_t)i;
	}
	return INT32_MAX;
}

struct drawn_block {
	const struct block *block;
	int64_t rank;
	int64_t natural;
};

static int
compare(const void *x, const void *y)
{
	const struct drawn_block *a = x, *b = y;

	if (a->rank != b->rank)
		return a->rank < b->rank ? -1 : 1;
	return a->natural < b->natural ? -1 : a->natural > b->natural;
}

/* Facts before offers; help before offers when there is trouble. */
static int64_t
natural_rank(const struct block *b, int64_t at, bool is_trouble)
{
	if (b->is_offer)
		return 1000 + at;
	if (b->is_help)
		return (is_trouble ? 500 : 2000) + at;
	return at;
}

static void
collect_blocks(const struct block_ask *ask, struct list *out)
{
	const struct value *settings = ask->rq->site->settings;
	const struct value *order = value_at(settings, "blocks.order");
	const struct value *off = value_at(settings, "blocks.off");
	const struct feature *const *f = ask->rq->site->features;
	int64_t at = 0;

	for (; *f; f++) {
		const struct block *b = (*f)->blocks;

		for (; b && b->name; b++, at++) {
			if (place_in(off, b->name) != INT32_MAX)
				continue;
			*LIST_PUSH(ask->rq->arena, out, struct drawn_block) =
			    (struct drawn_block){ b,
				    place_in(order, b->name),
				    natural_rank(b, at, ask->is_trouble) };
		}
	}
	if (out->count > 1)
		qsort(out->items, out->count, sizeof(struct drawn_block),
		    compare);
}

static enum err
draw_blocks(const struct block_ask *ask, struct page_view *v)
{
	struct list *const places[] = {
		[BLOCK_LEAD] = &v->lead,
		[BLOCK_SIDE] = &v->side,
		[BLOCK_REST] = &v->rest,
	};
	struct list blocks = { 0 };

	collect_blocks(ask, &blocks);
	for (size_t i = 0; i < blocks.count; i++) {
		const struct block *b = LIST_AT(&blocks, struct drawn_block,
		    i)->block;
		struct view_part *part = ARENA_NEW(ask->rq->arena,
		    struct view_part);
		enum err e = b->draw(ask, part);

		if (e)
			return e;
		if (part->name)
			LIST_PUSH(ask->rq->arena, places[b->place],
			    struct part_view)->part = part;
	}
	return ERR_OK;
}

/* ---- the part that is locked ---------------------------------------------*/

struct open_view {
	struct str open_url, email, email_error, login_url;
	bool needs_login;
};

static const struct field open_view[] = {
	FIELD(struct open_view, open_url),
	FIELD(struct open_view, email),
	FIELD(struct open_view, email_error),
	FIELD(struct open_view, login_url),
	FIELD(struct open_view, needs_login),
	FIELD_STOP
};

static void
add_open(struct rq *rq, struct page_view *v, bool needs_login,
    struct str typed, struct str why)
{
	struct open_view *o = ARENA_NEW(rq->arena, struct open_view);
	struct view_part *part = ARENA_NEW(rq->arena, struct view_part);

	o->open_url = arena_printf(rq->arena, STR_FMT "/o/" STR_FMT "/open",
	    STR_ARG(rq->conf->base_path), STR_ARG(rq->pass.token));
	o->email = typed;
	o->email_error = why;
	o->needs_login = needs_login;
	o->login_url = shop_info(rq->shop)->account_url;
	if (why.n)
		*LIST_PUSH(rq->arena, &v->errors, struct form_error) =
		    (struct form_error){ STR("email"), STR(""), why };
	v->has_errors = why.n > 0;
	*part = (struct view_part){ "confirm/block_open", open_view, o };
	LIST_PUSH(rq->arena, &v->lead, struct part_view)->part = part;
}

/* ---- the page ------------------------------------------------------------*/

static void
speak_order(struct rq *rq, const struct order *order)
{
	page_speak(rq, site_lang(rq->site, order->locale));
	page_base(rq)->help_url = arena_printf(rq->arena,
	    STR_FMT "/o/" STR_FMT "/help", STR_ARG(rq->conf->base_path),
	    STR_ARG(rq->pass.token));
}

static void
fill_page(struct rq *rq, const struct order *order, struct page_view *v)
{
	struct text_arg arg = { "number", order->head.number };

	v->number = order->head.number;
	v->title = text_fill(rq->arena,
	    tr(rq->lang, NULL, N_("Order {{number}}")), &arg, 1);
	v->is_wide = v->side.count > 0;
	v->is_short = order->lines.count <= 4;
}

/* A payment under way is looked at again by itself (TY-06). */
static void
set_refresh(struct rq *rq, const struct order *order)
{
	if (confirm_story(order, rq->now) == STORY_WAITING &&
	    rq->method != METHOD_POST)
		rq->res.refresh = 10;
}

static enum err
show_sign_in(struct rq *rq, const struct order *order, struct page_view *v)
{
	fill_page(rq, order, v);
	add_open(rq, v, true, STR(""), STR(""));
	return res_page(rq, 200, "confirm/order", page_view, v);
}

static enum err
renew(struct rq *rq)
{
	/* The check stays passed while the buyer comes back (TY-04). */
	if (rq->pass.level != PASS_FULL)
		return ERR_OK;
	return confirm_remember(rq, rq->pass.order_id);
}

enum err
confirm_show(struct rq *rq, int status, struct str typed, struct str why)
{
	struct page_view *v = ARENA_NEW(rq->arena, struct page_view);
	struct order *order = ARENA_NEW(rq->arena, struct order);
	struct block_ask ask = { .rq = rq, .order = order,
		.cards = rq->cards };
	enum confirm_view view;
	enum err e;

	e = shop_order(rq->shop, rq->arena, rq->pass.order_id, ORDER_ALL,
	    rq->now, order);
	if (e)
		return e;

	speak_order(rq, order);
	view = may_see(rq, &order->head);
	if (view == CONFIRM_SIGN_IN)
		return show_sign_in(rq, order, v);

	ask.is_full = view == CONFIRM_ALL;
	ask.is_trouble = confirm_is_trouble(confirm_story(order, rq->now));
	ask.is_first_visit = confirm_is_first(order, rq->now);
	e = draw_blocks(&ask, v);
	if (e)
		return e;

	if (!ask.is_full)
		add_open(rq, v, false, typed, why);
	fill_page(rq, order, v);
	set_refresh(rq, order);
	e = renew(rq);
	if (e)
		return e;
	return res_page(rq, status, "confirm/order", page_view, v);
}

/* The token is fresh: what the buyer presses in here stands on its own. */
enum err
confirm_page_inside(struct rq *rq)
{
	struct page_view *v = ARENA_NEW(rq->arena, struct page_view);
	struct order *order = ARENA_NEW(rq->arena, struct order);
	struct block_ask ask = { .rq = rq, .order = order,
		.cards = rq->cards, .is_full = true };
	enum err e;

	e = shop_order(rq->shop, rq->arena, rq->pass.order_id, ORDER_ALL,
	    rq->now, order);
	if (e)
		return e;

	/* The method of payment says its own words on that page itself. */
	order->payment_advice = STR("");
	rq->pass.token = confirm_link(rq, &order->head);
	speak_order(rq, order);
	ask.is_trouble = confirm_is_trouble(confirm_story(order, rq->now));
	ask.is_first_visit = confirm_is_first(order, rq->now);
	e = draw_blocks(&ask, v);
	if (e)
		return e;

	fill_page(rq, order, v);
	v->order_url = arena_printf(rq->arena, STR_FMT "/o/" STR_FMT,
	    STR_ARG(rq->conf->base_path), STR_ARG(rq->pass.token));
	v->is_far = !str_is(rq->conf->origin, rq->shop_origin);
	return res_page(rq, 200, "confirm/inside", page_view, v);
}

enum err
confirm_page_show(struct rq *rq)
{
	return confirm_show(rq, 200, STR(""), STR(""));
}
