/* spot_open - the elements that are open, and whether each is closed where it
 * was opened. Halves such as page_top count as elements too. */
#include "spot.h"

enum err
spot_refuse(struct spotter *s, const char *what)
{
	return fault_at(s->arena, s->fault, s->line, "%s", what);
}

struct str
word_str(const struct word *w)
{
	return (struct str){ w->p, w->n };
}

void
word_put(struct word *w, struct str s)
{
	size_t room = sizeof(w->p) - w->n;

	if (w->cut)
		return;
	if (s.n > room)
		w->cut = true;
	s = str_head(s, room);
	if (s.n)
		memcpy(w->p + w->n, s.p, s.n);
	w->n += s.n;
}

enum err
spot_push(struct spotter *s, struct str name, bool is_partial)
{
	struct element *element = LIST_PUSH(s->arena, &s->open, struct element);

	element->name = arena_str(s->arena, name);
	element->is_partial = is_partial;
	element->line = s->line;
	return ERR_OK;
}

static struct str
shown(struct spotter *s, struct str name, bool is_partial)
{
	if (is_partial)
		return arena_join(s->arena, name, STR("_end"));
	return arena_printf(s->arena, "</" STR_FMT ">", STR_ARG(name));
}

enum err
spot_pop(struct spotter *s, struct str name, bool is_partial)
{
	struct element *top = NULL;
	struct element *over;

	if (s->open.count > s->floor)
		top = LIST_AT(&s->open, struct element, s->open.count - 1);
	if (top && top->is_partial == is_partial && str_is(top->name, name)) {
		s->open.count--;
		return ERR_OK;
	}
	if (top)
		return fault_at(s->arena, s->fault, s->line,
		    STR_FMT " stands where " STR_FMT
			    " is due, opened in line %d",
		    STR_ARG(shown(s, name, is_partial)),
		    STR_ARG(shown(s, top->name, top->is_partial)), top->line);
	if (!s->is_end || s->sections > 0 || s->open.count > 0)
		return fault_at(s->arena, s->fault, s->line,
		    STR_FMT " closes what was not opened in this section",
		    STR_ARG(shown(s, name, is_partial)));
	over = LIST_PUSH(s->arena, &s->closed, struct element);
	over->name = arena_str(s->arena, name);
	over->is_partial = is_partial;
	over->line = s->line;
	return ERR_OK;
}

/* Drawings and formulas may end an element with a slash. */
bool
spot_is_foreign(const struct spotter *s, struct str name)
{
	if (str_is_z(name, "svg") || str_is_z(name, "math"))
		return true;
	for (size_t i = 0; i < s->open.count; i++) {
		name = LIST_AT(&s->open, struct element, i)->name;
		if (str_is_z(name, "svg") || str_is_z(name, "math"))
			return true;
	}
	return false;
}
