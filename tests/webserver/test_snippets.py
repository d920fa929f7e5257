"""PK-01: the shipped snippets hand a request over as it came, and send a
shopper on when the program does not answer."""
# budget: 180 s
import gzip
import json
import os

import proc
import standin
import tap
import web

ALL = {}
KINDS = ("nginx", "lighttpd", "proxy_fcgi", "fcgid", "cgi", "suexec")
# These wait for a program that somebody else starts.
WAITING = ("nginx", "lighttpd", "proxy_fcgi")
ORDER = "/after/order/1783/?utm=1&key=wc_order_Ab-3_x&z=1"


def server(kind):
    """The server of that kind, started once."""
    if kind not in ALL:
        app = standin.StandIn()
        if kind in WAITING:
            app.serve()
        make = {"nginx": web.Nginx, "lighttpd": web.Lighttpd}.get(
            kind, lambda app: web.Apache(app, kind))
        ALL[kind] = make(app)
    return ALL[kind]


def ask(kind, method, path, headers=None, body=None):
    got = server(kind).request(method, path, headers, body)
    tap.eq(got.status, 200, server(kind).error_log()[-500:])
    return json.loads(got.text)


def each(name, kinds=KINDS):
    """One case for each kind of server."""
    def keep(function):
        for kind in kinds:
            tap.case("PK-01 %s: %s" % (kind, name))(
                lambda kind=kind: function(kind))
        return function
    return keep


@each("the address arrives as it was sent")
def address(kind):
    path = "/after/o/%41b%20c//d;e/?q=%zz&q=2"
    tap.eq(ask(kind, "GET", path)["params"]["REQUEST_URI"], path)


@each("an encoded slash arrives", ("nginx", "lighttpd", "proxy_fcgi",
                                   "fcgid"))
def encoded_slash(kind):
    path = "/after/o/a%2Fb"
    tap.eq(ask(kind, "GET", path)["params"]["REQUEST_URI"], path)


@each("a form arrives whole, 300 KB of it")
def body(kind):
    form = b"a=" + b"x" * 300000 + b"&end=1"
    got = ask(kind, "POST", "/after/help", {
        "Content-Type": "application/x-www-form-urlencoded"}, form)
    tap.eq(len(got["body"]), len(form))
    tap.eq(got["params"]["CONTENT_LENGTH"], str(len(form)))
    tap.eq(got["params"]["REQUEST_METHOD"], "POST")


@each("the method and the cookie arrive, a Proxy header does not")
def headers(kind):
    got = ask(kind, "GET", "/after/o/x", {"Cookie": "a=b; c=d",
                                          "Proxy": "http://evil"})
    tap.eq(got["params"]["HTTP_COOKIE"], "a=b; c=d")
    tap.eq(got["params"].get("HTTP_PROXY", ""), "")
    tap.eq(got["params"]["REMOTE_ADDR"], "127.0.0.1")


@each("a page travels compressed to who takes that, and plain to others",
      ("nginx", "proxy_fcgi", "fcgid", "cgi", "suexec"))
def compressed(kind):
    got = server(kind).get("/after/o/x", {"Accept-Encoding": "gzip"})
    tap.eq(got.header("Content-Encoding"), "gzip")
    tap.has(gzip.decompress(got.body).decode(), '"params"')
    got = server(kind).get("/after/o/x")
    tap.eq(got.header("Content-Encoding"), None)
    tap.has(got.text, '"params"')


@each("a page that says 404, 422 or 503 is shown as it is")
def own_errors(kind):
    for status in (404, 422, 503):
        got = server(kind).get("/after/status/%d" % status)
        tap.eq(got.status, status)
        tap.has(got.text, '"params"')


@each("assets come with a long life, other files of the folder do not")
def assets(kind):
    path = os.path.join(server(kind).words["ASSETS"], "probe.css")
    copies = [path, os.path.join(server(kind).root, "after", "assets",
                                 "probe.css")]
    for copy in copies:
        if os.path.isdir(os.path.dirname(copy)):
            with open(copy, "w", encoding="utf-8") as file:
                file.write("body { color: red }")
    got = server(kind).get("/after/assets/probe.css")
    tap.eq((got.status, got.text), (200, "body { color: red }"))
    if kind not in ("cgi", "suexec"):
        tap.has(got.header("Cache-Control"), "immutable")
    tap.lacks(server(kind).get("/after/assets/../aftersale.json").text,
              "{}\n")
    tap.lacks(server(kind).get("/after/assets/%2e%2e/aftersale.json").text,
              "{}\n")


@each("the configuration file is not served", ("cgi", "suexec"))
def configuration(kind):
    base = os.path.join(server(kind).root, "after")
    with open(os.path.join(base, "aftersale.json"), "w",
              encoding="utf-8") as file:
        file.write('{"secret": 1}')
    got = server(kind).get("/after/aftersale.json")
    tap.lacks(got.text, "secret")


@each("CGI runs as the owner of the site", ("suexec",))
def owner(kind):
    tap.eq(ask(kind, "GET", "/after/o/x")["uid"], 65534)


def stop(kind):
    app = server(kind).app
    if kind in WAITING:
        app.stop()
    else:
        os.unlink(app.copy)


@each("stopped: an order link goes to the shop's own page, with no loop")
def order_away(kind):
    if kind == "fcgid":
        # One that runs already would go on answering.
        server(kind).stop()
        server(kind).process = None
        del ALL[kind]
    server(kind)
    stop(kind)
    got = server(kind).get(ORDER)
    tap.eq(got.status, 302, server(kind).error_log()[-500:])
    tap.eq(got.header("Location"), server(kind).origin
           + "/checkout/order-received/1783/?key=wc_order_Ab-3_x"
             "&aftersale=off")


@each("stopped: all else gets the static page, as 503")
def page_away(kind):
    for method, path in (("GET", "/after/o/token"), ("POST", "/after/help"),
                         ("GET", "/after/order/x?key=wc_order_1")):
        got = server(kind).request(method, path, None,
                                   b"a=b" if method == "POST" else None)
        tap.ok(got.status in (500, 503), "%s %s: %d"
               % (method, path, got.status))
        tap.has(got.text, "away for a moment")
        tap.has(got.header("Content-Type"), "text/html")
        if kind in WAITING:
            tap.eq(got.status, 503)
            tap.eq(got.header("Retry-After"), "120")


@each("started again: it answers within three seconds", WAITING)
def back(kind):
    server(kind).app.serve()
    proc.wait_for(lambda: server(kind).get("/after/o/x").status == 200, 9)


tap.main()
