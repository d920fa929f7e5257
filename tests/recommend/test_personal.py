#!/usr/bin/python3
"""What an order page offers of the buyer's other orders: the next order, and
what is new."""
# budget: 150 s

import re

import sales
import tap

from tests.recommend.regulars import (
    BOARD, CANDLE, DAY, HONEY, MINE, NEW, NEXT, NOTEBOOK, NOW, STRAINER, TEA,
    TEAPOT, TOWEL, USER, blocks, demo, explained, house, names, open_page,
    settings, shown, title)
from tests.shop_contract import asking


@tap.case("TY-13 once the order is done: what comes next, and when others came"
          " back for it")
def next_order():
    got = shown("done")
    tap.eq(list(got), [NEXT], "one block")
    cards = dict(got[NEXT])
    tap.eq(cards.get(title(HONEY)),
           "Many reorder this after about 6 weeks", "true counts")
    tap.ok(title(TEAPOT) in cards or title(BOARD) in cards, "what follows")
    tap.ok(2 <= len(cards) <= 4, "%s" % cards)
    for product in (STRAINER, TOWEL, TEA):
        tap.ok(title(product) not in cards, "%d is in the order, lasts or was"
               " had" % product)
    tap.eq(shown("done"), got, "again the same")


@tap.case("TY-13 before that: what the buyer never had")
def new_for_you():
    got = shown("fresh")
    tap.eq(list(got), [NEW], "one block")
    cards = names(got[NEW])
    tap.ok({title(TEAPOT), title(BOARD)} & set(cards), "what follows")
    for product in (HONEY, TEA, TOWEL, STRAINER):
        tap.ok(title(product) not in cards, "%d was bought" % product)
    settings(new_most=0)
    tap.eq(list(shown("fresh")), [NEXT], "the other one in its place")
    settings(new_most=1)
    tap.eq(list(shown("fresh")), [NEXT], "one card is no block")
    settings(next_most=0)
    tap.eq(shown("fresh"), {}, "neither has two")
    settings(next_most=4, new_most=4)
    for name in ("next_most", "new_most"):
        for bad in ("5", "-1", '"all"', "true"):
            got = house.run("settings", "cross_sell." + name, bad, good=False)
            tap.ok(got.returncode != 0, name + " " + bad)


@tap.case("TY-13 what many bought after a product of the history says so, with"
          " five buyers at least")
def often_after():
    cards = dict(shown("account")[NEW])
    ids = {title(n): n for n in (TEA, HONEY, STRAINER, TOWEL, TEAPOT, BOARD,
                                 CANDLE, NOTEBOOK)}
    said = 0
    for name, reason in cards.items():
        found = re.fullmatch(r"Often bought after (.*)", reason)
        if not found:
            continue
        said += 1
        tap.ok(found[1] in map(title, (HONEY, TEA, STRAINER, TOWEL)), reason)
        buyers = demo.value(
            "SELECT COUNT(DISTINCT o.mail) FROM {P}aftersale_sale o JOIN"
            " {P}aftersale_sale_line x ON x.order_id = o.order_id JOIN"
            " {P}aftersale_sale p ON p.mail = o.mail AND p.sold_at > o.sold_at"
            " JOIN {P}aftersale_sale_line y ON y.order_id = p.order_id WHERE"
            " x.product_id = %s AND y.product_id = %s",
            (ids[found[1]], ids[name]))
        tap.ok(buyers >= 5, "%s: %s, plain SQL says %d" % (
            name, reason, buyers))
        row = demo.value("SELECT new_links FROM {P}aftersale_learned_follow"
                         " WHERE product_id = %s", (ids[found[1]],))
        links, counts = row.split(" ;")
        told = dict(zip(links.split()[::6], counts.split()))
        tap.eq(int(told[str(ids[name])]), buyers, "the very count")
    tap.ok(said >= 2, "some do: %s" % cards)
    rows = explained("account")[0]["new for you"]
    tap.ok(any(" bought it after " in words for _, _, words in rows),
           "the preview, too")
    for name, reason in shown("fresh")[NEW]:
        for product in (HONEY, TEA, TOWEL):
            tap.lacks(reason, title(product), "a guest's other orders are not"
                      " named to who knows the address")
    counts = " ".join(row["new_links"].partition(";")[2] for row in demo.rows(
        "SELECT new_links FROM {P}aftersale_learned_follow"))
    tap.eq([n for n in counts.split() if 0 < int(n) < 5], [],
           "no smaller number is kept")


