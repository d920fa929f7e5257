/* recommend - the rows this feature contributes. */
#include "aftersale/features/recommend.h"
#include "recommend.h"
#include "recommend_learn.h"
#include "recommend_proof.h"

static const struct block blocks[] = {
	{ .name = RECOMMEND_BLOCK, .title = N_("Goes well with it"),
	    .place = BLOCK_REST, .is_offer = true, .draw = recommend_block },
	{ .name = NULL }
};

static const struct desk_page pages[] = {
	{ "offers", N_("Offers"), "/admin/offers", "star-line" },
	{ .name = NULL }
};

static const struct queue_row queue[] = {
	{ "offers", recommend_queue },
	{ .name = NULL }
};

static const char *const holdout_words[] = { "auto", NULL };

static const struct setting_member pair_members[] = {
	{ "offer", 1, INT64_MAX, true },
	{ "with", 1, INT64_MAX, false },
	{ .name = NULL }
};

static const struct setting_member boost_members[] = {
	{ "offer", 1, INT64_MAX, true },
	{ "with", 1, INT64_MAX, false },
	{ "percent", PERCENT_LOW, PERCENT_HIGH, true },
	{ .name = NULL }
};

static const struct setting settings[] = {
	{ .path = "cross_sell.most", .kind = SETTING_INT, .otherwise = "4",
	    .what = N_("How many products are offered on the order page; 0"
		       " offers none."),
	    .low = 0, .high = RECOMMEND_MOST },
	{ .path = "cross_sell.next_most", .kind = SETTING_INT,
	    .otherwise = "4",
	    .what = N_("How many products are offered for the buyer's next"
		       " order; 0 offers none."),
	    .low = 0, .high = RECOMMEND_MOST },
	{ .path = "cross_sell.new_most", .kind = SETTING_INT,
	    .otherwise = "4",
	    .what = N_("How many products are offered that are new for the"
		       " buyer; 0 offers none."),
	    .low = 0, .high = RECOMMEND_MOST },
	{ .path = "cross_sell.holdout", .kind = SETTING_INT,
	    .otherwise = "\"auto\"",
	    .what = N_("How many buyers in a hundred are offered nothing that"
		       " was learned, to see whether learning pays; auto: 5"
		       " from 2,000 orders a month on, else none."),
	    .low = 0, .high = DRAW_MOST, .choices = holdout_words },
	{ .path = "cross_sell.only_in_stock", .kind = SETTING_FLAG,
	    .otherwise = "true",
	    .what = N_("Offer only what is in stock.") },
	{ .path = "cross_sell.by_margin", .kind = SETTING_FLAG,
	    .otherwise = "false",
	    .what = N_("Offer sooner what leaves the shop more: at most 15 in"
		       " a hundred, by margins of one category; needs the"
		       " costs of products.") },
	{ .path = "cross_sell.by_stock", .kind = SETTING_FLAG,
	    .otherwise = "false",
	    .what = N_("Offer later what will be gone within a week.") },
	{ .path = "cross_sell.pin", .kind = SETTING_LIST, .otherwise = "[]",
	    .what = N_("Products offered before all others, by id; or with"
		       " one product only, by the ids offer and with."),
	    .high = HAND_MOST, .item_is_id = true, .item = pair_members },
	{ .path = "cross_sell.forbid", .kind = SETTING_LIST, .otherwise = "[]",
	    .what = N_("Products that are never offered, by id; or not with"
		       " one product, by the ids offer and with."),
	    .high = HAND_MOST, .item_is_id = true, .item = pair_members },
	{ .path = "cross_sell.boost", .kind = SETTING_LIST, .otherwise = "[]",
	    .what = N_("Products that are offered sooner or later than they"
		       " would be: the id offer and a number percent."),
	    .high = HAND_MOST, .item = boost_members },
	{ .path = "cross_sell.excluded_categories", .kind = SETTING_LIST,
	    .otherwise = "[]",
	    .what = N_("Categories nothing is offered from, nor from those"
		       " below them, by id."),
	    .high = HAND_MOST, .item_is_id = true },
	{ .path = NULL }
};

static const struct event events[] = {
	{ "recommend.view", "the block was shown with an order" },
	{ "recommend.shown", "what was offered; in offer_shown" },
	{ "recommend.click", "a product of the block was opened" },
	{ .name = NULL }
};

static const struct personal_row personal[] = {
	{ .table = "cross_sell",
	    .what = "Counts of an earlier program; no person.",
	    .keyed_by = "none" },
	{ .table = "sale",
	    .what = "Which orders were paid, by which account of the shop, and"
		    " the mail address as a number only we can make.",
	    .keyed_by = "order_id",
	    .export = &recommend_sales_export,
	    .erase = &recommend_sales_erase },
	{ .table = "sale_line", .what = "What stood in these orders.",
	    .keyed_by = "order_id",
	    .export = &recommend_lines_export,
	    .erase = &recommend_lines_erase },
	{ .table = "sale_total", .what = "What these orders came to.",
	    .keyed_by = "order_id",
	    .export = &recommend_totals_export,
	    .erase = &recommend_totals_erase },
	{ .table = "offer_proof",
	    .what = "What the groups of buyers spent; no person.",
	    .keyed_by = "none" },
	{ .table = "offer_shown",
	    .what = "What was offered with an order, and which of it was"
		    " opened.",
	    .keyed_by = "order_id", .keep_days = SHOWN_DAYS,
	    .export = &recommend_shown_export,
	    .erase = &recommend_shown_erase },
	{ .table = "learned",
	    .what = "How far the shop's orders were read; no person.",
	    .keyed_by = "none" },
	{ .table = "learned_link",
	    .what = "Which products go together; no person.",
	    .keyed_by = "none" },
	{ .table = "learned_product",
	    .what = "How products sell; no person.", .keyed_by = "none" },
	{ .table = "learned_follow",
	    .what = "Which products follow each other; no person.",
	    .keyed_by = "none" },
	{ .table = "learned_nudge",
	    .what = "What margin and stock moved; no person.",
	    .keyed_by = "none" },
	{ .table = "learned_seller",
	    .what = "Best sellers of categories; no person.",
	    .keyed_by = "none" },
	{ .table = NULL }
};

const struct feature recommend_feature = {
	.name = "recommend",
	.blocks = blocks,
	.desk_pages = pages,
	.queue_rows = queue,
	.settings = settings,
	.events = events,
	.personal = personal,
	.stmts = recommend_stmts,
};
