/* tap.h - what a unit test program needs, and no more.
 *
 *	int main(void) {
 *		CHECK("TY-02 a wrong key shows nothing", !may_see(...));
 *		CHECK_STR("L-43 the header", got, "no-store");
 *		return tap_done();
 *	}
 */
#ifndef TESTS_TAP_H
#define TESTS_TAP_H

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static int tap_count;
static int tap_failed;

static inline bool
tap_check(bool ok, const char *what, const char *file, int line)
{
	tap_count++;
	if (!ok)
		tap_failed++;
	printf("%s %d - %s\n", ok ? "ok" : "not ok", tap_count, what);
	if (!ok)
		printf("# at %s:%d\n", file, line);
	fflush(stdout);
	return ok;
}

static inline void
tap_check_text(const char *got, size_t n, const char *want, const char *what,
    const char *file, int line)
{
	bool ok = strlen(want) == n && (n == 0 || memcmp(got, want, n) == 0);

	if (!tap_check(ok, what, file, line))
		printf("# got:  %.*s\n# want: %s\n", (int)n, n ? got : "",
		    want);
}

static inline int
tap_done(void)
{
	printf("1..%d\n", tap_count);
	if (tap_failed)
		printf("# %d failed\n", tap_failed);
	return 0;
}

#define CHECK(what, cond) tap_check((cond), (what), __FILE__, __LINE__)
/* got is a struct str, want a C string. */
#define CHECK_STR(what, got, want)                                             \
	do {                                                                   \
		__typeof__(got) got_ = (got);                                  \
		tap_check_text(                                                \
		    got_.p, got_.n, (want), (what), __FILE__, __LINE__);       \
	} while (0)

#endif
