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
 * prints to fd unless that is -1, and ends when we end. -1: no process. */
pid_t fleet_start(const char *program, const char *const *words,
    const struct fleet_shop *shop, int fd);

/* Runs a sub-command for every shop, some at a time, and prints what each
 * said under its name; with `metrics` as one Prometheus text with a label.
 * The highest exit status; 3 for one that did not end in time. */
int fleet_each(const char *dir, const char *const *words, int64_t seconds,
    bool metrics);
/* The worker for every shop until TERM. */
int fleet_work(const char *dir, const char *worker);

#endif
