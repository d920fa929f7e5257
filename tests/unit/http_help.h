/* http_help.h - a request out of nothing, for the unit tests of http. */
#ifndef TESTS_HTTP_HELP_H
#define TESTS_HTTP_HELP_H

#include "../../src/http/inside.h"
#include "aftersale/conf.h"

static struct arena *arena;
static struct conf conf;
static struct rand frozen = { .frozen = 7 };

static inline void
help_start(const char *base)
{
	if (!arena)
		arena = arena_new((size_t)16 << 20);
	arena_reset(arena);
	conf = (struct conf){
		.base_path = str_of(base),
		.origin = STR("https://shop.test"),
		.is_https = true,
	};
	conf.base_url = arena_join(arena, conf.origin, conf.base_path);
}

static inline struct rq
help_request(void)
{
	struct rq rq = { .arena = arena, .conf = &conf, .rand = &frozen };

	rq.res.body = buf_new(arena, HTTP_ANSWER_MAX);
	return rq;
}

/* A copy without a byte behind it, so that a sanitizer sees a read too far;
 * it lives as long as the program. */
static inline struct str
help_exact(struct str s)
{
	static struct list kept; /* else they look lost */
	static struct arena *keeper;
	char *p = malloc(s.n ? s.n : 1);

	if (!keeper)
		keeper = arena_new((size_t)1 << 20);
	if (!p)
		abort();
	if (s.n)
		memcpy(p, s.p, s.n);
	*LIST_PUSH(keeper, &kept, char *) = p;
	return (struct str){ p, s.n };
}

/* "a=1;b=2;" of pairs, for one comparison. */
static inline struct str
help_pairs(const struct list *pairs)
{
	struct buf b = buf_new(arena, 1 << 20);

	for (size_t i = 0; i < pairs->count; i++) {
		struct pair *p = LIST_AT(pairs, struct pair, i);

		buf_printf(&b, STR_FMT "=" STR_FMT ";", STR_ARG(p->name),
		    STR_ARG(p->value));
	}
	return buf_str(&b);
}

static inline struct str
help_repeat(const char *z, size_t times)
{
	struct buf b = buf_new(arena, (size_t)4 << 20);

	for (size_t i = 0; i < times; i++)
		buf_putz(&b, z);
	return buf_str(&b);
}

#endif
