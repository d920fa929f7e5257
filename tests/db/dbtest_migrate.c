/* dbtest_migrate - runs and lists migrations; python looks at the tables. */
#include <inttypes.h>

#include "../../src/db/migrate_files.h"
#include "dbtest.h"

static void
say(void *ctx, struct str line)
{
	(void)ctx;
	printf("# say: " STR_FMT "\n", STR_ARG(line));
	fflush(stdout);
}

int
mode_migrate(void)
{
	struct db *db = open_db();
	enum err e;

	e = db_migrate(db, arena, getenv("AFTERSALE_TEST_MIGRATIONS"),
	    clock_now(), say, NULL);
	printf("# answer: %s\n", err_word(e));
	printf("# why: " STR_FMT "\n", STR_ARG(db_why(db)));
	CHECK("the time limits are the usual ones again",
	    e == ERR_BUSY ||
		number(db, "SELECT @@max_statement_time AS n") == 5);
	db_free(db);
	return tap_done();
}

int
mode_migrations(void)
{
	struct db *db = open_db();
	struct list out = { 0 };
	int64_t schema = -1;
	enum err e;

	e = db_migrations(db, arena, getenv("AFTERSALE_TEST_MIGRATIONS"), &out);
	printf("# answer: %s\n", err_word(e));
	for (size_t i = 0; i < out.count; i++) {
		struct db_migration *m = LIST_AT(&out, struct db_migration, i);

		printf("# is: " STR_FMT " %s %" PRId64 "\n", STR_ARG(m->name),
		    m->is_applied ? "applied" : "missing", m->steps);
	}
	e = db_schema(db, arena, &schema);
	printf("# schema: %" PRId64 " %s\n", schema, err_word(e));
	CHECK("an answer", true);
	db_free(db);
	return tap_done();
}

static const struct {
	const char *text;
	enum err err;
	size_t count;
	const char *first;
} texts[] = {
	{ "A;\n", ERR_OK, 1, "A" },
	{ "A;", ERR_OK, 1, "A" },
	{ "-- it's;\nA\n  -- no;\nB; C;  \n\nD;\n", ERR_OK, 2, "A\nB; C" },
	{ "A;\nB\n", ERR_BAD_INPUT, 1, "A" },
	{ "-- nothing\n\n", ERR_BAD_INPUT, 0, "" },
	{ "", ERR_BAD_INPUT, 0, "" },
};

int
mode_steps(void)
{
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct list out = { 0 };
		enum err e =
		    migration_steps(arena, str_of(texts[i].text), &out);

		CHECK(texts[i].text,
		    e == texts[i].err && out.count == texts[i].count);
		if (out.count)
			CHECK_STR("its first step",
			    *LIST_AT(&out, struct str, 0), texts[i].first);
	}
	return tap_done();
}
