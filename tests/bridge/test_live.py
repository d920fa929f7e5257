#!/usr/bin/python3
"""The bridge in a real WordPress with a real WooCommerce, where one is at
hand: AFTERSALE_WORDPRESS names its folder. Nothing of it is changed; a copy
with a database of its own is what runs."""
# budget: 600 s

import html
import json
import os
import time

import tap

import live
import stage

if not live.SOURCE:
    tap.skip_all("AFTERSALE_WORDPRESS names no folder with WordPress and"
                 " WooCommerce")

lab = live.Live()
stage.SALT = (live.KEY + live.SALT).encode()
tap.note(lab.run("echo get_bloginfo( 'version' ), ' ', WC_VERSION;"))


@tap.case("PK-07 it is activated without a word, and HPOS knows it")
def activate():
    said = lab.run(
        "require_once ABSPATH . 'wp-admin/includes/plugin.php';"
        "$r = activate_plugin( 'aftersale/aftersale.php' );"
        "echo is_wp_error( $r ) ? $r->get_error_message() : 'fine';")
    tap.eq(said, "fine", "activation")
    said = json.loads(lab.run(
        "echo json_encode( Automattic\\WooCommerce\\Utilities\\FeaturesUtil"
        "::get_compatible_plugins_for_feature( 'custom_order_tables' ) );"))
    tap.has(said["compatible"], "aftersale/aftersale.php")


ORDER = lab.last_json(live.ORDER)
LINK = "/after/order/%d?key=%s" % (ORDER["id"], ORDER["key"])


def received():
    return lab.get(ORDER["url"])


def hooks_once(text):
    tap.eq(text.count("ads.test/p?order=%d" % ORDER["id"]), 1, "the pixel")
    tap.has(text, "THEME-HEAD")
    tap.has(text, "THEME-FOOT")


@tap.case("PK-07 before aftersale is there the shop is as it was")
def bare():
    status, text, _ = received()
    tap.eq(status, 200, "status")
    tap.has(text, "order_details")
    tap.lacks(text, "aftersale")
    hooks_once(text)


def page(mode):
    """Sets it, and lets the worker say so and beat."""
    lab.house.run("settings", "bridge.page", json.dumps(mode))
    lab.house.work("--once").wait(60)


@tap.case("PK-07 live: link")
def link():
    lab.house = lab.beside_it()
    page("link")
    status, text, _ = received()
    tap.eq(text.count("aftersale-card"), 1, "the card")
    tap.has(html.unescape(text), LINK)
    tap.has(text, "woocommerce-table--order-details")
    hooks_once(text)


@tap.case("PK-07 live: inside")
def inside():
    page("inside")
    status, text, _ = received()
    for _ in range(3):  # a machine under load may miss the 300 ms
        if "as-inside" not in text:
            status, text, _ = received()
    tap.has(text, 'class="as-inside as-inside-far"')
    tap.has(text, '="%s/assets/css/inside.css' % lab.house.conf["base_url"])
    tap.lacks(text, "woocommerce-table--order-details")
    tap.lacks(text, "A <i>mug</i>")
    tap.eq(text.count("<h1"), 1, "headlines")
    hooks_once(text)


@tap.case("PK-07 live: inside, while the pages are dead, is WooCommerce's own")
def dead():
    lab.house.stop()
    lab.beside.rows("UPDATE {P}aftersale_heartbeat SET seen_at = %s",
                    (int(time.time()),))
    status, text, _ = received()
    tap.has(text, "woocommerce-table--order-details")
    tap.lacks(text, "as-inside")
    hooks_once(text)
    lab.house.serve(2)


@tap.case("PK-07 live: redirect leads to the order page, a wrong key does not")
def redirect():
    page("redirect")
    status, text, where = received()
    tap.eq(status, 303, "status")
    tap.has(where, LINK)
    status, _, where = lab.get(where)
    tap.eq(status, 303, "the shop's key")
    tap.eq(lab.get(where)[0], 200, "the order page")
    status, text, where = lab.get(ORDER["url"] + "x")
    tap.eq((status, where), (200, ""), "a wrong key")
    status, _, where = lab.get(ORDER["url"] + "&aftersale=off")
    tap.eq((status, where), (200, ""), "sent back")


@tap.case("PK-08 live: doctor knows what a redirect skips")
def doctor():
    text = lab.house.run("doctor", good=False).stdout.decode()
    tap.has(text, "redirect skips live_pixel of woocommerce_thankyou")
    tap.has(text, "redirect skips woocommerce_order_details_table")


@tap.case("PK-07 live: a heartbeat of a minute ago hands nothing over")
def still():
    lab.beside.rows("UPDATE {P}aftersale_heartbeat SET seen_at = %s",
                    (int(time.time()) - 61,))
    status, text, _ = received()
    tap.eq(status, 200, "status")
    tap.has(text, "woocommerce-table--order-details")
    tap.lacks(text, "aftersale")
    hooks_once(text)
    page("link")


