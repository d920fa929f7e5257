/* gate_store.h - the gate's statement, for grants; private to app. */
#ifndef APP_GATE_STORE_H
#define APP_GATE_STORE_H

#include "aftersale/db.h"

extern const struct db_stmt gate_facts_stmt;

#endif
