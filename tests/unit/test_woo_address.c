/* Addresses as each country prints them, states, and upper case. */
#include "../../src/shop/woocommerce/address.h"
#include "../lib/tap.h"

static struct arena *arena;

/* The printed lines with " | " between them. */
static struct str
printed(struct order_address at, const char *country_name, const char *base)
{
	struct address_words words = {
		.name = STR("%1$s %2$s"),
		.country = str_of(country_name),
		.state = address_state(at.country, at.state),
		.base = str_of(base),
	};
	struct buf b = buf_new(arena, 4096);
	struct list lines = { 0 };

	address_lines(arena, &at, &words, &lines);
	for (size_t i = 0; i < lines.count; i++) {
		buf_putz(&b, i ? " | " : "");
		buf_put(&b, *LIST_AT(&lines, struct str, i));
	}
	return buf_str(&b);
}

static struct order_address
home_in(const char *country, const char *state)
{
	return (struct order_address){
		.first_name = STR("Ona"),
		.last_name = STR("Tamm"),
		.company = STR("Co"),
		.address_1 = STR("Road 1"),
		.address_2 = STR("Flat 2"),
		.city = STR("Town"),
		.state = str_of(state),
		.postcode = STR("123 ab"),
		.country = str_of(country),
	};
}

static const struct {
	const char *country;
	const char *state;
	const char *want;
} homes[] = {
	{ "LT", "", "Ona Tamm | Co | Road 1 | Flat 2 | Town | 123 ab | X" },
	{ "GB", "Kent",
	    "Ona Tamm | Co | Road 1 | Flat 2 | Town | Kent | 123 ab | X" },
	{ "DE", "DE-BE", "Co | Ona Tamm | Road 1 | Flat 2 | 123 ab Town | X" },
	{ "AU", "NSW",
	    "Ona Tamm | Co | Road 1 | Flat 2 | Town New South Wales 123 ab"
	    " | X" },
	{ "CA", "qc", "Co | Ona Tamm | Road 1 | Flat 2 | Town QC 123 ab | X" },
	{ "CL", "CL-NB",
	    "Co | Ona Tamm | Road 1 | Flat 2 | \xc3\x91uble | 123 ab Town"
	    " | X" },
	{ "CN", "CN10",
	    "X 123 ab | Shanghai / \xe4\xb8\x8a\xe6\xb5\xb7, Town, Flat 2,"
	    " Road 1 | Co | Ona Tamm" },
	{ "ES", "C",
	    "Ona Tamm | Co | Road 1 | Flat 2 | 123 ab Town"
	    " | A Coru\xc3\xb1"
	    "a | X" },
	{ "FR", "", "Co | Ona Tamm | Road 1 | Flat 2 | 123 ab TOWN | X" },
	{ "HK", "KOWLOON",
	    "Co | Ona TAMM | Road 1 | Flat 2 | TOWN | KOWLOON | X" },
	{ "HU", "BU", "Tamm Ona | Co | Town | Road 1 | Flat 2 | 123 ab | X" },
	{ "IN", "TN",
	    "Co | Ona Tamm | Road 1 | Flat 2 | Town 123 ab | Tamil Nadu, X" },
	{ "IT", "FC",
	    "Co | Ona Tamm | Road 1 | Flat 2 | 123 ab | Town"
	    " | FORL\xc3\x8c-CESENA | X" },
	{ "JM", "JM-02",
	    "Ona Tamm | Co | Road 1 | Flat 2 | Town | Saint Andrew | 123 AB"
	    " | X" },
	{ "JP", "JP13",
	    "123 ab | Tokyo Town Road 1 | Flat 2 | Co | Tamm Ona | X" },
	{ "NZ", "AK", "Ona Tamm | Co | Road 1 | Flat 2 | Town 123 ab | X" },
	{ "PR", "", "Co | Ona Tamm | Road 1 Flat 2 | Town | X 123 ab" },
	{ "RS", "RS00", "Ona Tamm | Co | Road 1 | Flat 2 | 123 ab Town | X" },
	{ "TR", "TR34",
	    "Ona Tamm | Co | Road 1 | Flat 2 | 123 ab Town \xc4\xb0stanbul"
	    " | X" },
	{ "TW", "", "Co | Tamm Ona | Road 1 | Flat 2 | Town 123 ab | X" },
	{ "UG", "UG102",
	    "Ona Tamm | Co | Road 1 | Flat 2 | Town | Kampala, X" },
	{ "US", "ny", "Ona Tamm | Co | Road 1 | Flat 2 | Town, NY 123 ab | X" },
	{ "BR", "SP",
	    "Ona Tamm | Co | Road 1 | Flat 2 | Town | S\xc3\xa3o Paulo"
	    " | 123 ab | X" },
	{ "ZA", "GP",
	    "Ona Tamm | Co | Road 1 | Flat 2 | Town | Gauteng | 123 ab"
	    " | X" },
	{ "", "", "Ona Tamm | Co | Road 1 | Flat 2 | Town | 123 ab | X" },
	{ "ZZ", "Q",
	    "Ona Tamm | Co | Road 1 | Flat 2 | Town | Q | 123 ab"
	    " | X" },
};

