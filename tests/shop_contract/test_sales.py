#!/usr/bin/python3
"""What was sold, for learning, beside what plain SQL says of it."""
# budget: 60 s

import math
from decimal import Decimal

import asking
import shop
import tap

asking.need()

STATES = "('wc-processing', 'wc-completed')"
BIG = 8_589_934_592  # over 2^32


def plain(beside, storage):
    """What is left of paid orders, as {order: {line: (product, left)}}, and
    the orders of all refunds."""
    if storage == "hpos":
        orders = ("SELECT id FROM {P}wc_orders WHERE type = 'shop_order' AND"
                  " status IN " + STATES)
        refunds = ("SELECT id, parent_order_id AS parent FROM {P}wc_orders"
                   " WHERE type = 'shop_order_refund'")
    else:
        orders = ("SELECT ID AS id FROM {P}posts WHERE post_type ="
                  " 'shop_order' AND post_status IN " + STATES)
        refunds = ("SELECT ID AS id, post_parent AS parent FROM {P}posts"
                   " WHERE post_type = 'shop_order_refund'")
    metas = {}
    for row in beside.rows(
            "SELECT i.order_id, i.order_item_id AS item, m.meta_key AS k,"
            " m.meta_value AS v FROM {P}woocommerce_order_items i JOIN"
            " {P}woocommerce_order_itemmeta m USING (order_item_id) WHERE"
            " i.order_item_type = 'line_item' AND m.meta_key IN"
            " ('_product_id', '_qty', '_refunded_item_id')"):
        metas.setdefault(row["order_id"], {}).setdefault(
            row["item"], {})[row["k"]] = float(row["v"] or 0)
    back = {}
    parents = {row["id"]: row["parent"] for row in beside.rows(refunds)}
    for refund in parents:
        for line in metas.get(refund, {}).values():
            key = int(line.get("_refunded_item_id", 0))
            back[key] = back.get(key, 0) + line.get("_qty", 0)
    left = {}
    for row in beside.rows(orders):
        lines = [(int(line["_product_id"]),
                  line["_qty"] + back.get(item, 0)) for item, line
                 in metas.get(row["id"], {}).items()]
        left[row["id"]] = sorted((product, math.ceil(pieces)) for
                                 product, pieces in lines
                                 if product > 0 and pieces > 0)
    return left, list(parents.values())


@tap.case("TY-13 the lines of paid orders, less what came back, in each"
          " storage")
def lines():
    shop.need_dumps()
    for name in ("hpos", "posts", "wc79"):
        beside, asker = asking.open_dump(name)
        want, refunded = plain(beside, name)
        tap.ok(set(refunded) & set(want), "orders with a part sent back")
        got = {number: [] for number in want}
        numbers = sorted(want)
        for at in range(0, len(numbers), 60):
            for line in asker.data("sales", *numbers[at:at + 60])["lines"]:
                got[line["order_id"]].append(
                    (line["product_id"], line["pieces"]))
        for number in numbers:
            tap.eq(sorted(got[number]), want[number],
                   "%s %d" % (name, number))
        # A refund names its order once more: within a slice it is one.
        whole = asker.data("sold", 0, 100)
        once = sum(len(lines) for lines in want.values())
        again = sum(len(want.get(number, ())) for number in refunded)
        tap.ok(once <= whole["lines"] <= once + again,
               "%s: %d lines in slices, %d plain, %d may come again" % (
                   name, whole["lines"], once, again))
        tap.ok(whole["slices"] > 2, "in slices")
        asker.end()


