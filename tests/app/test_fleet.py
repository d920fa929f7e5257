#!/usr/bin/python3
"""Many shops on one host: work, status, doctor and migrate for all of them."""
# budget: 150 s

import os
import re
import shutil
import time

import app
import proc
import shop
import tap

app.need()


def text(done):
    return done.stdout.decode("utf-8") + done.stderr.decode("utf-8")


class Host:
    """Two good shops in one folder, and one whose database is away."""

    def __init__(self):
        self.folder = proc.folder("shops")
        self.shops = {}
        for name, prefix in (("apple", "wp_"), ("birch", "wp_")):
            self.add(name, app.App(app.shop_with_tables("demo",
                                                        prefix=prefix)))
        broken = app.App(self.shops["apple"].shop, conf={
            "database": {"socket": "/nowhere/s"}})
        self.add("crooked", broken)
        self.one = self.shops["apple"]
        self.one.expect_log(".")
        with open(self.file("notes.txt"), "w", encoding="utf-8") as file:
            file.write("no shop")

    def file(self, name):
        return os.path.join(self.folder, name)

    def add(self, name, one):
        shutil.copy(one.file, self.file(name + ".json"))
        proc.own(self.file(name + ".json"))
        self.shops[name] = one

    def run(self, *words, good=False):
        return self.one.run(*words, "--all", self.folder, good=good)

    def seen(self, name):
        rows = self.shops[name].shop.rows(
            "SELECT worker, seen_at FROM {P}aftersale_heartbeat")
        return {row["worker"]: row["seen_at"] for row in rows}


host = Host()


@tap.case("PK-11 status --all: each shop under its name, the worst counts")
def status():
    done = host.run("status")
    out = text(done)
    tap.eq(re.findall(r"(?m)^== (.*)$", out), ["apple", "birch", "crooked"],
           "shops")
    tap.eq(done.returncode, 2, "one has no database")
    tap.has(out[out.index("== crooked"):], "CRITICAL", "which one")
    tap.lacks(out[:out.index("== crooked")], "CRITICAL", "the others")


@tap.case("PK-11 status --all --prometheus: one text, a label for each shop")
def metrics():
    out = host.run("status", "--prometheus").stdout.decode("utf-8")
    tap.has(out, 'aftersale_database_up{shop="apple"} 1', "apple")
    tap.has(out, 'aftersale_database_up{shop="crooked"} 0', "crooked")
    tap.has(out, 'aftersale_status{shop="crooked"} 2', "its state")
    names = [re.split(r"[{ ]", line)[0] for line in out.splitlines()
             if not line.startswith("#")]
    groups = [name for i, name in enumerate(names)
              if i == 0 or names[i - 1] != name]
    tap.eq(len(groups), len(set(groups)), "samples stand together")
    for name in set(names):
        tap.eq(out.count("# TYPE %s " % name), 1, name)


@tap.case("PK-11 migrate --all and doctor --all reach every shop")
def others():
    out = text(host.run("migrate", "--dry-run"))
    tap.eq(out.count("== "), 3, "migrate")
    tap.has(out[:out.index("== crooked")], "applied", "what is there")
    out = text(host.run("doctor"))
    tap.eq(len(re.findall(r"(?m)^== ", out)), 3, "doctor")


@tap.case("PK-11 work --all: every shop is looked at, a broken one delays none")
def work():
    process = host.one.spawn("work", "--all", host.folder)
    try:
        proc.wait_for(lambda: host.seen("apple") and host.seen("birch"), 80,
                      "both shops", process)
        tap.eq(len(host.seen("apple")), 1, "one name, however many rounds")
        log = host.one.log_text()
        tap.lacks(log, "notes", "other files are no shops")
        start = time.monotonic()
    finally:
        status = process.stop()
        host.one.processes.remove(process)
    tap.eq(status, 0, "it ends on TERM")
    tap.ok(time.monotonic() - start < 6, "in time")


@tap.case("PK-11 a shop at rest holds no process and no connection")
def at_rest():
    process = host.one.spawn("work", "--all", host.folder)
    server = host.shops["birch"].shop.server
    try:
        proc.wait_for(lambda: host.seen("birch"), 80, "a round", process)
        proc.wait_for(lambda: not [
            row for row in server.rows("mysql", "SHOW PROCESSLIST")
            if row["User"] == "aftersale"], 30, "no connection", process)
    finally:
        process.stop()
        host.one.processes.remove(process)


@tap.case("PK-11 a folder that is not there: one line")
def nowhere():
    for command in ("status", "doctor", "migrate"):
        done = host.one.run(command, "--all", "/nowhere", good=False)
        tap.eq(done.returncode, 1, command)
        tap.eq(done.stderr.count(b"\n"), 1, command)
    done = host.one.run("work", "--all", "/nowhere", "--once", good=False)
    tap.eq(done.returncode, 2, "work --all --once")


tap.main()
