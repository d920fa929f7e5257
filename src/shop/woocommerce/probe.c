/* probe.c - what a WordPress folder tells about its shop.
 *
 * Opens wp-config.php, and says what setup needs to know and what could not
 * be read. The source is understood by wpconfig.c; nothing is run and no
 * database is asked.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "wpconfig.h"
#include "woo.h"

#define NONE ((size_t)-1)

/* ---- the file ---------------------------------------------------------- */

static enum err
read_file(struct arena *a, const char *path, struct str *out)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	struct stat st;
	size_t n = 0;
	char *p;

	if (fd < 0)
		return errno == EACCES ? ERR_DENIED : ERR_NOT_FOUND;
	if (fstat(fd, &st) || !S_ISREG(st.st_mode) ||
	    st.st_size > WPCONFIG_MAX_BYTES) {
		close(fd);
		return ERR_NOT_FOUND;
	}
	p = arena_alloc(a, (size_t)st.st_size + 1);
	while (n < (size_t)st.st_size) {
		ssize_t got = read(fd, p + n, (size_t)st.st_size - n);

		if (got <= 0)
			break;
		n += (size_t)got;
	}
	close(fd);
	*out = (struct str){ p, n };
	return ERR_OK;
}

static char *
path_of(struct arena *a, const char *dir, const char *file)
{
	return arena_z(a, arena_printf(a, "%s/%s", dir, file));
}

static struct str
without_slash(struct str s)
{
	while (s.n > 1 && s.p[s.n - 1] == '/')
		s.n--;
	return s;
}

enum err
wp_config_load(struct arena *a, const char *dir, struct wp_config *out,
    struct str *file_out)
{
	char *path = path_of(a, dir, "wp-config.php");
	struct wp_place at = { .here = without_slash(str_of(dir)),
		.root = without_slash(str_of(dir)) };
	struct str php;
	enum err e;

	e = read_file(a, path, &php);
	if (e == ERR_NOT_FOUND &&
	    access(path_of(a, dir, "../wp-settings.php"), F_OK) != 0) {
		path = path_of(a, dir, "../wp-config.php");
		e = read_file(a, path, &php);
		at.here = arena_join(a, at.root, STR("/.."));
	}
	if (e)
		return e;

	wp_config_read(a, php, &at, out);
	out->has_end = str_find(php, STR("wp-settings.php")) != NONE;
	*file_out = str_of(path);
	return ERR_OK;
}

/* ---- what it says ------------------------------------------------------ */

/* Constants that setup needs or that move things we look for. */
static const char *const asked[] = { "DB_NAME", "DB_USER", "DB_PASSWORD",
	"DB_HOST", "table_prefix", "MULTISITE", "LOGGED_IN_KEY",
	"LOGGED_IN_SALT", "COOKIEHASH", "LOGGED_IN_COOKIE", "WP_HOME",
	"WP_SITEURL", "WP_CONTENT_URL", "WP_CONTENT_DIR", "WP_PLUGIN_DIR",
	"WP_LANG_DIR", "UPLOADS", "BLOG_ID_CURRENT_SITE", NULL };
/* Of these, what has to be there at all. */
static const char *const needed[] = { "DB_NAME", "DB_USER", "DB_PASSWORD",
	"DB_HOST", "table_prefix", NULL };
static const char *const secrets[] = { "AUTH_KEY", "SECURE_AUTH_KEY",
	"LOGGED_IN_KEY", "NONCE_KEY", "AUTH_SALT", "SECURE_AUTH_SALT",
	"LOGGED_IN_SALT", "NONCE_SALT", NULL };

static bool
has_name(const char *const *names, const char *name)
{
	for (size_t i = 0; names[i]; i++)
		if (strcmp(names[i], name) == 0)
			return true;
	return false;
}

/* WordPress mistrusts a secret that stands twice or is its own sample, and
 * takes one of the database instead. */
static struct str
secret_of(const struct wp_config *config, const char *name)
{
	struct str value = wp_config_text(config, name);

	if (str_is_z(value, "put your unique phrase here"))
		return STR("");
	for (size_t i = 0; secrets[i]; i++)
		if (strcmp(secrets[i], name) != 0 &&
		    str_is(wp_config_text(config, secrets[i]), value))
			return STR("");
	return value;
}

