#!/usr/bin/python3
"""Part db against a real server: values, row maps, transactions, trouble.

The cases are modes of the C program dbtest; what python adds is a server
that is stopped, a line that is cut, and a process that is killed.
"""
# budget: 120 s

import signal

import cutter
import db
import programs
import tap

programs.need("dbtest")
server = db.server()
server.create("shop")
TABLE = ("DROP TABLE IF EXISTS wp_aftersale_t;"
         "CREATE TABLE wp_aftersale_t (id BIGINT AUTO_INCREMENT PRIMARY KEY,"
         " v BIGINT) ENGINE=InnoDB;")


def mode(name, extra=None):
    return programs.run("dbtest", [name], server.socket, extra)


def fresh_table():
    server.script("shop", TABLE)


def count():
    return server.rows("shop", "SELECT COUNT(*) AS n FROM wp_aftersale_t"
                       )[0]["n"]


@tap.case("values of each kind there and back, long texts, unknown words")
def rows():
    mode("rows")


@tap.case("lists are padded, empty ones find nothing, streams stop cleanly")
def lists():
    mode("lists")


@tap.case("a row map that does not fit its columns is said and refused")
def maps():
    mode("maps")


@tap.case("32 prepared statements are kept, the oldest goes")
def cache():
    mode("cache")


@tap.case("one statement sets a session up, as WordPress needs it")
def session():
    mode("session")


@tap.case("killed connections, slow statements, no server, told values")
def trouble():
    mode("trouble", {"AFTERSALE_TEST_READ_MS": "1500"})


@tap.case("transactions: rolled back, spoilt, conflicting, guarded")
def transactions():
    mode("tx")


@tap.case("two processes that deadlock are repeated and lose nothing")
def deadlock():
    fresh_table()
    server.script("shop", "INSERT INTO wp_aftersale_t VALUES (1, 0), (2, 0)")
    pair = [programs.start("dbtest", ["deadlock"], server.socket, extra)
            for extra in ({}, {"AFTERSALE_TEST_EVEN": "1"})]
    for child in pair:
        tap.eq(child.stdout.readline(), "# ready\n")
    for child in pair:
        child.stdin.write("\n")
        child.stdin.flush()
    outs = [programs.finish(child) for child in pair]
    for out, status in outs:
        programs.check(out, status)
    done = sum(int(programs.noted(out, "done")) for out, _ in outs)
    tries = sum(int(programs.noted(out, "tries")) for out, _ in outs)
    tap.ok(tries > 40, "there was no deadlock at all")
    total = server.rows("shop", "SELECT v AS n FROM wp_aftersale_t"
                        " ORDER BY id")
    tap.eq([row["n"] for row in total], [done, done], "what was written")


@tap.case("a frozen server: a write is in doubt, in the time that was set")
def frozen():
    child = programs.start("dbtest", ["patient"], server.socket,
                           {"AFTERSALE_TEST_READ_MS": "1000"})
    try:
        lines = [child.stdout.readline(), child.stdout.readline()]
        tap.eq(lines[1], "# ready\n")
        server.freeze()
        child.stdin.write("\n")
        child.stdin.flush()
        while lines[-1] not in ("# thaw\n", ""):
            lines.append(child.stdout.readline())
        server.thaw()
        out, status = child.communicate("\n", timeout=120)
    finally:
        server.thaw()
    programs.check("".join(lines) + out, child.returncode)


@tap.case("killed at each statement of a transaction: all of it or nothing")
def crash_points():
    for hook in ("AT", "AFTER"):
        for number in range(1, 6):
            fresh_table()
            child = programs.start("dbtest", ["pair"], server.socket,
                                   {"AFTERSALE_CRASH_" + hook: str(number)})
            _, status = programs.finish(child)
            written = hook == "AFTER" and number == 4 or number == 5
            tap.eq(status, 0 if number == 5 else -signal.SIGKILL,
                   "the end at %s %d" % (hook, number))
            tap.eq(count(), 2 if written else 0,
                   "rows after %s %d" % (hook, number))


def through(word, when, extra=None):
    """What the program answers when the line is cut at that word."""
    fresh_table()
    with cutter.Cutter(server.socket, word, when) as line:
        out = programs.run("dbtest", ["commit"], line.path, extra)
        tap.ok(line.has_cut, "the line was not cut")
    return programs.noted(out, "answer"), count()


@tap.case("a line cut around COMMIT is in doubt, whatever happened")
def cut_commit():
    tap.eq(through(b"COMMIT", "before"), ("unsure", 0))
    tap.eq(through(b"COMMIT", "after"), ("unsure", 2))


@tap.case("a line cut around a lone write is in doubt; before it, it is not")
def cut_write():
    alone = {"AFTERSALE_TEST_ALONE": "1"}
    tap.eq(through(b"\x17", "after", alone), ("unsure", 1))
    tap.eq(through(b"\x16INSERT", "before", alone), ("busy", 0))


@tap.case("a line cut inside of a transaction wrote nothing: busy")
def cut_inside():
    tap.eq(through(b"\x17", "after"), ("busy", 0))


tap.main()
