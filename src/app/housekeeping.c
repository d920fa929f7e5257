/* housekeeping - what app and the parts under it drop at night. Features
 * have sweeps of their own. */
#include "aftersale/limit.h"
#include "aftersale/link.h"
#include "aftersale/site.h"
#include "housekeeping.h"
#include "once_store.h"

enum err
housekeeping_run(struct job *job)
{
	enum err e = once_sweep(job->db, job->now);

	if (!e)
		e = limit_sweep(job->db, job->now);
	if (!e)
		e = link_sweep(job->db, job->now);
	if (!e)
		e = outbox_sweep(job->db, job->arena, job->site->outbox,
		    job->now);
	return e;
}
