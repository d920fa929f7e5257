/* activity - counts that may be lost, written after the answer (architecture
 * 11): once per order, event and day, never for machines. */
#include "app.h"
#include "once_store.h"

struct count {
	int64_t order_id;
	const char *event;
	uint64_t mark; /* of order, event and day */
	enum err (*write)(struct rq *rq, void *ctx);
	void *ctx;
	struct count *next;
};

static uint64_t
mark_of(int64_t order_id, const char *event, int64_t day)
{
	uint64_t mark = ((uint64_t)order_id << 20) ^ (uint64_t)day;

	for (; *event; event++)
		mark = (mark ^ (uint8_t)*event) * UINT64_C(0x100000001b3);
	return mark;
}

/* Where a mark is kept; a later one takes its place. */
static uint64_t *
place_of(struct rq *rq, uint64_t mark)
{
	struct counted *c = rq->counted;

	return &c->marks[(mark >> 32) % (sizeof(c->marks) / sizeof(mark))];
}

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
		if (!c->write(rq, c->ctx))
			*place_of(rq, c->mark) = c->mark;
	}
}

static enum err
add_day(struct rq *rq, void *ctx)
{
	const struct count *c = ctx;

	return activity_add(
	    rq->db, c->order_id, str_of(c->event), rq->now / 86400);
}

void
activity_write(struct rq *rq, int64_t order_id, const char *event,
    enum err (*write)(struct rq *rq, void *ctx), void *ctx)
{
	uint64_t mark = mark_of(order_id, event, rq->now / 86400);
	struct count *c;

	if (*place_of(rq, mark) == mark)
		return;
	if (rq->method == METHOD_HEAD || rq->is_prefetch ||
	    is_scanner(rq->user_agent) ||
	    rq->conf->mode == CONF_MODE_READ_ONLY)
		return;

	c = ARENA_NEW(rq->arena, struct count);
	c->order_id = order_id;
	c->event = event;
	c->mark = mark;
	c->write = write ? write : add_day;
	c->ctx = write ? ctx : c;
	c->next = rq->after == write_counts ? rq->after_ctx : NULL;
	rq->after = write_counts;
	rq->after_ctx = c;
}

void
activity_count(struct rq *rq, int64_t order_id, const char *event)
{
	activity_write(rq, order_id, event, NULL, NULL);
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
