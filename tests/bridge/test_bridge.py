#!/usr/bin/python3
"""The bridge inside the shop, played under php-cli on stand-ins of our own."""
# budget: 240 s

import glob
import html
import json
import os
import re
import subprocess
import time

import tap

import stage

stage.need_php()
LINK = "https://shop.test/after/order/1783?key=" + stage.KEY
PIXEL = "https://ads.test/pixel?order=1783"
FACTS = (b'<div class="as-inside"><h1 id="state">On its way</h1>'
         b'&lt;script&gt;</div>')
HOOKS = ("BEFORE-HOOK", "BANK-DETAILS", PIXEL)


def files():
    return [os.path.join(stage.BRIDGE, "aftersale.php")] + sorted(
        glob.glob(os.path.join(stage.BRIDGE, "includes", "*.php")))


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def received(page="link", base=None, key=stage.KEY, **more):
    more.setdefault("patience", 60)
    said = stage.told(**dict({"page": page, **({"base": base} if base
                                              else {})},
                             **more.pop("said", {})))
    return stage.scene("received", said, get=dict(
        {"key": key}, **more.pop("get", {})), **more)


def hooks_once(text):
    for word in HOOKS:
        tap.eq(text.count(word), 1, word)


# ---- the files -------------------------------------------------------------


@tap.case("PK-07 at most 600 lines of PHP, each file is valid")
def size():
    lines = 0
    for path in files():
        lines += read(path).count("\n")
        done = subprocess.run([stage.PHP, "-l", path], stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, check=False)
        tap.eq(done.returncode, 0, done.stdout.decode())
    tap.ok(lines <= 600, "%d lines" % lines)
    tap.ok(lines > 300, "only %d lines were found" % lines)


@tap.case("PK-07 nothing global without our prefix, nothing run from outside")
def prefix():
    for path in files():
        text = read(path)
        tap.has(text, "defined( 'ABSPATH' ) || exit;", path)
        names = re.findall(r"^(?:function|const|class|interface) (\w+)", text,
                           re.M) + re.findall(r"define\( '(\w+)'", text)
        names += re.findall(r"^\$(\w+)", text, re.M)
        names += re.findall(r"as \$(\w+) \) \{$", text, re.M) if (
            path.endswith("aftersale.php")) else []
        for name in names:
            tap.ok(name.lower().startswith("aftersale") or name == "row",
                   "%s in %s" % (name, path))


@tap.case("PK-07 one table holds every hook, and each function is there")
def table():
    code = "\n".join(read(path) for path in files())
    rows = stage.scene("hooks", stage.told())["gave"]
    tap.ok(len(rows) > 15, "%d rows" % len(rows))
    for kind, hook, function, priority, args in rows:
        tap.has(code, "function %s(" % function, hook)
        tap.ok(kind in ("action", "filter"), kind)
    others = [name for name in re.findall(
        r"add_(?:action|filter)\( '([^']+)'", code)]
    tap.eq(sorted(others), ["allowed_redirect_hosts",
                            "before_woocommerce_init", "http_api_curl",
                            "plugins_loaded"], "hooks outside of the table")


@tap.case("PK-07 the head says what the plugin directory and WooCommerce ask")
def head():
    text = read(files()[0])
    for line in ("Requires at least: 6.2", "Requires PHP: 7.4",
                 "WC requires at least: 7.9", "Text Domain: aftersale",
                 "License: GPL-2.0-or-later", "'custom_order_tables'"):
        tap.has(text, line)
    readme = read(os.path.join(stage.BRIDGE, "readme.txt"))
    version = re.search(r"Version: (\S+)", text)[1]
    tap.has(readme, "Stable tag: " + version)
    tap.has(readme, "Requires at least: 6.2")
    for part in ("== Description ==", "== Installation ==",
                 "== Frequently Asked Questions ==", "== Changelog =="):
        tap.has(readme, part)
    tap.has(text, "define( 'AFTERSALE_BRIDGE', '%s' )" % version)


