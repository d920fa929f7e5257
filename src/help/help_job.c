/* help_job - the nightly figures: presses past their time become sums. */
#include "aftersale/features/help.h"
#include "help.h"

#define KEEP_SECONDS (400 * 86400LL)

enum err
help_job_figures(struct job *job)
{
	return help_press_fold(job->db, job->now - KEEP_SECONDS);
}
