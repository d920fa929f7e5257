#!/usr/bin/python3
"""PK-09: migrations are journaled, can be repeated, and run one at a time."""
# budget: 180 s

import os
import shutil
import signal

import db
import proc
import programs
import tap

programs.need("dbtest")
SHIPPED = os.path.join(proc.TOP, "src", "migrations")
server = db.server()
# At each statement in a long run, else at a sample.
STRIDE = 1 if os.environ.get("AFTERSALE_LONG") else 7


def fresh(files=None):
    """An empty schema, and a folder of migrations: the shipped ones or these."""
    server.script(None, "DROP DATABASE IF EXISTS shop; CREATE DATABASE shop")
    folder = proc.folder("migrations")
    if files is None:
        for name in os.listdir(SHIPPED):
            if name.endswith(".sql"):
                shutil.copy(os.path.join(SHIPPED, name), folder)
    for name, text in (files or {}).items():
        write(folder, name, text)
    return folder


def write(folder, name, text):
    with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
        file.write(text)


def start(folder, extra=None):
    return programs.start("dbtest", ["migrate"], server.socket,
                          dict(extra or {}, AFTERSALE_TEST_MIGRATIONS=folder))


def migrate(folder, extra=None):
    out, status = programs.finish(start(folder, extra))
    programs.check(out, status)
    return programs.noted(out, "answer"), said(out), out


def said(out):
    return [line[7:] for line in out.splitlines() if line.startswith("# say: ")
            and ": step " in line]


def listed(folder):
    out = programs.run("dbtest", ["migrations"], server.socket,
                       {"AFTERSALE_TEST_MIGRATIONS": folder})
    return [line[6:] for line in out.splitlines()
            if line.startswith("# is: ")], programs.noted(out, "schema")


def schema():
    """Every column and index of the own tables."""
    return (server.rows(
        "shop", "SELECT table_name, column_name, column_type"
        " FROM information_schema.columns WHERE table_schema = 'shop'"
        " ORDER BY 1, ordinal_position"),
        server.rows(
            "shop", "SELECT table_name, index_name, column_name"
            " FROM information_schema.statistics WHERE table_schema = 'shop'"
            " ORDER BY 1, 2, seq_in_index"))


@tap.case("a text is cut into its statements")
def steps():
    programs.run("dbtest", ["steps"], server.socket)


@tap.case("PK-09 a dry list before, all steps once, nothing the second time")
def applied():
    folder = fresh()
    before, number = listed(folder)
    tap.ok(len(before) >= 7 and all(" missing " in x for x in before),
           "the dry list: %s" % before)
    tap.eq(number, "0 ok", "the schema before")
    answer, lines, _ = migrate(folder)
    tap.eq(answer, "ok")
    wanted = sum(int(x.split()[-1]) for x in before)
    tap.eq(len(lines), wanted, "steps")
    after, number = listed(folder)
    tap.ok(all(" applied " in x for x in after), "after: %s" % after)
    tap.eq(number, max(before)[:12] + " ok", "the schema after")
    first = schema()
    tap.eq(migrate(folder)[:2], ("ok", []), "the second run")
    tap.eq(schema(), first, "the schema")


@tap.case("two migrations at once: each step is run by one of them")
def at_once():
    for _ in range(4):
        folder = fresh()
        pair = [start(folder), start(folder)]
        outs = [programs.finish(child) for child in pair]
        for out, status in outs:
            programs.check(out, status)
            tap.eq(programs.noted(out, "answer"), "ok", "one of two")
        lines = [line for out, _ in outs for line in said(out)]
        tap.eq(len(lines), len(set(lines)), "steps that ran twice")
        tap.ok(len(lines) >= 12, "steps: %d" % len(lines))


@tap.case("killed before and after each statement: the next run finishes")
def crash_points():
    folder = fresh()
    migrate(folder)
    wanted = schema()
    for hook in ("AT", "AFTER"):
        number = 1
        while True:
            folder = fresh()
            out, status = programs.finish(
                start(folder, {"AFTERSALE_CRASH_" + hook: str(number)}))
            if status == 0:
                break
            tap.eq(status, -signal.SIGKILL, "the end at %d" % number)
            tap.eq(migrate(folder)[0], "ok", "after %s %d" % (hook, number))
            tap.eq(schema(), wanted, "the schema after %d" % number)
            number += STRIDE
        tap.ok(number > 30, "only %d statements" % number)


FIRST = "202601010000_test_first.sql"
SECOND = "202601020000_test_second.sql"
MAKE = "CREATE TABLE IF NOT EXISTS {own}%s (id BIGINT PRIMARY KEY);\n"


