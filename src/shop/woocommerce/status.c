/* status.c - the words of an order's status. */
#include "order.h"

/* In the order of enum order_state. */
static const struct {
	const char *slug;
	const char *name;
} states[] = {
	[ORDER_OTHER] = { "", "" },
	[ORDER_PENDING] = { "pending", N_("Pending payment") },
	[ORDER_ON_HOLD] = { "on-hold", N_("On hold") },
	[ORDER_PROCESSING] = { "processing", N_("Processing") },
	[ORDER_COMPLETED] = { "completed", N_("Completed") },
	[ORDER_CANCELLED] = { "cancelled", N_("Cancelled") },
	[ORDER_REFUNDED] = { "refunded", N_("Refunded") },
	[ORDER_FAILED] = { "failed", N_("Failed") },
};

/* Carts in progress and what was thrown away. */
static const char *const no_orders[] = { "wc-checkout-draft", "checkout-draft",
	"auto-draft", "draft", "trash", "new", "inherit", "" };

struct str
status_slug(struct str status)
{
	if (str_has_prefix(status, STR("wc-")))
		return str_skip(status, 3);
	return status;
}

enum order_state
status_state(struct str slug)
{
	for (int i = ORDER_PENDING; i <= ORDER_FAILED; i++)
		if (str_is_z(slug, states[i].slug))
			return (enum order_state)i;
	return ORDER_OTHER;
}

bool
status_is_order(struct str status)
{
	for (size_t i = 0; i < sizeof(no_orders) / sizeof(*no_orders); i++)
		if (str_is_z(status, no_orders[i]))
			return false;
	return true;
}

bool
status_is_paid(struct str slug)
{
	enum order_state state = status_state(slug);

	return state == ORDER_PROCESSING || state == ORDER_COMPLETED;
}

/* "partial-shipped" to "Partial shipped". */
static struct str
prettify(struct arena *a, struct str slug)
{
	char *z = arena_z(a, slug);

	for (size_t i = 0; i < slug.n; i++)
		if (z[i] == '-' || z[i] == '_')
			z[i] = ' ';
	if (z[0] >= 'a' && z[0] <= 'z')
		z[0] = (char)(z[0] - 'a' + 'A');
	return (struct str){ z, slug.n };
}

struct str
status_name(struct woo *w, struct arena *a, struct str locale, struct str slug)
{
	enum order_state state = status_state(slug);

	if (state == ORDER_OTHER)
		return prettify(a, slug);
	return woo_tr(w, locale, "Order status", states[state].name);
}
