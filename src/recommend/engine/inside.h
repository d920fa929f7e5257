/* inside.h - what the files of the engine share. Products, orders and buyers
 * are codes 0..n-1 here; products by falling sales. */
#ifndef RECOMMEND_ENGINE_INSIDE_H
#define RECOMMEND_ENGINE_INSIDE_H

#include "engine.h"

/* Baskets above this count by a sample of so many lines. */
#define SAMPLE 200
/* Partners kept of a product at least, more while all together are below
 * CELLS_MOST, and how many of them the ridge solves for. */
#define PARTNERS 256
#define CELLS_MOST 5120000U
#define CANDIDATES 100
#define NO_CODE UINT32_MAX
#define LINES_MOST 4000000000U
#define PRODUCTS_MOST 100000000U

/* ---- memory: at the machine's end the process says so and exits with 71 --*/

void *memory_new(size_t count, size_t size);             /* zeroed */
void *memory_more(void *old, size_t count, size_t size); /* the rest is not */

/* ---- pulse: that the work goes on, also inside of a long step ------------*/

struct pulse {
	void (*beat)(void *ctx);
	void *ctx;
};

static inline void
pulse_beat(const struct pulse *p)
{
	p->beat(p->ctx);
}

/* ---- ids: numbers of the shop to codes in the order they came ------------*/

struct ids {
	int64_t *keys; /* by code */
	uint32_t count;
	uint32_t *slots; /* code + 1, 0: free */
	size_t room;     /* of slots, a power of two */
	size_t keys_room;
};

uint32_t ids_code(struct ids *ids, int64_t key);       /* taken in when new */
uint32_t ids_find(const struct ids *ids, int64_t key); /* or NO_CODE */
void ids_free(struct ids *ids);

/* ---- intake: lines as they come -----------------------------------------*/

struct intake {
	struct ids products;
	struct ids buyers;
	int64_t *order_id; /* by piece; what follows too */
	uint32_t *from;
	uint32_t *buyer;  /* NULL until one is known */
	uint32_t *minute; /* NULL until one is known */
	size_t pieces;
	size_t pieces_room;
	uint32_t *items;
	size_t lines;
	size_t lines_room;
	bool is_unsorted;
};

void intake_add(struct intake *in, const struct engine_line *line);
void intake_free(struct intake *in);
/* Lines of one order that came apart become one order; then ids rise. */
void regroup_by_id(struct intake *in);
/* A buyer's orders at most so many minutes apart become the first of them. */
void regroup_by_visit(struct intake *in, uint32_t minutes);

/* ---- sales: the same in order, every product once in an order ------------*/

struct row_at {
	uint32_t from;
	float weight;
};

struct sales {
	uint32_t orders;
	uint32_t products;
	uint32_t buyers;
	struct row_at *at; /* orders + 1 */
	uint32_t *items;   /* the sample of a large order first */
	uint32_t *buyer;   /* by order, NO_CODE: unknown; NULL: nobody known */
	uint32_t *minute;  /* by order, 0: unknown; NULL: no time known */
	int64_t *order_id;
	int64_t *product_id; /* by falling sales */
	int64_t *buyer_id;   /* rising */
	uint32_t *sold;      /* orders with the product */
	uint32_t now;        /* minute */
	bool is_dated;       /* minutes are times, no mere ranks */
	/* orders of each buyer in time */
	uint32_t *buyer_from; /* buyers + 1; NULL without buyers */
	uint32_t *buyer_orders;
};

/* Empties the intake. */
void
sales_take(struct sales *s, struct intake *in, const struct engine_conf *conf);
/* The present, and wrong clocks pulled back to it. */
void sales_clock(struct sales *s, int64_t now);
/* Each buyer's orders in time; times that are ranks are known by them. */
void sales_by_buyer(struct sales *s);
void sales_free(struct sales *s);
/* The orders that are kept, codes and all else as in `all`. */
void
sales_part(const struct sales *all, const bool *is_kept, struct sales *out);
uint32_t sales_size(const struct sales *s, uint32_t order);
/* What an order of that age still weighs, 0..1. */
float sales_decay(const struct sales *s, uint32_t order, float half_life);
/* 1 / sqrt(size - 1), decayed; nothing for a single product. */
void sales_weigh(struct sales *s);

/* ---- gram: sums of weights of pairs, per product -------------------------*/

/* Rows of products with values; values NULL: each is 1. */
struct matrix {
	uint32_t rows;
	uint32_t cols;
	const struct row_at *at;
	const uint32_t *items;
	const float *values;
};

/* Where the row ends, of a long one its sample. */
static inline uint32_t
row_sample(const struct matrix *m, uint32_t row)
{
	uint32_t from = m->at[row].from, end = m->at[row + 1].from;

	return end - from > SAMPLE ? from + SAMPLE : end;
}

