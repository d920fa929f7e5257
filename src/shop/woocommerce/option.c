/* option.c - the shop's options, read in one statement and looked up by name.
 *
 * Only what is listed here is read. What follows from the options is set.c's,
 * info.c's and brand.c's business; when they are read, refresh.c's.
 */
#include <stdlib.h>
#include <string.h>

#include "option.h"
#include "row.h"

/* Names whose row we need, in groups: WordPress, catalogue, taxes and prices,
 * store, checkout and accounts, reviews, payments, mails. The 'theme_mods_' of
 * the theme in use is added by the second part; users of a network carry a
 * mark, so that nobody else is asked for the tables of one. */
/* clang-format off */
static const struct db_stmt read_options = {
	.name = "woo.options",
	.row = woo_option_fields,
	.row_size = sizeof(struct woo_option),
	.reads = "{shop}options {base}usermeta",
	.sql =
	"SELECT " TXT("option_name") " AS name,"
	"       " TXT("option_value") " AS value"
	"  FROM {shop}options"
	" WHERE option_name IN ("
	"'siteurl','home','blogname','blogdescription','admin_email',"
	"'permalink_structure','timezone_string','gmt_offset','date_format',"
	"'time_format','WPLANG','blog_charset','template','stylesheet',"
	"'upload_path','upload_url_path','site_icon','show_on_front',"
	"'page_on_front','logged_in_key','logged_in_salt',"
	"'wp_page_for_privacy_policy','{shop}user_roles','active_plugins',"
	"'db_version',"
	"'comment_moderation','comment_previously_approved',"
	"'comment_max_links','moderation_keys','disallowed_keys',"
	"'comment_registration','require_name_email',"
	"'default_comment_status',"

	"'woocommerce_version','woocommerce_db_version',"
	"'woocommerce_schema_version','woocommerce_permalinks',"
	"'woocommerce_custom_orders_table_enabled',"
	"'woocommerce_custom_orders_table_data_sync_enabled',"
	"'woocommerce_hide_out_of_stock_items','woocommerce_manage_stock',"
	"'woocommerce_placeholder_image',"
	"'woocommerce_analytics_scheduled_import',"
	"'woocommerce_feature_fulfillments_enabled',"
	"'woocommerce_feature_email_improvements_enabled',"
	"'woocommerce_feature_customer_review_request_enabled',"

	"'woocommerce_currency','woocommerce_currency_pos',"
	"'woocommerce_price_thousand_sep','woocommerce_price_decimal_sep',"
	"'woocommerce_price_num_decimals','woocommerce_prices_include_tax',"
	"'woocommerce_calc_taxes','woocommerce_tax_display_shop',"
	"'woocommerce_tax_display_cart','woocommerce_tax_total_display',"
	"'woocommerce_tax_round_at_subtotal','woocommerce_tax_based_on',"
	"'woocommerce_price_display_suffix',"

	"'woocommerce_default_country','woocommerce_store_address',"
	"'woocommerce_store_address_2','woocommerce_store_city',"
	"'woocommerce_store_postcode',"

	"'woocommerce_shop_page_id','woocommerce_cart_page_id',"
	"'woocommerce_checkout_page_id','woocommerce_myaccount_page_id',"
	"'woocommerce_terms_page_id','woocommerce_enable_coupons',"
	"'woocommerce_checkout_order_received_endpoint',"
	"'woocommerce_checkout_pay_endpoint',"
	"'woocommerce_force_ssl_checkout',"
	"'woocommerce_myaccount_view_order_endpoint',"
	"'woocommerce_myaccount_orders_endpoint',"
	"'woocommerce_downloads_grant_access_after_payment',"
	"'woocommerce_ship_to_destination',"

	"'woocommerce_enable_reviews','woocommerce_enable_review_rating',"
	"'woocommerce_review_rating_required',"
	"'woocommerce_review_rating_verification_label',"
	"'woocommerce_review_rating_verification_required',"

	"'woocommerce_bacs_accounts','woocommerce_bacs_settings',"
	"'woocommerce_cod_settings','woocommerce_cheque_settings',"

	"'site_logo','astra-settings','et_divi','generate_settings',"
	"'elementor_active_kit',"
	"'woocommerce_email_base_color','woocommerce_email_text_color',"
	"'woocommerce_email_background_color',"
	"'woocommerce_email_body_background_color',"
	"'woocommerce_email_footer_text','woocommerce_email_header_image',"
	"'woocommerce_email_header_image_width',"
	"'woocommerce_email_font_family','woocommerce_email_from_address',"
	"'woocommerce_email_from_name','woocommerce_email_reply_to_enabled',"
	"'woocommerce_email_reply_to_address')"
	" UNION ALL "
	"SELECT 'theme_mods', " TXT("m.option_value")
	"  FROM {shop}options s"
	"  JOIN {shop}options m"
	"    ON m.option_name = CONCAT('theme_mods_', s.option_value)"
	" WHERE s.option_name = 'stylesheet'"
	" UNION ALL "
	"(SELECT 'network', '1' FROM {base}usermeta"
	"  WHERE meta_key IN ('primary_blog', 'source_domain') LIMIT 1)",
};

