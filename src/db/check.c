/* check - prepares a statement without running it: shows a missing right, a
 * missing table or column, and a row map that does not fit. */
#include "inside.h"

enum { CHECK_MOST = HOLES_MAX };

/* Values of the right kind for each hole; quoted text holds none of ours. */
static bool
fill(const char *sql, struct db_value in[CHECK_MOST + 1])
{
	static const int64_t one[] = { 0 };
	size_t n = 0;

	for (const char *p = strchr(sql, '?'); p; p = strchr(p + 1, '?')) {
		if (n == CHECK_MOST)
			return false;
		in[n++] = p[1] == '*' ? db_of_ints(one, 1) : db_of_int(0);
	}
	in[n].kind = DB_END;
	return true;
}

enum err
db_check(struct db *db, const struct db_stmt *st)
{
	struct db_value in[CHECK_MOST + 1];
	struct entry *entry;
	enum err e;

	if (!fill(st->sql, in))
		return ERR_BAD_INPUT;
	e = link_up(db);
	if (e)
		return e;

	return cache_get(db, st, in, &entry);
}
