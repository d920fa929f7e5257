/* recommend_score - learns from a file of orders and answers a file of cases,
 * so that anybody can judge what is recommended on the orders of any shop. It
 * knows no shop and no database. */
#include <stdio.h>

#include "aftersale/features/recommend.h"
#include "engine/engine.h"
#include "recommend_csv.h"

#define ANSWERS 20
#define DAY_SECONDS 86400

enum {
	TRAIN_ORDER = 0,
	TRAIN_PRODUCT,
	TRAIN_CUSTOMER,
	TRAIN_DAY,
	TRAIN_PIECES
};
static const char *const train_columns[] = { "order_id", "product_id",
	"customer_id", "unix_day", "quantity", NULL };

enum { CASE_ID = 0, CASE_OTHER };
static const char *const basket_columns[] = { "case_id", "product_id", NULL };
static const char *const buyer_columns[] = { "case_id", "customer_id", NULL };

static int64_t
time_of(int64_t day)
{
	/* Far beyond what an order can be; the engine pulls it in. */
	if (day < 0)
		day = 0;
	if (day > INT32_MAX)
		day = INT32_MAX;
	return day * DAY_SECONDS;
}

static enum err
add_line(struct engine *engine, struct csv *c)
{
	struct engine_line line = {
		.order_id = c->value[TRAIN_ORDER],
		.product_id = c->value[TRAIN_PRODUCT],
		.customer_id = c->is_known[TRAIN_CUSTOMER]
				   ? c->value[TRAIN_CUSTOMER]
				   : ENGINE_NOBODY,
		.time = c->is_known[TRAIN_DAY] ? time_of(c->value[TRAIN_DAY])
					       : ENGINE_NO_TIME,
		.quantity =
		    c->is_known[TRAIN_PIECES] ? c->value[TRAIN_PIECES] : 1,
	};

	if (!c->is_known[TRAIN_ORDER] || !c->is_known[TRAIN_PRODUCT]) {
		snprintf(c->why, sizeof(c->why),
		    "%s line %lld: order_id or product_id is missing", c->path,
		    (long long)c->number);
		return ERR_BAD_INPUT;
	}
	return engine_add(engine, &line);
}

static enum err
read_train(struct engine *engine, struct csv *c, const char *path)
{
	enum err e = csv_open(c, path, train_columns, 2);

	while (!e) {
		e = csv_next(c);
		if (!e)
			e = add_line(engine, c);
	}
	csv_close(c);
	return c->why[0] ? e : ERR_OK;
}

static void
print_answer(struct engine *engine, const struct engine_ask *ask,
    int64_t number, FILE *to)
{
	struct engine_pick picks[ANSWERS];
	size_t n = engine_pick(engine, ask, picks, ANSWERS);

	fprintf(to, "%lld", (long long)number);
	for (size_t i = 0; i < n; i++)
		fprintf(to, " %lld", (long long)picks[i].product_id);
	fputc('\n', to);
}

/* ---- cases -----------------------------------------------------------------*/

/* A line of a case; a product that is blank is none. */
struct case_line {
	int64_t number;
	int64_t product_id;
	bool has_product;
	size_t at;    /* its line among all */
	size_t first; /* that of the first line of its case */
};

struct cases {
	struct case_line *lines;
	size_t n, room;
};

static int
by_number(const void *x, const void *y)
{
	const struct case_line *a = x, *b = y;

	if (a->number != b->number)
		return a->number < b->number ? -1 : 1;
	return a->at < b->at ? -1 : a->at > b->at;
}

static int
by_first(const void *x, const void *y)
{
	const struct case_line *a = x, *b = y;

	if (a->first != b->first)
		return a->first < b->first ? -1 : 1;
	return a->at < b->at ? -1 : a->at > b->at;
}

static enum err
next_case(struct csv *c)
{
	enum err e = csv_next(c);

	if (e || c->is_known[CASE_ID])
		return e;
	snprintf(c->why, sizeof(c->why), "%s line %lld: case_id is missing",
	    c->path, (long long)c->number);
	return ERR_BAD_INPUT;
}

static void
read_cases(struct csv *c, struct cases *all)
{
	while (!next_case(c)) {
		if (all->n == all->room) {
			all->room = all->room ? all->room * 2 : 1024;
			all->lines = reallocarray(all->lines, all->room,
			    sizeof(*all->lines));
			assert(all->lines);
		}
		all->lines[all->n] = (struct case_line){
			.number = c->value[CASE_ID],
			.product_id = c->value[CASE_OTHER],
			.has_product = c->is_known[CASE_OTHER],
			.at = all->n,
		};
		all->n++;
	}
}

/* Lines of a case need not stand together; cases stay in their order. */
static void
group_cases(struct cases *all)
{
	struct case_line *l = all->lines;

	if (!all->n)
		return;
	qsort(l, all->n, sizeof(*l), by_number);
	for (size_t i = 0; i < all->n; i++)
		l[i].first = i && l[i].number == l[i - 1].number
				 ? l[i - 1].first
				 : l[i].at;
	qsort(l, all->n, sizeof(*l), by_first);
}

/* Each line names one product of the basket. */
static void
answer_baskets(struct engine *engine, struct csv *c, FILE *to)
{
	struct cases all = { 0 };
	int64_t *basket;

	read_cases(c, &all);
	group_cases(&all);
	basket = calloc(all.n + 1, sizeof(*basket));
	assert(basket);
	for (size_t i = 0; i < all.n;) {
		const int64_t number = all.lines[i].number;
		struct engine_ask ask = { .task = ENGINE_GOES_WITH,
			.basket = basket };

		for (; i < all.n && all.lines[i].number == number; i++) {
			if (all.lines[i].has_product)
				basket[ask.basket_n++] =
				    all.lines[i].product_id;
		}
		print_answer(engine, &ask, number, to);
	}
	free(basket);
	free(all.lines);
}

static void
answer_buyers(
    struct engine *engine, struct csv *c, enum engine_task task, FILE *to)
{
	while (!next_case(c)) {
		const struct engine_ask ask = {
			.task = task,
			.customer_id = c->is_known[CASE_OTHER]
					   ? c->value[CASE_OTHER]
					   : ENGINE_NOBODY,
		};

		print_answer(engine, &ask, c->value[CASE_ID], to);
	}
}

static enum err
answer(
    struct engine *engine, struct csv *c, const char *path, char task, FILE *to)
{
	enum err e =
	    csv_open(c, path, task == 'A' ? basket_columns : buyer_columns, 2);

	if (e)
		return e;
	if (task == 'A')
		answer_baskets(engine, c, to);
	else
		answer_buyers(engine, c,
		    task == 'B' ? ENGINE_REORDER : ENGINE_DISCOVER, to);
	csv_close(c);
	return c->why[0] ? ERR_BAD_INPUT : ERR_OK;
}

enum err
recommend_score(
    const struct recommend_files *files, FILE *to, struct recommend_told *told)
{
	const struct engine_conf conf = { 0 };
	struct engine *engine = engine_new(&conf);
	struct csv c;
	enum err e = read_train(engine, &c, files->train);

	if (!e)
		e = engine_build(engine);
	if (!e)
		e = answer(engine, &c, files->cases, files->task, to);
	if (e)
		memcpy(told->why, c.why, sizeof(told->why));
	told->orders = engine_orders(engine);
	told->products = (int64_t)engine_products(engine);
	engine_free(engine);
	return e;
}
