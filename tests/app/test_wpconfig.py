#!/usr/bin/python3
"""wp-config.php changes while serve and work run."""
# budget: 180 s

import json
import os
import time

import app
import buyer
import proc
import shop
import tap

app.need()
WP_CONFIG = """<?php
define( 'DB_NAME', '%(name)s' );
define( 'DB_USER', '%(user)s' );
define( 'DB_PASSWORD', '%(password)s' );
define( 'DB_HOST', 'localhost:%(socket)s' );
define( 'LOGGED_IN_KEY', '%(key)s' );
define( 'LOGGED_IN_SALT', '%(salt)s' );
$table_prefix = '%(prefix)s';
require_once ABSPATH . 'wp-settings.php';
"""
PATIENCE = 30


class Place:
    """A shop with a folder, and what its file says."""

    def __init__(self):
        self.shop = app.shop_with_tables("demo")
        self.dir = proc.folder("wp")
        self.path = os.path.join(self.dir, "wp-config.php")
        self.said = dict(
            socket=self.shop.server.socket, user="aftersale",
            password="test-pass", name="shop", prefix="wp_",
            key=self.shop.wordpress["logged_in_key"],
            salt=self.shop.wordpress["logged_in_salt"])
        self.write()

    def write(self, cut=None, in_place=False, **change):
        """The file, up to that word; in place: half of it may be read."""
        self.said.update(change)
        text = WP_CONFIG % self.said
        path = self.path if in_place else self.path + ".new"
        with open(path, "w", encoding="utf-8") as file:
            file.write(text[:text.index(cut)] if cut else text)
        proc.own(path)
        os.rename(path, self.path)

    def app(self, **database):
        return app.App(self.shop, clock=shop.DEMO_NOW, conf={
            "wordpress": {"dir": self.dir}, "database": database})

    def staff(self, by, key=None, salt=None):
        """What the console says to somebody signed in by these secrets."""
        from demo import wordpress
        before = wordpress.LOGGED_IN_KEY, wordpress.LOGGED_IN_SALT
        wordpress.LOGGED_IN_KEY = key or self.said["key"]
        wordpress.LOGGED_IN_SALT = salt or self.said["salt"]
        cookie = "%s=%s" % wordpress.cookie("owner", self.shop.origin)
        wordpress.LOGGED_IN_KEY, wordpress.LOGGED_IN_SALT = before
        return buyer.Buyer(by, cookie=cookie).get("/admin/orders").status

    def ask_all(self, by, *secrets):
        """Both processes, most likely."""
        return {self.staff(by, *secrets) for _ in range(6)}


def renewed(process, before):
    """Whether another process stands in the place of each of these."""
    return lambda: not set(before) & set(proc.children(process.pid))


@tap.case("new salts in wp-config.php count within seconds, the old ones no"
          " more; the program is not started again")
def salts():
    here = Place()
    by = here.app()
    process = by.serve(2)
    tap.eq(here.ask_all(by), {200})
    old = here.said["key"], here.said["salt"]
    before = proc.children(process.pid)
    here.write(key="a new key", salt="a new salt")
    proc.wait_for(renewed(process, before), PATIENCE, "new processes")
    proc.wait_for(lambda: here.ask_all(by) == {200}, PATIENCE, "the new salts")
    tap.eq(here.ask_all(by, *old), {401}, "the old salts")
    tap.ok(process.alive(), "serve was never started again")
    by.stop()


@tap.case("a file that is cut off, gone or closed keeps what it said, and"
          " says so; whole again it counts")
