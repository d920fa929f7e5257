/* help - the rows this feature contributes, and its lines in the queue. */
#include "aftersale/features/help.h"
#include "help.h"

enum err
help_queue(struct rq *rq, int64_t most, struct list *out)
{
	const struct value *settings = rq->site->settings;
	struct list entries = { 0 };
	const struct value *channels = value_at(settings, "help.channels");

	help_entries_of(rq->arena, settings, &entries);
	if (most > 0 && !entries.count)
		*LIST_PUSH(rq->arena, out, struct queue_item) =
		    (struct queue_item){
			    .what = tr(rq->lang, "queue",
				N_("Buyers find no questions and answers on"
				   " their order page")),
			    .since = rq->now,
			    .path = STR("/admin/help"),
			    .action = tr(rq->lang, "queue",
				N_("Write the first answer")),
		    };
	if (most > 1 && (!channels || !channels->items.count))
		*LIST_PUSH(rq->arena, out, struct queue_item) =
		    (struct queue_item){
			    .what = tr(rq->lang, "queue",
				N_("Buyers see no way to reach you but the"
				   " shop's mail address")),
			    .since = rq->now,
			    .path = STR("/admin/help"),
			    .action = tr(rq->lang, "queue",
				N_("Add a channel")),
		    };
	return ERR_OK;
}

static const struct block blocks[] = {
	{ .name = "help", .title = N_("Help"), .place = BLOCK_REST,
	    .is_help = true, .draw = help_block },
	{ .name = NULL }
};

static const struct card_word cards[] = {
	{ "help", "pressed", N_("An answer on the order page helped") },
	{ .block = NULL }
};

static const struct desk_page pages[] = {
	{ "help", N_("Help"), "/admin/help", "question" },
	{ .name = NULL }
};

static const struct queue_row queue[] = {
	{ "help", help_queue },
	{ .name = NULL }
};

static const struct setting settings[] = {
	{ .path = "help.entries", .kind = SETTING_LIST, .otherwise = "[]",
	    .what = N_("The shop's own questions and answers.") },
	{ .path = "help.channels", .kind = SETTING_LIST, .otherwise = "[]",
	    .what = N_("The ways buyers can reach the shop.") },
	{ .path = NULL }
};

static const struct event events[] = {
	{ "help.answered", "an answer helped; in help_press" },
	{ .name = NULL }
};

static const struct personal_row personal[] = {
	{ .table = "help_press",
	    .what = "Which answers helped with an order.",
	    .keyed_by = "order_id", .keep_days = 400,
	    .export = &help_export_stmt, .erase = &help_erase_stmt },
	{ .table = "help_figure", .what = "Sums of presses; no person.",
	    .keyed_by = "none" },
	{ .table = NULL }
};

const struct feature help_feature = {
	.name = "help",
	.blocks = blocks,
	.cards = cards,
	.desk_pages = pages,
	.queue_rows = queue,
	.settings = settings,
	.events = events,
	.personal = personal,
	.stmts = help_stmts,
};
