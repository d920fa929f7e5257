/* confirm_rules - who may see what of an order, and which story an order
 * tells. Pure: no database, no clock, no request. */
#include "aftersale/text.h"
#include "confirm.h"

#define WAITING_SECONDS (15 * 60)
#define FIRST_SECONDS (60 * 60)

enum confirm_view
confirm_may_see(const struct order_head *head,
    const struct confirm_asker *asker, const struct confirm_access *access,
    int64_t now)
{
	bool is_account = head->customer_id > 0;
	bool is_own = is_account && asker->user_id == head->customer_id;
	int64_t age = now - head->created_at;

	if (asker->is_staff || is_own)
		return CONFIRM_ALL;
	if (is_account && access->login_only)
		return CONFIRM_SIGN_IN;
	if (asker->has_full_cookie)
		return CONFIRM_ALL;
	if (is_account)
		return CONFIRM_PART;
	if (!head->email.n)
		return CONFIRM_ALL; /* nothing could be asked (CONTRACT 5.4) */
	return age < access->grace_seconds ? CONFIRM_ALL : CONFIRM_PART;
}

bool
confirm_needs_post(const struct order *order)
{
	for (size_t i = 0; i < order->lines.count; i++) {
		const struct order_line *l = LIST_AT(&order->lines,
		    struct order_line, i);

		if (!l->is_virtual && !l->is_download)
			return true;
	}
	return order->lines.count == 0;
}

/* An order that is paid and neither refunded nor stopped. */
static enum confirm_story
paid_story(const struct order *order)
{
	bool is_done = order->head.state == ORDER_COMPLETED;

	if (!confirm_needs_post(order))
		return STORY_FILES;
	if (order->parcels.count)
		return STORY_ON_THE_WAY;
	if (order->is_pickup)
		return is_done ? STORY_PICKED_UP : STORY_PICK_UP;
	return is_done ? STORY_SENT : STORY_PACKING;
}

bool
confirm_pays_later(const struct order *order)
{
	return order->is_paid && !order->paid_at &&
	    str_is_z(order->payment_method, "cod");
}

/* Orders that staff made have no way to pay yet, and transfers or cheques are
 * no news from a bank that comes by itself. */
static bool
is_paid_online(const struct order *order)
{
	static const char *const others[] = { "", "bacs", "cheque", "cod",
		"other", NULL };

	for (size_t i = 0; others[i]; i++) {
		if (str_is_z(order->payment_method, others[i]))
			return false;
	}
	return true;
}

static enum confirm_story
pending_story(const struct order *order, int64_t now)
{
	int64_t age = now - order->head.created_at;

	if (!is_paid_online(order))
		return STORY_UNPAID;
	return age < WAITING_SECONDS ? STORY_WAITING : STORY_PENDING;
}

enum confirm_story
confirm_story(const struct order *order, int64_t now)
{
	switch (order->head.state) {
	case ORDER_PENDING:
		return pending_story(order, now);
	case ORDER_ON_HOLD:
		return order->banks.count ? STORY_TRANSFER : STORY_HELD;
	case ORDER_PROCESSING:
	case ORDER_COMPLETED:
		return paid_story(order);
	case ORDER_CANCELLED:
		return STORY_CANCELLED;
	case ORDER_REFUNDED:
		return STORY_REFUNDED;
	case ORDER_FAILED:
		return STORY_FAILED;
	case ORDER_OTHER:
		break;
	}
	return order->parcels.count ? STORY_ON_THE_WAY : STORY_OTHER;
}

bool
confirm_is_trouble(enum confirm_story story)
{
	return story == STORY_FAILED || story == STORY_CANCELLED ||
	    story == STORY_REFUNDED;
}

bool
confirm_is_first(const struct order *order, int64_t now)
{
	return now - order->head.created_at < FIRST_SECONDS;
}

/* ---- stages --------------------------------------------------------------*/

static int64_t
first_sent_at(const struct order *order)
{
	int64_t at = 0;

	for (size_t i = 0; i < order->parcels.count; i++) {
		const struct order_parcel *p = LIST_AT(&order->parcels,
		    struct order_parcel, i);

		if (p->sent_at && (!at || p->sent_at < at))
			at = p->sent_at;
	}
	return at ? at : order->completed_at;
}

/* Which stage is under way: 1 paying, 2 getting ready, 3 what comes after;
 * one more than the last when all is done; 0 where stages say nothing. */
static size_t
stage_now(enum confirm_story story)
{
	switch (story) {
	case STORY_WAITING:
	case STORY_PENDING:
	case STORY_UNPAID:
	case STORY_TRANSFER:
	case STORY_HELD:
		return 1;
	case STORY_PACKING:
	case STORY_PICK_UP:
		return 2;
	case STORY_ON_THE_WAY:
		return 3;
	case STORY_SENT:
	case STORY_FILES:
	case STORY_PICKED_UP:
		return 4;
	default:
		return 0;
	}
}

/* Adds what comes at `step`; `now` is the step under way. */
static struct confirm_stage *
stage_put(struct confirm_stage out[], size_t *n, size_t step, size_t now,
    const char *title)
{
	struct confirm_stage *s = &out[(*n)++];

	s->title = title;
	s->is_done = step < now;
	s->is_now = step == now;
	return s;
}

static void
stage_when(struct confirm_stage *s, int64_t at, bool also_now)
{
	if (s->is_done || (s->is_now && also_now))
		s->at = at;
}

/* Paid later, at the door or at the counter, is not paid yet: then no stage
 * says that it is. */
static void
stage_paid(struct confirm_stage out[], size_t *n, size_t now,
    const struct order *order, enum confirm_story story)
{
	struct confirm_stage *s;

	if (now > 1 && !order->paid_at)
		return;
	s = stage_put(out, n, 1, now, N_("Paid"));
	s->doing = story == STORY_HELD ? N_("On hold")
				       : N_("Waiting for payment");
	stage_when(s, order->paid_at, false);
}

size_t
confirm_stages(const struct order *order, enum confirm_story story,
    struct confirm_stage out[STAGES_MAX])
{
	size_t now = stage_now(story);
	struct confirm_stage *s;
	size_t n = 0;

	if (!now)
		return 0;
	s = stage_put(out, &n, 0, now, N_("Ordered"));
	stage_when(s, order->head.created_at, false);
	stage_paid(out, &n, now, order, story);
	if (!confirm_needs_post(order)) {
		s = stage_put(out, &n, 2, now, N_("Ready"));
		stage_when(s, order->paid_at, false);
	} else if (order->is_pickup) {
		stage_put(out, &n, 2, now, N_("Getting ready"));
		s = stage_put(out, &n, 3, now, N_("Ready for you"));
		stage_when(s, order->completed_at, true);
	} else {
		s = stage_put(out, &n, 2, now, N_("Packed"));
		s->doing = N_("Packing");
		s = stage_put(out, &n, 3, now, N_("On its way"));
		stage_when(s, first_sent_at(order), true);
	}
	return n;
}

bool
confirm_is_email(struct str typed, struct str billing)
{
	typed = str_trim(typed);
	billing = str_trim(billing);
	return typed.n > 0 && str_is_nocase(typed, billing);
}
