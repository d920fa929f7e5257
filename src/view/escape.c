/* escape - writes a value so that it stays text in the place it stands in.
 * Which place a hole has was found out at load, in spot.c. */
#include "render.h"

/* What a byte becomes; NULL: itself. Control characters are dropped. */
#define DROP_CONTROLS                                   \
	[0x00 ... 0x08] = "", [0x0b] = "", [0x0c] = "", \
		  [0x0e ... 0x1f] = "", [0x7f] = ""

static const char *const markup_bytes[256] = {
	DROP_CONTROLS,
	['&'] = "&amp;",
	['<'] = "&lt;",
	['>'] = "&gt;",
	['"'] = "&quot;",
	['\''] = "&#39;",
};

static const char *const body_bytes[256] = {
	DROP_CONTROLS,
	['&'] = "&amp;",
	['<'] = "&lt;",
	['>'] = "&gt;",
};

static const char *const header_bytes[256] = {
	[0x00 ... 0x1f] = " ",
	[0x7f] = " ",
};

static void
put_mapped(struct buf *out, const char *const *bytes, struct str s)
{
	size_t run = 0;

	for (size_t i = 0; i < s.n; i++) {
		const char *as = bytes[(unsigned char)s.p[i]];

		if (!as)
			continue;
		buf_put(out, (struct str){ s.p + run, i - run });
		buf_putz(out, as);
		run = i + 1;
	}
	buf_put(out, str_skip(s, run));
}

static bool
is_unreserved(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' ||
	       c == '~';
}

static void
put_percent(struct buf *out, struct str s, const char *also)
{
	static const char hex[] = "0123456789ABCDEF";

	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		char code[3] = { '%', hex[c >> 4], hex[c & 15] };

		if (is_unreserved(s.p[i]) || (c && strchr(also, c)))
			buf_putc(out, s.p[i]);
		else
			buf_put(out, (struct str){ code, sizeof(code) });
	}
}

/* A value that opens its attribute stands straight behind the quote: no other
 * text in the value can hold that quote. */
static void
put_url(struct buf *out, char quote, struct str s)
{
	bool is_first = out->n > 0 && out->p[out->n - 1] == quote;

	if (s.n == 0)
		return;
	if (!is_first)
		put_percent(out, s, "");
	else if (view_is_url(s))
		put_mapped(out, markup_bytes, s);
	else
		buf_putc(out, '#');
}

void
escape_put(struct buf *out, enum place place, struct str s)
{
	switch (place) {
	case PLACE_BODY:
	case PLACE_ATTR:
	case PLACE_MARKUP:
		put_mapped(out, markup_bytes, s);
		break;
	case PLACE_URL_DOUBLE:
		put_url(out, '"', s);
		break;
	case PLACE_URL_SINGLE:
		put_url(out, '\'', s);
		break;
	case PLACE_MAILTO:
		put_percent(out, s, "@+");
		break;
	case PLACE_STYLE:
		if (css_is_value(s))
			put_mapped(out, markup_bytes, s);
		break;
	case PLACE_CSS:
		if (css_is_value(s))
			buf_put(out, s);
		break;
	case PLACE_RAW:
		buf_put(out, s);
		break;
	case PLACE_HEADER:
		put_mapped(out, header_bytes, s);
		break;
	case PLACE_JSON:
		break;
	}
}

void
escape_words(struct buf *out, enum place place, struct str s)
{
	if (place == PLACE_BODY)
		put_mapped(out, body_bytes, s);
	else
		escape_put(out, place, s);
}

struct safe_html
view_escape(struct arena *a, struct str s)
{
	struct buf out = buf_new(a, s.n * 6);

	put_mapped(&out, markup_bytes, s);
	return (struct safe_html){ buf_str(&out) };
}

struct safe_html
view_lines(struct arena *a, struct str s)
{
	struct buf out = buf_new(a, s.n * 6);

	while (s.p) {
		struct str line = str_cut(&s, '\n');

		if (line.n && line.p[line.n - 1] == '\r')
			line.n--;
		put_mapped(&out, markup_bytes, line);
		if (s.p)
			buf_putz(&out, "<br>");
	}
	return (struct safe_html){ buf_str(&out) };
}