@tap.case("N7 what orders came to, less what was paid back, in each storage")
def totals():
    shop.need_dumps()
    for name in ("hpos", "posts", "wc79"):
        beside, asker = asking.open_dump(name)
        if name == "hpos":
            rows = beside.rows(
                "SELECT o.id, o.currency, o.total_amount + COALESCE((SELECT"
                " SUM(r.total_amount) FROM {P}wc_orders r WHERE"
                " r.parent_order_id = o.id AND r.type ="
                " 'shop_order_refund'), 0) AS total FROM {P}wc_orders o WHERE"
                " o.type = 'shop_order' AND o.status IN " + STATES)
        else:
            meta = ("(SELECT MAX(m.meta_value) FROM {P}postmeta m WHERE"
                    " m.post_id = %s.ID AND m.meta_key = '%s')")
            amount = "CAST(" + meta + " AS DECIMAL(20,8))"
            rows = beside.rows(
                "SELECT o.ID AS id, " + meta % ("o", "_order_currency")
                + " AS currency, " + amount % ("o", "_order_total")
                + " - COALESCE((SELECT SUM("
                + amount % ("r", "_refund_amount") + ") FROM {P}posts r WHERE"
                " r.post_parent = o.ID AND r.post_type ="
                " 'shop_order_refund'), 0) AS total FROM {P}posts o WHERE"
                " o.post_type = 'shop_order' AND o.post_status IN " + STATES)
        want = {row["id"]: (row["currency"], Decimal(row["total"]))
                for row in rows}
        tap.ok(len(want) > 50 and any(t % 1 for _, t in want.values()), name)
        numbers = sorted(want)
        for at in range(0, len(numbers), 60):
            for sale in asker.data("sales", *numbers[at:at + 60])["sales"]:
                tap.eq((sale["currency"], Decimal(sale["total"])),
                       want[sale["order_id"]],
                       "%s %d" % (name, sale["order_id"]))
        asker.end()


@tap.case("TY-13 slices of any size see the same orders")
def slices():
    shop.need_dumps()
    _, asker = asking.open_dump("wc79")
    one, big = asker.data("sold", 0, 7), asker.data("sold", 0, 256)
    for key in ("orders", "lines", "pieces"):
        tap.ok(one[key] >= big[key] > 0, key)
    last = asker.data("sold", 10 ** 12, 256)
    tap.eq((last["orders"], last["slices"]), (0, 1), "behind the last")


def own():
    beside = shop.open_shop("demo")
    return beside, asking.Asker(beside, shop.DEMO_NOW)


def put_order(beside, number, status="wc-completed", email="A@X.example ",
              user=0, paid=None, made="2026-01-02 03:04:05"):
    beside.rows("INSERT INTO {P}wc_orders (id, type, status, billing_email,"
                " customer_id, parent_order_id, date_created_gmt,"
                " date_updated_gmt) VALUES (%s, 'shop_order', %s, %s, %s, 0,"
                " %s, %s)", (number, status, email, user, made, made))
    if paid:
        beside.rows("INSERT INTO {P}wc_order_operational_data (order_id,"
                    " date_paid_gmt) VALUES (%s, %s)", (number, paid))


def put_line(beside, order, item, product, qty="1", variation=0,
             refunded=None):
    beside.rows("INSERT INTO {P}woocommerce_order_items (order_item_id,"
                " order_item_name, order_item_type, order_id) VALUES"
                " (%s, 'x', 'line_item', %s)", (item, order))
    metas = {"_product_id": product, "_variation_id": variation,
             "_qty": qty, "_refunded_item_id": refunded}
    for key, value in metas.items():
        if value is not None:
            beside.rows("INSERT INTO {P}woocommerce_order_itemmeta"
                        " (order_item_id, meta_key, meta_value) VALUES"
                        " (%s, %s, %s)", (item, key, value))


@tap.case("TY-13 odd orders: huge ids, no clock, nothing left, a"
          " plugin's own status")
