#!/usr/bin/python3
"""Many shops on one host: work, status, doctor and migrate for all of them."""
# budget: 400 s

import json
import os
import re
import shutil
import signal
import socket
import threading
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
    tap.lacks(out[out.index("== "):out.index("== crooked")], "CRITICAL",
              "the others")
    first = out.splitlines()[0]
    tap.has(first, "CRITICAL - 3 shops, 1 critical (crooked), 2 ",
            "what a monitoring program shows")
    tap.lacks(out[out.index("== crooked"):], "worker", "nobody looked")
    tap.lacks(out, "oldest -", "nothing is due")


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


@tap.case("PK-11 what shops write to the log spoils no metrics, and a"
          " critical shop counts before one that says nothing")
def spoilt():
    file = host.file("aftersale-host.json")
    odd = host.file('o"dd\\one.json')
    try:
        for name, words in ((file, "{ half"), (odd, "{ half")):
            with open(name, "w", encoding="utf-8") as out:
                out.write(words)
            proc.own(name)
        done = host.run("status", "--prometheus")
        out = done.stdout.decode("utf-8")
        for line in out.splitlines():
            tap.ok(re.fullmatch(
                r'# (HELP|TYPE) aftersale_\w+ .+'
                r'|aftersale_\w+\{shop="(\w+|o\\"dd\\\\one)"\} -?\d+', line),
                "no sample: " + line)
        tap.has(out, 'aftersale_host_file_wrong{shop="apple"} 1', "the file")
        tap.has(out, 'aftersale_status{shop="o\\"dd\\\\one"} 3', "the odd one")
        tap.has(done.stderr.decode("utf-8"), "not JSON", "the log")
        tap.eq(done.returncode, 2, "status")
        tap.has(text(host.run("status")).splitlines()[0], "CRITICAL - 4 shops,"
                ' 1 critical (crooked), 1 unknown (o"dd\\one), 2 with a')
    finally:
        os.unlink(file)
        os.unlink(odd)


@tap.case("PK-11 status --all --json: one object with a list of shops")
def tree():
    odd = host.file("odd.json")
    with open(odd, "w", encoding="utf-8") as out:
        out.write("{ half")
    proc.own(odd)
    try:
        done = host.run("status", "--json")
    finally:
        os.unlink(odd)
    tap.eq(done.returncode, 2, "status")
    got = json.loads(done.stdout)
    tap.eq(got["state"], "CRITICAL", "the worst")
    tap.eq([one["shop"] for one in got["shops"]],
           ["apple", "birch", "crooked", "odd"], "names")
    apple, _, crooked, odd = got["shops"]
    one = json.loads(host.one.run("status", "--json", good=False).stdout)
    tap.eq({name for name in apple if name != "shop"}, set(one), "as alone")
    tap.eq((apple["database"], crooked["database"]), (True, False))
    tap.eq(odd, {"shop": "odd", "state": "UNKNOWN"}, "one that says nothing")
    tap.has(done.stderr.decode("utf-8"), "odd.json", "why")


@tap.case("PK-11 status --all of a folder without a shop is unknown, not fine")
def none():
    empty = proc.folder("empty")
    for words, said in ((["status"], "UNKNOWN - 0 shops\n"),
                        (["status", "--json"], None)):
        done = host.one.run(*words, "--all", empty, good=False)
        tap.eq(done.returncode, 3, words)
        tap.has(done.stderr.decode("utf-8"), "no configuration of a shop")
        if said:
            tap.eq(done.stdout.decode("utf-8"), said)
        else:
            tap.eq(json.loads(done.stdout), {"state": "UNKNOWN", "shops": []})
        done = host.one.run(*words, "--all", empty + "/no", good=False)
        tap.eq(done.returncode, 3, "no folder")
    tap.eq(host.one.run("migrate", "--all", empty, good=False).returncode, 0,
           "nothing to do")


