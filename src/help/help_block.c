/* help_block - help on the order page: channels and the first questions. */
#include "aftersale/conf.h"
#include "help.h"

struct block_view {
	struct list channels, entries;
	bool has_channels, has_entries;
	struct str page_url;
};

static const struct field block_view[] = {
	FIELD_EACH(struct block_view, channels, struct channel_view,
	    help_channel_fields),
	FIELD_EACH(struct block_view, entries, struct entry_view,
	    help_entry_fields),
	FIELD(struct block_view, has_channels),
	FIELD(struct block_view, has_entries),
	FIELD(struct block_view, page_url),
	FIELD_STOP
};

#define SHOWN_ON_ORDER 4

enum err
help_block(const struct block_ask *ask, struct view_part *out)
{
	struct block_view *v = ARENA_NEW(ask->rq->arena, struct block_view);
	struct list pressed = { 0 };
	struct rq *rq = ask->rq;

	help_pressed(rq, &pressed);
	help_show_channels(rq, &v->channels);
	help_show_entries(rq,
	    rq->conf->mode == CONF_MODE_READ_ONLY ? NULL : &pressed,
	    &v->entries);
	if (v->entries.count > SHOWN_ON_ORDER) {
		v->entries.count = SHOWN_ON_ORDER;
		v->page_url = arena_printf(rq->arena,
		    STR_FMT "/o/" STR_FMT "/help",
		    STR_ARG(rq->conf->base_path), STR_ARG(rq->pass.token));
	}
	v->has_channels = v->channels.count > 0;
	v->has_entries = v->entries.count > 0;
	if (v->has_channels || v->has_entries)
		*out = (struct view_part){ "help/block_help", block_view, v };
	return ERR_OK;
}
