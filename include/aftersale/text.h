/* text - gettext catalogues with the language as an argument (part base).
 *
 * Reads .mo files (ours, and the shop's own WordPress ones). Keeps no hidden
 * state: no locale, no LANGUAGE.
 */
#ifndef AFTERSALE_TEXT_H
#define AFTERSALE_TEXT_H

#include "aftersale/base.h"

/* Marks a msgid in a table for extraction. */
#define N_(id) (id)

struct text; /* one loaded catalogue; const after loading */

/* Loads a .mo file into the arena; plural rule from its header. A file that
 * is cut, malformed or over 16 MB: ERR_BAD_INPUT; missing: ERR_NOT_FOUND. */
enum err text_load(
    struct arena *a, const char *path, const struct text **out);
/* The same from memory, for tests and fuzzing; bytes are borrowed. */
enum err text_open(struct arena *a, struct str bytes, const struct text **out);

/* The translation or the msgid itself. lang NULL: the msgid. ctx NULL: no
 * context. The answer is borrowed from the catalogue or is the argument. */
struct str tr(const struct text *lang, const char *ctx, const char *id);
struct str tr_str(const struct text *lang, struct str ctx, struct str id);
struct str trn(const struct text *lang, const char *ctx, const char *one,
    const char *many, int64_t n);
struct str trn_str(const struct text *lang, struct str ctx, struct str one,
    struct str many, int64_t n);
/* Replaces {{name}} in a translated sentence. pairs: name, value, ..., NULL
 * as (const char *, struct str) would need varargs; so an array. */
struct text_arg {
	const char *name;
	struct str value;
};
struct str text_fill(struct arena *a, struct str sentence,
    const struct text_arg *args, size_t count);

#endif
