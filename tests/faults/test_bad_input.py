"""What the web can throw at a page: each gets an answer of its own, none
reaches the next visitor."""
# budget: 120 s
import re
import struct
import time

import app
import fcgi
import proc
import shop
import tap

KEPT = {}


def program():
    """One program that all cases share; it must live through all of them."""
    if not KEPT:
        opened = app.shop_with_tables("demo")
        KEPT["app"] = app.App(opened, clock=shop.DEMO_NOW)
        KEPT["process"] = KEPT["app"].serve(workers=2)
    return KEPT["app"]


def get(path, **more):
    return program().get(path, **more)


def order(case="fresh_guest"):
    return program().shop.orders[case]


def link(case="fresh_guest"):
    one = order(case)
    got = get("/order/%(number)s?key=%(key)s" % one)
    tap.eq(got.status, 303)
    return re.sub(r"^(https?://[^/]+)?/after", "", got.header("Location"))


def alive():
    """It still answers, and it is the same process."""
    tap.eq(get("/find").status, 200, "the page after")
    tap.ok(KEPT["process"].alive(), "the supervisor ended")


def bad(name):
    """A case after which the program must be well."""
    def keep(function):
        def run():
            function()
            alive()
        tap.case(name)(run)
        return function
    return keep


@bad("TY-24 a process whose first request is a bad one knows its shop")
def first():
    fresh = app.App(program().shop, clock=shop.DEMO_NOW)
    fresh.serve(workers=1)
    got = fresh.get("/nowhere")
    tap.eq(got.status, 404)
    tap.ok(re.search(r'class="as-brand"[^>]*>(<img[^>]* alt=")?Lieparas',
                     got.text), "the shop's name on top")


@bad("TY-02 keys that are empty, long, doubled or not text open nothing")
def keys():
    number = order()["number"]
    for query in ("", "key=", "key=" + "a" * 4000, "key=%00", "key=%ff%fe",
                  "key[]=x", "key=x&key=" + order()["key"],
                  "KEY=" + order()["key"]):
        got = get("/order/%s?%s" % (number, query))
        tap.ok(got.status in (400, 404), "%s: %d" % (query[:30], got.status))
        tap.lacks(got.text, "Tomas", query[:30])


@bad("TY-02 numbers that no order has")
def numbers():
    for number in ("0", "-1", "9223372036854775808", "18446744073709551616",
                   "1" * 400, "1001'", "0x3E9", "%31001x", "1e3"):
        got = get("/order/%s?key=%s" % (number, order()["key"]))
        tap.ok(got.status in (400, 404), "%s: %d" % (number, got.status))


@bad("addresses of 20 KB and questions of 1 MB are refused")
def long_address():
    got = get("/" + "a" * 20000)
    tap.ok(got.status in (404, 414), got.status)
    got = get("/find?q=" + "b" * (1 << 20))
    tap.ok(got.status in (400, 414), got.status)


@bad("slashes in disguise, broken UTF-8 and dots in the path")
def paths():
    for path in ("/o/a%2Fb", "/o/%ff%fe", "/o/%c0%ae%c0%ae/", "/../order/1",
                 "/o/..%2f..%2fetc", "/%00", "//find", "/find/", "/o/%",
                 "/o/%zz", "/find;a=b"):
        got = get(path)
        tap.ok(got.status in (301, 303, 308, 400, 404), "%s: %d"
               % (path, got.status))
        tap.lacks(got.raw, b"root:")


@bad("a line break in a question starts no header")
def header_injection():
    for text in ("%0d%0aSet-Cookie:%20a=b", "%0aX-A:%20b", "\r\nX-A: b"):
        for path in ("/order/1001?key=" + text, "/" + text,
                     "/find?number=" + text, "/go/" + text):
            got = get(path)
            tap.eq(got.header("X-A"), None, path)
            tap.lacks(str(got.all("Set-Cookie")), "a=b", path)


@bad("methods nobody knows are refused, HEAD has no page")
def methods():
    for method in ("BREW", "PUT", "TRACE", "get", "", "A" * 3000):
        got = fcgi.request(program().socket, method, "/after/find")
        tap.ok(got.status in (400, 405, 501), "%s: %d"
               % (method[:10], got.status))
    got = fcgi.request(program().socket, "HEAD", "/after/find")
    tap.eq((got.status, got.body), (200, b""))


@bad("a form that is shorter or longer than it says is refused")
def lengths():
    form = b"number=1001&email=a%40example.com"
    for said in (len(form) + 10, len(form) - 10, -1, "x", 1 << 40):
        params = [p for p in fcgi.params_for(
            "POST", "/after/find",
            {"Content-Type": "application/x-www-form-urlencoded"}, form)
            if p[0] != "CONTENT_LENGTH"]
        got = fcgi.send(program().socket,
                        params + [("CONTENT_LENGTH", str(said))], form)
        tap.ok(got.status in (400, 403, 411, 413), "%s: %d"
               % (said, got.status))


