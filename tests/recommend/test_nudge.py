#!/usr/bin/python3
"""What margin and stock move, and that they move nothing unless asked."""
# budget: 120 s

import app
import buyer
import sales
import shop
import tap

app.need()
NOW = shop.DEMO_NOW
DAY = 86400
beside = app.shop_with_tables("demo")
sales.clear(beside)
house = app.App(beside, clock=NOW)
LINKS = ("SELECT product_id, other_id, score FROM {P}aftersale_learned_link"
         " ORDER BY product_id, other_id")
BASES = "SELECT product_id, base AS n FROM {P}aftersale_learned_product"
NUDGES = ("SELECT product_id, factor, margin, is_low FROM"
          " {P}aftersale_learned_nudge ORDER BY product_id")


def ids():
    """Four published products, and one of them in the category of another."""
    return [row["id"] for row in beside.rows(
        "SELECT p.ID AS id FROM {P}posts p JOIN {P}wc_product_meta_lookup l ON"
        " l.product_id = p.ID WHERE p.post_type = 'product' AND p.post_status ="
        " 'publish' AND l.min_price > 1 ORDER BY p.ID LIMIT 4")]


A, B, C, D = ids()


def sell():
    """A goes with B, C and D, which are alike in all else; of B five pieces
    went in the last four weeks."""
    orders = sales.Orders(beside)
    for n in range(60):
        for other in (B, C, D):
            orders.add([A, other], NOW - (40 + n) * DAY, email="b%d@x" % n)
    for n in range(5):
        orders.add([(B, 0, 1)], NOW - 3 * DAY)
    orders.write()


def one_category(products):
    """All of them in one, and in no other."""
    category = beside.value(
        "SELECT MIN(term_taxonomy_id) FROM {P}term_taxonomy WHERE taxonomy ="
        " 'product_cat'")
    beside.rows("DELETE r FROM {P}term_relationships r JOIN {P}term_taxonomy x"
                " ON x.term_taxonomy_id = r.term_taxonomy_id WHERE x.taxonomy"
                " = 'product_cat'")
    for product in products:
        beside.rows("INSERT INTO {P}term_relationships (object_id,"
                    " term_taxonomy_id) VALUES (%s, %s)", (product, category))


def costs(product, share):
    """It costs that share of its price."""
    beside.rows("DELETE FROM {P}postmeta WHERE post_id = %s AND meta_key ="
                " '_cogs_total_value'", (product,))
    if share is not None:
        beside.rows("INSERT INTO {P}postmeta (post_id, meta_key, meta_value)"
                    " SELECT product_id, '_cogs_total_value', min_price * %s"
                    " FROM {P}wc_product_meta_lookup WHERE product_id = %s",
                    (share, product))


def left(product, pieces):
    beside.rows("UPDATE {P}wc_product_meta_lookup SET stock_quantity = %s"
                " WHERE product_id = %s", (pieces, product))


def learned(**settings):
    """{product: score of the link from A to it}, {product: its base} and the
    rows of what was moved."""
    for name in ("by_margin", "by_stock"):
        house.run("settings", "cross_sell." + name,
                  "true" if settings.get(name) else "false")
    house.run("work", "--now", "recommend", seconds=120)
    links = {r["other_id"]: r["score"] for r in beside.rows(LINKS)
             if r["product_id"] == A}
    bases = {r["product_id"]: r["n"] for r in beside.rows(BASES)}
    return links, bases, {r["product_id"]: r for r in beside.rows(NUDGES)}


def near(one, other, what):
    tap.ok(abs(one - other) <= 2, "%s: %s, %s" % (what, one, other))


sell()
one_category((A, B, C, D))


@tap.case("TY-13 costs and stock move nothing where nobody asked")
def off():
    plain = learned()
    tap.ok(plain[0].get(B) and plain[0].get(D), "links of A")
    costs(B, .2), costs(C, .5), costs(D, .9), left(B, 0)
    tap.eq(learned()[:2], plain[:2], "the same scores")
    tap.eq(learned()[2], {}, "nothing is moved")


@tap.case("TY-13 the best margin of a category adds 15 %, the worst takes it")
def margin():
    links, bases, _ = learned()
    got, base, moved = learned(by_margin=True)
    tap.eq({p: (r["factor"], r["margin"], r["is_low"])
            for p, r in moved.items()},
           {B: (1150, 1000, 0), D: (850, -1000, 0)}, "moved")
    for product, factor in ((B, 1150), (C, 1000), (D, 850)):
        near(got[product], links[product] * factor // 1000, "link")
        near(base[product], bases[product] * factor // 1000, "base")
    costs(C, .2)
    moved = learned(by_margin=True)[2]
    tap.eq({p: r["margin"] for p, r in moved.items()},
           {B: 500, C: 500, D: -1000}, "equal margins stand between")
    costs(C, None), costs(D, None)
    tap.eq(learned(by_margin=True)[2], {}, "alone in its category")
    costs(C, .5), costs(D, .9)


@tap.case("TY-13 what will be gone within a week counts half")
def stock():
    links, bases, _ = learned()
    # Five pieces in four weeks: two a week.
    for pieces, low in ((None, False), (2, False), (1, True), (0, True),
                        (-4, True)):
        left(B, pieces)
        got, base, moved = learned(by_stock=True)
        tap.eq({p for p, r in moved.items() if r["is_low"]},
               {B} if low else set(), str(pieces))
        near(got[B], links[B] // (2 if low else 1), "link, %s left" % pieces)
        near(base[B], bases[B] // (2 if low else 1), "base")
    left(B, 1)
    moved = learned(by_stock=True, by_margin=True)[2]
    tap.eq(moved[B]["factor"], 575, "both")


@tap.case("TY-13 who asks why is told what moved, and an older schema learns")
def told():
    order = sales.Orders(beside, 30_000_000)
    number = order.add([A], NOW - DAY, email="why@x.example")
    order.write()
    left(B, 1)
    learned(by_stock=True, by_margin=True)
    said = house.run("recommend", "--order", str(number),
                     "--explain").stdout.decode()
    tap.has(said, "times 0.575: margin, low stock", "B")
    tap.has(said, "times 0.850: margin)", "D")
    house.serve(1)
    page = buyer.Buyer(house, cookie=beside.sign_in("staff")).get(
        "/admin/offers/order?order=%d" % number)
    house.stop()
    tap.has(page.text, "Margin and low stock: times 0,575.", "as the shop"
            " writes numbers")
    tap.has(page.text, "Margin: times 0,850.")
    links = learned(by_margin=True)[0]
    beside.rows("DROP TABLE {P}aftersale_learned_nudge")
    try:
        house.run("work", "--now", "recommend", seconds=120)
        got = {r["other_id"]: r["score"] for r in beside.rows(LINKS)
               if r["product_id"] == A}
        tap.ok(got[B] < links[B], "not moved without the table")
        said = house.run("recommend", "--order", str(number),
                         "--explain").stdout.decode()
        tap.lacks(said, "times 0.", "nothing is told")
    finally:
        beside.rows("DELETE FROM {P}aftersale_migration WHERE name LIKE"
                    " '%%recommend_nudge%%'")
        house.run("migrate")


tap.main()
