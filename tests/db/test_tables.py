#!/usr/bin/python3
"""The own tables are what docs/tables.md and the house rules say."""
# budget: 30 s

import glob
import os
import re

import db
import proc
import programs
import tap

FOLDER = os.path.join(proc.TOP, "src", "migrations")
TABLE = re.compile(r"CREATE TABLE IF NOT EXISTS \{own\}(\w+) \((.*?)\n\) (.*?);",
                   re.S)
KEYS = ("PRIMARY KEY", "UNIQUE KEY", "KEY")
MADE_BY_DB = {"guard", "migration"}


def texts():
    found = {}
    for path in sorted(glob.glob(os.path.join(FOLDER, "*.sql"))):
        with open(path, encoding="utf-8") as file:
            found[os.path.basename(path)] = file.read()
    return found


def tables():
    return [match for text in texts().values()
            for match in TABLE.finditer(text)]


def documented():
    path = os.path.join(proc.TOP, "docs", "tables.md")
    with open(path, encoding="utf-8") as file:
        return re.findall(r"^### (\w+)$", file.read(), re.M)


@tap.case("every column is explained by a line above it")
def explained():
    seen = 0
    for match in tables():
        above = ""
        for line in match[2].strip("\n").split("\n"):
            bare = line.strip()
            if bare.startswith("--") or bare.startswith(KEYS):
                above = bare
                continue
            tap.ok(above.startswith("--"),
                   "%s: %s is not explained" % (match[1], bare))
            above = ""
            seen += 1
    tap.ok(seen > 40, "only %d columns" % seen)


@tap.case("tables are InnoDB, utf8mb4, and can be made twice")
def plain():
    for name, text in texts().items():
        body = re.sub(r"^\s*--.*$", "", text, flags=re.M)
        rest = TABLE.sub("", body)
        tap.eq(rest.strip(), "", "what is no table in " + name)
    for match in tables():
        tap.ok(match[3].startswith("ENGINE=InnoDB DEFAULT CHARSET=utf8mb4"),
               "%s is %s" % (match[1], match[3]))


@tap.case("docs/tables.md has a paragraph for each table, and for no other")
def documents():
    made = {match[1] for match in tables()} | MADE_BY_DB
    tap.eq(sorted(documented()), sorted(made))
    tap.eq(len(documented()), len(set(documented())), "paragraphs")


@tap.case("what a server makes of them is the same list")
def real():
    programs.need("dbtest")
    server = db.server()
    server.create("shop")
    programs.run("dbtest", ["migrate"], server.socket,
                 {"AFTERSALE_TEST_MIGRATIONS": FOLDER})
    rows = server.rows("shop", "SHOW TABLES")
    made = {list(row.values())[0][len("wp_aftersale_"):] for row in rows}
    tap.eq(sorted(made), sorted(documented()))


tap.main()
