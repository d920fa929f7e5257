#!/usr/bin/python3
"""Sign-in rules, a multisite, and two shops in one database."""
# budget: 120 s

import hashlib
import hmac

import peek
import shop
import tap

peek.need()
woo = shop.open_shop("hpos")
now = peek.seconds(woo.facts["generated_gmt"])
at = peek.of(woo)
KEY = woo.wordpress["logged_in_key"]
SALT = woo.wordpress["logged_in_salt"]


def token_row(user, token, until):
    digest = hashlib.sha256(token.encode()).hexdigest()
    value = ('a:1:{s:64:"%s";a:2:{s:10:"expiration";i:%d;s:5:"login";i:1;}}'
             % (digest, until))
    woo.rows("DELETE FROM {P}usermeta WHERE user_id=%s AND"
             " meta_key='session_tokens'", (user,))
    woo.rows("INSERT INTO {P}usermeta (user_id, meta_key, meta_value)"
             " VALUES (%s, 'session_tokens', %s)", (user, value))


def cookie(login, until, token="tok", fragment=None, key=KEY + SALT):
    """A value as WordPress makes it."""
    pw = woo.value("SELECT user_pass FROM {P}users WHERE user_login=%s",
                   (login,))
    if fragment is None:
        fragment = (pw[8:12] if pw[:3] == "$P$" or pw[:4] == "$2y$"
                    else pw[-4:])
    inner = hmac.new(key.encode(), ("%s|%s|%s|%s" % (
        login, fragment, until, token)).encode(), hashlib.md5).hexdigest()
    mac = hmac.new(inner.encode(), ("%s|%s|%s" % (
        login, until, token)).encode(), hashlib.sha256).hexdigest()
    return "%s|%s|%s|%s" % (login, until, token, mac)


def user_id(login):
    return woo.value("SELECT ID FROM {P}users WHERE user_login=%s", (login,))


def whose(value, peeked=None):
    return (peeked or at).ask("cookie", value)["user_id"]


@tap.case("TY-02 the cookie's end, and the hour that forms are given")
def ends():
    token_row(1, "tok", now + 100000)
    tap.eq(whose(cookie("admin", now)), 1, "its last second")
    tap.eq(whose(cookie("admin", now - 1)), 0, "over")
    late = cookie("admin", now - 3600)
    tap.eq(at.ask("cookie-of-post", late)["user_id"], 1, "a form, in time")
    later = cookie("admin", now - 3601)
    tap.eq(at.ask("cookie-of-post", later)["user_id"], 0, "a form, too late")
    token_row(1, "tok", now - 1)
    tap.eq(whose(cookie("admin", now + 50)), 0, "the session is over")


@tap.case("TY-02 fields: three, five, empty, huge, no number, wrong letters")
def fields():
    token_row(1, "tok", now + 100000)
    good = cookie("admin", now + 50)
    tap.eq(whose(good), 1, "good")
    for bad in (good.rsplit("|", 1)[0], good + "|x", "|||", "", "admin",
                good.replace("admin", "ADMIN"), good.replace("admin", ""),
                cookie("admin", "9" * 40), cookie("admin", "-5"),
                cookie("admin", now + 50, key="other"), good[:-1],
                "x" * 5000, good.upper()):
        tap.eq(whose(bad), 0, bad[:40])


@tap.case("TY-02 hashes: phpass, bcrypt, new bcrypt, md5; old WordPress")
def hashes():
    md5 = woo.value("SELECT user_pass FROM {P}users WHERE"
                    " user_login='md5user'")
    token_row(user_id("md5user"), "tok", now + 100000)
    tap.eq(whose(cookie("md5user", now + 50)), user_id("md5user"), "the end")
    tap.eq(whose(cookie("md5user", now + 50, fragment=md5[8:12])), 0,
           "the middle, on new WordPress")
    before = woo.option("db_version")
    woo.option("db_version", "53496")
    at.later()
    tap.eq(whose(cookie("md5user", now + 100, fragment=md5[8:12])),
           user_id("md5user"), "the middle, on old WordPress")
    woo.option("db_version", before)
    at.later()


@tap.case("TY-02 without keys of the file those of the database are taken")
def keys():
    token_row(1, "tok", now + 100000)
    woo.option("logged_in_key", "k" * 64)
    woo.option("logged_in_salt", "s" * 64)
    bare = peek.Peek(woo.server, "shop", "wp_", now)
    value = cookie("admin", now + 50, key="k" * 64 + "s" * 64)
    tap.eq(whose(value, bare), 1, "keys of the database")
    tap.eq(whose(cookie("admin", now + 50), bare), 0, "keys of the file")
    woo.rows("DELETE FROM {P}options WHERE option_name LIKE 'logged_in_%%'")
    bare = peek.Peek(woo.server, "shop", "wp_", now)
    tap.eq(whose(cookie("admin", now + 50, key=""), bare), 0, "no keys")


def caps(login, value):
    woo.rows("UPDATE {P}usermeta SET meta_value=%s WHERE user_id=%s AND"
             " meta_key='wp_capabilities'", (value, user_id(login)))
    return at.ask("cookie", cookie(login, now + 9000))["manage_woocommerce"]


