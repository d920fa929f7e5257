#!/usr/bin/python3
"""What an order is offered: true counts, what the buyer has, the owner's hand,
and the preview that says why."""
# budget: 120 s

import html
import json
import re

import app
import buyer
import sales
import shop
import tap

from tests.shop_contract import asking

app.need()
NOW = shop.DEMO_NOW
DAY = 86400
TOWEL, TEA, STRAINER, HONEY, CANDLE, BOARD, NOTEBOOK, TEAPOT = (
    101, 103, 104, 105, 106, 107, 110, 112)
demo = app.shop_with_tables("demo")
house = app.App(demo, clock=NOW)
MAIL = "ona@x.example"
KEY = "wc_order_HandTest0001"
LINE = re.compile(r"^ +(\d+|-)? +(\d+) +(-?[\d.]+) +(-?[\d.]+) +(-?[\d.]+)"
                  r"  (.*)$")


def fill():
    """Towels go with notebooks and teapots; honey is bought again."""
    sales.clear(demo)
    for post in (TOWEL, HONEY, CANDLE, NOTEBOOK, TEAPOT, BOARD, STRAINER, TEA):
        demo.rows("DELETE FROM {P}postmeta WHERE post_id = %s AND meta_key IN"
                  " ('_crosssell_ids', '_upsell_ids')", (post,))
    orders = sales.Orders(demo)
    for i in range(1400):
        when, mail = NOW - DAY * (1 + i % 350), "m%d@x.example" % (i % 400)
        if i % 7 == 0:
            what = [TOWEL, NOTEBOOK]
        elif i % 7 == 1:
            what = [TOWEL, TEAPOT] if i % 2 else [TOWEL, TEAPOT, CANDLE]
        else:
            what = [(HONEY, TEA, CANDLE, BOARD, STRAINER)[i % 5]]
        orders.add(what, when, email=mail)
    for back in (200, 150, 100, 50):
        for n in range(60):
            orders.add([HONEY], NOW - DAY * back, email="h%d@x.example" % n)
    mine = orders.add([TOWEL], NOW - 3600, email=MAIL)
    orders.write()
    demo.rows("INSERT INTO {P}wc_order_operational_data (order_id, order_key)"
              " VALUES (%s, %s)", (mine, KEY))
    return mine


MINE = fill()
house.run("work", "--now", "recommend", seconds=120)
house.serve(1)


def cards(case="offers", email=None):
    """[(name, reason)] of the page of the order."""
    one = buyer.Buyer(house)
    page = one.arrive(MINE, KEY)
    if email:
        one.open(email)
        page = one.get(one.at)
    tap.eq(page.status, 200, case)
    block = re.search(r'(?s)<section[^>]*aria-labelledby="offers".*?'
                      r'</section>', page.text)
    got = re.findall(r'(?s)<li class="as-offer">(.*?)</li>',
                     block[0] if block else "")
    return [(html.unescape(re.sub("<[^>]*>", "", re.search(
        r"(?s)<bdi>(.*?)</bdi>", card)[1])).strip(),
        html.unescape(" ".join(re.sub("<[^>]*>", "", card.split(
            "as-small\">")[1]).split())) if "as-small\">" in card else "")
        for card in got], page


def names(case="offers"):
    return [name for name, _ in cards(case)[0]]


def title(product):
    return html.unescape(demo.value(
        "SELECT post_title FROM {P}posts WHERE ID = %s", (product,)))


def explained():
    """[(place, id, score, words)] of the preview of what goes with it, in its
    order."""
    out = house.run("recommend", "--order", str(MINE),
                    "--explain").stdout.decode()
    out = out.partition("\nyour next order (")[0]
    rows = [LINE.match(line) for line in out.splitlines()]
    return [(m[1] or "", int(m[2]), float(m[3]), m[6]) for m in rows if m]


def settings(**more):
    for name, value in more.items():
        house.run("settings", "cross_sell." + name, json.dumps(value))
    house.stop()
    house.serve(1)


@tap.case("TY-13 what goes with the basket comes first, with true counts of at"
          " least five")
