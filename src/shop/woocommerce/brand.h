/* brand.h - the look of the shop, found in its own settings (private). */
#ifndef SHOP_WOO_BRAND_H
#define SHOP_WOO_BRAND_H

#include "found.h"
#include "option.h"

/* "#1a2b3c" of "#1A2B3C", "#abc", "abc" or "rgb(1, 2, 3)"; else empty. */
struct str woo_colour(struct arena *a, struct str s);
/* A list of font names that may stand in a style sheet, else empty. */
struct str woo_font(struct arena *a, struct str s);

/* The first that finds something wins: what is set stays. */
void woo_brand_colour(struct arena *a, struct str found, const char *from,
    struct str *colour, struct str *colour_from);

/* theme.json of the theme and what the owner changed of it; either may be
 * NULL. */
void woo_brand_theme(struct arena *a, const struct value *owner,
    const struct value *theme, struct brand *out);

/* Everything, in the order of trust. */
void woo_brand_find(struct woo *w, struct woo_set *set,
    const struct woo_found *found, struct brand *out);

#endif
