/* error.h - what the page of an error shows; private to app. */
#ifndef APP_ERROR_H
#define APP_ERROR_H

#include "app.h"

struct error_view {
	int64_t status;
	struct str title, text, safe, next;
	struct str retry_url, order_url;
	struct str again_url; /* where what was posted is sent once more */
	struct list typed;    /* struct pair: all of it, as it came */
	struct list texts;    /* struct pair: what a person wrote of it */
	bool has_texts;
	bool is_paused;
	struct str id;
};
extern const struct field error_fields[];

/* Gives back what was posted and not read. Nothing, where there was no form, or
 * one with files, where the link is not good, or a page of another site sent
 * it. */
void error_give_back(struct rq *rq, struct error_view *v);
/* Writing is closed while the shop's tables are not as they were taken: other
 * words than for trouble that passes in a minute. */
void error_say_paused(struct rq *rq, struct error_view *v);

#endif
