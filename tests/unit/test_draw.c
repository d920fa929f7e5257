/* test_draw - who is held out: one buyer always, by a key, in the share that
 * was asked for. */
#include "../../src/recommend/recommend.h"
#include "../../src/recommend/recommend_learn.h"
#include "../lib/tap.h"

enum { BUYERS = 40000 };

static struct conf_key key = { .id = 3, .secret = "a key of thirty-two bytes, yes" };
static struct conf conf = { .keys = { &key, 1, 1 } };

static bool
is_held(const struct known_ask *ask, const struct list *rows, int64_t percent)
{
	const struct hand hand = { .holdout = percent };
	struct draw draw;

	draw_make(&conf, &hand, ask, rows, &draw);
	return draw.is_held;
}

static bool
holds_mail(int64_t mail, int64_t percent)
{
	const struct known_ask ask = { .order_id = mail * 7, .mail = mail };
	const struct list rows = { 0 };

	return is_held(&ask, &rows, percent);
}

static void
test_share(void)
{
	int64_t held[51] = { 0 };
	int64_t left = 0;

	for (int64_t mail = 1; mail <= BUYERS; mail++) {
		bool at_5 = holds_mail(mail, 5);
		bool at_50 = holds_mail(mail, 50);

		held[0] += holds_mail(mail, 0);
		held[5] += at_5;
		held[50] += at_50;
		left += at_5 && !at_50;
	}
	CHECK("N7 nobody is held out where nobody shall be", held[0] == 0);
	CHECK("N7 5 in a hundred", held[5] > BUYERS * 45 / 1000 &&
		    held[5] < BUYERS * 55 / 1000);
	CHECK("N7 50 in a hundred", held[50] > BUYERS * 49 / 100 &&
		    held[50] < BUYERS * 51 / 100);
	CHECK("N7 who is held out by a small share is so by a large one",
	    left == 0);
}

static void
test_key(void)
{
	struct conf_key old = key;
	int64_t same = 0;

	for (int64_t mail = 1; mail <= 2000; mail++) {
		bool was = holds_mail(mail, 50);

		key.secret[0] ^= 1;
		same += was == holds_mail(mail, 50);
		key = old;
	}
	CHECK("N7 another key draws other groups", same > 900 && same < 1100);
}

static struct known_row
first_order(int64_t order_id, int64_t user_id, int64_t mail)
{
	return (struct known_row){ .kind = KNOWN_BUYER, .from_id = order_id,
		.product_id = user_id, .score = mail };
}

static void
test_buyer(struct arena *a)
{
	int64_t guests = 0;
	int64_t orders = 0;
	int64_t later = 0;

	for (int64_t n = 1; n <= 2000; n++) {
		struct list none = { 0 };
		struct list known = { 0 };
		const struct known_ask guest = { 10 * n, 0, n, NULL, 0, NULL,
			0 };
		const struct known_ask again = { 10 * n + 1, 0, n, NULL, 0,
			NULL, 0 };
		const struct known_ask account = { 10 * n + 2, n, n + 5000,
			NULL, 0, NULL, 0 };
		const struct known_ask nobody[2] = {
			{ 10 * n, 0, 0, NULL, 0, NULL, 0 },
			{ 10 * n + 1, 0, 0, NULL, 0, NULL, 0 }
		};

		*LIST_PUSH(a, &known, struct known_row) =
		    first_order(10 * n + 2, n, n + 5000);
		*LIST_PUSH(a, &known, struct known_row) =
		    first_order(10 * n, 0, n);
		guests += is_held(&guest, &none, 50) ==
			  is_held(&again, &none, 50);
		later += is_held(&guest, &none, 50) ==
			 is_held(&account, &known, 50);
		orders += is_held(&nobody[0], &none, 50) ==
			  is_held(&nobody[1], &none, 50);
	}
	CHECK("N7 a guest is in one group with each order", guests == 2000);
	CHECK("N7 and stays there with an account and another address",
	    later == 2000);
	CHECK("N7 where nobody knows the buyer, orders are drawn",
	    orders > 900 && orders < 1100);
}

static void
test_volume(struct arena *a)
{
	struct list rows = { 0 };
	const struct known_ask ask = { .order_id = 1, .mail = 5 };
	const struct hand hand = { .holdout = DRAW_BY_VOLUME };
	struct draw draw;

	CHECK("N7 under 2,000 orders a month nobody is held out",
	    draw_percent(DRAW_BY_VOLUME, 1999) == 0 &&
		draw_percent(DRAW_BY_VOLUME, 0) == 0);
	CHECK("N7 from there on 5 in a hundred",
	    draw_percent(DRAW_BY_VOLUME, 2000) == 5);
	CHECK("N7 unless the owner chose", draw_percent(30, 10) == 30 &&
		    draw_percent(0, 100000) == 0);
	*LIST_PUSH(a, &rows, struct known_row) = (struct known_row){
		.kind = KNOWN_MONTH, .score = 2500 };
	draw_make(&conf, &hand, &ask, &rows, &draw);
	CHECK("N7 the draw says by what", draw.percent == 5 &&
		    draw.month == 2500 && draw.key_id == 3);
}

static void
test_hold(struct arena *a)
{
	struct list rows = { 0 };

	for (int64_t kind = KNOWN_LINK; kind <= KNOWN_MONTH; kind++) {
		LIST_PUSH(a, &rows, struct known_row)->kind = kind;
		LIST_PUSH(a, &rows, struct known_row)->kind = KNOWN_LINK;
	}
	draw_hold(&rows);
	for (size_t i = 0; i < rows.count; i++)
		CHECK("N7 links go, all else stays",
		    LIST_AT(&rows, struct known_row, i)->kind ==
			(int64_t)i + 2);
	CHECK("N7 all else", rows.count == 6);
}

int
main(void)
{
	struct arena *a = arena_new((size_t)64 << 20);

	test_share();
	test_key();
	test_buyer(a);
	test_volume(a);
	test_hold(a);
	arena_free(a);
	return tap_done();
}
