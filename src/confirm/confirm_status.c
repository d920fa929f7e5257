/* confirm_status - the first thing seen: a sign, one headline, what happens
 * now, the three answers, the stages (seed 8, TY-06, TY-23). */
#include "aftersale/site.h"
#include "confirm.h"

struct refund_view {
	struct str amount;
	struct str date;
	struct str reason;
};

static const struct field refund_view[] = {
	FIELD(struct refund_view, amount),
	FIELD(struct refund_view, date),
	FIELD(struct refund_view, reason),
	FIELD_STOP
};

struct when_view {
	bool between, unknown, after_payment, when_ready, is_now, is_pick_up;
	struct str from, to, sent_on, method;
};

static const struct field when_view[] = {
	FIELD(struct when_view, between),
	FIELD(struct when_view, unknown),
	FIELD(struct when_view, after_payment),
	FIELD(struct when_view, when_ready),
	FIELD(struct when_view, is_now),
	FIELD(struct when_view, is_pick_up),
	FIELD(struct when_view, from),
	FIELD(struct when_view, to),
	FIELD(struct when_view, sent_on),
	FIELD(struct when_view, method),
	FIELD_STOP
};

struct know_view {
	bool leaves, ready, paid, track, here;
	struct str email;
};

static const struct field know_view[] = {
	FIELD(struct know_view, leaves),
	FIELD(struct know_view, ready),
	FIELD(struct know_view, paid),
	FIELD(struct know_view, track),
	FIELD(struct know_view, here),
	FIELD(struct know_view, email),
	FIELD_STOP
};

struct answers_view {
	int64_t item_count;
	struct str total;
	struct list when; /* none or one */
	struct list know;
};

static const struct field answers_view[] = {
	FIELD(struct answers_view, item_count),
	FIELD(struct answers_view, total),
	FIELD_EACH(struct answers_view, when, struct when_view, when_view),
	FIELD_EACH(struct answers_view, know, struct know_view, know_view),
	FIELD_STOP
};

struct stage_view {
	struct str title, at, iso, note;
	bool is_done, is_now;
};

static const struct field stage_view[] = {
	FIELD(struct stage_view, title),
	FIELD(struct stage_view, at),
	FIELD(struct stage_view, iso),
	FIELD(struct stage_view, note),
	FIELD(struct stage_view, is_done),
	FIELD(struct stage_view, is_now),
	FIELD_STOP
};

static const struct field bank_view[] = {
	FIELD(struct order_bank, account_name),
	FIELD(struct order_bank, account_number),
	FIELD(struct order_bank, bank_name),
	FIELD(struct order_bank, sort_code),
	FIELD(struct order_bank, iban),
	FIELD(struct order_bank, bic),
	FIELD_STOP
};

struct status_view {
	struct str number, placed_on, placed_iso, name, total;
	struct str pay_url, paid_text, refunded_text, carrier, status_name;
	struct str reference, advice;
	bool is_first, is_paid, has_files, refunds_some, has_stages;
	bool other, waiting, pending, unpaid, transfer, held, failed, cancelled;
	bool refunded, packing, pick_up, files, on_the_way, sent, picked_up;
	struct list banks, refunds, answers, stages, facts;
	bool has_facts, pays_below;
};

#define STATUS(member) FIELD(struct status_view, member)

static const struct field status_view[] = {
	STATUS(number),
	STATUS(placed_on),
	STATUS(placed_iso),
	STATUS(name),
	STATUS(total),
	STATUS(pay_url),
	STATUS(pays_below),
	STATUS(paid_text),
	STATUS(refunded_text),
	STATUS(carrier),
	STATUS(status_name),
	STATUS(reference),
	STATUS(advice),
	STATUS(is_first),
	STATUS(is_paid),
	STATUS(has_files),
	STATUS(refunds_some),
	STATUS(has_stages),
	STATUS(other),
	STATUS(waiting),
	STATUS(pending),
	STATUS(unpaid),
	STATUS(transfer),
	STATUS(held),
	STATUS(failed),
	STATUS(cancelled),
	STATUS(refunded),
	STATUS(packing),
	STATUS(pick_up),
	STATUS(files),
	STATUS(on_the_way),
	STATUS(sent),
	STATUS(picked_up),
	STATUS(has_facts),
	FIELD_EACH(struct status_view, banks, struct order_bank, bank_view),
	FIELD_EACH(struct status_view, refunds, struct refund_view,
	    refund_view),
	FIELD_EACH(struct status_view, answers, struct answers_view,
	    answers_view),
	FIELD_EACH(struct status_view, stages, struct stage_view, stage_view),
	FIELD_EACH(struct status_view, facts, struct order_pair,
	    confirm_pair_fields),
	FIELD_STOP
};

