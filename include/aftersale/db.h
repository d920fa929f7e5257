/* db - statements, rows as structs, transactions, migrations.
 *
 * The only part that knows mysql.h. Called by shop adapters, by the
 * X_store.c of each feature and by link, limit and outbox. It never builds a
 * statement from text: a statement is a const row with a name, and the only
 * holes are `?`, `?*` (a list) and the three prefixes.
 *
 * One connection a process, opened on first use, one request at a time.
 * Sessions run READ COMMITTED, utf8mb4, time_zone '+00:00' and WordPress'
 * sql_mode (CONTRACT 14). There is no automatic reconnect inside a request:
 * a dead connection is dropped and the call answers ERR_BUSY, or ERR_UNSURE
 * when a COMMIT was under way; the next request opens a new one. Connections
 * idle for 60 s are closed before their next use.
 */
#ifndef AFTERSALE_DB_H
#define AFTERSALE_DB_H

#include "aftersale/amount.h"
#include "aftersale/base.h"

struct db;
struct tx;

/* Another server of the same cluster. */
struct db_host {
	struct str host;
	int64_t port; /* 0: that of the first */
};

struct db_conf {
	struct str host;   /* used when socket is empty */
	struct str socket; /* path */
	int64_t port;
	/* Tried in their order when the one before does not answer; one that
	 * broke is left alone for a while. */
	struct list hosts; /* struct db_host */
	struct str name; /* the schema */
	struct str user;
	struct str password;
	struct str ca_file; /* with a host: TLS is demanded and verified */
	struct str prefix;  /* {shop}: tables of this site, "wp_" or "wp_3_" */
	struct str base_prefix; /* {base}: users and network, "wp_" */
	int64_t connect_ms; /* 0: 2000 */
	int64_t read_ms;    /* 0: 5000; also the ceiling of one statement */
};

/* Who runs a statement (architecture 19): rights are given by it. */
enum db_role {
	DB_BOTH = 0,
	DB_PAGE,  /* serve alone, and what an owner calls by hand */
	DB_WORKER /* work alone */
};

/* A statement. The sql may hold
 *	{shop} {base} {own}	the prefixes; {own} is {shop}aftersale_
 *	?			a value
 *	(?*)			a list of numbers, padded to 1 4 16 64 256;
 *				an empty one is (NULL): IN finds nothing, but
 *				NOT IN finds nothing either
 * `row` names the columns of the SELECT list in order; it is compared with
 * the columns the server answers at prepare, so a wrong order cannot ship.
 * `reads` and `writes` name the tables (with {..} prefixes, separated by
 * spaces; writes as "table:INSERT,UPDATE"); grants are printed from them. */
struct db_stmt {
	const char *name; /* "returns.load" */
	const char *sql;
	const struct field *row;
	size_t row_size; /* sizeof the struct a row becomes */
	const char *reads;
	const char *writes;
	enum db_role by;
};

/* A value for a hole. */
enum db_value_kind {
	DB_END = 0,
	DB_NULL,
	DB_INT,
	DB_TEXT,
	DB_DEC,
	DB_INTS, /* a list for (?*) */
	DB_BYTES /* .text as it stands, of no character set */
};

struct db_value {
	enum db_value_kind kind;
	int64_t number;
	struct str text;
	struct dec dec;
	const int64_t *ints;
	size_t ints_count; /* more than 256: ERR_BAD_INPUT */
};

struct db_value db_of_int(int64_t n);
struct db_value db_of_bool(bool flag);
struct db_value db_of_str(struct str s); /* p NULL: NULL */
struct db_value db_of_z(const char *z);	 /* NULL: NULL */
struct db_value db_of_dec(struct dec d);
struct db_value db_of_ints(const int64_t *ints, size_t count);

#define V(x)                                                                   \
	_Generic((x),                                                          \
	    bool: db_of_bool,                                                  \
	    int: db_of_int,                                                    \
	    int64_t: db_of_int,                                                \
	    size_t: db_of_int,                                                 \
	    struct str: db_of_str,                                             \
	    char *: db_of_z,                                                   \
	    const char *: db_of_z,                                             \
	    struct dec: db_of_dec)(x)
#define V_INTS(p, n) db_of_ints((p), (n))
#define V_NULL ((struct db_value){ .kind = DB_NULL })
/* The values of a statement, in the order of its holes. */
#define IN(...) ((const struct db_value[]){ __VA_ARGS__, { .kind = DB_END } })
#define IN_NONE ((const struct db_value[]){ { .kind = DB_END } })

/* A condition for information_schema.TABLES with two holes, both for what a
 * name must begin with. Letters differ in their case where the server has them
 * differ: `wp_` and `WP_` may be two shops in one database. */
#define DB_TABLE_BEGINS                                                        \
	"LOCATE(?, TABLE_NAME) = 1"                                            \
	" AND (@@lower_case_table_names <> 0"                                  \
	" OR LOCATE(CAST(? AS BINARY), TABLE_NAME) = 1)"

