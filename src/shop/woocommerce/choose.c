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

struct category_row {
	int64_t id;
	struct str name;
	struct str above; /* name of its parent; empty: it has none */
};

static const struct field category_fields[] = {
	FIELD(struct category_row, id),
	FIELD(struct category_row, name),
	FIELD(struct category_row, above),
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
	.row_size = sizeof(struct category_row),
	.reads = "{shop}term_taxonomy {shop}terms",
	.sql = "SELECT x.term_id AS id, " TXT("t.name") " AS name,"
	       "       COALESCE(" TXT("u.name") ", '') AS above"
	       "  FROM {shop}term_taxonomy x"
	       "  JOIN {shop}terms t ON t.term_id = x.term_id"
	       "  LEFT JOIN {shop}terms u ON u.term_id = x.parent"
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

static const struct category_row *
row_at(const struct list *rows, size_t i)
{
	return i < rows->count ? LIST_AT(rows, struct category_row, i) : NULL;
}

/* Shoes of women and of men: the list is in the order of names, so those of
 * the same name are neighbours. */
static struct str
name_of(struct arena *a, const struct list *rows, size_t i)
{
	const struct category_row *row =
	    LIST_AT(rows, struct category_row, i);
	const struct category_row *before = i ? row_at(rows, i - 1) : NULL;
	const struct category_row *after = row_at(rows, i + 1);
	struct str name = woo_plain(a, row->name);

	if ((!before || !str_is(before->name, row->name)) &&
	    (!after || !str_is(after->name, row->name)))
		return name;
	if (!row->above.n)
		return arena_printf(a, STR_FMT " (#%lld)", STR_ARG(name),
		    (long long)row->id);
	return arena_printf(a, STR_FMT " (" STR_FMT ")", STR_ARG(name),
	    STR_ARG(woo_plain(a, row->above)));
}

enum err
woo_categories(void *self, struct arena *a, struct list *out)
{
	struct woo *w = self;
	struct list rows = { 0 };
	enum err e;

	e = db_all(w->db, a, &read_categories,
	    IN(V((int64_t)CATEGORIES_MOST)), &rows);
	if (e)
		return woo_fail(w, e, "categories");

	for (size_t i = 0; i < rows.count; i++) {
		int64_t id = LIST_AT(&rows, struct category_row, i)->id;

		*LIST_PUSH(a, out, struct shop_category) =
		    (struct shop_category){ id, name_of(a, &rows, i) };
	}
	return ERR_OK;
}
