/* load.h - reading template files, all at once or one by one (private). */
#ifndef VIEW_LOAD_H
#define VIEW_LOAD_H

#include "tree.h"

struct loader {
	struct view *view;
	void (*say)(void *ctx, struct str file, int line, struct str what);
	void *ctx;
	bool shipped;
	struct list folders; /* struct folder, to be looked through */
	struct list files;   /* struct template_file */
};

struct template_file {
	const char *path;
	struct str name; /* of the template */
};

/* Reads one file into the set; what is wrong with it is said, but not that
 * there is none. */
enum err template_load(struct loader *l, const struct template_file *file);
/* Links all; owners' templates that do not fit go, until the rest does. */
enum err loader_link(struct loader *l);

/* Reads the template of that name, if there is one, with all it includes;
 * NULL when there is none or a shipped one is wrong (open.c). */
struct template *opener_want(struct opener *o, struct str name);

#endif
