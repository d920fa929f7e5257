#!/usr/bin/python3
"""What a buyer sent back out of other orders, in either storage."""
# budget: 90 s

import asking
import shop
import tap

asking.need()
EMAIL, USER, PRODUCT = "back@example.com", 4711, 424242


def sent_back(asker, order):
    return sorted({row["id"] for row in asker.order(order)["sent_back"]})


def put_item(beside, order, product):
    beside.rows("INSERT INTO {P}woocommerce_order_items (order_item_name,"
                " order_item_type, order_id) VALUES ('x', 'line_item', %s)",
                (order,))
    item = beside.value("SELECT MAX(order_item_id) FROM"
                        " {P}woocommerce_order_items")
    beside.rows("INSERT INTO {P}woocommerce_order_itemmeta (order_item_id,"
                " meta_key, meta_value) VALUES (%s, '_product_id', %s)",
                (item, product))


def hpos_refund(demo, number, product, **owner):
    """An order of that owner, and a refund of one product of it."""
    for row in (dict(owner, id=number, type="shop_order",
                     status="wc-completed"),
                dict(id=number + 1, type="shop_order_refund",
                     status="wc-completed", parent_order_id=number)):
        demo.rows("INSERT INTO {P}wc_orders (%s) VALUES (%s)" % (
            ", ".join(row), ", ".join(["%s"] * len(row))),
            tuple(row.values()))
    put_item(demo, number + 1, product)


@tap.case("TY-13 HPOS: by the e-mail of the order, or its account")
def hpos():
    demo = shop.open_shop("demo")
    ask = asking.Asker(demo, shop.DEMO_NOW)
    order = demo.orders["fresh_guest"]["id"]
    mine = demo.orders["part_refunded"]["id"]
    change = "UPDATE {P}wc_orders SET billing_email = %s, customer_id = %s" \
        " WHERE id = %s"
    tap.eq(len(sent_back(ask, mine)), 1, "of the order itself")
    demo.rows(change, (EMAIL, 0, order))
    tap.eq(sent_back(ask, order), [], "nothing")
    hpos_refund(demo, 900001, PRODUCT, billing_email="BACK@example.com",
                customer_id=0)
    hpos_refund(demo, 900011, PRODUCT + 1, billing_email="other@example.com",
                customer_id=USER)
    tap.eq(sent_back(ask, order), [PRODUCT], "by the address")
    demo.rows(change, ("", USER, order))
    tap.eq(sent_back(ask, order), [PRODUCT + 1], "by the account")
    demo.rows(change, (EMAIL, USER, order))
    tap.eq(sent_back(ask, order), [PRODUCT, PRODUCT + 1], "by both")
    demo.rows(change, ("", 0, order))
    demo.rows("UPDATE {P}wc_orders SET billing_email = '', customer_id = 0"
              " WHERE id IN (900001, 900011)")
    tap.eq(sent_back(ask, order), [], "nobody is everybody without a name")


@tap.case("TY-13 posts: the shop's reports say it; without them nobody does")
def posts():
    beside, ask = asking.open_dump("posts")
    fact = beside.order("tracking_plain")
    order = fact["id"]
    beside.rows("DELETE FROM {P}wc_order_product_lookup")
    tap.eq(sent_back(ask, order), [], "nothing")
    beside.rows("INSERT INTO {P}wc_customer_lookup (customer_id, user_id,"
                " username, first_name, last_name, email, country, postcode,"
                " city, state) VALUES (900001, NULL, '', '', '', %s, '', '',"
                " '', '')", (EMAIL,))
    beside.rows("UPDATE {P}postmeta SET meta_value = %s WHERE post_id = %s"
                " AND meta_key = '_billing_email'", (EMAIL.upper(), order))
    for item, product, qty in ((900001, PRODUCT, 2), (900002, PRODUCT, -1),
                               (900003, PRODUCT + 1, 1)):
        beside.rows("INSERT INTO {P}wc_order_product_lookup (order_item_id,"
                    " order_id, product_id, variation_id, customer_id,"
                    " date_created, product_qty) VALUES (%s, %s, %s, 0,"
                    " 900001, NOW(), %s)", (item, order, product, qty))
    tap.eq(sent_back(ask, order), [PRODUCT], "what came back")
    total = ask.order(order)["total_text"]
    beside.rows("DROP TABLE {P}wc_order_product_lookup")
    tap.eq(ask.order(order)["total_text"], total, "the page without them")
    tap.eq(sent_back(ask, order), [], "nothing is known")
    reply = ask.reply("order", order, 63)
    tap.eq(reply["statements"] <= 4, True, "asked once only")


@tap.case("TR-04 numbers of a plugin in posts: the newest are looked at")
def numbers():
    beside, ask = asking.open_dump("posts")
    old, new = (beside.order(case)["id"] for case in ("pending", "failed"))
    put = ("INSERT INTO {P}postmeta (post_id, meta_key, meta_value)"
           " VALUES (%s, %s, %s)")
    beside.rows(put, (old, "_order_number", "500001"))
    beside.rows(put, (old, "_order_number_formatted", "A-500001"))
    ask.data("numbers", 1)
    tap.eq([h["id"] for h in ask.data("find", "A-500001")], [old], "found")
    tap.eq(ask.data("find", "500001"), [], "not by what is not shown")
    beside.rows("INSERT INTO {P}postmeta (post_id, meta_key, meta_value)"
                " SELECT 0, '_order_number_formatted', seq"
                "   FROM seq_1_to_50000")
    beside.rows(put, (new, "_order_number_formatted", "A-500002"))
    tap.eq([h["id"] for h in ask.data("find", "A-500002")], [new], "newest")
    tap.eq(ask.data("find", "A-500001"), [], "50,000 orders ago")
    reply = ask.reply("find", str(beside.order("cancelled")["id"]))
    tap.eq((len(reply["data"]), reply["statements"]), (1, 1), "by its id")


tap.main()
