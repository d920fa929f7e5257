/* store_put - writes job rows: for a topic inside of its writer's transaction, and
 * for schedules when a worker starts. */
#include "inside.h"

const struct db_stmt job_put = {
	.name = "outbox.put",
	.writes = "{own}job:SELECT,INSERT,UPDATE",
	.sql = "INSERT INTO {own}job (topic, subject, version, kind, state,"
	       "       due_at, lease_seconds, made_at)"
	       " VALUES (?, ?, ?, ?, 'due', ?, ?, ?)"
	       "     ON DUPLICATE KEY UPDATE id = id",
};

/* A row that waits for longer than the table says is brought forward; one
 * that runs is left alone. */
const struct db_stmt job_plan = {
	.name = "outbox.plan",
	.by = DB_WORKER,
	.writes = "{own}job:SELECT,INSERT,UPDATE",
	.sql = "INSERT INTO {own}job (topic, subject, version, kind, state,"
	       "       due_at, lease_seconds, made_at)"
	       " VALUES ('" TOPIC_SCHEDULE "', 0, 0, ?, 'due', ?, ?, ?)"
	       "     ON DUPLICATE KEY UPDATE"
	       "        due_at = IF(claim = '',"
	       "           LEAST(due_at, VALUES(due_at)), due_at),"
	       "        lease_seconds = VALUES(lease_seconds)",
};

static enum err
put_one(struct tx *tx, const struct job_kind *kind, int64_t subject,
    int64_t version, int64_t now)
{
	return db_write(tx, &job_put,
	    IN(V(kind->topic), V(subject), V(version), V(kind->name), V(now),
		V(kind_lease(kind)), V(now)),
	    NULL);
}

/* A topic has a handful of subscribers at most. */
enum err
outbox_put(struct tx *tx, const struct outbox *ob, const char *topic,
    int64_t subject, int64_t version, int64_t now)
{
	for (size_t i = 0; ob->kinds[i]; i++) {
		const struct job_kind *kind = ob->kinds[i];
		enum err e;

		if (!kind->topic || !str_is_z(str_of(topic), kind->topic))
			continue;
		e = put_one(tx, kind, subject, version, now);
		if (e)
			return e;
	}
	return ERR_OK;
}

enum err
store_plan(struct db *db, const struct outbox *ob,
    const struct job_kind *kind, int64_t now)
{
	return db_exec(db, &job_plan,
	    IN(V(kind->name), V(kind_next(ob, kind, now)),
		V(kind_lease(kind)), V(now)),
	    NULL);
}

enum err
outbox_plan(struct db *db, const struct outbox *ob, int64_t now)
{
	for (size_t i = 0; ob->kinds[i]; i++) {
		enum err e;

		if (!ob->kinds[i]->every_seconds)
			continue;
		e = store_plan(db, ob, ob->kinds[i], now);
		if (e)
			return e;
	}
	return ERR_OK;
}
