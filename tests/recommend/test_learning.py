#!/usr/bin/python3
"""What is learned from the orders of a shop, and how it gets there."""
# budget: 150 s

import app
import proc
import sales
import shop
import tap

app.need()
NOW = shop.DEMO_NOW
DAY = 86400
BIG = 5_000_000_000  # over 2^32
LINKS = ("SELECT product_id, other_id, score, together FROM"
         " {P}aftersale_learned_link ORDER BY product_id, other_id")
PRODUCTS = ("SELECT product_id, one_id, orders, base, variation_id,"
            " again_days FROM {P}aftersale_learned_product ORDER BY"
            " product_id")


def learned(beside, name):
    return beside.value("SELECT value FROM {P}aftersale_learned WHERE name ="
                        " %s", (name,)) or 0


def learn(house, later=0):
    env = {"AFTERSALE_CLOCK": str(NOW + later)}
    return house.run("work", "--now", "recommend", env=env,
                     seconds=120).stdout.decode()


def bare():
    """A shop of ours without an order."""
    beside = app.shop_with_tables("demo")
    sales.clear(beside)
    return beside, app.App(beside, clock=NOW)


@tap.case("TY-13 the shop's orders become tables, with progress, and again"
          " the same")
def tables():
    beside = app.shop_with_tables("demo")
    house = app.App(beside, clock=NOW)
    said = learn(house)
    for what in ("orders read", "learned, in percent", "orders learned"):
        tap.has(said, "recommend: " + what)
    first, products = beside.rows(LINKS), beside.rows(PRODUCTS)
    tap.ok(len(first) > 10 and len(products) > 5, "%d links" % len(first))
    for row in first:
        tap.ok(row["product_id"] != row["other_id"], "no link to itself")
    run = learned(beside, "run")
    learn(house)
    tap.eq(learned(beside, "run"), run + 1, "a run of its own")
    tap.eq(beside.rows(LINKS), first, "the same links")
    tap.eq(beside.rows(PRODUCTS), products, "the same products")
    for table in ("link", "product", "seller"):
        tap.eq([row["run"] for row in beside.rows(
            "SELECT DISTINCT run FROM {P}aftersale_learned_" + table)],
            [run + 1], "older rows are gone from " + table)


@tap.case("TY-13 in each storage the rows of sales are the paid orders")
def storages():
    for name in ("hpos", "posts", "wc79"):
        if not shop.has_dump(name):
            tap.skip("no dump of a real shop: %s" % name)
        beside = app.shop_with_tables(name)
        house = app.App(beside, clock=NOW)
        learn(house)
        if name == "hpos":
            paid = ("SELECT id FROM {P}wc_orders WHERE type = 'shop_order'"
                    " AND status IN ('wc-processing', 'wc-completed')")
        else:
            paid = ("SELECT ID AS id FROM {P}posts WHERE post_type ="
                    " 'shop_order' AND post_status IN ('wc-processing',"
                    " 'wc-completed')")
        got = {row["order_id"] for row in beside.rows(
            "SELECT order_id FROM {P}aftersale_sale")}
        tap.eq(sorted({row["id"] for row in beside.rows(paid)} - got), [],
               name + ": paid orders without a row")
        tap.ok(beside.rows(LINKS), name + " has links")
        tap.eq(learned(beside, "orders") > 50, True, name)


@tap.case("TY-13 refunded, cancelled and vanished orders leave; new ones come")
def changes():
    beside, house = bare()
    orders = sales.Orders(beside)
    one = orders.add([11, 12], NOW - 9 * DAY)
    two = orders.add([11, 13], NOW - 8 * DAY)
    three = orders.add([(11, 0, 2), 14], NOW - 7 * DAY)
    items = {(i[3], m[2]): i[0] for i in orders.items for m in orders.metas
             if m[0] == i[0] and m[1] == "_product_id"}
    orders.write()

    def rows():
        return [(r["order_id"], r["product_id"], r["pieces"]) for r in
                beside.rows("SELECT order_id, product_id, pieces FROM"
                            " {P}aftersale_sale_line ORDER BY order_id,"
                            " product_id")]

    learn(house)
    tap.eq(rows(), [(one, 11, 1), (one, 12, 1), (two, 11, 1), (two, 13, 1),
                    (three, 11, 2), (three, 14, 1)], "all of them")
    beside.rows("UPDATE {P}wc_orders SET status = 'wc-cancelled',"
                " date_updated_gmt = %s WHERE id = %s",
                (sales.at(NOW + 100), two))
    orders.refund(three, NOW + 120, [(items[three, 11], 11, 1),
                                     (items[three, 14], 14, 1)])
    four = orders.add([12], NOW + 130)
    orders.write()
    learn(house, 200)
    tap.eq(rows(), [(one, 11, 1), (one, 12, 1), (three, 11, 1),
                    (four, 12, 1)], "what is left")
    beside.rows("DELETE FROM {P}wc_orders WHERE id = %s", (one,))
    learn(house, DAY)
    tap.eq(len(rows()), 4, "nobody told us yet")
    learn(house, 8 * DAY)
    tap.eq(rows(), [(three, 11, 1), (four, 12, 1)], "after a week")


