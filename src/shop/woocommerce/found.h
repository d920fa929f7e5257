/* found.h - rows that settings point to (private).
 *
 * Options name pages, pictures and a theme; one more statement finds them,
 * with the tax rates and attributes of the shop. info.c and brand.c read it
 * while the snapshot is made.
 */
#ifndef SHOP_WOO_FOUND_H
#define SHOP_WOO_FOUND_H

#include "permalink.h"
#include "picture.h"
#include "tax.h"

/* What to look for. */
struct woo_wanted {
	int64_t pages[8];
	size_t pages_count;
	int64_t pictures[8]; /* and the post of a page builder's kit */
	size_t pictures_count;
	struct str styles_slug; /* of the wp_global_styles post */
	bool has_categories;    /* the whole tree, for addresses */
};

struct woo_found {
	struct list pages;    /* struct woo_page, with their parents */
	struct list pictures; /* struct woo_picture */
	struct str styles;    /* theme.json of the owner's own choice */
	struct str kit;       /* settings of a page builder */
};

extern const struct db_stmt *const woo_found_stmts[];

/* Fills rates, attributes, words and categories of the set as well. All of
 * it lives in the set's arena. */
enum err woo_found_read(struct woo *w, struct woo_set *set,
    const struct woo_wanted *wanted, const struct woo_place *shop,
    struct woo_found *out);
const struct woo_picture *
woo_picture_in(const struct woo_found *found, int64_t id);

#endif