@bad("a form of a kind nobody asked for is refused")
def kinds():
    for kind in ("application/json", "text/plain", "", "multipart/form-data",
                 "multipart/form-data; boundary=" + "x" * 5000):
        got = program().post("/find", b"{}", {"Content-Type": kind})
        tap.ok(400 <= got.status < 500, "%s: %d" % (kind[:30], got.status))


@bad("a form with a thousand fields, and one with the same field twice")
def fields():
    got = program().post("/find", b"&".join(b"f%d=1" % n
                                            for n in range(1000)))
    tap.ok(400 <= got.status < 500, got.status)
    got = program().post("/find", b"number=1&number=2&email=a&email=b")
    tap.ok(400 <= got.status < 500, got.status)


@bad("a visitor who sends one byte and waits holds up nobody for long")
def slow():
    held = [fcgi.connect(program().socket, 30) for _ in range(2)]
    for one in held:
        one.sendall(fcgi.begin()[:4])
    began = time.monotonic()
    tap.eq(get("/find").status, 200)
    took = time.monotonic() - began
    for one in held:
        one.close()
    tap.ok(took < proc.promised(15), "the next page took %.1f s" % took)


@bad("records that make no sense close the connection, no more")
def records():
    for data in (b"", b"\xff" * 64, b"GET / HTTP/1.1\r\n\r\n",
                 struct.pack(">BBHHBB", 1, 4, 1, 65535, 255, 0),
                 fcgi.begin() + fcgi.record(fcgi.PARAMS, b"\x7f\x7f"),
                 fcgi.begin() + fcgi.record(
                     fcgi.PARAMS, struct.pack(">II", 0xffffffff,
                                              0x80000010))):
        one = fcgi.connect(program().socket, 10)
        try:
            one.sendall(data)
            one.shutdown(1)
            one.recv(4096)
        except OSError:
            pass
        finally:
            one.close()


# What a plugin, or somebody with a grudge, may have left in a meta row.
HOSTILE = [
    'a:1:{i:0;a:1:{s:15:"tracking_number";s:99999999:"x";}}',
    "a:1000000000:{", "a:1:{" * 3000, 'O:8:"stdClass":1:{s:1:"a";R:1;}',
    'a:1:{i:0;O:8:"stdClass":2:{s:15:"tracking_number";s:3:"A<b";s:20:'
    '"custom_tracking_link";s:19:"javascript:alert(1)";}}',
    'C:11:"ArrayObject":21:{x:i:0;a:0:{};m:a:0:{}}', "b:1;", "N;", "s:5:",
    "plain text", "a:1:{i:0;d:INF;}", "i:99999999999999999999;",
    'a:1:{i:0;a:3:{s:15:"tracking_number";s:25:'
    '"<img src=x onerror=\'a()\'>";s:20:"custom_tracking_link";s:25:'
    '"  JaVaScRiPt:alert(1)//ok";s:24:"custom_tracking_provider";s:8:'
    '"<script>";}}',
]


@bad("PHP's serialized text may be cut, nested, huge or hold objects")
def serialized():
    parcels = order("parcels")
    where = link("parcels")
    for text in HOSTILE:
        program().shop.rows(
            "UPDATE {P}wc_orders_meta SET meta_value = %s WHERE order_id ="
            " %s AND meta_key = '_wc_shipment_tracking_items'",
            (text, parcels["id"]))
        got = get(where)
        tap.eq(got.status, 200, text[:40])
        tap.lacks(got.text.lower(), "javascript:", text[:40])
        tap.lacks(got.text, "<img src=x", text[:40])
        tap.lacks(got.text, "<script>", text[:40])


@bad("items whose metas are missing, doubled or nonsense still show")
def metas():
    one = order("coupon")
    where = link("coupon")
    for sql in (
            "UPDATE {P}woocommerce_order_itemmeta SET meta_value = 'lots'"
            " WHERE meta_key = '_qty' AND order_item_id IN (SELECT"
            " order_item_id FROM {P}woocommerce_order_items WHERE"
            " order_id = %s)",
            "UPDATE {P}woocommerce_order_itemmeta SET meta_value ="
            " REPEAT('9', 300) WHERE meta_key LIKE '\\_line\\_%%' AND"
            " order_item_id IN (SELECT order_item_id FROM"
            " {P}woocommerce_order_items WHERE order_id = %s)",
            "DELETE FROM {P}woocommerce_order_itemmeta WHERE order_item_id"
            " IN (SELECT order_item_id FROM {P}woocommerce_order_items"
            " WHERE order_id = %s)"):
        program().shop.rows(sql, (one["id"],))
        tap.eq(get(where).status, 200, sql[:60])


app.need()
tap.main()
