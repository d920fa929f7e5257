/* admin - the frame of the console: sign-in by the shop's own session,
 * navigation, the work queue. It draws what features contributed and names
 * none of them. */
#ifndef AFTERSALE_FEATURES_ADMIN_H
#define AFTERSALE_FEATURES_ADMIN_H

#include "aftersale/feature.h"

extern const struct feature admin_feature;

/* GET /admin: the work queue. */
enum err admin_page_queue(struct rq *rq);
/* GET /admin/orders: the last 20 orders beside the shop's own view. */
enum err admin_page_orders(struct rq *rq);
/* For the front: who is not signed in is told how. */
enum err admin_page_sign_in(struct rq *rq);
#endif
