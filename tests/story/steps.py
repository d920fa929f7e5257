"""steps.py - what each step of a story does.

STEPS is the whole language: a pattern, and the method that runs it. Names in
braces are filled in from the order the story speaks of: {number} {key}
{email} {token} {P}.
"""

import os
import re
from urllib.parse import urljoin, urlsplit

import app
import fcgi
import forms
import golden
import proc
import shop
import tap
import web


class Player:
    """Plays one story against one program behind one kind of server."""

    def __init__(self, story, server):
        self.story = story
        self.server = server
        self.words = {"P": "wp_"}
        self.cookies = {}
        self.headers = {}
        self.answer = None
        self.at = ""
        self.app = None
        self.web = None
        self.shop_name = "demo"
        self.minutes = 0
        self.conf = {}
        self.shop = None

    def play(self):
        for step in self.story.steps:
            try:
                self.step(step)
            except (tap.Failed, KeyError, RuntimeError) as error:
                raise tap.Failed("%s:%d: %s %s\n%s%s" % (
                    self.story.name, step.line, step.kind, step.text, error,
                    self.log_tail())) from None

    def log_tail(self):
        text = self.app.log_text()[-1500:] if self.app else ""
        return "\nlog:\n" + text if text else ""

    def step(self, step):
        for kind, pattern, run in STEPS:
            match = re.fullmatch(pattern, step.text)
            if kind == step.kind and match:
                run(self, *[self.fill(g) for g in match.groups()],
                    *([step.body] if takes_body(run) else []))
                return
        raise tap.Failed("no such step; steps.py lists them")

    def fill(self, text):
        if text is None:
            return None
        return re.sub(r"\{(\w+)\}", lambda m: str(
            self.words.get(m[1], m[0])), text)

    # given

    def given_shop(self, name):
        self.shop_name = name

    def given_setting(self, path, value):
        into = self.conf
        *front, last = path.split(".")
        for part in front:
            into = into.setdefault(part, {})
        into[last] = value

    def given_order(self, case):
        self.open_shop()
        order = self.shop.orders[case] if self.shop_name == "demo" \
            else self.shop.order(case)
        self.words.update(
            number=order["number"], key=order["key"], id=order["id"],
            email=order.get("email") or order.get("billing_email"))

    def given_later(self, number, unit):
        size = {"second": 1 / 60, "minute": 1, "hour": 60, "day": 1440}[unit]
        self.minutes += int(number) * size
        if self.app:
            self.app.stop()
            self.app.clock = self.clock()
            self.start_program()

    def given_sql(self, body):
        self.open_shop()
        self.shop.server.script(self.shop.database,
                                self.fill("\n".join(body)))

    def given_cookie(self, login):
        self.open_shop()
        cookie = self.shop.sign_in(login) if self.shop_name == "demo" \
            else self.shop.cookie(login)
        name, _, value = cookie.partition("=")
        self.cookies[name] = value

    def given_header(self, name, value):
        self.headers[name] = value

    def given_log(self, pattern):
        self.start()
        self.app.expect_log(pattern)

    def given_database_dead(self):
        self.start()
        self.app.expect_log(".")
        self.shop.server.kill()

    def given_another_browser(self):
        self.cookies = {}
        self.at = ""

    def clock(self):
        return shop.DEMO_NOW + self.minutes * 60

    def open_shop(self):
        if not self.shop:
            self.shop = app.shop_with_tables(self.shop_name)
            self.words["P"] = self.shop.prefix

    def start(self):
        if self.app:
            return
        self.open_shop()
        self.app = app.App(self.shop, conf=self.conf, clock=self.clock())
        if self.server != "fastcgi":
            self.app.conf["base_url"] = "http://127.0.0.1:%d/after" \
                % self.reserve()
            self.app.write_conf()
        self.start_program()
        if self.server == "nginx":
            self.web = web.Nginx(self.app, self.port)
        elif self.server == "lighttpd":
            self.web = web.Lighttpd(self.app, self.port)
        elif self.server != "fastcgi":
            self.web = web.Apache(self.app, self.server, self.port)

    def reserve(self):
        self.port = proc.free_port()
        return self.port

    def start_program(self):
        if self.server in ("fastcgi", "nginx", "lighttpd", "proxy_fcgi"):
            self.app.serve(workers=1)

    # when

    def open(self, path):
        self.ask("GET", path)

    def ask(self, method, path, body=None):
        self.start()
        if path.startswith("/") and not path.startswith("/after/") \
                and path != "/after":
            path = "/after" + path
        headers = dict(self.headers)
        if self.cookies:
            headers["Cookie"] = "; ".join(
                "%s=%s" % pair for pair in self.cookies.items())
        if body is not None and "Content-Type" not in headers:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        if self.web:
            self.answer = self.web.request(method, path, headers, body)
        else:
            self.answer = fcgi.request(self.app.socket, method, path,
                                       headers, body or b"")
        self.at = path
        self.keep_cookies()
        token = re.search(r"/o/([\w-]{20,})",
                          self.answer.header("Location") or path)
        if token:
            self.words["token"] = token[1]

    def keep_cookies(self):
        for line in self.answer.all("Set-Cookie"):
            name, _, value = line.split(";")[0].partition("=")
            if "Max-Age=0" in line or not value:
                self.cookies.pop(name, None)
            else:
                self.cookies[name] = value

    def follow(self):
        where = self.answer.header("Location")
        tap.ok(where, "there is nowhere to follow to")
        parts = urlsplit(urljoin("http://x" + self.at, where))
        self.ask("GET", parts.path + ("?" + parts.query
                                      if parts.query else ""))

    def request(self, method, path):
        self.ask(method, path)

    def send_form(self, body):
        from urllib.parse import urlencode
        typed = dict(line.split(" = ", 1) for line in map(self.fill, body))
        form = forms.form_with(self.answer.text, typed)
        tap.ok(form, "no form of this page has all of these fields")
        fields = dict(form.fields, **typed)
        action = urljoin("http://x" + self.at, form.action)
        parts = urlsplit(action)
        self.sent = (parts.path, urlencode(fields).encode())
        if form.method == "GET":
            self.ask("GET", parts.path + "?" + urlencode(fields))
        else:
            self.ask("POST", *self.sent)

    def send_again(self):
        self.ask("POST", *self.sent)

    def work_once(self):
        self.start()
        self.app.run("work", "--once")

    # then

    def status(self, number):
        tap.eq(self.answer.status, int(number), "status")

    def header_has(self, name, text):
        tap.has(self.answer.header(name) or "", text, "header " + name)

    def header_there(self, name):
        tap.ok(self.answer.header(name), "no header " + name)

    def header_missing(self, name):
        tap.eq(self.answer.header(name), None, "header " + name)

    def page_has(self, text):
        tap.has(forms.text_of(self.answer.text), text, "the page")

    def page_lacks(self, text):
        tap.lacks(forms.text_of(self.answer.text), text, "the page")

    def source_has(self, text):
        tap.has(self.answer.text, text, "the source")

    def source_lacks(self, text):
        tap.lacks(self.answer.text, text, "the source")

    def golden(self, name):
        golden.compare(name, self.answer.text)

    def remember(self):
        self.kept = self.answer.body

    def same(self):
        tap.eq(self.answer.body, self.kept, "the page")

    def rows(self, number, body):
        found = self.shop.rows("\n".join(map(self.fill, body))
                               .replace("%", "%%"))
        tap.eq(len(found), int(number), "rows %s" % found)

    def log_lacks(self, text):
        tap.lacks(self.app.log_text(), text, "the log")

    def log_has(self, text):
        tap.has(self.app.log_text(), text, "the log")


