/* confirm_page.h - what the page files of confirm share. */
#ifndef CONFIRM_CONFIRM_PAGE_H
#define CONFIRM_CONFIRM_PAGE_H

#include "aftersale/http.h"
#include "aftersale/shop.h"

/* A fresh token of ours that shows this order. */
struct str confirm_link(struct rq *rq, const struct order_head *head);
/* Sets the cookie that keeps the e-mail check passed for a while (TY-04). */
enum err confirm_remember(struct rq *rq, int64_t order_id);
/* The key limits hash their subjects with. */
struct str confirm_limit_secret(struct rq *rq);

#endif
