#!/usr/bin/python3
"""export and import: everything of ours in one file, and back again."""
# budget: 240 s

import csv
import hashlib
import json
import os
import sqlite3
import stat
import subprocess
import threading
import time

import app
import carried
import proc
import shop
import tap

app.need()


def world(name="demo", odd=True, **more):
    beside = app.shop_with_tables(name, **more)
    carried.fill(beside, odd)
    return beside


OTHER = [hashlib.sha256(word).hexdigest() for word in (b"1", b"2")]
demo = world()
demo.rows("INSERT INTO {P}aftersale_place SELECT 'y', '00', '00', '00', '00',"
          " '00', 1")
house = carried.house_of(demo)
KEPT = carried.rows_of(demo)


def open_file(path):
    return sqlite3.connect("file:%s?mode=ro" % path, uri=True)


def export(by, name="all", *words):
    where = carried.target(name)
    by.run("export", where, *words)
    return where


def again(beside, by, where, *words):
    """The rows after they were taken away and brought in."""
    carried.clear(beside)
    tap.eq(carried.count(beside), 0, "rows before the import")
    out = by.run("import", where, *words).stdout.decode()
    return carried.rows_of(beside), out


@tap.case("N22 export, import: every row equal, whatever is in it")
def cycle():
    where = export(house)
    got, out = again(demo, house, where + "/aftersale.sqlite")
    tap.ok(got == KEPT, "the rows differ")
    tap.has(out, "links of mails", "what it says of keys")
    other = export(house, "second.sqlite")
    sums = [open_file(path).execute(
        "SELECT name, what, \"rows\", sum FROM tables").fetchall()
        for path in (where + "/aftersale.sqlite", other)]
    tap.eq(sums[0], sums[1], "export, import, export")


@tap.case("N22 both storages, other prefixes, a site of a network")
def kinds():
    for name, more in (("hpos", {}), ("posts", {}), ("wc79", {}),
                       ("demo", {"prefix": "wp_3_"})):
        try:
            beside = world(name, **more)
        except tap.Skip as why:
            tap.note("%s: %s" % (name, why))
            continue
        conf = {}
        if more:
            conf = {"database": {"base_prefix": "wp_3_"},
                    "wordpress": {"site_id": 3}}
        by = carried.house_of(beside, conf=conf)
        before = carried.rows_of(beside)
        where = export(by, "x.sqlite")
        got, _ = again(beside, by, where)
        tap.ok(got == before, "rows of " + name)
        about = dict(open_file(where).execute("SELECT * FROM about"))
        tap.eq((about["prefix"], about["storage"]),
               (beside.prefix, "hpos" if name in ("hpos", "demo")
                else "posts"), name)


@tap.case("N22 H-06 the file explains each of its tables and columns")
def explained():
    where = export(house, "all", "--keys")
    file = open_file(where + "/aftersale.sqlite")
    about = dict(file.execute("SELECT name, value FROM about"))
    tap.eq((about["format"], about["site_url"], about["keys"]),
           ("1", demo.origin, "yes"), "about")
    names = [row[0] for row in file.execute("SELECT name FROM tables")]
    own = [name[len("wp_aftersale_"):] for name in carried.own_tables(demo)]
    tap.eq(sorted(names), sorted(own + ["config_keys"]), "tables")
    for name, what in file.execute("SELECT name, what FROM tables"):
        tap.ok(len(what) > 20, "%s is %r" % (name, what))
    added = {"raw", "price", "at", "huge", "flags", "word", "many", "note"}
    for table, name, what in file.execute(
            "SELECT table_name, name, what FROM columns"):
        if not (table == "help_figure" and name in added):
            tap.ok(len(what) > 3, "%s.%s is %r" % (table, name, what))
    for name in names:
        listed = [row[0] for row in file.execute(
            "SELECT name FROM columns WHERE table_name = ? ORDER BY place",
            (name,))]
        real = [row[1] for row in file.execute(
            "PRAGMA table_info(%s)" % name)]
        tap.eq(listed, real, "columns of " + name)
    tap.eq(file.execute("PRAGMA integrity_check").fetchall(), [("ok",)])


