/* encode - bytes as hex and base64url text, and back. Reading takes the one
 * canonical spelling only: two texts of one token would be two tokens. */
#include "aftersale/crypt.h"

static const char hex_digits[] = "0123456789abcdef";
static const char base64url_digits[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

struct str
hex_text(struct arena *a, const uint8_t *bytes, size_t n)
{
	char *p = ARENA_ARRAY(a, char, n * 2);

	for (size_t i = 0; i < n; i++) {
		p[2 * i] = hex_digits[bytes[i] >> 4];
		p[2 * i + 1] = hex_digits[bytes[i] & 15];
	}
	return (struct str){ p, n * 2 };
}

enum err
hex_bytes(struct str s, uint8_t *out, size_t max, size_t *n_out)
{
	if (s.n % 2 != 0 || s.n / 2 > max)
		return ERR_BAD_INPUT;
	for (size_t i = 0; i < s.n; i++)
		if (str_hex_digit(s.p[i]) < 0)
			return ERR_BAD_INPUT;
	for (size_t i = 0; i < s.n / 2; i++)
		out[i] = (uint8_t)(str_hex_digit(s.p[2 * i]) * 16 +
				   str_hex_digit(s.p[2 * i + 1]));
	*n_out = s.n / 2;
	return ERR_OK;
}

/* Three bytes are four digits; a rest of one or two is two or three. */
struct str
base64url_text(struct arena *a, const uint8_t *bytes, size_t n)
{
	size_t size = n / 3 * 4 + (n % 3 ? n % 3 + 1 : 0);
	char *p = ARENA_ARRAY(a, char, size);
	uint32_t bits = 0;
	int have = 0;
	size_t at = 0;

	for (size_t i = 0; i < n; i++) {
		bits = (bits << 8) | bytes[i];
		for (have += 8; have >= 6; have -= 6)
			p[at++] = base64url_digits[bits >> (have - 6) & 63];
	}
	if (have > 0)
		p[at++] = base64url_digits[bits << (6 - have) & 63];
	assert(at == size);
	return (struct str){ p, size };
}

static int
base64url_value(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (c >= '0' && c <= '9')
		return c - '0' + 52;
	if (c == '-')
		return 62;
	return c == '_' ? 63 : -1;
}

/* The bits of the last digit that stand for no byte must be zero. */
static bool
is_base64url(struct str s)
{
	int last = 0;

	if (s.n % 4 == 1)
		return false;
	for (size_t i = 0; i < s.n; i++) {
		last = base64url_value(s.p[i]);
		if (last < 0)
			return false;
	}
	if (s.n % 4 == 2)
		return (last & 15) == 0;
	return s.n % 4 != 3 || (last & 3) == 0;
}

enum err
base64url_bytes(struct str s, uint8_t *out, size_t max, size_t *n_out)
{
	uint32_t bits = 0;
	int have = 0;
	size_t at = 0;

	if (s.n / 4 * 3 + s.n % 4 * 3 / 4 > max || !is_base64url(s))
		return ERR_BAD_INPUT;
	for (size_t i = 0; i < s.n; i++) {
		bits = (bits << 6) | (uint32_t)base64url_value(s.p[i]);
		have += 6;
		if (have >= 8) {
			have -= 8;
			out[at++] = (uint8_t)(bits >> have);
		}
	}
	*n_out = at;
	return ERR_OK;
}
