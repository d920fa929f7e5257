/* test_recommend - counting what is bought together, and joining sources. */
#include "../../src/recommend/recommend.h"
#include "../lib/tap.h"

static const struct pair_row *
row_of(const struct list *rows, int64_t product, int64_t other)
{
	for (size_t i = 0; i < rows->count; i++) {
		const struct pair_row *r = LIST_AT(rows, struct pair_row, i);

		if (r->product_id == product && r->other_id == other)
			return r;
	}
	return NULL;
}

static void
test_count(struct arena *a)
{
	static const int64_t lines[][2] = { { 1, 10 }, { 1, 11 }, { 1, 11 },
		{ 2, 10 }, { 2, 11 }, { 2, 12 }, { 3, 10 }, { 4, 0 },
		{ 4, -5 } };
	struct pair_count *c = pair_count_new(a);
	const struct pair_row *r;
	struct list rows = { 0 };

	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++)
		pair_count_line(c, lines[i][0], lines[i][1]);
	pair_count_end(c, &rows);
	r = row_of(&rows, 10, 11);
	CHECK("TY-13 two orders hold both, a doubled line counts once",
	    r && r->together == 2 && r->orders == 3);
	CHECK("TY-13 pairs stand in both directions",
	    row_of(&rows, 11, 10) && row_of(&rows, 12, 11));
	CHECK("TY-13 products without an id count nowhere",
	    !row_of(&rows, 0, 10) && !row_of(&rows, -5, 10));
	CHECK("TY-13 the share is higher from the rarer side",
	    row_of(&rows, 12, 10)->score < row_of(&rows, 10, 11)->score);
}

static void
test_count_limits(struct arena *a)
{
	struct pair_count *c = pair_count_new(a);
	struct list rows = { 0 };
	size_t of_first = 0;

	for (int64_t i = 1; i <= 5000; i++)
		pair_count_line(c, 1, i); /* too large to say anything */
	for (int64_t i = 2; i <= 100; i++) {
		pair_count_line(c, i, 1);
		pair_count_line(c, i, 1000 + i);
	}
	pair_count_end(c, &rows);
	for (size_t i = 0; i < rows.count; i++)
		of_first += LIST_AT(&rows, struct pair_row, i)->product_id ==
		    1;
	CHECK("TY-13 an order of 5,000 lines is left out",
	    !row_of(&rows, 3, 4));
	CHECK("TY-13 no more partners each than are kept", of_first == PAIRS_EACH);

	c = pair_count_new(a);
	rows = (struct list){ 0 };
	pair_count_end(c, &rows);
	CHECK("TY-13 a shop without orders has no pairs", rows.count == 0);
}

static void
test_combine(struct arena *a)
{
	static const int64_t basket[] = { 1, 2 };
	struct pick pinned_items[] = {
		{ .product_id = 7, .because_id = 1, .source = PICK_PINNED,
		    .score = 100 },
		{ .product_id = 2, .because_id = 1, .source = PICK_PINNED,
		    .score = 99 },
	};
	struct pair_row row_items[] = {
		{ 1, 8, 50, 6, 20, PICK_TOGETHER },
		{ 2, 8, 40, 9, 30, PICK_TOGETHER },
		{ 1, 9, 80, 7, 20, PICK_TOGETHER },
		{ 1, 5, 999999, 0, 0, PICK_CATEGORY },
		{ 2, 7, 70, 8, 20, PICK_TOGETHER },
		{ 1, 2, 90, 9, 20, PICK_TOGETHER },
	};
	struct list pinned = { pinned_items, 2, 2 };
	struct list rows = { row_items, 6, 6 };
	struct list picks = { 0 };

	picks_combine(a, basket, 2, &pinned, &rows, &picks);
	CHECK("TY-13 nothing of the order itself is offered",
	    picks.count == 4);
	CHECK("TY-13 hand-set pairs come first",
	    LIST_AT(&picks, struct pick, 0)->product_id == 7);
	CHECK("TY-13 scores of the whole basket add up",
	    LIST_AT(&picks, struct pick, 1)->product_id == 8 &&
		LIST_AT(&picks, struct pick, 1)->score == 90);
	CHECK("TY-13 the reason is the pair with most orders behind it",
	    LIST_AT(&picks, struct pick, 1)->because_id == 2 &&
		LIST_AT(&picks, struct pick, 1)->together == 9);
	CHECK("TY-13 best sellers come last, whatever their score",
	    LIST_AT(&picks, struct pick, 3)->product_id == 5);
}

int
main(void)
{
	struct arena *a = arena_new((size_t)64 << 20);

	test_count(a);
	test_count_limits(a);
	test_combine(a);
	arena_free(a);
	return tap_done();
}
