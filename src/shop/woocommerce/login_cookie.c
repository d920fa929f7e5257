/* login_cookie.c - reads the cookie WordPress signs people in with, and proves
 * it. Who the user is, is session.c's business. */
#include "aftersale/crypt.h"

#include "login_cookie.h"
#include "php.h"

/* As PHP decodes what browsers send; only when nobody did it before. */
static struct str
decoded(struct arena *a, struct str s)
{
	struct buf b = buf_new(a, s.n + 1);

	if (str_find_byte(s, '|') != (size_t)-1)
		return s;
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '%' && i + 2 < s.n &&
		    str_hex_digit(s.p[i + 1]) >= 0 &&
		    str_hex_digit(s.p[i + 2]) >= 0) {
			buf_putc(&b, (char)(str_hex_digit(s.p[i + 1]) * 16 +
					    str_hex_digit(s.p[i + 2])));
			i += 2;
		} else {
			buf_putc(&b, s.p[i] == '+' ? ' ' : s.p[i]);
		}
	}
	return buf_str(&b);
}

enum err
login_cookie_read(struct arena *a, struct str value, struct login_cookie *out)
{
	struct login_cookie c;
	struct str rest;

	if (value.n > LOGIN_COOKIE_MAX)
		return ERR_BAD_INPUT;

	rest = decoded(a, value);
	c.login = str_cut(&rest, '|');
	c.expires = str_cut(&rest, '|');
	c.token = str_cut(&rest, '|');
	c.mac = rest;
	if (!c.login.n || !c.token.n || c.mac.n != SHA256_SIZE * 2 ||
	    str_find_byte(c.mac, '|') != (size_t)-1 ||
	    str_int(c.expires, &c.until))
		return ERR_BAD_INPUT;
	*out = c;
	return ERR_OK;
}

bool
login_cookie_is_signed(struct arena *a, const struct login_cookie *c,
    struct str secret, struct str fragment)
{
	uint8_t inner[MD5_SIZE];
	uint8_t outer[SHA256_SIZE];

	if (!secret.n)
		return false;
	hmac_md5(secret,
	    arena_printf(a, STR_FMT "|" STR_FMT "|" STR_FMT "|" STR_FMT,
		STR_ARG(c->login), STR_ARG(fragment), STR_ARG(c->expires),
		STR_ARG(c->token)),
	    inner);
	hmac_sha256(hex_text(a, inner, MD5_SIZE),
	    arena_printf(a, STR_FMT "|" STR_FMT "|" STR_FMT, STR_ARG(c->login),
		STR_ARG(c->expires), STR_ARG(c->token)),
	    outer);
	return crypt_equal(hex_text(a, outer, SHA256_SIZE), c->mac);
}

/* Very old rows hold the end of a session only. */
bool
login_cookie_is_open(struct arena *a, const struct login_cookie *c,
    struct str session_tokens, int64_t now)
{
	const struct value *tree = php_tree(a, session_tokens);
	const struct value *session;
	uint8_t digest[SHA256_SIZE];
	int64_t until;

	sha256(c->token, digest);
	session = value_get(tree, hex_text(a, digest, SHA256_SIZE));
	if (!session)
		return false;
	until = session->kind == VALUE_MAP
		    ? value_int(value_get(session, STR("expiration")), 0)
		    : value_int(session, 0);
	return until >= now;
}
