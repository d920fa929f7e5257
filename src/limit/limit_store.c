/* limit_store - counts tries in fixed windows; one statement a try.
 *
 * Who tried is kept as a hash only, with a key of the day the window began
 * on: rows of two days cannot be joined, and none leads back to an address. */
#include "aftersale/limit.h"
#include "aftersale/crypt.h"

enum { DAY = 86400, SUBJECT_BYTES = 16, SWEEP_ROWS = 10000 };

/* LAST_INSERT_ID(x) hands the new count back with the answer of the write. */
static const struct db_stmt take = {
	.name = "limit.take",
	.by = DB_PAGE,
	.writes = "{own}rate_limit:SELECT,INSERT,UPDATE",
	.sql = "INSERT INTO {own}rate_limit"
	       "       (kind, subject, starts_at, ends_at, tries)"
	       " VALUES (?, ?, ?, ?, LAST_INSERT_ID(1))"
	       "     ON DUPLICATE KEY UPDATE tries = LAST_INSERT_ID(tries + 1)",
};

static const struct db_stmt sweep = {
	.name = "limit.sweep",
	.by = DB_WORKER,
	.writes = "{own}rate_limit:SELECT,DELETE",
	.sql = "DELETE FROM {own}rate_limit"
	       " WHERE ends_at < ?"
	       " LIMIT 10000",
};

const struct db_stmt *const limit_stmts[] = { &take, &sweep, NULL };

static struct str
bytes_str(const uint8_t *bytes, size_t n)
{
	return (struct str){ (const char *)bytes, n };
}

/* out has room for 2 * SUBJECT_BYTES + 1. */
static void
hash_subject(const struct limit_rule *rule, struct str secret,
    struct str subject, int64_t starts_at, char *out)
{
	uint8_t day_key[SHA256_SIZE];
	uint8_t kind_key[SHA256_SIZE];
	uint8_t hash[SHA256_SIZE];
	char day[48];
	int n = snprintf(day, sizeof(day), "aftersale limit %lld",
	    (long long)(starts_at / DAY));

	hmac_sha256(secret, (struct str){ day, (size_t)n }, day_key);
	hmac_sha256(
	    bytes_str(day_key, sizeof(day_key)), str_of(rule->kind), kind_key);
	hmac_sha256(bytes_str(kind_key, sizeof(kind_key)), subject, hash);
	for (int i = 0; i < SUBJECT_BYTES; i++)
		snprintf(out + 2 * i, 3, "%02x", hash[i]);
}

bool
limit_take(struct db *db, const struct limit_rule *rule, struct str secret,
    struct str subject, int64_t now, int64_t *retry_out)
{
	int64_t starts_at = now - now % rule->window_seconds;
	int64_t ends_at = starts_at + rule->window_seconds;
	char hash[2 * SUBJECT_BYTES + 1];
	int64_t tries = 0;

	*retry_out = 0;
	hash_subject(rule, secret, subject, starts_at, hash);
	if (db_exec_id(db, &take,
		IN(V(rule->kind), V(hash), V(starts_at), V(ends_at)), &tries))
		return true;
	if (tries <= rule->most)
		return true;
	*retry_out = ends_at - now;
	return false;
}

/* In pieces, so that no lock is held for long. */
enum err
limit_sweep(struct db *db, int64_t now)
{
	int64_t changed = SWEEP_ROWS;
	enum err e = ERR_OK;

	while (!e && changed == SWEEP_ROWS)
		e = db_exec(db, &sweep, IN(V(now)), &changed);
	return e;
}
