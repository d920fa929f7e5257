/* test_confirm_rules - who may see what of an order, and what it says. */
#include <string.h>

#include "../../src/confirm/confirm.h"
#include "../lib/tap.h"

#define NOW 1795500000

static const struct confirm_access usual = { .grace_seconds = 600 };
static const struct confirm_access strict = { .grace_seconds = 600,
	.login_only = true };

static enum confirm_view
see(int64_t customer, int64_t age, struct confirm_asker asker,
    const struct confirm_access *access)
{
	struct order_head head = { .id = 1, .customer_id = customer,
		.email = STR("ona@example.com"), .created_at = NOW - age };

	return confirm_may_see(&head, &asker, access, NOW);
}

static void
test_access(void)
{
	struct confirm_asker nobody = { 0 };
	struct confirm_asker cookie = { .has_full_cookie = true };
	struct confirm_asker owner = { .user_id = 11 };
	struct confirm_asker other = { .user_id = 12 };
	struct confirm_asker staff = { .is_staff = true };

	CHECK("TY-03 a fresh guest order is shown whole",
	    see(0, 599, nobody, &usual) == CONFIRM_ALL);
	CHECK("TY-03 at the end of the grace time it is not",
	    see(0, 600, nobody, &usual) == CONFIRM_PART);
	CHECK("TY-04 the typed e-mail opens it",
	    see(0, 86400, cookie, &usual) == CONFIRM_ALL);
	CHECK("TY-03 an account order has no grace",
	    see(11, 1, nobody, &usual) == CONFIRM_PART);
	CHECK("TY-05 the e-mail opens an account order",
	    see(11, 86400, cookie, &usual) == CONFIRM_ALL);
	CHECK("H-03 its own buyer sees it without typing",
	    see(11, 86400, owner, &usual) == CONFIRM_ALL);
	CHECK("H-02 another account does not",
	    see(11, 86400, other, &usual) == CONFIRM_PART);
	CHECK("H-02 a signed-in stranger gets nothing of a guest order",
	    see(0, 86400, other, &usual) == CONFIRM_PART);
	CHECK("staff see every order",
	    see(11, 86400, staff, &strict) == CONFIRM_ALL);
	CHECK("TY-05 account_orders=login wants the sign-in",
	    see(11, 1, cookie, &strict) == CONFIRM_SIGN_IN);
	CHECK("TY-05 and lets its buyer in",
	    see(11, 1, owner, &strict) == CONFIRM_ALL);
	CHECK("TY-05 guests are not touched by it",
	    see(0, 86400, cookie, &strict) == CONFIRM_ALL);
}

struct made {
	struct order order;
	struct order_line line;
	struct order_parcel parcel;
	struct order_bank bank;
};

static struct order *
make(struct made *m, enum order_state state, int64_t age)
{
	*m = (struct made){ 0 };
	m->order.head.state = state;
	m->order.head.created_at = NOW - age;
	m->order.lines = (struct list){ &m->line, 1, 1 };
	m->order.payment_method = STR("card");
	return &m->order;
}

