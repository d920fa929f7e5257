/* address.h - an address as WooCommerce prints it (private). */
#ifndef SHOP_WOO_ADDRESS_H
#define SHOP_WOO_ADDRESS_H

#include "aftersale/shop.h"

struct address_words {
	struct str name;    /* "%1$s %2$s": first and last name */
	struct str country; /* the name of the address' country */
	struct str state;   /* of its state; empty: its code is printed */
	struct str base;    /* code of the shop's own, which is not printed */
};

/* Appends the printed lines (struct str, plain text) to out. */
void address_lines(struct arena *a, const struct order_address *in,
    const struct address_words *words, struct list *out);

/* The format of a country, with \n between lines. */
struct str address_format(struct str country);

/* The English name of a state code; empty when there is no such. */
struct str address_state(struct str country, struct str state);

/* Upper case as PHP's mb_strtoupper: several letters for one where the
 * language asks for it. */
struct str woo_upper(struct arena *a, struct str s);

#endif
