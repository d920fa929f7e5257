/* recommend_proof_print - the proof for the command line. */
#include "aftersale/conf.h"
#include "aftersale/features/recommend.h"
#include "recommend_proof.h"
#include "recommend_proof_show.h"

enum err
recommend_proof(struct db *db, struct arena *a, struct value *tree)
{
	struct str json;
	enum err e = proof_load(db, a, &json);

	return e ? e : conf_json_read(a, json, tree, NULL);
}

static void
print_verdict(const struct proof_verdict *v, FILE *to)
{
	if (v->currency.n)
		fprintf(to, STR_FMT ": ", STR_ARG(v->currency));
	fprintf(to, STR_FMT "\n", STR_ARG(v->head));
	if (v->extra.n)
		fprintf(to, STR_FMT "\n", STR_ARG(v->extra));
	if (v->groups.count)
		fprintf(to, "  %10s %10s %10s %20s\n", "buyers", "pages",
		    "came back", "for 1,000 pages");
	for (size_t i = 0; i < v->groups.count; i++) {
		const struct proof_group *g = LIST_AT(&v->groups,
		    struct proof_group, i);

		fprintf(to, "  %10.*s %10.*s %10.*s %20.*s  " STR_FMT "\n",
		    STR_ARG(g->buyers), STR_ARG(g->pages),
		    STR_ARG(g->came_back), STR_ARG(g->per_1000),
		    STR_ARG(g->name));
	}
}

static void
print_sources(const struct list *sources, FILE *to)
{
	if (sources->count)
		fprintf(to, "  %10s %10s\n", "shown", "opened");
	for (size_t i = 0; i < sources->count; i++) {
		const struct proof_source *s = LIST_AT(sources,
		    struct proof_source, i);

		fprintf(to, "  %10lld %10lld  " STR_FMT " (" STR_FMT ")\n",
		    (long long)s->shown, (long long)s->opened,
		    STR_ARG(s->source), STR_ARG(s->group));
	}
}

void
recommend_proof_print(struct arena *a, const struct value *tree, FILE *to)
{
	const struct proof_ask ask = { .arena = a, .tree = tree };
	struct proof_words words;

	proof_words_make(&ask, &words);
	for (size_t i = 0; i < words.verdicts.count; i++)
		print_verdict(
		    LIST_AT(&words.verdicts, struct proof_verdict, i), to);
	fprintf(to, STR_FMT "\n" STR_FMT "\n", STR_ARG(words.share),
	    STR_ARG(words.time));
	print_sources(&words.sources, to);
}
