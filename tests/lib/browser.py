"""browser.py - looks at pages with Chromium, over its debugging pipe.

    with browser.Browser() as chrome:
        page = chrome.page(320, 640, dark=True, script=False)
        page.goto(url)
        page.screenshot("x.png")
        page.eval("document.title")

page.problems holds what the console complained about, page.requests every
address that was asked for, page.weights what came over the wire for each.
No library is needed: the pipe carries JSON. Nothing waits for a fixed time.
"""

import base64
import json
import os
import select
import shutil
import subprocess
import tempfile
import time

import proc

FLAGS = [
    "--headless=new", "--remote-debugging-pipe", "--no-sandbox",
    "--no-first-run", "--no-default-browser-check", "--disable-gpu",
    "--disable-extensions", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--mute-audio",
    "--hide-scrollbars", "--force-color-profile=srgb",
    "--font-render-hinting=none", "--disable-dev-shm-usage",
]
# A machine with more to do than it can is slow, not broken.
PATIENCE = 90
# Numbers of keys that are pressed by name.
KEYS = {"Tab": 9, "Enter": 13, "Escape": 27, " ": 32, "ArrowDown": 40,
        "Home": 36, "End": 35, "/": 191}


def program():
    """The shell without windows is a third of the work; either will do."""
    return (shutil.which("chromium-headless-shell")
            or shutil.which("chromium"))


def available():
    return program() is not None


class Browser:
    """One Chromium; pages are private windows of it."""

    def __init__(self, flags=()):
        self.folder = tempfile.mkdtemp(prefix="chrome-",
                                       dir=proc.program_folder())
        self.number = 0
        self.buffer = b""
        self.answers = {}
        self.pages = {}
        down, self.write_end = os.pipe()
        self.read_end, up = os.pipe()

        def wire():
            # 3 and 4 are what Chromium expects; first out of their way.
            os.dup2(os.dup(down), 20)
            os.dup2(os.dup(up), 21)
            os.dup2(20, 3)
            os.dup2(21, 4)

        self.child = subprocess.Popen(
            [program()] + FLAGS + list(flags)
            + ["--user-data-dir=" + self.folder, "about:blank"],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, preexec_fn=wire, close_fds=False,
            env=dict(os.environ, HOME=self.folder))
        os.close(down)
        os.close(up)
        os.set_inheritable(self.write_end, False)

    def __enter__(self):
        return self

    def __exit__(self, *rest):
        self.close()

    def close(self):
        try:
            self.send("Browser.close", {}, None, wait=False)
            self.child.wait(5)
        except (OSError, subprocess.TimeoutExpired):
            self.child.kill()
            self.child.wait()
        os.close(self.write_end)
        os.close(self.read_end)
        shutil.rmtree(self.folder, ignore_errors=True)

    def send(self, method, params, session, wait=True, seconds=PATIENCE):
        self.number += 1
        message = {"id": self.number, "method": method, "params": params}
        if session:
            message["sessionId"] = session
        os.write(self.write_end, json.dumps(message).encode() + b"\0")
        if not wait:
            return None
        number = self.number
        self.pump(lambda: number in self.answers, seconds, method)
        answer = self.answers.pop(number)
        if "error" in answer:
            raise RuntimeError("%s: %s" % (method, answer["error"]))
        return answer.get("result", {})

    def pump(self, done, seconds, what):
        """Takes in messages until done() says yes."""
        end = time.monotonic() + seconds
        while not done():
            left = end - time.monotonic()
            ready = select.select([self.read_end], [], [], max(0, left))[0]
            if not ready:
                raise TimeoutError("Chromium: %s took over %d s"
                                   % (what, seconds))
            part = os.read(self.read_end, 1 << 20)
            if not part:
                raise RuntimeError("Chromium ended during " + what)
            self.buffer += part
            while b"\0" in self.buffer:
                text, self.buffer = self.buffer.split(b"\0", 1)
                self.take(json.loads(text))

    def take(self, message):
        if "id" in message:
            self.answers[message["id"]] = message
            return
        page = self.pages.get(message.get("sessionId"))
        if page:
            page.take(message["method"], message["params"])

    def page(self, width=1280, height=800, **looks):
        """A private window; see Page.looks for what may follow."""
        context = self.send("Target.createBrowserContext", {}, None)
        target = self.send("Target.createTarget", {
            "url": "about:blank",
            "browserContextId": context["browserContextId"]}, None)
        session = self.send("Target.attachToTarget", {
            "targetId": target["targetId"], "flatten": True}, None)
        page = Page(self, session["sessionId"], width, height, **looks)
        page.context = context["browserContextId"]
        return page

    def picture(self, svg, size):
        """A drawing as WebP, size pixels wide and high."""
        page = self.page(size, size)
        page.send("Emulation.setDefaultBackgroundColorOverride",
                  color={"r": 0, "g": 0, "b": 0, "a": 0})
        text = ('<meta name="viewport" content="width=device-width">'
                '<style>*{margin:0}svg{display:block;width:%dpx;'
                'height:%dpx}</style>%s' % (size, size, svg))
        page.goto("data:text/html;base64,"
                  + base64.b64encode(text.encode()).decode())
        return page.screenshot(kind="webp", quality=86, full=False)


