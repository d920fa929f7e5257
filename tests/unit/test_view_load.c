/* test_view_load - folders of templates: the owner's shadow the shipped, what
 * is broken falls back, and what does not fit is said. */
#include <sys/stat.h>
#include <unistd.h>

#include "../lib/tap.h"
#include "view_tree.h"

/* Files of one case; those of the owner come first by their folder "own". */
struct load_case {
	const char *what;
	const char *files[8][2]; /* path, text */
	const char *said;        /* all that is told */
	bool fails;
	const char *page; /* what the template "page" gives */
};

static const struct load_case cases[] = {
	{ "the shipped alone",
	    { { "ship/page.mustache", "{{! page 1 html }}\n<p>{{>part}}</p>" },
		{ "ship/part.mustache", "{{! part 1 html }}\n<b>x</b>" } },
	    "", false, "<p><b>x</b></p>" },
	{ "H-08 the owner's shadows it",
	    { { "ship/page.mustache", "{{! page 1 html }}\n{{>a/part}}" },
		{ "ship/a/part.mustache", "{{! a/part 1 html }}\nship" },
		{ "own/a/part.mustache", "{{! a/part 1 html }}\nown" } },
	    "", false, "own" },
	{ "files in view/ have no folder in their name",
	    { { "ship/view/page.mustache", "{{! page 1 html }}\nship" } }, "",
	    false, "ship" },
	{ "other files are no templates",
	    { { "ship/page.mustache", "{{! page 1 html }}\nship" },
		{ "ship/page.txt", "{{" }, { "ship/.mustache", "{{" },
		{ "ship/.b.mustache", "{{" } },
	    "", false, "ship" },
	{ "H-08 the owner's broken one falls back",
	    { { "ship/page.mustache", "{{! page 1 html }}\nship" },
		{ "own/page.mustache", "{{! page 1 html }}\n<p>\n{{a" } },
	    "own/page.mustache:3 this tag has no end\n", false, "ship" },
	{ "H-08 also when it does not close what it opens",
	    { { "ship/page.mustache", "{{! page 1 html }}\nship" },
		{ "own/page.mustache", "{{! page 1 html }}\n<p>own" } },
	    "own/page.mustache:2 p is opened here and never closed\n", false,
	    "ship" },
	{ "H-08 also when it is of another kind",
	    { { "ship/page.mustache", "{{! page 1 html }}\nship" },
		{ "own/page.mustache", "{{! page 1 text }}\nown" } },
	    "own/page.mustache:1 the shipped template of this name is of "
	    "another kind\n",
	    false, "ship" },
	{ "H-08 also when it asks for what is not there",
	    { { "ship/page.mustache", "{{! page 1 html }}\nship" },
		{ "own/page.mustache", "{{! page 1 html }}\n{{>nope}}" } },
	    "own/page.mustache:2 there is no template nope\n", false, "ship" },
	{ "H-08 also when it would never end",
	    { { "ship/page.mustache", "{{! page 1 html }}\n{{>part}}" },
		{ "ship/part.mustache", "{{! part 1 html }}\nship" },
		{ "own/part.mustache", "{{! part 1 html }}\n{{>part}}" } },
	    "own/part.mustache:1 its partials include each other without "
	    "end\n",
	    false, "ship" },
	{ "H-08 one made for an older shipped one is told and used",
	    { { "ship/page.mustache", "{{! page 2 html }}\nship" },
		{ "own/page.mustache", "{{! page 1 html }}\nown" } },
	    "own/page.mustache:1 made for another version of the shipped "
	    "template\n",
	    false, "own" },
	{ "the owner's own one that is broken is left out",
	    { { "ship/page.mustache", "{{! page 1 html }}\nship" },
		{ "own/a/more.mustache", "{{! a/more 1 html }}\n{{>page}}" },
		{ "own/a/most.mustache", "{{! a/most 1 html }}\n{{>no}}" },
		{ "own/zero.mustache", "{{! zero 1 html }}\n{{>a/most}}" } },
	    "own/a/most.mustache:2 there is no template no\n"
	    "own/zero.mustache:2 there is no template a/most\n",
	    false, "ship" },
	{ "a file under another name",
	    { { "ship/page.mustache", "{{! page 1 html }}\nship" },
		{ "own/pages.mustache", "{{! page 1 html }}\nown" } },
	    "own/pages.mustache:1 the first line must name it pages\n", false,
	    "ship" },
	{ "a file without a first line",
	    { { "ship/page.mustache", "{{! page 1 html }}\nship" },
		{ "own/page.mustache", "own" } },
	    "own/page.mustache:1 the first line must be "
	    "{{! name version kind }}\n",
	    false, "ship" },
	{ "a kind that does not exist",
	    { { "ship/page.mustache", "{{! page 1 html }}\nship" },
		{ "own/page.mustache", "{{! page 1 htm }}\nown" } },
	    "own/page.mustache:1 \"htm\" is no kind of template\n", false,
	    "ship" },
	{ "the kind of tests",
	    { { "ship/page.mustache", "{{! page 1 html }}\nship" },
		{ "own/page.mustache", "{{! page 1 plain }}\nown" } },
	    "own/page.mustache:1 the kind plain is for tests\n", false,
	    "ship" },
	{ "a broken shipped one is an error",
	    { { "ship/page.mustache", "{{! page 1 html }}\n{{a" },
		{ "own/page.mustache", "{{! page 1 html }}\nown" } },
	    "ship/page.mustache:2 this tag has no end\n", true, "" },
	{ "a shipped folder that is not there is an error",
	    { { "own/page.mustache", "{{! page 1 html }}\nown" } },
	    "ship:0 the folder cannot be read\n", true, "" },
	{ "an owner's folder that is not there is told",
	    { { "ship/page.mustache", "{{! page 1 html }}\nship" } },
	    "own:0 the folder cannot be read\n", false, "ship" },
	{ "a shipped one that asks for what is not there is an error",
	    { { "ship/page.mustache", "{{! page 1 html }}\n{{>nope}}" } },
	    "ship/page.mustache:2 there is no template nope\n", true, "" },
	{ "a partial of another kind is an error",
	    { { "ship/page.mustache", "{{! page 1 html }}\n{{>part}}" },
		{ "ship/part.mustache", "{{! part 1 text }}\n<b>" } },
	    "ship/page.mustache:2 part is of another kind\n", true, "" },
	{ "halves",
	    { { "ship/page.mustache",
		  "{{! page 1 html }}\n{{>f_top}}x{{>f_end}}" },
		{ "ship/f_top.mustache", "{{! f_top 1 html }}\n<b><i>" },
		{ "ship/f_end.mustache", "{{! f_end 1 html }}\n</i></b>" } },
	    "", false, "<b><i>x</i></b>" },
	{ "H-08 the owner's half that does not fit falls back",
	    { { "ship/page.mustache",
		  "{{! page 1 html }}\n{{>f_top}}x{{>f_end}}" },
		{ "ship/f_top.mustache", "{{! f_top 1 html }}\n<b><i>" },
		{ "ship/f_end.mustache", "{{! f_end 1 html }}\n</i></b>" },
		{ "own/f_end.mustache", "{{! f_end 1 html }}\n</i></u>" } },
	    "own/f_end.mustache:1 the halves _top and _end of f do not fit "
	    "each other\n",
	    false, "<b><i>x</i></b>" },
	{ "H-08 also the first of two halves",
	    { { "ship/page.mustache",
		  "{{! page 1 html }}\n{{>f_top}}x{{>f_end}}" },
		{ "ship/f_top.mustache", "{{! f_top 1 html }}\n<b><i>" },
		{ "ship/f_end.mustache", "{{! f_end 1 html }}\n</i></b>" },
		{ "own/f_top.mustache", "{{! f_top 1 html }}\n<b>" } },
	    "own/f_top.mustache:1 the halves _top and _end of f do not fit "
	    "each other\n",
	    false, "<b><i>x</i></b>" },
	{ "an element is no half of that name",
	    { { "ship/page.mustache", "{{! page 1 html }}\n" },
		{ "ship/b_top.mustache", "{{! b_top 1 html }}\n<p>" },
		{ "ship/b_end.mustache", "{{! b_end 1 html }}\n</p>" },
		{ "ship/f_top.mustache", "{{! f_top 1 html }}\n<b>" },
		{ "ship/f_end.mustache", "{{! f_end 1 html }}\n{{>b_end}}" } },
	    "ship/f_end.mustache:1 the halves _top and _end of f do not fit "
	    "each other\n",
	    true, "" },
	{ "H-08 the owner's two halves may differ",
	    { { "ship/page.mustache",
		  "{{! page 1 html }}\n{{>f_top}}x{{>f_end}}" },
		{ "ship/f_top.mustache", "{{! f_top 1 html }}\n<b>" },
		{ "ship/f_end.mustache", "{{! f_end 1 html }}\n</b>" },
		{ "own/f_top.mustache", "{{! f_top 1 html }}\n<u>" },
		{ "own/f_end.mustache", "{{! f_end 1 html }}\n</u>" } },
	    "", false, "<u>x</u>" },
	{ "a half without the other",
	    { { "ship/page.mustache", "{{! page 1 html }}\n" },
		{ "ship/f_end.mustache", "{{! f_end 1 html }}\n</b>" } },
	    "ship/f_end.mustache:1 the halves _top and _end of f do not fit "
	    "each other\n",
	    true, "" },
	{ "halves in halves",
	    { { "ship/page.mustache",
		  "{{! page 1 html }}\n{{>g_top}}x{{>g_end}}" },
		{ "ship/f_top.mustache", "{{! f_top 1 html }}\n<b>" },
		{ "ship/f_end.mustache", "{{! f_end 1 html }}\n</b>" },
		{ "ship/g_top.mustache", "{{! g_top 1 html }}\n{{>f_top}}<i>" },
		{ "ship/g_end.mustache",
		    "{{! g_end 1 html }}\n</i>{{>f_end}}" } },
	    "", false, "<b><i>x</i></b>" },
};

