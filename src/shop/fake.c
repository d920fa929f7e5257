/* fake.c - a shop that exists in memory only, for tests of everything above.
 *
 * Same answers every time; nothing is read and nothing can be written. Its
 * rows stand in fake_data.c.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fake.h"
#include "ops.h"

#define ARENA_CAP (1 << 20)

struct fake {
	struct arena *arena;
	struct shop_info info;
};

static void *
fake_open(struct db *db, const struct conf *conf)
{
	struct arena *arena = arena_new(ARENA_CAP);
	struct fake *f = ARENA_NEW(arena, struct fake);

	(void)db;
	(void)conf;
	f->arena = arena;
	f->info = fake_info;
	f->info.zone = zone_fixed(arena, 0);
	*LIST_PUSH(arena, &f->info.address, struct str) = STR("Gedimino pr. 1");
	*LIST_PUSH(arena, &f->info.address, struct str) = STR("01100 Vilnius");
	return f;
}

static void
fake_close(void *self)
{
	struct fake *f = self;

	if (f)
		arena_free(f->arena);
}

static enum err
fake_refresh(void *self, int64_t now)
{
	(void)self;
	(void)now;
	return ERR_OK;
}

static const struct shop_info *
info(const void *self)
{
	return &((const struct fake *)self)->info;
}

static struct str
why(const void *self)
{
	(void)self;
	return STR("");
}

static const struct db_stmt *const *
stmts(const void *self)
{
	static const struct db_stmt *const none[] = { NULL };

	(void)self;
	return none;
}

/* ---- orders ------------------------------------------------------------ */

static enum err
order_head(void *self, struct arena *a, int64_t id, struct order_head *out)
{
	const struct fake_order *row = fake_order_of(id);

	(void)self;
	if (!row)
		return ERR_NOT_FOUND;
	fake_head_make(a, row, out);
	return ERR_OK;
}

static enum err
order_find(void *self, struct arena *a, struct str number, struct list *heads)
{
	struct order_head head;
	int64_t id;

	if (!str_int(number, &id) && !order_head(self, a, id, &head))
		*LIST_PUSH(a, heads, struct order_head) = head;
	return ERR_OK;
}

static enum err
order(void *self, struct arena *a, int64_t id, unsigned parts, int64_t now,
    struct order *out)
{
	const struct fake_order *row = fake_order_of(id);

	(void)self;
	(void)now;
	if (!row)
		return ERR_NOT_FOUND;
	fake_order_make(a, row, parts, out);
	return ERR_OK;
}

static size_t
orders_count(void)
{
	size_t n = 0;

	while (fake_orders[n].id)
		n++;
	return n;
}

static enum err
orders_last(void *self, struct arena *a, int64_t count, struct list *heads)
{
	(void)self;
	for (size_t i = orders_count(); i-- > 0 && count-- > 0;)
		fake_head_make(
		    a, &fake_orders[i], LIST_PUSH(a, heads, struct order_head));
	return ERR_OK;
}

static int64_t
updated_at(const struct fake_order *row)
{
	return FAKE_NOW - row->age / 2;
}

static int
by_update(const void *a, const void *b)
{
	const struct order_seen *x = a;
	const struct order_seen *y = b;

	if (x->updated_at != y->updated_at)
		return x->updated_at < y->updated_at ? -1 : 1;
	return x->id < y->id ? -1 : x->id > y->id;
}

static enum err
orders_since(void *self, struct arena *a, struct order_cursor *cursor,
    int64_t most, struct list *out)
{
	struct list all = { NULL, 0, 0 };

	(void)self;
	for (const struct fake_order *row = fake_orders; row->id; row++)
		*LIST_PUSH(a, &all, struct order_seen) =
		    (struct order_seen){ row->id, updated_at(row), row->state };
	if (all.count)
		qsort(all.items, all.count, sizeof(struct order_seen),
		    by_update);

	for (size_t i = 0; i < all.count && most > 0; i++) {
		const struct order_seen *seen =
		    LIST_AT(&all, struct order_seen, i);

		if (seen->updated_at < cursor->updated_at ||
		    (seen->updated_at == cursor->updated_at &&
			seen->id <= cursor->id))
			continue;
		*LIST_PUSH(a, out, struct order_seen) = *seen;
		cursor->updated_at = seen->updated_at;
		cursor->id = seen->id;
		most--;
	}
	return ERR_OK;
}

