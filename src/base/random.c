/* random - bytes from the system, or a fixed row of them for tests. */
#include <errno.h>
#include <sys/random.h>
#include <unistd.h>

#include "aftersale/base.h"

enum { EXIT_NO_RANDOM = 71 };

/* A machine without randomness must not make links that can be guessed. */
static _Noreturn void
die_without_random(void)
{
	static const char line[] = "aftersale: no randomness from the system\n";

	if (write(STDERR_FILENO, line, sizeof(line) - 1) < 0)
		_exit(EXIT_NO_RANDOM);
	_exit(EXIT_NO_RANDOM);
}

static void
system_bytes(char *p, size_t n)
{
	while (n > 0) {
		ssize_t got = getrandom(p, n, 0);

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			die_without_random();
		p += got;
		n -= (size_t)got;
	}
}

/* splitmix64 (Steele, Lea, Flood 2014); public domain constants. */
static uint64_t
frozen_next(struct rand *r)
{
	uint64_t z;

	r->frozen += UINT64_C(0x9e3779b97f4a7c15);
	z = r->frozen;
	if (r->frozen == 0)
		r->frozen = 1; /* 0 would thaw it */
	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

static void
frozen_bytes(struct rand *r, uint8_t *p, size_t n)
{
	uint64_t word = 0;

	for (size_t i = 0; i < n; i++) {
		if (i % sizeof(word) == 0)
			word = frozen_next(r);
		p[i] = (uint8_t)word;
		word >>= 8;
	}
}

void
rand_bytes(struct rand *r, void *out, size_t n)
{
	if (r->frozen)
		frozen_bytes(r, out, n);
	else
		system_bytes(out, n);
}
