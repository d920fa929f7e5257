/* memory - the engine's own memory. A machine without enough of it ends the
 * process with one line, as an arena does at its cap. */
#include <stdio.h>
#include <unistd.h>

#include "inside.h"

static void
end(size_t count, size_t size)
{
	fprintf(stderr, "aftersale: no memory for %zu items of %zu bytes\n",
	    count, size);
	_exit(71);
}

void *
memory_new(size_t count, size_t size)
{
	void *p = calloc(count ? count : 1, size);

	if (!p)
		end(count, size);
	return p;
}

void *
memory_more(void *old, size_t count, size_t size)
{
	size_t bytes;
	void *p;

	if (__builtin_mul_overflow(count ? count : 1, size, &bytes))
		end(count, size);
	p = realloc(old, bytes);
	if (!p)
		end(count, size);
	return p;
}
