/* check - what a text in the configuration must look like. Each gives NULL
 * when it does, else a complaint that follows the name of the member. */
#ifndef CONF_CHECK_H
#define CONF_CHECK_H

#include "aftersale/base.h"

const char *check_text(struct str s);   /* no control characters */
const char *check_path(struct str s);   /* absolute */
const char *check_prefix(struct str s); /* of tables */
const char *check_name(struct str s);   /* of a schema */
const char *check_url(struct str s);    /* of the base */
const char *check_assets(struct str s); /* a path or an address */
const char *check_listen(struct str s);
const char *check_cidr(struct str s);
const char *check_hash(struct str s); /* COOKIEHASH */

#endif
