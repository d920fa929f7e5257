/* crash - the test hooks that end the process at a statement's number.
 *
 * AFTERSALE_CRASH_AT=n: just before the n-th statement of the process is
 * sent. AFTERSALE_CRASH_AFTER=n: just after its answer was read. What counts
 * is what a caller asked for and BEGIN, COMMIT and ROLLBACK; neither
 * preparing nor the set-up of a session does. A power cut has no clean end,
 * so it is SIGKILL. This is the one state of the process in this part. */
#include <signal.h>
#include <unistd.h>

#include "inside.h"

static struct {
	bool is_read;
	int64_t at;
	int64_t after;
	int64_t count;
} crash;

static int64_t
number_of(const char *name)
{
	int64_t n = 0;

	if (str_int(str_of(getenv(name)), &n))
		return 0;
	return n;
}

void
crash_before(void)
{
	if (!crash.is_read) {
		crash.at = number_of("AFTERSALE_CRASH_AT");
		crash.after = number_of("AFTERSALE_CRASH_AFTER");
		crash.is_read = true;
	}
	if (++crash.count == crash.at)
		kill(getpid(), SIGKILL);
}

void
crash_after(void)
{
	if (crash.count == crash.after)
		kill(getpid(), SIGKILL);
}
