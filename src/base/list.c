/* list - items of one size in a row that grows. Order and search belong to
 * the caller. */
#include "arena_inside.h"

enum { ROOM_FIRST = 8 };

static void
grow(struct arena *a, struct list *l, size_t size)
{
	size_t room = l->room ? l->room * 2 : ROOM_FIRST;
	size_t old_bytes = l->room * size;
	size_t bytes;
	void *items;

	if (__builtin_mul_overflow(room, size, &bytes))
		bytes = SIZE_MAX; /* which the arena refuses */
	if (!l->items ||
	    !arena_stretch(a, l->items, old_bytes, bytes - old_bytes)) {
		items = arena_raw_aligned(a, bytes);
		if (l->items)
			memcpy(items, l->items, l->count * size);
		l->items = items;
	}
	l->room = room;
}

void *
list_push(struct arena *a, struct list *l, size_t size)
{
	char *item;

	if (l->count == l->room)
		grow(a, l, size);
	item = (char *)l->items + l->count * size;
	l->count++;
	return memset(item, 0, size);
}