@tap.case("N22 for its owner alone: 0600, and keys only when asked for")
def modes():
    where = export(house)
    tap.eq(stat.S_IMODE(os.stat(where).st_mode), 0o700, "the folder")
    for name in os.listdir(where):
        tap.eq(stat.S_IMODE(os.stat(os.path.join(where, name)).st_mode),
               0o600, name)
    for name in os.listdir(where):
        with open(os.path.join(where, name), "rb") as file:
            tap.lacks(file.read(), app.SECRET.encode(), name)
    out = house.run("export", carried.target("k"), "--keys").stdout.decode()
    tap.has(out, "like a password", "the word of warning")
    one = export(house, "one.sqlite")
    tap.eq(stat.S_IMODE(os.stat(one).st_mode), 0o600, "one file")
    tap.eq(os.listdir(os.path.dirname(one)), ["one.sqlite"], "beside it")


def parse(text):
    """RFC 4180 with the difference between nothing and an empty text."""
    rows, row, at = [], [], 0
    while at < len(text):
        if text[at] == '"':
            field, at = "", at + 1
            while text[at:at + 2] == '""' or text[at] != '"':
                if text[at] == '"':
                    at += 1
                field, at = field + text[at], at + 1
            at += 1
        else:
            end = at
            while text[end] not in ",\r":
                end += 1
            field, at = text[at:end] or None, end
        row.append(field)
        if text[at] == "\r":
            tap.eq(text[at:at + 2], "\r\n", "a line's end")
            rows.append(row)
            row, at = [], at + 1
        at += 1
    return rows


@tap.case("N22 the CSV files say the same, NULL and empty texts apart")
def comma():
    where = export(house)
    file = open_file(where + "/aftersale.sqlite")
    for name, rows in file.execute("SELECT name, \"rows\" FROM tables"):
        path = os.path.join(where, name + ".csv")
        with open(path, encoding="utf-8", newline="") as text:
            got = parse(text.read())
        with open(path, encoding="utf-8", newline="") as text:
            tap.eq(len(list(csv.reader(text, strict=True))), rows + 1, name)
        want = [[None if cell is None else "\\x" + cell.hex()
                 if isinstance(cell, bytes) else str(cell) for cell in row]
                for row in file.execute("SELECT * FROM %s" % name)]
        tap.eq(got[1:], want, name)


@tap.case("N22 nothing is overwritten, and a failed export leaves nothing")
def careful():
    where = export(house, "a.sqlite")
    with open(where, "rb") as file:
        before = file.read()
    tap.has(carried.refused(house, "export", where), "already")
    folder = export(house, "full")
    tap.has(carried.refused(house, "export", folder), "already")
    with open(where, "rb") as file:
        tap.ok(file.read() == before, "the first one")
    tap.has(carried.refused(house, "export", "/nowhere/at/all"), "beside")
    empty = carried.target("empty")
    os.mkdir(empty)
    proc.own(empty)
    house.run("export", empty + "/")
    tap.has(os.listdir(empty), "aftersale.sqlite")


def limited(words, *front, by=None):
    return subprocess.run(
        list(front) + proc.as_account(
            [app.BIN, "--config", (by or house).file] + words,
            not proc.reachable(app.BIN)),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd="/",
        env=house.environment(), check=False,
        timeout=120 * proc.slowness())


@tap.case("N22 a full disk: said, and nothing is left of it")
def full():
    for name in ("all", "one.sqlite"):
        where = carried.target(name)
        for size in (1, 9000, 60000):
            done = limited(["export", where], "prlimit",
                           "--fsize=%d" % size)
            tap.eq(done.returncode, 1, done.stdout.decode())
            tap.has(done.stderr.decode(), "nothing of it was kept")
            tap.has(done.stderr.decode(), "disk", "why")
            tap.eq(os.listdir(os.path.dirname(where)), [], "left")
    disk = proc.folder("disk")
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=128k,mode=777",
                           "none", disk], check=False,
                          stderr=subprocess.DEVNULL)
    if done.returncode:
        tap.note("a real full disk: mounting is not allowed here")
        return
    try:
        said = carried.refused(house, "export", disk + "/all")
        tap.has(said, "nothing of it was kept")
        tap.has(said, "disk", "why")
        tap.eq(os.listdir(disk), [], "left")
    finally:
        subprocess.run(["umount", disk], check=True)


# ---- refusals of import ------------------------------------------------------


