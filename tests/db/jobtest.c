/* jobtest - jobs, limits and revoked links against a real server.
 *
 *	AFTERSALE_TEST_SOCKET=path jobtest MODE [ARGUMENT...]
 *
 * tests/db/test_outbox.py and test_limit.py start it. A job writes a row into
 * {own}ran, so that python sees what ran, how often and in which order. */
#include <inttypes.h>
#include <signal.h>
#include <unistd.h>

#include "aftersale/conf.h"
#include "aftersale/limit.h"
#include "aftersale/link.h"
#include "aftersale/outbox.h"

#include "../lib/tap.h"

static struct db_conf conf;
static struct arena *arena;
static const char *worker;

/* ---- jobs -------------------------------------------------------------- */

static const struct db_stmt ran_make = {
	.name = "ran.make",
	.sql = "INSERT INTO {own}ran (job_id, kind, subject, worker)"
	       " VALUES (?, ?, ?, ?)",
};

static enum err
note(struct job *job, const char *kind)
{
	return db_exec(job->db, &ran_make,
	    IN(V(job->id), V(kind), V(job->subject), V(worker)), NULL);
}

static enum err
run_first(struct job *job)
{
	return note(job, "first");
}

static enum err
run_second(struct job *job)
{
	usleep(1000);
	return note(job, "second");
}

/* Long enough to be met by a SIGKILL now and then. */
static enum err
run_slow(struct job *job)
{
	enum err e = note(job, "slow");

	usleep(5000);
	return e;
}

static enum err
run_fail(struct job *job)
{
	note(job, "fail");
	if (job->subject == 7 && getenv("AFTERSALE_TEST_HEAL"))
		return ERR_OK;
	job->note = STR("the carrier said no");
	return ERR_BUSY;
}

static enum err
run_kill(struct job *job)
{
	note(job, "kill");
	kill(getpid(), SIGKILL);
	return ERR_OK;
}

static enum err
run_tick(struct job *job)
{
	if (getenv("AFTERSALE_TEST_SLEEP"))
		sleep(2);
	return note(job, "tick");
}

static enum err
run_bad_tick(struct job *job)
{
	note(job, "bad");
	return ERR_BROKEN;
}

/* A step that took 50 seconds, and another one behind it. */
static enum err
run_long(struct job *job)
{
	enum err e;

	job->now += 50;
	job->kept -= 50 * 1000 * 1000;
	e = outbox_keep(job);
	if (e)
		return e;
	note(job, "long");
	sleep(2);
	job->kept -= 50 * 1000 * 1000;
	return outbox_keep(job);
}

static enum err
run_mail(struct job *job)
{
	return note(job, "mail");
}

static enum err
run_digest(struct job *job)
{
	return note(job, "digest");
}

static const struct job_kind kinds[] = {
	{ .name = "first", .topic = "t.made", .run = run_first },
	{ .name = "second", .topic = "t.made", .run = run_second },
	{ .name = "slow",
	    .topic = "t.slow",
	    .lease_seconds = 2,
	    .run = run_slow },
	{ .name = "fail",
	    .topic = "t.fail",
	    .most_attempts = 3,
	    .run = run_fail },
	{ .name = "kill",
	    .topic = "t.kill",
	    .lease_seconds = 60,
	    .run = run_kill },
	{ .name = "tick",
	    .every_seconds = 3600,
	    .at_second = 600,
	    .run = run_tick },
	{ .name = "bad",
	    .every_seconds = 86400,
	    .at_second = 7200,
	    .most_attempts = 2,
	    .run = run_bad_tick },
	{ .name = "long",
	    .topic = "t.long",
	    .lease_seconds = 30,
	    .run = run_long },
	{ .name = "mail", .topic = "t.mail", .outward = true, .run = run_mail },
	{ .name = "digest",
	    .every_seconds = 3600,
	    .outward = true,
	    .run = run_digest },
};

static const struct job_kind *kind_rows[] = { &kinds[0], &kinds[1],
	&kinds[2], &kinds[3], &kinds[4], &kinds[5], &kinds[6], &kinds[7],
	&kinds[8], &kinds[9], NULL };
static const char *const retired[] = { "gone", "gone.too", NULL };
static struct outbox outbox = { .kinds = kind_rows, .retired = retired };

/* ---- modes ------------------------------------------------------------- */

static int64_t
argument(char **argv, int i)
{
	int64_t n = 0;

	str_int(str_of(argv[i]), &n);
	return n;
}

static int
answer(enum err e)
{
	printf("# answer: %s\n", err_word(e));
	return 0;
}

/* put TOPIC FROM TO VERSION: a row for each subject, in one transaction that
 * commits unless FROM is above TO. */