static char folder[] = "view-test-XXXXXX";

static char *
path_z(struct arena *a, const char *path)
{
	return arena_z(a, arena_printf(a, "%s/%s", folder, path));
}

static void
write_file(struct arena *a, const char *path, const char *text)
{
	struct str whole = arena_printf(a, "%s/%s", folder, path);
	FILE *file;

	for (size_t i = 0; i < whole.n; i++)
		if (whole.p[i] == '/')
			mkdir(arena_z(a, str_head(whole, i)), 0700);
	file = fopen(arena_z(a, whole), "w");
	if (!file || fputs(text, file) < 0 || fclose(file))
		printf("Bail out! cannot write %s\n", path);
}

static void
remove_file(struct arena *a, const char *path)
{
	char *whole = path_z(a, path);
	char *slash;

	unlink(whole);
	while ((slash = strrchr(whole, '/')) && slash > whole) {
		*slash = '\0';
		rmdir(whole);
	}
}

static void
hear(void *ctx, struct str file, int line, struct str what)
{
	struct buf *said = ctx;

	buf_printf(said, STR_FMT ":%d " STR_FMT "\n",
	    STR_ARG(str_skip(file, strlen(folder) + 1)), line, STR_ARG(what));
}

/* Read as they are asked for, the same files win. */
static void
run_opened(const struct load_case *c, struct arena *a, const char *const *dirs,
    const char *what)
{
	struct buf said = buf_new(a, 1 << 16);
	struct buf out = buf_new(a, 1 << 16);
	const struct view *v;

	if (c->fails)
		return;
	view_open(a, dirs, 3, hear, &said, &v);
	view_render(v, a, STR("page"), NULL, NULL, NULL, NULL, &out);
	CHECK_STR(what, buf_str(&out), c->page);
}

