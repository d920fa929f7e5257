#!/usr/bin/python3
"""The shop's tables change under us: what is built upon them pauses."""
# budget: 150 s

import json
import re
import time

import app
import buyer
import forms
import proc
import shop
import tap
from demo import wordpress
from sender import NOW, need as sender_need, sender

app.need()
sender_need()
LATER = 601
# So that no buyer waits for the owner.
HELPED = {
    "help.entries": [{"id": 1, "question": "Q?", "answer": "A.",
                      "is_hidden": False}],
    "help.channels": [{"kind": "mail", "value": "a@shop.example"}],
}


class Watched:
    """A shop whose tables were taken, and the real program beside it."""

    def __init__(self):
        self.by = sender()
        self.shop = self.by.shop
        self.real = app.App(self.shop, clock=NOW)
        self.at = NOW

    def alter(self, sql):
        self.shop.server.script("shop", "ALTER TABLE " + sql)
        return self.look()

    def look(self):
        """What the worker finds at its next comparison."""
        self.at += LATER
        self.by.work(self.at)
        said = self.by.status(self.at)
        return said["paused"], said["changes"]

    def touch(self, order):
        """The shop changes an order; was it noticed?"""
        self.at += LATER
        self.shop.rows(
            "UPDATE {P}wc_orders SET date_updated_gmt = FROM_UNIXTIME(%s)"
            " WHERE id = %s", (self.at - 5, order))
        before = self.count()
        self.by.work(self.at)
        return self.count() > before

    def count(self):
        return self.shop.value("SELECT COUNT(*) FROM {P}aftersale_job"
                               " WHERE topic = 'order.noticed'")


@tap.case("N13 more columns, more indexes, wider types: nothing is closed")
def harmless():
    here = Watched()
    tap.ok(len(here.shop.rows("SELECT name FROM {P}aftersale_shape")) > 8,
           "tables that were taken")
    tap.eq(here.look(), ("", []), "as it was taken")
    tap.eq(here.alter("wp_wc_orders ADD COLUMN extra INT NOT NULL DEFAULT 0,"
                      " ADD INDEX extra (extra)"), ("", []))
    tap.eq(here.alter("wp_wc_orders MODIFY currency VARCHAR(50)"), ("", []))
    tap.eq(here.alter("wp_wc_orders DROP COLUMN extra"), ("", []),
           "a plugin's column that goes again")
    tap.ok(here.touch(1001), "orders are noticed")


@tap.case("N13 a changed column of products closes what is counted from them;"
          " orders and forms go on; mended it opens again")
def products():
    here = Watched()
    paused, changes = here.alter("wp_postmeta MODIFY meta_value TEXT")
    tap.eq((paused, changes), ("products", [
        "postmeta.meta_value is text and was longtext"]))
    done = here.real.run("work", "--now", "recommend", good=False)
    tap.eq(done.returncode, 1)
    tap.has(done.stderr.decode(), "denied")
    tap.ok(here.touch(1001), "orders are noticed")
    tap.eq(press(here), 303, "a form about an order")
    tap.has(here.by.say("status", at=here.at, good=False),
            "paused: what is written about products\nchanged: postmeta.")
    tap.has(here.by.say("status", "--prometheus", at=here.at, good=False),
            "\naftersale_shop_changes 1")
    tap.has(here.real.run("doctor", good=False).stdout.decode(),
            "warn  postmeta.meta_value is")
    tap.eq(here.alter("wp_postmeta MODIFY meta_value LONGTEXT"), ("", []))
    here.real.run("work", "--now", "recommend")


@tap.case("N13 writing that is paused is said in the console and to the bridge,"
          " in words of its own; opened again, neither says anything")
def said_everywhere():
    here = Watched()
    for name, value in HELPED.items():
        here.real.run("settings", name, json.dumps(value))
    here.shop.server.script("shop", "ALTER TABLE wp_postmeta DROP INDEX"
                            " meta_key")
    tap.eq(here.alter("wp_postmeta MODIFY meta_value TEXT")[0], "products")
    tap.has(told(here), '"alert":"shape"')
    text = console(here, "/admin")
    tap.has(text, "What is written about products is paused: the shop")
    tap.has(text, "postmeta.meta_value is text and was longtext.")
    tap.lacks(text, "has no index", "what closes nothing")
    tap.has(text, "Nothing that was written before is lost.")
    tap.lacks(text, "Nothing waits for you", "somebody has to look")
    here.shop.option("WPLANG", "lt_LT")
    tap.has(console(here, "/admin"),
            "postmeta.meta_value dabar yra text, o buvo longtext.")
    tap.has(console(here, "/admin/orders"), "Įrašai apie prekes pristabdyti")
    here.look()
    tap.has(told(here), '"help.pressed":"Padėjo atsakymas užsakymo puslapyje"',
            "what the box on the shop's order says")
    here.shop.option("WPLANG", "")
    tap.eq(here.alter("wp_postmeta MODIFY meta_value LONGTEXT")[0], "")
    tap.has(told(here), '"alert":""')
    text = console(here, "/admin")
    tap.lacks(text, "paused")
    tap.has(text, "Nothing waits for you")


