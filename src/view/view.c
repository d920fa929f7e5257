/* view - the set of templates as others see it: from memory, and asked about.
 * Folders are read in load.c, pages are written in render.c. */
#include "tree.h"

struct view *
view_new(struct arena *a)
{
	struct view *v = ARENA_NEW(a, struct view);

	v->arena = a;
	return v;
}

bool
view_has(const struct view *v, struct str name)
{
	return template_find(v, name) != NULL;
}

void
view_trust_trees(struct view *v)
{
	v->trust_trees = true;
}

enum err
view_compile(struct arena *a, struct view *v, struct str name,
    struct str source, struct str *why)
{
	struct fault fault = { 0 };
	struct template *t = NULL;
	struct template *blamed;
	enum err e = template_parse(v, arena_str(v->arena, source), &t, &fault);

	if (!e && !str_is(t->name, name))
		e = fault_at(a, &fault, 1,
		    "the first line must name it " STR_FMT, STR_ARG(name));
	if (e) {
		if (why)
			*why = arena_printf(a, "line %d: " STR_FMT, fault.line,
			    STR_ARG(fault.what));
		return e;
	}
	t->file = t->name;
	template_put(v, t);
	templates_link(v, &blamed, &fault);
	return ERR_OK;
}

void
view_each_words(const struct view *v,
    void (*see)(void *ctx, const struct view_words *words), void *ctx)
{
	for (size_t i = 0; i < v->templates.count; i++) {
		const struct template *t =
		    *LIST_AT(&v->templates, struct template *, i);

		for (size_t n = 0; n < t->nodes.count; n++) {
			const struct node *node =
			    LIST_AT(&t->nodes, struct node, n);

			if (node->kind == NODE_WORDS)
				see(ctx, &node->words->said);
		}
	}
}
