/* recommend_sales - keeps the rows of what the shop sold as the shop has it
 * now: orders above the last one that was read, then those that changed
 * since. Each slice is one transaction with how far it goes, so a worker that
 * ends anywhere goes on where it was. All is read anew once a week, which also
 * finds what nobody told us of, and with each new key. What is learned of it
 * is not decided here. */
#include <string.h>

#include "aftersale/crypt.h"
#include "aftersale/site.h"
#include "recommend.h"
#include "recommend_learn.h"
#include "recommend_proof.h"

enum {
	SLICE_FIRST = 64,
	SLICE_MOST = 256,
	SLICE_LINES = 4000, /* more: the next slices are smaller */
	CHANGED_MOST = 200,
	ANEW_SECONDS = 7 * 86400,
	CURRENCY_LETTERS = 10
};

struct update {
	struct job *job;
	struct learned *is;
	struct arena *arena; /* of a slice */
	struct list sales;   /* struct sale_row */
	struct list totals;  /* struct total_row */
	bool has_totals;     /* not on an older schema */
	struct list lines;   /* struct sale_line */
	int64_t orders;	     /* read so far */
};

static const struct conf_key *
key_of(const struct job *job)
{
	return LIST_AT(&job->site->conf->keys, struct conf_key, 0);
}

/* ---- a slice: from the shop's words to our rows ----------------------------*/

static int
by_product(const void *x, const void *y)
{
	const struct sale_line *a = x, *b = y;

	if (a->order_id != b->order_id)
		return a->order_id < b->order_id ? -1 : 1;
	if (a->product_id != b->product_id)
		return a->product_id < b->product_id ? -1 : 1;
	if (a->pieces != b->pieces)
		return a->pieces > b->pieces ? -1 : 1;
	return a->variation_id < b->variation_id ? -1
						 : a->variation_id >
		b->variation_id;
}

/* A product once an order, with the variation there is most of. */
static void
fold_lines(struct list *lines)
{
	struct sale_line *l = lines->items;
	size_t n = 0;

	if (!lines->count)
		return;
	qsort(l, lines->count, sizeof(*l), by_product);
	for (size_t i = 1; i < lines->count; i++) {
		if (l[i].order_id == l[n].order_id &&
		    l[i].product_id == l[n].product_id)
			l[n].pieces = bound_add(l[n].pieces, l[i].pieces);
		else
			l[++n] = l[i];
	}
	lines->count = n + 1;
}

/* Three letters as a rule; what is none of that is left out. */
static struct str
currency_of(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] <= ' ' || s.p[i] > '~')
			return STR("");
	}
	return str_head(s, s.n < CURRENCY_LETTERS ? s.n : CURRENCY_LETTERS);
}

static enum err
read_slice(struct update *u, const int64_t *ids, size_t n)
{
	struct list sales = { 0 };
	enum err e;

	u->sales = (struct list){ 0 };
	u->totals = (struct list){ 0 };
	u->lines = (struct list){ 0 };
	e = shop_sales(u->job->shop, u->arena, ids, n, &sales, &u->lines);
	if (e)
		return e;
	for (size_t i = 0; i < sales.count; i++) {
		const struct sale *s = LIST_AT(&sales, struct sale, i);

		*LIST_PUSH(u->arena, &u->sales, struct sale_row) =
		    (struct sale_row){ s->order_id, s->user_id,
			    sale_mail(u->job->site->conf, s->email),
			    s->sold_at };
		*LIST_PUSH(u->arena, &u->totals, struct total_row) =
		    (struct total_row){ s->order_id,
			    currency_of(s->currency), s->total };
	}
	fold_lines(&u->lines);
	u->orders += (int64_t)n;
	return ERR_OK;
}

static enum err
write_slice(struct update *u, const struct list *ids, int64_t after,
    int64_t to, const struct learned *is)
{
	const struct sale_slice slice = {
		.ids = ids->items,
		.ids_n = ids->count,
		.after = after,
		.to = to,
		.sales = &u->sales,
		.totals = u->has_totals ? &u->totals : NULL,
		.lines = &u->lines,
	};
	enum err e = sales_write(u->job->db, &slice, u->is, is);

	if (e)
		return e;
	*u->is = *is;
	outbox_tell(u->job, "orders read", u->orders);
	return outbox_keep(u->job);
}

