/* help_form - the desk's form: from the settings, from what was posted, and
 * to the trees that are saved. */
#include "aftersale/view.h"
#include "help_desk.h"

static const struct form_field entry_fields[] = {
	{ .name = "id", .kind = FORM_INT, .label = N_("Question"),
	    .group = "entry", .low = 1, .high = INT32_MAX,
	    .offset = offsetof(struct entry_form, id) },
	{ .name = "question", .kind = FORM_TEXT, .label = N_("Question"),
	    .group = "entry", .most = 200,
	    .offset = offsetof(struct entry_form, question) },
	{ .name = "answer", .kind = FORM_LINES, .label = N_("Answer"),
	    .group = "entry", .most = 4000,
	    .offset = offsetof(struct entry_form, answer) },
	{ .name = "is_hidden", .kind = FORM_FLAG, .label = N_("Hidden"),
	    .group = "entry",
	    .offset = offsetof(struct entry_form, is_hidden) },
	FORM_STOP
};

static const struct form_field channel_fields[] = {
	{ .name = "kind", .kind = FORM_CHOICE, .label = N_("Kind"),
	    .group = "channel", .choices = help_kind_words,
	    .offset = offsetof(struct channel_form, kind) },
	{ .name = "text", .kind = FORM_TEXT,
	    .label = N_("Address, number or words"), .group = "channel",
	    .most = 200, .offset = offsetof(struct channel_form, text) },
	{ .name = "url", .kind = FORM_TEXT, .label = N_("Web address"),
	    .group = "channel", .most = 500,
	    .offset = offsetof(struct channel_form, url) },
	{ .name = "note", .kind = FORM_TEXT, .label = N_("Hours"),
	    .group = "channel", .most = 200,
	    .offset = offsetof(struct channel_form, note) },
	FORM_STOP
};

/* ---- from the settings ---------------------------------------------------*/

static void
add_empty(struct rq *rq, struct desk *out)
{
	/* Counted before the push: which of the two runs first is open. */
	int64_t entry = (int64_t)out->entries.count + 1;
	int64_t channel = (int64_t)out->channels.count + 1;

	LIST_PUSH(rq->arena, &out->entries, struct desk_entry)->n = entry;
	*LIST_PUSH(rq->arena, &out->channels, struct desk_channel) =
	    (struct desk_channel){ .n = channel, .is_new = true };
}

void
desk_from_settings(struct rq *rq, struct desk *out)
{
	struct list entries = { 0 }, channels = { 0 };

	out->seen = rq->site->generation;
	help_entries_of(rq->arena, rq->site->settings, &entries);
	help_channels_of(rq->arena, rq->site->settings, STR(""), &channels);
	for (size_t i = 0; i < entries.count; i++) {
		const struct help_entry *e = LIST_AT(&entries,
		    struct help_entry, i);
		struct desk_entry *d = LIST_PUSH(rq->arena, &out->entries,
		    struct desk_entry);

		d->n = (int64_t)i + 1;
		d->id = e->id;
		d->form.question.text = e->question;
		d->form.answer.text = e->answer;
		d->form.is_hidden.flag = e->is_hidden;
	}
	for (size_t i = 0; i < channels.count; i++) {
		const struct help_channel *c = LIST_AT(&channels,
		    struct help_channel, i);
		struct desk_channel *d = LIST_PUSH(rq->arena, &out->channels,
		    struct desk_channel);

		d->n = (int64_t)i + 1;
		d->kind = c->kind;
		d->form.text.text = c->text;
		d->form.url.text = c->url;
		d->form.note.text = c->note;
	}
	add_empty(rq, out);
}

/* ---- from what was posted ------------------------------------------------*/

struct head_form {
	struct form_value key;
	struct form_value seen;
};

static const struct form_field head_fields[] = {
	{ .name = "key", .kind = FORM_TEXT, .most = 200,
	    .offset = offsetof(struct head_form, key) },
	{ .name = "seen", .kind = FORM_INT, .high = INT32_MAX,
	    .offset = offsetof(struct head_form, seen) },
	FORM_STOP
};

static void
refuse(struct rq *rq, struct form_value *v, const char *why, size_t *wrong)
{
	if (v->error.n)
		return;
	v->error = tr(rq->lang, "help", why);
	(*wrong)++;
}

static void
check_entry(struct rq *rq, struct desk_entry *e, size_t *wrong)
{
	bool has_question = e->form.question.text.n > 0;
	bool has_answer = e->form.answer.text.n > 0;

	if (has_question && !has_answer)
		refuse(rq, &e->form.answer,
		    N_("Write an answer to this question."), wrong);
	if (has_answer && !has_question)
		refuse(rq, &e->form.question,
		    N_("Write the question this answers."), wrong);
}

static bool
is_web_address(struct str s)
{
	return view_is_url(s) &&
	    (str_has_prefix(s, STR("https://")) ||
		str_has_prefix(s, STR("http://")));
}

