/* brand.c - logo, colours, font and sign-off, looked for where shops keep
 * them, in the order of trust.
 *
 * Block themes (brand_theme.c), settings of common themes and page builders,
 * the shop's mail settings. What a platform or theme ships with is nobody's
 * brand: known defaults count as not set. Nothing found: neutral.
 */
#include <inttypes.h>
#include <string.h>

#include "brand.h"
#include "inside.h"
#include "php.h"

#define THEME_MAX_BYTES (1 << 20)

enum role { ROLE_ACCENT = 0, ROLE_TEXT, ROLE_BACKGROUND };

struct place {
	const char *option; /* a serialized option; theme_mods: of the theme */
	const char *path;   /* in it */
	enum role role;
};

/* Where common themes keep their colours. */
static const struct place places[] = {
	{ "theme_mods", "storefront_accent_color", ROLE_ACCENT },
	{ "theme_mods", "color_primary", ROLE_ACCENT },
	{ "theme_mods", "ocean_primary_color", ROLE_ACCENT },
	{ "theme_mods", "accent_color", ROLE_ACCENT },
	{ "theme_mods", "primary_color", ROLE_ACCENT },
	{ "theme_mods", "theme_color", ROLE_ACCENT },
	{ "theme_mods", "main_color", ROLE_ACCENT },
	{ "theme_mods", "colorPalette.color1.color", ROLE_ACCENT },
	{ "theme_mods", "link_color", ROLE_ACCENT },
	{ "astra-settings", "theme-color", ROLE_ACCENT },
	{ "et_divi", "accent_color", ROLE_ACCENT },
	{ "generate_settings", "link_color", ROLE_ACCENT },
	{ "theme_mods", "storefront_text_color", ROLE_TEXT },
	{ "theme_mods", "color_texts", ROLE_TEXT },
	{ "theme_mods", "body_text_color", ROLE_TEXT },
	{ "theme_mods", "text_color", ROLE_TEXT },
	{ "astra-settings", "text-color", ROLE_TEXT },
	{ "generate_settings", "text_color", ROLE_TEXT },
	{ "theme_mods", "background_color", ROLE_BACKGROUND },
	{ NULL, NULL, ROLE_ACCENT },
};

/* What platforms and themes ship with. */
static const char *const stock[] = { "#96588a", "#7f54b3", "#720eec", "#8526ff",
	"#557da1", "#6ec1e4", "#61ce70", "#7a7a7a", "#54595f", "#0274be",
	"#0170b9", "#446084", "#13aff0", "#2ea3f2", "#1e73be", NULL };
/* The mail settings' own, of either generation. */
static const char *const stock_mail[] = { "#3c3c3c", "#1e1e1e", "#505050",
	"#ffffff", "#f7f7f7", "#f5f5f5", "#fdfdfd", NULL };
static const char *const stock_footers[] = {
	"{site_title} &mdash; Built with {WooCommerce}",
	"{site_title}\074br />{store_address}",
	"{site_title} - Powered by WooCommerce", NULL
};

struct finder {
	struct woo *w;
	struct woo_set *set;
	struct arena *arena; /* of the set */
	struct arena *scratch;
	struct brand *out;
};

static bool
is_among(struct str s, const char *const *list)
{
	for (size_t i = 0; list[i]; i++)
		if (str_is_z(s, list[i]))
			return true;
	return false;
}

static void
take_role(struct finder *f, enum role role, struct str value, const char *from)
{
	struct brand *b = f->out;

	if (is_among(woo_colour(f->scratch, value), stock))
		return;
	if (role == ROLE_ACCENT)
		woo_brand_colour(
		    f->arena, value, from, &b->accent, &b->accent_from);
	else if (role == ROLE_TEXT)
		woo_brand_colour(
		    f->arena, value, from, &b->text, &b->text_from);
	else
		woo_brand_colour(
		    f->arena, value, from, &b->background, &b->background_from);
}

/* ---- block themes ------------------------------------------------------ */

