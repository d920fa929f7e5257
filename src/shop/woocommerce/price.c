/* price.c - what a product costs, in the shop's own words.
 *
 * Which price is in force (by the dates of a sale, since the shop's own copy
 * may be late), what taxes make of it for the reader, ranges of variations and
 * groups, and the suffix the owner wrote. Taxes themselves are tax.c's.
 */
#include <string.h>

#include "product.h"
#include "tax.h"

#define NONE ((size_t)-1)
#define RANGE " \xe2\x80\x93 "

/* A price that may be missing. */
struct amount {
	struct dec value;
	bool is_set;
};

/* The prices of one thing that can be bought, as stored. */
struct prices {
	struct amount price;
	struct amount regular;
	bool is_sale;
};

struct pricer {
	struct woo *w;
	const struct woo_set *set;
	struct arena *a;
	int64_t now;
};

static struct amount
amount_of(struct str s)
{
	struct amount m = { .value = dec_int(0) };

	if (!woo_price_read(s, &m.value))
		m.is_set = true;
	if (m.value.v < 0)
		m.value = dec_int(0);
	return m;
}

static bool
is_same(struct amount a, struct amount b)
{
	return a.is_set && b.is_set && dec_cmp(a.value, b.value) == 0;
}

static int64_t
date_of(struct str s)
{
	int64_t t;

	return str_int(str_trim(s), &t) ? 0 : t;
}

/* metas up to the tax class: of a product or of a child. */
static struct prices
prices_of(const struct woo_meta_value *metas, int64_t now)
{
	struct prices p = { .regular =
				amount_of(metas[WOO_META_REGULAR].text) };
	struct amount sale = amount_of(metas[WOO_META_SALE].text);
	int64_t from = date_of(metas[WOO_META_SALE_FROM].text);
	int64_t to = date_of(metas[WOO_META_SALE_TO].text);

	p.is_sale = sale.is_set && p.regular.is_set &&
		    dec_cmp(p.regular.value, sale.value) > 0 &&
		    (!from || from <= now) && (!to || to >= now);
	p.price = p.is_sale ? sale : p.regular;
	return p;
}

/* Products that are no variations keep the price in force in a row of its
 * own. It is late around the dates of a sale; else it is the price, whatever
 * a plugin made of it. */
static struct prices
prices_in_force(const struct woo_raw *raw, int64_t now)
{
	struct prices p = prices_of(raw->metas, now);
	struct amount stored = amount_of(raw->metas[WOO_META_PRICE].text);
	struct amount sale = amount_of(raw->metas[WOO_META_SALE].text);

	if (!stored.is_set)
		p.price.is_set = false;
	else if (!is_same(stored, sale) && !is_same(stored, p.regular))
		p.price = stored;
	return p;
}

/* ---- taxes ------------------------------------------------------------- */

static bool
is_class(const struct woo_set *set, struct str slug)
{
	for (size_t i = 0; i < set->tax_classes.count; i++)
		if (str_is(*LIST_AT(&set->tax_classes, struct str, i), slug))
			return true;
	return false;
}

/* Unknown classes are the standard one, as in the shop. */
static struct str
known_class(const struct woo_set *set, struct str slug)
{
	return slug.n && is_class(set, slug) ? slug : STR("");
}

static struct str
class_of(const struct woo_set *set, struct woo_meta_value own,
    const struct woo_raw *parent)
{
	if (parent && (!own.text.p || str_is_z(own.text, "parent")))
		own = parent->metas[WOO_META_TAX_CLASS];
	return known_class(set, own.text);
}

struct str
woo_tax_class_of(const struct woo_set *set, const struct woo_raw *raw,
    const struct woo_raw *parent)
{
	return class_of(set, raw->metas[WOO_META_TAX_CLASS], parent);
}

