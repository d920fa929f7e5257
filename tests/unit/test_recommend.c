/* test_recommend - who may be offered with an order, and what is said. */
#include "aftersale/conf.h"

#include "../../src/recommend/recommend.h"
#include "../../src/recommend/recommend_learn.h"
#include "../lib/tap.h"

#define UNIT 1000000000LL
#define DAYS(n) ((n) * 86400LL)

struct case_of {
	struct arena *a;
	struct list rows, products, sent_back, picks;
	struct hand hand;
	int64_t basket[2];
};

static struct case_of
fresh(struct arena *a)
{
	struct case_of c = { .a = a,
		.hand = { .most = 4, .only_in_stock = true },
		.basket = { 1, 2 } };

	return c;
}

static struct known_row *
row(struct case_of *c, enum known_kind kind, int64_t from, int64_t to,
    int64_t score)
{
	struct known_row *r = LIST_PUSH(c->a, &c->rows, struct known_row);

	r->kind = kind;
	r->from_id = from;
	r->product_id = to;
	r->one_id = to;
	r->score = score;
	return r;
}

static const struct pick *
pick(struct case_of *c, int64_t id)
{
	for (size_t i = 0; i < c->picks.count; i++) {
		const struct pick *p = LIST_AT(&c->picks, struct pick, i);

		if (p->product_id == id)
			return p;
	}
	return NULL;
}

static void
make(struct case_of *c)
{
	const struct picks_ask ask = { c->basket, 2, &c->products,
		&c->sent_back, &c->rows, &c->hand, DAYS(1000) };

	picks_make(c->a, &ask, &c->picks);
}

static int64_t
place_of(struct case_of *c, int64_t id)
{
	const struct pick *p = pick(c, id);

	return p && !p->is_out ? p - (const struct pick *)c->picks.items : -1;
}

static void
test_sum(struct arena *a)
{
	struct case_of c = fresh(a);

	row(&c, KNOWN_LINK, 1, 8, UNIT / 2)->together = 3;
	row(&c, KNOWN_LINK, 2, 8, UNIT)->together = 9;
	row(&c, KNOWN_LINK, 1, 9, UNIT + 1)->together = 7;
	row(&c, KNOWN_LINK, 1, 2, 9 * UNIT);
	row(&c, KNOWN_LINK, 1, 6, UNIT)->base = UNIT + 1;
	row(&c, KNOWN_SELLER, 30, 5, 2);
	row(&c, KNOWN_SELLER, 30, 4, 1);
	row(&c, KNOWN_SELLER, 0, 3, 1);
	make(&c);
	CHECK("TY-13 scores of the whole basket add up",
	    place_of(&c, 8) == 0 && place_of(&c, 9) == 1 &&
		pick(&c, 8)->score == UNIT / 2 + UNIT);
	CHECK("TY-13 the reason is the heaviest link",
	    pick(&c, 8)->because_id == 2 && pick(&c, 8)->together == 9);
	CHECK("TY-13 nothing of the order itself is offered",
	    place_of(&c, 2) == -1);
	CHECK("TY-13 a link below what it sells anyway is none",
	    place_of(&c, 6) == -1);
	CHECK("TY-13 best sellers come last, of the category first",
	    place_of(&c, 4) == 2 && place_of(&c, 5) == 3 &&
		place_of(&c, 3) == 4);
}

