/* confirm_show.h - drawing the order page; private to confirm. */
#ifndef CONFIRM_CONFIRM_SHOW_H
#define CONFIRM_CONFIRM_SHOW_H

#include "aftersale/http.h"
#include "aftersale/shop.h"

/* Draws the page of the order of the link. typed and why are of a refused
 * e-mail, empty otherwise. */
enum err confirm_show(struct rq *rq, int status, struct str typed,
    struct str why);
/* May this caller see addresses, payment and downloads of the order? */
bool confirm_sees_all(struct rq *rq, const struct order_head *head);
/* Does the shop open account orders to the signed-in buyer only? */
bool confirm_login_only(struct rq *rq);

#endif
