/* recommend_feed - the rows of sales, in slices, into the engine; and beside
 * it who bought what when, and which variations. */
#include "engine/engine.h"
#include "recommend_learn.h"
#include "recommend_nudge.h"

#define SLICE_CAP ((size_t)64 << 20)

static void *
room_for(void *old, size_t count, size_t *room, size_t size)
{
	void *new;

	if (count < *room)
		return old;
	*room = *room ? *room * 2 : 4096;
	new = reallocarray(old, *room, size);
	assert(new);
	return new;
}

static enum err
read_sales(struct job *job, struct feed *f, struct arena *a)
{
	int64_t after = INT64_MIN;
	struct list rows;
	enum err e;

	do {
		arena_reset(a);
		rows = (struct list){ 0 };
		e = sales_read(job->db, a, after, &rows);
		if (e)
			return e;
		buyers_add(&f->buyers, &rows);
		if (rows.count)
			after = LIST_AT(&rows, struct sale_row,
			    rows.count - 1)->order_id;
		e = outbox_keep(job);
	} while (!e && rows.count);
	buyers_join(&f->buyers);
	return e;
}

static void
note_line(struct feed *f, const struct sale_line *l, int64_t buyer,
    int64_t time)
{
	if (l->variation_id > 0) {
		f->variants = room_for(f->variants, f->variants_n,
		    &f->variants_room, sizeof(*f->variants));
		f->variants[f->variants_n++] = (struct variant){
			l->product_id, l->variation_id };
	}
	if (buyer && time > 0) {
		f->purchases = room_for(f->purchases, f->purchases_n,
		    &f->purchases_room, sizeof(*f->purchases));
		f->purchases[f->purchases_n++] = (struct purchase){ buyer,
			fold_one(&f->folds, l->product_id), time };
	}
}

static void
note_sold(struct feed *f, const struct sale_line *l, int64_t time, int64_t now)
{
	if (time > now || time <= now - NUDGE_DAYS * 86400 || l->pieces <= 0)
		return;
	f->sold = room_for(f->sold, f->sold_n, &f->sold_room,
	    sizeof(*f->sold));
	f->sold[f->sold_n++] = (struct sold){
		fold_one(&f->folds, l->product_id), l->pieces };
}

/* Both are by order: *at is the first sale that may be the line's. */
static enum err
add_line(struct feed *f, struct engine *engine, const struct sale_line *l,
    size_t *at, int64_t now)
{
	const struct buyers *b = &f->buyers;
	struct engine_line line = {
		.order_id = l->order_id,
		.product_id = fold_one(&f->folds, l->product_id),
		.customer_id = ENGINE_NOBODY,
		.time = ENGINE_NO_TIME,
		.quantity = l->pieces,
	};
	int64_t buyer;

	while (*at < b->count && b->sales[*at].order_id < l->order_id)
		(*at)++;
	if (*at == b->count || b->sales[*at].order_id != l->order_id)
		return ERR_OK; /* came while we read */
	buyer = buyers_of(b, *at);
	if (buyer)
		line.customer_id = buyer;
	if (b->sales[*at].sold_at > 0)
		line.time = b->sales[*at].sold_at;
	note_line(f, l, buyer, b->sales[*at].sold_at);
	note_sold(f, l, b->sales[*at].sold_at, now);
	return engine_add(engine, &line);
}

static enum err
read_lines(struct job *job, struct feed *f, struct engine *engine,
    struct arena *a)
{
	struct sale_line last = { .order_id = INT64_MIN };
	int64_t lines = 0;
	size_t at = 0;
	struct list rows;
	enum err e;

	do {
		arena_reset(a);
		rows = (struct list){ 0 };
		e = sale_lines_read(
		    job->db, a, last.order_id, last.product_id, &rows);
		for (size_t i = 0; !e && i < rows.count; i++) {
			last = *LIST_AT(&rows, struct sale_line, i);
			e = add_line(f, engine, &last, &at, job->now);
		}
		lines += (int64_t)rows.count;
		if (!e && rows.count)
			outbox_tell(job, "lines counted", lines);
		if (!e)
			e = outbox_keep(job);
	} while (!e && rows.count);
	return e;
}

enum err
feed_read(struct job *job, struct feed *f, struct engine *engine)
{
	struct arena *a = arena_new(SLICE_CAP);
	enum err e = read_sales(job, f, a);

	if (!e)
		e = read_lines(job, f, engine, a);
	arena_free(a);
	return e;
}

void
feed_free(struct feed *f)
{
	buyers_free(&f->buyers);
	free(f->purchases);
	free(f->variants);
	free(f->sold);
	*f = (struct feed){ 0 };
}

/* ---- variations -------------------------------------------------------------*/

static int
by_variant(const void *x, const void *y)
{
	const struct variant *a = x, *b = y;

	if (a->product_id != b->product_id)
		return a->product_id < b->product_id ? -1 : 1;
	return a->variation_id < b->variation_id ? -1
						 : a->variation_id >
		b->variation_id;
}

void
feed_variants(struct feed *f)
{
	struct variant *v = f->variants;
	size_t kept = 0;
	size_t best = 0;

	if (f->variants_n)
		qsort(v, f->variants_n, sizeof(*v), by_variant);
	for (size_t from = 0, to = 0; from < f->variants_n; from = to) {
		struct variant one = v[from];

		for (to = from; to < f->variants_n &&
		     !by_variant(&v[to], &one);)
			to++;
		if (!kept || v[kept - 1].product_id != one.product_id) {
			v[kept++] = one;
			best = to - from;
		} else if (to - from > best) {
			v[kept - 1] = one;
			best = to - from;
		}
	}
	f->variants_n = kept;
}

int64_t
feed_variant(const struct feed *f, int64_t product_id)
{
	size_t low = 0;
	size_t high = f->variants_n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (f->variants[mid].product_id < product_id)
			low = mid + 1;
		else
			high = mid;
	}
	if (low < f->variants_n && f->variants[low].product_id == product_id)
		return f->variants[low].variation_id;
	return 0;
}
