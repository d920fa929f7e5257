/* wpconfig.c - the constants a wp-config.php defines, read and never run.
 *
 * Statements are taken one by one. A plain define() counts; one that stands
 * behind a condition other than "if it is not defined yet" or whose value is
 * put together by PHP is only named: guessing a password or a prefix would
 * send us into somebody else's tables. Tokens are cut by wptoken.c, the file is
 * opened by probe.c.
 */
#include <string.h>

#include "wpconfig.h"
#include "wptoken.h"

#define TOKENS_MAX 128 /* of one statement; a longer one defines nothing */
#define DEPTH_MAX 64
#define CONSTANTS_MAX 1000

struct statement {
	struct wp_token tokens[TOKENS_MAX];
	size_t count;
	bool is_long;
	int depth; /* of round and square brackets */
};

/* What stands in a block counts when the block always runs, or when it asks
 * for the very constant that is defined in it. */
struct block {
	bool is_plain;
	struct str guard; /* "if (!defined('NAME'))" */
};

struct parser {
	struct wp_reader reader;
	struct arena *arena;
	struct wp_config *out;
	const struct wp_place *at; /* NULL: nobody knows */
	struct statement st;
	struct block blocks[DEPTH_MAX];
	size_t depth;
	size_t lost; /* blocks deeper than that */
};

/* ---- tokens of a statement --------------------------------------------- */

static bool
is_word(const struct statement *st, size_t i, const char *word)
{
	return i < st->count && st->tokens[i].kind == WP_TOKEN_WORD &&
	       str_is_nocase(st->tokens[i].text, str_of(word));
}

static bool
is_mark(const struct statement *st, size_t i, char c)
{
	return i < st->count && st->tokens[i].kind == WP_TOKEN_MARK &&
	       st->tokens[i].text.p[0] == c;
}

static bool
is_define(const struct statement *st, size_t i)
{
	return (is_word(st, i, "define") || is_word(st, i, "\\define")) &&
	       is_mark(st, i + 1, '(') && i + 2 < st->count &&
	       st->tokens[i + 2].kind == WP_TOKEN_TEXT;
}

/* Behind "defined ( 'X' )" that begins at i, or i. */
static size_t
behind_defined(const struct statement *st, size_t i)
{
	if (is_word(st, i, "defined") && is_mark(st, i + 1, '(') &&
	    i + 2 < st->count && st->tokens[i + 2].kind == WP_TOKEN_TEXT &&
	    is_mark(st, i + 3, ')'))
		return i + 4;
	return i;
}

/* Behind "if ( ! defined ( 'X' ) )" that begins at i, or i. */
static size_t
behind_guard(const struct statement *st, size_t i)
{
	size_t at;

	if (!is_word(st, i, "if") || !is_mark(st, i + 1, '(') ||
	    !is_mark(st, i + 2, '!'))
		return i;
	at = behind_defined(st, i + 3);
	return at > i + 3 && is_mark(st, at, ')') ? at + 1 : i;
}

/* Is the constant asked for in the guard that begins at i this one? */
static bool
is_guard_of(const struct statement *st, size_t name_at, struct str name)
{
	return str_is(st->tokens[name_at].text, name);
}

/* Does the define() at `at` always run, but for "not defined yet"? */
static bool
always_runs(const struct statement *st, size_t at)
{
	struct str name = st->tokens[at + 2].text;
	size_t i = behind_guard(st, 0);
	size_t behind = behind_defined(st, i);

	if (i && !is_guard_of(st, 5, name))
		return false;
	if (behind > i && !is_guard_of(st, i + 2, name) &&
	    !is_guard_of(st, i + 2, STR("ABSPATH")))
		return false;

	if (behind > i && is_mark(st, behind, '|') &&
	    is_mark(st, behind + 1, '|'))
		i = behind + 2;
	else if (behind > i && is_word(st, behind, "or"))
		i = behind + 1;
	if (is_mark(st, i, '@'))
		i++;
	return i == at;
}

static bool
blocks_run(const struct parser *p, struct str name)
{
	if (p->lost || p->st.is_long)
		return false;
	for (size_t i = 0; i < p->depth; i++)
		if (!p->blocks[i].is_plain && !str_is(p->blocks[i].guard, name))
			return false;
	return true;
}

/* ---- values ------------------------------------------------------------ */

static bool
keyword_value(struct str word, struct str *out)
{
	if (str_is_nocase(word, STR("true")))
		*out = STR("1");
	else if (str_is_nocase(word, STR("false")) ||
		 str_is_nocase(word, STR("null")))
		*out = STR("");
	else
		return false;
	return true;
}

