"""house.py - a whole shop for a browser to look at.

House(ground, "en") is the demo shop in MariaDB, aftersale serve with a frozen
clock, nginx with the shipped snippet, and the shop's pictures. All houses
stand on one Ground: one database server, and one address each under which a
browser with ground.flags() finds them, and nothing else.
"""

import contextlib
import json
import os
import shutil

import app
import db
import proc
import shop
import tap
import web

from demo import shop as demo_shop

PICTURES = os.path.join(proc.TOP, "demo", "pictures")
# How a shop in that language is set up; each has tables of its own.
LOCALES = {"en": ("en_", ""), "lt": ("lt_", "lt_LT"),
           "rtl": ("rtl_", "qps-rtl")}
NAMES = list(LOCALES) + ["broken"]
DATABASE = "shop"

# The shop's own pages are a stand-in: a heading and nothing else.
SHOP_PAGES = """
	location ^~ /wp-content/uploads/ {
		rewrite ^.*/([^/]+)$ /$1 break;
		root %s;
		try_files $uri /placeholder-324.webp =404;
	}
	location / {
		default_type text/html;
		return 200 "<!doctype html><title>Shop</title><h1>The shop</h1>";
	}
"""
# Help as an owner would fill it in: enough to see the page full.
ENTRIES = [
    {"id": 1, "question": "Can I still change my order?", "is_hidden": False,
     "answer": "Yes, until we have packed it. Write or call, and have the "
     "order number at hand.\nOnce it has left us, send it back: we pay the "
     "way."},
    {"id": 2, "question": "How do I wash linen so that it stays soft and "
     "does not shrink in the first wash of its life?", "is_hidden": False,
     "answer": "At 40 degrees, with little spin."}]
CHANNELS = [
    {"kind": "mail", "text": "hello@lieparas-and-daughters.example",
     "url": "", "note": "We answer within a working day"},
    {"kind": "phone", "text": "+370 600 00000", "url": "",
     "note": "Monday to Friday, 9 to 17"},
    {"kind": "chat", "text": "Chat with us",
     "url": "https://chat.example/lieparas", "note": ""}]
FACTS = [{"key": "_parcel_locker", "of": "order", "place": "delivery",
          "label": "Parcel locker", "visibility": "all", "format": "text"}]
# What a night's work said of the offers: one answer, and one that is missing.
SIDES = {"learned": {"buyers": 30112, "pages": 41206, "came_back": 2609,
                     "revenue": "140615.48", "per_1000": "3412.50"},
         "held_out": {"buyers": 30090, "pages": 41188, "came_back": 2301,
                      "revenue": "123564.00", "per_1000": "3000.00"}}
PROOF = {
    "made_at": shop.DEMO_NOW - 3600, "share": 50, "share_now": 50,
    "orders_a_month": 9120, "pages_a_month": 9007, "decimals": 2,
    "currencies": [
        dict(SIDES, currency="EUR", says="pays", extra="412.50", low="35.10",
             high="789.90", months=17, months_at_most=17),
        dict(SIDES, currency="USD", says="not enough data")],
    "offers": [{"group": group, "source": source, "place": 1, "shown": shown,
                "opened": shown // 20} for group, source, shown in (
                    ("learned", "learned", 98700),
                    ("learned", "category", 41022),
                    ("held-out", "category", 139702))]}
# What the worker found: a copied shop whose tables changed as well.
CHANGED = {"place": {"held": True, "differs": ["siteurl"]}, "shape": {
    "closed": 3, "changes": [
        {"what": "column-type", "parts": 1,
         "table": "{shop}woocommerce_order_itemmeta",
         "name": "meta_value", "was": "longtext", "is": "varchar(255)"},
        {"what": "column-gone", "table": "{shop}wc_product_meta_lookup",
         "parts": 2, "name": "stock_quantity", "was": "double", "is": ""}]}}
