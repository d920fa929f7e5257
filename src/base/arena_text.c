/* arena_text - copies and printed text in an arena. Text that grows piece by
 * piece is in buf.c. */
#include <stdio.h>

#include "arena_inside.h"

enum { PRINT_GUESS = 128 };

struct str
arena_str(struct arena *a, struct str s)
{
	char *p = arena_raw(a, s.n);

	if (s.n)
		memcpy(p, s.p, s.n);
	return (struct str){ p, s.n };
}

char *
arena_z(struct arena *a, struct str s)
{
	char *p = arena_raw(a, s.n + 1);

	if (s.n)
		memcpy(p, s.p, s.n);
	p[s.n] = '\0';
	return p;
}

struct str
arena_join(struct arena *a, struct str x, struct str y)
{
	char *p = arena_raw(a, x.n + y.n);

	if (x.n)
		memcpy(p, x.p, x.n);
	if (y.n)
		memcpy(p + x.n, y.p, y.n);
	return (struct str){ p, x.n + y.n };
}

/* A format of ours that cannot be printed is a bug, hence the asserts. */
struct str
arena_vprintf(struct arena *a, const char *fmt, va_list ap)
{
	char guess[PRINT_GUESS];
	va_list again;
	char *p;
	int n;

	va_copy(again, ap);
	n = vsnprintf(guess, sizeof(guess), fmt, again);
	va_end(again);
	assert(n >= 0);
	if ((size_t)n < sizeof(guess))
		return arena_str(a, (struct str){ guess, (size_t)n });
	p = arena_raw(a, (size_t)n + 1);
	n = vsnprintf(p, (size_t)n + 1, fmt, ap);
	assert(n >= 0);
	return (struct str){ p, (size_t)n };
}

struct str
arena_printf(struct arena *a, const char *fmt, ...)
{
	struct str s;
	va_list ap;

	va_start(ap, fmt);
	s = arena_vprintf(a, fmt, ap);
	va_end(ap);
	return s;
}

char *
arena_printz(struct arena *a, const char *fmt, ...)
{
	struct str s;
	va_list ap;

	va_start(ap, fmt);
	s = arena_vprintf(a, fmt, ap);
	va_end(ap);
	return arena_z(a, s);
}
