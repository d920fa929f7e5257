/* fuzz_session - the cookie WordPress signs people in with, and the row of
 * sessions it is looked for in: any bytes on either side of a NUL byte. What
 * the shop signed is known again, and nothing else is. */
#include <string.h>

#include "../../src/shop/woocommerce/login_cookie.h"
#include "aftersale/crypt.h"
#include "fuzz.h"

static const struct str secret = S("a secret of the shop");
static const struct str fragment = S("Ab1.");

/* As WordPress makes it. */
static struct str
cookie_of(struct arena *a, struct str login, struct str expires,
    struct str token)
{
	struct str facts = arena_printf(a, STR_FMT "|" STR_FMT "|" STR_FMT,
	    STR_ARG(login), STR_ARG(expires), STR_ARG(token));
	uint8_t inner[MD5_SIZE];
	uint8_t outer[SHA256_SIZE];

	hmac_md5(secret,
	    arena_printf(a, STR_FMT "|" STR_FMT "|" STR_FMT "|" STR_FMT,
		STR_ARG(login), STR_ARG(fragment), STR_ARG(expires),
		STR_ARG(token)),
	    inner);
	hmac_sha256(hex_text(a, inner, sizeof(inner)), facts, outer);
	return arena_printf(a, STR_FMT "|" STR_FMT, STR_ARG(facts),
	    STR_ARG(hex_text(a, outer, sizeof(outer))));
}

static void
check_parts(const struct login_cookie *c)
{
	int64_t until;

	must(c->login.n && c->token.n && c->mac.n == 64, "all four are there");
	must(memchr(c->login.p, '|', c->login.n) == NULL &&
		 memchr(c->token.p, '|', c->token.n) == NULL &&
		 memchr(c->mac.p, '|', c->mac.n) == NULL,
	    "they were cut apart");
	must(!str_int(c->expires, &until) && until == c->until, "a number");
}

/* The parts of a cookie, signed: it is the shop's until a byte changes. */
static void
sign_and_check(struct arena *a, const struct login_cookie *c)
{
	struct str value = cookie_of(a, c->login, c->expires, c->token);
	struct login_cookie got;
	char *changed;

	if (value.n > LOGIN_COOKIE_MAX)
		return;
	must(!login_cookie_read(a, value, &got), "what was made is read");
	must(login_cookie_is_signed(a, &got, secret, fragment),
	    "what was signed is known");
	must(!login_cookie_is_signed(a, &got, STR(""), fragment),
	    "no secret signs");
	must(!login_cookie_is_signed(a, &got, secret, STR("Ab1,")),
	    "another password does not");
	changed = arena_z(a, value);
	changed[value.n - 1] ^= 1;
	must(login_cookie_read(a, str_of(changed), &got) ||
		 !login_cookie_is_signed(a, &got, secret, fragment),
	    "a changed one is not known");
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = fuzz_arena();
	struct str rest = fuzz_str(data, size);
	struct str value = str_cut(&rest, '\0');
	struct login_cookie c;

	if (login_cookie_read(a, value, &c))
		return 0;
	check_parts(&c);
	must(!login_cookie_is_signed(a, &c, secret, fragment),
	    "what we did not sign is not known");
	login_cookie_is_open(a, &c, rest, 1);
	if (memchr(c.login.p, '\0', c.login.n) == NULL &&
	    memchr(c.token.p, '\0', c.token.n) == NULL)
		sign_and_check(a, &c);
	return 0;
}
