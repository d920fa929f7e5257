/* conf - the configuration file: every member it may have, and the reading of
 * them. What a text must look like is in check.c, JSON in json_read.c. */
#include "aftersale/conf.h"
#include "aftersale/crypt.h"
#include "check.h"

enum {
	FILE_MAX = 1024 * 1024,
	KEYS_MAX = 8,
	KEY_ID_MAX = 255,
	PROXIES_MAX = 100,
	HOSTS_MAX = 8,
};

const char *const conf_mode_words[] = {
	[CONF_MODE_OFF] = "off",
	[CONF_MODE_READ_ONLY] = "read-only",
	[CONF_MODE_STAFF] = "staff",
	[CONF_MODE_PERCENT] = "percent",
	[CONF_MODE_ON] = "on",
	NULL,
};

struct reading {
	struct arena *arena;
	const struct value *root;
	struct conf conf;
	struct str why;
};

struct member {
	const char *path;
	size_t offset;
	/* A text has a check, a number its bounds. */
	const char *(*check)(struct str s);
	int64_t low, high, otherwise;
	bool is_needed;
};

#define AT(member) offsetof(struct conf, member)

/* An empty text is a missing one. */
static const struct member members[] = {
	{ "base_url", AT(base_url), check_url, .is_needed = true },
	{ "listen", AT(listen), check_listen },
	{ "workers", AT(workers), .low = 1, .high = 256, .otherwise = 2 },
	{ "percent", AT(percent), .low = 0, .high = 100 },
	{ "database.socket", AT(db.socket), check_path },
	{ "database.host", AT(db.host), check_text },
	{ "database.port", AT(db.port), .low = 0, .high = 65535 },
	{ "database.name", AT(db.name), check_name, .is_needed = true },
	{ "database.user", AT(db.user), check_text, .is_needed = true },
	{ "database.password", AT(db.password), check_text },
	{ "database.account", AT(account), check_text },
	{ "database.shop_server", AT(shop_server), check_text },
	{ "database.worker_user", AT(worker_user), check_text },
	{ "database.worker_password", AT(worker_password), check_text },
	{ "database.owner_user", AT(owner_user), check_text },
	{ "database.owner_password", AT(owner_password), check_text },
	{ "database.ca_file", AT(db.ca_file), check_path },
	{ "database.prefix", AT(db.prefix), check_prefix, .is_needed = true },
	{ "database.base_prefix", AT(db.base_prefix), check_prefix },
	{ "database.connect_ms", AT(db.connect_ms), .high = 60000 },
	{ "database.read_ms", AT(db.read_ms), .high = 600000 },
	{ "wordpress.dir", AT(wp_dir), check_path },
	{ "wordpress.logged_in_key", AT(wp_key), check_text },
	{ "wordpress.logged_in_salt", AT(wp_salt), check_text },
	{ "wordpress.cookie_hash", AT(cookie_hash), check_hash },
	{ "wordpress.site_id", AT(site_id), .low = 1, .high = INT64_MAX,
	    .otherwise = 1 },
	{ "paths.templates", AT(templates), check_path },
	{ "paths.share", AT(share), check_path },
	{ "paths.assets_url", AT(assets_url), check_assets },
	{ "paths.spool", AT(spool), check_path },
};

/* Members that are no plain text or number; read by functions of their own. */
static const char *const others[] = { "mode", "keys", "trusted_proxies",
	"web_servers", "settings", "locked", "database.hosts" };

/* Of earlier releases: an upgrade must not end over one, and doctor says that
 * it does nothing. */
static const char *const gone[] = { "fingerprint" };

static enum err
complain(struct reading *r, const char *path, const char *what)
{
	r->why = arena_printf(r->arena, "%s: %s", path, what);
	return ERR_BAD_INPUT;
}

static enum err
read_text(struct reading *r, const struct member *m, const struct value *v)
{
	struct str *to = (struct str *)((char *)&r->conf + m->offset);
	const char *complaint;

	if (v && v->kind != VALUE_TEXT)
		return complain(r, m->path, "must be a text");
	if (!v || v->text.n == 0) {
		if (m->is_needed)
			return complain(r, m->path, "is missing");
		*to = STR("");
		return ERR_OK;
	}
	complaint = m->check(v->text);
	if (complaint)
		return complain(r, m->path, complaint);
	*to = v->text;
	return ERR_OK;
}

static enum err
read_number(struct reading *r, const struct member *m, const struct value *v)
{
	int64_t *to = (int64_t *)((char *)&r->conf + m->offset);
	int64_t n = v ? v->number : m->otherwise;

	if (v && v->kind != VALUE_INT)
		return complain(r, m->path, "must be a whole number");
	if (n < m->low || n > m->high)
		return complain(r, m->path, "is out of its range");
	*to = n;
	return ERR_OK;
}

