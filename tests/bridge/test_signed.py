#!/usr/bin/python3
"""Bridge and aftersale together: the bridge's own PHP asks the real program
through a real web server."""
# budget: 240 s

import json
import re
import time

import app
import db
import fcgi
import proc
import shop
import tap
import web

import stage

app.need()
demo = app.shop_with_tables("demo")
house = app.App(demo, conf={"wordpress": {
    "logged_in_key": "a key of the shop", "logged_in_salt": "and its salt"}})
house.serve(2)
OPEN = demo.orders["fresh_guest"]
PATH = "/bridge/order/%d" % OPEN["id"]


def signed(method, path, body=b"", at=None, **more):
    at = str(int(time.time()) if at is None else at)
    mac = stage.sign("ask", method, path, at, stage.sum_of(body))
    query = "?t=%s&s=%s" % (more.pop("t", at), more.pop("s", mac))
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    return mac, fcgi.request(house.socket, method,
                             house.base_path + path + query,
                             headers if body else None, body, **more)


@tap.case("PK-07 the fragment: whole order, no head, no cookie, never kept")
def fragment():
    mac, got = signed("GET", PATH)
    tap.eq(got.status, 200, "status")
    for part in ("<!doctype", "<html", "<body", "<h1 class"):
        tap.lacks(got.text.lower(), part)
    tap.has(got.text, OPEN["number"])
    tap.has(got.text, "css/inside.css")
    tap.has(got.text, 'class="as-inside"')
    tap.eq(got.all("Set-Cookie"), [], "cookies")
    tap.has(got.header("Cache-Control"), "no-store")
    tap.eq(got.header("X-Aftersale-Sign"),
           stage.sign("answer", mac, stage.sum_of(got.body)), "signature")
    way = re.search(r'as-inside-way"><a href="/after(/o/[^"]+)"', got.text)
    tap.eq(house.get(way[1]).status, 200, "its own page")
    tap.eq(got.text.count("<div"), got.text.count("</div>"), "elements")


@tap.case("PK-07 the fragment of every order of the demo shop is drawn")
def each():
    for case, order in sorted(demo.orders.items()):
        got = signed("GET", "/bridge/order/%d" % order["id"])[1]
        tap.ok(got.status in (200, 404), "%s: %d" % (case, got.status))
        if got.status == 404:
            tap.ok("draft" in case or "trash" in case, case)
        tap.lacks(got.text, "<script")


@tap.case("PK-07 the fragment leaves the words of a method of payment to it")
def words():
    words = "Use the order number as the reference"
    order = demo.orders["on_hold"]
    key = "/order/%s?key=%s" % (order["number"], order["key"])
    page = house.get(house.get(key).header("Location").split("/after")[1])
    tap.eq(page.text.count(words), 1, "on our own page")
    got = signed("GET", "/bridge/order/%d" % order["id"])[1]
    tap.lacks(got.text, words, "the hook of the method prints them there")
    tap.has(got.text, "IBAN")
    tap.lacks(got.text, 'id="payment"', "what WooCommerce dresses")


@tap.case("PK-07 the fragment of pages elsewhere leads there, not to the shop")
def far():
    got = signed("GET", PATH)[1]
    tap.lacks(got.text, demo.origin + "/after")
    tap.has(got.text, 'class="as-inside"')
    there = "https://orders.example"
    other = app.App(demo, conf=dict(house.conf, base_url=there + "/after"))
    other.serve(1)
    at = str(int(time.time()))
    mac = stage.sign("ask", "GET", PATH, at, stage.sum_of(b""))
    got = fcgi.request(other.socket, "GET",
                       "/after%s?t=%s&s=%s" % (PATH, at, mac))
    tap.has(got.text, 'class="as-inside as-inside-far"')
    tap.has(got.text, '<link rel="stylesheet" href="%s/after/assets/css/'
            % there)
    tap.has(got.text, 'as-inside-way"><a href="%s/after/o/' % there)
    tap.lacks(got.text, '="/', "an address below the shop's origin")
    tap.eq(got.header("X-Aftersale-Sign"),
           stage.sign("answer", mac, stage.sum_of(got.body)), "signature")
    other.stop()


