/* place_names.h - names of countries and states out of WooCommerce's own lists
 * (private). */
#ifndef SHOP_WOO_PLACE_NAMES_H
#define SHOP_WOO_PLACE_NAMES_H

#include "aftersale/base.h"

enum { PLACE_NAMES_MAX_BYTES = 512 * 1024 };

struct place_name {
	struct str country;
	struct str state; /* empty: the country itself */
	struct str name;  /* in English, a msgid of the catalogues; ends in NUL */
};

/* Reads the PHP source of a list without running it: "code" => "name", or
 * "country" => array of those; names may stand in __(). What is something
 * else is left out; any bytes are fine. */
void place_names_read(struct arena *a, struct arena *scratch, struct str php,
    struct list *out /* struct place_name */);
/* NULL text when it is not there. */
struct str place_name_in(
    const struct list *list, struct str country, struct str state);

#endif
