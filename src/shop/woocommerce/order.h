/* order.h - an order between its rows and its print (private).
 *
 * order_load() gathers the rows of either storage into struct raw_order;
 * everything that prints is a function from that to text, and asks no
 * database. Amounts are kept as the text the shop wrote.
 */
#ifndef SHOP_WOO_ORDER_H
#define SHOP_WOO_ORDER_H

#include "woo.h"

/* ---- what the rows say -------------------------------------------------- */

/* Where both tracking plugins keep the parcels of an order. */
#define TRACKING_META "_wc_shipment_tracking_items"

enum raw_limit {
	RAW_MAX_REFUNDS = 200,
	RAW_MAX_META = 65536 /* bytes of one value */
};

/* The one row of an order. HPOS has columns for it, posts have metas. */
struct raw_row {
	int64_t id;
	struct str type;
	struct str status; /* "wc-completed" */
	struct str currency;
	struct str total;
	struct str tax; /* without the tax of shipping */
	struct str customer;
	struct str email;
	struct str created; /* UTC, "2026-10-18 02:07:21" */
	struct str updated;
	struct str payment_method;
	struct str payment_title;
	struct str note;
	struct str key;
	struct str prices_include_tax; /* "1" or "yes" */
	struct str paid;               /* a date or unix seconds */
	struct str completed;
	struct str shipping_total;
	struct str shipping_tax;
	struct str discount_total;
	struct str discount_tax;
	struct str b_first, b_last, b_company, b_address_1, b_address_2;
	struct str b_city, b_state, b_postcode, b_country, b_phone;
	struct str s_first, s_last, s_company, s_address_1, s_address_2;
	struct str s_city, s_state, s_postcode, s_country, s_phone;
};

enum raw_item_kind {
	RAW_ITEM_OTHER = 0,
	RAW_ITEM_LINE,
	RAW_ITEM_SHIPPING,
	RAW_ITEM_FEE,
	RAW_ITEM_COUPON,
	RAW_ITEM_TAX
};

struct raw_item {
	int64_t id;
	int64_t order_id; /* the order's or a refund's */
	enum raw_item_kind kind;
	struct str name;
	struct list metas; /* struct order_meta, by their ids */
};

struct raw_refund {
	int64_t id;
	int64_t created_at;
	struct dec total;  /* what counts as refunded, positive */
	struct dec amount; /* what its row prints, positive */
	struct str reason;
};

struct raw_note {
	int64_t id;
	int64_t at;
	struct str text; /* markup */
};

struct raw_download {
	int64_t id;
	int64_t product_id;
	struct str file_id;
	struct str left;    /* "" for no limit */
	struct str expires; /* NULL for never */
	struct str files;   /* the product's, serialized */
};

struct raw_fulfillment {
	int64_t id;
	struct list metas; /* struct order_meta, values are JSON */
};

struct raw_order {
	struct raw_row row;
	struct list metas;   /* struct order_meta, by their ids */
	struct list items;   /* struct raw_item, by their ids; of refunds too */
	struct list refunds; /* struct raw_refund, newest first */
	struct list notes;   /* struct raw_note, newest first */
	struct list downloads;
	struct list fulfillments;
	struct list products;   /* const struct woo_product * */
	struct list sent_back;  /* int64_t: products, out of any order */
	struct str user_locale; /* of the customer, may be empty */
};

/* All of the order but its products, whatever its status; at most three
 * statements. ERR_NOT_FOUND: no such row, or no order. */
enum err
order_load(struct woo *w, struct arena *a, int64_t id, struct raw_order *out);
/* The products of its lines, for links and names of choices. */
enum err order_load_products(
    struct woo *w, struct arena *a, int64_t now, struct raw_order *o);

/* Carriers of a plugin's own, when the order has parcels of it and nobody
 * asked for them since the last refresh. */
enum err order_load_carriers(struct woo *w, const struct raw_order *o);

/* The statements of each step. */
enum err
order_row_load(struct woo *w, struct arena *a, int64_t id, struct raw_row *out);
/* Files a meta of a post in the row; false: it has no place there. */
bool order_row_fill(struct raw_row *row, struct str key, struct str value);
enum err order_bits_load(struct woo *w, struct arena *a, struct raw_order *o);
enum err order_items_load(struct woo *w, struct arena *a, struct raw_order *o,
    struct str *updated /* as it stands now */);

/* The first value of that key in a list of struct order_meta, or NULL text. */
struct str raw_meta(const struct list *metas, const char *key);
/* An amount as the shop wrote it; rubbish is 0. */
struct dec raw_dec(struct str s);
struct dec raw_meta_dec(const struct list *metas, const char *key);
int64_t raw_meta_int(const struct list *metas, const char *key);
/* A date in UTC, or unix seconds; 0 when it is neither. */
int64_t raw_time(struct str s);
bool raw_yes(struct str s); /* "1", "yes" */
/* What PHP's maybe_unserialize() makes of a meta: text stays text. */
struct value raw_value(struct arena *a, struct str s);
bool raw_is_refund_item(const struct raw_order *o, const struct raw_item *it);

