/* shop_server - the server of the shop's database as wp-config.php names it.
 * setup notes what it said, so that a later word of it is known for a change
 * and not for an owner's own way to the same server. */
#include <sys/stat.h>

#include "shop_file.h"

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

struct str
shop_server_text(struct arena *a, const struct shop_probe *p)
{
	if (p->db_socket.n)
		return arena_str(a, p->db_socket);
	if (!p->db_host.n)
		return STR("");
	return arena_printf(a, STR_FMT ":%lld", STR_ARG(p->db_host),
	    (long long)(p->db_port ? p->db_port : 3306));
}

/* PHP takes "localhost" for the socket it was built with, so it may be that
 * the server listens nowhere else. */
void
shop_server_find_socket(struct db_conf *db)
{
	if (db->socket.n || db->port)
		return;
	if (!db->host.n || str_is_z(db->host, "localhost"))
		db->socket = local_socket();
	if (!db->host.n && !db->socket.n)
		db->host = STR("localhost");
}

/* "host:port", an address of several colons too, or a socket. */
bool
shop_server_is_noted(struct str noted, const struct db_conf *db)
{
	size_t at = noted.n;
	int64_t port;

	if (!noted.n)
		return false;
	if (noted.p[0] == '/')
		return str_is(noted, db->socket);
	while (at && noted.p[at - 1] != ':')
		at--;
	if (!at || str_int(str_skip(noted, at), &port))
		return false;
	return str_is(db->host, str_head(noted, at - 1)) &&
	    (db->port ? db->port : 3306) == port &&
	    (!db->socket.n || str_is_z(db->host, "localhost"));
}

bool
shop_server_moved(
    struct arena *a, const struct conf *conf, const struct shop_probe *p)
{
	struct str now = shop_server_text(a, p);

	return now.n && !conf->db.hosts.count &&
	    shop_server_is_noted(conf->shop_server, &conf->db) &&
	    !str_is(now, conf->shop_server);
}

void
shop_server_take(
    struct arena *a, const struct shop_probe *p, struct db_conf *db)
{
	db->host = arena_str(a, p->db_host);
	db->socket = arena_str(a, p->db_socket);
	db->port = p->db_port;
	shop_server_find_socket(db);
}
