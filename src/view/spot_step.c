/* spot_step - reads the markup of a template byte by byte, as a browser does,
 * as far as it must to know where a hole stands. It is stricter: what a
 * browser would mend is refused. */
#include "spot.h"

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool
is_name(char c)
{
	return is_letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
	       c == ':' || c == '.' || c == '@';
}

static void
put(struct word *w, char c, bool fold)
{
	if (fold && c >= 'A' && c <= 'Z')
		c = (char)(c + 'a' - 'A');
	word_put(w, (struct str){ &c, 1 });
}

static void
start(struct word *w)
{
	w->n = 0;
	w->cut = false;
}

static enum err
go(struct spotter *s, enum spot spot)
{
	s->spot = spot;
	return ERR_OK;
}

static enum err
until(struct spotter *s, const char *end)
{
	s->until = end;
	s->until_seen = 0;
	return go(s, SPOT_UNTIL);
}

/* The '>' of an opening tag. */
static enum err
tag_done(struct spotter *s)
{
	struct str name = word_str(&s->element);
	bool is_html = s->kind == VIEW_KIND_HTML;

	if (s->element.cut)
		return spot_refuse(s, "the name of this element is too long");
	if (is_html && element_is_void(name))
		return go(s, SPOT_DATA);
	spot_push(s, name, false);
	if (is_html && element_is_raw(name))
		return go(s, SPOT_RAW);
	if (is_html && element_is_title(name))
		return go(s, SPOT_TITLE);
	return go(s, SPOT_DATA);
}

static enum err
step_data(struct spotter *s, char c)
{
	return c == '<' ? go(s, SPOT_OPEN) : ERR_OK;
}

static enum err
step_open(struct spotter *s, char c)
{
	if (is_letter(c)) {
		start(&s->element);
		put(&s->element, c, s->kind == VIEW_KIND_HTML);
		s->tag_serial++;
		s->is_ld_json = s->is_refresh = s->has_hole = false;
		return go(s, SPOT_TAG_NAME);
	}
	if (c == '/')
		return go(s, SPOT_CLOSE_OPEN);
	if (c == '!') {
		start(&s->value);
		return go(s, SPOT_DECL);
	}
	if (c == '?' && s->kind == VIEW_KIND_XML)
		return until(s, "?>");
	return spot_refuse(s, "write &lt; for a < that opens no element");
}

static enum err
step_tag_name(struct spotter *s, char c)
{
	if (is_name(c)) {
		put(&s->element, c, s->kind == VIEW_KIND_HTML);
		return ERR_OK;
	}
	if (is_space(c))
		return go(s, SPOT_BEFORE);
	if (c == '/')
		return go(s, SPOT_SLASH);
	return c == '>' ? tag_done(s)
			: spot_refuse(s, "this tag is not well written");
}

static enum err
step_close_open(struct spotter *s, char c)
{
	if (!is_letter(c))
		return spot_refuse(s, "this closing tag has no name");
	start(&s->element);
	put(&s->element, c, s->kind == VIEW_KIND_HTML);
	s->tag_serial++;
	return go(s, SPOT_CLOSE_NAME);
}

static enum err
step_close_tail(struct spotter *s, char c)
{
	if (is_space(c))
		return go(s, SPOT_CLOSE_TAIL);
	if (c != '>')
		return spot_refuse(s, "this closing tag is not well written");
	s->spot = SPOT_DATA;
	return spot_pop(s, word_str(&s->element), false);
}

static enum err
step_close_name(struct spotter *s, char c)
{
	if (!is_name(c))
		return step_close_tail(s, c);
	put(&s->element, c, s->kind == VIEW_KIND_HTML);
	return ERR_OK;
}

/* The tag may end here. */
static enum err
step_join(struct spotter *s, char c)
{
	if (is_space(c))
		return go(s, SPOT_BEFORE);
	if (c == '/')
		return go(s, SPOT_SLASH);
	return c == '>' ? tag_done(s)
			: spot_refuse(s, "an attribute needs a space before");
}

static enum err
step_before(struct spotter *s, char c)
{
	if (!is_name(c))
		return step_join(s, c);
	start(&s->attr);
	start(&s->value);
	put(&s->attr, c, true);
	s->attr_serial++;
	return go(s, SPOT_NAME);
}

static enum err
step_after_name(struct spotter *s, char c)
{
	if (is_space(c))
		return go(s, SPOT_AFTER_NAME);
	if (c != '=')
		return step_before(s, c);
	s->attr_kind = attr_kind_of(word_str(&s->attr));
	if (str_is_z(word_str(&s->attr), "http-equiv")) {
		s->is_refresh = true;
		if (s->has_hole)
			return spot_refuse(
			    s, "no hole may stand beside http-equiv");
	}
	return go(s, SPOT_BEFORE_VALUE);
}

static enum err
step_name(struct spotter *s, char c)
{
	if (is_name(c)) {
		put(&s->attr, c, true);
		return ERR_OK;
	}
	if (is_space(c) || c == '=')
		return step_after_name(s, c);
	return step_join(s, c);
}

static enum err
step_before_value(struct spotter *s, char c)
{
	if (c == '"')
		return go(s, SPOT_DOUBLE);
	if (c == '\'')
		return go(s, SPOT_SINGLE);
	if (is_space(c))
		return ERR_OK;
	if (c == '>' || c == '=' || c == '<' || s->kind == VIEW_KIND_XML)
		return spot_refuse(s, "this attribute has no value in quotes");
	return go(s, SPOT_UNQUOTED);
}

