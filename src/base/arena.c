/* arena - memory that is handed out by moving a pointer and given back whole.
 *
 * Blocks grow as they are needed and are kept in a row; the first one stands
 * behind the arena itself and is never given back, so a request that fits in
 * it costs no malloc. Growing text and lists are in buf.c and list.c. */
#include <stdint.h>
#include <unistd.h>

#include "arena_inside.h"

#if defined(__SANITIZE_ADDRESS__)
#define ARENA_GUARDED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ARENA_GUARDED 1
#endif
#endif

/* Under AddressSanitizer what is not handed out may not be touched, and a
 * gap stands behind each piece. */
#ifdef ARENA_GUARDED
#include <sanitizer/asan_interface.h>
enum { GAP = 16 };
#else
#define ASAN_POISON_MEMORY_REGION(p, n) ((void)(p), (void)(n))
#define ASAN_UNPOISON_MEMORY_REGION(p, n) ((void)(p), (void)(n))
enum { GAP = 0 };
#endif

enum {
	ALIGN = 16,
	FIRST_MIN = 4096,
	FIRST_MAX = 256 * 1024,
	BLOCK_MAX = 1024 * 1024,
	EXIT_CAP = 71, /* EX_OSERR of sysexits.h */
};

struct block {
	struct block *next;
	size_t size;   /* of its bytes */
	size_t before; /* bytes handed out from the blocks before it */
	char *bytes;
};

struct arena {
	char *at; /* the next free byte of `now` */
	char *end;
	struct block *now;
	size_t cap;
	size_t held; /* bytes of all blocks */
	struct block first;
};

_Static_assert(ALIGN >= _Alignof(max_align_t), "aligned for any type");

static _Noreturn void
die_at_cap(void)
{
	static const char line[] = "aftersale: arena cap reached\n";

	if (write(STDERR_FILENO, line, sizeof(line) - 1) < 0)
		_exit(EXIT_CAP);
	_exit(EXIT_CAP);
}

static size_t
round_up(size_t n)
{
	return (n + ALIGN - 1) & ~(size_t)(ALIGN - 1);
}

static void
enter(struct arena *a, struct block *b, size_t before)
{
	b->before = before;
	a->now = b;
	a->at = b->bytes;
	a->end = b->bytes + b->size;
}

/* Gives back every block behind b. */
static void
drop_after(struct arena *a, struct block *b)
{
	while (b->next) {
		struct block *next = b->next;

		b->next = next->next;
		a->held -= next->size;
		ASAN_UNPOISON_MEMORY_REGION(next->bytes, next->size);
		free(next);
	}
}

static struct block *
block_new(struct arena *a, size_t need)
{
	size_t head = round_up(sizeof(struct block));
	size_t left = a->cap - a->held;
	size_t size =
	    a->now->size < BLOCK_MAX / 2 ? a->now->size * 2 : BLOCK_MAX;
	struct block *b;

	if (need > left)
		die_at_cap();
	if (size < need)
		size = need;
	if (size > left)
		size = left;
	b = malloc(head + size);
	if (!b)
		die_at_cap();
	*b = (struct block){ .size = size, .bytes = (char *)b + head };
	ASAN_POISON_MEMORY_REGION(b->bytes, size);
	a->held += size;
	return b;
}

/* Moves on to a block with room for n aligned bytes. One left over from
 * before a release is taken if it is large enough. */
static void
next_block(struct arena *a, size_t n)
{
	struct block *b = a->now->next;
	size_t before = arena_used(a);

	if (b && b->size < n) {
		drop_after(a, a->now);
		b = NULL;
	}
	if (!b) {
		b = block_new(a, n);
		a->now->next = b;
	}
	enter(a, b, before);
}

struct arena *
arena_new(size_t cap)
{
	size_t head = round_up(sizeof(struct arena));
	size_t size = cap / 16;
	struct arena *a;

	if (size < FIRST_MIN)
		size = cap < FIRST_MIN ? cap : FIRST_MIN;
	if (size > FIRST_MAX)
		size = FIRST_MAX;
	a = malloc(head + size);
	if (!a)
		die_at_cap();
	*a = (struct arena){ .cap = cap, .held = size };
	a->first.size = size;
	a->first.bytes = (char *)a + head;
	ASAN_POISON_MEMORY_REGION(a->first.bytes, size);
	enter(a, &a->first, 0);
	return a;
}

void
arena_free(struct arena *a)
{
	if (!a)
		return;
	drop_after(a, &a->first);
	ASAN_UNPOISON_MEMORY_REGION(a->first.bytes, a->first.size);
	free(a);
}

void
arena_reset(struct arena *a)
{
	drop_after(a, &a->first);
	ASAN_POISON_MEMORY_REGION(a->first.bytes, a->first.size);
	enter(a, &a->first, 0);
}

size_t
arena_used(const struct arena *a)
{
	return a->now->before + (size_t)(a->at - a->now->bytes);
}

/* Bytes of a block begin aligned, so a new one needs no skip. */
static inline void *
hand_out(struct arena *a, size_t skip, size_t n)
{
	char *p;

	if (n > SIZE_MAX / 2)
		die_at_cap();
	if (skip + n + GAP > (size_t)(a->end - a->at)) {
		next_block(a, n + GAP);
		skip = 0;
	}
	p = a->at + skip;
	a->at = p + n + GAP;
	ASAN_UNPOISON_MEMORY_REGION(p, n);
	return p;
}

char *
arena_raw(struct arena *a, size_t n)
{
	return hand_out(a, 0, n);
}

void *
arena_raw_aligned(struct arena *a, size_t n)
{
	return hand_out(a, -(uintptr_t)a->at & (ALIGN - 1), n);
}

bool
arena_stretch(struct arena *a, const void *p, size_t n, size_t more)
{
	if ((const char *)p + n + GAP != a->at)
		return false;
	if (more > (size_t)(a->end - a->at))
		return false;
	a->at += more;
	ASAN_UNPOISON_MEMORY_REGION(p, n + more);
	return true;
}

void *
arena_alloc(struct arena *a, size_t n)
{
	return memset(arena_raw_aligned(a, n), 0, n);
}

void *
arena_array(struct arena *a, size_t size, size_t n)
{
	size_t total;

	if (__builtin_mul_overflow(size, n, &total))
		die_at_cap();
	return arena_alloc(a, total);
}

struct arena_mark
arena_mark(struct arena *a)
{
	return (struct arena_mark){
		.block = a->now,
		.used = (size_t)(a->at - a->now->bytes),
		.total = arena_used(a),
	};
}

/* The blocks behind the mark stay for the next row of the stream. */
void
arena_release(struct arena *a, struct arena_mark m)
{
	struct block *b = m.block;

	for (struct block *next = b->next; next; next = next->next)
		ASAN_POISON_MEMORY_REGION(next->bytes, next->size);
	ASAN_POISON_MEMORY_REGION(b->bytes + m.used, b->size - m.used);
	enter(a, b, b->before);
	a->at += m.used;
	assert(arena_used(a) == m.total);
}