static enum err
sale_ids(void *self, struct arena *a, int64_t after, int64_t most,
    struct list *ids, int64_t *last)
{
	(void)self;
	for (const struct fake_order *row = fake_orders; row->id; row++) {
		if (row->id <= after || most-- <= 0)
			continue;
		*LIST_PUSH(a, ids, int64_t) = row->id;
		*last = row->id;
	}
	return ERR_OK;
}

static struct dec
total_of(const struct fake_order *row)
{
	const struct fake_product *p = fake_product_of(row->product_id);
	const struct money total = { p ? p->cents * row->qty : 0, 2 };

	return money_dec(total);
}

static enum err
sales(void *self, struct arena *a, const int64_t *ids, size_t count,
    struct list *out, struct list *lines)
{
	(void)self;
	for (size_t i = 0; i < count; i++) {
		const struct fake_order *row = fake_order_of(ids[i]);

		if (!row || (row->state != ORDER_PROCESSING &&
				row->state != ORDER_COMPLETED))
			continue;
		*LIST_PUSH(a, out, struct sale) = (struct sale){ row->id,
			row->customer_id, str_of(row->email),
			FAKE_NOW - row->age, STR("EUR"),
			total_of(row) };
		*LIST_PUSH(a, lines, struct sale_line) = (struct sale_line){
			row->id, row->product_id, 0, row->qty };
	}
	return ERR_OK;
}

static enum err
twins(void *self, struct arena *a, struct list *out)
{
	(void)self;
	(void)a;
	(void)out;
	return ERR_OK;
}

/* ---- products ---------------------------------------------------------- */

static enum err
products(void *self, struct arena *a, const int64_t *ids, size_t count,
    int64_t now, struct list *out)
{
	(void)self;
	(void)now;
	for (size_t i = 0; i < count; i++) {
		const struct fake_product *row = fake_product_of(ids[i]);

		if (row)
			fake_product_make(
			    a, row, LIST_PUSH(a, out, struct product));
	}
	return ERR_OK;
}

static enum err
each_open(void *self, struct arena *a,
    enum err (*each)(void *ctx, void *open_product), void *ctx)
{
	(void)self;
	(void)a;
	for (const struct fake_product *p = fake_products; p->id; p++) {
		struct open_product open = { p->id, true };
		enum err e = p->is_visible ? each(ctx, &open) : ERR_OK;

		if (e)
			return e;
	}
	return ERR_OK;
}

static enum err
each_category(void *self, struct arena *a,
    enum err (*each)(void *ctx, void *category_seller), void *ctx)
{
	(void)self;
	(void)a;
	for (const struct fake_product *p = fake_products; p->id; p++) {
		struct category_seller seller = { 3, p->id, 100 - p->id };
		enum err e = p->is_visible ? each(ctx, &seller) : ERR_OK;

		if (e)
			return e;
	}
	return ERR_OK;
}

/* Costs half of its price, and nobody counts it. */
static enum err
each_worth(void *self, struct arena *a,
    enum err (*each)(void *ctx, void *product_worth), void *ctx)
{
	(void)self;
	(void)a;
	for (const struct fake_product *p = fake_products; p->id; p++) {
		struct product_worth worth = { .product_id = p->id,
			.has_margin = true, .margin = 500 };
		enum err e = p->is_visible ? each(ctx, &worth) : ERR_OK;

		if (e)
			return e;
	}
	return ERR_OK;
}

struct sellers {
	struct arena *arena;
	struct list *out;
	int64_t left;
};

