/* info.c - what the options mean: addresses, money, zone, rules.
 *
 * Fills a new snapshot in two steps, because pages and pictures have to be
 * found in between. Reading is option.c's and found.c's business, colours and
 * logo brand.c's.
 */
#include <inttypes.h>
#include <string.h>

#include "address.h"
#include "brand.h"
#include "inside.h"
#include "order.h"
#include "text.h"

#define NONE ((size_t)-1)

struct maker {
	struct woo *w;
	struct woo_set *set;
	struct arena *a;
};

static struct str
option(const struct maker *m, const char *name)
{
	return woo_option_in(&m->set->options, name);
}

static bool
is_yes(const struct maker *m, const char *name)
{
	return str_is_z(option(m, name), "yes");
}

static int64_t
number(const struct maker *m, const char *name)
{
	int64_t n;

	return str_int(str_trim(option(m, name)), &n) ? 0 : n;
}

static struct str
without_slash(struct str s)
{
	while (s.n && s.p[s.n - 1] == '/')
		s.n--;
	return s;
}

static struct str
upper(struct arena *a, struct str s)
{
	char *z = arena_z(a, s);

	for (size_t i = 0; i < s.n; i++)
		if (z[i] >= 'a' && z[i] <= 'z')
			z[i] = (char)(z[i] - 'a' + 'A');
	return (struct str){ z, s.n };
}

/* ---- addresses --------------------------------------------------------- */

/* Constants of wp-config.php stand above options; wp-config is only read
 * where the folder can be. */
static struct str
either(struct str constant, struct str option)
{
	return constant.n ? constant : option;
}

/* WordPress lets no constant say where the sites of a network are: one would
 * say it of all of them. */
static void
set_addresses(struct maker *m)
{
	const struct woo_constants *c = &m->w->constants;
	struct shop_info *info = &m->set->info;
	bool is_network = m->w->is_network;
	struct str site = is_network ? option(m, "siteurl")
	    : either(c->site_url, option(m, "siteurl"));
	struct str home = is_network ? option(m, "home")
	    : either(c->home_url, option(m, "home"));
	struct str network = option(m, "network:siteurl");

	info->site_url = without_slash(site);
	info->home_url = without_slash(home);
	info->login_url = arena_printf(
	    m->a, STR_FMT "/wp-login.php", STR_ARG(info->site_url));
	m->set->network_url = is_network && network.n ? network : site;
}

/* Where uploads are reached, by the rules of WordPress. */
static struct str
uploads_of(struct maker *m)
{
	const struct woo_constants *c = &m->w->constants;
	struct str site = m->set->info.site_url;
	struct str url = without_slash(option(m, "upload_url_path"));
	struct str path = option(m, "upload_path");
	struct str content = without_slash(c->content_url);
	bool is_old = str_is_z(option(m, "network:ms_files_rewriting"), "1");

	if (!url.n && path.n && path.p[0] != '/' &&
	    !str_is_z(path, "wp-content/uploads"))
		url = arena_printf(
		    m->a, STR_FMT "/" STR_FMT, STR_ARG(site), STR_ARG(path));
	if (!url.n && content.n)
		url = arena_join(m->a, content, STR("/uploads"));
	if (!url.n)
		url = arena_join(m->a, site, STR("/wp-content/uploads"));
	if (c->uploads.n && !is_old)
		url = arena_printf(m->a, STR_FMT "/" STR_FMT, STR_ARG(site),
		    STR_ARG(without_slash(c->uploads)));

	if (!m->w->is_network || m->w->conf->site_id == m->w->main_site)
		return url;
	if (is_old)
		return arena_join(m->a, site, STR("/files"));
	return arena_printf(
	    m->a, STR_FMT "/sites/%" PRId64, STR_ARG(url), m->w->conf->site_id);
}

/* "https://host:port" of an address. */
static struct str
origin_of(struct str url)
{
	size_t at = str_find(url, STR("://"));
	size_t end;

	if (at == NONE)
		return STR("");
	end = str_find_byte(str_skip(url, at + 3), '/');
	return end == NONE ? url : str_head(url, at + 3 + end);
}

/* ---- language, time, money --------------------------------------------- */

static void
set_locale(struct maker *m)
{
	struct str locale = option(m, "WPLANG");

	if (!locale.p)
		locale = option(m, "network:WPLANG");
	m->set->info.locale = locale.n ? locale : STR("en_US");
}

/* "5.5" hours to seconds. */
static int32_t
offset_of(struct str s)
{
	struct dec hours;
	struct dec seconds;

	if (woo_price_read(s, &hours))
		return 0;
	seconds = dec_round(dec_mul(hours, dec_int(3600)), 0);
	if (dec_cmp(seconds, dec_int(-86400)) < 0 ||
	    dec_cmp(seconds, dec_int(86400)) > 0)
		return 0;
	return (int32_t)seconds.v;
}