static int
mode_put(struct db *db, char **argv)
{
	int64_t from = argument(argv, 3);
	int64_t to = argument(argv, 4);
	AUTO_TX tx = db_begin(db);
	enum err e = tx.err;

	for (int64_t i = from; !e && i <= to; i++)
		e = outbox_put(
		    &tx, &outbox, argv[2], i, argument(argv, 5), clock_now());
	if (from > to && !e)
		e = outbox_put(&tx, &outbox, argv[2], from, 0, clock_now());
	if (from > to)
		return answer(e);
	return answer(e ? e : db_commit(&tx));
}

static struct job
job_new(struct db *db, struct rand *rand)
{
	arena_reset(arena);
	return (struct job){
		.arena = arena, .db = db, .rand = rand, .now = clock_now()
	};
}

/* work NAME IDLE: runs jobs until nothing was due for IDLE tenths of a
 * second. */
static int
mode_work(struct db *db, char **argv)
{
	struct rand rand = { 0 };
	int64_t idle = argument(argv, 3);
	int64_t waited = 0;
	enum err last = ERR_OK;
	int jobs = 0;

	worker = argv[2];
	while (waited <= idle) {
		struct job job = job_new(db, &rand);
		bool ran = false;
		enum err e;

		e = outbox_run_one(db, &outbox, &job, worker, &ran);
		if (ran) {
			jobs++;
			waited = 0;
			last = e;
			continue;
		}
		waited++;
		if (waited <= idle)
			usleep(100 * 1000);
	}
	printf("# jobs: %d\n", jobs);
	return answer(last);
}

static int
mode_plan(struct db *db, char **argv)
{
	(void)argv;
	return answer(outbox_plan(db, &outbox, clock_now()));
}

static int
mode_now(struct db *db, char **argv)
{
	struct rand rand = { 0 };
	struct job job = job_new(db, &rand);

	worker = "now";
	return answer(outbox_run_now(db, &outbox, &job, argv[2]));
}

static int
mode_state(struct db *db, char **argv)
{
	struct outbox_state s = { 0 };
	enum err e;

	outbox_heartbeat(db, argv[2], clock_now());
	e = outbox_state(db, arena, clock_now(), &s);
	printf("# state: %" PRId64 " %" PRId64 " %" PRId64 " %" PRId64 "\n",
	    s.due, s.oldest_due_at, s.dead, s.worker_seen_at);
	printf("# held: %" PRId64 "\n", s.held);
	return answer(e);
}

/* hold BEFORE */
static int
mode_hold(struct db *db, char **argv)
{
	int64_t held = 0;
	enum err e = outbox_hold(db, arena, &outbox, argument(argv, 2),
	    STR("away"), &held);

	printf("# held: %" PRId64 "\n", held);
	return answer(e);
}

/* held ALL FRESH: a line a kind */
static int
mode_held(struct db *db, char **argv)
{
	struct list out = { 0 };
	enum err e = outbox_held(db, arena, &outbox, argument(argv, 2) != 0,
	    argument(argv, 3), clock_now(), &out);

	for (size_t i = 0; i < out.count; i++) {
		const struct outbox_held *h = LIST_AT(&out,
		    struct outbox_held, i);

		printf("# waits: " STR_FMT " %" PRId64 " %" PRId64 " %" PRId64
		       "\n",
		    STR_ARG(h->kind), h->fresh, h->stale, h->oldest_at);
	}
	return answer(e);
}

/* release ALL FRESH */
static int
mode_release(struct db *db, char **argv)
{
	AUTO_TX tx = db_begin(db);
	enum err e = outbox_release(&tx, arena, &outbox,
	    argument(argv, 2) != 0, argument(argv, 3), STR("too old"),
	    clock_now());

	return answer(e ? e : db_commit(&tx));
}

static int
mode_sweep(struct db *db, char **argv)
{
	enum err e;

	(void)argv;
	e = outbox_sweep(db, arena, &outbox, clock_now());
	if (!e)
		e = limit_sweep(db, clock_now());
	if (!e)
		e = link_sweep(db, clock_now());
	return answer(e);
}

/* limit SUBJECT TIMES: what each try answers, as + or -, and the wait. */
static int
mode_limit(struct db *db, char **argv)
{
	static const struct limit_rule rule = { "order.find", 600, 5 };
	int64_t times = argument(argv, 3);
	int64_t wait = 0;
	char text[1000] = "";

	for (int64_t i = 0; i < times && i < 999; i++)
		text[i] = limit_take(db, &rule, STR("a secret"),
			      str_of(argv[2]), clock_now(), &wait)
			      ? '+'
			      : '-';
	printf("# tries: %s\n# wait: %" PRId64 "\n", text, wait);
	return answer(ERR_OK);
}

struct scanned {
	int64_t n;
};

static const struct field scanned_row[] = { FIELD(struct scanned, n),
	FIELD_STOP };

