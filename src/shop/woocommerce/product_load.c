/* product_load.c - the rows of a list of products, in one round trip.
 *
 * Parts of the statement and what their columns hold; each goes by an index
 * of the ids:
 *	post	id, other its parent; a type, b "status" or "status|secret",
 *		c local date and slug, value title
 *	meta	id, other meta_id; a key, value
 *	picture	id of the product; other attachment; a key, value
 *	term	id, other term_id; a taxonomy, b slug, c "parent|order" and
 *		further up "|id|id", value name
 *	child	id of the parent, other the variation; a key, b meta_id, value
 * The order of tables is ours, and CONCAT(x, '') keeps the server from going
 * by keys and types, of which whole shops are full.
 */
#include <string.h>

#include "php.h"
#include "product.h"
#include "row.h"

#define TEXT_MAX (64 * 1024) /* of a meta; longer ones are not for us */
#define ROWS_BYTES_MAX (48 << 20)
#define IDS_MAX 256

enum part { PART_POST = 1, PART_META = 3, PART_PICTURE, PART_TERM, PART_CHILD };

#define CHILD_KEYS                                                 \
	"'_regular_price','_sale_price','_sale_price_dates_from'," \
	"'_sale_price_dates_to','_stock_status','_tax_class'"

/* A category further up: six levels are looked at. */
#define ABOVE(name, id)                                           \
	"  LEFT JOIN {shop}term_taxonomy " name " ON " name ".term_id = " id \
	"   AND " name ".taxonomy = 'product_cat'"

/* clang-format off */
static const struct db_stmt read_products = {
	.name = "woo.products",
	.row = woo_row_fields,
	.row_size = sizeof(struct woo_row),
	.reads = "{shop}posts {shop}postmeta {shop}term_relationships"
		 " {shop}term_taxonomy {shop}terms {shop}termmeta",
	.sql =
	"SELECT 1 AS kind, p.ID AS id, p.post_parent AS other,"
	"       " TXT("p.post_type") " AS a,"
	"       CONCAT(" TXT("p.post_status") ","
	"              IF(p.post_password = '', '', '|secret')) AS b,"
	"       CONCAT(" TXT("p.post_date") ", " TXT("p.post_name") ") AS c,"
	"       " TXT("p.post_title") " AS value"
	"  FROM {shop}posts p"
	" WHERE p.ID IN (?*)"
	"   AND p.post_type IN ('product', 'product_variation')"
	" UNION ALL "
	"SELECT STRAIGHT_JOIN IF(i.meta_id IS NULL, 3, 4), m.post_id,"
	"       IF(i.meta_id IS NULL, m.meta_id, i.post_id),"
	"       IF(i.meta_id IS NULL, " TXT("m.meta_key") ","
	"          " TXT("i.meta_key") "), '', '',"
	"       IF(i.meta_id IS NULL, " TXT("m.meta_value") ","
	"          " TXT("i.meta_value") ")"
	"  FROM {shop}postmeta m"
	"  LEFT JOIN {shop}postmeta i"
	"    ON i.post_id = IF(m.meta_key = '_thumbnail_id',"
	"       CAST(m.meta_value AS UNSIGNED), NULL)"
	"   AND CONCAT(i.meta_key, '') IN ('_wp_attached_file',"
	"       '_wp_attachment_metadata', '_wp_attachment_image_alt')"
	" WHERE m.post_id IN (?*)"
	"   AND (CONCAT(m.meta_key, '') IN ("
	"        '_price','_sku','_crosssell_ids','_upsell_ids',"
	"        '_wc_average_rating','_wc_review_count','_virtual',"
	"        '_downloadable','_product_attributes','_children',"
	"        '_thumbnail_id','_tax_status', " CHILD_KEYS ")"
	"    OR CONCAT(m.meta_key, '') LIKE 'attribute\\_%')"
	" UNION ALL "
	"SELECT STRAIGHT_JOIN 5, r.object_id, t.term_id, " TXT("x.taxonomy") ","
	"       " TXT("t.slug") ","
	"       CONCAT_WS('|', x.parent,"
	"                 COALESCE(" TXT("o.meta_value") ", ''),"
	"                 g.parent, h.parent, j.parent, k.parent),"
	"       " TXT("t.name")
	"  FROM {shop}term_relationships r"
	"  JOIN {shop}term_taxonomy x"
	"    ON x.term_taxonomy_id = r.term_taxonomy_id"
	"  JOIN {shop}terms t ON t.term_id = x.term_id"
	"  LEFT JOIN {shop}termmeta o"
	"    ON o.term_id = IF(x.taxonomy = 'product_cat', t.term_id, NULL)"
	"   AND CONCAT(o.meta_key, '') = 'order'"
	ABOVE("g", "IF(x.taxonomy = 'product_cat', x.parent, NULL)")
	ABOVE("h", "g.parent") ABOVE("j", "h.parent") ABOVE("k", "j.parent")
	" WHERE r.object_id IN (?*)"
	"   AND (x.taxonomy IN ('product_type', 'product_visibility',"
	"        'product_cat') OR x.taxonomy LIKE 'pa\\_%')"
	" UNION ALL "
	"SELECT STRAIGHT_JOIN 6, c.post_parent, c.ID, " TXT("m.meta_key") ","
	"       " TXT("m.meta_id") ", '', " TXT("m.meta_value")
	"  FROM {shop}posts c"
	"  JOIN {shop}postmeta m"
	"    ON m.post_id = c.ID"
	"   AND CONCAT(m.meta_key, '') IN (" CHILD_KEYS ")"
	" WHERE c.post_parent IN (?*)"
	"   AND CONCAT(c.post_type, '') = 'product_variation'"
	"   AND CONCAT(c.post_status, '') = 'publish'",
};
/* clang-format on */

