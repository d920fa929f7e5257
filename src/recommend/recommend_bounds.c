/* recommend_bounds - sums of what rows hold, which may be anything: they stay
 * at the ends of the range. Pure. */
#include "recommend.h"

static int64_t
held(__int128 n)
{
	return n > INT64_MAX   ? INT64_MAX
	       : n < INT64_MIN ? INT64_MIN
			       : (int64_t)n;
}

int64_t
bound_add(int64_t x, int64_t y)
{
	return held((__int128)x + y);
}

int64_t
bound_sub(int64_t x, int64_t y)
{
	return held((__int128)x - y);
}

int64_t
bound_share(int64_t n, int64_t times, int64_t of)
{
	return held((__int128)n * times / of);
}
