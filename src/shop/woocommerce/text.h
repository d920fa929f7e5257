/* text.h - reading markup that shops keep in their rows (private). */
#ifndef SHOP_WOO_TEXT_H
#define SHOP_WOO_TEXT_H

#include "aftersale/base.h"

/* The code point of the character reference s begins with and how many bytes
 * it takes; 0 when s begins with none that is known. */
unsigned woo_entity(struct str s, size_t *length);
/* A code point as UTF-8; gives the number of bytes. */
size_t woo_utf8(unsigned code, char out[4]);
/* Character references replaced, everything else as it is. */
struct str woo_decode(struct arena *a, struct str s);

#endif
