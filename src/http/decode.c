/* decode - percent escapes of addresses and forms. */
#include "inside.h"

static bool
has_escape(struct str s, bool plus)
{
	return str_find_byte(s, '%') != (size_t)-1 ||
	       (plus && str_find_byte(s, '+') != (size_t)-1);
}

/* The byte of "%xx" at s, or -1. */
static int
escaped_byte(struct str s)
{
	int high = s.n > 2 ? str_hex_digit(s.p[1]) : -1;
	int low = s.n > 2 ? str_hex_digit(s.p[2]) : -1;

	return high < 0 || low < 0 ? -1 : high * 16 + low;
}

static enum err
unescape(struct arena *a, struct str s, bool plus, struct str *out)
{
	char *p = arena_alloc(a, s.n);
	size_t n = 0;

	while (s.n > 0) {
		int byte = (unsigned char)s.p[0];
		size_t width = 1;

		if (byte == '%') {
			byte = escaped_byte(s);
			width = 3;
		} else if (byte == '+' && plus) {
			byte = ' ';
		}
		if (byte < 0)
			return ERR_BAD_INPUT;
		p[n++] = (char)byte;
		s = str_skip(s, width);
	}
	*out = (struct str){ p, n };
	return ERR_OK;
}

enum err
http_url_decode(struct arena *a, struct str s, bool plus, struct str *out)
{
	struct str plain = s;

	if (has_escape(s, plus)) {
		enum err e = unescape(a, s, plus, &plain);

		if (e)
			return e;
	}
	if (!str_is_utf8(plain))
		return ERR_BAD_INPUT;

	*out = plain;
	return ERR_OK;
}
