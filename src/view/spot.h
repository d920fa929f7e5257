/* spot.h - where in the markup a template stands (private to view). */
#ifndef VIEW_SPOT_H
#define VIEW_SPOT_H

#include "tree.h"

enum spot {
	SPOT_DATA = 0,   /* between elements */
	SPOT_OPEN,       /* behind '<' */
	SPOT_TAG_NAME,   /* in the name of an opening tag */
	SPOT_CLOSE_OPEN, /* behind "</" */
	SPOT_CLOSE_NAME, /* in the name of a closing tag */
	SPOT_CLOSE_TAIL, /* behind that name */
	SPOT_BEFORE,     /* an attribute may begin */
	SPOT_JOIN,       /* the same, but a space must come first */
	SPOT_NAME,       /* in the name of an attribute */
	SPOT_AFTER_NAME, /* behind that name */
	SPOT_BEFORE_VALUE,
	SPOT_DOUBLE,   /* in "..." */
	SPOT_SINGLE,   /* in '...' */
	SPOT_UNQUOTED, /* in a value without quotes */
	SPOT_SLASH,    /* behind the '/' of <br/> */
	SPOT_DECL,     /* behind "<!" */
	SPOT_UNTIL,    /* in a comment, doctype or the like, up to its end */
	SPOT_TITLE,    /* in title or textarea */
	SPOT_TITLE_OPEN,
	SPOT_RAW, /* in script, style and the like */
	SPOT_RAW_OPEN,
	SPOT_COUNT
};

/* A short text that is being read. It is cut where it grows too long or a
 * hole follows, and takes no more. */
struct word {
	char p[40];
	size_t n;
	bool cut;
};

/* How holes in an attribute are treated; by its name. */
enum attr_kind { ATTR_TEXT = 0, ATTR_URL, ATTR_STYLE, ATTR_NEVER };

struct spotter {
	struct arena *arena;
	struct fault *fault;
	enum view_kind kind;
	bool is_top; /* may leave elements open */
	bool is_end; /* may close what it did not open */
	enum spot spot;
	int line;
	struct word element; /* the tag being read */
	struct word attr;
	struct word value; /* of that attribute, up to its first hole */
	enum attr_kind attr_kind;
	const char *until;    /* what ends SPOT_UNTIL, */
	size_t until_seen;    /* and how much of it just passed */
	bool is_ld_json;      /* this script holds linked data */
	bool is_refresh;      /* this tag has http-equiv */
	bool has_hole;        /* this tag has one */
	uint32_t tag_serial;  /* rises with each tag */
	uint32_t attr_serial; /* rises with each attribute */
	size_t sections;      /* around this spot */
	size_t floor;         /* elements below belong outside the section */
	struct list open;     /* struct element */
	struct list closed;   /* struct element, by an end half */
};

/* What must be the same where a section ends. */
struct spot_mark {
	enum spot spot;
	uint32_t tag;
	uint32_t attr;
	size_t floor;
	size_t elements;
};

void spot_init(
    struct spotter *s, struct arena *a, enum view_kind kind, struct fault *f);
bool spot_is_markup(const struct spotter *s);
/* Literal text of the file (spot_step.c). */
enum err spot_text(struct spotter *s, struct str text, int line);
/* What the place of a {{hole}} or, with is_markup, of a {{{hole}}} asks for. */
enum err
spot_hole(struct spotter *s, bool is_markup, int line, enum place *out);
enum err spot_words(struct spotter *s, int line, enum place *out);
enum err spot_enter(struct spotter *s, int line, struct spot_mark *mark);
enum err spot_leave(struct spotter *s, int line, const struct spot_mark *mark);
enum err spot_partial(struct spotter *s, struct str name, int line);
/* The end of the file; what a top half left is in s->open, what an end half
 * closed in s->closed. */
enum err spot_finish(struct spotter *s, int line);

/* spot_open.c: which elements are open. */
enum err spot_push(struct spotter *s, struct str name, bool is_partial);
enum err spot_pop(struct spotter *s, struct str name, bool is_partial);
bool spot_is_foreign(const struct spotter *s, struct str name);
enum err spot_refuse(struct spotter *s, const char *what);
struct str word_str(const struct word *w);
void word_put(struct word *w, struct str s);

/* elements.c: facts about names. */
bool element_is_void(struct str name);
bool element_is_raw(struct str name);
bool element_is_title(struct str name); /* text, but no elements */
enum attr_kind attr_kind_of(struct str name);

#endif
