/* dec_wide - products of two 128-bit numbers, for dec.c only. */
#ifndef DEC_WIDE_H
#define DEC_WIDE_H

#include "aftersale/base.h"

/* a * b / d with the quotient rounded half up, without losing a bit between.
 * d is neither 0 nor over 2^127. False when the quotient needs more than 128
 * bits. */
bool wide_mul_div(unsigned __int128 a, unsigned __int128 b, unsigned __int128 d,
    unsigned __int128 *out);

#endif