/* All statements, named by what they read. */
extern const struct db_stmt order_row_hpos, order_row_posts, order_bits_hpos,
    order_bits_hpos_ful, order_bits_posts, order_bits_posts_ful,
    order_items_hpos, order_items_posts, order_items_plain, order_head_hpos, order_head_posts,
    order_find_hpos, order_find_posts, orders_last_hpos, orders_last_posts,
    orders_since_hpos, orders_since_posts, orders_mark_posts,
    sale_ids_hpos, sale_ids_posts,
    sales_hpos, sales_posts, twins_polylang, twins_wpml,
    meta_counts_hpos, meta_counts_posts, carriers_load;

/* ---- printing ----------------------------------------------------------- */

/* How the shop prints sums; see total_style_of(). */
struct total_style {
	struct money_form money;
	bool is_incl; /* woocommerce_tax_display_cart is "incl" */
	bool is_excl;
	bool has_taxes;
	bool is_itemized;
	bool rounds_at_subtotal;
	bool rounds_half_down; /* taxes of a shop whose prices include them */
	bool payment_last;     /* behind the total */
	bool reason_is_label;  /* before 8.8 a refund was named by its reason */
	bool sums_amounts;     /* posts: refunds count by their own amount */
	struct str subtotal, discount, shipping, refund, total, payment;
	struct str via;      /* "via %s" */
	struct str includes; /* "(includes %s)" */
	struct str tax_word; /* "VAT" or "Tax" */
	struct str ex_tax;   /* "(ex. VAT)" */
	struct str incl_tax; /* "(incl. VAT)" */
	struct str no_title; /* "Shipping" */
};

struct total_row {
	struct order_total t;
	struct str raw_label; /* with its colon, markup and all */
};

/* Does this base country say VAT? */
bool total_says_vat(struct str country);
/* One amount; the minus stands before everything. */
struct str
total_price(struct arena *a, struct dec d, const struct money_form *form);
void total_rows(struct arena *a, const struct raw_order *o,
    const struct total_style *style, struct list *out /* total_row */);
struct str total_line(struct arena *a, const struct raw_order *o,
    const struct raw_item *line, const struct total_style *style);
/* The title of a way of shipping. */
struct str
total_method_name(const struct raw_item *it, const struct total_style *style);
struct dec
total_refunded(const struct raw_order *o, const struct total_style *style);

/* Taxes of an order: one entry a rate code, zero ones left out. */
struct tax_sum {
	struct str code;
	struct str label; /* may be empty: the tax word */
	int64_t rate_id;
	struct dec amount;
};
void tax_sums(struct arena *a, const struct raw_order *o, struct list *out);
struct dec
tax_total(const struct raw_order *o, const struct total_style *style);
struct dec tax_refunded(const struct raw_order *o);
struct dec tax_refunded_of(const struct raw_order *o, int64_t rate_id);
/* Half goes down, as PHP_ROUND_HALF_DOWN, when asked. */
struct dec tax_round(struct dec d, const struct total_style *style);

/* What stands around one order while it is printed. */
struct order_press {
	struct woo *w;
	struct arena *arena;
	const struct raw_order *raw;
	struct str locale;
	struct total_style style;
	int64_t now;
};

struct order_press order_press_of(
    struct woo *w, struct arena *a, const struct raw_order *raw, int64_t now);

/* The line's product: of the variation where there is one. */
const struct woo_product *
line_product(const struct raw_order *o, const struct raw_item *line);
/* Its address, when the shop would link there. */
struct str line_url(const struct order_press *p, const struct raw_item *line);
struct str line_sku(const struct raw_order *o, const struct raw_item *line);
/* How many; one where nothing is said. */
struct dec line_qty(const struct raw_item *line);
struct dec
line_refunded(const struct raw_order *o, const struct raw_item *line);
/* struct order_pair, as the shop shows them to a buyer. */
void line_pairs(
    const struct order_press *p, const struct raw_item *line, struct list *out);
void order_lines(const struct order_press *p, struct list *out);

/* With its printed lines. */
struct order_address address_of(const struct order_press *p, bool is_shipping);
void parcels_of(const struct order_press *p, struct list *out);
/* The name of a carrier and where it shows a parcel; both may be empty. */
struct carrier_hit {
	struct str name;
	struct str url;
};
struct carrier_ask {
	struct str provider; /* a name or a slug */
	struct str number;
	struct str code; /* of the product; the second number of some */
	struct str postcode;
};
/* The shop's own carriers go before those we know. */
struct carrier_hit carrier_find(struct arena *a,
    const struct list *own /* struct woo_carrier */,
    const struct carrier_ask *ask);
void downloads_of(const struct order_press *p, struct list *out);
void pay_advice(const struct order_press *p, struct order *out);
struct str order_received_url(const struct order_press *p);
/* The same from an id and a key alone. */
struct str woo_received_url(
    const struct woo *w, struct arena *a, int64_t id, struct str key);
/* received_url, view_url and, when it needs payment, pay_url. */
void order_links(const struct order_press *p, struct order *out);

/* ---- status ------------------------------------------------------------- */

/* Without "wc-". */
struct str status_slug(struct str status);
enum order_state status_state(struct str slug);
/* Drafts, trash and the like are no orders to anybody. */
bool status_is_order(struct str status);
bool status_is_paid(struct str slug);
struct str
status_name(struct woo *w, struct arena *a, struct str locale, struct str slug);

/* Is the shop's WooCommerce at least that old? */
bool woo_is_least(const struct woo *w, int major, int minor);
struct str
order_number(const struct woo *w, struct arena *a, const struct raw_order *o);

#endif
