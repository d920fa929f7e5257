/* test_pages - the shipped templates: each loads, and each is drawn with the
 * data of its demo files (src/X/demo). What the pages then look like is for
 * the browser tests; with AFTERSALE_PAGES=FOLDER they are written there, in
 * the language of AFTERSALE_PAGES_MO (a .mo file) if there is one. */
#include <dirent.h>
#include <stdlib.h>

#include "../lib/tap.h"
#include "view_tree.h"

#define SOURCE TOP_SRCDIR "/src"

static const char *const folders[] = { "view", "confirm", "help", "recommend", "admin",
	NULL };

struct pages {
	struct arena *arena;
	struct view *view;
	struct view_base base;
	const struct text *lang; /* of the pages */
	const struct text *lithuanian;
	const char *out; /* folder, may be NULL */
	int complaints;
};

static void
say(void *ctx, struct str file, int line, struct str what)
{
	struct pages *p = ctx;

	p->complaints++;
	printf("# " STR_FMT ":%d: " STR_FMT "\n", STR_ARG(file), line,
	    STR_ARG(what));
}

static struct str
read_file(struct arena *a, const char *path)
{
	struct buf b = buf_new(a, 1 << 20);
	char piece[4096];
	FILE *f = fopen(path, "rb");
	size_t n;

	while (f && (n = fread(piece, 1, sizeof(piece), f)) > 0)
		buf_put(&b, (struct str){ piece, n });
	if (f)
		fclose(f);
	return buf_str(&b);
}

static struct value *
read_tree(struct arena *a, const char *path)
{
	return tree_read(a, arena_z(a, read_file(a, path)));
}

/* Each member of the tree becomes a name that every template may use. */
static struct view_base
base_of(struct arena *a, const struct value *tree)
{
	size_t n = tree->items.count;
	struct field *fields = ARENA_ARRAY(a, struct field, n + 1);
	const struct value **data = ARENA_ARRAY(a, const struct value *, n);

	for (size_t i = 0; i < n; i++) {
		const struct value *v = LIST_AT(&tree->items, struct value, i);

		data[i] = v;
		fields[i] = (struct field){ .name = arena_z(a, v->name),
			.offset = i * sizeof(*data),
			.size = sizeof(*data),
			.kind = FIELD_KIND_VALUE };
	}
	return (struct view_base){ .fields = fields, .data = data };
}

/* order_first is drawn by `order`, error_404 by `error`. */
static struct str
template_of(struct pages *p, const char *folder, struct str demo)
{
	struct str below = str_is_z(str_of(folder), "view")
	    ? STR("")
	    : arena_printf(p->arena, "%s/", folder);

	for (size_t n = demo.n; n > 0; n--) {
		struct str name = arena_join(p->arena, below,
		    str_head(demo, n));

		if ((n == demo.n || demo.p[n] == '_') &&
		    view_has(p->view, name))
			return name;
	}
	return STR("");
}

static size_t
count(struct str page, const char *what)
{
	size_t n = 0;

	for (;;) {
		size_t at = str_find(page, str_of(what));

		if (at == (size_t)-1)
			return n;
		page = str_skip(page, at + 1);
		n++;
	}
}

static void
keep(struct pages *p, const char *folder, struct str demo, struct str page)
{
	const char *path;
	FILE *f;

	if (!p->out)
		return;

	path = arena_z(p->arena,
	    arena_printf(p->arena, "%s/%s-" STR_FMT ".html", p->out, folder,
		STR_ARG(demo)));
	f = fopen(path, "wb");
	if (!f)
		return;
	fwrite(page.p, 1, page.n, f);
	fclose(f);
}

static void
draw(struct pages *p, const char *folder, struct str demo)
{
	struct str name = template_of(p, folder, demo);
	const char *path = arena_z(p->arena,
	    arena_printf(p->arena, SOURCE "/%s/demo/" STR_FMT ".json", folder,
		STR_ARG(demo)));
	struct value *data = read_tree(p->arena, path);
	struct buf out = buf_new(p->arena, 1 << 20);
	const char *what = arena_z(p->arena,
	    arena_printf(p->arena, "TY-06 %s/" STR_FMT, folder,
		STR_ARG(demo)));
	struct str page;
	enum err e;

	if (!CHECK(what, data && name.n))
		return;

	e = view_render_value(p->view, p->arena, name, p->lang, &p->base, data,
	    &out);
	page = buf_str(&out);
	CHECK(what, !e && count(page, "<h1") == 1 && !count(page, "{{"));
	keep(p, folder, demo, page);
}

static void
draw_folder(struct pages *p, const char *folder)
{
	const char *path = arena_z(p->arena,
	    arena_printf(p->arena, SOURCE "/%s/demo", folder));
	DIR *d = opendir(path);
	const struct dirent *entry;

	while (d && (entry = readdir(d))) {
		struct str file = str_of(entry->d_name);

		if (str_has_suffix(file, STR(".json")) &&
		    !str_is_z(file, "base.json"))
			draw(p, folder,
			    arena_str(p->arena, str_head(file, file.n - 5)));
	}
	if (d)
		closedir(d);
}

/* What is translated must have the holes of its sentence. */
static void
see_words(void *ctx, const struct view_words *words)
{
	struct pages *p = ctx;

	for (int64_t n = 0; n < 12; n++) {
		struct str got = words->many.p
		    ? trn_str(p->lithuanian, words->ctx, words->one,
			  words->many, n)
		    : tr_str(p->lithuanian, words->ctx, words->one);

		if (!view_words_fit(words, got))
			say(p, words->template, words->line, got);
	}
}

static void
check_catalogue(struct pages *p)
{
	if (text_load(p->arena, "po/lt.mo", &p->lithuanian)) {
		printf("# po/lt.mo is not built\n");
		return;
	}
	p->complaints = 0;
	view_each_words(p->view, see_words, p);
	CHECK("TY-20 Lithuanian fits into the templates", !p->complaints);
}

int
main(void)
{
	struct pages p = { .arena = arena_new((size_t)256 << 20) };
	const char *mo = getenv("AFTERSALE_PAGES_MO");
	const struct value *base = read_tree(p.arena,
	    SOURCE "/view/demo/base.json");

	p.out = getenv("AFTERSALE_PAGES");
	p.view = view_new(p.arena);
	view_trust_trees(p.view);
	CHECK("TY-21 every shipped template loads",
	    !view_add(p.arena, p.view, SOURCE, say, &p) && !p.complaints);
	if (mo)
		CHECK("the catalogue loads",
		    !text_load(p.arena, mo, &p.lang));
	if (CHECK("what every page may use", base != NULL)) {
		p.base = base_of(p.arena, base);
		for (size_t i = 0; folders[i]; i++)
			draw_folder(&p, folders[i]);
	}
	check_catalogue(&p);
	arena_free(p.arena);
	return tap_done();
}
