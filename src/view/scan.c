/* scan - cuts a template into tags and text, and finds out which tags stand
 * alone on their line. What tags mean is in parse.c. */
#include <stdarg.h>

#include "scan.h"

enum { DELIM_MAX = 16 };

static const struct sigil {
	char c;
	enum token_kind kind;
	bool may_stand_alone;
} sigils[] = {
	{ '#', TOKEN_SECTION, true },
	{ '^', TOKEN_INVERTED, true },
	{ '/', TOKEN_CLOSE, true },
	{ '>', TOKEN_PARTIAL, true },
	{ '!', TOKEN_COMMENT, true },
	{ '=', TOKEN_DELIMS, true },
	{ '{', TOKEN_MARKUP, false },
	{ '&', TOKEN_MARKUP, false },
	{ 0, TOKEN_HOLE, false },
};

enum err
fault_at(struct arena *a, struct fault *fault, int line, const char *fmt, ...)
{
	va_list ap;

	if (fault->what.n)
		return ERR_BAD_INPUT;
	va_start(ap, fmt);
	fault->what = arena_vprintf(a, fmt, ap);
	va_end(ap);
	fault->line = line;
	return ERR_BAD_INPUT;
}

void
scan_init(
    struct scan *s, struct arena *a, struct str source, struct fault *fault)
{
	*s = (struct scan){
		.arena = a,
		.fault = fault,
		.source = source,
		.line = 1,
		.open = S("{{"),
		.close = S("}}"),
	};
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static int
line_at(struct scan *s, size_t at)
{
	for (; s->counted < at; s->counted++)
		if (s->source.p[s->counted] == '\n')
			s->line++;
	return s->line;
}

static bool
is_line_start(const struct scan *s, size_t at)
{
	return at == 0 || s->source.p[at - 1] == '\n';
}

static const struct sigil *
sigil_of(char c)
{
	const struct sigil *sigil = sigils;

	while (sigil->c && sigil->c != c)
		sigil++;
	return sigil;
}

/* What ends the tag: the delimiter, behind a '}' or '=' for two of them. */
static struct str
tag_end(struct scan *s, char c)
{
	if (c == '{')
		return arena_join(s->arena, STR("}"), s->close);
	if (c == '=')
		return arena_join(s->arena, STR("="), s->close);
	return s->close;
}

/* {{=<% %>=}}: both are one to sixteen bytes without spaces and '='. */
static enum err
set_delims(struct scan *s, const struct token *tag)
{
	struct str rest = tag->text;
	size_t n = 0;

	while (n < rest.n && !is_blank(rest.p[n]) && rest.p[n] != '\n')
		n++;
	s->open = str_head(rest, n);
	s->close = str_trim(str_skip(rest, n));
	if (s->open.n == 0 || s->open.n > DELIM_MAX || s->close.n == 0 ||
	    s->close.n > DELIM_MAX || str_find_byte(rest, '=') != (size_t)-1 ||
	    str_find_byte(s->close, ' ') != (size_t)-1)
		return fault_at(s->arena, s->fault, tag->line,
		    "new delimiters are written {{=<%% %%>=}}");
	return ERR_OK;
}

/* If only blanks stand around [from, *to), takes them and the line end. */
static void
take_line(struct scan *s, size_t from, size_t *to, struct token *tag)
{
	struct str src = s->source;
	size_t start = from;
	size_t end = *to;

	while (start > s->at && is_blank(src.p[start - 1]))
		start--;
	if (!is_line_start(s, start))
		return;
	while (end < src.n && is_blank(src.p[end]))
		end++;
	if (end + 1 < src.n && src.p[end] == '\r' && src.p[end + 1] == '\n')
		end++;
	if (end < src.n && src.p[end] != '\n')
		return;
	tag->alone = true;
	tag->indent = str_head(str_skip(src, start), from - start);
	*to = end < src.n ? end + 1 : end;
}

/* Reads the tag at `from` into s->tag; *to is behind it. */
static enum err
read_tag(struct scan *s, size_t from, size_t *to)
{
	struct str rest = str_skip(s->source, from + s->open.n);
	const struct sigil *sigil = sigil_of(rest.n ? rest.p[0] : 0);
	struct str end = tag_end(s, sigil->c);
	size_t skip = sigil->c ? 1 : 0;
	size_t n = str_find(str_skip(rest, skip), end);

	s->tag = (struct token){
		.kind = sigil->kind,
		.line = line_at(s, from),
		.line_start = is_line_start(s, from),
	};
	if (n == (size_t)-1)
		return fault_at(
		    s->arena, s->fault, s->tag.line, "this tag has no end");
	s->tag.text = str_trim(str_head(str_skip(rest, skip), n));
	*to = from + s->open.n + skip + n + end.n;
	if (s->tag.text.n == 0 && sigil->kind != TOKEN_COMMENT)
		return fault_at(
		    s->arena, s->fault, s->tag.line, "this tag says nothing");
	if (sigil->may_stand_alone)
		take_line(s, from, to, &s->tag);
	if (sigil->kind == TOKEN_DELIMS)
		return set_delims(s, &s->tag);
	return ERR_OK;
}

/* The text from s->at up to `to`. */
static void
text_token(struct scan *s, size_t to, struct token *out)
{
	*out = (struct token){
		.kind = TOKEN_TEXT,
		.text = str_head(str_skip(s->source, s->at), to - s->at),
		.line_start = is_line_start(s, s->at),
		.line = line_at(s, s->at),
	};
}

enum err
scan_next(struct scan *s, struct token *out)
{
	size_t to = 0;
	size_t n;
	enum err e;

	if (s->has_tag) {
		s->has_tag = false;
		*out = s->tag;
		return ERR_OK;
	}
	if (s->at >= s->source.n) {
		*out = (struct token){ .line = line_at(s, s->source.n) };
		return ERR_OK;
	}
	n = str_find(str_skip(s->source, s->at), s->open);
	if (n == (size_t)-1) {
		text_token(s, s->source.n, out);
		s->at = s->source.n;
		return ERR_OK;
	}
	text_token(s, s->at + n, out);
	e = read_tag(s, s->at + n, &to);
	if (e)
		return e;

	s->at = to;
	out->text.n -= s->tag.indent.n;
	if (out->text.n == 0)
		*out = s->tag;
	else
		s->has_tag = true;
	return ERR_OK;
}
