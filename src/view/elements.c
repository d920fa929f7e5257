/* elements - facts about the names of HTML: which elements have no end, which
 * hold no markup, which attributes are addresses. Names are in lower case. */
#include "spot.h"

static const char *const void_names[] = { "area", "base", "br", "col", "embed",
	"hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
	NULL };

static const char *const raw_names[] = { "script", "style", "iframe", "xmp",
	"noembed", "noframes", "plaintext", NULL };

static const char *const title_names[] = { "title", "textarea", NULL };

static const struct attr_fact {
	const char *name;
	enum attr_kind kind;
} attr_facts[] = {
	{ "href", ATTR_URL },
	{ "src", ATTR_URL },
	{ "action", ATTR_URL },
	{ "formaction", ATTR_URL },
	{ "poster", ATTR_URL },
	{ "cite", ATTR_URL },
	{ "data", ATTR_URL },
	{ "xlink:href", ATTR_URL },
	{ "background", ATTR_URL },
	{ "longdesc", ATTR_URL },
	{ "manifest", ATTR_URL },
	{ "style", ATTR_STYLE },
	{ "srcset", ATTR_NEVER },
	{ "imagesrcset", ATTR_NEVER },
	{ "srcdoc", ATTR_NEVER },
	{ "ping", ATTR_NEVER },
	{ "http-equiv", ATTR_NEVER },
	{ "attributename", ATTR_NEVER },
	{ "values", ATTR_NEVER },
	{ "from", ATTR_NEVER },
	{ "to", ATTR_NEVER },
	{ "by", ATTR_NEVER },
	{ NULL, ATTR_TEXT },
};

static bool
is_among(const char *const *names, struct str name)
{
	for (; *names; names++)
		if (str_is_z(name, *names))
			return true;
	return false;
}

bool
element_is_void(struct str name)
{
	return is_among(void_names, name);
}

bool
element_is_raw(struct str name)
{
	return is_among(raw_names, name);
}

bool
element_is_title(struct str name)
{
	return is_among(title_names, name);
}

enum attr_kind
attr_kind_of(struct str name)
{
	const struct attr_fact *fact = attr_facts;

	if (str_has_prefix(name, STR("on")))
		return ATTR_NEVER;
	while (fact->name && !str_is_z(name, fact->name))
		fact++;
	return fact->kind;
}
