/* recommend_job - the night's work: what the shop sold since, and what is to be
 * learned of all of it. */
#include "aftersale/features/recommend.h"
#include "recommend.h"
#include "recommend_learn.h"

enum err
recommend_job_learn(struct job *job)
{
	struct learned learned;
	enum err e = learned_load(job->db, job->arena, &learned);

	if (!e)
		e = sales_update(job, &learned);
	if (!e)
		e = learn(job, &learned);
	return e ? e : shown_drop(job, job->now - SHOWN_DAYS * 86400LL);
}
