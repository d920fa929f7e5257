/* terms - what speaks for each product in one case: links from the basket or
 * the buyer's history, and what the product sells by itself. */
#include "inside.h"

const char *const engine_term_words[] = { "together", "alike", "next", "new",
	"customers", "near", "rate", "recent", "hot", "share", "fresh", "faded",
	"times", "rebuy", NULL };

/* The fixed weights, which a shop's own hold-out may move. */
const float term_weight[ENGINE_TASKS][ENGINE_TERMS] = {
	[ENGINE_GOES_WITH] = {
		[ENGINE_TERM_TOGETHER] = 1,
		[ENGINE_TERM_SHARE] = 0.2F,
	},
	[ENGINE_REORDER] = {
		[ENGINE_TERM_NEXT] = 1,
		[ENGINE_TERM_CUSTOMERS] = 0.2F,
		[ENGINE_TERM_RECENT] = 0.1F,
		[ENGINE_TERM_FADED] = 0.1F,
	},
	[ENGINE_DISCOVER] = {
		[ENGINE_TERM_NEW] = 1,
		[ENGINE_TERM_CUSTOMERS] = 0.3F,
		[ENGINE_TERM_NEAR] = 0.3F,
		[ENGINE_TERM_FRESH] = 0.5F,
	},
};

static const bool is_tried[ENGINE_TASKS][ENGINE_TERMS] = {
	[ENGINE_GOES_WITH] = {
		[ENGINE_TERM_ALIKE] = true,
		[ENGINE_TERM_NEXT] = true,
		[ENGINE_TERM_CUSTOMERS] = true,
		[ENGINE_TERM_NEAR] = true,
		[ENGINE_TERM_RECENT] = true,
		[ENGINE_TERM_HOT] = true,
	},
	[ENGINE_REORDER] = {
		[ENGINE_TERM_TOGETHER] = true,
		[ENGINE_TERM_NEW] = true,
		[ENGINE_TERM_RATE] = true,
		[ENGINE_TERM_HOT] = true,
		[ENGINE_TERM_TIMES] = true,
		[ENGINE_TERM_REBUY] = true,
		[ENGINE_TERM_NEAR] = true,
	},
	[ENGINE_DISCOVER] = {
		[ENGINE_TERM_TOGETHER] = true,
		[ENGINE_TERM_ALIKE] = true,
		[ENGINE_TERM_RATE] = true,
		[ENGINE_TERM_RECENT] = true,
		[ENGINE_TERM_HOT] = true,
	},
};

bool
term_is_used(enum engine_task task, int term)
{
	return term_weight[task][term] > 0 || is_tried[task][term];
}

void
terms_make(struct terms *t, uint32_t products)
{
	*t = (struct terms){
		.products = products,
		.value = memory_new(
		    (size_t)products * ENGINE_TERMS, sizeof(*t->value)),
		.is_in = memory_new(products, sizeof(*t->is_in)),
		.touched = memory_new(products, sizeof(*t->touched)),
	};
}

void
terms_free(struct terms *t)
{
	free(t->value);
	free(t->is_in);
	free(t->touched);
	*t = (struct terms){ 0 };
}

static float *
touch(struct terms *t, uint32_t item)
{
	if (!t->is_in[item]) {
		t->is_in[item] = true;
		t->touched[t->count++] = item;
	}
	return t->value + (size_t)item * ENGINE_TERMS;
}

static void
add_links(struct terms *t, const struct table *table, int term, uint32_t item,
    float by)
{
	const struct link *l;

	if (!table->links)
		return;
	l = table_links(table, item);
	for (size_t i = 0; i < table->count[item]; i++)
		touch(t, l[i].item)[term] += by * l[i].weight;
}

