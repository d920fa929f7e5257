/* recommend - the rows this feature contributes. */
#include "aftersale/features/recommend.h"
#include "recommend.h"

static const struct block blocks[] = {
	{ .name = "cross_sell", .title = N_("Goes well with it"),
	    .place = BLOCK_REST, .is_offer = true, .draw = recommend_block },
	{ .name = NULL }
};

static const struct setting settings[] = {
	{ .path = "cross_sell.most", .kind = SETTING_INT, .otherwise = "4",
	    .what = N_("How many products are offered on the order page; 0"
		       " offers none."),
	    .low = 0, .high = RECOMMEND_MOST },
	{ .path = NULL }
};

static const struct event events[] = {
	{ "recommend.view", "the block was shown with an order" },
	{ "recommend.click", "a product of the block was opened" },
	{ .name = NULL }
};

static const struct personal_row personal[] = {
	{ .table = "cross_sell",
	    .what = "Which products are bought together; no person.",
	    .keyed_by = "none" },
	{ .table = NULL }
};

const struct feature recommend_feature = {
	.name = "recommend",
	.blocks = blocks,
	.settings = settings,
	.events = events,
	.personal = personal,
	.stmts = recommend_stmts,
};
