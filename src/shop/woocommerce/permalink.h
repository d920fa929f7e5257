/* permalink.h - addresses of the shop's own pages and products (private). */
#ifndef SHOP_WOO_PERMALINK_H
#define SHOP_WOO_PERMALINK_H

#include "woo.h"

struct woo_page {
	int64_t id;
	int64_t parent;
	struct str slug; /* post_name: percent-encoded where it must be */
	struct str status;
};

/* What a product's address is made of. */
struct woo_link {
	int64_t id;
	struct str slug;
	struct str status;
	struct str date; /* post_date, local: "2026-02-01 10:00:00" */
	const struct list *categories; /* struct woo_term: of the product */
	const struct list *choices;    /* struct woo_choice, or NULL */
};

/* Reads permalink_structure and woocommerce_permalinks into the set. */
void woo_links_setup(struct woo_set *set, struct arena *a,
    struct arena *scratch, struct str structure, struct str bases);
/* The address of a page; empty when the list does not hold it, or when it is
 * no public page and has to be. */
struct str woo_page_url(const struct woo_set *set, struct arena *a,
    const struct list *pages, int64_t id, int64_t front_id,
    bool must_be_public);
struct str woo_product_url(
    const struct woo_set *set, struct arena *a, const struct woo_link *link);

#endif
