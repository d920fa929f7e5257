/* alerts.h - what is held back, in a word; private to app. */
#ifndef APP_ALERTS_H
#define APP_ALERTS_H

#include "app.h"

/* "place", "shape", "held" or "": what the bridge is told. One statement at
 * most. */
enum err alert_word(struct db *db, struct arena *a,
    const struct outbox *outbox, const char **out);

#endif
