/* found.c - one statement for everything the options point to.
 *
 * Parts of the statement and what their columns hold:
 *	page		id, parent; a slug, b status
 *	picture		id; a meta key, value
 *	rate		id, priority; a country, b state, c class,
 *			value "percent|compound|type|code" (one row a limit)
 *	class		a slug of a tax class
 *	attribute	a name without pa_, b label
 *	word		id, parent; a taxonomy, b slug, value name
 *	styles		value: JSON
 */
#include "found.h"
#include "row.h"

enum part {
	PART_PAGE = 1,
	PART_PICTURE,
	PART_RATE,
	PART_CLASS,
	PART_ATTRIBUTE,
	PART_WORD,
	PART_CATEGORY,
	PART_STYLES
};

/* clang-format off */
#define PAGE_COLUMNS(kind, t)                                                  \
	"SELECT " kind " AS kind, " t ".ID AS id, " t ".post_parent AS other," \
	"       " TXT(t ".post_name") " AS a, " TXT(t ".post_status") " AS b," \
	"       '' AS c, '' AS value"
#define TERM_COLUMNS(kind)                                                     \
	"SELECT " kind ", t.term_id, tt.parent, " TXT("tt.taxonomy") ","       \
	"       " TXT("t.slug") ", '', " TXT("t.name")                         \
	"  FROM {shop}term_taxonomy tt"                                        \
	"  JOIN {shop}terms t ON t.term_id = tt.term_id"

static const struct db_stmt find = {
	.name = "woo.found",
	.row = woo_row_fields,
	.row_size = sizeof(struct woo_row),
	.reads = "{shop}posts {shop}postmeta {shop}woocommerce_tax_rates"
		 " {shop}woocommerce_tax_rate_locations"
		 " {shop}wc_tax_rate_classes"
		 " {shop}woocommerce_attribute_taxonomies"
		 " {shop}term_taxonomy {shop}terms",
	.sql =
	PAGE_COLUMNS("1", "p")
	"  FROM {shop}posts p"
	" WHERE p.ID IN (?*)"
	" UNION ALL "
	PAGE_COLUMNS("1", "q")
	"  FROM {shop}posts p"
	"  JOIN {shop}posts q ON q.ID = p.post_parent"
	" WHERE p.ID IN (?*) AND p.post_parent > 0"
	" UNION ALL "
	PAGE_COLUMNS("1", "r")
	"  FROM {shop}posts p"
	"  JOIN {shop}posts q ON q.ID = p.post_parent"
	"  JOIN {shop}posts r ON r.ID = q.post_parent"
	" WHERE p.ID IN (?*) AND q.post_parent > 0"
	" UNION ALL "
	"SELECT 2, m.post_id, 0, " TXT("m.meta_key") ", '', '',"
	"       " TXT("m.meta_value")
	"  FROM {shop}postmeta m"
	" WHERE m.post_id IN (?*)"
	"   AND m.meta_key IN ('_wp_attached_file',"
	"       '_wp_attachment_metadata', '_wp_attachment_image_alt',"
	"       '_elementor_page_settings')"
	" UNION ALL "
	"SELECT 3, r.tax_rate_id, r.tax_rate_priority,"
	"       " TXT("r.tax_rate_country") ", " TXT("r.tax_rate_state") ","
	"       " TXT("r.tax_rate_class") ","
	"       CONCAT(" TXT("r.tax_rate") ", '|', r.tax_rate_compound, '|',"
	"       COALESCE(" TXT("l.location_type") ", ''), '|',"
	"       COALESCE(" TXT("l.location_code") ", ''))"
	"  FROM {shop}woocommerce_tax_rates r"
	"  LEFT JOIN {shop}woocommerce_tax_rate_locations l"
	"    ON l.tax_rate_id = r.tax_rate_id"
	" WHERE r.tax_rate_country IN ('', ?)"
	"   AND r.tax_rate_state IN ('', ?)"
	" UNION ALL "
	"SELECT 4, 0, 0, " TXT("slug") ", '', '', ''"
	"  FROM {shop}wc_tax_rate_classes"
	" UNION ALL "
	"SELECT 5, attribute_id, 0, " TXT("attribute_name") ","
	"       " TXT("attribute_label") ", '', ''"
	"  FROM {shop}woocommerce_attribute_taxonomies"
	" UNION ALL "
	"(" TERM_COLUMNS("6")
	" WHERE tt.taxonomy LIKE 'pa\\_%' LIMIT 4096)"
	" UNION ALL "
	"(" TERM_COLUMNS("7")
	" WHERE tt.taxonomy = ? LIMIT 8192)"
	" UNION ALL "
	"(SELECT 8, ID, 0, '', '', '', LEFT(" TXT("post_content") ", 262144)"
	"  FROM {shop}posts"
	" WHERE post_name = ? AND post_type = 'wp_global_styles'"
	"   AND post_status = 'publish' LIMIT 1)",
};
/* clang-format on */

const struct db_stmt *const woo_found_stmts[] = { &find, NULL };

const struct field woo_row_fields[] = { FIELD(struct woo_row, kind),
	FIELD(struct woo_row, id), FIELD(struct woo_row, other),
	FIELD(struct woo_row, a), FIELD(struct woo_row, b),
	FIELD(struct woo_row, c), FIELD(struct woo_row, value), FIELD_STOP };

