#!/usr/bin/python3
"""Orders of the project's own shop, where no dump of a real one is at hand.

What is wanted stands here by hand, from the baskets in demo/cases.py and the
rules that the dumps of real shops have proved.
"""
# budget: 60 s

import asking
import shop
import tap

asking.need()
demo = shop.open_shop("demo")
ask = asking.Asker(demo, shop.DEMO_NOW)

ROWS = {
    "fresh_guest": [("Subtotal", "45,50 €"),
                    ("Shipping", "3,90 € via Courier to your door"),
                    ("Total", "49,40 € (includes 8,58 € VAT)"),
                    ("Payment method", "Card")],
    "refunded": [("Subtotal", "29,00 €"),
                 ("Shipping", "3,90 € via Courier to your door"),
                 ("Refund", "-32,90 € Sent back unused"),
                 ("Total", "32,90 € 0,00 € (includes 0,00 € VAT)"),
                 ("Payment method", "Card")],
    "part_refunded": [("Subtotal", "44,90 €"),
                      ("Shipping", "9,90 € via Parcel post, EU"),
                      ("Refund", "-18,00 € One mug arrived cracked"),
                      ("Total", "54,80 € 36,80 € (includes 6,39 € VAT)"),
                      ("Payment method", "PayPal")],
    "downloads": [("Subtotal", "30,00 €"),
                  ("Total", "30,00 € (includes 5,21 € VAT)"),
                  ("Payment method", "Card")],
    "pick_up": [("Subtotal", "22,70 €"),
                ("Shipping", "Pick up at Užupio g. 3, Vilnius"),
                ("Total", "22,70 € (includes 3,94 € VAT)"),
                ("Payment method", "Pay when you pick it up")],
    "coupon": [("Subtotal", "66,60 €"), ("Discount", "-6,66 €"),
               ("Shipping", "Free shipping"),
               ("Total", "59,94 € (includes 10,40 € VAT)"),
               ("Payment method", "Card")],
    "sixty": [("Subtotal", "1 734,00 €"),
              ("Shipping", "9,90 € via Parcel post, EU"),
              ("Total", "1 743,90 € (includes 302,64 € VAT)"),
              ("Payment method", "Direct bank transfer")],
}
STATES = {"fresh_guest": "processing", "pending": "pending",
          "on_hold": "on-hold", "failed": "failed",
          "cancelled": "cancelled", "refunded": "refunded",
          "part_refunded": "completed"}


def order(case):
    return ask.order(demo.orders[case]["id"])


def plain(text):
    return text.replace("\xa0", " ")


@tap.case("TY-01 every order is there, with its total to the cent")
def totals():
    for case, fact in demo.orders.items():
        got = order(case)
        tap.eq(got["status"], fact["status"], case)
        tap.eq(got["total"]["minor"], fact["total_cents"], case)
        tap.eq((got["head"]["key"], got["head"]["email"]),
               (fact["key"], fact["email"]), case)
        tap.eq(got["head"]["customer_id"], fact["user"], case)
        tap.eq(got["head"]["created_at"], fact["created"], case)
        tap.eq(got["head"]["number"], fact["number"], case)


@tap.case("TY-03 the rows under an order")
def rows():
    for case, want in ROWS.items():
        tap.eq([(r["label"], plain(r["value"])) for r in
                order(case)["totals"]], want, case)


@tap.case("TY-02 addresses as Lithuania, Germany and Poland write them")
def addresses():
    tap.eq(order("fresh_guest")["billing_lines"],
           ["Tomas Bernotas", "Laisvės al. 60", "Kaunas", "44251"], "LT")
    tap.eq(order("older_guest")["billing_lines"],
           ["Anna Lindqvist", "Hauptstraße 9", "10827 Berlin", "Germany"],
           "DE")
    tap.eq(order("on_hold")["billing_lines"],
           ["Herbaciarnia Lipa", "Piotr Wiśniewski", "ul. Piłsudskiego 8",
            "90-001 Łódź", "Poland"], "PL")
    tap.eq(order("no_name")["billing_lines"], [], "nothing to print")


@tap.case("TY-07 each state, what is paid and what can be paid")
def states():
    for case, word in STATES.items():
        got = order(case)
        tap.eq(got["head"]["state"], word, case)
        tap.eq(got["is_paid"], word in ("processing", "completed"), case)
        tap.eq(bool(got["pay_url"]), word in ("pending", "failed"), case)
    tap.ok(order("part_refunded")["is_part_refunded"], "in part")
    tap.ok(not order("refunded")["is_part_refunded"], "in full")
    tap.eq([b["iban"] for b in order("on_hold")["banks"]],
           ["LT12 1000 0111 0100 1000"], "bank")
    tap.ok(order("on_hold")["payment_advice"], "advice")


@tap.case("TY-06 TR-03 parcels, files to fetch, things to pick up")
def ways():
    got = order("parcels")
    tap.eq([(p["carrier"], p["number"]) for p in got["parcels"]],
           [("DPD", "05809876543210"), ("LP Express", "CE123456789LT")],
           "parcels")
    tap.eq(len(got["notes"]), 1, "a note")
    tap.eq([d["name"] for d in order("downloads")["downloads"]],
           ["Knitting pattern"], "files")
    tap.ok(order("pick_up")["is_pickup"], "pick up")
    tap.ok(order("account")["needs_shipping"], "to be sent")
    tap.ok(not order("downloads")["needs_shipping"], "nothing to send")
    tap.ok(any(m["key"] == "_parcel_locker" for m in
               order("account")["metas"]), "a plugin's meta")


@tap.case("lines with their product, picture and price")
def lines():
    first = order("fresh_guest")["lines"][0]
    tap.eq((first["name"], first["qty_text"], plain(first["total_text"])),
           ("Stoneware mug “Morning” - Sand", "2", "36,00 €"), "a line")
    tap.has(first["url"], "/product/morning-mug/?attribute_pa_color=sand",
            "link")
    tap.has(first["image"], "/wp-content/uploads/", "picture")
    tap.eq(len(order("sixty")["lines"]), 60, "sixty")


tap.main()
