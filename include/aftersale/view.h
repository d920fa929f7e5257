/* view - Mustache templates, escaped by kind and place, and translated.
 *
 * Called by http (pages) and by jobs (mails). It reads template files once at
 * start, refuses those that are wrong, and renders const trees afterwards. It
 * knows no HTTP and no database.
 *
 * Language: the published Mustache specification (variables, sections,
 * inverted sections, partials, comments, delimiters) without lambdas, and
 *	{{#_}}text with {{names}}{{/_}}		translated sentence
 *	{{#_n count}}one|many {{count}}{{/_n}}	translated plural
 *	{{{part}}}				a nested template or safe_html
 * The first line of a file is {{! name version kind }}; kind is html, text,
 * header, css or xml and decides escaping together with the place a hole
 * stands in. Holes in script, style or unquoted attributes are refused, and
 * values of URL attributes that are neither http(s), mailto, tel, a fragment
 * nor a local path become "#".
 */
#ifndef AFTERSALE_VIEW_H
#define AFTERSALE_VIEW_H

#include "aftersale/base.h"
#include "aftersale/text.h"

struct view; /* a set of checked templates; const after loading */

/* A nested template with its data. */
struct view_part {
	const char *name; /* "confirm/block_items" */
	const struct field *fields;
	const void *data;
};

/* Loads every *.mustache under each folder; a file in an earlier folder
 * shadows the one of the same name in a later one (the owner's first). NULL
 * folders are skipped. An owner's broken template falls back to the shipped
 * one and is reported through `say`; a broken shipped one is an error. */
enum err view_load(struct arena *a, const char *const *dirs, size_t count,
    void (*say)(void *ctx, struct str file, int line, struct str what),
    void *ctx, const struct view **out);
bool view_has(const struct view *v, struct str name);
/* One template from memory, for tests, fuzzing and `render --template`. */
enum err view_compile(struct arena *a, struct view *v, struct str name,
    struct str source, struct str *why);
struct view *view_new(struct arena *a);

/* What every page may use without asking: found when the data has no such
 * name (base address, asset addresses, language, shop name). */
struct view_base {
	const struct field *fields;
	const void *data;
};

/* Renders into out. lang NULL: English. Unknown names render empty. Errors:
 * ERR_NOT_FOUND no such template; ERR_BAD_INPUT output over out->max. */
enum err view_render(const struct view *v, struct arena *a, struct str name,
    const struct text *lang, const struct view_base *base,
    const struct field *fields, const void *data, struct buf *out);
/* The same with a tree as data. */
enum err view_render_value(const struct view *v, struct arena *a,
    struct str name, const struct text *lang, const struct view_base *base,
    const struct value *data, struct buf *out);

/* Text escaped for an HTML body or a quoted attribute. */
struct safe_html view_escape(struct arena *a, struct str s);
/* Plain text with line breaks kept as <br>. */
struct safe_html view_lines(struct arena *a, struct str s);
/* Is this an address a link may lead to: http, https, mailto, tel, or local?
 * Refuses control characters and schemes hidden by white space. */
bool view_is_url(struct str s);

#endif
