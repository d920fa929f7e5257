/* load - reads template files: which folder wins, what happens with a broken
 * one, who is told. Parsing is in parse.c, the set of them in set.c. */
#include <dirent.h>
#include <sys/stat.h>

#include "aftersale/file.h"
#include "load.h"

enum { FILE_SIZE_MAX = 256 * 1024, FOLDERS_DEEP = 4 };

struct folder {
	const char *path;
	struct str below; /* what names of templates in it begin with */
	int deep;
};

static void
say(struct loader *l, struct str file, int line, struct str what)
{
	if (l->say)
		l->say(l->ctx, file, line, what);
}

/* "view/page_top.mustache" is page_top; p NULL: no template. */
static struct str
name_of(struct str path)
{
	struct str suffix = STR(".mustache");

	if (!str_has_suffix(path, suffix) || path.n == suffix.n)
		return (struct str){ NULL, 0 };
	path.n -= suffix.n;
	if (str_has_prefix(path, STR("view/")))
		return str_skip(path, 5);
	return path;
}

static void
push_folder(struct loader *l, const char *path, struct str below, int deep)
{
	struct folder *folder =
	    LIST_PUSH(l->view->arena, &l->folders, struct folder);

	*folder = (struct folder){ path, below, deep };
}

/* A folder is noted for later, a template for reading. */
static void
note_entry(struct loader *l, const struct folder *in, struct str entry)
{
	struct arena *a = l->view->arena;
	struct str below = arena_join(a, in->below, entry);
	char *path = arena_z(
	    a, arena_printf(a, "%s/" STR_FMT, in->path, STR_ARG(entry)));
	struct template_file *file;
	struct stat st;

	if (stat(path, &st))
		return;
	if (S_ISDIR(st.st_mode) && in->deep < FOLDERS_DEEP)
		push_folder(
		    l, path, arena_join(a, below, STR("/")), in->deep + 1);
	if (!S_ISREG(st.st_mode) || name_of(below).n == 0)
		return;
	file = LIST_PUSH(a, &l->files, struct template_file);
	file->path = path;
	file->name = name_of(below);
}

static enum err
read_folder(struct loader *l, struct folder folder)
{
	DIR *dir = opendir(folder.path);
	const struct dirent *entry;

	if (!dir) {
		say(l, str_of(folder.path), 0,
		    STR("the folder cannot be read"));
		return ERR_NOT_FOUND;
	}
	while ((entry = readdir(dir)))
		if (entry->d_name[0] != '.')
			note_entry(l, &folder, str_of(entry->d_name));
	closedir(dir);
	return ERR_OK;
}

static int
by_name(const void *a, const void *b)
{
	const struct template_file *x = a;
	const struct template_file *y = b;

	return strcmp(x->path, y->path);
}

/* What the one below it asks for: the same kind; another version is told. */
static enum err
check_below(struct loader *l, const struct template *t, struct fault *fault)
{
	struct arena *a = l->view->arena;
	const struct template *below = template_find(l->view, t->name);

	if (!below)
		return ERR_OK;
	if (below->kind != t->kind)
		return fault_at(a, fault, 1,
		    "the shipped template of this name is of another kind");
	if (below->version != t->version)
		say(l, t->file, 1,
		    STR("made for another version of the shipped template"));
	return ERR_OK;
}

static enum err
load_source(struct loader *l, const struct template_file *file, struct str source,
    struct fault *fault)
{
	struct template *t;
	enum err e = template_parse(l->view, source, &t, fault);

	if (e)
		return e;

	t->file = str_of(file->path);
	t->shipped = l->shipped;
	if (!str_is(t->name, file->name))
		return fault_at(l->view->arena, fault, 1,
		    "the first line must name it " STR_FMT,
		    STR_ARG(file->name));
	if (t->kind == VIEW_KIND_PLAIN)
		return fault_at(
		    l->view->arena, fault, 1, "the kind plain is for tests");
	e = check_below(l, t, fault);
	if (e)
		return e;

	template_put(l->view, t);
	return ERR_OK;
}

enum err
template_load(struct loader *l, const struct template_file *file)
{
	struct fault fault = { 0 };
	struct str source;
	enum err e = file_read(l->view->arena, file->path, FILE_SIZE_MAX,
	    &source);

	if (e == ERR_NOT_FOUND)
		return e;
	if (e)
		fault.what = STR("the file cannot be read, or is too long");
	else
		e = load_source(l, file, source, &fault);
	if (e)
		say(l, str_of(file->path), fault.line, fault.what);
	return e;
}

/* All templates of a folder; the error is that of the last wrong thing. */
static enum err
load_folder(struct loader *l, const char *folder)
{
	enum err worst = ERR_OK;
	enum err e;

	l->files = (struct list){ 0 };
	l->folders = (struct list){ 0 };
	push_folder(l, folder, STR(""), 0);
	for (size_t i = 0; i < l->folders.count; i++) {
		e = read_folder(l, *LIST_AT(&l->folders, struct folder, i));
		if (e)
			worst = e;
	}
	if (l->files.count)
		qsort(l->files.items, l->files.count, sizeof(struct template_file),
		    by_name);
	for (size_t i = 0; i < l->files.count; i++) {
		e = template_load(l, LIST_AT(&l->files, struct template_file, i));
		if (e)
			worst = ERR_BAD_INPUT;
	}
	return worst;
}

enum err
loader_link(struct loader *l)
{
	struct template *blamed;
	struct fault fault;
	enum err e;

	for (;;) {
		fault = (struct fault){ 0 };
		e = templates_link(l->view, &blamed, &fault);
		if (!e)
			return ERR_OK;
		say(l, blamed->file, fault.line, fault.what);
		if (blamed->shipped)
			return e;
		template_drop(l->view, blamed);
	}
}

enum err
view_load(struct arena *a, const char *const *dirs, size_t count,
    void (*say_it)(void *ctx, struct str file, int line, struct str what),
    void *ctx, const struct view **out)
{
	struct loader l = {
		.view = view_new(a),
		.say = say_it,
		.ctx = ctx,
		.shipped = true,
	};
	enum err e;

	for (size_t i = count; i-- > 0;) {
		if (!dirs[i])
			continue;
		e = load_folder(&l, dirs[i]);
		if (e && l.shipped)
			return e;
		l.shipped = false;
	}
	e = loader_link(&l);
	if (e)
		return e;

	*out = l.view;
	return ERR_OK;
}

enum err
view_add(struct arena *a, struct view *v, const char *dir,
    void (*say_it)(void *ctx, struct str file, int line, struct str what),
    void *ctx)
{
	struct loader l = { .view = v, .say = say_it, .ctx = ctx };

	assert(a == v->arena);
	load_folder(&l, dir);
	return loader_link(&l);
}
