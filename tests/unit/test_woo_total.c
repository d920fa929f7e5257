/* The printed rows under an order, from items alone. */
#include "../../src/shop/woocommerce/order.h"
#include "../lib/tap.h"

static struct arena *arena;

struct shop_order_case {
	struct raw_order o;
	struct total_style style;
};

static const struct total_style plain_style = {
	.money = { .symbol = S("E"),
	    .decimal_sep = S("."),
	    .thousand_sep = S(","),
	    .decimals = 2,
	    .symbol_left = true },
	.has_taxes = true,
	.is_incl = true,
	.is_itemized = true,
	.payment_last = true,
	.subtotal = S("Subtotal:"),
	.discount = S("Discount:"),
	.shipping = S("Shipping:"),
	.refund = S("Refund"),
	.total = S("Total:"),
	.payment = S("Payment method:"),
	.via = S("via %s"),
	.includes = S("(includes %s)"),
	.tax_word = S("VAT"),
	.ex_tax = S("(ex. VAT)"),
	.incl_tax = S("(incl. VAT)"),
};

static struct raw_item *
put_item(struct raw_order *o, enum raw_item_kind kind, int64_t order_id,
    const char *name)
{
	struct raw_item *it = LIST_PUSH(arena, &o->items, struct raw_item);

	it->id = 100 + (int64_t)o->items.count;
	it->order_id = order_id;
	it->kind = kind;
	it->name = str_of(name);
	return it;
}

static void
put(struct raw_item *it, const char *key, const char *value)
{
	struct order_meta *m = LIST_PUSH(arena, &it->metas, struct order_meta);

	m->key = str_of(key);
	m->value = str_of(value);
}

static void
put_line(struct raw_order *o, const char *net, const char *tax)
{
	struct raw_item *it = put_item(o, RAW_ITEM_LINE, 7, "Thing");

	put(it, "_qty", "1");
	put(it, "_line_subtotal", net);
	put(it, "_line_subtotal_tax", tax);
}

static void
put_tax(struct raw_order *o, int64_t order_id, const char *code,
    const char *rate, const char *label, const char *amount,
    const char *shipping)
{
	struct raw_item *it = put_item(o, RAW_ITEM_TAX, order_id, code);

	put(it, "rate_id", rate);
	put(it, "label", label);
	put(it, "tax_amount", amount);
	put(it, "shipping_tax_amount", shipping);
}

/* Two lines, a courier, two rates, paid by card, prices with tax. */
static struct shop_order_case
usual(void)
{
	struct shop_order_case c = { .style = plain_style };

	c.o.row = (struct raw_row){ .id = 7,
		.total = STR("1234.50"),
		.tax = STR("20.13"),
		.shipping_tax = STR("0.87"),
		.shipping_total = STR("4.13"),
		.prices_include_tax = STR("1"),
		.payment_method = STR("card"),
		.payment_title = STR("Card & more") };
	put_line(&c.o, "8.181818", "1.72");
	put_line(&c.o, "5.963303", "0.54");
	put_item(&c.o, RAW_ITEM_SHIPPING, 7, "Courier");
	put_tax(&c.o, 7, "LT-1", "1", "PVM", "20.13", "0.87");
	put_tax(&c.o, 7, "LT-2", "2", "", "0.54", "0");
	put_tax(&c.o, 7, "LT-3", "3", "None", "0", "0");
	return c;
}

/* All rows as "label value; label value". */
static struct str
printed(const struct shop_order_case *c)
{
	struct buf b = buf_new(arena, 8192);
	struct list rows = { 0 };

	total_rows(arena, &c->o, &c->style, &rows);
	for (size_t i = 0; i < rows.count; i++) {
		const struct total_row *r =
		    LIST_AT(&rows, const struct total_row, i);

		buf_printf(&b, "%s" STR_FMT " " STR_FMT, i ? "; " : "",
		    STR_ARG(r->raw_label), STR_ARG(r->t.value));
	}
	return buf_str(&b);
}

