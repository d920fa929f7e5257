/* tax.h - taxes of the shop's own address on a product's price (private). */
#ifndef SHOP_WOO_TAX_H
#define SHOP_WOO_TAX_H

#include "woo.h"

struct woo_place {
	struct str country; /* upper case */
	struct str state;
	struct str postcode;
	struct str city;
};

/* A rate as it stands, with what limits it to places. */
struct woo_rate_row {
	int64_t id;
	int64_t priority;
	struct str country;
	struct str state;
	struct str tax_class;
	struct dec percent;
	bool is_compound;
	int64_t postcodes; /* how many it names, and whether ours is one */
	int64_t cities;
	bool has_postcode;
	bool has_city;
};

/* Notes a place a rate is limited to ("postcode" or "city"). */
void woo_rate_limit(struct woo_rate_row *rate, const struct woo_place *shop,
    struct str type, struct str code);
/* The rates that hold at the place: one a class and priority. */
void woo_rates_pick(struct arena *a, struct list *rows,
    const struct woo_place *shop, struct list *out /* struct woo_rate */);

/* A price as it is stored, empty: none. ERR_BAD_INPUT for what is no price,
 * also for absurdly long ones. */
enum err woo_price_read(struct str s, struct dec *out);
/* The stored price with and without taxes, not rounded to be printed. */
struct dec woo_price_with_tax(
    const struct woo_set *set, struct dec price, struct str tax_class);
struct dec woo_price_without_tax(
    const struct woo_set *set, struct dec price, struct str tax_class);

#endif
