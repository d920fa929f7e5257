/* inside.h - what the files of the outbox share.
 *
 * kinds.c knows the table of the program; the files store_*.c hold the SQL;
 * run.c lets a job run and says what becomes of it. */
#ifndef AFTERSALE_OUTBOX_INSIDE_H
#define AFTERSALE_OUTBOX_INSIDE_H

#include "aftersale/outbox.h"

enum {
	LOST_MAX = 3, /* workers that never came back: then it is given up */
	CLAIM_ROOM = 120
};

/* The topic of schedules: version 0, or the time of a run that was given up. */
#define TOPIC_SCHEDULE "@schedule"

/* ---- kinds.c: what the table of the program says ------------------------ */

const struct job_kind *kind_find(const struct outbox *ob, struct str name);
int64_t kind_lease(const struct job_kind *kind);
int64_t kind_attempts(const struct job_kind *kind);
/* The first run of a schedule after now, in this shop. */
int64_t kind_next(
    const struct outbox *ob, const struct job_kind *kind, int64_t now);
/* Seconds to wait after that many failed attempts. */
int64_t back_off(int64_t attempts);
/* The outward kinds, with commas between them. */
struct str kinds_outward(struct arena *a, const struct outbox *ob);
/* Is it one that nobody takes now? And all of those. */
bool kind_waits(const struct outbox *ob, const struct job_kind *kind);
struct str kinds_waiting(struct arena *a, const struct outbox *ob);

/* Did an earlier release have it? And all of those. */
bool kind_is_retired(const struct outbox *ob, struct str name);
struct str kinds_retired(struct arena *a, const struct outbox *ob);

/* ---- the rows ------------------------------------------------------------ */

struct job_row {
	int64_t id;
	struct str kind;
	int64_t subject;
	int64_t version;
	bool is_schedule;
	int64_t attempts;
	int64_t lost;
};

/* Who claims, and the mark that is written into the row. */
struct claim {
	char owner[CLAIM_ROOM]; /* worker and a slash */
	char mark[CLAIM_ROOM];  /* the same and something random */
};

/* store_put.c: the row of a schedule. */
enum err store_plan(struct db *db, const struct outbox *ob,
    const struct job_kind *kind, int64_t now);

/* store_claim.c
 * Claims the job that is due for the longest time, but none that waits or is
 * to be held. ERR_NOT_FOUND: none. */
enum err store_claim(struct db *db, struct arena *a, const struct outbox *ob,
    const struct claim *claim, int64_t now, struct job_row *out);
/* Claims a schedule's row, due or not. ERR_BUSY: it runs elsewhere. */
enum err
store_claim_kind(struct db *db, struct arena *a, const struct claim *claim,
    const char *kind, int64_t now, struct job_row *out);

/* store_finish.c
 * What became of a claimed job. ERR_CONFLICT: the lease was over and another
 * worker has it now. */
enum err store_done(struct db *db, const struct job_row *row,
    const struct claim *claim, int64_t now);
enum err store_later(struct db *db, const struct job_row *row,
    const struct claim *claim, int64_t due_at, struct str reason);
enum err store_dead(struct db *db, const struct job_row *row,
    const struct claim *claim, struct str reason, int64_t now);
/* A schedule goes on to its next run, with a clean slate. */
enum err store_next(struct db *db, const struct job_row *row,
    const struct claim *claim, int64_t due_at);
/* The claim's lease lasts until then. */
enum err
store_keep(struct db *db, int64_t id, const char *mark, int64_t due_at);
/* The letter of a run of a schedule that was given up. */
enum err store_dead_run(
    struct db *db, const struct job_row *row, struct str reason, int64_t now);

/* store_state.c: every row of a retired kind, whatever became of it. */
enum err store_retire(struct db *db, struct arena *a, const struct outbox *ob,
    int64_t *count);

/* The statement rows, so that store_state.c can list them all. */
extern const struct db_stmt job_put, job_plan;
extern const struct db_stmt job_candidates, job_claim, job_claim_kind;
extern const struct db_stmt job_load, job_load_kind;
extern const struct db_stmt job_done, job_later, job_dead, job_next;
extern const struct db_stmt job_dead_run, job_keep;
extern const struct db_stmt job_hold, job_held, job_release, job_leave;

#endif