def counted():
    got = cards()[0]
    tap.eq({name for name, _ in got[:2]}, {title(NOTEBOOK), title(TEAPOT)},
           "the partners")
    together = demo.rows(
        "SELECT a.product_id AS id, COUNT(*) AS n FROM {P}aftersale_sale_line"
        " a JOIN {P}aftersale_sale_line b ON a.order_id = b.order_id AND"
        " b.product_id = %s WHERE a.product_id <> b.product_id GROUP BY"
        " a.product_id", (TOWEL,))
    count = {title(row["id"]): row["n"] for row in together}
    said = 0
    for name, reason in got:
        found = re.fullmatch(r"Bought together in (\d+) of (\d+) orders",
                             reason)
        if found:
            said += 1
            tap.ok(abs(int(found[1]) - count[name]) <= 2, "%s: %s, plain SQL"
                   " says %d" % (name, reason, count[name]))
            tap.ok(int(found[1]) >= 5, reason)
    tap.ok(said >= 2, "numbers were told: %s" % got)
    tap.eq(names(), [name for name, _ in got], "again the same")


@tap.case("TY-13 two statements more than the page without offers, cold or"
          " warm")
def statements():
    def trips(most):
        settings(most=most)
        one = buyer.Buyer(house)
        one.arrive(MINE, KEY)
        first = buyer.log_line(house, one.get(one.at))
        return int(first["sql"])

    def seen(most):
        settings(most=most)
        one = buyer.Buyer(house)
        got = asking.statements(demo, lambda: one.arrive(MINE, KEY))
        return [sql for sql in got if sql.lstrip("(").startswith("SELECT")]
    bare, full = seen(0), seen(4)
    tap.ok(len(full) - len(bare) in (1, 2), "%d and %d statements"
           % (len(bare), len(full)))
    tap.eq(sum("learned_link" in sql for sql in full), 1, "one of our own")
    warm = trips(4)
    tap.ok(warm <= 8, "%d round trips" % warm)


@tap.case("TY-13 what the buyer has is not offered, until it is time for more")
def owned():
    tap.ok(title(NOTEBOOK) in names(), "before")
    orders = sales.Orders(demo, 30_000_000)
    orders.add([NOTEBOOK], NOW - 400 * DAY, email=" ONA@x.example")
    orders.add([HONEY], NOW - 10 * DAY, email=MAIL)
    orders.write()
    demo.rows("UPDATE {P}wc_orders SET date_updated_gmt = %s WHERE id >"
              " 30000000", (sales.at(NOW),))
    house.run("work", "--now", "recommend", seconds=120)
    got = cards()[0]
    tap.ok(title(NOTEBOOK) not in [n for n, _ in got], "it lasts")
    tap.ok(title(HONEY) not in [n for n, _ in got], "too early")
    why = {number: words for _, number, _, words in explained()}
    tap.has(why[NOTEBOOK], "the buyer has it")
    tap.has(why[HONEY], "too early for more")
    demo.rows("UPDATE {P}aftersale_sale SET sold_at = %s WHERE order_id ="
              " 30000002", (NOW - 300 * DAY,))
    settings(pin=[HONEY])
    tap.eq(dict(cards()[0]).get(title(HONEY)), "From Pantry", "to anybody")
    tap.eq(dict(cards(email=MAIL)[0]).get(title(HONEY)), "Time for more?",
           "to the buyer")
    settings(pin=[])
    demo.rows("DELETE FROM {P}wc_orders WHERE id > 30000000")
    demo.rows("DELETE FROM {P}aftersale_sale WHERE order_id > 30000000")


@tap.case("TY-13 pinned, forbidden, boosted, left out, sold out, how many: each"
          " setting acts")
