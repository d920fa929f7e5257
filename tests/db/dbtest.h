/* dbtest.h - what the parts of the database test program share. */
#ifndef TESTS_DBTEST_H
#define TESTS_DBTEST_H

#include "aftersale/db.h"

#include "../lib/tap.h"

/* A statement outside of any row table: for making and breaking things. */
enum err plain(struct db *db, const char *sql);
/* The first column of the first row, as a number; -1 when there is none. */
int64_t number(struct db *db, const char *sql);
struct db *open_db(void);
extern struct db_conf test_conf;
extern struct arena *arena;

int mode_rows(void);
int mode_lists(void);
int mode_maps(void);
int mode_cache(void);
int mode_session(void);
int mode_trouble(void);
int mode_tx(void);
int mode_deadlock(void);
int mode_pair(void);
int mode_commit(void);
int mode_patient(void);
int mode_migrate(void);
int mode_migrations(void);
int mode_steps(void);
int mode_tls(void);

#endif
