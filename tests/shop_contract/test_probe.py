#!/usr/bin/python3
"""A shop's folder: wp-config.php, the theme's look, words of catalogues."""
# budget: 60 s

import json
import os
import subprocess

import peek
import proc
import shop
import tap

peek.need()
woo = shop.open_shop("hpos")
now = peek.seconds(woo.facts["generated_gmt"])

CONFIG = r"""<?php
define( 'DB_NAME', 'shop' );
define( 'DB_USER', 'someone' );
define( 'DB_PASSWORD', 'it\'s "secret" \\ $x' );
define( 'DB_HOST', '%(host)s' );
define( 'LOGGED_IN_KEY', 'one' );
define( 'LOGGED_IN_SALT', 'two' );
%(more)s
$table_prefix = 'shop7_';
if ( ! defined( 'ABSPATH' ) ) {
	define( 'ABSPATH', __DIR__ . '/' );
}
require_once ABSPATH . 'wp-settings.php';
"""


def folder(host="localhost", more="", text=None, name="wp-config.php"):
    path = proc.folder("wp")
    put(path, name, text if text is not None
        else CONFIG % {"host": host, "more": more})
    return path


def put(path, name, text, mode="w"):
    full = os.path.join(path, name)
    os.makedirs(os.path.dirname(full), exist_ok=True)
    with open(full, mode) as file:
        file.write(text)


def peek_at(path=""):
    return peek.Peek(woo.server, "shop", "wp_", now, folder=path)


asker = peek_at()


def probe(path):
    return asker.ask("probe", path)


@tap.case("PK-10 a plain wp-config.php is read without running it")
def plain():
    got = probe(folder())
    tap.eq((got["db_name"], got["db_user"], got["db_host"], got["prefix"]),
           ("shop", "someone", "localhost", "shop7_"), "values")
    tap.eq(got["db_password"], "it's \"secret\" \\ $x", "the password")
    tap.eq((got["wp_key"], got["wp_salt"], got["unread"]),
           ("one", "two", []), "secrets")


@tap.case("PK-10 forms of the host: port, socket, both kinds of address")
def hosts():
    for host, want in (
            ("db.example:3307", ("db.example", "", 3307)),
            ("localhost:/run/my.sock", ("localhost", "/run/my.sock", 0)),
            (":/run/my.sock", ("", "/run/my.sock", 0)),
            ("[::1]:3308", ("::1", "", 3308)),
            ("::1", ("::1", "", 0)),
            ("db.example:rubbish", ("db.example", "", 0)),
            ("db.example:70000", ("db.example", "", 0)),
            ("db.example:-1", ("db.example", "", 0)),
            ("db.example:99999999999999999999", ("db.example", "", 0)),
            ("localhost:3307:/run/my.sock", ("localhost", "/run/my.sock",
                                             3307)),
            ("127.0.0.1", ("127.0.0.1", "", 0))):
        got = probe(folder(host=host))
        tap.eq((got["db_host"], got["db_socket"], got["db_port"]), want, host)


@tap.case("PK-10 what PHP works out is named; what is missing, too")
def computed():
    got = probe(folder(text="""<?php
define('DB_NAME', getenv('DB'));
define('DB_USER', 'u' . 'v');
define('DB_PASSWORD', trim('x'));
define('LOGGED_IN_KEY', $_ENV['K']);
define('MULTISITE', true);
"""))
    tap.eq(sorted(got["unread"]),
           ["DB_HOST", "DB_NAME", "DB_PASSWORD", "LOGGED_IN_KEY",
            "table_prefix"], "names")
    tap.eq((got["db_user"], got["is_multisite"]), ("uv", True), "the rest")
    got = probe(folder(more="define('AUTH_KEY', 'one');"))
    tap.eq((got["wp_key"], got["wp_salt"]), ("", "two"), "a secret twice")
    text = CONFIG % {"host": "x", "more": ""}
    got = probe(folder(text=text.replace(
        "'one'", "'put your unique phrase here'")))
    tap.eq(got["wp_key"], "", "the sample of a secret")


