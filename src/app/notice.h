/* notice.h - seeing what happens in the shop (architecture 14); private to
 * app. */
#ifndef APP_NOTICE_H
#define APP_NOTICE_H

#include "app.h"

struct notice {
	int64_t last_seen_at; /* when an order was last new or changed */
	int64_t failures;     /* rounds that failed in a row */
	int64_t plan_at;      /* when schedules are looked at again */
	uint64_t sight;	      /* what the last look saw: it begins a little
			       * earlier than the one before it ended */
};

/* One look: new and changed orders become topics order.noticed, in the same
 * transaction as the cursor moves. */
enum err notice_look(
    struct app *app, struct arena *a, struct notice *n, int64_t now);

#endif
