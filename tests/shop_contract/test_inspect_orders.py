#!/usr/bin/python3
"""aftersale inspect order ID, as an owner types it, beside the facts.

The other suites ask the adapter through a program of their own; this one
proves that the command prints the very same, for each order of each dump.
"""
# budget: 120 s

import json

import app
import asking
import facts
import shop
import tap

app.need()
shop.need_dumps()


class Command:
    """Answers as an Asker does, by the command."""

    def __init__(self, name):
        self.shop = app.shop_with_tables(name)
        self.app = app.App(self.shop, clock=asking.now_of(self.shop))

    def data(self, what, number):
        return json.loads(self.app.run(what, "order", str(number)).stdout)


def compare(name):
    command = Command(name)
    found = facts.compare(command, command.shop.facts["orders"])
    tap.ok(not found, "\n".join(found[:10]))
    for number in ("99999999", "0", "-1", "x", "9" * 30):
        done = command.app.run("inspect", "order", number, good=False)
        tap.ok(done.returncode != 0, "order " + number)
        tap.eq(done.stdout, b"", "order " + number)


@tap.case("TY-01 inspect prints each fact of WooCommerce 11 with HPOS")
def hpos():
    compare("hpos")


@tap.case("TY-01 inspect prints the same in posts storage")
def posts():
    compare("posts")


@tap.case("TY-01 inspect prints each fact of WooCommerce 7.9")
def old():
    compare("wc79")


tap.main()
