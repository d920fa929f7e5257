#!/usr/bin/python3
"""Settings of the host, of a shop's file and of the console, and locks."""
# budget: 150 s

import json
import os
import re
import time

import app
import buyer
import fcgi
import proc
import shop
import tap

app.need()
demo = app.shop_with_tables("demo")
house = app.App(demo, clock=shop.DEMO_NOW)
house.expect_log("the host's settings are not taken")
HOST = os.path.join(house.folder, "aftersale-host.json")
QUESTION = "Where is my parcel?"


def entries(question):
    return [{"id": 1, "question": question, "answer": "On its way.",
             "is_hidden": False}]


def host(settings=None, locked=None, raw=None):
    """Writes the host's file; nothing at all takes it away."""
    if raw is None and settings is None and locked is None:
        if os.path.exists(HOST):
            os.remove(HOST)
        return
    text = raw if raw is not None else json.dumps(
        {"settings": settings or {}, "locked": locked or []})
    with open(HOST + ".new", "w", encoding="utf-8") as file:
        file.write(text)
    proc.own(HOST + ".new")
    os.rename(HOST + ".new", HOST)


def shop_file(settings=None, locked=None):
    for name, value in (("settings", settings), ("locked", locked)):
        house.conf.pop(name, None)
        if value is not None:
            house.conf[name] = value
    house.write_conf()


def said(one=house):
    return json.loads(one.run("settings", "--json").stdout)


def minutes():
    found = said()["order.grace_minutes"]
    return found["value"], found["layer"], os.path.basename(
        found["locked_by"])


def refused(*words):
    done = house.run(*words, good=False)
    tap.eq(done.returncode, 1, " ".join(words) + " is refused")
    return done.stderr.decode("utf-8")


def clean():
    host()
    shop_file()
    demo.rows("DELETE FROM {P}aftersale_setting_version")
    demo.rows("DELETE FROM {P}aftersale_watch WHERE name = 'host'")


def within(what):
    """The wait that operations promises."""
    end = time.monotonic() + proc.promised(5)
    while not what():
        if time.monotonic() > end:
            return what()
        time.sleep(0.1)
    return True


@tap.case("PK-11 host below shop below console; each says where it is from")
def over():
    clean()
    tap.eq(minutes(), (10, "default", ""), "as shipped")
    host({"order": {"grace_minutes": 11}})
    tap.eq(minutes(), (11, "host", ""), "the host's")
    shop_file({"order.grace_minutes": 12})
    tap.eq(minutes(), (12, "shop", ""), "the shop's file, by its path")
    house.run("settings", "order.grace_minutes", "13")
    tap.eq(minutes(), (13, "console", ""), "the owner's")
    text = house.run("settings").stdout.decode("utf-8")
    tap.ok(re.search(r"^order\.grace_minutes +console +13$", text, re.M),
           "and for people")
    tap.ok(re.search(r"^order\.remember_minutes +default ", text, re.M),
           "and the others")


GOOD = (("pin", [12, "13", {"offer": 7}, {"offer": 7, "with": "8"}]),
        ("forbid", []), ("forbid", [1]),
        ("boost", [{"offer": 12, "percent": -100},
                   {"offer": 12, "with": 5, "percent": 1000}]),
        ("excluded_categories", [3, "4"]))
BAD = (("pin", ["teapot"], "pin, item 1: must be an id or an object of offer,"
        " with"),
       ("pin", [1, 0], "pin, item 2: must be an id or"),
       ("pin", [-5], "item 1: must be an id"), ("pin", [1.5], "item 1: must"),
       ("pin", [[1]], "item 1: must"), ("pin", [True], "item 1: must"),
       ("forbid", [{"with": 3}], "forbid, item 1: offer is missing"),
       ("forbid", [{"offr": 3}], "item 1: there is no member offr"),
       ("forbid", [{"offer": "x"}], "item 1: offer must be an id"),
       ("boost", [12], "item 1: must be an object of offer, with, percent"),
       ("boost", [{"offer": 12}], "item 1: percent is missing"),
       ("boost", [{"offer": 12, "percent": 1001}], "item 1: percent must be a"
        " whole number from -100 to 1000"),
       ("excluded_categories", [{"offer": 1}], "item 1: must be an id\n"),
       ("excluded_categories", list(range(1, 502)), "takes at most 500 items"))


@tap.case("TY-13 items of lists that are no ids are refused in one line, by"
          " command, shop's file and host's file; good ones are taken")
def items():
    clean()
    for name, value in GOOD:
        house.run("settings", "cross_sell." + name, json.dumps(value))
        tap.eq(said()["cross_sell." + name]["value"], value, name)
    for name, value, words in BAD:
        before = said()["cross_sell." + name]
        why = refused("settings", "cross_sell." + name, json.dumps(value))
        tap.has(why, words)
        tap.has(why, "settings: cross_sell." + name)
        tap.eq(why.count("\n"), 1, "one line")
        tap.eq(said()["cross_sell." + name], before, "as it was")
    clean()
    shop_file({"cross_sell": {"pin": ["teapot"]}})
    tap.has(refused("settings"), "cross_sell.pin, item 1: must be an id")
    clean()
    host({"cross_sell.pin": [7]})
    tap.eq(said()["cross_sell.pin"]["value"], [7])
    house.run("work", "--once")
    host({"cross_sell.pin": ["teapot"]})
    tap.has(house.run("status", good=False).stdout.decode(),
            "cross_sell.pin, item 1: must be an id")
    tap.eq(said()["cross_sell.pin"]["value"], [7], "what it said before")
    clean()


