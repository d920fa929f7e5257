/* scan.h - the tags and the text of a template, one after the other
 * (private to view). */
#ifndef VIEW_SCAN_H
#define VIEW_SCAN_H

#include "tree.h"

enum token_kind {
	TOKEN_END = 0,
	TOKEN_TEXT,
	TOKEN_HOLE,
	TOKEN_MARKUP, /* {{{ }}} or {{& }} */
	TOKEN_SECTION,
	TOKEN_INVERTED,
	TOKEN_CLOSE,
	TOKEN_PARTIAL,
	TOKEN_COMMENT,
	TOKEN_DELIMS
};

struct token {
	enum token_kind kind;
	struct str text;   /* the text, or what a tag says, trimmed */
	struct str indent; /* before a tag alone on its line */
	bool alone;
	bool line_start; /* nothing stands before it on its line */
	int line;
};

struct scan {
	struct arena *arena;
	struct fault *fault;
	struct str source;
	size_t at;
	size_t counted; /* up to here the lines are counted */
	int line;
	struct str open;
	struct str close;
	bool has_tag; /* found already, while its text was given */
	struct token tag;
};

void scan_init(
    struct scan *s, struct arena *a, struct str source, struct fault *fault);
/* ERR_BAD_INPUT with the fault set: a tag that is wrong. */
enum err scan_next(struct scan *s, struct token *out);

#endif
