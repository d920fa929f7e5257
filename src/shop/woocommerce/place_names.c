/* place_names.c - WooCommerce's lists of countries and states, read from the
 * files it ships. They are PHP and change with its versions; nothing is run.
 * Which file it is, is catalog.c's business. */
#include "place_names.h"
#include "wptoken.h"

/* More than any list has. */
enum { NAMES_MAX = 20000 };

struct lists {
	struct arena *arena;
	struct list *out;
	struct str country; /* whose states are being read */
	struct str code;    /* waits for its name */
	struct str text;    /* the last literal, until something follows */
	int depth;          /* of brackets */
	int states_depth;   /* where the states of that country stand */
	int names_depth;    /* of the first list of all */
};

static void
put_name(struct lists *l, struct str name)
{
	struct place_name *p;

	if (!l->code.n || l->out->count == NAMES_MAX)
		return;
	p = LIST_PUSH(l->arena, l->out, struct place_name);
	p->country = l->country.n ? l->country : arena_str(l->arena, l->code);
	p->state = l->country.n ? arena_str(l->arena, l->code) : STR("");
	p->name = str_of(arena_z(l->arena, name));
	l->code = (struct str){ 0 };
}

/* "array (" or "[": what stood before it has a list of its own. */
static void
open_list(struct lists *l)
{
	if (!l->names_depth) {
		l->names_depth = l->depth;
	} else if (l->code.n && !l->country.n) {
		l->country = arena_str(l->arena, l->code);
		l->states_depth = l->depth;
	}
	l->code = (struct str){ 0 };
}

static void
take_mark(struct lists *l, char c, bool is_array)
{
	switch (c) {
	case '=': /* of "=>", as the next one */
		return;
	case '>':
		l->code = l->text;
		break;
	case '(':
	case '[':
		l->depth++;
		if (c == '[' || is_array)
			open_list(l);
		break;
	case ')':
	case ']':
		if (l->country.n && l->depth == l->states_depth)
			l->country = (struct str){ 0 };
		l->depth--;
		break;
	default:
		break;
	}
	l->text = (struct str){ 0 };
}

void
place_names_read(struct arena *a, struct arena *scratch, struct str php,
    struct list *out)
{
	struct wp_reader r = { .rest = str_head(php, PLACE_NAMES_MAX_BYTES),
		.arena = scratch };
	struct lists l = { .arena = a, .out = out };
	bool is_array = false;
	struct wp_token t;

	for (t = wp_token_next(&r); t.kind != WP_TOKEN_END;
	     t = wp_token_next(&r)) {
		if (t.kind == WP_TOKEN_MARK) {
			take_mark(&l, t.text.p[0], is_array);
		} else if (t.kind == WP_TOKEN_TEXT) {
			if (l.code.n)
				put_name(&l, t.text);
			else
				l.text = t.text;
		}
		is_array = t.kind == WP_TOKEN_WORD &&
			   str_is_nocase(t.text, STR("array"));
	}
}

struct str
place_name_in(const struct list *list, struct str country, struct str state)
{
	for (size_t i = 0; i < list->count; i++) {
		const struct place_name *p =
		    LIST_AT(list, const struct place_name, i);

		if (str_is(p->country, country) && str_is(p->state, state))
			return p->name;
	}
	return (struct str){ 0 };
}
