/* carry_export - everything of ours into one file that explains itself, and
 * CSV beside it: one moment of the database, row by row. The shop's own rows
 * stay where they are. */
#include <errno.h>
#include <stdio.h>

#include "carry.h"
#include "command.h"

struct exporting {
	struct carrying *c;
	struct carry_place place;
	struct carry_words words;
	struct carry *file;
	struct csv *csv; /* NULL: only the one file is wanted */
	int64_t tables;
	int64_t rows;
};

static const char readme[] =
    "What aftersale knew, taken out by `aftersale export`.\n\n"
    "aftersale.sqlite  all of it, for `aftersale import` and for sqlite3.\n"
    "                  The tables about, tables and columns explain it.\n"
    "*.csv             the same, a file a table (RFC 4180, UTF-8): an empty\n"
    "                  field is NULL, \"\" an empty text. To be read, not to\n"
    "                  be imported.\n\n"
    "Times are seconds UTC. Orders, products and buyers are named by their\n"
    "numbers in the shop.\n";

static int
say_why(const struct exporting *x, enum err e)
{
	struct str why = carry_why(x->file);

	if (carry_is_stopped())
		return failure("stopped; there is no export");
	if (!why.n)
		why = db_why(x->c->db);
	if (!why.n)
		return failure("the export failed and nothing of it was kept:"
			       " its files cannot be written beside %s; is the"
			       " disk full?",
		    x->place.target);
	return failure("the export failed and nothing of it was kept: %s "
		       STR_FMT,
	    err_word(e), STR_ARG(why));
}

/* ---- a table ------------------------------------------------------------- */

static enum err
put_row(void *ctx, const struct db_cell *cells)
{
	struct exporting *x = ctx;
	enum err e;

	if (carry_is_stopped())
		return ERR_BUSY;
	e = carry_row(x->file, cells);
	if (!e && x->csv)
		e = csv_row(x->csv, cells);
	return e;
}

static enum err
csv_begin(struct exporting *x, const struct carry_table *t)
{
	struct arena *a = x->c->arena;

	x->csv = NULL;
	if (!x->place.is_folder)
		return ERR_OK;
	return csv_make(a,
	    carry_place_file(a, &x->place,
		arena_printz(a, STR_FMT ".csv", STR_ARG(t->name))),
	    &t->columns, &x->csv);
}

static enum err
put_table(struct exporting *x, const struct carry_table *t)
{
	struct carrying *c = x->c;
	int64_t rows = 0;
	enum err e = carry_begin(x->file, t), ended;

	if (!e)
		e = csv_begin(x, t);
	if (!e && str_is_z(t->name, CARRY_KEYS))
		e = carry_keys_each(c, put_row, x);
	else if (!e)
		e = db_copy_each(c->db, c->arena, t->name, &t->columns,
		    put_row, x);
	ended = x->csv ? csv_end(x->csv) : ERR_OK;
	x->csv = NULL;
	if (!e)
		e = ended;
	if (!e)
		e = carry_end(x->file, &rows);
	if (e)
		return e;
	printf("  " STR_FMT "  %lld\n", STR_ARG(t->name), (long long)rows);
	x->tables++;
	x->rows += rows;
	return ERR_OK;
}

/* ---- all of them --------------------------------------------------------- */

static bool
is_known(const struct list *known, struct str name)
{
	for (size_t i = 0; i < known->count; i++)
		if (str_is(LIST_AT(known, struct db_table, i)->name, name))
			return true;
	return false;
}

/* A copy that somebody put aside under our prefix is none of ours. */
static enum err
put_known(struct exporting *x, const struct list *known, struct str name)
{
	struct carrying *c = x->c;
	struct carry_table t = { .name = name };
	enum err e;

	if (!is_known(known, name)) {
		printf("  " STR_FMT "  left out: this release has no such"
		       " table\n",
		    STR_ARG(name));
		return ERR_OK;
	}
	e = db_copy_columns(c->db, c->arena, name, &t.columns);
	if (e)
		return e;
	carry_words_fill(c, &x->words, &t);
	return put_table(x, &t);
}

static enum err
put_tables(struct exporting *x)
{
	struct carrying *c = x->c;
	struct arena *a = c->arena;
	struct list names = { 0 };
	struct list known = { 0 };
	enum err e;

	e = db_own_tables(a, arena_printz(a, STR_FMT "/migrations",
				 STR_ARG(c->app.conf.share)),
	    &known);
	if (!e)
		e = db_copy_tables(c->db, a, &names);
	for (size_t i = 0; !e && i < names.count; i++)
		e = put_known(x, &known, *LIST_AT(&names, struct str, i));
	if (!e && c->with_keys) {
		struct carry_table keys = carry_keys_table(a);

		e = put_table(x, &keys);
	}
	return e;
}

static enum err
put_readme(struct exporting *x)
{
	struct arena *a = x->c->arena;

	if (!x->place.is_folder)
		return ERR_OK;
	return conf_write_file(carry_place_file(a, &x->place, "README.txt"),
	    str_of(readme), 0600);
}

/* What the shop says is read first: the other connection is another
 * moment. */
static enum err
put_all(struct exporting *x)
{
	struct arena *a = x->c->arena;
	enum err e;

	e = carry_make(a, carry_place_file(a, &x->place, CARRY_FILE),
	    &x->file);
	if (!e)
		e = carry_words_read(x->c, &x->words);
	if (!e)
		e = carry_shop_say(x->c, x->file);
	if (e)
		return e;

	AUTO_TX tx = db_copy_begin(x->c->db);

	e = tx.err;
	if (!e)
		e = put_tables(x);
	if (!e)
		e = carry_finish(x->file);
	return e ? e : put_readme(x);
}

static void
print_end(const struct exporting *x)
{
	printf("%s: %lld rows of %lld tables.\n", x->place.target,
	    (long long)x->rows, (long long)x->tables);
	puts(x->c->with_keys
		? "The keys of links are in it: whoever has them can open"
		  " every order page.\nKeep it like a password."
		: "The keys of links are not in it (--keys): elsewhere, links"
		  " of mails that were\nsent will not open.");
}

int
carry_out(struct carrying *c)
{
	struct exporting x = { .c = c };
	struct list names = { 0 };
	int status;
	enum err e;

	if (db_copy_tables(c->db, c->arena, &names) || !names.count)
		return failure("there is no table of ours: nothing to export");
	status = carry_place_begin(c->arena, c->target, &x.place);
	if (status)
		return status;
	e = put_all(&x);
	if (e)
		status = say_why(&x, e);
	else
		status = carry_place_keep(c->arena, &x.place);
	carry_free(x.file);
	if (status)
		carry_place_drop(c->arena, &x.place);
	else
		print_end(&x);
	return status;
}