@tap.case("PK-10 the file one folder above, none, not a file, not ours")
def places():
    above = folder()
    inner = os.path.join(above, "web")
    os.mkdir(inner)
    tap.eq(probe(inner)["db_name"], "shop", "above")
    put(above, "wp-settings.php", "<?php")
    tap.eq(probe(inner)["error"], "not-found", "another shop's, above")
    tap.eq(probe("/nowhere")["error"], "not-found", "no folder")
    odd = proc.folder("wp")
    os.mkdir(os.path.join(odd, "wp-config.php"))
    tap.eq(probe(odd)["error"], "not-found", "a folder of that name")
    big = folder(text="<?php //" + "x" * (1 << 20))
    tap.eq(probe(big)["error"], "not-found", "over 1 MB")
    path = folder()
    put(path, "wp-content/object-cache.php", "<?php")
    tap.eq(probe(path)["has_object_cache"], True, "an object cache")


@tap.case("PK-01 constants of the file stand above options")
def constants():
    path = folder(more="define('WP_HOME', 'https://h.example');"
                  "define('WP_SITEURL', 'https://h.example/wp');"
                  "define('WP_CONTENT_URL', 'https://h.example/app');")
    got = peek_at(path).ask("settings")
    tap.eq((got["home_url"], got["site_url"], got["uploads_url"]),
           ("https://h.example", "https://h.example/wp",
            "https://h.example/app/uploads"), "addresses")
    path = folder(more="define('UPLOADS', 'media');")
    tap.eq(peek_at(path).ask("settings")["uploads_url"],
           woo.origin + "/media", "UPLOADS")


THEME = {
    "version": 3,
    "settings": {
        "color": {"palette": [
            {"slug": "base", "color": "#FFFFF0", "name": "Base"},
            {"slug": "contrast", "color": "#111", "name": "Contrast"},
            {"slug": "button", "color": "rgb(18, 52, 86)", "name": "B"}]},
        "typography": {"fontFamilies": [
            {"slug": "body", "fontFamily": "Inter, sans-serif"}]}},
    "styles": {
        "color": {"background": "var(--wp--preset--color--base)",
                  "text": "var:preset|color|contrast"},
        "typography": {"fontFamily": "var(--wp--preset--font-family--body)"},
        "elements": {"button": {"color": {
            "background": "var(--wp--preset--color--button)"}}}}}


def with_theme(theme):
    path = folder()
    put(path, "wp-content/themes/storefront/theme.json", json.dumps(theme))
    return path


@tap.case("CP-08 the look of a block theme, and what its owner changed")
def block_theme():
    brand = peek_at(with_theme(THEME)).ask("settings")["brand"]
    tap.eq((brand["accent"], brand["accent_from"]),
           ("#123456", "theme.json"), "accent")
    tap.eq((brand["background"], brand["text"], brand["font"]),
           ("#fffff0", "#111111", "Inter, sans-serif"), "the rest")
    owner = {"version": 3, "isGlobalStylesUserThemeJSON": True,
             "settings": {"color": {"palette": {"theme": [
                 {"slug": "button", "color": "#ab12cd"}]}}},
             "styles": {"color": {"text": "#222222"}}}
    woo.rows("INSERT INTO {P}posts (post_author, post_date, post_date_gmt,"
             " post_content, post_title, post_excerpt, post_status,"
             " post_name, to_ping, pinged, post_modified, post_modified_gmt,"
             " post_content_filtered, post_type) VALUES (1, NOW(), NOW(), %s,"
             " 'Custom Styles', '', 'publish', 'wp-global-styles-storefront',"
             " '', '', NOW(), NOW(), '', 'wp_global_styles')",
             (json.dumps(owner),))
    brand = peek_at(with_theme(THEME)).ask("settings")["brand"]
    tap.eq((brand["accent"], brand["text"], brand["text_from"]),
           ("#ab12cd", "#222222", "theme styles"), "the owner's")
    woo.rows("DELETE FROM {P}posts WHERE post_type='wp_global_styles'")