def takes_body(run):
    names = run.__code__.co_varnames[:run.__code__.co_argcount]
    return "body" in names


TEXT = r'"(.*)"'
STEPS = [
    ("given", r"the shop (\w+)", Player.given_shop),
    ("given", r"the order (\w+)", Player.given_order),
    ("given", r"the setting ([\w.]+) is (.*)", Player.given_setting),
    ("given", r"(\d+) (second|minute|hour|day)s? later",
     Player.given_later),
    ("given", r"these statements", Player.given_sql),
    ("given", r"(\w+) is signed in", Player.given_cookie),
    ("given", r"the header ([\w-]+): (.*)", Player.given_header),
    ("given", r"log lines like (.*)", Player.given_log),
    ("given", r"the database is dead", Player.given_database_dead),
    ("given", r"another browser", Player.given_another_browser),
    ("when", r"I open (\S+)", Player.open),
    ("when", r"I follow", Player.follow),
    ("when", r"I send ([A-Z]+) (\S+)", Player.request),
    ("when", r"I fill in and send", Player.send_form),
    ("when", r"I send it again", Player.send_again),
    ("when", r"the worker runs once", Player.work_once),
    ("when", r"I remember the page", Player.remember),
    ("then", r"the status is (\d+)", Player.status),
    ("then", r"the header ([\w-]+) has " + TEXT, Player.header_has),
    ("then", r"there is a header ([\w-]+)", Player.header_there),
    ("then", r"there is no header ([\w-]+)", Player.header_missing),
    ("then", r"the page has " + TEXT, Player.page_has),
    ("then", r"the page lacks " + TEXT, Player.page_lacks),
    ("then", r"the source has " + TEXT, Player.source_has),
    ("then", r"the source lacks " + TEXT, Player.source_lacks),
    ("then", r"the page is as in ([\w-]+)\.html", Player.golden),
    ("then", r"the page is the one I remember", Player.same),
    ("then", r"(\d+) rows? (?:is|are) found", Player.rows),
    ("then", r"the log has " + TEXT, Player.log_has),
    ("then", r"the log lacks " + TEXT, Player.log_lacks),
]
