"""asking.py - one question after another to the program tests/*/orders."""

import json
import os
import subprocess

import proc
import shop
import tap

BUILD = os.path.dirname(os.environ.get(
    "AFTERSALE_BIN", os.path.join(proc.TOP, ".local", "build", "aftersale")))
PROGRAM = os.path.join(BUILD, "tests", "shop_contract", "orders")
EVERYTHING = 63


def need():
    if not os.access(PROGRAM, os.X_OK):
        tap.skip_all("tests/shop_contract/orders is not built"
                     " (make check builds it)")


class Asker:
    """The adapter on one shop, answering."""

    def __init__(self, beside, now, base_prefix=None, site=1):
        self.child = subprocess.Popen(
            [PROGRAM, beside.server.socket, beside.database, beside.prefix,
             base_prefix or beside.prefix, str(site), str(now)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        tap.cleanup(self.end)

    def end(self):
        if self.child.poll() is None:
            self.child.stdin.close()
            self.child.wait(20)

    def reply(self, *words):
        """err, why, statements and data of one command."""
        self.child.stdin.write(" ".join(str(w) for w in words) + "\n")
        self.child.stdin.flush()
        line = self.child.stdout.readline()
        if not line:
            raise RuntimeError("it ended with %s" % self.child.wait(20))
        return json.loads(line)

    def data(self, *words):
        """The data, which must have come."""
        reply = self.reply(*words)
        tap.eq(reply["err"], "ok", "%s (%s)" % (words, reply["why"]))
        return reply["data"]

    def order(self, number):
        return self.data("order", number, EVERYTHING)


def now_of(beside):
    """When the facts were written: what is on sale hangs on it."""
    import calendar
    import time
    return calendar.timegm(time.strptime(beside.facts["generated_gmt"],
                                         "%Y-%m-%d %H:%M:%S"))


def statements(beside, action):
    """The statements the server saw of us during action()."""
    beside.server.script(None, "SET GLOBAL log_output = 'TABLE';"
                         "TRUNCATE mysql.general_log;"
                         "SET GLOBAL general_log = 1;")
    action()
    beside.server.script(None, "SET GLOBAL general_log = 0;")
    rows = beside.server.rows(
        "mysql", "SELECT CONVERT(argument USING utf8mb4) AS sql_text"
        "  FROM general_log WHERE user_host LIKE '%%aftersale%%'"
        "   AND command_type IN ('Execute', 'Query')")
    return [row["sql_text"] for row in rows]


def open_dump(name):
    """The shop of a dump and somebody to ask."""
    beside = shop.open_shop(name)
    return beside, Asker(beside, now_of(beside))
