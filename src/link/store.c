/* store - the rows that take a link back before its time.
 *
 * An epoch ends all links of an order that were made before it, and stays, for
 * what the shop's own key opens ends with them (confirm_find.c). A nonce ends a
 * single one and is kept only as long as such a link could live. */
#include "aftersale/link.h"

struct alive {
	int64_t epoch;
	int64_t revoked;
};

static const struct field alive_row[] = { FIELD(struct alive, epoch),
	FIELD(struct alive, revoked), FIELD_STOP };

static const struct db_stmt alive_load = {
	.name = "link.alive",
	.reads = "{own}link_epoch {own}link_revoked",
	.row = alive_row,
	.row_size = sizeof(struct alive),
	.sql = "SELECT (SELECT e.epoch FROM {own}link_epoch e"
	       "         WHERE e.order_id = ?) AS epoch,"
	       "       (SELECT COUNT(r.nonce) FROM {own}link_revoked r"
	       "         WHERE r.order_id = ? AND r.nonce = ?) AS revoked",
};

static const struct db_stmt epoch_put = {
	.name = "link.revoke_order",
	.writes = "{own}link_epoch:SELECT,INSERT,UPDATE",
	.sql = "INSERT INTO {own}link_epoch (order_id, epoch)"
	       " VALUES (?, ?)"
	       "     ON DUPLICATE KEY UPDATE"
	       "        epoch = GREATEST(epoch, VALUES(epoch))",
};

static const struct db_stmt nonce_put = {
	.name = "link.revoke_nonce",
	.writes = "{own}link_revoked:SELECT,INSERT,UPDATE",
	.sql = "INSERT INTO {own}link_revoked"
	       "       (order_id, nonce, revoked_at, expires_at)"
	       " VALUES (?, ?, ?, ?)"
	       "     ON DUPLICATE KEY UPDATE revoked_at = revoked_at",
};

static const struct db_stmt nonce_sweep = {
	.name = "link.sweep",
	.by = DB_WORKER,
	.writes = "{own}link_revoked:SELECT,DELETE",
	.sql = "DELETE FROM {own}link_revoked"
	       " WHERE expires_at < ?"
	       " LIMIT 10000",
};

const struct db_stmt *const link_stmts[] = { &alive_load, &epoch_put,
	&nonce_put, &nonce_sweep, NULL };

/* A nonce is 64 bits without a sign; the column has one. */
static int64_t
nonce_of(const struct link *link)
{
	return (int64_t)link->nonce;
}

enum err
link_alive(struct db *db, struct arena *a, const struct link *link)
{
	struct alive alive;
	enum err e;

	e = db_one(db, a, &alive_load,
	    IN(V(link->order_id), V(link->order_id), V(nonce_of(link))),
	    &alive);
	if (e)
		return e;
	if (link->made_at < alive.epoch || alive.revoked)
		return ERR_DENIED;
	return ERR_OK;
}

enum err
link_revoke_order(struct tx *tx, int64_t order_id, int64_t now)
{
	return db_write(tx, &epoch_put, IN(V(order_id), V(now)), NULL);
}

enum err
link_revoke_nonce(struct tx *tx, const struct link *link, int64_t now)
{
	return db_write(tx, &nonce_put,
	    IN(V(link->order_id), V(nonce_of(link)), V(now),
		V(link->expires_at)),
	    NULL);
}

enum err
link_sweep(struct db *db, int64_t now)
{
	return db_exec(db, &nonce_sweep, IN(V(now)), NULL);
}