@tap.case("TY-13 nobody who merely has the link learns of other orders, nor"
          " is there anything to learn of a first order")
def unknown():
    for name in ("done", "fresh"):
        tap.eq(shown(name, mail=False), {}, "the link alone")
    tap.eq(shown("first"), {}, "a first order")
    states = explained("first")[1]
    tap.eq(states["your next order"], "no earlier order of the buyer is known")
    demo.rows("UPDATE {P}aftersale_sale SET sold_at = %s WHERE mail ="
              " (SELECT m FROM (SELECT mail AS m FROM {P}aftersale_sale WHERE"
              " order_id = %s) x) AND order_id <> %s",
              (MINE["done"].when - 600, MINE["done"].id, MINE["done"].id))
    tap.eq(shown("done"), {}, "two orders of one visit")
    demo.rows("UPDATE {P}aftersale_sale SET sold_at = %s WHERE sold_at = %s",
              (NOW - 90 * DAY, MINE["done"].when - 600))
    tap.eq(list(shown("done")), [NEXT], "as before")


@tap.case("TY-13 anybody may order with another's address: a guest's history"
          " waits until this order is paid")
def unpaid():
    for status, paid, user, want in (
            ("wc-on-hold", None, 0, []), ("wc-pending", None, 0, []),
            ("wc-failed", None, 0, []), ("wc-processing", None, 0, []),
            ("wc-on-hold", None, USER, []),
            ("wc-processing", None, USER, [NEW]),
            ("wc-processing", sales.at(NOW - 3000), 0, [NEW]),
            ("wc-completed", None, 0, [NEXT])):
        name = "account" if user else "done"
        demo.rows("UPDATE {P}wc_orders SET status = %s WHERE id = %s",
                  (status, MINE[name].id))
        demo.rows("UPDATE {P}wc_order_operational_data SET date_paid_gmt = %s"
                  " WHERE order_id = %s", (paid, MINE[name].id))
        tap.eq(list(shown(name)), want, "%s, paid %s" % (status, paid))
        if not want:
            tap.eq(explained(name)[1]["new for you"], "the order is not paid")
    demo.rows("UPDATE {P}wc_order_operational_data SET date_paid_gmt = %s"
              " WHERE order_id = %s", (sales.at(NOW), MINE["done"].id))


@tap.case("TY-13 an account may order with another's address, too: what else"
          " was ordered with that waits for a payment, and is not named")
def address_of_another():
    paid = ("UPDATE {P}wc_order_operational_data SET date_paid_gmt = %s"
            " WHERE order_id = %s")
    demo.rows(paid, (None, MINE["other"].id))
    tap.eq(shown("other"), {}, "paid on delivery")
    tap.eq(explained("other")[1]["new for you"],
           "no earlier order of the buyer is known")
    demo.rows(paid, (sales.at(NOW - 3000), MINE["other"].id))
    got = shown("other")
    tap.eq(list(got), [NEW], "paid")
    for _, reason in got[NEW]:
        for product in (HONEY, TEA, TOWEL):
            tap.lacks(reason, title(product), "not the account's")


@tap.case("TY-13 nothing stands in two blocks, and the page has two at most")
def no_doubles():
    settings(most=4)
    for name in ("done", "fresh"):
        got = shown(name)
        tap.ok(len(got) == 2 and list(got)[0] == "Goes well with it",
               "%s" % list(got))
        every = [card for cards in got.values() for card in names(cards)]
        tap.eq(len(every), len(set(every)), "%s: %s" % (name, every))
    rows, states = explained("done")
    tap.eq(states["goes with it"], "shown")
    shown_ids = [n for cards in ("goes with it", "your next order")
                 for place, n, _ in rows[cards] if place.isdigit()]
    if states["your next order"] != "shown below it":
        shown_ids = [n for cards in ("goes with it", "new for you")
                     for place, n, _ in rows[cards] if place.isdigit()]
    tap.eq([title(n) for n in shown_ids], [
        card for cards in shown("done").values() for card in names(cards)],
        "the preview says so")
    tap.ok(any("offered above" in words for block in rows.values()
               for _, _, words in block), "and what moved one")
    settings(most=0)


@tap.case("TY-13 forbidden, left out, sold out, boosted: the owner's hand is"
          " over all blocks; pins are not")