def by_hand():
    before = names()
    settings(pin=[BOARD, {"offer": CANDLE, "with": TEA}])
    tap.eq(names()[0], title(BOARD), "pinned")
    settings(pin=[{"offer": CANDLE, "with": TOWEL}])
    tap.eq(names()[0], title(CANDLE), "pinned to the towel")
    settings(pin=[], forbid=[NOTEBOOK, {"offer": TEAPOT, "with": TEA}])
    tap.ok(title(NOTEBOOK) not in names(), "forbidden")
    tap.ok(title(TEAPOT) in names(), "not with this order")
    settings(forbid=[])
    first, second = [n for p, n, _, _ in explained() if p in ("1", "2")]
    settings(boost=[{"offer": second, "percent": 900}])
    tap.eq(names()[0], title(second), "boosted")
    settings(boost=[{"offer": first, "percent": -90}])
    tap.eq(names()[0], title(second), "held back")
    category = demo.value(
        "SELECT MAX(x.term_id) FROM {P}term_relationships r JOIN"
        " {P}term_taxonomy x USING (term_taxonomy_id) WHERE r.object_id = %s"
        " AND x.taxonomy = 'product_cat'", (NOTEBOOK,))
    settings(boost=[], excluded_categories=[category])
    tap.ok(title(NOTEBOOK) not in names(), "its category is left out")
    for term, below in ((9001, category), (9002, 9001), (9003, 9002)):
        demo.rows("INSERT INTO {P}term_taxonomy (term_taxonomy_id, term_id,"
                  " taxonomy, description, parent) VALUES (%s, %s,"
                  " 'product_cat', '', 0)", (term, term))
        demo.rows("UPDATE {P}term_taxonomy SET parent = %s WHERE term_id = %s"
                  " AND taxonomy = 'product_cat'", (term, below))
    settings(excluded_categories=[9003])
    tap.ok(title(NOTEBOOK) not in names(), "so is one three levels above it")
    tap.has([words for _, n, _, words in explained() if n == NOTEBOOK][0],
            "its category is left out")
    settings(excluded_categories=[9004])
    tap.ok(title(NOTEBOOK) in names(), "and no other")
    demo.rows("UPDATE {P}term_taxonomy SET parent = 0 WHERE parent > 9000")
    demo.rows("DELETE FROM {P}term_taxonomy WHERE term_id > 9000")
    settings(excluded_categories=[], most=1)
    tap.eq(len(names()), 1, "one of them")
    settings(most=4)
    tap.eq(names(), before, "as before")
    for table, column in (("wc_product_meta_lookup", "stock_status"),):
        demo.rows("UPDATE {P}%s SET %s = 'outofstock' WHERE product_id = %d"
                  % (table, column, NOTEBOOK))
    demo.rows("UPDATE {P}postmeta SET meta_value = 'outofstock' WHERE post_id"
              " = %s AND meta_key = '_stock_status'", (NOTEBOOK,))
    settings(only_in_stock=True)
    tap.ok(title(NOTEBOOK) not in names(), "sold out")
    settings(only_in_stock=False)
    tap.ok(title(NOTEBOOK) in names(), "the owner offers it all the same")
    bad = house.run("settings", "cross_sell.pin", "7", good=False)
    tap.ok(bad.returncode != 0, "no list")


@tap.case("TY-13 the preview shows what the page shows, and why")
def preview():
    shown = [title(number) for place, number, _, _ in explained()
             if place.isdigit()]
    tap.eq(shown, names(), "the same offers in the same order")
    settings(forbid=[TEAPOT], boost=[{"offer": NOTEBOOK, "percent": 50}])
    rows = {number: (place, words) for place, number, _, words
            in explained()}
    tap.has(rows[TEAPOT][1], "forbidden in the settings")
    tap.eq(rows[TEAPOT][0], "-", "out")
    tap.has(rows[NOTEBOOK][1], "boosted by 50 %")
    settings(forbid=[], boost=[])
    none = house.run("recommend", "--order", "999", "--explain", good=False)
    tap.ok(none.returncode != 0, "no such order")
    tap.has(none.stderr.decode(), "not-found")
    for words in (("--order", "x", "--explain"), ("--order", "5")):
        tap.eq(house.run("recommend", *words, good=False).returncode, 2)


@tap.case("TY-13 an index that somebody dropped costs time, not the offers, and"
          " doctor says so")
def dropped():
    before, known = cards()[0], cards(email=MAIL)[0]
    said = house.run("doctor", good=False)
    tap.lacks((said.stdout + said.stderr).decode(), "recommend.known")
    for index in ("user", "mail"):
        demo.rows("ALTER TABLE {P}aftersale_sale DROP INDEX " + index)
    tap.eq(cards()[0], before, "to a process that was there before")
    tap.eq(cards(email=MAIL)[0], known, "and to who is known")
    house.stop()
    house.serve(1)
    tap.eq(cards()[0], before, "the same offers")
    tap.eq(cards(email=MAIL)[0], known, "to who is known")
    said = house.run("doctor", good=False)
    tap.has((said.stdout + said.stderr).decode(), "recommend.known", "doctor")
    for index in ("user_id", "mail"):
        demo.rows("ALTER TABLE {P}aftersale_sale ADD INDEX %s (%s)"
                  % (index.split("_")[0], index))


@tap.case("TY-13 nothing learned yet: pairs set by hand, and a page without"
          " our tables")
def unlearned():
    demo.rows("UPDATE {P}aftersale_learned SET value = 0 WHERE name = 'run'")
    tap.eq(cards()[0], [], "nothing to offer")
    settings(pin=[BOARD])
    tap.eq(names(), [title(BOARD)], "pinned")
    for table in ("learned", "learned_link"):
        demo.rows("DROP TABLE {P}aftersale_" + table)
    tap.eq(names(), [title(BOARD)], "on an older schema")


tap.main()
