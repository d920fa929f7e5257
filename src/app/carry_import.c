/* carry_import - brings an export back, equal or not at all: everything is
 * looked at first, all rows are one transaction, and it is committed only
 * when each table's sum agrees. */
#include <stdio.h>

#include "carry.h"
#include "command.h"
#include "place.h"

struct importing {
	struct carrying *c;
	struct carry *file;
	struct list tables; /* struct carry_table: what the file has */
	const struct carry_table *keys;
	struct carry_keys taken; /* with --keys */
	const struct carry_table *table; /* this one now */
	struct db_stmt insert;
	struct tx *tx;
	int64_t rows;
};

/* What is said of this place gives way: elsewhere, the worker shall see that
 * it is not where the rows were at home, and send nothing until adopt. */
static bool
gives_way(struct str table)
{
	return str_is_z(table, "place") || str_is_z(table, "watch");
}

static bool
goes_in(const struct carry_table *t)
{
	return !str_is_z(t->name, CARRY_JOURNAL) &&
	    !str_is_z(t->name, CARRY_KEYS);
}

static int
refuse_file(const struct importing *x, enum err e)
{
	struct str why = carry_why(x->file);

	return failure("%s cannot be brought in: " STR_FMT, x->c->target,
	    STR_ARG(why.n ? why : str_of(err_word(e))));
}

/* ---- is it a file of ours, and of a schema we know? ---------------------- */

static int64_t
about(struct importing *x, const char *name)
{
	struct str text = carry_about(x->file, x->c->arena, name);
	int64_t n;

	return str_int(text, &n) ? -1 : n;
}

static int
check_schema(struct importing *x)
{
	int64_t there = about(x, "schema"), tables, program;
	enum err e = carry_schema(x->c, &tables, &program);

	if (e)
		return failure("our tables: %s " STR_FMT, err_word(e),
		    STR_ARG(db_why(x->c->db)));
	if (about(x, "format") != CARRY_FORMAT)
		return failure("%s is no export that this release knows",
		    x->c->target);
	if (there > program || about(x, "release") > DB_RELEASE)
		return failure("the file is of schema %lld, newer than the"
			       " %lld of this program: upgrade first",
		    (long long)there, (long long)program);
	if (tables != program)
		return failure("the tables here are of schema %lld, the"
			       " program's is %lld: run `aftersale migrate`"
			       " first",
		    (long long)tables, (long long)program);
	return 0;
}

static const struct db_column *
column_find(const struct list *columns, struct str name)
{
	for (size_t i = 0; i < columns->count; i++) {
		const struct db_column *c = LIST_AT(columns, struct db_column,
		    i);

		if (str_is(c->name, name))
			return c;
	}
	return NULL;
}

/* Every column of the file must be here, and what is only here must do
 * without a value. */
static int
check_columns(struct importing *x, const struct carry_table *t)
{
	struct list here = { 0 };
	enum err e = db_copy_columns(x->c->db, x->c->arena, t->name, &here);

	if (e)
		return failure("there is no table " STR_FMT " here",
		    STR_ARG(t->name));
	for (size_t i = 0; i < t->columns.count; i++) {
		const struct db_column *c = LIST_AT(&t->columns,
		    struct db_column, i);
		const struct db_column *mine = column_find(&here, c->name);

		if (!mine || mine->kind != c->kind)
			return failure("the column " STR_FMT " of " STR_FMT
				       " is not here as it is in the file",
			    STR_ARG(c->name), STR_ARG(t->name));
	}
	for (size_t i = 0; i < here.count; i++) {
		const struct db_column *c = LIST_AT(&here, struct db_column,
		    i);

		if (!c->may_be_left && !column_find(&t->columns, c->name))
			return failure("the file has no column " STR_FMT
				       " of " STR_FMT,
			    STR_ARG(c->name), STR_ARG(t->name));
	}
	return 0;
}

static int
check_tables(struct importing *x)
{
	int status = 0;

	for (size_t i = 0; !status && i < x->tables.count; i++) {
		const struct carry_table *t = LIST_AT(&x->tables,
		    struct carry_table, i);

		if (str_is_z(t->name, CARRY_KEYS))
			x->keys = t;
		if (goes_in(t))
			status = check_columns(x, t);
	}
	return status;
}

/* ---- is it this shop, and is there room? --------------------------------- */

static int
check_shop(struct importing *x)
{
	struct list differs = { 0 };
	enum err e = carry_shop_differs(x->c, x->file, &differs);

	if (e)
		return e == ERR_BAD_INPUT
		    ? refuse_file(x, e)
		    : failure("the shop: %s " STR_FMT, err_word(e),
			  STR_ARG(db_why(x->c->app.db)));
	for (size_t i = 0; i < differs.count; i++)
		printf("Another shop? " STR_FMT ".\n",
		    STR_ARG(*LIST_AT(&differs, struct str, i)));
	if (differs.count && !x->c->is_forced)
		return failure("the file is of another shop; when it is right"
			       " all the same: --force");
	return 0;
}

