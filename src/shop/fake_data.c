/* fake_data.c - what stands in the shop that only exists in memory: tables.
 *
 * How it becomes the structs of shop.h is fake_make.c's business.
 */
#include "fake.h"

#define MINUTE 60
#define HOUR 3600
#define DAY 86400

const struct fake_order fake_orders[] = {
	/* id  state  slug  name  kind  customer  email  age  product  qty */
	{ 101, ORDER_PENDING, "pending", "Pending payment", FAKE_PLAIN, 0,
	    "ona@example.com", 5 * MINUTE, 11, 1 },
	{ 102, ORDER_ON_HOLD, "on-hold", "On hold", FAKE_BANK, 0,
	    "ona@example.com", 2 * HOUR, 12, 2 },
	{ 103, ORDER_PROCESSING, "processing", "Processing", FAKE_PLAIN, 0,
	    "ona@example.com", 5 * MINUTE, 11, 1 },
	{ 104, ORDER_COMPLETED, "completed", "Completed", FAKE_TRACKED, 0,
	    "jonas@example.com", 9 * DAY, 12, 1 },
	{ 105, ORDER_CANCELLED, "cancelled", "Cancelled", FAKE_PLAIN, 0,
	    "jonas@example.com", 3 * DAY, 11, 1 },
	{ 106, ORDER_REFUNDED, "refunded", "Refunded", FAKE_PLAIN, 0,
	    "jonas@example.com", 20 * DAY, 11, 1 },
	{ 107, ORDER_FAILED, "failed", "Failed", FAKE_PLAIN, 0,
	    "ona@example.com", HOUR, 11, 1 },
	{ 108, ORDER_OTHER, "partial-shipped", "Partially shipped",
	    FAKE_TRACKED, 0, "ona@example.com", 2 * DAY, 12, 3 },
	{ 109, ORDER_PROCESSING, "processing", "Processing", FAKE_PLAIN, 7,
	    "petras@example.com", DAY, 12, 1 },
	{ 110, ORDER_COMPLETED, "completed", "Completed", FAKE_DOWNLOAD, 0,
	    "ona@example.com", HOUR, 16, 1 },
	{ 111, ORDER_PROCESSING, "processing", "Processing", FAKE_PICKUP, 0,
	    "ona@example.com", HOUR, 11, 1 },
	{ 112, ORDER_COMPLETED, "completed", "Completed", FAKE_PARTIAL, 0,
	    "ona@example.com", 12 * DAY, 11, 2 },
	{ 113, ORDER_PROCESSING, "processing", "Processing", FAKE_SIXTY, 0,
	    "ona@example.com", HOUR, 11, 1 },
	{ 114, ORDER_PROCESSING, "processing", "Processing", FAKE_HOSTILE, 0,
	    "ona@example.com", HOUR, 18, 1 },
	{ 0, ORDER_OTHER, NULL, NULL, FAKE_PLAIN, 0, NULL, 0, 0, 0 },
};

const struct fake_product fake_products[] = {
	/* id  name  cents  was  stock  visible  image  virtual  pairs */
	{ 11, "Linen apron", 3400, 0, true, true, true, false, { 12, 13, 14 } },
	{ 12, "Oak board", 2720, 3400, true, true, true, false, { 11, 15 } },
	{ 13, "Sold out bowl", 1290, 0, false, true, true, false, { 0 } },
	{ 14, "Hidden spoon", 450, 0, true, false, true, false, { 0 } },
	{ 15, "Cup without a picture", 980, 0, true, true, false, false,
	    { 11 } },
	{ 16, "Pattern to print", 500, 0, true, true, true, true, { 11 } },
	{ 17, "Tea towel", 760, 0, true, true, true, false, { 12 } },
	{ 18, FAKE_LT "b>Bold" FAKE_LT "/b> & \"quoted\" mug", 1111, 0, true,
	    true, true, false, { 11 } },
	{ 0, NULL, 0, 0, false, false, false, false, { 0 } },
};

const struct shop_info fake_info = {
	.platform = S("fake"),
	.platform_version = S("1"),
	.storage = S("memory"),
	.name = S("Fake Shop"),
	.home_url = S("https://shop.example"),
	.site_url = S("https://shop.example"),
	.uploads_url = S("https://shop.example/uploads"),
	.uploads_origin = S("https://shop.example"),
	.locale = S("en_US"),
	.currency = S("EUR"),
	.money = { .symbol = S("\xe2\x82\xac"),
	    .decimal_sep = S(","),
	    .thousand_sep = S(" "),
	    .decimals = 2,
	    .symbol_left = false,
	    .symbol_spaced = true },
	.country = S("LT"),
	.email = S("shop@example.com"),
	.zone_name = S("+00:00"),
	.date_format = S("F j, Y"),
	.time_format = S("g:i a"),
	.account_url = S("https://shop.example/account/"),
	.shop_url = S("https://shop.example/shop/"),
	.terms_url = S("https://shop.example/terms/"),
	.privacy_url = S("https://shop.example/privacy/"),
	.login_url = S("https://shop.example/login"),
	.placeholder = S("https://shop.example/uploads/none.png"),
	.has_reviews = true,
	.brand = { .accent = S("#1f6f5c"),
	    .accent_from = S("theme settings"),
	    .text_from = S("neutral"),
	    .background_from = S("neutral"),
	    .logo_from = S("neutral"),
	    .font_from = S("neutral") },
};

const struct fake_order *
fake_order_of(int64_t id)
{
	for (const struct fake_order *o = fake_orders; o->id; o++)
		if (o->id == id)
			return o;
	return NULL;
}

const struct fake_product *
fake_product_of(int64_t id)
{
	for (const struct fake_product *p = fake_products; p->id; p++)
		if (p->id == id)
			return p;
	return NULL;
}