/* Everything before the last slash. */
static struct str
parent_of(struct str path)
{
	while (path.n && path.p[path.n - 1] != '/')
		path.n--;
	while (path.n && path.p[path.n - 1] == '/')
		path.n--;
	return path;
}

/* A path that begins at a place we know: how many tokens it takes, else 0. */
static size_t
place_value(struct parser *p, size_t i, struct str *out)
{
	const struct statement *st = &p->st;

	if (!p->at)
		return 0;
	if (is_word(st, i, "__DIR__")) {
		*out = p->at->here;
		return 1;
	}
	if (is_word(st, i, "ABSPATH")) {
		*out = arena_join(p->arena, p->at->root, STR("/"));
		return 1;
	}
	if (!is_word(st, i, "dirname") || !is_mark(st, i + 1, '(') ||
	    !is_mark(st, i + 3, ')'))
		return 0;
	if (is_word(st, i + 2, "__FILE__"))
		*out = p->at->here;
	else if (is_word(st, i + 2, "__DIR__"))
		*out = parent_of(p->at->here);
	else
		return 0;
	return 4;
}

/* One part of an expression: how many tokens it takes, 0: only PHP knows. */
static size_t
part_value(struct parser *p, size_t i, struct str *out)
{
	const struct wp_token *t = &p->st.tokens[i];

	if (t->kind == WP_TOKEN_TEXT || t->kind == WP_TOKEN_NUMBER) {
		*out = t->text;
		return 1;
	}
	if (t->kind != WP_TOKEN_WORD)
		return 0;
	return keyword_value(t->text, out) ? 1 : place_value(p, i, out);
}

/* The value of the tokens from..to: parts, joined by points. False when only
 * PHP knows. */
static bool
constant_value(struct parser *p, size_t from, size_t to, struct str *out)
{
	struct buf b = buf_new(p->arena, WPCONFIG_MAX_BYTES);
	size_t i = from;

	while (i < to) {
		struct str s;
		size_t n = part_value(p, i, &s);

		if (!n || i + n > to)
			return false;
		buf_put(&b, s);
		i += n;
		if (i == to)
			break;
		if (!is_mark(&p->st, i, '.') || ++i == to)
			return false;
	}
	*out = buf_str(&b);
	return to > from;
}

/* Where the expression that begins at `from` ends: a comma, closing bracket
 * or the end of the statement. */
static size_t
expression_end(const struct statement *st, size_t from)
{
	int depth = 0;

	for (size_t i = from; i < st->count; i++) {
		if (is_mark(st, i, '(') || is_mark(st, i, '['))
			depth++;
		else if (depth == 0 &&
			 (is_mark(st, i, ')') || is_mark(st, i, ',')))
			return i;
		else if (is_mark(st, i, ')') || is_mark(st, i, ']'))
			depth--;
	}
	return st->count;
}

static struct wp_constant *
constant_in(struct wp_config *config, struct str name)
{
	for (size_t i = 0; i < config->constants.count; i++) {
		struct wp_constant *c =
		    LIST_AT(&config->constants, struct wp_constant, i);

		if (str_is(c->name, name))
			return c;
	}
	return NULL;
}

/* The first definition of a constant holds, the last of a variable. */
static void
define_it(struct parser *p, struct str name, size_t from, bool is_sure,
    bool is_variable)
{
	struct wp_constant *c = constant_in(p->out, name);
	struct str value = STR("");
	bool is_known = is_sure && constant_value(p, from,
				       expression_end(&p->st, from), &value);

	if (c && !is_variable)
		return;
	if (!c) {
		if (p->out->constants.count >= CONSTANTS_MAX)
			return;
		c = LIST_PUSH(p->arena, &p->out->constants, struct wp_constant);
		c->name = arena_str(p->arena, name);
	}
	c->is_computed = !is_known;
	c->value = is_known ? value : STR("");
}

/* ---- statements and blocks --------------------------------------------- */

static bool
is_prefix_set(const struct statement *st, size_t i)
{
	if (st->tokens[i].kind != WP_TOKEN_VARIABLE ||
	    !str_is_z(st->tokens[i].text, "$table_prefix"))
		return false;
	return (is_mark(st, i + 1, '=') && !is_mark(st, i + 2, '=')) ||
	       (is_mark(st, i + 1, '.') && is_mark(st, i + 2, '='));
}

