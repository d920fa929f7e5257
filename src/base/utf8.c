/* utf8 - the shape of UTF-8 text. Letters, case and folding are not here. */
#include "aftersale/base.h"

/* Lead bytes from `first` to `last` begin a character of `size` bytes whose
 * second byte lies in low..high (RFC 3629, table 3-7 of Unicode). */
struct lead {
	uint8_t first;
	uint8_t last;
	uint8_t size;
	uint8_t low;
	uint8_t high;
};

static const struct lead leads[] = {
	{ 0x01, 0x7f, 1, 0x00, 0x00 },
	{ 0xc2, 0xdf, 2, 0x80, 0xbf },
	{ 0xe0, 0xe0, 3, 0xa0, 0xbf },
	{ 0xe1, 0xec, 3, 0x80, 0xbf },
	{ 0xed, 0xed, 3, 0x80, 0x9f },
	{ 0xee, 0xef, 3, 0x80, 0xbf },
	{ 0xf0, 0xf0, 4, 0x90, 0xbf },
	{ 0xf1, 0xf3, 4, 0x80, 0xbf },
	{ 0xf4, 0xf4, 4, 0x80, 0x8f },
};

static bool
is_tail(char c)
{
	return ((uint8_t)c & 0xc0) == 0x80;
}

/* Size of the well-formed character at the start of s, 0 if there is none. */
static size_t
char_size(struct str s)
{
	const struct lead *lead = leads;
	uint8_t c = (uint8_t)s.p[0];
	uint8_t second;

	while (c > lead->last)
		if (++lead == leads + sizeof(leads) / sizeof(leads[0]))
			return 0;
	if (c < lead->first || s.n < lead->size)
		return 0;
	if (lead->size == 1)
		return 1;
	second = (uint8_t)s.p[1];
	if (second < lead->low || second > lead->high)
		return 0;
	for (size_t i = 2; i < lead->size; i++)
		if (!is_tail(s.p[i]))
			return 0;
	return lead->size;
}

struct str
str_utf8_head(struct str s)
{
	struct str rest = s;

	while (rest.n > 0) {
		size_t n = char_size(rest);

		if (n == 0)
			break;
		rest = str_skip(rest, n);
	}
	return str_head(s, s.n - rest.n);
}

bool
str_is_utf8(struct str s)
{
	return str_utf8_head(s).n == s.n;
}

size_t
str_chars(struct str s)
{
	size_t count = 0;

	for (size_t i = 0; i < s.n; i++)
		if (!is_tail(s.p[i]))
			count++;
	return count;
}

struct str
str_fit(struct str s, size_t n)
{
	if (n >= s.n)
		return s;
	while (n > 0 && is_tail(s.p[n]))
		n--;
	return str_head(s, n);
}