def by_hand():
    before = names(shown("done")[NEXT])
    tap.ok(title(HONEY) in before, "before")
    settings(forbid=[HONEY])
    tap.ok(title(HONEY) not in names(shown("done").get(NEXT, [])), "forbidden")
    rows = explained("done")[0]["your next order"]
    tap.eq([words.split("  ")[-1] for _, n, words in rows if n == HONEY][0][
        -24:], "forbidden in the settings"[-24:])
    settings(forbid=[], pin=[NOTEBOOK])
    tap.eq(names(shown("done")[NEXT]), before, "pins are for the first block")
    category = demo.value(
        "SELECT MAX(x.term_id) FROM {P}term_relationships r JOIN"
        " {P}term_taxonomy x USING (term_taxonomy_id) WHERE r.object_id = %s"
        " AND x.taxonomy = 'product_cat'", (HONEY,))
    settings(pin=[], excluded_categories=[category])
    tap.ok(title(HONEY) not in names(shown("done").get(NEXT, [])), "left out")
    last = before[-1]
    number = [n for n in (TEAPOT, BOARD, CANDLE, HONEY) if title(n) == last][0]
    settings(excluded_categories=[], boost=[{"offer": number,
                                             "percent": 900}])
    tap.eq(names(shown("done")[NEXT])[0], last, "boosted")
    settings(boost=[])
    demo.rows("UPDATE {P}postmeta SET meta_value = 'outofstock' WHERE post_id"
              " = %s AND meta_key = '_stock_status'", (HONEY,))
    demo.rows("UPDATE {P}wc_product_meta_lookup SET stock_status ="
              " 'outofstock' WHERE product_id = %s", (HONEY,))
    settings()
    tap.ok(title(HONEY) not in names(shown("done").get(NEXT, [])), "sold out")
    demo.rows("UPDATE {P}postmeta SET meta_value = 'instock' WHERE post_id"
              " = %s AND meta_key = '_stock_status'", (HONEY,))
    demo.rows("UPDATE {P}wc_product_meta_lookup SET stock_status ="
              " 'instock' WHERE product_id = %s", (HONEY,))
    demo.rows("UPDATE {P}aftersale_learned_product SET again_days = 0 WHERE"
              " product_id = %s", (HONEY,))
    settings()
    tap.ok(title(HONEY) not in names(shown("done").get(NEXT, [])),
           "never again")
    demo.rows("UPDATE {P}aftersale_learned_product SET again_days = 20 WHERE"
              " product_id = %s", (HONEY,))
    demo.rows("UPDATE {P}aftersale_learned_follow SET rebuyers = 4 WHERE"
              " product_id = %s", (HONEY,))
    tap.eq(dict(shown("done")[NEXT])[title(HONEY)], "Time for more?",
           "no count under five")
    demo.rows("UPDATE {P}aftersale_learned_follow SET rebuyers = 160 WHERE"
              " product_id = %s", (HONEY,))
    tap.eq(names(shown("done")[NEXT]), before, "as before")


@tap.case("N7 who is held out sees neither block; what was shown and opened is"
          " kept by its block")
def held_out():
    settings(holdout=50)
    demo.rows("DELETE FROM {P}aftersale_offer_shown")
    out = {True: 0, False: 0}
    for n in range(16):
        got = shown(n)
        said = house.run("recommend", "--order", str(MINE[n].id),
                         "--explain").stdout.decode()
        held = "group: held out" in said
        out[held] += 1
        tap.eq(list(got), [] if held else [NEXT], "order %d" % n)
        tap.eq("your next order (the buyer is held out)" in said, held)
    tap.ok(min(out.values()) > 1, "both groups: %s" % out)
    settings(holdout=0)
    one, page = open_page(3)
    path = re.findall(r'href="[^"]*(/go/[^"]+)"', page.text)[1]
    tap.eq(one.get(path).status, 303, "a click")
    house.settle()
    rows = demo.rows("SELECT place, source, clicked_at FROM"
                     " {P}aftersale_offer_shown WHERE order_id = %s ORDER"
                     " BY place", (MINE[3].id,))
    tap.eq(rows[0]["source"], "page")
    tap.eq({r["source"] for r in rows[1:]}, {"next order"})
    tap.eq([r["place"] for r in rows if r["clicked_at"]], [2], "the second")
    settings(holdout="auto")


def own_statement(name, one):
    """(the page's own statement of offers, all its reads)."""
    got = asking.statements(demo, lambda: one.get(one.at))
    reads = [sql for sql in got if sql.lstrip("(").startswith("SELECT")]
    own = [sql for sql in reads if "aftersale_sale" in sql]
    tap.eq(len(own), 1, "one of our own")
    return own[0], reads