@tap.case("PK-07 live: mails to buyers carry the link, HTML and plain")
def mails():
    code = """
        $o = wc_get_order( %d );
        foreach ( array( 'html', 'plain' ) as $kind ) {
            $m = WC()->mailer()->emails['WC_Email_Customer_Processing_Order'];
            $m->email_type = $kind;
            $m->trigger( $o->get_id(), $o );
        }
        add_filter( 'woocommerce_new_order_email_allows_resend', '__return_true' );
        WC()->mailer()->emails['WC_Email_New_Order']->trigger( $o->get_id(), $o );
        echo json_encode( array_column( $GLOBALS['mails'], 'message' ) );
    """ % ORDER["id"]
    rich, plain, ours = lab.last_json(code)
    tap.has(html.unescape(rich), LINK)
    tap.has(plain, "Your order page:\n")
    tap.has(plain, LINK)
    tap.lacks(ours, "/after/order/")


@tap.case("PK-07 live: account, box and notice")
def desk():
    code = """
        require_once ABSPATH . 'wp-admin/includes/admin.php';
        do_action( 'add_meta_boxes', 'post', null ); // outside of the admin
        require_once WC_ABSPATH . 'includes/admin/wc-admin-functions.php';
        $o = wc_get_order( %d );
        ob_start();
        aftersale_box( $o );
        $nobody = ob_get_clean();
        $actions = wc_get_account_orders_actions( $o );
        wp_set_current_user( 1 );
        set_current_screen( 'woocommerce_page_wc-orders' );
        do_action( 'add_meta_boxes', 'woocommerce_page_wc-orders', $o );
        ob_start();
        do_meta_boxes( wc_get_page_screen_id( 'shop-order' ), 'side', $o );
        $box = ob_get_clean();
        ob_start();
        do_action( 'admin_notices' );
        $notice = ob_get_clean();
        echo json_encode( compact( 'nobody', 'actions', 'box', 'notice' ) );
    """ % ORDER["id"]
    got = lab.last_json(code)
    tap.eq(got["nobody"], "", "the box of a stranger")
    tap.has(got["actions"]["aftersale"]["url"], LINK)
    tap.has(html.unescape(got["box"]), LINK)
    tap.has(got["box"], "_wpnonce=")
    tap.lacks(got["notice"], "worker of aftersale")


@tap.case("CP-05 CP-06 live: WordPress' own tools give out and erase")
def privacy():
    lab.beside.rows("REPLACE INTO {P}aftersale_order_card VALUES"
                    " (%s, 'help', 'shown', '{}', 1795500000)",
                    (ORDER["id"],))
    code = """
        $all = apply_filters( 'wp_privacy_personal_data_%s', array() );
        echo json_encode( array( array_keys( $all ),
            call_user_func( $all['aftersale']['callback'], '%s', 1 ) ) );
    """
    _, got = json.loads(lab.run(code % ("exporters", "ona@example.com")))
    tap.eq(got["done"], True, "done")
    tap.has(str(got["data"]), "help")
    _, got = json.loads(lab.run(code % ("exporters", "x@example.com")))
    tap.eq(got["data"], [], "of somebody else")
    names, got = json.loads(lab.run(code % ("erasers", "ona@example.com")))
    tap.eq(got["items_removed"], True, "removed")
    tap.ok(names.index("aftersale") < names.index(
        "woocommerce-customer-orders"), names)
    tap.eq(lab.beside.value("SELECT COUNT(*) FROM {P}aftersale_order_card"),
           0, "rows")


@tap.case("CP-06 live: an order that WooCommerce anonymises is forgotten")
def anonymised():
    lab.beside.rows("REPLACE INTO {P}aftersale_order_card VALUES"
                    " (%s, 'help', 'shown', '{}', 1795500000)",
                    (ORDER["id"],))
    lab.run("WC(); WC_Privacy_Erasers::remove_order_personal_data("
            " wc_get_order( %d ) );" % ORDER["id"])
    tap.eq(lab.beside.value("SELECT COUNT(*) FROM {P}aftersale_order_card"),
           0, "rows")


@tap.case("PK-06 live: the worker's call is let in by its signature only")
def flush():
    body = json.dumps({"products": [ORDER["product"]],
                       "orders": [ORDER["id"]]}).encode()
    at = str(int(time.time()))
    mac = stage.sign("ask", "POST", "/aftersale/v1/flush", at,
                     stage.sum_of(body))
    url = "%s/?rest_route=/aftersale/v1/flush&t=%s&s=" % (
        lab.beside.origin, at)
    kind = {"Content-Type": "application/json"}
    status, text, _ = lab.get(url + mac, body, kind)
    tap.eq((status, json.loads(text)), (200, {"flushed": 2}), "signed")
    tap.ok(lab.get(url + "0" * 64, body, kind)[0] in (401, 403), "unsigned")
    tap.ok(lab.get(url + mac, body + b" ", kind)[0] in (401, 403), "changed")


