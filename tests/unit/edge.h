/* edge - bytes at the very end of readable memory: a look past them kills the
 * test, with or without a sanitizer. */
#ifndef TESTS_EDGE_H
#define TESTS_EDGE_H

#include <sys/mman.h>

#include "aftersale/base.h"

/* A copy of s, good until the next call; at most 64 KB. */
static inline struct str
at_edge(struct str s)
{
	static char *pages;
	const size_t room = (size_t)64 * 1024;

	if (!pages) {
		pages = mmap(NULL, room * 2, PROT_READ | PROT_WRITE,
		    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
		assert(pages != MAP_FAILED);
		mprotect(pages + room, room, PROT_NONE);
	}
	assert(s.n <= room);
	if (s.n)
		memcpy(pages + room - s.n, s.p, s.n);
	return (struct str){ pages + room - s.n, s.n };
}

#endif
