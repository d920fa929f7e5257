/* product_make.c - what is shown of a product, made of its rows.
 *
 * Visibility, stock, names, links and pictures by the shop's own rules. Where
 * the rows come from is product_load.c's business, prices price.c's.
 */
#include <stdlib.h>
#include <string.h>

#include "permalink.h"
#include "php.h"
#include "product.h"
#include "tax.h"

static const struct {
	const char *slug;
	enum woo_type type;
} types[] = {
	{ "simple", WOO_SIMPLE },
	{ "variable", WOO_VARIABLE },
	{ "grouped", WOO_GROUPED },
	{ "external", WOO_EXTERNAL },
};

enum woo_type
woo_type_of(const struct woo_raw *raw)
{
	if (str_is_z(raw->post_type, "product_variation"))
		return WOO_VARIATION;
	if (!raw->type.n)
		return WOO_SIMPLE;
	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		if (str_is_z(raw->type, types[i].slug))
			return types[i].type;
	return WOO_OTHER;
}

bool
woo_is_in_stock(const struct woo_raw *raw)
{
	return !str_is_z(raw->metas[WOO_META_STOCK].text, "outofstock");
}

bool
woo_is_open(const struct woo_set *set, const struct woo_raw *raw,
    const struct woo_raw *parent)
{
	const struct woo_raw *main = parent ? parent : raw;

	if (!parent && woo_type_of(raw) == WOO_VARIATION)
		return false;
	if (!str_is_z(raw->status, "publish") ||
	    !str_is_z(main->status, "publish"))
		return false;
	if (main->not_in_catalog)
		return false;
	return !set->info.hides_out_of_stock || woo_is_in_stock(raw);
}

/* ---- words ------------------------------------------------------------- */

/* "3.58" times 100. */
static int64_t
hundredths(struct str s)
{
	struct dec d;

	if (woo_price_read(s, &d))
		return 0;
	return (int64_t)dec_round(dec_mul(d, dec_int(100)), 0).v;
}

static int
by_order(const void *a, const void *b)
{
	const struct woo_category *x = a;
	const struct woo_category *y = b;
	size_t n =
	    x->term.name.n < y->term.name.n ? x->term.name.n : y->term.name.n;
	int c;

	if (x->order != y->order)
		return x->order < y->order ? -1 : 1;
	c = n ? memcmp(x->term.name.p, y->term.name.p, n) : 0;
	if (c)
		return c;
	return x->term.name.n < y->term.name.n ? -1 : 1;
}

static void
copy_categories(struct arena *a, const struct woo_raw *raw, struct product *p)
{
	if (raw->cats.count > 1)
		qsort(raw->cats.items, raw->cats.count,
		    sizeof(struct woo_category), by_order);
	for (size_t i = 0; i < raw->cats.count; i++) {
		const struct woo_category *c =
		    LIST_AT(&raw->cats, struct woo_category, i);

		*LIST_PUSH(a, &p->categories, struct str) =
		    arena_str(a, c->term.name);
		*LIST_PUSH(a, &p->category_ids, int64_t) = c->term.id;
		for (size_t k = 0; k < c->above.count; k++)
			*LIST_PUSH(a, &p->category_above, int64_t) =
			    *LIST_AT(&c->above, int64_t, k);
	}
}

static void
copy_terms(struct arena *a, const struct woo_raw *raw, struct list *out)
{
	for (size_t i = 0; i < raw->terms.count; i++) {
		const struct woo_term *from =
		    LIST_AT(&raw->terms, struct woo_term, i);
		struct woo_term *to = LIST_PUSH(a, out, struct woo_term);

		*to = *from;
		to->taxonomy = arena_str(a, from->taxonomy);
		to->slug = arena_str(a, from->slug);
		to->name = arena_str(a, from->name);
	}
}

/* How the shop calls an attribute of its own. */
static struct str
shared_label(const struct woo_set *set, struct str key)
{
	for (size_t i = 0; i < set->attributes.count; i++) {
		const struct woo_attribute *x =
		    LIST_AT(&set->attributes, struct woo_attribute, i);

		if (str_is(x->key, key))
			return x->label;
	}
	return STR("");
}

static const struct value *
attributes_of(struct woo *w, const struct woo_raw *raw)
{
	const struct value *tree =
	    php_tree(w->scratch, raw->metas[WOO_META_ATTRIBUTES].text);

	return tree && tree->kind == VALUE_MAP ? tree : NULL;
}

static bool
is_truthy(const struct value *v)
{
	return value_int(v, 0) != 0 || value_bool(v, false);
}

static void
copy_attributes(
    struct woo *w, struct arena *a, const struct value *tree, struct list *out)
{
	for (size_t i = 0; tree && i < tree->items.count; i++) {
		const struct value *v = LIST_AT(&tree->items, struct value, i);
		struct str name =
		    value_text(w->scratch, value_get(v, STR("name")), v->name);
		struct woo_attribute *x =
		    LIST_PUSH(a, out, struct woo_attribute);

		x->key = arena_str(a, v->name);
		x->label = shared_label(w->set, v->name);
		if (!x->label.n)
			x->label = woo_plain(a, name);
	}
}

/* A variation's choices in the parent's order; what the parent does not vary
 * by does not count. */
