/* parse - turns one template file into the row of nodes of tree.h, checking
 * it on the way. Sentences to translate are read in words.c, the places in
 * the markup in spot.c. */
#include "parse.h"

static const struct kind_word {
	const char *word;
	enum view_kind kind;
} kind_words[] = {
	{ "html", VIEW_KIND_HTML },
	{ "text", VIEW_KIND_TEXT },
	{ "header", VIEW_KIND_HEADER },
	{ "css", VIEW_KIND_CSS },
	{ "xml", VIEW_KIND_XML },
	{ "plain", VIEW_KIND_PLAIN },
};

struct node *
parse_node(struct parse *p, enum node_kind kind, const struct token *t)
{
	struct list *nodes = &p->template->nodes;
	struct node *node = LIST_PUSH(p->view->arena, nodes, struct node);

	node->kind = kind;
	node->line = t->line;
	return node;
}

/* No spaces, and no empty step between dots; or a single dot. */
static bool
is_name(struct str s)
{
	if (str_is_z(s, "."))
		return true;
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] <= ' ')
			return false;
	return s.n > 0 && s.p[0] != '.' && s.p[s.n - 1] != '.' &&
	       str_find(s, STR("..")) == (size_t)-1;
}

enum err
parse_name(struct parse *p, struct str text, int line, const struct name **out)
{
	if (!is_name(text))
		return fault_at(p->arena, p->fault, line,
		    "\"" STR_FMT "\" is no name", STR_ARG(text));
	*out = name_intern(p->view, text);
	return ERR_OK;
}

static enum err
take_text(struct parse *p, const struct token *t)
{
	struct node *node = parse_node(p, NODE_TEXT, t);

	node->text = t->text;
	node->line_start = t->line_start;
	return spot_text(&p->spot, t->text, t->line);
}

/* A tag that begins its line, but is not alone on it: indentation belongs
 * before it, and texts are what indentation hangs on. */
static void
mark_line_start(struct parse *p, const struct token *t)
{
	if (t->line_start && !t->alone)
		parse_node(p, NODE_TEXT, t)->line_start = true;
}

static enum err
take_hole(struct parse *p, const struct token *t)
{
	const struct name *name = NULL;
	enum place place;
	struct node *node;
	enum err e = parse_name(p, t->text, t->line, &name);

	if (e)
		return e;

	e = spot_hole(&p->spot, t->kind == TOKEN_MARKUP, t->line, &place);
	if (e)
		return e;

	node = parse_node(p, NODE_HOLE, t);
	node->name = name;
	node->place = place;
	return ERR_OK;
}

static enum err
take_section(struct parse *p, const struct token *t)
{
	bool is_inverted = t->kind == TOKEN_INVERTED;
	struct open_section *open = &p->sections[p->depth];
	const struct name *name = NULL;
	struct node *node;
	enum err e;

	if (!is_inverted && words_is(t->text))
		return words_parse(p, t);
	if (p->depth == SECTIONS_MAX)
		return fault_at(p->arena, p->fault, t->line,
		    "sections stand deeper than %d", SECTIONS_MAX);
	e = parse_name(p, t->text, t->line, &name);
	if (e)
		return e;

	node = parse_node(p, is_inverted ? NODE_INVERTED : NODE_SECTION, t);
	node->name = name;
	open->name = t->text;
	open->node = p->template->nodes.count - 1;
	open->line = t->line;
	p->depth++;
	return spot_enter(&p->spot, t->line, &open->mark);
}

static enum err
take_close(struct parse *p, const struct token *t)
{
	struct list *nodes = &p->template->nodes;
	struct open_section *open;

	if (p->depth == 0)
		return fault_at(p->arena, p->fault, t->line,
		    "{{/" STR_FMT "}} closes no section", STR_ARG(t->text));
	open = &p->sections[p->depth - 1];
	if (!str_is(open->name, t->text))
		return fault_at(p->arena, p->fault, t->line,
		    "{{/" STR_FMT "}} stands where {{/" STR_FMT
		    "}} is due, opened in line %d",
		    STR_ARG(t->text), STR_ARG(open->name), open->line);
	LIST_AT(nodes, struct node, open->node)->behind =
	    (uint32_t)nodes->count;
	p->depth--;
	return spot_leave(&p->spot, t->line, &open->mark);
}

