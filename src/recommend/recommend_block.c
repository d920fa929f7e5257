/* recommend_block - the offers of the order page: "Goes well with it", and below
 * it what the buyer's other orders suggest; at most four cards each, with an
 * honest reason (TY-13). */
#include "aftersale/link.h"
#include "aftersale/site.h"
#include "recommend_card.h"

struct block_view {
	struct list offers, mine;
	bool has_offers, has_mine, is_next;
};

static const struct field block_view[] = {
	FIELD_EACH(struct block_view, offers, struct card_view,
	    card_fields),
	FIELD_EACH(struct block_view, mine, struct card_view,
	    card_fields),
	FIELD(struct block_view, has_offers),
	FIELD(struct block_view, has_mine),
	FIELD(struct block_view, is_next),
	FIELD_STOP
};

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
go_url(const struct block_ask *ask, const struct offer *offer)
{
	struct rq *rq = ask->rq;
	struct link link = {
		.purpose = LINK_GO,
		.order_id = ask->order->head.id,
		.expires_at = rq->now + 90 * 86400,
		.made_at = rq->now,
		.aux = offer->variation ? offer->variation->id
					: offer->product->id,
	};

	return arena_printf(rq->arena, STR_FMT "/go/" STR_FMT,
	    STR_ARG(rq->conf->base_path),
	    STR_ARG(link_make(rq->arena, rq->conf, rq->rand, &link)));
}

static void
card_put(const struct block_ask *ask, const struct offers *o,
    const struct offer *offer, struct list *cards)
{
	const struct product *p = offer->product;
	struct card_view *card = LIST_PUSH(ask->rq->arena, cards,
	    struct card_view);

	*card = (struct card_view){
		.go_url = go_url(ask, offer),
		.name = p->name,
		.image = p->image,
		.price = p->price_now.n ? p->price_now : p->price,
		.was = p->price_was,
		.rating = rating_of(ask->rq, p),
		.width = p->image_width,
		.height = p->image_height,
		.reviews = p->reviews,
	};
	card_reason(o, offer, card);
}

/* A page may show more once the buyer is known. */
static const char *const shown_events[] = {
	[OFFERS_WITH] = "recommend.shown",
	[OFFERS_NEXT] = "recommend.shown next",
	[OFFERS_NEW] = "recommend.shown new",
};

static enum err
write_shown(struct rq *rq, void *ctx)
{
	return shown_put(rq->db, ctx);
}

static void
note_part(struct shown *s, const struct offer_part *part)
{
	for (size_t i = 0; i < part->chosen.count && s->n < SHOWN_ROWS; i++) {
		const struct offer *offer = LIST_AT(&part->chosen,
		    struct offer, i);

		s->rows[s->n++] = (struct shown_row){ offer->product->id,
			(int64_t)i + 1, offer->pick->source,
			offer->pick->score };
	}
}

/* A page without offers is a page, too: both groups are looked at whole. */
static void
note_shown(const struct block_ask *ask, const struct offers *o)
{
	struct rq *rq = ask->rq;
	struct shown *s = ARENA_NEW(rq->arena, struct shown);

	*s = (struct shown){ .order_id = ask->order->head.id,
		.draw = o->draw, .at = rq->now, .n = 1 };
	note_part(s, &o->part[OFFERS_WITH]);
	if (o->personal)
		note_part(s, &o->part[o->personal]);
	activity_write(
	    rq, s->order_id, shown_events[o->personal], write_shown, s);
}

static void
put_cards(const struct block_ask *ask, const struct offers *o,
    const struct offer_part *part, struct list *out)
{
	for (size_t i = 0; i < part->chosen.count; i++)
		card_put(
		    ask, o, LIST_AT(&part->chosen, struct offer, i), out);
}

static void
put_blocks(const struct block_ask *ask, const struct offers *o,
    struct block_view *v)
{
	put_cards(ask, o, &o->part[OFFERS_WITH], &v->offers);
	if (o->personal)
		put_cards(ask, o, &o->part[o->personal], &v->mine);
	v->has_offers = v->offers.count > 0;
	v->has_mine = v->mine.count > 0;
	v->is_next = o->personal == OFFERS_NEXT;
}

enum err
recommend_block(const struct block_ask *ask, struct view_part *out)
{
	struct rq *rq = ask->rq;
	struct block_view *v = ARENA_NEW(rq->arena, struct block_view);
	const struct offers_ask offers_ask = {
		.arena = rq->arena,
		.db = rq->db,
		.shop = rq->shop,
		.conf = rq->conf,
		.settings = rq->site->settings,
		.order = ask->order,
		.now = rq->now,
		.is_full = ask->is_full,
	};
	struct offers o;
	enum err e = offers_make(&offers_ask, &o);

	if (e || !o.basket.count)
		return e;
	note_shown(ask, &o);
	*v = (struct block_view){ .is_next = false };
	put_blocks(ask, &o, v);
	if (!v->has_offers && !v->has_mine)
		return ERR_OK;

	activity_count(rq, ask->order->head.id, "recommend.view");
	*out = (struct view_part){ "confirm/block_cross_sell", block_view,
		v };
	return ERR_OK;
}
