#!/usr/bin/python3
"""The commands of the host: setup, grants, mode, settings, status, doctor."""
# budget: 120 s

import json
import os
import re

import app
import buyer
import proc
import shop
import tap

app.need()
demo = app.shop_with_tables("demo")
house = app.App(demo, clock=shop.DEMO_NOW)
WP_CONFIG = """<?php
define( 'DB_NAME', 'shop' );
define( 'DB_USER', 'aftersale' );
define( 'DB_PASSWORD', 'test-pass' );
define( 'DB_HOST', 'localhost:%s' );
define( 'DB_CHARSET', 'utf8mb4' );
define( 'LOGGED_IN_KEY', 'a key' );
define( 'LOGGED_IN_SALT', 'a salt' );
$table_prefix = 'wp_';
"""


def text(done):
    return done.stdout.decode("utf-8"), done.stderr.decode("utf-8")


def wordpress(server):
    folder = proc.folder("wp")
    path = os.path.join(folder, "wp-config.php")
    with open(path, "w", encoding="utf-8") as file:
        file.write(WP_CONFIG % server.socket)
    proc.own(path)
    return folder


@tap.case("wrong use of each command: one clear line, exit 2")
def wrong():
    for words in (["nonsense"], ["serve", "--bogus"], ["mode", "sideways"],
                  ["mode", "percent"], ["mode", "percent", "101"],
                  ["settings", "a.b", "1", "more"], ["status", "word"],
                  ["serve", "--workers", "0"], ["serve", "--workers", "x"],
                  ["status", "--json=1"], ["setup"], ["inspect", "order"],
                  ["grants", "--user"], ["migrate", "now"]):
        done = house.run(*words, good=False)
        out, err = text(done)
        tap.eq(done.returncode, 2, " ".join(words))
        tap.eq(err.count("\n"), 1, "%s: %r" % (words, err))
        tap.eq(out, "", " ".join(words))
        tap.ok(err.startswith("aftersale: "), err)


@tap.case("jobs of an earlier release are dropped with one line, and are no dead"
          " letters")
def old_jobs():
    opened = app.shop_with_tables("demo")
    by = app.App(opened, clock=shop.DEMO_NOW)
    for number in (1, 2, 3):
        opened.rows(
            "INSERT INTO {P}aftersale_job (topic, subject, version, kind,"
            " state, due_at, lease_seconds, made_at, attempts) VALUES"
            " ('order.noticed', %s, 1, 'recommend.count', 'due', %s, 60, 1,"
            " 7)", (number, shop.DEMO_NOW - 50))
    _, err = text(by.run("work", "--once"))
    tap.eq(err.count("recommend.count is a kind of an earlier release: 3 rows"
                     " are dropped"), 1, err)
    tap.eq(opened.rows("SELECT id FROM {P}aftersale_job"
                       " WHERE kind = 'recommend.count'"), ())
    said = json.loads(by.run("status", "--json", good=False).stdout)
    tap.eq(said["jobs_dead"], 0)


@tap.case("each command explains itself")
def explained():
    out, _ = text(house.run("--help"))
    names = re.findall(r"(?m)^  ([a-z]+) ", out)
    tap.ok(len(names) >= 12, names)
    for name in names:
        out, _ = text(house.run(name, "--help"))
        tap.has(out, "Usage: aftersale " + name, name)
        out, _ = text(house.run(name, "--version"))
        tap.has(out, "aftersale ", name)


@tap.case("the man page and --help name the same commands and options")
def manual():
    with open(os.path.join(proc.TOP, "docs", "aftersale.1"),
              encoding="utf-8") as file:
        man = file.read().replace("\\-", "-")
    told = re.sub(r"\\f[BIR]", "", man)
    for name in commands():
        tap.ok(re.search(r"(?m)^(\.B )?%s\b" % name, told), name)
        out, _ = text(house.run(name, "--help"))
        for option in re.findall(r"(?m)^  --([a-z-]+)", out):
            tap.has(told, "--" + option, name)
    known = "".join(text(house.run(name, "--help"))[0]
                    for name in commands())
    for option in set(re.findall(r"--([a-z][a-z-]+)", told)):
        tap.has(known, "--" + option, "in the man page alone")