@tap.case("PK-07 every sentence has its Lithuanian one")
def words():
    code = "\n".join(read(path) for path in files())
    said = set(re.findall(
        r"(?:\b__|esc_html__)\( '((?:[^'\\]|\\.)*)', 'aftersale' \)", code))
    said = {text.replace("\\'", "'") for text in said}
    tap.ok(len(said) > 10, "%d sentences" % len(said))
    for name, full in (("aftersale.pot", False),
                       ("aftersale-lt_LT.po", True)):
        path = os.path.join(stage.BRIDGE, "languages", name)
        pairs = dict(re.findall(r'^msgid "(.+)"\nmsgstr "(.*)"$', read(path),
                                re.M))
        tap.eq(set(pairs), said, name)
        if full:
            tap.ok(all(pairs.values()), "a sentence is not translated")
        done = subprocess.run(["msgfmt", "--check", "-o", os.devnull, path],
                              stderr=subprocess.PIPE, check=False)
        tap.eq(done.returncode, 0, done.stderr.decode())


# ---- the order-received page -----------------------------------------------


@tap.case("PK-07 link: WooCommerce's page stays and carries one card")
def link():
    got = received("link")
    tap.eq(got["text"].count(html.escape(LINK)), 1, "the card")
    card = re.search(r'<div class="[^"]*aftersale-card".*?</div>',
                     got["text"])[0]
    tap.lacks(card, "button", "what block themes lay over the words")
    tap.has(got["text"], "WOO-PAGE")
    tap.has(got["text"], "WOO-TABLE")
    hooks_once(got["text"])
    tap.eq("asked" in got["heard"], False, "requests of mode link")


@tap.case("PK-07 inside: our facts for WooCommerce's, every hook once")
def inside():
    house = stage.Standin(FACTS)
    got = received("inside", house.base)
    tap.has(got["text"], '<h2 id="state">On its way</h2>')
    tap.lacks(got["text"], "<h1")
    tap.has(got["text"], "&lt;script&gt;")
    tap.lacks(got["text"], "WOO-PAGE")
    tap.lacks(got["text"], "WOO-TABLE")
    tap.lacks(got["text"], "aftersale-card")
    hooks_once(got["text"])
    tap.eq(len(house.asked), 1, "requests")
    method, path, _, host = house.asked[0]
    tap.eq(method, "GET", "method")
    tap.ok(re.match(r"/after/bridge/order/1783\?t=\d+&s=[0-9a-f]{64}$",
                    path), path)
    tap.eq(host, "shop.test:%d" % house.port, "host")


@tap.case("PK-07 inside: slow, dead, lying or wrong, WooCommerce's own page")
def silent():
    for name, more in (("slow", {"seconds": 3}), ("forged",
                       {"forged": True}), ("refusing", {"status": 404})):
        house = stage.Standin(FACTS, **more)
        started = time.monotonic()
        got = received("inside", house.base, patience=None)
        spent = time.monotonic() - started
        tap.has(got["text"], "WOO-PAGE", name)
        tap.has(got["text"], "WOO-TABLE", name)
        tap.lacks(got["text"], "as-inside", name)
        hooks_once(got["text"])
        tap.eq(len(got["heard"]["asked"]), 1, name + ": requests")
        # WordPress by itself would wait for a whole second.
        tap.ok(got["heard"]["asked"][0] < 0.95, "%s took %s s (%.1f in all)"
               % (name, got["heard"]["asked"][0], spent))
    got = received("inside", "http://shop.test:1/after")
    tap.has(got["text"], "WOO-PAGE", "dead")
    hooks_once(got["text"])


@tap.case("PK-07 inside: nearly too late is still in time")
def nearly():
    house = stage.Standin(FACTS, seconds=0.12)
    tap.ok(any("as-inside" in received("inside", house.base,
                                       patience=None)["text"]
               for _ in range(8)), "our facts")


@tap.case("PK-07 inside with a block theme: the same, and nothing for strangers")
def blocks():
    house = stage.Standin(FACTS)
    said = stage.told(house.base, page="inside")
    got = stage.scene("blocks", said, patience=60)
    tap.eq(got["text"].count("as-inside"), 1, "our facts")
    tap.has(got["text"], '<div class="alignwide"><div class="as-inside">',
            "as wide as the blocks that gave way")
    tap.has(got["text"], "additional-fields-wrapper")
    for name in ("summary", "totals", "downloads", "shipping", "billing"):
        tap.lacks(got["text"], "confirmation-" + name)
    hooks_once(got["text"])
    got = stage.scene("blocks", said, is_stranger=True)
    tap.lacks(got["text"], "as-inside")
    tap.has(got["text"], "confirmation-summary")
    got = stage.scene("blocks", stage.told(page="link"))
    tap.has(got["text"], "confirmation-summary")
    tap.eq(got["text"].count(html.escape(LINK)), 1, "the card")
    hooks_once(got["text"])


