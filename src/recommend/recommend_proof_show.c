/* recommend_proof_show - says what was found, in plain words, for the command
 * line and the console alike. Nothing is worked out here. */
#include "recommend.h"
#include "recommend_proof.h"
#include "recommend_proof_show.h"

enum { YEARS_MOST = 10, MONTHS_OF_A_YEAR = 12 };

static const char *const heads[] = {
	[PROOF_OFF] = N_("Nothing is measured: every buyer is offered what"
			 " was learned."),
	[PROOF_FEW] = N_("Not enough data yet."),
	[PROOF_OPEN] = N_("No difference can be told yet."),
	[PROOF_PAYS] = N_("The learned offers pay."),
	[PROOF_COSTS] = N_("The learned offers do not pay: buyers who see"
			   " them spend less. Switch them off, or offer what"
			   " you choose yourself."),
	[PROOF_NOTHING] = N_("The learned offers do not pay noticeably: they"
			     " bring less than a tenth, if anything. Keep"
			     " them, switch them off, or offer what you choose"
			     " yourself."),
};

static struct str
say(const struct proof_ask *ask, const char *id)
{
	return tr(ask->lang, "proof", id);
}

/* As the shop has it; a number is not broken at the end of a line. */
static struct str
thousands_of(const struct shop_info *shop)
{
	struct str sep = shop ? shop->money.thousand_sep : STR("");

	return str_is(sep, STR(" ")) ? STR("\xc2\xa0") : sep;
}

struct str
proof_count(struct arena *a, const struct shop_info *shop, int64_t n)
{
	const struct money_form form = { .thousand_sep = thousands_of(shop) };

	return money_text(a, (struct money){ .minor = n }, &form);
}

static struct str
number(const struct proof_ask *ask, int64_t n)
{
	return proof_count(ask->arena, ask->shop, n);
}

static struct str
text_at(const struct proof_ask *ask, const struct value *v, const char *name)
{
	return value_text(ask->arena, value_at(v, name), STR(""));
}

/* As the shop prints amounts; other money than its own by its code. */
static struct str
amount(const struct proof_ask *ask, const struct value *v, const char *name)
{
	struct str currency = text_at(ask, v, "currency");
	struct str plain = text_at(ask, v, name);
	struct money m;
	struct dec d;

	if (ask->shop && !dec_parse(plain, &d) &&
	    !money_of(d, ask->shop->money.decimals, &m)) {
		struct money_form form = ask->shop->money;

		form.thousand_sep = thousands_of(ask->shop);
		if (!str_is(currency, ask->shop->currency)) {
			form.symbol = currency;
			form.symbol_spaced = true;
		}
		return money_text(ask->arena, m, &form);
	}
	return arena_printf(ask->arena, STR_FMT " " STR_FMT, STR_ARG(plain),
	    STR_ARG(currency));
}

/* ---- one currency ------------------------------------------------------------*/

static enum proof_says
says_of(const struct proof_ask *ask, const struct value *v)
{
	struct str word = text_at(ask, v, "says");

	for (int i = 0; proof_says_words[i]; i++) {
		if (str_is_z(word, proof_says_words[i]))
			return (enum proof_says)i;
	}
	return PROOF_FEW;
}

static struct str
extra_words(const struct proof_ask *ask, const struct value *v)
{
	const struct text_arg args[] = { { "amount", amount(ask, v, "extra") },
		{ "low", amount(ask, v, "low") },
		{ "high", amount(ask, v, "high") } };

	return text_fill(ask->arena,
	    say(ask, N_("Extra revenue for 1,000 order pages: {{amount}}."
			" With 95 % certainty, however often you look, it is"
			" between {{low}} and {{high}}.")),
	    args, 3);
}

static void
add_group(const struct proof_ask *ask, const struct value *currency,
    const char *name, const char *title, struct list *out)
{
	const struct value *v = value_get(currency, str_of(name));
	struct value flat = { .kind = VALUE_MAP };

	value_put_text(ask->arena, &flat, "currency",
	    text_at(ask, currency, "currency"));
	value_put_text(ask->arena, &flat, "per_1000",
	    text_at(ask, v, "per_1000"));
	*LIST_PUSH(ask->arena, out, struct proof_group) = (struct proof_group){
		.name = say(ask, title),
		.buyers = number(ask, value_int(value_at(v, "buyers"), 0)),
		.pages = number(ask, value_int(value_at(v, "pages"), 0)),
		.came_back = number(ask, value_int(value_at(v, "came_back"), 0)),
		.per_1000 = amount(ask, &flat, "per_1000"),
	};
}

static void
add_verdict(const struct proof_ask *ask, const struct value *v,
    struct list *out)
{
	struct proof_verdict *p = LIST_PUSH(ask->arena, out,
	    struct proof_verdict);
	enum proof_says says = v ? says_of(ask, v) : PROOF_FEW;

	*p = (struct proof_verdict){ .head = say(ask, heads[says]) };
	if (!v)
		return;
	p->currency = text_at(ask, v, "currency");
	p->is_bad = says == PROOF_COSTS || says == PROOF_NOTHING;
	if (says == PROOF_OFF)
		return;
	if (says != PROOF_FEW)
		p->extra = extra_words(ask, v);
	add_group(ask, v, "learned", N_("Offered what was learned"),
	    &p->groups);
	add_group(ask, v, "held_out", N_("Held out"), &p->groups);
	p->has_groups = true;
}

