#!/usr/bin/python3
"""setup beside one site of a network of WordPress sites."""
# budget: 120 s

import json
import os

import app
import proc
import shop
import tap

app.need()
house = app.App(app.shop_with_tables("demo"), clock=shop.DEMO_NOW)
WP_CONFIG = """<?php
define( 'DB_NAME', 'shop' );
define( 'DB_USER', 'aftersale' );
define( 'DB_PASSWORD', 'test-pass' );
define( 'DB_HOST', 'localhost:%s' );
define( 'LOGGED_IN_KEY', '%s' );
define( 'LOGGED_IN_SALT', '%s' );
$table_prefix = 'wp_';
define( 'MULTISITE', true );
define( 'BLOG_ID_CURRENT_SITE', %d );
define( 'WP_HOME', 'https://left-over.example' );
define( 'WP_SITEURL', 'https://left-over.example' );
"""
TABLES = """
RENAME TABLE wp_2_users TO wp_users, wp_2_usermeta TO wp_usermeta;
CREATE TABLE wp_blogs (blog_id BIGINT PRIMARY KEY, site_id BIGINT);
CREATE TABLE wp_sitemeta (meta_id BIGINT PRIMARY KEY, site_id BIGINT,
  meta_key VARCHAR(255), meta_value LONGTEXT);
INSERT INTO wp_blogs VALUES (1, 1), (2, 1), (3, 1);
INSERT INTO wp_sitemeta VALUES (1, 1, 'siteurl', 'https://net.example/');
UPDATE wp_2_options SET option_value = 'https://net.example/two'
  WHERE option_name IN ('home', 'siteurl');
"""


class Place:
    """Its folder, and where the file of its second site will stand."""

    def __init__(self, opened, first):
        self.shop = opened
        self.wp = proc.folder("wp")
        self.etc = proc.folder("etc")
        self.file = os.path.join(self.etc, "second.json")
        path = os.path.join(self.wp, "wp-config.php")
        with open(path, "w", encoding="utf-8") as file:
            file.write(WP_CONFIG % (
                opened.server.socket, opened.wordpress["logged_in_key"],
                opened.wordpress["logged_in_salt"], first))
        proc.own(path)

    def setup(self, *more, good=True):
        done = house.run("--config", self.file, "setup", self.wp, "--yes",
                         "--db-admin-user", "root", *more, good=good)
        return done.stdout.decode() + done.stderr.decode()

    def conf(self):
        with open(self.file, encoding="utf-8") as file:
            return json.load(file)


def network(first=1):
    """A network whose second site is the shop, and no other one is."""
    opened = shop.open_shop("demo", prefix="wp_2_")
    opened.server.script("shop", TABLES)
    return Place(opened, first)


@tap.case("PK-03 a site of a network: its tables, its address, and the same"
          " site when setup is run again")
def site():
    here = network()
    tap.has(here.setup("--site", "2"),
            "Site:           2 of a network; another one by --site N")
    conf = here.conf()
    tap.eq(conf["base_url"], "https://net.example/two/after",
           "no constant says where a site of a network is")
    tap.eq((conf["database"]["prefix"], conf["database"]["base_prefix"],
            conf["wordpress"]["site_id"]), ("wp_2_", "wp_", 2), "where")
    tap.eq(conf["listen"], "/run/aftersale/second.sock",
           "the socket of the unit that is named after the file")
    here.setup()
    tap.eq(here.conf(), conf, "setup once more")
    for more in ((), ("--site", "3")):
        here.file = os.path.join(here.etc, "third.json")
        tap.has(here.setup(*more, good=False), "(site %s of a network;"
                " another one by --site N)" % (more[1] if more else "1"))


@tap.case("PK-03 where a network begins with another site, setup does too")
def begins():
    here = network(first=2)
    here.setup()
    conf = here.conf()
    tap.eq((conf["database"]["prefix"], conf["wordpress"]["site_id"]),
           ("wp_2_", 2), "the site")


tap.main()