/* A handle; connects at its first statement. conf is borrowed and must
 * outlive it. Never fails. */
struct db *db_new(const struct db_conf *conf);
void db_free(struct db *db); /* takes NULL */
/* Connects now, for doctor and start-up: ERR_BUSY with db_why(). */
enum err db_connect(struct db *db);
/* Closes the connection when it was not used for so many microseconds and no
 * transaction is open; the next statement opens a new one. For who waits. */
void db_rest(struct db *db, int64_t unused);
/* The text and server number of the last error; "" when there was none.
 * Never holds a value of a statement. */
struct str db_why(const struct db *db);
unsigned db_errno(const struct db *db);
/* From now on reads see what any server of the cluster has committed before,
 * and wait for it; without several servers it means nothing. For what decides
 * about a write; who only looks does not wait for a cluster in trouble. */
void db_see_all(struct db *db, bool wants);
/* Was the last trouble one that passes: locks that met, or a connection that
 * went while it was used? The whole may then be tried again, at once. Says so
 * once. */
bool db_was_passing(struct db *db);
/* "10.11.19-MariaDB" as the server says it; empty before connecting. */
struct str db_version(struct db *db);
const struct db_conf *db_conf(const struct db *db);
/* Statements and microseconds since the last call with reset; for the log. */
struct db_meter {
	int64_t statements;
	int64_t microseconds;
};
struct db_meter db_meter(struct db *db, bool reset);
/* Called after each statement when set, for bench and --record. */
void db_watch(struct db *db,
    void (*seen)(void *ctx, const struct db_stmt *st, int64_t microseconds,
	int64_t rows),
    void *ctx);

/* One row into out, else ERR_NOT_FOUND. Texts live in the arena. */
enum err db_one(struct db *db, struct arena *a, const struct db_stmt *st,
    const struct db_value *in, void *out);
/* All rows, appended to the list (items of st->row_size). */
enum err db_all(struct db *db, struct arena *a, const struct db_stmt *st,
    const struct db_value *in, struct list *out);
/* Streams: calls `each` for every row; its texts are valid only during the
 * call. An error of `each` ends the stream and is given back. */
enum err db_each(struct db *db, struct arena *a, const struct db_stmt *st,
    const struct db_value *in, enum err (*each)(void *ctx, void *row),
    void *ctx);
/* A single statement outside of a transaction; changed may be NULL. Rows
 * changed, not rows matched. */
enum err db_exec(struct db *db, const struct db_stmt *st,
    const struct db_value *in, int64_t *changed);
/* The same, and what LAST_INSERT_ID() would say after it. */
enum err db_exec_id(struct db *db, const struct db_stmt *st,
    const struct db_value *in, int64_t *id_out);

/* What a row's member may be, from a column of these types:
 *	INT	numbers, whole decimals; moments as seconds UTC, zero ones as 0
 *	BOOL	numbers
 *	STR	all; moments as "2026-10-18 05:07:21"
 *	DEC	numbers, decimals, their text
 *	WORDS	text that is one of the words
 * NULL gives 0, false, a STR with p NULL, or the first word. What does not
 * fit, and a text over 4 MB, is ERR_BROKEN, never a guess. Inside of `each`
 * no other statement can be run. A struct is set whole. */

/* The statement rows of db itself, for grants; NULL ended. */
extern const struct db_stmt *const db_stmts[];

/* Prepares a statement and runs nothing: rights, tables, columns and the row
 * map are as it needs them. For doctor. */
enum err db_check(struct db *db, const struct db_stmt *st);

/* ---- transactions ------------------------------------------------------ */

/* Transactions do not nest. Use AUTO_TX so that leaving the block rolls back
 * what was not committed. */
struct tx {
	struct db *db;
	bool open;
	enum err err; /* of BEGIN; each write answers it first */
};
#define AUTO_TX __attribute__((cleanup(tx_end))) struct tx
struct tx db_begin(struct db *db);
void tx_end(struct tx *tx);
/* ERR_UNSURE when the connection died while it was under way; ERR_BUSY on
 * 1205/1213: nothing was written, the whole may be repeated. */
enum err db_commit(struct tx *tx);
enum err db_write(struct tx *tx, const struct db_stmt *st,
    const struct db_value *in, int64_t *changed);
/* A duplicate key answers ERR_CONFLICT and leaves the transaction usable. */
enum err db_insert(struct tx *tx, const struct db_stmt *st,
    const struct db_value *in, int64_t *id_out);
/* Runs body in a transaction and commits; repeats the whole at most three
 * times on 1205 and 1213. body must have no other effect than its writes. */
enum err db_transact(
    struct db *db, enum err (*body)(struct tx *tx, void *ctx), void *ctx);
