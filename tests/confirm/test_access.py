#!/usr/bin/python3
"""Who may see which part of an order."""
# budget: 240 s

import re

import app
import buyer
import shop
import tap

app.need()
demo = app.shop_with_tables("demo")
NOW = shop.DEMO_NOW
house = app.App(demo, clock=NOW)
house.serve(1)
Buyer = buyer.Buyer


def at(case, by=house, **more):
    """(browser, page) of an order reached by the shop's own link."""
    order = demo.orders[case]
    browser = Buyer(by, **more)
    return browser, browser.arrive(order["number"], order["key"])


def secrets(case):
    """What of an order must not be seen by who has but the link."""
    order = demo.orders[case]
    rows = demo.rows("SELECT first_name, last_name, address_1, postcode,"
                     " email, phone FROM {P}wc_order_addresses"
                     " WHERE order_id = %s", (order["id"],))
    return sorted({value for row in rows for value in row.values() if value})


def fewest(by, path):
    """How many statements a path takes; settings are read now and then."""
    return min(int(buyer.log_line(by, by.get(path))["sql"])
               for _ in range(3))


def refused(by, paths):
    """The answers to all of these must be one and the same."""
    by.get(paths[0])  # the shop's options are read once a minute
    pages = [by.get(path, {"User-Agent": buyer.AGENT}) for path in paths]
    for path, page in zip(paths, pages):
        tap.eq(page.status, 404, path)
        tap.ok(page.body == pages[0].body, "%s has another body" % path)
        tap.eq(sorted(name for name, _ in page.headers),
               sorted(name for name, _ in pages[0].headers), path)
        tap.eq(page.header("Set-Cookie"), None, path)
    tap.eq({fewest(by, path) for path in paths},
           {fewest(by, paths[0])}, "statements")
    tap.has(pages[0].text, "<h1", "the page has words")


def wrong_ways(number, key, other_key, more=()):
    link = buyer.shop_path
    wrong_last = key[:-1] + ("x" if key[-1] != "x" else "y")
    return [link(number, "wc_order_wrong"), link(number, ""),
            link(number, wrong_last), link(number, key + "x"),
            link(number, key.upper()), link(number, other_key),
            link("999999", key), "/order/" + number] + list(more)


@tap.case("TY-02 every wrong way to an order gives byte for byte one page")
def neutral():
    one, other = demo.orders["fresh_guest"], demo.orders["account"]
    refund = demo.value("SELECT id FROM {P}wc_orders WHERE type ="
                        " 'shop_order_refund' LIMIT 1")
    for number, status in (("5001", "wc-checkout-draft"), ("5002", "trash"),
                           ("5003", "auto-draft")):
        copy = {"id": number, "status": status}
        demo.rows("INSERT INTO {P}wc_orders (id, status, currency, type,"
                  " tax_amount, total_amount, customer_id, billing_email,"
                  " date_created_gmt, date_updated_gmt, parent_order_id)"
                  " SELECT %(id)s, %(status)s, currency, type, tax_amount,"
                  " total_amount, customer_id, billing_email,"
                  " date_created_gmt, date_updated_gmt, 0 FROM {P}wc_orders"
                  " WHERE id = " + str(one["id"]), copy)
        demo.rows("INSERT INTO {P}wc_order_operational_data (order_id,"
                  " created_via, order_key) VALUES (%s, 'checkout', %s)",
                  (number, "wc_order_hidden" + number))
    link = buyer.shop_path
    hidden = [link(n, "wc_order_hidden" + n)
              for n in ("5001", "5002", "5003")]
    refused(house, wrong_ways(one["number"], one["key"], other["key"], [
        link(str(refund), one["key"]), link(str(refund), "")] + hidden))


