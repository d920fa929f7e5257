#!/usr/bin/python3
"""The owner's side of offers in the console: what an order would get and why,
and what the owner chooses."""
# budget: 120 s

import concurrent.futures
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
        for row in re.findall(r"(?s)<tr>(\s*<th scope=.row.*?)</tr>", part):
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
    unknown = desk("/admin/offers/order?order=nine").text
    tap.has(unknown, 'value="nine"', "what was typed stays")
    titles = {re.search("<title>(.*?)</title>", desk(path).text)[1]
              for path in ("/admin/offers", "/admin/offers/order", HAND)}
    tap.eq(len(titles), 3, "windows are told apart: %s" % titles)
    tap.has(unknown, 'role="alert" tabindex="-1" autofocus', "said at once")
    tap.has(unknown, 'href="#f-order"', "and where")
    tap.lacks(desk("/admin/offers/order").text, 'role="alert"', "not before")
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
    tap.ok(re.fullmatch(r"0,\d{4}", goes[NOTEBOOK][1]), "a score, as the shop"
           " writes it: " + goes[NOTEBOOK][1])
    tap.has(page.text.replace("\xa0", " "), "No buyer is held out. Learned"
            " from 1 401 orders.")
    tap.has(page.text, "Not shown: no earlier order of the buyer is known.")
    tap.lacks(page.text, "x.example", "nobody's address")
    out = house.run("recommend", "--order", str(MINE),
                    "--explain").stdout.decode()
    said = [(int(n), f"{float(score):.4f}") for place, n, score in re.findall(
        r"(?m)^ +(\d) +(\d+) +([\d.]+) ", out)]
    seen = [(n, row[1].replace(",", ".")) for n, row in goes.items() if row[0] != "–"]
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
                        ("rules", 2), ("offers", 3)):
        text = open(os.path.join(SRC, "recommend_%s.c" % name)).read()
        found = re.findall(r'(?:return|why = (?:[^";]*\? )?|[?:]|\},'
                           r'|bar_all\(o,)'
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


# ---- the owner's hand -------------------------------------------------------

HAND = "/admin/offers/hand"


def owner(login="owner"):
    return buyer.Buyer(house, cookie=demo.sign_in(login))


def key_of(page):
    return re.search(r'name="key" value="([^"]*)"', page.text)[1]


def press(who=None, page=None, **form):
    """One form of the page as a browser sends it."""
    who = who or owner()
    page = page or who.get(HAND)
    return who.post(HAND, dict({"key": key_of(page)}, **form))


def numbers(page, **changed):
    form = dict(re.findall(r'<input class="as-input as-short" id="f-\w+"'
                           r' name="(\w+)" value="([^"]*)"', page.text))
    for name in re.findall(r'name="(\w+)" value="1" checked', page.text):
        form[name] = "1"
    seen = re.search(r'name="seen" value="(\d+)"', page.text)
    form["seen"] = seen[1] if seen else "0"
    form.update(act="save", **changed)
    return {k: v for k, v in form.items() if v is not None}


def setting(name):
    tree = json.loads(house.run("settings", "--json").stdout)
    return tree["cross_sell." + name]["value"]


def sku(product):
    return demo.value("SELECT meta_value FROM {P}postmeta WHERE post_id = %s"
                      " AND meta_key = '_sku'", (product,))


@tap.case("TY-13 pins, bans and boosts are added and taken away one by one, by"
          " SKU or number, and the name is shown")
def lists():
    demo.rows("UPDATE {P}postmeta SET meta_value = 'BRD <1>' WHERE post_id ="
              " %s AND meta_key = '_sku'", (BOARD,))
    tap.eq(sku(BOARD), "BRD <1>", "a SKU")
    got = press(act="add", list="pin", product=" BRD <1> ")
    tap.eq((got.status, setting("pin")), (303, [BOARD]), "by SKU")
    page = owner().get(HAND)
    for _ in range(2):
        got = press(page=page, act="add", list="forbid", product=str(CANDLE))
        tap.eq((got.status, setting("forbid")), (303, [CANDLE]), "pressed"
               " twice, the same answer")
    got = press(page=page, act="add", list="forbid", product=str(HONEY))
    tap.eq((got.status, setting("forbid")), (409, [CANDLE]), "another one with"
           " the key of the first")
    press(act="remove", list="forbid", offer=str(CANDLE), beside="0")
    page = owner().get(HAND + "?saved=1")
    tap.has(page.text, "<bdi>%s</bdi>" % html.escape(title(BOARD)), "its name")
    tap.has(page.text, "Saved.")
    press(act="add", list="pin", product="#%d" % CANDLE, **{
        "with": str(TOWEL)})
    tap.eq(setting("pin"), [BOARD, {"offer": CANDLE, "with": TOWEL}])
    tap.eq(preview()[0][0][BOARD][4], "You pinned it.")
    press(act="add", list="forbid", product=str(TEAPOT))
    press(act="add", list="boost", product=str(NOTEBOOK), percent="+50")
    press(act="add", list="boost", product=str(HONEY), percent="-20")
    press(act="add", list="boost", product=str(NOTEBOOK), percent="75")
    tap.eq(setting("boost"), [{"offer": NOTEBOOK, "percent": 75},
                              {"offer": HONEY, "percent": -20}], "replaced")
    goes = preview()[0][0]
    tap.eq(goes[TEAPOT][4], "You forbid it.")
    tap.eq(goes[NOTEBOOK][4], "You boosted it by +75 %. Others come first."
           if goes[NOTEBOOK][0] == "–" else "You boosted it by +75 %.")
    press(act="remove", list="pin", offer=str(BOARD), beside="0")
    tap.eq(setting("pin"), [{"offer": CANDLE, "with": TOWEL}], "one less")
    again = press(act="remove", list="pin", offer=str(BOARD), beside="0")
    tap.eq(again.status, 303, "gone already")
    press(act="remove", list="pin", offer=str(CANDLE), beside=str(TOWEL))
    for name, product in (("forbid", TEAPOT), ("boost", NOTEBOOK),
                          ("boost", HONEY)):
        press(act="remove", list=name, offer=str(product), beside="0")
    tap.eq([setting(n) for n in ("pin", "forbid", "boost")], [[], [], []])


@tap.case("TY-13 a variation that is pinned stands for its product: out with what"
          " is in the order, what the buyer has, what is forbidden")
def variations():
    mug, sand = 102, 121
    orders = sales.Orders(demo, 22_000_000)
    has = orders.add([(mug, 122, 1)], NOW - DAY, email="has@x.example")
    comes_back = orders.add([TOWEL], NOW - 60, email="has@x.example")
    orders.write()
    house.run("work", "--now", "recommend", seconds=120)
    restart(pin=[sand])
    for order, rule in ((MINE, "You pinned it."), (has, "It is in the order."),
                        (comes_back, "The buyer has it, and it is too early"
                         " for more.")):
        got = preview(order)[0][0][sand]
        tap.eq((got[0] == "1", got[4]), (order == MINE, rule), rule)
    restart(forbid=[mug])
    tap.eq(preview()[0][0][sand][4], "You forbid it.", "as its product")
    restart(pin=[], forbid=[])


@tap.case("TY-13 a category is left out by its name from a list, and comes"
          " back")
def categories():
    page = owner().get(HAND)
    found = dict((words(name), number) for number, name in re.findall(
        r'<option value="(\d+)">([^<]*)</option>', page.text))
    want = demo.rows("SELECT COUNT(*) AS n FROM {P}term_taxonomy WHERE"
                     " taxonomy = 'product_cat'")[0]["n"]
    tap.eq(len(found), want, "every category")
    kitchen = int(found["Kitchen"])
    press(act="add", list="category", category=str(kitchen))
    tap.eq(setting("excluded_categories"), [kitchen])
    rules = [row[4] for row in preview()[0][0].values()]
    tap.has(rules, "You leave its category out, or one above it.")
    tap.has(owner().get(HAND).text, "<bdi>Kitchen</bdi>", "by name")
    for bad in ("", "x", "999999", "99999999999999999999"):
        got = press(act="add", list="category", category=bad)
        tap.eq(got.status, 422, bad)
        tap.has(got.text, "Choose a category.")
    press(act="remove", list="category", offer=str(kitchen), beside="0")
    tap.eq(setting("excluded_categories"), [])


@tap.case("TY-13 categories of one name are told apart by what they stand in,"
          " hostile names are words")
def same_names():
    for number, name, above in ((9001, "Women <b>", 0), (9002, "Men", 0),
                                (9003, "Shoes", 9001), (9004, "Shoes", 9002),
                                (9005, "Shoes", 0), (9006, "Hats", 9001)):
        demo.rows("INSERT INTO {P}terms (term_id, name, slug) VALUES"
                  " (%s, %s, %s)", (number, name, "t%d" % number))
        demo.rows("INSERT INTO {P}term_taxonomy (term_id, taxonomy,"
                  " description, parent) VALUES (%s, 'product_cat', '', %s)",
                  (number, above))
    press(act="add", list="category", category="9004")
    page = owner().get(HAND)
    got = {int(n): html.unescape(name) for n, name in re.findall(
        r'<option value="(\d+)">([^<]*)</option>', page.text)}
    tap.eq([got[n] for n in range(9001, 9007)], [
        "Women", "Men", "Shoes (Women)", "Shoes (Men)", "Shoes (#9005)",
        "Hats"])
    tap.has(page.text, "<bdi>Shoes (Men)</bdi>", "in the list, too")
    press(act="remove", list="category", offer="9004", beside="0")
    for table in ("terms", "term_taxonomy"):
        demo.rows("DELETE FROM {P}" + table + " WHERE term_id > 9000")


@tap.case("TY-13 what cannot be is refused with a sentence, and what was typed"
          " stays")
def refused():
    press(act="add", list="pin", product=str(BOARD))
    for form, said in (
            (dict(list="pin", product="no <such> thing"),
             "There is no product with this SKU or number."),
            (dict(list="pin", product=""),
             "Write the SKU or the number of a product."),
            (dict(list="pin", product=str(BOARD)),
             "It is in this list already."),
            (dict(list="boost", product=str(TEA), percent="0"),
             "Write a whole number from -100 to 1000, not 0."),
            (dict(list="boost", product=str(TEA), percent="9" * 10),
             "Write a whole number from -100 to 1000, not 0."),
            (dict(list="forbid", product=str(TEA), **{"with": "&nothing;"}),
             "There is no product with this SKU or number.")):
        got = press(act="add", **form)
        tap.eq(got.status, 422, said)
        tap.has(got.text, said)
        tap.has(got.text, 'role="alert"')
        for typed in form.values():
            tap.has(got.text, html.escape(typed), "kept")
        for target in re.findall(r'href="#(f-[^"]*)"', got.text):
            tap.has(got.text, 'id="%s"' % target, "leads there")
    page = owner().get(HAND)
    got = press(page=page, **numbers(page, most="5", holdout="sixty"))
    tap.eq(got.status, 422, "numbers")
    for said in ("Write a whole number from 0 to 4.", 'value="sixty"',
                 "Write a whole number from 0 to 50, or auto."):
        tap.has(got.text, said)
    for form in ({}, {"act": "eat"}, {"act": "add"}, {"act": "remove"},
                 {"act": "remove", "list": "pin", "offer": "x"},
                 {"act": "add", "list": "most", "product": "1"}):
        tap.eq(press(**form).status, 400, str(form))
    tap.eq(press(owner("ona"), page, act="save").status, 403, "a buyer")
    tap.eq((setting("pin"), setting("boost")), ([BOARD], []), "as it was")
    press(act="remove", list="pin", offer=str(BOARD), beside="0")


@tap.case("TY-13 a list of the owner is full one day, and says so; of a long one"
          " only what was looked up is said not to be in the shop")
def long_lists():
    restart(pin=list(range(90001, 90500)))
    tap.eq(press(act="add", list="pin", product=str(BOARD)).status, 303)
    page = owner().get(HAND)
    tap.eq(page.text.count("Not in the shop"), 256, "looked up")
    tap.has(page.text, "<small>#%d</small>" % BOARD, "the last")
    got = press(act="add", list="pin", product=str(CANDLE))
    tap.eq(got.status, 422, "full")
    tap.has(got.text, "This list is full: it holds 500 entries.")
    got = press(act="add", list="pin", product=str(BOARD))
    tap.has(got.text, "It is in this list already.")
    restart(pin=[])


@tap.case("TY-13 numbers and answers are saved together, and only what changed")
def saved_numbers():
    old = owner().get(HAND)
    page = owner().get(HAND)
    got = press(page=page, **numbers(page, most="2", by_margin="1",
                                     only_in_stock=None, holdout="7"))
    tap.eq(got.status, 303, "saved")
    tap.eq([setting(n) for n in ("most", "by_margin", "only_in_stock",
                                 "holdout", "next_most")],
           [2, True, False, 7, 4])
    tree = json.loads(house.run("settings", "--json").stdout)
    tap.eq(tree["cross_sell.next_most"]["layer"], "default", "unchanged")
    stale = press(page=old, **numbers(old, most="1"))
    tap.eq(stale.status, 409, "seen before somebody saved")
    tap.has(stale.text, "What you typed is still here")
    tap.eq(re.search(r'id="f-most" name="most" value="(\d)"',
                     stale.text)[1], "1", "kept")
    wrong = press(page=old, **numbers(old, most="x"))
    tap.eq(wrong.status, 422, "refused before anybody could be told")
    again = press(page=wrong, **numbers(wrong, most="1"))
    tap.eq(again.status, 409, "told then")
    tap.eq((setting("most"), setting("holdout")), (2, 7), "theirs stays")
    page = owner().get(HAND)
    press(page=page, **numbers(page, most="4", by_margin=None,
                               only_in_stock="1", holdout="auto"))
    tap.eq((setting("holdout"), setting("most")), ("auto", 4))


@tap.case("TY-13 two owners at once lose nothing")
def together():
    first, second = owner(), owner("staff")
    one, two = first.get(HAND), second.get(HAND)
    press(first, one, act="add", list="pin", product=str(BOARD))
    press(second, two, act="add", list="pin", product=str(CANDLE))
    tap.eq(setting("pin"), [BOARD, CANDLE], "one after the other")
    products = (TEA, STRAINER, HONEY, NOTEBOOK, TEAPOT)
    people = [(owner(), p) for p in products]
    pages = [who.get(HAND) for who, _ in people]

    def add(at):
        who, product = people[at]
        for _ in range(20):
            got = press(who, pages[at], act="add", list="pin",
                        product=str(product))
            if got.status == 303:
                return True
            tap.eq(got.status, 409, "another one was faster")
            pages[at] = got
        return False
    house.stop()
    house.serve(3)
    with concurrent.futures.ThreadPoolExecutor(5) as pool:
        tap.ok(all(pool.map(add, range(len(people)))), "all came through")
    tap.eq(sorted(setting("pin")), sorted((BOARD, CANDLE) + products))
    restart(pin=[])


@tap.case("PK-11 a list that a file locks is shown as locked, and stays")
def locked():
    house.conf["settings"] = {"cross_sell": {"pin": [TEA], "most": 3}}
    house.conf["locked"] = ["cross_sell.pin", "cross_sell.most"]
    house.write_conf()
    house.stop()
    house.serve(1)
    page = owner().get(HAND)
    tap.eq(page.text.count("Set in a file:"), 2, "both")
    tap.lacks(page.text, 'id="f-pin.product"', "no form")
    tap.has(page.text, title(TEA), "what it says")
    got = press(page=page, act="add", list="pin", product=str(BOARD))
    tap.eq(got.status, 403, "by hand")
    tap.eq(got.text.count("Set in a file:"), 3, "and why")
    got = press(page=page, **numbers(page, next_most="1", most=None))
    tap.eq(got.status, 303, "the others")
    tap.eq((setting("most"), setting("next_most"), setting("pin")),
           (3, 1, [TEA]))


@tap.case("TY-13 the mode read-only shows what is chosen, and writes nothing")
def read_only():
    demo.rows("DELETE FROM {P}aftersale_setting_version")
    demo.rows("DELETE FROM {P}aftersale_write_once")
    house.conf["mode"] = "read-only"
    house.write_conf()
    house.stop()
    house.serve(1)
    page = owner().get(HAND)
    tap.eq(page.status, 200, "shown")
    for form in (dict(act="add", list="forbid", product=str(BOARD)),
                 dict(act="remove", list="forbid", offer="1", beside="0"),
                 numbers(page, next_most="1")):
        got = press(page=page, **form)
        tap.eq(got.status, 403, form["act"])
        tap.has(got.text, "The mode is read-only: nothing is written.")
    page = owner().get("/admin/help")
    tap.eq(owner().post("/admin/help", {"key": key_of(page), "act": "save"})
           .status, 403, "nor what is answered")
    for table in ("setting_version", "write_once"):
        tap.eq(demo.value("SELECT COUNT(*) FROM {P}aftersale_" + table), 0,
               table)


tap.main()
