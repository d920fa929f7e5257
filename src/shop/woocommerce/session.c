/* session.c - who is signed in to the shop, from WordPress' own cookie.
 *
 * Nothing is written and nothing is remembered: a session that ends in the
 * shop ends here with the next request. What stands in the cookie is
 * login_cookie.c's business, what the user may do caps.c's.
 */
#include <inttypes.h>
#include <string.h>

#include "aftersale/crypt.h"

#include "caps.h"
#include "inside.h"
#include "login_cookie.h"

#define POST_GRACE 3600 /* seconds a form may be sent late */
/* The version of WordPress' own tables from which on it takes the end of
 * hashes it does not know. */
#define NEW_HASHES 60000

struct user_row {
	int64_t id;
	struct str login;
	struct str pass;
	struct str email;
	struct str name;
	struct str tokens;
	struct str caps;
};

static const struct field user_fields[] = { FIELD(struct user_row, id),
	FIELD(struct user_row, login), FIELD(struct user_row, pass),
	FIELD(struct user_row, email), FIELD(struct user_row, name),
	FIELD(struct user_row, tokens), FIELD(struct user_row, caps),
	FIELD_STOP };

/* The server compares logins without case; several may answer. */
static const struct db_stmt read_user = {
	.name = "woo.user",
	.row = user_fields,
	.row_size = sizeof(struct user_row),
	.reads = "{base}users {base}usermeta",
	.sql = "SELECT u.ID AS id, u.user_login AS login,"
	       "       u.user_pass AS pass, u.user_email AS email,"
	       "       u.display_name AS name, t.meta_value AS tokens,"
	       "       c.meta_value AS caps"
	       "  FROM {base}users u"
	       "  LEFT JOIN {base}usermeta t"
	       "    ON t.user_id = u.ID AND t.meta_key = 'session_tokens'"
	       "  LEFT JOIN {base}usermeta c"
	       "    ON c.user_id = u.ID"
	       "   AND c.meta_key = '{shop}capabilities'"
	       " WHERE u.user_login = ?"
	       " ORDER BY u.ID, t.umeta_id, c.umeta_id"
	       " LIMIT 16",
};

const struct db_stmt *const woo_session_stmts[] = { &read_user, NULL };

/* ---- the keys ---------------------------------------------------------- */

/* One of the configuration file, else WordPress' own of the database. */
static struct str
secret(const struct woo *w, struct str configured, const char *option,
    const char *network_option)
{
	struct str s;

	if (configured.n)
		return configured;
	s = woo_option(w, w->is_network ? network_option : option);
	return s.n ? s : woo_option(w, option);
}

static struct str
whole_secret(const struct woo *w, struct arena *a)
{
	return arena_join(a,
	    secret(
		w, w->conf->wp_key, "logged_in_key", "network:logged_in_key"),
	    secret(w, w->conf->wp_salt, "logged_in_salt",
		"network:logged_in_salt"));
}

/* Four characters of the password's hash tie the cookie to it. */
static struct str
fragment(const struct woo *w, struct str pass)
{
	bool is_old = woo_option_int(w, "db_version", NEW_HASHES) < NEW_HASHES;

	if (is_old || str_has_prefix(pass, STR("$P$")) ||
	    str_has_prefix(pass, STR("$2y$")))
		return str_head(str_skip(pass, 8), 4);
	return pass.n > 4 ? str_skip(pass, pass.n - 4) : pass;
}

/* ---- the user ---------------------------------------------------------- */

static const struct user_row *
user_in(const struct list *rows, struct str login)
{
	for (size_t i = 0; i < rows->count; i++) {
		const struct user_row *u = LIST_AT(rows, struct user_row, i);

		if (str_is(u->login, login))
			return u;
	}
	return NULL;
}

static bool
is_staff(struct woo *w, struct arena *a, const struct user_row *u)
{
	struct str name =
	    arena_printf(a, STR_FMT "user_roles", STR_ARG(w->conf->db.prefix));
	struct str roles = woo_option(w, arena_z(a, name));

	if (w->is_network &&
	    woo_is_super(a, woo_option(w, "network:site_admins"), u->login))
		return true;
	return woo_may(a, roles, u->caps, "manage_woocommerce");
}

static enum err
find_user(struct woo *w, struct arena *a, const struct login_cookie *c, int64_t now,
    struct shop_user *out)
{
	struct list rows = { NULL, 0, 0 };
	const struct user_row *u;
	enum err e;

	e = db_all(w->db, w->scratch, &read_user, IN(V(c->login)), &rows);
	if (e)
		return woo_fail(w, e, "the signed-in user");

	u = user_in(&rows, c->login);
	if (!u ||
	    !login_cookie_is_signed(w->scratch, c, whole_secret(w, w->scratch),
		fragment(w, u->pass)) ||
	    !login_cookie_is_open(w->scratch, c, u->tokens, now))
		return ERR_OK;

	out->id = u->id;
	out->login = arena_str(a, u->login);
	out->name = arena_str(a, u->name);
	out->email = arena_str(a, u->email);
	out->is_staff = is_staff(w, w->scratch, u);
	return ERR_OK;
}

enum err
woo_session(void *self, struct arena *a, struct str cookie, int64_t now,
    bool is_post, struct shop_user *out)
{
	struct woo *w = self;
	struct arena_mark mark = arena_mark(w->scratch);
	struct shop_user user = { .id = 0 };
	struct login_cookie c;
	enum err e = ERR_OK;

	if (w->set && !login_cookie_read(w->scratch, cookie, &c) &&
	    c.until >= now - (is_post ? POST_GRACE : 0))
		e = find_user(w, a, &c, now, &user);
	arena_release(w->scratch, mark);
	if (e)
		return e;

	*out = user;
	return ERR_OK;
}

struct str
woo_cookie_name(void *self)
{
	struct woo *w = self;
	uint8_t digest[MD5_SIZE];
	struct str hash = w->conf->cookie_hash;

	if (w->constants.cookie_name.n)
		return w->constants.cookie_name;
	if (!w->set)
		return STR("");
	if (!w->set->cookie_name.n) {
		if (!hash.n) {
			md5(w->set->network_url, digest);
			hash = hex_text(w->set->arena, digest, MD5_SIZE);
		}
		w->set->cookie_name = arena_join(
		    w->set->arena, STR("wordpress_logged_in_"), hash);
	}
	return w->set->cookie_name;
}

enum err
woo_shared_key(void *self, struct arena *a, const char *use,
    uint8_t out[SHOP_KEY_SIZE])
{
	struct woo *w = self;
	struct str key;

	if (!w->set)
		return ERR_NOT_FOUND;
	key = whole_secret(w, a);
	if (!key.n)
		return ERR_NOT_FOUND;

	hmac_sha256(key, str_of(use), out);
	return ERR_OK;
}