@tap.case("PK-07 redirect: by the shop's key only, never in a circle")
def redirect():
    got = received("redirect")
    tap.eq(got["heard"].get("redirect"), [[303, LINK]], "a redirect")
    tap.eq(got["text"], "", "what was printed")
    tap.ok(got["heard"].get("nocache"), "no-cache")
    for why, more in (("a wrong key", {"key": "wc_order_wrong"}),
                      ("no key", {"key": ""}),
                      ("a list as key", {"key": ["a"]}),
                      ("sent back by us", {"get": {"aftersale": "off"}}),
                      ("no such order", {"orders": []})):
        more = dict(more)
        if why == "no such order":
            got = stage.scene("received", stage.told(page="redirect"),
                              get={"key": stage.KEY},
                              orders=[dict(stage.ORDER, id=1)],
                              query_var=1)
            tap.eq(got["heard"]["redirect"][0][1].count("/order/1?"), 1, why)
            continue
        got = received("redirect", **more)
        tap.eq(got["heard"].get("redirect"), None, why)
        tap.has(got["text"], "WOO-PAGE", why)


@tap.case("PK-07 the heart stands still, or beats in the future:"
          " WooCommerce's own page in every mode")
def still():
    house = stage.Standin(FACTS)
    for page in ("link", "inside", "redirect"):
        for age in (60, 4000, -4000, None):
            got = received(page, house.base, age=age)
            tap.has(got["text"], "WOO-PAGE", page)
            tap.lacks(got["text"], "aftersale-card")
            hooks_once(got["text"])
            tap.eq(got["heard"].get("redirect"), None, page)
    tap.eq(house.asked, [], "requests")
    tap.has(received("inside", house.base, age=55)["text"], "as-inside",
            "a heart that beats")


@tap.case("PK-07 modes: off, staff and percent as aftersale itself shows them")
def modes():
    def has_card(order, **more):
        can = more.pop("can", [])
        got = received(said=more, can=can, orders=[order],
                       query_var=order["id"])
        return "aftersale-card" in got["text"]

    staff = ["manage_woocommerce"]
    tap.eq(has_card(stage.ORDER, mode="off", can=staff), False, "off")
    tap.eq(has_card(stage.ORDER, mode="staff"), False, "staff, a buyer")
    tap.eq(has_card(stage.ORDER, mode="staff", can=staff), True, "staff")
    tap.eq(has_card(stage.ORDER, mode="sideways"), False, "an unknown mode")
    tap.eq(has_card(stage.ORDER, page="off"), False, "page off")
    for number in range(1000, 1006):
        share = int(stage.sum_of(str(number).encode())[:4], 16) % 100
        order = dict(stage.ORDER, id=number)
        tap.eq(has_card(order, mode="percent", percent=50), share < 50,
               "order %d" % number)


@tap.case("PK-07 without aftersale's rows the shop is as it was")
def bare():
    for said in (None, {}, []):
        got = stage.scene("received", said, age=None,
                          get={"key": stage.KEY})
        tap.has(got["text"], "WOO-PAGE")
        tap.lacks(got["text"], "aftersale")
        tap.eq([q for q in got["heard"]["sql"] if "REPLACE" in q], [],
               "writes")
    tap.eq(stage.scene("notice", None, age=None,
                       can=["manage_woocommerce"])["text"], "", "notice")


@tap.case("PK-07 what a redirect would skip is noted, once, without our own")
def recorded():
    got = received("link")
    writes = [q for q in got["heard"]["sql"] if "REPLACE" in q]
    tap.eq(len(writes), 1, "writes")
    seen = json.loads(re.search(r"'seen', '(.*)', \d+\)$",
                                writes[0])[1].replace('\\"', '"')
                      .replace("\\\\", "\\"))
    names = seen["callbacks"]
    tap.eq(names["woocommerce_thankyou"],
           ["pixel", "woocommerce_order_details_table"], "thankyou")
    tap.eq(names["woocommerce_before_thankyou"], ["Pixels::before"],
           "before")
    tap.ok(re.match(r"a closure of scene\.php:\d+$",
                    names["woocommerce_thankyou_bacs"][0]), names)
    tap.ok("woocommerce_thankyou_paypal" not in names, "a disabled gateway")
    again = received("link", seen=json.dumps(seen, separators=(",", ":"))
                     .replace("/", "\\/"))
    tap.eq([q for q in again["heard"]["sql"] if "REPLACE" in q], [],
           "writes of the second time")
    # On the checkout fewer may hang there: two pages would write in turns.
    for endpoint, count in (("", 0), ("order-received", 1)):
        got = received("link", seen='{"version":"1"}', endpoint=endpoint)
        tap.eq(len([q for q in got["heard"]["sql"] if "REPLACE" in q]), count,
               endpoint or "the checkout")