static void
set_story(struct status_view *v, enum confirm_story story)
{
	bool *const flags[] = {
		[STORY_OTHER] = &v->other,
		[STORY_WAITING] = &v->waiting,
		[STORY_PENDING] = &v->pending,
		[STORY_UNPAID] = &v->unpaid,
		[STORY_TRANSFER] = &v->transfer,
		[STORY_HELD] = &v->held,
		[STORY_FAILED] = &v->failed,
		[STORY_CANCELLED] = &v->cancelled,
		[STORY_REFUNDED] = &v->refunded,
		[STORY_PACKING] = &v->packing,
		[STORY_PICK_UP] = &v->pick_up,
		[STORY_FILES] = &v->files,
		[STORY_ON_THE_WAY] = &v->on_the_way,
		[STORY_SENT] = &v->sent,
		[STORY_PICKED_UP] = &v->picked_up,
	};

	*flags[story] = true;
}

/* Adds working days: Monday to Friday of the shop's zone. */
static int64_t
working_days(const struct zone *zone, int64_t from, int64_t days)
{
	int64_t t = from;

	while (days > 0) {
		struct civil c;

		t += 86400;
		c = zone_civil(zone, t);
		if (c.weekday != 0 && c.weekday != 6)
			days--;
	}
	return t;
}

static void
set_promise(const struct block_ask *ask, struct when_view *w)
{
	const struct value *settings = ask->rq->site->settings;
	const struct zone *zone = shop_info(ask->rq->shop)->zone;
	int64_t low = value_int(value_at(settings, "order.delivery_low"), 0);
	int64_t high = value_int(value_at(settings, "order.delivery_high"),
	    0);
	int64_t from = ask->order->paid_at ? ask->order->paid_at
					   : ask->order->head.created_at;

	if (high <= 0 || high < low ||
	    working_days(zone, from, high) < ask->rq->now) {
		w->unknown = true;
		return;
	}
	w->between = true;
	w->from = confirm_day(ask->rq, working_days(zone, from, low));
	w->to = confirm_day(ask->rq, working_days(zone, from, high));
}

static void
answer_when(const struct block_ask *ask, enum confirm_story story,
    struct when_view *w)
{
	const struct order *order = ask->order;

	w->is_pick_up = order->is_pickup;
	w->method = order->shipping_method;
	switch (story) {
	case STORY_FILES:
		w->is_now = true;
		break;
	case STORY_PICK_UP:
		w->when_ready = true;
		break;
	case STORY_PACKING:
	case STORY_OTHER:
		set_promise(ask, w);
		break;
	case STORY_ON_THE_WAY:
	case STORY_SENT:
		w->sent_on = confirm_date(ask->rq, order->completed_at);
		w->unknown = !w->sent_on.n;
		break;
	case STORY_PICKED_UP:
		w->when_ready = true;
		break;
	default:
		w->after_payment = true;
		break;
	}
}

static void
answer_know(const struct block_ask *ask, enum confirm_story story,
    struct know_view *k)
{
	struct str email = ask->is_full ? ask->order->head.email : STR("");

	switch (story) {
	case STORY_PACKING:
	case STORY_OTHER:
		k->leaves = true;
		k->email = email;
		break;
	case STORY_PICK_UP:
	case STORY_PICKED_UP:
		k->ready = true;
		k->email = email;
		break;
	case STORY_ON_THE_WAY:
		k->track = true;
		break;
	case STORY_FILES:
	case STORY_SENT:
		k->here = true;
		break;
	default:
		k->paid = true;
		k->email = email;
		break;
	}
}

/* What the shop counts: pieces, not lines; parts of a piece count as one. */
static int64_t
quantity_of(const struct order *order)
{
	int64_t pieces = 0;

	for (size_t i = 0; i < order->lines.count; i++) {
		struct dec qty = LIST_AT(&order->lines, struct order_line, i)
				     ->qty;
		struct money whole;

		if (!money_of(qty, 0, &whole) && whole.minor > 0)
			pieces += whole.minor;
		else
			pieces++;
	}
	return pieces;
}

