/* gate_store - the one statement the gate makes: settings generation, life of
 * the link, and the cards of the order (architecture 10, 12; H-01). */
#include "aftersale/db.h"
#include "aftersale/feature.h"
#include "app.h"
#include "gate_store.h"

struct gate_row {
	int64_t generation;
	int64_t epoch;
	int64_t revoked;
	struct str block;
	struct str state;
	struct str data;
};

static const struct field gate_row[] = {
	FIELD(struct gate_row, generation),
	FIELD(struct gate_row, epoch),
	FIELD(struct gate_row, revoked),
	FIELD(struct gate_row, block),
	FIELD(struct gate_row, state),
	FIELD(struct gate_row, data),
	FIELD_STOP
};

const struct db_stmt gate_facts_stmt = {
	.name = "gate.facts",
	.by = DB_PAGE,
	.row = gate_row,
	.row_size = sizeof(struct gate_row),
	.reads = "{own}setting_version {own}link_epoch {own}link_revoked"
		 " {own}order_card",
	.sql = "SELECT g.generation, g.epoch, g.revoked,"
	       "       c.block, c.state, c.data"
	       "  FROM (SELECT"
	       "         COALESCE((SELECT MAX(id)"
	       "                     FROM {own}setting_version), 0)"
	       "           AS generation,"
	       "         COALESCE((SELECT epoch"
	       "                     FROM {own}link_epoch"
	       "                    WHERE order_id = ?), 0) AS epoch,"
	       "         COALESCE((SELECT 1"
	       "                     FROM {own}link_revoked"
	       "                    WHERE order_id = ? AND nonce = ?), 0)"
	       "           AS revoked) AS g"
	       "  LEFT JOIN {own}order_card AS c ON c.order_id = ?"
	       " LIMIT 64",
};

enum err
gate_facts_load(struct rq *rq, int64_t order_id, int64_t made_at,
    uint64_t nonce, struct gate_facts *out)
{
	struct list rows = { 0 };
	enum err e;

	e = db_all(rq->db, rq->arena, &gate_facts_stmt,
	    IN(V(order_id), V(order_id), V((int64_t)nonce), V(order_id)),
	    &rows);
	if (e)
		return e;

	for (size_t i = 0; i < rows.count; i++) {
		struct gate_row *row = LIST_AT(&rows, struct gate_row, i);

		out->generation = row->generation;
		out->epoch = row->epoch;
		out->is_revoked = row->revoked || made_at < row->epoch;
		if (row->block.n)
			*LIST_PUSH(rq->arena, &out->cards, struct order_card) =
			    (struct order_card){ row->block, row->state,
				    row->data };
	}
	return ERR_OK;
}