/* ---- time --------------------------------------------------------------------*/

static struct str
span(const struct proof_ask *ask, int64_t months)
{
	struct text_arg count = { "count", STR("") };
	struct str sentence;

	if (months > YEARS_MOST * MONTHS_OF_A_YEAR)
		return say(ask, N_("more than ten years"));
	count.value = number(ask, months);
	sentence = trn(ask->lang, "proof", N_("{{count}} month"),
	    "{{count}} months", months);
	return text_fill(ask->arena, sentence, &count, 1);
}

static struct str
time_words(const struct proof_ask *ask, const struct value *first)
{
	int64_t months = value_int(value_at(first, "months"), -1);
	int64_t most = value_int(value_at(first, "months_at_most"), -1);
	int64_t share = value_int(value_at(ask->tree, "share_now"), 0);
	struct text_arg args[] = {
		{ "share", number(ask, share ? share : DRAW_USUAL) },
		{ "months", STR("") }, { "most", STR("") },
		{ "most_share", number(ask, DRAW_MOST) },
		{ "pages", number(ask, value_int(
			value_at(ask->tree, "pages_a_month"), 0)) }
	};

	if (months < 0 || most < 0)
		return say(ask, N_("How long an answer takes can be said when"
				   " more buyers have come back."));
	args[1].value = span(ask, months);
	args[2].value = span(ask, most);
	if (share == DRAW_MOST)
		return text_fill(ask->arena,
		    say(ask, N_("At {{pages}} pages a month, to see buyers"
				" spend a tenth more or less takes about"
				" {{months}} with {{share}} % held out.")),
		    args, 5);
	return text_fill(ask->arena,
	    say(ask, N_("At {{pages}} pages a month, to see buyers spend a"
			" tenth more or less takes about {{months}} with"
			" {{share}} % held out, {{most}} with"
			" {{most_share}} %.")),
	    args, 5);
}

static struct str
share_words(const struct proof_ask *ask)
{
	int64_t now = value_int(value_at(ask->tree, "share_now"), 0);
	struct text_arg args[] = {
		{ "share", number(ask, now) },
		{ "orders", number(ask, value_int(
			value_at(ask->tree, "orders_a_month"), 0)) }
	};

	return text_fill(ask->arena,
	    say(ask, now ? N_("{{share}} % of buyers are held out: they are"
			      " offered what the shop would offer without"
			      " learning. {{orders}} orders in 30 days.")
			 : N_("Nobody is held out now. {{orders}} orders in 30"
			      " days.")),
	    args, 2);
}

/* ---- clicks -------------------------------------------------------------------*/

static struct proof_source *
source_of(struct list *sources, struct str group, struct str source,
    struct arena *a)
{
	struct proof_source *s;

	for (size_t i = 0; i < sources->count; i++) {
		s = LIST_AT(sources, struct proof_source, i);
		if (str_is(s->group, group) && str_is(s->source, source))
			return s;
	}
	s = LIST_PUSH(a, sources, struct proof_source);
	*s = (struct proof_source){ .group = group, .source = source };
	return s;
}

static const char *const sources[][2] = {
	{ "pinned", N_("Pinned") },
	{ "set by hand", N_("Cross-sells of the shop") },
	{ "learned", N_("Learned") },
	{ "upsell", N_("Upsells of the shop") },
	{ "category", N_("Best sellers of the category") },
	{ "best seller", N_("Best sellers of the shop") },
	{ "next order", N_("The buyer's next order") },
	{ "new for you", N_("New for the buyer") },
	{ "weak", N_("Learned, not enough") },
};

struct str
proof_source_title(const struct text *lang, struct str word)
{
	for (size_t i = 0; i < sizeof(sources) / sizeof(sources[0]); i++) {
		if (str_is_z(word, sources[i][0]))
			return tr(lang, "proof", sources[i][1]);
	}
	return word;
}

/* All places of a source together. */
static void
add_sources(const struct proof_ask *ask, struct list *out)
{
	const struct value *list = value_at(ask->tree, "offers");

	for (size_t i = 0; list && i < list->items.count; i++) {
		const struct value *v = LIST_AT(&list->items, struct value, i);
		bool is_held = str_is_z(text_at(ask, v, "group"), "held-out");
		struct proof_source *s = source_of(out,
		    say(ask, is_held ? N_("Held out")
				     : N_("Offered what was learned")),
		    proof_source_title(ask->lang, text_at(ask, v, "source")), ask->arena);

		s->shown = bound_add(
		    s->shown, value_int(value_at(v, "shown"), 0));
		s->opened = bound_add(
		    s->opened, value_int(value_at(v, "opened"), 0));
		s->shown_text = number(ask, s->shown);
		s->opened_text = number(ask, s->opened);
	}
}

void
proof_words_make(const struct proof_ask *ask, struct proof_words *out)
{
	const struct value *list = value_at(ask->tree, "currencies");
	size_t n = list ? list->items.count : 0;

	*out = (struct proof_words){
		.made_at = value_int(value_at(ask->tree, "made_at"), 0),
		.share = share_words(ask),
	};
	for (size_t i = 0; i < n; i++)
		add_verdict(ask, LIST_AT(&list->items, struct value, i),
		    &out->verdicts);
	if (!n)
		add_verdict(ask, NULL, &out->verdicts);
	out->time = time_words(
	    ask, n ? LIST_AT(&list->items, struct value, 0) : NULL);
	add_sources(ask, &out->sources);
}
