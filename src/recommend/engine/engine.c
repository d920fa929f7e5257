/* engine - the door to it: lines in, tables and picks out. */
#include "inside.h"

struct engine {
	struct engine_conf conf;
	struct intake intake;
	struct sales sales;
	struct model model;
	bool is_built;
	engine_told *told;
	void *told_ctx;
	const char *step; /* what is being done */
	int percent;	  /* of all */
	int percent_next; /* when the next step begins */
	/* for picks */
	struct ids products;
	struct ids buyers;
	struct terms terms;
	struct history history;
};

struct engine *
engine_new(const struct engine_conf *conf)
{
	struct engine *e = memory_new(1, sizeof(*e));

	e->conf = *conf;
	return e;
}

void
engine_free(struct engine *e)
{
	if (!e)
		return;
	intake_free(&e->intake);
	sales_free(&e->sales);
	model_free(&e->model);
	ids_free(&e->products);
	ids_free(&e->buyers);
	terms_free(&e->terms);
	history_free(&e->history);
	free(e);
}

void
engine_on_progress(struct engine *e, engine_told *told, void *ctx)
{
	e->told = told;
	e->told_ctx = ctx;
}

enum err
engine_add(struct engine *e, const struct engine_line *line)
{
	if (e->is_built || e->intake.lines >= LINES_MOST ||
	    e->intake.products.count >= PRODUCTS_MOST)
		return ERR_BAD_INPUT;
	if (line->quantity >= 1)
		intake_add(&e->intake, line);
	return ERR_OK;
}

static void
tell(struct engine *e)
{
	if (e->told)
		e->told(e->told_ctx, e->step, e->percent);
}

static void
begin(struct engine *e, const char *step, int percent, int percent_next)
{
	e->step = step;
	e->percent = percent;
	e->percent_next = percent_next;
	tell(e);
}

static void
go_on(void *ctx)
{
	struct engine *e = ctx;

	if (e->percent + 1 < e->percent_next)
		e->percent++;
	tell(e);
}

enum err
engine_build(struct engine *e)
{
	const struct pulse pulse = { go_on, e };

	if (e->is_built)
		return ERR_BAD_INPUT;
	e->is_built = true;
	begin(e, "sort", 0, 10);
	sales_take(&e->sales, &e->intake, &e->conf);
	begin(e, "count", 10, 60);
	model_make(&e->model, &e->sales, e->conf.is_bare, &pulse);
	if (!e->conf.is_bare) {
		begin(e, "learn", 60, 100);
		learn_weights(&e->sales, &e->model, &pulse);
		if (e->model.table[ENGINE_NEXT].links)
			table_count_after(
			    &e->model.table[ENGINE_NEXT], 2, &e->sales);
	}
	begin(e, "done", 100, 100);
	return ERR_OK;
}

/* ---- reading -------------------------------------------------------------*/

size_t
engine_products(const struct engine *e)
{
	return e->sales.products;
}

int64_t
engine_orders(const struct engine *e)
{
	return e->sales.orders;
}

void
engine_product_at(
    const struct engine *e, size_t index, struct engine_product *out)
{
	const struct model *m = &e->model;

	assert(index < e->sales.products);
	*out = (struct engine_product){
		.product_id = e->sales.product_id[index],
		.orders = e->sales.sold[index],
		.base_rate = m->recent ? (double)m->recent[index] : 0,
		.rebuy = m->rebuy ? (double)m->rebuy[index] : 0,
	};
}

size_t
engine_links(const struct engine *e, enum engine_table table, size_t index,
    struct engine_link out[ENGINE_LINKS_MOST])
{
	const struct table *t = &e->model.table[table];
	const struct link *l;

	assert(index < e->sales.products);
	if (!t->links)
		return 0;
	l = table_links(t, (uint32_t)index);
	for (size_t i = 0; i < t->count[index]; i++)
		out[i] = (struct engine_link){ e->sales.product_id[l[i].item],
			(double)l[i].weight, l[i].together };
	return t->count[index];
}

size_t
engine_offers(const struct engine *e, size_t index,
    struct engine_link out[ENGINE_OFFERS_MOST])
{
	struct link links[ENGINE_OFFERS_MOST];
	size_t n;

	assert(index < e->sales.products);
	n = offers_of(&e->model, (uint32_t)index, links);
	for (size_t i = 0; i < n; i++)
		out[i] = (struct engine_link){
			e->sales.product_id[links[i].item],
			(double)links[i].weight, links[i].together };
	return n;
}

size_t
engine_follows(const struct engine *e, enum engine_task task, size_t index,
    struct engine_follow out[ENGINE_FOLLOWS_MOST])
{
	struct follow f[ENGINE_FOLLOWS_MOST];
	size_t n;

