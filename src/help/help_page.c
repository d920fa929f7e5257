/* help_page - help on a page of its own, and "this answered my question". */
#include "aftersale/conf.h"
#include "aftersale/link.h"
#include "aftersale/features/help.h"
#include "help.h"

struct page_view {
	struct str title, order_url, number;
	struct list channels, entries;
	bool has_channels, has_entries;
};

static const struct field page_view[] = {
	FIELD(struct page_view, title),
	FIELD(struct page_view, order_url),
	FIELD(struct page_view, number),
	FIELD_EACH(struct page_view, channels, struct channel_view,
	    help_channel_fields),
	FIELD_EACH(struct page_view, entries, struct entry_view,
	    help_entry_fields),
	FIELD(struct page_view, has_channels),
	FIELD(struct page_view, has_entries),
	FIELD_STOP
};

enum err
help_page_show(struct rq *rq)
{
	struct page_view v = { .title = tr(rq->lang, NULL, N_("Help")) };
	bool may_press = rq->link &&
	    rq->conf->mode != CONF_MODE_READ_ONLY;
	struct list pressed = { 0 };

	if (rq->link) {
		v.order_url = arena_printf(rq->arena,
		    STR_FMT "/o/" STR_FMT, STR_ARG(rq->conf->base_path),
		    STR_ARG(rq->pass.token));
		v.number = str_of(rq->link->number);
		help_pressed(rq, &pressed);
	}
	help_show_channels(rq, &v.channels);
	help_show_entries(rq, may_press ? &pressed : NULL, &v.entries);
	v.has_channels = v.channels.count > 0;
	v.has_entries = v.entries.count > 0;
	return res_page(rq, 200, "help/page", page_view, &v);
}

enum err
help_page_press(struct rq *rq)
{
	struct list entries = { 0 };
	const struct help_entry *entry;
	int64_t id;
	enum err e;

	if (str_int(rq->params[1], &id))
		return ERR_NOT_FOUND;
	help_entries_of(rq->arena, rq->site->settings, &entries);
	entry = help_find(&entries, id);
	if (!entry || entry->is_hidden)
		return ERR_NOT_FOUND;
	if (rq->conf->mode == CONF_MODE_READ_ONLY)
		return ERR_DENIED;

	e = help_press_put(rq, rq->pass.order_id, id);
	if (e)
		return e;
	return res_see_other(rq, "/o/" STR_FMT "/help?answered=%lld#q-%lld",
	    STR_ARG(rq->pass.token), (long long)id, (long long)id);
}
