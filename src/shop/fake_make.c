/* fake_make.c - orders and products of memory as shop.h hands them out. */
#include <inttypes.h>

#include "fake.h"

#define SHIPPING_CENTS 399

struct str
fake_money(struct arena *a, int64_t cents)
{
	return money_text(a, (struct money){ .minor = cents, .decimals = 2 },
	    &fake_info.money);
}

void
fake_product_make(
    struct arena *a, const struct fake_product *row, struct product *out)
{
	*out = (struct product){ .id = row->id };
	out->name = str_of(row->name);
	out->url = arena_printf(
	    a, "https://shop.example/product/%" PRId64 "/", row->id);
	out->price_now = fake_money(a, row->cents);
	out->price = out->price_now;
	if (row->was_cents) {
		out->price_was = fake_money(a, row->was_cents);
		out->price = arena_printf(a, STR_FMT " " STR_FMT,
		    STR_ARG(out->price_was), STR_ARG(out->price_now));
	}
	out->image =
	    row->has_image
		? arena_printf(a,
		      "https://shop.example/uploads/%" PRId64 ".jpg", row->id)
		: fake_info.placeholder;
	out->image_width = row->has_image ? 324 : 0;
	out->image_height = out->image_width;
	out->in_stock = row->in_stock;
	out->is_visible = row->is_visible;
	out->is_offerable = row->in_stock && row->is_visible;
	out->is_virtual = row->is_virtual;
	out->is_download = row->is_virtual;
	out->rating_x100 = row->id == 11 ? 450 : 0;
	out->reviews = row->id == 11 ? 8 : 0;
	for (size_t i = 0; i < 3 && row->cross_sells[i]; i++)
		*LIST_PUSH(a, &out->cross_sells, int64_t) = row->cross_sells[i];
	*LIST_PUSH(a, &out->categories, struct str) = STR("Kitchen");
	*LIST_PUSH(a, &out->category_ids, int64_t) = 3;
}

void
fake_head_make(
    struct arena *a, const struct fake_order *row, struct order_head *out)
{
	*out = (struct order_head){ .id = row->id };
	out->number = arena_printf(a, "%" PRId64, row->id);
	out->key = arena_printf(a, "wc_order_fake%09" PRId64, row->id);
	out->email = str_of(row->email);
	out->customer_id = row->customer_id;
	out->state = row->state;
	out->created_at = FAKE_NOW - row->age;
	out->items = row->kind == FAKE_SIXTY ? 60 : 1;
}

static void
make_line(struct arena *a, const struct fake_order *row, int64_t n,
    const struct fake_product *p, bool with_product, struct order_line *out)
{
	out->id = row->id * 100 + n;
	out->product_id = p->id;
	out->name = str_of(p->name);
	out->sku = arena_printf(a, "SKU-%" PRId64, p->id);
	out->qty = dec_int(row->qty);
	out->refunded_qty =
	    dec_int(row->kind == FAKE_PARTIAL || row->state == ORDER_REFUNDED);
	out->qty_text = arena_printf(a, "%" PRId64, row->qty);
	out->total_text = fake_money(a, p->cents * row->qty);
	out->product_exists = true;
	out->is_virtual = p->is_virtual;
	out->is_download = p->is_virtual;
	if (p->id == 12) {
		struct order_pair *pair =
		    LIST_PUSH(a, &out->pairs, struct order_pair);

		pair->label = STR("Size");
		pair->value = STR("Large");
	}
	if (with_product) {
		struct product product;

		fake_product_make(a, p, &product);
		out->url = p->is_visible ? product.url : STR("");
		out->image = product.image;
		out->image_width = product.image_width;
		out->image_height = product.image_height;
	}
}

static int64_t
make_lines(struct arena *a, const struct fake_order *row, unsigned parts,
    struct order *out)
{
	int64_t n = row->kind == FAKE_SIXTY ? 60 : 1;
	int64_t sum = 0;

