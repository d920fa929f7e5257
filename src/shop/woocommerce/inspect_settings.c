/* inspect_settings.c - the options as they stand and what was made of them.
 *
 * Secrets and long serialized settings are not shown.
 */
#include <string.h>

#include "inside.h"
#include "option.h"

static const char *const kept_back[] = { "logged_in", "_settings",
	"bacs_accounts", "user_roles", "active_plugins", "astra", "et_divi",
	NULL };

static bool
is_shown(struct str name)
{
	for (size_t i = 0; kept_back[i]; i++)
		if (str_find(name, str_of(kept_back[i])) != (size_t)-1)
			return false;
	return true;
}

/* Every name the statement asks for, in its order. */
static void
put_options(const struct woo *w, struct arena *a, struct value *out)
{
	struct value *map = value_push(a, out, STR("options_raw"), VALUE_MAP);
	struct str rest = woo_option_names();

	while (rest.n) {
		struct str name;
		struct str value;

		str_cut(&rest, '\'');
		name = str_cut(&rest, '\'');
		if (!name.n || !is_shown(name))
			continue;
		value = woo_option(w, arena_z(a, name));
		if (value.n)
			value_push(a, map, name, VALUE_TEXT)->text = value;
		else
			value_push(a, map, name, VALUE_NONE);
	}
}

static void
put_brand(struct arena *a, const struct brand *b, struct value *out)
{
	struct value *map = value_push(a, out, STR("brand"), VALUE_MAP);

	value_put_text(a, map, "accent", b->accent);
	value_put_text(a, map, "accent_from", b->accent_from);
	value_put_text(a, map, "text", b->text);
	value_put_text(a, map, "text_from", b->text_from);
	value_put_text(a, map, "background", b->background);
	value_put_text(a, map, "background_from", b->background_from);
	value_put_text(a, map, "logo", b->logo_url);
	value_put_text(a, map, "logo_from", b->logo_from);
	value_put_text(a, map, "font", b->font);
	value_put_text(a, map, "font_from", b->font_from);
	value_put_text(a, map, "sign_off", b->sign_off);
}

static void
put_money(struct arena *a, const struct money_form *f, struct value *out)
{
	struct value *map = value_push(a, out, STR("money"), VALUE_MAP);

	value_put_text(a, map, "symbol", f->symbol);
	value_put_text(a, map, "decimal_sep", f->decimal_sep);
	value_put_text(a, map, "thousand_sep", f->thousand_sep);
	value_put_int(a, map, "decimals", f->decimals);
	value_put_bool(a, map, "symbol_left", f->symbol_left);
	value_put_bool(a, map, "symbol_spaced", f->symbol_spaced);
}

static void
put_address(struct arena *a, const struct list *lines, struct value *out)
{
	struct value *list =
	    value_push(a, out, STR("store_address"), VALUE_LIST);

	for (size_t i = 0; i < lines->count; i++)
		value_push(a, list, STR(""), VALUE_TEXT)->text =
		    *LIST_AT(lines, struct str, i);
}

static const struct {
	const char *name;
	size_t offset; /* of a struct str in struct shop_info */
} texts[] = {
	{ "platform", offsetof(struct shop_info, platform) },
	{ "version", offsetof(struct shop_info, platform_version) },
	{ "storage", offsetof(struct shop_info, storage) },
	{ "name", offsetof(struct shop_info, name) },
	{ "home_url", offsetof(struct shop_info, home_url) },
	{ "site_url", offsetof(struct shop_info, site_url) },
	{ "uploads_url", offsetof(struct shop_info, uploads_url) },
	{ "uploads_origin", offsetof(struct shop_info, uploads_origin) },
	{ "locale", offsetof(struct shop_info, locale) },
	{ "currency", offsetof(struct shop_info, currency) },
	{ "country", offsetof(struct shop_info, country) },
	{ "email", offsetof(struct shop_info, email) },
	{ "zone", offsetof(struct shop_info, zone_name) },
	{ "date_format", offsetof(struct shop_info, date_format) },
	{ "time_format", offsetof(struct shop_info, time_format) },
	{ "account_url", offsetof(struct shop_info, account_url) },
	{ "shop_url", offsetof(struct shop_info, shop_url) },
	{ "terms_url", offsetof(struct shop_info, terms_url) },
	{ "privacy_url", offsetof(struct shop_info, privacy_url) },
	{ "login_url", offsetof(struct shop_info, login_url) },
	{ "placeholder", offsetof(struct shop_info, placeholder) },
};

enum err
woo_inspect_settings(struct woo *w, struct arena *a, struct str which,
    int64_t now, struct value *out)
{
	const struct shop_info *info = woo_info(w);

	(void)which;
	(void)now;
	if (!info)
		return ERR_BUSY;

	out->kind = VALUE_MAP;
	value_put_text(a, out, "table_prefix", w->conf->db.prefix);
	put_options(w, a, out);
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		value_put_text(a, out, texts[i].name,
		    *(const struct str *)((const char *)info +
					  texts[i].offset));
	put_money(a, &info->money, out);
	put_address(a, &info->address, out);
	value_put_bool(a, out, "has_reviews", info->has_reviews);
	value_put_bool(a, out, "hides_out_of_stock", info->hides_out_of_stock);
	value_put_bool(a, out, "is_multisite", w->is_network);
	value_put_text(a, out, "cookie_name", woo_cookie_name(w));
	put_brand(a, &info->brand, out);
	return ERR_OK;
}
