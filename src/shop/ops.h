/* ops.h - what an adapter has to offer (private to shop/).
 *
 * One const table an adapter; shop.c hands every call on. The comments of
 * aftersale/shop.h are the contract. `self` is the adapter's own handle.
 */
#ifndef SHOP_OPS_H
#define SHOP_OPS_H

#include "aftersale/shop_job.h"

struct shop_ops {
	void *(*open)(struct db *db, const struct conf *conf);
	void (*close)(void *self); /* takes NULL */
	enum err (*refresh)(void *self, int64_t now);
	const struct shop_info *(*info)(const void *self);
	void (*use_numbers)(void *self, bool by_plugin);
	const struct date_words *(*date_words)(void *self, struct str locale);
	struct str (*why)(const void *self);
	const struct db_stmt *const *(*stmts)(const void *self);
	bool (*may_lack)(struct str table); /* may be NULL: none */
	/* Both may be NULL: nothing is watched then. */
	void (*tables)(const void *self, struct arena *a, struct list *out);
	bool (*reads)(
	    const void *self, struct str table, struct str column);

	enum err (*order_find)(
	    void *self, struct arena *a, struct str number, struct list *heads);
	enum err (*order_head)(
	    void *self, struct arena *a, int64_t id, struct order_head *out);
	enum err (*order)(void *self, struct arena *a, int64_t id,
	    unsigned parts, int64_t now, struct order *out);
	enum err (*orders_last)(
	    void *self, struct arena *a, int64_t count, struct list *heads);
	enum err (*orders_since)(void *self, struct arena *a,
	    struct order_cursor *cursor, int64_t most, struct list *out);
	enum err (*sale_ids)(void *self, struct arena *a, int64_t after,
	    int64_t most, struct list *ids, int64_t *last);
	enum err (*sales)(void *self, struct arena *a, const int64_t *ids,
	    size_t count, struct list *sales, struct list *lines);
	enum err (*twins)(void *self, struct arena *a, struct list *out);

	enum err (*products)(void *self, struct arena *a, const int64_t *ids,
	    size_t count, int64_t now, struct list *out);
	enum err (*product_find)(
	    void *self, struct arena *a, struct str sku, int64_t *id);
	enum err (*categories)(
	    void *self, struct arena *a, struct list *out);
	enum err (*category_sellers)(
	    void *self, struct arena *a, int64_t each, struct list *out);
	enum err (*each_category)(void *self, struct arena *a,
	    enum err (*each)(void *ctx, void *category_seller), void *ctx);
	enum err (*each_open)(void *self, struct arena *a,
	    enum err (*each)(void *ctx, void *open_product), void *ctx);
	enum err (*each_worth)(void *self, struct arena *a,
	    enum err (*each)(void *ctx, void *product_worth), void *ctx);

	struct str (*cookie_name)(void *self);
	enum err (*session)(void *self, struct arena *a, struct str cookie,
	    int64_t now, bool is_post, struct shop_user *out);

	enum err (*shared_key)(void *self, struct arena *a, const char *use,
	    uint8_t out[SHOP_KEY_SIZE]);

	enum err (*inspect)(void *self, struct arena *a, const char *what,
	    struct str which, int64_t now, struct value *out);
	enum err (*meta_counts)(
	    void *self, struct arena *a, int64_t orders, struct list *out);
};

extern const struct shop_ops woo_ops;
extern const struct shop_ops fake_ops;

#endif