struct finder {
	struct woo *w;
	struct woo_set *set;
	struct arena *arena;
	struct woo_found *out;
	const struct woo_place *shop;
	struct list rates; /* struct woo_rate_row */
};

static void
take_page(struct finder *f, const struct woo_row *row)
{
	struct woo_page *page =
	    LIST_PUSH(f->arena, &f->out->pages, struct woo_page);

	page->id = row->id;
	page->parent = row->other;
	page->slug = arena_str(f->arena, row->a);
	page->status = arena_str(f->arena, row->b);
}

static void
take_picture(struct finder *f, const struct woo_row *row)
{
	struct list *pictures = &f->out->pictures;
	struct woo_picture *p = NULL;

	if (str_is_z(row->a, "_elementor_page_settings")) {
		f->out->kit = arena_str(f->arena, row->value);
		return;
	}
	for (size_t i = 0; i < pictures->count; i++)
		if (LIST_AT(pictures, struct woo_picture, i)->id == row->id)
			p = LIST_AT(pictures, struct woo_picture, i);
	if (!p) {
		p = LIST_PUSH(f->arena, pictures, struct woo_picture);
		p->id = row->id;
	}
	woo_picture_take(f->arena, f->w->scratch, p, row->a, row->value,
	    "woocommerce_thumbnail");
}

/* Rates nobody could mean are left out. */
static bool
is_percent(struct dec d)
{
	return d.v >= 0 && dec_cmp(d, dec_int(1000000)) < 0;
}

static void
take_rate(struct finder *f, const struct woo_row *row)
{
	struct str rest = row->value;
	struct str percent = str_cut(&rest, '|');
	struct str compound = str_cut(&rest, '|');
	struct str type = str_cut(&rest, '|');
	struct woo_rate_row *rate = NULL;
	struct dec d;

	if (f->rates.count) {
		rate =
		    LIST_AT(&f->rates, struct woo_rate_row, f->rates.count - 1);
		if (rate->id != row->id)
			rate = NULL;
	}
	if (!rate) {
		if (dec_parse(percent, &d) || !is_percent(d))
			return;
		rate = LIST_PUSH(f->arena, &f->rates, struct woo_rate_row);
		rate->id = row->id;
		rate->priority = row->other;
		rate->country = arena_str(f->arena, row->a);
		rate->state = arena_str(f->arena, row->b);
		rate->tax_class = arena_str(f->arena, row->c);
		rate->percent = d;
		rate->is_compound = str_is_z(compound, "1");
	}
	woo_rate_limit(rate, f->shop, type, rest);
}

static void
take_attribute(struct finder *f, const struct woo_row *row)
{
	struct woo_attribute *attribute =
	    LIST_PUSH(f->arena, &f->set->attributes, struct woo_attribute);
	struct str label = row->b.n ? row->b : row->a;

	attribute->key = arena_join(f->arena, STR("pa_"), row->a);
	attribute->label = woo_plain(f->arena, label);
}

static void
take_term(struct finder *f, struct list *to, const struct woo_row *row)
{
	struct woo_term *term = LIST_PUSH(f->arena, to, struct woo_term);

	term->id = row->id;
	term->parent = row->other;
	term->taxonomy = arena_str(f->arena, row->a);
	term->slug = arena_str(f->arena, row->b);
	term->name = woo_plain(f->arena, row->value);
}

static enum err
take(void *ctx, void *item)
{
	struct finder *f = ctx;
	const struct woo_row *row = item;

	switch ((enum part)row->kind) {
	case PART_PAGE:
		take_page(f, row);
		break;
	case PART_PICTURE:
		take_picture(f, row);
		break;
	case PART_RATE:
		take_rate(f, row);
		break;
	case PART_CLASS:
		*LIST_PUSH(f->arena, &f->set->tax_classes, struct str) =
		    arena_str(f->arena, row->a);
		break;
	case PART_ATTRIBUTE:
		take_attribute(f, row);
		break;
	case PART_WORD:
		take_term(f, &f->set->words, row);
		break;
	case PART_CATEGORY:
		take_term(f, &f->set->categories, row);
		break;
	case PART_STYLES:
		f->out->styles = arena_str(f->arena, row->value);
		break;
	}
	return ERR_OK;
}

enum err
woo_found_read(struct woo *w, struct woo_set *set,
    const struct woo_wanted *wanted, const struct woo_place *shop,
    struct woo_found *out)
{
	struct finder f = { .w = w,
		.set = set,
		.arena = set->arena,
		.out = out,
		.shop = shop };
	struct db_value pages = V_INTS(wanted->pages, wanted->pages_count);
	struct db_value pictures =
	    V_INTS(wanted->pictures, wanted->pictures_count);
	const char *tree = wanted->has_categories ? "product_cat" : "";
	enum err e;

	e = db_each(w->db, w->scratch, &find,
	    IN(pages, pages, pages, pictures, V(shop->country), V(shop->state),
		V(tree), V(wanted->styles_slug)),
	    take, &f);
	if (e)
		return e;

	woo_rates_pick(set->arena, &f.rates, shop, &set->rates);
	return ERR_OK;
}

const struct woo_picture *
woo_picture_in(const struct woo_found *found, int64_t id)
{
	for (size_t i = 0; i < found->pictures.count; i++) {
		const struct woo_picture *p =
		    LIST_AT(&found->pictures, struct woo_picture, i);

		if (p->id == id)
			return p;
	}
	return NULL;
}
