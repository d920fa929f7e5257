/* regroup - pieces that are one order become one: lines of an order that came
 * apart, and orders that a buyer placed within minutes of one another. */
#include "inside.h"

struct key {
	int64_t key;
	uint32_t piece;
};

static int
by_key(const void *x, const void *y)
{
	const struct key *a = x, *b = y;

	if (a->key != b->key)
		return a->key < b->key ? -1 : 1;
	return a->piece < b->piece ? -1 : a->piece > b->piece;
}

static uint32_t
piece_end(const struct intake *in, uint32_t piece)
{
	return piece + 1 < in->pieces ? in->from[piece + 1]
				      : (uint32_t)in->lines;
}

/* Adds the piece to the order at index `to` of out. */
static void
piece_move(
    const struct intake *in, uint32_t piece, struct intake *out, size_t to)
{
	uint32_t n = piece_end(in, piece) - in->from[piece];

	memcpy(out->items + out->lines, in->items + in->from[piece],
	    n * sizeof(*out->items));
	out->lines += n;
	if (in->buyer && out->buyer[to] == NO_CODE)
		out->buyer[to] = in->buyer[piece];
	if (in->minute && !out->minute[to])
		out->minute[to] = in->minute[piece];
}

static void
order_start(const struct intake *in, uint32_t piece, struct intake *out)
{
	size_t to = out->pieces++;

	out->order_id[to] = in->order_id[piece];
	out->from[to] = (uint32_t)out->lines;
	if (out->buyer)
		out->buyer[to] = NO_CODE;
	if (out->minute)
		out->minute[to] = 0;
}

/* Pieces of equal keys become one order, in the order of keys. */
static void
merge(struct intake *in, struct key *keys)
{
	size_t n = in->pieces;
	struct intake out = {
		.order_id = memory_new(n, sizeof(*out.order_id)),
		.from = memory_new(n + 1, sizeof(*out.from)),
		.buyer = in->buyer ? memory_new(n, sizeof(*out.buyer)) : NULL,
		.minute =
		    in->minute ? memory_new(n, sizeof(*out.minute)) : NULL,
		.items = memory_new(in->lines, sizeof(*out.items)),
	};

	qsort(keys, n, sizeof(*keys), by_key);
	for (size_t i = 0; i < n; i++) {
		if (!i || keys[i].key != keys[i - 1].key)
			order_start(in, keys[i].piece, &out);
		piece_move(in, keys[i].piece, &out, out.pieces - 1);
	}
	out.products = in->products;
	out.buyers = in->buyers;
	in->products = in->buyers = (struct ids){ 0 };
	intake_free(in);
	*in = out;
}

void
regroup_by_id(struct intake *in)
{
	struct key *keys;

	if (!in->is_unsorted)
		return;
	keys = memory_new(in->pieces, sizeof(*keys));
	for (size_t i = 0; i < in->pieces; i++)
		keys[i] = (struct key){ in->order_id[i], (uint32_t)i };
	merge(in, keys);
	free(keys);
}

/* An order as it stands in its buyer's row. */
struct visit {
	uint32_t buyer;
	uint32_t minute;
	uint32_t piece;
};

static int
by_visit(const void *x, const void *y)
{
	const struct visit *a = x, *b = y;

	if (a->buyer != b->buyer)
		return a->buyer < b->buyer ? -1 : 1;
	if (a->minute != b->minute)
		return a->minute < b->minute ? -1 : 1;
	return a->piece < b->piece ? -1 : a->piece > b->piece;
}

static bool
is_one_visit(const struct visit *a, const struct visit *b, uint32_t minutes)
{
	return a->buyer == b->buyer && a->buyer != NO_CODE && a->minute &&
	       b->minute - a->minute <= minutes;
}

void
regroup_by_visit(struct intake *in, uint32_t minutes)
{
	struct visit *visits;
	struct key *keys;
	size_t n = in->pieces;
	size_t joined = 0;

	if (!in->buyer || !in->minute || !minutes)
		return;
	visits = memory_new(n, sizeof(*visits));
	keys = memory_new(n, sizeof(*keys));
	for (size_t i = 0; i < n; i++)
		visits[i] =
		    (struct visit){ in->buyer[i], in->minute[i], (uint32_t)i };
	qsort(visits, n, sizeof(*visits), by_visit);
	for (size_t i = 0; i < n; i++) {
		uint32_t piece = visits[i].piece;
		bool same =
		    i && is_one_visit(&visits[i - 1], &visits[i], minutes);

		keys[piece].piece = piece;
		keys[piece].key =
		    same ? keys[visits[i - 1].piece].key : in->order_id[piece];
		joined += same;
	}
	if (joined)
		merge(in, keys);
	free(visits);
	free(keys);
}
