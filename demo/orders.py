"""orders.py - turns one sentence of cases.py into the rows of an order.

Amounts follow the shop: prices include tax, each line's tax is rounded on
its own, what is stored is net with six decimals. Order tables are HPOS.
"""

import hashlib
from datetime import datetime, timedelta, timezone
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

from demo import catalogue, php

ZONE = ZoneInfo("Europe/Vilnius")
RATE = Decimal("21")
VERSION = "11.0.1"

# name: (method, instance, title, price in cents with tax)
SHIPPING = {
    "courier": ("flat_rate", 1, "Courier to your door", 390),
    "post": ("flat_rate", 2, "Parcel post, EU", 990),
    "locker": ("flat_rate", 3, "Parcel locker", 250),
    "free": ("free_shipping", 4, "Free shipping", 0),
    "pickup": ("local_pickup", 5, "Pick up at Užupio g. 3, Vilnius", 0),
}
# name: (gateway, title)
PAYMENT = {
    "card": ("stripe", "Card"), "paypal": ("ppcp-gateway", "PayPal"),
    "bacs": ("bacs", "Direct bank transfer"),
    "bank_link": ("paysera", "Pay by bank"),
    "cod": ("cod", "Pay when you pick it up"),
}
PAID = ("processing", "completed", "refunded")
CARRIERS = {"dpd": "https://tracking.dpd.de/status/en_US/parcel/%s",
            "lp-express": "https://lpexpress.lt/en/track/%s"}


def gmt(stamp):
    return datetime.fromtimestamp(stamp, timezone.utc).strftime(
        "%Y-%m-%d %H:%M:%S")


def local(stamp):
    return datetime.fromtimestamp(stamp, ZONE).strftime("%Y-%m-%d %H:%M:%S")


def cents(value):
    return Decimal(value) / 100


