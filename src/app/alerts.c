/* alerts - what the worker holds back, for the console and for the bridge. The
 * command line says it in full (cmd_status.c). */
#include "aftersale/text.h"
#include "alerts.h"
#include "drift.h"
#include "place_store.h"

static void
add(struct rq *rq, struct list *out, const char *text, struct str more)
{
	struct page_alert *alert = LIST_PUSH(rq->arena, out,
	    struct page_alert);

	alert->text = tr(rq->lang, "console", text);
	alert->more = more;
}

void
watch_alerts(struct rq *rq, struct list *out)
{
	struct list drifts = { 0 };
	struct value watch;

	if (rq->conf->mode == CONF_MODE_READ_ONLY ||
	    watch_load(rq->db, rq->arena, &watch))
		return;
	if (value_bool(value_at(&watch, "place.held"), false))
		add(rq, out,
		    N_("Nothing is sent to buyers: this is not the place"
		       " aftersale was set up in."),
		    tr(rq->lang, "console",
			N_("On the server, aftersale adopt --dry-run says what"
			   " differs and what waits.")));
	drift_read(rq->arena, value_at(&watch, "shape"), &drifts);
	if (drift_closed(&drifts))
		add(rq, out,
		    N_("Some writing is paused: the shop's tables have"
		       " changed."),
		    drift_sentence(rq->arena,
			LIST_AT(&drifts, struct drift, 0)));
}

const char *
alert_word(const struct outbox *outbox)
{
	if (outbox->is_held)
		return "place";
	return outbox->closed ? "shape" : "";
}
