#!/usr/bin/python3
"""Orders in the shapes that real shops and their plugins give them.

Each case changes a copy of a dump, so nothing here hangs on another file.
"""
# budget: 120 s

import hashlib
import json
import threading

import asking
import proc
import shop
import tap

asking.need()
shop.need_dumps()

hpos, ask = asking.open_dump("hpos")
NOW = asking.now_of(hpos)
TRACKING = "_wc_shipment_tracking_items"


def php(value):
    """PHP's serialize()."""
    if value is None:
        return "N;"
    if isinstance(value, bool):
        return "b:%d;" % value
    if isinstance(value, int):
        return "i:%d;" % value
    if isinstance(value, str):
        return 's:%d:"%s";' % (len(value.encode()), value)
    if isinstance(value, list):
        value = dict(enumerate(value))
    return "a:%d:{%s}" % (len(value), "".join(
        php(k) + php(v) for k, v in value.items()))


def set_meta(order, key, value):
    hpos.rows("DELETE FROM {P}wc_orders_meta WHERE order_id = %s"
              " AND meta_key = %s", (order, key))
    if value is not None:
        hpos.rows("INSERT INTO {P}wc_orders_meta (order_id, meta_key,"
                  " meta_value) VALUES (%s, %s, %s)", (order, key, value))


def set_option(name, value):
    hpos.option(name, value)
    tap.eq(ask.reply("refresh")["err"], "ok", "refresh")


def parcels(order):
    return ask.order(order)["parcels"]


@tap.case("TR-03 parcels of both plugins, with a link only where it is safe")
def tracking_facts():
    plain = parcels(hpos.order("tracking_plain")["id"])
    tap.eq(len(plain), 1, "one parcel")
    tap.eq(plain[0]["carrier"], "DHL", "carrier")
    tap.eq(plain[0]["sent_at"], 1760000000, "sent")
    tap.has(plain[0]["url"], "JD014600003SE", "link")
    two = parcels(hpos.order("tracking_plain")["id"] + 1)
    tap.eq([p["carrier"] for p in two], ['Žaibo kurjeris & "Co"', "Evil"],
           "carriers")
    tap.eq(two[0]["url"], "https://track.example.com/?n=LT123456789LT&x=1",
           "the shop's own link")
    tap.eq((two[1]["url"], two[1]["number"]), ("", "1"),
           "no javascript, no markup")
    tap.eq(parcels(hpos.order("tracking_ast_products")["id"])[0]["number"],
           "CE123456789EE", "objects inside")
    for case in ("tracking_broken", "tracking_empty_array", "pending"):
        tap.eq(parcels(hpos.order(case)["id"]), [], case)


@tap.case("TR-03 lists with gaps, ints for texts, rubbish, and too much")
def tracking_shapes():
    order = hpos.order("pending")["id"]
    good = {"tracking_provider": "UPS", "tracking_number": "1Z",
            "date_shipped": "1760000000"}
    shapes = [
        (php({3: good, 7: dict(good, tracking_number=42)}), ["1Z", "42"]),
        (php({"x": good, "y": "text", "z": None}), ["1Z"]),
        (php([good, good]), ["1Z"]),
        (php([{"tracking_number": ["a", "b"]}]), []),
        (php([{"tracking_number": "", "custom_tracking_link": ""}]), []),
        (php([dict(good, tracking_number="")])[:-20], []),
        (php([good])[:-1], []),
        ('a:2000000000:{i:0;', []),
        ("O:8:\"stdClass\":1:{s:1:\"0\";" + php(good) + "}", ["1Z"]),
        ("a:1:{i:0;R:1;}", []),
        ("a:1:{i:0;" * 5000, []),
        ("b:1;", []), ("N;", []), ("", []), ("{}", []),
        ('[{"tracking_number":"JSON"}]', []),
    ]
    for text, want in shapes:
        set_meta(order, TRACKING, text)
        tap.eq([p["number"] for p in parcels(order)], want, text[:60])
    links = ["javascript:alert(1)", "JaVaScRiPt:x", " http://x/\n<b>",
             "data:text/html,x", "//evil.example/", "http://",
             "https:///x", 'http://x/"onclick', "http://x/ y", "ftp://x/"]
    for link in links:
        set_meta(order, TRACKING, php([{
            "tracking_number": "1", "custom_tracking_provider": "X",
            "custom_tracking_link": link}]))
        tap.eq(parcels(order)[0]["url"], "", "link " + link)
    set_meta(order, TRACKING, None)


