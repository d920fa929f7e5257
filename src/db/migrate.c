/* migrate - applies what is missing, one process at a time, step by step.
 *
 * {own}migration is journal and lease at once. A step is run, then noted: a
 * process that ends in between runs it once more, so steps can be repeated.
 * The lease names the connection that holds it: when that is gone, or after
 * an hour, the next one takes over. */
#include <time.h>

#include "inside.h"
#include "migrate_files.h"
#include "migrate_tables.h"

enum {
	STEP_MS = 3600 * 1000, /* a step may take an hour */
	WAIT_MS = 200,
	WAITS_MAX = 300 /* a minute */
};

/* ---- the journal ------------------------------------------------------- */

static const char journal_sql[] =
    "CREATE TABLE IF NOT EXISTS {own}migration ("
    " name VARCHAR(120) NOT NULL,"
    " sha CHAR(64) NOT NULL DEFAULT '',"
    " step BIGINT NOT NULL DEFAULT 0,"
    " major BIGINT NOT NULL DEFAULT 0,"
    " applied_at BIGINT NOT NULL DEFAULT 0,"
    " lease_by VARCHAR(120) NOT NULL DEFAULT '',"
    " lease_until BIGINT NOT NULL DEFAULT 0,"
    " PRIMARY KEY (name)"
    ") ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin";

static const char guard_sql[] =
    "CREATE TABLE IF NOT EXISTS {own}guard ("
    " kind VARCHAR(60) NOT NULL,"
    " id BIGINT NOT NULL,"
    " v BIGINT NOT NULL,"
    " PRIMARY KEY (kind, id)"
    ") ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin";

const char *const migration_ground[] = { journal_sql, guard_sql, NULL };

static const char lease_sql[] =
    "INSERT IGNORE INTO {own}migration (name) VALUES ('lease')";

struct applied {
	struct str name;
	struct str sha;
	int64_t step;
	int64_t major;
	int64_t applied_at;
};

static const struct field applied_row[] = { FIELD(struct applied, name),
	FIELD(struct applied, sha), FIELD(struct applied, step),
	FIELD(struct applied, major), FIELD(struct applied, applied_at),
	FIELD_STOP };

const struct db_stmt migration_list = {
	.name = "migration.list",
	.row = applied_row,
	.row_size = sizeof(struct applied),
	.reads = "{own}migration",
	.sql = "SELECT name, sha, step, major, applied_at"
	       "  FROM {own}migration"
	       " WHERE name <> 'lease'"
	       " ORDER BY name"
	       " LIMIT 10000",
};

static const struct db_stmt step_note = {
	.name = "migration.note",
	.sql = "INSERT INTO {own}migration (name, sha, step, major, applied_at)"
	       " VALUES (?, SHA2(?, 256), ?, ?, ?)"
	       "     ON DUPLICATE KEY UPDATE"
	       "        sha = VALUES(sha), step = VALUES(step),"
	       "        major = VALUES(major), applied_at = VALUES(applied_at)",
};

struct one_text {
	struct str text;
};

static const struct field one_text_row[] = { FIELD(struct one_text, text),
	FIELD_STOP };

static const struct db_stmt sha_of = {
	.name = "migration.sha",
	.row = one_text_row,
	.row_size = sizeof(struct one_text),
	.sql = "SELECT SHA2(?, 256) AS text",
};

/* ---- the lease --------------------------------------------------------- */

#define MY_NAME "CONCAT(@@hostname, ':', CONNECTION_ID())"

static const struct db_stmt lease_take = {
	.name = "migration.lease",
	.sql = "UPDATE {own}migration"
	       "   SET lease_by = " MY_NAME ","
	       "       lease_until = UNIX_TIMESTAMP() + 3600"
	       " WHERE name = 'lease'"
	       "   AND (lease_until < UNIX_TIMESTAMP()"
	       "     OR lease_by LIKE CONCAT(@@hostname, ':%')"
	       "    AND NOT EXISTS ("
	       "        SELECT p.ID FROM information_schema.PROCESSLIST p"
	       "         WHERE p.ID = SUBSTRING_INDEX(lease_by, ':', -1)))",
};

/* `step` only makes sure that the row changes. */
static const struct db_stmt lease_keep = {
	.name = "migration.keep",
	.sql = "UPDATE {own}migration"
	       "   SET lease_until = UNIX_TIMESTAMP() + 3600, step = step + 1"
	       " WHERE name = 'lease' AND lease_by = " MY_NAME,
};

static const struct db_stmt lease_drop = {
	.name = "migration.drop",
	.sql = "UPDATE {own}migration"
	       "   SET lease_by = '', lease_until = 0"
	       " WHERE name = 'lease' AND lease_by = " MY_NAME,
};

