/* recommend_block - "Goes well with it" on the order page: at most four cards
 * with an honest reason, in two statements at most (TY-13). */
#include "aftersale/link.h"
#include "aftersale/site.h"
#include "recommend.h"

/* A reason names numbers only when this many orders stand behind it. */
#define ENOUGH_ORDERS 5
/* Products looked at for the cards: as a rule the first few are enough, and
 * when they cannot be sold now, the rest. */
#define FIRST_LOOK 8
#define SECOND_LOOK 16

struct card_view {
	struct str go_url, name, image, price, was, rating;
	int64_t width, height, reviews;
	/* One honest reason, or none. */
	int64_t together, orders;
	struct str often_with, category;
};

static const struct field card_view[] = {
	FIELD(struct card_view, go_url),
	FIELD(struct card_view, name),
	FIELD(struct card_view, image),
	FIELD(struct card_view, price),
	FIELD(struct card_view, was),
	FIELD(struct card_view, rating),
	FIELD(struct card_view, width),
	FIELD(struct card_view, height),
	FIELD(struct card_view, reviews),
	FIELD(struct card_view, together),
	FIELD(struct card_view, orders),
	FIELD(struct card_view, often_with),
	FIELD(struct card_view, category),
	FIELD_STOP
};

struct block_view {
	struct list offers;
};

static const struct field block_view[] = {
	FIELD_EACH(struct block_view, offers, struct card_view, card_view),
	FIELD_STOP
};

/* What the block works with. */
struct basket {
	int64_t ids[256];
	size_t n;
	struct list products; /* struct product of the ids */
	/* What is not offered: the ids, and what the buyer sent back. */
	int64_t left_out[512];
	size_t left_out_n;
};

static bool
is_left_out(const struct basket *b, int64_t id)
{
	for (size_t i = 0; i < b->left_out_n; i++) {
		if (b->left_out[i] == id)
			return true;
	}
	return false;
}

static void
leave_out(struct basket *b, int64_t id)
{
	size_t room = sizeof(b->left_out) / sizeof(*b->left_out);

	if (b->left_out_n < room && !is_left_out(b, id))
		b->left_out[b->left_out_n++] = id;
}

static enum err
basket_load(const struct block_ask *ask, struct basket *b)
{
	const struct list *lines = &ask->order->lines;

	b->n = 0;
	for (size_t i = 0; i < lines->count && b->n < 256; i++) {
		const struct order_line *l = LIST_AT(lines, struct order_line,
		    i);

		if (l->product_id > 0) {
			b->ids[b->n++] = l->product_id;
			leave_out(b, l->product_id);
		}
	}
	for (size_t i = 0; i < ask->order->sent_back.count; i++)
		leave_out(b, *LIST_AT(&ask->order->sent_back, int64_t, i));
	if (!b->n)
		return ERR_OK;
	return shop_products(ask->rq->shop, ask->rq->arena, b->ids, b->n,
	    ask->rq->now, &b->products);
}

static void
pinned_of(struct arena *a, const struct basket *b, struct list *out)
{
	for (size_t i = 0; i < b->products.count; i++) {
		const struct product *p = LIST_AT(&b->products,
		    struct product, i);

		for (size_t j = 0; j < p->cross_sells.count; j++)
			*LIST_PUSH(a, out, struct pick) = (struct pick){
				.product_id = *LIST_AT(&p->cross_sells,
				    int64_t, j),
				.because_id = p->id,
				.score = 1000000 - (int64_t)out->count,
				.source = PICK_PINNED
			};
	}
}

static enum err
picks_load(const struct block_ask *ask, const struct basket *b,
    struct list *out)
{
	struct arena *a = ask->rq->arena;
	struct list pinned = { 0 };
	struct list rows = { 0 };
	enum err e = ERR_OK;

	pinned_of(a, b, &pinned);
	if (b->n && ask->rq->conf->mode != CONF_MODE_READ_ONLY)
		e = pairs_load(ask->rq->db, a, b->ids, b->n, &rows);
	if (e)
		return e;

	picks_combine(a, b->left_out, b->left_out_n, &pinned, &rows, out);
	return ERR_OK;
}

static const struct product *
product_of(const struct list *products, int64_t id)
{
	for (size_t i = 0; i < products->count; i++) {
		const struct product *p = LIST_AT(products, struct product, i);

		if (p->id == id)
			return p;
	}
	return NULL;
}

