#!/usr/bin/python3
"""The owner's side of offers in the console: what an order would get and
why."""
# budget: 120 s

import html
import json
import os
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
demo = app.shop_with_tables("demo")
house = app.App(demo, clock=NOW)
SRC = os.path.join(os.path.dirname(os.path.dirname(os.path.dirname(
    os.path.abspath(__file__)))), "src", "recommend")


def fill():
    """Towels go with notebooks and teapots."""
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
            what = [TOWEL, TEAPOT]
        else:
            what = [(HONEY, TEA, CANDLE, BOARD, STRAINER)[i % 5]]
        orders.add(what, when, email=mail)
    mine = orders.add([TOWEL], NOW - 3600, email="ona@x.example")
    orders.write()
    return mine


MINE = fill()
house.serve(1)


def desk(path, login="staff"):
    return buyer.Buyer(house, cookie=demo.sign_in(login)).get(path)


def restart(**more):
    for name, value in more.items():
        house.run("settings", "cross_sell." + name, json.dumps(value))
    house.stop()
    house.serve(1)


def title(product):
    return html.unescape(demo.value(
        "SELECT post_title FROM {P}posts WHERE ID = %s", (product,)))


def words(cell):
    return html.unescape(" ".join(re.sub("<[^>]*>", " ", cell).split()))


def preview(order=None):
    """[{id: [place, score, source, reason, rule]} of each block], page."""
    page = desk("/admin/offers/order?order=%s" % (order or MINE))
    parts = []
    for part in re.findall(r"(?s)<section>(.*?)</section>", page.text):
        rows = {}
        for row in re.findall(r"(?s)<tr>(.*?)</tr>", part)[1:]:
            number = int(re.search(r"<small>#(\d+)", row)[1])
            rows[number] = [words(c) for c in re.findall(
                r"(?s)<td[^>]*>(.*?)</td>", row)]
        parts.append(rows)
    return parts, page


@tap.case("N7 the preview: before the first night nothing was learned, and it"
          " says so; unknown orders are unknown; buyers are kept out")
def unlearned():
    _, page = preview()
    tap.eq(page.status, 200, "an order")
    tap.has(page.text, "Nothing was learned for these products yet.")
    for typed in ("999", "x", "%23", "0", "-1", "99999999999999999999",
                  "%3Cb%3E", "%27%20OR%201=1", "7" * 5000):
        page = desk("/admin/offers/order?order=" + typed)
        tap.eq(page.status, 200 if typed == "%23" else 404, typed)
        tap.lacks(page.text, "<b>", "escaped")
    tap.has(desk("/admin/offers/order?order=nine").text, 'value="nine"',
            "what was typed stays")
    tap.has(desk("/admin/offers").text, 'action="', "the form")
    tap.eq(desk("/admin/offers/order?order=%d" % MINE, "ona").status, 403,
           "a buyer")


@tap.case("TY-13 the preview in the console says what the page shows and why,"
          " each rule by its sentence")
def rules():
    house.run("work", "--now", "recommend", seconds=120)
    restart()
    (goes, _, _), page = preview()
    tap.eq(sorted(place for place, *_ in list(goes.values())[:4]),
           ["1", "2", "3", "4"], "the chosen first")
    tap.ok({goes[NOTEBOOK][0], goes[TEAPOT][0]} == {"1", "2"}, str(goes))
    tap.has(goes[NOTEBOOK][3], "Bought together in ")
    tap.eq(goes[NOTEBOOK][2], "Learned")
    tap.ok(float(goes[NOTEBOOK][1]) > 0, "a score")
    tap.has(page.text.replace("\xa0", " "), "No buyer is held out. Learned"
            " from 1 401 orders.")
    tap.has(page.text, "Not shown: no earlier order of the buyer is known.")
    tap.lacks(page.text, "x.example", "nobody's address")
    out = house.run("recommend", "--order", str(MINE),
                    "--explain").stdout.decode()
    said = [(int(n), f"{float(score):.4f}") for place, n, score in re.findall(
        r"(?m)^ +(\d) +(\d+) +([\d.]+) ", out)]
    seen = [(n, row[1]) for n, row in goes.items() if row[0] != "–"]
    tap.eq([n for n, _ in seen], [n for n, _ in said], "as --explain says")
    for (_, here), (_, there) in zip(seen, said):
        tap.ok(here == "–" or abs(float(here) - float(there)) < 0.0002,
               "%s and %s" % (here, there))
    restart(pin=[BOARD], forbid=[TEAPOT],
            boost=[{"offer": NOTEBOOK, "percent": 50}])
    goes = preview("%23" + str(MINE))[0][0]
    tap.eq(goes[BOARD][4], "You pinned it.")
    tap.eq((goes[TEAPOT][0], goes[TEAPOT][4]), ("–", "You forbid it."))
    tap.eq(goes[NOTEBOOK][4], "You boosted it by +50 %.")
    tap.has([row[4] for row in goes.values()], "Others come first.")
    restart(pin=[], forbid=[], boost=[], most=0)
    tap.has(preview()[1].text, "Not shown: you turned it off.")
    restart(most=4)


@tap.case("TY-13 every rule of the page has words for the console")
def every_rule():
    told = open(os.path.join(SRC, "recommend_preview_words.c")).read()
    for name, least in (("judge", 5), ("choose", 6), ("blocks", 4),
                        ("rules", 2)):
        text = open(os.path.join(SRC, "recommend_%s.c" % name)).read()
        found = re.findall(r'(?:return|why = (?:[^";]*\? )?|[?:]|\},)'
                           r'\s*"([a-z][^"%]+)"', text)
        tap.ok(len(found) >= least, "%s: %s" % (name, found))
        for rule in found:
            if rule != "the buyer is not known here":
                tap.has(told, '"%s"' % rule, name)


@tap.case("N7 the preview says when the buyer of an order is held out")
def held_out():
    restart(holdout=50)
    said = set()
    for order in range(MINE - 30, MINE + 1):
        _, page = preview(order)
        is_held = "is held out, as 50 % of buyers" in page.text
        tap.ok(is_held or "is offered what was learned; 50 % of" in page.text,
               "one of both")
        if is_held:
            tap.has(page.text, "Not shown: the buyer is held out.")
        said.add(is_held)
        if len(said) == 2:
            break
    tap.eq(said, {False, True}, "both groups")
    restart(holdout="auto")
    rows = demo.value("SELECT COUNT(*) FROM {P}aftersale_offer_shown")
    tap.eq(rows, 0, "looking counts nothing")


tap.main()