@tap.case("TY-02 bent tokens and tokens of another kind give that page too")
def tokens():
    browser, page = at("fresh_guest")
    token = browser.at[3:]
    go = re.search(r'/go/([\w.-]+)', page.text)
    bent = [token[:-1] + ("A" if token[-1] != "A" else "B"), token[:-2],
            "B" + token[1:], "x" * len(token), "x"]
    tap.ok(go, "an offer leads on")
    bent.append(go[1])
    bent.append(browser.jar.get("as_%d" % demo.orders["fresh_guest"]["id"],
                                token[1:]))
    wrong = house.get(buyer.shop_path("999999", "x"))
    for one in bent:
        got = house.get("/o/" + one)
        tap.eq(got.status, 404, one)
        tap.ok(got.body == wrong.body, "another body for " + one)


@tap.case("TY-03 the first ten minutes show all, then the address is kept")
def grace():
    browser, page = at("fresh_guest")
    for word in ("Laisvės al. 60", "Tomas"):
        tap.has(page.text, word, "in the grace time")
    created = demo.orders["fresh_guest"]["created"]
    for clock, is_open in ((created + 599, True), (created + 600, False)):
        late = app.App(demo, clock=clock)
        late.serve(1)
        _, page = at("fresh_guest", late)
        tap.eq("Laisvės al. 60" in page.text, is_open, "%+d s" % (
            clock - created))
        late.stop()


@tap.case("TY-03 nothing of the buyer is anywhere in the bytes of a locked"
          " page")
def locked():
    for case in ("older_guest", "account", "parcels", "on_hold", "refunded"):
        browser, page = at(case)
        words = secrets(case)
        tap.ok(len(words) > 3, case + " has an address")
        tap.has(page.text, 'name="email"', case + " asks for the e-mail")
        for word in words:
            if len(word) > 2:
                tap.lacks(page.text.lower(), word.lower(), case)
        tap.lacks(page.text, "download_file=", case)
        for line in demo.rows("SELECT order_item_name AS name FROM"
                              " {P}woocommerce_order_items WHERE order_id ="
                              " %s AND order_item_type = 'line_item'",
                              (demo.orders[case]["id"],)):
            tap.has(buyer.visible(page.text), line["name"].split(" - ")[0],
                    case + " shows what was bought")
        receipt = browser.get(browser.at + "/receipt")
        for word in words:
            if len(word) > 2:
                tap.lacks(receipt.text.lower(), word.lower(),
                          case + " receipt")


@tap.case("TY-03 downloads stay closed after the grace time")
def files():
    created = demo.orders["downloads"]["created"]
    early = app.App(demo, clock=created + 60)
    early.serve(1)
    _, page = at("downloads", early)
    tap.has(page.text, "download_file=", "in the grace time")
    early.stop()
    browser, page = at("downloads")
    tap.lacks(page.text, "download_file=", "later")
    browser.open(demo.orders["downloads"]["email"])
    tap.has(browser.get(browser.at).text, "download_file=", "opened")


@tap.case("TY-03 TY-04 the e-mail opens the rest, for this browser only")
def opens():
    order = demo.orders["older_guest"]
    browser, page = at("older_guest")
    tap.lacks(page.text, "Hauptstraße 9", "locked")
    wrong = browser.open("someone@else.example")
    tap.eq(wrong.status, 422, "another address")
    tap.eq(wrong.header("Set-Cookie"), None, "no cookie for that")
    tap.has(wrong.text, "someone@else.example", "what was typed")
    tap.has(wrong.text, 'role="alert"', "a refusal is told")
    tap.lacks(wrong.text, "Hauptstraße 9", "refused")
    good = browser.open("  " + order["email"].upper() + " ")
    tap.eq(good.status, 303, "the right one, in capitals")
    tap.eq(buyer.below(house, good.header("Location")), browser.at, "where")
    page = browser.get(browser.at)
    tap.has(page.text, "Hauptstraße 9", "opened")
    tap.has(page.text, order["email"], "with the e-mail")
    stranger, page = at("older_guest")
    tap.lacks(page.text, "Hauptstraße 9", "another browser")


