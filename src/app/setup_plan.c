/* setup_plan - what a new installation will look like: read from the shop's
 * wp-config.php, never executed, from the command line, and from the shop's
 * settings. */
#include <ctype.h>
#include <stdio.h>
#include <unistd.h>

#include "fleet.h"
#include "grants.h"
#include "setup.h"
#include "shop_file.h"

enum { FILE_MAX = 1 << 20 };

struct str
setup_option(
    const struct setup_plan *plan, const char *name, struct str found)
{
	const char *given = args_get(plan->args, name);

	return given ? str_of(given) : found;
}

/* Once it was written, the file is what counts: an owner may have changed
 * it. */
static struct str
option(const struct setup_plan *plan, const char *name, const char *path,
    struct str found)
{
	struct str kept = setup_conf_text(plan, path);

	return setup_option(plan, name, kept.n ? kept : found);
}

static void
name_unread(const struct setup_plan *plan)
{
	for (size_t i = 0; i < plan->probe.unread.count; i++)
		printf("wp-config.php computes " STR_FMT
		       "; give it on the command line.\n",
		    STR_ARG(*LIST_AT(&plan->probe.unread, struct str, i)));
}

/* A file of two lines, LOGGED_IN_KEY and LOGGED_IN_SALT, where they are kept
 * outside of wp-config.php. */
static int
read_salts(struct setup_plan *plan)
{
	const char *path = args_get(plan->args, "salts-file");
	struct str text;

	if (!path)
		return 0;
	if (conf_read_file(plan->arena, path, 4096, &text))
		return failure("cannot read %s", path);

	plan->probe.wp_key = str_trim(str_cut(&text, '\n'));
	plan->probe.wp_salt = str_trim(str_cut(&text, '\n'));
	if (!plan->probe.wp_salt.n)
		return failure("%s needs two lines: LOGGED_IN_KEY and"
			       " LOGGED_IN_SALT",
		    path);
	return 0;
}

/* A password never stands on a command line, where others can read it. */
static int
read_password(struct setup_plan *plan)
{
	const char *path = args_get(plan->args, "db-password-file");
	struct str text;

	if (!path)
		return 0;
	if (conf_read_file(plan->arena, path, 4096, &text))
		return failure("cannot read %s", path);
	plan->probe.db_password = str_cut(&text, '\n');
	return 0;
}

static struct db_conf
kept_server(const struct setup_plan *plan)
{
	return (struct db_conf){
		.host = setup_conf_text(plan, "database.host"),
		.socket = setup_conf_text(plan, "database.socket"),
		.port = value_int(value_at(&plan->tree, "database.port"), 0),
	};
}

/* The file keeps what an owner wrote; what setup took from wp-config.php and
 * noted, goes the way of wp-config.php. */
static void
fill_server(struct setup_plan *plan, struct db_conf *db)
{
	const struct shop_probe *p = &plan->probe;
	struct str noted = setup_conf_text(plan, "database.shop_server");
	bool is_given = args_has(plan->args, "db-host") ||
	    args_has(plan->args, "db-socket") ||
	    args_has(plan->args, "db-port");
	struct db_conf kept = kept_server(plan);
	bool is_kept = !is_given && (kept.host.n || kept.socket.n);
	struct db_conf said = { 0 };

	shop_server_take(plan->arena, p, &said);
	db->host = option(plan, "db-host", "database.host", p->db_host);
	db->socket =
	    option(plan, "db-socket", "database.socket", p->db_socket);
	db->port = args_int(plan->args, "db-port",
	    is_kept ? kept.port : p->db_port, 0, 65535);
	if (!args_has(plan->args, "db-host"))
		shop_server_find_socket(db);
	if (!is_given && shop_server_is_noted(noted, &kept)) {
		db->host = said.host;
		db->socket = said.socket;
		db->port = said.port;
	}
	if (!is_given && str_is(db->host, said.host) &&
	    str_is(db->socket, said.socket))
		plan->app.conf.shop_server =
		    shop_server_text(plan->arena, p);
}

/* The first site has the plain prefix, the others their number behind it, the
 * one that a network begins with too. */