# ---- account, mails, desk --------------------------------------------------


@tap.case("PK-07 the account's list and order carry the link")
def account():
    got = stage.scene("account", stage.told())
    tap.eq(got["gave"]["aftersale"]["url"], LINK, "the button")
    tap.has(got["gave"], "view")
    tap.has(stage.scene("view_order", stage.told())["text"],
            html.escape(LINK))
    for place in ("order-received", "view-order"):
        tap.lacks(stage.scene("account", stage.told(),
                              endpoint=place)["gave"], "aftersale", place)
    tap.has(stage.scene("account", stage.told(), endpoint="orders")["gave"],
            "aftersale")
    for off in (stage.told(account=False), stage.told(mode="off")):
        tap.lacks(stage.scene("account", off)["gave"], "aftersale")
    tap.lacks(stage.scene("account", stage.told(), age=61)["gave"],
              "aftersale")


@tap.case("PK-07 mails to buyers carry it, HTML and plain; the shop's do not")
def mails():
    def mail(said=None, age=5, **more):
        more = dict({"to_shop": False, "is_plain": False,
                     "for_customer": True}, **more)
        return stage.scene("mail", said or stage.told(), age=age,
                           **more)["text"]

    tap.has(mail(), 'href="%s"' % html.escape(LINK))
    plain = mail(is_plain=True)
    tap.has(plain, "Your order page:\n" + LINK)
    tap.lacks(plain, "<")
    tap.has(mail(no_email=True), html.escape(LINK))
    tap.has(mail(age=3600), LINK.split("?")[0])
    tap.eq(mail(age=90000), "", "a worker that is gone for a day")
    tap.eq(mail(to_shop=True), "", "to the shop")
    tap.eq(mail(for_customer=False), "", "no customer's mail")
    tap.eq(mail(stage.told(mails=False)), "", "switched off")
    tap.eq(mail(stage.told(mode="staff"), can=["manage_woocommerce"]), "",
           "staff mode: a buyer would read it")


@tap.case("PK-07 links name the id: a plugin's number may hold a slash")
def numbers():
    order = dict(stage.ORDER, number="2026/0007")
    for said in (stage.told(), stage.told(plugin_numbers=True)):
        got = stage.scene("account", said, orders=[order])
        tap.has(got["gave"]["aftersale"]["url"], "/order/1783?")


@tap.case("PK-07 the box: both storages, only for who may edit orders, escaped")
def box():
    cards = [{"block": "<b>x</b>", "state": '"><script>1</script>',
              "updated_at": "1795500000"}]
    can = ["edit_shop_orders"]
    for play in ("box", "post_box"):
        got = stage.scene(play, stage.told(), cards=cards, can=can)
        tap.has(got["text"], html.escape(LINK))
        tap.lacks(got["text"], "<script>")
        tap.lacks(got["text"], "<b>x")
        tap.has(got["text"], "_wpnonce=")
        tap.eq(stage.scene(play, stage.told(), cards=cards)["text"], "",
               "for others")
    got = stage.scene("box", stage.told(), can=can)
    tap.eq(got["heard"]["box"][0][3], "woocommerce_page_wc-orders", "screen")
    tap.lacks(stage.scene("box", stage.told())["heard"], "box")


@tap.case("PK-07 the box says in words what aftersale knows")
def known():
    cards = [{"block": "help", "state": "pressed", "updated_at": "1795500000"},
             {"block": "new", "state": "one", "updated_at": "1795500000"}]
    said = stage.told(cards={"help.pressed": "Padėjo <b>atsakymas</b>"})
    got = stage.scene("box", said, can=["edit_shop_orders"], cards=cards)
    tap.has(got["text"],
            "<p>Padėjo &lt;b&gt;atsakymas&lt;/b&gt;, 2026-11-24</p>")
    tap.lacks(got["text"], "pressed", "words of ours")
    tap.has(got["text"], "<p>new.one, ", "of a release that says no words")
    tap.has(got["text"], "no link alone opens the order")


