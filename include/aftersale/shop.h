/* shop - the shop that was there before us, behind one interface.
 *
 * shop.c picks an adapter (woocommerce, fake; later opencart, prestashop);
 * shop table names stand only there. All text crosses plain UTF-8, never
 * escaped; all amounts cross as the shop prints them. Callers never add,
 * tax or convert amounts. Results live in the arena that is passed in.
 *
 * Statements of one shop_order() with everything: at most five, products
 * from a snapshot that may be 60 s old.
 */
#ifndef AFTERSALE_SHOP_H
#define AFTERSALE_SHOP_H

#include "aftersale/amount.h"
#include "aftersale/base.h"
#include "aftersale/conf.h"
#include "aftersale/db.h"
#include "aftersale/text.h"
#include "aftersale/zone.h"

struct shop;

/* ---- the shop itself ----------------------------------------------------*/

/* Where a part of the brand was found: "theme.json", "theme settings",
 * "mail settings", "neutral" ... (look.md, Brand). */
struct brand {
	struct str accent; /* "#1a2b3c", lower case; empty: none found */
	struct str accent_from;
	struct str text;
	struct str text_from;
	struct str background;
	struct str background_from;
	struct str logo_url; /* empty: none */
	struct str logo_from;
	int64_t logo_width;
	int64_t logo_height;
	struct str font; /* a CSS font-family list, empty: system */
	struct str font_from;
	struct str sign_off; /* e-mail footer text, plain */
};

struct shop_info {
	struct str platform;	     /* "woocommerce" */
	struct str platform_version; /* "11.0.1" */
	struct str schema_version;   /* of its tables: "11.0.1" */
	struct str base_version;     /* of WordPress' tables: "60421" */
	struct str storage;	     /* "hpos" or "posts" */
	struct str name;	     /* blogname, plain */
	struct str home_url;	     /* without a slash behind */
	struct str site_url;
	struct str uploads_url;	   /* base of pictures */
	struct str uploads_origin; /* scheme://host[:port] for img-src */
	struct str locale;	   /* "lt_LT", "en_US" */
	struct str currency;	   /* code of products */
	struct money_form money;   /* of products */
	struct str country;	   /* "LT" */
	struct list address;	   /* struct str: the shop's own lines */
	struct str email;	   /* for buyers, may be empty */
	const struct zone *zone;
	struct str zone_name;
	struct str date_format; /* PHP letters */
	struct str time_format;
	struct str account_url; /* my-account page */
	struct str shop_url;	/* the shop page */
	struct str terms_url;	/* empty: none */
	struct str privacy_url;
	struct str login_url;	/* wp-login.php */
	/* The shop's own order page is head, number, tail, key. */
	struct str order_url_head;
	struct str order_url_tail;
	struct str icon_url;	/* site icon, for the browser's tab */
	struct str placeholder; /* picture of products without one */
	bool has_reviews;
	bool hides_out_of_stock;
	struct brand brand;
};

enum shop_platform { SHOP_WOOCOMMERCE = 0, SHOP_FAKE };

/* A handle on the shop; nothing is read yet. db and conf outlive it. */
struct shop *shop_new(
    struct db *db, const struct conf *conf, enum shop_platform platform);
void shop_free(struct shop *shop); /* takes NULL */
/* Reads settings when they are older than 60 s or were never read; between
 * requests. A dead database keeps the old ones: ERR_BUSY only when there are
 * none yet. */
enum err shop_refresh(struct shop *shop, int64_t now);
/* Settings as last read; NULL before the first success. Valid until the next
 * shop_refresh. */
const struct shop_info *shop_info(const struct shop *shop);
/* Whether orders are called by the numbers of a plugin, as the settings say;
 * until the first call they are not. */
void shop_use_numbers(struct shop *shop, bool by_plugin);
/* Month and weekday names from the shop's own catalogue of that locale; NULL
 * where it has none. */
const struct date_words *shop_date_words(
    struct shop *shop, struct str locale);
/* Text of the last error, for the log. */
struct str shop_why(const struct shop *shop);
/* The adapter's statements, NULL ended: for grants and doctor. Once settings
 * were read, only those whose tables this shop has. */
const struct db_stmt *const *shop_stmts(const struct shop *shop);
/* Are there shops without this table, named as in a statement's reads? */
bool shop_may_lack(const struct shop *shop, struct str table);

/* What others build upon; bits. A job or a form that stands on a part is
 * closed while that part is not as it was (drift.h of app). */
