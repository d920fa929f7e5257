/* run - one statement from its values to its answer, and what failing means.
 *
 * Also db_exec: a write outside of a transaction. Rows are read by rows.c,
 * transactions are kept by tx.c. */
#include <string.h>

#include "inside.h"

enum { ER_UNKNOWN_STMT = 1243, ER_NEED_REPREPARE = 1615, REPEATS_MAX = 3 };

/* A COMMIT that failed is in doubt unless the number says that it did not
 * happen; a write outside of a transaction only when the line broke. */
enum err
run_failed(struct db *db, const char *what, unsigned number,
    const char *message, enum run_kind kind)
{
	struct sort s = sort_of(number);
	enum err e = s.err;

	crash_after();
	why_set(db, what, number, message, s.is_plain);
	if (kind == RUN_WRITE && s.is_doubt)
		e = ERR_UNSURE;
	if (kind == RUN_COMMIT && !s.is_repeat && !s.is_untried)
		e = ERR_UNSURE;
	if (db->is_in_tx && e != ERR_CONFLICT) {
		db->tx_err = e;
		db->is_tx_repeat = s.is_repeat;
	}
	db->is_passing = s.is_repeat || s.is_dead;
	if (s.is_dead)
		link_broke(db);
	return e;
}

/* An error that comes after the first row is noted on the connection only. */
enum err
run_stmt_failed(
    struct db *db, const char *what, MYSQL_STMT *stmt, enum run_kind kind)
{
	unsigned number = mysql_stmt_errno(stmt);

	if (number)
		return run_failed(
		    db, what, number, mysql_stmt_error(stmt), kind);
	return run_failed(
	    db, what, mysql_errno(db->my), mysql_error(db->my), kind);
}

void
run_done(struct db *db, const struct db_stmt *st, int64_t began, int64_t rows)
{
	int64_t now = clock_tick();

	crash_after();
	db->used_at = now;
	db->meter.statements++;
	db->meter.microseconds += now - began;
	if (db->seen && st)
		db->seen(db->seen_ctx, st, now - began, rows);
}

/* May anything be sent now? */
static enum err
ready(struct db *db, const char *what)
{
	if (db->is_streaming) {
		why_set(db, what, 0, "was called while another streams", true);
		return ERR_BROKEN;
	}
	if (db->is_in_tx && db->tx_err)
		return db->tx_err;
	return link_up(db);
}

static enum err
send_stmt(struct db *db, const struct db_stmt *st, const struct db_value *in,
    struct entry **out)
{
	enum err e;

	arena_reset(db->scratch);
	e = cache_get(db, st, in, out);
	if (e)
		return e;
	return bind_values(db, *out, in);
}

/* A server may forget a statement (a flush, a proxy behind it): it then did
 * nothing, and the statement is prepared and sent once more. */
enum err
run_stmt(struct db *db, const struct db_stmt *st, const struct db_value *in,
    enum run_kind kind, struct entry **out)
{
	unsigned number;
	enum err e;

	e = ready(db, st->name);
	if (e)
		return e;
	crash_before();
	for (bool is_again = false;; is_again = true) {
		e = send_stmt(db, st, in, out);
		if (e)
			return e;
		if (!mysql_stmt_execute((*out)->stmt))
			return ERR_OK;
		number = mysql_stmt_errno((*out)->stmt);
		if (is_again ||
		    (number != ER_UNKNOWN_STMT && number != ER_NEED_REPREPARE))
			break;
		cache_forget(*out);
	}
	return run_stmt_failed(db, st->name, (*out)->stmt, kind);
}

enum err
run_plain(struct db *db, const char *what, struct str sql, enum run_kind kind)
{
	int64_t began = clock_tick();
	enum err e;

	e = ready(db, what);
	if (e)
		return e;
	crash_before();
	if (mysql_real_query(db->my, sql.p, sql.n))
		return run_failed(
		    db, what, mysql_errno(db->my), mysql_error(db->my), kind);
	run_done(db, NULL, began, 0);
	return ERR_OK;
}

enum err
run_write(struct db *db, const struct db_stmt *st, const struct db_value *in,
    enum run_kind kind, int64_t *changed, int64_t *id)
{
	int64_t began = clock_tick();
	struct entry *entry;
	int64_t count;
	enum err e;

	e = run_stmt(db, st, in, kind, &entry);
	if (e)
		return e;
	if (entry->columns) {
		mysql_stmt_free_result(entry->stmt);
		why_set(db, st->name, 0, "gives rows: it is no write", true);
		return ERR_BROKEN;
	}
	count = (int64_t)mysql_stmt_affected_rows(entry->stmt);
	if (changed)
		*changed = count;
	if (id)
		*id = (int64_t)mysql_stmt_insert_id(entry->stmt);
	run_done(db, st, began, count);
	return ERR_OK;
}

/* What met another's locks, or another node's writes, did nothing. */
static enum err
run_alone(struct db *db, const struct db_stmt *st, const struct db_value *in,
    int64_t *changed, int64_t *id)
{
	enum err e = ERR_BUSY;

	if (db->is_in_tx) {
		why_set(
		    db, st->name, 0, "belongs into the open transaction", true);
		return ERR_BROKEN;
	}
	for (int i = 0; i <= REPEATS_MAX; i++) {
		e = run_write(db, st, in, RUN_WRITE, changed, id);
		if (e != ERR_BUSY || !sort_of(db->why_number).is_repeat)
			break;
	}
	return e;
}

enum err
db_exec(struct db *db, const struct db_stmt *st, const struct db_value *in,
    int64_t *changed)
{
	return run_alone(db, st, in, changed, NULL);
}

enum err
db_exec_id(struct db *db, const struct db_stmt *st, const struct db_value *in,
    int64_t *id_out)
{
	return run_alone(db, st, in, NULL, id_out);
}
