#!/usr/bin/python3
"""Help: the presses of buyers, and the desk where staff write."""
# budget: 120 s

import concurrent.futures
import json
import re

import app
import buyer
import proc
import shop
import tap

app.need()
demo = app.shop_with_tables("demo")
house = app.App(demo, clock=shop.DEMO_NOW)
shop.add_user(demo, 22, "edgar", "editor")
ENTRIES = [{"id": 1, "question": "When does it come?",
            "answer": "In two days.", "is_hidden": False},
           {"id": 2, "question": "Secret?", "answer": "Yes.",
            "is_hidden": True}]
house.run("settings", "help.entries", json.dumps(ENTRIES))
house.serve(2)


def presses():
    return demo.rows("SELECT order_id, entry_id FROM {P}aftersale_help_press"
                     " ORDER BY order_id, entry_id")


def at(case):
    order = demo.orders[case]
    browser = buyer.Buyer(house)
    return browser, browser.arrive(order["number"], order["key"])


def desk(login="owner"):
    browser = buyer.Buyer(house, cookie=demo.sign_in(login))
    return browser, browser.get("/admin/help")


def fields(page):
    """What the desk's form would send as it stands."""
    form = {}
    text = page.text
    names = re.findall(r'<(?:input|textarea|select)\b[^>]* name="([^"]*)"',
                       text)
    tap.eq(sorted(names), sorted(set(names)), "no field stands twice")
    for tag in re.findall(r"<input[^>]*>", text):
        name = re.search(r'name="([^"]*)"', tag)
        value = re.search(r'value="([^"]*)"', tag)
        if name and ('type="checkbox"' not in tag or "checked" in tag):
            form[name[1]] = value[1] if value else ""
    for name, value in re.findall(
            r'<textarea[^>]*name="([^"]*)"[^>]*>([^<]*)</textarea>', text):
        form[name] = value
    for name, body in re.findall(
            r'(?s)<select[^>]*name="([^"]*)"[^>]*>(.*?)</select>', text):
        chosen = re.search(r'value="([^"]*)"[^>]*selected', body)
        form[name] = chosen[1] if chosen else re.search(
            r'value="([^"]*)"', body)[1]
    return form


@tap.case("TY-17 what staff wrote is on the order page, what they hide is not")
def shown():
    browser, page = at("fresh_guest")
    tap.has(page.text, "When does it come?", "a question")
    tap.lacks(page.text, "Secret?", "a hidden one")
    page = browser.get(browser.at + "/help")
    tap.eq(page.status, 200, "the page of help")
    tap.has(page.text, demo.orders["fresh_guest"]["number"], "its order")
    tap.has(house.get("/help").text, "When does it come?", "for all")


@tap.case("TY-17 a press counts once: twice, from two browsers, at once")
def press():
    demo.rows("DELETE FROM {P}aftersale_help_press")
    browser, _ = at("fresh_guest")
    other, _ = at("fresh_guest")
    for who in (browser, browser, other):
        answer = who.post(who.at + "/help/1", {})
        tap.eq(answer.status, 303, "a press")
        tap.has(answer.header("Location"), "#q-1", "back to the answer")
    order = demo.orders["fresh_guest"]["id"]
    tap.eq(presses(), [{"order_id": order, "entry_id": 1}], "one row")
    tap.has(browser.get(browser.at + "/help").text, "Good to know",
            "it is said")
    both = [at("older_guest")[0] for _ in range(8)]
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        seen = list(pool.map(lambda b: b.post(b.at + "/help/1", {}).status,
                             both))
    tap.eq(seen, [303] * 8, "eight at once")
    tap.eq(len(presses()), 2, "one row more")
    for entry in ("2", "9", "x", "99999999999999999999"):
        tap.eq(browser.post(browser.at + "/help/" + entry, {}).status, 404,
               entry)
    tap.eq(len(presses()), 2, "nothing more")


@tap.case("H-02 the desk: nobody signs in first, who is not staff is refused")
def doors():
    page = buyer.Buyer(house).get("/admin/help")
    tap.eq(page.status, 401, "nobody")
    tap.has(page.text, "sign", "the way in")
    for login in ("edgar", "ona"):
        _, page = desk(login)
        tap.eq(page.status, 403, login)
        tap.lacks(page.text, "When does it come?", login)
        got = buyer.Buyer(house, cookie=demo.sign_in(login)).post(
            "/admin/help", {"key": "x"})
        tap.eq(got.status, 403, login + " posts")
    for login in ("owner", "staff"):
        _, page = desk(login)
        tap.eq(page.status, 200, login)
        tap.has(page.text, "When does it come?", login)
        tap.has(page.text, "Secret?", login + " sees what is hidden")


