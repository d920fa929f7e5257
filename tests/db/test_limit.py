#!/usr/bin/python3
"""Rate limits that hold over processes, and links that are taken back."""
# budget: 60 s

import db
import programs
import tap

programs.need("dbtest")
programs.need("jobtest")
server = db.server()
programs.migrate(server)
NOON = 20744 * 86400 + 43200


def run(*arguments, **extra):
    return programs.run("jobtest", [str(a) for a in arguments],
                        server.socket, extra)


def tries(subject, times, seconds=0, **extra):
    out = run("limit", subject, times, AFTERSALE_CLOCK=str(NOON + seconds),
              **extra)
    return programs.noted(out, "tries"), int(programs.noted(out, "wait"))


def rows():
    return server.rows("shop", "SELECT * FROM wp_aftersale_rate_limit"
                       " ORDER BY starts_at, subject")


@tap.case("WD-07 five tries a window pass, the sixth says how long to wait")
def window():
    tap.eq(tries("192.0.2.1", 4), ("++++", 0))
    tap.eq(tries("192.0.2.1", 3, 60), ("+--", 540))
    tap.eq(tries("192.0.2.2", 1, 60), ("+", 0), "somebody else")
    tap.eq(tries("192.0.2.1", 6, 600), ("+++++-", 600), "the next window")


@tap.case("WD-07 no address is stored, and none can be followed over days")
def hashed():
    server.script("shop", "DELETE FROM wp_aftersale_rate_limit")
    tries("192.0.2.1", 1)
    tries("192.0.2.1", 1, 600)
    tries("192.0.2.1", 1, 86400)
    found = [row["subject"] for row in rows()]
    tap.eq((found[0] == found[1], found[0] == found[2]), (True, False))
    tap.ok(all(len(subject) == 32 for subject in found), found)
    tap.lacks(repr(rows()), "192.0.2")


@tap.case("two processes count together, exactly")
def together():
    server.script("shop", "DELETE FROM wp_aftersale_rate_limit")
    pair = [programs.start("jobtest", ["limit", "192.0.2.9", "300"],
                           server.socket, {"AFTERSALE_CLOCK": str(NOON)})
            for _ in range(2)]
    outs = [programs.finish(child) for child in pair]
    passed = 0
    for out, status in outs:
        programs.check(out, status)
        passed += programs.noted(out, "tries").count("+")
    tap.eq(passed, 5, "tries that passed")
    tap.eq([row["tries"] for row in rows()], [600])


@tap.case("a database that cannot be written to shuts nobody out")
def read_only():
    server.account("reader", "", "shop", "SELECT")
    tap.eq(tries("192.0.2.1", 9, AFTERSALE_TEST_USER="reader"),
           ("+++++++++", 0))


@tap.case("windows that ended are swept")
def sweep():
    run("sweep", AFTERSALE_CLOCK=str(NOON + 600))
    tap.eq(len(rows()), 1, "at its very end")
    run("sweep", AFTERSALE_CLOCK=str(NOON + 601))
    tap.eq(len(rows()), 0)


def alive(nonce, made_at):
    return programs.noted(run("link", nonce, made_at), "answer")


@tap.case("CP-09 an order's epoch ends the links made before it")
def epoch():
    tap.eq(alive(1, 500), "ok", "nothing was revoked")
    run("revoke-order", 1000)
    tap.eq([alive(1, made) for made in (999, 1000, 1001)],
           ["denied", "ok", "ok"])
    run("revoke-order", 700)
    tap.eq(alive(1, 999), "denied", "an epoch never goes back")


@tap.case("CP-09 a single link can be revoked, whatever its nonce")
def nonce():
    for number in (5, -1, -2 ** 63):
        tap.eq(alive(number, 2000), "ok")
        run("revoke-link", number, 5000)
        run("revoke-link", number, 5000)
        tap.eq(alive(number, 2000), "denied")
    tap.eq(alive(6, 2000), "ok", "another one")
    run("sweep", AFTERSALE_CLOCK="5001")
    tap.eq(server.rows("shop", "SELECT * FROM wp_aftersale_link_revoked"),
           (), "revocations of links that are over")


@tap.case("link_alive finds its rows by primary keys, and scans nothing")
def by_keys():
    server.script("shop", "".join(
        "INSERT INTO wp_aftersale_link_epoch VALUES (%d, 1);"
        "INSERT INTO wp_aftersale_link_revoked VALUES (%d, 7, 1, 1);"
        "INSERT INTO wp_aftersale_link_revoked VALUES (12, %d, 1, 1);"
        % (n, n, n) for n in range(100, 600)))
    out = run("link", 555, 2000)
    tap.eq(programs.noted(out, "answer"), "denied")
    tap.eq(programs.noted(out, "scanned"), "0")


tap.main()
