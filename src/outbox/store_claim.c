/* store_claim - takes a job for the time of its lease.
 *
 * A claim moves due_at to the end of the lease, so a worker that dies gives
 * the job back by doing nothing. A row that still bears the mark of another
 * worker when it is claimed counts as lost by that one. */
#include "inside.h"

enum { TRIES = 4 };

struct candidate {
	int64_t id;
};

static const struct field candidate_row[] = { FIELD(struct candidate, id),
	FIELD_STOP };

/* Only the first of a kind and subject: the next waits for its turn. Read
 * before the claim, because old servers cannot ask the table they change. */
const struct db_stmt job_candidates = {
	.name = "outbox.candidates",
	.by = DB_WORKER,
	.reads = "{own}job",
	.row = candidate_row,
	.row_size = sizeof(struct candidate),
	.sql = "SELECT j.id"
	       "  FROM {own}job j"
	       " WHERE j.state = 'due'"
	       "   AND j.due_at <= ?"
	       "   AND FIND_IN_SET(j.kind, ?) = 0"
	       "   AND (j.due_at >= ? OR FIND_IN_SET(j.kind, ?) = 0)"
	       "   AND (j.subject = 0 OR NOT EXISTS ("
	       "       SELECT e.id FROM {own}job e"
	       "        WHERE e.kind = j.kind AND e.subject = j.subject"
	       "          AND e.state IN ('due', 'held') AND e.id < j.id))"
	       " ORDER BY j.due_at, j.id"
	       " LIMIT 16",
};

#define CLAIM_SET                                              \
	"UPDATE {own}job"                                      \
	"   SET lost = lost + (claim <> ''"                    \
	"              AND LEFT(claim, CHAR_LENGTH(?)) <> ?)," \
	"       claim = ?, attempts = attempts + 1,"           \
	"       due_at = ? + lease_seconds"
#define THE_SCHEDULE                          \
	" WHERE topic = '" TOPIC_SCHEDULE "'" \
	"   AND subject = 0 AND version = 0 AND kind = ?"

/* Two workers with the same candidates wait for each other's row and then
 * take another one. */
const struct db_stmt job_claim = {
	.name = "outbox.claim",
	.by = DB_WORKER,
	.writes = "{own}job:SELECT,UPDATE",
	.sql = CLAIM_SET " WHERE id IN (?*) AND state = 'due' AND due_at <= ?"
			 " ORDER BY due_at, id"
			 " LIMIT 1",
};

const struct db_stmt job_claim_kind = {
	.name = "outbox.claim_kind",
	.by = DB_WORKER,
	.writes = "{own}job:SELECT,UPDATE",
	.sql = CLAIM_SET THE_SCHEDULE "   AND (claim = '' OR due_at <= ?)",
};

static const struct field job_row_map[] = { FIELD(struct job_row, id),
	FIELD(struct job_row, kind), FIELD(struct job_row, subject),
	FIELD(struct job_row, version), FIELD(struct job_row, is_schedule),
	FIELD(struct job_row, attempts), FIELD(struct job_row, lost),
	FIELD_STOP };

#define JOB_SELECT                                                           \
	"SELECT id, kind, subject, version,"                                 \
	"       topic = '" TOPIC_SCHEDULE "' AS is_schedule, attempts, lost" \
	"  FROM {own}job"

const struct db_stmt job_load = {
	.name = "outbox.load",
	.by = DB_WORKER,
	.reads = "{own}job",
	.row = job_row_map,
	.row_size = sizeof(struct job_row),
	.sql = JOB_SELECT " WHERE id IN (?*) AND claim = ?",
};

const struct db_stmt job_load_kind = {
	.name = "outbox.load_kind",
	.by = DB_WORKER,
	.reads = "{own}job",
	.row = job_row_map,
	.row_size = sizeof(struct job_row),
	.sql = JOB_SELECT THE_SCHEDULE " AND claim = ?",
};

static enum err
list_candidates(struct db *db, struct arena *a, const struct outbox *ob,
    int64_t now, const int64_t **ids, size_t *count)
{
	struct list rows = { 0 };
	int64_t *copy;
	enum err e;

	e = db_all(db, a, &job_candidates,
	    IN(V(now), V(kinds_waiting(a, ob)), V(ob->hold_before),
		V(kinds_outward(a, ob))),
	    &rows);
	if (e)
		return e;
	copy = ARENA_ARRAY(a, int64_t, rows.count + 1);
	for (size_t i = 0; i < rows.count; i++)
		copy[i] = LIST_AT(&rows, struct candidate, i)->id;
	*ids = copy;
	*count = rows.count;
	return ERR_OK;
}

/* Others may have been faster with every candidate: then look again. */
enum err
store_claim(struct db *db, struct arena *a, const struct outbox *ob,
    const struct claim *c, int64_t now, struct job_row *out)
{
	const int64_t *ids;
	size_t count;
	enum err e;

	for (int i = 0; i < TRIES; i++) {
		int64_t changed = 0;

		e = list_candidates(db, a, ob, now, &ids, &count);
		if (e)
			return e;
		if (!count)
			return ERR_NOT_FOUND;
		e = db_exec(db, &job_claim,
		    IN(V(c->owner), V(c->owner), V(c->mark), V(now),
			V_INTS(ids, count), V(now)),
		    &changed);
		if (e)
			return e;
		if (changed)
			return db_one(db, a, &job_load,
			    IN(V_INTS(ids, count), V(c->mark)), out);
	}
	return ERR_NOT_FOUND;
}

enum err
store_claim_kind(struct db *db, struct arena *a, const struct claim *c,
    const char *kind, int64_t now, struct job_row *out)
{
	int64_t changed = 0;
	enum err e;

	e = db_exec(db, &job_claim_kind,
	    IN(V(c->owner), V(c->owner), V(c->mark), V(now), V(kind), V(now)),
	    &changed);
	if (e)
		return e;
	if (!changed)
		return ERR_BUSY;
	return db_one(db, a, &job_load_kind, IN(V(kind), V(c->mark)), out);
}
