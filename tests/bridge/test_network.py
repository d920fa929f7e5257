#!/usr/bin/python3
"""The bridge in a real network of WordPress sites, where a WordPress is at
hand (AFTERSALE_WORDPRESS): two shops in folders of one address and a site
without a shop, each shop with an aftersale of its own."""
# budget: 600 s

import html
import json
import os
import time

import app
import proc
import shop
import tap
import web

import live
import stage

if not live.SOURCE:
    tap.skip_all("AFTERSALE_WORDPRESS names no folder with WordPress and"
                 " WooCommerce")

lab = live.Network()
stage.SALT = (live.KEY + live.SALT).encode()
tap.note(lab.run("echo get_bloginfo( 'version' ), ' ', WC_VERSION;",
                 "/two/"))


class Site:
    """A site with its aftersale, set up as its owner would."""

    def __init__(self, number, path, prefix):
        self.path = path
        self.beside = shop.Shop("live", lab.server, prefix)
        self.beside.origin = lab.beside.origin
        self.port = proc.free_port()
        self.url = "http://127.0.0.1:%d%safter" % (self.port, path)
        self.house = app.App(self.beside, base_path=path + "after")
        self.house.file = os.path.join(proc.folder("etc"),
                                       "site%d.json" % number)
        self.site = ("--site", str(number)) if number > 1 else ()

    def setup(self, *more, good=True):
        done = self.house.run("setup", lab.site, "--yes", "--db-admin-user",
                              "root", *more, good=good)
        return done.stdout.decode() + done.stderr.decode()

    def start(self):
        self.said = self.setup("--base-url", self.url, *self.site)
        with open(self.house.file, encoding="utf-8") as file:
            self.house.conf = json.load(file)
        self.house.conf["mode"] = "on"
        self.house.write_conf()
        self.house.serve(2)
        self.house.work("--once").wait(60)
        web.Nginx(self.house, self.port)

    def run(self, code):
        return lab.run(code, self.path)

    def last_json(self, code):
        return lab.last_json(code, self.path)

    def beat(self, age=0):
        self.beside.rows("UPDATE {P}aftersale_heartbeat SET seen_at = %s",
                         (int(time.time()) - age,))


one, two = Site(1, "/", "wp_"), Site(2, "/two/", "wp_2_")
both = {one: two, two: one}


@tap.case("PK-03 setup says which site of the network it takes, and takes its"
          " address from where WordPress does")
def dry():
    said = two.setup("--dry-run", *two.site)
    tap.has(said, "Site:           2 of a network")
    tap.has(said, "Our pages:      %s/two/after\n" % lab.beside.origin)
    tap.has(said, "Tables:         wp_2_aftersale_*")
    tap.has(said, "/run/aftersale/site2.sock", "a socket of its own")
    said = one.setup("--dry-run")
    tap.has(said, "Site:           1 of a network")
    tap.has(said, "Our pages:      %s/after\n" % lab.beside.origin)
    said = two.setup("--dry-run", "--site", "9", good=False)
    tap.has(said, "wp_9_options", "a site that is not there")
    said = two.setup("--dry-run", "--site", "3", good=False)
    tap.has(said, "(site 3 of a network; another one by --site N)")


@tap.case("PK-03 each shop is set up, and again without saying which it is")
def started():
    for site in both:
        site.start()
        site.setup()
        with open(site.house.file, encoding="utf-8") as file:
            tap.eq(json.load(file), site.house.conf, "the file")
    tap.eq(two.house.conf["wordpress"]["site_id"], 2, "noted")
    for name in ("user", "worker_user", "owner_user"):
        tap.ok(one.house.conf["database"][name]
               != two.house.conf["database"][name], name)
    for site in both:
        said = site.house.run("doctor", good=False).stdout.decode()
        tap.lacks(said, "bad ", "doctor")
        tap.lacks(said, "another shop", "doctor")


def orders():
    """An order in each shop, with one number for both."""
    for site in both:
        site.beside.rows("ALTER TABLE {P}posts AUTO_INCREMENT = 1000")
        site.order = site.last_json(live.ORDER)
    tap.eq(one.order["id"], two.order["id"], "its number")


def link(site):
    return "%s/order/%d?key=%s" % (site.url, site.order["id"],
                                   site.order["key"])


def card(site):
    """The order-received page: how often it has the card, and its text. The
    worker is seen just now, however slow this machine is."""
    site.beat()
    status, text, _ = lab.get(site.order["url"])
    tap.eq(status, 200, "status")
    return text.count("aftersale-card"), html.unescape(text)


ACTIVATE = ("require_once ABSPATH . 'wp-admin/includes/plugin.php';"
            "$r = activate_plugin( 'aftersale/aftersale.php', '', %s );"
            "echo is_wp_error( $r ) ? $r->get_error_message() : 'fine';")
DEACTIVATE = ("require_once ABSPATH . 'wp-admin/includes/plugin.php';"
              "deactivate_plugins( 'aftersale/aftersale.php', false, %s );")


@tap.case("PK-07 activated on one site it does nothing on the other; taken"
          " away from one it stays on the other")
def single():
    orders()
    tap.eq(two.run(ACTIVATE % "false"), "fine", "activation")
    tap.eq([card(site)[0] for site in both], [0, 1], "cards")
    tap.has(card(two)[1], link(two))
    tap.eq(one.run(ACTIVATE % "false"), "fine", "activation")
    tap.eq([card(site)[0] for site in both], [1, 1], "cards")
    rows = two.beside.rows("SELECT * FROM {P}aftersale_bridge")
    two.run(DEACTIVATE % "false")
    tap.eq([card(site)[0] for site in both], [1, 0], "cards")
    tap.eq(two.beside.rows("SELECT * FROM {P}aftersale_bridge"), rows, "rows")
    one.run(DEACTIVATE % "false")
    tap.eq([card(site)[0] for site in both], [0, 0], "cards")