@tap.case("PK-11 a file whose name is no UTF-8 does not cost the metrics of all")
def odd_name():
    folder = proc.folder("odd")
    with open(os.fsencode(folder) + b"/caf\xe9.json", "wb") as file:
        file.write(b"{}")
    done = host.one.run("status", "--prometheus", "--all", folder, good=False)
    tap.has(done.stdout.decode("utf-8"), 'aftersale_status{shop="caf?"} 3')


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
        proc.wait_for(lambda: host.seen("apple") and host.seen("birch"), 120,
                      "both shops", process)
        tap.eq(len(host.seen("apple")), 1, "one name, however many rounds")
        log = host.one.log_text()
        tap.lacks(log, "notes", "other files are no shops")
        start = time.monotonic()
    finally:
        status = process.stop()
        host.one.processes.remove(process)
    tap.eq(status, 0, "it ends on TERM")
    tap.ok(time.monotonic() - start < proc.promised(6), "in time")


@tap.case("PK-09 PK-11 HUP to the worker of a fleet: it goes on as the program"
          " that is there now, and ends on TERM")
def renewed():
    apple = host.shops["apple"].shop
    apple.rows("DELETE FROM {P}aftersale_heartbeat")
    process = host.one.spawn("work", "--all", host.folder)
    try:
        proc.wait_for(lambda: host.seen("apple"), 120, "a round", process)
        process.kill(signal.SIGHUP)
        time.sleep(1)
        apple.rows("DELETE FROM {P}aftersale_heartbeat")
        proc.wait_for(lambda: host.seen("apple"), 120, "a round", process)
    finally:
        status = process.stop()
        host.one.processes.remove(process)
    tap.eq(status, 0, "TERM is heard")


@tap.case("PK-11 a shop at rest holds no process and no connection")
def at_rest():
    process = host.one.spawn("work", "--all", host.folder)
    server = host.shops["birch"].shop.server
    try:
        proc.wait_for(lambda: host.seen("birch"), 120, "a round", process)
        proc.wait_for(lambda: not [
            row for row in server.rows("mysql", "SHOW PROCESSLIST")
            if row["User"] == "aftersale"], 30, "no connection", process)
    finally:
        process.stop()
        host.one.processes.remove(process)


class Silent:
    """A database that lets everybody in and never says a word."""

    def __init__(self):
        self.path = os.path.join(proc.folder("silent"), "s")
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(self.path)
        self.listener.listen(64)
        os.chmod(self.path, 0o777)
        self.held = []
        threading.Thread(target=self.take, daemon=True).start()

    def take(self):
        while True:
            self.held.append(self.listener.accept()[0])


class Sick(Host):
    """Two good shops behind eight that are broken, each in its way."""

    def __init__(self):
        self.folder = proc.folder("sick")
        self.shops = {}
        self.silent = Silent()
        self.one = host.one
        for name in ("apple", "birch"):
            self.add(name, host.shops[name])
        dead = app.App(host.shops["apple"].shop, conf={
            "database": {"socket": self.silent.path}})
        for n in range(6):
            shutil.copy(dead.file, self.file("a%d.json" % n))
        with open(self.file("a8.json"), "w", encoding="utf-8") as file:
            file.write("{ half of a file")
        shutil.copy(dead.file, self.file("a9.json"))
        for name in os.listdir(self.folder):
            proc.own(self.file(name))
        os.chmod(self.file("a9.json"), 0)


sick = Sick()


@tap.case("PK-11 dead databases and unreadable files delay no answer of others")
def patient():
    for command, good in (("status", "database up"), ("doctor", "ok  "),
                          ("migrate", "applied")):
        words = (command,) + (("--dry-run",) if command == "migrate" else ())
        start = time.monotonic()
        out = text(sick.run(*words))
        took = time.monotonic() - start
        parts = dict(re.findall(r"(?ms)^== (\S+)\n(.*?)(?=^== |\Z)", out))
        tap.eq(len(parts), 10, command + ": every shop has its part")
        for name in ("apple", "birch"):
            tap.has(parts[name], good, "%s of %s" % (command, name))
        tap.has(parts["a8"], "not JSON", command + " says what is broken")
        tap.ok(took < proc.promised(25), "%s took %.1f s" % (command, took))
        tap.note("%s --all took %.1f s with six dead databases"
                 % (command, took))
    tap.ok(sick.silent.held, "the dead ones were asked")