enum shop_part {
	SHOP_PART_ORDERS = 1,
	SHOP_PART_PRODUCTS = 2,
	SHOP_PART_PEOPLE = 4,
	SHOP_PART_ALL = 7
};
struct shop_table {
	struct str label; /* "{shop}posts" */
	struct str name;  /* "wp_posts" */
	unsigned parts;	  /* 0: nothing hangs on it */
};
/* The tables that are read, as orders are kept now. After a refresh. */
void shop_tables(const struct shop *shop, struct arena *a,
    struct list *out /* struct shop_table */);
/* Is that column of the table, by its label, read by anything? Rather yes
 * than no. */
bool shop_reads(const struct shop *shop, struct str table, struct str column);

/* ---- the shop's folder --------------------------------------------------*/

/* What the shop's own configuration file says; texts are empty when it does
 * not say. No value of it is ever computed: what only the shop's own program
 * could work out is listed in unread by its name, and so is what is needed
 * and missing. */
struct shop_probe {
	struct str file;
	struct str db_host; /* without port and socket */
	struct str db_socket;
	int64_t db_port; /* 0: not said */
	struct str db_name;
	struct str db_user;
	struct str db_password;
	struct str prefix; /* of the first site */
	bool is_multisite;
	int64_t site_id;   /* of the main site */
	struct str wp_key; /* empty: the shop takes those of the database */
	struct str wp_salt;
	struct str cookie_hash;
	struct str cookie_name; /* whole name of the sign-in cookie */
	struct str home_url;    /* these four override the database */
	struct str site_url;
	struct str content_url;
	struct str uploads; /* a path below site_url */
	struct str content_dir; /* folders: wp-content, or where it was */
	struct str plugin_dir;	/* moved to */
	struct str lang_dir;
	bool has_object_cache;
	bool is_whole; /* not cut off in the middle */
	struct list unread; /* struct str */
};

/* Reads the configuration in the folder without running it. ERR_NOT_FOUND:
 * there is none; ERR_DENIED: it may not be read. Lives in the arena. */
enum err shop_probe(struct arena *a, const char *dir, struct shop_probe *out);
/* Another number when that file was changed or replaced, without reading it;
 * 0: there is none. */
int64_t shop_probe_stamp(const char *dir);

/* ---- orders -------------------------------------------------------------*/

enum order_state {
	ORDER_OTHER = 0, /* a plugin's own status */
	ORDER_PENDING,
	ORDER_ON_HOLD,
	ORDER_PROCESSING,
	ORDER_COMPLETED,
	ORDER_CANCELLED,
	ORDER_REFUNDED,
	ORDER_FAILED
};
extern const char *const order_state_words[];

/* Just enough to decide who may see it (CONTRACT 5.4). Drafts, trash and
 * refunds are not orders: ERR_NOT_FOUND. */
struct order_head {
	int64_t id;
	struct str number;
	struct str key; /* order_key, compare with crypt_equal */
	struct str email;
	int64_t customer_id; /* 0: guest */
	enum order_state state;
	int64_t created_at;
	int64_t items; /* how many lines; 0 when unknown */
	struct str shop_url; /* the shop's own page of it, with the key */
};

struct order_meta {
	struct str key;
	struct str value; /* raw, at most 64 KB */
};

/* A fact that the shopper reads: "Colour", "Red". */
struct order_pair {
	struct str label;
	struct str value;
};

struct order_line {
	int64_t id;
	int64_t product_id;
	int64_t variation_id;
	struct str name; /* plain: markup removed, entities decoded */
	struct str sku;
	struct dec qty;
	struct dec refunded_qty; /* positive */
	struct str qty_text;
	struct str total_text;	 /* as the shop prints the line */
	struct list pairs;	 /* struct order_pair: variation, plugins */
	struct list metas;	 /* struct order_meta: everything, raw */
	struct str url;		 /* only of a published, visible product */
	struct str image;	 /* thumbnail, may be empty */
	struct str image_alt;
	int64_t image_width;
	int64_t image_height;
	bool product_exists;
	bool is_virtual;
	bool is_download;
};

enum order_total_kind {
	ORDER_TOTAL_OTHER = 0,
	ORDER_TOTAL_SUBTOTAL,
	ORDER_TOTAL_DISCOUNT,
	ORDER_TOTAL_SHIPPING,
	ORDER_TOTAL_FEE,
	ORDER_TOTAL_TAX,
	ORDER_TOTAL_REFUND,
	ORDER_TOTAL_TOTAL,
	ORDER_TOTAL_PAYMENT
};

/* A printed row of totals: label without the colon; value is all of it,
 * amount, struck and note its parts for layout. */
struct order_total {
	enum order_total_kind kind;
	struct str key; /* the shop's own: "cart_subtotal", "fee_12" */
	struct str label;
	struct str value;
	struct str amount; /* "22,20 EUR-sign", may be empty */
	struct str struck; /* the original total after refunds */
	struct str note;   /* "via Courier", "(includes ...)" */
};

