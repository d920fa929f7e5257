/* recommend_explain - tells the owner what an order would get, and why: the
 * very offers of the page, block by block as a buyer who is known sees them, and
 * all who were not chosen. */
#include "aftersale/features/recommend.h"
#include "recommend.h"
#include "recommend_nudge.h"

static const char *
reason_of(const struct pick *pick, int64_t orders, struct arena *a)
{
	switch (offer_reason(pick, orders)) {
	case OFFER_COUNTED:
		return arena_printz(a, "together in %lld of %lld orders",
		    (long long)pick->together, (long long)pick->orders);
	case OFFER_OFTEN:
		return arena_printz(a, "often bought with %lld",
		    (long long)pick->because_id);
	case OFFER_AFTER:
		return arena_printz(a, "%lld bought it after %lld",
		    (long long)pick->after, (long long)pick->because_id);
	case OFFER_REORDERED:
		return arena_printz(a,
		    "time for more, %lld bought it again after %lld days",
		    (long long)pick->rebuyers, (long long)pick->gap_days);
	case OFFER_AGAIN:
		return "time for more";
	case OFFER_PLAIN:
		break;
	}
	return "its category";
}

static struct str
name_of(const struct list *products, int64_t id)
{
	const struct product *p = offer_product(products, id);

	return p ? p->name : STR("");
}

static void
print_pick(const struct offers *o, const struct pick *p, const char *place,
    const char *why, FILE *to)
{
	fprintf(to,
	    "%5s %12lld %12.6f %12.6f %12.6f  %-12s " STR_FMT "%s%s\n", place,
	    (long long)p->product_id, (double)p->score / 1e9,
	    (double)p->links / 1e9, (double)p->base / 1e9,
	    pick_source_words[p->source],
	    STR_ARG(name_of(&o->products, p->product_id)),
	    name_of(&o->products, p->product_id).n ? ": " : "", why);
}

static const char *
nudge_words(const struct nudge *n, struct arena *a)
{
	const char *low = n->is_low ? "low stock" : "";

	if (!n->has_margin)
		return low;
	return arena_printz(a, "margin%s%s", n->is_low ? ", " : "", low);
}

/* By the settings, and by what margin and stock did to its score. */
static const char *
moved(const struct pick *p, const struct list *nudges, const char *words,
    struct arena *a)
{
	const struct nudge *n = nudge_of(nudges, p->one_id);

	if (n)
		words = arena_printz(a, "%s (times %lld.%03lld: %s)", words,
		    (long long)n->factor / 1000, (long long)n->factor % 1000,
		    nudge_words(n, a));
	if (p->percent)
		return arena_printz(a, "%s (boosted by %lld %%)", words,
		    (long long)p->percent);
	return p->why ? arena_printz(a, "%s (%s)", words, p->why) : words;
}

static bool
is_chosen(const struct offer_part *part, const struct pick *p)
{
	for (size_t i = 0; i < part->chosen.count; i++) {
		if (LIST_AT(&part->chosen, struct offer, i)->pick == p)
			return true;
	}
	return false;
}

/* Which group the buyer of the order was drawn into, and by what share. */
static void
print_group(const struct offers *o, FILE *to)
{
	fprintf(to, "group: %s (",
	    o->draw.is_held ? "held out, nothing learned is offered"
			    : "learned");
	if (o->hand.holdout == DRAW_BY_VOLUME)
		fprintf(to, "cross_sell.holdout is auto: %lld orders in 30"
			    " days; ",
		    (long long)o->draw.month);
	if (o->draw.percent)
		fprintf(to, "%lld %% of buyers are held out)\n",
		    (long long)o->draw.percent);
	else
		fputs("no buyer is held out)\n", to);
}

static const char *const titles[] = {
	[OFFERS_WITH] = "goes with it",
	[OFFERS_NEXT] = "your next order",
	[OFFERS_NEW] = "new for you",
};

static const char *
state_of(const struct offers *o, enum offer_block block)
{
	const struct offer_part *part = &o->part[block];

	if (part->why)
		return part->why;
	if (block == OFFERS_WITH)
		return part->chosen.count ? "shown" : "nothing to show";
	if (block == o->personal)
		return "shown below it";
	return part->chosen.count < 2 ? "not shown: fewer than two"
				      : "not shown: the other one is";
}

static void
print_part(const struct offers *o, enum offer_block block,
    const struct list *nudges, struct arena *a, FILE *to)
{
	const struct offer_part *part = &o->part[block];

	fprintf(to, "%s (%s)\n", titles[block], state_of(o, block));
	if (part->picks.count)
		fprintf(to, "%5s %12s %12s %12s %12s  %s\n", "place",
		    "product", "score", "links", "base", "from, and why");
	for (size_t i = 0; i < part->chosen.count; i++) {
		const struct pick *p = LIST_AT(&part->chosen, struct offer, i)
		    ->pick;

		print_pick(o, p, arena_printz(a, "%zu", i + 1),
		    moved(p, nudges, reason_of(p, o->orders, a), a), to);
	}
	for (size_t i = 0; i < part->picks.count; i++) {
		const struct pick *p = LIST_AT(&part->picks, struct pick, i);

		if (is_chosen(part, p))
			continue;
		print_pick(o, p, p->is_out ? "-" : "",
		    p->is_out ? p->why : moved(p, nudges, "others come first", a),
		    to);
	}
}

static void
print_all(const struct offers *o, const struct list *nudges, struct arena *a,
    FILE *to)
{
	if (o->is_known) {
		print_group(o, to);
		fprintf(to, "learned from %lld orders\n",
		    (long long)o->orders);
	}
	for (int block = 0; block < OFFER_BLOCKS; block++)
		print_part(o, (enum offer_block)block, nudges, a, to);
}

enum err
recommend_explain(const struct recommend_explain *ask, FILE *to)
{
	struct order *order = ARENA_NEW(ask->arena, struct order);
	const struct offers_ask offers_ask = {
		.arena = ask->arena,
		.db = ask->db,
		.shop = ask->shop,
		.conf = ask->conf,
		.settings = ask->settings,
		.order = order,
		.now = ask->now,
		.is_full = true,
	};
	struct list nudges = { 0 };
	struct offers o;
	enum err e;

	e = shop_order(ask->shop, ask->arena, ask->order_id, ORDER_ALL,
	    ask->now, order);
	if (!e)
		e = offers_make(&offers_ask, &o);
	if (!e)
		e = nudges_load(ask->db, ask->arena, &nudges);
	if (e)
		return e;

	print_all(&o, &nudges, ask->arena, to);
	return ERR_OK;
}