/* theme.json of a theme, NULL when it cannot be read. */
static const struct value *
theme_json(struct finder *f, const char *option)
{
	struct str theme = woo_option_in(&f->set->options, option);
	struct value *tree = ARENA_NEW(f->scratch, struct value);
	struct str path;
	struct str json;

	if (!f->w->constants.content_dir.n || !theme.n ||
	    str_find(theme, STR("..")) != (size_t)-1)
		return NULL;

	path = arena_printf(f->scratch,
	    STR_FMT "/themes/" STR_FMT "/theme.json",
	    STR_ARG(f->w->constants.content_dir), STR_ARG(theme));
	if (conf_read_file(f->scratch, arena_z(f->scratch, path),
		THEME_MAX_BYTES, &json) ||
	    conf_json_read(f->scratch, json, tree, NULL))
		return NULL;
	return tree;
}

static void
from_block_theme(struct finder *f, const struct woo_found *found)
{
	struct value *owner = ARENA_NEW(f->scratch, struct value);
	const struct value *theme = theme_json(f, "stylesheet");
	struct brand b = { .accent = { NULL, 0 } };

	if (!theme)
		theme = theme_json(f, "template");
	if (!found->styles.n ||
	    conf_json_read(f->scratch, found->styles, owner, NULL))
		owner = NULL;

	woo_brand_theme(f->scratch, owner, theme, &b);
	take_role(f, ROLE_ACCENT, b.accent, b.accent_from.p);
	take_role(f, ROLE_TEXT, b.text, b.text_from.p);
	take_role(f, ROLE_BACKGROUND, b.background, b.background_from.p);
	f->out->font = arena_str(f->arena, b.font);
	f->out->font_from = b.font_from;
}

/* ---- settings of themes and page builders ------------------------------ */

static void
from_theme_settings(struct finder *f)
{
	const struct value *tree = NULL;
	const char *option = NULL;

	for (const struct place *p = places; p->option; p++) {
		if (!option || strcmp(option, p->option) != 0) {
			option = p->option;
			tree = php_tree(f->scratch,
			    woo_option_in(&f->set->options, option));
		}
		take_role(f, p->role,
		    value_text(f->scratch, value_at(tree, p->path), STR("")),
		    "theme settings");
	}
}

/* Elementor's kit: a list of colours with ids. */
static void
from_builder(struct finder *f, struct str kit)
{
	const struct value *tree = php_tree(f->scratch, kit);
	const struct value *colours = value_get(tree, STR("system_colors"));

	if (!colours || colours->kind != VALUE_LIST)
		return;
	for (size_t i = 0; i < colours->items.count; i++) {
		const struct value *c =
		    LIST_AT(&colours->items, struct value, i);
		struct str id =
		    value_text(f->scratch, value_get(c, STR("_id")), STR(""));
		struct str colour =
		    value_text(f->scratch, value_get(c, STR("color")), STR(""));

		if (str_is_z(id, "accent") || str_is_z(id, "primary"))
			take_role(f, ROLE_ACCENT, colour, "page builder");
		else if (str_is_z(id, "text"))
			take_role(f, ROLE_TEXT, colour, "page builder");
	}
}

/* ---- mail settings ----------------------------------------------------- */

static void
from_mail_colour(struct finder *f, const char *option, enum role role)
{
	struct str value = woo_option_in(&f->set->options, option);

	if (!is_among(woo_colour(f->scratch, value), stock_mail))
		take_role(f, role, value, "mail settings");
}

static struct str
replace(struct arena *a, struct str s, const char *what, struct str by)
{
	size_t at = str_find(s, str_of(what));

	if (at == (size_t)-1)
		return s;
	return arena_printf(a, STR_FMT STR_FMT STR_FMT,
	    STR_ARG(str_head(s, at)), STR_ARG(by),
	    STR_ARG(str_skip(s, at + strlen(what))));
}

