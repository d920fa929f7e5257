"""helper.py - the small web application behind the demo's start page.

It places orders, signs in, kills processes and stands in for the shop's own
pages. It listens on a socket that only the demo's nginx asks, and it is no
part of aftersale.
"""

import html
import http.client
import os
import socketserver
import string
import threading
from http.server import BaseHTTPRequestHandler
from urllib.parse import parse_qs, urlsplit

from demo import catalogue, processes, shop

PAGES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "page")
SIGNED_OUT = "Thu, 01 Jan 1970 00:00:00 GMT"

STATES = {"pending": "Waiting", "processing": "Paid", "on-hold": "On hold",
          "completed": "Completed", "cancelled": "Cancelled",
          "refunded": "Refunded", "failed": "Failed"}


def page(file_name, /, **words):
    """A file of page/ with its $names filled in, already escaped."""
    with open(os.path.join(PAGES, file_name), encoding="utf-8") as file:
        return string.Template(file.read()).substitute(words)


def ago(seconds):
    for size, unit in ((86400, "d"), (3600, "h"), (60, "min")):
        if seconds >= size:
            return "%d %s" % (seconds // size, unit)
    return "%d s" % seconds


class Server(socketserver.ThreadingMixIn, socketserver.UnixStreamServer):
    daemon_threads = True
    request_queue_size = 64


class Helper:
    """Owns the listening socket; Answer below handles one request."""

    def __init__(self, services):
        self.services = services
        self.store = services.store
        self.lock = threading.Lock()
        self.told = ""
        self.path = os.path.join(services.folder, "helper")

    def start(self):
        helper = self
        kind = type("Bound", (Answer,), {"helper": helper})
        self.server = Server(self.path, kind)
        os.chmod(self.path, 0o666)
        threading.Thread(target=self.server.serve_forever,
                         daemon=True).start()
        return self

    def stop(self):
        self.server.shutdown()

    def store_due_payments(self):
        self.store.pay_what_is_due()

    def order_link(self, order):
        return "/after/order/%s?key=%s" % (order["id"], order.get(
            "order_key") or order["key"])

    def page_answers(self):
        """Does an order page come?"""
        link = self.order_link(self.store.orders()[0])
        connection = http.client.HTTPConnection(
            "127.0.0.1", self.services.options.port, timeout=5)
        try:
            connection.request("GET", link)
            return connection.getresponse().status < 400
        except OSError:
            return False
        finally:
            connection.close()

    def tell(self):
        """What the last press did; said once."""
        with self.lock:
            told, self.told = self.told, ""
        return told


class Answer(BaseHTTPRequestHandler):
    """One request of the start page."""

    helper = None
    protocol_version = "HTTP/1.0"

    def address_string(self):
        return "nginx"

    def log_message(self, *rest):
        """nginx has a log of its own."""

    def do_GET(self):
        path = urlsplit(self.path).path
        gets = {"/demo/": self.start_page, "/demo/demo.css": self.style,
                "/demo/demo.js": self.script, "/demo/idle": self.idle,
                "/demo/processes": self.process_rows,
                "/demo/doctor": lambda: self.program_says("doctor"),
                "/demo/status": lambda: self.program_says("status")}
        gets.get(path, self.shop_page)()

    def do_POST(self):
        # Another site must not press our buttons.
        if self.headers.get("Sec-Fetch-Site") in ("cross-site", "same-site"):
            self.send(403, "Only the start page may do that.")
            return
        posts = {"/demo/order": self.place_order,
                 "/demo/sign-in": self.sign_in,
                 "/demo/sign-out": self.sign_out, "/demo/kill": self.kill}
        action = posts.get(urlsplit(self.path).path)
        if action:
            action(self.form())
        else:
            self.send(404, "There is nothing here.")

    def form(self):
        size = min(int(self.headers.get("Content-Length") or 0), 10000)
        return {name: values[0] for name, values in parse_qs(
            self.rfile.read(size).decode("utf-8", "replace")).items()}

    def send(self, status, text, kind="text/plain", **headers):
        data = text.encode() if isinstance(text, str) else text
        self.send_response(status)
        self.send_header("Content-Type", kind + "; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        try:
            self.end_headers()
            self.wfile.write(data)
        except BrokenPipeError:
            """The reader has gone; nobody misses the rest."""

    def see_other(self, where, cookie=None):
        more = {"Set_Cookie": cookie} if cookie else {}
        self.send(303, "", Location=where, **more)

    def file(self, name, kind):
        with open(os.path.join(PAGES, name), "rb") as file:
            self.send(200, file.read(), kind)

    def style(self):
        self.file("demo.css", "text/css")

    def script(self):
        self.file("demo.js", "text/javascript")

    def idle(self):
        self.file("idle.html", "text/html")

    def start_page(self):
        helper = self.helper
        orders = helper.store.orders()
        staff, customer = helper.store.people()
        told = helper.tell()
        self.send(200, page(
            "index.html", shop=html.escape(helper.store.option("blogname")),
            orders="".join(self.order_row(o) for o in orders),
            place=page("place.html") if helper.store.own else "",
            processes=self.process_text(),
            told='<p class="told" role="status">%s</p>' % html.escape(told)
            if told else "",
            customer="" if customer else "hidden",
            staff="" if staff else "hidden"), "text/html")

    def order_row(self, order):
        link = html.escape(self.helper.order_link(order))
        return page(
            "order.html", link=link, title=html.escape(order["title"]),
            number=order["id"],
            state=html.escape(order["status"]),
            word=html.escape(STATES.get(order["status"],
                                        order["status"].capitalize())))

    def process_text(self):
        return "".join(page(
            "process.html", name=html.escape(r["name"]), pid=r["pid"],
            memory="%.1f" % (r["memory"] / 1024), age=ago(r["age"]),
            role=r["kill"], hidden="" if r["kill"] else "hidden")
            for r in processes.table(self.helper.services))

    def process_rows(self):
        self.send(200, self.process_text(), "text/html")

    def program_says(self, word):
        done = self.helper.services.call(word)
        self.send(200, "$ aftersale %s\n%s\n(exit status %d)\n" % (
            word, done.stdout.decode("utf-8", "replace"), done.returncode))

    def place_order(self, form):
        if not self.helper.store.own:
            self.send(409, "This shop is a copy of a real one: no order can "
                      "be placed in it.")
            return
        with self.helper.lock:
            order = self.helper.store.place_order()
        self.see_other(self.helper.order_link(order))

    def sign_in(self, form):
        staff, customer = self.helper.store.people()
        who = staff if form.get("who") == "staff" else customer
        if not who:
            self.send(409, "This shop has nobody to sign in as.")
            return
        name, value = self.helper.store.sign_in(
            who, shop.LOGGED_IN_KEY, shop.LOGGED_IN_SALT)
        where = "/after/admin"
        if who == customer:
            where = next(self.helper.order_link(o)
                         for o in self.helper.store.orders()
                         if o["customer_id"] == customer)
        self.see_other(where, "%s=%s; Path=/; HttpOnly; SameSite=Lax"
                       % (name, value))

    def sign_out(self, form):
        self.helper.told = "Signed out."
        cookies = [c.split("=")[0].strip() for c in
                   (self.headers.get("Cookie") or "").split(";")
                   if "wordpress_logged_in_" in c]
        self.see_other("/demo/", "%s=; Path=/; Expires=%s" % (
            cookies[0], SIGNED_OUT) if cookies else None)

    def kill(self, form):
        with self.helper.lock:
            text = processes.kill_and_watch(
                self.helper.services, form.get("role", ""),
                self.helper.page_answers)
        if self.headers.get("Accept", "").startswith("text/plain"):
            self.send(200, text)
            return
        self.helper.told = text
        self.see_other("/demo/#host")

    def shop_page(self):
        """What the shop itself would show at this address."""
        path = urlsplit(self.path).path
        slug = path.strip("/").rpartition("/")[2]
        product = catalogue.BY_SLUG.get(slug) \
            if path.startswith("/product/") else None
        if product and self.helper.store.own:
            name = product["name"]
            more = ('<img src="/wp-content/uploads/2026/01/%s.webp" '
                    'alt="" width="324" height="324">'
                    % catalogue.picture_of(product))
        else:
            name, more = self.helper.store.option("blogname"), ""
        self.send(200, page("shop.html", name=html.escape(name), more=more,
                            path=html.escape(path)), "text/html")

