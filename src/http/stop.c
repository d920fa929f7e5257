/* stop - the signals that end a server, heard only between requests.
 *
 * They are blocked all the time but while waiting, so that no read of a
 * request is ever cut short. The flag is the one writable global of http. */
#include "inside.h"

static volatile sig_atomic_t stop;

static const int stop_signals[] = { SIGTERM, SIGINT, SIGHUP, SIGUSR1 };

enum { STOP_SIGNALS = sizeof(stop_signals) / sizeof(stop_signals[0]) };

static void
hear(int number)
{
	(void)number;
	stop = 1;
}

enum err
http_stop_prepare(sigset_t *wait_mask)
{
	struct sigaction act = { .sa_handler = hear, .sa_flags = SA_RESTART };
	struct sigaction ignore = { .sa_handler = SIG_IGN };
	sigset_t blocked;

	sigemptyset(&act.sa_mask);
	sigemptyset(&ignore.sa_mask);
	sigemptyset(&blocked);
	for (size_t i = 0; i < STOP_SIGNALS; i++)
		sigaddset(&blocked, stop_signals[i]);
	if (sigprocmask(SIG_BLOCK, &blocked, wait_mask))
		return ERR_BROKEN;

	for (size_t i = 0; i < STOP_SIGNALS; i++) {
		sigdelset(wait_mask, stop_signals[i]);
		if (sigaction(stop_signals[i], &act, NULL))
			return ERR_BROKEN;
	}
	return sigaction(SIGPIPE, &ignore, NULL) ? ERR_BROKEN : ERR_OK;
}

bool
http_stop_heard(void)
{
	return stop;
}

/* ppoll that finds a descriptor ready at once does not deliver signals, so
 * under load they must be asked for. */
bool
http_stop_wanted(void)
{
	sigset_t pending;

	if (stop)
		return true;
	if (sigpending(&pending))
		return false;
	for (size_t i = 0; i < STOP_SIGNALS; i++)
		if (sigismember(&pending, stop_signals[i]) == 1)
			return true;
	return false;
}
