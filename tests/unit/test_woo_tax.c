/* Which tax rates hold at the shop's address, and what they make of prices.
 * The expected amounts were worked out by hand from the rules. */
#include "shop/woocommerce/tax.h"
#include "tap.h"

struct rate {
	int64_t id;
	int64_t priority;
	const char *country;
	const char *state;
	const char *tax_class;
	const char *percent;
	bool compound;
	const char *type; /* one limit, or NULL */
	const char *code;
};

static void
set_up(struct arena *a, struct woo_set *set, const struct rate *rates,
    size_t count, const struct woo_place *shop)
{
	struct list rows = { NULL, 0, 0 };

	for (size_t i = 0; i < count; i++) {
		struct woo_rate_row *row =
		    LIST_PUSH(a, &rows, struct woo_rate_row);

		row->id = rates[i].id;
		row->priority = rates[i].priority;
		row->country = str_of(rates[i].country);
		row->state = str_of(rates[i].state);
		row->tax_class = str_of(rates[i].tax_class);
		row->is_compound = rates[i].compound;
		dec_parse(str_of(rates[i].percent), &row->percent);
		if (rates[i].type)
			woo_rate_limit(row, shop, str_of(rates[i].type),
			    str_of(rates[i].code));
	}
	woo_rates_pick(a, &rows, shop, &set->rates);
}

static struct str
text_of(struct arena *a, struct dec d)
{
	return dec_fixed(a, d, 4);
}

static struct dec
price(const char *z)
{
	struct dec d = dec_int(-1);

	woo_price_read(str_of(z), &d);
	return d;
}

static void
test_pick(struct arena *a)
{
	static const struct rate rates[] = {
		{ 1, 1, "", "", "", "21", false, NULL, NULL },
		{ 2, 1, "LT", "", "", "20", false, NULL, NULL },
		{ 3, 1, "LT", "VL", "", "19", false, NULL, NULL },
		{ 4, 1, "LT", "VL", "", "18", false, "postcode", "01*" },
		{ 5, 1, "LT", "", "", "17", false, "postcode",
		    "02000...03000" },
		{ 6, 1, "LT", "", "reduced-rate", "9", false, NULL, NULL },
		{ 7, 2, "LT", "", "", "1", false, "city", "VILNIUS" },
		{ 8, 1, "LV", "", "", "22", false, NULL, NULL },
	};
	const struct woo_place shop = { STR("LT"), STR("VL"), STR("01-100"),
		STR("Vilnius") };
	const struct woo_place range = { STR("LT"), STR(""), STR("02500"),
		STR("") };
	struct woo_set set = { 0 };
	struct woo_set other = { 0 };

	set_up(a, &set, rates, 8, &shop);
	CHECK("PK-04 one rate a class and priority", set.rates.count == 3);
	CHECK_STR("PK-04 state and postcode go first",
	    dec_text(a, LIST_AT(&set.rates, struct woo_rate, 0)->percent),
	    "18");

	set_up(a, &other, rates, 8, &range);
	CHECK("PK-04 a city that is not ours", other.rates.count == 2);
	CHECK_STR("PK-04 a range of postcodes",
	    dec_text(a, LIST_AT(&other.rates, struct woo_rate, 0)->percent),
	    "17");
}

static void
test_one_rate(struct arena *a)
{
	static const struct rate rates[] = {
		{ 1, 1, "LT", "", "", "21.0000", false, NULL, NULL },
		{ 2, 1, "LT", "", "reduced-rate", "9.0000", false, NULL, NULL },
	};
	const struct woo_place shop = { STR("LT"), STR(""), STR(""), STR("") };
	struct woo_set set = { .has_taxes = true, .prices_include_tax = true };

	set.info.money.decimals = 2;
	set_up(a, &set, rates, 2, &shop);

	CHECK_STR("PK-04 21 % out of 34",
	    text_of(a, woo_price_without_tax(&set, price("34"), STR(""))),
	    "28.0992");
	CHECK_STR("PK-04 9 % out of 12.90",
	    text_of(a, woo_price_without_tax(
			   &set, price("12.90"), STR("reduced-rate"))),
	    "11.8349");
	CHECK_STR("PK-04 no rate of that class",
	    text_of(
		a, woo_price_without_tax(&set, price("5"), STR("zero-rate"))),
	    "5.0000");
	CHECK_STR("PK-04 stored with taxes, shown with taxes",
	    text_of(a, woo_price_with_tax(&set, price("34"), STR(""))),
	    "34.0000");

	set.prices_include_tax = false;
	CHECK_STR("PK-04 21 % on 12.9, rounded as printed",
	    text_of(a, woo_price_with_tax(&set, price("12.9"), STR(""))),
	    "15.6100");
	CHECK_STR("PK-04 stored without, shown without",
	    text_of(a, woo_price_without_tax(&set, price("12.9"), STR(""))),
	    "12.9000");
}

static void
test_compound(struct arena *a)
{
	static const struct rate rates[] = {
		{ 1, 1, "CA", "", "", "5", false, NULL, NULL },
		{ 2, 2, "CA", "", "", "10", true, NULL, NULL },
	};
	const struct woo_place shop = { STR("CA"), STR("QC"), STR(""),
		STR("") };
	struct woo_set set = { .has_taxes = true };

	set.info.money.decimals = 2;
	set_up(a, &set, rates, 2, &shop);
	/* 100 + 5 + 10.5 */
	CHECK_STR("PK-04 compound rates stand on the others",
	    text_of(a, woo_price_with_tax(&set, price("100"), STR(""))),
	    "115.5000");
	set.prices_include_tax = true;
	CHECK_STR("PK-04 and come off first",
	    text_of(a, woo_price_without_tax(&set, price("115.5"), STR(""))),
	    "100.0000");
}

static void
test_price_read(void)
{
	struct dec d;

	CHECK("a price", !woo_price_read(STR(" 27.2 "), &d) &&
			     !dec_cmp(d, (struct dec){ 272, 1 }));
	CHECK("nothing is no price", woo_price_read(STR(""), &d));
	CHECK("text is no price", woo_price_read(STR("12,5"), &d));
	CHECK("a number beyond use is no price",
	    woo_price_read(STR("99999999999999999999999"), &d));
}

int
main(void)
{
	struct arena *a = arena_new(1 << 20);

	test_pick(a);
	test_one_rate(a);
	test_compound(a);
	test_price_read();
	arena_free(a);
	return tap_done();
}
