"""H-01: a cache that somebody put in front without a thought never gives
one buyer's page to another."""
# budget: 120 s
import re

import app
import forms
import shop
import tap
import web

SHARED = {}
PATHS = ["/after/find", "/after/help", "/after/o/nonsense"]

# What people paste: everything is kept, whatever the cookies say.
NAIVE = """
	fastcgi_cache_path %s levels=1 keys_zone=naive:1m;
	fastcgi_cache naive;
	fastcgi_cache_key $request_uri;
	fastcgi_cache_valid any 10m;
"""


def started():
    """One program behind nginx with a naive cache, and a Varnish."""
    if not SHARED:
        opened = app.shop_with_tables("demo")
        program = app.App(opened, clock=shop.DEMO_NOW)
        program.serve()
        nginx = web.Nginx(program, http=NAIVE % (program.folder + "/cache"))
        SHARED.update(app=program, shop=opened, nginx=nginx,
                      varnish=web.Varnish(nginx))
    return SHARED


def link_of(case):
    order = started()["shop"].orders[case]
    got = started()["nginx"].get("/after/order/%s?key=%s"
                                 % (order["number"], order["key"]))
    tap.eq(got.status, 303)
    return re.sub(r"^https?://[^/]+", "", got.header("Location"))


def open_whole(front, link, email):
    """Types the e-mail; the cookies that open the order."""
    page = front.get(link)
    form = forms.form_with(page.text, ["email"])
    got = front.post(form.action, dict(form.fields, email=email))
    tap.eq(got.status, 303)
    return "; ".join(line.split(";")[0] for line in got.all("Set-Cookie"))


def each(name):
    def keep(function):
        for front in ("nginx", "varnish"):
            tap.case("H-01 %s: %s" % (front, name))(
                lambda front=front: function(started()[front]))
        return function
    return keep


@each("a page opened by e-mail is closed for the next who has the link")
def opened(front):
    link = link_of("older_guest")
    cookie = open_whole(front, link, "anna@example.com")
    for _ in range(2):
        tap.has(front.get(link, {"Cookie": cookie}).text, "Hauptstra")
        tap.lacks(front.get(link).text, "Hauptstra")


@each("no answer may be stored, whatever its status")
def stored(front):
    for path in PATHS:
        for _ in range(2):
            got = front.get(path)
            tap.has(got.header("Cache-Control") or "", "no-store", path)
            tap.eq(got.header("Age") in (None, "0"), True, path)


app.need()
tap.main()
