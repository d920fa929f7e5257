/* worker - the second program: notices the shop's orders and works through
 * the job table. Started by `aftersale work`; outgoing network and heavy jobs
 * are linked here and not into what answers requests. */
#include "config.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include "aftersale/log.h"
#include "aftersale/net.h"
#include "bridge_tell.h"
#include "drift.h"
#include "fleet.h"
#include "notice.h"
#include "place.h"
#include "renew.h"
#include "setting.h"
#include "shop_file.h"

enum { EXIT_BUSY = 10 }; /* of one of a fleet: something was done */

static volatile sig_atomic_t stopping;
static volatile sig_atomic_t renewing;

/* HUP: the same, and then on as the program that is installed now; not when
 * it was told to end before. */
static void
stop(int signal_number)
{
	if (signal_number != SIGHUP)
		renewing = 0;
	else if (!stopping)
		renewing = 1;
	stopping = 1;
}

static void
renew(void)
{
	const struct renew nothing = { .fd = -1, .lock = -1 };

	renew_signals_wait(true);
	if (renewing) { /* no TERM meanwhile */
		renewing = 0;
		stopping = 0;
		renew_become(&nothing);
		log_say(LOG_ERROR, "worker",
		    "cannot start anew; this one goes on");
	}
	renew_signals_wait(false);
}

struct wish {
	const char *config;
	const char *now;   /* one job by name */
	const char *fleet; /* name of the shop among those of the host */
	bool once;
};

static bool
wish_read(int argc, char **argv, struct wish *w)
{
	w->config = AFTERSALE_CONFIG;
	for (int i = 1; i < argc; i++) {
		if (strcmp(argv[i], "--once") == 0)
			w->once = true;
		else if (strcmp(argv[i], "--config") == 0 && i + 1 < argc)
			w->config = argv[++i];
		else if (strcmp(argv[i], "--now") == 0 && i + 1 < argc)
			w->now = argv[++i];
		else if (strcmp(argv[i], "--fleet") == 0 && i + 1 < argc)
			w->fleet = argv[++i];
		else
			return false;
	}
	return true;
}

/* ---- a job and its line in the log ---------------------------------------*/

static void
log_job(const struct job *job, enum err e, int64_t started, struct db *db)
{
	struct db_meter meter = db_meter(db, true);
	struct log_line l = log_begin(e ? LOG_WARN : LOG_INFO, "job");

	log_int(&l, "id", job->id);
	log_str(&l, "kind", job->kind ? str_of(job->kind->name) : STR("-"));
	log_int(&l, "attempt", job->attempts);
	if (job->note.n)
		log_str(&l, "note", job->note);
	log_int(&l, "us", clock_tick() - started);
	log_int(&l, "sql", meter.statements);
	log_int(&l, "sql_us", meter.microseconds);
	if (e) {
		log_str(&l, "err", str_of(err_word(e)));
		log_str(&l, "why", db_why(db));
	}
	log_end(&l);
}

static struct job
job_make(struct app *app, struct arena *a)
{
	return (struct job){
		.arena = a,
		.db = app->db,
		.shop = app->shop,
		.site = &app->site,
		.rand = &app->rand,
		.ask = net_ask,
		.now = clock_now(),
	};
}

static bool
run_one(struct app *app, struct arena *a, const char *me)
{
	struct job job = job_make(app, a);
	int64_t started = clock_tick();
	bool ran = false;
	enum err e;

	arena_reset(a);
	e = outbox_run_one(app->db, app->site.outbox, &job, me, &ran);
	if (ran || e)
		log_job(&job, e, started, app->db);
	return ran;
}

/* Somebody waits and looks: a line each time. */
static void
say_progress(const struct job *job, const char *what, int64_t count)
{
	printf("%s: %s %lld\n", job->kind->name, what, (long long)count);
	fflush(stdout);
}

static int
run_now(struct app *app, struct arena *a, const char *name)
{
	struct job job = job_make(app, a);
	int64_t started = clock_tick();
	enum err e;

	job.told = say_progress;

	e = outbox_run_now(app->db, app->site.outbox, &job, name);
	log_job(&job, e, started, app->db);
	if (e)
		fprintf(stderr, "aftersale: job %s: %s " STR_FMT "\n", name,
		    err_word(e), STR_ARG(db_why(app->db)));
	return e ? 1 : 0;
}