# A buyer, a product and a sum that stretch each part of a page.
LONG = dict(
    case="long", ago=5, status="processing", ship="post", pay="bacs",
    lines=[("wool-blanket", 98765), ("lime-tea", 1)],
    note="Bitte klingeln bei Donaudampfschifffahrtselektrizitäten"
    "hauptbetriebswerkbauunterbeamtengesellschaft.",
    buyer=dict(first="Wolfeschlegelsteinhausenbergerdorff",
               last="Featherstonehaugh-Cholmondeley", company="Gesellschaft "
               "für Binnenschifffahrtsangelegenheiten mbH & Co. KG",
               street="Hinter-dem-Donaudampfschifffahrtsgesellschaftshaus 12",
               city="Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogo",
               postcode="10827", country="DE", phone="+49 30 0000000000001",
               email="wolfeschlegelsteinhausenbergerdorff.featherston"
               "ehaugh@binnenschifffahrtsangelegenheiten.example"))
LONG_NUMBER = 1017
LONG_NAME = ("Rindfleischetikettierungsueberwachungsaufgabenuebertragungs"
             "gesetz, limited edition, 90 × 200")


class Ground:
    """A database server, and an address and a port for each house."""

    def __init__(self):
        self.server = db.server()
        tap.cleanup(self.server.stop)
        self.server.create(DATABASE)
        self.server.account(shop.USER, shop.PASSWORD, DATABASE)
        self.ports = {name: proc.free_port() for name in NAMES}

    @staticmethod
    def origin(name):
        return "http://%s.shop.example" % name

    def flags(self):
        """What a browser is told, so that these houses are all of the net."""
        rules = ["MAP %s.shop.example 127.0.0.1:%d" % (name, port)
                 for name, port in self.ports.items()]
        return ["--host-resolver-rules=" + ", ".join(
            rules + ["MAP * ~NOTFOUND"])]


class House:
    """One shop in one language; see the top of this file."""

    def __init__(self, ground, lang="en"):
        self.ground = ground
        self.lang = self.name = lang
        prefix, locale = LOCALES[lang]
        site = ground.origin(lang)
        script = ground.server.script
        script(DATABASE, demo_shop.schema_sql(prefix))
        script(DATABASE, demo_shop.fixture_sql(prefix, shop.DEMO_NOW, site))
        self.shop = shop.demo_shop(prefix, shop.DEMO_NOW, site,
                                   ground.server)
        sql, self.shop.orders["long"] = demo_shop.order_sql(
            prefix, LONG, LONG_NUMBER, shop.DEMO_NOW)
        script(DATABASE, sql)
        furnish(self.shop, locale)
        self.open()

    def open(self, **conf):
        """The program and the web server."""
        self.app = app.App(self.shop, clock=shop.DEMO_NOW, conf=conf)
        if self.lang == self.name:
            settle(self.app)
            self.shop.rows("REPLACE INTO {P}aftersale_offer_proof VALUES"
                           " ('cross_sell', %s, %s)",
                           (PROOF["made_at"], json.dumps(PROOF)))
        self.app.serve(1)
        self.web = web.Nginx(self.app, self.ground.ports[self.name],
                             server=SHOP_PAGES % self.pictures())
        self.origin = self.ground.origin(self.name)
        self.base = self.app.conf["base_url"]

    def pictures(self):
        """A copy, for the checkout may be closed to the web server."""
        path = os.path.join(self.app.folder, "pictures")
        shutil.copytree(PICTURES, path)
        return path

    def order(self, case):
        """The address that the shop itself gives to a buyer."""
        order = self.shop.orders[case]
        return "%s/order/%s?key=%s" % (self.base, order["number"],
                                       order["key"])

    def sign_in(self, window, login):
        name, _, value = self.shop.sign_in(login).partition("=")
        window.cookie(self.origin, name, value)

    def forget_tries(self):
        self.shop.rows("DELETE FROM {P}aftersale_rate_limit")

    def forget_presses(self):
        self.shop.rows("DELETE FROM {P}aftersale_help_press")
        self.shop.rows("DELETE FROM {P}aftersale_order_card")

    @contextlib.contextmanager
    def without_help(self):
        self.app.run("settings", "help.entries", "[]")
        yield
        self.app.run("settings", "help.entries", json.dumps(ENTRIES))
        # The console reads settings afresh, for all pages after it.
        self.web.get(self.app.base_path + "/admin",
                     {"Cookie": self.shop.sign_in("staff")})

    @contextlib.contextmanager
    def changed(self):
        """Something is held, something paused."""
        for name, value in CHANGED.items():
            self.shop.rows("REPLACE INTO {P}aftersale_watch VALUES"
                           " (%s, %s, %s)",
                           (name, json.dumps(value), shop.DEMO_NOW - 60))
        for subject in range(1, 13):
            self.shop.rows(
                "INSERT INTO {P}aftersale_job (topic, subject, version, kind,"
                " state, due_at, lease_seconds, made_at) VALUES ('order.mail',"
                " %s, 1, 'order.mail', 'held', %s, 60, 1)",
                (subject, shop.DEMO_NOW - 7200))
        yield
        self.shop.rows("DELETE FROM {P}aftersale_watch")
        self.shop.rows("DELETE FROM {P}aftersale_job WHERE state = 'held'")


