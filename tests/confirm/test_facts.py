#!/usr/bin/python3
"""The words of the order page are the facts of the three real shops.

What WooCommerce printed of an order is in the facts beside each dump. The
page may say more and in another order, but each of these must be read on it.
"""
# budget: 240 s

import html
import re

import app
import buyer
import shop
import tap

app.need()
shop.need_dumps()


def opened(name):
    """Every order of a shop as its staff see it: (order, page)."""
    real = app.shop_with_tables(name)
    by = app.App(real)
    by.serve(1)
    staff = buyer.Buyer(by, cookie=real.cookie("admin"))
    out = []
    for order in real.facts["orders"]:
        if order["status"] in ("trash", "checkout-draft"):
            continue
        out.append((order, staff.arrive(order["number"], order["key"])))
    by.stop()
    return out


pages = {name: opened(name) for name in shop.DUMPS}


def untagged(text):
    text = re.sub(r"(?is)<(script|style)\b.*?</\1>", "", text)
    return re.sub(r"<[^>]*>", "", text)


def lines_of(address):
    """The lines of an address WooCommerce printed as HTML."""
    return [html.unescape(untagged(line))
            for line in re.split(r"<br\s*/?>", address)]


def each_order(facts_of):
    """Looks for every fact of every order in the words of its page."""
    missing = []
    looked = 0
    for name, orders in pages.items():
        for order, page in orders:
            words = buyer.visible(page.text)
            for what, fact in facts_of(order):
                fact = buyer.squeeze(str(fact))
                looked += 1
                if fact and fact not in words:
                    missing.append("%s %s %s: %s %r" % (
                        name, order["case"], order["number"], what, fact))
    tap.ok(looked > len(pages) * 30, "%d facts" % looked)
    tap.note("%d facts" % looked)
    tap.ok(not missing, "%d of %d are not there\n%s" % (
        len(missing), looked, "\n".join(missing[:25])))


@tap.case("TY-01 every order of the three shops has its page")
def all_there():
    for name, orders in pages.items():
        tap.ok(len(orders) > 30, name)
        for order, page in orders:
            tap.eq(page.status, 200, "%s %s" % (name, order["number"]))
            tap.eq(page.text.count("<h1"), 1, order["number"])


@tap.case("TY-03 the rows under each order: labels and amounts")
def totals():
    def facts(order):
        for row in order["order_item_totals"]:
            yield row["row"], row["label"].rstrip(":")
            yield row["row"], row["value_text"]
    each_order(facts)


@tap.case("TY-03 the lines of each order: name, choices, amount")
def lines():
    def facts(order):
        for line in order["items"]:
            # Tags are the shop's; a script's text is nobody's to read.
            yield "name", untagged(line["name"])
            for part in line["meta_text"].splitlines():
                yield "choice", part
            yield "amount", line["line_total_printed"]
    each_order(facts)


@tap.case("TY-02 the two addresses of each order, line by line")
def addresses():
    def facts(order):
        for kind in ("billing", "shipping"):
            if kind == "shipping" and not order["needs_shipping_address"]:
                continue
            for line in lines_of(order["formatted_%s_address" % kind]):
                yield kind, line
    each_order(facts)


@tap.case("TY-01 number, day, e-mail and phone of each order")
def head():
    def facts(order):
        yield "number", order["number"]
        yield "day", order["date_created"]["formatted"]
        yield "mail", order["billing_email"]
        yield "phone", order["billing"]["phone"]
    each_order(facts)


@tap.case("TY-07 the buyer's note and the shop's notes to the buyer")
def notes():
    def facts(order):
        yield "note", order["customer_note"]
        for note in order["customer_notes"]:
            yield "shop's note", html.unescape(untagged(note["content"]))
    each_order(facts)


tap.main()
