/* total.c - the printed rows under an order, as WooCommerce adds them up.
 *
 * Each line is rounded on its own before it is summed, unless the shop rounds
 * at the subtotal. Taxes, refunds and the total are in total_end.c, the sums
 * of taxes in total_tax.c. All of it is exact decimals.
 */
#include "total.h"

/* Countries that say VAT; the rest says tax. */
static const char vat_countries[] =
    "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MC MT NL PL PT "
    "RO SE SI SK "
    "AE AL AR AZ BB BH BO BS BY CL CO EC EG ET FJ GB GH GM GT IL IM IN IR KN "
    "KR KZ LK MD ME MK MN MU MX NA NG NO NP PS PY RS RU RW SA SV TH TR UA UY "
    "UZ VE VN ZA ";

bool
total_says_vat(struct str country)
{
	struct str all = STR(vat_countries);

	if (country.n != 2)
		return false;
	while (all.n)
		if (str_is(str_cut(&all, ' '), country))
			return true;
	return false;
}

struct str
total_price(struct arena *a, struct dec d, const struct money_form *form)
{
	bool is_negative = dec_cmp(d, dec_int(0)) < 0;
	struct money m = { 0 };
	struct str text;

	if (is_negative)
		d = dec_neg(d);
	if (money_of(d, form->decimals, &m))
		return (struct str){ 0 };
	text = money_text(a, m, form);
	return is_negative ? arena_join(a, STR("-"), text) : text;
}

struct str
sheet_price(const struct sheet *s, struct dec d)
{
	return total_price(s->arena, d, &s->style->money);
}

static bool
is_above_zero(struct dec d)
{
	return dec_cmp(d, dec_int(0)) > 0;
}

/* Parts with a space between those that are not empty. */
static struct str
join(struct arena *a, struct str x, struct str y)
{
	if (!x.n)
		return y;
	if (!y.n)
		return x;
	return arena_printf(a, STR_FMT " " STR_FMT, STR_ARG(x), STR_ARG(y));
}

static struct str
without_colon(struct str label)
{
	label = str_trim(label);
	if (str_has_suffix(label, STR(":")))
		label.n--;
	else if (str_has_suffix(label, STR("\xef\xbc\x9a")))
		label.n -= 3;
	/* French sets a no-break space before it. */
	if (str_has_suffix(label, STR("\xc2\xa0")))
		label.n -= 2;
	return str_trim(label);
}

void
sheet_put(const struct sheet *s, struct order_total t, struct str raw_label)
{
	struct total_row *row = LIST_PUSH(s->arena, s->out, struct total_row);

	t.label = woo_plain(s->arena, without_colon(raw_label));
	t.value = join(s->arena, t.struck, join(s->arena, t.amount, t.note));
	row->t = t;
	row->raw_label = raw_label;
}

struct str
sheet_fill(struct arena *a, struct str sentence, struct str value)
{
	size_t at = str_find(sentence, STR("%s"));

	if (at == (size_t)-1)
		return sentence;
	return arena_printf(a, STR_FMT STR_FMT STR_FMT,
	    STR_ARG(str_head(sentence, at)), STR_ARG(value),
	    STR_ARG(str_skip(sentence, at + 2)));
}

/* ---- subtotal ----------------------------------------------------------- */

static struct dec
subtotal(const struct sheet *s)
{
	uint8_t places = s->style->money.decimals;
	struct dec sum = dec_int(0);
	struct dec tax = dec_int(0);

	for (size_t i = 0; i < s->o->items.count; i++) {
		const struct raw_item *it =
		    LIST_AT(&s->o->items, const struct raw_item, i);
		struct dec net = raw_meta_dec(&it->metas, "_line_subtotal");
		struct dec vat = raw_meta_dec(&it->metas, "_line_subtotal_tax");

		if (it->kind != RAW_ITEM_LINE || raw_is_refund_item(s->o, it))
			continue;
		if (!s->style->rounds_at_subtotal) {
			net = dec_round(net, places);
			vat = tax_round(vat, s->style);
		}
		sum = dec_add(sum, net);
		tax = dec_add(tax, vat);
	}
	if (!s->style->is_incl)
		return sum;
	return dec_add(sum, tax_round(tax, s->style));
}

static bool
says_ex_tax(const struct sheet *s)
{
	return s->style->is_excl && s->style->has_taxes &&
	       raw_yes(s->o->row.prices_include_tax);
}

static void
subtotal_row(const struct sheet *s)
{
	struct order_total t = {
		.kind = ORDER_TOTAL_SUBTOTAL,
		.key = STR("cart_subtotal"),
		.amount = sheet_price(s, subtotal(s)),
	};

	if (says_ex_tax(s))
		t.note = s->style->ex_tax;
	sheet_put(s, t, s->style->subtotal);
}

