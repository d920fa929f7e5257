"""browser.py - looks at pages with Chromium, over its debugging pipe.

    with browser.Browser() as chrome:
        page = chrome.page(320, 640, dark=True, script=False)
        page.goto(url)
        page.screenshot("x.png")
        page.eval("document.title")

page.problems holds what the console complained about, page.requests every
address that was asked for. No library is needed: the pipe carries JSON.
"""

import base64
import json
import os
import select
import shutil
import subprocess
import tempfile
import time

FLAGS = [
    "--headless=new", "--remote-debugging-pipe", "--no-sandbox",
    "--no-first-run", "--no-default-browser-check", "--disable-gpu",
    "--disable-extensions", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--mute-audio",
    "--hide-scrollbars", "--force-color-profile=srgb",
    "--font-render-hinting=none", "--disable-dev-shm-usage",
]


def available():
    return shutil.which("chromium") is not None


class Browser:
    """One Chromium; pages are private windows of it."""

    def __init__(self, flags=()):
        self.folder = tempfile.mkdtemp(prefix="as-chrome-")
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
            ["chromium"] + FLAGS + list(flags)
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

    def send(self, method, params, session, wait=True, seconds=30):
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
        return Page(self, session["sessionId"], width, height, **looks)

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
        self.width = width
        self.problems = []
        self.requests = []
        self.loaded = False
        self.status = None
        browser.pages[session] = self
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.send(domain + ".enable")
        self.size(width, height)
        self.looks(**looks)

    def send(self, method, **params):
        return self.browser.send(method, params, self.session)

    def take(self, method, params):
        if method == "Page.loadEventFired":
            self.loaded = True
        elif method == "Runtime.exceptionThrown":
            details = params["exceptionDetails"]
            self.problems.append(details.get("exception", {}).get(
                "description", details.get("text", "")))
        elif method == "Runtime.consoleAPICalled":
            if params["type"] in ("error", "warning", "assert"):
                self.problems.append(" ".join(
                    str(a.get("value", a.get("description", "")))
                    for a in params["args"]))
        elif method == "Log.entryAdded":
            entry = params["entry"]
            if entry["level"] in ("error", "warning"):
                self.problems.append("%s %s" % (entry["text"],
                                                entry.get("url", "")))
        elif method == "Network.requestWillBeSent":
            self.requests.append(params["request"]["url"])
        elif method == "Network.responseReceived":
            if params["type"] == "Document":
                self.status = params["response"]["status"]

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
        if not script:
            self.send("Emulation.setScriptExecutionDisabled", value=True)
        if language:
            self.send("Network.setExtraHTTPHeaders",
                      headers={"Accept-Language": language})

    def goto(self, url, seconds=20):
        self.loaded = False
        answer = self.send("Page.navigate", url=url)
        if answer.get("errorText"):
            raise RuntimeError("%s: %s" % (url, answer["errorText"]))
        self.wait_load(seconds)
        return self

    def wait_load(self, seconds=20):
        self.browser.pump(lambda: self.loaded, seconds, "loading a page")

    def wait_for(self, expression, seconds=10):
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
        self.loaded = False
        for kind in ("mousePressed", "mouseReleased"):
            self.send("Input.dispatchMouseEvent", type=kind, x=box[0],
                      y=box[1], button="left", clickCount=1)
        if loads:
            self.wait_load()

    def type(self, text):
        self.send("Input.insertText", text=text)

    def press(self, key, code=None, number=0, shift=False, loads=False):
        """One key: press("Tab", number=9), press("Enter", number=13)."""
        self.loaded = False
        text = {"Enter": "\r", " ": " "}.get(key, "")
        for kind in ("keyDown", "keyUp"):
            self.send("Input.dispatchKeyEvent", type=kind, key=key,
                      code=code or key, windowsVirtualKeyCode=number,
                      modifiers=8 if shift else 0,
                      text=text if kind == "keyDown" else "")
        if loads:
            self.wait_load()

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
