#!/usr/bin/python3
"""import of files that are damaged, or made by somebody who means harm."""
# budget: 240 s

import os
import random
import sqlite3

import app
import carried
import proc
import tap

app.need()
demo = app.shop_with_tables("demo")
carried.fill(demo, odd=False)
house = carried.house_of(demo)
KEPT = carried.rows_of(demo)
GOOD = carried.target("good.sqlite")
house.run("export", GOOD)
with open(GOOD, "rb") as good:
    BYTES = good.read()
carried.clear(demo)


def write(data):
    path = carried.target("odd.sqlite")
    with open(path, "wb") as file:
        file.write(data)
    os.chmod(path, 0o644)
    return path


def bring(path):
    """Never a crash: equal rows, or a sentence and no row at all."""
    done = house.run("import", path, good=False)
    said = done.stderr.decode("utf-8", "replace")
    tap.ok(done.returncode in (0, 1), "%s %s" % (done.returncode, said))
    if done.returncode:
        tap.ok(said.startswith("aftersale: "), said)
        tap.eq(carried.count(demo), 0, "rows of a refused file")
    else:
        tap.ok(carried.rows_of(demo) == KEPT, "rows of an accepted file")
        carried.clear(demo)
    return said


def refuse(path, part="", what="the file"):
    said = bring(path)
    tap.ok(said, what + " was taken")
    tap.has(said, part)


@tap.case("N22 no export at all: refused in a sentence")
def none():
    refuse("/nowhere.sqlite")
    refuse(proc.folder("x"), "plain file")
    refuse(write(b""))
    refuse(write(b"not a database " * 99))
    refuse(write(BYTES[:100]))
    fifo = carried.target("fifo")
    os.mkfifo(fifo, 0o666)
    refuse(fifo, "plain file")
    path = carried.target("empty.sqlite")
    sqlite3.connect(path).executescript("CREATE TABLE a (b); ")
    os.chmod(path, 0o644)
    refuse(path)
    dark = write(BYTES)
    os.chmod(dark, 0)
    if os.getuid() or proc.account():
        refuse(dark)


def changed(*sql):
    path = write(BYTES)
    file = sqlite3.connect(path)
    file.executescript(";".join(sql))
    file.close()
    os.chmod(path, 0o644)
    return path


@tap.case("N22 every change of a row, a sum or a list is noticed")
def rows():
    for sql, part in (
            ("UPDATE guard SET v = v + 1", "guard"),
            ("UPDATE write_once SET result_url = '' WHERE once_key = 'k1'",
             "write_once"),
            ("UPDATE order_card SET data = data || ' '", "order_card"),
            ("DELETE FROM job WHERE id = 0", "job"),
            ("INSERT INTO guard VALUES ('order', 8, 1)", "guard"),
            ("UPDATE tables SET sum = '' WHERE name = 'guard'", "guard"),
            ("UPDATE tables SET \"rows\" = 99 WHERE name = 'guard'",
             "guard"),
            ("UPDATE tables SET \"rows\" = -1", "damaged"),
            ("UPDATE tables SET name = 'none' WHERE name = 'guard'",
             "damaged"),
            ("UPDATE tables SET name = '../x' WHERE name = 'guard'",
             "damaged"),
            ("UPDATE tables SET name = 'about' WHERE name = 'guard'",
             "damaged"),
            ("INSERT INTO tables VALUES ('sqlite_master', '', 1, '')",
             "damaged"),
            ("UPDATE columns SET kind = 'float'", "damaged"),
            ("UPDATE columns SET name = 'w' WHERE name = 'v'", "guard"),
            ("DELETE FROM columns WHERE name = 'v'", "v of guard"),
            ("UPDATE columns SET name = '\"; DROP TABLE x; --'"
             " WHERE name = 'v'", "damaged"),
            ("UPDATE guard SET v = 'text'", "cannot"),
            ("UPDATE guard SET kind = x'00ff'", "cannot"),
            ("DELETE FROM about WHERE name = 'format'", "no export"),
            ("UPDATE about SET value = '2' WHERE name = 'format'",
             "no export"),
            ("UPDATE about SET value = x'ff' WHERE name = 'schema'", ""),
            ("DROP TABLE guard", "damaged"),
            ("DROP TABLE about", "no export")):
        path = changed(sql)
        if sql.startswith("UPDATE about SET value = x"):
            bring(path)
        else:
            refuse(path, part, sql)


@tap.case("N22 what could run is refused: views, triggers, computed columns")
def alive():
    for sql in (
            ("ALTER TABLE guard RENAME TO g", "CREATE VIEW guard AS"
             " SELECT kind, id, v FROM g"),
            ("CREATE TRIGGER t AFTER INSERT ON guard BEGIN"
             " DELETE FROM job; END",),
            ("CREATE VIRTUAL TABLE f USING fts5(a)",),
            ("ALTER TABLE guard ADD w AS (zeroblob(1000000000))",),
            ("CREATE INDEX i ON guard (abs(v))",)):
        refuse(changed(*sql), "more than plain tables")
    bomb = ("DROP TABLE guard", "CREATE TABLE guard (kind TEXT, id INTEGER,"
            " v INTEGER)", "INSERT INTO guard VALUES"
            " (hex(zeroblob(20000000)), 1, 1)")
    refuse(changed(*bomb))


@tap.case("N22 damage anywhere: refused, or without any effect")
def damage():
    chance = random.Random(20261124)
    taken = 0
    for _ in range(70):
        data = bytearray(BYTES)
        for _ in range(chance.choice((1, 1, 1, 8, 64))):
            data[chance.randrange(len(data))] = chance.randrange(256)
        taken += not bring(write(bytes(data)))
    for _ in range(15):
        at = chance.randrange(len(BYTES) // 512) * 512
        size = chance.choice((512, 4096))
        data = BYTES[:at] + bytes(size) + BYTES[at + size:]
        taken += not bring(write(data[:len(BYTES)]))
    for _ in range(10):
        bring(write(BYTES[:chance.randrange(len(BYTES))]))
    tap.note("%d of 95 had no effect" % taken)


@tap.case("N22 a journal beside the file is not played into it")
def journal():
    path = write(BYTES)
    for tail in ("-journal", "-wal", "-shm"):
        with open(path + tail, "wb") as file:
            file.write(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + b"\xff" * 600)
    tap.eq(bring(path), "", "the file alone counts")


tap.main()