/* What one run of db_migrate carries. */
struct run {
	struct db *db;
	struct arena *a;
	int64_t now;
	void (*say)(void *ctx, struct str line);
	void *ctx;
};

static void
say(struct run *r, struct str line)
{
	if (r->say)
		r->say(r->ctx, line);
}

static enum err
run_text(struct run *r, const char *what, struct str sql)
{
	struct str text;
	size_t holes;

	if (sql_text(r->a, r->db->conf, arena_z(r->a, sql), IN_NONE, &text,
		&holes) ||
	    holes) {
		why_set(r->db, what, 0, "has holes or an unknown prefix", true);
		return ERR_BROKEN;
	}
	return run_plain(r->db, what, text, RUN_WRITE);
}

static enum err
take_lease(struct run *r)
{
	const struct timespec pause = { .tv_nsec = WAIT_MS * 1000 * 1000 };

	for (int i = 0; i < WAITS_MAX; i++) {
		int64_t changed = 0;
		enum err e;

		e = db_exec(r->db, &lease_take, IN_NONE, &changed);
		if (e || changed)
			return e;
		if (!i)
			say(r, STR("another migration is running: waiting"));
		nanosleep(&pause, NULL);
	}
	return ERR_BUSY;
}

static enum err
make_journal(struct run *r)
{
	enum err e;

	e = run_text(r, "migration.journal", str_of(journal_sql));
	if (e)
		return e;
	e = run_text(r, "migration.guard", str_of(guard_sql));
	if (e)
		return e;
	return run_text(r, "migration.lease", str_of(lease_sql));
}

/* ---- applying ---------------------------------------------------------- */

static const struct applied *
find_applied(const struct list *rows, struct str name)
{
	for (size_t i = 0; i < rows->count; i++) {
		const struct applied *row = LIST_AT(rows, struct applied, i);

		if (str_is(row->name, name))
			return row;
	}
	return NULL;
}

static enum err
note(struct run *r, const struct migration_file *f, size_t step)
{
	bool is_last = step == f->steps.count;

	return db_exec(r->db, &step_note,
	    IN(V(f->name), V(f->text), V(step), V(DB_RELEASE),
		V(is_last ? r->now : (int64_t)0)),
	    NULL);
}

static enum err
apply_step(struct run *r, const struct migration_file *f, size_t step)
{
	char *name = arena_z(r->a, f->name);
	int64_t kept = 0;
	enum err e;

	say(r, arena_printf(r->a, "%s: step %zu of %zu", name, step + 1,
		   f->steps.count));
	e = db_exec(r->db, &lease_keep, IN_NONE, &kept);
	if (!e && !kept) {
		why_set(r->db, name, 0, "another migration took over", true);
		e = ERR_BUSY;
	}
	if (e)
		return e;
	e = run_text(r, name, *LIST_AT(&f->steps, struct str, step));
	if (e)
		return e;
	return note(r, f, step + 1);
}

static bool
is_among(const struct list *names, struct str name)
{
	for (size_t i = 0; i < names->count; i++)
		if (str_is(*LIST_AT(names, struct str, i), name))
			return true;
	return false;
}

/* Tables that should be there and are not: the journal outlives tables when
 * somebody drops them by hand, or reads in half of a dump. */
static enum err
find_lost(struct db *db, struct arena *a, const struct list *files,
    struct list *lost /* struct str */)
{
	struct list here = { 0 };
	struct list made = { 0 };
	enum err e = db_copy_tables(db, a, &here);

	migration_tables(a, files, &made);
	for (size_t i = 0; !e && i < made.count; i++) {
		struct str name = LIST_AT(&made, struct db_table, i)->name;

		if (!is_among(&here, name))
			*LIST_PUSH(a, lost, struct str) = name;
	}
	return e;
}

/* Is one of them of its making? */
static bool
has_lost(struct arena *a, const struct migration_file *f,
    const struct list *lost)
{
	struct list made = { 0 };

	for (size_t i = 0; lost->count && i < f->steps.count; i++)
		migration_table(a, *LIST_AT(&f->steps, struct str, i), &made);
	for (size_t i = 0; i < made.count; i++)
		if (is_among(lost, LIST_AT(&made, struct db_table, i)->name))
			return true;
	return false;
}

static enum err
apply_file(struct run *r, const struct migration_file *f,
    const struct applied *row, bool is_again)
{
	struct one_text sha;
	bool is_same;
	enum err e;

	e = db_one(r->db, r->a, &sha_of, IN(V(f->text)), &sha);
	if (e)
		return e;
	is_same = row && str_is(row->sha, sha.text);
	if (row && row->applied_at && is_same && !is_again)
		return ERR_OK;
	if (row && row->applied_at && !is_same) {
		why_set(r->db, arena_z(r->a, f->name), 0,
		    "was changed after it was applied", true);
		return ERR_BROKEN;
	}
	for (size_t i = is_same && !is_again ? (size_t)row->step : 0;
	     i < f->steps.count; i++) {
		e = apply_step(r, f, i);
		if (e)
			return e;
	}
	return ERR_OK;
}

