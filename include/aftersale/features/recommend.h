/* recommend - what goes well with an order: hand-set pairs, products bought
 * together, category best sellers (TY-13). The page reads a small table that
 * the worker fills; clicks are counted without cookies. */
#ifndef AFTERSALE_FEATURES_RECOMMEND_H
#define AFTERSALE_FEATURES_RECOMMEND_H

#include "aftersale/feature.h"

extern const struct feature recommend_feature;

/* GET /go/{token}: counts and leads on to the product (architecture 11). */
enum err recommend_page_go(struct rq *rq);
/* The nightly count of products bought together. */
enum err recommend_job_count(struct job *job);

#endif
