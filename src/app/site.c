/* site - looking things up in the snapshot of one shop. */
#include "aftersale/site.h"

static const struct site_lang *
find_tag(const struct site *site, struct str tag)
{
	for (size_t i = 0; i < site->langs.count; i++) {
		const struct site_lang *l = LIST_AT(&site->langs,
		    struct site_lang, i);

		if (str_is_nocase(l->tag, tag))
			return l;
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