def odd():
    beside, asker = own()
    for order, more in ((1, {"user": 7}), (2, {"status": "wc-cancelled"}),
                        (3, {"status": "wc-refunded"}),
                        (4, {"status": "wc-shipped"}),
                        (5, {"status": "wc-shipped",
                             "paid": "2026-01-02 04:00:00"}),
                        (6, {"made": "2099-01-01 00:00:00"}),
                        (7, {"made": "0000-00-00 00:00:00"})):
        put_order(beside, BIG + order, **more)
        put_line(beside, BIG + order, BIG + 100 * order, BIG + 50,
                 variation=BIG + 51)
    put_line(beside, BIG + 1, BIG + 101, 60, "0")
    put_line(beside, BIG + 1, BIG + 102, 61, "-2")
    put_line(beside, BIG + 1, BIG + 103, 62, "0.25")
    put_line(beside, BIG + 1, BIG + 104, 63, "3")
    put_line(beside, BIG + 1, BIG + 105, 64, "2")
    put_line(beside, BIG + 1, BIG + 106, 0, "2")
    beside.rows("INSERT INTO {P}wc_orders (id, type, status, billing_email,"
                " parent_order_id) VALUES (%s, 'shop_order_refund',"
                " 'wc-completed', '', %s)", (BIG + 9, BIG + 1))
    put_line(beside, BIG + 9, BIG + 901, 63, "-2", refunded=BIG + 104)
    put_line(beside, BIG + 9, BIG + 902, 64, "-2", refunded=BIG + 105)
    got = asker.data("sales", *[BIG + n for n in range(1, 8)])
    tap.eq([s["order_id"] - BIG for s in got["sales"]], [1, 5, 6, 7],
           "what is a sale")
    first = got["sales"][0]
    tap.eq((first["user_id"], first["email"]), (7, "a@x.example"), "buyer")
    tap.eq(first["sold_at"], 1767323045, "when")
    tap.eq(got["sales"][3]["sold_at"], 0, "no clock")
    tap.ok(got["sales"][2]["sold_at"] > 4 * 10 ** 9, "a clock ahead")
    tap.eq([(line["product_id"], line["variation_id"], line["pieces"])
            for line in got["lines"] if line["order_id"] == BIG + 1],
           [(BIG + 50, BIG + 51, 1), (62, 0, 1), (63, 0, 1)], "what is left")
    whole = asker.data("sold", BIG, 3)
    tap.eq(whole["orders"], 5, "the refund names its order once more")


@tap.case("TY-13 translations are one product, as either plugin keeps them")
def twins():
    beside, asker = own()
    tap.eq(asker.data("twins"), [], "none")
    product = beside.value("SELECT ID FROM {P}posts WHERE post_type ="
                           " 'product' ORDER BY ID LIMIT 1")
    beside.rows("INSERT INTO {P}term_taxonomy (term_taxonomy_id, term_id,"
                " taxonomy, description) VALUES (9001, 9001,"
                " 'post_translations', %s)",
                ("a:2:{s:2:\"en\";i:%d;s:2:\"lt\";i:990;}" % product,))
    beside.rows("INSERT INTO {P}term_relationships (object_id,"
                " term_taxonomy_id) VALUES (%s, 9001)", (product,))
    tap.eq([(t["product_id"], t["language"]) for t in asker.data("twins")],
           [(product, "en"), (990, "lt")], "Polylang")
    beside.rows("CREATE TABLE {P}icl_translations (translation_id BIGINT"
                " PRIMARY KEY, element_type VARCHAR(60), element_id BIGINT,"
                " trid BIGINT, language_code VARCHAR(7))")
    beside.rows("INSERT INTO {P}icl_translations VALUES"
                " (1, 'post_product', 70, 5, 'en'),"
                " (2, 'post_product', 71, 5, 'de'),"
                " (3, 'post_page', 72, 6, 'de'),"
                " (4, 'post_product', NULL, 5, 'fr')")
    beside.option("active_plugins", "a:1:{i:0;s:40:\"sitepress-multilingual"
                  "-cms/sitepress.php\";}")
    asker.data("refresh")
    tap.eq([(t["product_id"], t["language"]) for t in asker.data("twins")],
           [(70, "en"), (71, "de")], "WPML")


tap.main()
