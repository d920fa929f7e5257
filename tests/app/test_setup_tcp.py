#!/usr/bin/python3
"""setup where the database is reached by host and port, and by TLS."""
# budget: 200 s

import json
import os
import subprocess

import app
import buyer
import proc
import shop
import tap

app.need()
house = app.App(app.shop_with_tables("demo"), clock=shop.DEMO_NOW)
WP_CONFIG = """<?php
define( 'DB_NAME', 'shop' );
define( 'DB_USER', 'aftersale' );
define( 'DB_PASSWORD', 'test-pass' );
define( 'DB_HOST', '%s' );
define( 'LOGGED_IN_KEY', '%s' );
define( 'LOGGED_IN_SALT', '%s' );
$table_prefix = 'wp_';
"""
ADMIN = "[client]\nuser = boss\npassword = boss-pass\n"


def put(path, text):
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    proc.own(path)
    return path


def openssl(*words):
    subprocess.run(["openssl", *words], check=True, capture_output=True)


def certificates(folder):
    """An authority and a server of it, for the address of this machine."""
    at = lambda name: os.path.join(folder, name)  # noqa: E731
    for who in ("ca", "other"):
        openssl("req", "-x509", "-newkey", "ec", "-pkeyopt",
                "ec_paramgen_curve:prime256v1", "-nodes", "-days", "30",
                "-subj", "/CN=" + who, "-keyout", at(who + ".key"),
                "-out", at(who + ".pem"))
    openssl("req", "-newkey", "ec", "-pkeyopt",
            "ec_paramgen_curve:prime256v1", "-nodes", "-subj",
            "/CN=127.0.0.1", "-keyout", at("db.key"), "-out", at("db.csr"))
    put(at("ext"), "subjectAltName=IP:127.0.0.1\n")
    openssl("x509", "-req", "-in", at("db.csr"), "-CA", at("ca.pem"),
            "-CAkey", at("ca.key"), "-CAcreateserial", "-days", "30",
            "-extfile", at("ext"), "-out", at("db.pem"))
    for name in os.listdir(folder):
        proc.own(at(name))
    return at


class Place:
    """A shop whose database listens on a port of 127.0.0.1."""

    def __init__(self, *options, host="127.0.0.1:%d"):
        self.shop = shop.open_shop("demo")
        self.port = proc.free_port()
        server = self.shop.server
        for name in ("aftersale", "boss"):
            server.script(None, "CREATE USER '%s'@'127.0.0.1' IDENTIFIED BY"
                          " '%s'; GRANT ALL ON %s TO '%s'@'127.0.0.1'%s" % (
                              name, {"boss": "boss-pass"}.get(
                                  name, "test-pass"),
                              "*.*" if name == "boss" else "shop.*", name,
                              " WITH GRANT OPTION" * (name == "boss")))
        server.stop()
        server.options += ["--skip-networking=0", "--port=%d" % self.port,
                           "--bind-address=127.0.0.1", *options]
        server.start()
        self.wp, self.etc = proc.folder("wp"), proc.folder("etc")
        self.file = os.path.join(self.etc, "new", "aftersale.json")
        self.login = put(os.path.join(self.etc, "login"), ADMIN)
        put(os.path.join(self.wp, "wp-config.php"), WP_CONFIG % (
            host % self.port, self.shop.wordpress["logged_in_key"],
            self.shop.wordpress["logged_in_salt"]))

    def setup(self, *more, good=True):
        done = house.run("--config", self.file, "setup", self.wp, "--yes",
                         "--db-admin-file", self.login, *more, good=good)
        return done.stdout.decode(), done.stderr.decode()

    def database(self):
        with open(self.file, encoding="utf-8") as file:
            return json.load(file)["database"]

    def page(self):
        """The order page, by the file that setup wrote."""
        by = app.App(self.shop, clock=shop.DEMO_NOW)
        with open(self.file, encoding="utf-8") as file:
            by.conf = dict(json.load(file), mode="on")
        by.write_conf()
        by.serve(1)
        order = next(iter(self.shop.orders.values()))
        one = buyer.Buyer(by)
        tap.eq(one.arrive(order["number"], order["key"]).status, 200, "page")
        by.run("work", "--once")
        return by

    def visitors(self):
        """Who is connected over the network."""
        rows = self.shop.server.rows(
            None, "SELECT ID, USER FROM information_schema.PROCESSLIST"
            " WHERE HOST LIKE '127.%%'")
        return [row["USER"] for row in rows]


@tap.case("PK-04 DB_HOST with a port: users of that address, pages work")
def port():
    here = Place()
    here.setup()
    db = here.database()
    tap.eq((db["host"], db["port"], db.get("socket", "")),
           ("127.0.0.1", here.port, ""), "where")
    hosts = here.shop.server.rows(
        "mysql", "SELECT host AS host FROM user WHERE user = %s",
        (db["user"],))
    tap.eq([row["host"] for row in hosts], ["127.0.0.1"], "the user's host")
    by = here.page()
    tap.ok(here.visitors(), "connections over the network")
    tap.lacks(by.log_text(), "denied", "nothing was refused")


@tap.case("PK-04 --db-ca: everything by TLS, where the server wants nothing"
          " else")
def tls():
    at = certificates(proc.folder("tls"))
    here = Place("--ssl-cert=" + at("db.pem"), "--ssl-key=" + at("db.key"),
                 "--ssl-ca=" + at("ca.pem"), "--require-secure-transport=ON")
    here.setup("--db-ca", at("ca.pem"))
    tap.eq(here.database()["ca_file"], at("ca.pem"), "in the file")
    by = here.page()
    tap.lacks(by.log_text(), "connect", "no trouble")


@tap.case("PK-04 a server that wants TLS: setup says which option is missing")
def wanted():
    at = certificates(proc.folder("tls"))
    here = Place("--ssl-cert=" + at("db.pem"), "--ssl-key=" + at("db.key"),
                 "--ssl-ca=" + at("ca.pem"), "--require-secure-transport=ON")
    _, said = here.setup(good=False)
    tap.eq(said.count("\n"), 1, said)
    tap.has(said, "--db-ca", "the way out")
    tap.ok(not os.path.exists(here.file), "nothing is written")


@tap.case("PK-04 a certificate of another authority is refused, and a server"
          " without TLS")
def stranger():
    at = certificates(proc.folder("tls"))
    here = Place("--ssl-cert=" + at("db.pem"), "--ssl-key=" + at("db.key"),
                 "--ssl-ca=" + at("ca.pem"))
    _, said = here.setup("--db-ca", at("other.pem"), good=False)
    tap.has(said, "certificate", "why")
    tap.ok(not os.path.exists(here.file), "nothing is written")
    here = Place("--skip-ssl")
    _, said = here.setup("--db-ca", at("ca.pem"), good=False)
    tap.has(said, "TLS", "why")
    tap.ok(not os.path.exists(here.file), "nothing is written")


tap.main()
