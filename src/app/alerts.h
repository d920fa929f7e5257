/* alerts.h - what is held back, in a word; private to app. */
#ifndef APP_ALERTS_H
#define APP_ALERTS_H

#include "app.h"

/* "place", "shape" or "": what the bridge is told. */
const char *alert_word(const struct outbox *outbox);

#endif
