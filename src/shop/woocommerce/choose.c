/* choose.c - what an owner picks from: a product by what is written on it, and
 * the categories. */
#include "inside.h"
#include "row.h"
#include "text.h"

enum { CATEGORIES_MOST = 2000 };

struct id_row {
	int64_t id;
};

static const struct field id_fields[] = { FIELD(struct id_row, id),
	FIELD_STOP };

static const struct field category_fields[] = {
	FIELD(struct shop_category, id),
	FIELD(struct shop_category, name),
	FIELD_STOP,
};

/* Translations may share it: the oldest is the original. */
static const struct db_stmt find_sku = {
	.name = "woo.find_sku",
	.row = id_fields,
	.row_size = sizeof(struct id_row),
	.reads = "{shop}postmeta {shop}posts",
	.sql = "SELECT p.ID AS id"
	       "  FROM {shop}postmeta m"
	       "  JOIN {shop}posts p ON p.ID = m.post_id"
	       " WHERE m.meta_key = '_sku'"
	       "   AND m.meta_value = ?"
	       "   AND p.post_type IN ('product', 'product_variation')"
	       "   AND p.post_status <> 'trash'"
	       " ORDER BY p.ID"
	       " LIMIT 1",
};

static const struct db_stmt read_categories = {
	.name = "woo.categories",
	.row = category_fields,
	.row_size = sizeof(struct shop_category),
	.reads = "{shop}term_taxonomy {shop}terms",
	.sql = "SELECT x.term_id AS id, " TXT("t.name") " AS name"
	       "  FROM {shop}term_taxonomy x"
	       "  JOIN {shop}terms t ON t.term_id = x.term_id"
	       " WHERE x.taxonomy = 'product_cat'"
	       " ORDER BY t.name, x.term_id"
	       " LIMIT ?",
};

const struct db_stmt *const woo_choose_stmts[] = { &find_sku,
	&read_categories, NULL };

enum err
woo_product_find(void *self, struct arena *a, struct str sku, int64_t *id)
{
	struct woo *w = self;
	struct id_row row;
	enum err e;

	e = db_one(w->db, a, &find_sku, IN(V(sku)), &row);
	if (e == ERR_NOT_FOUND)
		return e;
	if (e)
		return woo_fail(w, e, "a product by its SKU");
	*id = row.id;
	return ERR_OK;
}

enum err
woo_categories(void *self, struct arena *a, struct list *out)
{
	struct woo *w = self;
	enum err e;

	e = db_all(w->db, a, &read_categories,
	    IN(V((int64_t)CATEGORIES_MOST)), out);
	for (size_t i = 0; !e && i < out->count; i++) {
		struct shop_category *c = LIST_AT(out, struct shop_category,
		    i);

		c->name = woo_plain(a, c->name);
	}
	return e ? woo_fail(w, e, "categories") : ERR_OK;
}
