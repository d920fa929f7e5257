/* migrate_tables.h - what a CREATE TABLE says, without a database. */
#ifndef AFTERSALE_DB_MIGRATE_TABLES_H
#define AFTERSALE_DB_MIGRATE_TABLES_H

#include "aftersale/db.h"

/* Adds the table a statement makes, if it makes one of ours. */
void migration_table(struct arena *a, struct str sql,
    struct list *out /* struct db_table */);
/* The two tables that the journal itself makes. */
extern const char *const migration_ground[]; /* NULL ended */

#endif
