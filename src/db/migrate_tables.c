/* migrate_tables - which tables the migrations make, and of which columns:
 * for what setup says before it does it. It asks no database. */
#include "migrate_files.h"
#include "migrate_tables.h"

#define CREATE "CREATE TABLE IF NOT EXISTS {own}"
#define DROP "DROP TABLE IF EXISTS {own}"

enum { COLUMNS_MAX = 4096 };

static bool
is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

static struct str
take_word(struct str *s)
{
	struct str from = *s;
	size_t n = 0;

	while (n < from.n && is_word(from.p[n]))
		n++;
	*s = str_skip(from, n);
	return str_head(from, n);
}

/* The text up to the next comma that stands in no parentheses. */
static struct str
take_item(struct str *s)
{
	struct str from = *s;
	int depth = 0;
	size_t n = 0;

	for (; n < from.n; n++) {
		if (depth == 0 && (from.p[n] == ')' || from.p[n] == ','))
			break;
		if (from.p[n] == '(')
			depth++;
		else if (from.p[n] == ')')
			depth--;
	}
	*s = str_skip(from, n < from.n && from.p[n] == ',' ? n + 1 : from.n);
	return str_head(from, n);
}

static void
drop_table(struct list *tables, struct str name)
{
	struct db_table *t = tables->items;
	size_t n = 0;

	for (size_t i = 0; i < tables->count; i++)
		if (!str_is(t[i].name, name))
			t[n++] = t[i];
	tables->count = n;
}

static void
make_table(struct arena *a, struct str sql, struct list *out)
{
	struct buf columns = buf_new(a, COLUMNS_MAX);
	struct str name = take_word(&sql);
	size_t at = str_find_byte(sql, '(');

	sql = at == (size_t)-1 ? STR("") : str_skip(sql, at + 1);
	while (sql.n) {
		struct str item = str_trim(take_item(&sql));
		struct str column = take_word(&item);

		/* PRIMARY KEY and its like are in capitals. */
		if (!column.n)
			continue;
		buf_putz(&columns, columns.n ? ", " : "");
		buf_put(&columns, column);
	}
	*LIST_PUSH(a, out, struct db_table) =
	    (struct db_table){ name, buf_str(&columns) };
}

void
migration_table(struct arena *a, struct str sql, struct list *out)
{
	size_t made = str_find(sql, STR(CREATE));
	size_t dropped = str_find(sql, STR(DROP));

	if (made != (size_t)-1) {
		make_table(a, str_skip(sql, made + strlen(CREATE)), out);
	} else if (dropped != (size_t)-1) {
		sql = str_skip(sql, dropped + strlen(DROP));
		drop_table(out, take_word(&sql));
	}
}

void
migration_tables(struct arena *a, const struct list *files, struct list *out)
{
	for (size_t i = 0; i < files->count; i++) {
		const struct migration_file *f =
		    LIST_AT(files, struct migration_file, i);

		for (size_t k = 0; k < f->steps.count; k++)
			migration_table(
			    a, *LIST_AT(&f->steps, struct str, k), out);
	}
}

enum err
db_own_tables(struct arena *a, const char *dir, struct list *out)
{
	struct list files = { 0 };
	struct str bad;
	enum err e;

	e = migration_files(a, dir, &files, &bad);
	if (e)
		return e;
	for (size_t i = 0; migration_ground[i]; i++)
		migration_table(a, str_of(migration_ground[i]), out);
	migration_tables(a, &files, out);
	return ERR_OK;
}
