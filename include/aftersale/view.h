/* view - Mustache templates, escaped by kind and place, and translated.
 *
 * Called by http (pages) and by jobs (mails). It reads template files once at
 * start, refuses those that are wrong, and renders const trees afterwards. It
 * knows no HTTP and no database.
 *
 * Language: the published Mustache specification (variables, sections,
 * inverted sections, partials, comments, delimiters) without lambdas, and
 *	{{#_}}text with {{names}}{{/_}}		translated sentence
 *	{{#_ context}}Open{{/_}}		the same with a msgctxt
 *	{{#_n count}}one|many {{count}}{{/_n}}	translated plural
 *	{{{part}}}				a nested template or safe_html
 * False are: false, nothing, 0, empty text, an empty list, the first word of
 * a WORDS member. The msgid of a sentence is its text with white space folded
 * to single spaces and holes written {{name}}; it holds no tags and no
 * entities (write the character itself).
 *
 * The first line of a file is {{! name version kind }}; kind is html, text,
 * header, css or xml and decides escaping together with the place a hole
 * stands in. Name is the path below the folder without .mustache, and files
 * straight in view/ lose that folder: view/page_top.mustache is `page_top`.
 *
 * Checked at load, in html and xml:
 *  - Each element is closed in the section it was opened in. A template named
 *    X_top may leave open what X_end closes; who includes one includes both.
 *  - Partials and {{{ }}} stand between elements only. The one exception is
 *    <script type="application/ld+json">{{{json}}}</script>.
 *  - Holes in script, style, comments, tag names, unquoted attributes, on...,
 *    srcset and srcdoc are refused. A style attribute takes colours, lengths
 *    and quoted font names. In href, src, action and their like a value that
 *    is neither http(s), mailto, tel, a fragment nor a local path becomes
 *    "#" where it opens the attribute, and is percent-encoded further on.
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
/* The same set, but each template is read when it is first asked for, with
 * all it includes: for a process that draws one page. What nobody asks for is
 * neither read nor checked; a broken shipped one is then as if missing. */
void view_open(struct arena *a, const char *const *dirs, size_t count,
    void (*say)(void *ctx, struct str file, int line, struct str what),
    void *ctx, const struct view **out);
bool view_has(const struct view *v, struct str name);
/* One template from memory, for tests, fuzzing and `render --template`. */
enum err view_compile(struct arena *a, struct view *v, struct str name,
    struct str source, struct str *why);
struct view *view_new(struct arena *a);
/* Adds the templates of one folder, for `render --template`; what is broken
 * is said and left out. */
enum err view_add(struct arena *a, struct view *v, const char *dir,
    void (*say)(void *ctx, struct str file, int line, struct str what),
    void *ctx);
/* Lets trees carry what {{{ }}} takes: { "safe": "<b>..." } or
 * { "part": "confirm/block_items", "data": { ... } }. For `render` and tests
 * with files of the operator; never for data of a shop. */
void view_trust_trees(struct view *v);
/* The name in the first line of a source; p NULL: it has none. */
struct str view_source_name(struct str source);

/* Every translated sentence of the templates, for catalogues and checks. */
struct view_words {
	struct str template;
	int line;
	struct str ctx; /* p NULL: none */
	struct str one;
	struct str many; /* p NULL: no plural */
};
void view_each_words(const struct view *v,
    void (*see)(void *ctx, const struct view_words *words), void *ctx);
/* Is each hole of this translation one of the msgid's? */
bool view_words_fit(const struct view_words *words, struct str translation);

/* What every page may use without asking: found when the data has no such
 * name (base address, asset addresses, language, shop name). Where its "dir"
 * is "rtl", values in sentences are isolated by U+2068 and U+2069, so that
 * amounts, codes and foreign names keep their order within the sentence. */
struct view_base {
	const struct field *fields;
	const void *data;
};

/* The members of a map as such names, for demo data. */
struct view_base view_base_of(struct arena *a, const struct value *map);

/* Renders into out. lang NULL: English. Unknown names render empty. Errors:
 * ERR_NOT_FOUND no such template; ERR_BAD_INPUT output over out->max, partials
 * nested deeper than 20, or a part of another kind than its surroundings. */
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