@tap.case("PK-07 the box says the day aftersale counted, west and east of UTC")
def day():
    for zone in ("America/New_York", "Pacific/Auckland", "UTC"):
        got = stage.scene("box", stage.told(), can=["edit_shop_orders"],
                          day=20780, zone=zone)
        tap.has(got["text"], "Last seen on 2026-11-23", zone)


@tap.case("PK-07 hostile addresses and keys do not get out of their place")
def hostile():
    key = 'wc_"><script>alert(1)</script>\''
    order = dict(stage.ORDER, key=key)
    for base in ("javascript:alert(1)//", 'https://x"><script>'):
        for play in ("box", "view_order"):
            got = stage.scene(play, stage.told(base), orders=[order],
                              can=["edit_shop_orders"])
            tap.lacks(got["text"], "<script>")
            tap.lacks(got["text"], 'href="javascript')
            tap.lacks(got["text"], 'value="javascript')


@tap.case("CP-09 links are taken back by a nonce and a right, and noted")
def revoke():
    import hashlib
    nonce = hashlib.md5(b"aftersale_revoke_1783").hexdigest()
    can = ["edit_shop_orders"]

    def press(**more):
        got = stage.scene("revoke", stage.told(), **more)
        return got, [q for q in got["heard"].get("sql", [])
                     if "link_epoch" in q]

    got, writes = press(can=can, get={"order": "1783", "_wpnonce": nonce})
    tap.eq(len(writes), 1, "writes")
    tap.has(writes[0], "VALUES (1783, ")
    tap.ok(got["heard"]["note"], "an order note")
    tap.eq(got["gone"], "redirect", "the end")
    for why, more in (
            ("nonce", {"can": can, "get": {"order": "1783"}}),
            ("nonce", {"can": can, "get": {"order": "1784",
                                           "_wpnonce": nonce}}),
            ("die 403", {"get": {"order": "1783", "_wpnonce": nonce}})):
        got, writes = press(**more)
        tap.eq((got["gone"], writes), (why, []), why)
    got, _ = press(can=can, get={"order": "1783", "_wpnonce": nonce},
                   is_refused=True)
    tap.eq(got["gone"], "die 500", "a row that could not be written")
    tap.lacks(got["heard"], "note", "nothing is said to be done")


@tap.case("PK-07 a notice when the worker is away, for who runs the shop")
def notice():
    can = ["manage_woocommerce"]
    tap.eq(stage.scene("notice", stage.told(), age=61, can=can)["text"], "",
           "a minute is no news")
    tap.has(stage.scene("notice", stage.told(), age=301, can=can)["text"],
            "notice-error")
    tap.has(stage.scene("notice", stage.told(), age=None, can=can)["text"],
            "never run")
    for alert, words in (("place", "sends nothing to buyers"),
                         ("held", "wait for a decision"),
                         ("shape", "has paused some writing")):
        said = stage.told(alert=alert)
        tap.has(stage.scene("notice", said, age=1, can=can)["text"], words)
        tap.eq(stage.scene("notice", said, age=1)["text"], "", "others")
    tap.eq(stage.scene("notice", stage.told(alert="later"), age=1,
                       can=can)["text"], "", "a word of a later release")
    tap.has(stage.scene("notice", stage.told(alert="shape"), age=301,
                        can=can)["text"], "last seen", "the worker first")
    tap.eq(stage.scene("notice", stage.told(), age=301)["text"], "", "others")
    tap.eq(stage.scene("notice", stage.told(mode="off"), age=301,
                       can=can)["text"], "", "mode off")


@tap.case("PK-07 a loopback address of its own is asked by the shop's name")
def loopback():
    house = stage.Standin(FACTS)
    got = received("inside", "https://shop.test/after",
                   loopback="http://127.0.0.1:%d/" % house.port)
    tap.has(got["text"], "as-inside")
    tap.eq(house.asked[0][3], "shop.test", "host")
    tap.ok(house.asked[0][1].startswith("/after/bridge/order/1783?"),
           house.asked[0][1])


tap.main()
