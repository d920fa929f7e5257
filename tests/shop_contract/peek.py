"""peek.py - asks part shop about a shop's database, through the program peek.

    shop = peek.Peek(server, "shop", "wp_", now)
    shop.ask("product", 36)["price_text"]
    shop.later(61)          # a minute later: settings are read again
"""

import calendar
import json
import os
import subprocess
import time

import proc
import tap

BUILD = os.path.dirname(os.environ.get(
    "AFTERSALE_BIN", os.path.join(proc.TOP, ".local", "build", "aftersale")))
PROGRAM = os.path.join(BUILD, "tests", "shop_contract", "peek")


def need():
    if not os.access(PROGRAM, os.X_OK):
        tap.skip_all("tests/shop_contract/peek is not built")


def seconds(gmt):
    """"2026-11-23 02:11:24" as seconds."""
    return calendar.timegm(time.strptime(gmt, "%Y-%m-%d %H:%M:%S"))


class Peek:
    def __init__(self, server, database, prefix, now, base=None, site=1,
                 folder="", key="", salt=""):
        self.now = now
        env = {"PATH": os.environ["PATH"], "PEEK_KEY": key,
               "PEEK_SALT": salt}
        self.child = subprocess.Popen(
            [PROGRAM, server.socket, database, prefix, base or prefix,
             str(site), str(now), folder], env=env, stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, text=True)
        tap.cleanup(self.end)

    def ask(self, what, which=""):
        """The answer as a tree; {"error": word} when it is refused."""
        self.child.stdin.write("%s\t%s\n" % (what, which))
        self.child.stdin.flush()
        line = self.child.stdout.readline()
        if not line:
            raise tap.Failed("peek ended with %s" % self.child.wait(10))
        return json.loads(line)

    def products(self, *ids):
        """(products by id, number of statements)"""
        found = self.ask("products", ",".join(str(i) for i in ids))
        return ({p["id"]: p for p in found["products"]},
                found["statements"])

    def later(self, by=61):
        self.now += by
        return self.ask("refresh", self.now)["statements"]

    def end(self):
        if self.child.poll() is None:
            self.child.stdin.close()
            self.child.wait(10)


def of(shop, now=None, **more):
    """A Peek at one of the shops of tests/lib/shop.py."""
    if now is None:
        now = seconds(shop.facts["generated_gmt"])
    return Peek(shop.server, shop.database, shop.prefix, now,
                key=shop.wordpress["logged_in_key"],
                salt=shop.wordpress["logged_in_salt"], **more)