static enum err
take_seller(void *ctx, void *row)
{
	struct sellers *s = ctx;

	if (s->left-- > 0)
		*LIST_PUSH(s->arena, s->out, struct category_seller) =
		    *(const struct category_seller *)row;
	return ERR_OK;
}

/* Nothing here has an article number, or a category. */
static enum err
product_find(void *self, struct arena *a, struct str sku, int64_t *id)
{
	(void)self;
	(void)a;
	(void)sku;
	(void)id;
	return ERR_NOT_FOUND;
}

static enum err
categories(void *self, struct arena *a, struct list *out)
{
	(void)self;
	(void)a;
	(void)out;
	return ERR_OK;
}

static enum err
category_sellers(void *self, struct arena *a, int64_t each, struct list *out)
{
	struct sellers s = { a, out, each };

	return each_category(self, a, take_seller, &s);
}

/* ---- people, and looking inside ---------------------------------------- */

static struct str
cookie_name(void *self)
{
	(void)self;
	return STR("fake_session");
}

/* "staff" and "customer" are signed in. */
static enum err
session(void *self, struct arena *a, struct str cookie, int64_t now,
    bool is_post, struct shop_user *out)
{
	(void)self;
	(void)a;
	(void)now;
	(void)is_post;
	*out = (struct shop_user){ .id = 0 };
	if (str_is_z(cookie, "staff"))
		*out = (struct shop_user){ 1, STR("admin"), STR("Admin"),
			STR("admin@example.com"), true };
	else if (str_is_z(cookie, "customer"))
		*out = (struct shop_user){ 7, STR("petras"), STR("Petras"),
			STR("petras@example.com"), false };
	return ERR_OK;
}

static enum err
shared_key(void *self, struct arena *a, const char *use,
    uint8_t out[SHOP_KEY_SIZE])
{
	(void)self;
	(void)a;
	memset(out, 0, SHOP_KEY_SIZE);
	snprintf((char *)out, SHOP_KEY_SIZE, "%s", use);
	return ERR_OK;
}

static enum err
inspect(void *self, struct arena *a, const char *what, struct str which,
    int64_t now, struct value *out)
{
	int64_t id;

	(void)self;
	(void)now;
	if (strcmp(what, "order") != 0 || str_int(which, &id))
		return ERR_BAD_INPUT;
	if (!fake_order_of(id))
		return ERR_NOT_FOUND;
	out->kind = VALUE_MAP;
	value_put_int(a, out, "id", id);
	value_put_text(a, out, "status", str_of(fake_order_of(id)->status));
	return ERR_OK;
}

static enum err
meta_counts(void *self, struct arena *a, int64_t orders, struct list *out)
{
	struct meta_count *c = LIST_PUSH(a, out, struct meta_count);

	(void)self;
	c->place = STR("order");
	c->key = STR("_parcel_locker");
	c->orders = orders < 14 ? orders : 14;
	c->example = STR("Xxxxxxx 000");
	return ERR_OK;
}

static void
use_numbers(void *self, bool by_plugin)
{
	(void)self;
	(void)by_plugin;
}

const struct shop_ops fake_ops = {
	.open = fake_open,
	.close = fake_close,
	.refresh = fake_refresh,
	.info = info,
	.use_numbers = use_numbers,
	.why = why,
	.stmts = stmts,
	.order_find = order_find,
	.order_head = order_head,
	.order = order,
	.orders_last = orders_last,
	.orders_since = orders_since,
	.sale_ids = sale_ids,
	.sales = sales,
	.twins = twins,
	.products = products,
	.product_find = product_find,
	.categories = categories,
	.category_sellers = category_sellers,
	.each_category = each_category,
	.each_open = each_open,
	.each_worth = each_worth,
	.cookie_name = cookie_name,
	.session = session,
	.shared_key = shared_key,
	.inspect = inspect,
	.meta_counts = meta_counts,
};