static void
fill_prefix(struct setup_plan *plan, struct db_conf *db)
{
	int64_t kept = value_int(value_at(&plan->tree, "wordpress.site_id"),
	    plan->before.p ? 1 : plan->probe.site_id);
	int64_t site = args_int(plan->args, "site", kept, 1, INT64_MAX);
	struct str prefix = plan->probe.prefix;

	db->base_prefix = setup_option(plan, "db-base-prefix", prefix);
	if (site > 1) {
		prefix = arena_printf(plan->arena, STR_FMT "%lld_",
		    STR_ARG(prefix), (long long)site);
		plan->app.conf.site_id = site;
	}
	db->prefix = setup_option(plan, "db-prefix", prefix);
	if (!db->base_prefix.n)
		db->base_prefix = db->prefix;
}

static int
fill_database(struct setup_plan *plan)
{
	struct db_conf *db = &plan->app.conf.db;
	const struct shop_probe *p = &plan->probe;

	fill_server(plan, db);
	db->ca_file = option(plan, "db-ca", "database.ca_file", STR(""));
	db->name = setup_option(plan, "db-name", p->db_name);
	db->user = setup_option(plan, "db-user", p->db_user);
	db->password = p->db_password;
	fill_prefix(plan, db);
	if (!db->name.n || !db->user.n || !db->prefix.n)
		return failure("the name, user and prefix of the shop's"
			       " database are needed: --db-name, --db-user,"
			       " --db-prefix");
	return 0;
}

/* One file is for one shop. */
static int
check_same_shop(const struct setup_plan *plan)
{
	struct str name = setup_conf_text(plan, "database.name");
	struct str prefix = setup_conf_text(plan, "database.prefix");
	const struct db_conf *db = &plan->app.conf.db;

	if ((!name.n || str_is(name, db->name)) &&
	    (!prefix.n || str_is(prefix, db->prefix)))
		return 0;
	return failure("%s belongs to another shop (" STR_FMT ", " STR_FMT
		       "); give this one its own by --config. Where this very"
		       " shop got another database or prefix, write that into"
		       " the file first",
	    plan->config, STR_ARG(name), STR_ARG(prefix));
}

/* Is that the configuration of the shop in this very folder? One that nobody
 * here may read is not asked. */
static bool
is_of_this_shop(const struct setup_plan *plan, const char *path)
{
	const struct db_conf *db = &plan->app.conf.db;
	struct arena *a = plan->arena;
	struct value tree = { 0 };
	struct str json;

	if (conf_read_file(a, path, FILE_MAX, &json) ||
	    conf_json_read(a, json, &tree, NULL))
		return false;
	return str_is_z(value_text(a, value_at(&tree, "wordpress.dir"),
			    STR("")), plan->dir) &&
	    str_is(value_text(a, value_at(&tree, "database.name"), STR("")),
		db->name) &&
	    str_is(value_text(a, value_at(&tree, "database.prefix"), STR("")),
		db->prefix);
}

/* And one shop has one file: another would take the database's users from the
 * first, and have new keys. Who forgot --config reads which. */
static int
check_only_file(const struct setup_plan *plan)
{
	const char *slash = strrchr(plan->config, '/');
	struct list found = { 0 };

	if (plan->before.p || !slash ||
	    fleet_shops(plan->arena,
		arena_z(plan->arena,
		    (struct str){ plan->config, (size_t)(slash - plan->config) }),
		&found))
		return 0;
	for (size_t i = 0; i < found.count; i++) {
		const char *path = LIST_AT(&found, struct fleet_shop, i)->config;

		if (is_of_this_shop(plan, path))
			return failure("%s is the configuration of this shop:"
				       " name it by --config; nothing was"
				       " changed",
			    path);
	}
	return 0;
}

/* MariaDB that takes nothing but TLS refuses as it does a wrong password. A
 * site of a network may be none, or no shop. */
static const char *
hint(const struct setup_plan *plan)
{
	enum {
		ACCESS_DENIED = 1045,
		NO_SUCH_TABLE = 1146,
		SECURE_TRANSPORT_REQUIRED = 3159,
	};
	const struct app *app = &plan->app;
	const struct db_conf *db = &app->conf.db;
	unsigned number = db_errno(app->db);

	if (number == NO_SUCH_TABLE && plan->probe.is_multisite)
		return arena_printz(plan->arena,
		    " (site %lld of a network; another one by --site N)",
		    (long long)app->conf.site_id);
	if (db->socket.n || db->ca_file.n ||
	    (number != ACCESS_DENIED && number != SECURE_TRANSPORT_REQUIRED))
		return "";
	return " (a server that demands TLS wants --db-ca FILE)";
}

