/* values - is this text an address a link may lead to, is it a plain value of
 * a style sheet? Both answer no where they are not sure. */
#include "render.h"

static const char *const schemes[] = { "http", "https", "mailto", "tel", NULL };

static bool
is_among(const char *const *words, struct str s)
{
	for (; *words; words++)
		if (str_is_nocase(s, str_of(*words)))
			return true;
	return false;
}

/* A browser drops tabs and line ends from addresses, and blanks before. */
static bool
has_hidden(struct str s)
{
	if (s.n && s.p[0] == ' ')
		return true;
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] < ' ' || s.p[i] == 0x7f)
			return true;
	return false;
}

static bool
is_slash(char c)
{
	return c == '/' || c == '\\';
}

/* Behind http: and https: a host must follow. */
static bool
is_with_host(struct str scheme, struct str rest)
{
	if (scheme.n < 4 || !str_is_nocase(str_head(scheme, 4), STR("http")))
		return rest.n > 0;
	return str_has_prefix(rest, STR("//")) && rest.n > 2 &&
	       !is_slash(rest.p[2]);
}

bool
view_is_url(struct str s)
{
	size_t n = 0;

	if (s.n == 0 || has_hidden(s))
		return false;
	if (is_slash(s.p[0]))
		return s.p[0] == '/' && (s.n == 1 || !is_slash(s.p[1]));
	while (n < s.n && !strchr(":/?#\\", s.p[n]))
		n++;
	if (n == s.n || s.p[n] != ':')
		return true;
	return is_among(schemes, str_head(s, n)) &&
	       is_with_host(str_head(s, n), str_skip(s, n + 1));
}

static const char *const units[] = { "px", "em", "rem", "%", "ex", "ch", "vh",
	"vw", "pt", "fr", "s", "ms", "deg", NULL };

static const char *const colour_calls[] = { "rgb", "rgba", "hsl", "hsla",
	NULL };

static size_t
span(struct str s, const char *set)
{
	size_t n = 0;

	while (n < s.n && s.p[n] && strchr(set, s.p[n]))
		n++;
	return n;
}

#define LETTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define DIGITS "0123456789"

/* "Source Sans 3": no quote, backslash or sign that could end the text. */
static size_t
quoted_size(struct str s)
{
	size_t n = 1;

	while (n < s.n && ((unsigned char)s.p[n] >= 0x80 ||
			      span(str_skip(s, n), LETTERS DIGITS " -_.") > 0))
		n++;
	return n > 1 && n < s.n && s.p[n] == s.p[0] ? n + 1 : 0;
}

static size_t
hex_size(struct str s)
{
	size_t n = span(str_skip(s, 1), DIGITS "abcdefABCDEF");

	return n == 3 || n == 4 || n == 6 || n == 8 ? n + 1 : 0;
}

static size_t
number_size(struct str s)
{
	size_t sign = span(str_head(s, 1), "+-");
	size_t n = sign + span(str_skip(s, sign), DIGITS ".");
	size_t unit = span(str_skip(s, n), LETTERS "%");

	if (n == sign)
		return 0;
	if (unit && !is_among(units, str_head(str_skip(s, n), unit)))
		return 0;
	return n + unit;
}

/* A word, or a colour such as rgb(1 2 3 / 50%). */
static size_t
word_size(struct str s)
{
	size_t n = span(s, LETTERS "-");
	struct str rest = str_skip(s, n);
	size_t inner;

	if (rest.n == 0 || rest.p[0] != '(')
		return n;
	inner = 1 + span(str_skip(rest, 1), DIGITS ".,%/ -");
	if (!is_among(colour_calls, str_head(s, n)) || inner == rest.n ||
	    rest.p[inner] != ')')
		return 0;
	return n + inner + 1;
}

static size_t
css_item_size(struct str s)
{
	if (s.p[0] == '#')
		return hex_size(s);
	if (s.p[0] == '"' || s.p[0] == '\'')
		return quoted_size(s);
	if (span(str_head(s, 1), DIGITS "+.") ||
	    (s.p[0] == '-' && span(str_skip(s, 1), DIGITS ".")))
		return number_size(s);
	return word_size(s);
}

/* Items with spaces or commas between. */
bool
css_is_value(struct str s)
{
	size_t n;

	if (s.n == 0 || s.n > 200)
		return false;
	while (s.n) {
		n = css_item_size(s);
		if (n == 0)
			return false;
		s = str_skip(s, n);
		n = span(s, " ,");
		if (n == 0 && s.n)
			return false;
		s = str_skip(s, n);
	}
	return true;
}