struct order_address {
	struct str first_name, last_name, company;
	struct str address_1, address_2, city, state, postcode, country;
	struct str email, phone;
	struct list lines; /* struct str: as the shop prints them */
	bool is_empty;
};

struct order_refund {
	int64_t id;
	int64_t created_at;
	struct str reason;
	struct str amount_text; /* positive */
};

struct order_note {
	int64_t at;
	struct str text; /* plain, line breaks kept */
};

struct order_download {
	struct str name;
	struct str url;
	int64_t left;	    /* -1: no limit */
	int64_t expires_at; /* 0: never */
};

struct order_parcel {
	struct str carrier; /* a name to print, may be empty */
	struct str number;
	struct str url; /* checked http(s) only, may be empty */
	int64_t sent_at; /* 0: unknown */
	struct list item_ids; /* int64_t; empty: not said */
	struct str source;    /* "shipment-tracking", "fulfillments" */
};

struct order_bank {
	struct str account_name, account_number, bank_name, sort_code, iban,
	    bic;
};

struct order {
	struct order_head head;
	struct str status;	/* slug without wc- */
	struct str status_name; /* in the order's language */
	bool is_paid;
	bool needs_payment;
	struct str currency;
	struct money_form money;
	struct money total; /* as printed, before refunds */
	struct str total_text;
	struct str refunded_text; /* empty: nothing refunded */
	bool is_part_refunded;
	struct str locale; /* of the order: "lt_LT" */
	int64_t paid_at;   /* 0: not */
	int64_t completed_at;
	int64_t updated_at;
	struct str created_text; /* by the shop's date format */
	struct order_address billing;
	struct order_address shipping;
	bool needs_shipping;
	bool is_pickup;
	struct list pickup_lines; /* struct str: the place the buyer chose */
	struct str shipping_method; /* titles, joined */
	struct str payment_method;  /* "bacs" */
	struct str payment_title;
	struct list banks;	   /* struct order_bank, bacs on hold */
	struct str payment_advice; /* instructions of bacs/cod/cheque */
	struct str customer_note;
	struct list lines;	/* struct order_line */
	struct list sent_back;	/* int64_t: products the buyer sent back, out
				 * of this order or another */
	struct list totals;	/* struct order_total */
	struct list refunds;	/* struct order_refund, oldest first */
	struct list notes;	/* struct order_note, newest first */
	struct list downloads;	/* struct order_download, if allowed now */
	struct list parcels;	/* struct order_parcel */
	struct list metas;	/* struct order_meta: of the order */
	struct list ship_metas; /* struct order_meta: of shipping lines */
	struct str received_url; /* the shop's own page, with the key */
	struct str view_url;	 /* my-account */
	struct str pay_url;	 /* empty unless payable */
};

/* Parts of an order that are loaded only when asked for. */
enum order_part {
	ORDER_LINES = 1,
	ORDER_TOTALS = 2,
	ORDER_NOTES = 4,
	ORDER_DOWNLOADS = 8,
	ORDER_PARCELS = 16,
	ORDER_PRODUCTS = 32, /* links and pictures of lines */
	ORDER_ALL = 63
};

/* The head by the number as the shop shows it (settings may say a plugin's
 * numbers are used). Several may answer (TR-04): all are given, at most 8.
 * An empty list and ERR_OK when there is none. */
enum err shop_order_find(
    struct shop *shop, struct arena *a, struct str number, struct list *heads);
enum err shop_order_head(
    struct shop *shop, struct arena *a, int64_t id, struct order_head *out);
/* A consistent picture of one order; 'now' decides about downloads. */
enum err shop_order(struct shop *shop, struct arena *a, int64_t id,
    unsigned parts, int64_t now, struct order *out);
/* Newest first. */
enum err shop_orders_last(
    struct shop *shop, struct arena *a, int64_t count, struct list *heads);

/* Orders made or changed after the cursor (architecture 14). */
struct order_cursor {
	int64_t updated_at; /* HPOS */
	int64_t id;	    /* posts */
	int64_t note_id;    /* posts: comments */
};
struct order_seen {
	int64_t id;
	int64_t updated_at;
	enum order_state state;
	bool is_trashed; /* thrown away: to nobody it is an order any more */
};
enum err shop_orders_since(struct shop *shop, struct arena *a,
    struct order_cursor *cursor, int64_t most,
    struct list *out /* struct order_seen */);

/* ---- what was sold, for learning ----------------------------------------*/

