/* dec_wide - the 256-bit step in the middle of a product or a quotient. Signs
 * and scales are in dec.c. */
#include "dec_wide.h"

typedef unsigned __int128 u128;

/* high * 2^128 + low */
struct wide {
	u128 high;
	u128 low;
};

static u128
low_half(u128 n)
{
	return n & UINT64_MAX;
}

static struct wide
multiply(u128 a, u128 b)
{
	u128 low = low_half(a) * low_half(b);
	u128 mid = (a >> 64) * low_half(b) + (low >> 64);
	u128 mid2 = low_half(a) * (b >> 64) + low_half(mid);

	return (struct wide){
		.high = (a >> 64) * (b >> 64) + (mid >> 64) + (mid2 >> 64),
		.low = (mid2 << 64) | low_half(low),
	};
}

/* Bit by bit, as on paper; amounts that need it are rare. */
static void
divide(struct wide n, u128 d, u128 *quotient, u128 *rest)
{
	u128 q = 0;
	u128 r = n.high;

	for (int bit = 127; bit >= 0; bit--) {
		r = (r << 1) | ((n.low >> bit) & 1);
		q <<= 1;
		if (r >= d) {
			r -= d;
			q |= 1;
		}
	}
	*quotient = q;
	*rest = r;
}

bool
wide_mul_div(u128 a, u128 b, u128 d, u128 *out)
{
	struct wide product = multiply(a, b);
	u128 quotient;
	u128 rest;

	if (product.high >= d)
		return false;
	if (product.high == 0) {
		quotient = product.low / d;
		rest = product.low % d;
	} else {
		divide(product, d, &quotient, &rest);
	}
	if (rest >= d - rest && ++quotient == 0)
		return false;
	*out = quotient;
	return true;
}