static const struct db_stmt scanned_load = {
	.name = "test.scanned",
	.row = scanned_row,
	.row_size = sizeof(struct scanned),
	.sql = "SELECT ROUND(SUM(VARIABLE_VALUE)) AS n"
	       "  FROM information_schema.SESSION_STATUS"
	       " WHERE VARIABLE_NAME IN ('HANDLER_READ_FIRST',"
	       "       'HANDLER_READ_NEXT', 'HANDLER_READ_PREV',"
	       "       'HANDLER_READ_RND_NEXT')",
};

/* Rows this session walked over, beyond what asking for them costs. */
static int64_t
scanned(struct db *db)
{
	struct scanned out = { -1 };

	db_one(db, arena, &scanned_load, IN_NONE, &out);
	return out.n;
}

/* link NONCE MADE_AT: is it alive? revoke-order ORDER, revoke-link NONCE. */
static int
mode_link(struct db *db, char **argv)
{
	struct link link = { .purpose = LINK_VIEW,
		.order_id = 12,
		.nonce = (uint64_t)argument(argv, 2),
		.made_at = argument(argv, 3) };

	int64_t first = scanned(db);
	int64_t second = scanned(db);
	enum err e = link_alive(db, arena, &link);

	printf("# scanned: %" PRId64 "\n",
	    scanned(db) - second - (second - first));
	return answer(e);
}

static int
mode_revoke_order(struct db *db, char **argv)
{
	AUTO_TX tx = db_begin(db);
	enum err e = link_revoke_order(&tx, 12, argument(argv, 2));

	return answer(e ? e : db_commit(&tx));
}

static int
mode_revoke_link(struct db *db, char **argv)
{
	struct link link = { .order_id = 12,
		.nonce = (uint64_t)argument(argv, 2),
		.expires_at = argument(argv, 3) };
	AUTO_TX tx = db_begin(db);
	enum err e = link_revoke_nonce(&tx, &link, 1000);

	return answer(e ? e : db_commit(&tx));
}

/* The statements of these parts are what the tables can answer. */
static int
mode_names(struct db *db, char **argv)
{
	const struct db_stmt *const *lists[] = { outbox_stmts, limit_stmts,
		link_stmts, db_stmts };

	(void)db;
	(void)argv;
	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++)
		for (size_t k = 0; lists[i][k]; k++)
			printf("# statement: %s reads=%s writes=%s\n",
			    lists[i][k]->name,
			    lists[i][k]->reads ? lists[i][k]->reads : "",
			    lists[i][k]->writes ? lists[i][k]->writes : "");
	return answer(ERR_OK);
}

static const struct {
	const char *name;
	int arguments;
	int (*run)(struct db *db, char **argv);
} modes[] = {
	{ "put", 4, mode_put },
	{ "work", 2, mode_work },
	{ "plan", 0, mode_plan },
	{ "now", 1, mode_now },
	{ "state", 1, mode_state },
	{ "hold", 1, mode_hold },
	{ "held", 2, mode_held },
	{ "release", 2, mode_release },
	{ "sweep", 0, mode_sweep },
	{ "limit", 2, mode_limit },
	{ "link", 2, mode_link },
	{ "revoke-order", 1, mode_revoke_order },
	{ "revoke-link", 2, mode_revoke_link },
	{ "names", 0, mode_names },
};

int
main(int argc, char **argv)
{
	const char *user = getenv("AFTERSALE_TEST_USER");

	conf = (struct db_conf){
		.socket = str_of(getenv("AFTERSALE_TEST_SOCKET")),
		.name = STR("shop"),
		.user = str_of(user ? user : "root"),
		.prefix = STR("wp_"),
		.base_prefix = STR("wp_"),
	};
	if (argc < 2 || !conf.socket.n) {
		puts("1..0 # SKIP run by tests/db with a private server");
		return 0;
	}
	if (!getenv("AFTERSALE_TEST_DIGEST"))
		kind_rows[9] = NULL;
	outbox.is_held = getenv("AFTERSALE_TEST_HELD") != NULL;
	if (getenv("AFTERSALE_TEST_BEFORE"))
		outbox.hold_before =
		    strtoll(getenv("AFTERSALE_TEST_BEFORE"), NULL, 10);
	arena = arena_new(64 * 1024 * 1024);
	for (size_t i = 0; i < sizeof(modes) / sizeof(modes[0]); i++) {
		struct db *db;

		if (!str_is_z(str_of(argv[1]), modes[i].name) ||
		    argc != modes[i].arguments + 2)
			continue;
		db = db_new(&conf);
		modes[i].run(db, argv);
		db_free(db);
		arena_free(arena);
		CHECK("it ran", true);
		return tap_done();
	}
	fprintf(stderr, "jobtest: wrong use of %s\n", argv[1]);
	return 2;
}
