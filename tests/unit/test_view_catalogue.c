/* test_view_catalogue - the sentences that the parser of view finds in the
 * shipped templates are those that po/ collected, context and plural too. */
#include "../lib/tap.h"
#include "aftersale/view.h"

struct finder {
	struct arena *arena;
	struct str pot;
	int sentences;
	int missing;
};

static struct str
read_pot(struct arena *a, const char *path)
{
	struct buf b = buf_new(a, 4 << 20);
	char piece[4096];
	FILE *in = fopen(path, "r");
	size_t n;

	while (in && (n = fread(piece, 1, sizeof(piece), in)) > 0)
		buf_put(&b, (struct str){ piece, n });
	if (in)
		fclose(in);
	return buf_str(&b);
}

/* "a" and "b" on lines that follow each other are one text: joins them. */
static struct str
joined(struct arena *a, struct str pot)
{
	struct buf b = buf_new(a, pot.n + 1);
	struct str seam = STR("\"\n\"");
	size_t at;

	while ((at = str_find(pot, seam)) != (size_t)-1) {
		buf_put(&b, str_head(pot, at));
		pot = str_skip(pot, at + seam.n);
	}
	buf_put(&b, pot);
	return buf_str(&b);
}

static void
put_row(struct buf *b, const char *key, struct str text)
{
	buf_printf(b, "%s \"", key);
	for (size_t i = 0; i < text.n; i++) {
		if (text.p[i] == '"' || text.p[i] == '\\')
			buf_putc(b, '\\');
		buf_putc(b, text.p[i]);
	}
	buf_putz(b, "\"\n");
}

static void
find(void *ctx, const struct view_words *words)
{
	struct finder *f = ctx;
	struct buf b = buf_new(f->arena, 16384);

	if (words->ctx.n)
		put_row(&b, "msgctxt", words->ctx);
	put_row(&b, "msgid", words->one);
	if (words->many.n)
		put_row(&b, "msgid_plural", words->many);
	else
		buf_putz(&b, "msgstr ");
	f->sentences++;
	if (str_find(f->pot, buf_str(&b)) != (size_t)-1)
		return;
	f->missing++;
	printf("# " STR_FMT ":%d: " STR_FMT "\n", STR_ARG(words->template),
	    words->line, STR_ARG(words->one));
}

static void
say(void *ctx, struct str file, int line, struct str what)
{
	(void)ctx;
	printf("# " STR_FMT ":%d: " STR_FMT "\n", STR_ARG(file), line,
	    STR_ARG(what));
}

int
main(void)
{
	static const char *const folders[] = { TOP_SRCDIR "/src" };
	struct finder f = { .arena = arena_new((size_t)64 << 20) };
	const struct view *v = NULL;

	f.pot =
	    joined(f.arena, read_pot(f.arena, TOP_SRCDIR "/po/aftersale.pot"));
	CHECK("the collected words can be read", f.pot.n > 0);
	CHECK("TY-21 every shipped template is sound",
	    !view_load(f.arena, folders, 1, say, NULL, &v));
	if (v)
		view_each_words(v, find, &f);
	printf("# %d sentences\n", f.sentences);
	CHECK("TY-21 every sentence of a template is in the catalogue",
	    f.missing == 0);
	arena_free(f.arena);
	return tap_done();
}