static enum err
read_members(struct reading *r)
{
	size_t count = sizeof(members) / sizeof(members[0]);

	for (size_t i = 0; i < count; i++) {
		const struct member *m = &members[i];
		const struct value *v = value_at(r->root, m->path);
		enum err e =
		    m->check ? read_text(r, m, v) : read_number(r, m, v);

		if (e)
			return e;
	}
	return ERR_OK;
}

static enum err
read_mode(struct reading *r)
{
	struct str word =
	    value_text(r->arena, value_at(r->root, "mode"), STR("off"));

	for (int i = 0; conf_mode_words[i]; i++) {
		if (str_is_z(word, conf_mode_words[i])) {
			r->conf.mode = (enum conf_mode)i;
			return ERR_OK;
		}
	}
	return complain(
	    r, "mode", "must be off, read-only, staff, percent or on");
}

static bool
has_key(const struct list *keys, int64_t id)
{
	for (size_t i = 0; i < keys->count; i++)
		if (LIST_AT(keys, struct conf_key, i)->id == id)
			return true;
	return false;
}

/* A secret of one byte over and over is somebody's example. */
static bool
is_secret(struct str hex, struct conf_key *key)
{
	size_t n = 0;

	if (hex_bytes(hex, key->secret, sizeof(key->secret), &n) ||
	    n != sizeof(key->secret))
		return false;
	return memcmp(key->secret, key->secret + 1, n - 1) != 0;
}

static enum err
read_key(struct reading *r, const struct value *v)
{
	struct conf_key key = { .id = value_int(value_at(v, "id"), 0) };
	struct str hex = value_text(r->arena, value_at(v, "secret"), STR(""));

	if (key.id < 1 || key.id > KEY_ID_MAX)
		return complain(r, "keys", "each needs an id from 1 to 255");
	if (has_key(&r->conf.keys, key.id))
		return complain(r, "keys", "two have the same id");
	if (!is_secret(hex, &key))
		return complain(
		    r, "keys", "each needs a secret of 64 random hex digits");
	*LIST_PUSH(r->arena, &r->conf.keys, struct conf_key) = key;
	return ERR_OK;
}

static enum err
read_keys(struct reading *r)
{
	const struct value *v = value_at(r->root, "keys");

	if (!v || v->kind != VALUE_LIST || v->items.count == 0)
		return complain(r, "keys", "at least one is needed");
	if (v->items.count > KEYS_MAX)
		return complain(r, "keys", "there are too many");
	for (size_t i = 0; i < v->items.count; i++) {
		enum err e = read_key(r, LIST_AT(&v->items, struct value, i));

		if (e)
			return e;
	}
	return ERR_OK;
}

static enum err
read_nets(struct reading *r, const char *name, struct list *out)
{
	const struct value *v = value_at(r->root, name);

	if (!v)
		return ERR_OK;
	if (v->kind != VALUE_LIST || v->items.count > PROXIES_MAX)
		return complain(r, name, "must be a list of addresses");
	for (size_t i = 0; i < v->items.count; i++) {
		const struct value *item = LIST_AT(&v->items, struct value, i);
		struct str text = value_text(r->arena, item, STR(""));
		const char *complaint = check_cidr(text);

		if (complaint)
			return complain(r, name, complaint);
		*LIST_PUSH(r->arena, out, struct str) = text;
	}
	return ERR_OK;
}

/* "db2" or "10.0.0.2:3307"; an address of IPv6 with a port is in brackets. */
static enum err
read_host(struct reading *r, struct str text)
{
	struct db_host *h = LIST_PUSH(r->arena, &r->conf.db.hosts,
	    struct db_host);
	struct str host, rest;

	if (text.n && text.p[0] == '[') {
		rest = str_skip(text, 1);
		host = str_cut(&rest, ']');
		if (rest.n && rest.p[0] != ':')
			return complain(r, "database.hosts",
			    "behind ] comes a port or nothing");
	} else {
		rest = text;
		host = str_cut(&rest, ':');
		if (str_find_byte(rest, ':') != (size_t)-1)
			return complain(r, "database.hosts",
			    "an IPv6 address stands in [ ]");
		rest = str_skip(text, host.n);
	}
	if (!host.n || check_text(host))
		return complain(r, "database.hosts", "each must be a host");
	h->host = host;
	if (rest.n && (str_int(str_skip(rest, 1), &h->port) || h->port < 1 ||
			  h->port > 65535))
		return complain(r, "database.hosts", "a port is no number");
	return ERR_OK;
}

static enum err
read_hosts(struct reading *r)
{
	const struct value *v = value_at(r->root, "database.hosts");
	enum err e = ERR_OK;

	if (!v)
		return ERR_OK;
	if (v->kind != VALUE_LIST || v->items.count > HOSTS_MAX)
		return complain(r, "database.hosts",
		    "must be a list of at most 8 hosts");
	for (size_t i = 0; !e && i < v->items.count; i++)
		e = read_host(r, value_text(r->arena,
			LIST_AT(&v->items, struct value, i), STR("")));
	return e;
}