static void
test_hand(struct arena *a)
{
	static int64_t cross[] = { 7, 2 }, up[] = { 10 };
	struct product product = { .id = 1,
		.cross_sells = { cross, 2, 2 },
		.upsells = { up, 1, 1 } };
	struct hand_pair pins[] = { { .offer = 20 }, { .offer = 21, .with = 9 },
		{ .offer = 22, .with = 2 } };
	struct hand_pair forbids[] = { { .offer = 8 },
		{ .offer = 9, .with = 5 } };
	struct hand_pair boosts[] = { { .offer = 11, .percent = 30 },
		{ .offer = 11, .with = 9, .percent = 500 },
		{ .offer = 11, .with = 2, .percent = 200 },
		{ .offer = 11, .with = 1, .percent = 400 } };
	struct case_of c = fresh(a);

	c.products = (struct list){ &product, 1, 1 };
	c.hand.pins = (struct list){ pins, 3, 3 };
	c.hand.forbids = (struct list){ forbids, 2, 2 };
	c.hand.boosts = (struct list){ boosts, 4, 4 };
	row(&c, KNOWN_LINK, 1, 7, UNIT);
	row(&c, KNOWN_LINK, 1, 8, 9 * UNIT);
	row(&c, KNOWN_LINK, 1, 9, 2 * UNIT);
	row(&c, KNOWN_LINK, 1, 11, UNIT);
	make(&c);
	CHECK("TY-13 pins come first, where they are meant",
	    place_of(&c, 20) == 0 && place_of(&c, 22) == 1 &&
		place_of(&c, 21) == -1);
	CHECK("TY-13 then pairs that were set in the shop",
	    place_of(&c, 7) == 2 && pick(&c, 7)->source == PICK_SET);
	CHECK("TY-13 what is boosted passes others",
	    place_of(&c, 11) == 3 && place_of(&c, 9) == 4);
	CHECK("TY-13 a boost beside a product of the order goes before one for"
	      " every order",
	    pick(&c, 11)->percent == 200);
	CHECK("TY-13 upsells stand behind what was learned",
	    place_of(&c, 10) == 5);
	CHECK("TY-13 what is forbidden is out, and says so",
	    place_of(&c, 8) == -1 &&
		str_is_z(str_of(pick(&c, 8)->why),
		    "forbidden in the settings"));
	c.picks = (struct list){ 0 };
	row(&c, KNOWN_BASKET, 0, 2, 0)->one_id = 5;
	make(&c);
	CHECK("TY-13 what is said beside a product holds beside its translation",
	    place_of(&c, 9) == -1);
}

static void
test_owned(struct arena *a)
{
	struct case_of c = fresh(a);
	int64_t back = 12;

	c.sent_back = (struct list){ &back, 1, 1 };
	for (int64_t id = 8; id < 14; id++)
		row(&c, KNOWN_LINK, 1, id, UNIT);
	row(&c, KNOWN_OWNED, 0, 8, 0)->at = DAYS(1);
	row(&c, KNOWN_OWNED, 0, 9, 0)->at = DAYS(990);
	row(&c, KNOWN_OWNED, 0, 9, 0)->again_days = 15;
	LIST_AT(&c.rows, struct known_row, c.rows.count - 2)->again_days = 15;
	row(&c, KNOWN_OWNED, 0, 10, 0)->at = DAYS(980);
	LIST_AT(&c.rows, struct known_row, c.rows.count - 1)->again_days = 15;
	row(&c, KNOWN_LINK, 1, 14, UNIT)->one_id = 40;
	row(&c, KNOWN_BASKET, 1, 1, 0)->one_id = 40;
	make(&c);
	CHECK("TY-13 what lasts is not offered to who has it",
	    place_of(&c, 8) == -1);
	CHECK("TY-13 what is used up is not offered too early",
	    place_of(&c, 9) == -1);
	CHECK("TY-13 but in time, and it says so",
	    place_of(&c, 10) >= 0 && pick(&c, 10)->is_owned);
	CHECK("TY-13 nor what was sent back", place_of(&c, 12) == -1);
	CHECK("TY-13 nor the same in another language",
	    place_of(&c, 14) == -1);
	CHECK("TY-13 all else stands", place_of(&c, 11) >= 0);
}

static void
test_reason(void)
{
	struct pick p = { .because_id = 1, .together = 41, .orders = 180,
		.other_orders = 100 };

	CHECK("TY-13 true counts are told", offer_reason(&p, 5000) ==
		OFFER_COUNTED);
	CHECK("TY-13 not those of chance", offer_reason(&p, 500) ==
		OFFER_OFTEN);
	p.together = 4;
	CHECK("TY-13 no number under five", offer_reason(&p, 5000000) ==
		OFFER_OFTEN);
	p.together = 2;
	CHECK("TY-13 no often of two", offer_reason(&p, 5000000) ==
		OFFER_PLAIN);
	p.together = 6;
	p.orders = 19;
	CHECK("TY-13 no share of a handful", offer_reason(&p, 5000000) ==
		OFFER_OFTEN);
}

