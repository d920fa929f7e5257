/* sales - orders as sets of product codes: each product once in an order,
 * codes by falling sales (hot rows stand together), buyers by rising id. */
#include "inside.h"

static int
by_number(const void *x, const void *y)
{
	const uint32_t *a = x, *b = y;

	return *a < *b ? -1 : *a > *b;
}

static void
sort_numbers(uint32_t *p, size_t n)
{
	if (n > 32) {
		qsort(p, n, sizeof(*p), by_number);
		return;
	}
	for (size_t i = 1; i < n; i++) {
		uint32_t x = p[i];
		size_t j = i;

		for (; j && p[j - 1] > x; j--)
			p[j] = p[j - 1];
		p[j] = x;
	}
}

uint32_t
sales_size(const struct sales *s, uint32_t order)
{
	return s->at[order + 1].from - s->at[order].from;
}

/* Takes the orders over, each product once, and counts sales. */
static void
take_orders(struct sales *s, struct intake *in)
{
	uint32_t to = 0;

	s->at = memory_new(in->pieces + 1, sizeof(*s->at));
	s->sold = memory_new(s->products, sizeof(*s->sold));
	for (size_t i = 0; i < in->pieces; i++) {
		uint32_t from = in->from[i];
		uint32_t end =
		    i + 1 < in->pieces ? in->from[i + 1] : (uint32_t)in->lines;

		sort_numbers(in->items + from, end - from);
		s->at[i].from = to;
		for (uint32_t k = from; k < end; k++) {
			if (k > from && in->items[k] == in->items[to - 1])
				continue;
			in->items[to++] = in->items[k];
			s->sold[in->items[to - 1]]++;
		}
	}
	s->at[in->pieces].from = to;
	s->items = in->items;
	in->items = NULL;
}

struct rank {
	int64_t id;
	uint32_t code;
	uint32_t sold;
};

static int
by_sales(const void *x, const void *y)
{
	const struct rank *a = x, *b = y;

	if (a->sold != b->sold)
		return a->sold > b->sold ? -1 : 1;
	return a->id < b->id ? -1 : a->id > b->id;
}

/* New codes for ids, sorted by sales (buyers have none) and id. */
static uint32_t *
recode(const struct ids *ids, uint32_t *sold, int64_t **id_out)
{
	uint32_t n = ids->count;
	struct rank *ranks = memory_new(n, sizeof(*ranks));
	uint32_t *code = memory_new(n, sizeof(*code));

	*id_out = memory_new(n, sizeof(**id_out));
	for (uint32_t i = 0; i < n; i++)
		ranks[i] = (struct rank){ ids->keys[i], i, sold ? sold[i] : 0 };
	qsort(ranks, n, sizeof(*ranks), by_sales);
	for (uint32_t i = 0; i < n; i++) {
		code[ranks[i].code] = i;
		(*id_out)[i] = ranks[i].id;
		if (sold)
			sold[i] = ranks[i].sold;
	}
	free(ranks);
	return code;
}

/* A fixed shuffle: which lines of a large order are its sample. */
static uint32_t
shuffle_of(uint32_t order, uint32_t item)
{
	uint64_t x = ((uint64_t)order << 32 | item) + 0x9E3779B9;

	x ^= x >> 31;
	x *= UINT64_C(0xBF58476D1CE4E5B9);
	x ^= x >> 29;
	x *= UINT64_C(0x94D049BB133111EB);
	return (uint32_t)(x >> 32);
}

static void
sample_first(uint32_t *items, uint32_t n, uint32_t order)
{
	struct rank *ranks = memory_new(n, sizeof(*ranks));

	for (uint32_t i = 0; i < n; i++)
		ranks[i] =
		    (struct rank){ items[i], 0, shuffle_of(order, items[i]) };
	qsort(ranks, n, sizeof(*ranks), by_sales);
	for (uint32_t i = 0; i < n; i++)
		items[i] = (uint32_t)ranks[i].id;
	free(ranks);
	sort_numbers(items, SAMPLE);
	sort_numbers(items + SAMPLE, n - SAMPLE);
}

static void
recode_items(struct sales *s, const uint32_t *code)
{
	for (uint32_t i = 0; i < s->orders; i++) {
		uint32_t *items = s->items + s->at[i].from;
		uint32_t n = sales_size(s, i);

		for (uint32_t k = 0; k < n; k++)
			items[k] = code[items[k]];
		sort_numbers(items, n);
		if (n > SAMPLE)
			sample_first(items, n, i);
	}
}

static void
recode_all(struct sales *s, struct intake *in)
{
	uint32_t *code = recode(&in->products, s->sold, &s->product_id);

	recode_items(s, code);
	free(code);
	if (!s->buyer)
		return;
	code = recode(&in->buyers, NULL, &s->buyer_id);
	for (uint32_t i = 0; i < s->orders; i++) {
		if (s->buyer[i] != NO_CODE)
			s->buyer[i] = code[s->buyer[i]];
	}
	free(code);
}

void
sales_take(struct sales *s, struct intake *in, const struct engine_conf *conf)
{
	*s = (struct sales){ 0 };
	regroup_by_id(in);
	regroup_by_visit(in, (uint32_t)(conf->join_seconds / 60));
	s->orders = (uint32_t)in->pieces;
	s->products = in->products.count;
	s->buyers = in->buyers.count;
	take_orders(s, in);
	s->order_id = in->order_id;
	s->buyer = in->buyer;
	s->minute = in->minute;
	in->order_id = NULL;
	in->buyer = in->minute = NULL;
	recode_all(s, in);
	intake_free(in);
	sales_clock(s, conf->now);
	sales_by_buyer(s);
}

/* ---- a part --------------------------------------------------------------*/

static uint32_t *
copy_column(const struct sales *all, const bool *is_kept, const uint32_t *from)
{
	uint32_t *to;
	uint32_t n = 0;

	if (!from)
		return NULL;
	to = memory_new(all->orders, sizeof(*to));
	for (uint32_t o = 0; o < all->orders; o++) {
		if (is_kept[o])
			to[n++] = from[o];
	}
	return to;
}

void
sales_part(const struct sales *all, const bool *is_kept, struct sales *out)
{
	uint32_t lines = 0;

	*out = (struct sales){
		.products = all->products,
		.buyers = all->buyers,
		.at = memory_new((size_t)all->orders + 1, sizeof(*out->at)),
		.items =
		    memory_new(all->at[all->orders].from, sizeof(*out->items)),
		.buyer = copy_column(all, is_kept, all->buyer),
		.minute = copy_column(all, is_kept, all->minute),
		.sold = memory_new(all->products, sizeof(*out->sold)),
		.is_dated = all->is_dated,
	};
	for (uint32_t o = 0; o < all->orders; o++) {
		if (!is_kept[o])
			continue;
		for (uint32_t k = all->at[o].from; k < all->at[o + 1].from;
		     k++) {
			out->items[lines++] = all->items[k];
			out->sold[all->items[k]]++;
		}
		if (all->minute && all->minute[o] > out->now)
			out->now = all->minute[o];
		out->at[++out->orders].from = lines;
	}
	sales_by_buyer(out);
	out->is_dated = all->is_dated;
}

void
sales_free(struct sales *s)
{
	free(s->at);
	free(s->items);
	free(s->buyer);
	free(s->minute);
	free(s->order_id);
	free(s->product_id);
	free(s->buyer_id);
	free(s->sold);
	free(s->buyer_from);
	free(s->buyer_orders);
	*s = (struct sales){ 0 };
}
