#!/usr/bin/python3
"""The lines that setup prints, in the web servers they are for."""
# budget: 120 s

import os
import re
import shutil

import app
import buyer
import proc
import shop
import tap
import web

app.need()
PROGRAM = os.path.realpath(app.BIN)
# A slug as WordPress keeps one that is not plain ASCII.
SLUG = "u%c5%besakymas"
WP_CONFIG = """<?php
define( 'DB_NAME', 'shop' );
define( 'DB_USER', 'aftersale' );
define( 'DB_PASSWORD', 'test-pass' );
define( 'DB_HOST', 'localhost:%s' );
$table_prefix = 'wp_';
"""
SECTION = re.compile(r"(?ms)^# ---- (.*?)\n(.*?)^# ----$")


def ready(opened):
    app.App(opened).migrate()
    opened.rows("UPDATE {P}posts SET post_name = %s WHERE ID = (SELECT"
                " option_value FROM {P}options WHERE option_name ="
                " 'woocommerce_checkout_page_id')", (SLUG,))


class Printed:
    """A shop that setup has set up behind a server on that port."""

    def __init__(self, name):
        self.shop = shop.open_shop("demo", site="http://127.0.0.1:8091",
                                   prepare=ready)
        self.port = proc.free_port()
        self.app = app.App(self.shop, clock=shop.DEMO_NOW)
        folder = proc.folder("wp")
        path = os.path.join(folder, "wp-config.php")
        with open(path, "w", encoding="utf-8") as file:
            file.write(WP_CONFIG % self.shop.server.socket)
        proc.own(path)
        os.unlink(self.app.file)
        self.out = self.app.run(
            "setup", folder, "--yes", "--single-user", "--server", name,
            "--listen", self.app.socket, "--base-url",
            "http://127.0.0.1:%d/after" % self.port).stdout.decode()
        self.app.run("mode", "on")
        self.parts = SECTION.findall(self.out)
        tap.eq(re.findall(r"@[A-Z_]+@", self.out), [], "holes of " + name)
        tap.ok(self.parts, "lines for " + name)
        self.app.conf["base_url"] = "http://127.0.0.1:%d/after" % self.port

    def text(self, at=0):
        return self.parts[at][1]


def use(kind, printed):
    """The server class, with the printed lines for its snippet."""
    def lines(self, text):
        share = app.share_of(PROGRAM) or "/usr/share/aftersale"
        return text.replace(share + "/assets", self.words["ASSETS"]).replace(
            share + "/webserver", self.words["AWAY"])

    class Server(kind):
        def snippet(self, name):
            path = os.path.join(self.folder, "printed")
            with open(path, "w", encoding="utf-8") as file:
                file.write(lines(self, printed.text()))
            return path

        def fill_site(self, base):
            os.makedirs(base)
            shutil.copytree(self.words["ASSETS"],
                            os.path.join(base, "assets"))
            shutil.copy(os.path.join(self.words["AWAY"], "away.html"), base)
            for at, name in ((0, ".htaccess"), (1, "aftersale.cgi")):
                path = os.path.join(base, name)
                with open(path, "w", encoding="utf-8") as file:
                    file.write(lines(self, printed.text(at)))
                os.chmod(path, 0o755)
    return Server


def look(server, printed):
    """An order opens, style is there."""
    order = next(iter(printed.shop.orders.values()))
    got = server.get("/after" + buyer.shop_path(order["number"],
                                                order["key"]))
    tap.eq(got.status, 303, got.text[:300] + server.error_log()[-500:])
    there = got.header("Location")
    tap.has(there, "/after/o/", "a link of ours")
    page = server.get(there[there.index("/after"):])
    tap.eq(page.status, 200, "the page")
    style = re.search(r'href="([^"]*shop\.css[^"]*)"', page.text)[1]
    tap.eq(server.get(style).status, 200, "its style")


def away(server, printed):
    """Stopped: the link leads to the shop's own page, byte for byte."""
    got = server.get("/after/order/1783/?key=wc_order_Ab-3_x")
    tap.eq(got.status, 302, server.error_log()[-500:])
    tap.has(got.header("Location").lower(), "/%s/" % SLUG, "the slug")
    tap.has(got.header("Location"), "1783/?key=wc_order_Ab-3_x"
            "&aftersale=off", "the order")


def break_program(starter):
    """As if a package had gone and left its starter."""
    with open(starter, encoding="utf-8") as file:
        text = file.read()
    tap.has(text, PROGRAM, "the starter names the program")
    with open(starter, "w", encoding="utf-8") as file:
        file.write(text.replace(PROGRAM, "/nowhere"))


def waiting(name, make):
    @tap.case("PK-01 --server %s: the printed lines serve, and lead away"
              % name)
    def one():
        printed = Printed(name)
        printed.app.serve(1)
        server = make(printed)
        look(server, printed)
        printed.app.stop()
        away(server, printed)


waiting("nginx", lambda p: use(web.Nginx, p)(p.app, p.port))
waiting("lighttpd", lambda p: use(web.Lighttpd, p)(p.app, p.port))
waiting("apache", lambda p: use(web.Apache, p)(p.app, "proxy_fcgi", p.port))


@tap.case("PK-01 --server apache-fcgid: the starter is written, lines serve")
def fcgid():
    printed = Printed("apache-fcgid")
    starter = os.path.join(os.path.dirname(printed.app.file), "fcgid",
                           "aftersale.fcgi")
    tap.eq(os.stat(starter).st_mode & 0o777, 0o755, "the starter")
    server = use(web.Apache, printed)(printed.app, "fcgid", printed.port)
    look(server, printed)
    server.stop()
    break_program(starter)
    again = use(web.Apache, printed)(printed.app, "fcgid", proc.free_port())
    away(again, printed)


@tap.case("PK-01 --server apache-cgi: a folder of the site as it is told")
def cgi():
    printed = Printed("apache-cgi")
    server = use(web.Apache, printed)(printed.app, "cgi", printed.port)
    look(server, printed)
    tap.lacks(server.get("/after/.htaccess").text, "Rewrite", "hidden")
    break_program(os.path.join(server.root, "after", "aftersale.cgi"))
    away(server, printed)


@tap.case("a web server we know nothing of is refused before anything is done")
def unknown():
    by = app.App(shop.open_shop("demo"))
    done = by.run("setup", "/nowhere", "--server", "caddy", good=False)
    tap.eq(done.returncode, 2, "exit")
    tap.eq(done.stderr.decode().count("\n"), 1, "one line")


tap.main()