static void
test_story(void)
{
	struct made m;
	struct order *o;

	o = make(&m, ORDER_PENDING, 30);
	o->payment_method = STR("");
	CHECK("TY-06 an order made by staff waits for no bank",
	    confirm_story(o, NOW) == STORY_UNPAID);
	o->payment_method = STR("cheque");
	CHECK("TY-06 nor does a cheque", confirm_story(o, NOW) == STORY_UNPAID);
	o = make(&m, ORDER_PENDING, 899);
	CHECK("TY-06 under 15 minutes we wait for the bank",
	    confirm_story(o, NOW) == STORY_WAITING);
	o = make(&m, ORDER_PENDING, 900);
	CHECK("TY-06 then the pay link comes, folded",
	    confirm_story(o, NOW) == STORY_PENDING);
	o = make(&m, ORDER_ON_HOLD, 60);
	CHECK("TY-06 on hold without bank details",
	    confirm_story(o, NOW) == STORY_HELD);
	o->banks = (struct list){ &m.bank, 1, 1 };
	CHECK("TY-06 on hold for a transfer shows the details",
	    confirm_story(o, NOW) == STORY_TRANSFER);
	o = make(&m, ORDER_PROCESSING, 60);
	CHECK("TY-06 processing is being packed",
	    confirm_story(o, NOW) == STORY_PACKING);
	o->is_pickup = true;
	CHECK("TR-16 pick-up has words of its own",
	    confirm_story(o, NOW) == STORY_PICK_UP);
	o = make(&m, ORDER_PROCESSING, 60);
	m.line.is_download = true;
	CHECK("TR-16 only downloads: nothing to wait for",
	    confirm_story(o, NOW) == STORY_FILES);
	o = make(&m, ORDER_COMPLETED, 86400);
	CHECK("TY-17 completed without a parcel has left us",
	    confirm_story(o, NOW) == STORY_SENT);
	o->parcels = (struct list){ &m.parcel, 1, 1 };
	CHECK("TY-17 with a parcel it is on its way",
	    confirm_story(o, NOW) == STORY_ON_THE_WAY);
	CHECK("TY-06 failed is trouble",
	    confirm_is_trouble(
		confirm_story(make(&m, ORDER_FAILED, 5), NOW)));
	CHECK("TY-06 a status of a plugin is said as it is",
	    confirm_story(make(&m, ORDER_OTHER, 5), NOW) == STORY_OTHER);
}

static void
test_stages(void)
{
	struct confirm_stage s[STAGES_MAX] = { 0 };
	struct made m;
	struct order *o = make(&m, ORDER_PROCESSING, 60);
	size_t n;

	o->paid_at = NOW - 30;
	n = confirm_stages(o, STORY_PACKING, s);
	CHECK("TY-08 four stages", n == 4);
	CHECK("TY-08 ordered and paid are done",
	    s[0].is_done && s[1].is_done && !s[2].is_done);
	CHECK("TY-08 packing is now", s[2].is_now && !s[3].is_now);
	CHECK("TY-08 what has not happened has no time",
	    s[2].at == 0 && s[3].at == 0);
	memset(s, 0, sizeof(s));
	n = confirm_stages(o, STORY_TRANSFER, s);
	CHECK("TY-06 what is not paid yet is waited for, not called paid",
	    n == 4 && s[1].is_now && s[1].at == 0 &&
	    strcmp(s[1].doing, "Waiting for payment") == 0);
	o->paid_at = 0;
	memset(s, 0, sizeof(s));
	n = confirm_stages(o, STORY_PACKING, s);
	CHECK("TY-06 paid at the door: no stage says that it is paid",
	    n == 3 && s[0].is_done && s[1].is_now &&
	    strcmp(s[1].title, "Packed") == 0);
	o->is_paid = true;
	o->payment_method = STR("cod");
	CHECK("TY-06 cash on delivery is paid later", confirm_pays_later(o));
	o->payment_method = STR("card");
	CHECK("TY-06 an order without a day of payment is paid all the same",
	    !confirm_pays_later(o));
	CHECK("TY-08 a failed order has no stages",
	    confirm_stages(o, STORY_FAILED, s) == 0);
}

static void
test_email(void)
{
	CHECK("TY-03 case and spaces of an e-mail do not matter",
	    confirm_is_email(STR(" Ona@Example.com "),
		STR("ona@example.com")));
	CHECK("TY-03 another address is refused",
	    !confirm_is_email(STR("ona@example.org"),
		STR("ona@example.com")));
	CHECK("TY-02 nothing typed never opens an order without an address",
	    !confirm_is_email(STR("  "), STR("")));
}

int
main(void)
{
	test_access();
	test_story();
	test_stages();
	test_email();
	return tap_done();
}