static void
set_zone(struct maker *m)
{
	struct shop_info *info = &m->set->info;
	struct str name = option(m, "timezone_string");
	int32_t offset;
	int32_t size;

	info->zone_name = name;
	if (name.n && !zone_load(m->a, NULL, name, &info->zone))
		return;

	offset = offset_of(option(m, "gmt_offset"));
	size = offset < 0 ? -offset : offset;
	info->zone = zone_fixed(m->a, offset);
	if (!name.n)
		info->zone_name = arena_printf(m->a, "%c%02d:%02d",
		    offset < 0 ? '-' : '+', size / 3600, size / 60 % 60);
}

static void
set_money(struct maker *m)
{
	struct woo_set *set = m->set;
	struct money_form *f = &set->info.money;
	struct str place = option(m, "woocommerce_currency_pos");
	struct str point = option(m, "woocommerce_price_decimal_sep");
	struct str decimals = option(m, "woocommerce_price_num_decimals");
	int64_t n =
	    decimals.p ? number(m, "woocommerce_price_num_decimals") : 2;

	set->info.currency = option(m, "woocommerce_currency");
	if (!set->info.currency.n)
		set->info.currency = STR("USD");
	n = n < 0 ? -n : n;
	f->symbol = woo_symbol(set->info.currency);
	f->decimal_sep = point.n ? woo_decode(m->a, point) : STR(".");
	f->thousand_sep =
	    woo_decode(m->a, option(m, "woocommerce_price_thousand_sep"));
	f->decimals = (uint8_t)(n > 8 ? 8 : n);
	f->symbol_left = !str_has_prefix(place, STR("right"));
	f->symbol_spaced = str_has_suffix(place, STR("_space"));
}

static void
set_taxes(struct maker *m)
{
	struct woo_set *set = m->set;

	set->has_taxes = is_yes(m, "woocommerce_calc_taxes");
	set->prices_include_tax =
	    set->has_taxes && is_yes(m, "woocommerce_prices_include_tax");
	set->shop_shows_tax =
	    str_is_z(option(m, "woocommerce_tax_display_shop"), "incl");
	set->cart_shows_tax =
	    str_is_z(option(m, "woocommerce_tax_display_cart"), "incl");
	set->rounds_at_subtotal =
	    is_yes(m, "woocommerce_tax_round_at_subtotal");
}

/* ---- the shop's own address -------------------------------------------- */

/* "LT" or "US:CA" */
static void
set_base(struct maker *m)
{
	struct str rest = option(m, "woocommerce_default_country");
	struct str country = str_cut(&rest, ':');

	m->set->base_country = upper(m->a, str_trim(country));
	m->set->base_state = upper(m->a, str_trim(rest));
	m->set->info.country = m->set->base_country;
}

static void
set_address(struct maker *m)
{
	struct shop_info *info = &m->set->info;
	struct order_address shop = {
		.address_1 =
		    woo_plain(m->a, option(m, "woocommerce_store_address")),
		.address_2 =
		    woo_plain(m->a, option(m, "woocommerce_store_address_2")),
		.city = woo_plain(m->a, option(m, "woocommerce_store_city")),
		.postcode =
		    woo_plain(m->a, option(m, "woocommerce_store_postcode")),
		.state = m->set->base_state,
		.country = m->set->base_country,
	};
	struct address_words words = {
		.name = STR(""),
		.country = woo_country(m->w, info->locale, info->country),
		.state = woo_state(
		    m->w, m->a, info->locale, shop.country, shop.state),
		.base = STR(""),
	};

	address_lines(m->a, &shop, &words, &info->address);
}

static void
set_mail(struct maker *m)
{
	struct str reply = option(m, "woocommerce_email_reply_to_address");

	m->set->info.email =
	    is_yes(m, "woocommerce_email_reply_to_enabled") && reply.n
		? reply
		: option(m, "woocommerce_email_from_address");
}

/* ---- in two steps ------------------------------------------------------ */

void
woo_info_begin(struct woo *w, struct woo_set *set)
{
	struct maker m = { .w = w, .set = set, .a = set->arena };
	struct shop_info *info = &set->info;

	info->platform = STR("woocommerce");
	info->platform_version = option(&m, "woocommerce_version");
	info->schema_version = option(&m, "woocommerce_db_version");
	info->base_version = option(&m, "db_version");
	set->is_hpos = is_yes(&m, "woocommerce_custom_orders_table_enabled");
	info->storage = set->is_hpos ? STR("hpos") : STR("posts");
	info->name = woo_plain(m.a, option(&m, "blogname"));
	info->date_format = option(&m, "date_format");
	info->time_format = option(&m, "time_format");
	info->has_reviews = is_yes(&m, "woocommerce_enable_reviews");
	info->hides_out_of_stock =
	    is_yes(&m, "woocommerce_hide_out_of_stock_items");
	set_addresses(&m);
	info->uploads_url = uploads_of(&m);
	info->uploads_origin = origin_of(info->uploads_url);
	set_locale(&m);
	set_zone(&m);
	set_money(&m);
	set_taxes(&m);
	set_base(&m);
	set_address(&m);
	set_mail(&m);
	woo_links_setup(set, m.a, w->scratch, option(&m, "permalink_structure"),
	    option(&m, "woocommerce_permalinks"));
}

