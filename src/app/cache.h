/* cache.h - rows of the shop that WordPress holds in its object cache;
 * private to app. What features call is in feature.h. */
#ifndef APP_CACHE_H
#define APP_CACHE_H

#include "app.h"

/* The kinds by the names the bridge knows: "products", "coupons", "orders",
 * "comments", "users"; NULL ended. */
extern const char *const cache_kinds[];
/* One for each kind: asks the bridge to forget a row (docs/bridge.md). */
extern const struct job_kind cache_products, cache_coupons, cache_orders,
    cache_comments, cache_users;

#endif
