/* plural - reads and works out the C expressions of Plural-Forms headers.
 *
 * The expression becomes a tree of small nodes when the catalogue is loaded.
 * Which catalogue and which message are the business of text.c. */
#include "plural.h"

enum { DEPTH_MAX = 50, FORMS_MAX = 100, RULE_MAX = 2000, NUMBER_MAX = 9 };

enum op {
	OP_NUMBER = 0,
	OP_N,
	OP_NOT,
	OP_OR,
	OP_AND,
	OP_EQUAL,
	OP_UNEQUAL,
	OP_LESS_EQUAL,
	OP_MORE_EQUAL,
	OP_LESS,
	OP_MORE,
	OP_PLUS,
	OP_MINUS,
	OP_TIMES,
	OP_DIVIDE,
	OP_REST,
	OP_CHOOSE, /* first ? second : third */
};

struct node {
	enum op op;
	uint32_t number;
	uint32_t depth;
	const struct node *first;
	const struct node *second;
	const struct node *third;
};

struct plural {
	const struct node *root;
};

struct sign {
	struct str text;
	enum op op;
	int tightness;
};

/* A sign stands before those that begin it. */
static const struct sign signs[] = {
	{ S("||"), OP_OR, 1 },
	{ S("&&"), OP_AND, 2 },
	{ S("=="), OP_EQUAL, 3 },
	{ S("!="), OP_UNEQUAL, 3 },
	{ S("<="), OP_LESS_EQUAL, 4 },
	{ S(">="), OP_MORE_EQUAL, 4 },
	{ S("<"), OP_LESS, 4 },
	{ S(">"), OP_MORE, 4 },
	{ S("+"), OP_PLUS, 5 },
	{ S("-"), OP_MINUS, 5 },
	{ S("*"), OP_TIMES, 6 },
	{ S("/"), OP_DIVIDE, 6 },
	{ S("%"), OP_REST, 6 },
};

enum { LOOSEST = 1, TIGHTEST = 6 };

/* What is being read. A node of NULL anywhere means: no such rule. */
struct reader {
	struct arena *arena;
	struct str rest;
	int depth;
};

static const struct node *read_choice(struct reader *r);

static void
skip_space(struct reader *r)
{
	while (r->rest.n > 0 && (r->rest.p[0] == ' ' || r->rest.p[0] == '\t'))
		r->rest = str_skip(r->rest, 1);
}

static bool
take(struct reader *r, struct str text)
{
	skip_space(r);
	if (!str_has_prefix(r->rest, text))
		return false;
	r->rest = str_skip(r->rest, text.n);
	return true;
}

static const struct node *
node_new(struct reader *r, struct node n)
{
	const struct node *kids[] = { n.first, n.second, n.third };
	struct node *node = ARENA_NEW(r->arena, struct node);

	n.depth = 1;
	for (size_t i = 0; i < sizeof(kids) / sizeof(kids[0]); i++)
		if (kids[i] && kids[i]->depth >= n.depth)
			n.depth = kids[i]->depth + 1;
	if (n.depth > DEPTH_MAX)
		return NULL;
	*node = n;
	return node;
}

static const struct node *
read_number(struct reader *r)
{
	struct str text = r->rest;
	int64_t number;

	text.n = 0;
	while (text.n < r->rest.n && text.p[text.n] >= '0' &&
	       text.p[text.n] <= '9')
		text.n++;
	if (text.n > NUMBER_MAX || str_int(text, &number))
		return NULL;
	r->rest = str_skip(r->rest, text.n);
	return node_new(
	    r, (struct node){ .op = OP_NUMBER, .number = (uint32_t)number });
}

/* n, a number, !x or (x) */
static const struct node *
read_single(struct reader *r)
{
	const struct node *node;

	if (take(r, STR("n")))
		return node_new(r, (struct node){ .op = OP_N });
	if (take(r, STR("!"))) {
		if (++r->depth > DEPTH_MAX)
			return NULL;
		node = read_single(r);
		r->depth--;
		if (!node)
			return NULL;
		return node_new(
		    r, (struct node){ .op = OP_NOT, .first = node });
	}
	if (!take(r, STR("(")))
		return read_number(r);
	node = read_choice(r);
	return take(r, STR(")")) ? node : NULL;
}

