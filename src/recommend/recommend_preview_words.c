/* recommend_preview_words - the rules of recommend_judge.c, recommend_choose.c
 * and recommend_blocks.c as sentences for the owner. Pure. */
#include "recommend_preview.h"

struct word {
	const char *is;
	const char *said; /* msgid */
};

static const struct word rules[] = {
	{ "in the order", N_("It is in the order.") },
	{ "sent back by the buyer", N_("The buyer sent it back.") },
	{ "forbidden in the settings", N_("You forbid it.") },
	{ "the buyer has it", N_("The buyer has it.") },
	{ "the buyer has it, too early for more",
	    N_("The buyer has it, and it is too early for more.") },
	{ "sells as well without", N_("It sells as well without.") },
	{ "boosted in the settings", NULL }, /* said with the percent */
	{ "pinned in the settings", N_("You pinned it.") },
	{ "offered above", N_("It is offered above.") },
	{ "no such product", N_("It is not in the shop.") },
	{ "hidden", N_("It is hidden in the shop.") },
	{ "without a price", N_("It has no price.") },
	{ "out of stock", N_("It is out of stock.") },
	{ "not offered by the shop", N_("The shop does not sell it now.") },
	{ "its category is left out",
	    N_("You leave its category out, or one above it.") },
	{ NULL, NULL }
};

static const struct word states[] = {
	{ "all offers are off", N_("Not shown: you turned it off.") },
	{ "nothing of the order is in the shop",
	    N_("Not shown: nothing of the order is in the shop any more.") },
	{ "cross_sell.most is 0", N_("Not shown: you turned it off.") },
	{ "cross_sell.next_most is 0", N_("Not shown: you turned it off.") },
	{ "cross_sell.new_most is 0", N_("Not shown: you turned it off.") },
	{ "the order is not paid", N_("Not shown: the order is not paid.") },
	{ "the buyer is held out", N_("Not shown: the buyer is held out.") },
	{ "no earlier order of the buyer is known",
	    N_("Not shown: no earlier order of the buyer is known.") },
	{ NULL, NULL }
};

static const char *const titles[] = {
	[OFFERS_WITH] = N_("Goes well with it"),
	[OFFERS_NEXT] = N_("Your next order"),
	[OFFERS_NEW] = N_("New for you"),
};

static struct str
say(const struct text *lang, const char *id)
{
	return tr(lang, "preview", id);
}

/* What nobody found words for stands as it is. */
static struct str
said_of(const struct text *lang, const struct word *words, const char *is)
{
	for (; words->is; words++) {
		if (strcmp(words->is, is) == 0)
			return words->said ? say(lang, words->said)
					   : STR("");
	}
	return str_of(is);
}

struct str
preview_title(const struct text *lang, enum offer_block block)
{
	return say(lang, titles[block]);
}

struct str
preview_state(const struct text *lang, const struct offers *o,
    enum offer_block block)
{
	const struct offer_part *part = &o->part[block];

	if (part->why)
		return said_of(lang, states, part->why);
	if (block == OFFERS_WITH)
		return say(lang, part->chosen.count
				     ? N_("Shown.")
				     : N_("Not shown: there is nothing."));
	if (block == o->personal)
		return say(lang, N_("Shown, to buyers who are known."));
	return say(lang, part->chosen.count < 2
			     ? N_("Not shown: fewer than two.")
			     : N_("Not shown: the other one is."));
}

struct str
preview_group(
    struct arena *a, const struct text *lang, const struct offers *o)
{
	struct text_arg share = { "share",
		arena_printf(a, "%lld", (long long)o->draw.percent) };

	if (!o->draw.percent)
		return say(lang, N_("No buyer is held out."));
	return text_fill(a,
	    say(lang,
		o->draw.is_held
		    ? N_("The buyer of this order is held out, as"
			 " {{share}} % of buyers are: nothing learned is"
			 " offered.")
		    : N_("The buyer of this order is offered what was"
			 " learned; {{share}} % of buyers are held out.")),
	    &share, 1);
}

static void
add(struct buf *b, struct str sentence)
{
	if (!sentence.n)
		return;
	if (buf_str(b).n)
		buf_putc(b, ' ');
	buf_put(b, sentence);
}

static void
add_boost(struct arena *a, const struct text *lang, int64_t percent,
    struct buf *b)
{
	struct text_arg arg = { "percent",
		arena_printf(a, "%+lld", (long long)percent) };

	if (percent)
		add(b, text_fill(a,
			   say(lang, N_("You boosted it by {{percent}} %.")),
			   &arg, 1));
}

static void
add_nudge(struct arena *a, const struct text *lang, const struct moved *by,
    struct buf *b)
{
	const struct text_arg arg = { "factor", by->factor };
	const struct nudge *n = by->nudge;

	if (!n)
		return;
	add(b,
	    text_fill(a,
		say(lang, n->has_margin && n->is_low
			      ? N_("Margin and low stock: times {{factor}}.")
			  : n->is_low ? N_("Low stock: times {{factor}}.")
				      : N_("Margin: times {{factor}}.")),
		&arg, 1));
}

enum { RULE_ROOM = 1000 };

struct str
preview_rule(struct arena *a, const struct text *lang, const struct pick *p,
    const struct moved *by)
{
	struct buf b = buf_new(a, RULE_ROOM);

	if (p->why)
		add(&b, said_of(lang, rules, p->why));
	if (p->is_out)
		return buf_str(&b);
	add_boost(a, lang, p->percent, &b);
	add_nudge(a, lang, by, &b);
	if (!by->is_chosen)
		add(&b, say(lang, N_("Others come first.")));
	return buf_str(&b);
}
