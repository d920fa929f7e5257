/* test_follow - the text of a row of {own}learned_follow, whole and broken. */
#include "../../src/recommend/recommend_follow.h"
#include "../lib/tap.h"

static void
test_text(struct arena *a)
{
	static const struct follow_link in[] = {
		{ INT64_MAX / 10, 7, 1, 2, 3, 4, 5 }, { 5, 5, 9, 8, 7, 6, 0 }
	};
	struct str text = follow_text(a, in, 2);
	struct follow_reader r = follow_read(text);
	struct follow_link out[2];
	bool is_whole;

	is_whole = follow_take(&r, &out[0]) && follow_take(&r, &out[1]) &&
		   !follow_take(&r, &(struct follow_link){ 0 });
	CHECK("links are read as they were written", is_whole &&
		out[0].other_id == in[0].other_id && out[0].one_id == 7 &&
		out[1].one_id == 5 && out[1].base == 6);
	CHECK("with their counts", out[0].after == 5 && !out[1].after);
	for (size_t n = 0; n < text.n; n++) {
		r = follow_read(str_head(text, n));
		while (follow_take(&r, &out[0]))
			;
	}
	r = follow_read(STR("8 0 1 1 1 1"));
	CHECK("or without", follow_take(&r, &out[0]) && !out[0].after);
	r = follow_read(STR("1 2 3 4 5 -6"));
	CHECK("and nothing else", !follow_take(&r, &out[0]));
	r = follow_read(STR("0 0 1 1 1 1"));
	CHECK("nor a product that is none", !follow_take(&r, &out[0]));
	CHECK("no links, no text", !follow_text(a, in, 0).n);
}

int
main(void)
{
	struct arena *a = arena_new((size_t)1 << 20);

	test_text(a);
	arena_free(a);
	return tap_done();
}