@tap.case("TY-13 all blocks together take two statements, every table by its"
          " key")
def statements():
    one = open_page("done")[0]
    settings(most=0, next_most=0, new_most=0)
    bare = [sql for sql in asking.statements(demo, lambda: one.get(one.at))
            if sql.lstrip("(").startswith("SELECT")]
    settings(most=4, next_most=4, new_most=4)
    known, reads = own_statement("done", one)
    tap.ok(len(reads) - len(bare) in (1, 2), "%d and %d statements"
           % (len(bare), len(reads)))
    tap.has(known, "learned_follow")
    for row in demo.rows("EXPLAIN " + known):
        if row["table"] and not str(row["table"]).startswith("<"):
            tap.ok(row["key"] is not None, "by a key: %s" % row)
            tap.ok(row["type"] not in ("ALL", "index"), "no scan: %s" % row)
            tap.lacks(str(row["Extra"]), "filesort", "%s" % row)
        if row["table"] == "p":
            tap.ok(row["type"] != "ref", "not all rows of a run: %s" % row)
    settings(most=0)


def reads_of(sql):
    """Rows that the server reads for a statement, and sorts."""
    def count(name):
        return int(demo.rows("SHOW GLOBAL STATUS LIKE '%s'" % name)[0][
            "Value"])
    before = count("Handler_read_key"), count("Handler_read_next"), count(
        "Handler_read_prev"), count("Sort_rows")
    demo.rows(sql)
    return [count(name) - was for name, was in zip(
        ("Handler_read_key", "Handler_read_next", "Handler_read_prev",
         "Sort_rows"), before)]


@tap.case("TY-13 a buyer of thousands of orders costs no more than one of some"
          " hundred lines, and sees the newest")
def many_orders():
    mail = demo.value("SELECT mail FROM {P}aftersale_sale WHERE order_id ="
                      " %s", (MINE["done"].id,))
    one = open_page("done")[0]
    settings()  # what is prepared under the log has its values there
    few = reads_of(own_statement("done", one)[0])
    for start in range(0, 6000, 1000):
        demo.rows("INSERT INTO {P}aftersale_sale VALUES " + ",".join(
            "(%d, 0, %d, %d)" % (10 + n, mail, NOW - 400 * DAY - n)
            for n in range(start, start + 1000)))
        demo.rows("INSERT INTO {P}aftersale_sale_line VALUES " + ",".join(
            "(%d, %d, 0, 1)" % (10 + n, product)
            for n in range(start, start + 1000)
            for product in (CANDLE, NOTEBOOK, 500_000 + n)))
    settings()
    many = reads_of(own_statement("done", one)[0])
    tap.ok(sum(many[:3]) < sum(few[:3]) + 5000, "%s and %s" % (few, many))
    tap.ok(many[3] <= few[3] + 1000, "sorted: %s and %s" % (few, many))
    got = shown("done")
    tap.ok(title(HONEY) in names(got[NEXT]), "the newest are known")
    tap.ok(title(CANDLE) not in names(got.get(NEXT, [])) +
           names(got.get(NEW, [])), "what lasts was had")
    demo.rows("DELETE FROM {P}aftersale_sale WHERE order_id < 6100")
    demo.rows("DELETE FROM {P}aftersale_sale_line WHERE order_id < 6100")


@tap.case("TY-13 broken rows, none, and no such table: the page stands, and"
          " what goes with it stays")
def broken():
    settings(most=4)
    whole = shown("done")
    for text in ("", "x", "1 2 3", "9 9 9 9 9 9 9", ";", ";;1",
                 "999999999999999999 0 999999999999999999 1 1 1"):
        demo.rows("UPDATE {P}aftersale_learned_follow SET next_links = %s,"
                  " new_links = %s", (text, text))
        tap.eq(list(shown("done"))[:1], list(whole)[:1], repr(text))
    demo.rows("DELETE FROM {P}aftersale_learned_follow")
    tap.eq(list(shown("done")), list(whole)[:1], "no rows")
    demo.rows("DROP TABLE {P}aftersale_learned_follow")
    got = shown("done")
    tap.eq(list(got), list(whole)[:1], "an older schema")
    tap.eq(got["Goes well with it"], whole["Goes well with it"], "as before")
    house.run("work", "--now", "recommend", seconds=120)
    tap.eq(list(shown("done")), list(whole)[:1], "which also learns")


tap.main()
