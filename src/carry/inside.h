/* inside.h - what the files of carry share. */
#ifndef AFTERSALE_CARRY_INSIDE_H
#define AFTERSALE_CARRY_INSIDE_H

#include <sqlite3.h>

#include "aftersale/carry.h"
#include "aftersale/crypt.h"

enum { CARRY_CELL_MAX = 32 << 20, CARRY_COLUMNS_MAX = 200 };

/* A chain over rows: each link is a digest of the one before and the row. */
struct sum {
	uint8_t link[SHA256_SIZE];
	int64_t rows;
	struct arena *arena; /* of one row */
};
void sum_begin(struct sum *s);
void sum_row(struct sum *s, const struct db_cell *cells, size_t count);
struct str sum_text(const struct sum *s, struct arena *a);

struct carry {
	struct arena *arena;
	sqlite3 *db;
	const char *path;
	sqlite3_stmt *insert; /* into the table that is open */
	struct carry_table table;
	struct sum sum;
	struct str why;
};

/* "int", "text", "bytes": how a column is kept. */
extern const char *const carry_kinds[];

struct carry *carry_new(struct arena *a, const char *path);
/* What the answer of sqlite means; sets the text. */
enum err carry_failed(struct carry *c, int rc);
enum err carry_refuse(struct carry *c, struct str why);
enum err carry_run(struct carry *c, const char *sql);
enum err carry_prepare(struct carry *c, struct str sql, sqlite3_stmt **out);
/* The text of a column of a row; p NULL for NULL. Lives as long as it. */
struct str carry_text(sqlite3_stmt *st, int column);
/* Small letters, digits and _: what may stand in a statement. */
bool carry_is_name(struct str s);

#endif
