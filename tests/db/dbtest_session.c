/* dbtest_session - how a session is set up, and what ends a connection. */
#include <time.h>

#include "dbtest.h"

struct words {
	struct str a;
};

static const struct field words_row[] = { FIELD(struct words, a), FIELD_STOP };

static const struct {
	const char *sql;
	const char *want;
} settings[] = {
	{ "SELECT @@collation_connection AS a", "utf8mb4_unicode_520_ci" },
	{ "SELECT @@character_set_results AS a", "utf8mb4" },
	{ "SELECT @@time_zone AS a", "+00:00" },
	{ "SELECT @@tx_isolation AS a", "READ-COMMITTED" },
	{ "SELECT @@sql_mode AS a",
	    "ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION" },
	{ "SELECT @@max_statement_time AS a", "5" },
	{ "SELECT @@innodb_lock_wait_timeout AS a", "4" },
	{ "SELECT @@autocommit AS a", "1" },
};

int
mode_session(void)
{
	struct db *db = open_db();

	CHECK_STR("nothing is wrong at first", db_why(db), "");
	CHECK_STR("no version before the first call", db_version(db), "");
	CHECK("it connects", db_connect(db) == ERR_OK);
	CHECK("the version is known",
	    str_find(db_version(db), STR("MariaDB")) != (size_t)-1);
	for (size_t i = 0; i < sizeof(settings) / sizeof(settings[0]); i++) {
		struct db_stmt st = { .name = "test.setting",
			.sql = settings[i].sql,
			.row = words_row,
			.row_size = sizeof(struct words) };
		struct words out = { .a = S("") };

		db_one(db, arena, &st, IN_NONE, &out);
		CHECK_STR(settings[i].sql, out.a, settings[i].want);
	}
	CHECK("statements of the set-up after the handshake",
	    number(db, "SELECT VARIABLE_VALUE AS n FROM"
		       " information_schema.SESSION_STATUS"
		       " WHERE VARIABLE_NAME = 'COM_SET_OPTION'") == 1);
	CHECK("the conf is given back", db_conf(db) == &test_conf);
	db_free(db);
	db_free(NULL);
	return tap_done();
}

/* Ends the connection of db from another one. */
static void
kill_it(struct db *db)
{
	static struct db *killer;
	static char sql[64];
	int64_t id = number(db, "SELECT CONNECTION_ID() AS n");

	if (!killer)
		killer = open_db();
	snprintf(sql, sizeof(sql), "KILL %lld", (long long)id);
	plain(killer, sql);
	while (number(killer, "SELECT 1 AS n") != 1)
		;
}

int
mode_trouble(void)
{
	struct db *db = open_db();
	struct db *other = open_db();
	int64_t began;

	plain(db, "DROP TABLE IF EXISTS {own}t");
	plain(db, "CREATE TABLE {own}t (id BIGINT PRIMARY KEY, v TEXT)"
		  " ENGINE=InnoDB");
	kill_it(db);
	CHECK("a killed connection is ERR_BUSY or a doubt",
	    plain(db, "INSERT INTO {own}t VALUES (1, '')") != ERR_OK);
	CHECK("the next call opens a new one",
	    number(db, "SELECT COUNT(*) AS n FROM {own}t") == 0);
	kill_it(db);
	CHECK("a read of a killed one is ERR_BUSY",
	    number(db, "SELECT 1 AS n") == -1 && db_errno(db) > 1000);
	CHECK("and then it works", number(db, "SELECT 1 AS n") == 1);

	plain(db, "INSERT INTO {own}t VALUES (5, 'secret')");
	CHECK("a duplicate is ERR_CONFLICT",
	    plain(db, "INSERT INTO {own}t VALUES (5, '')") == ERR_CONFLICT);
	plain(db, "CREATE UNIQUE INDEX v ON {own}t (v(20))");
	CHECK("a duplicate text as well",
	    plain(db, "INSERT INTO {own}t VALUES (6, 'secret')") ==
		ERR_CONFLICT);
	CHECK_STR("and the text is not told", db_why(db),
	    "test.made: 1062 Duplicate entry '?'");
	began = clock_tick();
	CHECK(
	    "a slow statement ends", number(db, "SELECT SLEEP(30) AS n") == -1);
	CHECK("by the ceiling of the server",
	    db_errno(db) == 1969 && clock_tick() - began < 15 * 1000 * 1000);
	CHECK("and the connection goes on", number(db, "SELECT 1 AS n") == 1);

	test_conf.socket = STR("/nonexistent/socket");
	db_free(db);
	db = open_db();
	CHECK("no server is ERR_BUSY", db_connect(db) == ERR_BUSY);
	test_conf.socket = str_of(getenv("AFTERSALE_TEST_SOCKET"));
	test_conf.password = STR("wrong");
	CHECK("a wrong password is ERR_BUSY", db_connect(db) == ERR_BUSY);
	test_conf.prefix = STR("wp_`; DROP");
	CHECK("a prefix that is no word is refused",
	    plain(other, "SELECT 1") != ERR_OK);
	db_free(db);
	db_free(other);
	return tap_done();
}

static const struct db_stmt frozen = {
	.name = "test.frozen",
	.sql = "CREATE TABLE IF NOT EXISTS {own}frozen (id INT)",
};

/* Python stops the server meanwhile: nothing answers. */
int
mode_patient(void)
{
	struct db *db = open_db();
	struct db *late = open_db();
	int64_t began;

	CHECK("it works at first",
	    !db_exec(db, &frozen, IN_NONE, NULL) && !db_connect(late));
	puts("# ready");
	fflush(stdout);
	getchar();
	began = clock_tick();
	CHECK("a frozen server ends a write in doubt",
	    db_exec(db, &frozen, IN_NONE, NULL) == ERR_UNSURE);
	CHECK("in the time that was set",
	    clock_tick() - began < 15 * 1000 * 1000);
	CHECK("what was only to be prepared is not in doubt",
	    db_exec(late, &frozen, IN_NONE, NULL) == ERR_BUSY);
	began = clock_tick();
	CHECK("a new connection to it is ERR_BUSY", db_connect(db) == ERR_BUSY);
	CHECK("in the time that was set",
	    clock_tick() - began < 15 * 1000 * 1000);
	puts("# thaw");
	fflush(stdout);
	getchar();
	CHECK("and then it works", number(db, "SELECT 1 AS n") == 1);
	db_free(db);
	db_free(late);
	return tap_done();
}

/* What a connection by host and port becomes; python knows what it should. */
int
mode_tls(void)
{
	struct db *db = open_db();
	enum err e = db_connect(db);

	printf("# answer: %s\n", err_word(e));
	printf("# why: " STR_FMT "\n", STR_ARG(db_why(db)));
	printf("# cipher bytes: %d\n",
	    e ? 0
	      : (int)number(db, "SELECT LENGTH(VARIABLE_VALUE) AS n FROM"
				" information_schema.SESSION_STATUS"
				" WHERE VARIABLE_NAME = 'SSL_CIPHER'"));
	CHECK("an answer", true);
	db_free(db);
	return tap_done();
}
