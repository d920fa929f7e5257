/* shop_job.h - what only the worker's nightly jobs ask the shop for: streams
 * over all of its products. Rows live as long as the call; errors as in
 * shop.h. */
#ifndef AFTERSALE_SHOP_JOB_H
#define AFTERSALE_SHOP_JOB_H

#include "aftersale/shop.h"

/* Best sellers of each category: product ids, for the nightly job. */
struct category_seller {
	int64_t category_id;
	int64_t product_id;
	int64_t sold;
};
enum err shop_category_sellers(struct shop *shop, struct arena *a,
    int64_t each, struct list *out /* struct category_seller */);
/* Product to category pairs of published products. */
enum err shop_each_category(struct shop *shop, struct arena *a,
    enum err (*each)(void *ctx, void *category_seller), void *ctx);

/* What may be shown at all: published, in the catalogue, no password. */
struct open_product {
	int64_t product_id;
	bool in_stock;
};
enum err shop_each_open(struct shop *shop, struct arena *a,
    enum err (*each)(void *ctx, void *open_product), void *ctx);

/* What a published product is worth to the shop. */
struct product_worth {
	int64_t product_id;
	bool has_margin; /* its cost is known */
	int64_t margin;	 /* thousandths of its price; below 0: sold at a loss */
	bool has_stock;	 /* its pieces are counted */
	int64_t stock;	 /* pieces; below 0: owed to buyers */
};
enum err shop_each_worth(struct shop *shop, struct arena *a,
    enum err (*each)(void *ctx, void *product_worth), void *ctx);

#endif
