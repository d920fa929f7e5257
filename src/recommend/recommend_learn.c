/* recommend_learn - from the rows of sales to the tables that pages read: the
 * engine learns, its links and products are written as a run of their own
 * beside the old one, and one small transaction makes pages read the new. A
 * worker that ends before that leaves rows nobody reads; the next run drops
 * them. */
#include "aftersale/db.h"
#include "aftersale/site.h"
#include "engine/engine.h"
#include "recommend_learn.h"
#include "recommend_nudge.h"

enum {
	FLUSH_ROWS = 2000,
	FLUSH_FOLLOWS = 400,
	FEW_ORDERS = 1000,
	JOIN_SECONDS = 1800,
	MONTH_SECONDS = 30 * 86400
};

struct learner {
	struct job *job;
	struct engine *engine;
	struct feed feed;
	struct list again;	/* struct again */
	struct list categories; /* struct category_seller */
	struct list worths;	/* struct product_worth */
	struct list nudges;	/* struct nudge */
	struct list catalogue;	/* struct open_product */
	int64_t run;
	double lift; /* of bases, in small shops */
	struct arena *arena; /* of rows that are not yet written */
	struct list links;
	struct list products;
	struct list follows;
	bool has_follows; /* not on an older schema */
	enum err kept; /* what became of the job while the engine learned */
};

/* The bridge goes by the worker's heartbeat: learning from a million lines is
 * longer than it waits for one. */
static void
heard(void *ctx, const char *what, int percent)
{
	struct learner *l = ctx;

	(void)what;
	outbox_tell(l->job, "learned, in percent", percent);
	if (!l->kept)
		l->kept = outbox_keep(l->job);
}

/* ---- rows ------------------------------------------------------------------*/

static enum err
flush(struct learner *l)
{
	enum err e = links_write(l->job->db, l->run, &l->links);

	if (!e)
		e = products_write(l->job->db, l->run, &l->products);
	if (!e)
		e = follows_write(l->job->db, l->run, &l->follows);
	l->links = (struct list){ 0 };
	l->products = (struct list){ 0 };
	l->follows = (struct list){ 0 };
	arena_reset(l->arena);
	return e ? e : outbox_keep(l->job);
}

/* In billionths, as margin and stock of the product move it. */
static int64_t
nudged(const struct learner *l, int64_t product_id, double score)
{
	return billionths(score *
	    (double)nudge_factor(&l->nudges, product_id) / NUDGE_ONE);
}

static void
put_follows(struct learner *l, size_t index, int64_t id,
    const struct str *language)
{
	const struct follow_ask ask = {
		.arena = l->arena,
		.engine = l->engine,
		.folds = &l->feed.folds,
		.again = &l->again,
		.nudges = &l->nudges,
		.catalogue = &l->catalogue,
		.index = index,
		.product_id = id,
		.language = language,
	};

	if (l->has_follows)
		follow_make(&ask,
		    LIST_PUSH(l->arena, &l->follows, struct follow_row));
}

/* The product's rows, in the words of one of its languages. */
static void
put_product(struct learner *l, size_t index, int64_t id,
    const struct str *language)
{
	struct engine_link links[ENGINE_OFFERS_MOST];
	size_t n = engine_offers(l->engine, index, links);
	struct engine_product p;
	size_t sold_out = 0;

	engine_product_at(l->engine, index, &p);
	*LIST_PUSH(l->arena, &l->products, struct product_row) =
	    (struct product_row){
		    .product_id = id,
		    .one_id = p.product_id,
		    .orders = p.orders,
		    .base = nudged(l, p.product_id,
			l->lift * engine_offer_base(l->engine, index)),
		    .variation_id = feed_variant(&l->feed, id),
		    .again_days = again_days(&l->again, p.product_id),
	    };
	for (size_t i = 0; i < n; i++) {
		int64_t one = links[i].product_id;
		int64_t other = language
				    ? fold_in(&l->feed.folds, one, *language)
				    : one;

		if (one == p.product_id ||
		    !catalogue_takes(&l->catalogue, other, &sold_out))
			continue;
		*LIST_PUSH(l->arena, &l->links, struct link_row) =
		    (struct link_row){ id, other,
			    nudged(l, one, links[i].weight),
			    links[i].together };
	}
	put_follows(l, index, id, language);
}

static enum err
write_products(struct learner *l)
{
	size_t products = engine_products(l->engine);
	enum err e = ERR_OK;

	for (size_t i = 0; !e && i < products; i++) {
		struct engine_product p;
		const struct fold *group;
		size_t n;

		engine_product_at(l->engine, i, &p);
		group = fold_group(&l->feed.folds, p.product_id, &n);
		for (size_t k = 0; k < n; k++)
			put_product(
			    l, i, group[k].product_id, &group[k].language);
		if (!n)
			put_product(l, i, p.product_id, NULL);
		if (l->links.count >= FLUSH_ROWS ||
		    l->products.count >= FLUSH_ROWS ||
		    l->follows.count >= FLUSH_FOLLOWS) {
			e = flush(l);
			outbox_tell(
			    l->job, "products written", (int64_t)i + 1);
		}
	}
	return e ? e : flush(l);
}

/* ---- the run ---------------------------------------------------------------*/

