/* inside.h - what the files of db share; nothing outside of src/db sees it.
 *
 * A call goes: run.c asks cache.c for the prepared statement (sql.c makes its
 * text, rowmap.c checks its columns), binds the values (bind.c), executes, and
 * rows come back through cell.c (bytes of the wire) and rowmap.c (members of
 * a struct). connect.c opens and closes; errors.c says what a number means.
 */
#ifndef AFTERSALE_DB_INSIDE_H
#define AFTERSALE_DB_INSIDE_H

#include <mysql.h>
/* A macro of the client library with the name of ours. */
#undef list_push

#include "aftersale/db.h"

enum {
	CACHE_MAX = 32,   /* prepared statements a connection */
	LIST_MAX = 256,   /* numbers in one (?*) */
	HOLES_MAX = 1024, /* of one statement, lists padded */
	WHY_MAX = 512,
	HOSTS_MAX = 8     /* beside the first */
};

/* ---- errors.c ---------------------------------------------------------- */

/* What a server or client error number means for us. */
struct sort {
	unsigned number;
	enum err err;
	bool is_dead; /* the connection is of no use any more */
	bool
	    is_repeat; /* lock trouble: the whole transaction may be repeated */
	bool is_plain; /* its message holds names only, never a value */
	bool is_doubt; /* a write under way may have happened */
	bool is_untried; /* a write was not even begun */
};
struct sort sort_of(unsigned number);
/* Copies a message; what stands in quotes becomes '?' unless it is plain. */
size_t why_copy(char *to, size_t room, const char *message, bool is_plain);

/* ---- sql.c ------------------------------------------------------------- */

/* The lists of one call, three bits each: what the text depends on. */
bool sql_shape(const struct db_value *in, uint32_t *out);
/* The padded length of a list. */
size_t sql_padded(size_t count);
/* The text with prefixes and lists filled in; counts its holes. ERR_BROKEN
 * for an unknown {prefix}, a prefix that is no plain word, or lists that do
 * not fit the values. */
enum err sql_text(struct arena *a, const struct db_conf *conf, const char *sql,
    const struct db_value *in, struct str *out, size_t *holes_out);

/* ---- cell.c ------------------------------------------------------------ */

enum cell_kind {
	CELL_NULL = 0,
	CELL_INT,
	CELL_TEXT, /* also decimals */
	CELL_REAL,
	CELL_DATE /* a date, or a date and a time */
};

/* One value as it stands in a row of the binary protocol. */
struct cell {
	enum cell_kind kind;
	bool is_huge; /* CELL_INT above INT64_MAX */
	bool has_time;
	int64_t number; /* CELL_DATE: seconds UTC, 0 for a zero date */
	double real;
	struct str text; /* borrowed from the packet */
	char date[32];   /* CELL_DATE as text */
};
/* Reads one value of the column's type; gives the byte behind it. */
const unsigned char *cell_read(const unsigned char *p,
    enum enum_field_types type, bool is_unsigned, struct cell *out);

/* ---- rowmap.c ---------------------------------------------------------- */

/* Says in *why what does not fit between the map and the columns, else NULL;
 * *column is where. */
const char *rowmap_check(const struct db_stmt *st, const MYSQL_FIELD *fields,
    size_t count, size_t *column);
/* Puts a value into its member. False when it does not fit. */
bool rowmap_store(
    struct arena *a, const struct field *f, const struct cell *c, void *row);

/* ---- the handle --------------------------------------------------------- */

struct entry {
	const struct db_stmt *st;
	const char *sql; /* with st, the key: a row on a stack may change */
	uint32_t shape;
	uint64_t used; /* the larger, the later */
	MYSQL_STMT *stmt;
	size_t holes;
	size_t columns;
	MYSQL_BIND *params;
	unsigned long *lengths;
};

/* Where the row that is being read goes. */
struct reader {
	struct arena *arena;
	const struct field *map;
	const MYSQL_FIELD *fields;
	void *row;
	size_t bad;       /* 1 + the first column that did not fit */
	struct cell cell; /* here and not on the stack: it is read often */
};

