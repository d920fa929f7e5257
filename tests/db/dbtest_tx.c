/* dbtest_tx - transactions: all or nothing, repeated or in doubt. */
#include <unistd.h>

#include "dbtest.h"

static const struct db_stmt t_make = {
	.name = "t.make",
	.sql = "INSERT INTO {own}t (v) VALUES (?)",
};

static const struct db_stmt t_set = {
	.name = "t.set",
	.sql = "INSERT INTO {own}t (id, v) VALUES (?, ?)",
};

static const struct db_stmt t_bump = {
	.name = "t.bump",
	.sql = "UPDATE {own}t SET v = v + 1 WHERE id = ?",
};

static void
make_tables(struct db *db)
{
	plain(db, "DROP TABLE IF EXISTS {own}t");
	plain(db, "DROP TABLE IF EXISTS {own}guard");
	plain(db, "CREATE TABLE {own}t (id BIGINT AUTO_INCREMENT PRIMARY KEY,"
		  " v BIGINT) ENGINE=InnoDB");
	plain(db, "CREATE TABLE {own}guard (kind VARCHAR(40), id BIGINT,"
		  " v BIGINT, PRIMARY KEY (kind, id)) ENGINE=InnoDB");
}

static int64_t
count(struct db *db)
{
	return number(db, "SELECT COUNT(*) AS n FROM {own}t");
}

static enum err
leave_early(struct db *db)
{
	AUTO_TX tx = db_begin(db);

	db_write(&tx, &t_make, IN(V(1)), NULL);
	return tx.err;
}

static void
check_plain(struct db *db)
{
	int64_t id = 0;
	int64_t changed = 0;

	leave_early(db);
	CHECK("what was not committed is rolled back", count(db) == 0);
	{
		AUTO_TX tx = db_begin(db);

		CHECK("an insert gives its id",
		    !db_insert(&tx, &t_make, IN(V(1)), &id) && id > 0);
		CHECK("a duplicate is ERR_CONFLICT",
		    db_insert(&tx, &t_set, IN(V(id), V(2)), NULL) ==
			ERR_CONFLICT);
		CHECK("and the transaction goes on",
		    !db_write(&tx, &t_bump, IN(V(id)), &changed) &&
			changed == 1);
		CHECK("rows changed are counted, not rows met",
		    !db_write(&tx, &t_bump, IN(V(id + 99)), &changed) &&
			changed == 0);
		CHECK("a second one inside is refused",
		    db_begin(db).err == ERR_BROKEN);
		CHECK("as is a write beside it",
		    plain(db, "DELETE FROM {own}t") == ERR_BROKEN);
		CHECK("it commits", !db_commit(&tx));
	}
	CHECK("and is there",
	    count(db) == 1 && number(db, "SELECT v AS n FROM {own}t") == 2);
}

static const struct db_stmt t_wrong = {
	.name = "t.wrong",
	.sql = "UPDATE {own}t SET nothing = ?",
};

static void
check_sticky(struct db *db)
{
	AUTO_TX tx = db_begin(db);

	db_write(&tx, &t_make, IN(V(1)), NULL);
	CHECK("a wrong statement is ERR_BROKEN",
	    db_write(&tx, &t_wrong, IN(V(1)), NULL) == ERR_BROKEN);
	CHECK("what follows answers the same",
	    db_write(&tx, &t_make, IN(V(1)), NULL) == ERR_BROKEN);
	CHECK("and the commit too", db_commit(&tx) == ERR_BROKEN);
	CHECK_STR("the reason is kept", db_why(db),
	    "t.wrong: 1054 Unknown column 'nothing' in 'SET'");
}

static void
check_killed(struct db *db, struct db *other)
{
	static char sql[64];
	AUTO_TX tx = db_begin(db);
	int64_t id = number(db, "SELECT CONNECTION_ID() AS n");

	db_write(&tx, &t_make, IN(V(1)), NULL);
	snprintf(sql, sizeof(sql), "KILL %lld", (long long)id);
	plain(other, sql);
	CHECK("a write on a dead connection is ERR_BUSY: nothing is written",
	    db_write(&tx, &t_make, IN(V(1)), NULL) == ERR_BUSY);
	CHECK("no new connection carries the rest",
	    db_write(&tx, &t_make, IN(V(1)), NULL) == ERR_BUSY);
	CHECK("no read either", number(db, "SELECT 1 AS n") == -1);
	CHECK("nor the commit", db_commit(&tx) == ERR_BUSY);
}