	assert(index < e->sales.products);
	n = follows_of(&e->model, task, (uint32_t)index, f);
	for (size_t i = 0; i < n; i++)
		out[i] = (struct engine_follow){
			.product_id = e->sales.product_id[f[i].item],
			.index = f[i].item,
			.after = f[i].after,
			.faded = (double)f[i].by[FOLLOW_FADED],
			.owned = (double)f[i].by[FOLLOW_OWNED],
			.latest = (double)f[i].by[FOLLOW_LATEST],
		};
	return n;
}

double
engine_base(const struct engine *e, enum engine_task task, size_t index)
{
	assert(index < e->sales.products);
	return (double)offers_base(&e->model, task, (uint32_t)index);
}

double
engine_offer_base(const struct engine *e, size_t index)
{
	return engine_base(e, ENGINE_GOES_WITH, index);
}

void
engine_weights(
    const struct engine *e, enum engine_task task, double out[ENGINE_TERMS])
{
	for (int i = 0; i < ENGINE_TERMS; i++)
		out[i] = (double)e->model.weight[task][i];
}

/* ---- picks ---------------------------------------------------------------*/

static void
prepare(struct engine *e)
{
	const struct sales *s = &e->sales;

	if (e->terms.value)
		return;
	terms_make(&e->terms, s->products);
	history_make(&e->history, s->products);
	for (uint32_t p = 0; p < s->products; p++)
		ids_code(&e->products, s->product_id[p]);
	for (uint32_t b = 0; b < s->buyers; b++)
		ids_code(&e->buyers, s->buyer_id[b]);
}

/* The basket in codes, each product once. */
static uint32_t
basket_codes(
    const struct engine *e, const struct engine_ask *ask, uint32_t *out)
{
	uint32_t n = 0;

	for (size_t i = 0; i < ask->basket_n; i++) {
		uint32_t code = ids_find(&e->products, ask->basket[i]);
		bool is_known = code != NO_CODE;

		for (uint32_t k = 0; is_known && k < n; k++)
			is_known = out[k] != code;
		if (is_known)
			out[n++] = code;
	}
	return n;
}

static void
read_history(struct engine *e, int64_t customer_id, struct asked *asked)
{
	const struct sales *s = &e->sales;
	uint32_t buyer = ids_find(&e->buyers, customer_id);
	uint32_t last = NO_CODE;

	asked->history = &e->history;
	if (buyer == NO_CODE)
		return;
	for (uint32_t k = s->buyer_from[buyer]; k < s->buyer_from[buyer + 1];
	     k++) {
		last = s->buyer_orders[k];
		history_add(&e->history, s, last);
	}
	/* Whose only orders were taken for another buyer's has none. */
	if (last == NO_CODE)
		return;
	asked->basket = s->items + s->at[last].from;
	asked->basket_n = sales_size(s, last);
}

static bool
is_better(const struct engine_pick *a, const struct engine_pick *b)
{
	return a->score > b->score ||
	       (a->score == b->score && a->product_id < b->product_id);
}

/* Into the row of the best, if it is among them. */
static size_t
place(struct engine_pick *best, size_t n, size_t most, struct engine_pick pick)
{
	size_t at = n < most ? n : most - 1;

	if (n == most && !is_better(&pick, &best[at]))
		return n;
	while (at && is_better(&pick, &best[at - 1])) {
		best[at] = best[at - 1];
		at--;
	}
	best[at] = pick;
	return n < most ? n + 1 : n;
}

size_t
engine_pick(struct engine *e, const struct engine_ask *ask,
    struct engine_pick *out, size_t most)
{
	uint32_t *basket = memory_new(ask->basket_n, sizeof(*basket));
	struct asked asked = { .task = ask->task, .basket = basket };
	size_t n = 0;

	assert(e->is_built && !e->conf.is_bare && most);
	prepare(e);
	if (ask->task == ENGINE_GOES_WITH)
		asked.basket_n = basket_codes(e, ask, basket);
	else
		read_history(e, ask->customer_id, &asked);
	terms_fill(&e->terms, &e->model, &asked);
	for (uint32_t i = 0; i < e->terms.count; i++) {
		uint32_t item = e->terms.touched[i];
		struct engine_pick pick = { e->sales.product_id[item],
			(double)terms_score(
			    e->terms.value + (size_t)item * ENGINE_TERMS,
			    e->model.weight[ask->task]) };

		n = place(out, n, most, pick);
	}
	terms_clear(&e->terms);
	history_clear(&e->history);
	free(basket);
	return n;
}