static void
run(const struct load_case *c)
{
	struct arena *a = arena_new(1 << 24);
	struct buf said = buf_new(a, 1 << 16);
	struct buf out = buf_new(a, 1 << 16);
	const char *dirs[3] = { path_z(a, "own"), NULL, path_z(a, "ship") };
	const struct view *v = NULL;
	char what[3][200];
	enum err e;

	for (int i = 0; i < 3; i++)
		snprintf(what[i], sizeof(what[i]), "%s%s: %s",
		    strncmp(c->what, "H-", 2) == 0 ? "" : "TY-21 ", c->what,
		    i == 0   ? "result"
		    : i == 1 ? "what is said"
			     : "the page");
	for (int i = 0; i < 8 && c->files[i][0]; i++)
		write_file(a, c->files[i][0], c->files[i][1]);
	if (!strstr(c->said, "own:0"))
		mkdir(dirs[0], 0700);
	e = view_load(a, dirs, 3, hear, &said, &v);
	if (!e)
		view_render(v, a, STR("page"), NULL, NULL, NULL, NULL, &out);
	CHECK(what[0], (e != ERR_OK) == c->fails && (v == NULL) == c->fails);
	CHECK_STR(what[1], buf_str(&said), c->said);
	CHECK_STR(what[2], buf_str(&out), c->page);
	run_opened(c, a, dirs, what[2]);
	rmdir(dirs[0]);
	for (int i = 0; i < 8 && c->files[i][0]; i++)
		remove_file(a, c->files[i][0]);
	arena_free(a);
}