struct db {
	const struct db_conf *conf;
	MYSQL *my; /* NULL: closed */
	size_t at; /* the server it is, or was, connected to; 0: the first */
	int64_t suspect[HOSTS_MAX + 1]; /* tick until that one is left alone */
	bool is_passing;
	bool wants_all; /* db_see_all, and what the session was told of it */
	bool sees_all;
	bool is_mariadb;
	int64_t used_at;       /* clock_tick of the last answer */
	int64_t patience_ms;   /* above 0: instead of conf->read_ms */
	struct arena *scratch; /* of one call */

	struct entry cache[CACHE_MAX];
	size_t cached;
	uint64_t cache_turn;

	struct reader reader;
	bool is_streaming;
	bool is_in_tx;
	enum err tx_err;   /* sticks once a statement of the tx failed */
	bool is_tx_repeat; /* and it was lock trouble */

	char why[WHY_MAX];
	size_t why_n;
	unsigned why_number;
	char version[64];
	struct db_meter meter;
	void (*seen)(
	    void *ctx, const struct db_stmt *st, int64_t us, int64_t rows);
	void *seen_ctx;
};

/* connect.c: a live connection, or ERR_BUSY. */
enum err link_up(struct db *db);
void link_drop(struct db *db);
/* The same for one that broke: the next connection is to another server,
 * where there are several. */
void link_broke(struct db *db);
/* Closes, and waits that long for each answer from now on (migrations). */
void link_patience(struct db *db, int64_t ms);

/* handle.c: sets the text of db_why(). */
void why_set(struct db *db, const char *what, unsigned number,
    const char *message, bool is_plain);

/* cache.c: the prepared statement of a row for these values; prepares it
 * when it must. The entry is borrowed until the next call. */
enum err cache_get(struct db *db, const struct db_stmt *st,
    const struct db_value *in, struct entry **out);
void cache_forget(struct entry *e);
/* Frees what the handle remembers; the connection is closed already. */
void cache_clear(struct db *db);

/* bind.c: values into the entry's parameters; they borrow from `in` and
 * scratch. ERR_BAD_INPUT when their number does not fit. */
enum err bind_values(struct db *db, struct entry *e, const struct db_value *in);

/* rows.c: libmariadb calls it for each value of a row; ctx is a reader. */
void read_cell(void *ctx, unsigned column, unsigned char **at);

/* run.c: what may have happened when the connection dies under way. */
enum run_kind { RUN_READ = 0, RUN_WRITE, RUN_IN_TX, RUN_COMMIT };
/* Prepares, binds and executes; the entry has its result waiting. */
enum err run_stmt(struct db *db, const struct db_stmt *st,
    const struct db_value *in, enum run_kind kind, struct entry **out);
/* Notes the end of a statement that began at that tick. */
void
run_done(struct db *db, const struct db_stmt *st, int64_t began, int64_t rows);
/* Notes a failure, drops a dead connection, spoils an open transaction. */
enum err run_failed(struct db *db, const char *what, unsigned number,
    const char *message, enum run_kind kind);
/* The same with the error that statement or its connection tells of. */
enum err run_stmt_failed(
    struct db *db, const char *what, MYSQL_STMT *stmt, enum run_kind kind);
/* A statement without values or rows: BEGIN, COMMIT, ROLLBACK, DDL. */
enum err
run_plain(struct db *db, const char *what, struct str sql, enum run_kind kind);
/* A write by its row, in or outside of a transaction. */
enum err
run_write(struct db *db, const struct db_stmt *st, const struct db_value *in,
    enum run_kind kind, int64_t *changed, int64_t *id);

/* migrate.c: the journal; status asks how far it came. */
extern const struct db_stmt migration_list;

/* crash.c: test hooks; do nothing unless the environment asks. */
void crash_before(void);
void crash_after(void);

#endif
