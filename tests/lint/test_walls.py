"""The walls of the house: which part may see which, and what stays inside.

Each part below names what it may include besides itself; base is open to
all. A wall that must move moves here, in a commit of its own."""
# budget: 30 s
import os
import re

import source
import tap

LOWER = {"base", "amount", "file", "text", "zone", "banned"}
SEES = {
    "base": set(),
    "crypt": set(), "log": set(), "conf": {"db", "crypt"}, "db": set(),
    "view": set(),
    "http": {"view", "conf"},
    "link": {"db", "conf", "crypt", "http"},
    "limit": {"db", "crypt"},
    "outbox": {"db"},
    "net": {"conf", "crypt"},
    "media": set(),
    "carry": {"db", "crypt"},
    "shop": {"db", "conf", "crypt"},
}
# What a feature sees; its own header comes on top.
FEATURE = {"crypt", "conf", "log", "db", "http", "view", "link", "limit",
           "outbox", "shop", "site", "feature"}
FEATURES = {"confirm", "track", "withdraw", "returns", "review", "survey",
            "reward", "flow", "help", "insight", "recommend", "admin"}
# A part of two headers has one wall.
SECOND = {"shop_job": "shop"}
# Each foreign library has one home.
FOREIGN = {
    "mysql.h": {"db"}, "mariadb": {"db"}, "fcgi": {"http"},
    "curl/": {"net"}, "sqlite3.h": {"carry"}, "openssl/": {"crypt"}, "json": {"conf"},
    "jpeglib.h": {"media"}, "turbojpeg.h": {"media"}, "png.h": {"media"},
    "webp/": {"media"}, "qrencode.h": {"media"}, "seccomp.h": {"media"},
}


def sources():
    return source.files("src/**/*.c", "src/**/*.h")


def part_of(path):
    return path.split("/")[1]


def may_see(part, wall, path):
    """May this file include aftersale/WALL.h?"""
    if wall in LOWER or wall == part or part == "app":
        return True
    if part in FEATURES:
        if wall.startswith("features/"):
            return wall == "features/" + part
        if wall in ("net", "media"):
            return path.endswith("_job.c")
        return wall in FEATURE
    return wall in SEES.get(part, set())


@tap.case("a part includes only what it may see")
def parts():
    found = []
    for path in sources():
        for line, name, ours in source.includes(source.read(path)):
            if not ours or not name.startswith("aftersale/"):
                continue
            wall = name[len("aftersale/"):-2]
            wall = SECOND.get(wall, wall)
            if not may_see(part_of(path), wall, path):
                found.append((path, line, "%s may not see %s"
                              % (part_of(path), name)))
    source.complain(found)


@tap.case("each part is one this house knows")
def known():
    found = []
    for path in sources():
        part = part_of(path)
        if part not in set(SEES) | FEATURES | {"app", "migrations"}:
            found.append((path, 1, "no wall is written for " + part))
    source.complain(found)


@tap.case("a private header stays in its folder")
def private():
    found = []
    for path in sources():
        folder = os.path.dirname(path)
        for line, name, ours in source.includes(source.read(path)):
            if not ours or name.startswith("aftersale/") \
                    or name == "config.h":
                continue
            home = os.path.normpath(os.path.join(folder, name))
            if name.startswith("..") or not os.path.exists(
                    os.path.join(source.TOP, home)):
                found.append((path, line, "reaches into another folder: "
                              + name))
    source.complain(found)


@tap.case("each foreign library is included in one part only")
def foreign():
    found = []
    for path in source.files("src/**/*.[ch]", "include/**/*.h"):
        part = part_of(path) if path.startswith("src/") else "include"
        for line, name, ours in source.includes(source.read(path)):
            for start, homes in FOREIGN.items():
                if not ours and name.startswith(start) \
                        and part not in homes:
                    found.append((path, line, name + " is for "
                                  + ", ".join(homes)))
    source.complain(found)


@tap.case("a wall header includes only headers of this house and of C")
def headers():
    plain = re.compile(r"(std\w+|assert|time|string|sys/types|inttypes)\.h$")
    found = []
    for path in source.files("include/aftersale/**/*.h"):
        for line, name, ours in source.includes(source.read(path)):
            if not ours and not plain.match(name):
                found.append((path, line, "shows " + name + " to all"))
    source.complain(found)


@tap.case("the lint sees what it is for")
def self_test():
    tap.ok(not may_see("base", "db", "src/base/a.c"), "base sees db")
    tap.ok(not may_see("help", "features/confirm", "src/help/a.c"),
           "a feature sees another")
    tap.ok(not may_see("help", "net", "src/help/help_page.c"),
           "a page sees net")
    tap.ok(may_see("help", "net", "src/help/help_job.c"), "a job sees net")
    tap.eq(source.includes('/* #include "x.h" */\n#include "y.h"\n'),
           [(2, "y.h", True)])


tap.main()
