/* recommend_page - a click on an offer: counted, then on to the product. */
#include "aftersale/link.h"
#include "aftersale/features/recommend.h"
#include "recommend.h"

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

	activity_count(rq, rq->link->order_id, "recommend.click");
	return res_see_other(rq, STR_FMT, STR_ARG(p->url));
}
