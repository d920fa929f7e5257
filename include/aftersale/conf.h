/* conf - the configuration file and JSON. json-c lives only here.
 *
 * The file (sysconfdir/aftersale/aftersale.json, mode 0640) holds what must
 * be known before the database is reached: connection, secrets, paths,
 * listeners, mode. All else is a setting in the database (setting.h).
 */
#ifndef AFTERSALE_CONF_H
#define AFTERSALE_CONF_H

#include "aftersale/base.h"
#include "aftersale/db.h"

enum conf_mode {
	CONF_MODE_OFF = 0,
	CONF_MODE_READ_ONLY, /* staff only, nothing is written */
	CONF_MODE_STAFF,     /* staff only */
	CONF_MODE_PERCENT,   /* a share of the orders, by their number */
	CONF_MODE_ON
};
extern const char *const conf_mode_words[];

/* A key that signs purpose links; the first signs, all may check. */
struct conf_key {
	int64_t id; /* 1..255 */
	uint8_t secret[32];
};

struct conf {
	struct str file;
	struct str base_url;  /* https://shop.example/after, no slash behind */
	struct str base_path; /* its path: "/after" or "" */
	bool is_https;
	struct str origin; /* https://shop.example */
	struct db_conf db;	  /* as the page user */
	struct db_conf worker_db; /* the same place, as the worker */
	struct db_conf owner_db;  /* and as who may change our tables */
	struct str account;	  /* the shop's own, as setup found it */
	struct str shop_server;	  /* what wp-config.php called it then */
	struct str worker_user;	  /* empty: one account for all */
	struct str worker_password;
	struct str owner_user;
	struct str owner_password;
	struct list keys;	/* struct conf_key, at least one */
	struct str wp_dir;	/* the shop's folder, may be empty */
	struct str wp_key;	/* LOGGED_IN_KEY */
	struct str wp_salt;	/* LOGGED_IN_SALT */
	struct str cookie_hash; /* COOKIEHASH, empty: md5 of siteurl */
	int64_t site_id;	/* of a multisite, else 1 */
	struct str templates;	/* the owner's folder, may be empty */
	struct str share;	/* shipped templates and catalogues */
	struct str assets_url;	/* "/after/assets" */
	struct str spool;	/* a writable folder, may be empty */
	struct str listen;	/* socket path or host:port */
	struct list trusted_proxies; /* struct str, CIDR or "unix:" */
	struct list web_servers; /* struct str, CIDR: peers on host:port */
	int64_t workers;
	enum conf_mode mode;
	int64_t percent;
	struct str leftover; /* a member of an earlier release: it does nothing */
	/* The shop's layer of settings as it stands there; NULL: none. */
	const struct value *settings;
	const struct value *locked;
};

/* The file is one JSON object; what is left out or "" has its default, what is
 * not listed here is refused:
 *	base_url listen workers mode percent
 *	trusted_proxies web_servers: [ "10.0.0.0/8", ... ]
 *	keys: [ { id, secret: 64 hex digits }, ... ]
 *	database: { socket host port name user password account shop_server
 *	    worker_user worker_password owner_user owner_password ca_file
 *	    prefix base_prefix connect_ms read_ms
 *	    hosts: [ "10.0.0.2:3306", ... ] }
 *	wordpress: { dir logged_in_key logged_in_salt cookie_hash site_id }
 *	paths: { templates share assets_url spool }
 *	settings: { ... } locked: [ ... ]	checked by app, who knows them
 *
 * Reads and checks the file into the arena. ERR_NOT_FOUND, ERR_DENIED (not
 * readable), ERR_BAD_INPUT with one clear line in *why naming the member. */
enum err conf_load(
    struct arena *a, const char *path, struct conf *out, struct str *why);

/* JSON text to a tree and back. At most 64 levels; numbers that are not whole
 * stay text. ERR_BAD_INPUT says where in *why (may be NULL). */
enum err conf_json_read(
    struct arena *a, struct str json, struct value *out, struct str *why);
/* `<` is written \u003c, so that it may stand in a script element. */
struct str conf_json_text(
    struct arena *a, const struct value *v, bool pretty);
/* A whole file of at most max bytes. */
enum err conf_read_file(
    struct arena *a, const char *path, size_t max, struct str *out);
/* Writes a file by a new name and a rename; mode as given, owner and group as
 * they were. ERR_NOT_FOUND (no such folder), ERR_DENIED, ERR_BROKEN. */
enum err conf_write_file(const char *path, struct str bytes, unsigned mode);

#endif
