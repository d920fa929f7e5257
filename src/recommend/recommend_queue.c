/* recommend_queue - the line in the console's queue when what was learned does
 * not pay (N7): gone when the answer changes or the owner offers nothing. */
#include "aftersale/features/recommend.h"
#include "aftersale/site.h"
#include "recommend.h"
#include "recommend_proof_show.h"

static bool
is_off(struct rq *rq)
{
	struct hand hand;

	hand_read(rq->arena, rq->site->settings, &hand);
	return hand.most <= 0 && hand.next_most <= 0 && hand.new_most <= 0;
}

static void
add_item(struct rq *rq, const struct proof_verdict *v, int64_t at,
    struct list *out)
{
	*LIST_PUSH(rq->arena, out, struct queue_item) = (struct queue_item){
		.what = arena_printf(rq->arena, STR_FMT ": " STR_FMT,
		    STR_ARG(v->currency), STR_ARG(v->head)),
		.since = at,
		.path = STR("/admin/offers"),
		.action = tr(rq->lang, "queue", N_("See what they bring")),
	};
}

enum err
recommend_queue(struct rq *rq, int64_t most, struct list *out)
{
	struct value tree;
	struct proof_words words;
	enum err e;

	if (is_off(rq))
		return ERR_OK;
	e = recommend_proof(rq->db, rq->arena, &tree);
	if (e)
		return e == ERR_NOT_FOUND ? ERR_OK : e;

	proof_words_make(&(const struct proof_ask){ rq->arena, rq->lang,
			     shop_info(rq->shop), &tree },
	    &words);
	for (size_t i = 0; i < words.verdicts.count && most > 0; i++) {
		const struct proof_verdict *v = LIST_AT(&words.verdicts,
		    struct proof_verdict, i);

		if (!v->is_bad)
			continue;
		add_item(rq, v, words.made_at, out);
		most--;
	}
	return ERR_OK;
}
