"""regulars - a shop of buyers who come back, and what pages and previews say of
their orders; for the tests of offers beside these."""

import html
import json
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
LINE = re.compile(r"^ +(\d+|-)? +(\d+) +(-?[\d.]+) +(-?[\d.]+) +(-?[\d.]+)"
                  r"  (.*)$")
USER = 7001
NEXT, NEW = "Your next order", "New for you"


class Mine:
    """A buyer's order, with the key of its page."""

    def __init__(self, orders, mail, products, when, status="wc-completed",
                 user=0):
        self.mail = mail
        self.when = when
        self.id = orders.add(products, when, email=mail, status=status,
                             user=user)
        self.key = "wc_order_%d" % self.id

    def write(self):
        demo.rows("INSERT INTO {P}wc_order_operational_data (order_id,"
                  " order_key, date_paid_gmt) VALUES (%s, %s, %s)",
                  (self.id, self.key, sales.at(self.when)))


def fill():
    """Buyers take honey every forty days, and beside it tea, then a strainer,
    then a teapot or a board, then a candle; towels last."""
    sales.clear(demo)
    for post in (TOWEL, HONEY, CANDLE, NOTEBOOK, TEAPOT, BOARD, STRAINER, TEA):
        demo.rows("DELETE FROM {P}postmeta WHERE post_id = %s AND meta_key IN"
                  " ('_crosssell_ids', '_upsell_ids')", (post,))
    orders = sales.Orders(demo)
    for b in range(160):
        mail, start = "m%d@x.example" % b, NOW - DAY * (200 + b % 60)
        steps = ([HONEY, TEA], [HONEY, STRAINER],
                 [HONEY, (TEAPOT, BOARD)[b % 2]], [HONEY, CANDLE])
        for i, what in enumerate(steps):
            orders.add(what, start + i * 40 * DAY, email=mail)
        orders.add([TOWEL, NOTEBOOK], start + 9 * DAY, email="t" + mail)
    out = {}
    for name, mail, status in (("done", "ona@x.example", "wc-completed"),
                               ("fresh", "jonas@x.example",
                                "wc-processing")):
        orders.add([HONEY, TEA, TOWEL], NOW - 90 * DAY, email=mail)
        out[name] = Mine(orders, mail, [STRAINER], NOW - 3600, status)
    orders.add([HONEY, TEA, TOWEL], NOW - 90 * DAY, user=USER,
               email="user@x.example")
    out["account"] = Mine(orders, "user@x.example", [STRAINER], NOW - 3600,
                          "wc-processing", USER)
    orders.add([HONEY, TEA, TOWEL], NOW - 90 * DAY, email="rasa@x.example")
    out["other"] = Mine(orders, "rasa@x.example", [STRAINER], NOW - 3600,
                        "wc-processing", USER + 1)
    out["first"] = Mine(orders, "first@x.example", [STRAINER], NOW - 3600)
    for n in range(16):
        mail = "back%d@x.example" % n
        orders.add([HONEY, TEA], NOW - 90 * DAY, email=mail)
        out[n] = Mine(orders, mail, [STRAINER], NOW - 3600)
    orders.write()
    for one in out.values():
        one.write()
    return out


MINE = fill()
house.run("work", "--now", "recommend", seconds=120)
house.run("settings", "cross_sell.most", "0")
house.serve(1)


def settings(**more):
    for name, value in more.items():
        house.run("settings", "cross_sell." + name, json.dumps(value))
    house.stop()
    house.serve(1)


def open_page(name, mail=True):
    one = buyer.Buyer(house)
    page = one.arrive(MINE[name].id, MINE[name].key)
    if mail:
        demo.rows("DELETE FROM {P}aftersale_rate_limit")
        one.open(MINE[name].mail)
        page = one.get(one.at)
    tap.eq(page.status, 200, "order of %s" % name)
    return one, page


def blocks(page):
    """{heading: [(name, reason)]} of the page's blocks of offers."""
    out = {}
    for section in re.findall(
            r'(?s)<section[^>]*aria-labelledby="offers[^"]*".*?</section>',
            page.text):
        title = html.unescape(re.search(r"<h2[^>]*>(.*?)</h2>", section)[1])
        out[title] = [
            (html.unescape(re.sub("<[^>]*>", "", re.search(
                r"(?s)<bdi>(.*?)</bdi>", card)[1])).strip(),
             html.unescape(" ".join(re.sub("<[^>]*>", "", card.split(
                 "as-small\">")[1]).split())) if "as-small\">" in card else "")
            for card in re.findall(r'(?s)<li class="as-offer">(.*?)</li>',
                                   section)]
    return out


def shown(name="done", **more):
    return blocks(open_page(name, **more)[1])


def title(product):
    return html.unescape(demo.value(
        "SELECT post_title FROM {P}posts WHERE ID = %s", (product,)))


def names(cards):
    return [name for name, _ in cards]


def explained(name="done"):
    """({block: [(place, id, words)]}, {block: state}) of the preview."""
    out = house.run("recommend", "--order", str(MINE[name].id),
                    "--explain").stdout.decode()
    rows, states, block = {}, {}, ""
    for line in out.splitlines():
        head = re.fullmatch(
            r"(goes with it|your next order|new for you) \((.*)\)", line)
        if head:
            block = head[1]
            rows[block], states[block] = [], head[2]
        found = LINE.match(line)
        if found:
            rows[block].append((found[1] or "", int(found[2]), found[6]))
    return rows, states