@tap.case("N22 import says why not: rows, another shop, a newer schema")
def not_so():
    where = export(house, "a.sqlite")
    said = carried.refused(house, "import", where)
    tap.has(said, "order_card", "which tables have rows")
    carried.clear(demo)
    origin = demo.option("siteurl")
    demo.option("siteurl", "https://elsewhere.example")
    tap.has(carried.refused(house, "import", where),
            "here https://elsewhere.example")
    tap.eq(carried.count(demo), 0, "rows")
    house.run("import", where, "--force")
    tap.ok(carried.rows_of(demo) == KEPT, "by force")
    demo.option("siteurl", origin)
    demo.rows("INSERT INTO {P}aftersale_guard VALUES ('new', 1, 1)")
    house.run("import", where, "--replace")
    tap.ok(carried.rows_of(demo) == KEPT, "instead of other rows")
    carried.clear(demo)
    demo.rows("INSERT INTO {P}aftersale_place SELECT 'x', '', '', '', '',"
              " '', 1")
    out = house.run("import", where).stdout.decode()
    tap.ok(carried.rows_of(demo) == KEPT, "the place of setup gives way")
    tap.has(out, "until\n`aftersale adopt`", "another home")
    copy = changed(where, "UPDATE about SET value = '209901010000'"
                          " WHERE name = 'schema'")
    tap.has(carried.refused(house, "import", copy), "upgrade first")
    copy = changed(where, "UPDATE about SET value = '99'"
                          " WHERE name = 'newest_order'")
    tap.has(carried.refused(house, "import", copy, "--replace"),
            "missing here")
    tap.ok(carried.rows_of(demo) == KEPT, "untouched")


def changed(where, *sql):
    """A copy of the file after these statements."""
    copy = carried.target("copy.sqlite")
    with open(where, "rb") as source, open(copy, "wb") as to:
        to.write(source.read())
    file = sqlite3.connect(copy)
    for one in sql:
        file.execute(one)
    file.commit()
    file.close()
    os.chmod(copy, 0o644)
    return copy


@tap.case("N22 keys travel when both sides are asked, in front of those here")
def keys():
    where = export(house, "k.sqlite", "--keys")
    other = carried.house_of(demo)
    other.conf["keys"] = [{"id": 1, "secret": OTHER[0]},
                          {"id": 2, "secret": OTHER[1]}]
    other.write_conf()
    proc.own(other.folder)
    other.run("import", where, "--replace")
    with open(other.file, encoding="utf-8") as file:
        tap.eq(json.load(file)["keys"], other.conf["keys"], "left alone")
    other.run("import", where, "--replace", "--keys")
    with open(other.file, encoding="utf-8") as file:
        tap.eq(json.load(file)["keys"], [
            {"id": 1, "secret": app.SECRET}, {"id": 2, "secret": OTHER[1]}])
    tap.eq(stat.S_IMODE(os.stat(other.file).st_mode), 0o640, "mode")
    tap.ok(carried.rows_of(demo) == KEPT, "rows")


@tap.case("N22 keys that cannot be taken are refused before a row is written:"
          " none in the file, more than a configuration may have, a file that"
          " may not be written")
def keys_refused():
    other = carried.house_of(demo)
    proc.own(other.folder)
    plain = export(house, "plain.sqlite")
    where = export(house, "some.sqlite", "--keys")
    carried.clear(demo)
    tap.has(carried.refused(other, "import", plain, "--keys"),
            "there are no keys of links in " + plain)
    other.conf["keys"] = [{"id": n, "secret": "%064x" % (n * 7919 + 2 ** 200)}
                          for n in range(2, 10)]
    other.write_conf()
    said = carried.refused(other, "import", where, "--keys")
    tap.has(said, "keys: there are too many")
    tap.has(said, "take keys out of it")
    other.conf["keys"] = other.conf["keys"][:7]
    other.write_conf()
    if proc.account():
        with open(other.file, "rb") as file:
            before = file.read()
        os.chmod(other.folder, 0o555)
        said = carried.refused(other, "import", where, "--keys")
        tap.has(said, "cannot be written beside " + other.file)
        os.chmod(other.folder, 0o755)
        with open(other.file, "rb") as file:
            tap.eq(file.read(), before, "the configuration")
    tap.eq(carried.count(demo), 0, "rows")
    tap.eq(sorted(n for n in os.listdir(other.folder) if "trial" in n), [])
    other.run("import", where, "--keys")
    tap.ok(carried.rows_of(demo) == KEPT, "rows at last")
    with open(other.file, encoding="utf-8") as file:
        tap.eq([k["id"] for k in json.load(file)["keys"]],
               [1, 2, 3, 4, 5, 6, 7, 8])


@tap.case("N22 what an owner changes in the configuration while rows come in"
          " stays beside the keys")
