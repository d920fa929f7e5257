/* help_rules - questions, answers and channels between the settings and
 * structs. Pure. */
#include "help.h"

const char *const help_kind_words[] = { "mail", "phone", "chat", "visit",
	"link", NULL };

static struct str
member(struct arena *a, const struct value *map, const char *name)
{
	return value_text(a, value_get(map, str_of(name)), STR(""));
}

void
help_entries_of(
    struct arena *a, const struct value *settings, struct list *out)
{
	const struct value *list = value_at(settings, "help.entries");

	for (size_t i = 0; list && i < list->items.count; i++) {
		const struct value *v = LIST_AT(&list->items, struct value,
		    i);
		struct help_entry *e;

		if (v->kind != VALUE_MAP || out->count >= HELP_ENTRIES_MOST)
			continue;
		e = LIST_PUSH(a, out, struct help_entry);
		e->id = value_int(value_get(v, STR("id")), 0);
		e->question = member(a, v, "question");
		e->answer = member(a, v, "answer");
		e->is_hidden = value_bool(value_get(v, STR("is_hidden")),
		    false);
	}
}

static enum help_kind
kind_of(struct str word)
{
	for (int i = 0; help_kind_words[i]; i++) {
		if (str_is_z(word, help_kind_words[i]))
			return (enum help_kind)i;
	}
	return HELP_LINK;
}

void
help_channels_of(struct arena *a, const struct value *settings,
    struct str shop_email, struct list *out)
{
	const struct value *list = value_at(settings, "help.channels");

	for (size_t i = 0; list && i < list->items.count; i++) {
		const struct value *v = LIST_AT(&list->items, struct value,
		    i);
		struct help_channel *c;

		if (v->kind != VALUE_MAP || out->count >= HELP_CHANNELS_MOST)
			continue;
		c = LIST_PUSH(a, out, struct help_channel);
		c->kind = kind_of(member(a, v, "kind"));
		c->text = member(a, v, "text");
		c->url = member(a, v, "url");
		c->note = member(a, v, "note");
	}
	if (!out->count && shop_email.n)
		*LIST_PUSH(a, out, struct help_channel) =
		    (struct help_channel){ .kind = HELP_MAIL,
			    .text = shop_email };
}

struct value *
help_entries_tree(struct arena *a, const struct list *entries)
{
	struct value *list = ARENA_NEW(a, struct value);

	list->kind = VALUE_LIST;
	for (size_t i = 0; i < entries->count; i++) {
		const struct help_entry *e = LIST_AT(entries,
		    struct help_entry, i);
		struct value *v = value_push(a, list, STR(""), VALUE_MAP);

		value_put_int(a, v, "id", e->id);
		value_put_text(a, v, "question", e->question);
		value_put_text(a, v, "answer", e->answer);
		value_put_bool(a, v, "is_hidden", e->is_hidden);
	}
	return list;
}

struct value *
help_channels_tree(struct arena *a, const struct list *channels)
{
	struct value *list = ARENA_NEW(a, struct value);

	list->kind = VALUE_LIST;
	for (size_t i = 0; i < channels->count; i++) {
		const struct help_channel *c = LIST_AT(channels,
		    struct help_channel, i);
		struct value *v = value_push(a, list, STR(""), VALUE_MAP);

		value_put_text(a, v, "kind", str_of(help_kind_words[c->kind]));
		value_put_text(a, v, "text", c->text);
		value_put_text(a, v, "url", c->url);
		value_put_text(a, v, "note", c->note);
	}
	return list;
}

/* A number as a phone dials it: digits and a leading plus. */
static struct str
dialled(struct arena *a, struct str text)
{
	struct buf b = buf_new(a, text.n + 8);

	buf_putz(&b, "tel:");
	for (size_t i = 0; i < text.n; i++) {
		char c = text.p[i];

		if ((c >= '0' && c <= '9') || (c == '+' && b.n == 4))
			buf_putc(&b, c);
	}
	return b.n > 4 ? buf_str(&b) : STR("");
}

struct str
help_url(struct arena *a, const struct help_channel *channel)
{
	switch (channel->kind) {
	case HELP_MAIL:
		return arena_join(a, STR("mailto:"), channel->text);
	case HELP_PHONE:
		return dialled(a, channel->text);
	case HELP_CHAT:
	case HELP_LINK:
		return channel->url;
	case HELP_VISIT:
		break;
	}
	return STR("");
}

const struct help_entry *
help_find(const struct list *entries, int64_t id)
{
	for (size_t i = 0; i < entries->count; i++) {
		const struct help_entry *e = LIST_AT(entries,
		    struct help_entry, i);

		if (e->id == id)
			return e;
	}
	return NULL;
}