static void
want(int64_t *ids, size_t *count, int64_t id)
{
	if (id > 0)
		ids[(*count)++] = id;
}

/* Options that name a page, and where its address goes. */
static const struct page_option {
	const char *name;
	size_t offset; /* of a struct str in struct woo_set */
	bool must_be_public;
} page_options[] = {
	{ "woocommerce_shop_page_id", offsetof(struct woo_set, info.shop_url) },
	{ "woocommerce_checkout_page_id",
	    offsetof(struct woo_set, checkout_url) },
	{ "woocommerce_myaccount_page_id",
	    offsetof(struct woo_set, info.account_url) },
	{ "woocommerce_terms_page_id", offsetof(struct woo_set, info.terms_url),
	    true },
	{ "wp_page_for_privacy_policy",
	    offsetof(struct woo_set, info.privacy_url), true },
};

enum { PAGES = sizeof(page_options) / sizeof(page_options[0]) };

void
woo_info_want(struct woo *w, struct woo_set *set, struct woo_wanted *out)
{
	struct maker m = { .w = w, .set = set, .a = set->arena };
	struct str style = option(&m, "stylesheet");

	for (size_t i = 0; i < PAGES; i++)
		want(out->pages, &out->pages_count,
		    number(&m, page_options[i].name));
	want(out->pictures, &out->pictures_count,
	    number(&m, "woocommerce_placeholder_image"));
	want(out->pictures, &out->pictures_count, woo_logo_id(set, w->scratch));
	want(out->pictures, &out->pictures_count, number(&m, "site_icon"));
	want(out->pictures, &out->pictures_count,
	    number(&m, "elementor_active_kit"));
	out->has_categories =
	    str_find(set->product_base, STR("_cat%")) != NONE ||
	    str_find(set->product_base, STR("%category%")) != NONE;
	out->styles_slug = arena_join(set->arena, STR("wp-global-styles-"),
	    woo_urlencode(set->arena, style));
}

static void
set_placeholder(struct maker *m, const struct woo_found *found)
{
	struct str option_value = option(m, "woocommerce_placeholder_image");
	const struct woo_picture *p =
	    woo_picture_in(found, number(m, "woocommerce_placeholder_image"));
	int64_t size;

	if (p)
		m->set->info.placeholder = woo_picture_url(
		    m->a, m->set->info.uploads_url, p, &size, &size);
	else if (str_has_prefix(option_value, STR("http")))
		m->set->info.placeholder = option_value;
}

static void
set_icon(struct maker *m, const struct woo_found *found)
{
	const struct woo_picture *p =
	    woo_picture_in(found, number(m, "site_icon"));
	int64_t size;

	if (p)
		m->set->info.icon_url = woo_picture_url(
		    m->a, m->set->info.uploads_url, p, &size, &size);
}

/* Without a page the shop hangs its endpoints on its home; and it may want
 * the checkout alone to be secure. */
static void
set_checkout(struct maker *m)
{
	struct woo_set *set = m->set;
	struct str *url = &set->checkout_url;

	set->account_base =
	    set->info.account_url.n ? set->info.account_url
				    : set->info.home_url;
	if (!url->n)
		*url = set->info.home_url;
	if (is_yes(m, "woocommerce_force_ssl_checkout") &&
	    str_has_prefix(*url, STR("http:")))
		*url = arena_join(m->a, STR("https:"), str_skip(*url, 5));
}

/* What stands around the number in the address of the shop's own order page,
 * found by an order that does not exist. */
static void
set_order_url(struct maker *m)
{
	static const struct str number_text = S("987654321");
	struct woo fresh = *m->w;
	struct str url;
	size_t at;

	fresh.set = m->set; /* the handle still has the old snapshot */
	url = woo_received_url(&fresh, m->a, 987654321, STR(""));
	at = str_find(url, number_text);

	if (at == NONE)
		return;
	m->set->info.order_url_head = str_head(url, at);
	m->set->info.order_url_tail = str_skip(url, at + number_text.n);
}

void
woo_info_finish(
    struct woo *w, struct woo_set *set, const struct woo_found *found)
{
	struct maker m = { .w = w, .set = set, .a = set->arena };
	int64_t front = str_is_z(option(&m, "show_on_front"), "page")
			    ? number(&m, "page_on_front")
			    : 0;

	for (size_t i = 0; i < PAGES; i++) {
		struct str *url =
		    (struct str *)((char *)set + page_options[i].offset);

		*url = woo_page_url(set, m.a, &found->pages,
		    number(&m, page_options[i].name), front,
		    page_options[i].must_be_public);
	}
	set_checkout(&m);
	set_placeholder(&m, found);
	set_icon(&m, found);
	set_order_url(&m);
	woo_brand_find(w, set, found, &set->info.brand);
}
