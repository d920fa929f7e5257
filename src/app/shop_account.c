/* shop_account - the database account the shop itself works with. Only the
 * commands of the host use it, to look; pages and worker never do. */
#include <sys/stat.h>

#include "grants.h"

struct str
local_socket(void)
{
	static const char *const usual[] = { "/run/mysqld/mysqld.sock",
		"/var/run/mysqld/mysqld.sock", "/var/lib/mysql/mysql.sock",
		"/run/mariadb/mariadb.sock", "/tmp/mysql.sock", NULL };
	struct stat st;

	for (size_t i = 0; usual[i]; i++)
		if (stat(usual[i], &st) == 0 && S_ISSOCK(st.st_mode))
			return str_of(usual[i]);
	return STR("");
}

bool
shop_account(struct arena *a, const struct conf *conf, struct db_conf *out)
{
	struct shop_probe probe;

	if (!conf->wp_dir.n ||
	    shop_probe(a, arena_z(a, conf->wp_dir), &probe) ||
	    !probe.db_user.n)
		return false;
	*out = conf->db;
	out->user = probe.db_user;
	out->password = probe.db_password;
	return true;
}
