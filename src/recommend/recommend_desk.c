/* recommend_desk - the console's page of offers: whether what was learned
 * pays, in the words of recommend_proof_show.c. */
#include "aftersale/conf.h"
#include "aftersale/features/recommend.h"
#include "aftersale/site.h"
#include "recommend_proof_show.h"

static const struct field group_view[] = {
	FIELD(struct proof_group, name),
	FIELD(struct proof_group, buyers),
	FIELD(struct proof_group, pages),
	FIELD(struct proof_group, came_back),
	FIELD(struct proof_group, per_1000),
	FIELD_STOP
};

static const struct field verdict_view[] = {
	FIELD(struct proof_verdict, currency),
	FIELD(struct proof_verdict, head),
	FIELD(struct proof_verdict, extra),
	FIELD(struct proof_verdict, has_groups),
	FIELD_EACH(struct proof_verdict, groups, struct proof_group,
	    group_view),
	FIELD_STOP
};

static const struct field source_view[] = {
	FIELD(struct proof_source, source),
	FIELD(struct proof_source, group),
	FIELD_AS(struct proof_source, shown_text, "shown"),
	FIELD_AS(struct proof_source, opened_text, "opened"),
	FIELD_STOP
};

struct desk_view {
	struct str title, seen_at, share, time;
	struct list verdicts, sources;
	bool has_sources;
};

static const struct field desk_view[] = {
	FIELD(struct desk_view, title),
	FIELD(struct desk_view, seen_at),
	FIELD(struct desk_view, share),
	FIELD(struct desk_view, time),
	FIELD_EACH(struct desk_view, verdicts, struct proof_verdict,
	    verdict_view),
	FIELD_EACH(struct desk_view, sources, struct proof_source,
	    source_view),
	FIELD(struct desk_view, has_sources),
	FIELD_STOP
};

static void
fill(struct rq *rq, const struct value *tree, struct desk_view *v)
{
	const struct shop_info *info = shop_info(rq->shop);
	const struct proof_ask ask = { rq->arena, rq->lang, info, tree };
	struct proof_words words;

	proof_words_make(&ask, &words);
	v->seen_at = site_date(rq, words.made_at,
	    arena_printf(rq->arena, STR_FMT " " STR_FMT,
		STR_ARG(info->date_format), STR_ARG(info->time_format)));
	v->share = words.share;
	v->time = words.time;
	v->verdicts = words.verdicts;
	v->sources = words.sources;
	v->has_sources = words.sources.count > 0;
}

enum err
recommend_desk_show(struct rq *rq)
{
	struct desk_view v = { .title = tr(rq->lang, "console",
				   N_("Offers")) };
	struct value tree;
	enum err e = ERR_NOT_FOUND;

	if (rq->conf->mode != CONF_MODE_READ_ONLY)
		e = recommend_proof(rq->db, rq->arena, &tree);
	if (!e)
		fill(rq, &tree, &v);
	if (e && e != ERR_NOT_FOUND)
		return e;
	return admin_page(
	    rq, 200, "offers", "recommend/desk", desk_view, &v);
}
