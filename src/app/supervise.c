/* supervise - keeps a number of serving processes alive.
 *
 * It has no handler and no timer: it waits for signals it has blocked. Which
 * child does what is written down in struct worker; every step looks at that
 * and at the clock. Listening and serving are the child's (serve.c). */
#include <errno.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "supervise.h"
#include "supervise_old.h"

#define MS INT64_C(1000)
#define SECOND (1000 * MS)

enum {
	FAILS_MOST = 12, /* in a row, over all children */
	BACKOFF_STEPS = 7,
};

static const int64_t steady_time = 5 * SECOND;
static const int64_t ready_time = 30 * SECOND; /* for a successor */
static const int64_t leave_time = 30 * SECOND; /* for a predecessor */
static const int64_t stop_time = 4500 * MS;    /* for all of them */
static const int64_t backoff_first = 100 * MS;

struct child {
	pid_t pid; /* 0: none */
	int64_t started;
	int64_t kill_at; /* it was asked to leave; 0: it was not */
	struct http_pulse *pulse;
};

/* A place among the workers: who serves, and beside it who comes or goes. */
struct worker {
	struct child children[2];
	int serving; /* index of the one that counts */
	int fails;   /* in a row */
	int64_t start_at;
};

struct shared {
	_Atomic int64_t last_use;
	struct http_pulse pulses[2 * SUPERVISE_MOST];
};

struct crew {
	const struct supervise *s;
	struct worker workers[SUPERVISE_MOST];
	struct shared *shared;
	sigset_t heard;
	sigset_t old_mask;
	pid_t pid;
	int64_t now;
	int fails;       /* in a row, over all */
	int rolling;     /* the worker being replaced, -1: none */
	bool roll_again; /* HUP came while rolling */
	int64_t stop_at; /* when those who stay are killed, 0: going on */
	int status;
	struct old_crew old;
};

static void __attribute__((format(printf, 3, 4)))
say(const struct crew *c, enum log_level level, const char *fmt, ...)
{
	char sentence[200];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(sentence, sizeof(sentence), fmt, ap);
	va_end(ap);
	c->s->say(c->s->ctx, level, sentence);
}

static struct child *
serving(struct worker *w)
{
	return &w->children[w->serving];
}

static struct child *
beside(struct worker *w)
{
	return &w->children[!w->serving];
}

/* ---- starting and asking to leave --------------------------------------- */

static _Noreturn void
be_child(const struct crew *c, const struct child *child)
{
	struct supervise_share share = { child->pulse, &c->shared->last_use };

	/* The parent may have died before this was said. */
	if (prctl(PR_SET_PDEATHSIG, SIGTERM) != 0 || getppid() != c->pid)
		_exit(1);
	sigprocmask(SIG_SETMASK, &c->old_mask, NULL);
	exit(c->s->child(c->s->ctx, &share));
}

static void
start(struct crew *c, struct child *child)
{
	pid_t pid;

	child->pulse->ready = 0;
	child->pulse->served = 0;
	child->started = c->now;
	child->kill_at = 0;
	fflush(NULL);
	pid = fork();
	if (pid == 0)
		be_child(c, child);
	if (pid < 0)
		say(c, LOG_ERROR, "cannot start a process: %s",
		    strerror(errno));
	child->pid = pid < 0 ? 0 : pid;
}

static void
ask_to_leave(const struct crew *c, struct child *child, int64_t patience)
{
	if (child->pid == 0)
		return;
	if (child->kill_at == 0 || child->kill_at > c->now + patience)
		child->kill_at = c->now + patience;
	kill(child->pid, SIGTERM);
}

static void
stop(struct crew *c, int status)
{
	if (c->stop_at)
		return;
	c->status = status;
	c->stop_at = c->now + stop_time;
	old_ask(&c->old, c->stop_at);
	for (int i = 0; i < c->s->workers; i++) {
		ask_to_leave(c, &c->workers[i].children[0], stop_time);
		ask_to_leave(c, &c->workers[i].children[1], stop_time);
	}
}

/* ---- deaths ------------------------------------------------------------- */

static int64_t
backoff(int fails)
{
	int steps = fails < BACKOFF_STEPS ? fails : BACKOFF_STEPS;

	return steps == 0 ? 0 : backoff_first << (steps - 1);
}

/* A child that served somebody or lived for a while is no sign that all is
 * wrong; one killed by hand is replaced at once. */