PROVIDERS = """
CREATE TABLE {P}woo_shippment_provider (
 id mediumint NOT NULL AUTO_INCREMENT,
 provider_name varchar(500) NOT NULL DEFAULT '', ts_slug text,
 provider_url varchar(500) DEFAULT '', PRIMARY KEY (id));
INSERT INTO {P}woo_shippment_provider (provider_name, ts_slug, provider_url)
 VALUES ('Miesto kurjeris', 'miesto', 'https://m.example/?n=%number%&z=%2$s'),
 ('Two Numbers', 'two', 'https://t.example/%number%/%number2%'),
 ('Evil', 'evil', 'javascript:alert(%number%)'),
 ('UPS', 'ups', 'https://own.example/%number%'), ('Empty', 'empty', '');
"""


@tap.case("TR-03 the carriers of a tracking plugin's own table")
def carrier_table():
    fact = hpos.order("pending")
    order = fact["id"]

    def first(provider, **more):
        set_meta(order, TRACKING, php([dict({
            "tracking_provider": provider, "tracking_number": "A/1"},
            **more)]))
        got = parcels(order)[0]
        return got["carrier"], got["url"]

    hpos.server.script("shop", PROVIDERS.replace("{P}", hpos.prefix))
    tap.eq(first("miesto"), ("miesto", ""), "the plugin is not active")
    plugins = hpos.option("active_plugins")
    set_option("active_plugins", php([
        "woo-advanced-shipment-tracking/"
        "woocommerce-advanced-shipment-tracking.php"]))
    code = hpos.value("SELECT postcode FROM {P}wc_order_addresses WHERE"
                      " order_id = %s AND address_type = 'shipping'",
                      (order,))
    for provider in ("miesto", "Miesto kurjeris"):
        tap.eq(first(provider), ("Miesto kurjeris",
               "https://m.example/?n=A%2F1&z=" + code), provider)
    tap.eq(first("two", tracking_product_code="B 2"),
           ("Two Numbers", "https://t.example/A%2F1/B+2"), "both numbers")
    tap.eq(first("evil"), ("Evil", ""), "no script")
    tap.eq(first("ups"), ("UPS", "https://own.example/A%2F1"),
           "the owner's goes first")
    tap.eq(first("omniva")[0], "Omniva", "ours comes after it")
    tap.eq(first("empty"), ("empty", ""), "no link")
    tap.eq(first("ups", custom_tracking_link="https://c.example/")[1],
           "https://c.example/", "the parcel's own link")
    hpos.rows("DROP TABLE {P}woo_shippment_provider")
    set_option("active_plugins", plugins)
    set_option("active_plugins", php(["ast-pro/ast-pro.php"]))
    tap.eq(first("ups")[0], "UPS", "a table that is missing")
    set_option("active_plugins", plugins)
    set_meta(order, TRACKING, None)


FULFILLMENTS = """
CREATE TABLE {P}wc_order_fulfillments (
 fulfillment_id bigint unsigned NOT NULL AUTO_INCREMENT,
 entity_type varchar(255) NOT NULL, entity_id bigint unsigned NOT NULL,
 status varchar(255) NOT NULL, is_fulfilled tinyint(1) NOT NULL DEFAULT 0,
 date_updated datetime NOT NULL, date_deleted datetime NULL,
 PRIMARY KEY (fulfillment_id), KEY entity_type_id (entity_type, entity_id));
CREATE TABLE {P}wc_order_fulfillment_meta (
 meta_id bigint unsigned NOT NULL AUTO_INCREMENT,
 fulfillment_id bigint unsigned NOT NULL, meta_key varchar(255) NULL,
 meta_value longtext NULL, date_updated datetime NOT NULL,
 date_deleted datetime NULL,
 PRIMARY KEY (meta_id), KEY fulfillment_id (fulfillment_id));
"""


