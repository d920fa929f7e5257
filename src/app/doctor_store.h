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
enum err table_is_there(
    struct db *db, struct arena *a, struct str name, bool *out);

/* What the account may do beyond single tables, and which it may make. */
struct account_rights {
	int64_t reads;  /* in the whole schema, above 0: yes */
	int64_t writes; /* the same */
	int64_t makes;  /* tables of ours it may create by name */
};
enum err account_rights(struct db *db, struct arena *a, struct str prefix,
    struct account_rights *out);
/* The host part of the account the server took us for: "localhost". */
enum err account_host(struct db *db, struct arena *a, struct str *out);
enum err database_clock(struct db *db, struct arena *a, int64_t *out);

#endif
