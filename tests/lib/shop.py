"""shop.py - the shops that tests look at.

open_shop(name) gives a private server with that shop in it: the dumps of
real WooCommerce shops ("hpos", "posts", "wc79", from the folder shared/
beside the checkout), or the project's own ("demo", from demo/shop.py, with
an order in each state). Each call gives a fresh copy, so a test may change what it likes.
"""

import gzip
import json
import os
import re

import db
import proc
import tap

WOO = os.path.join(proc.SHARED, "woocommerce")

# name: (dump without its ending, table prefix)
DUMPS = {
    "hpos": ("woocommerce-11.0-hpos", "wp_"),
    "posts": ("woocommerce-11.0-posts", "wp_"),
    "wc79": ("woocommerce-7.9-posts", "shop7_"),
}
# When "now" is in the demo shop of a test: a Tuesday morning.
DEMO_NOW = 1795500000
USER, PASSWORD = "aftersale", "test-pass"


class Shop:
    """A shop's database and what its web server and config would know."""

    def __init__(self, name, server, prefix, database="shop"):
        self.name = name
        self.server = server
        self.prefix = prefix
        self.database = database
        self.user = USER
        self.password = PASSWORD
        self.facts = None
        self.wordpress = {"logged_in_key": "", "logged_in_salt": ""}
        self.origin = "http://127.0.0.1:8090"

    def rows(self, sql, values=()):
        """Rows of a statement in which {P} is the prefix."""
        return self.server.rows(self.database,
                                sql.replace("{P}", self.prefix), values)

    def value(self, sql, values=()):
        """The first column of the first row, or None."""
        rows = self.rows(sql, values)
        return next(iter(rows[0].values())) if rows else None

    def option(self, name, value=None):
        """Reads an option, or sets it."""
        if value is None:
            return self.value("SELECT option_value FROM {P}options"
                              " WHERE option_name = %s", (name,))
        self.rows("INSERT INTO {P}options (option_name, option_value,"
                  " autoload) VALUES (%s, %s, 'yes')"
                  " ON DUPLICATE KEY UPDATE option_value = %s",
                  (name, value, value))
        return value

    def order(self, case):
        """The first order of that case in the facts."""
        for order in self.facts["orders"]:
            if order["case"] == case:
                return order
        raise KeyError("no order of case " + case)

    def cookie(self, login):
        """A Cookie header that signs that user in, from the facts."""
        auth = self.facts["auth"]
        for row in auth["valid"]:
            if row["user_login"] == login:
                return "%s=%s" % (auth["cookie_name"],
                                  row["value_urlencoded"])
        raise KeyError("no cookie of " + login)


def dump_path(name):
    return os.path.join(WOO, DUMPS[name][0] + ".sql.gz")


def has_dump(name):
    return os.path.exists(dump_path(name))


def need_dumps():
    """Leaves the program out where the real shops are missing."""
    for name in DUMPS:
        if not has_dump(name):
            tap.skip_all("no dump of a real shop: %s is missing"
                         % os.path.relpath(dump_path(name), proc.TOP))


def load_facts(name):
    path = os.path.join(WOO, DUMPS[name][0] + ".facts.json")
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def dump_shop(name, server):
    """The Shop of a dump on a server that holds it."""
    shop = Shop(name, server, DUMPS[name][1])
    shop.facts = load_facts(name)
    shop.origin = shop.facts["options_raw"]["siteurl"]
    salts = shop.facts["auth"]["salts"]
    shop.wordpress = {"logged_in_key": salts["LOGGED_IN_KEY"],
                      "logged_in_salt": salts["LOGGED_IN_SALT"]}
    return shop


def fill_dump(name, server):
    server.load(dump_path(name), "shop")
    server.account(USER, PASSWORD, "shop")


def load_beside(shop, name, database=None):
    """A second shop on the same server: in the same database if its prefix
    differs, or in one of its own."""
    if database:
        shop.server.load(dump_path(name), database)
        shop.server.account(USER, PASSWORD, database)
    else:
        with gzip.open(dump_path(name), "rb") as file:
            shop.server.script(shop.database, file.read())
    other = Shop(name, shop.server, DUMPS[name][1], database or shop.database)
    other.facts = load_facts(name)
    other.origin = other.facts["options_raw"]["siteurl"]
    return other


def demo_shop(prefix, now, site, server):
    """The project's own shop; shop.orders says what is in it."""
    from demo import shop as demo
    shop = Shop("demo", server, prefix)
    shop.origin = site
    shop.wordpress = {"logged_in_key": demo.LOGGED_IN_KEY,
                      "logged_in_salt": demo.LOGGED_IN_SALT}
    shop.now = now
    shop.orders = {order["case"]: order for order in demo.orders(now)}
    shop.sign_in = lambda login: "%s=%s" % demo.cookie(login, site)
    return shop


def add_user(shop, number, login, role):
    """One more person of the demo shop; shop.sign_in(login) signs in."""
    from demo import sql, wordpress
    rows = sql.Rows()
    before = wordpress.USERS
    wordpress.USERS = [(number, login, login.title() + " Person", role)]
    try:
        wordpress.add_people(rows, shop.prefix, shop.now)
    finally:
        wordpress.USERS = before
    text = rows.text(shop.prefix)
    keep = [part for part in text.split(";\n")
            if "wc_customer_lookup" not in part]
    shop.server.script(shop.database, "SET NAMES utf8mb4;\n"
                       + ";\n".join(keep))


def fill_demo(prefix, now, site, server):
    from demo import shop as demo
    server.create("shop")
    server.script("shop", demo.schema_sql(prefix))
    server.script("shop", demo.fixture_sql(prefix, now, site))
    server.account(USER, PASSWORD, "shop")


def open_shop(name="hpos", prefix="wp_", now=DEMO_NOW,
              site="http://127.0.0.1:8090", prepare=None):
    """prefix, now and site are for the demo shop only: a dump has its own.
    prepare(shop) is called once a run and what it did is kept for all, for
    all who give a prepare for the same shop."""
    if name == "demo":
        words = (prefix, now, site)
        seed = "demo-%s-%d-%s" % (prefix, now,
                                  re.sub(r"\W", "", site))
        describe = lambda server: demo_shop(*words, server)  # noqa: E731
        fill = lambda server: fill_demo(*words, server)  # noqa: E731
    else:
        if not has_dump(name):
            tap.skip("no dump of a real shop: %s is missing"
                     % os.path.relpath(dump_path(name), proc.TOP))
        seed = name
        describe = lambda server: dump_shop(name, server)  # noqa: E731
        fill = lambda server: fill_dump(name, server)  # noqa: E731

    def fill_and_prepare(server):
        fill(server)
        prepare(describe(server))

    if prepare:
        server = db.server(seed + "-prepared", fill_and_prepare)
    else:
        server = db.server(seed, fill)
    tap.cleanup(server.stop)
    return describe(server)
