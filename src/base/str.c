/* str - slices of text: comparing, cutting, searching, numbers.
 *
 * Nothing here allocates or knows characters; UTF-8 is in utf8.c, copies are
 * in arena.c, building is in buf.c. */
#define _GNU_SOURCE /* memmem */
#include "aftersale/base.h"

static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 'a' - 'A') : c;
}

static bool
is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

struct str
str_of(const char *z)
{
	return (struct str){ z, z ? strlen(z) : 0 };
}

bool
str_is(struct str a, struct str b)
{
	if (a.n != b.n)
		return false;
	return a.n == 0 || memcmp(a.p, b.p, a.n) == 0;
}

bool
str_is_z(struct str a, const char *z)
{
	return str_is(a, str_of(z));
}

bool
str_is_nocase(struct str a, struct str b)
{
	if (a.n != b.n)
		return false;
	for (size_t i = 0; i < a.n; i++)
		if (lower(a.p[i]) != lower(b.p[i]))
			return false;
	return true;
}

bool
str_has_prefix(struct str s, struct str prefix)
{
	return s.n >= prefix.n && str_is(str_head(s, prefix.n), prefix);
}

bool
str_has_suffix(struct str s, struct str suffix)
{
	return s.n >= suffix.n && str_is(str_skip(s, s.n - suffix.n), suffix);
}

struct str
str_skip(struct str s, size_t n)
{
	if (n > s.n)
		n = s.n;
	if (n == 0)
		return s;
	return (struct str){ s.p + n, s.n - n };
}

struct str
str_head(struct str s, size_t n)
{
	return (struct str){ s.p, n < s.n ? n : s.n };
}

struct str
str_trim(struct str s)
{
	while (s.n > 0 && is_space(s.p[0]))
		s = str_skip(s, 1);
	while (s.n > 0 && is_space(s.p[s.n - 1]))
		s.n--;
	return s;
}

size_t
str_find(struct str s, struct str needle)
{
	const char *at;

	if (needle.n == 0)
		return 0;
	if (s.n < needle.n)
		return (size_t)-1;
	at = memmem(s.p, s.n, needle.p, needle.n);
	return at ? (size_t)(at - s.p) : (size_t)-1;
}

size_t
str_find_byte(struct str s, char c)
{
	const char *at = s.n ? memchr(s.p, c, s.n) : NULL;

	return at ? (size_t)(at - s.p) : (size_t)-1;
}

struct str
str_cut(struct str *s, char c)
{
	struct str whole = *s;
	size_t at = str_find_byte(whole, c);

	if (at == (size_t)-1) {
		*s = (struct str){ NULL, 0 };
		return whole;
	}
	*s = str_skip(whole, at + 1);
	return str_head(whole, at);
}

int
str_hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

/* Counts downwards, since the negative side reaches one further. */
enum err
str_int(struct str s, int64_t *out)
{
	bool negative = s.n > 0 && s.p[0] == '-';
	int64_t n = 0;

	if (negative)
		s = str_skip(s, 1);
	if (s.n == 0)
		return ERR_BAD_INPUT;
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] < '0' || s.p[i] > '9')
			return ERR_BAD_INPUT;
		if (__builtin_mul_overflow(n, 10, &n) ||
		    __builtin_sub_overflow(n, s.p[i] - '0', &n))
			return ERR_BAD_INPUT;
	}
	if (!negative && n == INT64_MIN)
		return ERR_BAD_INPUT;
	*out = negative ? n : -n;
	return ERR_OK;
}
