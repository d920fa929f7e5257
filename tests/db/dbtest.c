/* dbtest - the tests of part db that need a server: one mode a run.
 *
 *	AFTERSALE_TEST_SOCKET=path dbtest MODE
 *
 * tests/db/test_db.py starts it with a private server. Without a socket it
 * prints that it was skipped. */
#include "dbtest.h"

struct db_conf test_conf;
struct arena *arena;

/* Rows for statements that tests make up. They stay for the whole run, as
 * rows of the program do: the cache knows them by address. */
static struct db_stmt *
made(const char *sql)
{
	struct db_stmt *st = ARENA_NEW(arena, struct db_stmt);

	st->name = "test.made";
	st->sql = sql;
	return st;
}

enum err
plain(struct db *db, const char *sql)
{
	return db_exec(db, made(sql), IN_NONE, NULL);
}

struct one_number {
	int64_t n;
};

static const struct field one_number_row[] = { FIELD(struct one_number, n),
	FIELD_STOP };

int64_t
number(struct db *db, const char *sql)
{
	struct db_stmt *st = made(sql);
	struct one_number out = { -1 };

	st->row = one_number_row;
	st->row_size = sizeof(out);
	if (db_one(db, arena, st, IN_NONE, &out))
		return -1;
	return out.n;
}

struct db *
open_db(void)
{
	return db_new(&test_conf);
}

static const struct {
	const char *name;
	int (*run)(void);
} modes[] = {
	{ "rows", mode_rows },
	{ "lists", mode_lists },
	{ "maps", mode_maps },
	{ "cache", mode_cache },
	{ "session", mode_session },
	{ "trouble", mode_trouble },
	{ "tx", mode_tx },
	{ "deadlock", mode_deadlock },
	{ "pair", mode_pair },
	{ "commit", mode_commit },
	{ "patient", mode_patient },
	{ "migrate", mode_migrate },
	{ "migrations", mode_migrations },
	{ "steps", mode_steps },
	{ "tls", mode_tls },
};

static void
read_environment(void)
{
	const char *user = getenv("AFTERSALE_TEST_USER");
	int64_t port = 0;
	int64_t read_ms = 0;

	str_int(str_of(getenv("AFTERSALE_TEST_PORT")), &port);
	str_int(str_of(getenv("AFTERSALE_TEST_READ_MS")), &read_ms);
	test_conf = (struct db_conf){
		.socket = str_of(getenv("AFTERSALE_TEST_SOCKET")),
		.host = str_of(getenv("AFTERSALE_TEST_HOST")),
		.port = port,
		.ca_file = str_of(getenv("AFTERSALE_TEST_CA")),
		.password = str_of(getenv("AFTERSALE_TEST_PASSWORD")),
		.name = STR("shop"),
		.user = str_of(user ? user : "root"),
		.prefix = STR("wp_"),
		.base_prefix = STR("wp_"),
		.read_ms = read_ms,
	};
}

int
main(int argc, char **argv)
{
	arena = arena_new(64 * 1024 * 1024);
	read_environment();
	if (argc != 2 || (!test_conf.socket.n && !test_conf.host.n)) {
		puts("1..0 # SKIP run by tests/db with a private server");
		return 0;
	}
	for (size_t i = 0; i < sizeof(modes) / sizeof(modes[0]); i++)
		if (str_is_z(str_of(argv[1]), modes[i].name))
			return modes[i].run();
	fprintf(stderr, "dbtest: no mode %s\n", argv[1]);
	return 2;
}
