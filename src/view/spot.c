/* spot - what may stand where: holes, sections, sentences and partials at the
 * spot that spot_step.c has reached. */
#include "spot.h"

/* What kinds without markup ask for; they know one place only. */
static const enum place plain_places[][2] = {
	/* kind			hole		{{{hole}}} */
	[VIEW_KIND_PLAIN] = { PLACE_BODY, PLACE_RAW },
	[VIEW_KIND_TEXT] = { PLACE_RAW, PLACE_RAW },
	[VIEW_KIND_HEADER] = { PLACE_HEADER, PLACE_HEADER },
	[VIEW_KIND_CSS] = { PLACE_CSS, PLACE_CSS },
};

/* Spots where nothing of ours may stand, and why. */
static const char *const refusals[SPOT_COUNT] = {
	[SPOT_OPEN] = "nothing may stand behind a <",
	[SPOT_TAG_NAME] = "no hole may stand in the name of an element",
	[SPOT_CLOSE_OPEN] = "no hole may stand in the name of an element",
	[SPOT_CLOSE_NAME] = "no hole may stand in the name of an element",
	[SPOT_CLOSE_TAIL] = "no hole may stand in a closing tag",
	[SPOT_BEFORE] = "no hole may stand between attributes",
	[SPOT_JOIN] = "no hole may stand between attributes",
	[SPOT_NAME] = "no hole may stand in the name of an attribute",
	[SPOT_AFTER_NAME] = "no hole may stand between attributes",
	[SPOT_BEFORE_VALUE] = "put quotes around this attribute",
	[SPOT_UNQUOTED] = "put quotes around this attribute",
	[SPOT_SLASH] = "no hole may stand between attributes",
	[SPOT_DECL] = "no hole may stand in a declaration",
	[SPOT_UNTIL] = "no hole may stand in a comment or declaration",
	[SPOT_TITLE_OPEN] = "nothing may stand behind a <",
	[SPOT_RAW] = "no hole may stand in script or style",
	[SPOT_RAW_OPEN] = "no hole may stand in script or style",
};

void
spot_init(
    struct spotter *s, struct arena *a, enum view_kind kind, struct fault *f)
{
	*s = (struct spotter){ .arena = a, .kind = kind, .fault = f };
}

bool
spot_is_markup(const struct spotter *s)
{
	return s->kind == VIEW_KIND_HTML || s->kind == VIEW_KIND_XML;
}

static bool
is_quoted(const struct spotter *s)
{
	return s->spot == SPOT_DOUBLE || s->spot == SPOT_SINGLE;
}

static enum place
url_place(const struct spotter *s)
{
	struct str before = word_str(&s->value);

	if (str_has_prefix(before, STR("mailto:")) ||
	    str_has_prefix(before, STR("tel:")))
		return PLACE_MAILTO;
	return s->spot == SPOT_DOUBLE ? PLACE_URL_DOUBLE : PLACE_URL_SINGLE;
}

static enum err
hole_in_attr(struct spotter *s, enum place *out)
{
	bool is_content = str_is_z(word_str(&s->attr), "content");

	s->has_hole = true;
	if (s->is_refresh && is_content)
		return spot_refuse(s, "no hole may stand beside http-equiv");
	switch (s->attr_kind) {
	case ATTR_NEVER:
		return fault_at(s->arena, s->fault, s->line,
		    "no hole may stand in the attribute " STR_FMT,
		    STR_ARG(word_str(&s->attr)));
	case ATTR_URL:
		*out = url_place(s);
		break;
	case ATTR_STYLE:
		*out = PLACE_STYLE;
		break;
	case ATTR_TEXT:
		*out = PLACE_ATTR;
	}
	s->value.cut = true;
	return ERR_OK;
}

static enum err
markup_hole(struct spotter *s, enum place *out)
{
	if (s->spot == SPOT_DATA) {
		*out = PLACE_MARKUP;
		return ERR_OK;
	}
	if (s->spot == SPOT_RAW && s->is_ld_json) {
		*out = PLACE_JSON;
		return ERR_OK;
	}
	return spot_refuse(s, "{{{ }}} may stand between elements only");
}

enum err
spot_hole(struct spotter *s, bool is_markup, int line, enum place *out)
{
	s->line = line;
	if (!spot_is_markup(s)) {
		*out = plain_places[s->kind][is_markup];
		return ERR_OK;
	}
	if (is_markup)
		return markup_hole(s, out);
	if (is_quoted(s))
		return hole_in_attr(s, out);
	if (refusals[s->spot])
		return spot_refuse(s, refusals[s->spot]);
	*out = PLACE_BODY;
	return ERR_OK;
}

