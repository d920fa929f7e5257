"""shop.py - the demo shop as SQL.

schema_sql(prefix) makes the tables, fixture_sql(prefix, now, site) fills
them, orders(now) says which orders there are. The same fixture stands in for
a real shop's dump in tests.
"""

import os
import random

from demo import cases, sql, wordpress
from demo import orders as order_rows

HERE = os.path.dirname(os.path.abspath(__file__))
SITE = "http://127.0.0.1:8080"
FIRST_HISTORY, FIRST_CASE = 801, 1001

LOGGED_IN_KEY = wordpress.LOGGED_IN_KEY
LOGGED_IN_SALT = wordpress.LOGGED_IN_SALT
cookie = wordpress.cookie


def schema_sql(prefix):
    with open(os.path.join(HERE, "schema.sql"), encoding="utf-8") as file:
        return file.read().replace("{P}", prefix)


def history():
    """Completed orders of the last ninety days, the same each time."""
    dice = random.Random(7)
    for number in range(cases.HISTORY):
        basket = dice.choice(cases.HISTORY_BASKETS)
        yield dict(case="history%d" % number, status="completed",
                   ago=dice.randrange(10, 90) * cases.DAY
                   + dice.randrange(cases.DAY),
                   buyer=dice.choice(cases.BUYERS), lines=basket,
                   ship=dice.choice(["courier", "locker", "post"]),
                   pay=dice.choice(["card", "paypal", "bank_link"]))


def add_orders(rows, now):
    facts = []
    for number, case in enumerate(history(), FIRST_HISTORY):
        order_rows.Order(rows, case, number, now).write()
    for number, case in enumerate(cases.CASES, FIRST_CASE):
        facts.append(order_rows.Order(rows, case, number, now).write())
    return facts


def orders(now):
    """What is known of each order: id, number, key, case, title, status,
    total_cents, email, user, created."""
    return add_orders(sql.Rows(), int(now))


def fixture_sql(prefix, now, site=SITE):
    now = int(now)
    rows = sql.Rows()
    wordpress.add_options(rows, prefix, site)
    wordpress.add_people(rows, prefix, now)
    wordpress.add_pages(rows, now)
    wordpress.add_trade(rows)
    wordpress.Products(rows, now).write()
    add_orders(rows, now)
    # Numbers of new orders come from posts; leave the low ones to us.
    return ("SET NAMES utf8mb4;\nSET sql_mode='NO_AUTO_VALUE_ON_ZERO';\n"
            + rows.text(prefix)
            + "ALTER TABLE %sposts AUTO_INCREMENT = 1783;\n" % prefix)


def order_sql(prefix, case, number, now):
    """One more order, as a buyer has just placed it: (SQL, facts)."""
    rows = sql.Rows()
    rows.last = {"items": 5000000 + number * 100,
                 "comments": 5000000 + number * 10}
    facts = order_rows.Order(rows, case, number, int(now)).write()
    return "SET NAMES utf8mb4;\n" + rows.text(prefix), facts
