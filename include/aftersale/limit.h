/* limit - rate limits kept in the database, so they hold over processes.
 *
 * Called by handlers before they do what may be tried too often. Counts are
 * per kind and per hashed subject (an address, an order) in fixed windows;
 * nothing personal is stored: the subject is HMACed with a daily key.
 */
#ifndef AFTERSALE_LIMIT_H
#define AFTERSALE_LIMIT_H

#include "aftersale/base.h"
#include "aftersale/db.h"

struct limit_rule {
	const char *kind; /* "order.find" */
	int64_t window_seconds;
	int64_t most;
};

/* Counts one try and says if it is allowed; also true when the counter
 * cannot be reached for writing (a read-only database shuts nobody out, the
 * statement that follows will tell). retry_out: seconds to wait. */
bool limit_take(struct db *db, const struct limit_rule *rule, struct str secret,
    struct str subject, int64_t now, int64_t *retry_out);
/* The statement rows, for grants; NULL ended. */
extern const struct db_stmt *const limit_stmts[];
/* Deletes windows that ended; called by the nightly job. */
enum err limit_sweep(struct db *db, int64_t now);

#endif
