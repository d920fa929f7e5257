/* press.c - sets up how one order is printed: its language, the shop's words
 * and the switches that change sums and their order. */
#include "address.h"
#include "order.h"
#include "text.h"

/* Where plugins keep the language an order was made in. */
static const char *const language_keys[] = { "trp_language", "wpml_language",
	"_order_language", "_language" };

/* "lt", "lt_LT", "pt-br": nothing else is a language. */
static bool
is_language(struct str s)
{
	if (s.n < 2 || s.n > 20)
		return false;
	for (size_t i = 0; i < s.n; i++) {
		char c = (char)(s.p[i] | 0x20);

		if ((c < 'a' || c > 'z') && s.p[i] != '_' && s.p[i] != '-')
			return false;
	}
	return true;
}

static struct str
locale_of(const struct woo *w, const struct raw_order *o)
{
	size_t n = sizeof(language_keys) / sizeof(*language_keys);

	for (size_t i = 0; i < n; i++) {
		struct str s = raw_meta(&o->metas, language_keys[i]);

		if (is_language(s))
			return s;
	}
	if (is_language(o->user_locale))
		return o->user_locale;
	return w->set->info.locale;
}

static void
find_words(struct woo *w, struct str locale, struct total_style *style)
{
	bool says_vat = total_says_vat(w->set->base_country);

	style->subtotal = woo_tr(w, locale, NULL, N_("Subtotal:"));
	style->discount = woo_tr(w, locale, NULL, N_("Discount:"));
	style->shipping = woo_tr(w, locale, NULL, N_("Shipping:"));
	style->refund = woo_tr(w, locale, NULL, N_("Refund"));
	style->total = woo_tr(w, locale, NULL, N_("Total:"));
	style->payment = woo_tr(w, locale, NULL, N_("Payment method:"));
	style->no_title = woo_tr(w, locale, NULL, N_("Shipping"));
	style->via = woo_tr(w, locale, NULL, N_("via %s"));
	style->includes = woo_tr(w, locale, NULL, N_("(includes %s)"));
	style->tax_word =
	    woo_tr(w, locale, NULL, says_vat ? N_("VAT") : N_("Tax"));
	style->ex_tax = woo_tr(
	    w, locale, NULL, says_vat ? N_("(ex. VAT)") : N_("(ex. tax)"));
	style->incl_tax = woo_tr(
	    w, locale, NULL, says_vat ? N_("(incl. VAT)") : N_("(incl. tax)"));
}

static struct total_style
style_of(struct woo *w, struct str locale, const struct raw_order *o)
{
	struct str shown = woo_option(w, "woocommerce_tax_display_cart");
	struct total_style style = {
		.money = woo_money(w, o->row.currency),
		.is_incl = str_is_z(shown, "incl"),
		.is_excl = str_is_z(shown, "excl"),
		.has_taxes = woo_option_yes(w, "woocommerce_calc_taxes"),
		.is_itemized = str_is_z(
		    woo_option(w, "woocommerce_tax_total_display"), "itemized"),
		.rounds_at_subtotal =
		    woo_option_yes(w, "woocommerce_tax_round_at_subtotal"),
		.rounds_half_down =
		    woo_option_yes(w, "woocommerce_prices_include_tax"),
		.payment_last = woo_option_yes(
		    w, "woocommerce_feature_email_improvements_enabled"),
		.reason_is_label = !woo_is_least(w, 8, 8),
		.sums_amounts = !w->set->is_hpos,
	};

	find_words(w, locale, &style);
	return style;
}

struct order_press
order_press_of(
    struct woo *w, struct arena *a, const struct raw_order *raw, int64_t now)
{
	struct str locale = locale_of(w, raw);

	return (struct order_press){
		.w = w,
		.arena = a,
		.raw = raw,
		.locale = locale,
		.style = style_of(w, locale, raw),
		.now = now,
	};
}

/* A plugin's number where the setting says so, else the id. */
struct str
order_number(const struct woo *w, struct arena *a, const struct raw_order *o)
{
	struct str number = { 0 };

	if (w->plugin_numbers) {
		number =
		    str_trim(raw_meta(&o->metas, "_order_number_formatted"));
		if (!number.n)
			number = str_trim(raw_meta(&o->metas, "_order_number"));
	}
	if (number.n)
		return number;
	return dec_text(a, dec_int(o->row.id));
}

static struct order_address
billing_of(const struct raw_row *r)
{
	return (struct order_address){
		.first_name = r->b_first,
		.last_name = r->b_last,
		.company = r->b_company,
		.address_1 = r->b_address_1,
		.address_2 = r->b_address_2,
		.city = r->b_city,
		.state = r->b_state,
		.postcode = r->b_postcode,
		.country = r->b_country,
		.phone = r->b_phone,
		.email = r->email,
	};
}

static struct order_address
shipping_of(const struct raw_row *r)
{
	return (struct order_address){
		.first_name = r->s_first,
		.last_name = r->s_last,
		.company = r->s_company,
		.address_1 = r->s_address_1,
		.address_2 = r->s_address_2,
		.city = r->s_city,
		.state = r->s_state,
		.postcode = r->s_postcode,
		.country = r->s_country,
		.phone = r->s_phone,
	};
}

/* A shipping address without a street is none, as the shop sees it. */
struct order_address
address_of(const struct order_press *p, bool is_shipping)
{
	struct order_address at =
	    is_shipping ? shipping_of(&p->raw->row) : billing_of(&p->raw->row);
	struct address_words words = {
		.name = woo_tr(p->w, p->locale, "full name", "%1$s %2$s"),
		.country = woo_country(p->w, p->locale, str_trim(at.country)),
		.state = woo_state(p->w, p->arena, p->locale,
		    str_trim(at.country), str_trim(at.state)),
		.base = p->w->set->base_country,
	};

	if (!is_shipping || at.address_1.n || at.address_2.n)
		address_lines(p->arena, &at, &words, &at.lines);
	for (size_t i = 0; i < at.lines.count; i++) {
		struct str *line = LIST_AT(&at.lines, struct str, i);

		*line = woo_decode(p->arena, *line);
	}
	at.is_empty = !at.lines.count;
	return at;
}