/* `render --template FILE` reads the folders and then one more file. */
static void
check_add(void)
{
	struct arena *a = arena_new(1 << 24);
	struct view *v = view_new(a);
	struct buf said = buf_new(a, 1 << 16);
	struct buf out = buf_new(a, 1 << 16);

	write_file(a, "ship/part.mustache", "{{! part 1 html }}\n<b>x</b>");
	write_file(a, "ship/bad.mustache", "{{! bad 1 html }}\n<b>x");
	CHECK("TY-21 a folder is added",
	    !view_add(a, v, path_z(a, "ship"), hear, &said));
	CHECK_STR("TY-21 what is broken in it is said", buf_str(&said),
	    "ship/bad.mustache:2 b is opened here and never closed\n");
	tree_compile(a, v, "t", "html", STR("{{>part}}{{>bad}}."), NULL);
	view_render_value(v, a, STR("t"), NULL, NULL, NULL, &out);
	CHECK_STR("TY-21 and left out", buf_str(&out), "<b>x</b>.");
	remove_file(a, "ship/part.mustache");
	remove_file(a, "ship/bad.mustache");
	arena_free(a);
}

static void
check_long(void)
{
	struct arena *a = arena_new(1 << 24);
	struct view *v = view_new(a);
	struct buf said = buf_new(a, 1 << 16);
	struct buf text = buf_new(a, 1 << 20);

	buf_putz(&text, "{{! long 1 html }}\n");
	while (text.n <= 256 * 1024)
		buf_putz(&text, "sixty-four bytes are in each of these rows\n");
	write_file(a, "ship/long.mustache", arena_z(a, buf_str(&text)));
	view_add(a, v, path_z(a, "ship"), hear, &said);
	CHECK_STR("TY-21 a file that is too long is said", buf_str(&said),
	    "ship/long.mustache:0 the file cannot be read, or is too long\n");
	CHECK("TY-21 and left out", !view_has(v, STR("long")));
	remove_file(a, "ship/long.mustache");
	arena_free(a);
}

int
main(void)
{
	if (!mkdtemp(folder)) {
		puts("Bail out! no folder for the files of this test");
		return 1;
	}
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		mkdir(folder, 0700);
		run(&cases[i]);
	}
	mkdir(folder, 0700);
	check_add();
	mkdir(folder, 0700);
	check_long();
	rmdir(folder);
	return tap_done();
}
