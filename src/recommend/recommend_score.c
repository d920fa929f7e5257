/* recommend_score - learns from a file of orders and answers a file of cases,
 * so that anybody can judge what is recommended on the orders of any shop. It
 * knows no shop and no database. */
#include <stdio.h>

#include "aftersale/features/recommend.h"
#include "engine/engine.h"
#include "recommend_csv.h"

#define ANSWERS 20
#define BASKET_MOST 100000
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

/* Lines of a case stand together; each names one product of the basket. */
static enum err
answer_baskets(struct engine *engine, struct csv *c, FILE *to)
{
	int64_t *basket = calloc(BASKET_MOST, sizeof(*basket));
	struct engine_ask ask = { .task = ENGINE_GOES_WITH, .basket = basket };
	int64_t number = 0;
	enum err e;

	assert(basket);
	for (;;) {
		e = csv_next(c);
		if (ask.basket_n && (e || c->value[CASE_ID] != number)) {
			print_answer(engine, &ask, number, to);
			ask.basket_n = 0;
		}
		if (e)
			break;
		number = c->value[CASE_ID];
		if (c->is_known[CASE_OTHER] && ask.basket_n < BASKET_MOST)
			basket[ask.basket_n++] = c->value[CASE_OTHER];
	}
	free(basket);
	return e;
}

static enum err
answer_buyers(
    struct engine *engine, struct csv *c, enum engine_task task, FILE *to)
{
	enum err e;

	for (;;) {
		struct engine_ask ask = { .task = task };

		e = csv_next(c);
		if (e)
			return e;
		ask.customer_id = c->is_known[CASE_OTHER] ? c->value[CASE_OTHER]
							  : ENGINE_NOBODY;
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