bool
woo_is_taxable(const struct woo_set *set, const struct woo_raw *raw,
    const struct woo_raw *parent)
{
	struct str status =
	    (parent ? parent : raw)->metas[WOO_META_TAX_STATUS].text;

	return set->has_taxes && !str_is_z(status, "none") &&
	       !str_is_z(status, "shipping");
}

/* A stored price as readers of the shop see it, not rounded. */
static struct dec
shown(const struct woo_set *set, struct dec price, bool is_taxable,
    struct str tax_class)
{
	if (!is_taxable)
		return price;
	return set->shop_shows_tax
		   ? woo_price_with_tax(set, price, tax_class)
		   : woo_price_without_tax(set, price, tax_class);
}

/* ---- texts ------------------------------------------------------------- */

static struct str
money(const struct pricer *p, struct dec d)
{
	struct money m;

	if (money_of(d, p->set->info.money.decimals, &m))
		return STR("");
	return money_text(p->a, m, &p->set->info.money);
}

static struct str
filled(const struct pricer *p, struct str s, const char *what, struct str by)
{
	size_t at;

	while ((at = str_find(s, str_of(what))) != NONE)
		s = arena_printf(p->a, STR_FMT STR_FMT STR_FMT,
		    STR_ARG(str_head(s, at)), STR_ARG(by),
		    STR_ARG(str_skip(s, at + strlen(what))));
	return s;
}

/* " incl. VAT", empty for most shops. */
static struct str
suffix(const struct pricer *p, bool is_taxable, struct str tax_class,
    struct amount price, bool may_fill)
{
	struct str s = woo_option(p->w, "woocommerce_price_display_suffix");
	bool has_holes = str_find_byte(s, '{') != NONE;

	if (!s.n || !is_taxable || (has_holes && !may_fill))
		return STR("");

	s = woo_plain(p->a, s);
	if (has_holes && price.is_set) {
		s = filled(p, s, "{price_including_tax}",
		    money(
			p, woo_price_with_tax(p->set, price.value, tax_class)));
		s = filled(p, s, "{price_excluding_tax}",
		    money(p,
			woo_price_without_tax(p->set, price.value, tax_class)));
	}
	return s.n ? arena_join(p->a, STR(" "), s) : s;
}

static void
put(const struct pricer *p, struct woo_price *out, struct str was,
    struct str now, struct str behind)
{
	out->was = was;
	out->now = arena_join(p->a, now, behind);
	out->text = was.n ? arena_printf(p->a, STR_FMT " " STR_FMT,
				STR_ARG(was), STR_ARG(out->now))
			  : out->now;
	out->is_empty = false;
}

/* ---- by kind of product ------------------------------------------------ */

static void
single(const struct pricer *p, const struct woo_raw *raw,
    const struct woo_raw *parent, struct woo_price *out)
{
	struct prices prices = parent ? prices_of(raw->metas, p->now)
				      : prices_in_force(raw, p->now);
	struct str tax_class = woo_tax_class_of(p->set, raw, parent);
	bool taxable = woo_is_taxable(p->set, raw, parent);
	struct str was = STR("");

	if (!prices.price.is_set)
		return;
	if (prices.is_sale)
		was = money(
		    p, shown(p->set, prices.regular.value, taxable, tax_class));
	put(p, out, was,
	    money(p, shown(p->set, prices.price.value, taxable, tax_class)),
	    suffix(p, taxable, tax_class, prices.price, true));
}

struct range {
	struct dec low;
	struct dec high;
	bool is_set;
};

static void
widen(struct range *r, struct dec d)
{
	if (!r->is_set || dec_cmp(d, r->low) < 0)
		r->low = d;
	if (!r->is_set || dec_cmp(d, r->high) > 0)
		r->high = d;
	r->is_set = true;
}

static bool
is_one(const struct range *r)
{
	return dec_cmp(r->low, r->high) == 0;
}

static struct str
range_text(const struct pricer *p, const struct range *r)
{
	struct str low = money(p, r->low);
	struct str high = money(p, r->high);

	return arena_printf(
	    p->a, STR_FMT RANGE STR_FMT, STR_ARG(low), STR_ARG(high));
}

