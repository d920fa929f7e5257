/* setup_conf - the configuration that setup writes. A file that is there
 * already is completed: what an owner wrote stays, what is missing comes. */
#include <errno.h>
#include <grp.h>
#include <pwd.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "aftersale/crypt.h"
#include "setup.h"

enum { FILE_MAX = 1 << 20 };

struct str
setup_random(struct arena *a, size_t n)
{
	struct rand r = { 0 };
	uint8_t bytes[32];

	rand_bytes(&r, bytes, n);
	return hex_text(a, bytes, n);
}

int
setup_conf_read(struct setup_plan *plan)
{
	struct str why = STR("");
	enum err e = conf_read_file(plan->arena, plan->config, FILE_MAX,
	    &plan->before);

	plan->tree.kind = VALUE_MAP;
	if (e == ERR_NOT_FOUND)
		return 0;
	if (e)
		return failure("%s is there but cannot be read (%s)",
		    plan->config, err_word(e));
	e = conf_json_read(plan->arena, plan->before, &plan->tree, &why);
	if (e || plan->tree.kind != VALUE_MAP)
		return failure("%s: " STR_FMT, plan->config, STR_ARG(why));
	return 0;
}

struct str
setup_conf_text(const struct setup_plan *plan, const char *path)
{
	return value_text(plan->arena, value_at(&plan->tree, path), STR(""));
}

/* The member of that name, made when missing. */
static struct value *
member(struct arena *a, struct value *map, const char *name,
    enum value_kind kind)
{
	for (size_t i = 0; i < map->items.count; i++) {
		struct value *item = LIST_AT(&map->items, struct value, i);

		if (str_is_z(item->name, name))
			return item;
	}
	return value_push(a, map, str_of(name), kind);
}

static void
set_text(struct setup_plan *plan, struct value *map, const char *name,
    struct str text)
{
	struct value *v;

	if (!text.n && !value_get(map, str_of(name)))
		return;
	v = member(plan->arena, map, name, VALUE_TEXT);
	v->kind = VALUE_TEXT;
	v->text = text;
}

static void
set_int(struct setup_plan *plan, struct value *map, const char *name,
    int64_t n)
{
	struct value *v;

	if (!n && !value_get(map, str_of(name)))
		return;
	v = member(plan->arena, map, name, VALUE_INT);
	v->kind = VALUE_INT;
	v->number = n;
}

static void
keep_text(struct setup_plan *plan, struct value *map, const char *name,
    struct str text)
{
	const struct value *v = value_get(map, str_of(name));

	if (!v || (v->kind == VALUE_TEXT && !v->text.n))
		set_text(plan, map, name, text);
}

static void
put_database(struct setup_plan *plan)
{
	const struct db_conf *db = &plan->app.conf.db;
	const struct setup_user *u = plan->users;
	struct value *v = member(plan->arena, &plan->tree, "database",
	    VALUE_MAP);

	set_text(plan, v, "host", db->host);
	set_text(plan, v, "socket", db->socket);
	set_int(plan, v, "port", db->port);
	set_text(plan, v, "name", db->name);
	set_text(plan, v, "ca_file", db->ca_file);
	set_text(plan, v, "prefix", db->prefix);
	if (!str_is(db->prefix, db->base_prefix))
		set_text(plan, v, "base_prefix", db->base_prefix);
	set_text(plan, v, "user", u[SETUP_PAGE].account.user);
	set_text(plan, v, "password", u[SETUP_PAGE].account.password);
	set_text(plan, v, "account",
	    plan->is_single_user ? db->user : STR(""));
	set_text(plan, v, "shop_server", plan->app.conf.shop_server);
	set_text(plan, v, "worker_user", u[SETUP_WORKER].account.user);
	set_text(plan, v, "worker_password", u[SETUP_WORKER].account.password);
	set_text(plan, v, "owner_user", u[SETUP_OWNER].account.user);
	set_text(plan, v, "owner_password", u[SETUP_OWNER].account.password);
}

