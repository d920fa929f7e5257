/* upper.c - upper case of UTF-8, for the parts of addresses that a country
 * prints so. Latin, Greek, Cyrillic, Armenian and Georgian letters; the rest
 * stays as it is. */
#include "address.h"

/* first..last, every step-th letter moves by delta. */
static const struct {
	uint32_t first;
	uint32_t last;
	int32_t delta;
	int step;
} ranges[] = {
	{ 0x61, 0x7a, -32, 1 },
	{ 0xb5, 0xb5, 743, 1 },
	{ 0xe0, 0xf6, -32, 1 },
	{ 0xf8, 0xfe, -32, 1 },
	{ 0xff, 0xff, 121, 1 },
	{ 0x101, 0x12f, -1, 2 },
	{ 0x131, 0x131, -232, 1 },
	{ 0x133, 0x137, -1, 2 },
	{ 0x13a, 0x148, -1, 2 },
	{ 0x14b, 0x177, -1, 2 },
	{ 0x17a, 0x17e, -1, 2 },
	{ 0x17f, 0x17f, -300, 1 },
	{ 0x180, 0x180, 195, 1 },
	{ 0x183, 0x185, -1, 2 },
	{ 0x188, 0x188, -1, 1 },
	{ 0x18c, 0x18c, -1, 1 },
	{ 0x192, 0x192, -1, 1 },
	{ 0x199, 0x199, -1, 1 },
	{ 0x19a, 0x19a, 163, 1 },
	{ 0x19e, 0x19e, 130, 1 },
	{ 0x1a1, 0x1a5, -1, 2 },
	{ 0x1a8, 0x1a8, -1, 1 },
	{ 0x1ad, 0x1ad, -1, 1 },
	{ 0x1b0, 0x1b0, -1, 1 },
	{ 0x1b4, 0x1b6, -1, 2 },
	{ 0x1c6, 0x1c6, -2, 1 },
	{ 0x1c9, 0x1c9, -2, 1 },
	{ 0x1cc, 0x1cc, -2, 1 },
	{ 0x1ce, 0x1dc, -1, 2 },
	{ 0x1dd, 0x1dd, -79, 1 },
	{ 0x1df, 0x1ef, -1, 2 },
	{ 0x1f3, 0x1f3, -2, 1 },
	{ 0x1f5, 0x1f5, -1, 1 },
	{ 0x1f9, 0x21f, -1, 2 },
	{ 0x223, 0x233, -1, 2 },
	{ 0x23c, 0x23c, -1, 1 },
	{ 0x242, 0x242, -1, 1 },
	{ 0x247, 0x24f, -1, 2 },
	{ 0x253, 0x253, -210, 1 },
	{ 0x254, 0x254, -206, 1 },
	{ 0x256, 0x257, -205, 1 },
	{ 0x259, 0x259, -202, 1 },
	{ 0x25b, 0x25b, -203, 1 },
	{ 0x263, 0x263, -207, 1 },
	{ 0x28b, 0x28b, -217, 1 },
	{ 0x292, 0x292, -219, 1 },
	{ 0x3ac, 0x3ac, -38, 1 },
	{ 0x3ad, 0x3af, -37, 1 },
	{ 0x3b1, 0x3c1, -32, 1 },
	{ 0x3c2, 0x3c2, -31, 1 },
	{ 0x3c3, 0x3cb, -32, 1 },
	{ 0x3cc, 0x3cc, -64, 1 },
	{ 0x3cd, 0x3ce, -63, 1 },
	{ 0x430, 0x44f, -32, 1 },
	{ 0x450, 0x45f, -80, 1 },
	{ 0x461, 0x481, -1, 2 },
	{ 0x48b, 0x4bf, -1, 2 },
	{ 0x4c2, 0x4ce, -1, 2 },
	{ 0x4cf, 0x4cf, -15, 1 },
	{ 0x4d1, 0x52f, -1, 2 },
	{ 0x561, 0x586, -48, 1 },
	{ 0x10d0, 0x10fa, 3008, 1 },
	{ 0x10fd, 0x10ff, 3008, 1 },
	{ 0x1e01, 0x1e95, -1, 2 },
	{ 0x1ea1, 0x1eff, -1, 2 },
	{ 0x2170, 0x217f, -16, 1 },
	{ 0x24d0, 0x24e9, -26, 1 },
	{ 0xff41, 0xff5a, -32, 1 },
};

/* Letters that become several. */
static const struct {
	uint32_t letter;
	const char *upper;
} several[] = {
	{ 0xdf, "SS" },
	{ 0x149, "\xca\xbcN" },
	{ 0x1f0, "J\xcc\x8c" },
	{ 0x390, "\xce\x99\xcc\x88\xcc\x81" },
	{ 0x3b0, "\xce\xa5\xcc\x88\xcc\x81" },
	{ 0x587, "\xd4\xb5\xd5\x92" },
	{ 0xfb00, "FF" },
	{ 0xfb01, "FI" },
	{ 0xfb02, "FL" },
	{ 0xfb03, "FFI" },
	{ 0xfb04, "FFL" },
	{ 0xfb05, "ST" },
	{ 0xfb06, "ST" },
};

/* The letter at the front of well-formed text, and its length. */
static uint32_t
decode(struct str s, size_t *n)
{
	const unsigned char *p = (const unsigned char *)s.p;
	uint32_t c = p[0];

	*n = c < 0x80 ? 1 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;
	if (*n > s.n)
		*n = s.n;
	if (*n > 1)
		c &= 0x7fU >> *n;
	for (size_t i = 1; i < *n; i++)
		c = c << 6 | (p[i] & 0x3f);
	return c;
}

static void
encode(struct buf *b, uint32_t c)
{
	if (c < 0x80) {
		buf_putc(b, (char)c);
	} else if (c < 0x800) {
		buf_putc(b, (char)(0xc0 | c >> 6));
		buf_putc(b, (char)(0x80 | (c & 0x3f)));
	} else {
		buf_putc(b, (char)(0xe0 | c >> 12));
		buf_putc(b, (char)(0x80 | (c >> 6 & 0x3f)));
		buf_putc(b, (char)(0x80 | (c & 0x3f)));
	}
}

/* Writes the upper case of c; false when c has none. */
static bool
put_upper(struct buf *b, uint32_t c)
{
	for (size_t i = 0; i < sizeof(several) / sizeof(*several); i++) {
		if (several[i].letter == c) {
			buf_putz(b, several[i].upper);
			return true;
		}
	}
	for (size_t i = 0; i < sizeof(ranges) / sizeof(*ranges); i++) {
		if (c < ranges[i].first || c > ranges[i].last ||
		    (c - ranges[i].first) % (uint32_t)ranges[i].step)
			continue;
		encode(b, (uint32_t)((int32_t)c + ranges[i].delta));
		return true;
	}
	return false;
}

struct str
woo_upper(struct arena *a, struct str s)
{
	struct buf b = buf_new(a, s.n * 3 + 1);
	size_t n;

	if (!str_is_utf8(s))
		return s;
	for (; s.n; s = str_skip(s, n)) {
		uint32_t c = decode(s, &n);

		if (!put_upper(&b, c))
			buf_put(&b, str_head(s, n));
	}
	return buf_str(&b);
}
