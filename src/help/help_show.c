/* help_show - channels and questions as the views of block and page. */
#include "aftersale/conf.h"
#include "help.h"

const struct field help_channel_fields[] = {
	FIELD(struct channel_view, icon),
	FIELD(struct channel_view, text),
	FIELD(struct channel_view, url),
	FIELD(struct channel_view, note),
	FIELD(struct channel_view, is_ltr),
	FIELD_STOP
};

const struct field help_entry_fields[] = {
	FIELD(struct entry_view, id),
	FIELD(struct entry_view, question),
	FIELD(struct entry_view, answer),
	FIELD(struct entry_view, press_url),
	FIELD(struct entry_view, is_pressed),
	FIELD(struct entry_view, is_open),
	FIELD_STOP
};

static const char *const icons[] = {
	[HELP_MAIL] = "mail",
	[HELP_PHONE] = "phone",
	[HELP_CHAT] = "chat",
	[HELP_VISIT] = "store",
	[HELP_LINK] = "out",
};

void
help_show_channels(struct rq *rq, struct list *out)
{
	struct list channels = { 0 };

	help_channels_of(rq->arena, rq->site->settings,
	    shop_info(rq->shop)->email, &channels);
	for (size_t i = 0; i < channels.count; i++) {
		const struct help_channel *c = LIST_AT(&channels,
		    struct help_channel, i);

		*LIST_PUSH(rq->arena, out, struct channel_view) =
		    (struct channel_view){ str_of(icons[c->kind]), c->text,
			    help_url(rq->arena, c), c->note,
			    c->kind == HELP_MAIL || c->kind == HELP_PHONE };
	}
}

static bool
is_in(const struct list *ids, int64_t id)
{
	for (size_t i = 0; i < ids->count; i++) {
		if (*LIST_AT(ids, int64_t, i) == id)
			return true;
	}
	return false;
}

void
help_show_entries(
    struct rq *rq, const struct list *pressed, struct list *out)
{
	struct list entries = { 0 };
	int64_t answered = 0;

	/* The one just pressed comes back open, with its thanks. */
	if (str_int(rq_query(rq, "answered"), &answered))
		answered = 0;
	help_entries_of(rq->arena, rq->site->settings, &entries);
	for (size_t i = 0; i < entries.count; i++) {
		const struct help_entry *e = LIST_AT(&entries,
		    struct help_entry, i);
		struct entry_view *v;

		if (e->is_hidden)
			continue;
		v = LIST_PUSH(rq->arena, out, struct entry_view);
		v->id = e->id;
		v->question = e->question;
		v->answer = e->answer;
		if (!pressed)
			continue;
		v->is_pressed = is_in(pressed, e->id);
		v->is_open = v->is_pressed && e->id == answered;
		v->press_url = arena_printf(rq->arena,
		    STR_FMT "/o/" STR_FMT "/help/%lld",
		    STR_ARG(rq->conf->base_path), STR_ARG(rq->pass.token),
		    (long long)e->id);
	}
}

void
help_pressed(struct rq *rq, struct list *out)
{
	for (size_t i = 0; rq->cards && i < rq->cards->count; i++) {
		const struct order_card *card = LIST_AT(rq->cards,
		    struct order_card, i);
		struct value ids = { 0 };

		if (!str_is_z(card->block, "help") ||
		    conf_json_read(rq->arena, card->data, &ids, NULL))
			continue;
		for (size_t j = 0; j < ids.items.count; j++)
			*LIST_PUSH(rq->arena, out, int64_t) =
			    LIST_AT(&ids.items, struct value, j)->number;
	}
}
