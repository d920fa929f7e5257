/* jobs - every job of the program: who listens to which topic, and what runs
 * by the clock. */
#include "aftersale/features/help.h"
#include "aftersale/features/recommend.h"
#include "app.h"
#include "cache.h"
#include "housekeeping.h"

static const struct job_kind recommend_learn = {
	.name = "recommend",
	.every_seconds = 24 * 3600,
	.at_second = 2 * 3600,
	.lease_seconds = 300,
	.stands_on = SHOP_PART_ORDERS | SHOP_PART_PRODUCTS,
	.run = recommend_job_learn,
};

static const struct job_kind recommend_proof_job = {
	.name = "recommend.proof",
	.every_seconds = 24 * 3600,
	.at_second = 5 * 3600,
	.lease_seconds = 300,
	.run = recommend_job_proof,
};

static const struct job_kind help_sweep = {
	.name = "help.figures",
	.every_seconds = 24 * 3600,
	.at_second = 3 * 3600,
	.run = help_job_figures,
};

static const struct job_kind sweep = {
	.name = "app.sweep",
	.every_seconds = 24 * 3600,
	.at_second = 4 * 3600,
	.run = housekeeping_run,
};

const struct job_kind *const job_kinds[] = {
	&recommend_learn,
	&recommend_proof_job,
	&help_sweep,
	&cache_products,
	&cache_coupons,
	&cache_orders,
	&cache_comments,
	&cache_users,
	&sweep,
	NULL
};

/* Databases of earlier releases may still have their rows. */
const char *const jobs_retired[] = {
	"recommend.count", /* now recommend */
	NULL
};
