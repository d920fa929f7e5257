/* set - the templates of a view by name: putting one above another, finding
 * the partials, checking that halves fit each other. */
#include "tree.h"

static struct template **
slot_at(const struct view *v, size_t i)
{
	return LIST_AT(&v->templates, struct template *, i);
}

static int
compare(struct str a, struct str b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int order = n ? memcmp(a.p, b.p, n) : 0;

	if (order)
		return order;
	return a.n < b.n ? -1 : a.n > b.n;
}

/* The first whose name is not below. */
static size_t
search(const struct view *v, struct str name)
{
	size_t from = 0;
	size_t to = v->templates.count;

	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (compare((*slot_at(v, middle))->name, name) < 0)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

struct template *
template_find(const struct view *v, struct str name)
{
	size_t i = search(v, name);

	if (i == v->templates.count || !str_is((*slot_at(v, i))->name, name))
		return NULL;
	return *slot_at(v, i);
}

void
template_put(struct view *v, struct template *t)
{
	size_t i = search(v, t->name);

	t->below = template_find(v, t->name);
	if (!t->below) {
		LIST_PUSH(v->arena, &v->templates, struct template *);
		memmove(slot_at(v, i + 1), slot_at(v, i),
		    (v->templates.count - 1 - i) * sizeof(t));
	}
	*slot_at(v, i) = t;
}

void
template_drop(struct view *v, struct template *t)
{
	size_t i = search(v, t->name);

	if (t->below) {
		*slot_at(v, i) = t->below;
		return;
	}
	v->templates.count--;
	memmove(slot_at(v, i), slot_at(v, i + 1),
	    (v->templates.count - i) * sizeof(t));
}

static enum err
link_node(struct view *v, const struct template *t, struct node *node,
    struct fault *fault)
{
	struct template *partial;

	if (node->kind != NODE_PARTIAL)
		return ERR_OK;
	partial = template_find(v, node->text);
	node->partial = partial;
	if (!partial && t->kind != VIEW_KIND_PLAIN)
		return fault_at(v->arena, fault, node->line,
		    "there is no template " STR_FMT, STR_ARG(node->text));
	if (partial && partial->kind != t->kind)
		return fault_at(v->arena, fault, node->line,
		    STR_FMT " is of another kind", STR_ARG(node->text));
	return ERR_OK;
}

static bool
is_mirror(const struct list *left, const struct list *closed)
{
	if (left->count != closed->count)
		return false;
	for (size_t i = 0; i < left->count; i++) {
		const struct element *a = LIST_AT(left, struct element, i);
		const struct element *b =
		    LIST_AT(closed, struct element, closed->count - 1 - i);

		if (!str_is(a->name, b->name) || a->is_partial != b->is_partial)
			return false;
	}
	return true;
}

static bool
is_half(const struct template *t, struct str suffix)
{
	return str_has_suffix(t->name, suffix) && t->name.n > suffix.n;
}

static struct template *
other_half(struct view *v, const struct template *t, struct str suffix)
{
	struct str half = str_head(t->name, t->name.n - suffix.n);

	return template_find(v, arena_join(v->arena, half, suffix));
}

/* X_end must close what X_top leaves open; the owner's is to blame first. */
static enum err
check_halves(struct view *v, struct template *t, struct template **out,
    struct fault *fault)
{
	static const struct list none;
	bool is_top = is_half(t, STR("_top"));
	struct template *other;

	if (!is_top && !is_half(t, STR("_end")))
		return ERR_OK;
	other = other_half(v, t, is_top ? STR("_end") : STR("_top"));
	if (is_top && is_mirror(&t->left, other ? &other->closed : &none))
		return ERR_OK;
	if (!is_top && is_mirror(other ? &other->left : &none, &t->closed))
		return ERR_OK;
	if (t->shipped && other && !other->shipped)
		*out = other;
	return fault_at(v->arena, fault, 1,
	    "the halves _top and _end of " STR_FMT " do not fit each other",
	    STR_ARG(str_head(t->name, t->name.n - 4)));
}

/* Outside of sections nothing ends a partial that includes itself. */
static bool
reaches(struct template *from, const struct template *target, size_t stamp)
{
	struct list *nodes = &from->nodes;
	size_t i = 0;

	from->seen = stamp;
	while (i < nodes->count) {
		const struct node *node = LIST_AT(nodes, struct node, i);
		struct template *to =
		    node->kind == NODE_PARTIAL ? node->partial : NULL;

		if (to && (to == target || (to->seen != stamp &&
					       reaches(to, target, stamp))))
			return true;
		i = node->behind ? node->behind : i + 1;
	}
	return false;
}

/* Of a circle the owner's template is to blame, if one is in it. */
static enum err
check_circles(struct view *v, struct template **out, struct fault *fault)
{
	struct template *blamed = NULL;

	for (size_t i = 0; i < v->templates.count; i++) {
		struct template *t = *slot_at(v, i);

		if ((!blamed || blamed->shipped) && reaches(t, t, ++v->stamp))
			blamed = t;
	}
	if (!blamed)
		return ERR_OK;
	*out = blamed;
	return fault_at(
	    v->arena, fault, 1, "its partials include each other without end");
}

static enum err
link_template(struct view *v, struct template *t, struct template **out,
    struct fault *fault)
{
	struct list *nodes = &t->nodes;
	enum err first = ERR_OK;
	enum err e;

	*out = t;
	for (size_t i = 0; i < nodes->count; i++) {
		e = link_node(v, t, LIST_AT(nodes, struct node, i), fault);
		if (e)
			first = e;
	}
	return first ? first : check_halves(v, t, out, fault);
}

/* Goes on behind a fault, so that what can be linked is. */
enum err
templates_link(struct view *v, struct template **out, struct fault *fault)
{
	struct template *blamed;
	enum err first = ERR_OK;
	enum err e;

	for (size_t i = 0; i < v->templates.count; i++) {
		e = link_template(v, *slot_at(v, i), &blamed, fault);
		if (e && !first)
			*out = blamed;
		if (e)
			first = e;
	}
	return first ? first : check_circles(v, out, fault);
}