@tap.case("PK-11 a key that the host locks: refused, naming the file")
def locked_by_host():
    clean()
    house.run("settings", "order.grace_minutes", "13")
    shop_file({"order": {"grace_minutes": 12}})
    host({"order": {"grace_minutes": 11}}, ["order.grace_minutes"])
    tap.eq(minutes(), (11, "host", "aftersale-host.json"), "what counts")
    why = refused("settings", "order.grace_minutes", "14")
    tap.has(why, "order.grace_minutes is locked by " + HOST, "the refusal")
    tap.eq(why.count("\n"), 1, "one line")
    text = house.run("settings").stdout.decode("utf-8")
    tap.has(text, "locked by " + HOST, "people see it")
    house.run("settings", "order.remember_minutes", "60")
    host({}, ["order"])
    tap.eq(minutes(), (10, "default", "aftersale-host.json"),
           "a locked folder, and a lock without a value")
    tap.has(refused("settings", "order.remember_minutes", "61"),
            "is locked by", "all in it")
    host()
    tap.eq(minutes(), (13, "console", ""), "unlocked: nothing was lost")


@tap.case("PK-11 the shop's file locks too, but not against the host")
def locked_by_shop():
    clean()
    house.run("settings", "order.grace_minutes", "13")
    shop_file({"order.grace_minutes": 12}, ["order.grace_minutes"])
    tap.eq(minutes(), (12, "shop", "aftersale.json"), "what counts")
    for value in ("14", "-1", '"x"'):
        tap.has(refused("settings", "order.grace_minutes", value),
                "locked by " + house.file, "the refusal")
    alone = house.run("settings", "order.grace_minutes").stdout.decode()
    tap.eq(len(alone.splitlines()), 2, "one setting and its lock")
    tap.has(refused("settings", "order.none"), "there is no setting order.none")
    host({"order.grace_minutes": 11}, ["order.grace_minutes"])
    tap.eq(minutes(), (11, "host", "aftersale-host.json"), "the host's lock")


@tap.case("PK-11 who is refused a value reads which values there are")
def takes():
    clean()
    for path, value, what in (
            ("order.grace_minutes", "-5", "but a whole number from 0 to "),
            ("bridge.page", '"x"', 'but "link" or "inside" or "redirect"'),
            ("bridge.mails", "1", "but true or false"),
            ("brand.font", "1", "but a text in double quotes"),
            ("help.entries", "1", "but a list")):
        tap.has(refused("settings", path, value), what)


@tap.case("PK-11 what stands in a file is checked: one line says what")
def checked():
    clean()
    for tree, what in (({"settings": {"none": {"such": 1}}}, "none"),
                       ({"settings": {"order.grace_minutes": -5}},
                        "order.grace_minutes does not take"),
                       ({"settings": []}, "must be an object"),
                       ({"locked": ["ordr"]}, "no setting ordr"),
                       ({"locked": "order"}, "must be a list")):
        house.conf.pop("settings", None)
        house.conf.pop("locked", None)
        house.conf.update(tree)
        house.write_conf()
        why = refused("settings")
        tap.has(why, what, "the shop's file")
        tap.has(why, house.file, "its name")
        tap.eq(why.count("\n"), 1, "one line")
        shop_file()
        host(raw=json.dumps(tree))
        done = house.run("settings")
        tap.has(done.stderr.decode("utf-8"), what, "the host's file")
        tap.has(done.stderr.decode("utf-8"), HOST, "its name")
        clean()
    host(raw='{"setings": {}}')
    tap.has(house.run("settings").stderr.decode("utf-8"),
            "setings: there is no such member", "a misspelt member")


@tap.case("PK-11 serve and work follow both files within 5 s")
def followed():
    clean()
    process = house.serve(2)
    worker = house.work()
    tap.lacks(house.get("/help").text, QUESTION, "before")
    host({"help.entries": entries(QUESTION)})
    tap.ok(within(lambda: QUESTION in house.get("/help").text),
           "the host's, on the page")
    tap.ok(within(lambda: demo.value(
        "SELECT COUNT(*) FROM {P}aftersale_watch WHERE name = 'host'"
        " AND value LIKE %s", ("%parcel%",)) == 1), "the worker keeps it")
    before = proc.children(process.pid)
    shop_file({"help.entries": entries("Of the shop?")})
    # Two processes serve: a broken file before both have read the good one
    # would leave one with what was before.
    tap.ok(within(lambda: not set(before) & set(proc.children(process.pid))),
           "both read it")
    tap.ok(within(lambda: all("Of the shop?" in house.get("/help").text
                              for _ in range(12))), "the shop's file")
    tap.ok(worker.alive(), "the worker went on")
    shop_file({"no.such": 1})
    tap.ok(within(lambda: len(re.findall(
        "the new configuration is not taken", house.log_text())) >= 2),
        "serve and work say so")
    time.sleep(3)
    tap.has(house.get("/help").text, "Of the shop?",
            "one that is broken is not taken")
    tap.ok(worker.alive(), "and go on")
    shop_file()
    tap.ok(within(lambda: QUESTION in house.get("/help").text), "mended")
    house.stop()


