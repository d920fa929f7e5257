/* order_link.c - the shop's own pages of an order. */
#include "order.h"

/* The name of an endpoint; its row may be missing. */
static struct str
endpoint(const struct woo *w, const char *option, const char *otherwise)
{
	struct str name = woo_option(w, option);

	return name.p ? name : str_of(otherwise);
}

static struct str
with_query(struct arena *a, struct str url, struct str query)
{
	const char *mark = "?";

	if (!url.n)
		return url;
	if (str_find_byte(url, '?') != (size_t)-1)
		mark = "&";
	return arena_printf(
	    a, STR_FMT "%s" STR_FMT, STR_ARG(url), mark, STR_ARG(query));
}

struct str
woo_received_url(
    const struct woo *w, struct arena *a, int64_t id, struct str key)
{
	struct str name = endpoint(w,
	    "woocommerce_checkout_order_received_endpoint", "order-received");

	/* Switched off, the shop still writes its usual name. */
	if (!name.n)
		name = STR("order-received");
	return with_query(a,
	    woo_endpoint(w, a, w->set->checkout_url, name,
		dec_text(a, dec_int(id))),
	    arena_join(a, STR("key="), key));
}

struct str
order_received_url(const struct order_press *p)
{
	return woo_received_url(
	    p->w, p->arena, p->raw->row.id, p->raw->row.key);
}

void
order_links(const struct order_press *p, struct order *out)
{
	struct arena *a = p->arena;
	struct str id = dec_text(a, dec_int(p->raw->row.id));

	out->received_url = order_received_url(p);
	out->view_url = woo_endpoint(p->w, a, p->w->set->account_base,
	    endpoint(p->w, "woocommerce_myaccount_view_order_endpoint",
		"view-order"),
	    id);
	if (!out->needs_payment)
		return;
	out->pay_url = with_query(a,
	    woo_endpoint(p->w, a, p->w->set->checkout_url,
		endpoint(
		    p->w, "woocommerce_checkout_pay_endpoint", "order-pay"),
		id),
	    arena_join(a, STR("pay_for_order=true&key="), p->raw->row.key));
}
