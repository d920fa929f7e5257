/* tax.c - which tax rates hold at the shop's address, and what they make of
 * a price.
 *
 * The rules are WooCommerce's: one rate a class and priority, the most
 * particular first; compound rates on top of the others; each tax rounded to
 * six places. Orders carry their own taxes: nothing here touches them.
 */
#include <stdlib.h>
#include <string.h>

#include "tax.h"

#define NONE ((size_t)-1)
#define TAX_PLACES 6

static const struct dec hundred = { .v = 100, .scale = 0 };

/* ---- which rates ------------------------------------------------------- */

/* "LT-01100", "lt 01100" and "LT01100" are the same. */
static struct str
postcode_form(char *room, size_t size, struct str s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n && n < size; i++) {
		char c = s.p[i];

		if (c == ' ' || c == '-' || c == '\t')
			continue;
		room[n++] = c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
	}
	return (struct str){ room, n };
}

static bool
is_postcode(struct str ours, struct str rule)
{
	char a[32];
	char b[64];
	struct str code = postcode_form(a, sizeof(a), ours);
	struct str want = postcode_form(b, sizeof(b), rule);
	size_t dots = str_find(want, STR("..."));

	if (dots != NONE) {
		int64_t from;
		int64_t to;
		int64_t n;

		return !str_int(str_head(want, dots), &from) &&
		       !str_int(str_skip(want, dots + 3), &to) &&
		       !str_int(code, &n) && n >= from && n <= to;
	}
	if (str_has_suffix(want, STR("*")))
		return str_has_prefix(code, str_head(want, want.n - 1));
	return str_is(code, want);
}

void
woo_rate_limit(struct woo_rate_row *rate, const struct woo_place *shop,
    struct str type, struct str code)
{
	if (str_is_z(type, "postcode")) {
		rate->postcodes++;
		if (is_postcode(shop->postcode, code))
			rate->has_postcode = true;
	} else if (str_is_z(type, "city")) {
		rate->cities++;
		if (str_is_nocase(shop->city, code))
			rate->has_city = true;
	}
}

static bool
holds(const struct woo_rate_row *r, const struct woo_place *shop)
{
	if (!shop->country.n)
		return false;
	if (r->country.n && !str_is_nocase(r->country, shop->country))
		return false;
	if (r->state.n && !str_is_nocase(r->state, shop->state))
		return false;
	if (r->postcodes && !r->has_postcode)
		return false;
	return !r->cities || r->has_city;
}

/* How closely it names a place: its country weighs most, its city least. */
static int
closeness(const struct woo_rate_row *r)
{
	return (r->country.n ? 8 : 0) + (r->state.n ? 4 : 0) +
	       (r->has_postcode ? 2 : 0) + (r->has_city ? 1 : 0);
}

/* What names more comes first; among equals the older. */
static int
by_use(const void *a, const void *b)
{
	const struct woo_rate_row *x = a;
	const struct woo_rate_row *y = b;

	if (x->priority != y->priority)
		return x->priority < y->priority ? -1 : 1;
	if (closeness(x) != closeness(y))
		return closeness(x) > closeness(y) ? -1 : 1;
	return x->id < y->id ? -1 : x->id > y->id;
}

static bool
is_taken(const struct list *out, const struct woo_rate_row *row)
{
	for (size_t i = 0; i < out->count; i++) {
		const struct woo_rate *r = LIST_AT(out, struct woo_rate, i);

		if (r->priority == row->priority &&
		    str_is(r->tax_class, row->tax_class))
			return true;
	}
	return false;
}

void
woo_rates_pick(struct arena *a, struct list *rows, const struct woo_place *shop,
    struct list *out)
{
	if (rows->count)
		qsort(rows->items, rows->count, sizeof(struct woo_rate_row),
		    by_use);