const struct db_stmt *const woo_product_stmts[] = { &read_products, NULL };

static const char *const meta_keys[WOO_META_COUNT] = {
	[WOO_META_PRICE] = "_price",
	[WOO_META_REGULAR] = "_regular_price",
	[WOO_META_SALE] = "_sale_price",
	[WOO_META_SALE_FROM] = "_sale_price_dates_from",
	[WOO_META_SALE_TO] = "_sale_price_dates_to",
	[WOO_META_STOCK] = "_stock_status",
	[WOO_META_TAX_STATUS] = "_tax_status",
	[WOO_META_TAX_CLASS] = "_tax_class",
	[WOO_META_SKU] = "_sku",
	[WOO_META_CROSS_SELLS] = "_crosssell_ids",
	[WOO_META_UPSELLS] = "_upsell_ids",
	[WOO_META_RATING] = "_wc_average_rating",
	[WOO_META_REVIEWS] = "_wc_review_count",
	[WOO_META_VIRTUAL] = "_virtual",
	[WOO_META_DOWNLOAD] = "_downloadable",
	[WOO_META_ATTRIBUTES] = "_product_attributes",
	[WOO_META_CHILDREN] = "_children",
};

struct gather {
	struct woo *w;
	struct arena *a;
	struct woo_raws *out;
	struct woo_raw *last; /* rows of one product come together */
};

static struct woo_raw *
raw_in(const struct woo_raws *raws, int64_t id)
{
	for (size_t i = 0; i < raws->items.count; i++) {
		struct woo_raw *raw =
		    *LIST_AT(&raws->items, struct woo_raw *, i);

		if (raw->id == id)
			return raw;
	}
	return NULL;
}

const struct woo_raw *
woo_raw_in(const struct woo_raws *raws, int64_t id)
{
	const struct woo_raw *raw = raw_in(raws, id);

	return raw && raw->post_type.n ? raw : NULL;
}

/* Rows may come before their post's: then it waits here for it. */
static struct woo_raw *
raw_of(struct gather *g, int64_t id)
{
	struct woo_raw *raw =
	    g->last && g->last->id == id ? g->last : raw_in(g->out, id);

	if (!raw) {
		raw = ARENA_NEW(g->a, struct woo_raw);
		raw->id = id;
		*LIST_PUSH(g->a, &g->out->items, struct woo_raw *) = raw;
	}
	g->last = raw;
	return raw;
}

static void
take_post(struct gather *g, const struct woo_row *row)
{
	struct woo_raw *raw = raw_of(g, row->id);
	struct str status = row->b;
	struct str secret;

	/* "2026-02-01 10:00:00" has 19 bytes. */
	raw->date = arena_str(g->a, str_head(row->c, 19));
	raw->slug = arena_str(g->a, str_skip(row->c, 19));
	raw->parent_id = row->other;
	raw->post_type = arena_str(g->a, row->a);
	raw->title = arena_str(g->a, row->value);
	secret = status;
	status = str_cut(&secret, '|');
	raw->status = arena_str(g->a, status);
	raw->has_secret = secret.n > 0;
}

static void
take_meta(struct gather *g, struct woo_meta_value *metas, size_t count,
    struct str key, int64_t meta_id, struct str value)
{
	for (size_t i = 0; i < count; i++) {
		if (!str_is_z(key, meta_keys[i]))
			continue;
		if (metas[i].text.p && metas[i].meta_id < meta_id)
			return;
		metas[i].meta_id = meta_id;
		metas[i].text = arena_str(g->a, value);
		if (!metas[i].text.p)
			metas[i].text = STR("");
	}
}

static void
take_choice(struct gather *g, struct woo_raw *raw, const struct woo_row *row)
{
	struct str key = str_skip(row->a, strlen("attribute_"));
	struct woo_choice *choice;

	for (size_t i = 0; i < raw->choices.count; i++)
		if (str_is(
			LIST_AT(&raw->choices, struct woo_choice, i)->key, key))
			return;
	choice = LIST_PUSH(g->a, &raw->choices, struct woo_choice);
	choice->key = arena_str(g->a, key);
	choice->value = arena_str(g->a, row->value);
}