def round_to(value, places):
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def plain(value):
    """As PHP prints it: no zeros behind."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def parts(gross):
    """Net with six decimals, its tax unrounded and rounded."""
    net = round_to(cents(gross) / (1 + RATE / 100), 6)
    tax = cents(gross) - net
    return net, tax, round_to(tax, 2)


def key_of(case):
    digest = hashlib.sha256(("order " + case).encode()).hexdigest()
    return "wc_order_" + digest[:13]


def post(rows, post_id, now, **more):
    """A row of posts; what a shop leaves empty is empty."""
    row = dict(ID=post_id, post_author=1, post_date=local(now),
               post_date_gmt=gmt(now), post_content="", post_title="",
               post_excerpt="", post_status="publish",
               comment_status="closed", ping_status="closed",
               post_password="", post_name="", to_ping="", pinged="",
               post_modified=local(now), post_modified_gmt=gmt(now),
               post_content_filtered="", post_parent=0, guid="",
               menu_order=0, post_type="post", post_mime_type="",
               comment_count=0)
    row.update(more)
    rows.add("posts", **row)


class Order:
    """One order while its rows are made."""

    def __init__(self, rows, case, order_id, now):
        self.rows = rows
        self.case = case
        self.id = order_id
        self.created = now - case["ago"] * 60
        self.key = key_of(case["case"])
        self.items = []
        self.tax = Decimal(0)
        self.total = 0
        self.discount = [Decimal(0), Decimal(0)]
        self.ship_parts = (Decimal(0), Decimal(0), Decimal(0))

    def write(self):
        for line in self.case["lines"]:
            self.line(*line)
        self.shipping()
        if self.case.get("coupon"):
            self.coupon()
        self.tax_row(self.tax, self.ship_parts[2], self.id)
        self.head()
        self.addresses()
        self.more()
        return self.facts()

    def item(self, kind, name, meta, order_id=None):
        number = self.rows.number("items", 2001)
        self.rows.add("woocommerce_order_items", order_item_id=number,
                      order_item_name=name, order_item_type=kind,
                      order_id=order_id or self.id)
        self.rows.meta("woocommerce_order_itemmeta", "order_item_id",
                       number, meta)
        return number

    def line(self, slug, quantity, colour=None):
        product = catalogue.BY_SLUG[slug]
        before = catalogue.price_of(product) * quantity
        percent = self.case["coupon"][1] if self.case.get("coupon") else 0
        after = before - (before * percent + 50) // 100
        sub, charged = parts(before), parts(after)
        variation = next((v for v in product.get("variations", ())
                          if v["colour"] == colour), None)
        name = product["name"]
        if variation:
            name += " - " + catalogue.COLOURS[colour]
        meta = {
            "_product_id": product["id"],
            "_variation_id": variation["id"] if variation else 0,
            "_qty": quantity, "_tax_class": "",
            "_line_subtotal": plain(sub[0]),
            "_line_subtotal_tax": plain(sub[2]),
            "_line_total": plain(charged[0]),
            "_line_tax": plain(charged[2]),
            "_line_tax_data": php.serialize({
                "total": {1: plain(charged[1])},
                "subtotal": {1: plain(sub[1])}})}
        if variation:
            meta["pa_color"] = colour
        number = self.item("line_item", name, meta)
        self.items.append((number, name, product, variation, quantity,
                           after))
        self.tax += charged[2]
        self.total += after
        self.discount[0] += sub[0] - charged[0]
        self.discount[1] += sub[1] - charged[1]

    def shipping(self):
        if "ship" not in self.case:
            return
        method, instance, title, price = SHIPPING[self.case["ship"]]
        net = round_to(cents(price) / (1 + RATE / 100), 2)
        tax = net * RATE / 100
        self.ship_parts = (net, tax, cents(price) - net)
        self.total += price
        self.ship_item = self.item("shipping", title, {
            "method_id": method, "instance_id": instance,
            "cost": plain(net), "total_tax": plain(self.ship_parts[2]),
            "taxes": php.serialize({"total": {1: plain(tax)}})})

    def coupon(self):
        code, percent = self.case["coupon"]
        self.item("coupon", code, {
            "discount_amount": plain(round_to(self.discount[0], 2)),
            "discount_amount_tax": plain(round_to(self.discount[1], 2)),
            "coupon_info": '[501,"%s","percent",%d]' % (code, percent)})

    def tax_row(self, tax, ship_tax, order_id):
        self.item("tax", "LT-VAT-1", {
            "rate_id": 1, "label": "VAT", "compound": "",
            "tax_amount": plain(tax), "shipping_tax_amount": plain(ship_tax),
            "rate_percent": "21"}, order_id)

    def head(self):
        case = self.case
        gateway, title = PAYMENT[case["pay"]]
        paid = case["status"] in PAID and case["pay"] != "cod"
        done = case["status"] == "completed"
        self.rows.add(
            "wc_orders", id=self.id, status="wc-" + case["status"],
            currency="EUR", type="shop_order", tax_amount=self.tax,
            total_amount=cents(self.total), customer_id=case.get("user", 0),
            billing_email=case["buyer"]["email"],
            date_created_gmt=gmt(self.created),
            date_updated_gmt=gmt(self.created + 60), parent_order_id=0,
            payment_method=gateway, payment_method_title=title,
            transaction_id="", ip_address="127.0.0.1", user_agent="",
            customer_note=case.get("note", ""))
        self.rows.add(
            "wc_order_operational_data", order_id=self.id,
            created_via="checkout", woocommerce_version=VERSION,
            prices_include_tax=1, coupon_usages_are_counted=1,
            download_permission_granted=int(done or paid), cart_hash="",
            new_order_email_sent=1, order_key=self.key,
            order_stock_reduced=int(paid),
            date_paid_gmt=gmt(self.created + 45) if paid else None,
            date_completed_gmt=gmt(self.completed()) if done else None,
            shipping_tax_amount=self.ship_parts[2],
            shipping_total_amount=self.ship_parts[0],
            discount_tax_amount=round_to(self.discount[1], 2),
            discount_total_amount=round_to(self.discount[0], 2),
            recorded_sales=int(paid))
        post(self.rows, self.id, self.created, post_status="draft",
             post_type="shop_order_placehold")

    def completed(self):
        """A day later, or at once where there is nothing to send."""
        return self.created + (86400 if "ship" in self.case
                               and self.case["ago"] > 1500 else 50)

    def addresses(self):
        buyer = self.case["buyer"]
        kinds = ["billing"] + (["shipping"] if "ship" in self.case else [])
        for kind in kinds:
            self.rows.add(
                "wc_order_addresses", order_id=self.id, address_type=kind,
                first_name=buyer["first"], last_name=buyer["last"],
                company=buyer.get("company"), address_1=buyer["street"],
                address_2=None, city=buyer["city"], state=None,
                postcode=buyer["postcode"], country=buyer["country"],
                email=buyer["email"] if kind == "billing" else None,
                phone=buyer["phone"])

    def more(self):
        self.rows.meta("wc_orders_meta", "order_id", self.id,
                       self.case.get("meta", {}))
        if self.case.get("parcels"):
            self.parcels()
        if self.case.get("refund"):
            self.refund(self.case["refund"])
        if self.case["status"] in PAID:
            self.downloads()
        self.note("Order status changed from Pending payment to %s."
                  % self.case["status"].capitalize(), self.created + 50)
        self.statistics()

    def note(self, text, when, to_buyer=False):
        number = self.rows.number("comments")
        self.rows.add(
            "comments", comment_ID=number, comment_post_ID=self.id,
            comment_author="WooCommerce",
            comment_author_email="woocommerce@shop.example",
            comment_date=local(when), comment_date_gmt=gmt(when),
            comment_content=text, comment_agent="WooCommerce",
            comment_type="order_note")
        if to_buyer:
            self.rows.meta("commentmeta", "comment_id", number,
                           {"is_customer_note": "1"})

    def parcels(self):
        items = [{
            "tracking_provider": carrier, "custom_tracking_provider": "",
            "custom_tracking_link": CARRIERS[carrier] % number,
            "tracking_number": number,
            "date_shipped": str(self.created + self.case["ago"] * 60
                                - ago * 60),
            "tracking_id": hashlib.md5(number.encode()).hexdigest(),
        } for carrier, number, ago in self.case["parcels"]]
        self.rows.meta("wc_orders_meta", "order_id", self.id, {
            "_wc_shipment_tracking_items": php.serialize(items)})
        self.note("Both parcels are on their way. The blanket travels "
                  "alone.", self.created + 90000, True)

    def downloads(self):
        for number, name, product, variation, quantity, gross in self.items:
            if product.get("file"):
                self.rows.add(
                    "woocommerce_downloadable_product_permissions",
                    download_id=download_id(product),
                    product_id=product["id"], order_id=self.id,
                    order_key=self.key,
                    user_email=self.case["buyer"]["email"],
                    user_id=self.case.get("user", 0),
                    downloads_remaining="5",
                    access_granted=gmt(self.created + 50),
                    access_expires=None, download_count=0)

    def refund(self, refund):
        now = self.created + self.case["ago"] * 60
        when = now - refund["ago"] * 60
        number = self.rows.number("refunds", 1501)
        tax, gross = Decimal(0), 0
        for index, quantity in refund["lines"].items():
            item, name, product, variation, bought, paid = self.items[index]
            back = paid * quantity // bought
            net, exact, rounded = parts(back)
            tax += rounded
            gross += back
            self.item("line_item", name, {
                "_product_id": product["id"],
                "_variation_id": variation["id"] if variation else 0,
                "_qty": -quantity, "_tax_class": "",
                "_line_subtotal": plain(-net),
                "_line_subtotal_tax": plain(-rounded),
                "_line_total": plain(-net), "_line_tax": plain(-rounded),
                "_line_tax_data": php.serialize({
                    "total": {1: plain(-exact)},
                    "subtotal": {1: plain(-exact)}}),
                "_refunded_item_id": item}, number)
        ship = (Decimal(0), Decimal(0), Decimal(0))
        if refund.get("shipping"):
            ship = self.ship_parts
            method, instance, title, price = SHIPPING[self.case["ship"]]
            gross += price
            self.item("shipping", title, {
                "method_id": method, "instance_id": instance,
                "cost": plain(-ship[0]), "total_tax": plain(-ship[2]),
                "taxes": php.serialize({"total": {1: plain(-ship[1])}}),
                "_refunded_item_id": self.ship_item}, number)
        self.tax_row(-tax, -ship[2], number)
        self.refund_head(number, when, gross, tax, ship, refund)

    def refund_head(self, number, when, gross, tax, ship, refund):
        full = gross == self.total
        self.rows.add(
            "wc_orders", id=number, status="wc-completed", currency="EUR",
            type="shop_order_refund", tax_amount=-tax,
            total_amount=-cents(gross), customer_id=None,
            billing_email=None, date_created_gmt=gmt(when),
            date_updated_gmt=gmt(when), parent_order_id=self.id,
            payment_method=None, payment_method_title=None,
            transaction_id=None, ip_address=None, user_agent=None,
            customer_note=None)
        self.rows.add(
            "wc_order_operational_data", order_id=number, created_via=None,
            woocommerce_version=VERSION, prices_include_tax=1,
            coupon_usages_are_counted=None,
            download_permission_granted=None, cart_hash=None,
            new_order_email_sent=None, order_key=None,
            order_stock_reduced=None, date_paid_gmt=None,
            date_completed_gmt=None, shipping_tax_amount=-ship[2],
            shipping_total_amount=-ship[0], discount_tax_amount=0,
            discount_total_amount=0, recorded_sales=None)
        self.rows.meta("wc_orders_meta", "order_id", number, {
            "_refund_amount": plain(cents(gross)), "_refunded_by": "2",
            "_refunded_payment": "1", "_refund_reason": refund["reason"],
            "_refund_type": "full" if full else "partial"})
        post(self.rows, number, when, post_status="draft",
             post_parent=self.id, post_type="shop_order_placehold")

    def statistics(self):
        """The copies that WooCommerce's own reports read."""
        self.rows.add(
            "wc_order_stats", order_id=self.id, parent_id=0,
            date_created=local(self.created),
            date_created_gmt=gmt(self.created),
            num_items_sold=sum(i[4] for i in self.items),
            total_sales=cents(self.total), tax_total=self.tax,
            shipping_total=self.ship_parts[0],
            net_total=cents(self.total) - self.tax - self.ship_parts[2],
            returning_customer=0, status="wc-" + self.case["status"],
            customer_id=1)
        for number, name, product, variation, quantity, gross in self.items:
            net, exact, rounded = parts(gross)
            self.rows.add(
                "wc_order_product_lookup", order_item_id=number,
                order_id=self.id, product_id=product["id"],
                variation_id=variation["id"] if variation else 0,
                customer_id=1, date_created=local(self.created),
                product_qty=quantity, product_net_revenue=net,
                product_gross_revenue=cents(gross), tax_amount=rounded)

    def facts(self):
        return dict(id=self.id, number=str(self.id), key=self.key,
                    case=self.case["case"], title=self.case.get("title"),
                    status=self.case["status"], total_cents=self.total,
                    email=self.case["buyer"]["email"],
                    user=self.case.get("user", 0), created=self.created)


def download_id(product):
    return hashlib.md5(product["file"].encode()).hexdigest()
