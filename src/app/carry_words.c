/* carry_words - what our tables and columns are for, so that an export
 * explains itself: out of docs/tables.md and the comments of migrations. */
#include <dirent.h>

#include "carry.h"

enum { TEXT_MAX = 128 << 10, SQL_MAX = 8 << 20 };

/* The tables that the journal itself makes, told as in a migration. */
static const char ground[] =
    "\n EXISTS {own}guard (\n"
    "-- What is guarded: \"order\".\n"
    "kind\n"
    "-- Its number.\n"
    "id\n"
    "-- Counted up by whoever changes it.\n"
    "v\n"
    ")\n"
    " EXISTS {own}migration (\n"
    "-- Name of the file, or 'lease'.\n"
    "name\n"
    "-- SHA-256 of the file.\n"
    "sha\n"
    "-- How many of its steps were done.\n"
    "step\n"
    "-- The release that did them.\n"
    "major\n"
    "-- Seconds UTC.\n"
    "applied_at\n"
    "-- Who migrates now.\n"
    "lease_by\n"
    "-- Seconds UTC.\n"
    "lease_until\n"
    ")\n";

static int
is_sql(const struct dirent *d)
{
	return str_has_suffix(str_of(d->d_name), STR(".sql"));
}

static enum err
read_sql(struct carrying *c, const char *dir, struct buf *b)
{
	struct dirent **names = NULL;
	int n = scandir(dir, &names, is_sql, alphasort);
	enum err e = n < 0 ? ERR_NOT_FOUND : ERR_OK;

	for (int i = 0; i < n; i++) {
		struct str text = STR("");

		if (!e)
			e = conf_read_file(c->arena,
			    arena_printz(c->arena, "%s/%s", dir,
				names[i]->d_name),
			    TEXT_MAX, &text);
		if (!e)
			buf_put(b, text);
		free(names[i]);
	}
	free(names);
	return e;
}

enum err
carry_words_read(struct carrying *c, struct carry_words *out)
{
	struct arena *a = c->arena;
	const char *share = arena_z(a, c->app.conf.share);
	struct buf b = buf_new(a, SQL_MAX);
	enum err e;

	e = conf_read_file(a, arena_printz(a, "%s/tables.md", share), TEXT_MAX,
	    &out->tables);
	if (!e)
		e = read_sql(c, arena_printz(a, "%s/migrations", share), &b);
	buf_putz(&b, ground);
	out->sql = buf_str(&b);
	return e;
}

void
carry_words_fill(
    struct carrying *c, const struct carry_words *w, struct carry_table *t)
{
	struct arena *a = c->arena;

	t->what = carry_note(a, w->tables, t->name);
	for (size_t i = 0; i < t->columns.count; i++)
		*LIST_PUSH(a, &t->notes, struct str) = carry_column_note(a,
		    w->sql, t->name,
		    LIST_AT(&t->columns, struct db_column, i)->name);
}