/* An order that was paid and is neither cancelled nor sent back. */
struct sale {
	int64_t order_id;
	int64_t user_id;  /* 0: a guest */
	struct str email; /* in small letters; may be empty */
	int64_t sold_at;  /* 0: unknown */
	struct str currency;
	struct dec total; /* all of it, less what was paid back */
};
/* What is left of one of its lines after refunds. A product may come in
 * several lines. */
struct sale_line {
	int64_t order_id;
	int64_t product_id;   /* the parent of a variation */
	int64_t variation_id; /* 0: none */
	int64_t pieces;	      /* 1 and up */
};
/* The next ids of orders above `after`, at most `most` and 256, whatever the
 * state of the orders; a refund names its order. Read by the primary key.
 * None: the list stays empty. *last is where to go on. */
enum err shop_sale_ids(struct shop *shop, struct arena *a, int64_t after,
    int64_t most, struct list *ids /* int64_t */, int64_t *last);
/* What is a sale among at most 256 orders, both lists by order. */
enum err shop_sales(struct shop *shop, struct arena *a, const int64_t *ids,
    size_t count, struct list *sales /* struct sale */,
    struct list *lines /* struct sale_line */);
/* Products that are one in several languages, by group. */
struct product_twin {
	int64_t group_id;
	int64_t product_id;
	struct str language; /* the plugin's own word: "lt", "pt-br" */
};
enum err shop_twins(
    struct shop *shop, struct arena *a, struct list *out /* product_twin */);

/* ---- products -----------------------------------------------------------*/

struct product {
	int64_t id;
	int64_t parent_id; /* of a variation, else 0 */
	struct str name;
	struct str url;
	struct str price;     /* visible text: "12,00 EUR", "5 - 9" */
	struct str price_was; /* struck, when on sale; else empty */
	struct str price_now; /* price without the struck part */
	struct str image;
	struct str image_alt;
	int64_t image_width;
	int64_t image_height;
	bool in_stock;
	bool is_visible; /* may be linked and shown in the catalogue */
	bool is_offerable; /* visible, in stock, has a price (CONTRACT 6) */
	bool is_virtual;
	bool is_download;
	int64_t rating_x100; /* 0: none */
	int64_t reviews;
	struct list cross_sells; /* int64_t ids as the owner set them */
	struct list upsells;
	struct list categories; /* struct str names */
	struct list category_ids; /* int64_t */
	struct list category_above; /* int64_t: those they are below, five up;
				     * some may come twice */
};

/* Products by id, in the order asked for; unknown ids are left out. From the
 * snapshot where it is at most 60 s old. At most 256 ids. */
enum err shop_products(struct shop *shop, struct arena *a, const int64_t *ids,
    size_t count, int64_t now, struct list *out /* struct product */);

/* The product or variation that carries this SKU. ERR_NOT_FOUND: none does. */
enum err shop_product_find(
    struct shop *shop, struct arena *a, struct str sku, int64_t *id);
/* Categories of products by name, for an owner to pick from; at most 2,000. */
struct shop_category {
	int64_t id;
	struct str name;
};
enum err shop_categories(
    struct shop *shop, struct arena *a, struct list *out /* shop_category */);

/* ---- who is it ----------------------------------------------------------*/

struct shop_user {
	int64_t id; /* 0: nobody */
	struct str login;
	struct str name;
	struct str email;
	bool is_staff; /* may manage the shop (manage_woocommerce) */
};

/* Name of the sign-in cookie, to find it among the request's. */
struct str shop_cookie_name(struct shop *shop);
/* The user behind a cookie value (still URL-encoded or not: as received,
 * decoded once). Nobody: ERR_OK with id 0. */
enum err shop_session(struct shop *shop, struct arena *a, struct str cookie,
    int64_t now, bool is_post, struct shop_user *out);

/* A key that shop and aftersale know and nobody had to exchange: derived from
 * the secrets the shop signs its own cookies with, for one use by its name.
 * ERR_NOT_FOUND while none are known. */
#define SHOP_KEY_SIZE 32
enum err shop_shared_key(struct shop *shop, struct arena *a, const char *use,
    uint8_t out[SHOP_KEY_SIZE]);

/* ---- looking inside -----------------------------------------------------*/

/* What the adapter reads as a tree in the key names of the facts files. what:
 * "order", "product", "cookie", "settings". */
enum err shop_inspect(struct shop *shop, struct arena *a, const char *what,
    struct str which, int64_t now, struct value *out);
/* Meta keys of the last `orders` orders with their frequency. */
struct meta_count {
	struct str place; /* "order", "item", "shipping" */
	struct str key;
	int64_t orders;
	struct str example; /* masked */
};
enum err shop_meta_counts(struct shop *shop, struct arena *a, int64_t orders,
    struct list *out /* struct meta_count */);

#endif