static void
check_killed_commit(struct db *db, struct db *other)
{
	static char sql[64];
	AUTO_TX tx = db_begin(db);
	int64_t id = number(db, "SELECT CONNECTION_ID() AS n");
	enum err e;

	db_write(&tx, &t_make, IN(V(1)), NULL);
	snprintf(sql, sizeof(sql), "KILL %lld", (long long)id);
	plain(other, sql);
	e = db_commit(&tx);
	CHECK("a commit on a dead connection is never ERR_OK",
	    e == ERR_UNSURE || e == ERR_BUSY);
}

static enum err
bump_guarded(struct tx *tx, void *ctx)
{
	enum err e;

	(void)ctx;
	e = db_guard(tx, "order", 17);
	if (e)
		return e;
	return db_write(tx, &t_bump, IN(V(1)), NULL);
}

int
mode_tx(void)
{
	struct db *db = open_db();
	struct db *other = open_db();

	make_tables(db);
	check_plain(db);
	check_sticky(db);
	CHECK("of a spoilt transaction nothing is left", count(db) == 1);
	check_killed(db, other);
	check_killed_commit(db, other);
	CHECK("of a killed transaction nothing is left", count(db) == 1);
	for (int i = 0; i < 3; i++)
		CHECK("a guarded write", !db_transact(db, bump_guarded, NULL));
	CHECK("its row counts",
	    number(db, "SELECT v AS n FROM {own}guard WHERE kind = 'order'") ==
		3);
	db_free(db);
	db_free(other);
	return tap_done();
}

/* ---- lock trouble ------------------------------------------------------ */

struct cross {
	int64_t first;
	int64_t second;
	int round;
	int tried; /* the last round that was tried */
	int tries;
};

static enum err
bump_both(struct tx *tx, void *ctx)
{
	struct cross *c = ctx;
	bool is_first = c->round != c->tried;
	enum err e;

	c->tried = c->round;
	c->tries++;
	e = db_write(tx, &t_bump, IN(V(c->first)), NULL);
	if (e)
		return e;
	if (is_first)
		usleep(30 * 1000);
	return db_write(tx, &t_bump, IN(V(c->second)), NULL);
}

/* Two of these run at once, each in the other's order. */
int
mode_deadlock(void)
{
	bool is_even = getenv("AFTERSALE_TEST_EVEN");
	struct cross c = { is_even ? 1 : 2, is_even ? 2 : 1, 0, 0, 0 };
	struct db *db = open_db();
	int done = 0;
	bool is_busy = true;

	db_connect(db);
	puts("# ready");
	fflush(stdout);
	getchar();
	for (c.round = 1; c.round <= 20; c.round++) {
		enum err e = db_transact(db, bump_both, &c);

		done += !e;
		is_busy = is_busy && (!e || e == ERR_BUSY);
	}
	printf("# tries: %d\n# done: %d\n", c.tries, done);
	CHECK("what does not pass is ERR_BUSY", is_busy);
	CHECK("deadlocks are repeated until they pass", done >= 10);
	db_free(db);
	return tap_done();
}

/* ---- crash points and a line that breaks -------------------------------- */

static enum err
make_pair(struct tx *tx, void *ctx)
{
	enum err e;

	(void)ctx;
	e = db_write(tx, &t_make, IN(V(10)), NULL);
	if (e)
		return e;
	return db_write(tx, &t_make, IN(V(11)), NULL);
}

/* Four statements: BEGIN, two inserts, COMMIT. */
int
mode_pair(void)
{
	struct db *db = open_db();
	enum err e = db_transact(db, make_pair, NULL);

	printf("# answer: %s\n", err_word(e));
	CHECK("a pair of rows", !e);
	db_free(db);
	return tap_done();
}

/* Through a line that python cuts: it only tells what was answered. */
int
mode_commit(void)
{
	struct db *db = open_db();
	enum err e;

	if (getenv("AFTERSALE_TEST_ALONE"))
		e = plain(db, "INSERT INTO {own}t (v) VALUES (10)");
	else
		e = db_transact(db, make_pair, NULL);
	printf("# answer: %s\n", err_word(e));
	CHECK("an answer", true);
	db_free(db);
	return tap_done();
}
