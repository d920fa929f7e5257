/* uninstall_store.h - our tables as they stand in the database. */
#ifndef APP_UNINSTALL_STORE_H
#define APP_UNINSTALL_STORE_H

#include "aftersale/db.h"

struct own_table {
	struct str name; /* without its prefix */
	int64_t rows;	 /* about, as the server guesses */
};

/* Tables whose names begin with {shop}aftersale_, by name. */
enum err own_tables_present(struct db *db, struct arena *a,
    struct str prefix, struct list *out /* struct own_table */);
/* {shop}aftersale_ */
struct str own_prefix(struct arena *a, struct str prefix);
/* DROP TABLE; ERR_BAD_INPUT for a name that none of ours has. */
enum err own_table_drop(struct db *db, struct arena *a, struct str prefix,
    struct str name);
/* DROP USER, also when it is gone already; one that setup has named, for every
 * host it was made for, as far as the account may look. */
enum err account_drop(
    struct db *db, struct arena *a, const struct db_account *who);
struct str account_drop_text(struct arena *a, const struct db_account *who);

#endif
