/* outbox - topics, jobs, leases, schedules, dead letters (architecture 13).
 *
 * A writer puts a topic inside its own transaction; one row a subscriber is
 * written from the job table of the program. The worker claims rows by lease.
 * Jobs carry ids, never personal data.
 */
#ifndef AFTERSALE_OUTBOX_H
#define AFTERSALE_OUTBOX_H

#include "aftersale/base.h"
#include "aftersale/db.h"

struct shop;
struct site;

struct job_kind;
struct net_request;
struct net_answer;

/* What a job gets: one arena a job, dropped whole. */
struct job {
	struct arena *arena;
	struct db *db;
	struct shop *shop;
	const struct site *site;
	struct rand *rand;
	int64_t now;
	int64_t id;
	int64_t subject; /* an order id, or 0 */
	int64_t version;
	int64_t attempts; /* this one counted; 1 at first */
	const struct job_kind *kind; /* set by the outbox before it runs */
	/* net_ask of the worker (net.h); NULL where there is no network. */
	enum err (*ask)(struct arena *a, const struct net_request *r,
	    struct net_answer *out, struct str *why);
	/* Hears how far a long job is; NULL: nobody asked. */
	void (*told)(const struct job *job, const char *what, int64_t count);
	const char *mark; /* of the claim, and when it was renewed: outbox's */
	int64_t began;
	int64_t kept;
	struct str note;  /* what to log: set by the job, static text */
};

/* A subscriber of a topic, or a schedule when every_seconds is set. */
struct job_kind {
	const char *name;  /* "recommend": unique */
	const char *topic; /* "order.noticed"; NULL for a schedule */
	int64_t every_seconds; /* schedules: distance of runs */
	int64_t at_second;     /* of the UTC day for daily ones, else 0; a shop
				* begins up to an hour later (outbox.behind) */
	int64_t lease_seconds; /* 0: 120 */
	int64_t most_attempts; /* 0: 8 */
	/* Somebody outside gets something of it, or it is worth money: mails,
	 * webhooks, coupons, refunds. Held where we are not at home. */
	bool outward;
	unsigned stands_on; /* bits of the caller's; see closed below */
	enum err (*run)(struct job *job);
};

/* The subscribers of the whole program; set once by app, NULL ended. */
struct outbox {
	const struct job_kind *const *kinds;
	/* Kinds of earlier releases, whose rows are dropped; NULL ended, or
	 * NULL. A kind that nobody knows may be of a later one and waits. */
	const char *const *retired;
	bool is_held; /* outward jobs stay due and nobody takes them */
	int64_t hold_before; /* so do those that were due before; 0: none */
	unsigned closed; /* so do those that stand on one of these */
	/* Seconds behind the time of the table, so that the shops of a host do
	 * not begin together: below an hour, and below the distance of runs. */
	int64_t behind;
};

/* Writes one row a subscriber. The same (topic, subject, version) twice is
 * not an error and writes nothing. */
enum err outbox_put(struct tx *tx, const struct outbox *ob, const char *topic,
    int64_t subject, int64_t version, int64_t now);
/* Makes the rows of schedules that are missing. Cheap; called at start. */
enum err outbox_plan(struct db *db, const struct outbox *ob, int64_t now);
/* Claims at most one due job and runs it. The caller fills arena, db, site,
 * rand and now of *job. *ran tells if there was one; the answer is then what
 * the job answered, or what kept its end from being written down:
 * ERR_CONFLICT when its lease was over and another worker has it. `worker`
 * is the name of this process for as long as it lives. */
enum err outbox_run_one(struct db *db, const struct outbox *ob,
    struct job *job, const char *worker, bool *ran);
/* Runs one schedule now, whenever it is due (`work --now NAME`): ERR_NOT_FOUND
 * no such kind, ERR_BAD_INPUT it is no schedule, ERR_BUSY it runs elsewhere,
 * ERR_DENIED it is held or closed. */
enum err outbox_run_now(
    struct db *db, const struct outbox *ob, struct job *job, const char *name);
/* For a job that takes long, between two steps of it and outside of
 * transactions: its lease begins anew and its worker's heart beats, every ten
 * seconds at most. ERR_CONFLICT: the lease was over and another worker has
 * the job; this one ends. */
enum err outbox_keep(struct job *job);
/* Tells who asked how far it is. */
void outbox_tell(const struct job *job, const char *what, int64_t count);
/* Outward jobs that are due since before that moment wait for a decision: a
 * message of yesterday may have been sent, or be wrong by now. A kind and
 * subject keep their order: what comes behind a held job waits too. */
enum err outbox_hold(struct db *db, struct arena *a, const struct outbox *ob,
    int64_t before, struct str reason, int64_t *held);
/* What outbox_release would do, by kind. */
struct outbox_held {
	struct str kind;
	int64_t fresh; /* due at that moment or later */
	int64_t stale;
	int64_t oldest_at;
};
/* All that is held, and with is_all every outward job that is due by now. */
enum err outbox_held(struct db *db, struct arena *a, const struct outbox *ob,
    bool is_all, int64_t fresh_from, int64_t now,
    struct list *out /* struct outbox_held */);
/* The same jobs: those that were due at that moment or later go on; older
 * ones are done with that reason, so that the same topic put again does
 * nothing. */
enum err outbox_release(struct tx *tx, struct arena *a,
    const struct outbox *ob, bool is_all, int64_t fresh_from,
    struct str reason, int64_t now);

/* For status and health. */
struct outbox_state {
	int64_t due;
	int64_t oldest_due_at; /* 0: none */
	int64_t dead;
	int64_t held;
	int64_t worker_seen_at; /* heartbeat, 0: never */
};
enum err outbox_state(
    struct db *db, struct arena *a, int64_t now, struct outbox_state *out);
/* When any worker was last seen; 0: never. What was seen later than now, by a
 * clock that was wrong, is forgotten. */
enum err outbox_last_beat(
    struct db *db, struct arena *a, int64_t now, int64_t *out);
enum err outbox_heartbeat(struct db *db, const char *worker, int64_t now);
/* Drops done jobs after 30 days, dead ones after 90, workers after one, and
 * what is left of retired kinds. */
enum err outbox_sweep(
    struct db *db, struct arena *a, const struct outbox *ob, int64_t now);
extern const struct db_stmt *const outbox_stmts[];

#endif
