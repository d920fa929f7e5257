/* help - the shop's channels and its own questions and answers, as a block
 * of the order page, a page of its own and a desk page (rows 17-19). */
#ifndef AFTERSALE_FEATURES_HELP_H
#define AFTERSALE_FEATURES_HELP_H

#include "aftersale/feature.h"

extern const struct feature help_feature;

/* GET /help and /o/{token}/help. */
enum err help_page_show(struct rq *rq);
/* POST /o/{token}/help/{entry}: "this answered my question", once per order
 * and entry. */
enum err help_page_press(struct rq *rq);
/* GET and POST /admin/help: questions, channels and their presses. */
enum err help_desk_show(struct rq *rq);
enum err help_desk_save(struct rq *rq);
/* The nightly job: sums presses, drops what is past its time. */
enum err help_job_figures(struct job *job);

#endif