static void
test_choose(struct arena *a)
{
	int64_t cat[] = { 1, 1, 1, 2, 1 };
	struct product products[5] = { { .id = 0 } };
	struct pick picks[5] = { { .product_id = 0 } };
	struct list p = { picks, 5, 5 }, q = { products, 5, 5 };
	struct hand hand = { .most = 4, .only_in_stock = true };
	struct list out = { 0 };

	for (int i = 0; i < 5; i++) {
		products[i] = (struct product){ .id = 10 + i, .is_visible = true,
			.in_stock = true, .is_offerable = true,
			.price = STR("1"),
			.category_ids = { &cat[i], 1, 1 } };
		picks[i] = (struct pick){ .product_id = 10 + i,
			.one_id = 10 + i, .source = PICK_LEARNED,
			.score = UNIT * (10 - i) };
	}
	offers_choose(a, &p, &q, &hand, 4, &out);
	CHECK("TY-13 at most two of a category", out.count == 3);
	CHECK("TY-13 another category passes the second of the first",
	    LIST_AT(&out, struct offer, 1)->product->id == 13 &&
		LIST_AT(&out, struct offer, 2)->product->id == 11);
	cat[3] = 1;
	out = (struct list){ 0 };
	offers_choose(a, &p, &q, &hand, 4, &out);
	CHECK("TY-13 where there is but one, it fills the place",
	    out.count == 4);
	products[0].in_stock = products[0].is_offerable = false;
	out = (struct list){ 0 };
	offers_choose(a, &p, &q, &hand, 4, &out);
	CHECK("TY-13 what is sold out is not offered, and says so",
	    LIST_AT(&out, struct offer, 0)->product->id == 11 &&
		str_is_z(str_of(picks[0].why), "out of stock"));
	hand.only_in_stock = false;
	picks[0].is_out = false;
	out = (struct list){ 0 };
	offers_choose(a, &p, &q, &hand, 4, &out);
	CHECK("TY-13 unless the owner wants it",
	    LIST_AT(&out, struct offer, 0)->product->id == 10);
}

static struct pick
owned_pick(int64_t id, enum pick_source source, int64_t score)
{
	return (struct pick){ .product_id = id, .one_id = id,
		.source = source, .score = score, .is_owned = id < 20 };
}

static void
test_left_out(struct arena *a)
{
	int64_t narrow[] = { 31 }, above[] = { 30, 3 }, out_ids[] = { 3 };
	struct product product = { .id = 10, .is_visible = true,
		.in_stock = true, .is_offerable = true, .price = STR("1"),
		.category_ids = { narrow, 1, 1 },
		.category_above = { above, 2, 2 } };
	struct pick one = owned_pick(10, PICK_PINNED, 1);
	struct list picks = { &one, 1, 1 }, products = { &product, 1, 1 };
	struct hand hand = { .most = 4 };
	struct list chosen = { 0 };

	offers_choose(a, &picks, &products, &hand, 4, &chosen);
	CHECK("N7 a product of no category that is left out stands",
	    chosen.count == 1);
	hand.categories = (struct list){ out_ids, 1, 1 };
	chosen = (struct list){ 0 };
	offers_choose(a, &picks, &products, &hand, 4, &chosen);
	CHECK("N7 a category leaves out those below it, however far",
	    !chosen.count && one.is_out);
}

static void
test_nobody(struct arena *a)
{
	struct conf conf = { 0 };

	LIST_PUSH(a, &conf.keys, struct conf_key)->id = 1;
	CHECK("TY-13 an address is a buyer",
	    sale_mail(&conf, STR("a@x.example")) > 0 &&
		sale_mail(&conf, STR("b@x.example")) !=
		    sale_mail(&conf, STR("a@x.example")));
	CHECK("CP-06 those who were forgotten are no buyer together",
	    !sale_mail(&conf, STR("deleted@site.invalid")));
}