@tap.case("PK-07 the bridge's link opens an order that a plugin numbers")
def numbered():
    demo.rows("INSERT INTO {P}wc_orders_meta (order_id, meta_key, meta_value)"
              " VALUES (%s, '_order_number', '2026/0007')", (OPEN["id"],))
    other = app.App(demo, conf=dict(house.conf))
    other.run("settings", "order.plugin_numbers", "true")
    other.serve(1)
    try:
        got = other.get("/order/%d?key=%s" % (OPEN["id"], OPEN["key"]))
        tap.eq(got.status, 303, "by its id")
        tap.has(other.get(got.header("Location").split("/after")[1]).text,
                "2026/0007")
        tap.eq(other.get("/order/%d?key=x" % OPEN["id"]).status, 404, "a key")
    finally:
        other.run("settings", "order.plugin_numbers", "false")
        other.stop()
        demo.rows("DELETE FROM {P}wc_orders_meta WHERE meta_value ="
                  " '2026/0007'")


@tap.case("PK-07 nobody else gets it, and all refusals are one page")
def refused():
    want = house.get(PATH)
    now = time.time()
    for why, got in (
            ("no signature", house.get(PATH)),
            ("a wrong one", signed("GET", PATH, s="0" * 64)[1]),
            ("of another order", signed("GET", PATH, s=signed(
                "GET", "/bridge/order/1")[0])[1]),
            ("of another method", signed("GET", PATH, s=signed(
                "POST", PATH, b"a=1")[0])[1]),
            ("old", signed("GET", PATH, at=now - 70)[1]),
            ("of the future", signed("GET", PATH, at=now + 90)[1]),
            ("another time", signed("GET", PATH, t=str(int(now) - 1))[1]),
            ("no time", signed("GET", PATH, t="")[1]),
            ("from elsewhere", signed("GET", PATH,
                                      remote="192.0.2.7")[1])):
        tap.eq(got.status, 404, why)
        tap.eq(got.header("X-Aftersale-Sign"), None, why)
        tap.eq(re.sub(r"[0-9a-f]{16}", "", got.text),
               re.sub(r"[0-9a-f]{16}", "", want.text), why)
    mac, got = signed("GET", PATH, extra=[("HTTP_X_FORWARDED_FOR",
                                           "127.0.0.1")])
    tap.eq(got.status, 404, "forwarded")
    tap.eq(signed("GET", "/bridge/order/99999999")[1].status, 404, "unknown")
    tap.eq(signed("GET", "/bridge/order/x")[1].status, 404, "no number")


def post(what, orders):
    body = ("orders=" + orders).encode()
    return signed("POST", "/bridge/" + what, body)[1]


BY_ORDER = ["order_card", "activity", "help_press", "sale", "sale_line",
            "sale_total", "offer_shown"]


@tap.case("CP-05 CP-06 rows of orders are given out and forgotten, no others")
def personal():
    a, b = OPEN["id"], 999999
    for order in (a, b):
        demo.rows("REPLACE INTO {P}aftersale_order_card VALUES"
                  " (%s, 'help', 'shown', '{\"n\":1}', 1795500000)", (order,))
        demo.rows("REPLACE INTO {P}aftersale_help_press"
                  " (entry_id, order_id, pressed_at)"
                  " VALUES (3, %s, 1795500000)", (order,))
        demo.rows("REPLACE INTO {P}aftersale_activity VALUES"
                  " (%s, 'recommend.view', 20781)", (order,))
        demo.rows("REPLACE INTO {P}aftersale_sale VALUES"
                  " (%s, 5, 77, 1795500000)", (order,))
        demo.rows("REPLACE INTO {P}aftersale_sale_line VALUES"
                  " (%s, 9, 0, 1)", (order,))
        demo.rows("REPLACE INTO {P}aftersale_sale_total VALUES"
                  " (%s, 'EUR', 12.5)", (order,))
        demo.rows("REPLACE INTO {P}aftersale_offer_shown VALUES (%s, 9, 1,"
                  " 'learned', 5, 'learned', 0, 1, 1795500000, 0)", (order,))
    got = post("export", "%d,5" % a)
    tap.eq(got.status, 200, got.text)
    facts = json.loads(got.text)
    tap.eq(sorted(f["table"] for f in facts),
           sorted(BY_ORDER), "tables")
    tap.eq({f["order"] for f in facts}, {a}, "orders")
    tap.eq(json.loads(post("erase", "%d,5" % a).text), {"removed": len(BY_ORDER)},
           "removed")
    tap.eq(json.loads(post("export", str(a)).text), [], "what is left")
    tap.eq(len(json.loads(post("export", str(b)).text)), len(BY_ORDER),
           "of others")
    for odd in ("", "x", "1,,2", "1,2,x", ",".join(["1"] * 101)):
        tap.ok(post("erase", odd).status in (400, 422), odd[:20])
    tap.eq(len(json.loads(post("export", str(b)).text)), len(BY_ORDER),
           "of others")


