/* cmd_manifest - prints everything the features contribute: routes, blocks,
 * desk pages, jobs, settings, tables, events. A test compares it with docs. */
#include "session.h"

static struct value *
entry(struct arena *a, struct value *list)
{
	return value_push(a, list, STR(""), VALUE_MAP);
}

static struct value *
section(struct arena *a, struct value *tree, const char *name)
{
	return value_push(a, tree, str_of(name), VALUE_LIST);
}

static const char *
gate_word(const struct gate *gate)
{
	static const char *const words[] = { "open", "link", "staff",
		"local", "bridge" };

	return words[gate->kind];
}

static void
add_routes(struct arena *a, struct value *tree)
{
	struct value *list = section(a, tree, "routes");

	for (size_t i = 0; i < routes_count; i++) {
		struct value *v = entry(a, list);

		value_put_text(a, v, "method",
		    routes[i].method == METHOD_POST ? STR("POST")
						    : STR("GET"));
		value_put_text(a, v, "path", str_of(routes[i].path));
		value_put_text(a, v, "gate",
		    str_of(gate_word(&routes[i].gate)));
	}
}

static void
add_blocks(struct arena *a, struct value *list, const struct feature *f)
{
	for (const struct block *b = f->blocks; b && b->name; b++) {
		struct value *v = entry(a, list);

		value_put_text(a, v, "name", str_of(b->name));
		value_put_text(a, v, "title", str_of(b->title));
		value_put_text(a, v, "feature", str_of(f->name));
	}
}

static void
add_settings(struct arena *a, struct value *list, const struct feature *f)
{
	for (const struct setting *s = f->settings; s && s->path; s++) {
		struct value *v = entry(a, list);

		value_put_text(a, v, "path", str_of(s->path));
		value_put_text(a, v, "default", str_of(s->otherwise));
		value_put_text(a, v, "what", str_of(s->what));
		value_put_text(a, v, "feature", str_of(f->name));
	}
}

static void
add_personal(struct arena *a, struct value *list, const struct feature *f)
{
	for (const struct personal_row *p = f->personal; p && p->table; p++) {
		struct value *v = entry(a, list);

		value_put_text(a, v, "table", str_of(p->table));
		value_put_text(a, v, "what", str_of(p->what));
		value_put_text(a, v, "keyed_by", str_of(p->keyed_by));
		value_put_int(a, v, "keep_days", p->keep_days);
	}
}

static void
add_desk(struct arena *a, struct value *list, const struct feature *f)
{
	for (const struct desk_page *d = f->desk_pages; d && d->name; d++) {
		struct value *v = entry(a, list);

		value_put_text(a, v, "name", str_of(d->name));
		value_put_text(a, v, "path", str_of(d->path));
	}
}

static void
add_events(struct arena *a, struct value *list, const struct feature *f)
{
	for (const struct event *ev = f->events; ev && ev->name; ev++) {
		struct value *v = entry(a, list);

		value_put_text(a, v, "name", str_of(ev->name));
		value_put_text(a, v, "what", str_of(ev->what));
	}
}

static void
add_jobs(struct arena *a, struct value *tree)
{
	struct value *list = section(a, tree, "jobs");

	for (size_t i = 0; job_kinds[i]; i++) {
		const struct job_kind *k = job_kinds[i];
		struct value *v = entry(a, list);

		value_put_text(a, v, "name", str_of(k->name));
		if (k->topic)
			value_put_text(a, v, "topic", str_of(k->topic));
		value_put_int(a, v, "every_seconds", k->every_seconds);
		value_put_bool(a, v, "outward", k->outward);
		value_put_int(a, v, "stands_on", k->stands_on);
	}
}

typedef void add_fn(struct arena *, struct value *,
    const struct feature *);

static void
add_each(struct arena *a, struct value *tree, const char *name, add_fn *add)
{
	struct value *list = section(a, tree, name);

	for (size_t i = 0; features[i]; i++)
		add(a, list, features[i]);
}

static int
run(const struct args *args)
{
	struct arena *a = arena_new((size_t)16 << 20);
	struct value tree = { .kind = VALUE_MAP };

	(void)args;
	add_routes(a, &tree);
	add_jobs(a, &tree);
	add_each(a, &tree, "blocks", add_blocks);
	add_each(a, &tree, "desk_pages", add_desk);
	add_each(a, &tree, "settings", add_settings);
	add_each(a, &tree, "tables", add_personal);
	add_each(a, &tree, "events", add_events);
	print_json(a, &tree);
	arena_free(a);
	return EXIT_FINE;
}

const struct command cmd_manifest = {
	.name = "manifest",
	.what = "Print what this program contributes: routes, blocks, jobs,"
		" settings.",
	.run = run,
};