static void
copy_choices(struct arena *a, const struct woo_raw *raw,
    const struct value *tree, struct list *out)
{
	for (size_t i = 0; tree && i < tree->items.count; i++) {
		const struct value *v = LIST_AT(&tree->items, struct value, i);
		struct woo_choice *to;

		if (!is_truthy(value_get(v, STR("is_variation"))))
			continue;
		to = LIST_PUSH(a, out, struct woo_choice);
		to->key = arena_str(a, v->name);
		for (size_t k = 0; k < raw->choices.count; k++) {
			const struct woo_choice *c =
			    LIST_AT(&raw->choices, struct woo_choice, k);

			if (str_is(c->key, v->name))
				to->value = arena_str(a, c->value);
		}
	}
}

/* ---- pictures and links ------------------------------------------------ */

static void
set_picture(struct woo *w, struct arena *a, const struct woo_raw *raw,
    const struct woo_raw *parent, struct woo_product *out)
{
	const struct woo_picture *picture = &raw->picture;
	struct product *p = &out->p;
	struct str url;

	if (!picture->file.n && parent)
		picture = &parent->picture;
	url = woo_picture_url(w->scratch, w->set->info.uploads_url, picture,
	    &p->image_width, &p->image_height);
	out->has_image = url.n > 0;
	p->image =
	    arena_str(a, out->has_image ? url : w->set->info.placeholder);
	p->image_alt = out->has_image ? arena_str(a, picture->alt) : STR("");
}

static void
set_link(struct woo *w, struct arena *a, const struct woo_raw *raw,
    const struct woo_raw *parent, struct woo_product *out)
{
	const struct woo_raw *main = parent ? parent : raw;
	struct list cats = { NULL, 0, 0 };
	struct woo_link link = { .id = main->id,
		.slug = main->slug,
		.status = main->status,
		.date = main->date,
		.categories = &cats,
		.choices = parent ? &out->choices : NULL };

	for (size_t i = 0; i < main->cats.count; i++)
		*LIST_PUSH(w->scratch, &cats, struct woo_term) =
		    LIST_AT(&main->cats, struct woo_category, i)->term;
	out->p.url = arena_str(a, woo_product_url(w->set, w->scratch, &link));
}

/* ---- the whole --------------------------------------------------------- */

static void
set_price(struct woo *w, struct arena *a, const struct woo_raw *raw,
    const struct woo_raw *parent, const struct woo_raws *raws, int64_t now,
    struct woo_product *out)
{
	struct woo_price price;
	struct product *p = &out->p;

	woo_price_make(w, w->scratch, raw, parent, raws, now, &price);
	p->price = arena_str(a, price.text);
	p->price_was = arena_str(a, price.was);
	p->price_now = arena_str(a, price.now);
	p->is_offerable = p->is_visible && p->in_stock && !price.is_empty;
}

static void
set_plain(struct arena *a, const struct woo_raw *raw,
    const struct woo_raw *parent, struct woo_product *out)
{
	const struct woo_meta_value *m = raw->metas;
	struct str sku = m[WOO_META_SKU].text;
	struct str rating = m[WOO_META_RATING].text;
	int64_t reviews;

	if (!sku.n && parent)
		sku = parent->metas[WOO_META_SKU].text;
	out->sku = arena_str(a, sku);
	out->status = arena_str(a, raw->status);
	out->title = arena_str(a, raw->title);
	out->rating = rating.n ? arena_str(a, rating) : STR("0");
	out->p.rating_x100 = hundredths(rating);
	out->p.reviews =
	    str_int(m[WOO_META_REVIEWS].text, &reviews) ? 0 : reviews;
	out->p.name = woo_plain(a, raw->title);
	out->p.is_virtual = out->type != WOO_VARIABLE &&
			    str_is_z(m[WOO_META_VIRTUAL].text, "yes");
	out->p.is_download = out->type != WOO_VARIABLE &&
			     str_is_z(m[WOO_META_DOWNLOAD].text, "yes");
}

struct woo_product *
woo_product_make(struct woo *w, struct arena *a, const struct woo_raw *raw,
    const struct woo_raws *raws, int64_t now)
{
	struct woo_product *out = ARENA_NEW(a, struct woo_product);
	const struct woo_raw *parent = NULL;
	const struct value *attributes;
	struct product *p = &out->p;

	out->type = woo_type_of(raw);
	if (out->type == WOO_VARIATION)
		parent = woo_raw_in(raws, raw->parent_id);
	if (parent && !str_is_z(parent->post_type, "product"))
		parent = NULL;
	attributes = attributes_of(w, parent ? parent : raw);

	p->id = raw->id;
	p->parent_id = parent ? parent->id : 0;
	set_plain(a, raw, parent, out);
	out->has_secret = raw->has_secret || (parent && parent->has_secret);
	out->is_open = woo_is_open(w->set, raw, parent);
	p->in_stock = woo_is_in_stock(raw);
	p->is_visible = out->is_open && !out->has_secret;
	set_price(w, a, raw, parent, raws, now, out);
	out->tax_class = arena_str(a, woo_tax_class_of(w->set, raw, parent));
	out->is_taxable = woo_is_taxable(w->set, raw, parent);
	copy_attributes(w, a, attributes, &out->attributes);
	if (parent)
		copy_choices(a, raw, attributes, &out->choices);
	copy_terms(a, parent ? parent : raw, &out->terms);
	copy_categories(a, parent ? parent : raw, p);
	set_picture(w, a, raw, parent, out);
	set_link(w, a, raw, parent, out);
	woo_ids_read(a, w->scratch,
	    (parent ? parent : raw)->metas[WOO_META_CROSS_SELLS].text,
	    &p->cross_sells);
	woo_ids_read(
	    a, w->scratch, raw->metas[WOO_META_UPSELLS].text, &p->upsells);
	return out;
}
