#!/usr/bin/python3
"""Facts that other plugins leave on an order, its lines and its shipping:
each in the place of the page that the setting names."""
# budget: 60 s

import json

import app
import buyer
import shop
import tap

app.need()
demo = app.shop_with_tables("demo")
house = app.App(demo, clock=shop.DEMO_NOW)
GUEST = demo.orders["fresh_guest"]
OLDER = demo.orders["older_guest"]


def fact(key, label, of, place, visibility="all", form="text"):
    return {"key": key, "label": label, "of": of, "place": place,
            "visibility": visibility, "format": form}


FACTS = [
    fact("_locker", "Parcel machine", "shipping", "status"),
    fact("_locker_code", "Door code", "shipping", "delivery", "full"),
    fact("_slip", "Slip", "shipping", "payment", "full"),
    fact("_due", "Comes on", "order", "status", "all", "date"),
    fact("_vat", "VAT number", "order", "payment", "full"),
    fact("_gift", "Gift wrap", "item", "item", "all", "yes-no"),
    fact("_list", "A list", "order", "status"),
]
METAS = {"_due": "1795600000", "_vat": "LT100001234567", "_list": "a:0:{}"}
SHIPPING = {"_locker": "Machine 17 <b>", "_locker_code": "C-4711",
            "_slip": "S-99"}


def prepare(order):
    for key, value in METAS.items():
        demo.rows("INSERT INTO {P}wc_orders_meta (order_id, meta_key,"
                  " meta_value) VALUES (%s, %s, %s)",
                  (order["id"], key, value))
    for kind, metas in (("shipping", SHIPPING), ("line_item", {"_gift": "1"})):
        item = demo.value("SELECT order_item_id FROM"
                          " {P}woocommerce_order_items WHERE order_id = %s"
                          " AND order_item_type = %s ORDER BY 1",
                          (order["id"], kind))
        for key, value in metas.items():
            demo.rows("INSERT INTO {P}woocommerce_order_itemmeta"
                      " (order_item_id, meta_key, meta_value)"
                      " VALUES (%s, %s, %s)", (item, key, value))


def words(order):
    page = buyer.Buyer(house).arrive(order["number"], order["key"])
    return buyer.visible(page.text)


prepare(GUEST)
prepare(OLDER)
house.run("settings", "order_facts", json.dumps(FACTS))
house.serve(1)


@tap.case("TY-08 facts of an order, its lines and its shipping, each once")
def everything():
    text = words(GUEST)
    for what in ("Parcel machine Machine 17 <b>", "Door code C-4711",
                 "Slip S-99", "VAT number LT100001234567", "Comes on"):
        tap.eq(text.count(what), 1, what)
    tap.has(text, "Gift wrap: Yes", "of a line")
    tap.lacks(text, "A list", "serialized data")


@tap.case("TY-03 facts for the full view stay out of the other")
def part():
    text = words(OLDER)
    tap.has(text, "Parcel machine Machine 17 <b>", "for everybody")
    for what in ("C-4711", "S-99", "LT100001234567"):
        tap.lacks(text, what, "for the buyer only")


tap.main()
