/* renew.h - going on as a newer program, after an upgrade; private to app. */
#ifndef APP_RENEW_H
#define APP_RENEW_H

#include <sys/types.h>

#include "aftersale/base.h"

enum { RENEW_CHILDREN_MOST = 256 };

/* What a process hands over to itself. */
struct renew {
	int fd;   /* the listening socket */
	int lock; /* -1: none */
	pid_t children[RENEW_CHILDREN_MOST];
	int children_count;
};

/* Is another file where this program was started from? */
bool renew_is_due(void);
/* Does that file start and read the configuration? Waits five seconds at
 * most. */
bool renew_is_good(const char *config);
/* Becomes that program: the same process, arguments and children. Comes back
 * only when that fails. */
void renew_become(const struct renew *r);
/* What the program before handed over; false: this one was started anew. */
bool renew_take(struct renew *out);

/* Between two programs nobody listens: TERM, INT and HUP wait until the new one
 * does. */
void renew_signals_wait(bool wait);

#endif
