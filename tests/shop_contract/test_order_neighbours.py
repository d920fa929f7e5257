#!/usr/bin/python3
"""Two shops in one database, and two sites of one network, share nothing.

Both shops must read as they do alone, and the server's own log of statements
must name no table of the other.
"""
# budget: 120 s

import gzip
import re

import asking
import facts
import shop
import tap

asking.need()
shop.need_dumps()

NETWORK = """
CREATE TABLE wp_blogs (
 blog_id bigint NOT NULL AUTO_INCREMENT, site_id bigint NOT NULL DEFAULT 0,
 domain varchar(200) NOT NULL, path varchar(100) NOT NULL,
 PRIMARY KEY (blog_id));
CREATE TABLE wp_site (
 id bigint NOT NULL AUTO_INCREMENT, domain varchar(200) NOT NULL,
 path varchar(100) NOT NULL, PRIMARY KEY (id));
CREATE TABLE wp_sitemeta (
 meta_id bigint NOT NULL AUTO_INCREMENT, site_id bigint NOT NULL,
 meta_key varchar(255), meta_value longtext, PRIMARY KEY (meta_id),
 KEY meta_key (meta_key(191)), KEY site_id (site_id));
INSERT INTO wp_site VALUES (1, '127.0.0.1', '/');
INSERT INTO wp_blogs VALUES (1, 1, '127.0.0.1', '/'), (2, 1, '127.0.0.1',
 '/two/');
INSERT INTO wp_sitemeta (site_id, meta_key, meta_value)
 VALUES (1, 'siteurl', 'http://127.0.0.1:8090/');
"""


def tables_named(beside, action):
    """The tables in the statements that the server saw during action()."""
    found = set()
    for sql in asking.statements(beside, action):
        found |= set(re.findall(r"\b(?:FROM|JOIN)\s+`?(\w+)", sql))
    return found - {"information_schema"}


def reads_as_alone(beside, base_prefix=None, site=1):
    """All facts hold; gives the tables that were named."""
    orders = beside.facts["orders"]

    def look():
        asker = asking.Asker(beside, asking.now_of(beside), base_prefix,
                             site)
        found = facts.compare(asker, orders)
        tap.ok(not found, "\n".join(found[:10]))
        asker.end()
    return tables_named(beside, look)


def strangers(tables, *prefixes):
    return sorted(t for t in tables if not t.startswith(prefixes))


@tap.case("two shops in one database, with prefixes of their own")
def one_database():
    one = shop.open_shop("hpos")
    two = shop.load_beside(one, "wc79")
    seen = reads_as_alone(one)
    tap.ok("wp_wc_orders" in seen, "the log was read")
    tap.eq(strangers(seen, "wp_"), [], "tables of another shop")
    seen = reads_as_alone(two)
    tap.ok("shop7_posts" in seen, "the log was read")
    tap.eq(strangers(seen, "shop7_"), [], "tables of another shop")


@tap.case("two sites of a network: own orders, common users")
def network():
    one = shop.open_shop("hpos")
    one.server.script("shop", NETWORK)
    with gzip.open(shop.dump_path("wc79"), "rb") as file:
        dump = file.read().replace(b"shop7_", b"wp_2_")
    one.server.script("shop", dump)
    one.server.script("shop", "DROP TABLE wp_2_users, wp_2_usermeta;")
    two = shop.Shop("wc79", one.server, "wp_2_")
    two.facts = shop.load_facts("wc79")
    tap.eq([t for t in reads_as_alone(one) if t.startswith("wp_2_")], [],
           "tables of the second site")
    seen = reads_as_alone(two, "wp_", 2)
    tap.ok("wp_2_posts" in seen, "the log was read")
    tap.eq(strangers(seen, "wp_2_", "wp_user", "wp_blogs", "wp_site"), [],
           "tables of the first site")


tap.main()