static void
countries(void)
{
	char what[64];

	for (size_t i = 0; i < sizeof(homes) / sizeof(*homes); i++) {
		snprintf(what, sizeof(what), "TY-02 the address of %s",
		    homes[i].country);
		CHECK_STR(what,
		    printed(
			home_in(homes[i].country, homes[i].state), "X", "LV"),
		    homes[i].want);
	}
}

static void
tidying(void)
{
	struct order_address at = home_in("IN", "TN");

	CHECK_STR("the shop's own country is not printed",
	    printed(at, "India", "IN"),
	    "Co | Ona Tamm | Road 1 | Flat 2 | Town 123 ab | Tamil Nadu");
	at = (struct order_address){ .first_name = STR("  A   B "),
		.city = STR(", C ,"),
		.address_1 = STR("0"),
		.country = STR("US") };
	CHECK_STR("spaces and commas go, and what PHP takes for nothing",
	    printed(at, "United States (US)", "LT"),
	    "A B | C | United States (US)");
	at = (struct order_address){ .first_name = STR("{city}"),
		.address_2 = STR("{{7*7}} ${x} %s %n"),
		.city = STR("L'Aquila") };
	CHECK_STR("what looks like a token in a value is text",
	    printed(at, "", "LT"), "{city} | {{7*7}} ${x} %s %n | L'Aquila");
	at = (struct order_address){ .address_1 = STR("one\ntwo") };
	CHECK_STR("a value of two lines is two lines", printed(at, "", "LT"),
	    "one | two");
	CHECK_STR("nothing prints nothing",
	    printed((struct order_address){ 0 }, "", "LT"), "");
}

static void
names(void)
{
	CHECK_STR("an unknown state", address_state(STR("IT"), STR("QQ")), "");
	CHECK_STR("a code of another country",
	    address_state(STR("AT"), STR("WI")), "");
	CHECK_STR("the first of a list", address_state(STR("AO"), STR("BGO")),
	    "Bengo");
	CHECK_STR("the last of a list", address_state(STR("AO"), STR("ZAI")),
	    "Zaire");
	CHECK_STR("a code with a space",
	    address_state(STR("HK"), STR("NEW TERRITORIES")),
	    "New Territories");
	CHECK_STR("no country", address_state(STR(""), STR("B")), "");
	CHECK_STR("the last country", address_state(STR("ZM"), STR("ZM-10")),
	    "Muchinga");
}

static void
upper(void)
{
	CHECK_STR("Latin with marks",
	    woo_upper(arena,
		STR("\xc5\xa1iauliai \xc4\x8d\xc4\x99\xc4\x97 \xc3\xa9")),
	    "\xc5\xa0IAULIAI \xc4\x8c\xc4\x98\xc4\x96 \xc3\x89");
	CHECK_STR("sharp s is two",
	    woo_upper(arena, STR("Stra\xc3\x9f"
				 "e")),
	    "STRASSE");
	CHECK_STR("Cyrillic",
	    woo_upper(arena, STR("\xd0\xba\xd0\xb8\xd1\x97\xd0\xb2")),
	    "\xd0\x9a\xd0\x98\xd0\x87\xd0\x92");
	CHECK_STR("Greek", woo_upper(arena, STR("\xce\xac\xcf\x82")),
	    "\xce\x86\xce\xa3");
	CHECK_STR("dotless i", woo_upper(arena, STR("\xc4\xb1")), "I");
	CHECK_STR("what has no case stays",
	    woo_upper(arena, STR("\xe4\xb8\x8a 1")), "\xe4\xb8\x8a 1");
	CHECK_STR("broken text stays", woo_upper(arena, STR("a\xff")), "a\xff");
}

int
main(void)
{
	arena = arena_new(1 << 20);
	countries();
	tidying();
	names();
	upper();
	arena_free(arena);
	return tap_done();
}
