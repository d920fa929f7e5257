/* doctor.h - findings about an installation; private to app. */
#ifndef APP_DOCTOR_H
#define APP_DOCTOR_H

#include "app.h"

enum finding_level { FINDING_OK = 0, FINDING_WARN, FINDING_BAD };

struct finding {
	enum finding_level level;
	struct str what;
	struct str advice; /* what to do; empty when fine */
};

void doctor_look(struct app *app, struct list *out);
void doctor_find(struct app *app, struct list *out, enum finding_level level,
    struct str what, const char *advice);
/* The three users of the database: each signs in, each statement of theirs
 * can be prepared, none may do more than it needs. */
void doctor_accounts(struct app *app, struct list *out);
/* Configuration, the files of host and shop, folders. */
void doctor_files(struct app *app, struct list *out);
/* Is the bridge there, and what would bridge.page redirect skip? */
void doctor_bridge(struct app *app, struct list *out);
/* "VAT number", or NULL: a buyer would not miss this key. */
const char *doctor_proposal(struct str key);

#endif