@tap.case("no file, one that cannot be read, a dead database: a line, exit 1")
def missing():
    closed = os.path.join(proc.folder("etc"), "closed.json")
    with open(closed, "w", encoding="utf-8") as file:
        file.write("{}")
    os.chmod(closed, 0)
    away = app.App(demo, conf={"database": {"socket": "/nowhere"}})
    away.expect_log(".")
    for name, words in NEEDS_FILE.items():
        for file in ("/nowhere.json", closed):
            done = house.run("--config", file, name, *words, good=False)
            tap.ok(done.returncode in (1, 3), "%s: %d" % (name,
                                                          done.returncode))
            lines = text(done)[1].splitlines() + (
                text(done)[0].splitlines() if name == "status" else [])
            tap.ok(len(lines) >= 1 and file in "".join(lines),
                   "%s: %r" % (name, lines))
            tap.eq(text(done)[1].count("\n") <= 1, True, name)
    for name in ("inspect", "migrate", "settings", "render", "replay"):
        done = away.run(name, *NEEDS_FILE[name], good=False)
        tap.eq(done.returncode, 1, name)
        tap.eq(text(done)[1].count("\n"), 1, text(done)[1])


NEEDS_FILE = {
    "serve": [], "work": ["--once"], "mode": [], "doctor": [], "check": [],
    "status": [], "migrate": [], "grants": [], "settings": [],
    "render": ["--order", "1001"], "inspect": ["order", "1001"],
    "replay": ["/nowhere"]}


def commands():
    out, _ = text(house.run("--help"))
    return re.findall(r"(?m)^  ([a-z]+) ", out)


@tap.case("setup --dry-run says what it would do and does nothing")
def dry():
    opened = shop.open_shop("demo")
    folder = wordpress(opened.server)
    file = os.path.join(proc.folder("etc"), "new.json")
    before = opened.rows("SHOW TABLES")
    out, _ = text(house.run("--config", file, "setup", folder, "--dry-run",
                            "--single-user"))
    for part in (file, "wp_aftersale_", "read only"):
        tap.has(out, part, "the plan")
    tap.ok(not os.path.exists(file), "no file")
    tap.eq(opened.rows("SHOW TABLES"), before, "no table")


@tap.case("setup --yes --single-user makes all of it, and pages follow")
def real():
    opened = shop.open_shop("demo")
    folder = wordpress(opened.server)
    file = os.path.join(proc.folder("etc"), "new.json")
    out, _ = text(house.run("--config", file, "setup", folder, "--yes",
                            "--single-user"))
    tap.eq(os.stat(file).st_mode & 0o777, 0o640, "the file's mode")
    with open(file, encoding="utf-8") as source:
        conf = json.load(source)
    tap.eq(conf["mode"], "read-only", "buyers see nothing yet")
    tap.lacks(out, conf["keys"][0]["secret"], "no secret is printed")
    tap.ok(opened.value("SELECT COUNT(*) AS n FROM"
                        " {P}aftersale_setting_version") is not None, "rows")
    tap.has(out, "fastcgi_pass", "the web server's lines")
    done = house.run("--config", file, "doctor", good=False)
    tap.ok(done.returncode in (0, 1, 2), "doctor runs")
    tap.ok(len(done.stdout) > 200, "and has found something")
    out, _ = text(house.run("--config", file, "mode"))
    tap.eq(out.strip(), "read-only", "mode")
    out, _ = text(house.run("--config", file, "mode", "on"))
    out, _ = text(house.run("--config", file, "mode"))
    tap.eq(out.strip(), "on", "switched")


@tap.case("setup: no folder, or no wp-config.php in it, is said in a line")
def nothing():
    for folder in ("/nowhere", proc.folder("empty")):
        done = house.run("setup", folder, "--dry-run", good=False)
        _, err = text(done)
        tap.eq(done.returncode, 1, folder)
        tap.eq(err.count("\n"), 1, err)
        tap.has(err, "wp-config.php", folder)


