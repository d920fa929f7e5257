/* dec - exact decimal arithmetic of amounts and quantities.
 *
 * What needs more than 38 digits becomes HUGE and stays it through every sum
 * and product, so a crazy amount in the shop's rows ends as a refusal in
 * money_of and never as a wrong price. Printed money is in money.c. */
#include "aftersale/amount.h"
#include "dec_wide.h"

enum {
	SCALE_MAX = 8,
	WHOLE_DIGITS_MAX = 18,
	DIGITS_MAX = 40, /* of HUGE, and a sign */
};

static const int64_t powers[] = { 1, 10, 100, 1000, 10000, 100000, 1000000,
	10000000, 100000000, 1000000000, 10000000000, 100000000000,
	1000000000000, 10000000000000, 100000000000000, 1000000000000000,
	10000000000000000 };

/* 10^38 */
static const __int128 huge =
    (__int128)10000000000000000000U * 10000000000000000000U;

static bool
is_huge(struct dec d)
{
	return d.v >= huge || d.v <= -huge;
}

static struct dec
dec_huge(bool negative)
{
	return (struct dec){ negative ? -huge : huge, 0 };
}

static unsigned __int128
magnitude(__int128 v)
{
	return v < 0 ? -(unsigned __int128)v : (unsigned __int128)v;
}

/* a * b / d as a dec of that scale, rounded half away from zero. */
static struct dec
mul_div(__int128 a, __int128 b, __int128 d, uint8_t scale)
{
	bool negative = ((a < 0) != (b < 0)) != (d < 0);
	unsigned __int128 v;

	if (!wide_mul_div(magnitude(a), magnitude(b), magnitude(d), &v) ||
	    v >= (unsigned __int128)huge)
		return dec_huge(negative);
	return (struct dec){ negative ? -(__int128)v : (__int128)v, scale };
}

/* The same value with more places, or HUGE. */
static struct dec
widen(struct dec d, uint8_t scale)
{
	if (d.scale >= scale || is_huge(d))
		return d;
	return mul_div(d.v, powers[scale - d.scale], 1, scale);
}

/* Reads digits of s from *at on into v; stops at anything else. */
static size_t
digits(struct str s, size_t *at, size_t max, __int128 *v)
{
	size_t from = *at;

	while (
	    *at < s.n && *at - from < max && s.p[*at] >= '0' && s.p[*at] <= '9')
		*v = *v * 10 + (s.p[(*at)++] - '0');
	return *at - from;
}

static size_t
zeros(struct str s)
{
	size_t n = 0;

	while (n < s.n && s.p[n] == '0')
		n++;
	return n;
}

/* Digits and a point, without the sign. */
static enum err
parse_plain(struct str s, struct dec *out)
{
	size_t at = zeros(s);
	size_t seen = at;
	__int128 rest = 0;
	struct dec d = { 0 };

	seen += digits(s, &at, WHOLE_DIGITS_MAX, &d.v);
	if (at < s.n && s.p[at] == '.') {
		at++;
		d.scale = (uint8_t)digits(s, &at, SCALE_MAX, &d.v);
		seen += d.scale;
		if (at < s.n && s.p[at] >= '5' && s.p[at] <= '9')
			d.v++;
		while (digits(s, &at, 1, &rest))
			rest = 0;
	}
	if (at < s.n || seen == 0)
		return ERR_BAD_INPUT;
	if (d.v >= (__int128)powers[16] * powers[10])
		return ERR_BAD_INPUT;
	*out = d;
	return ERR_OK;
}

enum err
dec_parse(struct str s, struct dec *out)
{
	struct dec d;
	bool negative;
	enum err e;

	s = str_trim(s);
	if (s.n == 0) {
		*out = dec_int(0);
		return ERR_OK;
	}
	negative = s.p[0] == '-';
	e = parse_plain(str_skip(s, negative), &d);
	if (e)
		return e;
	*out = negative ? dec_neg(d) : d;
	return ERR_OK;
}

struct dec
dec_int(int64_t n)
{
	return (struct dec){ n, 0 };
}

struct dec
dec_add(struct dec a, struct dec b)
{
	uint8_t scale = a.scale > b.scale ? a.scale : b.scale;
	__int128 v;

	a = widen(a, scale);
	b = widen(b, scale);
	if (is_huge(a))
		return a;
	if (is_huge(b))
		return b;
	v = a.v + b.v; /* below 2 * 10^38, which fits */
	if (v >= huge || v <= -huge)
		return dec_huge(v < 0);
	return (struct dec){ v, scale };
}

struct dec
dec_sub(struct dec a, struct dec b)
{
	return dec_add(a, dec_neg(b));
}

struct dec
dec_mul(struct dec a, struct dec b)
{
	uint8_t scale = (uint8_t)(a.scale + b.scale);
	uint8_t less = scale > SCALE_MAX ? (uint8_t)(scale - SCALE_MAX) : 0;

	if (is_huge(a) || is_huge(b))
		return dec_huge((a.v < 0) != (b.v < 0));
	return mul_div(a.v, b.v, powers[less], (uint8_t)(scale - less));
}

struct dec
dec_div(struct dec a, struct dec b)
{
	assert(b.v != 0);
	if (is_huge(a) || is_huge(b))
		return dec_huge((a.v < 0) != (b.v < 0));
	return mul_div(
	    a.v, powers[SCALE_MAX + b.scale - a.scale], b.v, SCALE_MAX);
}

struct dec
dec_neg(struct dec a)
{
	return (struct dec){ -a.v, a.scale };
}

struct dec
dec_round(struct dec a, uint8_t scale)
{
	if (a.scale <= scale || is_huge(a))
		return a;
	return mul_div(a.v, 1, powers[a.scale - scale], scale);
}

int
dec_cmp(struct dec a, struct dec b)
{
	uint8_t scale = a.scale > b.scale ? a.scale : b.scale;

	a = widen(a, scale);
	b = widen(b, scale);
	return (a.v > b.v) - (a.v < b.v);
}

bool
dec_is_zero(struct dec a)
{
	return a.v == 0;
}

static struct str
text_of(struct arena *a, struct dec d)
{
	char text[DIGITS_MAX + SCALE_MAX + 4];
	char *end = text + sizeof(text);
	char *p = end;
	unsigned __int128 v = magnitude(d.v);
	int places = 0;

	while (v > 0 || places <= d.scale) {
		if (places == d.scale && places > 0)
			*--p = '.';
		*--p = (char)('0' + (int)(v % 10));
		v /= 10;
		places++;
	}
	if (d.v < 0)
		*--p = '-';
	return arena_str(a, (struct str){ p, (size_t)(end - p) });
}

struct str
dec_text(struct arena *a, struct dec d)
{
	while (d.scale > 0 && d.v % 10 == 0) {
		d.v /= 10;
		d.scale--;
	}
	return text_of(a, d);
}

struct str
dec_fixed(struct arena *a, struct dec d, uint8_t scale)
{
	assert(scale <= SCALE_MAX);
	return text_of(a, widen(dec_round(d, scale), scale));
}
