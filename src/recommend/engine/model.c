/* model - everything that is learned from sales, made one table after the
 * other; each frees what it needed before the next begins. */
#include "inside.h"

/* What the ridge adds to the diagonal, in weighted orders. */
static const float lambda[ENGINE_TABLES] = {
	[ENGINE_TOGETHER] = 20,
	[ENGINE_NEXT] = 50,
	[ENGINE_NEW] = 50,
	[ENGINE_CUSTOMERS] = 20,
};

/* Links kept in a table, all products together, where they are more than
 * ENGINE_LINKS each. */
#define LINKS_ROOM 2000000U

/* As many as an ordinary order of several products has lines. A long order
 * names so many that the thirty best of each are mostly the same few. */
static uint32_t
links_most(const struct sales *s)
{
	uint64_t lines = 0, orders = 0, most;

	for (uint32_t o = 0; o < s->orders; o++) {
		uint32_t size = s->at[o + 1].from - s->at[o].from;

		if (size > 1) {
			lines += size;
			orders++;
		}
	}
	most = orders ? lines / orders : 0;
	if (most > ENGINE_LINKS_MOST)
		most = ENGINE_LINKS_MOST;
	if (most * s->products > LINKS_ROOM)
		most = LINKS_ROOM / s->products;
	return most > ENGINE_LINKS ? (uint32_t)most : ENGINE_LINKS;
}

static void
own_weighs(struct own_matrix *m, float value)
{
	for (uint32_t r = 0; r < m->rows; r++)
		m->at[r].weight = value;
}

static void
together_make(struct model *m, struct sales *s, bool is_bare,
    const struct pulse *pulse)
{
	struct matrix x = { s->orders, s->products, s->at, s->items, NULL };
	struct gram gram;
	float *diagonal;

	sales_weigh(s);
	diagonal = diagonal_make(&x);
	gram_make(&x, &x, diagonal, false, &gram);
	pulse_beat(pulse);
	table_make(&gram, &gram, diagonal, s->products, m->links,
	    lambda[ENGINE_TOGETHER], &m->table[ENGINE_TOGETHER]);
	if (!is_bare)
		table_alike(
		    &gram, diagonal, s->products, m->links, &m->alike);
	gram_free(&gram);
	free(diagonal);
	pulse_beat(pulse);
	table_count_together(&m->table[ENGINE_TOGETHER], s);
}

static void
customers_make(struct model *m, struct sales *s, const struct pulse *pulse)
{
	struct own_matrix owned;
	struct matrix x;
	struct gram gram;
	float *diagonal;

	owned_make(s, &owned);
	x = own_view(&owned, s->products);
	diagonal = diagonal_make(&x);
	gram_make(&x, &x, diagonal, false, &gram);
	pulse_beat(pulse);
	table_make(&gram, &gram, diagonal, s->products, m->links,
	    lambda[ENGINE_CUSTOMERS], &m->table[ENGINE_CUSTOMERS]);
	gram_free(&gram);
	free(diagonal);
	pulse_beat(pulse);
	own_weighs(&owned, 1);
	diagonal = diagonal_make(&x);
	gram_make(&x, &x, diagonal, false, &gram);
	pulse_beat(pulse);
	table_alike(&gram, diagonal, s->products, m->links, &m->near);
	gram_free(&gram);
	free(diagonal);
	own_free(&owned);
}

static void
follow_make(struct model *m, enum engine_table table, const struct matrix *x,
    const struct gram *gram, const float *diagonal,
    const struct own_matrix *y)
{
	struct matrix target = own_view(y, x->cols);
	struct gram pairs;

	gram_make(x, &target, diagonal, true, &pairs);
	table_make(&pairs, gram, diagonal, x->cols, m->links, lambda[table],
	    &m->table[table]);
	gram_free(&pairs);
}

static void
next_make(struct model *m, struct sales *s, const struct pulse *pulse)
{
	struct steps steps;
	struct matrix x;
	struct gram gram;
	float *diagonal;

	steps_make(s, &steps);
	x = own_view(&steps.before, s->products);
	diagonal = diagonal_make(&x);
	gram_make(&x, &x, diagonal, false, &gram);
	pulse_beat(pulse);
	follow_make(m, ENGINE_NEXT, &x, &gram, diagonal, &steps.next);
	pulse_beat(pulse);
	follow_make(m, ENGINE_NEW, &x, &gram, diagonal, &steps.fresh);
	gram_free(&gram);
	free(diagonal);
	own_free(&steps.before);
	own_free(&steps.next);
	pulse_beat(pulse);
	own_free(&steps.fresh);
}

void
model_make(struct model *m, struct sales *s, bool is_bare,
    const struct pulse *pulse)
{
	*m = (struct model){ .products = s->products,
		.links = links_most(s) };
	memcpy(m->weight, term_weight, sizeof(m->weight));
	together_make(m, s, is_bare, pulse);
	pulse_beat(pulse);
	if (is_bare)
		return;
	rates_make(m, s);
	if (!s->buyer)
		return;
	customers_make(m, s, pulse);
	pulse_beat(pulse);
	next_make(m, s, pulse);
	pulse_beat(pulse);
}

void
model_free(struct model *m)
{
	for (int i = 0; i < ENGINE_TABLES; i++)
		table_free(&m->table[i]);
	table_free(&m->alike);
	table_free(&m->near);
	free(m->rate);
	free(m->recent);
	free(m->hot);
	free(m->share);
	free(m->fresh);
	free(m->rebuy);
	free(m->late);
	*m = (struct model){ 0 };
}