	for (int64_t i = 0; i < n; i++) {
		const struct fake_product *p =
		    fake_product_of(i % 2 ? 17 : row->product_id);

		sum += p->cents * row->qty;
		if (parts & ORDER_LINES)
			make_line(a, row, i + 1, p, parts & ORDER_PRODUCTS,
			    LIST_PUSH(a, &out->lines, struct order_line));
	}
	return sum;
}

static void
add_total(struct arena *a, struct order *out, enum order_total_kind kind,
    const char *key, const char *label, struct str value)
{
	struct order_total *t = LIST_PUSH(a, &out->totals, struct order_total);

	t->kind = kind;
	t->key = str_of(key);
	t->label = str_of(label);
	t->value = value;
	if (kind != ORDER_TOTAL_PAYMENT)
		t->amount = value;
}

static void
make_totals(struct arena *a, const struct fake_order *row, int64_t sum,
    int64_t shipping, unsigned parts, struct order *out)
{
	int64_t total = sum + shipping;

	out->total = (struct money){ .minor = total, .decimals = 2 };
	out->total_text = fake_money(a, total);
	if (row->kind == FAKE_PARTIAL || row->state == ORDER_REFUNDED) {
		struct order_refund *r =
		    LIST_PUSH(a, &out->refunds, struct order_refund);
		int64_t cents = row->state == ORDER_REFUNDED
				    ? total
				    : fake_product_of(row->product_id)->cents;

		r->id = row->id * 10 + 1;
		r->created_at = FAKE_NOW - row->age / 2;
		r->reason = STR("Sent back");
		r->amount_text = fake_money(a, cents);
		out->refunded_text = r->amount_text;
		out->is_part_refunded = row->state != ORDER_REFUNDED;
	}
	if (!(parts & ORDER_TOTALS))
		return;
	add_total(a, out, ORDER_TOTAL_SUBTOTAL, "cart_subtotal", "Subtotal",
	    fake_money(a, sum));
	if (shipping)
		add_total(a, out, ORDER_TOTAL_SHIPPING, "shipping", "Shipping",
		    fake_money(a, shipping));
	if (out->refunds.count)
		add_total(a, out, ORDER_TOTAL_REFUND, "refund_0", "Refund",
		    arena_printf(a, "-" STR_FMT, STR_ARG(out->refunded_text)));
	add_total(
	    a, out, ORDER_TOTAL_TOTAL, "order_total", "Total", out->total_text);
	add_total(a, out, ORDER_TOTAL_PAYMENT, "payment_method",
	    "Payment method", out->payment_title);
}

static void
make_address(
    struct arena *a, const struct fake_order *row, struct order_address *out)
{
	out->first_name =
	    row->kind == FAKE_HOSTILE
		? STR(FAKE_LT "script>alert(1)" FAKE_LT "/script>")
		: STR("Ona");
	out->last_name = STR("Kazlauskien\xc4\x97");
	out->address_1 = STR("Gedimino pr. 1");
	out->city = STR("Vilnius");
	out->postcode = STR("01100");
	out->country = STR("LT");
	out->email = str_of(row->email);
	out->phone = STR("+370 600 00000");
	*LIST_PUSH(a, &out->lines, struct str) =
	    arena_printf(a, STR_FMT " " STR_FMT, STR_ARG(out->first_name),
		STR_ARG(out->last_name));
	*LIST_PUSH(a, &out->lines, struct str) = out->address_1;
	*LIST_PUSH(a, &out->lines, struct str) = STR("Vilnius");
	*LIST_PUSH(a, &out->lines, struct str) = STR("01100");
}

static void
make_payment(struct arena *a, const struct fake_order *row, struct order *out)
{
	struct order_bank *bank;

	if (row->kind != FAKE_BANK) {
		out->payment_method = STR("card");
		out->payment_title = STR("Card");
		return;
	}
	out->payment_method = STR("bacs");
	out->payment_title = STR("Bank transfer");
	out->payment_advice = STR("Please name your order number.");
	bank = LIST_PUSH(a, &out->banks, struct order_bank);
	bank->account_name = STR("Fake Shop");
	bank->bank_name = STR("Example Bank");
	bank->iban = STR("LT601010012345678901");
	bank->bic = STR("EXAMLT2X");
}

