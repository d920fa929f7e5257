#!/usr/bin/python3
"""Hostile words wherever an order keeps words: the page stays a page."""
# budget: 120 s

import hashlib
import html.parser
import os
import sys

import app
import buyer
import proc
import shop
import tap

sys.path.insert(0, os.path.join(proc.TOP, "tests", "golden"))
import markup  # noqa: E402

app.need()
demo = app.shop_with_tables("demo")
from demo import php  # noqa: E402

CASE = "parcels"
ORDER = demo.orders[CASE]
NASTY = {
    "script": "<script>alert(1)</script>",
    "attribute": "\" onmouseover=\"alert(2)\" x='",
    "svg": "<svg/onload=alert(3)><img src=x onerror=alert(3)>",
    "comment": "--></style></title><!-- ]]>",
    "mustache": "{{{password}}} {{> page_top }} {{#lines}}",
    "turned": "\u202e\u2066evil\u200f\u202dgpj.exe",
    "entity": "&lt;script&gt;alert(4)&lt;/script&gt;&#x3c;b&#x3e;",
    "long": "Very long name " * 700,
    "unbroken": "x" * 10000,
    "control": "a\x01b\x0bc\x7fd\tz",
    "emoji": "\U0001f468\u200d\U0001f469\u200d\U0001f467" * 30,
    "format": "%s%n%1$s {0} \\u0000 \\x00 ${jndi:x}",
}
BAD_LINKS = ["javascript:alert(5)", " JaVaScRiPt:alert(6)",
             "java\tscript:alert(7)", "data:text/html,<b>", "//evil.example",
             "vbscript:x", "https://good.example/\" onclick=\"alert(8)",
             "\x01javascript:alert(9)"]
SCHEMES = ("http://", "https://", "/", "#", "mailto:", "tel:", "?", "data:"
           "image/")


class Links(html.parser.HTMLParser):
    """Every address and every handler of a page, as a browser reads it."""

    def __init__(self, text):
        super().__init__()
        self.links, self.tags, self.handlers = [], set(), []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        for name, value in attrs:
            if name in ("href", "src", "action", "formaction", "srcset"):
                self.links.append(value)
            if name.startswith("on") or name in ("style", "srcdoc"):
                self.handlers.append((tag, name, value))


def clean_page(page, what):
    """Fails unless the page is well formed and nothing in it runs."""
    tap.ok(page.status in (200, 404, 409, 422), "%s: %d" % (
        what, page.status))
    page.body.decode("utf-8")
    tap.eq(markup.complaints(page.text.replace("{{", "").replace(
        "}}", "")), [], what)
    seen = Links(page.text)
    tap.eq(seen.tags & {"script", "iframe", "object", "embed", "base",
                        "style"}, set(), what)
    tap.eq(seen.handlers, [], what)
    for link in seen.links:
        tap.ok(link.startswith(SCHEMES) and not link.startswith("//"),
               "%s: the address %r" % (what, link[:80]))
    for byte in page.body:
        tap.ok(byte >= 32 or byte in (9, 10), "%s: byte %d" % (what, byte))


def spoil(text):
    """Puts these words everywhere an order keeps some."""
    rows = demo.rows
    fit = {"first_name": 5000, "city": 5000, "address_1": 5000,
           "company": 5000, "postcode": 5000}
    for column in fit:
        rows("UPDATE {P}wc_order_addresses SET %s = %%s WHERE order_id = %%s"
             % column, (text, ORDER["id"]))
    rows("UPDATE {P}wc_orders SET customer_note = %s, payment_method_title ="
         " %s WHERE id = %s", (text, text[:90], ORDER["id"]))
    rows("UPDATE {P}woocommerce_order_items SET order_item_name = %s"
         " WHERE order_id = %s", (text, ORDER["id"]))
    rows("UPDATE {P}comments SET comment_content = %s WHERE"
         " comment_post_ID = %s", (text, ORDER["id"]))
    item = demo.value("SELECT MIN(order_item_id) AS n FROM"
                      " {P}woocommerce_order_items WHERE order_id = %s",
                      (ORDER["id"],))
    rows("DELETE FROM {P}woocommerce_order_itemmeta WHERE meta_key LIKE"
         " 'nasty%%'")
    rows("INSERT INTO {P}woocommerce_order_itemmeta (order_item_id, meta_key,"
         " meta_value) VALUES (%s, %s, %s)",
         (item, ("nasty " + text)[:200], text))
    coupon = 7700001
    rows("REPLACE INTO {P}woocommerce_order_items (order_item_id,"
         " order_item_name, order_item_type, order_id) VALUES"
         " (%s, %s, 'coupon', %s)", (coupon, text, ORDER["id"]))
    track(text, "https://carrier.example/" + text)


