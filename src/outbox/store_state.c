/* store_state - how the outbox does, for status and health; and its sweeping. */
#include "inside.h"

enum {
	DAY = 86400,
	DONE_DAYS = 30, /* as long as the same topic may be put again */
	DEAD_DAYS = 90,
	BEAT_DAYS = 1,
	CLOCKS_APART = 60, /* seconds; a beat further ahead is none */
	SWEEP_ROWS = 5000
};

static const struct field state_map[] = { FIELD(struct outbox_state, due),
	FIELD(struct outbox_state, oldest_due_at),
	FIELD(struct outbox_state, dead),
	FIELD(struct outbox_state, held),
	FIELD(struct outbox_state, worker_seen_at), FIELD_STOP };

static const struct db_stmt state_load = {
	.name = "outbox.state",
	.reads = "{own}job {own}heartbeat",
	.row = state_map,
	.row_size = sizeof(struct outbox_state),
	.sql = "SELECT COUNT(j.id) AS due,"
	       "       COALESCE(MIN(j.due_at), 0) AS oldest_due_at,"
	       "       (SELECT COUNT(d.id) FROM {own}job d"
	       "         WHERE d.state = 'dead') AS dead,"
	       "       (SELECT COUNT(h.id) FROM {own}job h"
	       "         WHERE h.state = 'held') AS held,"
	       "       (SELECT COALESCE(MAX(h.seen_at), 0)"
	       "          FROM {own}heartbeat h"
	       "         WHERE h.seen_at <= ?) AS worker_seen_at"
	       "  FROM {own}job j"
	       " WHERE j.state = 'due' AND j.due_at <= ?",
};

struct beat {
	int64_t seen_at;
};

static const struct field beat_map[] = { FIELD(struct beat, seen_at),
	FIELD_STOP };

static const struct db_stmt beat_load = {
	.name = "outbox.last_beat",
	.by = DB_WORKER,
	.reads = "{own}heartbeat",
	.row = beat_map,
	.row_size = sizeof(struct beat),
	.sql = "SELECT COALESCE(MAX(seen_at), 0) AS seen_at"
	       "  FROM {own}heartbeat",
};

static const struct db_stmt beat_put = {
	.name = "outbox.heartbeat",
	.by = DB_WORKER,
	.writes = "{own}heartbeat:SELECT,INSERT,UPDATE",
	.sql = "INSERT INTO {own}heartbeat (worker, seen_at)"
	       " VALUES (?, ?)"
	       "     ON DUPLICATE KEY UPDATE seen_at = VALUES(seen_at)",
};

static const struct db_stmt beat_sweep = {
	.name = "outbox.sweep_beats",
	.by = DB_WORKER,
	.writes = "{own}heartbeat:SELECT,DELETE",
	.sql = "DELETE FROM {own}heartbeat"
	       " WHERE seen_at < ?"
	       " LIMIT 5000",
};

static const struct db_stmt beat_drop = {
	.name = "outbox.drop_beats",
	.by = DB_WORKER,
	.writes = "{own}heartbeat:SELECT,DELETE",
	.sql = "DELETE FROM {own}heartbeat"
	       " WHERE seen_at > ?"
	       " LIMIT 5000",
};

static const struct db_stmt job_sweep = {
	.name = "outbox.sweep",
	.by = DB_WORKER,
	.writes = "{own}job:SELECT,DELETE",
	.sql = "DELETE FROM {own}job"
	       " WHERE state = ? AND ended_at < ?"
	       " LIMIT 5000",
};

static const struct db_stmt job_retire = {
	.name = "outbox.retire",
	.by = DB_WORKER,
	.writes = "{own}job:SELECT,DELETE",
	.sql = "DELETE FROM {own}job"
	       " WHERE FIND_IN_SET(kind, ?) > 0"
	       " LIMIT 5000",
};

const struct db_stmt *const outbox_stmts[] = { &job_put, &job_plan,
	&job_candidates, &job_claim, &job_claim_kind, &job_load, &job_load_kind,
	&job_done, &job_later, &job_dead, &job_next, &job_dead_run, &job_keep,
	&job_hold, &job_held, &job_release, &job_leave, &state_load,
	&beat_load, &beat_put, &beat_drop, &beat_sweep, &job_sweep, &job_retire, NULL };

enum err
outbox_state(
    struct db *db, struct arena *a, int64_t now, struct outbox_state *out)
{
	return db_one(db, a, &state_load, IN(V(now + CLOCKS_APART), V(now)),
	    out);
}

/* A clock that was ahead for a while leaves beats that would vouch for a dead
 * worker until their time comes. */
enum err
outbox_last_beat(struct db *db, struct arena *a, int64_t now, int64_t *out)
{
	struct beat beat;
	enum err e = db_one(db, a, &beat_load, IN_NONE, &beat);

	if (!e && beat.seen_at > now + CLOCKS_APART) {
		e = db_exec(db, &beat_drop, IN(V(now + CLOCKS_APART)), NULL);
		if (!e)
			e = db_one(db, a, &beat_load, IN_NONE, &beat);
	}
	if (!e)
		*out = beat.seen_at;
	return e;
}

enum err
outbox_heartbeat(struct db *db, const char *worker, int64_t now)
{
	return db_exec(db, &beat_put, IN(V(worker), V(now)), NULL);
}

/* In pieces, so that no lock is held for long. */
static enum err
sweep_state(struct db *db, const char *state, int64_t before)
{
	int64_t changed = SWEEP_ROWS;
	enum err e = ERR_OK;

	while (!e && changed == SWEEP_ROWS)
		e = db_exec(db, &job_sweep, IN(V(state), V(before)), &changed);
	return e;
}

enum err
store_retire(
    struct db *db, struct arena *a, const struct outbox *ob, int64_t *count)
{
	struct str kinds = kinds_retired(a, ob);

	*count = 0;
	return kinds.n ? db_exec(db, &job_retire, IN(V(kinds)), count) : ERR_OK;
}

enum err
outbox_sweep(
    struct db *db, struct arena *a, const struct outbox *ob, int64_t now)
{
	int64_t retired;
	enum err e = store_retire(db, a, ob, &retired);

	if (e)
		return e;
	e = sweep_state(db, "done", now - DONE_DAYS * DAY);
	if (e)
		return e;
	e = sweep_state(db, "dead", now - DEAD_DAYS * DAY);
	if (e)
		return e;
	return db_exec(db, &beat_sweep, IN(V(now - BEAT_DAYS * DAY)), NULL);
}