@tap.case("TY-13 a worker that is killed in the middle goes on, and pages see"
          " one run or the other")
def killed():
    beside, house = bare()
    orders = sales.Orders(beside)
    for i in range(40):
        orders.add([11, 12], NOW - 9 * DAY)
    orders.write()
    learn(house)
    before, run = beside.rows(LINKS), learned(beside, "run")
    for i in range(3000):
        orders.add([100 + i % 900, 2000 + i % 700, 4000 + i % 500],
                   NOW - DAY * (i % 331), email="b%d@x.example" % (i % 900))
    orders.write()
    later = 3600
    # Nobody ends a run while its number is held.
    held = beside.server.connect(beside.database)
    held.begin()
    with held.cursor() as cursor:
        cursor.execute("SELECT value FROM wp_aftersale_learned WHERE name ="
                       " 'run' FOR UPDATE")
    for stage in ("filled_to", "rows"):
        start = learned(beside, "filled_to")
        worker = house.spawn("work", "--now", "recommend", env={
            "AFTERSALE_CLOCK": str(NOW + later)})

        def is_reached(stage=stage, start=start):
            if stage == "filled_to":
                return learned(beside, "filled_to") > start + 300
            return beside.value("SELECT COUNT(*) FROM"
                                " {P}aftersale_learned_link WHERE run > %s",
                                (run,))

        proc.wait_for(is_reached, 60, stage, worker)
        worker.kill()
        worker.wait()
        tap.eq(learned(beside, "run"), run, "pages read the old run")
        tap.eq(beside.rows(LINKS.replace("ORDER", "WHERE run = %s ORDER"),
                           (run,)), before, "which is whole")
        middle = learned(beside, "filled_to")
        tap.ok(middle > start or stage == "rows", "what was read is kept")
        later += 3600
    held.rollback()
    held.close()
    learn(house, later)
    tap.eq(learned(beside, "run"), run + 1, "the new run")
    tap.eq(learned(beside, "orders") > 2500, True, "of all orders")
    tap.eq(beside.value("SELECT COUNT(DISTINCT run) FROM"
                        " {P}aftersale_learned_link"), 1, "nothing is left")
    whole = beside.rows(LINKS)
    for table in ("sale", "sale_line", "learned"):
        beside.rows("DELETE FROM {P}aftersale_" + table)
    learn(house, later)
    tap.eq(beside.rows(LINKS), whole, "the same as without a kill")


@tap.case("TY-13 guests and accounts of one mail are one buyer; no address is"
          " kept")
def buyers():
    beside, house = bare()
    orders = sales.Orders(beside)
    orders.add([11], NOW - 90 * DAY, email="Ona@Shop.example")
    orders.add([11], NOW - 60 * DAY, user=7, email="ona@shop.example")
    orders.add([11], NOW - 30 * DAY, user=7, email="else@shop.example")
    orders.add([12], NOW - 30 * DAY)
    orders.write()
    learn(house)
    rows = beside.rows("SELECT user_id, mail FROM {P}aftersale_sale ORDER BY"
                       " order_id")
    tap.eq(rows[0]["mail"], rows[1]["mail"], "one mail")
    tap.ok(rows[0]["mail"] > 0 and rows[2]["mail"] != rows[0]["mail"],
           "another one")
    tap.eq((rows[3]["user_id"], rows[3]["mail"]), (0, 0), "nobody")
    tap.eq({r["product_id"]: r["again_days"] for r in beside.rows(PRODUCTS)},
           {11: 15, 12: 0}, "bought again after 30 days, by one buyer")
    dump = "".join(str(beside.rows("SELECT * FROM {P}aftersale_" + table))
                   for table in ("sale", "sale_line", "learned"))
    tap.lacks(dump.lower(), "shop.example", "an address")
    house.conf["keys"].insert(0, {"id": 2, "secret": "8f3a51c0d96e2b74" * 4})
    house.write_conf()
    learn(house, 60)
    tap.ok(beside.value("SELECT mail FROM {P}aftersale_sale ORDER BY order_id"
                        " LIMIT 1") != rows[0]["mail"], "a new key, all anew")


