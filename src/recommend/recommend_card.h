/* recommend_card.h - an offer as buyers read it: confirm/offer.mustache. */
#ifndef RECOMMEND_RECOMMEND_CARD_H
#define RECOMMEND_RECOMMEND_CARD_H

#include "recommend.h"

struct card_view {
	struct str go_url, name, image, price, was, rating;
	int64_t width, height, reviews;
	/* One honest reason, or none. */
	int64_t together, orders;
	int64_t again_days, again_weeks, again_months;
	struct str often_with, often_after, category;
	bool is_again;
};

extern const struct field card_fields[];
/* That the buyer has it is told to who may know of other orders. */
void card_reason(const struct offers *o, const struct offer *offer,
    struct card_view *card);

#endif