@tap.case("grants: a user with the printed rights alone serves all pages")
def grants():
    opened = app.shop_with_tables("demo")
    by = app.App(opened, clock=shop.DEMO_NOW)
    out, _ = text(by.run("grants", "--user", "'page'@'localhost'"))
    lines = out.strip().splitlines()
    tap.ok(len(lines) > 20, "%d rights" % len(lines))
    for line in lines:
        if line.startswith("-- there is no such table: "):
            tap.ok(re.search(r"_(blogs|sitemeta|icl_translations|wc_order_fulfillment\w+"
                             r"|woo_shippment\w+)`", line), line)
            continue
        tap.ok(re.fullmatch(r"GRANT [A-Z, ]+ ON `shop`\.`wp_\w+` TO"
                            r" 'page'@'localhost';", line), line)
        if "aftersale" not in line:
            tap.has(line, "GRANT SELECT ON", "the shop's rows are read only")
    opened.server.script(None, "CREATE USER 'page'@'localhost' IDENTIFIED BY"
                         " 'p';" + out)
    bare = app.App(opened, clock=shop.DEMO_NOW, conf={
        "database": {"user": "page", "password": "p"}})
    bare.serve(1)
    staff = buyer.Buyer(bare, cookie=opened.sign_in("owner"))
    for case, order in opened.orders.items():
        one = buyer.Buyer(bare)
        tap.eq(one.arrive(order["number"], order["key"]).status, 200, case)
        # There is no receipt before there is a payment.
        tap.ok(one.get(one.at + "/receipt").status in (200, 404), case)
        tap.eq(one.get(one.at + "/help").status, 200, case)
    tap.eq(one.open("a@b.lt").status, 422, "the e-mail")
    tap.eq(one.post("/find", {"number": "1", "email": "a@b.lt"}).status, 422,
           "the look-up")
    for path in ("/admin", "/admin/orders", "/admin/help"):
        tap.eq(staff.get(path).status, 200, path)
    bare.run("settings", "help.entries", json.dumps([
        {"id": 1, "question": "Q?", "answer": "A.", "is_hidden": False}]))
    tap.eq(one.post(one.at + "/help/1", {}).status in (303, 404), True,
           "a press")
    bare.run("work", "--now", "recommend")
    bare.run("work", "--once")
    tap.lacks(bare.log_text(), "denied", "nothing was refused")


@tap.case("settings: printed, changed, and only what fits")
def settings():
    def grace():
        out, _ = text(house.run("settings", "--json"))
        return json.loads(out)["order.grace_minutes"]["value"]

    tap.eq(grace(), 10, "as shipped")
    house.run("settings", "order.grace_minutes", "20")
    tap.eq(grace(), 20, "changed")
    house.run("settings", "order.grace_minutes", "10")
    for path, value in (("order.grace_minutes", '"x"'), ("none.such", "1"),
                        ("account_orders", '"maybe"'),
                        ("order.grace_minutes", "-5"),
                        ("order.grace_minutes", "{")):
        done = house.run("settings", path, value, good=False)
        tap.ok(done.returncode in (1, 2), path + " " + value)
        tap.eq(text(done)[1].count("\n"), 1, path)


@tap.case("manifest, status and inspect print JSON that can be read")
def printed():
    out, _ = text(house.run("manifest"))
    tap.ok(len(json.loads(out)) > 3, "manifest")
    done = house.run("status", "--json", good=False)
    tap.ok(done.returncode in (0, 1, 2), "status")
    tap.eq(json.loads(done.stdout)["database"], True, "status")
    done = house.run("status", "--prometheus", good=False)
    tap.has(text(done)[0], "aftersale_database_up 1", "prometheus")
    out, _ = text(house.run("inspect", "order", "1001"))
    tap.eq(json.loads(out)["number"], "1001", "inspect")


@tap.case("status ends with 2 when the database is away, 3 without a file")
def status():
    away = app.App(demo, conf={"database": {"socket": "/nowhere"}})
    away.expect_log(".")
    done = away.run("status", good=False)
    tap.eq(done.returncode, 2, "no database")
    tap.has(text(done)[0], "CRITICAL", "said")
    done = house.run("--config", "/nowhere.json", "status", good=False)
    tap.eq(done.returncode, 3, "no file")


tap.main()
