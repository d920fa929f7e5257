/* amount - exact decimals and printed money (part base).
 *
 * `dec` is for adapters and quotes: exact, never binary floating point.
 * `money` is what is printed: whole minor units with the shop's own number of
 * decimals. Features never add printed money; sums come from adapters.
 */
#ifndef AFTERSALE_AMOUNT_H
#define AFTERSALE_AMOUNT_H

#include "aftersale/base.h"

/* v * 10^-scale, scale 0..8. */
struct dec {
	__int128 v;
	uint8_t scale;
};

/* Minor units: 1299 with 2 decimals is 12.99; decimals 0..8. */
struct money {
	int64_t minor;
	uint8_t decimals;
};

/* How the shop prints an amount; the texts are borrowed. */
struct money_form {
	struct str symbol;	/* UTF-8, plain text */
	struct str decimal_sep; /* may be empty */
	struct str thousand_sep;
	uint8_t decimals;
	bool symbol_left;
	bool symbol_spaced; /* with a no-break space between */
};

/* "-12.340" or "1e3"-free plain decimal text as MySQL and PHP write it (also
 * "15." , ".5", surrounding spaces); empty gives 0. More than 8 places are
 * rounded half away from zero. Overflow or anything else: ERR_BAD_INPUT. */
enum err dec_parse(struct str s, struct dec *out);
struct dec dec_int(int64_t n);
/* Sums keep the larger scale. dec_parse takes at most 26 digits; what grows
 * over 38 becomes huge, stays huge through all that follows, and is refused
 * by money_of: rows of the shop can be crazy, a price must not wrap. */
struct dec dec_add(struct dec a, struct dec b);
struct dec dec_sub(struct dec a, struct dec b);
/* a*b, and a/b (b not 0), rounded half away from zero to 8 places. */
struct dec dec_mul(struct dec a, struct dec b);
struct dec dec_div(struct dec a, struct dec b);
struct dec dec_neg(struct dec a);
struct dec dec_round(struct dec a, uint8_t scale); /* half away from zero */
int dec_cmp(struct dec a, struct dec b);	   /* -1, 0, 1 */
bool dec_is_zero(struct dec a);
/* Plain text without needless zeros behind the point: "12.5", "-3", "0". */
struct str dec_text(struct arena *a, struct dec d);
/* With exactly `scale` places: "12.50". */
struct str dec_fixed(struct arena *a, struct dec d, uint8_t scale);

/* Rounded as the shop prints this one number; ERR_BAD_INPUT on overflow. */
enum err money_of(struct dec d, uint8_t decimals, struct money *out);
struct dec money_dec(struct money m);
/* "1 234,50 EUR-sign" by the shop's own form; minus before the whole. */
struct str money_text(
    struct arena *a, struct money m, const struct money_form *form);

#endif
