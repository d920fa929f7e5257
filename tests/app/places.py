"""places.py - shops that nobody has set up yet, and where the configuration of
each will stand."""

import json
import os

import app
import proc
import shop

app.need()
house = app.App(app.shop_with_tables("demo"), clock=shop.DEMO_NOW)
WP_CONFIG = """<?php
define( 'DB_NAME', 'shop' );
define( 'DB_USER', 'aftersale' );
define( 'DB_PASSWORD', 'test-pass' );
define( 'DB_HOST', 'localhost:%s' );
define( 'LOGGED_IN_KEY', '%s' );
define( 'LOGGED_IN_SALT', '%s' );
$table_prefix = '%s';
"""
OURS = ("user", "worker_user", "owner_user")


def text(done):
    return done.stdout.decode("utf-8"), done.stderr.decode("utf-8")


class Place:
    """A shop that nobody has set up yet, and where its file will stand."""

    def __init__(self, opened):
        self.shop = opened
        self.wp = proc.folder("wp")
        self.etc = proc.folder("etc")
        self.file = os.path.join(self.etc, "new", "aftersale.json")
        path = os.path.join(self.wp, "wp-config.php")
        with open(path, "w", encoding="utf-8") as file:
            file.write(WP_CONFIG % (
                opened.server.socket, opened.wordpress["logged_in_key"],
                opened.wordpress["logged_in_salt"], opened.prefix))
        proc.own(path)

    def setup(self, *more, admin=True, good=True):
        words = ["--db-admin-user", "root"] if admin else []
        return text(house.run("--config", self.file, "setup", self.wp,
                              "--yes", *words, *more, good=good)) \
            if good else house.run("--config", self.file, "setup", self.wp,
                                   "--yes", *words, *more, good=False)

    def conf(self):
        with open(self.file, encoding="utf-8") as file:
            return json.load(file)

    def grants(self, member):
        name = self.conf()["database"][member]
        rows = self.shop.server.rows(
            None, "SHOW GRANTS FOR '%s'@'localhost'" % name)
        return sorted(next(iter(row.values())) for row in rows)

    def all_grants(self):
        return [self.grants(member) for member in OURS]

    def app(self, mode="on"):
        """A running program with the file that setup wrote."""
        by = app.App(self.shop, clock=shop.DEMO_NOW)
        by.conf = dict(self.conf(), mode=mode)
        by.write_conf()
        return by


def place(prefix="wp_"):
    return Place(shop.open_shop("demo", prefix=prefix))