@tap.case("a step that fails stops there; mended, it goes on from there")
def failing():
    folder = fresh({FIRST: MAKE % "a" + MAKE % "b",
                    SECOND: MAKE % "c" + "CREATE RUBBISH;\n" + MAKE % "d"})
    answer, lines, out = migrate(folder)
    tap.eq((answer, len(lines)), ("broken", 4))
    tap.has(programs.noted(out, "why"), "202601020000_test_second: 1064")
    tap.eq(listed(folder)[0], [FIRST[:-4] + " applied 2",
                               SECOND[:-4] + " missing 3"])
    write(folder, SECOND, MAKE % "c" + MAKE % "d")
    answer, lines, _ = migrate(folder)
    tap.eq((answer, lines), ("ok", [
        SECOND[:-4] + ": step 1 of 2", SECOND[:-4] + ": step 2 of 2"]))


@tap.case("PK-09 a table that is gone although the journal knows it is made"
          " anew, and what comes after it is run again; a dry list says so")
def lost():
    folder = fresh({FIRST: MAKE % "a" + MAKE % "b", SECOND: MAKE % "c"})
    migrate(folder)
    wanted = schema()
    server.script("shop", "INSERT INTO wp_aftersale_b VALUES (7);"
                  " DROP TABLE wp_aftersale_a")
    tap.eq(listed(folder)[0], [FIRST[:-4] + " missing 2",
                               SECOND[:-4] + " applied 1"])
    answer, lines, _ = migrate(folder)
    tap.eq((answer, lines), ("ok", [
        FIRST[:-4] + ": step 1 of 2", FIRST[:-4] + ": step 2 of 2",
        SECOND[:-4] + ": step 1 of 1"]))
    tap.eq(schema(), wanted, "the schema")
    tap.eq(len(server.rows("shop", "SELECT id FROM wp_aftersale_b")), 1,
           "the rows of the others")
    tap.eq(migrate(folder)[:2], ("ok", []), "the next run")
    server.script("shop", "DROP TABLE wp_aftersale_c")
    tap.eq(migrate(folder)[:2], ("ok", [SECOND[:-4] + ": step 1 of 1"]))


@tap.case("PK-09 a table that a later migration drops is not missed")
def dropped():
    folder = fresh({FIRST: MAKE % "a" + MAKE % "b",
                    SECOND: "DROP TABLE IF EXISTS {own}a;\n"})
    migrate(folder)
    tap.eq(migrate(folder)[:2], ("ok", []), "the next run")
    tap.eq(listed(folder)[0], [FIRST[:-4] + " applied 2",
                               SECOND[:-4] + " applied 1"])
    server.script("shop", "DROP TABLE wp_aftersale_b")
    tap.eq(len(migrate(folder)[1]), 3, "steps")
    tap.eq(migrate(folder)[:2], ("ok", []), "and no more")


@tap.case("a migration that was changed after it was applied is refused")
def changed():
    folder = fresh({FIRST: MAKE % "a"})
    migrate(folder)
    write(folder, FIRST, MAKE % "b")
    answer, lines, out = migrate(folder)
    tap.eq((answer, lines), ("broken", []))
    tap.has(programs.noted(out, "why"), "was changed after it was applied")


@tap.case("PK-09 tables of a newer major release are refused")
def newer():
    folder = fresh({FIRST: MAKE % "a"})
    migrate(folder)
    server.script("shop", "INSERT INTO wp_aftersale_migration"
                  " (name, major, applied_at) VALUES"
                  " ('209901010000_test_far', 99, 1)")
    answer, lines, _ = migrate(folder)
    tap.eq((answer, lines), ("conflict", []))
    tap.eq(listed(folder)[1], "209901010000 conflict")
    server.script("shop", "UPDATE wp_aftersale_migration SET major = 1"
                  " WHERE name LIKE '2099%'")
    tap.eq(migrate(folder)[0], "ok", "a newer minor release")


@tap.case("wrong names, holes and a missing folder are refused")
def wrong():
    for name in ("first.sql", "20260101_a_b.sql", "202601010000_A.sql"):
        tap.eq(migrate(fresh({name: MAKE % "a"}))[0], "bad-input", name)
    tap.eq(migrate(fresh({FIRST: "SELECT ?;\n"}))[0], "broken", "a hole")
    tap.eq(migrate(fresh({FIRST: "DROP {none}x;\n"}))[0], "broken", "prefix")
    tap.eq(migrate("/nonexistent")[0], "not-found", "no folder")


@tap.case("indexes fit the 767 bytes of older servers")
def narrow():
    old = db.server(options=["--innodb-default-row-format=compact",
                             "--innodb-strict-mode=ON"])
    try:
        old.script(None, "CREATE DATABASE shop")
        old.script("shop", "CREATE TABLE probe (t VARCHAR(191),"
                   " KEY (t)) CHARSET utf8mb4")
        try:
            old.script("shop", "CREATE TABLE wide (t VARCHAR(192),"
                       " UNIQUE KEY (t)) CHARSET utf8mb4")
            raise tap.Failed("this server has no limit of 767 bytes")
        except RuntimeError:
            pass
        out = programs.run(
            "dbtest", ["migrate"], old.socket,
            {"AFTERSALE_TEST_MIGRATIONS": SHIPPED})
        tap.eq(programs.noted(out, "answer"), "ok")
    finally:
        old.stop()


tap.main()