struct str
setup_instance(const struct setup_plan *plan)
{
	const char *slash = strrchr(plan->config, '/');
	struct str name = str_of(slash ? slash + 1 : plan->config);

	if (str_has_suffix(name, STR(".json")))
		name.n -= strlen(".json");
	return name;
}

static bool
is_plain(struct str name)
{
	for (size_t i = 0; i < name.n; i++)
		if (!isalnum((unsigned char)name.p[i]) &&
		    !strchr("._-", name.p[i]))
			return false;
	return name.n > 0;
}

/* Where the unit listens that goes with a configuration NAME.json. */
static struct str
socket_of(const struct setup_plan *plan)
{
	struct str name = setup_instance(plan);

	return arena_printf(plan->arena, "/run/aftersale/" STR_FMT ".sock",
	    STR_ARG(is_plain(name) ? name : STR("aftersale")));
}

/* The shop's home with /after behind it, unless told otherwise. */
static int
look_at_shop(struct setup_plan *plan)
{
	struct app *app = &plan->app;
	struct str found;

	app->db = db_new(&app->conf.db);
	app->shop = shop_new(app->db, &app->conf, SHOP_WOOCOMMERCE);
	if (shop_refresh(app->shop, clock_now())) {
		struct str why = db_why(app->db);

		return failure("the shop's database: " STR_FMT "%s",
		    STR_ARG(why.n ? why : shop_why(app->shop)),
		    hint(plan));
	}
	found = arena_printf(plan->arena, STR_FMT "/after",
	    STR_ARG(shop_info(app->shop)->home_url));
	plan->base_url = option(plan, "base-url", "base_url", found);
	plan->listen = option(plan, "listen", "listen", socket_of(plan));
	return 0;
}

static const char *
absolute(struct arena *a, const char *path)
{
	char here[4096];

	if (path[0] == '/' || !getcwd(here, sizeof(here)))
		return path;
	return arena_printz(a, "%s/%s", here, path);
}

static int
read_shop(struct setup_plan *plan)
{
	enum err e = shop_probe(plan->arena, plan->dir, &plan->probe);
	int status;

	if (e)
		return failure("there is no wp-config.php that can be read in"
			       " %s (%s)",
		    plan->dir, err_word(e));
	name_unread(plan);
	status = read_salts(plan);
	if (!status)
		status = read_password(plan);
	if (!status)
		status = setup_conf_read(plan);
	if (!status)
		status = fill_database(plan);
	if (!status)
		status = check_same_shop(plan);
	if (!status)
		status = check_only_file(plan);
	return status;
}

int
setup_plan(const struct args *args, struct setup_plan *plan)
{
	struct arena *a = plan->arena;
	const char *server = args_get(args, "server");
	char *real = realpath(args->words[0], NULL);
	int status;

	plan->args = args;
	plan->config = absolute(a, args->config);
	plan->dir = arena_z(a, str_of(real ? real : args->words[0]));
	free(real);
	plan->share = share_dir(a);
	plan->app.arena = a;
	plan->app.conf.wp_dir = str_of(plan->dir);
	plan->app.conf.site_id = 1;
	plan->is_single_user = args_has(args, "single-user");
	plan->server = setup_server_find(server ? server : "nginx");
	if (!plan->server)
		return usage_error("there are no lines for a web server \"%s\";"
				   " nginx, apache, apache-fcgid, apache-cgi,"
				   " lighttpd",
		    server);
	status = read_shop(plan);
	if (!status)
		status = look_at_shop(plan);
	if (status)
		return status;

	if (db_own_tables(a, arena_printz(a, STR_FMT "/migrations",
		    STR_ARG(plan->share)), &plan->own))
		return failure("cannot read the tables in " STR_FMT,
		    STR_ARG(plan->share));
	plan->had_users = setup_conf_text(plan, "database.owner_user").n > 0;
	setup_users_name(plan);
	setup_conf_fill(plan);
	return setup_admin_check(plan);
}

void
setup_plan_end(struct setup_plan *plan)
{
	shop_free(plan->app.shop);
	db_free(plan->app.db);
	arena_free(plan->arena);
}