@tap.case("TR-03 WooCommerce's own parcels, where its tables are")
def fulfillments():
    order = hpos.order("tracking_plain")["id"]
    set_option("woocommerce_feature_fulfillments_enabled", "yes")
    tap.eq(len(parcels(order)), 1, "switched on before its tables are made")
    hpos.server.script("shop", FULFILLMENTS.replace("{P}", hpos.prefix))
    rows = [
        (1, 1, "NULL", {"_tracking_number": "FUL/1",
                        "_shipment_provider": "fedex",
                        "_date_fulfilled": "2025-10-09 08:53:20",
                        "_items": [{"item_id": 6649, "qty": 1}]}),
        (2, 1, "'0000-00-00 00:00:00'", {"_tracking_number": 12,
                                         "_tracking_url": "https://t.ex/12",
                                         "_provider_name": "Own"}),
        (3, 1, "'2026-01-01 00:00:00'", {"_tracking_number": "deleted"}),
        (4, 0, "NULL", {"_tracking_number": "draft"}),
        (5, 1, "NULL", {"_tracking_number": "JD014600003SE"}),
    ]
    for number, done, deleted, metas in rows:
        hpos.rows("INSERT INTO {P}wc_order_fulfillments VALUES (%d,"
                  "'WC_Order',%d,'x',%d,'2026-01-01',%s)"
                  % (number, order, done, deleted))
        for key, value in metas.items():
            hpos.rows("INSERT INTO {P}wc_order_fulfillment_meta"
                      " (fulfillment_id, meta_key, meta_value, date_updated)"
                      " VALUES (%s,%s,%s,'2026-01-01')",
                      (number, key, json.dumps(value)))
    got = parcels(order)
    tap.eq([p["number"] for p in got], ["JD014600003SE", "FUL/1", "12"],
           "numbers, each once")
    tap.eq(got[1]["sent_at"], 1760000000, "sent")
    tap.eq(got[1]["carrier"], "FedEx", "a known carrier")
    tap.has(got[1]["url"], "FUL%2F1", "its link")
    tap.eq((got[2]["carrier"], got[2]["url"]), ("Own", "https://t.ex/12"),
           "a carrier of its own")
    set_option("woocommerce_feature_fulfillments_enabled", "no")


@tap.case("TY-06 files to fetch: allowed, not used up, not expired, there")
def downloads():
    fact = hpos.order("download_only")
    order = fact["id"]
    got = ask.order(order)["downloads"]
    tap.ok(got, "something to fetch")
    mail = hashlib.sha256(fact["billing_email"].encode()).hexdigest()
    tap.has(got[0]["url"], "/?download_file=", "link")
    tap.has(got[0]["url"], "&order=%s&uid=%s&key=" % (fact["key"], mail),
            "link")
    table = "{P}woocommerce_downloadable_product_permissions"
    changes = [
        ("downloads_remaining = '0'", 0), ("downloads_remaining = ''", -1),
        ("downloads_remaining = '3'", 3),
        ("access_expires = '2020-01-01'", None),
        ("access_expires = NULL", 3),
        ("access_expires = '2026-11-23'", 3),
        ("access_expires = '2026-11-22'", None),
        ("access_expires = NULL, download_id = 'gone'", None),
    ]
    for change, left in changes:
        hpos.rows("UPDATE " + table + " SET " + change
                  + " WHERE order_id = %s", (order,))
        now = ask.order(order)["downloads"]
        want = [left] * len(got) if left not in (0, None) else []
        tap.eq([d["left"] for d in now], want, change)
    paid = hpos.order("jp_address")["id"]
    set_option("woocommerce_downloads_grant_access_after_payment", "no")
    tap.eq(ask.order(paid)["downloads"], [], "processing, not granted")
    set_option("woocommerce_downloads_grant_access_after_payment", "yes")


@tap.case("TY-07 on hold for a bank transfer: accounts and the owner's words")
def banks():
    order = hpos.order("onhold_bacs")["id"]
    tap.eq(ask.order(order)["banks"], [], "none are set up")
    set_option("woocommerce_bacs_accounts", php([
        {"account_name": "Lab &amp; Co", "account_number": "",
         "bank_name": "Bank", "sort_code": "", "iban": "LT12 1000",
         "bic": "AGBL"}, {"account_name": "Empty", "iban": ""}]))
    set_option("woocommerce_bacs_settings", php(
        {"enabled": "yes", "instructions": "Pay <b>now</b>\nplease"}))
    got = ask.order(order)
    tap.eq([(b["account_name"], b["iban"]) for b in got["banks"]],
           [("Lab & Co", "LT12 1000")], "accounts")
    tap.ok(got["payment_advice"].startswith("Pay now"), "advice")
    paid = ask.order(hpos.order("tracking_plain")["id"])
    tap.eq((paid["banks"], paid["payment_advice"]), ([], ""),
           "a paid order needs none")


