/* housekeeping.h - the nightly sweep of app's own rows. */
#ifndef APP_HOUSEKEEPING_H
#define APP_HOUSEKEEPING_H

#include "aftersale/outbox.h"

/* Drops keys over 30 days, ended windows of limits. */
enum err housekeeping_run(struct job *job);

#endif
