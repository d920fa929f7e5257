/* test_tap - the test helper itself counts and compares. */
#include "../lib/tap.h"

int
main(void)
{
	struct {
		const char *p;
		size_t n;
	} text = { "abc", 3 };

	CHECK("a true condition passes", tap_failed == 0);
	CHECK_STR("equal texts pass", text, "abc");
	return tap_done();
}
