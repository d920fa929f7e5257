/* woo.h - what both halves of the WooCommerce adapter share (private).
 *
 * The catalogue half keeps the settings snapshot, products, words and the
 * sign-in cookie; the order half reads orders. Facts: a running shop, listed
 * in tests/shop_contract. Everything that is remembered between requests
 * hangs on struct woo and is replaced as a whole by woo_refresh(), so what
 * the functions below hand out stays valid until then.
 */
#ifndef SHOP_WOO_H
#define SHOP_WOO_H

#include "aftersale/shop_job.h"

struct woo_option {
	struct str name;
	struct str value;
};

/* A row of tax_rates that counts for the shop's base address. */
struct woo_rate {
	int64_t priority;
	struct dec percent;
	struct str tax_class; /* "" is standard */
	bool is_compound;
};

/* A row of a tracking plugin's table of carriers. */
struct woo_carrier {
	struct str slug;
	struct str name;
	struct str url; /* with holes, see carrier.c */
};

/* The settings as last read; const between two refreshes, but for what is
 * read when it is first needed. */
struct woo_set {
	struct arena *arena;
	int64_t read_at;
	struct list options; /* struct woo_option, by name */
	struct shop_info info;
	bool is_hpos;
	bool has_taxes;          /* woocommerce_calc_taxes */
	bool prices_include_tax; /* as stored; false without taxes */
	bool shop_shows_tax;     /* woocommerce_tax_display_shop */
	bool cart_shows_tax;     /* woocommerce_tax_display_cart */
	bool rounds_at_subtotal; /* woocommerce_tax_round_at_subtotal */
	bool has_pretty_links;
	bool ends_in_slash;      /* pretty links do */
	struct str base_country; /* "LT" */
	struct str base_state;   /* "" or "CA" */
	struct str checkout_url; /* page, or home where there is none */
	struct str account_base; /* the same of the account page */
	struct str link_root;    /* "index.php/" in front of pretty paths */
	struct str product_base; /* "product", may hold %product_cat% */
	struct str network_url;  /* siteurl the cookie is named after */
	struct str cookie_name;
	struct list tax_classes; /* struct str: slugs */
	struct list rates;       /* struct woo_rate, in order of use */
	struct list attributes;  /* struct woo_attribute of the shop: pa_* */
	struct list words;       /* struct woo_term of pa_*; at most 4,096 */
	struct list categories;  /* struct woo_term: only when links need it */
	struct list carriers;    /* struct woo_carrier, once has_carriers */
	bool has_carriers;
	bool has_no_reports; /* posts: the tables of reports are missing */
};

struct woo_term {
	int64_t id;
	int64_t parent;
	struct str taxonomy; /* "pa_color", "product_cat" */
	struct str slug;
	struct str name; /* plain */
};

/* "pa_color" or "engraving-text", and how people read it. */
struct woo_attribute {
	struct str key;
	struct str label; /* plain */
};

/* What a variation was chosen by; an empty value is "any". */
struct woo_choice {
	struct str key; /* without attribute_ */
	struct str value;
};

enum woo_type {
	WOO_SIMPLE = 0,
	WOO_VARIABLE,
	WOO_GROUPED,
	WOO_EXTERNAL,
	WOO_VARIATION,
	WOO_OTHER /* a plugin's own type: treated as simple */
};

/* More of a product than shop.h tells the features. */
struct woo_product {
	struct product p;
	enum woo_type type;
	struct str status; /* "publish", "trash", ... */
	struct str title;  /* raw, may hold markup */
	struct str sku;
	struct str rating; /* "3.12", as stored; "0" without */
	struct str tax_class;
	bool is_taxable;
	bool is_open;    /* visible as the shop itself says: links to it */
	bool has_secret; /* a password */
	bool has_image;  /* of its own (or its parent's); no placeholder */
	struct list attributes; /* struct woo_attribute: of it or its parent */
	struct list choices;    /* struct woo_choice, of a variation */
	struct list terms;      /* struct woo_term, pa_* of it or its parent */
};

struct woo_cache;
struct woo_words;

/* What wp-config.php says above the options, where it can be read. */
struct woo_constants {
	struct str home_url;
	struct str site_url;
	struct str content_url;
	struct str uploads;
	struct str cookie_name;
	/* Folders; empty when nobody says where the shop is. */
	struct str content_dir;
	struct str plugin_dir;
	struct str lang_dir;
};

struct woo {
	struct db *db;
	const struct conf *conf;
	struct arena *arena;     /* of the handle itself */
	struct arena *scratch;   /* emptied by whoever used it */
	struct woo_set *set;     /* NULL before the first refresh */
	struct woo_cache *cache; /* products */
	struct woo_words *words; /* catalogues */
	struct list stmts;       /* const struct db_stmt *, NULL ended */
	char why[256];
	struct woo_constants constants;
	int64_t main_site;   /* of a multisite */
	bool is_network;     /* a multisite */
	bool plugin_numbers; /* orders are called as a plugin numbers them */
	bool has_doubt; /* an order was not there: perhaps it is elsewhere now */
};

/* ---- the handle -------------------------------------------------------- */

void *woo_open(struct db *db, const struct conf *conf);
void woo_close(void *self); /* takes NULL */
const struct shop_info *woo_info(const void *self);
struct str woo_why(const void *self);
const struct db_stmt *const *woo_stmts(const void *self);
bool woo_may_lack(struct str table);
void woo_tables(const void *self, struct arena *a, struct list *out);
bool woo_reads(const void *self, struct str table, struct str column);

