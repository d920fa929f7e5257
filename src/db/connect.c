/* connect - opens, sets up and closes the one connection of a handle.
 *
 * Opening costs the handshake and one statement. There is no reconnect under
 * a running request: whoever finds the connection dead drops it, and the next
 * call comes here. */
#include "config.h"

#include <netdb.h>
#ifdef __GLIBC__
#include <nss.h>
#endif
#include <poll.h>
#include <string.h>

#include "inside.h"

enum {
	CONNECT_MS = 2000,
	READ_MS = 5000,
	IDLE_US = 60 * 1000 * 1000, /* then the connection is not trusted */
	DOZE_US = 1000 * 1000,      /* then it is looked at before its use */
	SUSPECT_US = 10 * 1000 * 1000 /* a server that broke is left alone */
};

struct server {
	struct str host;
	struct str socket;
	int64_t port;
};

static size_t
servers_count(const struct db *db)
{
	size_t more = db->conf->hosts.count;

	return 1 + (more < HOSTS_MAX ? more : HOSTS_MAX);
}

static struct server
server_at(const struct db *db, size_t at)
{
	const struct db_conf *conf = db->conf;
	const struct db_host *h;

	if (at == 0)
		return (struct server){ conf->host, conf->socket, conf->port };
	h = LIST_AT(&conf->hosts, struct db_host, at - 1);
	return (struct server){ .host = h->host,
		.port = h->port ? h->port : conf->port };
}

static unsigned
seconds_of(int64_t ms)
{
	return (unsigned)((ms + 999) / 1000);
}

static int64_t
read_ms(const struct db *db)
{
	if (db->patience_ms)
		return db->patience_ms;
	return db->conf->read_ms ? db->conf->read_ms : READ_MS;
}

/* Whoever answers in the server's place chooses how the password is asked for,
 * and the library would say it in the clear. Who it is, only TLS knows. */
static void
prove_only(MYSQL *my)
{
#if HAVE_DECL_MARIADB_OPT_RESTRICTED_AUTH
	mysql_options(my, MARIADB_OPT_RESTRICTED_AUTH,
	    "mysql_native_password,client_ed25519,caching_sha2_password,"
	    "sha256_password");
#else
	(void)my;
#endif
}

/* The server's own ceilings strike before the client stops listening, so
 * that a slow statement ends with an answer and not in doubt. */
static void
set_options(struct db *db, const struct server *to, MYSQL *my)
{
	const struct db_conf *conf = db->conf;
	int64_t connect_ms = conf->connect_ms ? conf->connect_ms : CONNECT_MS;
	unsigned connect_s = seconds_of(connect_ms);
	unsigned answer_s = seconds_of(read_ms(db)) + 1;
	unsigned protocol =
	    to->socket.n ? MYSQL_PROTOCOL_SOCKET : MYSQL_PROTOCOL_TCP;
	unsigned no_infile = 0;
	my_bool yes = 1;

	mysql_options(my, MYSQL_OPT_CONNECT_TIMEOUT, &connect_s);
	mysql_options(my, MYSQL_OPT_READ_TIMEOUT, &answer_s);
	mysql_options(my, MYSQL_OPT_WRITE_TIMEOUT, &answer_s);
	mysql_options(my, MYSQL_OPT_PROTOCOL, &protocol);
	mysql_options(my, MYSQL_OPT_LOCAL_INFILE, &no_infile);
	mysql_options(my, MYSQL_SET_CHARSET_NAME, "utf8mb4");
	if (to->socket.n || !conf->ca_file.n) {
		prove_only(my);
		return;
	}
	mysql_options(
	    my, MYSQL_OPT_SSL_CA, arena_z(db->scratch, conf->ca_file));
	mysql_options(my, MYSQL_OPT_SSL_VERIFY_SERVER_CERT, &yes);
}

/* The server's ceiling of one statement: MariaDB counts seconds, MySQL
 * milliseconds and only for reading. */
static struct str
ceiling_text(struct db *db, MYSQL *my)
{
	int64_t ms = read_ms(db);

	if (db->is_mariadb)
		return arena_printf(db->scratch,
		    ", SESSION max_statement_time = %lld.%03lld",
		    (long long)(ms / 1000), (long long)(ms % 1000));
	if (mysql_get_server_version(my) >= 50708)
		return arena_printf(db->scratch,
		    ", SESSION max_execution_time = %lld", (long long)ms);
	return STR("");
}

/* WordPress' modes without NO_AUTO_CREATE_USER, which MySQL 8 refuses and
 * which means nothing to anybody who creates no users. Waiting for a lock
 * ends before the ceiling: a lock timeout can be repeated. */
