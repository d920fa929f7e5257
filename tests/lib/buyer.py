"""buyer.py - what a buyer does with a browser, over FastCGI.

    buyer = Buyer(app)
    page = buyer.arrive("1001", key)      # the shop's link, followed
    buyer.open("a@b.example")             # the e-mail that opens the rest
The cookies that pages set are kept; facts of the page are read by functions.
"""

import html
import re
from urllib.parse import urlencode

import fcgi
import tap

AGENT = ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101"
         " Firefox/140.0")


class Buyer:
    """One browser: it keeps cookies and knows where it is."""

    def __init__(self, app, cookie="", agent=AGENT):
        self.app = app
        self.agent = agent
        self.jar = {}
        self.at = ""
        if cookie:
            name, _, value = cookie.partition("=")
            self.jar[name] = value

    def headers(self):
        out = {"User-Agent": self.agent}
        if self.jar:
            out["Cookie"] = "; ".join("%s=%s" % pair
                                      for pair in self.jar.items())
        return out

    def keep(self, page):
        for line in page.all("Set-Cookie"):
            name, _, rest = line.partition("=")
            self.jar[name] = rest.split(";")[0]
        return page

    def get(self, path, **more):
        return self.keep(self.app.get(path, self.headers(), **more))

    def post(self, path, form, **more):
        return self.keep(self.app.post(path, form, self.headers(), **more))

    def follow(self, answer):
        """Goes where a 303 leads."""
        tap.eq(answer.status, 303, "a way on")
        self.at = below(self.app, answer.header("Location"))
        return self.get(self.at)

    def arrive(self, number, key):
        return self.follow(self.get(shop_path(number, key)))

    def open(self, email):
        """Posts the e-mail; gives the answer, not yet followed."""
        return self.post(self.at + "/open", {"email": email})


def shop_path(number, key):
    return "/order/%s?%s" % (number, urlencode({"key": key}))


def below(app, url):
    """An address as a path below the base path."""
    start = app.conf["base_url"]
    tap.ok(url.startswith(start), "%s is not below %s" % (url, start))
    return url[len(start):]


def visible(page):
    """The words of a page as they are read: no tags, no double space."""
    text = re.sub(r"(?is)<(script|style|template)\b.*?</\1>", " ", page)
    text = re.sub(r"(?s)<!--.*?-->", " ", text)
    text = re.sub(r"<[^>]*>", " ", text)
    return squeeze(html.unescape(text))


def squeeze(text):
    return re.sub(r"[\s\u00a0\u202f]+", " ", text).strip()


def log_line(app, page):
    """The fields of the log line of this answer, as a dictionary."""
    number = page.header("X-Request-Id")
    for line in app.log_text().splitlines():
        if "id=" + number in line:
            return dict(re.findall(r'(\w+)=("[^"]*"|\S+)', line))
    raise tap.Failed("no log line of request " + number)


def fcgi_request(app, method, path, **more):
    """Any method, below the base path."""
    return fcgi.request(app.socket, method, app.base_path + path,
                        {"User-Agent": AGENT}, **more)