@tap.case("PK-07 activated for the network each order leads to its own shop")
def network():
    tap.eq(one.run(ACTIVATE % "true"), "fine", "activation")
    for site, other in both.items():
        count, text = card(site)
        tap.eq(count, 1, "the card")
        tap.has(text, link(site))
        tap.lacks(text, other.url + "/order")
        status, _, where = lab.get(link(site))
        tap.eq(status, 303, "the shop's key")
        tap.has(where, site.path + "after/o/")
        status, text, _ = lab.get(site.url + where[where.index("/o/"):])
        tap.eq(status, 200, "the order page")
        tap.eq(lab.get(link(site).replace(site.url, other.url))[0], 404,
               "a key of the neighbour")


@tap.case("PK-07 a setting of one site is not one of the other")
def settings():
    two.house.run("settings", "bridge.page", '"redirect"')
    two.house.work("--once").wait(60)
    status, _, where = lab.get(two.order["url"])
    tap.eq((status, where), (303, link(two)), "redirect")
    tap.eq(card(one)[0], 1, "the card of the other")
    two.house.run("settings", "bridge.page", '"inside"')
    two.house.work("--once").wait(60)
    for _ in range(4):
        two.beat()
        text = lab.get(two.order["url"])[1]
        if "as-inside" in text:
            break
    tap.has(text, 'class="as-inside', "inside")
    two.house.run("settings", "bridge.page", '"link"')
    two.house.work("--once").wait(60)


MAIL = """
    switch_to_blog( %d );
    $order = wc_get_order( %d );
    ob_start();
    do_action( 'woocommerce_email_after_order_table', $order, false, true, null );
    $text = ob_get_clean();
    restore_current_blog();
    ob_start();
    do_action( 'woocommerce_email_after_order_table', wc_get_order( %d ), false, true, null );
    echo json_encode( array( $text, ob_get_clean() ) );
"""


@tap.case("PK-07 a plugin that switches between sites gets each one's links")
def switched():
    got = one.last_json(MAIL % (2, two.order["id"], one.order["id"]))
    tap.has(got[0], link(two))
    tap.has(got[1], link(one))


@tap.case("PK-07 the notice is on the site whose worker is away, on no other")
def notice():
    code = """
        require_once ABSPATH . 'wp-admin/includes/admin.php';
        wp_set_current_user( 1 );
        ob_start();
        do_action( 'admin_notices' );
        echo json_encode( ob_get_clean() );
    """
    one.beat()
    two.beat(600)
    said = [lab.last_json(code, path) for path in ("/", "/two/", "/three/")]
    tap.eq(["worker of aftersale" in text for text in said],
           [False, True, False], said)
    two.beat()


def put_card(site):
    site.beside.rows("REPLACE INTO {P}aftersale_order_card VALUES"
                     " (%s, 'help', 'shown', '{}', 1795500000)",
                     (site.order["id"],))


def cards():
    return [site.beside.value("SELECT COUNT(*) FROM {P}aftersale_order_card")
            for site in both]


@tap.case("CP-05 CP-06 personal data: given out and erased on that site alone")
def privacy():
    code = """
        $all = apply_filters( 'wp_privacy_personal_data_%s', array() );
        echo json_encode( call_user_func( $all['aftersale']['callback'], 'ona@example.com', 1 ) );
    """
    for site in both:
        put_card(site)
    got = two.last_json(code % "exporters")
    tap.eq((len(got["data"]), got["done"]), (1, True), "given out")
    tap.eq(two.last_json(code % "erasers")["items_removed"], True, "removed")
    tap.eq(cards(), [1, 0], "rows")
    put_card(two)
    one.run("WC(); WC_Privacy_Erasers::remove_order_personal_data("
            " wc_get_order( %d ) );" % one.order["id"])
    tap.eq(cards(), [0, 1], "rows after WooCommerce anonymised one")
    one.order = one.last_json(live.ORDER)


@tap.case("PK-06 the worker of a site reaches that site's bridge")
def flush():
    for site in both:
        site.house.run("flush", "products", str(site.order["product"]))
        site.house.work("--once").wait(60)
        tap.eq(site.beside.rows(
            "SELECT state, reason FROM {P}aftersale_job"
            " WHERE topic LIKE 'cache.%%'"),
               [{"state": "done", "reason": ""}], "its job")


@tap.case("H-02 staff of one site are nobody on the other, a super admin is"
          " staff on both")
def staff():
    code = """
        $id = %s;
        $token = WP_Session_Tokens::get_instance( $id )->create( time() + 3600 );
        echo json_encode( array( LOGGED_IN_COOKIE, wp_generate_auth_cookie( $id, time() + 3600, 'logged_in', $token ) ) );
    """
    made = "wpmu_create_user( 'keeper', 'long-test-pass', 'k@example.com' )"
    for who, wanted in (("1", [200, 200]), (made, [403, 200])):
        name, value = two.last_json(
            code % who if who == "1" else (
                code % made).replace("$token =", "add_user_to_blog( 2, $id,"
                                     " 'shop_manager' ); $token ="))
        tap.eq([lab.get(site.url + "/admin/orders", None,
                        {"Cookie": "%s=%s" % (name, value)})[0]
                for site in both], wanted, who)


@tap.case("PK-07 a site without a shop notices nothing; PHP complains of"
          " nothing of ours")
def quiet():
    status, text, _ = lab.get(lab.beside.origin + "/three/")
    tap.eq(status, 200, "status")
    tap.lacks(text, "aftersale")
    tap.eq(lab.warnings(), [], "warnings")


tap.main()
