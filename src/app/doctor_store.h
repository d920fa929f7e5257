/* doctor_store.h - what doctor asks the server about itself. */
#ifndef APP_DOCTOR_STORE_H
#define APP_DOCTOR_STORE_H

#include "aftersale/db.h"

struct table_state {
	struct str name;
	struct str engine;
	struct str collation;
};

enum err table_states(struct db *db, struct arena *a, struct str prefix,
    struct list *out /* struct table_state */);
enum err database_clock(struct db *db, struct arena *a, int64_t *out);

#endif