static void
read_statement(struct parser *p)
{
	const struct statement *st = &p->st;

	for (size_t i = 0; i < st->count; i++) {
		struct str name = STR("table_prefix");

		if (is_define(st, i) && is_mark(st, i + 3, ',')) {
			name = st->tokens[i + 2].text;
			define_it(p, name, i + 4,
			    blocks_run(p, name) && always_runs(st, i), false);
		} else if (is_word(st, i, "const") && i + 1 < st->count &&
			   is_mark(st, i + 2, '=')) {
			name = st->tokens[i + 1].text;
			define_it(p, name, i + 3, blocks_run(p, name) && i == 0,
			    false);
		} else if (is_prefix_set(st, i)) {
			define_it(p, name, i + 2,
			    blocks_run(p, name) && i == 0 &&
				is_mark(st, 1, '='),
			    true);
		}
	}
}

static void
next_statement(struct parser *p)
{
	p->st.count = 0;
	p->st.is_long = false;
	p->st.depth = 0;
}

static void
open_block(struct parser *p)
{
	const struct statement *st = &p->st;
	size_t behind = behind_guard(st, 0);
	struct block block = { .is_plain = st->count == 0,
		.guard = { NULL, 0 } };

	if (behind && behind == st->count)
		block.guard = st->tokens[5].text;
	if (p->depth == DEPTH_MAX)
		p->lost++;
	else
		p->blocks[p->depth++] = block;
}

static void
close_block(struct parser *p)
{
	if (p->lost)
		p->lost--;
	else if (p->depth)
		p->depth--;
}

/* "if (...):" and the like open a block that a word closes. */
static bool
is_colon_header(const struct statement *st)
{
	static const char *const heads[] = { "if", "elseif", "else", "foreach",
		"for", "while", "switch", NULL };

	for (size_t i = 0; heads[i]; i++)
		if (is_word(st, 0, heads[i]))
			return is_mark(st, st->count - 1, ')') ||
			       st->count == 1;
	return false;
}

static bool
is_colon_end(const struct statement *st)
{
	static const char *const ends[] = { "endif", "endforeach", "endfor",
		"endwhile", "endswitch", NULL };

	for (size_t i = 0; ends[i]; i++)
		if (is_word(st, 0, ends[i]))
			return true;
	return false;
}

/* The word that goes on with an "if ...:" block closes it first. */
static void
take_colon(struct parser *p)
{
	if (is_word(&p->st, 0, "else") || is_word(&p->st, 0, "elseif"))
		close_block(p);
	open_block(p);
	next_statement(p);
}

static void
add_token(struct parser *p, struct wp_token t)
{
	struct statement *st = &p->st;
	char c = t.kind == WP_TOKEN_MARK ? t.text.p[0] : '\0';

	if (c == '(' || c == '[')
		st->depth++;
	else if ((c == ')' || c == ']') && st->depth)
		st->depth--;

	if (st->count < TOKENS_MAX)
		st->tokens[st->count++] = t;
	else
		st->is_long = true;
}

static void
take_token(struct parser *p, struct wp_token t)
{
	char c = t.kind == WP_TOKEN_MARK ? t.text.p[0] : '\0';

	if (c == ';') {
		read_statement(p);
		if (is_colon_end(&p->st))
			close_block(p);
		next_statement(p);
	} else if (c == '{') {
		open_block(p);
		next_statement(p);
	} else if (c == '}') {
		read_statement(p);
		close_block(p);
		next_statement(p);
	} else if (c == ':' && p->st.depth == 0 && p->st.count &&
		   is_colon_header(&p->st)) {
		take_colon(p);
	} else {
		add_token(p, t);
	}
}

void
wp_config_read(struct arena *a, struct str php, const struct wp_place *at,
    struct wp_config *out)
{
	struct parser *p = ARENA_NEW(a, struct parser);
	struct wp_token t;

	*out = (struct wp_config){ .constants = { NULL, 0, 0 } };
	if (php.n > WPCONFIG_MAX_BYTES)
		php = str_head(php, WPCONFIG_MAX_BYTES);
	p->reader = (struct wp_reader){ .rest = php, .arena = a };
	p->arena = a;
	p->at = at;
	p->out = out;

	for (;;) {
		t = wp_token_next(&p->reader);
		if (t.kind == WP_TOKEN_END ||
		    (t.kind == WP_TOKEN_WORD &&
			str_is_nocase(t.text, STR("__halt_compiler"))))
			break;
		take_token(p, t);
	}
	read_statement(p);
}

const struct wp_constant *
wp_config_get(const struct wp_config *config, const char *name)
{
	return constant_in((struct wp_config *)config, str_of(name));
}

struct str
wp_config_text(const struct wp_config *config, const char *name)
{
	const struct wp_constant *c = wp_config_get(config, name);

	return c && !c->is_computed ? c->value : STR("");
}
