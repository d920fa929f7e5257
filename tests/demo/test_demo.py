"""PK-14: the demo starts, shows its doors, heals, and leaves nothing behind."""
# budget: 180 s
import http.client
import os
import re
import signal
import subprocess
import time
from urllib.parse import urlencode, urlsplit

import app
import browser
import proc
import tap

RUN = os.path.join(proc.TOP, "demo", "run.py")
BUILD = os.path.dirname(app.BIN)
RUNNING = {}


def start(*words, state=None, port=None):
    """A demo in the foreground of nobody; ready or a failure."""
    state = state or proc.folder("demo")
    port = port or proc.free_port()
    log = os.path.join(state, "out")
    with open(log, "wb") as out:
        child = subprocess.Popen(
            ["/usr/bin/python3", RUN, "--state", state, "--build", BUILD,
             "--port", str(port), *words],
            stdin=subprocess.DEVNULL, stdout=out, stderr=out, cwd="/",
            start_new_session=True)
    return child, state, port, log


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def demo():
    """The one demo that most cases share: its port."""
    if not RUNNING:
        child, state, port, log = start()
        tap.cleanup(lambda: end(child))
        proc.wait_for(lambda: "Ctrl-C" in read(log)
                      or child.poll() is not None, 90, "the demo")
        if child.poll() is not None:
            raise tap.Failed(read(log)[-2000:])
        RUNNING.update(child=child, state=state, port=port)
    return RUNNING["port"]


def end(child, number=signal.SIGINT):
    if child.poll() is None:
        child.send_signal(number)
        child.wait(120)


def ask(method, path, form=None, headers=None):
    link = http.client.HTTPConnection("127.0.0.1", demo(), timeout=120)
    headers = dict(headers or {})
    if form is not None:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    link.request(method, path, urlencode(form) if form is not None else None,
                 headers)
    got = link.getresponse()
    body = got.read().decode("utf-8", "replace")
    link.close()
    return got, body


def follow(got, headers=None):
    parts = urlsplit(got.getheader("Location"))
    path = parts.path + ("?" + parts.query if parts.query else "")
    again, body = ask("GET", path, headers=headers)
    return follow(again, headers) if again.status == 303 else (again, body)


@tap.case("PK-14 the start page has three doors and an order in each state")
def doors():
    got, page = ask("GET", "/demo/")
    tap.eq(got.status, 200)
    for word in ("Shopper", "Owner", "Host", "Place an order",
                 "The payment failed", "Waiting for the bank",
                 "aftersale: worker"):
        tap.has(page, word)
    links = re.findall(r'<a href="(/after/order/[^"]+)"', page)
    tap.eq(len(links), 16)
    for link in links:
        first, _ = ask("GET", link.replace("&amp;", "&"))
        tap.eq(first.status, 303, link)
        tap.eq(follow(first)[0].status, 200, link)


@tap.case("PK-14 an order that is placed waits, and is paid after ten seconds")
def place():
    got, _ = ask("POST", "/demo/order", {})
    tap.eq(got.status, 303)
    page, body = follow(got)
    tap.eq(page.status, 200)
    tap.lacks(body, "Thank you, Tomas")
    proc.wait_for(lambda: "Thank you, Tomas" in follow(got)[1], 60,
                  "the payment")


@tap.case("PK-14 pictures are there, and a missing one has a stand-in")
def pictures():
    for name in ("mug-sand-324.webp", "lime-tea.webp", "never-drawn.webp"):
        got, _ = ask("GET", "/wp-content/uploads/2026/01/" + name)
        tap.eq((got.status, got.getheader("Content-Type")),
               (200, "image/webp"), name)


@tap.case("PK-14 staff and customers are signed in with the shop's cookie")
def sign_in():
    for who, word in (("staff", "1016"), ("customer", "Gedimino pr. 12-4")):
        got, _ = ask("POST", "/demo/sign-in", {"who": who})
        tap.eq(got.status, 303)
        cookie = got.getheader("Set-Cookie").split(";")[0]
        page, body = follow(got, {"Cookie": cookie})
        tap.eq(page.status, 200, who)
        if who == "staff":
            page, body = ask("GET", "/after/admin/orders",
                             headers={"Cookie": cookie})
        tap.has(body, word, who)


@tap.case("PK-08 doctor and status answer, and find nothing broken")
def commands():
    for word in ("doctor", "status"):
        got, text = ask("GET", "/demo/" + word)
        tap.eq(got.status, 200)
        tap.lacks(text, "(exit status 2)")
        tap.lacks(text, "(exit status 1)" if word == "doctor" else "\0")


@tap.case("a killed process is replaced while pages keep coming")
def heal():
    for role in ("page", "work"):
        _, text = ask("POST", "/demo/kill", {"role": role},
                      {"Accept": "text/plain"})
        tap.has(text, "a new process stood in its place", role)
        tap.ok(int(re.search(r"came after (\d+) ms", text)[1])
               < 1000 * proc.promised(2), text)
        time.sleep(0.5)


@tap.case("a button is not pressed by another site")
def foreign():
    got, _ = ask("POST", "/demo/order", {}, {"Sec-Fetch-Site": "cross-site"})
    tap.eq(got.status, 403)


@tap.case("the start page fits 320 px, and its phone shows an order page")
def looks():
    if not browser.available():
        tap.skip("chromium is missing")
    with browser.Browser() as chrome:
        for width, script in ((320, True), (320, False), (1280, True)):
            page = chrome.page(width, 800, script=script)
            page.goto("http://127.0.0.1:%d/demo/" % demo())
            tap.eq((page.overflow(), page.problems), (0, []), width)
        page.click(".to-phone")
        page.wait_for("frames[0].document.querySelector('h1') &&"
                      " !/choose one/.test(frames[0].document.body"
                      ".innerText)")
        tap.eq(page.problems, [])
        outside = [r for r in page.requests
                   if not r.startswith("http://127.0.0.1:%d/" % demo())]
        tap.eq(outside, [], "requests to elsewhere")


@tap.case("a second demo from the same place, or on a taken port, says why")
def refused():
    child, _, _, log = start(state=RUNNING["state"])
    tap.eq(child.wait(120), 1)
    tap.has(read(log), "runs already")
    child, _, _, log = start(port=demo())
    tap.eq(child.wait(120), 1)
    tap.has(read(log), "is taken")


def members(group):
    """Command lines of the processes of a group."""
    found = []
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            if os.getpgid(int(pid)) == group:
                with open("/proc/%s/cmdline" % pid, "rb") as file:
                    found.append(file.read())
        except OSError:
            continue
    return found


@tap.case("Ctrl-C leaves no process and no folder behind")
def interrupt():
    port, child = demo(), RUNNING["child"]
    group = os.getpgid(child.pid)
    end(child)
    tap.ok(not proc.port_answers(port), "the port still answers")
    tap.eq(members(group), [], "processes")
    tap.ok(not os.path.exists(RUNNING["state"] + "/run"), "its folder")


app.need()
tap.main()
