/* The shop that exists in memory keeps the contract of shop.h. */
#include "aftersale/shop.h"
#include "tap.h"

static struct shop *shop;
static struct arena *a;

static void
test_states(void)
{
	bool seen[ORDER_FAILED + 1] = { false };
	struct list heads = { NULL, 0, 0 };
	bool all = true;

	CHECK("the last orders", !shop_orders_last(shop, a, 100, &heads));
	CHECK("all of them", heads.count == 14);
	for (size_t i = 0; i < heads.count; i++)
		seen[LIST_AT(&heads, struct order_head, i)->state] = true;
	for (size_t i = 0; i <= ORDER_FAILED; i++)
		all = all && seen[i];
	CHECK("TY-05 an order in each state", all);
	CHECK_STR("newest first", LIST_AT(&heads, struct order_head, 0)->number,
	    "114");
}

static void
test_order(void)
{
	struct order order;
	struct order_head head;

	CHECK("no such order",
	    shop_order_head(shop, a, 999, &head) == ERR_NOT_FOUND);
	CHECK("a head", !shop_order_head(shop, a, 103, &head));
	CHECK_STR("its key", head.key, "wc_order_fake000000103");
	CHECK("an order", !shop_order(shop, a, 103, ORDER_ALL, 0, &order));
	CHECK_STR(
	    "what it costs", order.total_text, "37,99\xc2\xa0\xe2\x82\xac");
	CHECK("one line with a link",
	    order.lines.count == 1 &&
		LIST_AT(&order.lines, struct order_line, 0)->url.n > 0);
	CHECK("only what was asked for",
	    !shop_order(shop, a, 113, ORDER_LINES, 0, &order) &&
		order.lines.count == 60 && order.totals.count == 0);
	CHECK("part of it was sent back",
	    !shop_order(shop, a, 112, ORDER_ALL, 0, &order) &&
		order.is_part_refunded && order.refunds.count == 1);
	CHECK("an account to pay to",
	    !shop_order(shop, a, 102, ORDER_ALL, 0, &order) &&
		order.banks.count == 1);
}

static void
test_find(void)
{
	struct list heads = { NULL, 0, 0 };

	CHECK("TR-04 by number",
	    !shop_order_find(shop, a, STR("104"), &heads) && heads.count == 1);
	heads.count = 0;
	CHECK("TR-04 nothing is no error",
	    !shop_order_find(shop, a, STR("x"), &heads) && heads.count == 0);
}

static void
test_since(void)
{
	struct order_cursor cursor = { 0, 0, 0 };
	struct list seen = { NULL, 0, 0 };

	CHECK("a first slice",
	    !shop_orders_since(shop, a, &cursor, 5, &seen) && seen.count == 5);
	CHECK("the rest", !shop_orders_since(shop, a, &cursor, 50, &seen) &&
			      seen.count == 14);
	CHECK("nothing new", !shop_orders_since(shop, a, &cursor, 50, &seen) &&
				 seen.count == 14);
}

static void
test_products(void)
{
	const int64_t ids[] = { 12, 999, 13, 14 };
	struct list found = { NULL, 0, 0 };
	const struct product *p;

	CHECK("unknown ids are left out",
	    !shop_products(shop, a, ids, 4, 0, &found) && found.count == 3);
	p = LIST_AT(&found, struct product, 0);
	CHECK_STR("a sale", p->price,
	    "34,00\xc2\xa0\xe2\x82\xac 27,20\xc2\xa0\xe2\x82\xac");
	CHECK("sold out", !p[1].is_offerable && p[1].is_visible);
	CHECK("hidden", !p[2].is_visible && !p[2].is_offerable);
}

static void
test_people(void)
{
	struct shop_user user;

	CHECK("staff", !shop_session(shop, a, STR("staff"), 0, false, &user) &&
			   user.is_staff);
	CHECK("nobody",
	    !shop_session(shop, a, STR(""), 0, false, &user) && user.id == 0);
	CHECK_STR("the cookie", shop_cookie_name(shop), "fake_session");
	CHECK_STR("its name", shop_info(shop)->name, "Fake Shop");
	CHECK("no statements", !shop_stmts(shop)[0]);
}

int
main(void)
{
	a = arena_new(4 << 20);
	shop = shop_new(NULL, NULL, SHOP_FAKE);
	CHECK("it is there at once", !shop_refresh(shop, 0));
	test_states();
	test_order();
	test_find();
	test_since();
	test_products();
	test_people();
	shop_free(shop);
	arena_free(a);
	return tap_done();
}