static void
add_answers(const struct block_ask *ask, enum confirm_story story,
    struct status_view *v)
{
	struct arena *a = ask->rq->arena;
	struct answers_view *answers = LIST_PUSH(a, &v->answers,
	    struct answers_view);

	answers->item_count = quantity_of(ask->order);
	answers->total = ask->order->total_text;
	if (confirm_is_trouble(story))
		return;
	answer_when(ask, story, LIST_PUSH(a, &answers->when,
	    struct when_view));
	answer_know(ask, story, LIST_PUSH(a, &answers->know,
	    struct know_view));
}

static void
add_stages(const struct block_ask *ask, enum confirm_story story,
    struct status_view *v)
{
	struct confirm_stage stages[STAGES_MAX] = { 0 };
	size_t n = confirm_stages(ask->order, story, stages);
	struct rq *rq = ask->rq;

	for (size_t i = 0; i < n; i++)
		*LIST_PUSH(rq->arena, &v->stages, struct stage_view) =
		    (struct stage_view){
			    .title = tr(rq->lang, "stage",
				stages[i].is_now && stages[i].doing
				    ? stages[i].doing
				    : stages[i].title),
			    .at = confirm_date_time(rq, stages[i].at),
			    .iso = confirm_iso(rq, stages[i].at),
			    .is_done = stages[i].is_done,
			    .is_now = stages[i].is_now,
		    };
	v->has_stages = n > 0;
}

static void
add_refunds(const struct block_ask *ask, struct status_view *v)
{
	const struct list *refunds = &ask->order->refunds;

	v->refunds_some = ask->order->is_part_refunded;
	for (size_t i = 0; v->refunds_some && i < refunds->count; i++) {
		const struct order_refund *r = LIST_AT(refunds,
		    struct order_refund, i);

		*LIST_PUSH(ask->rq->arena, &v->refunds, struct refund_view) =
		    (struct refund_view){ r->amount_text,
			    confirm_date(ask->rq, r->created_at),
			    ask->is_full ? r->reason : STR("") };
	}
}

static struct str
first_carrier(const struct order *order)
{
	if (!order->parcels.count)
		return STR("");
	return LIST_AT(&order->parcels, struct order_parcel, 0)->carrier;
}

static void
fill(const struct block_ask *ask, enum confirm_story story,
    struct status_view *v)
{
	const struct order *order = ask->order;
	struct rq *rq = ask->rq;

	v->number = order->head.number;
	v->placed_on = confirm_date(rq, order->head.created_at);
	v->placed_iso = confirm_iso(rq, order->head.created_at);
	v->name = ask->is_full ? order->billing.first_name : STR("");
	v->is_first = ask->is_first_visit;
	v->is_paid = order->is_paid && !confirm_pays_later(order);
	v->has_files = ask->is_full && order->downloads.count > 0;
	v->total = order->total_text;
	v->pay_url = ask->is_full ? order->pay_url : STR("");
	v->pays_below = !ask->is_full && order->pay_url.n > 0;
	v->refunded_text = order->refunded_text;
	v->carrier = first_carrier(order);
	v->status_name = order->status_name;
	v->reference = order->head.number;
	v->advice = order->payment_advice;
	v->banks = order->banks;
	if (story == STORY_CANCELLED && order->paid_at &&
	    !order->refunded_text.n)
		v->paid_text = order->total_text;
	confirm_facts(rq, &order->metas, "order", FACT_STATUS, ask->is_full,
	    &v->facts);
	confirm_facts(rq, &order->ship_metas, "shipping", FACT_STATUS,
	    ask->is_full, &v->facts);
	v->has_facts = v->facts.count > 0;
}

enum err
confirm_block_status(const struct block_ask *ask, struct view_part *out)
{
	struct status_view *v = ARENA_NEW(ask->rq->arena, struct status_view);
	enum confirm_story story = confirm_story(ask->order, ask->rq->now);

	fill(ask, story, v);
	set_story(v, story);
	add_answers(ask, story, v);
	add_stages(ask, story, v);
	add_refunds(ask, v);
	*out = (struct view_part){ "confirm/block_status", status_view, v };
	return ERR_OK;
}
