/* wptoken.c - cuts PHP source into tokens.
 *
 * Knows comments, literals and their escapes, here-documents and where PHP
 * begins and ends in a file. What the tokens mean is wpconfig.c's business.
 * Each call takes at least one byte, so any input comes to its end.
 */
#include <string.h>

#include "text.h"
#include "wptoken.h"

#define NONE ((size_t)-1)

static bool
is_name_byte(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
	       (c >= 'A' && c <= 'Z') || c == '_' || c == '\\' ||
	       (unsigned char)c >= 0x80;
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_space(char c)
{
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\v' ||
	       c == '\f';
}

static char
byte_at(struct str s, size_t i)
{
	return i < s.n ? s.p[i] : '\0';
}

/* Skips to behind the needle, or to the end. */
static void
skip_behind(struct wp_reader *r, struct str needle)
{
	size_t at = str_find(r->rest, needle);

	r->rest = str_skip(r->rest, at == NONE ? r->rest.n : at + needle.n);
}

static void
enter_php(struct wp_reader *r)
{
	skip_behind(r, STR("<?"));
	if (str_is_nocase(str_head(r->rest, 3), STR("php")))
		r->rest = str_skip(r->rest, 3);
	r->is_inside = true;
}

/* A line comment ends at the line's end or where PHP ends. */
static void
skip_line(struct wp_reader *r)
{
	while (r->rest.n && r->rest.p[0] != '\n' &&
	       !str_has_prefix(r->rest, STR("?>")))
		r->rest = str_skip(r->rest, 1);
}

static void
skip_blank(struct wp_reader *r)
{
	while (r->rest.n) {
		char c = r->rest.p[0];

		if (!r->is_inside) {
			enter_php(r);
		} else if (is_space(c)) {
			r->rest = str_skip(r->rest, 1);
		} else if (str_has_prefix(r->rest, STR("/*"))) {
			r->rest = str_skip(r->rest, 2);
			skip_behind(r, STR("*/"));
		} else if (str_has_prefix(r->rest, STR("//")) ||
			   (c == '#' && byte_at(r->rest, 1) != '[')) {
			skip_line(r);
		} else {
			return;
		}
	}
}

static struct str
take(struct wp_reader *r, size_t n)
{
	struct str s = str_head(r->rest, n);

	r->rest = str_skip(r->rest, n);
	return s;
}

/* 'text': only \\ and \' mean something else. */
static struct wp_token
single_quoted(struct wp_reader *r)
{
	struct wp_token t;
	struct buf b = buf_new(r->arena, r->rest.n);
	size_t i = 1;

	while (i < r->rest.n && r->rest.p[i] != '\'') {
		char next = byte_at(r->rest, i + 1);

		if (r->rest.p[i] == '\\' && (next == '\\' || next == '\''))
			i++;
		if (i < r->rest.n)
			buf_putc(&b, r->rest.p[i]);
		i++;
	}
	/* Without its end the file is cut, and so may be the value. */
	t.kind = i < r->rest.n ? WP_TOKEN_TEXT : WP_TOKEN_FILLED;
	take(r, i + 1);
	t.text = buf_str(&b);
	return t;
}

/* Escapes of one letter, in pairs. */
static const char letters[] = "n\nt\tr\rv\ve\033f\f\\\\$$\"\"";

/* \101 or \x41: up to `most` digits of the base. Gives how many. */
static size_t
put_number(struct buf *b, struct str s, int base, size_t most)
{
	unsigned code = 0;
	size_t n = 0;

	while (n < most && n < s.n && str_hex_digit(s.p[n]) >= 0 &&
	       str_hex_digit(s.p[n]) < base) {
		code = code * (unsigned)base + (unsigned)str_hex_digit(s.p[n]);
		n++;
	}
	if (n)
		buf_putc(b, (char)(code & 0xff));
	return n;
}

/* Unicode in braces: "u{e9}". Gives how many bytes it takes, 0: none. */
static size_t
put_unicode(struct buf *b, struct str s)
{
	size_t end = str_find_byte(str_head(s, 12), '}');
	unsigned code = 0;
	char utf8[4];

	if (byte_at(s, 1) != '{' || end == NONE || end < 3 || end > 8)
		return 0;
	for (size_t i = 2; i < end; i++) {
		int d = str_hex_digit(s.p[i]);

		if (d < 0)
			return 0;
		code = code * 16 + (unsigned)d;
	}
	if (code > 0x10ffff)
		return 0;
	buf_put(b, (struct str){ utf8, woo_utf8(code, utf8) });
	return end + 1;
}

/* What stands behind a backslash in "text"; gives its length. */
static size_t
put_escape(struct buf *b, struct str s)
{
	char c = byte_at(s, 0);
	size_t n = 0;

	for (size_t i = 0; letters[i]; i += 2) {
		if (letters[i] == c) {
			buf_putc(b, letters[i + 1]);
			return 1;
		}
	}
	if (c == 'x')
		n = put_number(b, str_skip(s, 1), 16, 2);
	if (n)
		return n + 1;
	if (c == 'u')
		n = put_unicode(b, s);
	else
		n = put_number(b, s, 8, 3);
	if (!n)
		buf_putc(b, '\\');
	return n;
}

static struct wp_token
double_quoted(struct wp_reader *r)
{
	struct wp_token t = { WP_TOKEN_TEXT, { NULL, 0 } };
	struct buf b = buf_new(r->arena, r->rest.n * 2);
	size_t i = 1;

	while (i < r->rest.n && r->rest.p[i] != '"') {
		char c = r->rest.p[i];
		char next = byte_at(r->rest, i + 1);

		i++;
		if (c == '\\') {
			i += put_escape(&b, str_skip(r->rest, i));
			continue;
		}
		if ((c == '$' && (next == '{' || is_name_byte(next))) ||
		    (c == '{' && next == '$'))
			t.kind = WP_TOKEN_FILLED;
		buf_putc(&b, c);
	}
	if (i >= r->rest.n)
		t.kind = WP_TOKEN_FILLED;
	take(r, i + 1);
	t.text = buf_str(&b);
	return t;
}

/* <<<WORD up to a line that holds WORD, indented or not. */
static struct wp_token
here_document(struct wp_reader *r)
{
	struct str word;
	size_t n = 0;

	take(r, 3);
	while (r->rest.n && (r->rest.p[0] == ' ' || r->rest.p[0] == '\t'))
		take(r, 1);
	if (byte_at(r->rest, 0) == '\'' || byte_at(r->rest, 0) == '"')
		take(r, 1);
	while (n < r->rest.n && is_name_byte(r->rest.p[n]))
		n++;
	word = take(r, n);

	while (r->rest.n) {
		struct str line;

		skip_behind(r, STR("\n"));
		line = r->rest;
		while (line.n && (line.p[0] == ' ' || line.p[0] == '\t'))
			line = str_skip(line, 1);
		if (str_has_prefix(line, word) &&
		    !is_name_byte(byte_at(line, word.n))) {
			r->rest = str_skip(line, word.n);
			break;
		}
	}
	return (struct wp_token){ WP_TOKEN_FILLED, word };
}

static struct wp_token
word_or_number(struct wp_reader *r)
{
	bool is_number = is_digit(r->rest.p[0]);
	bool is_variable = r->rest.p[0] == '$';
	size_t n = 1;

	while (n < r->rest.n && (is_name_byte(r->rest.p[n]) ||
				    (is_number && r->rest.p[n] == '.')))
		n++;
	return (struct wp_token){ is_number     ? WP_TOKEN_NUMBER
				  : is_variable ? WP_TOKEN_VARIABLE
						: WP_TOKEN_WORD,
		take(r, n) };
}

struct wp_token
wp_token_next(struct wp_reader *r)
{
	char c;

	skip_blank(r);
	if (!r->rest.n)
		return (struct wp_token){ WP_TOKEN_END, { NULL, 0 } };

	c = r->rest.p[0];
	if (str_has_prefix(r->rest, STR("?>"))) {
		/* It ends a statement, too. */
		take(r, 2);
		r->is_inside = false;
		return (struct wp_token){ WP_TOKEN_MARK, STR(";") };
	}
	if (c == '\'')
		return single_quoted(r);
	if (c == '"')
		return double_quoted(r);
	if (str_has_prefix(r->rest, STR("<<<")))
		return here_document(r);
	if (is_name_byte(c) || (c == '$' && is_name_byte(byte_at(r->rest, 1))))
		return word_or_number(r);
	return (struct wp_token){ WP_TOKEN_MARK, take(r, 1) };
}