@tap.case("TY-04 the cookie: HttpOnly, SameSite, a path, an hour, renewed")
def cookie():
    order = demo.orders["older_guest"]
    browser, _ = at("older_guest")
    line = browser.open(order["email"]).header("Set-Cookie")
    parts = [p.strip() for p in line.split(";")]
    tap.ok(parts[0].startswith("as_%d=" % order["id"]), parts[0])
    for word in ("HttpOnly", "SameSite=Lax", "Path=/after/o",
                 "Max-Age=3600"):
        tap.ok(word in parts, "%s in %s" % (word, line))
    tap.lacks(line, order["email"], "no e-mail in it")
    tap.lacks(line, "Secure", "plain http")
    page = browser.get(browser.at)
    tap.ok(page.header("Set-Cookie"), "renewed by coming back")
    later = app.App(demo, clock=NOW + 3599)
    later.serve(1)
    old = Buyer(later)
    old.jar = dict(browser.jar)
    page = old.get(browser.at)
    tap.has(page.text, "Hauptstraße 9", "just before the hour is over")
    later.stop()
    later = app.App(demo, clock=NOW + 3601)
    later.serve(1)
    old = Buyer(later)
    old.jar = dict(browser.jar)
    tap.lacks(old.get(browser.at).text, "Hauptstraße 9", "after the hour")
    later.stop()


@tap.case("TY-04 Secure where the shop is behind https")
def secure():
    safe = app.App(demo, clock=NOW, conf={
        "base_url": "https://shop.example/after"})
    safe.serve(1)
    browser, _ = at("older_guest", safe)
    line = browser.open(demo.orders["older_guest"]["email"]).header(
        "Set-Cookie")
    tap.ok("Secure" in [p.strip() for p in line.split(";")], line)
    safe.stop()


@tap.case("TY-04 the cookie of another order opens nothing")
def other_cookie():
    one = demo.orders["older_guest"]
    browser, _ = at("older_guest")
    browser.open(one["email"])
    value = browser.jar["as_%d" % one["id"]]
    for case, word in (("parcels", None), ("refunded", None)):
        thief, _ = at(case)
        thief.jar["as_%d" % demo.orders[case]["id"]] = value
        page = thief.get(thief.at)
        tap.has(page.text, 'name="email"', case + " still asks")
        for secret in secrets(case):
            if len(secret) > 2:
                tap.lacks(page.text.lower(), secret.lower(), case)
    # Nor does the token of a page pass for the cookie.
    thief, _ = at("older_guest")
    thief.jar["as_%d" % one["id"]] = thief.at[3:]
    tap.lacks(thief.get(thief.at).text, "Hauptstraße 9", "a token")


@tap.case("CP-09 TY-02 links taken back: neither the page nor the cookie nor the"
          " shop's key opens the order; e-mail, sign-in and staff do")
def taken_back():
    shop.add_user(demo, 21, "paula", "customer")
    order = demo.orders["older_guest"]
    browser, _ = at("older_guest")
    browser.open(order["email"])
    tap.has(browser.get(browser.at).text, "Hauptstraße 9", "before")
    owned = demo.orders["account"]
    later = app.App(demo, clock=NOW + 60)
    later.serve(1)
    for one in (order, owned):
        demo.rows("INSERT INTO {P}aftersale_link_epoch VALUES (%s, %s)",
                  (one["id"], NOW + 30))
    try:
        wrong = later.get(buyer.shop_path("999999", "x"))
        old = Buyer(later)
        old.jar = dict(browser.jar)
        for path in (browser.at, buyer.shop_path(order["number"],
                                                 order["key"])):
            got = old.get(path)
            tap.eq(got.status, 404, path)
            tap.ok(got.body == wrong.body, "one page for all")
        # The owner's sign-in opens it; what an e-mail opened before does not.
        for login, status in (("ona", 303), ("owner", 303), ("paula", 404),
                              ("", 404)):
            who = Buyer(later, cookie=demo.sign_in(login) if login else "")
            tap.eq(who.get(buyer.shop_path(owned["number"], owned["key"]))
                   .status, status, login)
        staff = Buyer(later, cookie=demo.sign_in("owner"))
        staff.arrive(order["number"], order["key"])
        old.at = staff.at
        tap.lacks(old.get(old.at).text, "Hauptstraße 9", "the old cookie")
        got = old.follow(old.post("/find", {"number": order["number"],
                                            "email": order["email"]}))
        tap.has(got.text, "Hauptstraße 9", "number and e-mail")
    finally:
        demo.rows("DELETE FROM {P}aftersale_link_epoch")
        later.stop()


