/* fleet_work - the worker for all shops of a host. Each shop is looked at by a
 * process that ends when nothing is due, so that an idle shop holds neither a
 * process nor a connection. A busy shop is asked again soon, an idle one less
 * and less often. */
#include "config.h"

#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "aftersale/log.h"
#include "command.h"
#include "fleet.h"
#include "renew.h"

#define SECOND ((int64_t)1000000)

enum {
	AT_ONCE = 4, /* of those that are quick */
	ALL_AT_ONCE = 32,
	NAME_MAX_BYTES = 256,
	PATH_MAX_BYTES = 4096,
	SHOPS_MAX = 20000,
	EXIT_BUSY = 10, /* worker.c: something was done */
};

/* Microseconds. The heartbeat of a shop counts for a minute, so the longest
 * rest leaves time for the round itself. */
static const int64_t shortest_rest = 5 * SECOND;
static const int64_t longest_rest = 45 * SECOND;
static const int64_t longest_round = 900 * SECOND;
static const int64_t folder_every = 15 * SECOND;
static const int64_t quick_round = 10 * SECOND;
static const int64_t end_within = 5 * SECOND;

struct shop {
	char name[NAME_MAX_BYTES];
	char config[PATH_MAX_BYTES];
	pid_t pid; /* 0: at rest */
	char memory[FLEET_MEMORY];
	size_t memory_n;
	int memory_fd; /* of the process; -1: none */
	int64_t began;
	int64_t due;
	int64_t rest;
	bool is_there; /* its file was seen in the last look */
};

struct fleet {
	const char *dir;
	const char *worker;
	struct shop **shops;
	size_t count;
	size_t running; /* quick and slow */
	int64_t look_at; /* the folder */
};

static volatile sig_atomic_t stopping;
static volatile sig_atomic_t renewing;

/* HUP: the same, and then on as the program that is installed now; who heard
 * TERM ends. */
static void
note(int number)
{
	if (number == SIGCHLD)
		return;
	renewing = number == SIGHUP && (renewing || !stopping);
	stopping = 1;
}

/* ---- the folder ---------------------------------------------------------- */

/* Shops that begin together do not stay together. */
static int64_t
spread(const char *name)
{
	uint32_t h = 2166136261U;

	for (; *name; name++)
		h = (h ^ (uint8_t)*name) * 16777619U;
	return (int64_t)(h % 1000) * (longest_rest / 1000);
}

static struct shop *
find(struct fleet *f, const char *name)
{
	for (size_t i = 0; i < f->count; i++)
		if (strcmp(f->shops[i]->name, name) == 0)
			return f->shops[i];
	return NULL;
}

static void
add(struct fleet *f, const struct fleet_shop *found)
{
	struct shop *s;

	if (f->count == SHOPS_MAX || strlen(found->name) >= sizeof(s->name) ||
	    strlen(found->config) >= sizeof(s->config))
		return;
	s = calloc(1, sizeof(*s));
	if (!s)
		return;
	memcpy(s->name, found->name, strlen(found->name));
	memcpy(s->config, found->config, strlen(found->config));
	s->rest = shortest_rest;
	s->due = clock_tick() + spread(s->name);
	s->is_there = true;
	f->shops[f->count++] = s;
}

static void
look_at_folder(struct fleet *f, struct arena *a)
{
	struct list found = { 0 };

	arena_reset(a);
	if (fleet_shops(a, f->dir, &found)) {
		log_say(LOG_ERROR, "fleet", "cannot read %s", f->dir);
		return;
	}
	for (size_t i = 0; i < f->count; i++)
		f->shops[i]->is_there = false;
	for (size_t i = 0; i < found.count; i++) {
		const struct fleet_shop *one = LIST_AT(&found,
		    struct fleet_shop, i);
		struct shop *known = find(f, one->name);

		if (known)
			known->is_there = true;
		else
			add(f, one);
	}
	for (size_t i = 0; i < f->count; i++) {
		while (i < f->count && !f->shops[i]->is_there &&
		    !f->shops[i]->pid) {
			free(f->shops[i]);
			f->shops[i] = f->shops[--f->count];
		}
	}
}

/* ---- rounds -------------------------------------------------------------- */

static void
lend_memory(struct shop *s)
{
	s->memory_fd = memfd_create("memory", MFD_CLOEXEC);
	if (s->memory_fd >= 0 &&
	    pwrite(s->memory_fd, s->memory, s->memory_n, 0) < 0)
		s->memory_n = 0;
}

static void
take_memory(struct shop *s)
{
	ssize_t n;

	if (s->memory_fd < 0)
		return;
	n = pread(s->memory_fd, s->memory, sizeof(s->memory), 0);
	s->memory_n = n > 0 ? (size_t)n : 0;
	close(s->memory_fd);
}

static void
begin(struct fleet *f, struct shop *s)
{
	const char *const words[] = { "--fleet", s->name, NULL };
	const struct fleet_shop shop = { s->name, s->config };

	lend_memory(s);
	s->pid = fleet_start(f->worker, words, &shop, s->memory_fd, -1);
	s->began = clock_tick();
	if (s->pid < 0) {
		take_memory(s);
		s->pid = 0;
		s->due = s->began + shortest_rest;
		return;
	}
	f->running++;
}

