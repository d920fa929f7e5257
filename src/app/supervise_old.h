/* supervise_old.h - the children of the program that was here before an
 * upgrade; private to the supervisor. */
#ifndef APP_SUPERVISE_OLD_H
#define APP_SUPERVISE_OLD_H

#include "supervise.h"

struct old_crew {
	pid_t pids[2 * SUPERVISE_MOST]; /* 0: gone */
	bool was_asked;			/* to leave */
	int64_t kill_at;
};

void old_take(struct old_crew *o, const struct supervise *s);
bool old_is_there(const struct old_crew *o);
/* Asks all of them to leave; who stays beyond that tick is killed. */
void old_ask(struct old_crew *o, int64_t kill_at);
void old_kill_stayers(const struct old_crew *o, int64_t now);
void old_bury(struct old_crew *o, pid_t pid);
/* Adds those who live to pids. */
int old_list(const struct old_crew *o, pid_t *pids, int count);

#endif