static void
make_extras(struct arena *a, const struct fake_order *row, unsigned parts,
    struct order *out)
{
	if (row->kind == FAKE_TRACKED && (parts & ORDER_PARCELS)) {
		struct order_parcel *p =
		    LIST_PUSH(a, &out->parcels, struct order_parcel);

		p->carrier = STR("Omniva");
		p->number = STR("CC123456789EE");
		p->url = STR("https://carrier.example/CC123456789EE");
		p->sent_at = FAKE_NOW - row->age / 2;
		p->source = STR("shipment-tracking");
	}
	if (row->kind == FAKE_DOWNLOAD && (parts & ORDER_DOWNLOADS)) {
		struct order_download *d =
		    LIST_PUSH(a, &out->downloads, struct order_download);

		d->name = STR("pattern.pdf");
		d->url = STR("https://shop.example/?download_file=16");
		d->left = -1;
	}
	if (row->kind == FAKE_HOSTILE && (parts & ORDER_NOTES)) {
		struct order_note *n =
		    LIST_PUSH(a, &out->notes, struct order_note);

		n->at = FAKE_NOW - row->age / 2;
		n->text = STR(FAKE_LT "img src=x onerror=alert(1)>");
	}
}

static void
make_links(struct arena *a, struct order *out)
{
	out->received_url = arena_printf(a,
	    "https://shop.example/checkout/order-received/%" PRId64
	    "/?key=" STR_FMT,
	    out->head.id, STR_ARG(out->head.key));
	out->view_url = arena_printf(a,
	    "https://shop.example/account/view-order/%" PRId64 "/",
	    out->head.id);
	if (out->needs_payment)
		out->pay_url = arena_printf(a,
		    "https://shop.example/checkout/order-pay/%" PRId64
		    "/?pay_for_order=true&key=" STR_FMT,
		    out->head.id, STR_ARG(out->head.key));
}

void
fake_order_make(struct arena *a, const struct fake_order *row, unsigned parts,
    struct order *out)
{
	bool ships = row->kind != FAKE_DOWNLOAD && row->kind != FAKE_PICKUP;
	int64_t sum;

	*out = (struct order){ .status = str_of(row->status) };
	fake_head_make(a, row, &out->head);
	out->status_name = str_of(row->status_name);
	out->is_paid =
	    row->state == ORDER_PROCESSING || row->state == ORDER_COMPLETED;
	out->needs_payment =
	    row->state == ORDER_PENDING || row->state == ORDER_FAILED;
	out->currency = fake_info.currency;
	out->money = fake_info.money;
	out->locale = fake_info.locale;
	out->paid_at = out->is_paid ? out->head.created_at + 60 : 0;
	out->completed_at =
	    row->state == ORDER_COMPLETED ? FAKE_NOW - row->age / 2 : 0;
	out->updated_at = FAKE_NOW - row->age / 2;
	out->created_text = date_text(a, zone_fixed(a, 0), out->head.created_at,
	    fake_info.date_format, NULL);
	make_address(a, row, &out->billing);
	if (ships)
		make_address(a, row, &out->shipping);
	else
		out->shipping.is_empty = true;
	out->needs_shipping = ships;
	out->is_pickup = row->kind == FAKE_PICKUP;
	out->shipping_method = ships            ? STR("Courier")
			       : out->is_pickup ? STR("Local pickup")
						: STR("");
	make_payment(a, row, out);
	sum = make_lines(a, row, parts, out);
	make_totals(a, row, sum, ships ? SHIPPING_CENTS : 0, parts, out);
	make_extras(a, row, parts, out);
	make_links(a, out);
}