def php(tree):
    """PHP's serialized form of dictionaries, texts and numbers."""
    if isinstance(tree, dict):
        return "a:%d:{%s}" % (len(tree), "".join(
            php(k) + php(v) for k, v in tree.items()))
    if isinstance(tree, int):
        return "i:%d;" % tree
    return 's:%d:"%s";' % (len(tree.encode()), tree)


@tap.case("CP-08 theme settings, then a page builder, then mails; no stock")
def settings():
    tap.eq(peek_at().ask("settings")["brand"]["accent_from"], "neutral",
           "what is shipped is nobody's brand")
    woo.option("woocommerce_email_base_color", "#336699")
    woo.option("woocommerce_email_footer_text",
               "{site_title} &mdash; thank <b>you</b>")
    brand = peek_at().ask("settings")["brand"]
    tap.eq((brand["accent"], brand["accent_from"]),
           ("#336699", "mail settings"), "mails")
    tap.eq(brand["sign_off"], "Lab Shop — thank you", "the sign-off")
    kit = 4242
    woo.option("elementor_active_kit", str(kit))
    woo.rows("INSERT INTO {P}postmeta (post_id, meta_key, meta_value) VALUES"
             " (%s, '_elementor_page_settings', %s)", (kit, php(
                 {"system_colors": {0: {"_id": "primary",
                                        "color": "#6EC1E4"},
                                    1: {"_id": "accent",
                                        "color": "#C0FFEE"}}})))
    brand = peek_at().ask("settings")["brand"]
    tap.eq((brand["accent"], brand["accent_from"]),
           ("#c0ffee", "page builder"), "the builder")
    woo.option("theme_mods_storefront", php(
        {"storefront_accent_color": "#7f54b3", "accent_color": "#0a0b0c",
         "storefront_text_color": "#040506", "background_color": "f0f0f0"}))
    brand = peek_at().ask("settings")["brand"]
    tap.eq((brand["accent"], brand["accent_from"]),
           ("#0a0b0c", "theme settings"), "the theme, not its own default")
    tap.eq((brand["text"], brand["background"]), ("#040506", "#f0f0f0"),
           "the rest")


@tap.case("CP-08 the logo: the theme's, the mails', the site's icon")
def logo():
    picture = woo.value("SELECT post_id FROM {P}postmeta WHERE"
                        " meta_key='_wp_attached_file' AND meta_value LIKE"
                        " '%%hoodie-2.jpg'")
    woo.option("site_icon", str(picture))
    brand = peek_at().ask("settings")["brand"]
    tap.eq((brand["logo"], brand["logo_from"]), (
        woo.origin + "/wp-content/uploads/2026/01/hoodie-2.jpg",
        "site icon"), "the icon")
    woo.option("woocommerce_email_header_image", "https://x.example/l.png")
    tap.eq(peek_at().ask("settings")["brand"]["logo"],
           "https://x.example/l.png", "the mails'")
    woo.option("theme_mods_storefront", php({"custom_logo": int(picture)}))
    tap.eq(peek_at().ask("settings")["brand"]["logo_from"],
           "theme settings", "the theme's")


PO = r"""
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\n"

msgid "Lithuania"
msgstr "Lietuva"
"""


def catalogue(path, name, text):
    full = os.path.join(path, name)
    os.makedirs(os.path.dirname(full), exist_ok=True)
    done = subprocess.run(["msgfmt", "-o", full, "-"], input=text.encode(),
                          check=False)
    if done.returncode:
        tap.skip("no msgfmt")


