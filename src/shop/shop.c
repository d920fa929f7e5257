/* shop.c - hands every call to the adapter of the shop's platform.
 *
 * No shop table is named here and nothing is remembered: both is the
 * adapters' business.
 */
#include <stdlib.h>

#include "aftersale/shop_job.h"
#include "ops.h"

struct shop {
	const struct shop_ops *ops;
	void *self;
};

const char *const order_state_words[] = {
	[ORDER_OTHER] = "other",
	[ORDER_PENDING] = "pending",
	[ORDER_ON_HOLD] = "on-hold",
	[ORDER_PROCESSING] = "processing",
	[ORDER_COMPLETED] = "completed",
	[ORDER_CANCELLED] = "cancelled",
	[ORDER_REFUNDED] = "refunded",
	[ORDER_FAILED] = "failed",
	NULL,
};

static const struct shop_ops *const adapters[] = {
	[SHOP_WOOCOMMERCE] = &woo_ops,
	[SHOP_FAKE] = &fake_ops,
};

struct shop *
shop_new(struct db *db, const struct conf *conf, enum shop_platform platform)
{
	struct shop *shop = malloc(sizeof(*shop));

	if (!shop)
		abort();
	shop->ops = adapters[platform];
	shop->self = shop->ops->open(db, conf);
	return shop;
}

void
shop_free(struct shop *shop)
{
	if (!shop)
		return;
	shop->ops->close(shop->self);
	free(shop);
}

enum err
shop_refresh(struct shop *shop, int64_t now)
{
	return shop->ops->refresh(shop->self, now);
}

const struct shop_info *
shop_info(const struct shop *shop)
{
	return shop->ops->info(shop->self);
}

void
shop_use_numbers(struct shop *shop, bool by_plugin)
{
	shop->ops->use_numbers(shop->self, by_plugin);
}

const struct date_words *
shop_date_words(struct shop *shop, struct str locale)
{
	if (!shop->ops->date_words)
		return NULL;
	return shop->ops->date_words(shop->self, locale);
}

struct str
shop_why(const struct shop *shop)
{
	return shop->ops->why(shop->self);
}

const struct db_stmt *const *
shop_stmts(const struct shop *shop)
{
	return shop->ops->stmts(shop->self);
}

bool
shop_may_lack(const struct shop *shop, struct str table)
{
	return shop->ops->may_lack && shop->ops->may_lack(table);
}

void
shop_tables(const struct shop *shop, struct arena *a, struct list *out)
{
	if (shop->ops->tables)
		shop->ops->tables(shop->self, a, out);
}

bool
shop_reads(const struct shop *shop, struct str table, struct str column)
{
	return shop->ops->reads && shop->ops->reads(shop->self, table, column);
}

enum err
shop_order_find(
    struct shop *shop, struct arena *a, struct str number, struct list *heads)
{
	return shop->ops->order_find(shop->self, a, number, heads);
}

enum err
shop_order_head(
    struct shop *shop, struct arena *a, int64_t id, struct order_head *out)
{
	return shop->ops->order_head(shop->self, a, id, out);
}

enum err
shop_order(struct shop *shop, struct arena *a, int64_t id, unsigned parts,
    int64_t now, struct order *out)
{
	return shop->ops->order(shop->self, a, id, parts, now, out);
}

enum err
shop_orders_last(
    struct shop *shop, struct arena *a, int64_t count, struct list *heads)
{
	return shop->ops->orders_last(shop->self, a, count, heads);
}

enum err
shop_orders_since(struct shop *shop, struct arena *a,
    struct order_cursor *cursor, int64_t most, struct list *out)
{
	return shop->ops->orders_since(shop->self, a, cursor, most, out);
}

enum err
shop_sale_ids(struct shop *shop, struct arena *a, int64_t after, int64_t most,
    struct list *ids, int64_t *last)
{
	return shop->ops->sale_ids(shop->self, a, after, most, ids, last);
}

enum err
shop_sales(struct shop *shop, struct arena *a, const int64_t *ids,
    size_t count, struct list *sales, struct list *lines)
{
	return shop->ops->sales(shop->self, a, ids, count, sales, lines);
}

enum err
shop_twins(struct shop *shop, struct arena *a, struct list *out)
{
	return shop->ops->twins(shop->self, a, out);
}

enum err
shop_products(struct shop *shop, struct arena *a, const int64_t *ids,
    size_t count, int64_t now, struct list *out)
{
	return shop->ops->products(shop->self, a, ids, count, now, out);
}

enum err
shop_product_find(
    struct shop *shop, struct arena *a, struct str sku, int64_t *id)
{
	return shop->ops->product_find(shop->self, a, sku, id);
}

enum err
shop_categories(struct shop *shop, struct arena *a, struct list *out)
{
	return shop->ops->categories(shop->self, a, out);
}

enum err
shop_category_sellers(
    struct shop *shop, struct arena *a, int64_t each, struct list *out)
{
	return shop->ops->category_sellers(shop->self, a, each, out);
}

enum err
shop_each_category(struct shop *shop, struct arena *a,
    enum err (*each)(void *ctx, void *category_seller), void *ctx)
{
	return shop->ops->each_category(shop->self, a, each, ctx);
}

enum err
shop_each_open(struct shop *shop, struct arena *a,
    enum err (*each)(void *ctx, void *open_product), void *ctx)
{
	return shop->ops->each_open(shop->self, a, each, ctx);
}

enum err
shop_each_worth(struct shop *shop, struct arena *a,
    enum err (*each)(void *ctx, void *product_worth), void *ctx)
{
	return shop->ops->each_worth(shop->self, a, each, ctx);
}

struct str
shop_cookie_name(struct shop *shop)
{
	return shop->ops->cookie_name(shop->self);
}

enum err
shop_shared_key(struct shop *shop, struct arena *a, const char *use,
    uint8_t out[SHOP_KEY_SIZE])
{
	return shop->ops->shared_key(shop->self, a, use, out);
}

enum err
shop_session(struct shop *shop, struct arena *a, struct str cookie, int64_t now,
    bool is_post, struct shop_user *out)
{
	return shop->ops->session(shop->self, a, cookie, now, is_post, out);
}

enum err
shop_inspect(struct shop *shop, struct arena *a, const char *what,
    struct str which, int64_t now, struct value *out)
{
	return shop->ops->inspect(shop->self, a, what, which, now, out);
}

enum err
shop_meta_counts(
    struct shop *shop, struct arena *a, int64_t orders, struct list *out)
{
	return shop->ops->meta_counts(shop->self, a, orders, out);
}
