/* handle - the life of a struct db, and what can be asked about it.
 *
 * No statement is sent here. */
#include <string.h>

#include "inside.h"

enum { SCRATCH_MAX = 32 * 1024 * 1024 };

struct db *
db_new(const struct db_conf *conf)
{
	struct db *db = calloc(1, sizeof(*db));

	assert(db);
	db->conf = conf;
	db->scratch = arena_new(SCRATCH_MAX);
	return db;
}

void
db_free(struct db *db)
{
	if (!db)
		return;
	link_drop(db);
	arena_free(db->scratch);
	free(db);
}

enum err
db_connect(struct db *db)
{
	return link_up(db);
}

void
why_set(struct db *db, const char *what, unsigned number, const char *message,
    bool is_plain)
{
	int n;

	if (number)
		n = snprintf(db->why, WHY_MAX, "%s: %u ", what, number);
	else
		n = snprintf(db->why, WHY_MAX, "%s: ", what);
	if (n < 0 || n >= WHY_MAX)
		n = 0;
	db->why_n = (size_t)n + why_copy(db->why + n, WHY_MAX - (size_t)n,
				    message, is_plain);
	db->why_number = number;
}

struct str
db_why(const struct db *db)
{
	return (struct str){ db->why, db->why_n };
}

unsigned
db_errno(const struct db *db)
{
	return db->why_number;
}

void
db_see_all(struct db *db, bool wants)
{
	db->wants_all = wants && db->conf->hosts.count > 0;
}

bool
db_was_passing(struct db *db)
{
	bool was = db->is_passing;

	db->is_passing = false;
	return was;
}

struct str
db_version(struct db *db)
{
	return str_of(db->version);
}

const struct db_conf *
db_conf(const struct db *db)
{
	return db->conf;
}

struct db_meter
db_meter(struct db *db, bool reset)
{
	struct db_meter m = db->meter;

	if (reset)
		db->meter = (struct db_meter){ 0, 0 };
	return m;
}

void
db_watch(struct db *db,
    void (*seen)(void *ctx, const struct db_stmt *st, int64_t microseconds,
	int64_t rows),
    void *ctx)
{
	db->seen = seen;
	db->seen_ctx = ctx;
}