def keys_meanwhile():
    other = carried.house_of(demo)
    proc.own(other.folder)
    other.conf["keys"] = [{"id": 9, "secret": OTHER[0]}]
    other.write_conf()
    where = export(house, "late.sqlite", "--keys")
    carried.clear(demo)
    held = demo.server.connect(demo.database)
    held.begin()
    with held.cursor() as cursor:
        cursor.execute("INSERT INTO %saftersale_guard VALUES ('order', 7, 1)"
                       % demo.prefix)
    done = []
    run = threading.Thread(target=lambda: done.append(
        other.run("import", where, "--keys")))
    run.start()
    proc.wait_for(lambda: done or demo.server.rows(
        None, "SELECT 1 FROM information_schema.PROCESSLIST WHERE TIME_MS"
        " > 300 AND INFO LIKE 'INSERT INTO %%aftersale_guard%%'"), 60,
                  "the row that is held")
    other.conf["workers"] = 7
    other.conf["keys"].append({"id": 10, "secret": OTHER[1]})
    other.write_conf()
    held.rollback()
    held.close()
    run.join(60)
    tap.eq(len(done), 1, "it came in")
    with open(other.file, encoding="utf-8") as file:
        conf = json.load(file)
    tap.eq((conf["workers"], [k["id"] for k in conf["keys"]]),
           (7, [1, 9, 10]))
    tap.ok(carried.rows_of(demo) == KEPT, "rows")


# ---- one moment, little memory, all or nothing -------------------------------


# The program itself takes 6 MB; these rows, held at once, more than the rest.
BIG = 120000
LITTLE = 14 << 20


def make_big(beside):
    beside.rows("INSERT INTO {P}aftersale_activity (order_id, block, day)"
                " SELECT seq, 'big.view', 1 FROM seq_1_to_%d" % BIG)


def spawn(by, *words):
    return subprocess.Popen(
        proc.as_account([app.BIN, "--config", by.file] + list(words),
                        not proc.reachable(app.BIN)),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd="/",
        env=by.environment())


@tap.case("N22 one moment of all tables while others write; little memory")
def moment():
    beside = world(odd=False)
    by = carried.house_of(beside)
    little = [] if proc.is_sanitized(app.BIN) \
        else ["prlimit", "--data=%d" % LITTLE]
    make_big(beside)
    stop = threading.Event()
    link = beside.server.connect(beside.database)
    link.autocommit(False)
    pairs = ["UPDATE wp_aftersale_guard SET v = %d WHERE kind = 'order'",
             "UPDATE wp_aftersale_write_once SET made_at = %d"
             " WHERE once_key = 'k1'"]

    def write():
        n = 100
        while not stop.is_set():
            n += 1
            with link.cursor() as cursor:
                for sql in pairs:
                    cursor.execute(sql % n)
            link.commit()

    writer = threading.Thread(target=write)
    writer.start()
    time.sleep(0.2)
    try:
        where = carried.target("b.sqlite")
        done = limited(["export", where], *little, by=by)
    finally:
        stop.set()
        writer.join()
    tap.eq((done.returncode, done.stderr), (0, b""), "export")
    file = open_file(where)
    guard = file.execute("SELECT v FROM guard WHERE kind = 'order'")
    once = file.execute("SELECT made_at FROM write_once"
                        " WHERE once_key = 'k1'")
    tap.eq(guard.fetchone(), once.fetchone(), "one moment")
    carried.clear(beside)
    done = limited(["import", where], *little, by=by)
    tap.eq((done.returncode, done.stderr), (0, b""), "import")


def has_begun(beside):
    """Rows that are not committed yet?"""
    link = beside.server.connect(beside.database)
    try:
        with link.cursor() as cursor:
            cursor.execute("SET SESSION TRANSACTION ISOLATION LEVEL"
                           " READ UNCOMMITTED")
            return cursor.execute("SELECT 1 FROM wp_aftersale_activity"
                                  " WHERE order_id = 99 LIMIT 1")
    finally:
        link.close()


@tap.case("N22 an import that is killed, stopped or denied brings nothing")
def nothing():
    beside = world(odd=False)
    by = carried.house_of(beside)
    make_big(beside)
    where = export(by, "b.sqlite")
    before = carried.rows_of(beside)
    carried.clear(beside)
    for end in ("kill", "terminate"):
        child = spawn(by, "import", where)
        proc.wait_for(lambda: has_begun(beside), 60, "the import")
        getattr(child, end)()
        tap.ok(child.wait() != 0, end)
        tap.eq(carried.count(beside), 0, "rows after " + end)
        child.communicate()
    child = spawn(by, "export", carried.target("c.sqlite"))
    child.terminate()
    tap.ok(child.wait() != 0, "an export that is stopped")
    child.communicate()
    by.run("import", where)
    tap.ok(carried.rows_of(beside) == before, "all of it at last")


tap.main()