/* True counts of at least five, else weaker words (recommendations.md). */
static void
add_reason(const struct pick *pick, const struct basket *b,
    const struct product *offer, struct card_view *card)
{
	const struct product *because = product_of(&b->products,
	    pick->because_id);

	if (pick->source == PICK_TOGETHER && pick->together >= ENOUGH_ORDERS) {
		card->together = pick->together;
		card->orders = pick->orders;
	} else if (because && pick->source == PICK_TOGETHER) {
		card->often_with = because->name;
	} else if (offer->categories.count) {
		card->category = *LIST_AT(&offer->categories, struct str, 0);
	}
}

static struct str
rating_of(struct rq *rq, const struct product *p)
{
	if (!p->rating_x100 || !p->reviews)
		return STR("");
	return arena_printf(rq->arena, "%lld.%lld",
	    (long long)(p->rating_x100 + 5) / 100,
	    (long long)((p->rating_x100 + 5) / 10 % 10));
}

static struct str
go_url(const struct block_ask *ask, const struct product *p)
{
	struct rq *rq = ask->rq;
	struct link link = {
		.purpose = LINK_GO,
		.order_id = ask->order->head.id,
		.expires_at = rq->now + 90 * 86400,
		.made_at = rq->now,
		.aux = p->id,
	};

	return arena_printf(rq->arena, STR_FMT "/go/" STR_FMT,
	    STR_ARG(rq->conf->base_path),
	    STR_ARG(link_make(rq->arena, rq->conf, rq->rand, &link)));
}

static void
card_put(const struct block_ask *ask, const struct basket *b,
    const struct pick *pick, const struct product *p, struct list *cards)
{
	struct card_view *card = LIST_PUSH(ask->rq->arena, cards,
	    struct card_view);

	*card = (struct card_view){
		.go_url = go_url(ask, p),
		.name = p->name,
		.image = p->image,
		.price = p->price_now.n ? p->price_now : p->price,
		.was = p->price_was,
		.rating = rating_of(ask->rq, p),
		.width = p->image_width,
		.height = p->image_height,
		.reviews = p->reviews,
	};
	add_reason(pick, b, p, card);
}

/* Puts the cards of picks [from, to), until there are `most`. */
static enum err
cards_look(const struct block_ask *ask, const struct basket *b,
    const struct list *picks, size_t from, size_t to, size_t most,
    struct list *cards)
{
	struct list offers = { 0 };
	int64_t ids[SECOND_LOOK];
	size_t n = 0;
	enum err e;

	for (size_t i = from; i < to && i < picks->count; i++)
		ids[n++] = LIST_AT(picks, struct pick, i)->product_id;
	if (!n || cards->count >= most)
		return ERR_OK;
	e = shop_products(ask->rq->shop, ask->rq->arena, ids, n, ask->rq->now,
	    &offers);
	if (e)
		return e;

	for (size_t i = 0; i < n && cards->count < most; i++) {
		const struct product *p = product_of(&offers, ids[i]);

		/* A variation is pinned by its own id. */
		if (p && p->is_offerable && !is_left_out(b, p->parent_id))
			card_put(ask, b,
			    LIST_AT(picks, struct pick, from + i), p, cards);
	}
	return ERR_OK;
}

static enum err
cards_load(const struct block_ask *ask, const struct basket *b,
    const struct list *picks, size_t most, struct list *cards)
{
	enum err e;

	e = cards_look(ask, b, picks, 0, FIRST_LOOK, most, cards);
	if (e)
		return e;
	return cards_look(ask, b, picks, FIRST_LOOK,
	    FIRST_LOOK + SECOND_LOOK, most, cards);
}

enum err
recommend_block(const struct block_ask *ask, struct view_part *out)
{
	struct block_view *v = ARENA_NEW(ask->rq->arena, struct block_view);
	struct basket *b = ARENA_NEW(ask->rq->arena, struct basket);
	int64_t most = value_int(
	    value_at(ask->rq->site->settings, "cross_sell.most"), 4);
	struct list picks = { 0 };
	enum err e;

	if (most <= 0)
		return ERR_OK;

	e = basket_load(ask, b);
	if (!e)
		e = picks_load(ask, b, &picks);
	if (!e)
		e = cards_load(ask, b, &picks, (size_t)most, &v->offers);
	if (e || !v->offers.count)
		return e;

	activity_count(ask->rq, ask->order->head.id, "recommend.view");
	*out = (struct view_part){ "confirm/block_cross_sell", block_view,
		v };
	return ERR_OK;
}
