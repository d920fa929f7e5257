/* alerts - what the worker holds back, for the console and for the bridge. The
 * command line says it in full (cmd_status.c). */
#include "aftersale/text.h"
#include "alerts.h"
#include "drift.h"
#include "place_store.h"

enum { CHANGES_BYTES = 2000 };

static void
add(struct rq *rq, struct list *out, struct str text, struct str more)
{
	struct page_alert *alert = LIST_PUSH(rq->arena, out,
	    struct page_alert);

	alert->text = text;
	alert->more = more;
}

static struct str
parts_text(struct rq *rq, unsigned parts)
{
	static const struct {
		unsigned part;
		const char *word;
	} rows[] = {
		{ SHOP_PART_ORDERS, N_("orders") },
		{ SHOP_PART_PRODUCTS, N_("products") },
		{ SHOP_PART_PEOPLE, N_("people") },
	};
	struct buf b = buf_new(rq->arena, 400);

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (!(parts & rows[i].part))
			continue;
		if (b.n)
			buf_putz(&b, ", ");
		buf_put(&b, tr(rq->lang, "console", rows[i].word));
	}
	return buf_str(&b);
}

/* The changes that close something, and what to do about them. */
static struct str
changes_text(struct rq *rq, const struct list *drifts)
{
	struct buf b = buf_new(rq->arena, 4000);

	for (size_t i = 0; i < drifts->count; i++) {
		const struct drift *d = LIST_AT(drifts, struct drift, i);
		struct str one = drift_sentence(rq->arena, rq->lang, d);

		if (d->parts && one.n + b.n < CHANGES_BYTES)
			buf_printf(&b, STR_FMT ". ", STR_ARG(one));
	}
	buf_put(&b, tr(rq->lang, "console",
	    N_("Nothing that was written before is lost. It opens by itself"
	       " when the shop is mended; where the change is right, aftersale"
	       " adopt on the server takes it.")));
	return buf_str(&b);
}

static void
add_paused(struct rq *rq, const struct value *watch, struct list *out)
{
	struct list drifts = { 0 };
	struct text_arg arg = { "parts", STR("") };
	unsigned closed;

	drift_read(rq->arena, value_at(watch, "shape"), &drifts);
	closed = drift_closed(&drifts);
	if (!closed)
		return;
	arg.value = parts_text(rq, closed);
	add(rq, out,
	    text_fill(rq->arena,
		tr(rq->lang, "console",
		    N_("What is written about {{parts}} is paused: the shop's"
		       " tables have changed.")),
		&arg, 1),
	    changes_text(rq, &drifts));
}

/* Set aside for a decision; in a place that is not home, also all that is due
 * meanwhile. */
static int64_t
count_held(struct rq *rq, bool is_held)
{
	struct list kinds = { 0 };
	int64_t count = 0;

	if (outbox_held(rq->db, rq->arena, rq->site->outbox, is_held, rq->now,
		rq->now, &kinds))
		return 0;
	for (size_t i = 0; i < kinds.count; i++) {
		const struct outbox_held *h = LIST_AT(&kinds,
		    struct outbox_held, i);

		count += h->fresh + h->stale;
	}
	return count;
}

static void
add_held(struct rq *rq, bool is_held, struct list *out)
{
	int64_t count = count_held(rq, is_held);
	struct text_arg arg = { "count",
		arena_printf(rq->arena, "%lld", (long long)count) };
	struct str sentence = trn(rq->lang, "console",
	    N_("{{count}} message to buyers waits for a decision."),
	    "{{count}} messages to buyers wait for a decision.", count);

	if (!count)
		return;
	add(rq, out, text_fill(rq->arena, sentence, &arg, 1),
	    tr(rq->lang, "console",
		N_("The worker was away for long, a backup was read in, or the"
		   " shop was copied or moved. On the server, aftersale adopt"
		   " --dry-run lists them; aftersale adopt sends what is"
		   " young and leaves out the rest.")));
}

void
watch_alerts(struct rq *rq, struct list *out)
{
	struct value watch;
	bool is_held;

	if (rq->conf->mode == CONF_MODE_READ_ONLY ||
	    watch_load(rq->db, rq->arena, &watch))
		return;
	is_held = value_bool(value_at(&watch, "place.held"), false);
	if (is_held)
		add(rq, out,
		    tr(rq->lang, "console",
			N_("Nothing is sent to buyers: this is not the place"
			   " aftersale was set up in.")),
		    tr(rq->lang, "console",
			N_("On the server, aftersale adopt --dry-run says what"
			   " differs and what waits.")));
	add_held(rq, is_held, out);
	add_paused(rq, &watch, out);
}

enum err
alert_word(struct db *db, struct arena *a, const struct outbox *outbox,
    const char **out)
{
	struct list held = { 0 };
	enum err e = ERR_OK;

	if (!outbox->is_held && !outbox->closed)
		e = outbox_held(db, a, outbox, false, 0, 0, &held);
	if (e)
		return e;
	*out = held.count ? "held" : "";
	if (outbox->closed)
		*out = "shape";
	if (outbox->is_held)
		*out = "place";
	return ERR_OK;
}
