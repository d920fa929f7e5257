/* open - templates that are read when they are first asked for, so that a
 * process that draws one page reads what that page is made of. The same files
 * win as in load.c, which reads and checks all. */
#include "load.h"

enum { FOLDERS_MAX = 4 };

struct opener {
	struct loader loader;
	const char *dirs[FOLDERS_MAX]; /* the owner's first */
	size_t count;
};

static void
take(struct opener *o, const char *dir, const char *below, struct str name)
{
	struct arena *a = o->loader.view->arena;
	struct template_file file = {
		.path = arena_printz(a, "%s/%s" STR_FMT ".mustache", dir,
		    below, STR_ARG(name)),
		.name = name,
	};

	template_load(&o->loader, &file);
}

/* Of one name in a folder the file below view/ stands above the other. */
static void
take_all(struct opener *o, struct str name)
{
	o->loader.shipped = true;
	for (size_t i = o->count; i-- > 0;) {
		take(o, o->dirs[i], "", name);
		take(o, o->dirs[i], "view/", name);
		o->loader.shipped = false;
	}
}

static void want(struct opener *o, struct str name);

static void
want_other_half(struct opener *o, struct str name)
{
	struct arena *a = o->loader.view->arena;
	struct str top = STR("_top");
	struct str end = STR("_end");
	struct str half = str_head(name, name.n - top.n);

	if (str_has_suffix(name, top) && half.n)
		want(o, arena_join(a, half, end));
	if (str_has_suffix(name, end) && half.n)
		want(o, arena_join(a, half, top));
}

/* With what it includes, and what the one below it does: that comes back
 * when the owner's does not fit. */
static void
want(struct opener *o, struct str name)
{
	struct view *v = o->loader.view;

	if (template_find(v, name))
		return;
	take_all(o, name);
	for (struct template *t = template_find(v, name); t; t = t->below) {
		for (size_t i = 0; i < t->nodes.count; i++) {
			struct node *node = LIST_AT(&t->nodes, struct node, i);

			if (node->kind == NODE_PARTIAL)
				want(o, node->text);
		}
		want_other_half(o, name);
	}
}

struct template *
opener_want(struct opener *o, struct str name)
{
	struct view *v = o->loader.view;
	size_t before = v->templates.count;

	want(o, arena_str(v->arena, name));
	if (v->templates.count != before && loader_link(&o->loader))
		return NULL;
	return template_find(v, name);
}

void
view_open(struct arena *a, const char *const *dirs, size_t count,
    void (*say)(void *ctx, struct str file, int line, struct str what),
    void *ctx, const struct view **out)
{
	struct opener *o = ARENA_NEW(a, struct opener);
	struct view *v = view_new(a);

	assert(count <= FOLDERS_MAX);
	o->loader = (struct loader){ .view = v, .say = say, .ctx = ctx };
	for (size_t i = 0; i < count; i++)
		if (dirs[i])
			o->dirs[o->count++] = dirs[i];
	v->opener = o;
	*out = v;
}