/* UPDATE {own}guard SET v = v + 1: exclusion by an own row (architecture 6);
 * the row is made when missing. */
enum err db_guard(struct tx *tx, const char *kind, int64_t id);

/* ---- migrations -------------------------------------------------------- */

/* Files are named YYYYMMDDHHMM_feature_what.sql; each statement ends with a
 * semicolon at the end of a line and may be repeated. Applied ones stand in
 * {own}migration (name, sha, step, applied_at). */
struct db_migration {
	struct str name;
	bool is_applied;
	int64_t steps;
};
/* Lists what is in the folder against what is applied. */
enum err db_migrations(struct db *db, struct arena *a, const char *dir,
    struct list *out /* struct db_migration */);
/* Applies what is missing, one process at a time (lease on {own}guard's own
 * row in {own}migration); `say` hears each step. ERR_CONFLICT: the schema is
 * of a newer major release (architecture 20). */
enum err db_migrate(struct db *db, struct arena *a, const char *dir,
    int64_t now, void (*say)(void *ctx, struct str line), void *ctx);
/* A table of ours as the migrations of the folder make it. */
struct db_table {
	struct str name;    /* without prefix: "job" */
	struct str columns; /* "id, topic, subject" */
};
enum err db_own_tables(struct arena *a, const char *dir,
    struct list *out /* struct db_table */);
/* The major release whose tables this program knows. It is noted with each
 * migration; a program refuses tables of a newer one. */
enum { DB_RELEASE = 1 };
/* The newest applied migration's number (YYYYMMDDHHMM), 0 for none. *out is
 * set for ERR_CONFLICT too: a newer major release was here. */
enum err db_schema(struct db *db, struct arena *a, int64_t *out);

/* ---- whole tables of ours: for export and import alone ------------------- */

/* The statements are made of names that the server itself listed and that are
 * plain words; a table is named without its prefix. */
enum db_column_kind {
	DB_COLUMN_INT = 0, /* fits an int64_t */
	DB_COLUMN_TEXT,	   /* also decimals, dates, larger numbers: exact */
	DB_COLUMN_BYTES
};
struct db_column {
	struct str name;
	struct str type; /* as the server says it: "varchar(60)" */
	enum db_column_kind kind;
	bool is_key; /* of the primary key */
	bool may_be_null;
	bool may_be_left; /* a row can be written without it */
};
/* A value as the server writes it; numbers are digits. */
struct db_cell {
	struct str bytes;
	bool is_null;
};
/* Our tables that are there, by name, without prefix. */
enum err db_copy_tables(
    struct db *db, struct arena *a, struct list *out /* struct str */);
enum err db_copy_columns(struct db *db, struct arena *a, struct str table,
    struct list *out /* struct db_column */);
/* A transaction that sees all tables as they were at one moment, and writes
 * nothing. To be begun before the first of the three above. */
struct tx db_copy_begin(struct db *db);
/* Every row, in the order of the primary key; cells live for one call. */
enum err db_copy_each(struct db *db, struct arena *a, struct str table,
    const struct list *columns,
    enum err (*each)(void *ctx, const struct db_cell *cells), void *ctx);
/* A transaction for rows as they were: numbers that are 0 stay 0, and what
 * does not fit is an error instead of being cut. */
struct tx db_copy_into(struct db *db);
enum err db_copy_has_rows(
    struct db *db, struct arena *a, struct str table, bool *out);
/* Takes all rows away. */
enum err db_copy_empty(struct tx *tx, struct arena *a, struct str table);
/* The statement that writes a row of these columns, for db_copy_put. */
struct db_stmt db_copy_insert(
    struct arena *a, struct str table, const struct list *columns);
enum err db_copy_put(struct tx *tx, const struct db_stmt *insert,
    struct arena *a, const struct list *columns,
    const struct db_cell *cells);

/* ---- accounts: for setup and printing alone ----------------------------- */

struct db_account {
	struct str user;
	struct str host; /* behind the @ */
	struct str password;
	struct str hash; /* "*A94A8F...", as the server keeps it */
};

/* 'user'@'host' */
struct str db_account_name(struct arena *a, const struct db_account *who);
/* The statement that makes the account where it is missing, or that gives an
 * account its password back. version is what the server says, "" for
 * MariaDB. The password itself stands in it only where the server takes no
 * hash (MySQL 8), and never when it is printed. */
struct str db_account_make(struct arena *a, struct str version,
    const struct db_account *who, bool is_printed);
struct str db_account_reset(
    struct arena *a, struct str version, const struct db_account *who);
/* "GRANT SELECT ON `schema`.`table` TO 'user'@'host'" */
struct str db_account_grant(struct arena *a, struct str rights,
    struct str schema, struct str table, const struct db_account *who);
/* Runs one of these. Its text is in no message. */
enum err db_account_run(struct db *db, const char *what, struct str sql);

#endif