static enum err
take_category(void *ctx, void *row)
{
	struct learner *l = ctx;

	*LIST_PUSH(l->job->arena, &l->categories, struct category_seller) =
	    *(const struct category_seller *)row;
	return ERR_OK;
}

static enum err
take_worth(void *ctx, void *row)
{
	struct learner *l = ctx;

	*LIST_PUSH(l->job->arena, &l->worths, struct product_worth) =
	    *(const struct product_worth *)row;
	return ERR_OK;
}

static enum err
take_open(void *ctx, void *row)
{
	struct learner *l = ctx;
	struct open_product *p = LIST_PUSH(l->job->arena, &l->catalogue,
	    struct open_product);

	*p = *(const struct open_product *)row;
	p->in_stock |= !value_bool(value_at(l->job->site->settings,
				       "cross_sell.only_in_stock"), true);
	return ERR_OK;
}

/* Only where the owner wants it are costs and stock looked at. */
static enum err
find_nudges(struct learner *l)
{
	const struct value *settings = l->job->site->settings;
	struct job *job = l->job;
	struct nudges_ask ask = {
		.by_margin = value_bool(
		    value_at(settings, "cross_sell.by_margin"), false),
		.by_stock = value_bool(
		    value_at(settings, "cross_sell.by_stock"), false),
		.worths = &l->worths,
		.categories = &l->categories,
		.sold = l->feed.sold,
		.sold_n = l->feed.sold_n,
	};
	enum err e;

	if ((!ask.by_margin && !ask.by_stock) || !nudges_are_kept(job->db))
		return ERR_OK;
	e = shop_each_worth(job->shop, job->arena, take_worth, l);
	if (e)
		return e;

	nudges_make(job->arena, &ask, &l->nudges);
	outbox_tell(job, "products moved by margin and stock",
	    (int64_t)l->nudges.count);
	return ERR_OK;
}

static enum err
read_all(struct learner *l)
{
	struct list twins = { 0 };
	struct job *job = l->job;
	enum err e = shop_twins(job->shop, job->arena, &twins);

	if (!e)
		e = shop_each_category(
		    job->shop, job->arena, take_category, l);
	if (!e)
		e = shop_each_open(job->shop, job->arena, take_open, l);
	if (e)
		return e;

	catalogue_sort(&l->catalogue);
	fold_make(job->arena, &twins, &l->feed.folds);
	e = feed_read(job, &l->feed, l->engine);
	if (e)
		return e;

	feed_variants(&l->feed);
	again_make(job->arena, l->feed.purchases, l->feed.purchases_n,
	    &l->categories, &l->again);
	return find_nudges(l);
}

static int64_t
count_month(const struct buyers *b, int64_t now)
{
	int64_t n = 0;

	for (size_t i = 0; i < b->count; i++)
		n += b->sales[i].sold_at <= now &&
		     b->sales[i].sold_at > now - MONTH_SECONDS;
	return n;
}

/* From here on pages read the new run. */
static enum err
swap(struct learner *l, const struct learned *was)
{
	AUTO_TX tx = db_begin(l->job->db);
	struct learned is = *was;
	double weight[ENGINE_TERMS];
	enum err e;

	is.run = l->run;
	is.orders = engine_orders(l->engine);
	is.made_at = l->job->now;
	is.month = count_month(&l->feed.buyers, l->job->now);
	engine_weights(l->engine, ENGINE_REORDER, weight);
	is.next_faded = billionths(weight[ENGINE_TERM_FADED]);
	is.next_times = billionths(weight[ENGINE_TERM_TIMES]);
	e = learned_save(&tx, was, &is);
	if (e)
		return e;

	return db_commit(&tx);
}

static enum err
write_run(struct learner *l, const struct learned *was)
{
	int64_t orders = engine_orders(l->engine);
	enum err e = runs_drop(l->job, was->run);

	/* The less is known of pairs, the more plain sales count. */
	l->lift = orders < FEW_ORDERS
		      ? 5 - 4 * (double)orders / FEW_ORDERS
		      : 1;
	if (!e)
		e = write_products(l);
	if (!e)
		e = sellers_learn(l->job, l->engine, &l->catalogue, l->run);
	if (!e && l->nudges.count)
		e = nudges_write(l->job->db, l->run, &l->nudges);
	if (!e)
		e = swap(l, was);
	return e ? e : runs_drop(l->job, l->run);
}

enum err
learn(struct job *job, const struct learned *was)
{
	const struct engine_conf conf = { .now = job->now,
		.join_seconds = JOIN_SECONDS };
	struct learner l = {
		.job = job,
		.engine = engine_new(&conf),
		.run = was->run + 1,
		.arena = arena_new((size_t)64 << 20),
		.has_follows = follows_are_kept(job->db),
	};
	enum err e = read_all(&l);

	if (!e) {
		engine_on_progress(l.engine, heard, &l);
		e = engine_build(l.engine);
	}
	if (!e)
		e = l.kept ? l.kept : outbox_keep(job);
	if (!e)
		e = write_run(&l, was);
	if (!e)
		outbox_tell(job, "orders learned", engine_orders(l.engine));
	engine_free(l.engine);
	feed_free(&l.feed);
	arena_free(l.arena);
	return e;
}
