/* recommend_count - counts which products stand in the same orders: each
 * order's products become pairs in one hash table. Pure; memory in an arena
 * of its own. The learning engine is another matter. */
#include "recommend.h"

struct cell {
	int64_t a; /* 0: free */
	int64_t b; /* 0: how many orders hold a at all */
	int64_t n;
};

struct pair_count {
	struct arena *arena;
	struct cell *cells;
	size_t room; /* a power of two */
	size_t used;
	int64_t order_id;
	int64_t basket[BASKET_MOST];
	size_t basket_n;
	bool is_too_large;
	int64_t orders;
};

struct pair_count *
pair_count_new(struct arena *a)
{
	struct pair_count *c = ARENA_NEW(a, struct pair_count);

	c->arena = a;
	c->room = 4096;
	c->cells = calloc(c->room, sizeof(struct cell));
	assert(c->cells);
	return c;
}

static size_t
slot_of(const struct cell *cells, size_t room, int64_t a, int64_t b)
{
	uint64_t h = (uint64_t)a * UINT64_C(0x9E3779B97F4A7C15) ^
	    (uint64_t)b * UINT64_C(0xC2B2AE3D27D4EB4F);
	size_t i = (h ^ (h >> 29)) & (room - 1);

	while (cells[i].a && (cells[i].a != a || cells[i].b != b))
		i = (i + 1) & (room - 1);
	return i;
}

static void
grow(struct pair_count *c)
{
	size_t room = c->room * 2;
	struct cell *cells = calloc(room, sizeof(struct cell));

	assert(cells);
	for (size_t i = 0; i < c->room; i++) {
		const struct cell *old = &c->cells[i];

		if (old->a)
			cells[slot_of(cells, room, old->a, old->b)] = *old;
	}
	free(c->cells);
	c->cells = cells;
	c->room = room;
}

static void
bump(struct pair_count *c, int64_t a, int64_t b)
{
	struct cell *cell;

	if (c->used * 4 >= c->room * 3)
		grow(c);
	cell = &c->cells[slot_of(c->cells, c->room, a, b)];
	if (!cell->a) {
		c->used++;
		cell->a = a;
		cell->b = b;
	}
	cell->n++;
}

static void
end_order(struct pair_count *c)
{
	for (size_t i = 0; i < c->basket_n && !c->is_too_large; i++) {
		bump(c, c->basket[i], 0);
		for (size_t j = 0; j < c->basket_n; j++) {
			if (i != j)
				bump(c, c->basket[i], c->basket[j]);
		}
	}
	c->orders += c->basket_n > 0;
	c->basket_n = 0;
	c->is_too_large = false;
}

void
pair_count_line(struct pair_count *c, int64_t order_id, int64_t product)
{
	if (product <= 0)
		return;
	if (order_id != c->order_id) {
		end_order(c);
		c->order_id = order_id;
	}
	for (size_t i = 0; i < c->basket_n; i++) {
		if (c->basket[i] == product)
			return;
	}
	if (c->basket_n == BASKET_MOST)
		c->is_too_large = true;
	else
		c->basket[c->basket_n++] = product;
}

static int
compare(const void *x, const void *y)
{
	const struct cell *a = x, *b = y;

	if (a->a != b->a)
		return a->a < b->a ? -1 : 1;
	if (!a->b != !b->b)
		return a->b ? 1 : -1;
	if (a->n != b->n)
		return a->n > b->n ? -1 : 1;
	return a->b < b->b ? -1 : a->b > b->b;
}

/* Share of a's orders that hold b too, in millionths, damped so that one
 * shared order of a rare product does not win over many of a common one. */
static int64_t
score_of(int64_t together, int64_t orders)
{
	return together * 1000000 / (orders + 5);
}

void
pair_count_end(struct pair_count *c, struct list *out)
{
	int64_t orders = 0;
	size_t kept = 0;

	end_order(c);
	qsort(c->cells, c->room, sizeof(struct cell), compare);
	for (size_t i = 0; i < c->room; i++) {
		const struct cell *cell = &c->cells[i];

		if (!cell->a)
			continue;
		if (!cell->b) {
			orders = cell->n;
			kept = 0;
			continue;
		}
		if (kept++ >= PAIRS_EACH)
			continue;
		*LIST_PUSH(c->arena, out, struct pair_row) =
		    (struct pair_row){ cell->a, cell->b,
			    score_of(cell->n, orders), cell->n, orders,
			    PICK_TOGETHER };
	}
	free(c->cells);
	c->cells = NULL;
}

int64_t
pair_count_orders(const struct pair_count *c)
{
	return c->orders;
}
