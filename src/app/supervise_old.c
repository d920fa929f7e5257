/* supervise_old - the children of the program before: they serve until ours
 * do, and then leave. When that is, supervise.c says. */
#include <signal.h>

#include "supervise_old.h"

void
old_take(struct old_crew *o, const struct supervise *s)
{
	for (int i = 0; i < s->old_count && i < 2 * SUPERVISE_MOST; i++)
		o->pids[i] = s->old[i];
}

bool
old_is_there(const struct old_crew *o)
{
	for (int i = 0; i < 2 * SUPERVISE_MOST; i++)
		if (o->pids[i])
			return true;
	return false;
}

static void
tell(const struct old_crew *o, int number)
{
	for (int i = 0; i < 2 * SUPERVISE_MOST; i++)
		if (o->pids[i])
			kill(o->pids[i], number);
}

void
old_ask(struct old_crew *o, int64_t kill_at)
{
	o->was_asked = true;
	o->kill_at = kill_at;
	tell(o, SIGTERM);
}

void
old_kill_stayers(const struct old_crew *o, int64_t now)
{
	if (o->was_asked && o->kill_at <= now)
		tell(o, SIGKILL);
}

void
old_bury(struct old_crew *o, pid_t pid)
{
	for (int i = 0; i < 2 * SUPERVISE_MOST; i++)
		if (o->pids[i] == pid)
			o->pids[i] = 0;
}

int
old_list(const struct old_crew *o, pid_t *pids, int count)
{
	for (int i = 0; i < 2 * SUPERVISE_MOST; i++)
		if (o->pids[i])
			pids[count++] = o->pids[i];
	return count;
}
