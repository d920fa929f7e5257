/* recommend_follow.h - the links of a product of a buyer's history, as a row of
 * {own}learned_follow keeps them: a text of numbers, six a link, and behind a
 * semicolon a count for each. A row holds them all, because a page reads the
 * links of sixty products at once. */
#ifndef RECOMMEND_RECOMMEND_FOLLOW_H
#define RECOMMEND_RECOMMEND_FOLLOW_H

#include "aftersale/base.h"

#define FOLLOW_LINKS 40

/* Scores are billionths. */
struct follow_link {
	int64_t other_id;
	int64_t one_id; /* what it counts as */
	int64_t faded;	/* once an order, faded by the orders since */
	int64_t owned;	/* once in all */
	int64_t latest; /* once more in the newest order */
	int64_t base;	/* of the other, without a history */
	int64_t after;	/* buyers who had it in a later order; 0: unknown */
};

struct str follow_text(struct arena *a, const struct follow_link *links,
    size_t n);

/* A text that is being read. */
struct follow_reader {
	struct str links;
	struct str counts; /* may be less than there are links */
};
struct follow_reader follow_read(struct str text);
/* The next one; false: there is none, or it is none. */
bool follow_take(struct follow_reader *r, struct follow_link *out);

#endif