@tap.case("PK-11 a broken host file takes nobody down: the last good stays")
def broken():
    clean()
    host({"help.entries": entries(QUESTION), "order.grace_minutes": 11},
         ["order.grace_minutes"])
    house.serve(1)
    house.run("work", "--once")
    tap.has(house.get("/help").text, QUESTION, "before")
    host(raw='{"settings": {')
    time.sleep(4)
    tap.has(house.get("/help").text, QUESTION, "in a process that runs")
    house.stop()
    house.serve(1)
    tap.ok(within(lambda: QUESTION in house.get("/help").text),
           "in one that begins")
    tap.eq(minutes(), (11, "host", "aftersale-host.json"), "in a command")
    tap.has(refused("settings", "order.grace_minutes", "14"), "locked by",
            "and its lock")
    done = house.run("status", good=False)
    tap.eq(done.returncode, 1, "status warns")
    tap.has(done.stdout.decode("utf-8"), "host file: not taken", "and says")
    tap.has(done.stdout.decode("utf-8"), "line 1", "where")
    tap.has(house.run("doctor", good=False).stdout.decode("utf-8"),
            "The host's settings are not taken", "doctor")
    tap.has(house.run("status", "--prometheus",
                      good=False).stdout.decode("utf-8"),
            "aftersale_host_file_wrong 1", "Prometheus")
    got = fcgi.request(house.socket, "GET", "/after/health")
    tap.has(got.text, "host_file wrong", "/health")
    host({"help.entries": entries("Mended?")})
    tap.ok(within(lambda: "Mended?" in house.get("/help").text), "mended")
    tap.has(house.log_text(), "can be read again", "the log says so")
    house.stop()


@tap.case("PK-11 broken at the first start: a clear line, and it starts")
def broken_at_start():
    clean()
    host(raw="none")
    before = len(house.log_text())
    house.serve(1)
    tap.eq(house.get("/help").status, 200, "pages answer")
    tap.has(house.log_text()[before:], HOST + ": line 1: this is not JSON",
            "the line")
    house.stop()


@tap.case("PK-11 the file of the host is none of the shops'")
def no_shop():
    clean()
    host({"order.grace_minutes": 11})
    done = house.run("status", "--all", house.folder, good=False)
    tap.eq(re.findall(r"^== (.*)$", done.stdout.decode("utf-8"), re.M),
           ["aftersale"], "the shops")


def form(question, key, seen):
    return {"key": key, "seen": seen,
            "entry.1.id": "1", "entry.1.question": question,
            "entry.1.answer": "On its way.", "channel.1.kind": "mail",
            "channel.1.text": "help@shop.example", "channel.1.url": "",
            "channel.1.note": ""}


def hidden(page, name):
    found = re.search(r'name="%s" value="([^"]*)"' % name, page.text)
    return found[1] if found else ""


@tap.case("PK-11 the console says what is locked, and keeps what was typed")
def console():
    clean()
    # By hand, with less than the console would write.
    host({"help.entries": [{"id": 1, "question": QUESTION,
                            "answer": "On its way."}]}, ["help.entries"])
    house.serve(1)
    browser = buyer.Buyer(house, cookie=demo.sign_in("owner"))
    page = browser.get("/admin/help")
    tap.has(page.text, "Questions and answers cannot be changed here",
            "before anybody types")
    tap.has(page.text, HOST, "the file")
    got = browser.post("/admin/help", form(
        "Mine?", hidden(page, "key"), hidden(page, "seen")))
    tap.eq(got.status, 403, "a change of what is locked")
    tap.has(got.text, "Nothing was saved.", "said")
    tap.has(got.text, "Mine?", "what was typed stays")
    tap.eq(demo.value("SELECT COUNT(*) FROM {P}aftersale_setting_version"),
           0, "nothing was written")
    got = browser.post("/admin/help", form(
        QUESTION, hidden(got, "key"), hidden(got, "seen")))
    tap.eq(got.status, 303, "the rest of the page can be saved")
    tap.ok(within(lambda: "help@shop.example" in house.get("/help").text),
           "it is there")
    tap.has(house.get("/help").text, QUESTION, "and what is locked")
    own = json.loads(demo.value(
        "SELECT json FROM {P}aftersale_setting_version"
        " ORDER BY id DESC LIMIT 1"))
    tap.lacks(own["help"], "entries", "what is locked was not copied")
    house.stop()


tap.main()
