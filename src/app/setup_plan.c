/* setup_plan - what a new installation will look like: read from the shop's
 * wp-config.php, never executed, and from the command line. */
#include <stdio.h>
#include <unistd.h>

#include "aftersale/crypt.h"
#include "setup.h"

static struct str
option(const struct args *args, const char *name, struct str found)
{
	const char *given = args_get(args, name);

	return given ? str_of(given) : found;
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
read_salts(const struct args *args, struct setup_plan *plan)
{
	const char *path = args_get(args, "salts-file");
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

static int
fill_database(const struct args *args, struct setup_plan *plan)
{
	struct db_conf *db = &plan->shop_conf.db;
	const struct shop_probe *p = &plan->probe;

	db->host = option(args, "db-host", p->db_host);
	db->socket = option(args, "db-socket", p->db_socket);
	db->port = args_int(args, "db-port", p->db_port, 0, 65535);
	db->name = option(args, "db-name", p->db_name);
	db->user = option(args, "db-user", p->db_user);
	db->password = option(args, "db-password", p->db_password);
	db->prefix = option(args, "db-prefix", p->prefix);
	db->base_prefix = db->prefix;
	if (!db->name.n || !db->user.n || !db->prefix.n)
		return failure("the name, user and prefix of the shop's"
			       " database are needed: --db-name, --db-user,"
			       " --db-prefix");
	return 0;
}

static struct str
random_hex(struct arena *a, size_t n)
{
	struct rand r = { 0 };
	uint8_t bytes[32];

	rand_bytes(&r, bytes, n);
	return hex_text(a, bytes, n);
}

static void
fill_user(const struct args *args, struct setup_plan *plan)
{
	struct arena *a = plan->arena;

	plan->is_single_user = args_has(args, "single-user");
	if (plan->is_single_user) {
		plan->user = plan->shop_conf.db.user;
		plan->password = plan->shop_conf.db.password;
		return;
	}
	plan->user = arena_printf(a, "aftersale_" STR_FMT,
	    STR_ARG(random_hex(a, 4)));
	plan->password = random_hex(a, 16);
}

static void
put_database(struct setup_plan *plan)
{
	const struct db_conf *db = &plan->shop_conf.db;
	struct arena *a = plan->arena;
	struct value *v = value_push(a, &plan->tree, STR("database"),
	    VALUE_MAP);

	value_put_text(a, v, "host", db->host);
	value_put_text(a, v, "socket", db->socket);
	value_put_int(a, v, "port", db->port);
	value_put_text(a, v, "name", db->name);
	value_put_text(a, v, "user", plan->user);
	value_put_text(a, v, "password", plan->password);
	value_put_text(a, v, "prefix", db->prefix);
}

static void
put_keys(struct setup_plan *plan)
{
	struct arena *a = plan->arena;
	struct value *list = value_push(a, &plan->tree, STR("keys"),
	    VALUE_LIST);
	struct value *key = value_push(a, list, STR(""), VALUE_MAP);

	value_put_int(a, key, "id", 1);
	value_put_text(a, key, "secret", random_hex(a, 32));
}

static void
put_shop(struct setup_plan *plan, const char *dir)
{
	struct arena *a = plan->arena;
	struct value *v = value_push(a, &plan->tree, STR("wordpress"),
	    VALUE_MAP);
	char *real = realpath(dir, NULL);

	value_put_text(a, v, "logged_in_key", plan->probe.wp_key);
	value_put_text(a, v, "logged_in_salt", plan->probe.wp_salt);
	value_put_text(a, v, "cookie_hash", plan->probe.cookie_hash);
	value_put_text(a, v, "dir",
	    arena_str(a, real ? str_of(real) : str_of(dir)));
	free(real);
}

static struct str
machine_name(struct arena *a)
{
	char name[256] = "";

	gethostname(name, sizeof(name) - 1);
	return arena_str(a, str_of(name));
}

/* What tells this place from a copy of it (architecture 21). */
static struct str
fingerprint(const struct setup_plan *plan)
{
	struct arena *a = plan->arena;
	uint8_t digest[SHA256_SIZE];

	sha256(arena_printf(a, STR_FMT "\n" STR_FMT "\n" STR_FMT,
		   STR_ARG(plan->base_url), STR_ARG(plan->shop_conf.db.name),
		   STR_ARG(machine_name(a))),
	    digest);
	return hex_text(a, digest, 12);
}

static void
fill_tree(struct setup_plan *plan, const char *dir)
{
	struct arena *a = plan->arena;

	plan->tree.kind = VALUE_MAP;
	value_put_text(a, &plan->tree, "base_url", plan->base_url);
	value_put_text(a, &plan->tree, "listen", plan->listen);
	value_put_text(a, &plan->tree, "mode", STR("read-only"));
	put_database(plan);
	put_keys(plan);
	put_shop(plan, dir);
	value_put_text(a, &plan->tree, "fingerprint", fingerprint(plan));
}

/* The shop's home with /after behind it, unless told otherwise. */
static int
fill_addresses(const struct args *args, struct setup_plan *plan)
{
	struct db *db = db_new(&plan->shop_conf.db);
	struct shop *shop = shop_new(db, &plan->shop_conf, SHOP_WOOCOMMERCE);
	const char *given = args_get(args, "base-url");
	enum err e = shop_refresh(shop, clock_now());
	int status = 0;

	if (e)
		status = failure("the shop's database: " STR_FMT,
		    STR_ARG(db_why(db)));
	else if (given)
		plan->base_url = str_of(given);
	else
		plan->base_url = arena_printf(plan->arena, STR_FMT "/after",
		    STR_ARG(shop_info(shop)->home_url));
	plan->listen = option(args, "listen",
	    STR("/run/aftersale/aftersale.sock"));
	shop_free(shop);
	db_free(db);
	return status;
}

int
setup_plan(const struct args *args, struct setup_plan *plan)
{
	const char *dir = args->words[0];
	int status;
	enum err e;

	plan->config = args->config;
	e = shop_probe(plan->arena, dir, &plan->probe);
	if (e)
		return failure("there is no wp-config.php that can be read in"
			       " %s (%s)",
		    dir, err_word(e));

	name_unread(plan);
	status = read_salts(args, plan);
	if (!status)
		status = fill_database(args, plan);
	if (!status)
		status = fill_addresses(args, plan);
	if (status)
		return status;

	fill_user(args, plan);
	fill_tree(plan, dir);
	return 0;
}