static void
test_more(struct arena *a)
{
	int64_t cat[] = { 1, 2, 3, 4, 5 };
	struct product products[5] = { { .id = 0 } };
	struct pick picks[5];
	struct list p = { picks, 5, 5 }, q = { products, 5, 5 };
	struct hand hand = { .most = 4 };
	struct list out = { 0 };
	const int64_t ids[] = { 10, 11, 12, 20, 21 };

	for (int i = 0; i < 5; i++) {
		products[i] = (struct product){ .id = ids[i],
			.is_visible = true, .in_stock = true,
			.is_offerable = true, .price = STR("1"),
			.category_ids = { &cat[i], 1, 1 } };
		picks[i] = owned_pick(
		    ids[i], i < 4 ? PICK_LEARNED : PICK_BEST, 10 - i);
	}
	offers_choose(a, &p, &q, &hand, 3, &out);
	CHECK("TY-13 what the buyer has stands but once among what goes with it",
	    out.count == 3 &&
		LIST_AT(&out, struct offer, 0)->product->id == 10 &&
		LIST_AT(&out, struct offer, 1)->product->id == 20 &&
		LIST_AT(&out, struct offer, 2)->product->id == 21);
	out = (struct list){ 0 };
	offers_choose(a, &p, &q, &hand, 4, &out);
	CHECK("TY-13 more of it only where a place would be empty",
	    out.count == 4 &&
		LIST_AT(&out, struct offer, 3)->product->id == 11);
	picks[0].source = picks[1].source = PICK_SET;
	out = (struct list){ 0 };
	offers_choose(a, &p, &q, &hand, 3, &out);
	CHECK("TY-13 what the owner set stands as set, and counts",
	    LIST_AT(&out, struct offer, 1)->product->id == 11 &&
		LIST_AT(&out, struct offer, 2)->product->id == 20);
	for (int i = 0; i < 5; i++)
		picks[i].source = PICK_NEXT;
	out = (struct list){ 0 };
	offers_choose(a, &p, &q, &hand, 3, &out);
	CHECK("TY-13 the next order is made of it",
	    LIST_AT(&out, struct offer, 2)->product->id == 12);
}

static void
test_hostile(struct arena *a)
{
	struct case_of c = fresh(a);
	struct hand_pair *boost = LIST_PUSH(a, &c.hand.boosts,
	    struct hand_pair);

	*boost = (struct hand_pair){ .offer = 8, .percent = 1000 };
	row(&c, KNOWN_LINK, 1, 8, INT64_MAX)->base = INT64_MAX;
	row(&c, KNOWN_LINK, 2, 8, INT64_MAX)->base = INT64_MAX;
	row(&c, KNOWN_LINK, 1, 9, INT64_MIN)->base = INT64_MIN;
	row(&c, KNOWN_LINK, 2, 9, INT64_MIN)->base = INT64_MIN;
	row(&c, KNOWN_SELLER, 30, 5, INT64_MAX);
	row(&c, KNOWN_OWNED, 1, 8, 0)->at = INT64_MIN;
	row(&c, KNOWN_OWNED, 1, 7, 0)->again_days = INT64_MAX;
	row(&c, KNOWN_LINK, 1, 7, UNIT)->base = 0;
	make(&c);
	CHECK("TY-13 sums of rows that hold anything end where numbers do",
	    pick(&c, 8)->links == INT64_MAX &&
		pick(&c, 8)->score == INT64_MAX &&
		pick(&c, 9)->score == INT64_MIN);
	CHECK("TY-13 so do times", pick(&c, 7)->is_out);
}

static void
test_again(struct arena *a)
{
	struct purchase *p = ARENA_ARRAY(a, struct purchase, 2000);
	struct list none = { 0 }, out = { 0 };
	size_t n = 0;

	for (int64_t buyer = 1; buyer <= 200; buyer++) {
		p[n++] = (struct purchase){ buyer, 1, DAYS(100) };
		p[n++] = (struct purchase){ buyer, 2, DAYS(100) };
		if (buyer % 2)
			p[n++] = (struct purchase){ buyer, 1, DAYS(140) };
		if (buyer == 3)
			p[n++] = (struct purchase){ buyer, 2, DAYS(600) };
	}
	again_make(a, p, n, &none, &out);
	CHECK("TY-13 what half the buyers buy again, after half its time",
	    again_days(&out, 1) == 20);
	CHECK("TY-13 what lasts, never", again_days(&out, 2) == 0);
	CHECK("TY-13 what nobody knows, never", again_days(&out, 3) == 0);
	for (int64_t day = 0; day < 500; day++)
		p[n++] = (struct purchase){ 999, 1, DAYS(100 + day) };
	out = (struct list){ 0 };
	again_make(a, p, n, &none, &out);
	CHECK("TY-13 an account that buys each day does not speak for all buyers",
	    again_days(&out, 1) == 20 && again_of(&out, 1)->gap == 40);
}

int
main(void)
{
	struct arena *a = arena_new((size_t)64 << 20);

	test_sum(a);
	test_hand(a);
	test_owned(a);
	test_reason();
	test_choose(a);
	test_more(a);
	test_hostile(a);
	test_again(a);
	test_left_out(a);
	test_nobody(a);
	arena_free(a);
	return tap_done();
}
