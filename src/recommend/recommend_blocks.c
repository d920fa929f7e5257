/* recommend_blocks - which blocks of offers a page has below "goes with it":
 * one that tells of the buyer's history, and only to who may know it. Pure. */
#include "recommend_personal.h"

enum {
	LOOK_WITH = 20,
	LOOK_PERSONAL = 10,
	PERSONAL_LEAST = 2 /* a block of one card looks lost */
};

static const struct {
	enum offer_block block;
	const char *off;
} personal[] = {
	{ OFFERS_NEXT, "cross_sell.next_most is 0" },
	{ OFFERS_NEW, "cross_sell.new_most is 0" },
};
#define PERSONAL (sizeof(personal) / sizeof(personal[0]))

static int64_t
most_of(const struct hand *hand, enum offer_block block)
{
	return block == OFFERS_WITH   ? hand->most
	       : block == OFFERS_NEXT ? hand->next_most
				      : hand->new_most;
}

size_t
blocks_look(enum offer_block block)
{
	return block == OFFERS_WITH ? LOOK_WITH : LOOK_PERSONAL;
}

/* An account had to be signed in to. */
static bool
is_buyers_own(const struct order *order)
{
	return bought_is_proven(order) ||
	       (order->is_paid && order->head.customer_id > 0);
}

static const char *
bar_of(const struct offers_ask *ask, const struct offers *o,
    const struct bought *bought)
{
	if (!ask->is_full)
		return "the buyer is not known here";
	if (!is_buyers_own(ask->order))
		return "the order is not paid";
	if (o->draw.is_held)
		return "the buyer is held out";
	return bought->orders < 2 ? "no earlier order of the buyer is known"
				  : NULL;
}

void
blocks_make(const struct offers_ask *ask, const struct picks_ask *picks,
    struct offers *o)
{
	struct picks_ask one = *picks;
	struct bought bought;
	const char *bar;

	bought_make(ask->arena, picks, &bought);
	o->tells = ask->is_full && is_buyers_own(ask->order);
	bar = bar_of(ask, o, &bought);
	for (size_t i = 0; i < PERSONAL; i++) {
		struct offer_part *part = &o->part[personal[i].block];

		one.block = personal[i].block;
		part->why = bar					  ? bar
			    : most_of(&o->hand, one.block) <= 0 ? personal[i].off
								  : NULL;
		if (!part->why)
			personal_make(
			    ask->arena, &one, &bought, &part->picks);
	}
}

/* Nothing stands in two blocks, nor beside a sibling. */
static bool
is_offered(const struct list *chosen, const struct pick *p)
{
	for (size_t i = 0; i < chosen->count; i++) {
		const struct offer *offer = LIST_AT(chosen, struct offer, i);

		if (offer->pick->one_id == p->one_id ||
		    offer->product->id == p->product_id ||
		    offer->product->parent_id == p->product_id)
			return true;
	}
	return false;
}

static void
choose(const struct offers_ask *ask, struct offers *o, enum offer_block block)
{
	struct offer_part *part = &o->part[block];
	struct list *picks = &part->picks;

	for (size_t i = 0; block != OFFERS_WITH && i < picks->count; i++) {
		struct pick *p = LIST_AT(picks, struct pick, i);

		if (p->is_out || p->is_unseen ||
		    !is_offered(&o->part[OFFERS_WITH].chosen, p))
			continue;
		p->is_out = true;
		p->why = "offered above";
	}
	offers_choose(ask->arena, picks, &o->products, &o->hand,
	    most_of(&o->hand, block), &part->chosen);
}

/* Only now it is known which pins and cross-sells are variations. */
static void
judge_variations(const struct offers_ask *ask, const struct picks_ask *picks,
    struct offers *o)
{
	struct list *list = &o->part[OFFERS_WITH].picks;
	const struct judge *j = NULL;

	for (size_t i = 0; i < list->count; i++) {
		struct pick *pick = LIST_AT(list, struct pick, i);
		const struct product *p = offer_product(
		    &o->products, pick->product_id);

		if (pick->is_out || pick->is_unseen || !p || !p->parent_id)
			continue;
		if (!j)
			j = judge_make(ask->arena, picks);
		judge_variation(j, pick, p->parent_id);
	}
}

/* What comes next, once this order is done; else what is new. */
static enum offer_block
first_of(const struct order *order)
{
	return order->head.state == ORDER_COMPLETED ? OFFERS_NEXT : OFFERS_NEW;
}

void
blocks_choose(const struct offers_ask *ask, const struct picks_ask *picks,
    struct offers *o)
{
	enum offer_block first = first_of(ask->order);
	enum offer_block second = first == OFFERS_NEXT ? OFFERS_NEW
						       : OFFERS_NEXT;

	judge_variations(ask, picks, o);
	choose(ask, o, OFFERS_WITH);
	choose(ask, o, OFFERS_NEXT);
	choose(ask, o, OFFERS_NEW);
	o->personal = o->part[first].chosen.count >= PERSONAL_LEAST ? first
		      : o->part[second].chosen.count >= PERSONAL_LEAST
			  ? second
			  : OFFERS_WITH;
}