/* Notes the text of an error for the log and gives e back. */
enum err woo_fail(struct woo *w, enum err e, const char *what);

/* ---- settings ---------------------------------------------------------- */

/* The raw value, empty when the row is missing. Only names that option.c
 * lists are read. */
struct str woo_option(const struct woo *w, const char *name);
bool woo_option_yes(const struct woo *w, const char *name);
int64_t woo_option_int(const struct woo *w, const char *name, int64_t other);
enum err woo_refresh(void *self, int64_t now);

/* Is a plugin active that keeps carriers in a table? */
bool woo_has_carriers(const struct woo *w);

/* ---- products ---------------------------------------------------------- */

/* Every known product among the ids, whatever its state, in the order asked
 * for; the list holds const struct woo_product *. At most 256 ids, at most
 * two statements, none when all are remembered. */
enum err woo_products(struct woo *w, struct arena *a, const int64_t *ids,
    size_t count, int64_t now, struct list *out);
/* The one of that id in such a list, or NULL. */
const struct woo_product *woo_product_in(const struct list *list, int64_t id);

/* As shop.h wants them. */
enum err woo_shop_products(void *self, struct arena *a, const int64_t *ids,
    size_t count, int64_t now, struct list *out);
enum err woo_product_find(
    void *self, struct arena *a, struct str sku, int64_t *id);
enum err woo_categories(void *self, struct arena *a, struct list *out);
enum err woo_category_sellers(
    void *self, struct arena *a, int64_t each, struct list *out);
enum err woo_each_category(void *self, struct arena *a,
    enum err (*each)(void *ctx, void *category_seller), void *ctx);
enum err woo_each_open(void *self, struct arena *a,
    enum err (*each)(void *ctx, void *open_product), void *ctx);
enum err woo_each_worth(void *self, struct arena *a,
    enum err (*each)(void *ctx, void *product_worth), void *ctx);

/* ---- words ------------------------------------------------------------- */

/* A sentence of the shop's own catalogues (woocommerce, then WordPress) in
 * that locale; the msgid itself when there is none. */
struct str
woo_tr(struct woo *w, struct str locale, const char *ctx, const char *msgid);
/* Names of months and days for date_text(); NULL for English. */
const struct date_words *woo_date_words(struct woo *w, struct str locale);
/* The same for the pages: NULL unless a catalogue was really found. */
const struct date_words *woo_shop_date_words(void *self, struct str locale);
struct str woo_country(struct woo *w, struct str locale, struct str code);
/* Of its own list; empty where that cannot be read. */
struct str woo_country_name(struct woo *w, struct str code);
/* The name of a state; empty when its code has none. */
struct str woo_state(struct woo *w, struct arena *a, struct str locale,
    struct str country, struct str state);

/* The symbol of an ISO code, the code itself when it is not known. */
struct str woo_symbol(struct str code);
/* How the shop prints amounts of that currency. */
struct money_form woo_money(const struct woo *w, struct str currency);

/* Text as a reader sees it: markup removed, entities decoded, runs of white
 * space one space. */
struct str woo_plain(struct arena *a, struct str html);
/* The same, but line breaks and paragraphs become line feeds. */
struct str woo_plain_lines(struct arena *a, struct str html);

/* ---- links ------------------------------------------------------------- */

/* {page}{endpoint}/{value}/ or, with plain links, &{endpoint}={value}; empty
 * when the endpoint is switched off. */
struct str woo_endpoint(const struct woo *w, struct arena *a, struct str page,
    struct str endpoint, struct str value);
/* application/x-www-form-urlencoded, as PHP's urlencode. */
struct str woo_urlencode(struct arena *a, struct str s);

/* ---- who is it, and looking inside ------------------------------------- */

struct str woo_cookie_name(void *self);
enum err woo_session(void *self, struct arena *a, struct str cookie,
    int64_t now, bool is_post, struct shop_user *out);
enum err woo_shared_key(void *self, struct arena *a, const char *use,
    uint8_t out[SHOP_KEY_SIZE]);
enum err woo_inspect(void *self, struct arena *a, const char *what,
    struct str which, int64_t now, struct value *out);
enum err
woo_meta_counts(void *self, struct arena *a, int64_t orders, struct list *out);

/* ---- the order half ---------------------------------------------------- */

/* NULL ended. */
extern const struct db_stmt *const woo_order_stmts[];

void woo_use_numbers(void *self, bool by_plugin);
enum err woo_order_find(
    void *self, struct arena *a, struct str number, struct list *heads);
enum err
woo_order_head(void *self, struct arena *a, int64_t id, struct order_head *out);
enum err woo_order(void *self, struct arena *a, int64_t id, unsigned parts,
    int64_t now, struct order *out);
enum err
woo_orders_last(void *self, struct arena *a, int64_t count, struct list *heads);
enum err woo_orders_since(void *self, struct arena *a,
    struct order_cursor *cursor, int64_t most, struct list *out);
enum err woo_sale_ids(void *self, struct arena *a, int64_t after, int64_t most,
    struct list *ids, int64_t *last);
enum err woo_sales(void *self, struct arena *a, const int64_t *ids,
    size_t count, struct list *sales, struct list *lines);
enum err woo_twins(void *self, struct arena *a, struct list *out);
/* Is the plugin active that keeps translations in a table of its own? */
bool woo_has_wpml(const struct woo *w);
enum err woo_inspect_order(struct woo *w, struct arena *a, struct str which,
    int64_t now, struct value *out);

#endif