/* ---- the loop ------------------------------------------------------------*/

enum {
	LOOK_MS = 5000,	    /* between looks at the configuration file */
	REST_MS = 10000,    /* whoever sleeps longer closes the connection */
	PLAN_SECONDS = 3600, /* between looks whether schedules are planned */
	ROUND_US = 20 * 1000 * 1000 /* of jobs, then it looks around again */
};

/* Sleeps, but wakes for a new configuration soon and for a signal at once, also
 * for one that comes just before. */
static void
rest(struct app *app, int64_t ms, const sigset_t *while_waiting)
{
	if (ms >= REST_MS)
		db_rest(app->db, 0);
	renew_signals_wait(true);
	while (ms > 0 && !stopping && !app_is_outdated(app) &&
	    !host_file_is_new(app->host)) {
		int64_t part = ms < LOOK_MS ? ms : LOOK_MS;
		struct timespec t = { .tv_sec = part / 1000,
			.tv_nsec = part % 1000 * 1000000 };

		ppoll(NULL, 0, &t, while_waiting);
		ms -= part;
	}
	renew_signals_wait(false);
}

static int64_t
pause_after(const struct notice *n, int64_t now)
{
	/* Busy shops are asked every 2 seconds, idle ones before a minute is
	 * over, for which a heartbeat counts; the jitter keeps many shops of
	 * a host from asking together. */
	if (n->failures)
		return n->failures > 5 ? 30000 : 1000 * n->failures;
	if (now - n->last_seen_at < 600)
		return 2000;
	return 40000 + (int64_t)(getpid() % 11) * 1000;
}

/* Schedules are rows once they are planned; somebody may have lost them. */
static void
plan(struct app *app, struct notice *n)
{
	int64_t now = clock_now();

	if (now < n->plan_at)
		return;
	if (outbox_plan(app->db, app->site.outbox, now))
		n->failures++;
	else
		n->plan_at = now + PLAN_SECONDS;
}

/* One process: what it finds, and whom it has told about itself. */
struct worker {
	struct notice notice;
	struct bridge_told told;
	struct place_watch place;
	struct drift_watch drift;
	const char *me;
	bool has_memory; /* of a fleet */
	bool is_cut; /* the round ended before the jobs did */
};

/* What the process before this one of a fleet has found out. */
static void
recall(struct worker *w, bool is_of_fleet)
{
	char text[FLEET_MEMORY];
	ssize_t n = -1;

	if (is_of_fleet)
		n = pread(STDOUT_FILENO, text, sizeof(text), 0);
	w->has_memory = n >= 0;
	place_memory_read((struct str){ text, n > 0 ? (size_t)n : 0 },
	    &w->place.past);
}

/* It is written down at once: the next may be a kill. */
static enum err
beat(struct app *app, struct arena *a, struct worker *w, int64_t now)
{
	enum err e = place_beat(app, a, &w->place, w->me, now);
	struct str text = place_memory_text(a, &w->place.past);

	if (w->has_memory && pwrite(STDOUT_FILENO, text.p, text.n, 0) < 0)
		log_say(LOG_WARN, "worker", "cannot write to the fleet's memory");
	return e;
}

/* Orders are announced while their tables are as they were taken. A statement
 * that breaks may be the first to say that they are not. */
static enum err
notice(struct app *app, struct arena *a, struct worker *w, int64_t now)
{
	enum err e, seen;

	if (app->outbox.closed & SHOP_PART_ORDERS)
		return ERR_OK;
	arena_reset(a);
	e = notice_look(app, a, &w->notice, now);
	if (e != ERR_BROKEN)
		return e;
	arena_reset(a);
	seen = drift_look_now(app, a, &w->drift, now);
	if (!seen && (app->outbox.closed & SHOP_PART_ORDERS))
		return ERR_OK;
	return e;
}

/* What holds something back is known before the bridge is told of it: a worker
 * of a fleet lives for one round. */
