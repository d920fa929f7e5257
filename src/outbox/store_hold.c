/* store_hold - outward jobs that wait for somebody to decide about them, and
 * what becomes of them then. Why they are held is the caller's business. */
#include "inside.h"

#define OUTWARD " AND FIND_IN_SET(kind, ?) > 0"

const struct db_stmt job_hold = {
	.name = "outbox.hold",
	.by = DB_WORKER,
	.writes = "{own}job:SELECT,UPDATE",
	.sql = "UPDATE {own}job"
	       "   SET state = 'held', claim = '', attempts = 0, lost = 0,"
	       "       reason = ?"
	       " WHERE state = 'due' AND due_at < ?" OUTWARD,
};

static const struct field held_map[] = { FIELD(struct outbox_held, kind),
	FIELD(struct outbox_held, fresh), FIELD(struct outbox_held, stale),
	FIELD(struct outbox_held, oldest_at), FIELD_STOP };

const struct db_stmt job_held = {
	.name = "outbox.held",
	.reads = "{own}job",
	.row = held_map,
	.row_size = sizeof(struct outbox_held),
	.sql = "SELECT kind, SUM(due_at >= ?) AS fresh,"
	       "       SUM(due_at < ?) AS stale, MIN(due_at) AS oldest_at"
	       "  FROM {own}job"
	       " WHERE state = 'held'"
	       "    OR (? AND state = 'due' AND due_at <= ?" OUTWARD ")"
	       " GROUP BY kind"
	       " ORDER BY kind"
	       " LIMIT 100",
};

/* A schedule is never left out: it goes on with its next run, which is due. */
const struct db_stmt job_release = {
	.name = "outbox.release",
	.by = DB_WORKER,
	.writes = "{own}job:SELECT,UPDATE",
	.sql = "UPDATE {own}job"
	       "   SET state = 'due', reason = ''"
	       " WHERE state = 'held'"
	       "   AND (due_at >= ? OR topic = '" TOPIC_SCHEDULE "')",
};

const struct db_stmt job_leave = {
	.name = "outbox.leave",
	.by = DB_WORKER,
	.writes = "{own}job:SELECT,UPDATE",
	.sql = "UPDATE {own}job"
	       "   SET state = 'done', reason = ?, ended_at = ?"
	       " WHERE state = 'held'",
};

enum err
outbox_hold(struct db *db, struct arena *a, const struct outbox *ob,
    int64_t before, struct str reason, int64_t *held)
{
	struct str kinds = kinds_outward(a, ob);

	*held = 0;
	if (!kinds.n)
		return ERR_OK;
	return db_exec(
	    db, &job_hold, IN(V(reason), V(before), V(kinds)), held);
}

enum err
outbox_held(struct db *db, struct arena *a, const struct outbox *ob,
    bool is_all, int64_t fresh_from, int64_t now, struct list *out)
{
	return db_all(db, a, &job_held,
	    IN(V(fresh_from), V(fresh_from), V(is_all), V(now),
		V(kinds_outward(a, ob))),
	    out);
}

enum err
outbox_release(struct tx *tx, struct arena *a, const struct outbox *ob,
    bool is_all, int64_t fresh_from, struct str reason, int64_t now)
{
	enum err e = ERR_OK;

	if (is_all)
		e = db_write(tx, &job_hold,
		    IN(V(""), V(now + 1), V(kinds_outward(a, ob))), NULL);
	if (!e)
		e = db_write(tx, &job_release, IN(V(fresh_from)), NULL);
	if (!e)
		e = db_write(tx, &job_leave, IN(V(reason), V(now)), NULL);
	return e;
}
