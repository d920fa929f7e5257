/* render.h - what the parts of rendering share (private to view). */
#ifndef VIEW_RENDER_H
#define VIEW_RENDER_H

#include "tree.h"

enum { CACHE_SLOTS = 256, NUMBER_MAX = 24 };

/* What a name stands for. Of a VALUE `at` is the tree itself, of a PART the
 * part itself; of the others the member. ONE also is an item of an EACH. */
struct item {
	enum field_kind kind; /* STOP: nothing has that name */
	const void *at;
	const struct field *fields; /* of ONE, and of the items of EACH */
	const struct field *field;  /* the member; NULL for ONE */
};

/* The things names are looked for in, the innermost first. */
struct frame {
	const struct frame *up;
	struct item item;
};

struct indent {
	const struct indent *up;
	struct str text;
};

/* A name looked for in a table before; found may be NULL. */
struct slot {
	const struct name *name;
	const struct field *fields;
	const struct field *found;
};

struct render {
	const struct view *view;
	struct arena *arena;
	const struct text *lang;
	struct buf *out;
	const struct frame *base; /* what every template may use */
	const struct indent *indent;
	struct str *said; /* translations by the number of the words, */
	size_t said_count; /* of those that were read when this began */
	enum view_kind kind;
	bool trust_tree;
	bool is_rtl; /* the page says so: dir is "rtl" in the base */
	int depth;
	int64_t budget; /* items of sections left */
	enum err e;
	struct slot slots[CACHE_SLOTS];
};

/* render.c: the nodes [from, to) of a template. */
void render_walk(struct render *r, const struct template *t, size_t from,
    size_t to, const struct frame *top);

/* lookup.c */
struct item item_of_value(const struct value *v);
struct item item_of_fields(const struct field *fields, const void *data);
void item_find(struct render *r, const struct frame *top,
    const struct name *name, struct item *out);
bool item_is_true(const struct item *item);
/* How often a section draws it, and the item of each time. */
size_t item_count(const struct item *item);
void item_at(const struct item *item, size_t i, struct item *out);
int64_t item_number(const struct item *item);
/* What {{name}} prints; scratch holds digits. */
struct str
item_text(struct render *r, const struct item *item, char scratch[NUMBER_MAX]);
/* A tree of the form of view_trust_trees: one of its two names, or NULL. */
const struct value *item_safe(struct render *r, const struct item *item);
const struct value *item_part(struct render *r, const struct item *item);

/* fill.c */
void
words_fill(struct render *r, const struct node *node, const struct frame *top);

/* escape.c */
void escape_put(struct buf *out, enum place place, struct str s);
/* The text of a sentence: quotes stay as they are between elements. */
void escape_words(struct buf *out, enum place place, struct str s);
bool css_is_value(struct str s);

#endif