static enum err
look_around(struct app *app, struct arena *a, struct worker *w, int64_t now)
{
	enum err e = app_refresh(app, now);

	arena_reset(a);
	if (!e)
		e = host_file_keep(app->host, app->db, a, now);
	if (!e)
		e = place_look(app, a, &w->place, now);
	if (!e)
		e = beat(app, a, w, now);
	arena_reset(a);
	if (!e)
		e = drift_look(app, a, &w->drift, now);
	arena_reset(a);
	return e ? e : bridge_tell(app, a, &w->told, now);
}

/* The heartbeat is what the bridge inside the shop goes by, so it also beats
 * between two jobs. Did it do anything? */
static bool
one_round(struct app *app, struct arena *a, struct worker *w)
{
	struct notice *n = &w->notice;
	int64_t until = clock_tick() + ROUND_US;
	int64_t now = clock_now();
	enum err e = look_around(app, a, w, now);
	bool did = false;

	if (!e)
		e = notice(app, a, w, now);
	n->failures = e ? n->failures + 1 : 0;
	if (e && n->failures == 1)
		log_say(LOG_WARN, "worker", "%s " STR_FMT, err_word(e),
		    STR_ARG(db_why(app->db)));
	while (!e && !stopping && clock_tick() < until &&
	    run_one(app, a, w->me)) {
		did = true;
		e = beat(app, a, w, clock_now());
	}
	w->is_cut = !e && clock_tick() >= until;
	return did;
}

static bool
work(struct app *app, struct arena *a, const char *me, bool once,
    bool is_of_fleet)
{
	struct worker w = { .notice.last_seen_at = clock_now(), .me = me };
	sigset_t while_waiting;
	bool did = false;

	sigprocmask(SIG_BLOCK, NULL, &while_waiting);
	recall(&w, is_of_fleet);
	do {
		plan(app, &w.notice);
		did = one_round(app, a, &w) || (did && once);
		if (!once && !w.is_cut)
			rest(app, pause_after(&w.notice, clock_now()),
			    &while_waiting);
	} while ((w.is_cut || !once) && !stopping && !app_is_outdated(app));
	return did;
}

/* Who works for a fleet is a new process each time, but one name. */
static void
name_me(char *me, size_t size, const char *fleet)
{
	char host[32] = "";

	if (!fleet) {
		snprintf(me, size, "pid-%ld", (long)getpid());
		return;
	}
	gethostname(host, sizeof(host) - 1);
	snprintf(me, size, "fleet-%s", host);
	log_of(fleet);
}

static int
run(const struct wish *w)
{
	struct arena *a = arena_new((size_t)512 << 20);
	struct str why = STR("");
	struct app app;
	char me[64];
	int status = 0;
	enum err e;

	e = app_open(w->config, APP_WORKER, &app, &why);
	if (e) {
		fprintf(stderr, "aftersale: %s: " STR_FMT "\n", w->config,
		    STR_ARG(why));
		app_close(&app);
		arena_free(a);
		return 1;
	}
	app.is_worker = true;
	name_me(me, sizeof(me), w->fleet);
	if (w->now) {
		struct place_watch place = { 0 };
		struct drift_watch drift = { 0 };

		e = app_refresh(&app, clock_now());
		if (!e)
			e = place_look(&app, a, &place, clock_now());
		if (!e)
			e = drift_look(&app, a, &drift, clock_now());
		status = e ? 1 : run_now(&app, a, w->now);
	} else {
		bool is_brief = w->once || w->fleet;

		if (!is_brief)
			shop_file_say(&app);
		if (work(&app, a, me, is_brief, w->fleet != NULL) && w->fleet)
			status = EXIT_BUSY;
	}
	app_close(&app);
	arena_free(a);
	return status;
}

int
main(int argc, char **argv)
{
	struct sigaction act = { .sa_handler = stop, .sa_flags = SA_RESTART };
	struct wish w = { 0 };
	int status;

	sigaction(SIGTERM, &act, NULL);
	sigaction(SIGINT, &act, NULL);
	sigaction(SIGHUP, &act, NULL);
	signal(SIGPIPE, SIG_IGN);
	renew_signals_wait(false);
	if (!wish_read(argc, argv, &w)) {
		fputs("aftersale: start the worker by aftersale work\n",
		    stderr);
		return 2;
	}
	do {
		status = run(&w);
		if (renewing && !w.once && !w.now && !w.fleet)
			renew();
	} while (!status && !w.once && !w.now && !w.fleet && !stopping);
	return status;
}
