#!/usr/bin/python3
"""uninstall: the shop is afterwards as it was before setup."""
# budget: 150 s

import json
import os
import subprocess
import urllib.error
import urllib.request

import app
import buyer
import carried
import proc
import shop
import tap
from demo import shop as demo

app.need()
house = app.App(app.shop_with_tables("demo"), clock=shop.DEMO_NOW)
WP_CONFIG = """<?php
define( 'DB_NAME', 'shop' );
define( 'DB_USER', 'aftersale' );
define( 'DB_PASSWORD', 'test-pass' );
define( 'DB_HOST', 'localhost:%s' );
define( 'LOGGED_IN_KEY', '%s' );
define( 'LOGGED_IN_SALT', '%s' );
$table_prefix = '%s';
"""


class Place:
    """A shop, and where the configuration beside it will stand."""

    def __init__(self, beside=None, prefix="wp_"):
        self.shop = beside or shop.open_shop("demo")
        self.wp = proc.folder("wp")
        self.file = os.path.join(proc.folder("etc"), "aftersale.json")
        path = os.path.join(self.wp, "wp-config.php")
        with open(path, "w", encoding="utf-8") as file:
            file.write(WP_CONFIG % (
                self.shop.server.socket,
                self.shop.wordpress["logged_in_key"],
                self.shop.wordpress["logged_in_salt"], prefix))
        proc.own(path)

    def run(self, command, *more, admin=True):
        words = ["--db-admin-user", "root"] if admin else []
        done = house.run("--config", self.file, command, self.wp, *words,
                         *more)
        return done.stdout.decode("utf-8")

    def conf(self):
        with open(self.file, encoding="utf-8") as file:
            return json.load(file)

    def dump(self):
        """Every table and every row, as the backup program writes them."""
        done = subprocess.run(
            ["mariadb-dump", "--no-defaults", "--skip-comments",
             "--skip-dump-date", "--order-by-primary",
             "--single-transaction", "--user=root",
             "--socket=" + self.shop.server.socket, "shop"],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
        tap.eq((done.returncode, done.stderr.decode()), (0, ""), "the dump")
        return done.stdout

    def accounts(self):
        rows = self.shop.server.rows(
            "mysql", "SELECT User, Host FROM mysql.user"
            " WHERE User LIKE 'aftersale\\_%%'")
        return [row["User"] for row in rows]

    def use(self):
        """Buyers, staff and jobs leave their traces."""
        by = app.App(self.shop, clock=shop.DEMO_NOW)
        by.conf = dict(self.conf(), mode="on")
        by.write_conf()
        by.serve(1)
        links = {}
        for case, order in self.shop.orders.items():
            one = buyer.Buyer(by)
            tap.eq(one.arrive(order["number"], order["key"]).status, 200,
                   case)
            links[case] = one.at
        by.run("work", "--once")
        by.run("work", "--now", "recommend")
        by.stop()
        return links


@tap.case("PK-12 before setup and after uninstall: not one row differs")
def as_before():
    here = Place()
    before = here.dump()
    here.run("setup", "--yes")
    tap.eq(len(here.accounts()), 3, "users")
    here.use()
    tap.ok(here.dump() != before, "there were traces")
    out = here.run("uninstall", "--yes")
    tap.has(out, "wp_aftersale_job", "what went")
    tap.has(out, "systemctl disable --now aftersale@aftersale.socket",
            "what is left to the host")
    tap.eq(here.dump() == before, True, "tables and rows as before")
    tap.eq(here.accounts(), [], "database users")
    tap.eq(os.listdir(os.path.dirname(here.file)), [], "files")
    out = here.run("uninstall", "--yes")
    tap.has(out, "Tables: 0 dropped", "a second time")


@tap.case("PK-12 uninstall --dry-run names all of it and changes nothing")
def dry():
    here = Place()
    here.run("setup", "--yes")
    before, users = here.dump(), here.accounts()
    tap.lacks(here.run("uninstall", "--dry-run"), "Plugin", "none is there")
    plugin = os.path.join(here.wp, "wp-content/plugins/aftersale")
    os.makedirs(plugin)
    out = here.run("uninstall", "--dry-run")
    tap.has(out, "to be deleted in WordPress under Plugins:\n  " + plugin)
    for part in ["wp_aftersale_setting_version", here.file] + users:
        tap.has(out, part, "the list")
    tap.eq(here.dump() == before, True, "the database")
    tap.eq(here.accounts(), users, "users")
    tap.ok(os.path.exists(here.file), "the file")


@tap.case("PK-12 a shop beside it whose tables begin as ours do keeps them")
def beside():
    here = Place()
    here.run("setup", "--yes")
    here.shop.server.script("shop", "CREATE TABLE wp_aftersale_options"
                            " LIKE wp_options")
    before, users = here.dump(), here.accounts()
    done = house.run("--config", here.file, "uninstall", here.wp, "--yes",
                     "--db-admin-user", "root", good=False)
    tap.eq(done.returncode, 1)
    tap.has(done.stderr.decode(), "tables of another shop begin with"
            " wp_aftersale_")
    tap.eq(here.dump() == before, True, "the database")
    tap.eq(here.accounts(), users, "users")


@tap.case("PK-12 N22 two shops in one database whose prefixes differ by a"
          " capital: each has its own tables")
def capital():
    here = Place()
    here.shop.server.script("shop", demo.schema_sql("WP_"))
    here.shop.server.script("shop", demo.fixture_sql(
        "WP_", here.shop.now, "http://127.0.0.1:8091"))
    other = Place(here.shop, "WP_")
    before = here.dump()
    here.run("setup", "--yes", "--single-user")
    with_one = here.dump()
    other.run("setup", "--yes", "--single-user")
    done = house.run("--config", here.file, "export", carried.target())
    tap.eq(done.stdout.decode().count("  place  "), 1, "tables, each once")
    tap.lacks(here.run("uninstall", "--dry-run"), "WP_aftersale", "the list")
    other.run("uninstall", "--yes")
    tap.eq(here.dump() == with_one, True, "what is of the first stays")
    here.run("uninstall", "--yes")
    tap.eq(here.dump() == before, True, "tables and rows as before")


@tap.case("PK-12 --keep-data: setup again, and old links work as before")
def kept():
    here = Place()
    here.run("setup", "--yes")
    links = here.use()
    keys, tables = here.conf()["keys"], here.dump()
    here.run("uninstall", "--yes", "--keep-data")
    tap.eq(here.accounts(), [], "database users")
    tap.eq(here.dump() == tables, True, "tables")
    here.run("setup", "--yes")
    tap.eq(here.conf()["keys"], keys, "keys")
    by = app.App(here.shop, clock=shop.DEMO_NOW)
    by.conf = dict(here.conf(), mode="on")
    by.write_conf()
    by.serve(1)
    for case, at in links.items():
        tap.eq(buyer.Buyer(by).get(at).status, 200, case)


@tap.case("PK-12 N22 --export first: uninstall, setup, import, and all is back")
def exported():
    here = Place()
    here.run("setup", "--yes")
    links = here.use()
    carried.fill(here.shop, odd=False)
    rows, keys = carried.rows_of(here.shop), here.conf()["keys"]
    where = carried.target()
    house.run("--config", here.file, "uninstall", here.wp, "--yes",
              "--db-admin-user", "root", "--export", where)
    tap.eq(carried.own_tables(here.shop), [], "tables")
    here.run("setup", "--yes")
    tap.ok(here.conf()["keys"] != keys, "new keys")
    house.run("--config", here.file, "import", "--keys",
              where + "/aftersale.sqlite")
    tap.ok(carried.rows_of(here.shop) == rows, "rows")
    tap.eq(here.conf()["keys"], keys, "keys")
    by = app.App(here.shop, clock=shop.DEMO_NOW)
    by.conf = dict(here.conf(), mode="on")
    by.write_conf()
    by.serve(1)
    for case, at in links.items():
        tap.eq(buyer.Buyer(by).get(at).status, 200, case)


@tap.case("PK-12 an export that fails stops the removal")
def not_exported():
    here = Place()
    here.run("setup", "--yes")
    before, users = here.dump(), here.accounts()
    there = proc.folder("there")
    with open(os.path.join(there, "x"), "w", encoding="ascii") as file:
        file.write("in the way")
    said = carried.refused(house, "--config", here.file, "uninstall",
                           here.wp, "--yes", "--db-admin-user", "root",
                           "--export", there)
    tap.has(said, "nothing was changed")
    tap.ok(here.dump() == before, "tables and rows")
    tap.eq(here.accounts(), users, "users")
    tap.ok(os.path.exists(here.file), "the file")


@tap.case("PK-12 nobody may drop users: the lines are for the host")
def no_admin():
    here = Place()
    here.run("setup", "--yes")
    server = here.shop.server
    out = here.run("uninstall", "--yes", admin=False)
    if here.accounts():
        tap.has(out, "DROP USER IF EXISTS", "lines to hand on")
    left = server.rows("shop", "SHOW TABLES LIKE 'wp\\_aftersale%%'")
    tap.eq(list(left), [], "tables")
    tap.ok(not os.path.exists(here.file), "the file")


@tap.case("PK-12 PK-11 without the configuration of this shop, as when --config"
          " was forgotten, nothing is taken while tables are there")
def forgotten():
    here = Place()
    here.run("setup", "--yes")
    before, users = here.dump(), here.accounts()
    words = ("uninstall", here.wp, "--db-admin-user", "root")
    other = os.path.join(proc.folder("etc"), "other.json")
    done = house.run("--config", other, *words, "--yes", good=False)
    tap.eq(done.returncode, 1, "status")
    tap.has(done.stderr.decode(), "name the shop's own configuration by"
            " --config")
    tap.eq(here.dump() == before, True, "the database")
    tap.eq(here.accounts(), users, "users")
    out = house.run("--config", other, *words, "--dry-run").stdout.decode()
    tap.has(out, "wp_aftersale_job", "the list")


@tap.case("PK-12 a removal that was cut half way: setup makes it whole again")
def half_way():
    here = Place()
    here.run("setup", "--yes")
    whole = carried.own_tables(here.shop)
    for name in whole[:8]:
        here.shop.server.rows("shop", "DROP TABLE `%s`" % name)
    here.run("setup", "--yes")
    tap.eq(carried.own_tables(here.shop), whole, "tables")
    house.run("--config", here.file, "mode", "on")
    out = house.run("--config", here.file, "doctor", good=False)
    tap.lacks(out.stdout.decode(), "bad ", "doctor")


@tap.case("PK-12 --single-user: no account is taken that the shop has had, and"
          " none is named that never was; those of an earlier setup go")
def single():
    here = Place()
    server, others = here.shop.server, "SELECT User FROM mysql.user"
    before = sorted(row["User"] for row in server.rows("mysql", others))
    here.run("setup", "--yes", "--single-user")
    tap.has(here.run("uninstall", "--dry-run"), "  none of our own")
    server.account("second", "test-pass", "shop")
    with open(os.path.join(here.wp, "wp-config.php"), "r+",
              encoding="utf-8") as file:
        text = file.read().replace("'aftersale'", "'second'")
        file.seek(0)
        file.write(text)
        file.truncate()
    tap.lacks(here.run("uninstall", "--dry-run"), "@'localhost'")
    here.run("setup", "--yes")
    tap.eq(len(here.accounts()), 3, "it grew up with users of its own")
    here.run("setup", "--yes", "--single-user")
    here.run("uninstall", "--yes")
    tap.eq(sorted(row["User"] for row in server.rows("mysql", others)),
           sorted(before + ["second"]), "accounts")


@tap.case("PK-12 users that setup made for another address, before the shop"
          " reached its database by this one, go too")
def addresses():
    here = Place()
    here.run("setup", "--yes")
    for name in here.accounts():
        here.shop.server.script(None, "CREATE USER '%s'@'10.0.0.%%'" % name)
    tap.eq(len(here.accounts()), 6, "users")
    here.run("uninstall", "--yes")
    tap.eq(here.accounts(), [], "users")


@tap.case("PK-12 a no changes nothing")
def refused():
    here = Place()
    here.run("setup", "--yes")
    before = here.dump()
    done = house.run("--config", here.file, "uninstall", here.wp,
                     "--db-admin-user", "root", stdin=b"n\n", good=False)
    tap.eq(done.returncode, 1, "status")
    tap.eq(here.dump() == before, True, "the database")


# ---- what is left: a few lines of the web server ----------------------------

NGINX = """daemon off; pid %(folder)s/pid; error_log %(folder)s/error.log;
events { }
http {
	access_log off;
	client_body_temp_path %(folder)s; proxy_temp_path %(folder)s;
	fastcgi_temp_path %(folder)s; uwsgi_temp_path %(folder)s;
	scgi_temp_path %(folder)s;
	server { listen 127.0.0.1:%(port)d; include %(folder)s/gone.conf; }
}
"""


class Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


def where_to(port, path):
    try:
        urllib.request.build_opener(Stay).open(
            "http://127.0.0.1:%d%s" % (port, path), timeout=60)
    except urllib.error.HTTPError as answer:
        return answer.code, answer.headers["Location"]
    return None


@tap.case("PK-12 links of old mails lead on to the shop (nginx)")
def links_stay():
    here = Place()
    here.run("setup", "--yes")
    out = here.run("uninstall", "--yes", "--server", "nginx")
    folder, port = proc.folder("gone"), proc.free_port()
    with open(os.path.join(folder, "gone.conf"), "w",
              encoding="utf-8") as file:
        file.write(out[out.index("# aftersale was taken away"):])
    with open(os.path.join(folder, "nginx.conf"), "w",
              encoding="utf-8") as file:
        file.write(NGINX % {"folder": folder, "port": port})
    server = proc.Process(["nginx", "-c", os.path.join(folder, "nginx.conf")],
                          os.path.join(folder, "log"))
    proc.wait_for(lambda: proc.port_answers(port), 30, "nginx", server)
    status, there = where_to(port, "/after/order/1001?key=wc_order_abc")
    tap.eq(status, 302, "an order link")
    tap.has(there, "1001", "its number")
    tap.has(there, "key=wc_order_abc", "its key")
    tap.lacks(there, "/after/", "no loop")
    status, there = where_to(port, "/after/o/AbCd")
    tap.eq((status, there), (302, here.shop.origin), "another link")
    server.stop()


tap.main()