static bool
is_known(struct str path)
{
	for (size_t i = 0; i < sizeof(members) / sizeof(members[0]); i++)
		if (str_is_z(path, members[i].path))
			return true;
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		if (str_is_z(path, others[i]))
			return true;
	return false;
}

static bool
is_gone(struct str path)
{
	for (size_t i = 0; i < sizeof(gone) / sizeof(gone[0]); i++)
		if (str_is_z(path, gone[i]))
			return true;
	return false;
}

static bool
is_folder_of_members(struct str name)
{
	for (size_t i = 0; i < sizeof(members) / sizeof(members[0]); i++) {
		struct str path = str_of(members[i].path);

		if (str_has_prefix(path, name) && path.n > name.n &&
		    path.p[name.n] == '.')
			return true;
	}
	return false;
}

/* A misspelt member would silently be its default. */
static enum err
refuse_unknown(struct reading *r, const struct value *map, struct str before)
{
	for (size_t i = 0; i < map->items.count; i++) {
		const struct value *v = LIST_AT(&map->items, struct value, i);
		struct str path = arena_join(r->arena, before, v->name);
		enum err e = ERR_OK;

		if (before.n == 0 && is_folder_of_members(v->name)) {
			if (v->kind != VALUE_MAP)
				return complain(r, arena_z(r->arena, path),
				    "must be an object");
			e = refuse_unknown(
			    r, v, arena_join(r->arena, path, STR(".")));
		} else if (is_gone(path)) {
			r->conf.leftover = path;
		} else if (!is_known(path)) {
			e = complain(r, arena_z(r->arena, path),
			    "there is no such member");
		}
		if (e)
			return e;
	}
	return ERR_OK;
}

/* The same place by another account; by the first where none is named. */
static struct db_conf
as_account(const struct db_conf *db, struct str user, struct str password)
{
	struct db_conf other = *db;

	if (user.n) {
		other.user = user;
		other.password = password;
	}
	return other;
}

/* What follows from other members. */
static void
derive(struct reading *r)
{
	struct conf *c = &r->conf;
	struct str rest;

	if (str_has_suffix(c->base_url, STR("/")))
		c->base_url.n--;
	c->settings = value_get(r->root, STR("settings"));
	c->locked = value_get(r->root, STR("locked"));
	c->is_https = str_has_prefix(c->base_url, STR("https:"));
	rest = str_skip(c->base_url, c->is_https ? 8 : 7);
	rest = str_skip(rest, str_cut(&(struct str){ rest.p, rest.n }, '/').n);
	c->base_path = rest;
	c->origin = str_head(c->base_url, c->base_url.n - rest.n);
	if (c->db.base_prefix.n == 0)
		c->db.base_prefix = c->db.prefix;
	c->worker_db = as_account(&c->db, c->worker_user, c->worker_password);
	c->owner_db = as_account(&c->db, c->owner_user, c->owner_password);
	if (c->assets_url.n == 0)
		c->assets_url =
		    arena_join(r->arena, c->base_path, STR("/assets"));
}

static enum err
read_all(struct reading *r)
{
	enum err e;

	if (r->root->kind != VALUE_MAP)
		return complain(r, "the file", "must be a JSON object");
	e = refuse_unknown(r, r->root, STR(""));
	if (!e)
		e = read_members(r);
	if (!e && r->conf.db.socket.n == 0 && r->conf.db.host.n == 0)
		e = complain(r, "database", "needs a socket or a host");
	if (!e)
		e = read_hosts(r);
	if (!e)
		e = read_mode(r);
	if (!e)
		e = read_keys(r);
	if (!e)
		e = read_nets(r, "trusted_proxies", &r->conf.trusted_proxies);
	if (!e)
		e = read_nets(r, "web_servers", &r->conf.web_servers);
	if (!e)
		derive(r);
	return e;
}

static enum err
read_file(struct arena *a, const char *path, struct str *out, struct str *why)
{
	enum err e = conf_read_file(a, path, FILE_MAX, out);

	if (e == ERR_NOT_FOUND)
		*why = STR("there is no such file");
	else if (e == ERR_DENIED)
		*why = STR("this user may not read it");
	else if (e)
		*why = STR("it cannot be read");
	return e;
}

enum err
conf_load(struct arena *a, const char *path, struct conf *out, struct str *why)
{
	struct reading r = { .arena = a };
	struct value *root = ARENA_NEW(a, struct value);
	struct str json;
	enum err e;

	e = read_file(a, path, &json, why);
	if (e)
		return e;
	e = conf_json_read(a, json, root, why);
	if (e)
		return e;
	r.root = root;
	r.conf.file = arena_str(a, str_of(path));
	e = read_all(&r);
	if (e)
		*why = r.why;
	else
		*out = r.conf;
	return e;
}
