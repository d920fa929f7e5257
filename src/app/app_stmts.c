/* app_stmts - the statements of app itself, for grants and the manifest. */
#include "app.h"
#include "gate_store.h"
#include "once_store.h"
#include "setting_store.h"

const struct db_stmt *const app_stmts[] = {
	&setting_newest_stmt,
	&setting_append_stmt,
	&gate_facts_stmt,
	&once_insert_stmt,
	&once_load_stmt,
	&once_finish_stmt,
	&once_sweep_stmt,
	&card_put_stmt,
	&activity_add_stmt,
	NULL
};
