/* inspect.c - what the adapter reads, as a tree: for the command line and for
 * comparing with facts asked of a running shop.
 *
 * One of four things is shown; nothing else in the program uses these trees.
 */
#include <string.h>

#include "inside.h"

static enum err
inspect_order(struct woo *w, struct arena *a, struct str which, int64_t now,
    struct value *out)
{
	return woo_inspect_order(w, a, which, now, out);
}

/* Who a cookie's value belongs to; a refused one is nobody's. */
static enum err
inspect_cookie(struct woo *w, struct arena *a, struct str which, int64_t now,
    struct value *out)
{
	struct shop_user user;
	enum err e;

	e = woo_session(w, a, which, now, false, &user);
	if (e)
		return e;

	out->kind = VALUE_MAP;
	value_put_text(a, out, "cookie_name", woo_cookie_name(w));
	value_put_bool(a, out, "is_valid", user.id != 0);
	value_put_int(a, out, "user_id", user.id);
	value_put_text(a, out, "user_login", user.login);
	value_put_text(a, out, "user_email", user.email);
	value_put_text(a, out, "display_name", user.name);
	value_put_bool(a, out, "manage_woocommerce", user.is_staff);
	return ERR_OK;
}

static const struct {
	const char *what;
	enum err (*show)(struct woo *w, struct arena *a, struct str which,
	    int64_t now, struct value *out);
} shows[] = {
	{ "order", inspect_order },
	{ "product", woo_inspect_product },
	{ "cookie", inspect_cookie },
	{ "settings", woo_inspect_settings },
};

enum err
woo_inspect(void *self, struct arena *a, const char *what, struct str which,
    int64_t now, struct value *out)
{
	for (size_t i = 0; i < sizeof(shows) / sizeof(shows[0]); i++)
		if (strcmp(shows[i].what, what) == 0)
			return shows[i].show(self, a, which, now, out);
	return ERR_BAD_INPUT;
}
