/* recommend_page - a click on an offer: counted, then on to the product. */
#include "aftersale/link.h"
#include "aftersale/features/recommend.h"
#include "recommend.h"

struct click {
	int64_t order_id;
	const struct product *product;
};

static enum err
write_click(struct rq *rq, void *ctx)
{
	const struct click *c = ctx;

	return shown_click(rq->db, c->order_id, c->product->id,
	    c->product->parent_id, rq->now);
}

static void
count_click(struct rq *rq, const struct product *p)
{
	struct click *c = ARENA_NEW(rq->arena, struct click);

	*c = (struct click){ rq->link->order_id, p };
	activity_write(rq, c->order_id,
	    arena_printz(rq->arena, "recommend.click %lld",
		(long long)p->id),
	    write_click, c);
	activity_count(rq, c->order_id, "recommend.click");
}

enum err
recommend_page_go(struct rq *rq)
{
	struct list found = { 0 };
	int64_t id = rq->link->aux;
	const struct product *p;
	enum err e;

	e = shop_products(rq->shop, rq->arena, &id, 1, rq->now, &found);
	if (e)
		return e;
	if (!found.count)
		return ERR_NOT_FOUND;

	p = LIST_AT(&found, struct product, 0);
	if (!p->is_visible || !p->url.n)
		return ERR_NOT_FOUND;

	count_click(rq, p);
	return res_see_other(rq, STR_FMT, STR_ARG(p->url));
}
