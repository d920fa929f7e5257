/* account - the text of CREATE USER and GRANT, which take no values, and the
 * running of it. Who gets which right is app's; nothing of it is prepared or
 * kept. */
#include "inside.h"

enum { SQL_MAX = 64 * 1024, MYSQL_WITHOUT_HASH = 8 };

/* In quotes; what would end them is doubled. */
static struct str
quoted(struct arena *a, struct str s, char quote)
{
	struct buf b = buf_new(a, SQL_MAX);

	buf_putc(&b, quote);
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == quote || (s.p[i] == '\\' && quote == '\''))
			buf_putc(&b, s.p[i]);
		buf_putc(&b, s.p[i]);
	}
	buf_putc(&b, quote);
	return buf_str(&b);
}

struct str
db_account_name(struct arena *a, const struct db_account *who)
{
	return arena_printf(a, STR_FMT "@" STR_FMT,
	    STR_ARG(quoted(a, who->user, '\'')),
	    STR_ARG(quoted(a, who->host, '\'')));
}

static bool
is_mariadb(struct str version)
{
	return !version.n || str_find(version, STR("MariaDB")) != (size_t)-1;
}

/* Since 8 the way of keeping passwords is the server's choice. */
static bool
takes_hash(struct str version)
{
	struct str rest = version;
	int64_t major = 0;

	return is_mariadb(version) || str_int(str_cut(&rest, '.'), &major) ||
	       major < MYSQL_WITHOUT_HASH;
}

static struct str
identified(struct arena *a, struct str version, const struct db_account *who,
    bool is_printed)
{
	if (!takes_hash(version))
		return arena_printf(a, "IDENTIFIED BY " STR_FMT,
		    STR_ARG(is_printed ? STR("'...'")
				       : quoted(a, who->password, '\'')));
	if (is_mariadb(version))
		return arena_printf(a, "IDENTIFIED BY PASSWORD " STR_FMT,
		    STR_ARG(quoted(a, who->hash, '\'')));
	return arena_printf(a,
	    "IDENTIFIED WITH mysql_native_password AS " STR_FMT,
	    STR_ARG(quoted(a, who->hash, '\'')));
}

struct str
db_account_make(struct arena *a, struct str version,
    const struct db_account *who, bool is_printed)
{
	return arena_printf(a, "CREATE USER IF NOT EXISTS " STR_FMT " " STR_FMT,
	    STR_ARG(db_account_name(a, who)),
	    STR_ARG(identified(a, version, who, is_printed)));
}

struct str
db_account_reset(
    struct arena *a, struct str version, const struct db_account *who)
{
	return arena_printf(a, "ALTER USER " STR_FMT " " STR_FMT,
	    STR_ARG(db_account_name(a, who)),
	    STR_ARG(identified(a, version, who, false)));
}

struct str
db_account_grant(struct arena *a, struct str rights, struct str schema,
    struct str table, const struct db_account *who)
{
	return arena_printf(a,
	    "GRANT " STR_FMT " ON " STR_FMT "." STR_FMT " TO " STR_FMT,
	    STR_ARG(rights), STR_ARG(quoted(a, schema, '`')),
	    STR_ARG(quoted(a, table, '`')), STR_ARG(db_account_name(a, who)));
}

enum err
db_account_run(struct db *db, const char *what, struct str sql)
{
	return run_plain(db, what, sql, RUN_WRITE);
}
