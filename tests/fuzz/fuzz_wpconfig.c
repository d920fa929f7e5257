/* fuzz_wpconfig - PHP source of any bytes, searched for constants. */
#include "../../src/shop/woocommerce/wpconfig.h"
#include "fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = fuzz_arena();
	struct wp_config config = { 0 };

	wp_config_read(a, fuzz_str(data, size), &config);
	wp_config_text(&config, "DB_NAME");
	for (size_t i = 0; i < config.constants.count; i++) {
		struct wp_constant *c =
		    LIST_AT(&config.constants, struct wp_constant, i);
		struct str copy = arena_join(a, c->name, c->value);

		must(copy.n >= c->name.n, "a constant can be copied");
	}
	return 0;
}