@tap.case("CP-09 live: staff take the links of an order back")
def revoke():
    code = """
        wp_set_current_user( 1 );
        $_GET['order'] = '%d';
        $_REQUEST['_wpnonce'] = wp_create_nonce( 'aftersale_revoke_%d' );
        do_action( 'admin_post_aftersale_revoke' );
    """
    lab.run(code % (ORDER["id"], ORDER["id"]))
    epoch = lab.beside.value("SELECT epoch FROM {P}aftersale_link_epoch")
    tap.ok(abs(epoch - time.time()) < 120, epoch)
    url = lab.house.conf["base_url"].replace("/after", "") + LINK
    status, _, where = lab.get(url)
    tap.eq((status, where), (404, ""), "the link of every mail")


@tap.case("PK-07 live: the same with orders stored as posts")
def posts():
    lab.beside.option("woocommerce_custom_orders_table_enabled", "no")
    order = lab.last_json(live.ORDER)
    page("link")
    text = lab.get(order["url"])[1]
    tap.eq(text.count("aftersale-card"), 1, "the card")
    tap.has(html.unescape(text), "/after/order/%d?" % order["id"])
    got = lab.last_json("""
        require_once ABSPATH . 'wp-admin/includes/admin.php';
        require_once WC_ABSPATH . 'includes/admin/wc-admin-functions.php';
        wp_set_current_user( 1 );
        aftersale_add_box();
        global $wp_meta_boxes;
        ob_start();
        aftersale_box( get_post( %d ) );
        echo json_encode( array( array_keys( $wp_meta_boxes ), ob_get_clean() ) );
    """ % order["id"])
    tap.eq(got[0], ["shop_order"], "the screen")
    tap.has(got[1], "/after/order/%d?" % order["id"])


@tap.case("PK-07 live: the same with a block theme, link and inside")
def blocks():
    theme = "twentytwentyfive"
    if not os.path.isdir(os.path.join(lab.site, "wp-content/themes", theme)):
        tap.note("no theme " + theme)
        return
    lab.run("switch_theme( '%s' );" % theme)
    order = lab.last_json(live.ORDER)
    pixel = "ads.test/p?order=%d" % order["id"]
    text = lab.get(order["url"])[1]
    tap.eq(text.count("aftersale-card"), 1, "the card")
    tap.eq(text.count("/after/order/%d?" % order["id"]), 1, "links")
    tap.eq(text.count(pixel), 1, "the pixel")
    page("inside")
    for _ in range(4):
        text = lab.get(order["url"])[1]
        if "as-inside" in text:
            break
    tap.has(text, '<div class="alignwide"><div class="as-inside')
    tap.lacks(text, 'class="wc-block-order-confirmation-totals__table')
    tap.eq(text.count(pixel), 1, "the pixel")


def buyers_mails():
    """The shop's mails to a buyer, each kind in three forms."""
    return lab.last_json("""
        $order = wc_get_order( %d );
        $all   = array();
        foreach ( array( 'html', 'plain', 'multipart' ) as $form ) {
            foreach ( array( 'Processing_Order', 'Completed_Order', 'On_Hold_Order', 'Invoice', 'Refunded_Order' ) as $kind ) {
                $mail             = WC()->mailer()->emails[ 'WC_Email_Customer_' . $kind ];
                $mail->email_type = $form;
                $GLOBALS['mails'] = array();
                $mail->trigger( $order->get_id(), 'Refunded_Order' === $kind ? false : $order );
                $all[ $kind . ', ' . $form ] = implode( array_column( $GLOBALS['mails'], 'message' ) );
            }
        }
        echo json_encode( $all );
    """ % ORDER["id"])


def link_once(where):
    mails = buyers_mails()
    tap.eq(len(mails), 15, "mails")
    for name, text in mails.items():
        text = html.unescape(text)
        for part in ("/after/order/%d?" % ORDER["id"], "Your order page"):
            tap.eq(text.count(part), 1, "%s, %s: %s" % (where, name, part))


@tap.case("PK-07 live: mails in the newer layout carry the link once")
def newer_mails():
    lab.beside.option("woocommerce_feature_email_improvements_enabled", "yes")
    tap.has(buyers_mails()["Processing_Order, html"], "email-order-item-meta",
            "the newer layout")
    link_once("the newer layout")


@tap.case("PK-07 live: mails of the block editor carry the link once")
def block_mails():
    theme = lab.run("echo get_stylesheet();")
    if theme != "twentytwentyfive":
        tap.note("the editor takes its colours from a block theme")
        return
    lab.beside.option("woocommerce_feature_block_email_editor_enabled", "yes")
    lab.run("""
        WC()->mailer();
        $maker = wc_get_container()->get( 'Automattic\\WooCommerce\\Internal\\EmailEditor\\WCTransactionalEmails\\WCTransactionalEmailPostsGenerator' );
        $maker->init_default_transactional_emails();
        $maker->generate_initial_email_templates();
    """)
    tap.has(buyers_mails()["Processing_Order, html"], "email_layout_wrapper",
            "a mail of blocks")
    link_once("the block editor")


@tap.case("PK-07 live: our code made PHP complain about nothing")
def quiet():
    tap.eq(lab.warnings(), [], "warnings")


tap.main()