@tap.case("TY-05 an account's order opens for its owner and for staff, for no"
          " other customer")
def account():
    words = [w for w in secrets("account") if len(w) > 2]
    shop.add_user(demo, 22, "edgar", "editor")

    def sees(login, by=house):
        cookie = demo.sign_in(login) if login else ""
        _, page = at("account", by, cookie=cookie)
        tap.eq(page.status, 200, login)
        return {w.lower() in page.text.lower() for w in words}

    tap.eq(sees(""), {False}, "nobody")
    tap.eq(sees("ona"), {True}, "whose order it is")
    tap.eq(sees("paula"), {False}, "another customer")
    tap.eq(sees("edgar"), {False}, "an editor is not of the shop")
    tap.eq(sees("owner"), {True}, "the owner")
    tap.eq(sees("staff"), {True}, "staff")
    browser, page = at("account")
    browser.open(demo.orders["account"]["email"])
    page = browser.get(browser.at)
    tap.eq({w.lower() in page.text.lower() for w in words}, {True},
           "the e-mail opens it")


@tap.case("TY-05 account_orders=login: the e-mail is not enough then")
def login_only():
    strict = app.App(demo, clock=NOW)
    strict.run("settings", "account_orders", '"login"')
    try:
        strict.serve(1)
        browser, page = at("account", strict)
        tap.lacks(page.text, 'name="email"', "no way by e-mail")
        tap.has(page.text, "/my-account/", "the way to sign in")
        for line in ("Oak board", "Wild honey"):
            tap.lacks(page.text, line, "not even what was bought")
        tap.eq(browser.open(demo.orders["account"]["email"]).header(
            "Set-Cookie"), None, "an e-mail posted all the same")
        opened, page = at("older_guest", strict)
        tap.has(page.text, 'name="email"', "guests are as before")
        look = Buyer(strict)
        answer = look.post("/find", {
            "number": demo.orders["account"]["number"],
            "email": demo.orders["account"]["email"]})
        page = look.follow(answer)
        for word in secrets("account"):
            if len(word) > 2:
                tap.lacks(page.text.lower(), word.lower(),
                          "nor by the look-up")
        _, page = at("account", strict, cookie=demo.sign_in("ona"))
        tap.has(page.text, "ona@example.com", "signed in")
    finally:
        strict.run("settings", "account_orders", '"email"')
        strict.stop()


@tap.case("TY-02 drafts, bins and refunds of real shops, both storages")
def real():
    for name in shop.DUMPS:
        if not shop.has_dump(name):
            tap.skip("no dump of a real shop: " + name)
        real_shop = app.shop_with_tables(name)
        by = app.App(real_shop)
        by.serve(1)
        facts = real_shop.facts["orders"]
        good = real_shop.order("regular")
        other = real_shop.order("registered_customer")
        link = buyer.shop_path
        hidden = [link(o["number"], o["key"]) for o in facts
                  if o["status"] in ("trash", "checkout-draft")]
        tap.ok(len(hidden) > 1, "drafts and bins")
        refunds = [r["id"] for o in facts for r in o["refunds"]]
        tap.ok(refunds, "refunds")
        hidden.append(link(str(refunds[0]), good["key"]))
        refused(by, wrong_ways(good["number"], good["key"], other["key"],
                               hidden))
        by.stop()


tap.main()
