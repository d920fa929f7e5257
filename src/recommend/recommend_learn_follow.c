/* recommend_learn_follow - one product's row of what follows it: its links for
 * the buyer's next order and for what is new in it, in the words of one of the
 * shop's languages. */
#include "engine/engine.h"
#include "recommend_follow.h"
#include "recommend_learn.h"
#include "recommend_nudge.h"

enum { LEAST_TOLD = 5 };
_Static_assert(ENGINE_FOLLOWS_MOST <= FOLLOW_LINKS, "a row holds them all");

int64_t
billionths(double d)
{
	return d > -9e9 && d < 9e9 ? (int64_t)(d * 1e9) : 0;
}

static int64_t
above_nothing(double d)
{
	return d > 0 ? billionths(d) : 0;
}

/* What four buyers did is nobody's business. */
static int64_t
told(int64_t buyers)
{
	return buyers < LEAST_TOLD ? 0 : buyers;
}

static struct str
links_of(const struct follow_ask *ask, enum engine_task task)
{
	struct engine_follow f[ENGINE_FOLLOWS_MOST];
	struct follow_link links[ENGINE_FOLLOWS_MOST];
	size_t n = engine_follows(ask->engine, task, ask->index, f);
	size_t sold_out = 0;
	size_t put = 0;

	for (size_t i = 0; i < n; i++) {
		const int64_t one = f[i].product_id;
		const int64_t other = ask->language
		    ? fold_in(ask->folds, one, *ask->language)
		    : one;
		const double by =
		    (double)nudge_factor(ask->nudges, one) / NUDGE_ONE;

		if (!catalogue_takes(ask->catalogue, other, &sold_out))
			continue;
		links[put++] = (struct follow_link){
			.other_id = other,
			.one_id = one,
			.faded = above_nothing(by * f[i].faded),
			.owned = above_nothing(by * f[i].owned),
			.latest = above_nothing(by * f[i].latest),
			.base = above_nothing(by *
			    engine_base(ask->engine, task, f[i].index)),
			.after = told(f[i].after),
		};
	}
	return follow_text(ask->arena, links, put);
}

void
follow_make(const struct follow_ask *ask, struct follow_row *out)
{
	double weight[ENGINE_TERMS];
	struct engine_product p;
	const struct again *again;
	double by;

	engine_product_at(ask->engine, ask->index, &p);
	engine_weights(ask->engine, ENGINE_REORDER, weight);
	again = again_of(ask->again, p.product_id);
	by = (double)nudge_factor(ask->nudges, p.product_id) / NUDGE_ONE;
	*out = (struct follow_row){
		.product_id = ask->product_id,
		.one_id = p.product_id,
		.base_next = above_nothing(by *
		    engine_base(ask->engine, ENGINE_REORDER, ask->index)),
		.rebuy = above_nothing(
		    by * weight[ENGINE_TERM_REBUY] * p.rebuy),
		.rebuyers = again ? again->rebuyers : 0,
		.gap_days = again ? again->gap : 0,
		.next_links = links_of(ask, ENGINE_REORDER),
		.new_links = links_of(ask, ENGINE_DISCOVER),
	};
}