def furnish(opened, locale):
    """What the demo shop lacks: another language, and what stretches."""
    opened.option("WPLANG", locale)
    opened.rows("UPDATE {P}woocommerce_order_items SET order_item_name = %s"
                " WHERE order_id = %s AND order_item_type = 'line_item'"
                " ORDER BY order_item_id LIMIT 1", (LONG_NAME, LONG_NUMBER))
    opened.rows("UPDATE {P}woocommerce_order_itemmeta m JOIN"
                " {P}woocommerce_order_items i USING (order_item_id)"
                " SET m.meta_value = '0' WHERE i.order_id = %s"
                " AND m.meta_key = '_product_id'", (LONG_NUMBER,))


def settle(one):
    """Our own tables, what an owner sets on the first day, and what the first
    night learns, so that offers stand on the pages."""
    one.migrate()
    for path, value in (("help.entries", ENTRIES),
                        ("help.channels", CHANNELS),
                        ("order.delivery_low", 2), ("order.delivery_high", 4),
                        ("order_facts", FACTS)):
        one.run("settings", path, json.dumps(value))
    one.run("work", "--now", "recommend", seconds=120)


class Broken(House):
    """A house beside another, when things have gone wrong: the owner's own
    template goes deeper than any page may, and the database has gone since
    the last page was drawn."""

    def __init__(self, beside):
        self.ground = beside.ground
        self.lang, self.name = beside.lang, "broken"
        self.shop = beside.shop
        folder = proc.folder("broken")
        door = os.path.join(folder, "door")
        os.symlink(self.ground.server.socket, door)
        self.ground.server.account("doomed", shop.PASSWORD, DATABASE)
        self.open(base_url=self.ground.origin(self.name) + "/after",
                  paths={"templates": deep_templates(folder)},
                  database={"socket": door, "user": "doomed"})
        self.app.expect_log(".")
        one = self.shop.orders["fresh_guest"]
        answer = self.web.get("%s/order/%s?key=%s" % (
            self.app.base_path, one["number"], one["key"]))
        self.kept = answer.header("Location")
        self.web.get(self.kept[len(self.origin):])
        os.unlink(door)
        for row in self.ground.server.rows(
                None, "SELECT id FROM information_schema.processlist"
                " WHERE user = 'doomed'"):
            self.ground.server.rows(None, "KILL %d" % row["id"])
        # A minute later: what was read of the settings is old by now.
        self.web.get(self.app.base_path + "/admin",
                     {"Cookie": self.shop.sign_in("staff")})


def deep_templates(folder):
    """A page that includes a page that includes a page, thirty deep."""
    os.mkdir(os.path.join(folder, "confirm"))
    names = ["access"] + ["deep_%d" % n for n in range(30)]
    for name, more in zip(names, names[1:] + [None]):
        path = os.path.join(folder, "confirm", name + ".mustache")
        with open(path, "w", encoding="ascii") as file:
            file.write("{{! confirm/%s 1 html }}\n" % name)
            file.write("{{> confirm/%s }}\n" % more if more else "<p></p>\n")
    return folder
