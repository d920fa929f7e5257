/* page_reader.h - a second, simple reader of markup for fuzz_mustache, written
 * apart from that of view: does a word stand where it could do harm? */
#ifndef TESTS_PAGE_READER_H
#define TESTS_PAGE_READER_H

#include "aftersale/base.h"

struct reader {
	struct str rest;
	bool is_html;
	struct str word; /* what must stay text */
	bool harm;
};

static inline size_t
reader_find(struct str s, const char *what)
{
	size_t at = str_find(s, str_of(what));

	return at == (size_t)-1 ? s.n : at;
}

/* Moves on by n; with is_code the word must not stand there. */
static inline struct str
reader_take(struct reader *r, size_t n, bool is_code)
{
	struct str taken = str_head(r->rest, n);

	if (is_code && str_find(taken, r->word) != (size_t)-1)
		r->harm = true;
	r->rest = str_skip(r->rest, n);
	return taken;
}

static inline size_t
reader_span(struct str s, const char *ends)
{
	size_t n = 0;

	while (n < s.n && (!s.p[n] || !strchr(ends, s.p[n])))
		n++;
	return n;
}

static inline void
reader_blanks(struct reader *r)
{
	while (r->rest.n && r->rest.p[0] && strchr(" \t\r\n\f", r->rest.p[0]))
		reader_take(r, 1, false);
}

/* An address that begins with a scheme of its own choice. */
static inline bool
reader_is_script(struct str name, struct str value)
{
	static const char *const names[] = { "href", "src", "action",
		"formaction", "poster", "cite", "data", NULL };
	struct str scheme = STR("javascript:");

	for (size_t i = 0; names[i]; i++)
		if (str_is_nocase(name, str_of(names[i])))
			return str_is_nocase(
			    str_head(str_trim(value), scheme.n), scheme);
	return false;
}

/* name="value" or what else stands in a tag. */
static inline void
reader_attr(struct reader *r)
{
	struct str name =
	    reader_take(r, reader_span(r->rest, " \t\r\n\f=/>"), true);
	char quote[2] = "";
	struct str value;

	reader_blanks(r);
	if (!r->rest.n || r->rest.p[0] != '=')
		return;
	reader_take(r, 1, false);
	reader_blanks(r);
	if (!r->rest.n || (r->rest.p[0] != '"' && r->rest.p[0] != '\'')) {
		reader_take(r, reader_span(r->rest, " \t\r\n\f>"), true);
		return;
	}
	quote[0] = r->rest.p[0];
	reader_take(r, 1, false);
	value = reader_take(r, reader_span(r->rest, quote), false);
	reader_take(r, 1, false);
	if (str_find(value, r->word) != (size_t)-1 &&
	    (reader_is_script(name, value) ||
		str_is_nocase(str_head(name, 2), STR("on"))))
		r->harm = true;
}

static inline bool
reader_is_end(struct str s, struct str name)
{
	return str_has_prefix(s, STR("</")) &&
	       str_is_nocase(str_head(str_skip(s, 2), name.n), name);
}

/* A tag from behind its '<' to behind its '>'; then what it makes of the text
 * behind it. */
static inline void
reader_tag(struct reader *r)
{
	struct str name =
	    reader_take(r, reader_span(r->rest, " \t\r\n\f/>"), true);
	bool is_code = str_is_nocase(name, STR("script")) ||
		       str_is_nocase(name, STR("style"));

	while (r->rest.n && r->rest.p[0] != '>') {
		if (r->rest.p[0] == '/')
			reader_take(r, 1, false);
		reader_blanks(r);
		if (r->rest.n && r->rest.p[0] != '>' && r->rest.p[0] != '/')
			reader_attr(r);
	}
	reader_take(r, 1, false);
	if (!r->is_html || (!is_code && !str_is_nocase(name, STR("title")) &&
			       !str_is_nocase(name, STR("textarea"))))
		return;
	while (r->rest.n && !reader_is_end(r->rest, name))
		reader_take(
		    r, 1 + reader_find(str_skip(r->rest, 1), "<"), is_code);
}

/* What begins with n bytes and ends at a mark that shares none of them; HTML
 * knows better and lets <!--> be a whole comment. */
static inline void
reader_until(struct reader *r, size_t n, const char *end)
{
	reader_take(r, n, false);
	reader_take(r, reader_find(r->rest, end), true);
}

static inline void
reader_next(struct reader *r)
{
	char c;

	reader_take(r, reader_find(r->rest, "<"), false);
	reader_take(r, 1, false);
	c = r->rest.n ? r->rest.p[0] : 0;
	if (r->is_html && str_has_prefix(r->rest, STR("!--")))
		reader_take(r, reader_find(r->rest, "-->"), true);
	else if (!r->is_html && str_has_prefix(r->rest, STR("!--")))
		reader_until(r, 3, "-->");
	else if (!r->is_html && str_has_prefix(r->rest, STR("![CDATA[")))
		reader_until(r, 8, "]]>");
	else if (!r->is_html && c == '?')
		reader_until(r, 1, "?>");
	else if (c == '!' || c == '?')
		reader_take(r, reader_find(r->rest, ">"), true);
	else if (c == '/' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))
		reader_tag(r);
}

/* Does the word stand in a tag, script, style, comment, event or address? */
static inline bool
reader_is_harmed(struct str page, bool is_html, struct str word)
{
	struct reader r = { page, is_html, word, false };

	while (r.rest.n)
		reader_next(&r);
	return r.harm;
}

#endif