def half():
    here = Place()
    by = here.app()
    by.serve(1)
    tap.eq(here.staff(by), 200)
    old = here.said["key"], here.said["salt"]
    here.write(cut="_prefix", key="new 1", salt="new 2")
    proc.wait_for(lambda: "is cut off in the middle" in by.log_text(),
                  PATIENCE, "the log")
    tap.eq(here.ask_all(by, *old), {200})
    os.unlink(here.path)
    proc.wait_for(lambda: "is gone or cannot be read" in by.log_text(),
                  PATIENCE, "the log")
    tap.eq(here.ask_all(by, *old), {200})
    here.write()
    os.chmod(here.path, 0)
    if proc.account():
        proc.wait_for(lambda: "run aftersale setup again" in by.log_text(),
                      PATIENCE, "the log")
        tap.eq(here.ask_all(by, *old), {200})
    os.chmod(here.path, 0o644)
    here.write()
    proc.wait_for(lambda: here.ask_all(by) == {200}, PATIENCE, "whole")
    tap.eq(by.log_text().count("is cut off"), 1, "said once")
    by.stop()


@tap.case("a file that says the same as before disturbs nobody")
def touched():
    here = Place()
    by = here.app()
    process = by.serve(2)
    tap.eq(here.ask_all(by), {200})
    before = proc.children(process.pid)
    time.sleep(1)
    here.write(in_place=True)
    os.utime(here.path)
    end = time.monotonic() + 5
    while time.monotonic() < end:
        here.staff(by)
        time.sleep(0.2)
    tap.eq(proc.children(process.pid), before)
    here.write(in_place=True, key="another")
    proc.wait_for(renewed(process, before), PATIENCE, "new processes")
    proc.wait_for(lambda: here.ask_all(by) == {200}, PATIENCE, "new")
    by.stop()


@tap.case("a changed password of the shop's account reaches serve and work;"
          " accounts of our own keep theirs")
def password():
    here = Place()
    server = here.shop.server
    by = here.app()
    by.clock = None
    by.serve(2)
    worker = by.work()
    own = here.app(user="ours", password="ours-pass")
    server.script(None, "CREATE USER ours@localhost IDENTIFIED BY 'ours-pass';"
                  " GRANT ALL ON shop.* TO ours@localhost;")
    own.serve(1)
    tap.eq(by.get("/help").status, 200)
    server.script(None, "ALTER USER aftersale@localhost IDENTIFIED BY 'new';")
    for row in server.rows(None, "SELECT ID FROM information_schema.PROCESSLIST"
                           " WHERE USER = 'aftersale'"):
        server.rows(None, "KILL %d" % row["ID"])
    here.write(password="new")
    order = here.shop.orders["fresh_guest"]
    link = buyer.shop_path(order["number"], order["key"])
    proc.wait_for(lambda: {by.get(link).status for _ in range(6)} == {303},
                  PATIENCE, "pages with the new password")
    here.shop.rows("DELETE FROM {P}aftersale_heartbeat")
    proc.wait_for(lambda: here.shop.rows(
        "SELECT worker FROM {P}aftersale_heartbeat"), 60, "the worker",
                  worker)
    tap.eq(own.get(link).status, 303, "an account of our own")
    tap.eq(json.loads(by.run("status", "--json", good=False).stdout)[
        "database"], True, "a command")
    own.stop()
    by.stop()


def link_of(here):
    order = here.shop.orders["fresh_guest"]
    return buyer.shop_path(order["number"], order["key"])


def answers(by, link, status=303):
    """All processes, most likely."""
    return {by.get(link).status for _ in range(6)} == {status}


def beats(here):
    here.shop.rows("DELETE FROM {P}aftersale_heartbeat")
    return lambda: here.shop.rows("SELECT worker FROM {P}aftersale_heartbeat")


@tap.case("PK-03 a changed user of the shop's database reaches serve and work,"
          " where one account is for all and setup noted it")
def user():
    here = Place()
    server = here.shop.server
    by = here.app(account="aftersale")
    by.clock = None
    by.serve(2)
    worker = by.work()
    proc.wait_for(beats(here), 30, "the worker", worker)
    server.account("renamed", "other-pass", "shop")
    here.write(user="renamed", password="other-pass")
    server.script(None, "DROP USER aftersale@localhost")
    for row in server.rows(None, "SELECT ID FROM information_schema.PROCESSLIST"
                           " WHERE USER = 'aftersale'"):
        server.rows(None, "KILL %d" % row["ID"])
    proc.wait_for(lambda: answers(by, link_of(here)), PATIENCE, "pages")
    proc.wait_for(beats(here), 60, "the worker", worker)
    by.stop()