static enum err
step_unquoted(struct spotter *s, char c)
{
	if (is_space(c))
		return go(s, SPOT_BEFORE);
	if (c == '>')
		return tag_done(s);
	if (c == '"' || c == '\'' || c == '<' || c == '=' || c == '`')
		return spot_refuse(s, "this attribute needs quotes");
	return ERR_OK;
}

/* The closing quote; other bytes were taken into s->value before. */
static enum err
step_quoted(struct spotter *s, char c)
{
	bool is_type = str_is_z(word_str(&s->attr), "type");

	(void)c;
	if (is_type && !s->value.cut &&
	    str_is_z(word_str(&s->value), "application/ld+json"))
		s->is_ld_json = true;
	return go(s, SPOT_JOIN);
}

static enum err
step_slash(struct spotter *s, char c)
{
	struct str name = word_str(&s->element);

	if (c != '>')
		return spot_refuse(s, "a slash stands astray in this tag");
	if (s->kind == VIEW_KIND_HTML && !element_is_void(name) &&
	    !spot_is_foreign(s, name))
		return spot_refuse(s, "a slash does not close this element");
	return go(s, SPOT_DATA);
}

static enum err
step_decl(struct spotter *s, char c)
{
	struct str word;

	put(&s->value, c, true);
	word = word_str(&s->value);
	if (str_is_z(word, "--"))
		return until(s, "-->");
	if (str_is_z(word, "doctype"))
		return until(s, ">");
	if (str_is_z(word, "[cdata[") && s->kind == VIEW_KIND_XML)
		return until(s, "]]>");
	if (word.n > 7)
		return spot_refuse(s, "only <!doctype> and comments begin so");
	return ERR_OK;
}

static enum err
step_until(struct spotter *s, char c)
{
	const char *end = s->until;

	if (c == end[s->until_seen])
		s->until_seen++;
	else if (c != end[0])
		s->until_seen = 0;
	else if (s->until_seen < 2)
		s->until_seen = 1;
	return end[s->until_seen] ? ERR_OK : go(s, SPOT_DATA);
}

static enum err
step_title(struct spotter *s, char c)
{
	return c == '<' ? go(s, SPOT_TITLE_OPEN) : ERR_OK;
}

static enum err
step_title_open(struct spotter *s, char c)
{
	if (c != '/')
		return spot_refuse(s, "no element may stand in this one");
	return go(s, SPOT_CLOSE_OPEN);
}

static enum err
step_raw(struct spotter *s, char c)
{
	return c == '<' ? go(s, SPOT_RAW_OPEN) : ERR_OK;
}

static enum err
step_raw_open(struct spotter *s, char c)
{
	if (c == '/')
		return go(s, SPOT_CLOSE_OPEN);
	if (c == '!' || c == '<' || is_letter(c))
		return spot_refuse(s, "a tag or comment in script or style");
	return go(s, SPOT_RAW);
}

/* With `wake` the bytes before the next such byte change nothing. */
static const struct row {
	enum err (*step)(struct spotter *s, char c);
	char wake;
} rows[SPOT_COUNT] = {
	[SPOT_DATA] = { step_data, '<' },
	[SPOT_OPEN] = { step_open, 0 },
	[SPOT_TAG_NAME] = { step_tag_name, 0 },
	[SPOT_CLOSE_OPEN] = { step_close_open, 0 },
	[SPOT_CLOSE_NAME] = { step_close_name, 0 },
	[SPOT_CLOSE_TAIL] = { step_close_tail, 0 },
	[SPOT_BEFORE] = { step_before, 0 },
	[SPOT_JOIN] = { step_join, 0 },
	[SPOT_NAME] = { step_name, 0 },
	[SPOT_AFTER_NAME] = { step_after_name, 0 },
	[SPOT_BEFORE_VALUE] = { step_before_value, 0 },
	[SPOT_DOUBLE] = { step_quoted, '"' },
	[SPOT_SINGLE] = { step_quoted, '\'' },
	[SPOT_UNQUOTED] = { step_unquoted, 0 },
	[SPOT_SLASH] = { step_slash, 0 },
	[SPOT_DECL] = { step_decl, 0 },
	[SPOT_UNTIL] = { step_until, 0 },
	[SPOT_TITLE] = { step_title, '<' },
	[SPOT_TITLE_OPEN] = { step_title_open, 0 },
	[SPOT_RAW] = { step_raw, '<' },
	[SPOT_RAW_OPEN] = { step_raw_open, 0 },
};

/* Counts the lines of what is passed over, and keeps it if it is a value. */
static void
pass_over(struct spotter *s, struct str run)
{
	if (s->spot == SPOT_DOUBLE || s->spot == SPOT_SINGLE)
		word_put(&s->value, run);
	for (size_t i = 0; i < run.n; i++)
		if (run.p[i] == '\n')
			s->line++;
}

enum err
spot_text(struct spotter *s, struct str text, int line)
{
	size_t i = 0;

	s->line = line;
	if (!spot_is_markup(s))
		return ERR_OK;
	while (i < text.n) {
		const struct row *row = &rows[s->spot];
		enum err e;

		if (row->wake) {
			struct str rest = { text.p + i, text.n - i };
			size_t n = str_find_byte(rest, row->wake);

			pass_over(s, str_head(rest, n));
			if (n == (size_t)-1)
				return ERR_OK;
			i += n;
		}
		e = row->step(s, text.p[i]);
		if (e)
			return e;

		if (text.p[i] == '\n')
			s->line++;
		i++;
	}
	return ERR_OK;
}