/* Options of the network: WordPress takes its cookies' name and secrets and
 * the super admins from there. */
static const struct db_stmt read_network = {
	.name = "woo.network",
	.row = woo_option_fields,
	.row_size = sizeof(struct woo_option),
	.reads = "{base}blogs {base}sitemeta",
	.sql =
	"SELECT CONCAT('network:', " TXT("m.meta_key") ") AS name,"
	"       " TXT("m.meta_value") " AS value"
	"  FROM {base}blogs b"
	"  JOIN {base}sitemeta m ON m.site_id = b.site_id"
	" WHERE b.blog_id = ?"
	"   AND m.meta_key IN ('siteurl','site_admins','WPLANG',"
	"       'logged_in_key','logged_in_salt','ms_files_rewriting',"
	"       'active_sitewide_plugins')",
};
/* clang-format on */

const struct field woo_option_fields[] = { FIELD(struct woo_option, name),
	FIELD(struct woo_option, value), FIELD_STOP };

const struct db_stmt *const woo_option_stmts[] = { &read_options, &read_network,
	NULL };

struct str
woo_option_names(void)
{
	struct str sql = str_of(read_options.sql);
	size_t from = str_find(sql, STR("IN ("));

	sql = str_skip(sql, from);
	return str_head(sql, str_find_byte(sql, ')'));
}

static int
compare(struct str a, struct str b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int c = n ? memcmp(a.p, b.p, n) : 0;

	if (c)
		return c;
	return a.n < b.n ? -1 : a.n > b.n;
}

static int
by_name(const void *a, const void *b)
{
	return compare(((const struct woo_option *)a)->name,
	    ((const struct woo_option *)b)->name);
}

static int
by_key(const void *key, const void *row)
{
	return compare(
	    *(const struct str *)key, ((const struct woo_option *)row)->name);
}

void
woo_options_sort(struct list *options)
{
	qsort(
	    options->items, options->count, sizeof(struct woo_option), by_name);
}

struct str
woo_option_in(const struct list *options, const char *name)
{
	struct str key = str_of(name);
	const struct woo_option *found;

	if (options->count == 0)
		return (struct str){ NULL, 0 };

	found = bsearch(&key, options->items, options->count,
	    sizeof(struct woo_option), by_key);

	return found ? found->value : (struct str){ NULL, 0 };
}

struct str
woo_option(const struct woo *w, const char *name)
{
	return woo_option_in(&w->set->options, name);
}

bool
woo_option_yes(const struct woo *w, const char *name)
{
	return str_is_z(woo_option(w, name), "yes");
}

int64_t
woo_option_int(const struct woo *w, const char *name, int64_t other)
{
	int64_t n;

	return str_int(str_trim(woo_option(w, name)), &n) ? other : n;
}

enum err
woo_options_read(struct woo *w, struct arena *a, struct list *out)
{
	return db_all(w->db, a, &read_options, IN_NONE, out);
}

/* A table that is not there, or that we may not read, is no network. */
enum err
woo_network_read(struct woo *w, struct arena *a, struct list *out)
{
	return db_all(w->db, a, &read_network, IN(V(w->conf->site_id)), out);
}
