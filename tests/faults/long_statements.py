"""A process that dies at a statement: just before each one is sent, and just
after each was answered. What it leaves behind is whole, the shop's own rows
are as they were, and the same thing asked once more comes out as if nothing
had happened. Pages run as plain CGI, where a process is a request."""
# budget: 2400 s
import json
import re
import signal
from urllib.parse import urlencode

import app
import buyer
import fcgi
import forms
import shop
import tap

app.need()
demo = app.shop_with_tables("demo")
house = app.App(demo, clock=shop.DEMO_NOW)
house.run("settings", "help.entries", json.dumps([
    {"id": 1, "question": "When?", "answer": "Soon.", "is_hidden": False}]))
ORDER = demo.orders["fresh_guest"]
LATER = demo.orders["older_guest"]
# What a case was told at most: more than any of them sends.
MOST = 400
OWN = [next(iter(row.values())) for row in demo.rows(
    "SHOW TABLES LIKE '{P}aftersale\\_%%'")]
SHOPS = [next(iter(row.values())) for row in demo.rows("SHOW TABLES")]
SHOPS = [name for name in SHOPS if name not in OWN]
demo.server.create("kept")
for table in OWN:
    demo.rows("CREATE TABLE kept.`%s` AS SELECT * FROM `%s`" % (table, table))
SCHEDULES = {"app.sweep", "help.figures", "recommend", "recommend.proof"}


def as_before():
    """Our own tables as they were at the start."""
    demo.server.script(demo.database, "".join(
        "DELETE FROM `%s`; INSERT INTO `%s` SELECT * FROM kept.`%s`;\n"
        % (table, table, table) for table in OWN))


def shop_sums():
    return demo.rows("CHECKSUM TABLE " + ", ".join(
        "`%s`" % name for name in SHOPS))


def count(table, where="1 = 1"):
    return demo.value("SELECT COUNT(*) AS n FROM {P}aftersale_%s WHERE %s"
                      % (table, where))


def cgi(method, path, form=None, cookie="", env=None):
    """(exit status, answer) of one request in a process of its own."""
    body = urlencode(form or {}).encode() if method == "POST" else b""
    headers = {"User-Agent": buyer.AGENT}
    if cookie:
        headers["Cookie"] = cookie
    if method == "POST":
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    pairs = dict(fcgi.params_for(method, house.base_path + path, headers,
                                 body))
    done = house.run("serve", stdin=body, good=False,
                     env=dict(pairs, **(env or {})))
    return done.returncode, fcgi.Response(done.stdout, done.stderr)


def page(method, path, status, form=None, cookie=""):
    """What is tried: a request that must be answered with this status."""
    def ask(env):
        code, answer = cgi(method, path, form, cookie, env)
        if not env:
            tap.eq((code, answer.status), (0, status), path)
        return code
    return ask


def command(*words, later=0):
    """A command, for the second time so many seconds later."""
    def ask(env):
        env = env or {"AFTERSALE_CLOCK": str(shop.DEMO_NOW + later)}
        return house.run(*words, env=env, good=not env.get(
            "AFTERSALE_CRASH_AT") and not env.get("AFTERSALE_CRASH_AFTER"),
            seconds=120).returncode
    return ask


def at_each(ask, least, prepare=as_before, between=None, after=None):
    """Ends ask's process at each of its statements, asks again, and looks;
    it must send at least so many."""
    sums = shop_sums()
    for when in ("AFTERSALE_CRASH_AT", "AFTERSALE_CRASH_AFTER"):
        for number in range(1, MOST):
            prepare()
            code = ask({when: str(number)})
            where = "%s=%d" % (when, number)
            if code != -signal.SIGKILL:
                break
            look(between, where)
            ask({})
            look(after, where + ", asked again")
        tap.ok(least < number < MOST, "%d statements" % (number - 1))
        tap.note("%s: %d statements" % (when, number - 1))
    tap.eq(shop_sums(), sums, "the shop's own rows")


def look(check, where):
    try:
        if check:
            check()
    except tap.Failed as failure:
        raise tap.Failed("%s: %s" % (where, failure)) from failure


def link(order):
    _, answer = cgi("GET", buyer.shop_path(order["number"], order["key"]))
    tap.eq(answer.status, 303, "the shop's link")
    return buyer.below(house, answer.header("Location"))


@tap.case("the order page, and the count it leaves behind")
def order_page():
    def counted():
        return demo.rows("SELECT * FROM {P}aftersale_activity"
                         " ORDER BY order_id, block, day")
    as_before()
    ask = page("GET", link(ORDER), 200)
    ask({})
    whole = counted()
    tap.ok(whole, "something is counted")
    at_each(ask, 5, after=lambda: tap.eq(counted(), whole, "counts"))


