/* help_desk - the console's page of help: what buyers read, the channels, and
 * which answers helped. Everything typed stays when something is refused. */
#include "aftersale/conf.h"
#include "aftersale/features/help.h"
#include "help.h"
#include "help_desk.h"

/* ---- what the page shows -------------------------------------------------*/

struct entry_desk {
	int64_t n, id;
	struct str question, answer, question_error, answer_error;
	bool is_hidden, is_new;
};

static const struct field entry_desk[] = {
	FIELD(struct entry_desk, n),
	FIELD(struct entry_desk, id),
	FIELD(struct entry_desk, question),
	FIELD(struct entry_desk, answer),
	FIELD(struct entry_desk, question_error),
	FIELD(struct entry_desk, answer_error),
	FIELD(struct entry_desk, is_hidden),
	FIELD(struct entry_desk, is_new),
	FIELD_STOP
};

struct kind_option {
	struct str value, title;
	bool is_chosen;
};

static const struct field kind_option[] = {
	FIELD(struct kind_option, value),
	FIELD(struct kind_option, title),
	FIELD(struct kind_option, is_chosen),
	FIELD_STOP
};

struct channel_desk {
	int64_t n;
	struct list kind_options;
	struct str text, url, note, text_error, url_error;
	bool is_new;
};

static const struct field channel_desk[] = {
	FIELD(struct channel_desk, n),
	FIELD_EACH(struct channel_desk, kind_options, struct kind_option,
	    kind_option),
	FIELD(struct channel_desk, text),
	FIELD(struct channel_desk, url),
	FIELD(struct channel_desk, note),
	FIELD(struct channel_desk, text_error),
	FIELD(struct channel_desk, url_error),
	FIELD(struct channel_desk, is_new),
	FIELD_STOP
};

struct count_desk {
	int64_t n, presses;
	struct str question;
};

static const struct field count_desk[] = {
	FIELD(struct count_desk, n),
	FIELD(struct count_desk, presses),
	FIELD(struct count_desk, question),
	FIELD_STOP
};

struct notice_desk {
	struct str text, more;
	bool is_ok, is_warn, is_bad;
};

static const struct field notice_desk[] = {
	FIELD(struct notice_desk, text),
	FIELD(struct notice_desk, more),
	FIELD(struct notice_desk, is_ok),
	FIELD(struct notice_desk, is_warn),
	FIELD(struct notice_desk, is_bad),
	FIELD_STOP
};

struct desk_view {
	struct str title, save_url, form_key, since;
	int64_t seen;
	struct list notice, errors, counts, entries, channels;
	bool has_errors, has_counts;
};

static const struct field desk_view[] = {
	FIELD(struct desk_view, title),
	FIELD(struct desk_view, save_url),
	FIELD(struct desk_view, form_key),
	FIELD(struct desk_view, since),
	FIELD(struct desk_view, seen),
	FIELD_EACH(struct desk_view, notice, struct notice_desk, notice_desk),
	FIELD_EACH(struct desk_view, errors, struct form_error,
	    form_error_fields),
	FIELD_EACH(struct desk_view, counts, struct count_desk, count_desk),
	FIELD_EACH(struct desk_view, entries, struct entry_desk, entry_desk),
	FIELD_EACH(struct desk_view, channels, struct channel_desk,
	    channel_desk),
	FIELD(struct desk_view, has_errors),
	FIELD(struct desk_view, has_counts),
	FIELD_STOP
};

static const char *const kind_titles[] = {
	[HELP_MAIL] = N_("E-mail"),
	[HELP_PHONE] = N_("Phone"),
	[HELP_CHAT] = N_("Chat"),
	[HELP_VISIT] = N_("Visit"),
	[HELP_LINK] = N_("Link"),
};

static void
add_kinds(struct rq *rq, enum help_kind chosen, struct list *out)
{
	for (int i = 0; help_kind_words[i]; i++)
		*LIST_PUSH(rq->arena, out, struct kind_option) =
		    (struct kind_option){ str_of(help_kind_words[i]),
			    tr(rq->lang, "help", kind_titles[i]),
			    i == (int)chosen };
}