/* The range of the variations that can be chosen. */
static void
variable(
    const struct pricer *p, const struct woo_raw *raw, struct woo_price *out)
{
	bool taxable = woo_is_taxable(p->set, raw, NULL);
	uint8_t decimals = p->set->info.money.decimals;
	struct range now = { .is_set = false };
	struct range was = { .is_set = false };
	struct str end;
	bool is_sale = false;

	for (size_t i = 0; i < raw->children.count; i++) {
		const struct woo_child *c =
		    LIST_AT(&raw->children, struct woo_child, i);
		struct prices one = prices_of(c->metas, p->now);
		struct str tax_class =
		    class_of(p->set, c->metas[WOO_META_TAX_CLASS], raw);

		if (!one.price.is_set ||
		    (p->set->info.hides_out_of_stock &&
			str_is_z(c->metas[WOO_META_STOCK].text, "outofstock")))
			continue;
		widen(&now, dec_round(shown(p->set, one.price.value, taxable,
					  tax_class),
				decimals));
		widen(&was, dec_round(shown(p->set, one.regular.value, taxable,
					  tax_class),
				decimals));
		is_sale = is_sale || one.is_sale;
	}
	if (!now.is_set)
		return;

	end = suffix(p, taxable, woo_tax_class_of(p->set, raw, NULL),
	    amount_of(raw->metas[WOO_META_PRICE].text), false);
	if (!is_one(&now))
		put(p, out, STR(""), range_text(p, &now), end);
	else if (is_sale && is_one(&was))
		put(p, out, money(p, was.high), money(p, now.low), end);
	else
		put(p, out, STR(""), money(p, now.low), end);
}

/* The range of the members of a group. */
static void
grouped(const struct pricer *p, const struct woo_raw *raw,
    const struct woo_raws *raws, struct woo_price *out)
{
	struct list ids = { NULL, 0, 0 };
	struct range range = { .is_set = false };
	struct str end;

	woo_ids_read(p->a, p->a, raw->metas[WOO_META_CHILDREN].text, &ids);
	for (size_t i = 0; i < ids.count; i++) {
		const struct woo_raw *m =
		    woo_raw_in(raws, *LIST_AT(&ids, int64_t, i));
		struct prices one;

		if (!m || !str_is_z(m->status, "publish"))
			continue;
		one = prices_in_force(m, p->now);
		if (woo_type_of(m) == WOO_VARIABLE)
			one.price = amount_of(m->metas[WOO_META_PRICE].text);
		if (one.price.is_set)
			widen(&range, shown(p->set, one.price.value,
					  woo_is_taxable(p->set, m, NULL),
					  woo_tax_class_of(p->set, m, NULL)));
	}
	if (!range.is_set)
		return;

	end = suffix(p, woo_is_taxable(p->set, raw, NULL),
	    woo_tax_class_of(p->set, raw, NULL),
	    amount_of(raw->metas[WOO_META_PRICE].text), true);
	put(p, out, STR(""),
	    is_one(&range) ? money(p, range.low) : range_text(p, &range), end);
}

void
woo_price_make(struct woo *w, struct arena *a, const struct woo_raw *raw,
    const struct woo_raw *parent, const struct woo_raws *raws, int64_t now,
    struct woo_price *out)
{
	struct pricer p = { .w = w, .set = w->set, .a = a, .now = now };

	*out = (struct woo_price){ .is_empty = true };
	switch (woo_type_of(raw)) {
	case WOO_VARIABLE:
		variable(&p, raw, out);
		break;
	case WOO_GROUPED:
		grouped(&p, raw, raws, out);
		break;
	case WOO_SIMPLE:
	case WOO_EXTERNAL:
	case WOO_VARIATION:
	case WOO_OTHER:
		single(&p, raw, parent, out);
		break;
	}
}
