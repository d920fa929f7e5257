/* grants.h - rights by table; private to app. */
#ifndef APP_GRANTS_H
#define APP_GRANTS_H

#include "aftersale/limit.h"
#include "aftersale/link.h"
#include "aftersale/outbox.h"
#include "app.h"

enum {
	GRANT_SELECT = 1,
	GRANT_INSERT = 2,
	GRANT_UPDATE = 4,
	GRANT_DELETE = 8
};

struct grant {
	struct str table; /* with {own}, {shop} or {base} */
	unsigned rights;
};

/* One row a table, in the order the statements name them. */
void grants_collect(
    struct arena *a, const struct app *app, struct list *grants);
struct str grant_table(
    struct arena *a, const struct db_conf *conf, struct str table);
/* What goes before a line about a table that is not there, else "". */
const char *grant_mark(struct arena *a, const struct app *app,
    const struct grant *g);
struct str grant_rights(struct arena *a, unsigned rights);

#endif
