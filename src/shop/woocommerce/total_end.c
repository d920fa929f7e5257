/* total_end.c - the last rows under an order: taxes, refunds, the total and
 * how it was paid. */
#include "total.h"

static struct str
label_of(const struct sheet *s, const struct tax_sum *tax)
{
	struct str label = woo_plain(s->arena, tax->label);

	return label.n ? label : s->style->tax_word;
}

/* "LT-PVM (EU)-1" as WordPress makes a slug of it: "lt-pvm-eu-1". */
static struct str
key_of(struct arena *a, struct str code)
{
	struct buf b = buf_new(a, code.n + 1);

	for (size_t i = 0; i < code.n; i++) {
		char c = code.p[i];

		if (c >= 'A' && c <= 'Z')
			c = (char)(c - 'A' + 'a');
		if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
		    c == '_' || (unsigned char)c >= 0x80)
			buf_putc(&b, c);
		else if ((c == ' ' || c == '-' || c == '.' || c == '/') &&
			 b.n && b.p[b.n - 1] != '-')
			buf_putc(&b, '-');
	}
	while (b.n && b.p[b.n - 1] == '-')
		b.n--;
	return buf_str(&b);
}

void
tax_rows(const struct sheet *s)
{
	struct order_total t = { .kind = ORDER_TOTAL_TAX, .key = STR("tax") };
	struct list sums = { 0 };

	if (!s->style->is_excl || !s->style->has_taxes)
		return;
	if (!s->style->is_itemized) {
		t.amount = sheet_price(s, tax_total(s->o, s->style));
		sheet_put(
		    s, t, arena_join(s->arena, s->style->tax_word, STR(":")));
		return;
	}
	tax_sums(s->arena, s->o, &sums);
	for (size_t i = 0; i < sums.count; i++) {
		const struct tax_sum *tax =
		    LIST_AT(&sums, const struct tax_sum, i);

		t.key = key_of(s->arena, tax->code);
		t.amount = sheet_price(s, tax->amount);
		sheet_put(
		    s, t, arena_join(s->arena, label_of(s, tax), STR(":")));
	}
}

void
refund_rows(const struct sheet *s)
{
	for (size_t i = 0; i < s->o->refunds.count; i++) {
		const struct raw_refund *r =
		    LIST_AT(&s->o->refunds, const struct raw_refund, i);
		struct str label =
		    arena_join(s->arena, s->style->refund, STR(":"));
		struct str reason = str_trim(r->reason);
		struct order_total t = { .kind = ORDER_TOTAL_REFUND };

		t.key = arena_printf(s->arena, "refund_%zu", i);
		t.amount = sheet_price(s, dec_neg(r->amount));
		if (s->style->reason_is_label && r->reason.n)
			label = r->reason;
		else
			t.note = woo_plain(s->arena, reason);
		sheet_put(s, t, label);
	}
}

struct dec
total_refunded(const struct raw_order *o, const struct total_style *style)
{
	struct dec sum = dec_int(0);

	for (size_t i = 0; i < o->refunds.count; i++) {
		const struct raw_refund *r =
		    LIST_AT(&o->refunds, const struct raw_refund, i);

		sum = dec_add(sum, style->sums_amounts ? r->amount : r->total);
	}
	return sum;
}

/* One sum of all taxes, of what was not refunded. */
static void
put_one_tax(const struct sheet *s, bool is_refunded, struct buf *b)
{
	struct dec all = tax_total(s->o, s->style);

	if (is_refunded)
		all = dec_sub(all, tax_refunded(s->o));
	buf_printf(b, STR_FMT " " STR_FMT, STR_ARG(sheet_price(s, all)),
	    STR_ARG(s->style->tax_word));
}

static void
put_tax(const struct sheet *s, bool is_refunded, const struct tax_sum *tax,
    struct buf *b)
{
	struct dec amount = tax->amount;

	if (is_refunded)
		amount = dec_sub(amount, tax_refunded_of(s->o, tax->rate_id));
	buf_printf(b, "%s" STR_FMT " " STR_FMT, b->n ? ", " : "",
	    STR_ARG(sheet_price(s, amount)), STR_ARG(label_of(s, tax)));
}

/* "1,13 EUR VAT 9, 11,38 EUR VAT", of what was not refunded. */
static struct str
taxes_inside(const struct sheet *s, bool is_refunded)
{
	struct buf b = buf_new(s->arena, 4096);
	struct list sums = { 0 };

	tax_sums(s->arena, s->o, &sums);
	if (sums.count && !s->style->is_itemized)
		put_one_tax(s, is_refunded, &b);
	for (size_t i = 0; s->style->is_itemized && i < sums.count; i++)
		put_tax(s, is_refunded, LIST_AT(&sums, const struct tax_sum, i),
		    &b);
	return buf_str(&b);
}

void
total_row(const struct sheet *s)
{
	struct dec total = raw_dec(s->o->row.total);
	struct dec refunded = total_refunded(s->o, s->style);
	bool is_refunded = !dec_is_zero(refunded);
	struct order_total t = {
		.kind = ORDER_TOTAL_TOTAL,
		.key = STR("order_total"),
		.amount = sheet_price(s, dec_sub(total, refunded)),
	};
	struct str taxes = { 0 };

	if (is_refunded)
		t.struck = sheet_price(s, total);
	if (s->style->is_incl && s->style->has_taxes)
		taxes = taxes_inside(s, is_refunded);
	if (taxes.n)
		t.note = sheet_fill(s->arena, s->style->includes, taxes);
	sheet_put(s, t, s->style->total);
}

void
payment_row(const struct sheet *s)
{
	struct order_total t = {
		.kind = ORDER_TOTAL_PAYMENT,
		.key = STR("payment_method"),
		.note = woo_plain(s->arena, s->o->row.payment_title),
	};

	if (dec_cmp(raw_dec(s->o->row.total), dec_int(0)) <= 0 || !t.note.n ||
	    str_is_z(s->o->row.payment_method, "other"))
		return;
	sheet_put(s, t, s->style->payment);
}
