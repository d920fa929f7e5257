/* activity - counts that may be lost, written after the answer (architecture
 * 11): once per order, event and day, never for machines. */
#include "aftersale/feature.h"
#include "once_store.h"

struct count {
	int64_t order_id;
	const char *event;
	struct count *next;
};

/* Programs that open links before people do. */
static bool
is_scanner(struct str agent)
{
	static const char *const words[] = { "bot", "Bot", "crawl", "spider",
		"preview", "Preview", "scanner", "curl/", "Wget/", "python-",
		"HeadlessChrome", "Barracuda", "Proofpoint", "Mimecast",
		NULL };

	for (size_t i = 0; words[i]; i++) {
		if (str_find(agent, str_of(words[i])) != (size_t)-1)
			return true;
	}
	return agent.n == 0;
}

static void
write_counts(struct rq *rq, void *ctx)
{
	for (const struct count *c = ctx; c; c = c->next) {
		if (activity_add(rq->db, c->order_id, str_of(c->event),
			rq->now / 86400))
			return;
	}
}

void
activity_count(struct rq *rq, int64_t order_id, const char *event)
{
	struct count *c;

	if (rq->method == METHOD_HEAD || rq->is_prefetch ||
	    is_scanner(rq->user_agent) ||
	    rq->conf->mode == CONF_MODE_READ_ONLY)
		return;

	c = ARENA_NEW(rq->arena, struct count);
	c->order_id = order_id;
	c->event = event;
	c->next = rq->after == write_counts ? rq->after_ctx : NULL;
	rq->after = write_counts;
	rq->after_ctx = c;
}

enum err
order_card_put(struct tx *tx, int64_t order_id, const char *block,
    const char *state, struct str data, int64_t now)
{
	return card_put(tx, order_id, str_of(block), str_of(state), data,
	    now);
}

struct str
order_path(struct rq *rq)
{
	return arena_printf(rq->arena, "/o/" STR_FMT,
	    STR_ARG(rq->pass.token));
}
