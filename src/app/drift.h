/* drift.h - whether the shop's tables are still as they were taken (N13):
 * what is built upon a part that changed writes nothing meanwhile. Private to
 * app. */
#ifndef APP_DRIFT_H
#define APP_DRIFT_H

#include "app.h"
#include "drift_rules.h"

/* What the worker remembers of it. All zero at first. */
struct drift_watch {
	int64_t look_at; /* tick of the next comparison */
	char shop[96];	 /* versions and storage then */
	char said[65];	 /* the sum of what is in {own}watch */
};

/* Compares when it is time, or the shop says another version or storage; sets
 * app->outbox.closed, and tells status, console and bridge. A table that is
 * seen for the first time is taken as it is. */
enum err drift_look(
    struct app *app, struct arena *a, struct drift_watch *w, int64_t now);
/* At once: a statement failed. */
enum err drift_look_now(
    struct app *app, struct arena *a, struct drift_watch *w, int64_t now);

/* Looks without keeping or telling anything, for adopt. */
enum err drift_judge(
    struct app *app, struct arena *a, struct list *out /* struct drift */);
/* What is there now is right: taken by the worker's next look. */
enum err drift_accept(struct tx *tx, struct app *app, struct arena *a);

/* "wc_orders has no column status"; lang NULL: English, as on the command line
 * and in the log. */
struct str drift_sentence(
    struct arena *a, const struct text *lang, const struct drift *d);
/* The drifts of a row "shape" of {own}watch. */
void drift_read(struct arena *a, const struct value *shape, struct list *out);
/* "orders, products" */
struct str drift_parts_text(struct arena *a, unsigned parts);

#endif
