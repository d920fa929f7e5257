/* tree.h - what a template is once it is parsed (private to view).
 *
 * A template is a row of nodes; a section knows the index behind its last
 * node, so the whole is walked without pointers. Everything here is const
 * after loading; a set that was opened only grows. */
#ifndef VIEW_TREE_H
#define VIEW_TREE_H

#include "aftersale/view.h"

enum {
	DEPTH_MAX = 20,    /* partials and parts within each other */
	SECTIONS_MAX = 32, /* open at once in one file */
	NAME_BUCKETS = 256
};

/* What the first line of a file says. PLAIN is the Mustache of the published
 * specification: HTML escaping everywhere, no places; from memory only. */
enum view_kind {
	VIEW_KIND_PLAIN = 0,
	VIEW_KIND_HTML,
	VIEW_KIND_TEXT,
	VIEW_KIND_HEADER,
	VIEW_KIND_CSS,
	VIEW_KIND_XML
};

/* Where a hole stands, hence how its value is written. */
enum place {
	PLACE_BODY = 0,   /* between elements, and in title and textarea */
	PLACE_ATTR,       /* in a quoted attribute */
	PLACE_URL_DOUBLE, /* in href="" and the like */
	PLACE_URL_SINGLE, /* in href='' */
	PLACE_MAILTO,     /* behind a written mailto: or tel: */
	PLACE_STYLE,      /* in style="" */
	PLACE_MARKUP,     /* {{{ }}} between elements */
	PLACE_JSON,       /* {{{ }}} in a script of linked data */
	PLACE_RAW,        /* plain text: as it is */
	PLACE_HEADER,     /* one line of a mail's head */
	PLACE_CSS
};

/* A name as written, interned; of "a.b.c" head is "a" and rest is "b.c". */
struct name {
	struct str text;
	uint32_t id;
	const struct name *head;
	const struct name *rest; /* NULL: no dot */
	struct name *next;       /* in its bucket */
};

/* A hole of a translated sentence. */
struct hole {
	struct str text; /* between the braces */
	const struct name *name;
};

struct words {
	struct view_words said;
	uint32_t id;
	const struct name *count; /* NULL: no plural */
	struct list holes;        /* struct hole */
};

enum node_kind {
	NODE_TEXT = 0,
	NODE_HOLE,
	NODE_SECTION,
	NODE_INVERTED,
	NODE_PARTIAL,
	NODE_WORDS
};

struct node {
	enum node_kind kind;
	enum place place;
	bool line_start; /* a text that begins a line of its file */
	bool alone;      /* a partial alone on its line */
	uint32_t behind; /* of a section: the node after it */
	int line;
	struct str text; /* a text; a partial's name */
	struct str indent;
	union {
		const struct name *name;
		struct template *partial; /* NULL: none of that name */
		const struct words *words;
	};
};

/* An element that a half template leaves to its other half; of a partial
 * such as page_top the name is "page". */
struct element {
	struct str name;
	bool is_partial;
	int line;
};

struct template
{
	struct str name;
	int64_t version;
	enum view_kind kind;
	bool shipped;
	struct str file;
	struct list nodes;      /* struct node */
	struct list left;       /* struct element, X_top: left open */
	struct list closed;     /* struct element, X_end: closed here */
	struct template *below; /* the one it shadows */
	size_t seen;            /* while looking for circles */
};

struct view {
	struct arena *arena;
	struct list templates; /* struct template *, sorted by name */
	struct name *names[NAME_BUCKETS];
	uint32_t name_count;
	uint32_t words_count;
	size_t stamp; /* of the last search for circles */
	bool trust_trees;
	struct opener *opener; /* reads what is missing; NULL: all is read */
};

/* What is wrong with a template, in one plain sentence. */
struct fault {
	int line;
	struct str what;
};

/* Sets the fault, if none is set, and gives ERR_BAD_INPUT. */
enum err fault_at(struct arena *a, struct fault *fault, int line,
    const char *fmt, ...) __attribute__((format(printf, 4, 5)));

const struct name *name_intern(struct view *v, struct str text);

/* Parses one file. Source is borrowed: it must live as long as the view. */
enum err template_parse(struct view *v, struct str source,
    struct template **out, struct fault *fault);
struct template *template_find(const struct view *v, struct str name);
/* The same, read from its file now if that was not done yet (view_open). */
struct template *template_want(const struct view *v, struct str name);
/* Puts it into the set, above one of the same name. */
void template_put(struct view *v, struct template *t);
/* Takes it out; the one below comes back. */
void template_drop(struct view *v, struct template *t);
/* Finds the partials of all templates and checks the halves. On a fault *out
 * is the template to blame. */
enum err
templates_link(struct view *v, struct template **out, struct fault *fault);

#endif
