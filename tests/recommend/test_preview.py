#!/usr/bin/python3
"""The console's preview of what an order gets, beside the order's page."""
# budget: 60 s

import html
import re

import buyer
import tap

from tests.recommend.regulars import (
    BOARD, MINE, STRAINER, demo, house, names, settings, shown)


def words(cell):
    return html.unescape(" ".join(re.sub("<[^>]*>", " ", cell).split()))


def previewed(order):
    """({heading: [(name, reason)]} of what is said to be shown, {heading:
    state}, page) of the console's preview."""
    page = buyer.Buyer(house, cookie=demo.sign_in("staff")).get(
        "/admin/offers/order?order=%d" % order)
    tap.eq(page.status, 200, "the preview of %d" % order)
    out, states = {}, {}
    for part in re.findall(r"(?s)<section>(.*?)</section>", page.text):
        head = words(re.search(r"<h2>(.*?)</h2>", part)[1])
        states[head] = words(re.search(r"(?s)<p>(.*?)</p>", part)[1])
        if not states[head].startswith("Shown"):
            continue
        for row in re.findall(r"(?s)<tr>(\s*<th scope=.row.*?)</tr>", part):
            cells = re.findall(r"(?s)<td[^>]*>(.*?)</td>", row)
            if words(cells[0]) != "–":
                out.setdefault(head, []).append((html.unescape(re.search(
                    r"<bdi>(.*?)</bdi>", row)[1]), words(cells[3])))
    return out, states, page


@tap.case("N7 the preview in the console is the order's page: blocks, products"
          " and sentences, held out or not, and with the link alone")
def same_as_page():
    settings(most=4, next_most=4, new_most=4, holdout=50)
    groups = set()
    for name in ("done", "fresh", "first", 0, 1, 2, 3, 4, 5):
        said, _, page = previewed(MINE[name].id)
        groups.add("is held out, as" in page.text)
        tap.eq(said, shown(name), "the page of %s" % name)
        link = shown(name, mail=False)
        tap.eq(names(link.get("Goes well with it", [])),
               names(said["Goes well with it"]), "the link alone")
    tap.eq(groups, {False, True}, "both groups")
    settings(holdout="auto")
    for name in ("done", "fresh"):
        tap.eq(previewed(MINE[name].id)[0], shown(name), "nobody held out")


@tap.case("N7 the preview says that nothing is shown where the page has no"
          " block: all turned off, or nothing of the order in the shop")
def nothing_at_all():
    off = "Not shown: you turned it off."
    number = MINE["done"].id
    settings(pin=[BOARD])
    tap.eq(previewed(number)[0], shown(), "as it is")
    house.run("settings", "blocks.off", '["cross_sell"]')
    settings()
    tap.eq((shown(), set(previewed(number)[1].values())), ({}, {off}),
           "the block is off")
    house.run("settings", "blocks.off", "[]")
    settings(most=0, next_most=0, new_most=0)
    said, states, page = previewed(number)
    tap.eq((shown(), said, set(states.values())), ({}, {}, {off}), "numbers")
    for untrue in ("Nothing was learned", "No buyer is held out"):
        tap.lacks(page.text, untrue, "own tables were not asked")
    settings(most=4, next_most=4, new_most=4, holdout=50)
    item = demo.value("SELECT order_item_id FROM {P}woocommerce_order_items"
                      " WHERE order_id = %s", (number,))

    def sold(product):
        demo.rows("UPDATE {P}woocommerce_order_itemmeta SET meta_value = %s"
                  " WHERE order_item_id = %s AND meta_key = '_product_id'",
                  (product, item))
    sold(777777)
    said, states, page = previewed(number)
    tap.eq((shown(), said, set(states.values())), ({}, {}, {
        "Not shown: nothing of the order is in the shop any more."}), "gone")
    tap.lacks(page.text, "held out", "nobody was drawn")
    tap.lacks(house.run("recommend", "--order", str(number),
                        "--explain").stdout.decode(), "group:", "nor here")
    sold(STRAINER)
    settings(pin=[], holdout="auto")
    tap.eq(previewed(number)[0], shown(), "as before")


@tap.case("N7 the preview shows a dozen of a block at once and folds the rest:"
          " a phone makes a card of each")
def folded():
    number = MINE["done"].id
    _, _, page = previewed(number)
    tap.lacks(page.text, "<details>", "no more than a dozen")
    want = [BOARD] + list(range(880001, 880030))
    settings(forbid=want[1:], pin=want)
    _, _, page = previewed(number)
    part = re.search(r"(?s)<section>(.*?)</section>", page.text)[1]
    open_rows, _, rest = part.partition("<details>")
    tap.eq(open_rows.count('<th scope="row">'), 12, "at once")
    more = rest.count('<th scope="row">')
    tap.has(words(rest), "%d more products" % more)
    tap.ok(more > 10, "%d folded" % more)
    tap.eq(rest.count("<thead>"), 1, "a table with a head of its own")
    settings(forbid=[], pin=[])


tap.main()
