/* fuzz - what the fuzz targets share. Each target is one function that takes
 * any bytes: it must come back, and what it finds wrong it says by must(). */
#ifndef TESTS_FUZZ_H
#define TESTS_FUZZ_H

#include <stdio.h>
#include <stdlib.h>

#include "aftersale/base.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The arena of all runs; at its cap the process ends, which is a finding:
 * input limits make it unreachable. */
static inline struct arena *
fuzz_arena(void)
{
	static struct arena *arena;

	if (!arena)
		arena = arena_new((size_t)64 << 20);
	arena_reset(arena);
	return arena;
}

static inline struct str
fuzz_str(const uint8_t *data, size_t size)
{
	return (struct str){ (const char *)data, size };
}

static inline void
must(bool holds, const char *what)
{
	if (holds)
		return;
	fprintf(stderr, "fuzz: it does not hold that %s\n", what);
	abort();
}

#endif
