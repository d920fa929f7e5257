/* fuzz_zone - a zone of any bytes, asked what time it is. */
#include "aftersale/zone.h"
#include "fuzz.h"

static const int64_t times[] = { INT64_MIN, -3000000000, -1, 0, 951782400,
	1774746000, 1792300041, 4102444800, 32503680000, INT64_MAX };

static const char letters[] = "d D j l N S w z W F m M n t L o Y y a A B g G "
			      "h H i s u v e I O P p T Z c r U";

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = fuzz_arena();
	const struct zone *z;

	if (zone_open(a, STR("Any/Where"), fuzz_str(data, size), &z))
		return 0;
	for (size_t i = 0; i < sizeof(times) / sizeof(times[0]); i++) {
		struct civil c = zone_civil(z, times[i]);

		must(c.month >= 1 && c.month <= 12, "a month is one");
		must(c.day >= 1 && c.day <= 31, "a day is one");
		must(c.offset > -26 * 3600 && c.offset < 26 * 3600,
		    "an offset is under 26 hours");
		zone_time(z, &c);
		must(date_text(a, z, times[i], STR(letters), NULL).n > 0,
		    "a date has letters");
	}
	return 0;
}