@tap.case("PK-11 status --all tells a shop that crashed from one that was late")
def crashed():
    folder = proc.folder("one")
    shutil.copy(sick.file("a0.json"), os.path.join(folder, "a0.json"))
    proc.own(os.path.join(folder, "a0.json"))
    asked = len(sick.silent.held)
    process = host.one.spawn("status", "--all", folder)
    proc.wait_for(lambda: len(sick.silent.held) > asked, 20, "the question",
                  process)
    # Sanitizers make an exit status of the signals of a crash, not of this.
    os.kill(proc.children(process.pid)[0], signal.SIGKILL)
    tap.eq(process.wait(), 3, "unknown")
    tap.has(process.output(), "UNKNOWN - 1 shop, 1 unknown (a0)")
    tap.has(process.output(), "ended by a signal")
    host.one.processes.remove(process)


def rounds(name, count, process, seconds):
    """Times at which a shop's heart beat anew, by its worker's clock."""
    beats, times = None, []
    end = time.monotonic() + seconds * proc.slowness()
    while len(times) < count and time.monotonic() < end:
        tap.ok(process.alive(), "work --all goes on")
        now = sick.seen(name)
        if now != beats:
            times.append(max(now.values()))
            beats = now
        time.sleep(0.2)
    return times


@tap.case("PK-11 polling backs off while nothing is due, and not for the sick")
def backs_off():
    for name in ("apple", "birch"):
        sick.shops[name].shop.rows("DELETE FROM {P}aftersale_heartbeat")
    process = host.one.spawn("work", "--all", sick.folder)
    birch = sick.shops["birch"].shop
    try:
        proc.wait_for(lambda: sick.seen("apple") and sick.seen("birch"), 120,
                      "both good shops", process)
        times = rounds("birch", 4, process, 120)
        tap.eq(len(times), 4, "rounds")
        gaps = [b - a for a, b in zip(times[1:], times[2:])]
        first = times[1] - times[0]
        tap.note("rounds after %d and %d s" % tuple(gaps))
        # 10, 20 and 40 seconds, and what a round takes here.
        tap.ok(first < 18, "the first rest is short: %d" % first)
        tap.ok(15 < gaps[0] < 35, "the second is twice as long")
        tap.ok(35 < gaps[1] < 60, "the third again, below a minute")
        birch.rows("UPDATE {P}aftersale_job SET due_at = 1"
                   " WHERE kind = 'app.sweep'")
        times = rounds("birch", 3, process, 120)
        tap.eq(len(times), 3, "rounds")
        tap.ok(times[2] - times[1] < 15, "after work it is asked soon")
    finally:
        process.stop()
        host.one.processes.remove(process)


@tap.case("PK-11 nightly jobs of many shops do not begin together")
def spread():
    due = {}
    for name in ("apple", "birch"):
        one = host.shops[name]
        one.run("work", "--once")
        due[name] = {row["kind"]: row["due_at"] % 86400 for row in
                     one.shop.rows("SELECT kind, due_at FROM"
                                   " {P}aftersale_job WHERE version = 0"
                                   " AND topic = '@schedule'")}
    tap.eq(sorted(due["apple"]), sorted(due["birch"]), "the same jobs")
    for kind, hour in (("recommend", 2), ("help.figures", 3),
                       ("app.sweep", 4)):
        for name in due:
            tap.eq(due[name][kind] // 3600, hour, kind + " of " + name)
    offsets = {}
    for number in range(40):
        host.one.conf["base_url"] = "https://shop%d.example/after" % number
        host.one.write_conf()
        host.one.run("work", "--now", "help.figures")
        offsets[number] = host.one.shop.value(
            "SELECT due_at FROM {P}aftersale_job WHERE version = 0"
            " AND kind = 'help.figures'") % 3600
    quarters = [sum(v // 900 == q for v in offsets.values())
                for q in range(4)]
    tap.ok(min(quarters) >= 3, "spread over the hour: %s" % quarters)
    tap.eq(len(set(offsets.values())) > 35, True, "each at its own moment")


@tap.case("PK-11 a folder that is not there: one line")
def nowhere():
    for command in ("status", "doctor", "migrate"):
        done = host.one.run(command, "--all", "/nowhere", good=False)
        tap.eq(done.returncode, 3 if command == "status" else 1,
               command + ": 1 would be a warning to who watches")
        tap.eq(done.stderr.count(b"\n"), 1, command)
    done = host.one.run("work", "--all", "/nowhere", "--once", good=False)
    tap.eq(done.returncode, 2, "work --all --once")


tap.main()