static void
with_tax(void)
{
	struct shop_order_case c = usual();

	CHECK_STR("TY-03 prices with tax, a tax a rate", printed(&c),
	    "Subtotal: E16.40; Shipping: E5.00 via Courier; "
	    "Total: E1,234.50 (includes E21.00 PVM, E0.54 VAT); "
	    "Payment method: Card & more");
	c.style.is_itemized = false;
	c.style.payment_last = false;
	CHECK_STR("one tax, payment before the total", printed(&c),
	    "Subtotal: E16.40; Shipping: E5.00 via Courier; "
	    "Payment method: Card & more; "
	    "Total: E1,234.50 (includes E21.00 VAT)");
	c.style.has_taxes = false;
	CHECK_STR("a shop without taxes", printed(&c),
	    "Subtotal: E16.40; Shipping: E5.00 via Courier; "
	    "Payment method: Card & more; Total: E1,234.50");
	c = usual();
	c.o.row.prices_include_tax = STR("no");
	CHECK_STR("shipping says that tax is inside", printed(&c),
	    "Subtotal: E16.40; Shipping: E5.00 (incl. VAT) via Courier; "
	    "Total: E1,234.50 (includes E21.00 PVM, E0.54 VAT); "
	    "Payment method: Card & more");
}

static void
without_tax(void)
{
	struct shop_order_case c = usual();

	c.style.is_incl = false;
	c.style.is_excl = true;
	CHECK_STR("TY-03 prices without tax, a row a rate", printed(&c),
	    "Subtotal: E14.14 (ex. VAT); "
	    "Shipping: E4.13 (ex. VAT) via Courier; "
	    "PVM: E21.00; VAT: E0.54; Total: E1,234.50; "
	    "Payment method: Card & more");
	c.style.is_itemized = false;
	c.o.row.prices_include_tax = STR("0");
	CHECK_STR("one row, nothing to say of the prices", printed(&c),
	    "Subtotal: E14.14; Shipping: E4.13 via Courier; "
	    "VAT: E21.00; Total: E1,234.50; Payment method: Card & more");
}

static void
rounding(void)
{
	struct shop_order_case c = { .style = plain_style };

	c.o.row.id = 7;
	for (int i = 0; i < 3; i++)
		put_line(&c.o, "0.125", "0");
	CHECK_STR("each line is rounded on its own", printed(&c),
	    "Subtotal: E0.39; Total: E0.00");
	c.style.rounds_at_subtotal = true;
	CHECK_STR(
	    "or the sum is", printed(&c), "Subtotal: E0.38; Total: E0.00");
	c = (struct shop_order_case){ .style = plain_style };
	c.o.row.id = 7;
	put_line(&c.o, "1", "0.125");
	CHECK_STR("half a cent of tax goes up", printed(&c),
	    "Subtotal: E1.13; Total: E0.00");
	c.style.rounds_half_down = true;
	CHECK_STR("and down where prices include it", printed(&c),
	    "Subtotal: E1.12; Total: E0.00");
	CHECK("a negative half goes towards zero, too",
	    dec_cmp(tax_round((struct dec){ -125, 3 }, &c.style),
		(struct dec){ -12, 2 }) == 0);
	CHECK("more than half does not",
	    dec_cmp(tax_round((struct dec){ 1251, 4 }, &c.style),
		(struct dec){ 13, 2 }) == 0);
}

static void
fees_and_discounts(void)
{
	struct shop_order_case c = { .style = plain_style };
	struct raw_item *fee;

	c.o.row = (struct raw_row){ .id = 7,
		.total = STR("10"),
		.discount_total = STR("3.72"),
		.discount_tax = STR("0.78"),
		.payment_method = STR("other"),
		.payment_title = STR("Other") };
	fee = put_item(&c.o, RAW_ITEM_FEE, 7, "Loyalty <b>minus</b>");
	put(fee, "_line_total", "-10");
	put(fee, "_line_tax", "-2.1");
	fee = put_item(&c.o, RAW_ITEM_FEE, 7, "Nothing");
	put(fee, "_line_total", "0");
	put(fee, "_line_tax", "0");
	put_item(&c.o, RAW_ITEM_SHIPPING, 7, "Free shipping");
	put_item(&c.o, RAW_ITEM_SHIPPING, 7, "Pickup");
	CHECK_STR("fees with tax, free shipping, no method to name",
	    printed(&c),
	    "Subtotal: E0.00; Discount: -E4.50; "
	    "Shipping: Free shipping, Pickup; "
	    "Loyalty <b>minus</b>: -E12.10; Total: E10.00");
	c.style.is_incl = false;
	c.style.is_excl = true;
	c.style.is_itemized = false;
	CHECK_STR("without tax; the one row of taxes stands even at 0",
	    printed(&c),
	    "Subtotal: E0.00; Discount: -E3.72; "
	    "Shipping: Free shipping, Pickup; "
	    "Loyalty <b>minus</b>: -E10.00; VAT: E0.00; Total: E10.00");
}

