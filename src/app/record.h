/* record.h - requests as files, without secrets; private to app. */
#ifndef APP_RECORD_H
#define APP_RECORD_H

#include "app.h"

/* Writes what came into dir, under the number of the request. Links become
 * the order and purpose they are for, values of forms and of the query lose
 * their letters, cookies of others their values; addresses are left out. */
enum err record_write(
    const char *dir, const struct rq *rq, char *const *env);

/* Changes whenever a template in the folder does. */
int64_t edits_stamp(const char *dir);

#endif