static void
take_own_meta(struct gather *g, const struct woo_row *row)
{
	struct woo_raw *raw = raw_of(g, row->id);

	if (str_has_prefix(row->a, STR("attribute_")))
		take_choice(g, raw, row);
	else
		take_meta(g, raw->metas, WOO_META_COUNT, row->a, row->other,
		    row->value);
}

static void
take_picture(struct gather *g, const struct woo_row *row)
{
	struct woo_raw *raw = raw_of(g, row->id);

	raw->picture.id = row->other;
	woo_picture_take(g->a, g->w->scratch, &raw->picture, row->a, row->value,
	    "woocommerce_thumbnail");
}

static void
take_category(struct gather *g, struct woo_raw *raw, struct woo_term term,
    struct str rest)
{
	struct woo_category *cat =
	    LIST_PUSH(g->a, &raw->cats, struct woo_category);
	int64_t above = term.parent;

	cat->term = term;
	if (str_int(str_cut(&rest, '|'), &cat->order))
		cat->order = 0;
	while (above > 0) {
		*LIST_PUSH(g->a, &cat->above, int64_t) = above;
		if (str_int(str_cut(&rest, '|'), &above))
			above = 0;
	}
}

static void
take_term(struct gather *g, const struct woo_row *row)
{
	struct woo_raw *raw = raw_of(g, row->id);
	struct woo_term term = { .id = row->other };
	struct str rest = row->c;
	struct str parent = str_cut(&rest, '|');

	if (str_is_z(row->a, "product_type")) {
		raw->type = arena_str(g->a, row->b);
		return;
	}
	if (str_is_z(row->a, "product_visibility")) {
		if (str_is_z(row->value, "exclude-from-catalog"))
			raw->not_in_catalog = true;
		else if (str_is_z(row->value, "exclude-from-search"))
			raw->not_in_search = true;
		return;
	}
	if (str_int(parent, &term.parent))
		term.parent = 0;
	term.taxonomy = arena_str(g->a, row->a);
	term.slug = arena_str(g->a, row->b);
	term.name = woo_plain(g->a, row->value);
	if (str_is_z(row->a, "product_cat"))
		take_category(g, raw, term, rest);
	else
		*LIST_PUSH(g->a, &raw->terms, struct woo_term) = term;
}

static void
take_child(struct gather *g, const struct woo_row *row)
{
	struct woo_raw *raw = raw_of(g, row->id);
	struct woo_child *child = NULL;
	int64_t meta_id;

	for (size_t i = raw->children.count; !child && i-- > 0;) {
		struct woo_child *c =
		    LIST_AT(&raw->children, struct woo_child, i);

		if (c->id == row->other)
			child = c;
	}
	if (!child) {
		child = LIST_PUSH(g->a, &raw->children, struct woo_child);
		child->id = row->other;
	}
	if (str_int(row->b, &meta_id))
		meta_id = 0;
	take_meta(g, child->metas, WOO_META_TAX_CLASS + 1, row->a, meta_id,
	    row->value);
}

static enum err
take(void *ctx, void *item)
{
	struct gather *g = ctx;
	const struct woo_row *row = item;

	if (row->value.n > TEXT_MAX)
		return ERR_OK;
	if (arena_used(g->a) > ROWS_BYTES_MAX)
		return ERR_BROKEN;

	switch ((enum part)row->kind) {
	case PART_POST:
		take_post(g, row);
		break;
	case PART_META:
		take_own_meta(g, row);
		break;
	case PART_PICTURE:
		take_picture(g, row);
		break;
	case PART_TERM:
		take_term(g, row);
		break;
	case PART_CHILD:
		take_child(g, row);
		break;
	}
	return ERR_OK;
}

enum err
woo_raws_read(struct woo *w, struct arena *a, const int64_t *ids, size_t count,
    struct woo_raws *out)
{
	struct gather g = { .w = w, .a = a, .out = out };
	int64_t want[IDS_MAX];
	size_t n = 0;
	struct db_value list;
	enum err e;

	assert(count <= IDS_MAX);
	for (size_t i = 0; i < count; i++)
		if (ids[i] > 0 && !raw_in(out, ids[i]))
			want[n++] = ids[i];
	if (!n)
		return ERR_OK;

	/* Known from now on, also when they do not exist. */
	for (size_t i = 0; i < n; i++)
		raw_of(&g, want[i]);
	list = V_INTS(want, n);
	e = db_each(
	    w->db, a, &read_products, IN(list, list, list, list), take, &g);
	return e ? woo_fail(w, e, "products") : ERR_OK;
}

void
woo_ids_read(
    struct arena *a, struct arena *scratch, struct str php, struct list *out)
{
	const struct value *tree;

	if (!php.n)
		return;
	tree = php_tree(scratch, php);
	if (!tree || (tree->kind != VALUE_LIST && tree->kind != VALUE_MAP))
		return;
	for (size_t i = 0; i < tree->items.count && out->count < IDS_MAX; i++) {
		int64_t id =
		    value_int(LIST_AT(&tree->items, struct value, i), 0);

		if (id > 0)
			*LIST_PUSH(a, out, int64_t) = id;
	}
}
