/* fuzz_date - a format of any letters; a time of any text. */
#include "aftersale/zone.h"
#include "fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = fuzz_arena();
	struct str text = fuzz_str(data, size);
	const struct zone *z = zone_fixed(a, 5 * 3600 + 1800);
	struct date_words words = { .months = { [9] = "spalio" } };
	int64_t t;

	date_text(a, z, 1792300041, text, &words);
	if (size >= sizeof(t)) {
		memcpy(&t, data, sizeof(t));
		date_text(a, z, t, str_skip(text, sizeof(t)), NULL);
	}
	if (!time_parse(text, &t))
		must(str_is(time_text(a, t), text), "a time comes back");
	return 0;
}