/* What comes behind a table that is made anew may change it, so all of that is
 * run again, too. */
static enum err
apply_all(struct run *r, const struct list *files)
{
	struct list rows = { 0 };
	struct list lost = { 0 };
	bool is_again = false;
	enum err e;

	e = db_all(r->db, r->a, &migration_list, IN_NONE, &rows);
	if (!e)
		e = find_lost(r->db, r->a, files, &lost);
	if (e)
		return e;
	for (size_t i = 0; i < rows.count; i++) {
		if (LIST_AT(&rows, struct applied, i)->major <= DB_RELEASE)
			continue;
		why_set(r->db, "migration", 0,
		    "the tables are of a newer major release", true);
		return ERR_CONFLICT;
	}
	for (size_t i = 0; i < files->count; i++) {
		const struct migration_file *f =
		    LIST_AT(files, struct migration_file, i);

		const struct applied *row = find_applied(&rows, f->name);

		if (row && row->applied_at && has_lost(r->a, f, &lost))
			is_again = true;
		e = apply_file(r, f, row, is_again);
		if (e)
			return e;
	}
	return ERR_OK;
}

static enum err
migrate_leased(struct run *r, const struct list *files)
{
	enum err e;

	e = make_journal(r);
	if (e)
		return e;
	e = take_lease(r);
	if (e)
		return e;
	e = apply_all(r, files);
	if (e) {
		say(r, arena_printf(
			   r->a, "stopped: " STR_FMT, STR_ARG(db_why(r->db))));
		db_exec(r->db, &lease_drop, IN_NONE, NULL);
		return e;
	}
	return db_exec(r->db, &lease_drop, IN_NONE, NULL);
}

static enum err
read_files(struct db *db, struct arena *a, const char *dir, struct list *out)
{
	struct str bad = S("migrations");
	enum err e;

	e = migration_files(a, dir, out, &bad);
	if (e)
		why_set(db, arena_z(a, bad), 0, "is no migration", true);
	return e;
}

enum err
db_migrate(struct db *db, struct arena *a, const char *dir, int64_t now,
    void (*say_to)(void *ctx, struct str line), void *ctx)
{
	struct run r = { db, a, now, say_to, ctx };
	struct list files = { 0 };
	enum err e;

	e = read_files(db, a, dir, &files);
	if (e)
		return e;
	link_patience(db, STEP_MS);
	e = migrate_leased(&r, &files);
	link_patience(db, 0);
	return e;
}

/* ---- asking ------------------------------------------------------------ */

enum { ER_NO_SUCH_TABLE = 1146 };

static enum err
load_applied(struct db *db, struct arena *a, struct list *out)
{
	enum err e;

	e = db_all(db, a, &migration_list, IN_NONE, out);
	if (e && db_errno(db) == ER_NO_SUCH_TABLE)
		return ERR_OK;
	return e;
}

enum err
db_migrations(struct db *db, struct arena *a, const char *dir, struct list *out)
{
	struct list files = { 0 };
	struct list rows = { 0 };
	struct list lost = { 0 };
	enum err e;

	e = read_files(db, a, dir, &files);
	if (e)
		return e;
	e = load_applied(db, a, &rows);
	if (!e)
		e = find_lost(db, a, &files, &lost);
	if (e)
		return e;
	for (size_t i = 0; i < files.count; i++) {
		const struct migration_file *f =
		    LIST_AT(&files, struct migration_file, i);
		const struct applied *row = find_applied(&rows, f->name);

		*LIST_PUSH(a, out, struct db_migration) =
		    (struct db_migration){ .name = f->name,
			    .is_applied = row && row->applied_at &&
				!has_lost(a, f, &lost),
			    .steps = (int64_t)f->steps.count };
	}
	return ERR_OK;
}

enum err
db_schema(struct db *db, struct arena *a, int64_t *out)
{
	struct list rows = { 0 };
	int64_t newest = 0;
	int64_t major = 0;
	enum err e;

	e = load_applied(db, a, &rows);
	if (e)
		return e;
	for (size_t i = 0; i < rows.count; i++) {
		const struct applied *row = LIST_AT(&rows, struct applied, i);

		if (row->applied_at)
			str_int(str_head(row->name, 12), &newest);
		if (row->major > major)
			major = row->major;
	}
	*out = newest;
	return major > DB_RELEASE ? ERR_CONFLICT : ERR_OK;
}