static struct str
session_text(struct db *db, MYSQL *my)
{
	int64_t ms = db->conf->read_ms ? db->conf->read_ms : READ_MS;
	unsigned answer_s = seconds_of(ms);
	unsigned lock_s = answer_s > 1 ? answer_s - 1 : 1;
	bool is_old = db->is_mariadb || mysql_get_server_version(my) < 50720;

	return arena_join(db->scratch,
	    arena_printf(db->scratch,
		"SET NAMES utf8mb4 COLLATE utf8mb4_unicode_520_ci,"
		" SESSION sql_mode = 'ERROR_FOR_DIVISION_BY_ZERO,"
		"NO_ENGINE_SUBSTITUTION',"
		" SESSION time_zone = '+00:00', SESSION autocommit = 1,"
		" SESSION %s = 'READ-COMMITTED',"
		" SESSION innodb_lock_wait_timeout = %u,"
		" SESSION lock_wait_timeout = %u",
		is_old ? "tx_isolation" : "transaction_isolation", lock_s,
		lock_s),
	    ceiling_text(db, my));
}

static enum err
refuse(struct db *db, MYSQL *my, const char *message)
{
	unsigned number = mysql_errno(my);

	why_set(
	    db, "connect", number, message ? message : mysql_error(my), false);
	mysql_close(my);
	db->is_passing = false;
	return ERR_BUSY;
}

static const char *
z_or_null(struct db *db, struct str s)
{
	return s.n ? arena_z(db->scratch, s) : NULL;
}

/* The first handle of a process looks up the port of the service "mysql",
 * whatever port is given later: for that /etc/services is enough, and libc
 * need not search the disk for a library that knows more. */
static MYSQL *
handle_new(void)
{
	MYSQL *my;

#ifdef __GLIBC__
	__nss_configure_lookup("services", "files");
#endif
	my = mysql_init(NULL);
	assert(my);
	return my;
}

static enum err
open_one(struct db *db, const struct server *to)
{
	const struct db_conf *conf = db->conf;
	MYSQL *my = handle_new();
	struct str session;

	arena_reset(db->scratch);
	set_options(db, to, my);
	if (!mysql_real_connect(my,
		to->socket.n ? NULL : z_or_null(db, to->host),
		z_or_null(db, conf->user), z_or_null(db, conf->password),
		z_or_null(db, conf->name), (unsigned)to->port,
		z_or_null(db, to->socket), 0))
		return refuse(db, my, NULL);
	if (!to->socket.n && conf->ca_file.n && !mysql_get_ssl_cipher(my))
		return refuse(db, my, "the server offers no TLS");

	db->is_mariadb = mariadb_connection(my);
	session = session_text(db, my);
	if (mysql_real_query(my, session.p, session.n))
		return refuse(db, my, NULL);

	snprintf(
	    db->version, sizeof(db->version), "%s", mysql_get_server_info(my));
	db->my = my;
	return ERR_OK;
}

/* The server that served last, then those behind it, round to those before;
 * whoever broke lately only when nobody else is left. */
static enum err
open_new(struct db *db)
{
	size_t count = servers_count(db);
	size_t first = db->at;
	enum err e = ERR_BUSY;

	for (size_t i = 0; i < 2 * count; i++) {
		size_t at = (first + i) % count;
		bool is_suspect = clock_tick() < db->suspect[at];
		struct server to = server_at(db, at);

		if (is_suspect != (i >= count))
			continue;
		e = open_one(db, &to);
		if (!e) {
			db->at = at;
			return ERR_OK;
		}
		db->suspect[at] = clock_tick() + SUSPECT_US;
	}
	return e;
}

/* A server that closes says so by bytes nobody asked for, or by an end. */
static bool
has_ended(struct db *db)
{
	struct pollfd p = { .fd = (int)mysql_get_socket(db->my),
		.events = POLLIN };

	return poll(&p, 1, 0) != 0;
}

/* A server without Galera has no such variable, and nothing to wait for. One
 * that is gone says so at the statement that follows. */
static void
tell_see_all(struct db *db)
{
	static const char *const texts[] = { "SET SESSION wsrep_sync_wait = 0",
		"SET SESSION wsrep_sync_wait = 1" };
	const char *text = texts[db->wants_all];

	if (db->is_in_tx || db->wants_all == db->sees_all)
		return;
	(void)mysql_real_query(db->my, text, strlen(text));
	db->sees_all = db->wants_all;
}

static enum err
link_alive(struct db *db)
{
	int64_t idle;

	if (!db->my)
		return open_new(db);
	if (db->is_in_tx)
		return ERR_OK;
	idle = clock_tick() - db->used_at;
	if (idle < DOZE_US || (idle < IDLE_US && !has_ended(db)))
		return ERR_OK;
	link_drop(db);
	return open_new(db);
}

enum err
link_up(struct db *db)
{
	enum err e = link_alive(db);

	if (!e)
		tell_see_all(db);
	return e;
}

/* First the connection, then the statements: so no goodbye is sent for each
 * of them. */
void
link_drop(struct db *db)
{
	if (db->my)
		mysql_close(db->my);
	db->my = NULL;
	db->sees_all = false;
	cache_clear(db);
}

void
link_broke(struct db *db)
{
	db->suspect[db->at] = clock_tick() + SUSPECT_US;
	link_drop(db);
}

void
db_rest(struct db *db, int64_t unused)
{
	if (db->my && !db->is_in_tx && clock_tick() - db->used_at >= unused)
		link_drop(db);
}

void
link_patience(struct db *db, int64_t ms)
{
	link_drop(db);
	db->patience_ms = ms;
}
