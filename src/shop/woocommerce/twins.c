/* twins.c - products that are one thing in several languages, as the two
 * plugins that make a product of each translation keep them.
 */
#include "order.h"
#include "php.h"
#include "row.h"

struct group_row {
	int64_t id;
	struct str members; /* serialized: language to product */
};

static const struct field group_fields[] = { FIELD(struct group_row, id),
	FIELD(struct group_row, members), FIELD_STOP };

static const struct field twin_fields[] = {
	FIELD(struct product_twin, group_id),
	FIELD(struct product_twin, product_id),
	FIELD(struct product_twin, language),
	FIELD_STOP,
};

const struct db_stmt twins_polylang = {
	.name = "woo.twins_polylang",
	.row = group_fields,
	.row_size = sizeof(struct group_row),
	.reads = "{shop}term_taxonomy {shop}term_relationships {shop}posts",
	.sql = "SELECT x.term_taxonomy_id AS id,"
	       "       " TXT("x.description") " AS members"
	       "  FROM {shop}term_taxonomy x"
	       " WHERE x.taxonomy = 'post_translations'"
	       "   AND EXISTS ("
	       "       SELECT 1 FROM {shop}term_relationships r"
	       "         JOIN {shop}posts p ON p.ID = r.object_id"
	       "        WHERE r.term_taxonomy_id = x.term_taxonomy_id"
	       "          AND p.post_type = 'product')"
	       " ORDER BY x.term_taxonomy_id",
};

const struct db_stmt twins_wpml = {
	.name = "woo.twins_wpml",
	.row = twin_fields,
	.row_size = sizeof(struct product_twin),
	.reads = "{shop}icl_translations",
	.sql = "SELECT t.trid AS group_id, t.element_id AS product_id,"
	       "       " TXT("t.language_code") " AS language"
	       "  FROM {shop}icl_translations t"
	       " WHERE t.element_type = 'post_product'"
	       "   AND t.element_id IS NOT NULL"
	       " ORDER BY t.trid, t.element_id",
};

bool
woo_has_wpml(const struct woo *w)
{
	static const struct str folder = S("sitepress-multilingual-cms/");
	const size_t none = (size_t)-1;

	return str_find(woo_option(w, "active_plugins"), folder) != none ||
	       str_find(woo_option(w, "network:active_sitewide_plugins"),
		   folder) != none;
}

struct taker {
	struct arena *arena;
	struct list *out;
};

static enum err
take_twin(void *ctx, void *row)
{
	struct taker *t = ctx;
	const struct product_twin *twin = row;
	struct product_twin *copy = LIST_PUSH(t->arena, t->out,
	    struct product_twin);

	*copy = *twin;
	copy->language = arena_str(t->arena, twin->language);
	return ERR_OK;
}

static enum err
take_group(void *ctx, void *row)
{
	struct taker *t = ctx;
	const struct group_row *group = row;
	const struct value *map = php_tree(t->arena,
	    arena_str(t->arena, group->members));

	for (size_t i = 0; map && i < map->items.count; i++) {
		const struct value *v = LIST_AT(&map->items, struct value, i);
		int64_t id = v->kind == VALUE_INT ? v->number : 0;

		if (v->kind == VALUE_TEXT && str_int(v->text, &id))
			id = 0;
		if (id > 0)
			*LIST_PUSH(t->arena, t->out, struct product_twin) =
			    (struct product_twin){ group->id, id, v->name };
	}
	return ERR_OK;
}

enum err
woo_twins(void *self, struct arena *a, struct list *out)
{
	struct woo *w = self;
	struct taker t = { a, out };
	enum err e;

	if (woo_has_wpml(w))
		e = db_each(w->db, a, &twins_wpml, IN_NONE, take_twin, &t);
	else
		e = db_each(w->db, a, &twins_polylang, IN_NONE, take_group,
		    &t);
	return e ? woo_fail(w, e, "translations") : ERR_OK;
}
