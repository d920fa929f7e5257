/* confirm - the order page: arriving with the shop's key, what of an order is
 * shown to whom, its state in words, its blocks (TY-01..TY-24, TR-03). It
 * never changes an order, and knows no other feature's blocks by name. */
#ifndef AFTERSALE_FEATURES_CONFIRM_H
#define AFTERSALE_FEATURES_CONFIRM_H

#include "aftersale/feature.h"

struct link;

extern const struct feature confirm_feature;

/* GET /order/{number}?key=: checks the shop's key, goes on to a link of ours
 * (TY-02). Any failure is the neutral page. */
enum err confirm_page_arrive(struct rq *rq);
/* GET and POST /find: look-up by number and e-mail (TR-03, H-25). */
enum err confirm_page_find(struct rq *rq);
enum err confirm_page_look_up(struct rq *rq);
/* GET /o/{token}: the page itself; POST /o/{token}/open: the billing e-mail
 * opens the rest for this browser (TY-03, TY-04). */
enum err confirm_page_show(struct rq *rq);
enum err confirm_page_open(struct rq *rq);
/* GET /bridge/order/{id}: the same for the shop's own page, without head and
 * foot, for a visitor the shop itself let in. */
enum err confirm_page_inside(struct rq *rq);
/* GET /o/{token}/receipt: the printable receipt (TY-19). */
enum err confirm_page_receipt(struct rq *rq);
/* GET /accessibility: the statement of L-45. */
enum err confirm_page_access(struct rq *rq);

/* For the front: the one answer to every wrong link, key or number; */
enum err confirm_page_neutral(struct rq *rq);
/* what a signed link says while the database is away (N11); */
enum err confirm_page_facts(struct rq *rq, const struct link *link);
/* and the way to the shop's own page while the mode hides ours. */
enum err confirm_page_away(struct rq *rq, int64_t order_id);

#endif