/* "host", "host:3307", "host:/socket", "[::1]:3306". */
static void
split_host(struct arena *a, struct str s, struct shop_probe *out)
{
	size_t at = str_find(s, STR(":/"));
	struct str port = STR("");

	if (at != NONE) {
		out->db_socket = arena_str(a, str_skip(s, at + 1));
		s = str_head(s, at);
	}
	if (s.n && s.p[0] == '[') {
		size_t end = str_find_byte(s, ']');

		if (end != NONE) {
			port = str_skip(s, end + 1);
			s = str_skip(str_head(s, end), 1);
		}
	} else {
		at = str_find_byte(s, ':');
		if (at != NONE &&
		    str_find_byte(str_skip(s, at + 1), ':') == NONE) {
			port = str_skip(s, at);
			s = str_head(s, at);
		}
	}
	out->db_host = arena_str(a, s);
	if (port.n < 2 || str_int(str_skip(port, 1), &out->db_port) ||
	    out->db_port < 1 || out->db_port > 65535)
		out->db_port = 0;
}

static void
list_unread(
    struct arena *a, const struct wp_config *config, struct shop_probe *out)
{
	for (size_t i = 0; asked[i]; i++) {
		const struct wp_constant *c = wp_config_get(config, asked[i]);

		if (c ? c->is_computed : has_name(needed, asked[i]))
			*LIST_PUSH(a, &out->unread, struct str) =
			    str_of(asked[i]);
	}
}

/* Somebody may be writing it just now: then its end is not there yet. A part
 * of the needed may stand in a file that it includes. */
static bool
is_whole(const struct wp_config *config)
{
	for (size_t i = 0; needed[i] && !config->has_end; i++)
		if (!wp_config_get(config, needed[i]))
			return false;
	return true;
}

/* A folder of a constant, when it is there; else where it usually is. */
static struct str
folder(struct arena *a, const struct wp_config *config, const char *constant,
    struct str parent, const char *usual)
{
	struct str said = without_slash(wp_config_text(config, constant));
	struct stat st;

	if (said.n && said.p[0] == '/' && !stat(arena_z(a, said), &st) &&
	    S_ISDIR(st.st_mode))
		return said;
	return arena_printf(a, STR_FMT "/%s", STR_ARG(parent), usual);
}

static void
find_folders(struct arena *a, const struct wp_config *config, struct str dir,
    struct shop_probe *out)
{
	out->content_dir =
	    folder(a, config, "WP_CONTENT_DIR", dir, "wp-content");
	out->plugin_dir = folder(
	    a, config, "WP_PLUGIN_DIR", out->content_dir, "plugins");
	out->lang_dir =
	    folder(a, config, "WP_LANG_DIR", out->content_dir, "languages");
}

enum err
shop_probe(struct arena *a, const char *dir, struct shop_probe *out)
{
	struct shop_probe found = { .site_id = 1 };
	struct wp_config config;
	enum err e;

	e = wp_config_load(a, dir, &config, &found.file);
	if (e)
		return e;

	split_host(a, wp_config_text(&config, "DB_HOST"), &found);
	found.db_name = wp_config_text(&config, "DB_NAME");
	found.db_user = wp_config_text(&config, "DB_USER");
	found.db_password = wp_config_text(&config, "DB_PASSWORD");
	found.prefix = wp_config_text(&config, "table_prefix");
	found.is_multisite = wp_config_text(&config, "MULTISITE").n > 0;
	if (str_int(wp_config_text(&config, "BLOG_ID_CURRENT_SITE"),
		&found.site_id) ||
	    found.site_id < 1)
		found.site_id = 1;
	found.wp_key = secret_of(&config, "LOGGED_IN_KEY");
	found.wp_salt = secret_of(&config, "LOGGED_IN_SALT");
	found.cookie_hash = wp_config_text(&config, "COOKIEHASH");
	found.cookie_name = wp_config_text(&config, "LOGGED_IN_COOKIE");
	found.home_url = wp_config_text(&config, "WP_HOME");
	found.site_url = wp_config_text(&config, "WP_SITEURL");
	found.content_url = wp_config_text(&config, "WP_CONTENT_URL");
	found.uploads = wp_config_text(&config, "UPLOADS");
	find_folders(a, &config, without_slash(str_of(dir)), &found);
	found.has_object_cache =
	    access(path_of(a, arena_z(a, found.content_dir),
		       "object-cache.php"),
		F_OK) == 0;
	list_unread(a, &config, &found);
	found.is_whole = is_whole(&config);
	*out = found;
	return ERR_OK;
}

int64_t
shop_probe_stamp(const char *dir)
{
	static const char *const names[] = { "wp-config.php",
		"../wp-settings.php", "../wp-config.php", NULL };
	char path[4096];
	struct stat st;

	for (int i = 0; names[i]; i++) {
		snprintf(path, sizeof(path), "%s/%s", dir, names[i]);
		if (stat(path, &st))
			continue;
		if (i == 1)
			return 0; /* one folder above is another WordPress */
		return (int64_t)st.st_mtim.tv_sec * 1000000000 +
		       st.st_mtim.tv_nsec + (int64_t)st.st_ino +
		       (int64_t)st.st_size;
	}
	return 0;
}