@tap.case("TR-04 numbers of a plugin, only when the settings say so")
def numbers():
    one, two = hpos.order("pending")["id"], hpos.order("failed")["id"]
    set_meta(one, "_order_number", "7700105")
    set_meta(one, "_order_number_formatted", "ORD-7700105-A")
    set_meta(two, "_order_number", str(one))
    tap.eq(ask.data("find", "ORD-7700105-A"), [], "not asked for")
    ask.data("numbers", 1)
    for text, want in (("ORD-7700105-A", [one]), ("7700105", []),
                       (str(one), [two]), ("ord-7700105-a", []),
                       (str(hpos.order("cancelled")["id"]),
                        [hpos.order("cancelled")["id"]])):
        reply = ask.reply("find", text)
        tap.eq([h["id"] for h in reply["data"]], want, "find " + text)
        tap.eq(reply["statements"], 1, "find " + text)
    tap.eq(ask.order(one)["head"]["number"], "ORD-7700105-A", "its number")
    tap.eq(ask.data("head", two)["number"], str(one), "its number")
    ask.data("numbers", 0)
    tap.eq(ask.order(one)["head"]["number"], str(one), "as before")


@tap.case("a status of a plugin, and languages of an order")
def words():
    order = hpos.order("pending")["id"]
    hpos.rows("UPDATE {P}wc_orders SET status = 'wc-partial-shipped'"
              " WHERE id = %s", (order,))
    got = ask.order(order)
    tap.eq((got["status"], got["status_name"], got["head"]["state"]),
           ("partial-shipped", "Partial shipped", "other"), "status")
    tap.ok(not got["is_paid"] and not got["needs_payment"], "not known")
    hpos.rows("UPDATE {P}wc_orders SET status = 'wc-pending'"
              " WHERE id = %s", (order,))
    tap.eq(got["locale"], "en_US", "the shop's language")
    set_meta(order, "trp_language", "lt_LT")
    tap.eq(ask.order(order)["locale"], "lt_LT", "the order's")
    set_meta(order, "trp_language", "../../etc")
    tap.eq(ask.order(order)["locale"], "en_US", "no language at all")
    set_meta(order, "trp_language", None)
    known = hpos.order("registered_customer")
    hpos.rows("DELETE FROM {P}usermeta WHERE user_id = %s"
              " AND meta_key = 'locale'", (known["customer_id"],))
    hpos.rows("INSERT INTO {P}usermeta (user_id, meta_key, meta_value)"
              " VALUES (%s, 'locale', 'lv')", (known["customer_id"],))
    tap.eq(ask.order(known["id"])["locale"], "lv", "the customer's")


@tap.case("hostile names are plain text, and lists in metas are not shown")
def hostile():
    fact = hpos.order("nasty_products")
    got = ask.order(fact["id"])
    tap.eq(got["billing_lines"][0],
           "<img src=x onerror=alert(1)> O'Neil & Sons \\ \"co\"", "a name")
    for line in got["lines"]:
        tap.lacks(line["name"], "<b>", "a name")
    item = hpos.order("item_meta")
    line = ask.order(item["id"])["lines"][0]
    tap.eq([(p["label"], p["value"]) for p in line["pairs"]],
           [("Engraving", 'For Ona & "Jonas" 🎁'), ("Color", "Blue")],
           "pairs")
    tap.ok(any(m["key"] == "Array meta" for m in line["metas"]),
           "all metas are there, raw")


@tap.case("half a thing, a thing without a number, and several taxes a rate")
def quantities():
    fact = hpos.order("item_meta")
    item = fact["items"][0]["item_id"]
    meta = ("UPDATE {P}woocommerce_order_itemmeta SET meta_value = %s"
            " WHERE order_item_id = %s AND meta_key = '_qty'")
    for text, want, number in (("1.5", "1.5", 1.5), ("2.0", "2", 2),
                               ("x", "0", 0)):
        hpos.rows(meta, (text, item))
        tap.eq(ask.order(fact["id"])["lines"][0]["qty_text"], want, text)
        tap.eq(ask.data("inspect", fact["id"])["items"][0]["qty"], number,
               text)
    hpos.rows("DELETE FROM {P}woocommerce_order_itemmeta"
              " WHERE order_item_id = %s AND meta_key = '_qty'", (item,))
    tap.eq(ask.order(fact["id"])["lines"][0]["qty_text"], "1", "none said")
    set_option("woocommerce_tax_display_cart", "excl")
    rows = ask.order(hpos.order("regular")["id"])["totals"]
    tap.eq([r["key"] for r in rows if r["kind"] == "tax"], ["vat-eu-1"],
           "a row a rate")
    tap.has(rows[0]["value"], "(ex. VAT)", "the subtotal")
    set_option("woocommerce_tax_total_display", "single")
    rows = ask.order(hpos.order("regular")["id"])["totals"]
    tap.eq([r["label"] for r in rows if r["kind"] == "tax"], ["VAT"],
           "one row")
    set_option("woocommerce_tax_total_display", "itemized")
    set_option("woocommerce_tax_display_cart", "incl")