def told(here):
    """What the bridge inside the shop is told."""
    return here.shop.value("SELECT value FROM {P}aftersale_bridge"
                           " WHERE name = 'told'")


def console(here, path):
    """The words of a page of the console."""
    by = here.real
    by.serve(1)
    cookie = "%s=%s" % wordpress.cookie("owner", here.shop.origin)
    page = buyer.Buyer(by, cookie=cookie).get(path)
    tap.eq(page.status, 200, path)
    by.stop()
    return buyer.visible(page.text)


def press(here):
    """A buyer says that an answer has helped."""
    by = here.real
    by.run("settings", "help.entries", json.dumps([
        {"id": 1, "question": "Q?", "answer": "A.", "is_hidden": False}]))
    by.serve(1)
    order = here.shop.orders["fresh_guest"]
    one = buyer.Buyer(by)
    tap.eq(one.arrive(order["number"], order["key"]).status, 200, "the page")
    status = one.post(one.at + "/help/1", {}).status
    by.stop()
    return status


@tap.case("N13 a changed table of orders closes forms about them, and they are"
          " not announced; afterwards none was missed")
def orders():
    here = Watched()
    paused, _ = here.alter("wp_wc_orders_meta MODIFY meta_value MEDIUMBLOB")
    tap.eq(paused, "orders")
    tap.has(here.real.run("doctor", good=False).stdout.decode(),
            "statements prepared", "all can be read")
    tap.ok(not here.touch(1001), "not announced")
    tap.eq(press(here), 503, "a form about an order")
    here.real.expect_log("closed")
    tap.eq(here.alter("wp_wc_orders_meta MODIFY meta_value TEXT")[0], "")
    here.at += 60
    before = here.count()
    here.by.work(here.at)
    tap.ok(here.count() > 0 or before > 0, "announced afterwards")
    tap.eq(press(here), 303)


@tap.case("N13 a column that is gone: doctor names what cannot be read, and no"
          " longer says that all is prepared")
def unreadable():
    here = Watched()
    here.alter("wp_wc_orders DROP COLUMN currency")
    done = here.real.run("doctor", good=False)
    out = done.stdout.decode()
    tap.eq(done.returncode, 1)
    tap.has(out, "bad   page user, statement woo.order_row_hpos")
    tap.has(out, "warn  wc_orders has no column currency")
    tap.lacks(out, "statements prepared")


@tap.case("N13 a page that is closed for writing says what is closed, that"
          " nothing is lost and what to do, gives back what was typed, and"
          " takes it once it is open; in the language of the buyer")
def closed_page():
    here = Watched()
    by = here.real
    by.run("settings", "help.entries", json.dumps([
        {"id": 1, "question": "Q?", "answer": "A.", "is_hidden": False}]))
    here.alter("wp_wc_orders_meta MODIFY meta_value MEDIUMBLOB")
    by.serve(1)
    order = here.shop.orders["fresh_guest"]
    one = buyer.Buyer(by)
    one.arrive(order["number"], order["key"])
    wrote = 'Two words\nand "more" <b>.'
    page = one.post(one.at + "/help/1", {"key": "abc", "note": wrote})
    tap.eq((page.status, page.header("Retry-After"), page.header("Refresh")),
           (503, "600", None))
    text = buyer.visible(page.text)
    for words in ("New entries about orders are paused", "Nothing is lost",
                  "is not recorded yet. It is kept on this page",
                  "What you wrote Two words and \"more\" <b>.",
                  "Send it again", "If it cannot wait, tell us",
                  "Back to your order"):
        tap.has(text, words)
    tap.lacks(text, "abc", "a key is no writing")
    again = forms.form_with(page.text, ["key", "note"])
    tap.eq(again.fields, {"key": "abc", "note": wrote})
    tap.has(by.post(one.at + "/help/1", b"x", {
        "Content-Type": "multipart/form-data; boundary=y"}).text,
            "Go back, where it still stands", "a form with files")
    here.shop.option("WPLANG", "lt_LT")
    by.stop()
    by.serve(1)
    tap.has(one.post(one.at + "/help/1", {}).text,
            "Dabar to įrašyti negalime")
    by.expect_log("closed")
    here.alter("wp_wc_orders_meta MODIFY meta_value TEXT")
    where = buyer.below(by, by.shop.origin + again.action)
    tap.eq(one.post(where, again.fields).status, 303, "sent again")
    by.stop()