static bool
take_sign(struct reader *r, int tightness, enum op *op)
{
	skip_space(r);
	for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++) {
		if (!str_has_prefix(r->rest, signs[i].text))
			continue;
		if (signs[i].tightness != tightness)
			return false;
		*op = signs[i].op;
		return take(r, signs[i].text);
	}
	return false;
}

/* A row of operands between signs of one tightness, taken from the left. */
static const struct node *
read_row(struct reader *r, int tightness)
{
	const struct node *node;
	enum op op;

	if (tightness > TIGHTEST)
		return read_single(r);
	node = read_row(r, tightness + 1);
	while (node && take_sign(r, tightness, &op)) {
		const struct node *next = read_row(r, tightness + 1);

		if (!next)
			return NULL;
		node = node_new(r,
		    (struct node){ .op = op, .first = node, .second = next });
	}
	return node;
}

static const struct node *
read_choice_inside(struct reader *r)
{
	struct node choice = { .op = OP_CHOOSE };

	choice.first = read_row(r, LOOSEST);
	if (!choice.first || !take(r, STR("?")))
		return choice.first;
	choice.second = read_choice(r);
	if (!choice.second || !take(r, STR(":")))
		return NULL;
	choice.third = read_choice(r);
	return choice.third ? node_new(r, choice) : NULL;
}

static const struct node *
read_choice(struct reader *r)
{
	const struct node *node;

	if (++r->depth > DEPTH_MAX)
		return NULL;
	node = read_choice_inside(r);
	r->depth--;
	return node;
}

enum err
plural_parse(struct arena *a, struct str rule, const struct plural **out)
{
	struct reader r = { .arena = a, .rest = rule };
	const struct node *count;
	struct plural *plural;

	if (rule.n > RULE_MAX || !take(&r, STR("nplurals")) ||
	    !take(&r, STR("=")))
		return ERR_BAD_INPUT;
	skip_space(&r);
	count = read_number(&r);
	if (!count || count->number == 0 || count->number > FORMS_MAX)
		return ERR_BAD_INPUT;
	if (!take(&r, STR(";")) || !take(&r, STR("plural")) ||
	    !take(&r, STR("=")))
		return ERR_BAD_INPUT;
	plural = ARENA_NEW(a, struct plural);
	plural->root = read_choice(&r);
	take(&r, STR(";"));
	skip_space(&r);
	if (!plural->root || r.rest.n > 0)
		return ERR_BAD_INPUT;
	*out = plural;
	return ERR_OK;
}

static uint64_t
work_out_pair(enum op op, uint64_t x, uint64_t y)
{
	switch (op) {
	case OP_OR:
		return x || y;
	case OP_AND:
		return x && y;
	case OP_EQUAL:
		return x == y;
	case OP_UNEQUAL:
		return x != y;
	case OP_LESS_EQUAL:
		return x <= y;
	case OP_MORE_EQUAL:
		return x >= y;
	case OP_LESS:
		return x < y;
	case OP_MORE:
		return x > y;
	case OP_PLUS:
		return x + y;
	case OP_MINUS:
		return x - y;
	case OP_TIMES:
		return x * y;
	case OP_DIVIDE:
		return y ? x / y : 0;
	default:
		return y ? x % y : 0;
	}
}

static uint64_t
work_out(const struct node *node, uint64_t n)
{
	uint64_t x;

	if (node->op == OP_NUMBER)
		return node->number;
	if (node->op == OP_N)
		return n;
	x = work_out(node->first, n);
	if (node->op == OP_NOT)
		return !x;
	if (node->op == OP_CHOOSE)
		return work_out(x ? node->second : node->third, n);
	return work_out_pair(node->op, x, work_out(node->second, n));
}

uint64_t
plural_form(const struct plural *rule, uint64_t n)
{
	if (!rule)
		return n != 1;
	return work_out(rule->root, n);
}
