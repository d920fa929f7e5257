/* base - the ground everything stands on: text slices, growing text, arenas,
 * errors, lists, described structs, value trees, randomness and the clock.
 *
 * Called by every part. It depends on libc only, holds no state, never logs,
 * and never talks to a file other than /dev/urandom's system call and the
 * clock. Amounts are in amount.h, time zones in zone.h, catalogues in text.h.
 */
#ifndef AFTERSALE_BASE_H
#define AFTERSALE_BASE_H

#include <assert.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What a fallible function answers. ERR_UNSURE is the honest one: the write
 * may have happened (the connection died while COMMIT was under way). */
enum err {
	ERR_OK = 0,
	ERR_NOT_FOUND,
	ERR_BAD_INPUT,
	ERR_DENIED,
	ERR_CONFLICT,
	ERR_BUSY,
	ERR_UNSURE,
	ERR_BROKEN
};

/* The word of an error for a log line: "ok", "not-found", ... */
const char *err_word(enum err e);

/* ---- str: text we look at; borrowed, not terminated ------------------- */

struct str {
	const char *p;
	size_t n;
};

/* A str of a string literal; usable in static initialisers. */
#define S(lit) { (lit), sizeof(lit) - 1 }
/* The same as an expression. */
#define STR(lit) ((struct str)S(lit))
#define STR_FMT "%.*s"
#define STR_ARG(s) (int)(s).n, (s).n ? (s).p : ""

struct str str_of(const char *z); /* z may be NULL: empty */
bool str_is(struct str a, struct str b); /* byte exact */
bool str_is_z(struct str a, const char *z);
bool str_is_nocase(struct str a, struct str b); /* ASCII letters folded */
bool str_has_prefix(struct str s, struct str prefix);
bool str_has_suffix(struct str s, struct str suffix);
struct str str_skip(struct str s, size_t n); /* without the first n bytes */
struct str str_head(struct str s, size_t n); /* at most the first n bytes */
struct str str_trim(struct str s); /* without ASCII white space around */
/* Position of needle in s, or (size_t)-1. */
size_t str_find(struct str s, struct str needle);
size_t str_find_byte(struct str s, char c);
/* Cuts s at the first c: gives what stands before and moves *s behind it; at
 * the end gives the rest and leaves *s empty with p NULL. */
struct str str_cut(struct str *s, char c);
/* Whole decimal text to a number: no sign but '-', no spaces, no overflow;
 * else ERR_BAD_INPUT. */
enum err str_int(struct str s, int64_t *out);
/* 0 to 15, in both cases; -1 for what is no hex digit. */
int str_hex_digit(char c);
/* Well-formed UTF-8 without NUL (RFC 3629: no surrogates, no overlongs). */
bool str_is_utf8(struct str s);
/* The longest head of s that is; the byte behind it begins no character. */
struct str str_utf8_head(struct str s);
/* Number of code points of well-formed UTF-8. */
size_t str_chars(struct str s);
/* The longest prefix of at most n bytes that ends on a character boundary. */
struct str str_fit(struct str s, size_t n);

/* ---- arena: memory of one request or one job --------------------------- */

struct arena;

/* A new arena of at most cap bytes; at the cap the process writes one line
 * to stderr and exits with 71, since input limits make it unreachable. */
