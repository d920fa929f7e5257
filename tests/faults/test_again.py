#!/usr/bin/python3
"""The line to the database breaks around a statement: the request is tried
again by itself, and what was written is written once."""
# budget: 90 s

import json
import re

import app
import buyer
import cutter
import shop
import tap

app.need()
demo = app.shop_with_tables("demo")
calm = app.App(demo, clock=shop.DEMO_NOW)
calm.run("settings", "help.entries", json.dumps([
    {"id": 1, "question": "When?", "answer": "Soon.", "is_hidden": False}]))


class Line:
    """A program of one process whose line is cut once."""

    def __init__(self, word, when, conf=None):
        self.cut = cutter.Cutter(demo.server.socket, word, when)
        # Whole at first, so that the shop is known before it breaks.
        self.cut.has_cut = True
        self.app = app.App(demo, clock=shop.DEMO_NOW, conf=conf or {
            "database": {"socket": self.cut.path}})

    def __enter__(self):
        self.cut.__enter__()
        self.app.serve(1)
        return self

    def arm(self):
        self.cut.has_cut = False

    def __exit__(self, *_):
        self.app.stop()
        self.cut.__exit__()

    def tries(self, method="POST"):
        """How often each request was tried again."""
        return [int(line) for line in re.findall(
            r"method=%s .* again=(\d+)" % method, self.app.log_text())]


def count(table):
    return demo.value("SELECT COUNT(*) FROM {P}aftersale_" + table)


@tap.case("cut around the COMMIT of a buyer's post: one row, one answer")
def press():
    order = demo.orders["fresh_guest"]
    for when in ("before", "after"):
        demo.rows("DELETE FROM {P}aftersale_help_press")
        with Line(b"COMMIT", when) as line:
            one = buyer.Buyer(line.app)
            one.arrive(order["number"], order["key"])
            line.arm()
            tap.eq(one.post(one.at + "/help/1", {}).status, 303, when)
            tap.ok(line.cut.has_cut, "the line was cut")
            tap.eq(line.tries(), [1], "tried again once")
            tap.eq(count("help_press"), 1, "rows, cut " + when)


@tap.case("PK-11 a write whose end stays unknown is said to be so")
def unsure():
    order = demo.orders["fresh_guest"]
    demo.rows("DELETE FROM {P}aftersale_help_press")
    with Line(b"COMMIT", "before") as line:
        line.app.expect_log("err=unsure")
        one = buyer.Buyer(line.app)
        one.arrive(order["number"], order["key"])
        line.cut.always = True
        got = one.post(one.at + "/help/1", {})
        tap.eq(got.status, 202, "status")
        tap.has(got.text, "We could not see whether it was saved", "the page")
        tap.eq(line.tries(), [2], "tried again twice")
        line.cut.always = False
        tap.eq(one.post(one.at + "/help/1", {}).status, 303, "sent once more")
        tap.eq(count("help_press"), 1, "rows")


def hidden(page, name):
    found = re.search(r'name="%s" value="([^"]*)"' % name, page.text)
    return found[1] if found else ""


@tap.case("cut around the COMMIT of a form with a key: the key tells")
def keyed():
    for when in ("before", "after"):
        with Line(b"COMMIT", when) as line:
            before = count("setting_version"), count("write_once")
            staff = buyer.Buyer(line.app, cookie=demo.sign_in("owner"))
            page = staff.get("/admin/help")
            form = {"key": hidden(page, "key"), "seen": hidden(page, "seen"),
                    "entry.1.id": "1", "entry.1.question": "Cut " + when,
                    "entry.1.answer": "Whole."}
            line.arm()
            got = staff.post("/admin/help", form)
            tap.eq(got.status, 303, when)
            tap.has(got.header("Location"), "saved=1", "saved")
            tap.eq(line.tries(), [1], "tried again once")
            tap.eq((count("setting_version"), count("write_once")),
                   (before[0] + 1, before[1] + 1), "written once, " + when)


@tap.case("PK-11 cut while settings are read: nothing is saved upon old ones")
def newest():
    calm.serve(1)
    try:
        with Line(b"\x17", "before") as line:
            staff = buyer.Buyer(line.app, cookie=demo.sign_in("owner"))
            staff.get("/admin/help")
            cuts = 0
            for skip in range(6):
                # Saved through another program, which this one knows not.
                elsewhere = buyer.Buyer(calm, cookie=demo.sign_in("owner"))
                for at in (elsewhere, staff):
                    page = elsewhere.get("/admin/help")
                    form = {"key": hidden(page, "key"),
                            "seen": hidden(page, "seen"),
                            "entry.1.id": "1", "entry.1.answer": "Newer.",
                            "entry.1.question": "%d %s" % (
                                skip, at is staff)}
                    if at is staff:
                        line.cut.skip = skip
                        line.arm()
                    got = at.post("/admin/help", form)
                    tap.eq(got.status, 303, "save, cut at %d" % skip)
                cuts += line.cut.has_cut
                line.cut.has_cut = True
            tap.ok(cuts >= 4, "%d cuts" % cuts)
    finally:
        calm.stop()


@tap.case("cut while a page is read: the buyer does not notice")
def reading():
    order = demo.orders["fresh_guest"]
    with Line(b"\x17", "before") as line:
        one = buyer.Buyer(line.app)
        whole = buyer.visible(
            one.arrive(order["number"], order["key"]).text)
        cuts = 0
        for skip in range(8):
            line.cut.skip = skip
            line.arm()
            page = one.get(one.at)
            tap.eq(page.status, 200, "the page")
            tap.eq(buyer.visible(page.text), whole, "all of it")
            cuts += line.cut.has_cut
            line.cut.has_cut = True
        tap.ok(cuts >= 2, "%d cuts" % cuts)
        tap.ok(line.tries("GET"), "some were tried again")


@tap.case("PK-11 several servers: the next answers where one does not")
def several():
    with open(demo.server.folder + "/nobody", "w", encoding="ascii"):
        pass
    conf = {"database": {"socket": demo.server.folder + "/nobody",
                         "hosts": ["127.0.0.1:1", "127.0.0.1:2"]}}
    dead = app.App(demo, clock=shop.DEMO_NOW, conf=conf)
    got = dead.run("status", good=False)
    tap.eq(got.returncode, 2, "none of three")
    for bad, what in ((["a:b"], "a port is no number"),
                      ([""], "each must be a host"),
                      (["::1"], "stands in [ ]"),
                      (["[::1]x"], "behind ] comes a port"),
                      (["h"] * 9, "at most 8"), ("h", "must be a list")):
        dead.conf["database"]["hosts"] = bad
        dead.write_conf()
        got = dead.run("status", good=False)
        tap.has(got.stderr.decode("utf-8"), "database.hosts", str(bad))
        tap.has(got.stderr.decode("utf-8"), what, str(bad))


tap.main()
