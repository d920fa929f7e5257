/* plain.c - markup to the text a reader sees.
 *
 * Shops keep titles, notes and options as HTML. Everything crosses our walls
 * as plain text and is escaped again by the templates, so nothing here has to
 * be safe: it has to be readable. What starts like a tag and never ends is
 * kept as text. Character references are in entity.c.
 */
#include <string.h>

#include "text.h"
#include "woo.h"

#define NONE ((size_t)-1)

struct plain {
	struct buf out;
	bool keeps_lines;
	bool space;   /* white space was seen and not written yet */
	int breaks;   /* line feeds seen and not written yet */
	bool endless; /* no '>' stands in what is left: no tag does */
};

/* Elements that begin a line of their own. */
static const char *const blocks[] = { "address", "article", "blockquote", "br",
	"dd", "div", "dl", "dt", "figure", "h1", "h2", "h3", "h4", "h5", "h6",
	"hr", "li", "ol", "p", "pre", "section", "table", "td", "th", "tr",
	"ul", NULL };
/* Elements whose content nobody reads. */
static const char *const hidden[] = { "script", "style", "template", NULL };

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool
is_among(struct str name, const char *const *names)
{
	for (size_t i = 0; names[i]; i++)
		if (str_is_nocase(name, str_of(names[i])))
			return true;
	return false;
}

static void
write_gap(struct plain *p)
{
	if (p->out.n == 0)
		return;
	if (p->keeps_lines && p->breaks) {
		buf_putc(&p->out, '\n');
		if (p->breaks > 1)
			buf_putc(&p->out, '\n');
	} else if (p->space || p->breaks) {
		buf_putc(&p->out, ' ');
	}
}

static void
write_char(struct plain *p, struct str utf8)
{
	write_gap(p);
	p->space = false;
	p->breaks = 0;
	buf_put(&p->out, utf8);
}

static void
write_code(struct plain *p, unsigned code)
{
	char b[4];

	if (code == 0xa0 || code == ' ' || (code >= 9 && code <= 13)) {
		p->space = true;
		return;
	}
	if (code < 32)
		return;
	write_char(p, (struct str){ b, woo_utf8(code, b) });
}

/* Where the tag s begins with ends, behind its '>'; quotes may hold one. */
static size_t
tag_end(struct str s)
{
	char quote = 0;

	for (size_t i = 1; i < s.n; i++) {
		char c = s.p[i];

		if (quote) {
			if (c == quote)
				quote = 0;
		} else if (c == '"' || c == '\'') {
			quote = c;
		} else if (c == '>') {
			return i + 1;
		}
	}
	/* A stray quote: the first '>' it is. */
	for (size_t i = 1; i < s.n; i++)
		if (s.p[i] == '>')
			return i + 1;
	return NONE;
}

static size_t
comment_end(struct str s)
{
	size_t at = str_find(s, STR("-->"));

	return at == NONE ? s.n : at + 3;
}

/* Behind the end tag of the element whose start tag s follows. */
static size_t
hidden_end(struct str s, struct str name)
{
	size_t at = 0;

	while (at + name.n + 2 <= s.n) {
		struct str rest = str_skip(s, at);
		size_t end;

		if (rest.p[0] == '<' && rest.p[1] == '/' &&
		    str_is_nocase(str_head(str_skip(rest, 2), name.n), name)) {
			end = tag_end(rest);
			return end == NONE ? s.n : at + end;
		}
		at++;
	}
	return s.n;
}

static struct str
tag_name(struct str tag)
{
	size_t from = tag.p[1] == '/' ? 2 : 1;
	size_t n = 0;

	while (from + n < tag.n &&
	       (is_letter(tag.p[from + n]) ||
		   (tag.p[from + n] >= '0' && tag.p[from + n] <= '9')))
		n++;
	return str_head(str_skip(tag, from), n);
}

/* How many bytes the markup takes that s begins with; 0: it is text. */
static size_t
skip_markup(struct plain *p, struct str s)
{
	struct str name;
	size_t end;
	bool is_end;

	if (s.n < 2 || p->endless)
		return 0;
	if (str_has_prefix(s, STR("<!--")))
		return comment_end(s);

	is_end = s.p[1] == '/';
	if (!is_letter(s.p[1]) && !is_end && s.p[1] != '!' && s.p[1] != '?')
		return 0;

	end = tag_end(s);
	if (end == NONE) {
		p->endless = true;
		return 0;
	}

	name = tag_name(str_head(s, end));
	if (is_among(name, blocks)) {
		bool is_paragraph = str_is_nocase(name, STR("p"));

		p->breaks += is_paragraph && is_end ? 2 : 1;
	}
	if (!is_end && is_among(name, hidden))
		end += hidden_end(str_skip(s, end), name);
	return end;
}

static size_t
take_one(struct plain *p, struct str s)
{
	unsigned char c = (unsigned char)s.p[0];
	size_t n = 0;
	unsigned code;

	if (c == '<') {
		n = skip_markup(p, s);
		if (n)
			return n;
	}
	if (c == '&') {
		code = woo_entity(s, &n);
		if (code) {
			write_code(p, code);
			return n;
		}
	}
	if (c == '\n' && p->keeps_lines) {
		p->breaks++;
		return 1;
	}
	if (c == 0xc2 && s.n > 1 && (unsigned char)s.p[1] == 0xa0) {
		p->space = true;
		return 2;
	}
	if (c <= ' ' || c == 0x7f) {
		p->space = true;
		return 1;
	}
	write_char(p, str_head(s, 1));
	return 1;
}

static struct str
to_plain(struct arena *a, struct str html, bool keeps_lines)
{
	/* Text never grows: the shortest reference to n bytes has more. */
	struct plain p = { .out = buf_new(a, html.n + 1),
		.keeps_lines = keeps_lines };

	while (html.n)
		html = str_skip(html, take_one(&p, html));
	return buf_str(&p.out);
}

struct str
woo_plain(struct arena *a, struct str html)
{
	return to_plain(a, html, false);
}

struct str
woo_plain_lines(struct arena *a, struct str html)
{
	return to_plain(a, html, true);
}
