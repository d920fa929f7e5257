/* recommend_store_learned - the tables of a run: links, products and best
 * sellers, written beside what the pages read. A run is read from the moment
 * its number stands in {own}learned. */
#include "aftersale/db.h"
#include "recommend_learn.h"
#include "recommend_nudge.h"

#define TEN(x) x "," x "," x "," x "," x "," x "," x "," x "," x "," x
#define FORTY(x) TEN(x) "," TEN(x) "," TEN(x) "," TEN(x)
#define AT_ONCE 40
#define DROP_ROWS 5000

/* The last row is repeated to fill the forty. */
const struct db_stmt recommend_links_put = {
	.name = "recommend.links_put",
	.by = DB_WORKER,
	.writes = "{own}learned_link:INSERT,UPDATE",
	.sql = "INSERT INTO {own}learned_link (run, product_id, other_id,"
	       "       score, together)"
	       " VALUES " FORTY("(?, ?, ?, ?, ?)")
	       " ON DUPLICATE KEY UPDATE score = VALUES(score)",
};

const struct db_stmt recommend_products_put = {
	.name = "recommend.products_put",
	.by = DB_WORKER,
	.writes = "{own}learned_product:INSERT,UPDATE",
	.sql = "INSERT INTO {own}learned_product (run, product_id, one_id,"
	       "       orders, base, variation_id, again_days)"
	       " VALUES " FORTY("(?, ?, ?, ?, ?, ?, ?)")
	       " ON DUPLICATE KEY UPDATE base = VALUES(base)",
};

const struct db_stmt recommend_sellers_put = {
	.name = "recommend.sellers_put",
	.by = DB_WORKER,
	.writes = "{own}learned_seller:INSERT,UPDATE",
	.sql = "INSERT INTO {own}learned_seller (run, category_id, place,"
	       "       product_id)"
	       " VALUES " FORTY("(?, ?, ?, ?)")
	       " ON DUPLICATE KEY UPDATE product_id = VALUES(product_id)",
};

#define DROP(table)                                           \
	{                                                     \
		.name = "recommend.drop_" table,              \
		.by = DB_WORKER,                              \
		.writes = "{own}learned_" table ":SELECT,DELETE", \
		.sql = "DELETE FROM {own}learned_" table      \
		       " WHERE run < ? OR run > ?"            \
		       " LIMIT 5000",                         \
	}

const struct db_stmt recommend_links_drop = DROP("link");
const struct db_stmt recommend_products_drop = DROP("product");
const struct db_stmt recommend_sellers_drop = DROP("seller");

static size_t
at_most(const struct list *rows, size_t i)
{
	return i < rows->count ? i : rows->count - 1;
}

static enum err
put_links(struct tx *tx, int64_t run, const struct list *rows, size_t from)
{
	struct db_value in[AT_ONCE * 5 + 1] = { 0 };

	for (size_t i = 0; i < AT_ONCE; i++) {
		const struct link_row *r = LIST_AT(rows, struct link_row,
		    at_most(rows, from + i));
		struct db_value *v = in + i * 5;

		v[0] = V(run);
		v[1] = V(r->product_id);
		v[2] = V(r->other_id);
		v[3] = V(r->score);
		v[4] = V(r->together);
	}
	return db_write(tx, &recommend_links_put, in, NULL);
}

static enum err
put_products(struct tx *tx, int64_t run, const struct list *rows, size_t from)
{
	struct db_value in[AT_ONCE * 7 + 1] = { 0 };

	for (size_t i = 0; i < AT_ONCE; i++) {
		const struct product_row *r = LIST_AT(rows,
		    struct product_row, at_most(rows, from + i));
		struct db_value *v = in + i * 7;

		v[0] = V(run);
		v[1] = V(r->product_id);
		v[2] = V(r->one_id);
		v[3] = V(r->orders);
		v[4] = V(r->base);
		v[5] = V(r->variation_id);
		v[6] = V(r->again_days);
	}
	return db_write(tx, &recommend_products_put, in, NULL);
}

static enum err
put_sellers(struct tx *tx, int64_t run, const struct list *rows, size_t from)
{
	struct db_value in[AT_ONCE * 4 + 1] = { 0 };

	for (size_t i = 0; i < AT_ONCE; i++) {
		const struct seller_row *r = LIST_AT(rows, struct seller_row,
		    at_most(rows, from + i));
		struct db_value *v = in + i * 4;

		v[0] = V(run);
		v[1] = V(r->category_id);
		v[2] = V(r->place);
		v[3] = V(r->product_id);
	}
	return db_write(tx, &recommend_sellers_put, in, NULL);
}

static enum err
write_all(struct db *db, int64_t run, const struct list *rows,
    enum err (*put)(
	struct tx *tx, int64_t run, const struct list *rows, size_t from))
{
	AUTO_TX tx = db_begin(db);
	enum err e = tx.err;

	for (size_t i = 0; !e && i < rows->count; i += AT_ONCE)
		e = put(&tx, run, rows, i);
	if (e)
		return e;

	return db_commit(&tx);
}

enum err
links_write(struct db *db, int64_t run, const struct list *rows)
{
	return write_all(db, run, rows, put_links);
}

enum err
products_write(struct db *db, int64_t run, const struct list *rows)
{
	return write_all(db, run, rows, put_products);
}

enum err
sellers_write(struct db *db, int64_t run, const struct list *rows)
{
	return write_all(db, run, rows, put_sellers);
}

static enum err
drop(struct job *job, const struct db_stmt *st, int64_t but)
{
	int64_t changed = DROP_ROWS;
	enum err e = ERR_OK;

	while (!e && changed == DROP_ROWS) {
		e = db_exec(job->db, st, IN(V(but), V(but)), &changed);
		if (!e)
			e = outbox_keep(job);
	}
	return e;
}

enum err
runs_drop(struct job *job, int64_t but)
{
	enum err e = drop(job, &recommend_links_drop, but);

	if (!e)
		e = drop(job, &recommend_products_drop, but);
	if (!e)
		e = drop(job, &recommend_sellers_drop, but);
	if (!e && follows_are_kept(job->db))
		e = drop(job, &recommend_follows_drop, but);
	if (!e && nudges_are_kept(job->db))
		e = drop(job, &recommend_nudges_drop, but);
	return e;
}
