/* store_finish - writes down what became of a claimed job.
 *
 * Every statement asks for the mark of the claim: when the lease was over and
 * another worker has the job, nothing is written. */
#include "inside.h"

const struct db_stmt job_done = {
	.name = "outbox.done",
	.by = DB_WORKER,
	.writes = "{own}job:SELECT,UPDATE",
	.sql = "UPDATE {own}job"
	       "   SET state = 'done', claim = '', reason = '', ended_at = ?"
	       " WHERE id = ? AND claim = ?",
};

const struct db_stmt job_later = {
	.name = "outbox.later",
	.by = DB_WORKER,
	.writes = "{own}job:SELECT,UPDATE",
	.sql = "UPDATE {own}job"
	       "   SET claim = '', due_at = ?, reason = ?"
	       " WHERE id = ? AND claim = ?",
};

const struct db_stmt job_dead = {
	.name = "outbox.dead",
	.by = DB_WORKER,
	.writes = "{own}job:SELECT,UPDATE",
	.sql = "UPDATE {own}job"
	       "   SET state = 'dead', claim = '', reason = ?, ended_at = ?"
	       " WHERE id = ? AND claim = ?",
};

const struct db_stmt job_next = {
	.name = "outbox.next",
	.by = DB_WORKER,
	.writes = "{own}job:SELECT,UPDATE",
	.sql = "UPDATE {own}job"
	       "   SET claim = '', due_at = ?, attempts = 0, lost = 0,"
	       "       reason = ''"
	       " WHERE id = ? AND claim = ?",
};

const struct db_stmt job_dead_run = {
	.name = "outbox.dead_run",
	.by = DB_WORKER,
	.writes = "{own}job:SELECT,INSERT,UPDATE",
	.sql = "INSERT INTO {own}job (topic, subject, version, kind, state,"
	       "       due_at, lease_seconds, attempts, lost, reason, made_at,"
	       "       ended_at)"
	       " VALUES ('" TOPIC_SCHEDULE "', 0, ?, ?, 'dead', ?, 0, ?, ?, ?,"
	       "       ?, ?)"
	       "     ON DUPLICATE KEY UPDATE id = id",
};

/* Two renewals of one second are two changes. */
const struct db_stmt job_keep = {
	.name = "outbox.keep",
	.by = DB_WORKER,
	.writes = "{own}job:SELECT,UPDATE",
	.sql = "UPDATE {own}job"
	       "   SET due_at = GREATEST(due_at + 1, ?)"
	       " WHERE id = ? AND claim = ?",
};

static enum err
end_claim(struct db *db, const struct db_stmt *st, const struct db_value *in)
{
	int64_t changed = 0;
	enum err e;

	e = db_exec(db, st, in, &changed);
	if (e)
		return e;
	return changed ? ERR_OK : ERR_CONFLICT;
}

enum err
store_done(struct db *db, const struct job_row *row, const struct claim *c,
    int64_t now)
{
	return end_claim(db, &job_done, IN(V(now), V(row->id), V(c->mark)));
}

enum err
store_later(struct db *db, const struct job_row *row, const struct claim *c,
    int64_t due_at, struct str reason)
{
	return end_claim(
	    db, &job_later, IN(V(due_at), V(reason), V(row->id), V(c->mark)));
}

enum err
store_dead(struct db *db, const struct job_row *row, const struct claim *c,
    struct str reason, int64_t now)
{
	return end_claim(
	    db, &job_dead, IN(V(reason), V(now), V(row->id), V(c->mark)));
}

enum err
store_next(struct db *db, const struct job_row *row, const struct claim *c,
    int64_t due_at)
{
	return end_claim(db, &job_next, IN(V(due_at), V(row->id), V(c->mark)));
}

enum err
store_keep(struct db *db, int64_t id, const char *mark, int64_t due_at)
{
	return end_claim(db, &job_keep, IN(V(due_at), V(id), V(mark)));
}

enum err
store_dead_run(
    struct db *db, const struct job_row *row, struct str reason, int64_t now)
{
	return db_exec(db, &job_dead_run,
	    IN(V(now), V(row->kind), V(now), V(row->attempts), V(row->lost),
		V(reason), V(now), V(now)),
	    NULL);
}