@tap.case("TY-17 a refused form keeps all that was typed")
def refused():
    browser, page = desk()
    form = fields(page)
    form["entry.1.question"] = "A <b>changed</b> question"
    form["entry.3.question"] = "No answer to this"
    form["channel.1.kind"] = "mail"
    form["channel.1.text"] = "no address"
    answer = browser.post("/admin/help", form)
    tap.eq(answer.status, 422, "refused")
    for words in ("A &lt;b&gt;changed&lt;/b&gt; question",
                  "No answer to this", "no address",
                  "Write an answer to this question."):
        tap.has(answer.text, words, "kept")
    tap.has(answer.text, 'role="alert"', "told")
    tap.lacks(house.get("/help").text, "changed", "not saved")


@tap.case("H-03 a form's key: missing, wrong or of another person is refused")
def keys():
    browser, page = desk()
    form = fields(page)
    other = fields(desk("staff")[1])
    for key in ("", "wrong", form["key"][:-1] + "!", form["key"][::-1],
                other["key"]):
        answer = browser.post("/admin/help", dict(form, key=key))
        tap.eq(answer.status, 403, repr(key))
    bare = dict(form)
    del bare["key"]
    tap.eq(browser.post("/admin/help", bare).status, 403, "no key")


@tap.case("TY-17 saving: buyers read it, the same form again is the same")
def saved():
    browser, page = desk()
    form = fields(page)
    form["entry.3.question"] = "A third one?"
    form["entry.3.answer"] = "Line one\r\nLine two"
    first = browser.post("/admin/help", form)
    tap.eq(first.status, 303, "saved")
    versions = demo.value("SELECT COUNT(*) AS n FROM"
                          " {P}aftersale_setting_version")
    again = browser.post("/admin/help", form)
    tap.eq((again.status, again.header("Location")),
           (303, first.header("Location")), "the same form once more")
    tap.eq(demo.value("SELECT COUNT(*) AS n FROM"
                      " {P}aftersale_setting_version"), versions,
           "and nothing was written")
    for _ in range(4):
        tap.has(desk()[1].text, "A third one?", "staff read it")
    # A process learns of it from a link's row, or by itself in 3 seconds.
    proc.wait_for(lambda: "A third one?" in at("fresh_guest")[1].text, 12,
                  "a page on which buyers read it")
    changed = browser.post("/admin/help", dict(form, **{
        "entry.3.question": "Another body"}))
    tap.eq(changed.status, 409, "the same key with other words")
    tap.has(changed.text, "Another body", "and these stay")


@tap.case("TY-17 two of the staff at once: the second is told, and keeps what"
          " was typed")
def two():
    one, first = desk("owner")
    two_, second = desk("staff")
    a, b = fields(first), fields(second)
    a["entry.1.question"] = "By the owner"
    b["entry.1.question"] = "By the desk"
    tap.eq(one.post("/admin/help", a).status, 303, "the first")
    answer = two_.post("/admin/help", b)
    tap.eq(answer.status, 409, "the second")
    tap.has(answer.text, "By the desk", "what was typed")
    for _ in range(2):
        tap.has(one.get("/admin/help").text, "By the owner", "what is saved")
    tap.eq(two_.post("/admin/help", fields(answer)).status, 303,
           "saving again goes through")


@tap.case("H-03 the mode read-only saves nothing, and says that this is why")
def read_only():
    house.conf["mode"] = "read-only"
    house.write_conf()
    house.stop()
    house.serve(1)
    browser, page = desk()
    versions = demo.value("SELECT COUNT(*) FROM {P}aftersale_setting_version")
    answer = browser.post("/admin/help", dict(fields(page), **{
        "entry.1.question": "Typed in vain?"}))
    tap.eq(answer.status, 403, "status")
    tap.has(answer.text, "Nothing was saved.")
    tap.has(answer.text, "The mode is read-only: nothing is written.")
    tap.has(answer.text, "Typed in vain?", "what was typed")
    tap.eq(demo.value("SELECT COUNT(*) FROM {P}aftersale_setting_version"),
           versions, "versions")


tap.main()