@tap.case("N13 a column that is read goes: noticed by the first statement that"
          " breaks, and jobs go on")
def gone():
    here = Watched()
    here.shop.server.script("shop", "ALTER TABLE wp_wc_orders CHANGE"
                            " date_updated_gmt updated_gmt DATETIME")
    here.by.due(77, here.at)
    here.by.work(here.at + 5)
    said = here.by.status(here.at + 5)
    tap.eq((said["paused"], said["changes"][0]),
           ("orders", "wc_orders has no column date_updated_gmt"))
    tap.eq(here.by.jobs()[77], "done", "a job that needs no orders")


@tap.case("LIM-4 a release that was never tried closes writing until adopt;"
          " an index that goes is only said")
def release():
    here = Watched()
    here.shop.option("woocommerce_version", "12.1.0")
    paused, changes = here.look()
    tap.eq(paused, "orders, products, people")
    tap.eq(changes, ["WooCommerce 12.1.0 is newer than what was tried (11)"])
    tap.has(here.by.say("adopt", "--dry-run", at=here.at), changes[0])
    here.by.say("adopt", "--yes", at=here.at)
    tap.eq(here.look(), ("", []))
    here.shop.option("woocommerce_version", "12.2.0")
    tap.eq(here.look(), ("", []), "the same release")
    paused, changes = here.alter("wp_wc_orders DROP INDEX date_updated")
    tap.eq((paused, changes), (
        "", ["wc_orders has no index date_updated: pages may be slow"]))
    here.by.say("adopt", "--yes", at=here.at)
    tap.eq(here.look(), ("", []))


@tap.case("a process for one round does not ask again what was just asked")
def fleet():
    here = Watched()
    here.shop.server.script("shop", "ALTER TABLE wp_postmeta MODIFY"
                            " meta_value TEXT")
    here.by.work(here.at + 60)
    tap.eq(here.by.status(here.at)["paused"], "", "within ten minutes")
    tap.eq(here.look()[0], "products")


@tap.case("HPOS switched off and on while serve runs: the page is there again"
          " within seconds, with the same facts")
def storage():
    opened = app.shop_with_tables("demo")
    by = app.App(opened)
    order = opened.orders["fresh_guest"]
    by.serve(1)
    before = buyer.Buyer(by).arrive(order["number"], order["key"])
    tap.eq(before.status, 200)
    link = buyer.shop_path(order["number"], order["key"])
    by.stop()
    switch = "woocommerce_custom_orders_table_enabled"
    opened.option(switch, "no")
    by.serve(1)
    tap.ok(by.get(link).status != 303, "nothing is in posts")
    opened.option(switch, "yes")
    proc.wait_for(lambda: time.sleep(1) or by.get(link).status == 303, 60,
                  "HPOS is followed")
    after = buyer.Buyer(by).arrive(order["number"], order["key"])
    tap.eq(facts(after.text), facts(before.text))


def facts(text):
    """The words of a page, without what is new each time."""
    return re.sub(r"[\w-]{40,}", "", re.sub(r"<[^>]*>", " ", text))


@tap.case("PK-11 status: own tables that cannot be read are said, and not"
          " counted as nothing")
def untold():
    here = Watched()
    here.shop.server.script("shop", "RENAME TABLE wp_aftersale_job TO wp_away")
    done = here.real.run("status", good=False)
    out = done.stdout.decode()
    tap.eq(done.returncode, 2)
    tap.has(out, "CRITICAL - aftersale on, database up\ntables: cannot be read:")
    tap.has(out, "aftersale_job")
    tap.lacks(out, "worker:")
    here.shop.server.script("shop", "RENAME TABLE wp_aftersale_shape"
                            " TO wp_away_too")
    out = here.real.run("doctor", good=False).stdout.decode()
    for line in ("bad   worker and jobs: ", "bad   the shop's tables: "):
        tap.has(out, line)
    for line in ("jobs gave up", "warn  worker", "as they were taken"):
        tap.lacks(out, line)


tap.main()
