/* error_typed - what was posted and cannot be written down now is given back,
 * to be sent once more as it was: its key makes one entry of it. */
#include "aftersale/link.h"
#include "error.h"

static const struct field pair_fields[] = {
	FIELD(struct pair, name),
	FIELD(struct pair, value),
	FIELD_STOP
};

const struct field error_fields[] = {
	FIELD(struct error_view, status),
	FIELD(struct error_view, title),
	FIELD(struct error_view, text),
	FIELD(struct error_view, safe),
	FIELD(struct error_view, next),
	FIELD(struct error_view, retry_url),
	FIELD(struct error_view, order_url),
	FIELD(struct error_view, again_url),
	FIELD_EACH(struct error_view, typed, struct pair, pair_fields),
	FIELD_EACH(struct error_view, texts, struct pair, pair_fields),
	FIELD(struct error_view, has_texts),
	FIELD(struct error_view, is_paused),
	FIELD(struct error_view, id),
	FIELD_STOP
};

/* Keys, numbers and choices are one word each. */
static bool
is_written(struct str value)
{
	struct str s = str_trim(value);

	return str_find_byte(s, ' ') != (size_t)-1 ||
	    str_find_byte(s, '\n') != (size_t)-1;
}

/* The gate needs the database and may not have been reached, so a link is
 * looked at by itself. What is sent again meets its gate then. */
static bool
may_send_again(struct rq *rq)
{
	struct link link;

	if (rq->method != METHOD_POST || !rq->route || rq->is_from_elsewhere)
		return false;
	switch (rq->route->gate.kind) {
	case GATE_OPEN:
	case GATE_STAFF:
		return true;
	case GATE_LINK:
		return !link_check(rq->conf, rq->params[0], rq->now, &link) &&
		    (int)link.purpose == rq->route->gate.need;
	case GATE_LOCAL:
	case GATE_BRIDGE:
		return false;
	}
	return false;
}

/* A page of the shop must not say what somebody else let a visitor send. */
static bool
may_show_texts(const struct rq *rq)
{
	return rq->is_from_here || rq->pass.is_staff ||
	    rq->route->gate.kind == GATE_LINK;
}

void
error_give_back(struct rq *rq, struct error_view *v)
{
	struct list all = { 0 };

	if (!may_send_again(rq) || rq_form_typed(rq, &all))
		return;
	/* It met a route, so it is a path of ours. */
	v->again_url = rq->uri;
	v->typed = all;
	for (size_t i = 0; may_show_texts(rq) && i < all.count; i++) {
		const struct pair *pair = LIST_AT(&all, struct pair, i);

		if (is_written(pair->value))
			*LIST_PUSH(rq->arena, &v->texts, struct pair) = *pair;
	}
	v->has_texts = v->texts.count > 0;
}

/* ---- paused --------------------------------------------------------------*/

static const struct {
	unsigned part;
	const char *text;
} closed[] = {
	{ SHOP_PART_ORDERS,
	    N_("New entries about orders are paused: the shop has changed how"
	       " it keeps them, and somebody has to look at that first.") },
	{ SHOP_PART_PRODUCTS,
	    N_("New entries about products are paused: the shop has changed"
	       " how it keeps them, and somebody has to look at that"
	       " first.") },
	{ SHOP_PART_PEOPLE,
	    N_("New entries about buyers are paused: the shop has changed how"
	       " it keeps them, and somebody has to look at that first.") },
};

static const char *
closed_text(unsigned paused)
{
	size_t i = 0;

	while (i + 1 < sizeof(closed) / sizeof(closed[0]) &&
	    !(closed[i].part & paused))
		i++;
	return closed[i].text;
}

void
error_say_paused(struct rq *rq, struct error_view *v)
{
	v->is_paused = true;
	v->retry_url = STR("");
	v->title = tr(rq->lang, "error",
	    N_("This cannot be written down now"));
	v->text = tr(rq->lang, "error", closed_text(rq->paused));
	v->safe = tr(rq->lang, "error",
	    N_("Nothing is lost: what was recorded before stands, and nothing"
	       " about your order changes by this."));
	v->next = v->again_url.n
	    ? tr(rq->lang, "error",
		  N_("What you sent is not recorded yet. It is kept on this"
		     " page: leave it open, and send it again later."))
	    : tr(rq->lang, "error",
		  N_("What you sent is not recorded. Go back, where it still"
		     " stands, and send it again later."));
	if (rq->pass.order_id && rq->pass.token.n)
		v->order_url = arena_printf(rq->arena,
		    STR_FMT "/o/" STR_FMT, STR_ARG(rq->conf->base_path),
		    STR_ARG(rq->pass.token));
}
