#!/usr/bin/python3
"""Shops as they become: products that are gone or sold out, orders that are
thrown away, an order of more products than a page looks up."""
# budget: 120 s

import html
import re

import app
import buyer
import sales
import shop
import tap

app.need()
NOW = shop.DEMO_NOW
DAY = 86400
TOWEL, TEA, STRAINER, HONEY, CANDLE, BOARD, NOTEBOOK, TEAPOT = (
    101, 103, 104, 105, 106, 107, 110, 112)
GONE = range(880_001, 880_031)
SOLD_OUT = range(870_001, 870_031)
demo = app.shop_with_tables("demo")
house = app.App(demo, clock=NOW)


def fill(partners, mine):
    """Towels stand with each of the partners; all else is sold alone. Gives
    the order that is looked at."""
    house.stop()
    sales.clear(demo)
    for post in (TOWEL, HONEY, CANDLE, NOTEBOOK, TEAPOT, BOARD, STRAINER, TEA):
        demo.rows("DELETE FROM {P}postmeta WHERE post_id = %s AND meta_key IN"
                  " ('_crosssell_ids', '_upsell_ids')", (post,))
    orders = sales.Orders(demo)
    for i in range(1200):
        when, mail = NOW - DAY * (1 + i % 350), "m%d@x.example" % (i % 400)
        some = {partners[(i // 2 + n) % len(partners)] for n in range(6)}
        orders.add([TOWEL, *some] if i % 2 else
                   [(HONEY, CANDLE, BOARD, STRAINER, TEA)[i % 5]], when,
                   email=mail)
    for _ in range(20):
        orders.add([TOWEL, NOTEBOOK], NOW - DAY, email="n@x.example")
    number = orders.add(mine, NOW - 3600, email="ona@x.example")
    orders.write()
    demo.rows("DELETE FROM {P}wc_order_operational_data WHERE order_id = %s",
              (number,))
    demo.rows("INSERT INTO {P}wc_order_operational_data (order_id, order_key)"
              " VALUES (%s, %s)", (number, "wc_order_%d" % number))
    for table in ("learned", "sale", "sale_line", "sale_total"):
        demo.rows("DELETE FROM {P}aftersale_" + table)
    house.run("work", "--now", "recommend", seconds=120)
    house.serve(1)
    return number


def names(order):
    """Of what goes with it, on the page."""
    page = buyer.Buyer(house).arrive(order, "wc_order_%d" % order)
    tap.eq(page.status, 200, "the page")
    block = re.search(r'(?s)<section[^>]*aria-labelledby="offers".*?'
                      r'</section>', page.text)
    return [html.unescape(re.sub("<[^>]*>", "", name)).strip() for name in
            re.findall(r"(?s)<li class=.as-offer.*?<bdi>(.*?)</bdi>",
                       block[0] if block else "")]


def title(product):
    return html.unescape(demo.value(
        "SELECT post_title FROM {P}posts WHERE ID = %s", (product,)))


@tap.case("TY-13 products that are gone take no place: what is left of the"
          " shop is offered")
def gone():
    got = names(fill(GONE, [TOWEL]))
    tap.eq(len(got), 4, "four: %s" % got)
    tap.ok(title(NOTEBOOK) in got, "what goes with it and is there")
    tap.eq(demo.value("SELECT COUNT(*) FROM {P}aftersale_learned_link WHERE"
                      " other_id > 880000"), 0, "no link to what is gone")
    tap.eq(demo.value("SELECT COUNT(*) FROM {P}aftersale_learned_seller WHERE"
                      " product_id > 880000"), 0, "nor is it a best seller")
    tap.ok(demo.value("SELECT orders FROM {P}aftersale_learned_product WHERE"
                      " product_id = %s", (GONE[0],)) > 0, "it still counts")


@tap.case("TY-13 where the best are sold out, best sellers fill the places")
def sold_out():
    sales.shelve(demo, SOLD_OUT, "Away")
    for post in SOLD_OUT:
        for key, value in (("_stock_status", "outofstock"), ("_price", "9"),
                           ("_regular_price", "9")):
            demo.rows("INSERT INTO {P}postmeta (post_id, meta_key,"
                      " meta_value) VALUES (%s, %s, %s)", (post, key, value))
        demo.rows("INSERT INTO {P}wc_product_meta_lookup (product_id,"
                  " stock_status) VALUES (%s, 'outofstock')", (post,))
    order = fill(SOLD_OUT, [TOWEL])
    got = names(order)
    tap.eq(len(got), 4, "four: %s" % got)
    tap.ok("Away" not in got, str(got))
    out = house.run("recommend", "--order", str(order),
                    "--explain").stdout.decode()
    tap.has(out, "Away: out of stock", "it says why")
    tap.eq(demo.value("SELECT COUNT(*) FROM {P}aftersale_learned_link WHERE"
                      " product_id = %s AND other_id > 870000", (TOWEL,)), 8,
           "a few, which may be there by day")
    tap.lacks(out, "no such product", "what nobody looked up is not gone")


@tap.case("TY-13 nothing of the order is offered, of an order of three"
          " hundred products either")
def many():
    order = fill([NOTEBOOK, TEAPOT], list(range(600_001, 600_300)) + [
        TOWEL, NOTEBOOK, TEAPOT])
    item = demo.value("SELECT MAX(order_item_id) FROM"
                      " {P}woocommerce_order_items WHERE order_id = %s",
                      (order,))
    got = demo.rows("SELECT product_id FROM {P}aftersale_sale_line WHERE"
                    " order_id = %s", (order,))
    tap.ok(item and len(got) == 302, "%d lines" % len(got))
    order = fill([NOTEBOOK, TEAPOT], [TOWEL] + list(
        range(600_001, 600_300)) + [NOTEBOOK, TEAPOT])
    offered = names(order)
    tap.ok(offered, "something is offered")
    for mine in (TOWEL, NOTEBOOK, TEAPOT):
        tap.ok(title(mine) not in offered, "%d is in the order: %s" % (
            mine, offered))


@tap.case("TY-13 an order that is thrown away counts no more from the next"
          " night on, though others were changed in the year 2099")
def trashed():
    order = fill([NOTEBOOK, TEAPOT], [TOWEL])
    count = "SELECT COUNT(*) FROM {P}aftersale_sale WHERE order_id = %s"
    tap.eq(demo.value(count, (order,)), 1, "it counts")
    for many in (1, 200, 260):
        demo.rows("UPDATE {P}wc_orders SET date_updated_gmt ="
                  " '2099-01-01 00:00:00' WHERE id BETWEEN %s AND %s",
                  (order - many, order - 1))
        house.run("work", "--now", "recommend", seconds=60,
                  env={"AFTERSALE_CLOCK": str(NOW + 300 + many)})
    demo.rows("UPDATE {P}wc_orders SET status = 'trash', date_updated_gmt ="
              " %s WHERE id = %s", (sales.at(NOW + 600), order))
    house.run("work", "--now", "recommend", seconds=120,
              env={"AFTERSALE_CLOCK": str(NOW + DAY)})
    tap.eq(demo.value(count, (order,)), 0, "no more")


tap.main()
