/* recommend_card - what may honestly be said of an offer, as a card says it. */
#include "recommend_card.h"

const struct field card_fields[] = {
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
	FIELD(struct card_view, again_days),
	FIELD(struct card_view, again_weeks),
	FIELD(struct card_view, again_months),
	FIELD(struct card_view, often_with),
	FIELD(struct card_view, often_after),
	FIELD(struct card_view, category),
	FIELD(struct card_view, is_again),
	FIELD_STOP
};

/* Of this order, or of an earlier one. */
static const struct product *
because_of(const struct offers *o, int64_t id)
{
	const struct product *p = offer_product(&o->basket, id);

	return p ? p : offer_product(&o->products, id);
}

/* About so long, in what people count in. */
static void
add_again(int64_t days, struct card_view *card)
{
	if (days < 14)
		card->again_days = days;
	else if (days < 63)
		card->again_weeks = (days + 3) / 7;
	else
		card->again_months = bound_add(days, 15) / 30;
}

void
card_reason(const struct offers *o, const struct offer *offer,
    struct card_view *card)
{
	const struct pick *pick = offer->pick;
	const struct product *because = because_of(o, pick->because_id);
	enum offer_reason reason = offer_reason(pick, o->orders);

	if (reason == OFFER_COUNTED) {
		card->together = pick->together;
		card->orders = pick->orders;
	} else if (reason == OFFER_OFTEN && because) {
		card->often_with = because->name;
	} else if (reason == OFFER_AFTER && because && o->tells) {
		card->often_after = because->name;
	} else if (reason == OFFER_REORDERED && o->tells) {
		add_again(pick->gap_days, card);
	} else if (reason == OFFER_AGAIN && o->tells) {
		card->is_again = true;
	} else if (offer->product->categories.count) {
		card->category = *LIST_AT(
		    &offer->product->categories, struct str, 0);
	}
}
