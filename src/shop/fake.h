/* fake.h - the rows of the shop that only exists in memory (private).
 *
 * Its facts are fixed, so tests may name them: orders 101 to 114, one a state
 * and one a special case; products 11 to 18.
 */
#ifndef SHOP_FAKE_H
#define SHOP_FAKE_H

#include "aftersale/shop.h"

/* 2026-11-23 00:00:00 UTC; orders were made before it. */
#define FAKE_NOW INT64_C(1795392000)

/* The sign that begins markup, for texts that try to be some. */
#define FAKE_LT "\x3c"

enum fake_kind {
	FAKE_PLAIN = 0,
	FAKE_BANK,     /* bacs, with an account to pay to */
	FAKE_DOWNLOAD, /* nothing to ship */
	FAKE_PICKUP,
	FAKE_PARTIAL, /* one line sent back */
	FAKE_TRACKED, /* with a parcel */
	FAKE_SIXTY,   /* sixty lines */
	FAKE_HOSTILE  /* texts that would hurt as markup */
};

struct fake_order {
	int64_t id;
	enum order_state state;
	const char *status;
	const char *status_name;
	enum fake_kind kind;
	int64_t customer_id;
	const char *email;
	int64_t age;        /* seconds before FAKE_NOW */
	int64_t product_id; /* of the first line */
	int64_t qty;
};

struct fake_product {
	int64_t id;
	const char *name;
	int64_t cents;
	int64_t was_cents; /* 0: no sale */
	bool in_stock;
	bool is_visible;
	bool has_image;
	bool is_virtual;
	int64_t cross_sells[3]; /* 0 ends */
};

extern const struct fake_order fake_orders[]; /* id 0 ends */
extern const struct fake_product fake_products[];
extern const struct shop_info fake_info;

const struct fake_order *fake_order_of(int64_t id);
const struct fake_product *fake_product_of(int64_t id);
/* "12,34 EUR-sign" */
struct str fake_money(struct arena *a, int64_t cents);
/* Fills everything the parts ask for. */
void fake_order_make(struct arena *a, const struct fake_order *row,
    unsigned parts, struct order *out);
void fake_head_make(
    struct arena *a, const struct fake_order *row, struct order_head *out);
void fake_product_make(
    struct arena *a, const struct fake_product *row, struct product *out);

#endif