@tap.case("a deleted variation leads to its product, a deleted one nowhere")
def deleted():
    fact = hpos.order("coupon_percent")
    item = [i for i in fact["items"] if i["variation_id"]][0]
    hpos.rows("DELETE FROM {P}posts WHERE ID = %s", (item["variation_id"],))
    fresh = asking.Asker(hpos, NOW)
    line = [x for x in fresh.order(fact["id"])["lines"]
            if x["id"] == item["item_id"]][0]
    tap.ok(line["product_exists"], "the parent")
    tap.eq(line["url"], item["product_visible_link"].split("?")[0], "link")
    hpos.rows("DELETE FROM {P}posts WHERE ID = %s", (item["product_id"],))
    fresh = asking.Asker(hpos, NOW)
    line = [x for x in fresh.order(fact["id"])["lines"]
            if x["id"] == item["item_id"]][0]
    tap.eq((line["product_exists"], line["url"], line["image"]),
           (False, "", ""), "nothing left")


@tap.case("TY-06 dates as versions before 3.0 wrote them, in local time")
def old_dates():
    beside, asker = asking.open_dump("posts")
    fact = beside.order("tracking_plain")
    order = fact["id"]
    beside.rows("DELETE FROM {P}postmeta WHERE post_id = %s AND meta_key IN"
                " ('_date_paid','_paid_date','_date_completed',"
                "'_completed_date')", (order,))
    tap.eq(asker.order(order)["paid_at"], 0, "none")
    for key, text in (("_paid_date", "2026-01-15 14:30:00"),
                      ("_completed_date", "2026-07-15 14:30:00")):
        beside.rows("INSERT INTO {P}postmeta (post_id, meta_key, meta_value)"
                    " VALUES (%s, %s, %s)", (order, key, text))
    got = asker.order(order)
    tap.eq(got["paid_at"], 1768480200, "12:30 UTC in winter")
    tap.eq(got["completed_at"], 1784115000, "11:30 UTC in summer")
    beside.rows("INSERT INTO {P}postmeta (post_id, meta_key, meta_value)"
                " VALUES (%s, '_date_paid', '1760000000')", (order,))
    tap.eq(asker.order(order)["paid_at"], 1760000000, "the new one counts")


@tap.case("an order that changes while it is read is read again")
def torn():
    order = hpos.order("tracking_plain")["id"]
    before = ask.order(order)["total_text"]
    lock = hpos.server.connect("shop")
    with lock.cursor() as cursor:
        cursor.execute("LOCK TABLES wp_woocommerce_order_itemmeta WRITE")
    answers = []
    asking_thread = threading.Thread(
        target=lambda: answers.append(ask.reply("order", order, 63)))
    asking_thread.start()
    proc.wait_for(lambda: hpos.server.rows(
        None, "SELECT 1 FROM information_schema.PROCESSLIST WHERE STATE ="
        " 'Waiting for table metadata lock'"), 30, "the reader")
    hpos.rows("UPDATE {P}wc_orders SET total_amount = 77.5,"
              " date_updated_gmt = '2031-01-01 00:00:00' WHERE id = %s",
              (order,))
    with lock.cursor() as cursor:
        cursor.execute("UNLOCK TABLES")
    lock.close()
    asking_thread.join(30)
    tap.eq(answers[0]["err"], "ok", answers[0]["why"])
    got = answers[0]["data"]["total_text"]
    tap.ok(got != before and got.startswith("77,50"), "total " + got)


@tap.case("which metas plugins wrote, without a word of any buyer")
def counts():
    rows = ask.data("counts", 200)
    keys = {(r["place"], r["key"]) for r in rows}
    tap.ok(("order", TRACKING) in keys, "of orders")
    tap.ok(("item", "Gift message") in keys, "of items")
    tap.ok(not any(r["key"] == "_product_id" for r in rows), "none of its own")
    for row in rows:
        tap.ok(not any(c.isalpha() and c != "x" for c in row["example"]),
               "masked: " + row["example"])
        tap.ok(not any(c.isdigit() and c != "9" for c in row["example"]),
               "masked: " + row["example"])


tap.main()