def track(name, link):
    items = {0: {"tracking_provider": "", "custom_tracking_provider": name,
                 "custom_tracking_link": link, "tracking_number": name,
                 "date_shipped": "1795000000",
                 "tracking_id": hashlib.md5(b"x").hexdigest()}}
    demo.rows("UPDATE {P}wc_orders_meta SET meta_value = %s WHERE order_id ="
              " %s AND meta_key = '_wc_shipment_tracking_items'",
              (php.serialize(items), ORDER["id"]))


house = app.App(demo, clock=shop.DEMO_NOW)
house.serve(1)
staff = buyer.Buyer(house, cookie=demo.sign_in("owner"))
guest = buyer.Buyer(house)


@tap.case("TY-01 hostile words in every field: well formed, nothing runs")
def words():
    for what, text in NASTY.items():
        spoil(text)
        for who in (staff, guest):
            page = who.arrive(ORDER["number"], ORDER["key"])
            tap.eq(page.status, 200, what)
            clean_page(page, what)
            clean_page(who.get(who.at + "/receipt"), what + " receipt")
            clean_page(who.get(who.at + "/help"), what + " help")
        page = staff.get(staff.at)
        if what == "script":
            tap.has(page.text, "&lt;script&gt;alert(1)&lt;/script&gt;",
                    "the words are there, as words")


@tap.case("TR-02 a parcel's address that is no web address is no link")
def tracking():
    spoil("Plain")
    for link in BAD_LINKS:
        track("Carrier", link)
        page = staff.arrive(ORDER["number"], ORDER["key"])
        tap.has(page.text, "Carrier", link)
        clean_page(page, link)
        for one in Links(page.text).links:
            tap.ok("alert" not in one or "%22" in one or "&" in one,
                   "%r became %r" % (link, one))
    track("Carrier", "https://good.example/x?a=1&b=2")
    page = staff.get(staff.at)
    tap.ok("https://good.example/x?a=1&b=2" in Links(page.text).links,
           "a good one is a link")


@tap.case("broken serialized tracking is no parcel, and no broken page")
def serialized():
    for text in ("a:1:{i:0;a:1:{s:15:\"tracking_number\";s:99:\"x\";}}",
                 "a:99999999:{", "O:8:\"stdClass\":1:{s:1:\"a\";i:1;}",
                 "a:1:{i:0;" * 200, "\x00", "b:0;", "s:4:\"<b>x\";"):
        demo.rows("UPDATE {P}wc_orders_meta SET meta_value = %s WHERE"
                  " order_id = %s AND meta_key ="
                  " '_wc_shipment_tracking_items'", (text, ORDER["id"]))
        clean_page(staff.arrive(ORDER["number"], ORDER["key"]), text[:40])


@tap.case("TR-03 broken UTF-8 and control bytes in forms and addresses")
def bytes_():
    for raw in (b"number=%ff%fe&email=a%c3%28%40b.lt",
                b"number=%00&email=%00", b"number=1%0d%0aSet-Cookie:x=1&"
                b"email=a@b.lt", b"number=" + b"%c0%af" * 30,
                b"number=\xff\xff&email=\xed\xa0\x80@b.lt"):
        page = house.post("/find", raw)
        tap.ok(page.status in (400, 422), "%r: %d" % (raw, page.status))
        page.body.decode("utf-8")
        tap.eq(page.header("Set-Cookie"), None, "no header made")
    for path in ("/order/%ff?key=%ff", "/o/%c3%28", "/order/%00?key=a",
                 "/order/1%2f2?key=x", "/find?number=%ff%22%3e",
                 "/order/9223372036854775808?key=x",
                 "/order/99999999999999999999999999?key=x",
                 "/order/-1?key=x", "/order/1e3?key=x",
                 "/order/1001%27%20OR%201=1?key=x",
                 "/order/1001?key=a&key=" + ORDER["key"]):
        page = house.get(path)
        tap.ok(page.status in (200, 400, 404), "%s: %d" % (path,
                                                           page.status))
        if page.status != 400:
            clean_page(page, path)


tap.main()
