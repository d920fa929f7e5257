"""live.py - a real WordPress with WooCommerce and the bridge, in a folder of
its own, beside an aftersale. Where they come from: AFTERSALE_WORDPRESS."""

import json
import os
import shutil
import subprocess
import urllib.error
import urllib.request

import app
import db
import proc
import shop
import tap
import web

import stage

SOURCE = os.environ.get("AFTERSALE_WORDPRESS", "")
KEY, SALT = "a live key of the shop, long enough", "and a live salt of it"
INDEX = """<!doctype html><html><head><?php wp_head(); ?></head><body>
<header>THEME-HEAD</header><?php while ( have_posts() ) { the_post();
the_title( '<h1>', '</h1>' ); the_content(); } ?>
<footer>THEME-FOOT</footer><?php wp_footer(); ?></body></html>"""
PIXEL = """<?php
function live_pixel( $id ) {
	echo '<img src="https://ads.test/p?order=' . (int) $id . '">';
}
add_action( 'woocommerce_thankyou', 'live_pixel' );
add_filter( 'pre_wp_mail', function ( $null, $mail ) {
	$GLOBALS['mails'][] = $mail;
	return true;
}, 10, 2 );"""
ROUTER = """<?php
$path = parse_url( $_SERVER['REQUEST_URI'], PHP_URL_PATH );
if ( '/' !== $path && is_file( __DIR__ . $path ) ) {
	return false;
}
$_SERVER['SCRIPT_NAME'] = '/index.php';
require __DIR__ . '/index.php';"""
CONFIG = """<?php
define( 'DB_NAME', 'shop' );
define( 'DB_USER', '%(user)s' );
define( 'DB_PASSWORD', '%(password)s' );
define( 'DB_HOST', 'localhost:%(socket)s' );
define( 'DB_CHARSET', 'utf8mb4' );
define( 'DB_COLLATE', '' );
define( 'LOGGED_IN_KEY', '%(key)s' );
define( 'LOGGED_IN_SALT', '%(salt)s' );
define( 'WP_HOME', 'http://127.0.0.1:%(port)d' );
define( 'WP_SITEURL', WP_HOME );
define( 'WP_HTTP_BLOCK_EXTERNAL', true );
define( 'DISABLE_WP_CRON', true );
define( 'WP_DEBUG', true );
define( 'WP_DEBUG_DISPLAY', false );
define( 'WP_DEBUG_LOG', '%(log)s' );
$table_prefix = 'wp_';
defined( 'ABSPATH' ) || define( 'ABSPATH', __DIR__ . '/' );
%(more)srequire_once ABSPATH . 'wp-settings.php';"""
NETWORK = """define( 'MULTISITE', true );
define( 'SUBDOMAIN_INSTALL', false );
define( 'DOMAIN_CURRENT_SITE', '127.0.0.1:%d' );
define( 'PATH_CURRENT_SITE', '/' );
define( 'SITE_ID_CURRENT_SITE', 1 );
define( 'BLOG_ID_CURRENT_SITE', 1 );
"""
MAKE_NETWORK = """
define( 'WP_INSTALLING_NETWORK', true );
require_once ABSPATH . 'wp-admin/includes/upgrade.php';
require_once ABSPATH . 'wp-admin/includes/network.php';
foreach ( $wpdb->tables( 'ms_global' ) as $table => $name ) {
	$wpdb->$table = $name;
}
install_network();
$made = populate_network( 1, $_SERVER['HTTP_HOST'], 'owner@example.com', 'Net', '/', false );
echo is_wp_error( $made ) ? $made->get_error_message() : 'fine';
"""
SHOP = """
WC_Install::install();
WC_Install::create_pages();
wc_get_container()->get( 'Automattic\\\\WooCommerce\\\\Internal\\\\DataStores\\\\Orders\\\\DataSynchronizer' )->create_database_tables();
update_option( 'woocommerce_custom_orders_table_enabled', 'yes' );
update_option( 'woocommerce_coming_soon', 'no' ); // a new shop says so once an admin was there
wp_update_post( array( 'ID' => wc_get_page_id( 'checkout' ), 'post_content' => '[woocommerce_checkout]' ) );
"""
ORDER = """
$product = new WC_Product_Simple();
$product->set_name( 'A <i>mug</i>' );
$product->set_regular_price( '12.50' );
$product->save();
$order = wc_create_order();
$order->add_product( $product, 2 );
$order->set_address( array( 'first_name' => 'Ona', 'last_name' => 'Test', 'address_1' => 'Street 1', 'city' => 'Town', 'country' => 'LT', 'email' => 'ona@example.com' ), 'billing' );
$order->set_payment_method( 'bacs' );
$order->calculate_totals();
$order->set_status( 'processing' );
$order->save();
echo json_encode( array( 'id' => $order->get_id(), 'key' => $order->get_order_key(), 'url' => $order->get_checkout_order_received_url(), 'product' => $product->get_id() ) );
"""


class NoFollow(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *words):
        return None


