/* foreground.h - one request made up by a command, answered as serve would;
 * private to app. Counts that may be lost are not written. */
#ifndef APP_FOREGROUND_H
#define APP_FOREGROUND_H

#include "aftersale/link.h"
#include "app.h"

struct foreground {
	struct app app;	  /* first: front_handle takes this for it */
	bool tells_steps; /* on standard error */
	int status;	  /* of the answer */
	int out;	  /* where the page goes */
	int64_t statements;
};

struct foreground_request {
	const char *method;
	const char *uri;
	const char *cookie; /* may be empty */
	const char *type;   /* of the body */
	const char *language;
	struct str body;
};

/* A fresh link to the order, for an hour. ERR_NOT_FOUND: no such order. */
enum err foreground_link(struct app *app, int64_t order_id,
    enum link_purpose purpose, struct str *out);
/* Answers; the page goes to standard output. 0, or an exit status. */
int foreground_run(
    struct foreground *f, const struct foreground_request *request);

#endif