static void
ended(struct fleet *f, struct shop *s, int status)
{
	bool is_busy = WIFEXITED(status) && WEXITSTATUS(status) == EXIT_BUSY;

	f->running--;
	take_memory(s);
	s->pid = 0;
	s->rest = is_busy ? shortest_rest
	    : s->rest * 2 < longest_rest ? s->rest * 2
					 : longest_rest;
	s->due = clock_tick() + s->rest;
	if (!WIFEXITED(status))
		log_say(LOG_ERROR, "fleet", "the worker of %s ended by signal"
		    " %d", s->name, WTERMSIG(status));
}

static void
collect(struct fleet *f)
{
	int status;

	for (size_t i = 0; i < f->count; i++) {
		struct shop *s = f->shops[i];

		if (!s->pid)
			continue;
		if (waitpid(s->pid, &status, WNOHANG) == s->pid)
			ended(f, s, status);
		else if (clock_tick() - s->began > longest_round)
			kill(s->pid, SIGKILL);
	}
}

/* Who waits longest goes first. */
static struct shop *
next_due(struct fleet *f)
{
	struct shop *first = NULL;

	for (size_t i = 0; i < f->count; i++) {
		struct shop *s = f->shops[i];

		if (!s->pid && s->is_there && (!first || s->due < first->due))
			first = s;
	}
	return first;
}

/* Who is slow, because of much to do or of a dead database, takes nobody's
 * turn. */
static bool
has_room(const struct fleet *f, int64_t now)
{
	size_t quick = 0;

	if (f->running >= ALL_AT_ONCE)
		return false;
	for (size_t i = 0; i < f->count; i++)
		quick += f->shops[i]->pid &&
		    now - f->shops[i]->began < quick_round;
	return quick < AT_ONCE;
}

/* Milliseconds until something may have to be done. */
static int64_t
begin_due(struct fleet *f)
{
	int64_t now = clock_tick();

	while (has_room(f, now)) {
		struct shop *s = next_due(f);

		if (!s)
			break;
		if (s->due > now)
			return (s->due - now) / 1000 + 1;
		begin(f, s);
	}
	return 1000;
}

static void
end_all(struct fleet *f)
{
	int64_t limit = clock_tick() + end_within;

	for (size_t i = 0; i < f->count; i++)
		if (f->shops[i]->pid)
			kill(f->shops[i]->pid, SIGTERM);
	while (f->running && clock_tick() < limit) {
		poll(NULL, 0, 20);
		collect(f);
	}
	for (size_t i = 0; i < f->count; i++) {
		if (f->shops[i]->pid)
			kill(f->shops[i]->pid, SIGKILL);
		free(f->shops[i]);
	}
	free(f->shops);
}

static void
rest(int64_t ms, const sigset_t *while_waiting)
{
	struct timespec t = { .tv_sec = ms / 1000,
		.tv_nsec = ms % 1000 * 1000000 };

	ppoll(NULL, 0, &t, while_waiting);
}

/* The signals get in only while it rests: none is missed. */
static void
catch_signals(sigset_t *while_waiting)
{
	struct sigaction act = { .sa_handler = note, .sa_flags = SA_RESTART };
	const int numbers[] = { SIGTERM, SIGINT, SIGHUP, SIGCHLD };
	sigset_t caught;

	sigemptyset(&caught);
	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
		sigaddset(&caught, numbers[i]);
		sigaction(numbers[i], &act, NULL);
	}
	sigprocmask(SIG_BLOCK, &caught, while_waiting);
	/* The program before may have left them blocked. */
	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
		sigdelset(while_waiting, numbers[i]);
}

/* Until a signal. */
static void
look_after(struct fleet *f, struct arena *a, const sigset_t *while_waiting)
{
	while (!stopping) {
		if (clock_tick() >= f->look_at) {
			look_at_folder(f, a);
			f->look_at = clock_tick() + folder_every;
		}
		collect(f);
		rest(begin_due(f), while_waiting);
	}
	end_all(f);
}

static void
renew(void)
{
	const struct renew nothing = { .fd = -1, .lock = -1 };

	stopping = 0;
	renewing = 0;
	renew_become(&nothing);
	log_say(LOG_ERROR, "fleet", "cannot start anew; this one goes on");
}

int
fleet_work(const char *dir, const char *worker)
{
	struct arena *a = arena_new((size_t)64 << 20);
	sigset_t while_waiting;

	catch_signals(&while_waiting);
	while (!stopping) {
		struct fleet f = { .dir = dir, .worker = worker };

		f.shops = calloc(SHOPS_MAX, sizeof(struct shop *));
		if (!f.shops)
			return failure("there is no memory for a list of shops");
		look_after(&f, a, &while_waiting);
		if (renewing)
			renew();
	}
	arena_free(a);
	return EXIT_FINE;
}