class Live:
    """The shop with its web server, and aftersale behind nginx."""

    def __init__(self):
        stage.need_php()
        app.need()
        self.port = proc.free_port()
        self.folder = proc.folder("wordpress")
        self.site = os.path.join(self.folder, "site")
        self.log = os.path.join(self.folder, "debug.log")
        self.server = db.server()
        tap.cleanup(self.server.stop)
        self.server.create("shop")
        self.server.account(shop.USER, shop.PASSWORD, "shop")
        self.copy()
        self.install()
        self.beside = shop.Shop("live", self.server, "wp_")
        self.beside.origin = "http://127.0.0.1:%d" % self.port
        self.beside.wordpress = {"logged_in_key": KEY,
                                 "logged_in_salt": SALT}
        self.serve()

    def install(self):
        self.run("", "install")
        self.shop()

    def shop(self, *site):
        self.run("update_option( 'active_plugins', array("
                 " 'woocommerce/woocommerce.php' ) );"
                 " switch_theme( 'plain' );", *site)
        self.run(SHOP, *site)

    def copy(self):
        shutil.copytree(SOURCE, self.site, symlinks=True)
        content = os.path.join(self.site, "wp-content")
        plugins = os.path.join(content, "plugins")
        shutil.copytree(stage.BRIDGE, os.path.join(plugins, "aftersale"))
        theme = os.path.join(content, "themes", "plain")
        more = os.path.join(content, "mu-plugins")
        os.makedirs(theme)
        os.makedirs(more, exist_ok=True)
        for path, text in (
                (os.path.join(theme, "index.php"), INDEX),
                (os.path.join(theme, "style.css"),
                 "/*\nTheme Name: Plain\n*/\n"),
                (os.path.join(more, "pixel.php"), PIXEL),
                (os.path.join(self.site, "router.php"), ROUTER)):
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
        self.configure()

    def configure(self, more=""):
        with open(os.path.join(self.site, "wp-config.php"), "w",
                  encoding="utf-8") as file:
            file.write(CONFIG % {
                "user": shop.USER, "password": shop.PASSWORD,
                "socket": self.server.socket, "key": KEY, "salt": SALT,
                "port": self.port, "log": self.log, "more": more})

    def run(self, code, *words):
        """Runs PHP inside of WordPress; gives what it printed."""
        done = subprocess.run(
            [stage.PHP, "-d", "memory_limit=512M", "-d", "display_errors=stderr",
             os.path.join(stage.HERE, "live.php"), self.site,
             str(self.port), *words], input=code.encode(),
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=300,
            check=False)
        text = done.stdout.decode("utf-8", "replace")
        if done.returncode:
            raise tap.Failed(done.stderr.decode()[-800:] + self.log_end()
                             or text[-800:])
        return text

    def last_json(self, code, *words):
        """What it printed last; a plugin may have said something before."""
        text = self.run(code, *words).strip()
        try:
            return json.loads(text.split("\n")[-1])
        except ValueError:
            raise tap.Failed(text[-1500:])

    def serve(self):
        process = proc.Process(
            [stage.PHP, "-d", "memory_limit=512M", "-S",
             "127.0.0.1:%d" % self.port, "-t", self.site,
             os.path.join(self.site, "router.php")],
            os.path.join(self.folder, "out"), plain=True)
        tap.cleanup(process.stop)
        proc.wait_for(lambda: proc.port_answers(self.port), 30, "php",
                      process)

    def beside_it(self):
        """aftersale itself: its tables, pages, worker, nginx."""
        port = proc.free_port()
        house = app.App(self.beside, conf={
            "base_url": "http://127.0.0.1:%d/after" % port})
        house.migrate()
        house.serve(2)
        web.Nginx(house, port)
        return house

    def get(self, url, data=None, headers=None, seconds=60):
        """(status, text, where it leads); redirects are not followed."""
        ask = urllib.request.Request(url, data, headers or {})
        try:
            with urllib.request.build_opener(NoFollow).open(
                    ask, timeout=seconds) as got:
                return got.status, got.read().decode(), ""
        except urllib.error.HTTPError as got:
            return (got.code, got.read().decode(),
                    got.headers.get("Location", ""))

    def log_end(self):
        if not os.path.exists(self.log):
            return ""
        with open(self.log, encoding="utf-8", errors="replace") as file:
            return file.read()[-1200:]

    def warnings(self):
        """What our own code made PHP complain about."""
        if not os.path.exists(self.log):
            return []
        with open(self.log, encoding="utf-8", errors="replace") as file:
            return [line for line in file if "plugins/aftersale" in line]


class Network(Live):
    """Three sites in folders of one address: /, /two/ with shops of their
    own, /three/ without one."""

    def install(self):
        self.run("", "install")
        said = self.run(MAKE_NETWORK)
        if not said.endswith("fine"):
            raise tap.Failed("no network: " + said[-800:])
        self.configure(NETWORK % self.port)
        for number, name in ((2, "two"), (3, "three")):
            made = self.run("echo wpmu_create_blog( $_SERVER['HTTP_HOST'],"
                            " '/%s/', 'Shop %s', 1 );" % (name, name))
            if made != str(number):
                raise tap.Failed("site %s: %s" % (name, made))
        self.shop()
        self.shop("/two/")
