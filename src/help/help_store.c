/* help_store - presses of "this answered my question" and their sums. */
#include "aftersale/conf.h"
#include "help.h"

static const struct db_stmt press_insert = {
	.name = "help.press",
	.by = DB_PAGE,
	.writes = "{own}help_press:INSERT",
	.sql = "INSERT IGNORE INTO {own}help_press"
	       "       (entry_id, order_id, pressed_at)"
	       " VALUES (?, ?, ?)",
};

struct pressed_row {
	int64_t entry_id;
};

static const struct field pressed_fields[] = {
	FIELD(struct pressed_row, entry_id),
	FIELD_STOP
};

static const struct db_stmt pressed_load = {
	.name = "help.pressed",
	.row = pressed_fields,
	.row_size = sizeof(struct pressed_row),
	.reads = "{own}help_press",
	.sql = "SELECT entry_id"
	       "  FROM {own}help_press"
	       " WHERE order_id = ?"
	       " ORDER BY entry_id"
	       " LIMIT 100",
};

static const struct field count_fields[] = {
	FIELD(struct press_count, entry_id),
	FIELD(struct press_count, presses),
	FIELD(struct press_count, since),
	FIELD_STOP
};

static const struct db_stmt counts_load = {
	.name = "help.counts",
	.row = count_fields,
	.row_size = sizeof(struct press_count),
	.reads = "{own}help_press {own}help_figure",
	.sql = "SELECT entry_id, COUNT(*) AS presses,"
	       "       MIN(pressed_at) AS since"
	       "  FROM {own}help_press"
	       " GROUP BY entry_id"
	       " UNION ALL"
	       " SELECT entry_id, presses, since"
	       "  FROM {own}help_figure"
	       " LIMIT 1000",
};

/* Both halves of the fold see the same rows: `before` bounds them. */
static const struct db_stmt fold_add = {
	.name = "help.fold",
	.by = DB_WORKER,
	.reads = "{own}help_press",
	.writes = "{own}help_figure:INSERT,UPDATE",
	.sql = "INSERT INTO {own}help_figure (entry_id, presses, since)"
	       " SELECT p.entry_id, COUNT(*), MIN(p.pressed_at)"
	       "  FROM {own}help_press AS p"
	       " WHERE p.pressed_at < ?"
	       " GROUP BY p.entry_id"
	       " ON DUPLICATE KEY UPDATE"
	       "       presses = {own}help_figure.presses + VALUES(presses),"
	       "       since = LEAST({own}help_figure.since, VALUES(since))",
};

static const struct db_stmt fold_drop = {
	.name = "help.drop",
	.by = DB_WORKER,
	.writes = "{own}help_press:DELETE",
	.sql = "DELETE FROM {own}help_press"
	       " WHERE pressed_at < ?",
};

const struct db_stmt help_export_stmt = {
	.name = "help.export",
	.by = DB_PAGE,
	.row = personal_fact_fields,
	.row_size = sizeof(struct personal_fact),
	.reads = "{own}help_press",
	.sql = "SELECT order_id, 'help.answered' AS what,"
	       "       CONCAT('', entry_id) AS value, pressed_at AS at"
	       "  FROM {own}help_press"
	       " WHERE order_id IN (?*)"
	       " ORDER BY order_id, entry_id"
	       " LIMIT 5000",
};

const struct db_stmt help_erase_stmt = {
	.name = "help.erase",
	.by = DB_PAGE,
	.writes = "{own}help_press:SELECT,DELETE",
	.sql = "DELETE FROM {own}help_press"
	       " WHERE order_id IN (?*)",
};

const struct db_stmt *const help_stmts[] = { &press_insert, &pressed_load,
	&counts_load, &fold_add, &fold_drop, &help_export_stmt,
	&help_erase_stmt, NULL };

struct press {
	struct rq *rq;
	int64_t order_id;
	int64_t entry_id;
};

static struct str
card_data(struct arena *a, const struct list *rows)
{
	struct value list = { .kind = VALUE_LIST };

	for (size_t i = 0; i < rows->count; i++)
		value_push(a, &list, STR(""), VALUE_INT)->number =
		    LIST_AT(rows, struct pressed_row, i)->entry_id;
	return conf_json_text(a, &list, false);
}

static enum err
put_body(struct tx *tx, void *ctx)
{
	const struct press *p = ctx;
	struct list rows = { 0 };
	enum err e;

	e = db_guard(tx, "order", p->order_id);
	if (e)
		return e;
	e = db_write(tx, &press_insert,
	    IN(V(p->entry_id), V(p->order_id), V(p->rq->now)), NULL);
	if (e)
		return e;
	e = db_all(p->rq->db, p->rq->arena, &pressed_load, IN(V(p->order_id)),
	    &rows);
	if (e)
		return e;

	return order_card_put(tx, p->order_id, "help", "pressed",
	    card_data(p->rq->arena, &rows), p->rq->now);
}

enum err
help_press_put(struct rq *rq, int64_t order_id, int64_t entry_id)
{
	struct press p = { rq, order_id, entry_id };

	return db_transact(rq->db, put_body, &p);
}

enum err
help_press_counts(struct db *db, struct arena *a, struct list *out)
{
	return db_all(db, a, &counts_load, IN_NONE, out);
}

static enum err
fold_body(struct tx *tx, void *ctx)
{
	int64_t before = *(int64_t *)ctx;
	enum err e = db_write(tx, &fold_add, IN(V(before)), NULL);

	return e ? e : db_write(tx, &fold_drop, IN(V(before)), NULL);
}

enum err
help_press_fold(struct db *db, int64_t before)
{
	return db_transact(db, fold_body, &before);
}