@tap.case("PK-07 every table by order can be given out and erased")
def all_tables():
    manifest = json.loads(house.run("manifest").stdout)
    text = json.dumps(manifest)
    tap.has(text, '"bridge"')
    for row in manifest["tables"]:
        if row["keyed_by"] == "order_id":
            tap.has(BY_ORDER, row["table"])


@tap.case("PK-07 the bridge's own PHP and the program understand each other")
def together():
    stage.need_php()
    server = web.Nginx(house)
    base = "http://shop.test:%d/after" % server.port
    order = {"id": OPEN["id"], "key": OPEN["key"], "email": OPEN["email"]}
    said = stage.told(base, page="inside")
    got = stage.scene("received", said, orders=[order],
                      query_var=order["id"], get={"key": order["key"]},
                      patience=60)
    tap.has(got["text"], 'class="as-inside"')
    tap.lacks(got["text"], "<h1")
    tap.lacks(got["text"], "WOO-PAGE")
    tap.eq(got["text"].count("pixel?order="), 1, "the pixel")
    tap.note("asked in %s s" % got["heard"]["asked"][0])
    demo.rows("REPLACE INTO {P}aftersale_order_card VALUES"
              " (%s, 'help', 'shown', '{}', 1795500000)", (order["id"],))
    gave = stage.scene("export", said, orders=[order],
                       address=OPEN["email"])["gave"][1]
    tap.eq(len(gave[0]["data"]), 1, "orders")
    gave = stage.scene("erase", said, orders=[order],
                       address=OPEN["email"])["gave"][1]
    tap.eq(gave[0]["items_removed"], True, "erased")


@tap.case("PK-07 the worker tells the bridge where the pages are, and doctor what a redirect skips")
def told():
    house.run("settings", "bridge.page", '"inside"')
    worker = house.work("--once")
    worker.wait(60)
    row = json.loads(demo.value("SELECT value FROM {P}aftersale_bridge"
                                " WHERE name = 'told'"))
    tap.eq((row["base_url"], row["mode"], row["page"]),
           (house.conf["base_url"], "on", "inside"), "told")
    tap.ok(set(row) >= set(stage.told()), "all of it")
    tap.has(house.run("doctor", good=False).stdout.decode(), "not seen yet")
    demo.rows("REPLACE INTO {P}aftersale_bridge VALUES ('seen', %s, 1)", (
        json.dumps({"version": "1.0.0", "callbacks": {
            "woocommerce_thankyou": ["Pixel::fire"]}}),))
    line = "redirect would skip Pixel::fire of woocommerce_thankyou"
    tap.has(house.run("doctor", good=False).stdout.decode(), "ok    " + line)
    house.run("settings", "bridge.page", '"redirect"')
    tap.has(house.run("doctor", good=False).stdout.decode(),
            "warn  redirect skips Pixel::fire of woocommerce_thankyou")
    tap.eq(house.run("settings", "bridge.page", '"away"',
                     good=False).returncode != 0, True, "an unknown page")


@tap.case("PK-07 the statement the bridge reads by finds rows and heartbeat")
def rows():
    path = stage.BRIDGE + "/includes/state.php"
    with open(path, encoding="utf-8") as file:
        sql = re.search(r'get_results\( "([^"]+)"', file.read())[1]
    found = demo.rows(sql.replace("{$wpdb->prefix}", demo.prefix))
    by = {row["name"]: row["value"] for row in found}
    tap.ok(time.time() - int(by["beat"]) < 300, by["beat"])
    tap.has(by, "told")


@tap.case("PK-07 mode off gives the bridge nothing; read-only writes nothing")
def off():
    house.conf["mode"] = "off"
    house.write_conf()
    proc.wait_for(lambda: signed("GET", PATH)[1].status == 404, 15, "off")
    house.conf["mode"] = "read-only"
    house.write_conf()
    proc.wait_for(lambda: signed("GET", PATH)[1].status == 200, 15,
                  "read-only")
    tap.eq(json.loads(post("erase", str(OPEN["id"])).text), {"removed": 0},
           "erased")


tap.main()