@tap.case("PK-03 a changed host of the shop's database is followed where setup"
          " took it from the file, by accounts of our own, too; what goes"
          " outward is held, for this is a move")
def host():
    here = Place()
    old, new = here.shop.server, app.shop_with_tables("demo").server
    noted = old.socket
    by = here.app(shop_server=noted, worker_user="aftersale",
                  worker_password="test-pass")
    other = here.app()
    named = os.path.join(here.dir, "named")
    os.symlink(noted, named)
    edited = here.app(shop_server=noted, socket=named)
    for one in (by, other, edited):
        one.clock = None
        one.expect_log("level=(error|warn)")
        one.serve(2)
    worker = by.work()
    proc.wait_for(beats(here), 30, "the worker", worker)
    new.script("shop", "DELETE FROM wp_aftersale_heartbeat")
    home = old.rows("shop", "SELECT * FROM wp_aftersale_place")[0]
    new.rows("shop", "INSERT INTO wp_aftersale_place (%s) VALUES (%s)" % (
        ", ".join(home), ", ".join(["%s"] * len(home))), tuple(home.values()))
    here.write(socket=new.socket)
    old.stop()
    proc.wait_for(lambda: answers(by, link_of(here)), PATIENCE, "pages")
    proc.wait_for(lambda: new.rows("shop", "SELECT worker FROM"
                                   " wp_aftersale_heartbeat"), 60,
                  "the worker", worker)
    tap.has(by.log_text(), "the DB_HOST in wp-config.php is new and followed")
    tap.eq(other.get(link_of(here)).status, 503,
           "an owner's own way to a server stays")
    tap.eq(edited.get(link_of(here)).status, 503,
           "also where setup had noted another one before")
    said = json.loads(by.run("status", "--json", good=False).stdout)
    tap.eq((said["shop_file_wrong"], said["held"], said["differs"]),
           ("", True, ["db_server"]))
    by.stop()
    other.stop()
    edited.stop()


@tap.case("PK-03 another table prefix or database in wp-config.php is not"
          " followed: log, status, doctor and /health say so, pages go on")
def other_shop():
    here = Place()
    by = here.app()
    by.serve(2)
    key = here.said["key"]
    for change, words in (
            ({"prefix": "other_"}, "the table_prefix in wp-config.php is"
             " other_, this was set up for wp_: not followed"),
            ({"name": "elsewhere"}, "the DB_NAME in wp-config.php is"
             " elsewhere, this was set up for shop: not followed")):
        here.write(**change)
        proc.wait_for(lambda: here.ask_all(by, key) and words in
                      by.log_text(), PATIENCE, "the log")
        proc.wait_for(lambda: "shop_file wrong" in by.get("/health").text,
                      PATIENCE, "/health")
        tap.ok(answers(by, link_of(here)), "pages go on")
        tap.has(by.run("status", good=False).stdout.decode(),
                "shop file: " + words)
        tap.has(by.run("status", "--prometheus", good=False).stdout.decode(),
                "aftersale_shop_file_wrong 1")
        tap.has(by.run("doctor", good=False).stdout.decode(), words)
        here.write(prefix="wp_", name="shop")
        proc.wait_for(lambda: answers(by, link_of(here)) and
                      "shop_file ok" in by.get("/health").text, PATIENCE,
                      "put back")
    by.stop()


@tap.case("PK-03 serve and work that begin with the file of another shop say"
          " so in the log; a command does not")
def other_from_the_beginning():
    here = Place()
    here.write(prefix="other_")
    by = here.app()
    words = "the table_prefix in wp-config.php is other_"
    tap.lacks(by.run("status", good=False).stderr.decode(), words)
    worker = by.work()
    proc.wait_for(lambda: by.log_text().count(words) == 1, PATIENCE, "the log",
                  worker)
    by.serve(1)
    proc.wait_for(lambda: by.log_text().count(words) == 2, PATIENCE, "the log")
    by.stop()


tap.main()