static void
put_refund(
    struct raw_order *o, int64_t id, const char *amount, const char *reason)
{
	struct raw_refund *r = LIST_PUSH(arena, &o->refunds, struct raw_refund);

	r->id = id;
	r->amount = raw_dec(str_of(amount));
	r->total = r->amount;
	r->reason = str_of(reason);
}

static void
refunds(void)
{
	struct shop_order_case c = usual();

	put_refund(&c.o, 9, "15.0", "Wrong <i>size</i>");
	put_refund(&c.o, 8, "1", "");
	put_tax(&c.o, 9, "LT-1", "1", "", "-2.6", "-0.4");
	CHECK_STR("TY-04 refunds with reasons, and taxes that are left",
	    printed(&c),
	    "Subtotal: E16.40; Shipping: E5.00 via Courier; "
	    "Refund: -E15.00 Wrong size; Refund: -E1.00; "
	    "Total: E1,234.50 E1,218.50 (includes E18.00 PVM, E0.54 VAT); "
	    "Payment method: Card & more");
	c.style.reason_is_label = true;
	c.style.is_itemized = false;
	CHECK_STR("named by the reason, as it was before 8.8", printed(&c),
	    "Subtotal: E16.40; Shipping: E5.00 via Courier; "
	    "Wrong <i>size</i> -E15.00; Refund: -E1.00; "
	    "Total: E1,234.50 E1,218.50 (includes E18.00 VAT); "
	    "Payment method: Card & more");
}

static void
lines(void)
{
	struct shop_order_case c = usual();
	const struct raw_item *line = LIST_AT(&c.o.items, struct raw_item, 0);

	CHECK_STR("a line with tax", total_line(arena, &c.o, line, &c.style),
	    "E9.90");
	c.style.is_incl = false;
	c.style.is_excl = true;
	CHECK_STR("a line without", total_line(arena, &c.o, line, &c.style),
	    "E8.18 (ex. VAT)");
	c.style.has_taxes = false;
	CHECK_STR("a line of a shop without taxes",
	    total_line(arena, &c.o, line, &c.style), "E8.18");
}

static void
small_things(void)
{
	struct money_form form = plain_style.money;
	struct list rows = { 0 };
	struct shop_order_case c = usual();

	CHECK_STR("a minus before the whole",
	    total_price(arena, raw_dec(STR("-1.005")), &form), "-E1.01");
	CHECK("EU, others that say VAT, and the rest",
	    total_says_vat(STR("LT")) && total_says_vat(STR("ZA")) &&
		!total_says_vat(STR("US")) && !total_says_vat(STR("")));
	total_rows(arena, &c.o, &c.style, &rows);
	c.style.money.symbol_left = false;
	c.style.money.symbol_spaced = true;
	CHECK_STR("an amount is never broken inside",
	    total_price(arena, raw_dec(STR("1")), &c.style.money),
	    "1.00\xc2\xa0"
	    "E");
	CHECK("neither the one in the note of a total",
	    str_find(printed(&c), STR("E PVM, 0.54\xc2\xa0"
				      "E VAT")) != (size_t)-1);
	CHECK_STR("a label without its colon",
	    LIST_AT(&rows, struct total_row, 0)->t.label, "Subtotal");
	CHECK("dates and unix seconds",
	    raw_time(STR("2026-10-18 02:07:21")) == 1792289241 &&
		raw_time(STR("1792289241")) == 1792289241);
	CHECK("zero dates and rubbish are none",
	    raw_time(STR("0000-00-00 00:00:00")) == 0 &&
		raw_time(STR("soon")) == 0 && raw_time(STR("")) == 0);
	CHECK("cut serialized text is false, as PHP has it",
	    raw_value(arena, STR("a:1:{i:0;s:9:\"x\";}")).kind == VALUE_BOOL);
	CHECK("text that only looks a little like it is text",
	    raw_value(arena, STR("a:b")).kind == VALUE_TEXT);
}

int
main(void)
{
	arena = arena_new(4 << 20);
	with_tax();
	without_tax();
	rounding();
	fees_and_discounts();
	refunds();
	lines();
	small_things();
	arena_free(arena);
	return tap_done();
}