static void
judge(struct crew *c, struct worker *w, const struct child *child)
{
	bool was_steady =
	    c->now - child->started >= steady_time || child->pulse->served > 0;

	if (was_steady) {
		c->fails = 0;
		w->fails = 0;
	} else {
		c->fails++;
		w->fails++;
	}
	w->start_at = c->now + backoff(was_steady ? 0 : w->fails - 1);
}

static void
say_death(const struct crew *c, pid_t pid, int status)
{
	if (WIFSIGNALED(status))
		say(c, LOG_WARN, "process %d ended by signal %d", (int)pid,
		    WTERMSIG(status));
	else if (WEXITSTATUS(status) != 0)
		say(c, LOG_WARN, "process %d ended with status %d", (int)pid,
		    WEXITSTATUS(status));
}

/* The successor died before it was ready: those who serve go on. */
static void
successor_failed(struct crew *c)
{
	say(c, LOG_ERROR,
	    "the new process does not start; the old ones go"
	    " on serving");
	c->rolling = -1;
	c->roll_again = false;
}

/* Ending by itself is fine (a newer configuration, enough requests), but not
 * at once and without an answer, again and again. */
static bool
was_of_use(const struct crew *c, const struct child *child)
{
	return child->pulse->served > 0 || c->now - child->started >= SECOND;
}

static void
buried(struct crew *c, int i, struct child *child, int status)
{
	struct worker *w = &c->workers[i];
	struct child dead = *child;

	child->pid = 0;
	if (dead.kill_at)
		return;
	say_death(c, dead.pid, status);
	if (child != serving(w)) {
		successor_failed(c);
		return;
	}
	if (status == 0 && was_of_use(c, &dead))
		w->start_at = c->now;
	else
		judge(c, w, &dead);
}

static void
reap(struct crew *c)
{
	int status;
	pid_t pid;

	while ((pid = waitpid(-1, &status, WNOHANG)) > 0) {
		old_bury(&c->old, pid);
		for (int i = 0; i < 2 * c->s->workers; i++) {
			struct child *child =
			    &c->workers[i / 2].children[i % 2];

			if (child->pid == pid)
				buried(c, i / 2, child, status);
		}
	}
}

/* ---- steps -------------------------------------------------------------- */

static void
kill_stayers(struct crew *c)
{
	old_kill_stayers(&c->old, c->now);
	for (int i = 0; i < 2 * c->s->workers; i++) {
		struct child *child = &c->workers[i / 2].children[i % 2];

		if (child->pid && child->kill_at && child->kill_at <= c->now)
			kill(child->pid, SIGKILL);
	}
}

static void
start_missing(struct crew *c)
{
	for (int i = 0; i < c->s->workers; i++) {
		struct worker *w = &c->workers[i];

		if (serving(w)->pid == 0 && w->start_at <= c->now)
			start(c, serving(w));
	}
}

static bool
is_anyone_steady(struct crew *c)
{
	for (int i = 0; i < c->s->workers; i++) {
		const struct child *child = serving(&c->workers[i]);

		if (child->pid && child->pulse->ready &&
		    c->now - child->started >= steady_time)
			return true;
	}
	return false;
}

static void
give_up_maybe(struct crew *c)
{
	if (is_anyone_steady(c))
		c->fails = 0;
	if (c->fails < FAILS_MOST)
		return;
	say(c, LOG_FATAL,
	    "processes die as soon as they start, %d times in a"
	    " row: giving up",
	    c->fails);
	stop(c, 1);
}

static void
roll_on(struct crew *c)
{
	c->rolling++;
	if (c->rolling < c->s->workers)
		return;
	c->rolling = c->roll_again ? 0 : -1;
	c->roll_again = false;
}

/* One worker at a time: a successor is started beside it, and takes its
 * place when it is ready. */
static void
roll(struct crew *c)
{
	struct worker *w = &c->workers[c->rolling];
	struct child *next = beside(w);

	if (next->pid && next->kill_at)
		return; /* the place is not free yet */
	if (next->pid == 0) {
		start(c, next);
		return;
	}
	if (next->pulse->ready) {
		ask_to_leave(c, serving(w), leave_time);
		w->serving = !w->serving;
		w->fails = 0;
		roll_on(c);
	} else if (c->now - next->started > ready_time) {
		ask_to_leave(c, next, 0);
		successor_failed(c);
	}
}