enum err
spot_words(struct spotter *s, int line, enum place *out)
{
	enum err e = spot_hole(s, false, line, out);

	if (e)
		return e;
	if (*out == PLACE_BODY || *out == PLACE_ATTR || *out == PLACE_RAW ||
	    *out == PLACE_HEADER)
		return ERR_OK;
	return spot_refuse(s, "no sentence may stand in this attribute");
}

/* Where a section may begin or end; between attributes all spots at which
 * the last one is complete are one. */
static enum err
settle(struct spotter *s)
{
	switch (s->spot) {
	case SPOT_DATA:
	case SPOT_TITLE:
	case SPOT_DOUBLE:
	case SPOT_SINGLE:
	case SPOT_BEFORE:
	case SPOT_JOIN:
		return ERR_OK;
	case SPOT_AFTER_NAME:
		s->spot = SPOT_BEFORE;
		return ERR_OK;
	case SPOT_TAG_NAME:
	case SPOT_NAME:
		s->spot = SPOT_JOIN;
		return ERR_OK;
	default:
		return spot_refuse(s, refusals[s->spot]);
	}
}

static bool
is_in_tag(enum spot spot)
{
	return spot == SPOT_BEFORE || spot == SPOT_JOIN;
}

enum err
spot_enter(struct spotter *s, int line, struct spot_mark *mark)
{
	enum err e;

	s->line = line;
	if (spot_is_markup(s)) {
		e = settle(s);
		if (e)
			return e;
	}
	*mark = (struct spot_mark){
		.spot = s->spot,
		.tag = s->tag_serial,
		.attr = s->attr_serial,
		.floor = s->floor,
		.elements = s->open.count,
	};
	s->floor = s->open.count;
	s->sections++;
	return ERR_OK;
}

static bool
is_same_spot(const struct spotter *s, const struct spot_mark *mark)
{
	if (mark->spot == SPOT_DATA)
		return s->spot == SPOT_DATA;
	if (mark->tag != s->tag_serial)
		return false;
	if (is_in_tag(mark->spot))
		return is_in_tag(s->spot);
	if (mark->spot == SPOT_TITLE)
		return s->spot == SPOT_TITLE;
	return s->spot == mark->spot && s->attr_serial == mark->attr;
}

enum err
spot_leave(struct spotter *s, int line, const struct spot_mark *mark)
{
	const struct element *left;
	enum err e;

	s->line = line;
	s->floor = mark->floor;
	s->sections--;
	if (!spot_is_markup(s))
		return ERR_OK;
	if (s->open.count > mark->elements) {
		left = LIST_AT(&s->open, struct element, s->open.count - 1);
		return fault_at(s->arena, s->fault, left->line,
		    STR_FMT " is opened here and not closed in its section",
		    STR_ARG(left->name));
	}
	e = settle(s);
	if (e)
		return e;

	if (!is_same_spot(s, mark))
		return spot_refuse(
		    s, "this section ends elsewhere than where it began");
	if (is_in_tag(mark->spot) && mark->spot != s->spot)
		s->spot = SPOT_JOIN;
	return ERR_OK;
}

/* page_top counts as the opening of "page", page_end as its closing. */
enum err
spot_partial(struct spotter *s, struct str name, int line)
{
	struct str half = str_head(name, name.n > 4 ? name.n - 4 : 0);

	s->line = line;
	if (!spot_is_markup(s))
		return ERR_OK;
	if (s->spot != SPOT_DATA)
		return spot_refuse(s, "partials stand between elements only");
	if (half.n && str_has_suffix(name, STR("_top")))
		return spot_push(s, half, true);
	if (half.n && str_has_suffix(name, STR("_end")))
		return spot_pop(s, half, true);
	return ERR_OK;
}

enum err
spot_finish(struct spotter *s, int line)
{
	const struct element *left;

	s->line = line;
	if (!spot_is_markup(s))
		return ERR_OK;
	if (s->open.count && !s->is_top) {
		left = LIST_AT(&s->open, struct element, s->open.count - 1);
		return fault_at(s->arena, s->fault, left->line,
		    STR_FMT " is opened here and never closed",
		    STR_ARG(left->name));
	}
	if (s->spot != SPOT_DATA)
		return spot_refuse(s, "the file ends inside a tag");
	return ERR_OK;
}
