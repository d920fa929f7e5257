/* recommend_proof_units - from the pages that were looked at and the orders
 * that came to what each buyer spent in the seven days behind a page. Pure.
 * Whether anything was clicked is never asked: all of a group counts. */
#include "recommend.h"
#include "recommend_proof.h"

enum { SECONDS = PROOF_DAYS * 86400 };

static int
by_buyer(const void *x, const void *y)
{
	const struct proof_page *a = x, *b = y;

	if (a->buyer != b->buyer)
		return a->buyer < b->buyer ? -1 : 1;
	if (a->at != b->at)
		return a->at < b->at ? -1 : 1;
	return a->order_id < b->order_id ? -1 : a->order_id > b->order_id;
}

static int
by_buyer_too(const void *x, const void *y)
{
	const struct proof_order *a = x, *b = y;

	if (a->buyer != b->buyer)
		return a->buyer < b->buyer ? -1 : 1;
	if (a->at != b->at)
		return a->at < b->at ? -1 : 1;
	return a->order_id < b->order_id ? -1 : a->order_id > b->order_id;
}

/* Orders of one buyer, and where among them we are. */
struct orders {
	const struct proof_order *at;
	const struct proof_order *end;
	int64_t currency;
};

/* Orders of the days behind a page; they are passed over. */
static struct dec
revenue_of(struct orders *o, const struct proof_page *page)
{
	struct dec sum = { 0 };

	for (; o->at < o->end && o->at->at <= bound_add(page->at, SECONDS); o->at++) {
		if (o->at->at > page->at &&
		    o->at->order_id != page->order_id &&
		    o->at->currency == o->currency)
			sum = dec_add(sum, o->at->total);
	}
	return sum;
}

/* Pages of one buyer. */
static struct proof_unit
unit_of(const struct proof_page *pages, size_t n, struct orders *orders,
    int64_t until)
{
	struct proof_unit u = { .is_held = pages[0].is_held };
	int64_t ends = INT64_MIN;

	for (size_t i = 0; i < n; i++) {
		if (pages[i].at <= ends ||
		    pages[i].currency != orders->currency)
			continue;
		if (pages[i].at > until - SECONDS)
			break;
		ends = pages[i].at + SECONDS;
		u.pages++;
		u.revenue = dec_add(
		    u.revenue, revenue_of(orders, &pages[i]));
	}
	return u;
}

void
proof_units(struct arena *a, struct proof_page *pages, size_t pages_n,
    struct proof_order *orders, size_t orders_n, int64_t currency,
    int64_t until, struct list *out)
{
	struct orders o = { orders, orders, currency };
	const struct proof_order *last = orders + orders_n;

	if (pages_n)
		qsort(pages, pages_n, sizeof(*pages), by_buyer);
	if (orders_n)
		qsort(orders, orders_n, sizeof(*orders), by_buyer_too);
	for (size_t from = 0, to = 0; from < pages_n; from = to) {
		struct proof_unit u;

		while (to < pages_n && pages[to].buyer == pages[from].buyer)
			to++;
		o.at = o.end;
		while (o.at < last && o.at->buyer < pages[from].buyer)
			o.at++;
		o.end = o.at;
		while (o.end < last && o.end->buyer == pages[from].buyer)
			o.end++;
		u = unit_of(pages + from, to - from, &o, until);
		if (u.pages)
			*LIST_PUSH(a, out, struct proof_unit) = u;
	}
}
