/* buf - text built piece by piece up to a maximum.
 *
 * While nothing else is taken from the arena it grows where it stands. A
 * piece that does not fit is left out whole, and so is all that follows. */
#include <stdio.h>

#include "arena_inside.h"

enum { ROOM_FIRST = 256 };

struct buf
buf_new(struct arena *a, size_t max)
{
	return (struct buf){ .arena = a, .max = max };
}

static size_t
better_room(const struct buf *b, size_t n)
{
	size_t room = b->room ? b->room : ROOM_FIRST / 2;

	room = room > b->max / 2 ? b->max : room * 2;
	if (room < b->n + n)
		room = b->n + n;
	return room < b->max ? room : b->max;
}

/* True when n more bytes fit at b->p + b->n; one byte behind them is there
 * too, for the end mark of printf. */
static bool
grow(struct buf *b, size_t n)
{
	size_t room;
	char *p;

	if (b->overflow || n > b->max - b->n) {
		b->overflow = true;
		return false;
	}
	if (n <= b->room - b->n)
		return true;
	room = better_room(b, n);
	if (!b->p ||
	    !arena_stretch(b->arena, b->p, b->room + 1, room - b->room)) {
		p = arena_raw(b->arena, room + 1);
		if (b->p)
			memcpy(p, b->p, b->n);
		b->p = p;
	}
	b->room = room;
	return true;
}

void
buf_put(struct buf *b, struct str s)
{
	if (s.n == 0 || !grow(b, s.n))
		return;
	memcpy(b->p + b->n, s.p, s.n);
	b->n += s.n;
}

void
buf_putz(struct buf *b, const char *z)
{
	buf_put(b, str_of(z));
}

void
buf_putc(struct buf *b, char c)
{
	if (grow(b, 1))
		b->p[b->n++] = c;
}

void
buf_printf(struct buf *b, const char *fmt, ...)
{
	char guess[ROOM_FIRST];
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(guess, sizeof(guess), fmt, ap);
	va_end(ap);
	assert(n >= 0);
	if ((size_t)n < sizeof(guess)) {
		buf_put(b, (struct str){ guess, (size_t)n });
		return;
	}
	if (!grow(b, (size_t)n))
		return;
	va_start(ap, fmt);
	n = vsnprintf(b->p + b->n, (size_t)n + 1, fmt, ap);
	va_end(ap);
	assert(n >= 0);
	b->n += (size_t)n;
}

struct str
buf_str(const struct buf *b)
{
	return (struct str){ b->p, b->n };
}
