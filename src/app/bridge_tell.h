/* bridge_tell.h - telling the bridge inside the shop; private to app. */
#ifndef APP_BRIDGE_TELL_H
#define APP_BRIDGE_TELL_H

#include "app.h"

/* What was last told, to say it again only when it changed. */
struct bridge_told {
	char sum[65];
};

/* Writes what the bridge has to know, if it is not what was said before. The
 * worker calls it each round. */
enum err bridge_tell(struct app *app, struct arena *a,
    struct bridge_told *last, int64_t now);

#endif