static void
add_entry(struct rq *rq, const struct desk_entry *e, struct desk_view *v)
{
	*LIST_PUSH(rq->arena, &v->entries, struct entry_desk) =
	    (struct entry_desk){
		    .n = e->n,
		    .id = e->id,
		    .question = e->form.question.text,
		    .answer = e->form.answer.text,
		    .question_error = e->form.question.error,
		    .answer_error = e->form.answer.error,
		    .is_hidden = e->form.is_hidden.flag,
		    .is_new = e->id == 0,
	    };
}

static void
add_channel(struct rq *rq, const struct desk_channel *c, struct desk_view *v)
{
	struct channel_desk *d = LIST_PUSH(rq->arena, &v->channels,
	    struct channel_desk);

	d->n = c->n;
	d->text = c->form.text.text;
	d->url = c->form.url.text;
	d->note = c->form.note.text;
	d->text_error = c->form.text.error;
	d->url_error = c->form.url.error;
	d->is_new = c->is_new;
	add_kinds(rq, c->kind, &d->kind_options);
}

static enum err
add_counts(struct rq *rq, const struct desk *desk, struct desk_view *v)
{
	struct list counts = { 0 };
	int64_t since = rq->now;
	enum err e;

	e = help_press_counts(rq->db, rq->arena, &counts);
	if (e)
		return e;

	for (size_t i = 0; i < desk->entries.count; i++) {
		const struct desk_entry *entry = LIST_AT(&desk->entries,
		    struct desk_entry, i);
		int64_t presses = 0;

		for (size_t j = 0; j < counts.count; j++) {
			const struct press_count *c = LIST_AT(&counts,
			    struct press_count, j);

			if (c->entry_id != entry->id)
				continue;
			presses += c->presses;
			since = c->since < since ? c->since : since;
		}
		if (entry->id)
			*LIST_PUSH(rq->arena, &v->counts, struct count_desk) =
			    (struct count_desk){ entry->n, presses,
				    entry->form.question.text };
	}
	v->has_counts = v->counts.count > 0;
	v->since = site_date(rq, since, shop_info(rq->shop)->date_format);
	return ERR_OK;
}

/* Words for what a file of the host or the shop locks, else NULL. */
static const char *
lock_text(bool has_entries, bool has_channels)
{
	if (has_entries && has_channels)
		return N_("Nothing on this page can be changed here: it is set"
			  " in a file.");
	if (has_entries)
		return N_("Questions and answers cannot be changed here: they"
			  " are set in a file.");
	if (has_channels)
		return N_("Ways to reach you cannot be changed here: they are"
			  " set in a file.");
	return NULL;
}

static bool
is_locked(struct rq *rq)
{
	return setting_lock(rq, "help.entries").n > 0 ||
	    setting_lock(rq, "help.channels").n > 0;
}

static void
add_lock(struct rq *rq, struct desk_view *v)
{
	struct str entries = setting_lock(rq, "help.entries");
	struct str channels = setting_lock(rq, "help.channels");
	const char *text = lock_text(entries.n > 0, channels.n > 0);

	if (text)
		*LIST_PUSH(rq->arena, &v->notice, struct notice_desk) =
		    (struct notice_desk){
			    .text = tr(rq->lang, "help", text),
			    .more = entries.n ? entries : channels,
			    .is_warn = true,
		    };
}

static enum err
show(struct rq *rq, int status, const struct desk *desk,
    const struct notice_desk *notice)
{
	struct desk_view v = {
		.title = tr(rq->lang, "console", N_("Help")),
		.save_url = arena_printf(rq->arena, STR_FMT "/admin/help",
		    STR_ARG(rq->conf->base_path)),
		.form_key = write_once_key(rq, "/admin/help"),
		.seen = rq->site->generation,
	};
	enum err e;

	if (notice)
		*LIST_PUSH(rq->arena, &v.notice, struct notice_desk) =
		    *notice;
	add_lock(rq, &v);
	for (size_t i = 0; i < desk->entries.count; i++)
		add_entry(rq, LIST_AT(&desk->entries, struct desk_entry, i),
		    &v);
	for (size_t i = 0; i < desk->channels.count; i++)
		add_channel(rq,
		    LIST_AT(&desk->channels, struct desk_channel, i), &v);
	desk_errors(rq, desk, &v.errors);
	v.has_errors = v.errors.count > 0;
	e = add_counts(rq, desk, &v);
	if (e)
		return e;
	return admin_page(rq, status, "help", "help/desk", desk_view, &v);
}

