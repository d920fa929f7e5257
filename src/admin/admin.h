/* admin.h - what the files of admin share. */
#ifndef ADMIN_ADMIN_H
#define ADMIN_ADMIN_H

#include "aftersale/feature.h"

/* The orders page's queue and timeline live in admin_page.c, the frame in
 * admin_frame.c. */
struct str admin_date(struct rq *rq, int64_t t);
struct str admin_iso(struct rq *rq, int64_t t);
/* "3 days", "2 h": how old something is, in one word and a half. */
struct str admin_age(struct rq *rq, int64_t since);

#endif