@tap.case("the shop's link on its way to ours")
def arrive():
    at_each(page("GET", buyer.shop_path(ORDER["number"], ORDER["key"]), 303),
            1)


@tap.case("the look-up by number and e-mail")
def find():
    at_each(page("POST", "/find", 303, {
        "number": ORDER["number"], "email": ORDER["email"]}), 2)


@tap.case("the e-mail that opens an order")
def opening():
    at_each(page("POST", link(LATER) + "/open", 303, {
        "email": LATER["email"]}), 2)


@tap.case("a press of help is there once")
def press():
    at_each(page("POST", link(ORDER) + "/help/1", 303), 2,
            after=lambda: tap.eq(count("help_press"), 1, "presses"))


@tap.case("staff save a form: the settings and its key together or not at all")
def save():
    cookie = demo.sign_in("owner")
    as_before()
    kept = count("setting_version")
    _, answer = cgi("GET", "/admin/help", cookie=cookie)
    tap.eq(answer.status, 200, "the desk")
    form = forms.form_with(answer.text, ["entry.1.question"]).fields
    form["entry.1.question"] = "When, then?"
    form["entry.1.answer"] = "In two days."

    def together():
        tap.eq(count("setting_version") - kept, count("write_once"),
               "rows of both")

    def once():
        together()
        tap.eq(count("write_once"), 1, "saved once")
    at_each(page("POST", "/admin/help", 303, form, cookie), 5,
            between=together, after=once)


@tap.case("the nightly sum of presses neither loses nor doubles one")
def figures():
    def presses():
        as_before()
        demo.rows("INSERT INTO {P}aftersale_help_press (entry_id, order_id,"
                  " pressed_at) VALUES (1, 1, 1000), (1, 2, 1001),"
                  " (2, 1, 1002)")

    def all_of_them():
        tap.eq(count("help_press") + int(demo.value(
            "SELECT COALESCE(SUM(presses), 0) AS n FROM"
            " {P}aftersale_help_figure")), 3, "presses and their sum")

    def folded():
        all_of_them()
        tap.eq(count("help_press"), 0, "presses left")
    at_each(command("work", "--now", "help.figures", later=86400), 4,
            presses, all_of_them, folded)


@tap.case("the nightly learning of what is bought together")
def recommended():
    def pairs():
        return demo.rows("SELECT product_id, other_id, score, together"
                         " FROM {P}aftersale_learned_link"
                         " ORDER BY product_id, other_id")
    as_before()
    run = command("work", "--now", "recommend", later=86400)
    run({})
    whole = pairs()
    tap.ok(whole, "the demo shop has pairs")
    at_each(run, 4, after=lambda: tap.eq(pairs(), whole, "pairs"))


@tap.case("sweeping at night")
def sweep():
    def old():
        as_before()
        demo.rows("INSERT INTO {P}aftersale_write_once (once_key, route,"
                  " actor, body_hash, made_at) VALUES ('k', 'r', 'a', 'h',"
                  " 1000)")
    at_each(command("work", "--now", "app.sweep", later=86400), 4, old,
            after=lambda: tap.eq(count("write_once"), 0, "old keys"))


@tap.case("a round of the worker: jobs are planned once, and run")
def work():
    def planned():
        tap.eq(demo.rows("SELECT kind FROM {P}aftersale_job GROUP BY kind"
                         " HAVING COUNT(*) > 1"), (), "doubled")

    def done():
        planned()
        tap.eq({row["kind"] for row in demo.rows(
            "SELECT kind FROM {P}aftersale_job")}, SCHEDULES, "schedules")
        tap.eq(count("job", "state <> 'due' OR claim <> ''"), 0, "stuck")

    def nothing():
        as_before()
        demo.rows("DELETE FROM {P}aftersale_job")
    at_each(command("work", "--once", later=86400), 4, nothing, planned, done)


@tap.case("PK-09 migrations: begun anywhere, the second run makes the same"
          " tables")
def migrate():
    def dropped():
        demo.server.script(demo.database, "".join(
            "DROP TABLE IF EXISTS `%s`;" % name for name in OWN))

    def tables():
        return {name: re.sub(r" AUTO_INCREMENT=\d+", "", list(
            demo.rows("SHOW CREATE TABLE `%s`" % name)[0].values())[1])
            for name in OWN}
    whole = tables()
    at_each(command("migrate", later=86400), 10, dropped,
            after=lambda: tap.eq(tables(), whole, "tables"))


tap.main()