class Page:
    """A window with its size and its looks."""

    def __init__(self, browser, session, width, height, **looks):
        self.browser = browser
        self.session = session
        self.context = None
        self.loader = None
        self.loads = set()
        browser.pages[session] = self
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.send(domain + ".enable")
        self.send("Page.setLifecycleEventsEnabled", enabled=True)
        self.send("Network.setCacheDisabled", cacheDisabled=True)
        self.fresh(width, height, **looks)

    def fresh(self, width, height, scale=1, **looks):
        """As a new window would be: no cookies, nothing noted yet."""
        self.send("Network.clearBrowserCookies")
        self.problems = []
        self.requests = []
        self.weights = {}
        self.address_of = {}
        self.status = None
        self.document = None
        self.size(width, height, scale)
        self.looks(**looks)

    def send(self, method, **params):
        return self.browser.send(method, params, self.session)

    def take(self, method, params):
        """One event of this page."""
        handler = self.events.get(method)
        if handler:
            handler(self, params)

    def on_frame(self, params):
        if not params["frame"].get("parentId"):
            self.loader = params["frame"]["loaderId"]

    def on_life(self, params):
        if params["name"] == "load":
            self.loads.add(params["loaderId"])

    def on_exception(self, params):
        details = params["exceptionDetails"]
        self.problems.append(details.get("exception", {}).get(
            "description", details.get("text", "")))

    def on_console(self, params):
        if params["type"] in ("error", "warning", "assert"):
            self.problems.append(" ".join(
                str(a.get("value", a.get("description", "")))
                for a in params["args"]))

    def on_log(self, params):
        """An answer like 404 is no fault of the page that says so."""
        entry = params["entry"]
        if entry["level"] not in ("error", "warning"):
            return
        if entry.get("source") == "network" and \
                entry.get("networkRequestId") == self.document:
            return
        self.problems.append("%s %s" % (entry["text"], entry.get("url", "")))

    def on_request(self, params):
        self.requests.append(params["request"]["url"])
        self.address_of[params["requestId"]] = params["request"]["url"]
        if params["type"] == "Document":
            self.document = params["requestId"]

    def on_response(self, params):
        if params["type"] == "Document":
            self.status = params["response"]["status"]

    def on_finished(self, params):
        url = self.address_of.get(params["requestId"])
        if url:
            self.weights[url] = int(params["encodedDataLength"])

    events = {
        "Page.frameNavigated": on_frame,
        "Page.lifecycleEvent": on_life,
        "Runtime.exceptionThrown": on_exception,
        "Runtime.consoleAPICalled": on_console,
        "Log.entryAdded": on_log,
        "Network.requestWillBeSent": on_request,
        "Network.responseReceived": on_response,
        "Network.loadingFinished": on_finished,
    }

    def size(self, width, height, scale=1):
        self.width = width
        self.send("Emulation.setDeviceMetricsOverride", width=width,
                  height=height, deviceScaleFactor=scale,
                  mobile=width < 600)

    def looks(self, dark=False, script=True, reduced=False, forced=False,
              language=None, printing=False):
        """How this visitor sees the web."""
        features = [{"name": "prefers-color-scheme",
                     "value": "dark" if dark else "light"}]
        if reduced:
            features.append({"name": "prefers-reduced-motion",
                             "value": "reduce"})
        if forced:
            features.append({"name": "forced-colors", "value": "active"})
        self.send("Emulation.setEmulatedMedia", features=features,
                  media="print" if printing else "")
        self.send("Emulation.setScriptExecutionDisabled", value=not script)
        self.send("Network.setExtraHTTPHeaders", headers={
            "Accept-Language": language} if language else {})

    def goto(self, url, seconds=PATIENCE):
        answer = self.send("Page.navigate", url=url)
        if answer.get("errorText"):
            raise RuntimeError("%s: %s" % (url, answer["errorText"]))
        # Without a loader it is another place of the same document.
        if answer.get("loaderId"):
            self.browser.pump(lambda: answer["loaderId"] in self.loads,
                              seconds, "loading " + url)
        return self

    def leaves(self, act, seconds=PATIENCE):
        """Does what leads to another page, and waits until that is there."""
        before = self.loader
        act()
        self.browser.pump(
            lambda: self.loader != before and self.loader in self.loads,
            seconds, "leaving a page")
        return self

    def close(self):
        self.browser.pages.pop(self.session, None)
        self.browser.send("Target.disposeBrowserContext",
                          {"browserContextId": self.context}, None)

    def wait_for(self, expression, seconds=PATIENCE):
        """Until the expression is true in the page."""
        end = time.monotonic() + seconds
        while not self.eval(expression):
            if time.monotonic() > end:
                raise TimeoutError("never became true: " + expression)
            time.sleep(0.1)

    def eval(self, expression):
        """The value of an expression, also where script is off."""
        answer = self.send("Runtime.evaluate", expression=expression,
                           returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(answer["exceptionDetails"].get(
                "exception", {}).get("description", expression))
        return answer["result"].get("value")

    def source(self):
        """The page as it came."""
        return self.send("Network.getResponseBody",
                         requestId=self.document)["body"]

    def html(self):
        return self.eval("document.documentElement.outerHTML")

    def text(self):
        return self.eval("document.body.innerText")

    def overflow(self):
        """How many pixels the page is wider than its window."""
        return self.eval("Math.max(0, document.documentElement.scrollWidth"
                         " - document.documentElement.clientWidth)")

    def click(self, selector, loads=False):
        """A real click on the middle of the first match."""
        box = self.eval(
            "(() => { const e = document.querySelector(%s);"
            " e.scrollIntoView({block: 'center'});"
            " const r = e.getBoundingClientRect();"
            " return [r.x + r.width / 2, r.y + r.height / 2]; })()"
            % json.dumps(selector))

        def act():
            for kind in ("mousePressed", "mouseReleased"):
                self.send("Input.dispatchMouseEvent", type=kind, x=box[0],
                          y=box[1], button="left", clickCount=1)
        self.leaves(act) if loads else act()

    def type(self, text):
        self.send("Input.insertText", text=text)

    def press(self, key, shift=False, loads=False):
        """One key: press("Tab"), press("Enter"), press("/")."""
        text = {"Enter": "\r"}.get(key, key if len(key) == 1 else "")

        def act():
            for kind in ("keyDown", "keyUp"):
                self.send("Input.dispatchKeyEvent", type=kind, key=key,
                          code={" ": "Space", "/": "Slash"}.get(key, key),
                          windowsVirtualKeyCode=KEYS.get(key, 0),
                          modifiers=8 if shift else 0,
                          text=text if kind == "keyDown" else "")
        self.leaves(act) if loads else act()

    def show_pictures(self):
        """Fetches those that wait to be scrolled to, and waits for all."""
        self.eval("for (const i of document.images) i.loading = 'eager'")
        self.wait_for("[...document.images].every(i => i.complete)")

    def cookie(self, url, name, value):
        self.send("Network.setCookie", url=url, name=name, value=value)

    def screenshot(self, path=None, full=True, kind="png", quality=None):
        """The picture's bytes; also written to path."""
        params = {"format": kind, "captureBeyondViewport": full}
        if quality:
            params["quality"] = quality
        if full:
            size = self.send("Page.getLayoutMetrics")["cssContentSize"]
            params["clip"] = {"x": 0, "y": 0, "width": self.width,
                              "height": min(size["height"], 12000),
                              "scale": 1}
        data = base64.b64decode(
            self.send("Page.captureScreenshot", **params)["data"])
        if path:
            with open(path, "wb") as file:
                file.write(data)
        return data
