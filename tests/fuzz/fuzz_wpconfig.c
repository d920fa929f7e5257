/* fuzz_wpconfig - PHP source of any bytes, searched for constants and for
 * names of places. */
#include "../../src/shop/woocommerce/place_names.h"
#include "../../src/shop/woocommerce/wpconfig.h"
#include "fuzz.h"

static void
read_names(struct arena *a, struct str php)
{
	struct list names = { 0 };

	place_names_read(a, a, php, &names);
	for (size_t i = 0; i < names.count; i++) {
		const struct place_name *p =
		    LIST_AT(&names, const struct place_name, i);

		must(p->country.n > 0, "a name belongs to a country");
		must(place_name_in(&names, p->country, p->state).p != NULL,
		    "a name is found again");
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = fuzz_arena();
	struct wp_config config = { 0 };
	struct wp_place place = { .here = STR("/srv/www/shop"),
		.root = STR("/srv/www/shop/wp") };

	wp_config_read(a, fuzz_str(data, size), &place, &config);
	wp_config_text(&config, "DB_NAME");
	for (size_t i = 0; i < config.constants.count; i++) {
		struct wp_constant *c =
		    LIST_AT(&config.constants, struct wp_constant, i);
		struct str copy = arena_join(a, c->name, c->value);

		must(copy.n >= c->name.n, "a constant can be copied");
	}
	if (size < 4096)
		read_names(a, fuzz_str(data, size));
	return 0;
}
