#!/usr/bin/python3
"""What goes well with an order: what is offered, what is counted."""
# budget: 120 s

import html
import re

import app
import buyer
import fcgi
import shop
import tap

app.need()
demo = app.shop_with_tables("demo")
house = app.App(demo, clock=shop.DEMO_NOW)
CASES = ("fresh_guest", "older_guest", "account", "parcels", "coupon")


def activity():
    """Written behind the answer."""
    house.settle()
    return {(r["event"], r["order_id"]): r["n"] for r in demo.rows(
        "SELECT block AS event, order_id, COUNT(*) AS n FROM {P}aftersale_activity"
        " GROUP BY block, order_id")}


def inserts():
    house.settle()
    return demo.value(
        "SELECT VARIABLE_VALUE FROM information_schema.GLOBAL_STATUS"
        " WHERE VARIABLE_NAME = 'COM_INSERT'")


def offers(page):
    """[(name, path of the click)] of the cards of what goes with it."""
    block = re.search(r'(?s)<section[^>]*aria-labelledby="offers".*?'
                      r'</section>', page.text)
    return [(html.unescape(name).strip(), path) for path, name in re.findall(
        r'(?s)<a[^>]*href="[^"]*(/go/[^"]+)"[^>]*>(.*?)</a>',
            block[0] if block else "")]


def at(case, **more):
    order = demo.orders[case]
    browser = buyer.Buyer(house, **more)
    return browser, browser.arrive(order["number"], order["key"])


@tap.case("TY-13 the nightly job fills the table, and again the same")
def counted():
    house.run("work", "--now", "recommend")
    sql = ("SELECT product_id, other_id, score, together FROM"
           " {P}aftersale_learned_link ORDER BY product_id, other_id")
    first = demo.rows(sql)
    tap.ok(len(first) > 10, "%d pairs" % len(first))
    for row in first:
        tap.ok(row["product_id"] != row["other_id"], "no pair with itself")
    house.run("work", "--now", "recommend")
    tap.eq(demo.rows(sql), first, "counted once more")
    house.serve(2)


def targets(browser, page):
    """Where each offer of a page leads."""
    return [browser.get(path).header("Location")
            for _, path in offers(page)]


@tap.case("TY-13 nothing of the order is offered, at most four, each once")
def not_mine():
    seen = 0
    for case in CASES:
        browser, page = at(case)
        leads = targets(browser, page)
        seen += len(leads)
        tap.ok(len(set(leads)) <= 4, case)
        slugs = {row["post_name"] for row in demo.rows(
            "SELECT p.post_name FROM {P}posts p JOIN"
            " {P}woocommerce_order_itemmeta m ON m.meta_key = '_product_id'"
            " AND m.meta_value = p.ID JOIN {P}woocommerce_order_items i ON"
            " i.order_item_id = m.order_item_id WHERE i.order_id = %s",
            (demo.orders[case]["id"],))}
        for lead in leads:
            tap.has(lead, "/product/", case)
            tap.ok(lead.rstrip("/").rsplit("/", 1)[1] not in slugs,
                   "%s: %s is in the order" % (case, lead))
    tap.ok(seen >= 8, "%d offers" % seen)


@tap.case("TY-13 nor what the buyer sent back out of another order")
def sent_back():
    browser, page = at("fresh_guest")
    lead = targets(browser, page)[0]
    slug = lead.rstrip("/").rsplit("/", 1)[1]
    product = demo.value("SELECT ID FROM {P}posts WHERE post_name = %s AND"
                         " post_type = 'product'", (slug,))
    email = demo.orders["fresh_guest"]["email"]
    demo.rows("INSERT INTO {P}wc_orders (id, type, status, billing_email,"
              " parent_order_id) VALUES (910001, 'shop_order',"
              " 'wc-completed', %s, 0), (910002, 'shop_order_refund',"
              " 'wc-completed', '', 910001)", (email,))
    demo.rows("INSERT INTO {P}woocommerce_order_items (order_item_id,"
              " order_item_name, order_item_type, order_id) VALUES (910003,"
              " 'x', 'line_item', 910002)")
    demo.rows("INSERT INTO {P}woocommerce_order_itemmeta (order_item_id,"
              " meta_key, meta_value) VALUES (910003, '_product_id', %s)",
              (product,))
    browser, page = at("fresh_guest")
    leads = targets(browser, page)
    tap.ok(leads, "other offers")
    tap.ok(lead not in leads, "%s came back" % lead)
    demo.rows("DELETE FROM {P}wc_orders WHERE id IN (910001, 910002)")


@tap.case("TY-13 hidden and sold-out products are not offered, nor led to")
def hidden():
    browser, page = at("fresh_guest")
    path = offers(page)[0][1]
    lead = browser.get(path).header("Location")
    slug = lead.rstrip("/").rsplit("/", 1)[1]
    product = demo.value("SELECT ID FROM {P}posts WHERE post_name = %s AND"
                         " post_type = 'product'", (slug,))
    demo.rows("UPDATE {P}wc_product_meta_lookup SET stock_status ="
              " 'outofstock' WHERE product_id = %s", (product,))
    demo.rows("UPDATE {P}postmeta SET meta_value = 'outofstock' WHERE"
              " post_id = %s AND meta_key = '_stock_status'", (product,))
    fresh = app.App(demo, clock=shop.DEMO_NOW)
    fresh.serve(1)
    order = demo.orders["fresh_guest"]
    one = buyer.Buyer(fresh)
    page = one.arrive(order["number"], order["key"])
    for lead in targets(one, page):
        tap.lacks(lead, "/" + slug + "/", "sold out")
    demo.rows("UPDATE {P}posts SET post_status = 'draft' WHERE ID = %s",
              (product,))
    fresh.stop()
    fresh.serve(1)
    got = one.get(path)
    tap.eq(got.status, 404, "a click on what is gone")
    fresh.stop()


@tap.case("TY-13 a view and a click count once a day and order, for people"
          " only")
def counts():
    demo.rows("DELETE FROM {P}aftersale_activity")
    house.stop()  # a process remembers what it counted
    house.serve(1)
    order = demo.orders["coupon"]["id"]
    for agent in ("curl/8.0", "Googlebot/2.1", "", "Mimecast scanner"):
        machine, page = at("coupon", agent=agent)
        machine.get(offers(page)[0][1])
    for extra in ({"Sec-Purpose": "prefetch;prerender"},
                  {"Purpose": "prefetch"}, {"X-Moz": "prefetch"}):
        house.get(machine.at, dict({"User-Agent": buyer.AGENT}, **extra))
    fcgi.request(house.socket, "HEAD", "/after" + machine.at,
                 {"User-Agent": buyer.AGENT})
    tap.eq(activity(), {}, "machines, prefetch and HEAD")
    for _ in range(3):
        browser, page = at("coupon")
        browser.get(browser.at)
    tap.eq(activity(), {("recommend.view", order): 1}, "views")
    for _ in range(2):
        for _, path in offers(page):
            tap.eq(browser.get(path).status, 303, "a click")
    tap.eq(activity(), {("recommend.view", order): 1,
                        ("recommend.click", order): 1}, "clicks")
    before = inserts()
    browser.get(browser.at)
    tap.eq(inserts(), before, "what was counted is not written again")


tap.main()
