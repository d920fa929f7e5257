/* render - walks the nodes of a template and writes the page. What names mean
 * is in lookup.c, how values are written in escape.c. */
#include "render.h"

/* Items of sections one page may draw: a guard against nested lists. */
enum { BUDGET = 2 * 1000 * 1000 };

static void
put_indent(struct render *r, const struct indent *indent)
{
	if (!indent)
		return;
	put_indent(r, indent->up);
	buf_put(r->out, indent->text);
}

/* Indents each line that begins in this text. */
static void
put_indented(struct render *r, const struct node *node)
{
	struct str rest = node->text;
	size_t n;

	if (node->line_start)
		put_indent(r, r->indent);
	while ((n = str_find_byte(rest, '\n')) != (size_t)-1) {
		buf_put(r->out, str_head(rest, n + 1));
		rest = str_skip(rest, n + 1);
		if (rest.n)
			put_indent(r, r->indent);
	}
	buf_put(r->out, rest);
}

static void
draw_text(struct render *r, const struct template *t, const struct node *node,
    const struct frame *top)
{
	(void)t;
	(void)top;
	if (r->indent)
		put_indented(r, node);
	else
		buf_put(r->out, node->text);
}

/* Another template in the place of this node. */
static void
draw_template(struct render *r, const struct template *t,
    const struct indent *indent, const struct frame *top)
{
	const struct indent *around = r->indent;

	if (r->depth == DEPTH_MAX) {
		r->e = ERR_BAD_INPUT;
		return;
	}
	r->depth++;
	r->indent = indent;
	render_walk(r, t, 0, t->nodes.count, top);
	r->indent = around;
	r->depth--;
}

/* A part sees its own data and what every template may use, no more. */
static void
draw_part(struct render *r, struct str name, struct item data)
{
	struct frame frame = { .up = r->base, .item = data };
	const struct template *t = template_want(r->view, name);

	if (!t)
		r->e = ERR_NOT_FOUND;
	else if (t->kind != r->kind)
		r->e = ERR_BAD_INPUT;
	else
		draw_template(r, t, NULL, &frame);
}

static bool
draw_as_part(struct render *r, const struct item *item)
{
	const struct view_part *part = item->at;
	const struct value *name;

	if (item->kind == FIELD_KIND_PART) {
		draw_part(r, str_of(part->name),
		    item_of_fields(part->fields, part->data));
		return true;
	}
	name = item_part(r, item);
	if (name)
		draw_part(r, name->text,
		    item_of_value(value_get(item->at, STR("data"))));
	return name != NULL;
}

/* Text that is markup already, or nothing. */
static struct str
safe_text(struct render *r, const struct item *item)
{
	const struct value *safe = item_safe(r, item);

	if (item->kind == FIELD_KIND_HTML)
		return ((const struct safe_html *)item->at)->text;
	return safe ? safe->text : (struct str){ NULL, 0 };
}

/* Linked data must not be able to end its script. */
static void
draw_json(struct render *r, struct str json)
{
	if (str_find_byte(json, '<') == (size_t)-1)
		buf_put(r->out, json);
}

static void
draw_hole(struct render *r, const struct template *t, const struct node *node,
    const struct frame *top)
{
	char scratch[NUMBER_MAX];
	struct item item;
	struct str safe;

	(void)t;
	item_find(r, top, node->name, &item);
	if (item.kind == FIELD_KIND_STOP)
		return;
	if (node->place == PLACE_MARKUP || node->place == PLACE_RAW) {
		if (draw_as_part(r, &item))
			return;
	}
	safe = safe_text(r, &item);
	if (node->place == PLACE_JSON)
		draw_json(r, safe);
	else if (node->place == PLACE_MARKUP && safe.p)
		buf_put(r->out, safe);
	else
		escape_put(r->out, node->place, item_text(r, &item, scratch));
}

static void
draw_section(struct render *r, const struct template *t,
    const struct node *node, const struct frame *top)
{
	size_t from = (size_t)(node - LIST_AT(&t->nodes, struct node, 0)) + 1;
	struct frame frame = { .up = top };
	struct item item;
	size_t count;

	item_find(r, top, node->name, &item);
	count = item_count(&item);
	for (size_t i = 0; i < count && !r->e; i++) {
		if (r->budget-- == 0 || r->out->overflow)
			r->e = ERR_BAD_INPUT;
		item_at(&item, i, &frame.item);
		render_walk(r, t, from, node->behind, &frame);
	}
}

