/* recommend_preview.h - the words of "what would this order get, and why" in
 * the console. */
#ifndef RECOMMEND_RECOMMEND_PREVIEW_H
#define RECOMMEND_RECOMMEND_PREVIEW_H

#include "aftersale/text.h"
#include "recommend.h"
#include "recommend_nudge.h"

/* Which group the buyer was drawn into, and by what share. */
struct str preview_group(
    struct arena *a, const struct text *lang, const struct offers *o);
struct str preview_title(const struct text *lang, enum offer_block block);
/* Whether the block is shown, and why not. */
struct str preview_state(const struct text *lang, const struct offers *o,
    enum offer_block block);
/* What moved a pick or took it out. */
struct moved {
	const struct nudge *nudge; /* NULL: nothing of margin and stock */
	struct str factor;	   /* of the nudge, as the shop writes numbers */
	bool is_chosen;
};
struct str preview_rule(struct arena *a, const struct text *lang,
    const struct pick *p, const struct moved *by);

#endif