static bool
is_idle(const struct crew *c)
{
	int64_t limit = c->s->idle_exit * SECOND;

	return limit > 0 && c->now - c->shared->last_use > limit;
}

static bool
is_anyone_left(const struct crew *c)
{
	for (int i = 0; i < 2 * c->s->workers; i++)
		if (c->workers[i / 2].children[i % 2].pid)
			return true;
	return old_is_there(&c->old);
}

/* Those of the program before leave when all of ours are ready. */
static void
release_old(struct crew *c)
{
	if (c->old.was_asked || !old_is_there(&c->old))
		return;
	for (int i = 0; i < c->s->workers; i++) {
		const struct child *child = serving(&c->workers[i]);

		if (!child->pid || !child->pulse->ready)
			return;
	}
	old_ask(&c->old, c->now + leave_time);
}

/* False: all is over. */
static bool
step(struct crew *c)
{
	c->now = clock_tick();
	reap(c);
	kill_stayers(c);
	if (c->stop_at)
		return is_anyone_left(c);
	if (is_idle(c)) {
		stop(c, 0);
		return true;
	}
	give_up_maybe(c);
	if (c->stop_at)
		return true;
	if (c->rolling >= 0)
		roll(c);
	start_missing(c);
	release_old(c);
	return true;
}

/* ---- signals ------------------------------------------------------------ */

static void
renew(struct crew *c)
{
	pid_t pids[4 * SUPERVISE_MOST];
	int count = 0;

	for (int i = 0; i < 2 * c->s->workers; i++)
		if (c->workers[i / 2].children[i % 2].pid)
			pids[count++] =
			    c->workers[i / 2].children[i % 2].pid;
	count = old_list(&c->old, pids, count);
	c->s->renew(c->s->ctx, pids, count);
}

static void
hup(struct crew *c)
{
	if (c->s->renew)
		renew(c);
	if (c->rolling < 0)
		c->rolling = 0;
	else
		c->roll_again = true;
}

/* Long when nothing is under way: a signal ends the wait. */
static struct timespec
patience(const struct crew *c)
{
	bool is_busy = c->stop_at || c->rolling >= 0 || c->fails > 0 ||
	    old_is_there(&c->old);

	return is_busy ? (struct timespec){ 0, 20000000 }
		       : (struct timespec){ 1, 0 };
}

static void
hear(struct crew *c)
{
	struct timespec wait = patience(c);
	int number = sigtimedwait(&c->heard, NULL, &wait);

	c->now = clock_tick();
	if (number == SIGTERM || number == SIGINT)
		stop(c, 0);
	else if (number == SIGHUP && !c->stop_at)
		hup(c);
}

static void
prepare(struct crew *c)
{
	sigemptyset(&c->heard);
	sigaddset(&c->heard, SIGTERM);
	sigaddset(&c->heard, SIGINT);
	sigaddset(&c->heard, SIGHUP);
	sigaddset(&c->heard, SIGCHLD);
	sigprocmask(SIG_BLOCK, &c->heard, &c->old_mask);
	/* Whoever became this program had them blocked. */
	if (c->s->was_renewed) {
		sigdelset(&c->old_mask, SIGTERM);
		sigdelset(&c->old_mask, SIGINT);
		sigdelset(&c->old_mask, SIGHUP);
		sigdelset(&c->old_mask, SIGCHLD);
	}
	old_take(&c->old, c->s);
	/* One that ignores it would never hear of a death. */
	signal(SIGCHLD, SIG_DFL);
	/* Nobody reads our log any more: go on all the same. */
	signal(SIGPIPE, SIG_IGN);
	c->now = clock_tick();
	c->shared->last_use = c->now;
	for (int i = 0; i < 2 * c->s->workers; i++)
		c->workers[i / 2].children[i % 2].pulse = &c->shared->pulses[i];
}

int
supervise(const struct supervise *s)
{
	struct crew c = { .s = s, .rolling = -1, .pid = getpid() };

	assert(s->workers >= 1 && s->workers <= SUPERVISE_MOST);
	c.shared = mmap(NULL, sizeof(*c.shared), PROT_READ | PROT_WRITE,
	    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (c.shared == MAP_FAILED)
		return 1;

	prepare(&c);
	while (step(&c))
		hear(&c);
	sigprocmask(SIG_SETMASK, &c.old_mask, NULL);
	munmap(c.shared, sizeof(*c.shared));
	return c.status;
}
