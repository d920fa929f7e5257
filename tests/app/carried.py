"""carried.py - shops with rows of every odd kind in our tables, and ways to
compare what an export took out with what an import brought in."""

import os
import subprocess

import app
import proc
import shop
import tap

# What no table of ours has today and a later one may have.
ODD_COLUMNS = """ALTER TABLE {P}aftersale_help_figure
 ADD raw VARBINARY(64) NULL, ADD price DECIMAL(30,8) NULL,
 ADD at DATETIME(3) NULL, ADD huge BIGINT UNSIGNED NULL,
 ADD flags BIT(12) NULL, ADD word ENUM('a','b c') NULL,
 ADD many BLOB NULL, ADD note TEXT NULL"""
ODD_ROWS = [
    (1, 5, 0, bytes(range(64)), "12345678901234567890.12345678",
     "2026-11-24 01:02:03.456", 2 ** 64 - 1, 4095, "b c",
     b"\xff\xfe\x00'\"\\\r\n" * 9, "a\0b"),
    (2, 2 ** 63 - 1, -2 ** 63, b"", "-0.00000001",
     "1000-01-01 00:00:00.000", 0, 0, "a", b"", ""),
    (3, 0, 0, None, None, None, None, None, None, None, None),
    (0, 1, 1, b"\0", "0.00000000", "9999-12-31 23:59:59.999", 2 ** 63, 1,
     None, b"\0", "\U0001f6d2 \u0105\u010d\u0119 \"q\" 'q' , ;\r\n\ttab"),
]


def fill(beside, odd=True):
    """Rows of each kind, as nobody would write them."""
    rows = beside.rows
    rows("REPLACE INTO {P}aftersale_setting_version VALUES (900, 1, %s, %s)",
         ("o'\u017bu \U0001f469\u200d\U0001f4bb",
          '{"brand":{"name":"\U0001f6cd\\u0000 \\"x\\""}}'))
    rows("REPLACE INTO {P}aftersale_write_once VALUES"
         " ('k1', '/a', 'user:1', %s, NULL, 5), ('k2', '/a', '', %s, '', 6)",
         ("0" * 32, "f" * 32))
    rows("REPLACE INTO {P}aftersale_order_card VALUES"
         " (7, 'help', 'shown', %s, -1), (7, 'a', 'b', '', 0)",
         ("\U0001f4e6" * 3000,))
    rows("REPLACE INTO {P}aftersale_activity VALUES (7, 'x.view', -1),"
         " (9223372036854775807, 'x.view', 2147483647)")
    rows("REPLACE INTO {P}aftersale_link_revoked VALUES"
         " (7, -9223372036854775808, 1, 2), (7, 9223372036854775807, 1, 2)")
    rows("SET STATEMENT sql_mode = 'NO_AUTO_VALUE_ON_ZERO' FOR"
         " REPLACE INTO {P}aftersale_job (id, topic, subject, version, kind,"
         " state, due_at, lease_seconds, made_at, reason)"
         " VALUES (0, 't', 1, 1, 'none', 'done', 9, 60, 9, ''),"
         " (4000000000, 't', 2, 1, 'none', 'dead', 9, 60, 9, 'why \u20ac')")
    rows("REPLACE INTO {P}aftersale_guard VALUES ('order', 7, 3)")
    if odd:
        rows(ODD_COLUMNS)
        for row in ODD_ROWS:
            rows("REPLACE INTO {P}aftersale_help_figure VALUES (%s)"
                 % ",".join(["%s"] * len(row)), row)


def own_tables(beside):
    like = beside.prefix.replace("_", "\\_") + "aftersale\\_%%"
    return sorted(next(iter(row.values())) for row in beside.server.rows(
        beside.database, "SHOW TABLES LIKE '%s'" % like))


def rows_of(beside):
    """Every row of ours but the journal, as the backup program has them."""
    names = [name for name in own_tables(beside)
             if not name.endswith("aftersale_migration")]
    done = subprocess.run(
        ["mariadb-dump", "--no-defaults", "--skip-comments", "--hex-blob",
         "--no-create-info", "--order-by-primary", "--single-transaction",
         "--complete-insert", "--skip-extended-insert", "--user=root",
         "--socket=" + beside.server.socket, beside.database] + names,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    tap.eq((done.returncode, done.stderr.decode()), (0, ""), "the dump")
    return done.stdout


def clear(beside):
    for name in own_tables(beside):
        if not name.endswith("aftersale_migration"):
            beside.server.rows(beside.database, "DELETE FROM `%s`" % name)


def count(beside):
    return sum(next(iter(beside.server.rows(
        beside.database, "SELECT COUNT(*) FROM `%s`" % name)[0].values()))
        for name in own_tables(beside) if not name.endswith("_migration"))


def house_of(beside, **more):
    return app.App(beside, clock=shop.DEMO_NOW, **more)


def target(name="all"):
    """A path where nothing is yet, in a folder that may be written."""
    return os.path.join(proc.folder("out"), name)


def refused(by, *words, **more):
    """What a command says that must not do it."""
    done = by.run(*words, good=False, **more)
    tap.eq(done.returncode, 1, " ".join(words) + done.stderr.decode())
    return done.stderr.decode() + done.stdout.decode()