static void
put_keys(struct setup_plan *plan)
{
	struct arena *a = plan->arena;
	struct value *list = member(a, &plan->tree, "keys", VALUE_LIST);
	struct value *key;

	if (list->items.count)
		return;
	key = value_push(a, list, STR(""), VALUE_MAP);
	value_put_int(a, key, "id", 1);
	value_put_text(a, key, "secret", setup_random(a, 32));
}

/* The shop may have changed its secrets since: its file is right then. */
static void
put_shop(struct setup_plan *plan)
{
	const struct shop_probe *p = &plan->probe;
	struct value *v = member(plan->arena, &plan->tree, "wordpress",
	    VALUE_MAP);

	if (p->wp_key.n && p->wp_salt.n) {
		set_text(plan, v, "logged_in_key", p->wp_key);
		set_text(plan, v, "logged_in_salt", p->wp_salt);
	}
	keep_text(plan, v, "cookie_hash", p->cookie_hash);
	set_text(plan, v, "dir", str_of(plan->dir));
	if (plan->app.conf.site_id > 1)
		set_int(plan, v, "site_id", plan->app.conf.site_id);
}

/* What earlier releases wrote and none reads. */
static void
drop(struct value *map, const char *name)
{
	struct value *items = map->items.items;
	size_t kept = 0;

	for (size_t i = 0; i < map->items.count; i++)
		if (!str_is_z(items[i].name, name))
			items[kept++] = items[i];
	map->items.count = kept;
}

void
setup_conf_fill(struct setup_plan *plan)
{
	struct value *tree = &plan->tree;

	set_text(plan, tree, "base_url", plan->base_url);
	set_text(plan, tree, "listen", plan->listen);
	keep_text(plan, tree, "mode", STR("read-only"));
	put_database(plan);
	put_keys(plan);
	put_shop(plan);
	drop(tree, "fingerprint");
	plan->json = conf_json_text(plan->arena, tree, true);
}

/* The group of the processes: the unit of a configuration NAME.json runs as the
 * account NAME. Without such an account, our own. */
static const struct group *
reader_of(const struct setup_plan *plan)
{
	const struct passwd *account =
	    getpwnam(arena_z(plan->arena, setup_instance(plan)));
	const struct group *g = NULL;

	if (account && account->pw_uid)
		g = getgrgid(account->pw_gid);
	return g ? g : getgrnam("aftersale");
}

static int
give_group(const struct setup_plan *plan)
{
	const char *name = args_get(plan->args, "group");
	const struct group *g = name ? getgrnam(name) : reader_of(plan);

	if (!g && name)
		return failure("there is no group \"%s\"", name);
	if (!g && geteuid() == 0)
		printf("Only root can read %s: give the group of who runs"
		       " serve and work by --group.\n",
		    plan->config);
	if (!g || (!name && geteuid() != 0))
		return 0;
	if (chown(plan->config, (uid_t)-1, g->gr_gid) != 0)
		return failure("cannot give %s to the group %s: %s",
		    plan->config, g->gr_name, strerror(errno));
	return 0;
}

static void
make_folder(const struct setup_plan *plan)
{
	const char *slash = strrchr(plan->config, '/');
	struct str dir = { plan->config, (size_t)(slash - plan->config) };

	if (dir.n)
		mkdir(arena_z(plan->arena, dir), 0755);
}

int
setup_conf_write(struct setup_plan *plan)
{
	struct str why = STR("");
	struct conf conf;
	enum err e;

	if (plan->before.p && str_is(plan->before, plan->json)) {
		printf("Configuration: %s is as it should be.\n",
		    plan->config);
		return args_has(plan->args, "group") ? give_group(plan) : 0;
	}
	make_folder(plan);
	e = conf_write_file(plan->config, plan->json, 0640);
	if (e)
		return failure("cannot write %s (%s)", plan->config,
		    err_word(e));
	if (conf_load(plan->arena, plan->config, &conf, &why))
		return failure("%s: " STR_FMT, plan->config, STR_ARG(why));
	printf("Configuration: %s is written.\n", plan->config);
	return give_group(plan);
}
