#!/usr/bin/python3
"""What the host switches while pages are served: settings and the mode."""
# budget: 120 s

import json

import app
import buyer
import proc
import shop
import tap

app.need()
demo = app.shop_with_tables("demo")
ORDER = demo.orders["fresh_guest"]
LINK = buyer.shop_path(ORDER["number"], ORDER["key"])


def house():
    return app.App(demo, clock=shop.DEMO_NOW)


def token():
    by = house()
    by.serve(1)
    one = buyer.Buyer(by)
    one.arrive(ORDER["number"], ORDER["key"])
    by.stop()
    return one.at


SIGNED = token()


@tap.case("TY-03 a changed setting is in force within five seconds, everywhere")
def changed():
    by = house()
    by.serve(2)
    one = demo.orders["older_guest"]
    person = buyer.Buyer(by)
    tap.lacks(person.arrive(one["number"], one["key"]).text,
              "Hauptstraße 9", "locked")
    by.run("settings", "help.entries", json.dumps([
        {"id": 1, "question": "Brand new?", "answer": "Yes.",
         "is_hidden": False}]))
    proc.wait_for(lambda: all("Brand new?" in by.get("/help").text
                              for _ in range(6)), 10, "each process")
    by.stop()


@tap.case("mode: off, staff and percent lead buyers to the shop's own page")
def modes():
    by = house()
    process = by.serve(2)
    staff = buyer.Buyer(by, cookie=demo.sign_in("owner"))

    def switch(*words):
        before = proc.children(process.pid)
        by.run("mode", *words)
        proc.wait_for(lambda: not set(before) & set(
            proc.children(process.pid)), 20, "new processes")

    def shops(page, what):
        tap.eq(page.status, 303, what)
        tap.has(page.header("Location"), "/checkout/order-received/1001/",
                what)
        tap.has(page.header("Location"), "aftersale=off", what)
        tap.has(page.header("Location"), "key=" + ORDER["key"], what)

    switch("off")
    for who, name in ((buyer.Buyer(by), "a buyer"), (staff, "staff")):
        shops(who.get(LINK), "off: " + name)
    shops(buyer.Buyer(by).get(SIGNED), "off: the link of a mail")
    switch("staff")
    shops(buyer.Buyer(by).get(LINK), "staff: a buyer")
    tap.eq(staff.arrive(ORDER["number"], ORDER["key"]).status, 200, "staff")
    switch("percent", "0")
    shops(buyer.Buyer(by).get(LINK), "0 %")
    switch("percent", "100")
    tap.eq(buyer.Buyer(by).arrive(ORDER["number"], ORDER["key"]).status, 200,
           "100 %")
    switch("percent", "50")
    seen = [buyer.Buyer(by).get(buyer.shop_path(
        o["number"], o["key"])).header("Location") for o in
        demo.orders.values()]
    ours = [s for s in seen if "aftersale=off" not in s]
    tap.ok(0 < len(ours) < len(seen), "a share")
    switch("on")
    tap.eq(buyer.Buyer(by).arrive(ORDER["number"], ORDER["key"]).status, 200,
           "on")
    by.stop()


tap.main()
