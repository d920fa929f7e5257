/* recommend_store_sales - what the shop sold, as rows of our own: {own}sale
 * and {own}sale_line, and how far they go. */
#include "aftersale/db.h"
#include "recommend_learn.h"
#include "recommend_proof.h"

#define TEN(x) x "," x "," x "," x "," x "," x "," x "," x "," x "," x
#define FORTY(x) TEN(x) "," TEN(x) "," TEN(x) "," TEN(x)
#define AT_ONCE 40
#define SALE_COLUMNS 4
#define READ_ROWS 20000

struct number_row {
	struct str name;
	int64_t value;
};

static const struct field number_fields[] = {
	FIELD(struct number_row, name),
	FIELD(struct number_row, value),
	FIELD_STOP
};

const struct db_stmt recommend_numbers_load = {
	.name = "recommend.learned",
	.by = DB_WORKER,
	.row = number_fields,
	.row_size = sizeof(struct number_row),
	.reads = "{own}learned",
	.sql = "SELECT name, value"
	       "  FROM {own}learned"
	       " LIMIT 100",
};

const struct db_stmt recommend_number_make = {
	.name = "recommend.number_make",
	.by = DB_WORKER,
	.writes = "{own}learned:INSERT",
	.sql = "INSERT IGNORE INTO {own}learned (name, value)"
	       " VALUES (?, 0)",
};

const struct db_stmt recommend_number_move = {
	.name = "recommend.number",
	.by = DB_WORKER,
	.writes = "{own}learned:SELECT,UPDATE",
	.sql = "UPDATE {own}learned"
	       "   SET value = ?"
	       " WHERE name = ? AND value = ?",
};

const struct db_stmt recommend_sales_drop = {
	.name = "recommend.sales_drop",
	.by = DB_WORKER,
	.writes = "{own}sale:SELECT,DELETE",
	.sql = "DELETE FROM {own}sale"
	       " WHERE order_id IN (?*) OR (order_id > ? AND order_id <= ?)",
};

const struct db_stmt recommend_lines_drop = {
	.name = "recommend.lines_drop",
	.by = DB_WORKER,
	.writes = "{own}sale_line:SELECT,DELETE",
	.sql = "DELETE FROM {own}sale_line"
	       " WHERE order_id IN (?*) OR (order_id > ? AND order_id <= ?)",
};

/* The last row is repeated to fill the forty. */
const struct db_stmt recommend_sales_put = {
	.name = "recommend.sales_put",
	.by = DB_WORKER,
	.writes = "{own}sale:INSERT,UPDATE",
	.sql = "INSERT INTO {own}sale (order_id, user_id, mail, sold_at)"
	       " VALUES " FORTY("(?, ?, ?, ?)")
	       " ON DUPLICATE KEY UPDATE sold_at = VALUES(sold_at)",
};

const struct db_stmt recommend_lines_put = {
	.name = "recommend.lines_put",
	.by = DB_WORKER,
	.writes = "{own}sale_line:INSERT,UPDATE",
	.sql = "INSERT INTO {own}sale_line (order_id, product_id,"
	       "       variation_id, pieces)"
	       " VALUES " FORTY("(?, ?, ?, ?)")
	       " ON DUPLICATE KEY UPDATE pieces = VALUES(pieces)",
};

static const struct field sale_fields[] = {
	FIELD(struct sale_row, order_id),
	FIELD(struct sale_row, user_id),
	FIELD(struct sale_row, mail),
	FIELD(struct sale_row, sold_at),
	FIELD_STOP
};

const struct db_stmt recommend_sales_load = {
	.name = "recommend.sales",
	.by = DB_WORKER,
	.row = sale_fields,
	.row_size = sizeof(struct sale_row),
	.reads = "{own}sale",
	.sql = "SELECT order_id, user_id, mail, sold_at"
	       "  FROM {own}sale"
	       " WHERE order_id > ?"
	       " ORDER BY order_id"
	       " LIMIT ?",
};

static const struct field line_fields[] = {
	FIELD(struct sale_line, order_id),
	FIELD(struct sale_line, product_id),
	FIELD(struct sale_line, variation_id),
	FIELD(struct sale_line, pieces),
	FIELD_STOP
};

const struct db_stmt recommend_lines_load = {
	.name = "recommend.lines",
	.by = DB_WORKER,
	.row = line_fields,
	.row_size = sizeof(struct sale_line),
	.reads = "{own}sale_line",
	.sql = "SELECT order_id, product_id, variation_id, pieces"
	       "  FROM {own}sale_line"
	       " WHERE order_id >= ? AND (order_id > ? OR product_id > ?)"
	       " ORDER BY order_id, product_id"
	       " LIMIT ?",
};

/* ---- how far it is ---------------------------------------------------------*/

