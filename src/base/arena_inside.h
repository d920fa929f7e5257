/* arena_inside - what buf and list may do to an arena and nobody else. */
#ifndef ARENA_INSIDE_H
#define ARENA_INSIDE_H

#include "aftersale/base.h"

/* Room for text: neither zeroed nor aligned. */
char *arena_raw(struct arena *a, size_t n);
/* The same, aligned for any type. */
void *arena_raw_aligned(struct arena *a, size_t n);
/* Makes the n bytes at p, if they are the last ones handed out, `more`
 * bytes longer where they stand; false leaves everything as it was. */
bool arena_stretch(struct arena *a, const void *p, size_t n, size_t more);

#endif
