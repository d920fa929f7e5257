/* run - lets one job run, and decides what becomes of it.
 *
 * A job that fails comes again later, and is a dead letter after its most
 * attempts; one whose worker never came back is a dead letter after three of
 * them. A schedule is never dead: its run leaves a letter, and it goes on. */
#include "inside.h"

enum {
	SECOND_US = 1000 * 1000,
	REASON_MAX = 190,
	KEEP_SECONDS = 10, /* between two renewals of a lease */
	WORKER_MAX = 90
};

static const struct str reason_lost = S("its workers died while they ran it");
static const struct str reason_unknown =
    S("this program has no job of that kind");

static struct claim
claim_new(struct rand *rand, const char *worker)
{
	struct claim c;
	uint64_t random = 0;

	rand_bytes(rand, &random, sizeof(random));
	snprintf(c.owner, sizeof(c.owner), "%.90s/", worker);
	snprintf(c.mark, sizeof(c.mark), "%.90s/%016llx", worker,
	    (unsigned long long)random);
	return c;
}

/* Who runs a job by hand is no worker: nobody shall believe one is there. */
static enum err
beat(struct job *job, int64_t now)
{
	struct str name = str_of(job->mark);
	char worker[WORKER_MAX + 1] = "";

	name = str_head(str_cut(&name, '/'), WORKER_MAX);
	if (str_is_z(name, "now"))
		return ERR_OK;
	memcpy(worker, name.p, name.n);
	return outbox_heartbeat(job->db, worker, now);
}

enum err
outbox_keep(struct job *job)
{
	int64_t tick = clock_tick();
	int64_t now = job->now + (tick - job->began) / SECOND_US;
	enum err e;

	if (!job->mark || tick - job->kept < KEEP_SECONDS * SECOND_US)
		return ERR_OK;
	job->kept = tick;
	e = store_keep(
	    job->db, job->id, job->mark, now + kind_lease(job->kind));
	return e ? e : beat(job, now);
}

void
outbox_tell(const struct job *job, const char *what, int64_t count)
{
	if (job->told)
		job->told(job, what, count);
}

/* What happens next to a job that failed. */
static enum err
end_failed(struct db *db, const struct outbox *ob,
    const struct job_kind *kind,
    const struct job_row *row, const struct claim *c, struct str reason,
    bool is_over, int64_t now)
{
	enum err e;

	reason = str_fit(reason, REASON_MAX);
	if (!is_over)
		return store_later(
		    db, row, c, now + back_off(row->attempts), reason);
	if (!row->is_schedule || !kind)
		return store_dead(db, row, c, reason, now);
	e = store_dead_run(db, row, reason, now);
	if (e)
		return e;
	return store_next(db, row, c, kind_next(ob, kind, now));
}

static enum err
end_well(struct db *db, const struct outbox *ob,
    const struct job_kind *kind, const struct job_row *row,
    const struct claim *c, int64_t now)
{
	if (row->is_schedule)
		return store_next(db, row, c, kind_next(ob, kind, now));
	return store_done(db, row, c, now);
}

/* The time of the end is the job's own clock and what really went by. */
static enum err
let_run(struct db *db, const struct outbox *ob,
    const struct job_kind *kind, const struct job_row *row,
    const struct claim *c, struct job *job)
{
	struct str reason;
	enum err failed;
	enum err e;
	int64_t now;

	job->id = row->id;
	job->subject = row->subject;
	job->version = row->version;
	job->attempts = row->attempts;
	job->note = STR("");
	job->kind = kind;
	job->mark = c->mark;
	job->began = clock_tick();
	job->kept = job->began;
	failed = kind->run(job);
	now = job->now + (clock_tick() - job->began) / SECOND_US;
	if (!failed)
		return end_well(db, ob, kind, row, c, now);
	reason = arena_printf(job->arena, "%s%s" STR_FMT, err_word(failed),
	    job->note.n ? ": " : "", STR_ARG(job->note));
	e = end_failed(db, ob, kind, row, c, reason,
	    row->attempts >= kind_attempts(kind), now);
	return e ? e : failed;
}

/* Its rows mean nothing to this program, nor to any that comes. */
static enum err
drop_retired(struct db *db, const struct outbox *ob, struct str name,
    struct job *job)
{
	int64_t count;
	enum err e = store_retire(db, job->arena, ob, &count);

	if (!e)
		job->note = arena_printf(job->arena,
		    STR_FMT " is a kind of an earlier release: %lld rows are"
			    " dropped",
		    STR_ARG(name), (long long)count);
	return e;
}

static enum err
run_claimed(struct db *db, const struct outbox *ob,
    const struct job_kind *kind,
    const struct job_row *row, const struct claim *c, struct job *job)
{
	if (!kind && kind_is_retired(ob, row->kind))
		return drop_retired(db, ob, row->kind, job);
	if (row->lost >= LOST_MAX) {
		job->note = reason_lost;
		return end_failed(
		    db, ob, kind, row, c, reason_lost, true, job->now);
	}
	if (!kind) {
		job->note = reason_unknown;
		return end_failed(db, ob, NULL, row, c, reason_unknown,
		    row->attempts >= kind_attempts(NULL), job->now);
	}
	return let_run(db, ob, kind, row, c, job);
}

enum err
outbox_run_one(struct db *db, const struct outbox *ob, struct job *job,
    const char *worker, bool *ran)
{
	struct claim c = claim_new(job->rand, worker);
	struct job_row row;
	enum err e;

	*ran = false;
	e = store_claim(db, job->arena, ob, &c, job->now, &row);
	if (e)
		return e == ERR_NOT_FOUND ? ERR_OK : e;
	*ran = true;
	return run_claimed(db, ob, kind_find(ob, row.kind), &row, &c, job);
}

enum err
outbox_run_now(
    struct db *db, const struct outbox *ob, struct job *job, const char *name)
{
	const struct job_kind *kind = kind_find(ob, str_of(name));
	struct claim c = claim_new(job->rand, "now");
	struct job_row row;
	enum err e;

	if (!kind)
		return ERR_NOT_FOUND;
	if (!kind->every_seconds)
		return ERR_BAD_INPUT;
	if (kind_waits(ob, kind))
		return ERR_DENIED;
	e = store_plan(db, ob, kind, job->now);
	if (e)
		return e;
	e = store_claim_kind(db, job->arena, &c, kind->name, job->now, &row);
	if (e)
		return e;
	row.lost = 0;
	return run_claimed(db, ob, kind, &row, &c, job);
}
