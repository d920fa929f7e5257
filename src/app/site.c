/* site - looking things up in the snapshot of one shop. */
#include "aftersale/log.h"
#include "app.h"

bool
site_lang_read(const struct site *site, struct site_lang *l)
{
	enum err e;

	if (!l->unread)
		return true;
	e = text_load(site->arena, l->unread, &l->text);
	if (e)
		log_say(LOG_WARN, "words", "cannot read %s", l->unread);
	else
		l->unread = NULL;
	return !e;
}

static const struct site_lang *
find_tag(const struct site *site, struct str tag)
{
	for (size_t i = 0; i < site->langs.count; i++) {
		struct site_lang *l = LIST_AT(&site->langs,
		    struct site_lang, i);

		if (str_is_nocase(l->tag, tag))
			return site_lang_read(site, l) ? l : NULL;
	}
	return NULL;
}

const struct site_lang *
site_lang(const struct site *site, struct str locale)
{
	const struct site_lang *l = find_tag(site, locale);
	struct str rest = locale;

	if (!l)
		l = find_tag(site, str_cut(&rest, '_'));
	if (!l)
		l = LIST_AT(&site->langs, struct site_lang, 0);
	return l;
}
