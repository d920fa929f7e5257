/* confirm - the rows this feature contributes. */
#include "aftersale/features/confirm.h"
#include "confirm.h"

static const struct block blocks[] = {
	{ .name = "status", .title = N_("State of the order"),
	    .place = BLOCK_LEAD, .draw = confirm_block_status },
	{ .name = "items", .title = N_("Items"), .place = BLOCK_SIDE,
	    .draw = confirm_block_items },
	{ .name = "totals", .title = N_("Totals"), .place = BLOCK_SIDE,
	    .draw = confirm_block_totals },
	{ .name = "parcels", .title = N_("Parcels"), .place = BLOCK_LEAD,
	    .draw = confirm_block_parcels },
	{ .name = "downloads", .title = N_("Downloads"),
	    .place = BLOCK_LEAD, .draw = confirm_block_downloads },
	{ .name = "addresses", .title = N_("Addresses"),
	    .place = BLOCK_REST, .draw = confirm_block_addresses },
	{ .name = "payment", .title = N_("Payment"), .place = BLOCK_REST,
	    .draw = confirm_block_payment },
	{ .name = "notes", .title = N_("News from the shop"),
	    .place = BLOCK_REST, .draw = confirm_block_notes },
	{ .name = NULL }
};

static const char *const account_words[] = { "email", "login", NULL };

static const struct setting settings[] = {
	{ .path = "order.grace_minutes", .kind = SETTING_INT,
	    .otherwise = "10",
	    .what = N_("How long a guest sees a new order whole without"
		       " typing the e-mail address."),
	    .low = 0, .high = 1440 },
	{ .path = "order.remember_minutes", .kind = SETTING_INT,
	    .otherwise = "60",
	    .what = N_("How long this browser stays let in after the e-mail"
		       " address was typed."),
	    .low = 5, .high = 1440 },
	{ .path = "order.plugin_numbers", .kind = SETTING_FLAG,
	    .otherwise = "false",
	    .what = N_("Whether orders are called by the number a plugin gave"
		       " them.") },
	{ .path = "account_orders", .kind = SETTING_CHOICE,
	    .otherwise = "\"email\"",
	    .what = N_("Whether the billing e-mail opens orders of accounts,"
		       " or only a sign-in does."),
	    .choices = account_words },
	{ .path = "order.delivery_low", .kind = SETTING_INT, .otherwise = "0",
	    .what = N_("Working days until a parcel arrives, at the least; 0"
		       " promises nothing."),
	    .low = 0, .high = 90 },
	{ .path = "order.delivery_high", .kind = SETTING_INT,
	    .otherwise = "0",
	    .what = N_("Working days until a parcel arrives, at the most."),
	    .low = 0, .high = 90 },
	{ .path = "order_facts", .kind = SETTING_LIST, .otherwise = "[]",
	    .what = N_("Facts of other plugins: meta key, label, place,"
		       " visibility, format.") },
	{ .path = "blocks.order", .kind = SETTING_LIST, .otherwise = "[]",
	    .what = N_("The blocks of the order page in the order they are"
		       " drawn; the rest follow.") },
	{ .path = "blocks.off", .kind = SETTING_LIST, .otherwise = "[]",
	    .what = N_("Blocks that are not drawn.") },
	{ .path = "brand.accent", .kind = SETTING_TEXT, .otherwise = "\"\"",
	    .what = N_("The accent colour, as #rrggbb; empty takes the"
		       " shop's own.") },
	{ .path = "brand.font", .kind = SETTING_TEXT, .otherwise = "\"\"",
	    .what = N_("The font, as in a style sheet; empty takes the"
		       " shop's own.") },
	{ .path = "brand.sign_off", .kind = SETTING_TEXT, .otherwise = "\"\"",
	    .what = N_("A last sentence in the shop's own words at the foot"
		       " of each page.") },
	{ .path = NULL }
};

static const struct personal_row personal[] = {
	{ .table = "order_card",
	    .what = "What each feature remembers of an order; no names.",
	    .keyed_by = "order_id", .export = &confirm_cards_export,
	    .erase = &confirm_cards_erase },
	{ .table = "activity",
	    .what = "On which days something of an order was seen.",
	    .keyed_by = "order_id", .export = &confirm_days_export,
	    .erase = &confirm_days_erase },
	{ .table = NULL }
};

const struct feature confirm_feature = {
	.name = "confirm",
	.blocks = blocks,
	.settings = settings,
	.personal = personal,
	.stmts = confirm_stmts,
};
