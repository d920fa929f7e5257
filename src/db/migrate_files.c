/* migrate_files - finds migration files and cuts them into statements.
 *
 * A file is named YYYYMMDDHHMM_feature_what.sql, so that the order of names
 * is the order of time. Running them is migrate.c's. */
#include <dirent.h>

#include "aftersale/file.h"
#include "migrate_files.h"

enum { FILE_MAX = 1024 * 1024, NUMBER_DIGITS = 12 };

static const struct str suffix = S(".sql");

static bool
is_migration_name(struct str s)
{
	if (s.n < NUMBER_DIGITS + 2 + suffix.n || s.n > 100 ||
	    s.p[NUMBER_DIGITS] != '_')
		return false;
	for (size_t i = 0; i < s.n - suffix.n; i++) {
		char c = s.p[i];
		bool is_digit = c >= '0' && c <= '9';

		if (i < NUMBER_DIGITS && !is_digit)
			return false;
		if (!is_digit && !(c >= 'a' && c <= 'z') && c != '_')
			return false;
	}
	return true;
}

enum err
migration_steps(struct arena *a, struct str text, struct list *out)
{
	struct buf b = buf_new(a, text.n + 2);
	size_t begin = 0;

	while (text.p) {
		struct str line = str_cut(&text, '\n');
		struct str bare = str_trim(line);

		if (!bare.n || str_has_prefix(bare, STR("--")))
			continue;
		if (!str_has_suffix(bare, STR(";"))) {
			buf_put(&b, line);
			buf_putc(&b, '\n');
			continue;
		}
		buf_put(&b,
		    str_head(line,
			line.n - (line.n - (size_t)(bare.p - line.p) - bare.n) -
			    1));
		*LIST_PUSH(a, out, struct str) =
		    arena_str(a, str_skip(buf_str(&b), begin));
		begin = b.n;
	}
	return b.n == begin && out->count ? ERR_OK : ERR_BAD_INPUT;
}

static enum err
read_migration(struct arena *a, const char *dir, const char *name,
    struct migration_file *out)
{
	struct migration_file f = { 0 };
	const char *path = arena_printz(a, "%s/%s", dir, name);
	enum err e;

	if (!is_migration_name(str_of(name)))
		return ERR_BAD_INPUT;
	e = file_read(a, path, FILE_MAX, &f.text);
	if (e)
		return e;
	f.name = arena_str(a, str_of(name));
	f.name = str_head(f.name, f.name.n - suffix.n);
	e = migration_steps(a, f.text, &f.steps);
	if (e)
		return e;
	*out = f;
	return ERR_OK;
}

static int
is_sql(const struct dirent *d)
{
	return str_has_suffix(str_of(d->d_name), suffix);
}

enum err
migration_files(
    struct arena *a, const char *dir, struct list *out, struct str *bad)
{
	struct dirent **names = NULL;
	int n = scandir(dir, &names, is_sql, alphasort);
	enum err e = ERR_OK;

	if (n < 0)
		return ERR_NOT_FOUND;
	for (int i = 0; i < n; i++) {
		struct migration_file f;

		if (!e) {
			e = read_migration(a, dir, names[i]->d_name, &f);
			if (e)
				*bad = arena_str(a, str_of(names[i]->d_name));
			else
				*LIST_PUSH(a, out, struct migration_file) = f;
		}
		free(names[i]);
	}
	free(names);
	return e;
}
