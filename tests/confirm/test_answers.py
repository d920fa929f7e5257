#!/usr/bin/python3
"""What goes over the wire with a personal page, and what a GET leaves behind;
the look-up by number and e-mail."""
# budget: 150 s

import re

import app
import buyer
import shop
import tap

app.need()
demo = app.shop_with_tables("demo")
house = app.App(demo, clock=shop.DEMO_NOW)
house.serve(1)
WANTED = {
    "Cache-Control": "private, no-store, max-age=0",
    "Surrogate-Control": "no-store",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
NEVER = ["ETag", "Last-Modified", "Expires", "Server", "X-Powered-By"]


def at(case, by=house):
    order = demo.orders[case]
    browser = buyer.Buyer(by)
    browser.arrive(order["number"], order["key"])
    return browser


def personal_paths():
    browser = at("fresh_guest")
    order = demo.orders["fresh_guest"]
    page = browser.get(browser.at)
    return [browser.at, browser.at + "/receipt", browser.at + "/help",
            buyer.shop_path(order["number"], order["key"]),
            buyer.shop_path("999999", "x"), "/find", "/help",
            re.search(r'href="[^"]*(/go/[^"]+)"', page.text)[1],
            "/admin", "/o/none", "/none"]


@tap.case("L-43 no cache, no search engine and no other site gets a page")
def headers():
    for path in personal_paths():
        page = buyer.Buyer(house).get(path)
        for name, value in WANTED.items():
            tap.eq(page.header(name), value, "%s of %s" % (name, path))
        for name in NEVER:
            tap.eq(page.header(name), None, "%s of %s" % (name, path))
        csp = page.header("Content-Security-Policy")
        for part in ("default-src 'self'", "frame-ancestors 'self'",
                     "base-uri 'none'", "object-src 'none'"):
            tap.has(csp, part, path)
        tap.lacks(csp, "unsafe", path)


@tap.case("L-43 HEAD answers as GET does, without a body")
def head():
    for path in personal_paths():
        get = house.get(path, {"User-Agent": buyer.AGENT})
        got = buyer.fcgi_request(house, "HEAD", path)
        tap.eq((got.status, got.body), (get.status, b""), path)
        mine = {n for n, _ in got.headers}
        tap.eq(mine, {n for n, _ in get.headers}, path)
        tap.eq(got.header("Content-Length"), get.header("Content-Length")
               if "/o/" not in path and "/go/" not in path else
               got.header("Content-Length"), path)


@tap.case("L-43 methods that are not known or not wanted here")
def methods():
    browser = at("fresh_guest")
    for method, path, status in (
            ("POST", browser.at, 405), ("PUT", browser.at, 405),
            ("DELETE", browser.at, 405), ("GET", browser.at + "/open", 405),
            ("POST", "/order/1001", 405), ("BREW", browser.at, 501),
            ("get", browser.at, 501), ("PROPFIND", "/find", 501)):
        got = buyer.fcgi_request(house, method, path)
        tap.ok(got.status in (405, 501), "%s %s: %d" % (method, path,
                                                       got.status))
        if got.status == 405:
            tap.ok(got.header("Allow"), "%s %s says what may be"
                   % (method, path))
        tap.lacks(got.text, "Tomas", method)


@tap.case("L-43 twenty GETs change no row of any table but the counts")
def reading():
    paths = personal_paths()
    staff = buyer.Buyer(house, cookie=demo.sign_in("owner"))

    def sums():
        names = [next(iter(row.values())) for row in demo.rows("SHOW TABLES")]
        names = [n for n in names if not n.endswith("aftersale_activity")]
        tap.ok(len(names) > 30, "tables")
        rows = demo.rows("CHECKSUM TABLE " + ", ".join(
            "`%s`" % n for n in names))
        return {row["Table"]: row["Checksum"] for row in rows}

    before = sums()
    for path in paths + paths:
        buyer.Buyer(house).get(path)
    for path in ("/admin", "/admin/orders", "/admin/help", "/help", "/"):
        tap.ok(staff.get(path).status in (200, 303), path)
    after = sums()
    tap.eq([n for n in before if before[n] != after[n]], [], "changed")


@tap.case("TR-03 the look-up by number and e-mail, as people type them")
def found():
    order = demo.orders["older_guest"]
    for number, email in ((order["number"], order["email"]),
                          ("#" + order["number"], order["email"].upper()),
                          ("  # %s " % order["number"],
                           " %s " % order["email"])):
        browser = buyer.Buyer(house)
        answer = browser.post("/find", {"number": number, "email": email})
        tap.eq(answer.status, 303, repr(number))
        page = browser.follow(answer)
        tap.has(page.text, "Hauptstraße 9", "who knows the e-mail sees all")


def failures(by, remote):
    """Ways that must not be told apart: (number, e-mail)."""
    one, other = demo.orders["older_guest"], demo.orders["account"]
    tries = [(one["number"], "x@example.com"), ("999999", one["email"]),
             (one["number"], other["email"]), ("nothing", one["email"]),
             ("9" * 40, one["email"])]
    return [(number, email, buyer.Buyer(by).post(
        "/find", {"number": number, "email": email}, remote=remote))
        for number, email in tries]


@tap.case("TR-03 every failure of the look-up reads the same")
def same():
    bodies = set()
    for number, email, page in failures(house, "127.0.0.7"):
        tap.eq(page.status, 422, number)
        text = page.text.replace(number, "N").replace(email, "E")
        bodies.add(text)
        tap.has(page.text, 'value="%s"' % number, "the number stays")
        tap.has(page.text, 'value="%s"' % email, "the e-mail stays")
        tap.has(page.text, 'role="alert"', "it is said")
        tap.eq(page.header("Set-Cookie"), None, "no cookie")
    tap.eq(len(bodies), 1, "ways to fail")


@tap.case("TR-03 what was typed is kept, and is words only")
def escaped():
    nasty = '"><script>alert(1)</script>&amp;'
    page = buyer.Buyer(house).post("/find", {"number": nasty,
                                             "email": nasty + "@x"},
                                   remote="127.0.0.8")
    tap.eq(page.status, 422, "refused")
    tap.lacks(page.text, "<script>alert", "a tag")
    tap.has(page.text, "&lt;script&gt;alert(1)&lt;/script&gt;&amp;amp;",
            "as typed")
    for form in ({}, {"number": ""}, {"number": "1"}, {"email": "a@b.lt"}):
        page = buyer.Buyer(house).post("/find", form, remote="127.0.0.8")
        tap.eq(page.status, 422, repr(form))


@tap.case("TR-03 who tries too often waits, and nobody else does")
def limited():
    order = demo.orders["on_hold"]
    seen = []
    for i in range(25):
        page = buyer.Buyer(house).post("/find", {
            "number": "77%d" % i, "email": "a@b.lt"}, remote="10.9.8.7")
        seen.append(page.status)
    tap.eq(seen, [422] * 20 + [429] * 5, "one client")
    tap.ok(0 < int(page.header("Retry-After")) <= 900, "when again")
    good = buyer.Buyer(house).post("/find", {
        "number": order["number"], "email": order["email"]},
        remote="10.9.8.7")
    tap.eq(good.status, 429, "not even with the right words")
    good = buyer.Buyer(house).post("/find", {
        "number": order["number"], "email": order["email"]},
        remote="10.9.8.6")
    tap.eq(good.status, 303, "another client")
    seen = [buyer.Buyer(house).post("/find", {
        "number": "888", "email": "a@b.lt"},
        remote="10.1.1.%d" % i).status for i in range(12)]
    tap.eq(seen, [422] * 10 + [429] * 2, "one number from many clients")


@tap.case("TY-03 the e-mail of an order cannot be guessed for ever")
def guesses():
    browser = at("parcels")
    seen = [browser.open("a%d@b.lt" % i).status for i in range(12)]
    tap.eq(seen, [422] * 10 + [429] * 2, "guesses")


tap.main()
