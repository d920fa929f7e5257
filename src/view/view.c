/* view - the set of templates as others see it: from memory, and asked about.
 * Folders are read in load.c, pages are written in render.c. */
#include "load.h"

struct view *
view_new(struct arena *a)
{
	struct view *v = ARENA_NEW(a, struct view);

	v->arena = a;
	return v;
}

struct template *
template_want(const struct view *v, struct str name)
{
	struct template *t = template_find(v, name);

	return t || !v->opener ? t : opener_want(v->opener, name);
}

bool
view_has(const struct view *v, struct str name)
{
	return template_want(v, name) != NULL;
}

void
view_trust_trees(struct view *v)
{
	v->trust_trees = true;
}

/* Only as much of the first line as names it; the rest is for the parser. */
struct str
view_source_name(struct str source)
{
	struct str head = str_trim(str_cut(&source, '\n'));
	struct str open = STR("{{!");
	struct str none = { NULL, 0 };

	if (!str_has_prefix(head, open))
		return none;
	head = str_trim(str_skip(head, open.n));
	head = str_cut(&head, ' ');
	return head.n && !str_has_suffix(head, STR("}}")) ? head : none;
}

struct view_base
view_base_of(struct arena *a, const struct value *map)
{
	size_t count = map->kind == VALUE_MAP ? map->items.count : 0;
	struct field *fields = ARENA_ARRAY(a, struct field, count + 1);
	const struct value **data =
	    ARENA_ARRAY(a, const struct value *, count + 1);

	for (size_t i = 0; i < count; i++) {
		data[i] = LIST_AT(&map->items, struct value, i);
		fields[i] = (struct field){
			.name = arena_z(a, data[i]->name),
			.offset = i * sizeof(*data),
			.size = sizeof(*data),
			.kind = FIELD_KIND_VALUE,
		};
	}
	return (struct view_base){ fields, data };
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
