/* login_cookie.h - the cookie WordPress signs people in with (private).
 *
 * Pure: the bytes a browser sent, the secrets of the shop and the sessions of
 * a user come from session.c.
 */
#ifndef SHOP_WOO_LOGIN_COOKIE_H
#define SHOP_WOO_LOGIN_COOKIE_H

#include "aftersale/base.h"

enum { LOGIN_COOKIE_MAX = 4096 };

struct login_cookie {
	struct str login;
	struct str expires; /* as it is signed */
	struct str token;
	struct str mac; /* 64 bytes */
	int64_t until;
};

/* "login|expires|token|mac", URL-encoded or not. ERR_BAD_INPUT: it is none. */
enum err login_cookie_read(
    struct arena *a, struct str value, struct login_cookie *out);
/* Made with the shop's secret and four characters of the user's password
 * hash? An empty secret signs nothing. Compared in constant time. */
bool login_cookie_is_signed(struct arena *a, const struct login_cookie *c,
    struct str secret, struct str fragment);
/* Is the session among the user's, and not over? */
bool login_cookie_is_open(struct arena *a, const struct login_cookie *c,
    struct str session_tokens, int64_t now);

#endif