/* The same by product, some products at a time. */
struct columns {
	uint32_t first; /* the products at hand */
	uint32_t end;
	uint32_t *from; /* by product - first, one more than they are */
	uint32_t *rows;
	float *values; /* NULL: each is 1 */
	uint32_t room;
	/* Short rows may be written out, one behind the other: how many lines,
	 * the weight, the lines. To fetch them where they lie takes longer
	 * than to count them. */
	uint32_t *near_from; /* as `from` */
	uint32_t *near;
	uint32_t near_room;
	uint32_t near_lines; /* of the longest such row */
	const struct matrix *of;
	const struct matrix *weights; /* NULL: all rows count */
	uint32_t longest;
	uint32_t *places;     /* by product: rows that hold it */
	uint32_t *far;        /* those of them in `rows` */
	uint32_t *near_words; /* and what the others take */
	uint32_t words_most;  /* at a time */
	uint32_t parts;
	uint32_t part;	      /* the next */
	uint16_t *marks;      /* by row: its parts; NULL where there is one */
};

#define NEAR_HEAD 2

/* Of rows up to that length that weigh something in `weights` (NULL: all).
 * Both stay as long as it does. is_near: short rows are written out, which
 * must have no values. */
void columns_start(struct columns *c, const struct matrix *of,
    const struct matrix *weights, uint32_t longest, bool is_near);
bool columns_next(struct columns *c); /* false: those were all */
void columns_free(struct columns *c);

/* How far ahead rows are fetched: first where they lie, then what is there. */
#define AHEAD_AT 24
#define AHEAD_ITEMS 10

/* A compiler takes a function that only fetches ahead for one that does
 * nothing, and leaves its calls out, unless it must put it in place. */
static inline __attribute__((always_inline)) void
columns_ahead(const struct columns *c, uint32_t place, const struct matrix *m)
{
	uint32_t all = c->from[c->end - c->first];

	if (place + AHEAD_AT < all)
		__builtin_prefetch(&m->at[c->rows[place + AHEAD_AT]]);
	if (place + AHEAD_ITEMS < all)
		__builtin_prefetch(
		    &m->items[m->at[c->rows[place + AHEAD_ITEMS]].from]);
}

struct cell {
	uint32_t item;
	float value;
};

/* The strongest partners of each product, first the CANDIDATES best. */
struct gram {
	size_t *from; /* cols + 1 */
	struct cell *cells;
	size_t room;
};

/* Sum of weight * value squared, by product. */
float *diagonal_make(const struct matrix *m);
/* For each product of `target`, over its rows, the products of m. */
void gram_make(const struct matrix *m, const struct matrix *target,
    const float *diagonal, bool with_self, struct gram *out);
void gram_free(struct gram *g);

/* ---- steps: what was bought before, and what came next -------------------*/

#define HALF_LIFE_DAYS 365
#define FADE 0.8F   /* of what an order tells, when one more has come */
#define FADED 0.01F /* under this it tells nothing */
#define STEPS 10    /* the latest of each buyer */

struct own_matrix {
	uint32_t rows;
	uint32_t lines;
	struct row_at *at;
	uint32_t *items;
	float *values;
	uint32_t rows_room;
	uint32_t lines_room;
};

struct matrix own_view(const struct own_matrix *m, uint32_t products);
void own_free(struct own_matrix *m);

/* One buyer's purchases up to some order. */
struct history {
	float *faded;    /* by product: FADE to the orders since, summed */
	uint32_t *times; /* by product: orders with it */
	uint32_t *last;  /* by product: the latest order with it */
	uint32_t *owned; /* the products, in the order they came */
	uint32_t count;
	uint32_t orders;
};

void history_make(struct history *h, uint32_t products);
void history_free(struct history *h);
void history_clear(struct history *h);
void history_add(struct history *h, const struct sales *s, uint32_t order);

/* Row by row: a history, the order after it, and what was new in that. */
struct steps {
	struct own_matrix before;
	struct own_matrix next;
	struct own_matrix fresh;
};

void steps_make(const struct sales *s, struct steps *out);
/* All that each buyer ever bought. */
void owned_make(const struct sales *s, struct own_matrix *out);

/* ---- ridge: weights of candidates, and tables of links -------------------*/

/* Solves (a + nothing) x = b for a symmetric positive a of n rows with
 * CANDIDATES floats each, upper half; a and b are spent, b becomes x. */
void ridge_solve(float *a, float *b, size_t n);

struct link {
	uint32_t item;
	float weight;
	uint32_t together;
};