static void
check_channel(struct rq *rq, struct desk_channel *c, size_t *wrong)
{
	struct str text = c->form.text.text;
	bool needs_url = c->kind == HELP_CHAT || c->kind == HELP_LINK;

	if (!text.n)
		return;
	if (c->kind == HELP_MAIL &&
	    str_find_byte(text, '@') == (size_t)-1)
		refuse(rq, &c->form.text,
		    N_("Write a whole e-mail address."), wrong);
	if (needs_url && !is_web_address(c->form.url.text))
		refuse(rq, &c->form.url,
		    N_("Write a whole web address, with https://."), wrong);
}

static enum err
read_entries(struct rq *rq, struct desk *out, size_t *wrong)
{
	struct list numbers = { 0 };
	enum err e = rq_form_group(rq, "entry", &numbers);

	if (!e && numbers.count > HELP_ENTRIES_MOST + 1)
		e = ERR_BAD_INPUT;
	for (size_t i = 0; !e && i < numbers.count; i++) {
		struct desk_entry *d = LIST_PUSH(rq->arena, &out->entries,
		    struct desk_entry);
		size_t bad = 0;

		d->n = *LIST_AT(&numbers, int64_t, i);
		e = rq_form_item(rq, entry_fields, "entry", d->n, &d->form,
		    &bad);
		d->id = d->form.id.number;
		*wrong += bad;
		check_entry(rq, d, wrong);
	}
	return e;
}

static enum help_kind
kind_of(struct str word)
{
	for (int i = 0; help_kind_words[i]; i++) {
		if (str_is_z(word, help_kind_words[i]))
			return (enum help_kind)i;
	}
	return HELP_MAIL;
}

static enum err
read_channels(struct rq *rq, struct desk *out, size_t *wrong)
{
	struct list numbers = { 0 };
	enum err e = rq_form_group(rq, "channel", &numbers);

	if (!e && numbers.count > HELP_CHANNELS_MOST + 1)
		e = ERR_BAD_INPUT;
	for (size_t i = 0; !e && i < numbers.count; i++) {
		struct desk_channel *d = LIST_PUSH(rq->arena, &out->channels,
		    struct desk_channel);
		size_t bad = 0;

		d->n = *LIST_AT(&numbers, int64_t, i);
		e = rq_form_item(rq, channel_fields, "channel", d->n,
		    &d->form, &bad);
		d->kind = kind_of(d->form.kind.text);
		d->is_new = i + 1 == numbers.count;
		*wrong += bad;
		check_channel(rq, d, wrong);
	}
	return e;
}

enum err
desk_from_form(
    struct rq *rq, struct desk *out, struct str *key, size_t *wrong)
{
	struct head_form head = { 0 };
	enum err e;

	e = rq_form(rq, head_fields, &head, wrong);
	if (!e)
		e = read_entries(rq, out, wrong);
	if (!e)
		e = read_channels(rq, out, wrong);
	*key = head.key.text;
	out->seen = head.seen.number;
	return e;
}

void
desk_errors(struct rq *rq, const struct desk *desk, struct list *out)
{
	for (size_t i = 0; i < desk->entries.count; i++) {
		const struct desk_entry *d = LIST_AT(&desk->entries,
		    struct desk_entry, i);

		form_item_errors(rq, entry_fields, "entry", d->n, &d->form,
		    out);
	}
	for (size_t i = 0; i < desk->channels.count; i++) {
		const struct desk_channel *d = LIST_AT(&desk->channels,
		    struct desk_channel, i);

		form_item_errors(rq, channel_fields, "channel", d->n,
		    &d->form, out);
	}
}

/* ---- to what is saved ----------------------------------------------------*/

const struct value *
desk_entries_tree(struct rq *rq, const struct desk *desk)
{
	struct list entries = { 0 };
	int64_t newest = 0;

	for (size_t i = 0; i < desk->entries.count; i++) {
		const struct desk_entry *d = LIST_AT(&desk->entries,
		    struct desk_entry, i);

		newest = d->id > newest ? d->id : newest;
	}
	for (size_t i = 0; i < desk->entries.count; i++) {
		const struct desk_entry *d = LIST_AT(&desk->entries,
		    struct desk_entry, i);

		if (!d->form.question.text.n)
			continue;
		*LIST_PUSH(rq->arena, &entries, struct help_entry) =
		    (struct help_entry){ d->id ? d->id : ++newest,
			    d->form.question.text, d->form.answer.text,
			    d->form.is_hidden.flag };
	}
	return help_entries_tree(rq->arena, &entries);
}

const struct value *
desk_channels_tree(struct rq *rq, const struct desk *desk)
{
	struct list channels = { 0 };

	for (size_t i = 0; i < desk->channels.count; i++) {
		const struct desk_channel *d = LIST_AT(&desk->channels,
		    struct desk_channel, i);

		if (!d->form.text.text.n)
			continue;
		*LIST_PUSH(rq->arena, &channels, struct help_channel) =
		    (struct help_channel){ d->kind, d->form.text.text,
			    d->form.url.text, d->form.note.text };
	}
	return help_channels_tree(rq->arena, &channels);
}
