/* fleet.h - many shops on one host, a configuration file each (PK-11);
 * private to app. Each shop gets processes of its own, so that one that is
 * broken or slow holds up nobody. */
#ifndef APP_FLEET_H
#define APP_FLEET_H

#include "aftersale/base.h"

#include <sys/types.h>

struct fleet_shop {
	const char *name;   /* of the file, without ".json" */
	const char *config; /* the file */
};

/* The shops of a folder by name; ERR_NOT_FOUND: it cannot be read. */
enum err fleet_shops(
    struct arena *a, const char *dir, struct list *out /* fleet_shop */);
/* Starts a program for one shop, with "--config FILE" behind the words; it
 * prints to `out` and `err` unless they are -1, and ends when we end. -1: no
 * process. */
pid_t fleet_start(const char *program, const char *const *words,
    const struct fleet_shop *shop, int out, int err);

/* How the answers of the shops are put together. */
enum fleet_form {
	FLEET_TEXT = 0, /* each under its name */
	FLEET_LEVELS,	/* the same below one line that names whom to look at */
	FLEET_METRICS,	/* one Prometheus text with a label; what shops say to
			   standard error stays there */
	FLEET_JSON,	/* a list of what each said as JSON; the same */
};

/* Runs a sub-command for every shop, some at a time, and prints what each
 * said. Gives the worst exit status: 2, then 3 (also for one that did not end
 * in time, and of a state where there is no shop), then 1, then 0. */
int fleet_each(const char *dir, const char *const *words, int64_t seconds,
    enum fleet_form form);
/* The worker for every shop until TERM. A process that ends after its round
 * finds on descriptor 1 what the one before it wrote there, at most
 * FLEET_MEMORY bytes: nothing else lasts that no dump takes back. */
enum { FLEET_MEMORY = 128 };
int fleet_work(const char *dir, const char *worker);

#endif