	for (size_t i = 0; i < rows->count; i++) {
		const struct woo_rate_row *row =
		    LIST_AT(rows, struct woo_rate_row, i);
		struct woo_rate *rate;

		if (!holds(row, shop) || is_taken(out, row))
			continue;
		rate = LIST_PUSH(a, out, struct woo_rate);
		rate->priority = row->priority;
		rate->percent = row->percent;
		rate->tax_class = row->tax_class;
		rate->is_compound = row->is_compound;
	}
}

/* ---- what they make of a price ----------------------------------------- */

enum err
woo_price_read(struct str s, struct dec *out)
{
	struct dec d;

	s = str_trim(s);
	if (s.n == 0 || s.n > 24 || dec_parse(s, &d))
		return ERR_BAD_INPUT;
	if (d.v > (__int128)1e20 || d.v < -(__int128)1e20)
		return ERR_BAD_INPUT;
	*out = d;
	return ERR_OK;
}

/* The tax of that many percent inside of an amount whose whole is 100 plus
 * `sum` percent. */
static struct dec
tax_inside(struct dec amount, struct dec percent, struct dec sum)
{
	return dec_div(dec_mul(amount, percent), dec_add(hundred, sum));
}

static struct dec
percent_sum(const struct woo_set *set, struct str tax_class)
{
	struct dec sum = dec_int(0);

	for (size_t i = 0; i < set->rates.count; i++) {
		const struct woo_rate *r =
		    LIST_AT(&set->rates, struct woo_rate, i);

		if (!r->is_compound && str_is(r->tax_class, tax_class))
			sum = dec_add(sum, r->percent);
	}
	return sum;
}

struct dec
woo_price_without_tax(
    const struct woo_set *set, struct dec price, struct str tax_class)
{
	struct dec sum = percent_sum(set, tax_class);
	struct dec inner = price; /* without the compound taxes */
	struct dec net = price;

	if (!set->prices_include_tax)
		return price;

	for (size_t i = set->rates.count; i-- > 0;) {
		const struct woo_rate *r =
		    LIST_AT(&set->rates, struct woo_rate, i);
		struct dec tax;

		if (!r->is_compound || !str_is(r->tax_class, tax_class))
			continue;
		tax = tax_inside(inner, r->percent, r->percent);
		inner = dec_sub(inner, tax);
		net = dec_sub(net, dec_round(tax, TAX_PLACES));
	}
	for (size_t i = 0; i < set->rates.count; i++) {
		const struct woo_rate *r =
		    LIST_AT(&set->rates, struct woo_rate, i);

		if (r->is_compound || !str_is(r->tax_class, tax_class))
			continue;
		net = dec_sub(net,
		    dec_round(tax_inside(inner, r->percent, sum), TAX_PLACES));
	}
	return net;
}

static struct dec
tax_on(const struct woo_set *set, struct dec amount, const struct woo_rate *r)
{
	struct dec tax = dec_div(dec_mul(amount, r->percent), hundred);

	tax = dec_round(tax, TAX_PLACES);
	if (set->rounds_at_subtotal)
		return tax;
	return dec_round(tax, set->info.money.decimals);
}

struct dec
woo_price_with_tax(
    const struct woo_set *set, struct dec price, struct str tax_class)
{
	struct dec sum = price;
	struct dec whole = price; /* what compound taxes are taken of */

	if (set->prices_include_tax || !set->has_taxes)
		return price;

	for (int compound = 0; compound < 2; compound++) {
		for (size_t i = 0; i < set->rates.count; i++) {
			const struct woo_rate *r =
			    LIST_AT(&set->rates, struct woo_rate, i);
			struct dec base = compound ? whole : price;

			if (r->is_compound != (compound == 1) ||
			    !str_is(r->tax_class, tax_class))
				continue;
			sum = dec_add(sum, tax_on(set, base, r));
			whole = dec_add(
			    whole, dec_div(dec_mul(base, r->percent), hundred));
		}
	}
	return dec_round(sum, set->info.money.decimals);
}