static enum err
take_partial(struct parse *p, const struct token *t)
{
	const struct name *name;
	struct node *node;
	enum err e = parse_name(p, t->text, t->line, &name);

	if (e)
		return e;

	node = parse_node(p, NODE_PARTIAL, t);
	node->text = t->text;
	node->indent = t->indent;
	node->alone = t->alone;
	return spot_partial(&p->spot, t->text, t->line);
}

static enum err
take_nothing(struct parse *p, const struct token *t)
{
	(void)p;
	(void)t;
	return ERR_OK;
}

static enum err (*const takes[])(struct parse *p, const struct token *t) = {
	[TOKEN_TEXT] = take_text,
	[TOKEN_HOLE] = take_hole,
	[TOKEN_MARKUP] = take_hole,
	[TOKEN_SECTION] = take_section,
	[TOKEN_INVERTED] = take_section,
	[TOKEN_CLOSE] = take_close,
	[TOKEN_PARTIAL] = take_partial,
	[TOKEN_COMMENT] = take_nothing,
	[TOKEN_DELIMS] = take_nothing,
};

/* The word up to the next space; moves *s behind it. */
static struct str
next_word(struct str *s)
{
	struct str rest = str_trim(*s);
	struct str word = str_cut(&rest, ' ');

	*s = rest;
	return word;
}

/* {{! name version kind }} */
static enum err
read_first_line(struct parse *p)
{
	struct template *t = p->template;
	struct token token = { 0 };
	struct str kind;
	struct str rest;
	enum err e = scan_next(&p->scan, &token);

	if (e)
		return e;

	rest = token.text;
	t->name = next_word(&rest);
	e = str_int(next_word(&rest), &t->version);
	kind = next_word(&rest);
	if (token.kind != TOKEN_COMMENT || !token.alone || e || rest.n)
		return fault_at(p->arena, p->fault, 1,
		    "the first line must be {{! name version kind }}");
	for (size_t i = 0; i < sizeof(kind_words) / sizeof(*kind_words); i++) {
		t->kind = kind_words[i].kind;
		if (str_is_z(kind, kind_words[i].word))
			return ERR_OK;
	}
	return fault_at(p->arena, p->fault, 1,
	    "\"" STR_FMT "\" is no kind of template", STR_ARG(kind));
}

static enum err
finish(struct parse *p, int line)
{
	struct open_section *open;

	if (p->depth == 0)
		return spot_finish(&p->spot, line);
	open = &p->sections[p->depth - 1];
	return fault_at(p->arena, p->fault, open->line,
	    "{{#" STR_FMT "}} is opened here and never closed",
	    STR_ARG(open->name));
}

static enum err
read_body(struct parse *p)
{
	struct token t = { 0 };
	enum err e;

	for (;;) {
		e = scan_next(&p->scan, &t);
		if (e)
			return e;
		if (t.kind == TOKEN_END)
			return finish(p, t.line);
		if (t.kind != TOKEN_TEXT)
			mark_line_start(p, &t);
		e = takes[t.kind](p, &t);
		if (e)
			return e;
	}
}

enum err
template_parse(struct view *v, struct str source, struct template **out,
    struct fault *fault)
{
	struct parse p = { .view = v, .arena = v->arena, .fault = fault };
	enum err e;

	p.template = ARENA_NEW(v->arena, struct template);
	scan_init(&p.scan, p.arena, source, fault);
	if (!str_is_utf8(source))
		return fault_at(p.arena, fault, 1, "the file is not UTF-8");
	e = read_first_line(&p);
	if (e)
		return e;

	spot_init(&p.spot, p.arena, p.template->kind, fault);
	p.spot.is_top = str_has_suffix(p.template->name, STR("_top"));
	p.spot.is_end = str_has_suffix(p.template->name, STR("_end"));
	e = read_body(&p);
	if (e)
		return e;

	p.template->left = p.spot.open;
	p.template->closed = p.spot.closed;
	*out = p.template;
	return ERR_OK;
}