struct table {
	uint32_t products;
	uint32_t most; /* links of a product */
	uint8_t *count;
	struct link *links;
};

/* count[item] of them, heaviest first. */
static inline struct link *
table_links(const struct table *t, uint32_t item)
{
	return t->links + (size_t)item * t->most;
}

/* `most`, at most ENGINE_LINKS_MOST: links of a product. */
void table_make(const struct gram *target, const struct gram *gram,
    const float *diagonal, uint32_t products, uint32_t most, float lambda,
    struct table *out);
void table_count_together(struct table *t, const struct sales *s);
/* Buyers who had the other end in a later order, of n tables at once. */
void table_count_after(struct table *tables, size_t n, const struct sales *s);
void table_free(struct table *t);

/* Links by plain likeness, the cosine of two products' rows. */
void table_alike(const struct gram *gram, const float *diagonal,
    uint32_t products, uint32_t most, struct table *out);

/* ---- model: all that is learned -----------------------------------------*/

#define RECENT_DAYS 30
#define HOT_DAYS 10

struct model {
	uint32_t products;
	uint32_t links; /* of a product, in each table */
	struct table table[ENGINE_TABLES];
	struct table alike; /* of orders */
	struct table near;  /* of buyers */
	/* by product */
	float *rate;    /* share of orders */
	float *recent;  /* the same, of late */
	float *hot;     /* the same, of these days; 0 without dates */
	float *share;   /* what is left of a basket, by baskets of two up */
	float *fresh;   /* share of first purchases of buyers who came back */
	float *rebuy;   /* chance that an owner's next order holds it */
	uint32_t *late; /* products by falling `recent`, LATE of them */
	float weight[ENGINE_TASKS][ENGINE_TERMS];
};

#define LATE 100

/* Weighs the orders of s anew. Weights of terms are the fixed ones. */
void model_make(struct model *m, struct sales *s, bool is_bare,
    const struct pulse *pulse);
void model_free(struct model *m);
/* The parts of it: by themselves, and of buyers. */
void rates_make(struct model *m, const struct sales *s);

/* ---- terms: what speaks for a product in one case -----------------------*/

/* One case: a basket, or a buyer's history with the basket as its end. */
struct asked {
	enum engine_task task;
	const uint32_t *basket;
	uint32_t basket_n;
	const struct history *history; /* NULL: nothing known */
};

/* Values of terms by product, touched ones listed; used again and again. */
struct terms {
	uint32_t products;
	float *value; /* product * ENGINE_TERMS */
	bool *is_in;
	uint32_t *touched;
	uint32_t count;
};

extern const float term_weight[ENGINE_TASKS][ENGINE_TERMS];
/* Whether the hold-out may move it from nothing. */
bool term_is_used(enum engine_task task, int term);

void terms_make(struct terms *t, uint32_t products);
void terms_free(struct terms *t);
/* Fills in the candidates of a case; what may not be answered is left out. */
void
terms_fill(struct terms *t, const struct model *m, const struct asked *asked);
void terms_clear(struct terms *t);
float terms_score(const float *value, const float *weight);

/* ---- offers: the terms of a basket and of a history, folded --------------*/

/* Links of the product for GOES_WITH, heaviest first; gives their number. */
size_t offers_of(const struct model *m, uint32_t item, struct link *out);

enum { FOLLOW_FADED = 0, FOLLOW_OWNED, FOLLOW_LATEST, FOLLOW_PARTS };
struct follow {
	uint32_t item;
	uint32_t after; /* buyers who had it in a later order, if counted */
	float by[FOLLOW_PARTS];
};
/* Links of a product of the history for the other two tasks, likewise. */
size_t follows_of(const struct model *m, enum engine_task task, uint32_t item,
    struct follow *out);
/* What speaks for it without any partner. */
float offers_base(const struct model *m, enum engine_task task, uint32_t item);

/* ---- learn: weights of terms by a hold-out inside the sales --------------*/

void learn_weights(
    const struct sales *s, struct model *m, const struct pulse *pulse);

/* ---- trials: cases to judge weights by -----------------------------------*/

/* Cases with their candidates, kept flat. */
struct trial {
	uint32_t from; /* its first candidate */
	uint32_t n;
	uint32_t right; /* how many products would be right */
};

struct trials {
	struct trial *trial;
	uint32_t count;
	float *value; /* candidate * ENGINE_TERMS */
	bool *is_right;
	uint32_t lines;
	uint32_t lines_room;
};

void trials_put(struct trials *t, const struct terms *terms,
    const uint32_t *right, uint32_t right_n);
void trials_free(struct trials *t);
void tune(const struct trials *t, enum engine_task task, float *weight,
    const struct pulse *pulse);

#endif
