/* recommend_hand - what the owner of the shop wants, out of the settings:
 * pins, forbidden and boosted products, categories that are left out. Pure. */
#include "recommend.h"

static int64_t
id_of(const struct value *v)
{
	int64_t id = value_int(v, 0);

	if (v && v->kind == VALUE_TEXT && str_int(v->text, &id))
		id = 0;
	return id > 0 ? id : 0;
}

/* A bare id, or a map of offer, with and percent. */
static void
pairs_of(struct arena *a, const struct value *list, struct list *out)
{
	for (size_t i = 0; list && i < list->items.count && i < HAND_MOST;
	     i++) {
		const struct value *v = LIST_AT(&list->items, struct value, i);
		struct hand_pair pair = { .offer = id_of(v) };

		if (v->kind == VALUE_MAP) {
			pair.offer = id_of(value_get(v, STR("offer")));
			pair.with = id_of(value_get(v, STR("with")));
			pair.percent =
			    value_int(value_get(v, STR("percent")), 0);
		}
		if (pair.percent < PERCENT_LOW)
			pair.percent = PERCENT_LOW;
		if (pair.percent > PERCENT_HIGH)
			pair.percent = PERCENT_HIGH;
		if (pair.offer)
			*LIST_PUSH(a, out, struct hand_pair) = pair;
	}
}

bool
hand_is_meant(const struct hand_pair *pair, const int64_t *basket, size_t n)
{
	for (size_t i = 0; pair->with && i < n; i++) {
		if (basket[i] == pair->with)
			return true;
	}
	return !pair->with;
}

static int64_t
most_of(const struct value *settings, const char *path)
{
	int64_t most = value_int(value_at(settings, path), RECOMMEND_MOST);

	return most < 0		       ? 0
	       : most < RECOMMEND_MOST ? most
				       : RECOMMEND_MOST;
}

/* The order page without its block: what stands there offers nothing. */
static bool
is_block_off(const struct value *settings)
{
	const struct value *off = value_at(settings, "blocks.off");

	for (size_t i = 0; off && i < off->items.count; i++) {
		if (str_is_z(LIST_AT(&off->items, struct value, i)->text,
			RECOMMEND_BLOCK))
			return true;
	}
	return false;
}

void
hand_read(struct arena *a, const struct value *settings, struct hand *out)
{
	const struct value *list =
	    value_at(settings, "cross_sell.excluded_categories");
	int64_t holdout = value_int(
	    value_at(settings, "cross_sell.holdout"), DRAW_BY_VOLUME);

	*out = (struct hand){
		.most = most_of(settings, "cross_sell.most"),
		.next_most = most_of(settings, "cross_sell.next_most"),
		.new_most = most_of(settings, "cross_sell.new_most"),
		.holdout = holdout < 0		 ? DRAW_BY_VOLUME
			   : holdout < DRAW_MOST ? holdout
						 : DRAW_MOST,
		.only_in_stock = value_bool(
		    value_at(settings, "cross_sell.only_in_stock"), true),
	};
	pairs_of(a, value_at(settings, "cross_sell.pin"), &out->pins);
	pairs_of(a, value_at(settings, "cross_sell.forbid"), &out->forbids);
	pairs_of(a, value_at(settings, "cross_sell.boost"), &out->boosts);
	for (size_t i = 0; list && i < list->items.count && i < HAND_MOST;
	     i++) {
		int64_t id = id_of(LIST_AT(&list->items, struct value, i));

		if (id)
			*LIST_PUSH(a, &out->categories, int64_t) = id;
	}
	if (is_block_off(settings))
		out->most = out->next_most = out->new_most = 0;
}