@tap.case("TY-13 an empty shop, one product, 5,000 lines, huge ids, deleted"
          " products and clocks of the future are no harm")
def odd():
    beside, house = bare()
    learn(house)
    tap.eq(len(beside.rows(LINKS)), 0, "an empty shop")
    tap.eq(learned(beside, "run"), 1, "learned nothing")
    orders = sales.Orders(beside, BIG)
    orders.add([11], NOW - DAY)
    orders.write()
    learn(house, 60)
    tap.eq((len(beside.rows(LINKS)), len(beside.rows(PRODUCTS))), (0, 1),
           "one product")
    orders.add(list(range(10_000, 15_000)), NOW - DAY)
    orders.add([11, BIG + 77], NOW + 3650 * DAY)
    orders.add([(11, 0, 0), (12, 0, -3), 13], NOW - 5 * DAY)
    for _ in range(30):
        orders.add([BIG + 77, 999_999_999], NOW - 4 * DAY)
    orders.write()
    sales.shelve(beside, (BIG + 77, 999_999_999))
    learn(house, 120)
    tap.eq(beside.value("SELECT COUNT(*) FROM {P}aftersale_sale_line WHERE"
                        " product_id BETWEEN 10000 AND 14999"), 5000)
    links = {(r["product_id"], r["other_id"]): r for r in beside.rows(LINKS)}
    tap.eq(links[BIG + 77, 999_999_999]["together"], 30, "true counts")
    tap.ok(all(-10 ** 10 < r["score"] < 10 ** 10 for r in links.values()),
           "sane scores")
    bad = beside.rows(PRODUCTS.replace("ORDER BY", "WHERE base < 0 ORDER BY"))
    tap.eq(len(bad), 0, "no product below nothing")


@tap.case("TY-13 translations count as one and speak their own language; the"
          " best variation is known")
def folded():
    beside, house = bare()
    for group, pair in ((9001, (90_051, 90_052)), (9002, (90_061, 90_062))):
        beside.rows("INSERT INTO {P}term_taxonomy (term_taxonomy_id, term_id,"
                    " taxonomy, description) VALUES (%s, %s,"
                    " 'post_translations', %s)",
                    (group, group, "a:2:{s:2:\"en\";i:%d;s:2:\"lt\";i:%d;}"
                     % pair))
        product = beside.value("SELECT ID FROM {P}posts WHERE post_type ="
                               " 'product' LIMIT 1")
        beside.rows("INSERT INTO {P}term_relationships (object_id,"
                    " term_taxonomy_id) VALUES (%s, %s)", (product, group))
    sales.shelve(beside, (90_051, 90_052, 90_061, 90_062))
    orders = sales.Orders(beside)
    for i in range(30):
        orders.add([(90_051, 511 + i % 3 // 2, 1), 90_061], NOW - DAY * i)
        orders.add([90_052, 90_062], NOW - DAY * i)
    orders.write()
    learn(house)
    links = {(r["product_id"], r["other_id"]): r["together"]
             for r in beside.rows(LINKS)}
    tap.eq(links, {(90_051, 90_061): 60, (90_052, 90_062): 60,
                   (90_061, 90_051): 60, (90_062, 90_052): 60})
    rows = {r["product_id"]: r for r in beside.rows(PRODUCTS)}
    tap.eq([(rows[n]["one_id"], rows[n]["orders"]) for n in (90_051, 90_052)],
           [(90_051, 60), (90_051, 60)], "counted as one")
    tap.eq([rows[n]["variation_id"] for n in (90_051, 90_052)], [511, 0])


tap.main()
