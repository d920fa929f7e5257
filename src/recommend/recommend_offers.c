/* recommend_offers - what is offered with an order, the same wherever the
 * order is shown: one statement of our own, one look at the shop's products
 * for all blocks, and the rules between them. */
#include "recommend.h"
#include "recommend_learn.h"
#include "recommend_personal.h"

enum {
	BASKET_MOST = 256,
	LOOK_MOST = 128, /* products that are looked at */
	LOOK_FILLERS = 4, /* of each source of them, behind the best picks */
	LOOK_VARIANTS = 8, /* of so many picks, their best variation and what
			    * they came after, too */
	CATEGORIES_MOST = 64
};

struct basket {
	int64_t ids[BASKET_MOST];
	size_t n;
	int64_t categories[CATEGORIES_MOST];
	size_t categories_n;
};

static bool
is_among(const int64_t *ids, size_t n, int64_t id)
{
	for (size_t i = 0; i < n; i++) {
		if (ids[i] == id)
			return true;
	}
	return false;
}

static void
put_once(int64_t *ids, size_t *n, size_t room, int64_t id)
{
	if (id > 0 && *n < room && !is_among(ids, *n, id))
		ids[(*n)++] = id;
}

/* The order's products; the page has looked them up already. */
static enum err
basket_load(const struct offers_ask *ask, struct basket *b,
    struct list *products)
{
	const struct list *lines = &ask->order->lines;
	enum err e;

	for (size_t i = 0; i < lines->count; i++)
		put_once(b->ids, &b->n, BASKET_MOST,
		    LIST_AT(lines, struct order_line, i)->product_id);
	if (!b->n)
		return ERR_OK;
	e = shop_products(
	    ask->shop, ask->arena, b->ids, b->n, ask->now, products);
	if (e)
		return e;
	b->categories_n = 1; /* 0: the whole shop */
	for (size_t i = 0; i < products->count; i++) {
		const struct product *p = LIST_AT(products, struct product, i);

		for (size_t k = 0; k < p->category_ids.count; k++)
			put_once(b->categories, &b->categories_n,
			    CATEGORIES_MOST,
			    *LIST_AT(&p->category_ids, int64_t, k));
	}
	return ERR_OK;
}

static char *
small_letters(struct arena *a, struct str s)
{
	char *z = arena_z(a, str_trim(s));

	for (char *c = z; *c; c++)
		if (*c >= 'A' && *c <= 'Z')
			*c = (char)(*c - 'A' + 'a');
	return z;
}

static enum err
rows_load(const struct offers_ask *ask, const struct basket *b,
    const struct hand *hand, struct list *rows, struct draw *draw)
{
	const struct order_head *head = &ask->order->head;
	const struct known_ask known = {
		.order_id = head->id,
		.user_id = head->customer_id,
		.mail = sale_mail(ask->conf,
		    str_of(small_letters(ask->arena, head->email))),
		.basket = b->ids,
		.basket_n = b->n,
		.categories = b->categories,
		.categories_n = b->categories_n,
		.wants_follows = ask->is_full &&
		    (hand->next_most > 0 || hand->new_most > 0),
	};

	enum err e;

	if (ask->conf->mode == CONF_MODE_READ_ONLY)
		return ERR_OK;
	e = known_load(ask->db, ask->arena, &known, rows);
	if (e)
		return e;

	bought_hold(ask->order, rows);
	draw_make(ask->conf, hand, &known, rows, draw);
	if (draw->is_held)
		draw_hold(rows);
	return ERR_OK;
}

/* What fills places where all that goes before is sold out. */
static bool
is_filler(const struct pick *p)
{
	return p->source == PICK_UPSELL || p->source == PICK_CATEGORY ||
	       p->source == PICK_BEST;
}

static void
look_at(const struct offer_part *part, size_t most, int64_t *ids, size_t *n)
{
	size_t fillers[PICK_WEAK + 1] = { 0 };

	for (size_t i = 0; i < part->picks.count; i++) {
		struct pick *p = LIST_AT(&part->picks, struct pick, i);

		if (p->is_out)
			break;
		p->is_unseen = i >= most &&
			       (!is_filler(p) ||
				   fillers[p->source]++ >= LOOK_FILLERS);
		if (p->is_unseen)
			continue;
		put_once(ids, n, LOOK_MOST, p->product_id);
		if (i >= LOOK_VARIANTS)
			continue;
		put_once(ids, n, LOOK_MOST, p->variation_id);
		if (p->after)
			put_once(ids, n, LOOK_MOST, p->because_id);
	}
}

static enum err
products_load(const struct offers_ask *ask, struct offers *o)
{
	int64_t ids[LOOK_MOST] = { 0 };
	size_t n = 0;

	for (size_t i = 0; i < OFFER_BLOCKS; i++)
		look_at(&o->part[i], blocks_look((enum offer_block)i), ids,
		    &n);
	if (!n)
		return ERR_OK;
	return shop_products(
	    ask->shop, ask->arena, ids, n, ask->now, &o->products);
}

static int64_t
orders_of(const struct list *rows)
{
	for (size_t i = 0; i < rows->count; i++) {
		const struct known_row *r = LIST_AT(rows, struct known_row,
		    i);

		if (r->kind == KNOWN_ORDERS)
			return r->score;
	}
	return 0;
}

static bool
offers_nothing(const struct hand *hand)
{
	return hand->most <= 0 && hand->next_most <= 0 && hand->new_most <= 0;
}

static void
bar_all(struct offers *o, const char *why)
{
	for (size_t i = 0; i < OFFER_BLOCKS; i++)
		o->part[i].why = why;
}

enum err
offers_make(const struct offers_ask *ask, struct offers *o)
{
	struct basket b = { .n = 0 };
	struct list rows = { 0 };
	struct picks_ask picks = {
		.basket = b.ids,
		.lines = &ask->order->lines,
		.products = &o->basket,
		.sent_back = &ask->order->sent_back,
		.rows = &rows,
		.hand = &o->hand,
		.user_id = ask->order->head.customer_id,
		.now = ask->now,
		.at = ask->order->head.created_at,
	};
	enum err e;

	*o = (struct offers){ 0 };
	hand_read(ask->arena, ask->settings, &o->hand);
	if (offers_nothing(&o->hand)) {
		bar_all(o, "all offers are off");
		return ERR_OK;
	}
	e = basket_load(ask, &b, &o->basket);
	if (e)
		return e;
	if (!o->basket.count) {
		bar_all(o, "nothing of the order is in the shop");
		return ERR_OK;
	}
	e = rows_load(ask, &b, &o->hand, &rows, &o->draw);
	if (e)
		return e;

	o->is_known = ask->conf->mode != CONF_MODE_READ_ONLY;
	o->orders = orders_of(&rows);
	picks.basket_n = b.n;
	if (o->hand.most > 0)
		picks_make(
		    ask->arena, &picks, &o->part[OFFERS_WITH].picks);
	else
		o->part[OFFERS_WITH].why = "cross_sell.most is 0";
	blocks_make(ask, &picks, o);
	e = products_load(ask, o);
	if (!e)
		blocks_choose(ask, &picks, o);
	return e;
}