@tap.case("TY-18 names of countries in the shop's own words")
def words():
    woo.option("WPLANG", "lt_LT")
    path = folder()
    tap.eq(peek_at(path).ask("settings")["store_address"][-1], "Lithuania",
           "without a catalogue")
    catalogue(path, "wp-content/languages/plugins/woocommerce-lt_LT.mo", PO)
    tap.eq(peek_at(path).ask("settings")["store_address"][-1], "Lietuva",
           "with one")
    put(path, "wp-content/languages/plugins/woocommerce-lt_LT.mo",
        b"\xde\x12\x04\x95\0\0", "wb")
    tap.eq(peek_at(path).ask("settings")["store_address"][-1], "Lithuania",
           "with a broken one")
    woo.option("WPLANG", "../../x")
    tap.eq(peek_at(path).ask("settings")["store_address"][-1], "Lithuania",
           "a language that is none")


STATES = r"""<?php
defined( 'ABSPATH' ) || exit;
/* 'LT' => array( 'KL' => 'no' ), */
return array(
	'AF' => array(),
	'LT' => array( // Counties.
		'KL' => __( 'Klaipėda county', 'woocommerce' ),
		'VL'  => _x( "Vil\"nius", 'state', 'woocommerce' ),
	),
	'US' => [ 'CA' => 'California', 'X' => strtoupper( 'x' ), ],
);
"""
COUNTRIES = r"""<?php
return array( 'LT' => __( 'Lithuania (LT)', 'woocommerce' ),
	'TR' => __( 'Turkey', 'woocommerce' ) );
"""


def own_address(path, country):
    woo.option("woocommerce_default_country", country)
    return peek_at(path).ask("settings")["store_address"]


@tap.case("TY-18 states and countries as the shop's own lists call them")
def place_names():
    lists = "wp-content/plugins/woocommerce/i18n/"
    before = woo.option("woocommerce_default_country")
    woo.option("WPLANG", "")
    path = folder()
    tap.ok("California" not in own_address(path, "JP:JP13"), "Japan")
    tap.eq(own_address(path, "LT:KL")[-3], "KL", "no name without a list")
    tap.eq(own_address(path, "TR")[-1], "Türkiye", "ours")
    put(path, lists + "states.php", STATES)
    put(path, lists + "countries.php", COUNTRIES)
    tap.eq(own_address(path, "LT:KL")[-3:],
           ["Klaipėda county", "01100", "Lithuania (LT)"], "its state")
    tap.ok('Vil"nius' in own_address(path, "LT:VL"), "another")
    tap.ok("LT-X" in own_address(path, "LT:LT-X"), "a code without a name")
    tap.eq(own_address(path, "TR")[-1], "Turkey", "as its version says")
    for cut in range(0, len(STATES), 7):
        put(path, lists + "states.php", STATES[:cut])
        tap.ok(own_address(path, "LT:KL"), "cut at %d" % cut)
        if cut > 60:
            break
    woo.option("woocommerce_default_country", before)


@tap.case("PK-01 folders that were moved: words, themes, plugins")
def moved():
    for text in ("__DIR__ . '/app'", "dirname( __FILE__ ) . '/app'",
                 "ABSPATH . 'app'"):
        path = folder(more="define( 'WP_CONTENT_DIR', %s );" % text)
        put(path, "app/themes/storefront/theme.json", json.dumps(THEME))
        put(path, "app/object-cache.php", "<?php")
        catalogue(path, "app/languages/plugins/woocommerce-lt_LT.mo", PO)
        woo.option("WPLANG", "lt_LT")
        got = peek_at(path).ask("settings")
        tap.eq(got["brand"]["font"], "Inter, sans-serif",
               "the theme of " + text)
        tap.eq(got["store_address"][-1], "Lietuva", "words of " + text)
        tap.eq(probe(path)["has_object_cache"], True, text)
        tap.eq(probe(path)["unread"], [], text)
    path = folder(more="define( 'WP_PLUGIN_DIR', __DIR__ . '/p' );"
                  "define( 'WP_CONTENT_DIR', '/nowhere/at/all' );")
    put(path, "p/woocommerce/i18n/countries.php", COUNTRIES)
    woo.option("WPLANG", "")
    tap.eq(peek_at(path).ask("settings")["store_address"][-1],
           "Lithuania (LT)", "plugins alone; no such folder is the usual")


tap.main()