static void
sign_off(struct finder *f)
{
	struct str s =
	    woo_option_in(&f->set->options, "woocommerce_email_footer_text");
	struct arena *a = f->scratch;

	if (!s.n || is_among(s, stock_footers))
		return;
	s = replace(a, s, "{site_title}", f->set->info.name);
	s = replace(a, s, "{site_address}", f->set->info.home_url);
	s = replace(a, s, "{site_url}", f->set->info.home_url);
	s = replace(a, s, "{store_address}", STR(""));
	s = replace(a, s, "{store_email}", f->set->info.email);
	s = replace(a, s, "{WooCommerce}", STR("WooCommerce"));
	s = replace(a, s, "{woocommerce}", STR("WooCommerce"));
	f->out->sign_off = woo_plain_lines(f->arena, s);
}

static void
from_mail_settings(struct finder *f)
{
	struct str font =
	    woo_option_in(&f->set->options, "woocommerce_email_font_family");

	from_mail_colour(f, "woocommerce_email_base_color", ROLE_ACCENT);
	from_mail_colour(f, "woocommerce_email_text_color", ROLE_TEXT);
	from_mail_colour(
	    f, "woocommerce_email_body_background_color", ROLE_BACKGROUND);
	if (!f->out->font.n && !str_is_z(font, "Helvetica")) {
		f->out->font = woo_font(f->arena, font);
		f->out->font_from = STR("mail settings");
	}
	sign_off(f);
}

/* ---- the logo ---------------------------------------------------------- */

static bool
take_logo(struct finder *f, const struct woo_found *found, int64_t id,
    const char *from)
{
	const struct woo_picture *p = id ? woo_picture_in(found, id) : NULL;
	struct woo_picture whole;

	if (!p)
		return false;
	whole = *p;
	whole.small = STR("");
	f->out->logo_url = woo_picture_url(f->arena, f->set->info.uploads_url,
	    &whole, &f->out->logo_width, &f->out->logo_height);
	f->out->logo_from = str_of(from);
	return f->out->logo_url.n > 0;
}

static void
find_logo(struct finder *f, const struct woo_found *found)
{
	struct str image =
	    woo_option_in(&f->set->options, "woocommerce_email_header_image");
	int64_t icon;

	if (take_logo(
		f, found, woo_logo_id(f->set, f->scratch), "theme settings"))
		return;
	if (str_has_prefix(image, STR("https://")) ||
	    str_has_prefix(image, STR("http://"))) {
		f->out->logo_url = image;
		f->out->logo_from = STR("mail settings");
		return;
	}
	if (!str_int(woo_option_in(&f->set->options, "site_icon"), &icon) &&
	    take_logo(f, found, icon, "site icon"))
		return;
	f->out->logo_url = STR("");
	f->out->logo_from = STR("neutral");
}

int64_t
woo_logo_id(const struct woo_set *set, struct arena *scratch)
{
	const struct value *mods =
	    php_tree(scratch, woo_option_in(&set->options, "theme_mods"));
	int64_t id = value_int(value_get(mods, STR("custom_logo")), 0);

	if (!id && str_int(woo_option_in(&set->options, "site_logo"), &id))
		id = 0;
	return id;
}

static void
say_neutral(struct str *value, struct str *from)
{
	if (!value->n)
		*from = STR("neutral");
}

void
woo_brand_find(struct woo *w, struct woo_set *set,
    const struct woo_found *found, struct brand *out)
{
	struct arena_mark mark = arena_mark(w->scratch);
	struct finder f = { .w = w,
		.set = set,
		.arena = set->arena,
		.scratch = w->scratch,
		.out = out };

	from_block_theme(&f, found);
	from_theme_settings(&f);
	from_builder(&f, found->kit);
	from_mail_settings(&f);
	find_logo(&f, found);
	say_neutral(&out->accent, &out->accent_from);
	say_neutral(&out->text, &out->text_from);
	say_neutral(&out->background, &out->background_from);
	say_neutral(&out->font, &out->font_from);
	arena_release(w->scratch, mark);
}