/* ---- the two handlers ----------------------------------------------------*/

enum err
help_desk_show(struct rq *rq)
{
	struct notice_desk saved = {
		.text = tr(rq->lang, "help", N_("Saved. Buyers see it now.")),
		.is_ok = true,
	};
	struct desk desk = { 0 };

	desk_from_settings(rq, &desk);
	return show(rq, 200, &desk,
	    rq_query(rq, "saved").n ? &saved : NULL);
}

/* What the form says unchanged counts as it stands in the settings, which may
 * have been written by hand in a file. */
static const struct value *
unless_same(struct rq *rq, const char *path, const struct value *was,
    const struct value *is)
{
	struct str before = conf_json_text(rq->arena, was, false);
	const struct value *now = value_at(rq->site->settings, path);

	return now && str_is(before, conf_json_text(rq->arena, is, false))
	    ? now
	    : is;
}

/* A repeat of a key leads to the same page; another body with the same key
 * is told so. */
static enum err
save(struct rq *rq, struct str key, const struct desk *desk)
{
	static const struct str done = S("/admin/help?saved=1");
	AUTO_TX tx = db_begin(rq->db);
	struct str url = STR("");
	struct str why = STR("");
	struct setting_put puts[2] = {
		{ "help.entries", desk_entries_tree(rq, desk) },
		{ "help.channels", desk_channels_tree(rq, desk) },
	};
	struct desk before = { 0 };
	enum err e;

	desk_from_settings(rq, &before);
	puts[0].value = unless_same(rq, puts[0].path,
	    desk_entries_tree(rq, &before), puts[0].value);
	puts[1].value = unless_same(rq, puts[1].path,
	    desk_channels_tree(rq, &before), puts[1].value);

	e = write_once(&tx, rq, rq->arena, key, &url);
	if (e == ERR_CONFLICT && url.n)
		return res_see_other(rq, STR_FMT, STR_ARG(url));
	if (!e && desk->seen != rq->site->generation)
		e = ERR_CONFLICT;
	if (!e)
		e = setting_change(&tx, rq, puts, 2, &why);
	if (!e)
		e = write_once_result(&tx, rq, key, done);
	if (!e)
		e = db_commit(&tx);
	if (e)
		return e;
	return res_see_other(rq, STR_FMT, STR_ARG(done));
}

enum err
help_desk_save(struct rq *rq)
{
	struct notice_desk meanwhile = {
		.text = tr(rq->lang, "help",
		    N_("Somebody saved this page while you were typing.")),
		.more = tr(rq->lang, "help",
		    N_("What you typed is still here; saving again replaces"
		       " what they saved.")),
		.is_warn = true,
	};
	struct notice_desk locked = {
		.text = tr(rq->lang, "help", N_("Nothing was saved.")),
		.is_bad = true,
	};
	struct desk desk = { 0 };
	struct str key;
	size_t wrong = 0;
	enum err e;

	e = desk_from_form(rq, &desk, &key, &wrong);
	if (e)
		return e;
	if (rq->conf->mode == CONF_MODE_READ_ONLY) {
		locked.more = tr(rq->lang, "help",
		    N_("The mode is read-only: nothing is written."));
		return show(rq, 403, &desk, &locked);
	}
	if (wrong)
		return show(rq, 422, &desk, NULL);

	e = save(rq, key, &desk);
	if (e == ERR_DENIED && is_locked(rq))
		return show(rq, 403, &desk, &locked);
	return e == ERR_CONFLICT ? show(rq, 409, &desk, &meanwhile) : e;
}