struct arena *arena_new(size_t cap);
void arena_free(struct arena *a); /* takes NULL */
/* Empties the arena for the next request; keeps its first block. */
void arena_reset(struct arena *a);
size_t arena_used(const struct arena *a);
/* Zeroed, aligned for any type. Never NULL. */
void *arena_alloc(struct arena *a, size_t n);
#define ARENA_NEW(a, type) ((type *)arena_alloc((a), sizeof(type)))
#define ARENA_ARRAY(a, type, n) ((type *)arena_array((a), sizeof(type), (n)))
void *arena_array(struct arena *a, size_t size, size_t n);
struct str arena_str(struct arena *a, struct str s); /* a copy */
char *arena_z(struct arena *a, struct str s);	     /* a terminated copy */
struct str arena_printf(struct arena *a, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
/* The same, terminated, for who wants a C string. */
char *arena_printz(struct arena *a, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
struct str arena_vprintf(struct arena *a, const char *fmt, va_list ap);
/* Joins two texts; a and b may be empty. */
struct str arena_join(struct arena *a, struct str x, struct str y);
/* For streams: forgets everything allocated after the mark. */
struct arena_mark {
	void *block;
	size_t used;
	size_t total;
};
struct arena_mark arena_mark(struct arena *a);
void arena_release(struct arena *a, struct arena_mark m);

/* ---- buf: text we build, inside an arena ------------------------------- */

/* Born with its maximum; what does not fit sets `overflow`, which the builder
 * looks at once at the end. */
struct buf {
	char *p;
	size_t n;
	size_t room;
	size_t max;
	struct arena *arena;
	bool overflow;
};

struct buf buf_new(struct arena *a, size_t max);
void buf_put(struct buf *b, struct str s);
void buf_putz(struct buf *b, const char *z);
void buf_putc(struct buf *b, char c);
void buf_printf(struct buf *b, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
/* What was built so far; borrowed from the arena. */
struct str buf_str(const struct buf *b);

/* ---- list: things of one type in a row, inside an arena ---------------- */

struct list {
	void *items;
	size_t count;
	size_t room;
};

/* Room for one more item of `size` bytes, zeroed; gives its address, valid
 * until the next push. */
void *list_push(struct arena *a, struct list *l, size_t size);
#define LIST_PUSH(a, l, type) ((type *)list_push((a), (l), sizeof(type)))
#define LIST_AT(l, type, i) (&((type *)(l)->items)[i])

/* ---- value: a tree of plain data (JSON, PHP serialization, settings) --- */

enum value_kind {
	VALUE_NONE = 0,
	VALUE_BOOL,
	VALUE_INT,
	VALUE_NUMBER, /* any other number, kept as its text in .text */
	VALUE_TEXT,
	VALUE_LIST, /* items without names */
	VALUE_MAP   /* items with names, in the order they came */
};

struct value {
	enum value_kind kind;
	struct str name; /* its key in the map it stands in, else empty */
	bool flag;
	int64_t number;
	struct str text;
	struct list items; /* of struct value */
};

/* The item of that name, or NULL; v may be NULL or no map. The first wins. */
const struct value *value_get(const struct value *v, struct str name);
/* A path of names with dots, as "brand.accent". */
const struct value *value_at(const struct value *v, const char *path);
/* The text of a TEXT, INT or NUMBER, else `otherwise`. */
struct str value_text(
    struct arena *a, const struct value *v, struct str otherwise);
int64_t value_int(const struct value *v, int64_t otherwise);
bool value_bool(const struct value *v, bool otherwise);
/* Builders: each adds to a map or list and gives the new item, valid until
 * the next push into the same parent. */
struct value *value_push(struct arena *a, struct value *parent, struct str name,
    enum value_kind kind);
void value_put_text(
    struct arena *a, struct value *map, const char *name, struct str s);
void value_put_int(
    struct arena *a, struct value *map, const char *name, int64_t n);
void value_put_bool(
    struct arena *a, struct value *map, const char *name, bool flag);

/* ---- field: a member of a struct, described once ----------------------- */

struct dec;
struct money;
struct view_part;

/* Text that is markup already and may stand in {{{ }}}; only view and the
 * adapter's own cleaners make it. */
struct safe_html {
	struct str text;
};

enum field_kind {
	FIELD_KIND_STOP = 0,
	FIELD_KIND_BOOL,
	FIELD_KIND_INT,	  /* int64_t */
	FIELD_KIND_STR,	  /* struct str; NULL in a row gives p NULL, n 0 */
	FIELD_KIND_DEC,	  /* struct dec */
	FIELD_KIND_WORDS, /* int (an enum) that is a word in rows and views */
	FIELD_KIND_EACH,  /* struct list of structs described by .sub */
	FIELD_KIND_ONE,	  /* an embedded struct described by .sub */
	FIELD_KIND_HTML,  /* struct safe_html */
	FIELD_KIND_PART,  /* const struct view_part *: a nested template */
	FIELD_KIND_VALUE  /* const struct value *: a tree */
};

struct field {
	const char *name;
	size_t offset;
	size_t size; /* of one item, for EACH; of the member otherwise */
	enum field_kind kind;
	const struct field *sub;
	const char *const *words; /* WORDS: NULL ended, index is the value */
};

#define FIELD_KIND_OF(x)                                                       \
	_Generic((x),                                                          \
	    bool: FIELD_KIND_BOOL,                                             \
	    int64_t: FIELD_KIND_INT,                                           \
	    struct str: FIELD_KIND_STR,                                        \
	    struct dec: FIELD_KIND_DEC,                                        \
	    struct safe_html: FIELD_KIND_HTML,                                 \
	    const struct view_part *: FIELD_KIND_PART,                         \
	    const struct value *: FIELD_KIND_VALUE)

#define FIELD(type, member) FIELD_AS(type, member, #member)
/* The same under another name (a column or JSON key that is no C name). */
#define FIELD_AS(type, member, as)                                             \
	{ .name = (as), .offset = offsetof(type, member),                      \
	  .size = sizeof(((type *)0)->member),                                 \
	  .kind = FIELD_KIND_OF(((type *)0)->member) }
#define FIELD_WORDS(type, member, list_of_words)                               \
	{ .name = #member, .offset = offsetof(type, member),                   \
	  .size = sizeof(((type *)0)->member), .kind = FIELD_KIND_WORDS,       \
	  .words = (list_of_words) }
#define FIELD_EACH(type, member, item_type, item_fields)                       \
	{ .name = #member, .offset = offsetof(type, member),                   \
	  .size = sizeof(item_type), .kind = FIELD_KIND_EACH,                  \
	  .sub = (item_fields) }
#define FIELD_ONE(type, member, member_fields)                                 \
	{ .name = #member, .offset = offsetof(type, member),                   \
	  .size = sizeof(((type *)0)->member), .kind = FIELD_KIND_ONE,         \
	  .sub = (member_fields) }
#define FIELD_STOP { .name = NULL, .kind = FIELD_KIND_STOP }

/* ---- randomness and the clock ----------------------------------------- */

/* Where a request takes its randomness from, so that tests can freeze it. */
struct rand {
	uint64_t frozen; /* 0: the system's; else the state of a fixed row */
};
void rand_bytes(struct rand *r, void *out, size_t n);

/* Seconds UTC. AFTERSALE_CLOCK in the environment of the process (never of a
 * request) freezes it: an absolute time, or "+N" / "-N" beside the real. */
int64_t clock_now(void);
/* Microseconds of a clock that only goes forward, for durations. */
int64_t clock_tick(void);

#include "aftersale/banned.h"

#endif
