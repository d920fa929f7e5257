/* total_tax.c - the taxes of an order from its own tax items, since the rates
 * may be gone from the shop. */
#include "order.h"

/* The mode is the shop's, by whether its prices include tax. */
struct dec
tax_round(struct dec d, const struct total_style *style)
{
	uint8_t places = style->money.decimals;
	struct dec rounded = dec_round(d, places);
	struct dec over = dec_sub(rounded, d);
	struct dec unit = { .v = 1, .scale = places };

	if (!style->rounds_half_down)
		return rounded;
	if (dec_cmp(dec_add(over, over), unit) == 0)
		return dec_sub(rounded, unit);
	if (dec_cmp(dec_add(over, over), dec_neg(unit)) == 0)
		return dec_add(rounded, unit);
	return rounded;
}

static struct dec
amount_of(const struct raw_item *it)
{
	return dec_add(raw_meta_dec(&it->metas, "tax_amount"),
	    raw_meta_dec(&it->metas, "shipping_tax_amount"));
}

static struct dec
without_sign(struct dec d)
{
	return dec_cmp(d, dec_int(0)) < 0 ? dec_neg(d) : d;
}

static bool
is_tax_of(const struct raw_order *o, const struct raw_item *it, bool of_refund)
{
	return it->kind == RAW_ITEM_TAX &&
	       raw_is_refund_item(o, it) == of_refund;
}

static struct tax_sum *
sum_of(struct list *sums, struct str code)
{
	for (size_t i = 0; i < sums->count; i++)
		if (str_is(LIST_AT(sums, struct tax_sum, i)->code, code))
			return LIST_AT(sums, struct tax_sum, i);
	return NULL;
}

/* One entry a code; the last item of a code gives label and rate. */
void
tax_sums(struct arena *a, const struct raw_order *o, struct list *out)
{
	struct list all = { 0 };

	for (size_t i = 0; i < o->items.count; i++) {
		const struct raw_item *it =
		    LIST_AT(&o->items, const struct raw_item, i);
		struct tax_sum *sum;

		if (!is_tax_of(o, it, false))
			continue;
		sum = sum_of(&all, it->name);
		if (!sum)
			sum = LIST_PUSH(a, &all, struct tax_sum);
		sum->code = it->name;
		sum->label = raw_meta(&it->metas, "label");
		sum->rate_id = raw_meta_int(&it->metas, "rate_id");
		sum->amount = dec_add(sum->amount, amount_of(it));
	}
	for (size_t i = 0; i < all.count; i++) {
		const struct tax_sum *sum = LIST_AT(&all, struct tax_sum, i);

		if (!dec_is_zero(sum->amount))
			*LIST_PUSH(a, out, struct tax_sum) = *sum;
	}
}

struct dec
tax_total(const struct raw_order *o, const struct total_style *style)
{
	return dec_round(
	    dec_add(raw_dec(o->row.tax), raw_dec(o->row.shipping_tax)),
	    style->money.decimals);
}

struct dec
tax_refunded(const struct raw_order *o)
{
	struct dec sum = dec_int(0);

	for (size_t i = 0; i < o->items.count; i++) {
		const struct raw_item *it =
		    LIST_AT(&o->items, const struct raw_item, i);

		if (is_tax_of(o, it, true))
			sum = dec_add(sum, amount_of(it));
	}
	return without_sign(sum);
}

struct dec
tax_refunded_of(const struct raw_order *o, int64_t rate_id)
{
	struct dec sum = dec_int(0);

	for (size_t i = 0; i < o->items.count; i++) {
		const struct raw_item *it =
		    LIST_AT(&o->items, const struct raw_item, i);

		if (!is_tax_of(o, it, true) ||
		    raw_meta_int(&it->metas, "rate_id") != rate_id)
			continue;
		sum = dec_add(
		    sum, without_sign(raw_meta_dec(&it->metas, "tax_amount")));
		sum = dec_add(sum, without_sign(raw_meta_dec(
				       &it->metas, "shipping_tax_amount")));
	}
	return sum;
}