@tap.case("TY-02 capabilities: roles, own ones, what is denied")
def capabilities():
    token_row(user_id("manager"), "tok", now + 100000)
    manager = 's:12:"shop_manager";b:1;'
    own = 's:18:"manage_woocommerce";b:%d;'
    tap.eq(caps("manager", "a:1:{%s}" % manager), True, "a role")
    tap.eq(caps("manager", "a:2:{%s%s}" % (manager, own % 0)), False, "denied")
    tap.eq(caps("manager", 'a:2:{s:8:"customer";b:1;%s}' % (own % 1)), True,
           "his own")
    tap.eq(caps("manager", "a:0:{}"), False, "nothing")
    tap.eq(caps("manager", "rubbish"), False, "rubbish")
    caps("manager", "a:1:{%s}" % manager)


@tap.case("PK-02 only who may be a network is asked for one")
def single():
    tap.eq(at.later(), 2, "statements of a refresh")
    woo.rows("INSERT INTO {P}usermeta (user_id, meta_key, meta_value)"
             " VALUES (1, 'primary_blog', '1')")
    at.later()
    tap.eq(at.ask("settings")["is_multisite"], False, "a mark, no tables")
    tap.eq(at.ask("product", 67)["name"], "Teapot", "nothing is broken")
    woo.rows("DELETE FROM {P}usermeta WHERE meta_key='primary_blog'")


def make_network():
    """The shop becomes the second site of a network, wp_2_, and its first
    site is a copy of the options under other names."""
    tables = [next(iter(r.values())) for r in woo.rows("SHOW TABLES")]
    for table in tables:
        if table not in ("wp_users", "wp_usermeta"):
            woo.rows("RENAME TABLE %s TO wp_2_%s" % (table, table[3:]))
    woo.rows("CREATE TABLE wp_blogs (blog_id BIGINT PRIMARY KEY,"
             " site_id BIGINT, domain VARCHAR(200), path VARCHAR(100))")
    woo.rows("CREATE TABLE wp_sitemeta (meta_id BIGINT AUTO_INCREMENT"
             " PRIMARY KEY, site_id BIGINT, meta_key VARCHAR(255),"
             " meta_value LONGTEXT)")
    woo.rows("INSERT INTO wp_blogs VALUES (1, 1, 'a', '/'), (2, 1, 'b', '/')")
    woo.rows("INSERT INTO wp_sitemeta (site_id, meta_key, meta_value) VALUES"
             " (1, 'siteurl', 'https://net.example/'),"
             " (1, 'site_admins', 'a:1:{i:0;s:7:\"md5user\";}'),"
             " (1, 'WPLANG', 'lt_LT'),"
             " (9, 'siteurl', 'https://elsewhere.example/')")
    woo.rows("UPDATE wp_2_options SET option_name='wp_2_user_roles' WHERE"
             " option_name='wp_user_roles'")
    woo.rows("DELETE FROM wp_2_options WHERE option_name='WPLANG'")
    woo.rows("UPDATE wp_usermeta SET meta_key='wp_2_capabilities' WHERE"
             " meta_key='wp_capabilities' AND user_id=1")


@tap.case("PK-02 a site of a network: tables, users, cookie, uploads, words")
def network():
    make_network()
    site = peek.Peek(woo.server, "shop", "wp_2_", now, base="wp_", site=2,
                     key=KEY, salt=SALT)
    got = site.ask("settings")
    tap.eq(got["is_multisite"], True, "a network")
    tap.eq(got["cookie_name"], "wordpress_logged_in_" + hashlib.md5(
        b"https://net.example/").hexdigest(), "the cookie")
    tap.eq(got["uploads_url"], woo.origin + "/wp-content/uploads/sites/2",
           "uploads")
    tap.eq(got["locale"], "lt_LT", "the network's language")
    tap.eq(site.ask("product", 67)["name"], "Teapot", "a product")
    token_row(1, "tok", now + 100000)
    user = site.ask("cookie", cookie("admin", now + 9000))
    tap.eq((user["user_id"], user["manage_woocommerce"]), (1, True), "admin")
    token_row(user_id("md5user"), "tok", now + 100000)
    user = site.ask("cookie", cookie("md5user", now + 9000))
    tap.eq(user["manage_woocommerce"], True, "a super admin")
    token_row(user_id("manager"), "tok", now + 100000)
    user = site.ask("cookie", cookie("manager", now + 9000))
    tap.eq(user["manage_woocommerce"], False, "staff of another site")
    woo.rows("INSERT INTO wp_sitemeta (site_id, meta_key, meta_value) VALUES"
             " (1, 'ms_files_rewriting', '1')")
    site.later()
    tap.eq(site.ask("settings")["uploads_url"], woo.origin + "/files",
           "uploads of an old network")


@tap.case("PK-02 two shops in one database see nothing of each other")
def two_shops():
    pair = shop.open_shop("hpos")
    other = shop.load_beside(pair, "wc79")
    one = peek.of(pair)
    two = peek.of(other, now=now)
    tap.eq(one.ask("product", 67)["price_text"], "34,00 € 27,20 €", "one")
    tap.eq(two.ask("product", 66)["price_text"], "€34.00 €27.20", "two")
    tap.eq(two.ask("settings")["version"], "7.9.0", "its version")
    value = pair.facts["auth"]["valid"][0]["value"]
    tap.eq(one.ask("cookie", value)["user_id"], 1, "at home")
    tap.eq(two.ask("cookie", value)["user_id"], 0, "next door")


tap.main()