/* ---- changed orders --------------------------------------------------------*/

static void
once_each(struct list *ids)
{
	int64_t *id = ids->items;
	size_t n = 0;

	for (size_t i = 0; i < ids->count; i++) {
		size_t k = 0;

		while (k < n && id[k] != id[i])
			k++;
		if (k == n)
			id[n++] = id[i];
	}
	ids->count = n;
}

/* What changed goes into the rows; the first time it is passed over, because
 * all will be read behind it. */
static enum err
read_changed(struct update *u, const struct list *seen,
    const struct learned *is, bool is_passed)
{
	enum err e = ERR_OK;
	size_t at = 0;

	while (!e && at < seen->count) {
		struct list ids = { 0 };

		for (; at < seen->count && ids.count < SLICE_FIRST; at++)
			*LIST_PUSH(u->arena, &ids, int64_t) =
			    LIST_AT(seen, struct order_seen, at)->id;
		if (is_passed)
			continue;
		e = read_slice(u, ids.items, ids.count);
		if (!e)
			e = write_slice(u, &ids, 0, 0,
			    at < seen->count ? u->is : is);
	}
	return e;
}

/* How far it is, when no order of the slice had to be written. */
static enum err
save(struct update *u, const struct learned *is)
{
	AUTO_TX tx = db_begin(u->job->db);
	enum err e = learned_save(&tx, u->is, is);

	if (!e)
		e = db_commit(&tx);
	if (e)
		return e;

	*u->is = *is;
	return outbox_keep(u->job);
}

static enum err
see_changed(struct update *u, bool is_passed)
{
	struct order_cursor cursor = { u->is->changed_at, u->is->changed_id,
		u->is->noted_id };
	struct order_cursor from;
	enum err e;

	do {
		struct list seen = { 0 };
		struct learned is = *u->is;

		from = cursor;
		arena_reset(u->arena);
		e = shop_orders_since(
		    u->job->shop, u->arena, &cursor, CHANGED_MOST, &seen);
		is.changed_at = cursor.updated_at;
		is.changed_id = cursor.id;
		is.noted_id = cursor.note_id;
		if (!e)
			e = read_changed(u, &seen, &is, is_passed);
		if (!e)
			e = save(u, &is);
		/* It goes back once all was seen that is dated ahead. */
	} while (!e && cursor.updated_at >= from.updated_at &&
		 memcmp(&from, &cursor, sizeof(from)) != 0);
	return e;
}

/* ---- all orders ------------------------------------------------------------*/

static enum err
see_new(struct update *u)
{
	int64_t slice = SLICE_FIRST;
	struct list ids;
	enum err e;

	do {
		struct learned is = *u->is;

		arena_reset(u->arena);
		ids = (struct list){ 0 };
		e = shop_sale_ids(u->job->shop, u->arena, is.filled_to, slice,
		    &ids, &is.filled_to);
		if (e || is.filled_to == u->is->filled_to)
			return e;
		once_each(&ids);
		e = read_slice(u, ids.items, ids.count);
		if (!e)
			e = write_slice(
			    u, &ids, u->is->filled_to, is.filled_to, &is);
		if (u->lines.count > SLICE_LINES)
			slice = slice > 4 ? slice / 4 : 1;
		else if (slice < SLICE_MOST)
			slice *= 2;
	} while (!e);
	return e;
}

/* Everything anew: where changed orders stand now, and from the first id. */
static enum err
begin_anew(struct update *u)
{
	struct learned is = *u->is;
	enum err e;

	is.key_id = key_of(u->job)->id;
	is.began_at = u->job->now;
	is.filled_to = 0;
	if (!is.changed_at)
		is.changed_at = u->job->now;
	e = save(u, &is);
	return e ? e : see_changed(u, true);
}

enum err
sales_update(struct job *job, struct learned *is)
{
	struct update u = {
		.job = job,
		.is = is,
		.has_totals = totals_are_kept(job->db),
		.arena = arena_new((size_t)256 << 20),
	};
	enum err e = ERR_OK;

	if (is->key_id != key_of(job)->id || is->began_at > job->now ||
	    job->now - is->began_at >= ANEW_SECONDS)
		e = begin_anew(&u);
	if (!e)
		e = see_new(&u);
	if (!e)
		e = see_changed(&u, false);
	arena_free(u.arena);
	return e;
}