/* ---- discount, shipping, fees -------------------------------------------- */

static void
discount_row(const struct sheet *s)
{
	struct dec net = raw_dec(s->o->row.discount_total);
	struct dec shown = net;
	struct order_total t = {
		.kind = ORDER_TOTAL_DISCOUNT,
		.key = STR("discount"),
	};

	if (!is_above_zero(net))
		return;
	if (!s->style->is_excl)
		shown = dec_add(net, raw_dec(s->o->row.discount_tax));
	t.amount = arena_join(s->arena, STR("-"), sheet_price(s, shown));
	sheet_put(s, t, s->style->discount);
}

/* A method without a title is called by what it is. */
struct str
total_method_name(const struct raw_item *it, const struct total_style *style)
{
	if (it->name.n && !str_is_z(it->name, "0"))
		return it->name;
	return style->no_title;
}

/* Titles of all methods, joined. */
static struct str
shipping_method(const struct sheet *s)
{
	struct buf b = buf_new(s->arena, 4096);

	for (size_t i = 0; i < s->o->items.count; i++) {
		const struct raw_item *it =
		    LIST_AT(&s->o->items, const struct raw_item, i);

		if (it->kind != RAW_ITEM_SHIPPING ||
		    raw_is_refund_item(s->o, it))
			continue;
		if (b.n)
			buf_putz(&b, ", ");
		buf_put(&b, total_method_name(it, s->style));
	}
	return woo_plain(s->arena, buf_str(&b));
}

static void
shipping_row(const struct sheet *s)
{
	const struct total_style *style = s->style;
	struct dec cost = raw_dec(s->o->row.shipping_total);
	struct dec tax = raw_dec(s->o->row.shipping_tax);
	bool has_tax_in = raw_yes(s->o->row.prices_include_tax);
	struct str method = shipping_method(s);
	struct order_total t = {
		.kind = ORDER_TOTAL_SHIPPING,
		.key = STR("shipping"),
		.note = method,
	};

	if (!method.n)
		return;
	if (!dec_is_zero(cost)) {
		t.amount =
		    sheet_price(s, style->is_excl ? cost : dec_add(cost, tax));
		t.note = sheet_fill(s->arena, style->via, method);
		if (is_above_zero(tax) && style->is_excl == has_tax_in)
			t.note = join(s->arena,
			    style->is_excl ? style->ex_tax : style->incl_tax,
			    t.note);
	}
	sheet_put(s, t, style->shipping);
}

/* PHP's empty(): an amount nobody filled in. */
static bool
is_empty(struct str s)
{
	return !s.n || str_is_z(s, "0");
}

static void
fee_rows(const struct sheet *s)
{
	for (size_t i = 0; i < s->o->items.count; i++) {
		const struct raw_item *it =
		    LIST_AT(&s->o->items, const struct raw_item, i);
		struct dec net = raw_meta_dec(&it->metas, "_line_total");
		struct dec tax = raw_meta_dec(&it->metas, "_line_tax");
		struct order_total t = { .kind = ORDER_TOTAL_FEE };

		if (it->kind != RAW_ITEM_FEE || raw_is_refund_item(s->o, it))
			continue;
		if (is_empty(raw_meta(&it->metas, "_line_total")) &&
		    is_empty(raw_meta(&it->metas, "_line_tax")))
			continue;
		t.key = arena_printf(s->arena, "fee_%lld", (long long)it->id);
		t.amount =
		    sheet_price(s, s->style->is_excl ? net : dec_add(net, tax));
		sheet_put(s, t, arena_join(s->arena, it->name, STR(":")));
	}
}

void
total_rows(struct arena *a, const struct raw_order *o,
    const struct total_style *style, struct list *out)
{
	struct sheet s = { a, o, style, out };

	subtotal_row(&s);
	discount_row(&s);
	shipping_row(&s);
	fee_rows(&s);
	tax_rows(&s);
	if (!style->payment_last)
		payment_row(&s);
	refund_rows(&s);
	total_row(&s);
	if (style->payment_last)
		payment_row(&s);
}

struct str
total_line(struct arena *a, const struct raw_order *o,
    const struct raw_item *line, const struct total_style *style)
{
	struct dec d = raw_meta_dec(&line->metas, "_line_subtotal");
	struct str text;

	if (!style->is_excl)
		d = dec_add(
		    d, raw_meta_dec(&line->metas, "_line_subtotal_tax"));
	text =
	    total_price(a, dec_round(d, style->money.decimals), &style->money);
	if (style->is_excl && style->has_taxes &&
	    raw_yes(o->row.prices_include_tax))
		text = join(a, text, style->ex_tax);
	return text;
}