static void
draw_inverted(struct render *r, const struct template *t,
    const struct node *node, const struct frame *top)
{
	size_t from = (size_t)(node - LIST_AT(&t->nodes, struct node, 0)) + 1;
	struct item item;

	item_find(r, top, node->name, &item);
	if (!item_is_true(&item))
		render_walk(r, t, from, node->behind, top);
}

static void
draw_partial(struct render *r, const struct template *t,
    const struct node *node, const struct frame *top)
{
	struct indent indent = { .up = r->indent, .text = node->indent };

	(void)t;
	if (!node->partial)
		return;
	if (!node->alone)
		draw_template(r, node->partial, NULL, top);
	else
		draw_template(r, node->partial,
		    node->indent.n ? &indent : r->indent, top);
}

static void
draw_words(struct render *r, const struct template *t, const struct node *node,
    const struct frame *top)
{
	(void)t;
	words_fill(r, node, top);
}

static void (*const draws[])(struct render *r, const struct template *t,
    const struct node *node, const struct frame *top) = {
	[NODE_TEXT] = draw_text,
	[NODE_HOLE] = draw_hole,
	[NODE_SECTION] = draw_section,
	[NODE_INVERTED] = draw_inverted,
	[NODE_PARTIAL] = draw_partial,
	[NODE_WORDS] = draw_words,
};

void
render_walk(struct render *r, const struct template *t, size_t from, size_t to,
    const struct frame *top)
{
	const struct node *nodes = t->nodes.items;
	size_t i = from;

	while (i < to && !r->e) {
		const struct node *node = &nodes[i];

		draws[node->kind](r, t, node, top);
		i = node->behind ? node->behind : i + 1;
	}
}

/* The head of a mail is one line, whatever the template holds. */
static void
fold_header(struct buf *out, size_t from)
{
	for (size_t i = from; i < out->n; i++)
		if ((unsigned char)out->p[i] < ' ' || out->p[i] == 0x7f)
			out->p[i] = ' ';
	while (out->n > from && out->p[out->n - 1] == ' ')
		out->n--;
}

/* What every page may use says in which direction it is read. */
static bool
is_rtl(struct render *r, const struct frame *ground)
{
	static const struct name dir = { .text = S("dir"), .head = &dir };
	char scratch[NUMBER_MAX];
	struct item item;

	item_find(r, ground, &dir, &item);
	return item.kind != FIELD_KIND_STOP &&
	       str_is_z(item_text(r, &item, scratch), "rtl");
}

static enum err
render(struct render *r, struct str name, const struct view_base *base,
    struct item root)
{
	const struct template *t = template_want(r->view, name);
	struct frame ground = { .up = NULL };
	struct frame top = { .up = &ground, .item = root };
	size_t from = r->out->n;

	if (!t)
		return ERR_NOT_FOUND;
	if (base)
		ground.item = item_of_fields(base->fields, base->data);
	r->base = &ground;
	r->is_rtl = is_rtl(r, &ground);
	r->kind = t->kind;
	r->budget = BUDGET;
	if (r->lang) {
		r->said_count = r->view->words_count;
		r->said = ARENA_ARRAY(r->arena, struct str, r->said_count);
	}
	render_walk(r, t, 0, t->nodes.count, &top);
	if (t->kind == VIEW_KIND_HEADER)
		fold_header(r->out, from);
	r->base = NULL;
	if (!r->e && r->out->overflow)
		r->e = ERR_BAD_INPUT;
	return r->e;
}

enum err
view_render(const struct view *v, struct arena *a, struct str name,
    const struct text *lang, const struct view_base *base,
    const struct field *fields, const void *data, struct buf *out)
{
	struct render r = { .view = v, .arena = a, .lang = lang, .out = out };

	return render(&r, name, base, item_of_fields(fields, data));
}

enum err
view_render_value(const struct view *v, struct arena *a, struct str name,
    const struct text *lang, const struct view_base *base,
    const struct value *data, struct buf *out)
{
	struct render r = { .view = v, .arena = a, .lang = lang, .out = out };

	r.trust_tree = v->trust_trees;
	return render(&r, name, base, item_of_value(data));
}
