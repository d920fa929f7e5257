/* migrate_tables.h - what a CREATE TABLE says, without a database. */
#ifndef AFTERSALE_DB_MIGRATE_TABLES_H
#define AFTERSALE_DB_MIGRATE_TABLES_H

#include "aftersale/db.h"

/* Adds the table a statement makes, takes out the one it drops, if that is one
 * of ours. */
void migration_table(struct arena *a, struct str sql,
    struct list *out /* struct db_table */);
/* The tables that are there when all of these have run. */
void migration_tables(struct arena *a,
    const struct list *files, /* struct migration_file */
    struct list *out /* struct db_table */);
/* The two tables that the journal itself makes. */
extern const char *const migration_ground[]; /* NULL ended */

#endif