static enum err
find_full(struct importing *x, struct buf *full)
{
	struct carrying *c = x->c;
	struct list names = { 0 };
	enum err e = db_copy_tables(c->db, c->arena, &names);

	for (size_t i = 0; !e && i < names.count; i++) {
		struct str name = *LIST_AT(&names, struct str, i);
		bool has_rows = false;

		if (str_is_z(name, CARRY_JOURNAL) || gives_way(name))
			continue;
		e = db_copy_has_rows(c->db, c->arena, name, &has_rows);
		if (has_rows)
			buf_printf(full, "%s" STR_FMT, full->n ? ", " : "",
			    STR_ARG(name));
	}
	return e;
}

static int
check_room(struct importing *x)
{
	struct buf full = buf_new(x->c->arena, 8192);
	enum err e;

	if (x->c->replaces)
		return 0;
	e = find_full(x, &full);
	if (e)
		return failure("our tables: %s " STR_FMT, err_word(e),
		    STR_ARG(db_why(x->c->db)));
	if (full.n)
		return failure("there are rows already in " STR_FMT
			       "; with `serve` and `work` stopped, --replace"
			       " takes them away first",
		    STR_ARG(buf_str(&full)));
	return 0;
}

/* ---- bringing it in ------------------------------------------------------ */

static enum err
put_row(void *ctx, const struct db_cell *cells)
{
	struct importing *x = ctx;
	enum err e;

	if (carry_is_stopped())
		return ERR_BUSY;
	e = db_copy_put(x->tx, &x->insert, x->c->row, &x->table->columns,
	    cells);
	arena_reset(x->c->row);
	x->rows++;
	return e;
}

static enum err
put_table(struct importing *x, const struct carry_table *t)
{
	x->table = t;
	x->insert = db_copy_insert(x->c->arena, t->name, &t->columns);
	return carry_each(x->file, x->c->arena, t, put_row, x);
}

static enum err
make_room(struct importing *x)
{
	struct carrying *c = x->c;
	struct list names = { 0 };
	enum err e = db_copy_tables(c->db, c->arena, &names);

	for (size_t i = 0; !e && i < names.count; i++) {
		struct str name = *LIST_AT(&names, struct str, i);

		if (gives_way(name) ||
		    (c->replaces && !str_is_z(name, CARRY_JOURNAL)))
			e = db_copy_empty(x->tx, c->arena, name);
	}
	return e;
}

/* The keys before the rows: whoever is stopped in between runs it again. */
static enum err
put_all(struct importing *x)
{
	AUTO_TX tx = db_copy_into(x->c->db);
	enum err e = tx.err;

	x->tx = &tx;
	if (!e)
		e = make_room(x);
	for (size_t i = 0; !e && i < x->tables.count; i++) {
		const struct carry_table *t = LIST_AT(&x->tables,
		    struct carry_table, i);

		if (goes_in(t))
			e = put_table(x, t);
	}
	if (!e && x->taken.count)
		e = carry_keys_write(x->c, &x->taken);
	if (!e)
		e = db_commit(&tx);
	x->tx = NULL;
	return e;
}

static int
say_failed(const struct importing *x, enum err e)
{
	struct str why = db_why(x->c->db);

	if (carry_is_stopped())
		return failure("stopped; nothing was brought in");
	if (carry_why(x->file).n)
		return refuse_file(x, e);
	if (e == ERR_UNSURE)
		return failure("the database did not say whether it kept the"
			       " rows; look, and run it again if not");
	return failure("nothing was brought in: %s " STR_FMT, err_word(e),
	    STR_ARG(why));
}

static void
print_place(struct carrying *c)
{
	struct list differs = { 0 };

	if (!place_judge(&c->app, c->arena, &differs) && differs.count)
		puts("This is not where these rows were at home: nothing is"
		     " sent from here until\n`aftersale adopt`.");
}

static int
bring(struct importing *x)
{
	enum err e = put_all(x);

	if (e)
		return say_failed(x, e);
	printf("%lld rows of %zu tables are here.\n", (long long)x->rows,
	    x->tables.count - 1 - (x->keys ? 1 : 0));
	if (x->taken.count)
		printf("Keys of links: %lld, in front of those of %s.\n",
		    (long long)x->taken.count, x->c->app.config);
	else if (x->keys)
		puts("The keys of links in it were left alone (--keys).");
	else
		puts("There are no keys of links in it: links of mails that"
		     " were sent open only where\nthe configuration still has"
		     " their key.");
	print_place(x->c);
	return 0;
}

int
carry_in(struct carrying *c)
{
	struct importing x = { .c = c };
	enum err e = carry_open(c->arena, c->target, &x.file);
	int status;

	if (!e)
		e = carry_tables(x.file, c->arena, &x.tables);
	status = e ? refuse_file(&x, e) : check_schema(&x);
	if (!status)
		status = check_tables(&x);
	if (!status)
		status = check_shop(&x);
	if (!status)
		status = check_room(&x);
	if (!status && c->with_keys)
		status = carry_keys_check(c, x.file, x.keys, &x.taken);
	if (!status)
		status = bring(&x);
	carry_free(x.file);
	return status;
}