static void
add_basket(struct terms *t, const struct model *m, const struct asked *asked)
{
	bool all = asked->task == ENGINE_GOES_WITH;

	for (uint32_t i = 0; i < asked->basket_n; i++) {
		uint32_t item = asked->basket[i];

		add_links(t, &m->table[ENGINE_TOGETHER], ENGINE_TERM_TOGETHER,
		    item, 1);
		add_links(t, &m->alike, ENGINE_TERM_ALIKE, item, 1);
		if (!all)
			continue;
		add_links(t, &m->table[ENGINE_NEXT], ENGINE_TERM_NEXT, item, 1);
		add_links(t, &m->table[ENGINE_CUSTOMERS], ENGINE_TERM_CUSTOMERS,
		    item, 1);
		add_links(t, &m->near, ENGINE_TERM_NEAR, item, 1);
	}
}

static void
add_history(struct terms *t, const struct model *m, const struct history *h)
{
	uint32_t first = h->count > SAMPLE ? h->count - SAMPLE : 0;

	for (uint32_t i = 0; i < h->count; i++) {
		uint32_t item = h->owned[i];
		float faded = h->faded[item];
		float *value = touch(t, item);

		value[ENGINE_TERM_FADED] = faded;
		value[ENGINE_TERM_TIMES] =
		    (float)h->times[item] / (float)h->orders;
		value[ENGINE_TERM_REBUY] = m->rebuy[item];
		if (faded >= FADED) {
			add_links(t, &m->table[ENGINE_NEXT], ENGINE_TERM_NEXT,
			    item, faded);
			add_links(t, &m->table[ENGINE_NEW], ENGINE_TERM_NEW,
			    item, faded);
		}
		if (i < first)
			continue;
		add_links(t, &m->table[ENGINE_CUSTOMERS], ENGINE_TERM_CUSTOMERS,
		    item, 1);
		add_links(t, &m->near, ENGINE_TERM_NEAR, item, 1);
	}
}

static void
add_sellers(struct terms *t, const struct model *m)
{
	for (uint32_t i = 0; i < LATE && i < m->products; i++) {
		touch(t, i);
		touch(t, m->late[i]);
	}
	for (uint32_t i = 0; i < t->count; i++) {
		uint32_t item = t->touched[i];
		float *value = t->value + (size_t)item * ENGINE_TERMS;

		value[ENGINE_TERM_RATE] = m->rate[item];
		value[ENGINE_TERM_RECENT] = m->recent[item];
		value[ENGINE_TERM_HOT] = m->hot[item];
		value[ENGINE_TERM_SHARE] = m->share[item];
		value[ENGINE_TERM_FRESH] = m->fresh[item];
	}
}

static void
leave_out(struct terms *t, uint32_t item)
{
	if (!t->is_in[item])
		return;
	t->is_in[item] = false;
	memset(t->value + (size_t)item * ENGINE_TERMS, 0,
	    ENGINE_TERMS * sizeof(*t->value));
}

/* Out of the list what leave_out() has taken. */
static void
close_ranks(struct terms *t)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < t->count; i++) {
		if (t->is_in[t->touched[i]])
			t->touched[n++] = t->touched[i];
	}
	t->count = n;
}

void
terms_fill(struct terms *t, const struct model *m, const struct asked *asked)
{
	const struct history *h = asked->history;

	add_basket(t, m, asked);
	if (h)
		add_history(t, m, h);
	add_sellers(t, m);
	if (asked->task == ENGINE_GOES_WITH) {
		for (uint32_t i = 0; i < asked->basket_n; i++)
			leave_out(t, asked->basket[i]);
	}
	for (uint32_t i = 0;
	     h && asked->task == ENGINE_DISCOVER && i < h->count; i++)
		leave_out(t, h->owned[i]);
	close_ranks(t);
}

void
terms_clear(struct terms *t)
{
	for (uint32_t i = 0; i < t->count; i++)
		leave_out(t, t->touched[i]);
	t->count = 0;
}

float
terms_score(const float *value, const float *weight)
{
	float sum = 0;

	for (int i = 0; i < ENGINE_TERMS; i++)
		sum += value[i] * weight[i];
	return sum;
}
