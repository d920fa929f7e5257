/* supervise.h - keeps a number of serving processes alive; private to app. */
#ifndef APP_SUPERVISE_H
#define APP_SUPERVISE_H

#include "aftersale/http.h"
#include "aftersale/log.h"

/* In memory that a child shares with its supervisor. */
struct supervise_share {
	struct http_pulse *pulse;  /* of this child */
	_Atomic int64_t *last_use; /* of all of them */
};

enum { SUPERVISE_MOST = 64 };

struct supervise {
	int workers; /* 1..SUPERVISE_MOST */
	/* Runs in a process of its own and gives its exit status. It reads
	 * its configuration itself, so that HUP brings a new one. */
	int (*child)(void *ctx, const struct supervise_share *share);
	/* One sentence for the log. */
	void (*say)(void *ctx, enum log_level level, const char *sentence);
	/* HUP: becomes a newer program, if there is one that starts; comes
	 * back otherwise. pids: all children. May be NULL. */
	void (*renew)(void *ctx, const pid_t *pids, int count);
	void *ctx;
	/* Children of the program before; they serve until ours do. */
	const pid_t *old;
	int old_count;
	bool was_renewed;
	int64_t idle_exit; /* seconds without a request, 0: never ends */
};

/* Runs until TERM or INT (ends all within five seconds, what runs is
 * finished), or until nobody came for idle_exit seconds; gives 0 then. HUP
 * replaces the children one by one, each only when its successor is ready.
 * Children that die are started again, later each time; when they only die
 * it says so and gives 1. Children end with it, whatever ends it. */
int supervise(const struct supervise *s);

#endif
