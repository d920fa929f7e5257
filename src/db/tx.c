/* tx - transactions, and the guard rows that keep two of them apart.
 *
 * An error of a statement inside sticks: the rest of the transaction and its
 * COMMIT answer it, so nothing is written in half. A duplicate key does not
 * stick: it is how a repeated post is noticed. */
#include "inside.h"

enum { REPEATS_MAX = 3 };

static const struct db_stmt guard_bump = {
	.name = "guard.bump",
	.writes = "{own}guard:SELECT,UPDATE",
	.sql = "UPDATE {own}guard"
	       "   SET v = v + 1"
	       " WHERE kind = ? AND id = ?",
};

static const struct db_stmt guard_make = {
	.name = "guard.make",
	.writes = "{own}guard:SELECT,INSERT,UPDATE",
	.sql = "INSERT INTO {own}guard (kind, id, v)"
	       " VALUES (?, ?, 1)"
	       "     ON DUPLICATE KEY UPDATE v = v + 1",
};

const struct db_stmt *const db_stmts[] = { &guard_bump, &guard_make,
	&migration_list, NULL };

struct tx
db_begin(struct db *db)
{
	struct tx tx = { .db = db };

	if (db->is_in_tx) {
		why_set(
		    db, "begin", 0, "was called inside of a transaction", true);
		tx.err = ERR_BROKEN;
		return tx;
	}
	tx.err = run_plain(db, "begin", STR("START TRANSACTION"), RUN_READ);
	tx.open = !tx.err;
	db->is_in_tx = tx.open;
	db->tx_err = ERR_OK;
	db->is_tx_repeat = false;
	return tx;
}

/* When ROLLBACK fails the connection goes, and the transaction with it. */
void
tx_end(struct tx *tx)
{
	struct db *db = tx->db;

	if (!tx->open)
		return;
	tx->open = false;
	db->is_in_tx = false;
	if (db->my && run_plain(db, "rollback", STR("ROLLBACK"), RUN_READ))
		link_drop(db);
}

enum err
db_commit(struct tx *tx)
{
	struct db *db = tx->db;
	enum err e;

	if (tx->err)
		return tx->err;
	assert(tx->open);
	if (db->tx_err)
		return db->tx_err;
	e = run_plain(db, "commit", STR("COMMIT"), RUN_COMMIT);
	if (e)
		return e;
	tx->open = false;
	db->is_in_tx = false;
	return ERR_OK;
}

enum err
db_write(struct tx *tx, const struct db_stmt *st, const struct db_value *in,
    int64_t *changed)
{
	if (tx->err)
		return tx->err;
	assert(tx->open);
	return run_write(tx->db, st, in, RUN_IN_TX, changed, NULL);
}

enum err
db_insert(struct tx *tx, const struct db_stmt *st, const struct db_value *in,
    int64_t *id_out)
{
	if (tx->err)
		return tx->err;
	assert(tx->open);
	return run_write(tx->db, st, in, RUN_IN_TX, NULL, id_out);
}

static enum err
try_once(struct db *db, enum err (*body)(struct tx *tx, void *ctx), void *ctx)
{
	AUTO_TX tx = db_begin(db);
	enum err e;

	if (tx.err)
		return tx.err;
	e = body(&tx, ctx);
	if (e)
		return e;
	return db_commit(&tx);
}

enum err
db_transact(
    struct db *db, enum err (*body)(struct tx *tx, void *ctx), void *ctx)
{
	enum err e = ERR_OK;

	for (int i = 0; i <= REPEATS_MAX; i++) {
		db->is_tx_repeat = false;
		e = try_once(db, body, ctx);
		if (!e || !db->is_tx_repeat)
			break;
	}
	return e;
}

enum err
db_guard(struct tx *tx, const char *kind, int64_t id)
{
	int64_t changed;
	enum err e;

	e = db_write(tx, &guard_bump, IN(V(kind), V(id)), &changed);
	if (e || changed)
		return e;
	return db_write(tx, &guard_make, IN(V(kind), V(id)), NULL);
}