static const struct field learned_fields[] = {
	FIELD(struct learned, run),
	FIELD(struct learned, orders),
	FIELD(struct learned, made_at),
	FIELD(struct learned, month),
	FIELD(struct learned, key_id),
	FIELD(struct learned, filled_to),
	FIELD(struct learned, began_at),
	FIELD(struct learned, changed_at),
	FIELD(struct learned, changed_id),
	FIELD(struct learned, noted_id),
	FIELD(struct learned, next_faded),
	FIELD(struct learned, next_times),
	FIELD_STOP
};

static int64_t *
number_at(struct learned *l, const struct field *f)
{
	return (int64_t *)(void *)((char *)l + f->offset);
}

enum err
learned_load(struct db *db, struct arena *a, struct learned *out)
{
	struct list rows = { 0 };
	enum err e = db_all(db, a, &recommend_numbers_load, IN_NONE, &rows);

	if (e)
		return e;
	*out = (struct learned){ 0 };
	for (const struct field *f = learned_fields; f->name; f++) {
		for (size_t i = 0; i < rows.count; i++) {
			const struct number_row *r = LIST_AT(&rows,
			    struct number_row, i);

			if (str_is_z(r->name, f->name))
				*number_at(out, f) = r->value;
		}
	}
	return ERR_OK;
}

static enum err
number_save(struct tx *tx, const char *name, int64_t was, int64_t is)
{
	int64_t changed = 0;
	enum err e = ERR_OK;

	if (!was)
		e = db_write(tx, &recommend_number_make, IN(V(name)), NULL);
	if (!e)
		e = db_write(tx, &recommend_number_move, IN(V(is), V(name), V(was)),
		    &changed);
	if (e)
		return e;
	return changed == 1 ? ERR_OK : ERR_CONFLICT;
}

enum err
learned_save(
    struct tx *tx, const struct learned *was, const struct learned *is)
{
	struct learned old = *was;
	struct learned new = *is;
	enum err e = ERR_OK;

	for (const struct field *f = learned_fields; !e && f->name; f++) {
		if (*number_at(&old, f) != *number_at(&new, f))
			e = number_save(tx, f->name, *number_at(&old, f),
			    *number_at(&new, f));
	}
	return e;
}

/* ---- a slice ---------------------------------------------------------------*/

static enum err
put_sales(struct tx *tx, const struct list *rows, size_t from)
{
	struct db_value in[AT_ONCE * SALE_COLUMNS + 1] = { 0 };

	for (size_t i = 0; i < AT_ONCE; i++) {
		size_t at = from + i < rows->count ? from + i
						   : rows->count - 1;
		const struct sale_row *r = LIST_AT(rows, struct sale_row, at);
		struct db_value *v = in + i * SALE_COLUMNS;

		v[0] = V(r->order_id);
		v[1] = V(r->user_id);
		v[2] = V(r->mail);
		v[3] = V(r->sold_at);
	}
	return db_write(tx, &recommend_sales_put, in, NULL);
}

static enum err
put_lines(struct tx *tx, const struct list *rows, size_t from)
{
	struct db_value in[AT_ONCE * SALE_COLUMNS + 1] = { 0 };

	for (size_t i = 0; i < AT_ONCE; i++) {
		size_t at = from + i < rows->count ? from + i
						   : rows->count - 1;
		const struct sale_line *r = LIST_AT(rows, struct sale_line,
		    at);
		struct db_value *v = in + i * SALE_COLUMNS;

		v[0] = V(r->order_id);
		v[1] = V(r->product_id);
		v[2] = V(r->variation_id);
		v[3] = V(r->pieces);
	}
	return db_write(tx, &recommend_lines_put, in, NULL);
}

enum err
sales_write(struct db *db, const struct sale_slice *slice,
    const struct learned *was, const struct learned *is)
{
	AUTO_TX tx = db_begin(db);
	enum err e = learned_save(&tx, was, is);

	if (!e)
		e = db_write(&tx, &recommend_sales_drop,
		    IN(V_INTS(slice->ids, slice->ids_n), V(slice->after),
			V(slice->to)),
		    NULL);
	if (!e)
		e = db_write(&tx, &recommend_lines_drop,
		    IN(V_INTS(slice->ids, slice->ids_n), V(slice->after),
			V(slice->to)),
		    NULL);
	for (size_t i = 0; !e && i < slice->sales->count; i += AT_ONCE)
		e = put_sales(&tx, slice->sales, i);
	for (size_t i = 0; !e && i < slice->lines->count; i += AT_ONCE)
		e = put_lines(&tx, slice->lines, i);
	if (!e)
		e = totals_write(&tx, slice);
	if (e)
		return e;

	return db_commit(&tx);
}

enum err
sales_read(struct db *db, struct arena *a, int64_t after, struct list *out)
{
	return db_all(db, a, &recommend_sales_load, IN(V(after), V(READ_ROWS)), out);
}

enum err
sale_lines_read(struct db *db, struct arena *a, int64_t after, int64_t product,
    struct list *out)
{
	return db_all(db, a, &recommend_lines_load,
	    IN(V(after), V(after), V(product), V(READ_ROWS)), out);
}
