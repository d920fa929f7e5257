/* words - reads {{#_}}sentence{{/_}} and {{#_n count}}one|many{{/_n}} into the
 * texts a catalogue is asked for. Filling them is in fill.c. */
#include "parse.h"

enum { SENTENCE_MAX = 2000 };

/* A sentence under way. */
struct draft {
	struct words *words;
	struct buf text;
	int line;
};

/* "_", "_n", or one of them with more behind a space. */
bool
words_is(struct str text)
{
	struct str first = str_cut(&text, ' ');

	return str_is_z(first, "_") || str_is_z(first, "_n");
}

static bool
is_white(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Folds white space to single spaces, also across pieces. */
static void
put_folded(struct buf *b, struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		if (!is_white(s.p[i]))
			buf_putc(b, s.p[i]);
		else if (b->n == 0 || b->p[b->n - 1] != ' ')
			buf_putc(b, ' ');
	}
}

static bool
has_entity(struct str s)
{
	size_t at;

	while ((at = str_find_byte(s, '&')) != (size_t)-1) {
		s = str_skip(s, at + 1);
		at = 0;
		while (at < s.n && (s.p[at] == '#' || s.p[at] >= '0') &&
		       s.p[at] != ';')
			at++;
		if (at > 0 && at < s.n && s.p[at] == ';')
			return true;
	}
	return false;
}

static enum err
draft_text(struct parse *p, struct draft *draft, const struct token *t)
{
	struct str s = t->text;

	if (str_find_byte(s, '<') != (size_t)-1)
		return fault_at(p->arena, p->fault, t->line,
		    "a sentence holds no tags: put them around it");
	if (has_entity(s))
		return fault_at(p->arena, p->fault, t->line,
		    "a sentence holds no entities: write the character");
	if (str_find(s, STR("{{")) != (size_t)-1)
		return fault_at(p->arena, p->fault, t->line,
		    "{{ may not stand in a sentence");
	put_folded(&draft->text, s);
	return ERR_OK;
}

static enum err
draft_hole(struct parse *p, struct draft *draft, const struct token *t)
{
	const struct name *name;
	struct hole *hole;
	enum err e = parse_name(p, t->text, t->line, &name);

	if (e)
		return e;

	hole = LIST_PUSH(p->arena, &draft->words->holes, struct hole);
	hole->text = t->text;
	hole->name = name;
	buf_putz(&draft->text, "{{");
	buf_put(&draft->text, t->text);
	buf_putz(&draft->text, "}}");
	return ERR_OK;
}

/* Reads up to the closing tag. */
static enum err
read_draft(struct parse *p, struct draft *draft, struct str close)
{
	struct token t = { 0 };
	enum err e;

	for (;;) {
		e = scan_next(&p->scan, &t);
		if (e)
			return e;
		if (t.kind == TOKEN_CLOSE && str_is(t.text, close))
			return ERR_OK;
		if (t.kind == TOKEN_END)
			return fault_at(p->arena, p->fault, draft->line,
			    "this sentence is never closed");
		if (t.kind == TOKEN_TEXT)
			e = draft_text(p, draft, &t);
		else if (t.kind == TOKEN_HOLE)
			e = draft_hole(p, draft, &t);
		else if (t.kind != TOKEN_COMMENT)
			e = fault_at(p->arena, p->fault, t.line,
			    "a sentence holds text and {{names}} only");
		if (e)
			return e;
	}
}

/* Cuts what was read into one and many, and sets the msgids. */
static enum err
finish(struct parse *p, struct draft *draft)
{
	struct view_words *said = &draft->words->said;
	struct str many = buf_str(&draft->text);
	bool is_plural = draft->words->count != NULL;

	said->one = str_trim(is_plural ? str_cut(&many, '|') : many);
	if (draft->text.overflow)
		return fault_at(p->arena, p->fault, draft->line,
		    "this sentence is longer than %d bytes", SENTENCE_MAX);
	if (is_plural) {
		said->many = str_trim(many);
		if (said->many.n == 0 || str_find_byte(many, '|') != (size_t)-1)
			return fault_at(p->arena, p->fault, draft->line,
			    "a plural is written one|many");
	}
	if (said->one.n == 0)
		return fault_at(p->arena, p->fault, draft->line,
		    "this sentence says nothing");
	return ERR_OK;
}

/* Behind "_n" stands the count, then for both the context if there is one. */
static enum err
read_head(struct parse *p, struct words *words, const struct token *t,
    struct str *close)
{
	struct str rest = t->text;
	struct str count;
	enum err e = ERR_OK;

	*close = str_cut(&rest, ' ');
	rest = str_trim(rest);
	if (str_is_z(*close, "_n")) {
		count = str_cut(&rest, ' ');
		e = parse_name(p, count, t->line, &words->count);
		rest = str_trim(rest);
	}
	words->said.template = p->template->name;
	words->said.line = t->line;
	words->said.ctx = rest.n ? rest : (struct str){ NULL, 0 };
	words->id = p->view->words_count++;
	return e;
}

enum err
words_parse(struct parse *p, const struct token *t)
{
	struct words *words = ARENA_NEW(p->arena, struct words);
	struct draft draft = {
		.words = words,
		.text = buf_new(p->arena, SENTENCE_MAX),
		.line = t->line,
	};
	struct node *node;
	enum place place;
	struct str close;
	enum err e = read_head(p, words, t, &close);

	if (e)
		return e;

	e = spot_words(&p->spot, t->line, &place);
	if (e)
		return e;

	e = read_draft(p, &draft, close);
	if (e)
		return e;

	node = parse_node(p, NODE_WORDS, t);
	node->words = words;
	node->place = place;
	return finish(p, &draft);
}
