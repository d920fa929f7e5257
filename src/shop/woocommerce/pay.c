/* pay.c - what a buyer has to know to pay: the shop's bank accounts and the
 * words its owner wrote for them. Nothing of a gateway's own is here. */
#include "order.h"
#include "php.h"

/* Ways to pay without a page of their own, and when their words help. */
static const struct {
	const char *method;
	const char *settings;
	enum order_state state;
} offline[] = {
	{ "bacs", "woocommerce_bacs_settings", ORDER_ON_HOLD },
	{ "cheque", "woocommerce_cheque_settings", ORDER_ON_HOLD },
	{ "cod", "woocommerce_cod_settings", ORDER_PROCESSING },
};

static struct str
part(struct arena *a, const struct value *account, const char *name)
{
	return woo_plain(a,
	    value_text(a, value_get(account, str_of(name)), (struct str){ 0 }));
}

static void
put_account(struct arena *a, const struct value *account, struct list *out)
{
	struct order_bank bank = {
		.account_name = part(a, account, "account_name"),
		.account_number = part(a, account, "account_number"),
		.bank_name = part(a, account, "bank_name"),
		.sort_code = part(a, account, "sort_code"),
		.iban = part(a, account, "iban"),
		.bic = part(a, account, "bic"),
	};

	if (bank.account_number.n || bank.iban.n)
		*LIST_PUSH(a, out, struct order_bank) = bank;
}

static void
put_accounts(const struct order_press *p, struct list *out)
{
	const struct value *accounts =
	    php_tree(p->arena, woo_option(p->w, "woocommerce_bacs_accounts"));

	for (size_t i = 0; accounts && i < accounts->items.count; i++)
		put_account(p->arena,
		    LIST_AT(&accounts->items, const struct value, i), out);
}

void
pay_advice(const struct order_press *p, struct order *out)
{
	struct str method = p->raw->row.payment_method;
	enum order_state state = status_state(status_slug(p->raw->row.status));

	for (size_t i = 0; i < sizeof(offline) / sizeof(*offline); i++) {
		const struct value *settings;

		if (!str_is_z(method, offline[i].method) ||
		    state != offline[i].state)
			continue;
		settings =
		    php_tree(p->arena, woo_option(p->w, offline[i].settings));
		out->payment_advice = woo_plain_lines(
		    p->arena, value_text(p->arena,
				  value_get(settings, STR("instructions")),
				  (struct str){ 0 }));
		if (state == ORDER_ON_HOLD && str_is_z(method, "bacs"))
			put_accounts(p, &out->banks);
	}
}
