#!/usr/bin/python3
"""A copy, a restored backup or a moved shop sends nothing until adopt."""
# budget: 200 s

import json
import os
import shutil
import subprocess
import time

import app
import buyer
import proc
import shop
import tap
from demo import wordpress
from sender import Sender, TOOLS, need as sender_need, sender

app.need()
sender_need()
NOW = shop.DEMO_NOW
HOUR = 3600
WP_CONFIG = """<?php
define( 'DB_NAME', '%s' );
define( 'DB_USER', 'aftersale' );
define( 'DB_PASSWORD', 'test-pass' );
define( 'DB_HOST', 'localhost:%s' );
$table_prefix = 'wp_';
"""
SEARCHED = ("place", "watch", "job", "bridge")


def dump(opened, database="shop"):
    done = subprocess.run(
        ["mariadb-dump", "--no-defaults", "--user=root",
         "--socket=" + opened.server.socket, database],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    tap.eq((done.returncode, done.stderr), (0, b""), "the dump")
    return done.stdout


def clone(by, conf=None, change=()):
    """The shop in another database of the server, and who works for it; its
    addresses replaced, as tools for copies do in every text."""
    server = by.shop.server
    server.create("staging")
    server.account("aftersale2", "test-pass", "staging")
    server.script("staging", dump(by.shop))
    other = shop.Shop("demo", server, by.shop.prefix, "staging")
    other.user = "aftersale2"
    other.wordpress = by.shop.wordpress
    for old, new in change:
        replace(other, old, new)
    return Sender(other, conf=conf)


def replace(other, old, new):
    for row in other.rows(
            "SELECT TABLE_NAME AS t, COLUMN_NAME AS c FROM"
            " information_schema.COLUMNS WHERE TABLE_SCHEMA = 'staging'"
            " AND DATA_TYPE IN ('text', 'mediumtext', 'longtext', 'varchar')"
            " AND (TABLE_NAME LIKE '%%aftersale%%'"
            "      OR TABLE_NAME LIKE '%%options')"):
        other.rows("UPDATE `%(t)s` SET `%(c)s` = REPLACE(`%(c)s`, %%s, %%s)"
                   % row, (old, new))


@tap.case("the first place is home: mails go out, and status says nothing")
def at_home():
    by = sender()
    by.due(1)
    by.due(2, kind="test.count")
    by.work()
    tap.eq(by.jobs(), {1: "done"})
    said = by.status()
    tap.eq((said["held"], said["differs"], said["jobs_held"]), (False, [], 0))
    tap.lacks(by.say("status", good=False), "adopt")
    tap.has(by.say("adopt", "--dry-run"), "It is the place aftersale knows.")
    kept = by.shop.rows("SELECT * FROM {P}aftersale_place")
    tap.eq(len(kept), 1)
    for text in (by.shop.origin, "a machine", by.shop.server.socket):
        tap.lacks(str(kept), text, "kept as it is read")


@tap.case("a clone with another database, folder and address sends nothing,"
          " whatever was replaced in its rows; the live shop goes on")
def staging():
    by = sender(conf={"wordpress": {"dir": "/srv/shop"}})
    by.due(1)
    by.due(2, kind="test.count")
    copy = clone(by, conf={"wordpress": {"dir": "/srv/staging"}}, change=[
        (by.shop.origin, "https://staging.example"),
        ("/srv/shop", "/srv/staging")])
    tap.eq(copy.status()["differs"], ["siteurl", "db_name", "path"],
           "before its worker ever ran")
    copy.work()
    tap.eq(copy.jobs(), {1: "due"}, "the mail of the copy")
    tap.eq(copy.jobs("test.count"), {2: "done"}, "what stays inside runs")
    said = copy.say("adopt", "--dry-run")
    tap.has(said, "was " + by.shop.origin)
    tap.has(said, "was /srv/shop")
    tap.has(said, "test.mail: 1 due within 1 h, to be sent; 0 older")
    tap.eq(copy.status()["held"], True)
    by.work()
    tap.eq(by.jobs(), {1: "done"}, "the live shop")
    tap.eq(by.status()["held"], False)


@tap.case("a changed address is held and said everywhere; http to https too;"
          " adopt lets it go, the old one back does too")
def address():
    by = sender()
    real = app.App(by.shop, clock=NOW)
    for new in ("https" + by.shop.origin[4:], "http://www.shop.example"):
        by.shop.option("siteurl", new)
        by.due(len(by.jobs()))
        by.work()
    tap.eq(by.jobs(), {0: "due", 1: "due"})
    text = by.say("status", good=False)
    tap.has(text, "WARNING - ")
    tap.has(text, "place: not the one aftersale knows (address of the shop);"
                  " nothing is sent: aftersale adopt --dry-run")
    tap.has(by.say("status", "--prometheus", good=False), "\naftersale_held 1")
    tap.has(real.run("doctor", good=False, env={
        "AFTERSALE_MACHINE_ID": by.number}).stdout.decode(),
        "warn  this is not the place aftersale knows: another address of the"
        " shop\n")
    real.serve(1)
    tap.has(real.get("/health").text, "held yes")
    staff = buyer.Buyer(real, cookie="%s=%s" % wordpress.cookie("owner", new))
    tap.has(staff.get("/admin/orders").text, "Nothing is sent to buyers")
    tap.has(told(by), '"alert":"place"')
    real.stop()
    by.shop.option("siteurl", by.shop.origin)
    by.work()
    tap.eq(by.jobs(), {0: "done", 1: "done"}, "the address is back")
    by.shop.option("siteurl", new)
    by.due(7)
    by.work()
    tap.eq(by.jobs()[7], "due")
    tap.has(by.say("adopt", "--yes"), "This place is home now")
    by.work()
    tap.eq(by.jobs()[7], "done")
    tap.eq(by.status()["held"], False)


@tap.case("a moved host is held; adopt sends what is young and leaves out"
          " what is old; --within says how old")
def moved():
    by = sender()
    by.due(1, NOW - 5 * HOUR)
    by.due(2, NOW - 30 * 60)
    by.due(3, NOW - 30 * HOUR)
    by.due(4, NOW + HOUR)
    by.move("another machine")
    by.work()
    tap.eq(set(by.jobs().values()), {"due"})
    tap.eq(by.status()["differs"], ["machine"])
    tap.has(by.say("adopt", "--dry-run"), "test.mail: 1 due within 1 h, to"
            " be sent; 2 older, left out (the oldest was due ")
    tap.has(by.say("adopt", "--dry-run", "--within", "6"),
            "2 due within 6 h")
    done = by.run("adopt", stdin=b"n\n", good=False)
    tap.eq(done.returncode, 1)
    by.work()
    tap.eq(set(by.jobs().values()), {"due"}, "nobody agreed")
    by.say("adopt", "--yes", "--within", "6")
    by.work()
    left = "done: left out: too old when this place was adopted"
    tap.eq(by.jobs(), {1: "done", 2: "done", 3: left, 4: "due"})
    by.move("a machine")
    tap.eq(by.status(NOW + 999)["differs"], ["machine"],
           "the old host is no longer home")


@tap.case("a second machine for the same shop joins by --beside, and what"
          " waits is left to the first")
def beside():
    by = sender()
    by.due(1)
    by.move("second")
    by.work()
    tap.eq(by.jobs(), {1: "due"}, "not before it is adopted")
    tap.has(by.say("adopt", "--beside", "--yes"), "left to the places known")
    by.due(2)
    by.work()
    tap.eq(by.jobs(), {1: "done", 2: "done"})
    by.move("a machine")
    by.due(3)
    by.work()
    tap.eq(by.jobs()[3], "done", "the first is still home")


@tap.case("after the worker was away what is old waits, what is young goes;"
          " a short rest holds nothing")
def away():
    by = sender()
    by.due(1, NOW + 100)
    by.work(NOW + 50 * 60)
    tap.eq(by.jobs(), {1: "done"}, "away for less than an hour")
    later = NOW + 10 * HOUR
    by.due(2, NOW + 2 * HOUR)
    by.due(3, later - 10 * 60)
    by.due(4, NOW + 2 * HOUR, "test.count")
    by.work(later)
    tap.eq(by.jobs(), {1: "done", 3: "done", 2: "held: the worker was away"
                       " for more than an hour"})
    tap.eq(by.jobs("test.count"), {4: "done"})
    tap.eq(by.status(later)["jobs_held"], 1)
    text = by.say("status", at=later, good=False)
    tap.has(text, "held: 1 messages wait for a decision")
    text = console(by, later)
    tap.has(text, "1 message to buyers waits for a decision.")
    tap.has(text, "aftersale adopt")
    tap.has(told(by), '"alert":"held"', "no word of another place")
    by.work(later + 60)
    tap.ok(by.jobs()[2].startswith("held"), "it stays held")
    by.say("adopt", "--yes", "--within", "24", at=later + 60)
    by.work(later + 61)
    tap.eq(by.jobs()[2], "done", "after adopt")
    tap.lacks(console(by, later), "for a decision")
    tap.has(told(by), '"alert":""')


def told(by):
    """What the bridge inside the shop is told."""
    return by.shop.value("SELECT value FROM {P}aftersale_bridge"
                         " WHERE name = 'told'")


def console(by, at):
    """The words of the console's first page."""
    real = app.App(by.shop, clock=at)
    real.serve(1)
    cookie = "%s=%s" % wordpress.cookie("owner", by.shop.origin)
    page = buyer.Buyer(real, cookie=cookie).get("/admin")
    tap.eq(page.status, 200)
    real.stop()
    return buyer.visible(page.text)


@tap.case("a copied shop says in the console how many messages wait there")
def copied():
    by = sender()
    by.due(1)
    by.due(2, kind="test.count")
    by.due(3)
    by.shop.rows("UPDATE {P}aftersale_job SET state = 'held'"
                 " WHERE subject = 3")
    by.move("a copy")
    by.work()
    text = console(by, NOW)
    tap.has(text, "Nothing is sent to buyers: this is not the place")
    tap.has(text, "1 message to buyers waits for a decision.",
            "the real program sends no test.mail; one is held")


@tap.case("the dump of yesterday, read in today: nothing is sent again")
def yesterday():
    by = sender()
    by.due(1)
    text = dump(by.shop)
    by.work()
    tap.eq(by.jobs(), {1: "done"}, "sent yesterday")
    by.shop.server.script("shop", text)
    tap.eq(by.jobs(), {1: "due"}, "the dump does not know")
    today = NOW + 24 * HOUR
    by.due(2, today)
    by.work(today)
    tap.ok(by.jobs()[1].startswith("held: "), by.jobs())
    tap.eq(by.jobs()[2], "done", "what is due today")
    by.say("adopt", "--yes", at=today)
    by.work(today + 60)
    tap.ok(by.jobs()[1].startswith("done: left out"), by.jobs())


@tap.case("a dump that is read in while the worker runs is noticed, however"
          " young, and jobs that come later than heartbeats too")
def under_the_worker():
    by = sender()
    by.shop.rows("DELETE FROM {P}aftersale_heartbeat")
    by.due(1, int(time.time()) + 2)
    by.tool = "outworker"
    started = int(time.time())
    text = dump(by.shop)
    process = by.spawn()
    proc.wait_for(lambda: by.jobs().get(1) == "done", 60, "the mail", process)
    time.sleep(6)
    by.shop.server.script("shop", text)
    proc.wait_for(lambda: by.jobs()[1].startswith("held"), 60,
                  "what was sent before", process)
    tap.eq(by.jobs()[1], "held: the database was restored")
    by.due(2, started)
    proc.wait_for(lambda: by.jobs()[2].startswith("held"), 60,
                  "a job of the dump that came later", process)
    by.stop()


@tap.case("PK-11 a dump that is read in while a fleet works is noticed by the"
          " next process, and a job that comes later still waits")
def under_the_fleet():
    by = Sender(app.shop_with_tables("demo"))
    by.shop.rows("DELETE FROM {P}aftersale_heartbeat")
    tools, shops = proc.folder("tools"), proc.folder("shops")
    shutil.copy(app.BIN, os.path.join(tools, "aftersale"))
    shutil.copy(os.path.join(TOOLS, "outworker"),
                os.path.join(tools, "worker"))
    shutil.copy(by.file, os.path.join(shops, "apple.json"))
    proc.own(os.path.join(shops, "apple.json"))
    process = proc.Process(
        [os.path.join(tools, "aftersale"), "work", "--all", shops],
        by.log, by.environment())
    by.processes.append(process)
    proc.wait_for(lambda: by.shop.value("SELECT 1 FROM {P}aftersale_heartbeat"
                                        " LIMIT 1"), 60, "a round", process)
    by.due(1, int(time.time()) + 2)
    text = dump(by.shop)
    proc.wait_for(lambda: by.jobs().get(1) == "done", 60, "the mail", process)
    time.sleep(6)
    by.shop.server.script("shop", text)
    proc.wait_for(lambda: by.jobs()[1] != "due", 60, "a round", process)
    tap.eq(by.jobs()[1], "held: the database was restored")
    by.due(2, int(time.time()) - 60)
    proc.wait_for(lambda: by.jobs()[2] != "due", 60, "a round", process)
    tap.eq(by.jobs()[2], "held: the database was restored")
    by.stop()


@tap.case("PK-11 a clock that was ahead for a moment: no heartbeat of the"
          " future vouches for a worker, or hides that it was away")
def ahead():
    by = sender()
    by.work(NOW + 30 * 24 * HOUR)
    seen = by.status(NOW + 200)
    tap.eq((seen["state"], seen["worker_age_seconds"]), ("WARNING", 260),
           "nobody since")
    by.work(NOW + 300)
    tap.eq(by.status(NOW + 310)["worker_age_seconds"], 10)
    tap.eq(by.shop.value("SELECT MAX(seen_at) FROM {P}aftersale_heartbeat"),
           NOW + 300, "the bridge reads that one")
    by.due(1, NOW + 400)
    by.work(NOW + 10 * HOUR)
    tap.ok(by.jobs()[1].startswith("held"), by.jobs())


@tap.case("PK-03 setup takes its place for home; on a copy it does not, and"
          " says so")
def by_setup():
    opened = shop.open_shop("demo")
    live = install(opened, "shop")
    tap.lacks(live[1], "adopt")
    tap.eq(len(opened.rows("SELECT id FROM {P}aftersale_place")), 1)
    tap.eq(at(live[0], "work", "--once"), "", "the worker agrees")
    tap.has(at(live[0], "adopt", "--dry-run"),
            "It is the place aftersale knows.")
    opened.server.create("staging")
    opened.server.account("aftersale2", "test-pass", "staging")
    opened.server.script("staging", dump(opened))
    copy = install(opened, "staging")
    tap.has(copy[1], "These tables are at home elsewhere")
    tap.has(at(copy[0], "adopt", "--dry-run"),
            "name of the database     was shop")


def install(opened, database):
    """setup, as root of the database; the file, and what it said."""
    folder = proc.folder("wp")
    path = os.path.join(folder, "wp-config.php")
    with open(path, "w", encoding="utf-8") as file:
        file.write(WP_CONFIG % (database, opened.server.socket))
    proc.own(path)
    file = os.path.join(proc.folder("etc"), "aftersale.json")
    plain = app.App(opened)
    more = [] if database == "shop" else ["--db-user", "aftersale2"]
    done = plain.run("--config", file, "setup", folder, "--yes",
                     "--db-admin-user", "root", *more)
    return file, done.stdout.decode()


def at(file, *words):
    done = subprocess.run(proc.as_account(
        [app.BIN, "--config", file] + list(words)), stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, check=False, cwd="/")
    return done.stdout.decode()


tap.main()
