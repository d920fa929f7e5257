/* carry - the one file that everything of ours travels in: an SQLite file
 * that explains itself, and CSV beside it. sqlite3.h lives only here.
 *
 * Called by the program carry (export and import) and nothing else; serve
 * and work are not linked with it. It knows tables as names, columns and
 * cells, never what they are for, and asks no database server.
 *
 * The file holds each table under its own name, without prefix, and
 *	about	name, value	where it comes from
 *	tables	name, what, rows, sum	what each table is for
 *	columns	table_name, place, name, type, kind, what
 * `sum` is a SHA-256 over all rows in order: a file that was changed or
 * damaged is refused.
 */
#ifndef AFTERSALE_CARRY_H
#define AFTERSALE_CARRY_H

#include "aftersale/base.h"
#include "aftersale/db.h"

enum { CARRY_FORMAT = 1 };

struct carry;

struct carry_table {
	struct str name;
	struct str what;
	struct list columns; /* struct db_column */
	struct list notes;   /* struct str: what each is for */
	int64_t rows;
	struct str sum;
};

/* ---- words about tables --------------------------------------------------*/

/* The paragraph of a table in the text of tables.md, in one line; empty when
 * there is none. */
struct str carry_note(struct arena *a, struct str doc, struct str table);
/* The lines above a column in the text of a migration that makes the table,
 * joined; empty when there are none. */
struct str carry_column_note(
    struct arena *a, struct str sql, struct str table, struct str column);

/* ---- writing ------------------------------------------------------------ */

/* A new file for its owner's eyes alone. ERR_CONFLICT: there is one. */
enum err carry_make(struct arena *a, const char *path, struct carry **out);
enum err carry_say(struct carry *c, const char *name, struct str value);
/* One table after the other; the sum and the number of rows are counted. */
enum err carry_begin(struct carry *c, const struct carry_table *t);
enum err carry_row(struct carry *c, const struct db_cell *cells);
enum err carry_end(struct carry *c, int64_t *rows);
/* Writes all of it to the disk. */
enum err carry_finish(struct carry *c);

/* ---- reading ------------------------------------------------------------ */

/* Opens a file that anybody may have made. Nothing in it is run: it holds
 * plain tables or it is refused with ERR_BAD_INPUT. */
enum err carry_open(struct arena *a, const char *path, struct carry **out);
/* What `about` says; p NULL when it does not. */
struct str carry_about(struct carry *c, struct arena *a, const char *name);
enum err carry_tables(
    struct carry *c, struct arena *a, struct list *out /* carry_table */);
/* Every row in the order it was written; cells live for one call. At the end
 * the sum must agree: ERR_BAD_INPUT. */
enum err carry_each(struct carry *c, struct arena *a,
    const struct carry_table *t,
    enum err (*each)(void *ctx, const struct db_cell *cells), void *ctx);

/* The text of the last error; never a value. */
struct str carry_why(const struct carry *c);
void carry_free(struct carry *c); /* takes NULL */

/* ---- CSV (RFC 4180) ------------------------------------------------------ */

struct csv;

/* A new file for its owner's eyes alone, with a line of names. NULL is an
 * empty field, an empty text is "", bytes are hexadecimal behind \x. */
enum err csv_make(struct arena *a, const char *path,
    const struct list *columns, struct csv **out);
enum err csv_row(struct csv *c, const struct db_cell *cells);
/* To the disk; gives the first error of all of them. */
enum err csv_end(struct csv *c);

#endif
