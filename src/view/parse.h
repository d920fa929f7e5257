/* parse.h - what parse.c and words.c share (private to view). */
#ifndef VIEW_PARSE_H
#define VIEW_PARSE_H

#include "scan.h"
#include "spot.h"

struct open_section {
	struct str name;
	size_t node;
	int line;
	struct spot_mark mark;
};

struct parse {
	struct view *view;
	struct arena *arena;
	struct fault *fault;
	struct template *template;
	struct scan scan;
	struct spotter spot;
	struct open_section sections[SECTIONS_MAX];
	size_t depth;
};

/* A new last node of the template; valid until the next one. */
struct node *
parse_node(struct parse *p, enum node_kind kind, const struct token *t);
/* Interns a name a tag holds; ERR_BAD_INPUT where it is none. */
enum err
parse_name(struct parse *p, struct str text, int line, const struct name **out);
/* Is this section a sentence to translate? Then the second reads on behind
 * its closing tag (words.c). */
bool words_is(struct str text);
enum err words_parse(struct parse *p, const struct token *t);

#endif
