/* clock - what time it is. Calendars and zones are in zone.h. */
#include <time.h>

#include "aftersale/base.h"

static int64_t
real_now(void)
{
	return (int64_t)time(NULL);
}

/* A word that is no number is no freeze: the real time goes on. */
int64_t
clock_now(void)
{
	struct str word = str_of(getenv("AFTERSALE_CLOCK"));
	bool beside = word.n > 0 && (word.p[0] == '+' || word.p[0] == '-');
	int64_t now;
	int64_t n;

	if (word.n == 0)
		return real_now();
	if (word.p[0] == '+')
		word = str_skip(word, 1);
	if (str_int(word, &n))
		return real_now();
	if (!beside)
		return n;
	now = real_now();
	return __builtin_add_overflow(now, n, &n) ? now : n;
}

int64_t
clock_tick(void)
{
	struct timespec ts;
	int failed = clock_gettime(CLOCK_MONOTONIC, &ts);

	assert(failed == 0);
	return (int64_t)ts.tv_sec * 1000000 + ts.tv_nsec / 1000;
}
