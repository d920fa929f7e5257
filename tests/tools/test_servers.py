"""The private servers that other tests stand on."""
# budget: 120 s
import os
import socket
import threading

import db
import fcgi
import proc
import shop
import tap


@tap.case("two private databases share nothing, and start empty")
def databases():
    one, two = db.server(), db.server()
    one.create("a")
    names = [list(r.values())[0] for r in two.rows(None, "SHOW DATABASES")]
    tap.lacks(names, "a")
    one.stop()
    two.stop()
    tap.ok(not one.process.alive(), "the server ended")


@tap.case("servers run as an unprivileged user")
def unprivileged():
    server = db.server()
    tap.ok(os.stat("/proc/%d" % server.process.pid).st_uid != 0, "not root")
    server.stop()


@tap.case("a change in one copy of a shop is not seen in the next")
def copies():
    one = shop.open_shop("hpos")
    tap.eq(one.value("SELECT COUNT(*) FROM {P}wc_orders"
                     " WHERE type = 'shop_order'"), 1522)
    one.option("blogname", "Changed")
    tap.eq(shop.open_shop("hpos").option("blogname"), "Lab Shop")


@tap.case("the demo shop has an order in each state, and its sums agree")
def demo():
    demo = shop.open_shop("demo")
    tap.eq(len(demo.orders), 16)
    for row in demo.rows(
            "SELECT o.id, o.status, CAST(o.total_amount * 100 AS INT) total,"
            " o.billing_email, d.order_key FROM {P}wc_orders o JOIN"
            " {P}wc_order_operational_data d ON d.order_id = o.id"
            " WHERE o.type = 'shop_order' AND o.id >= 1001"):
        order = next(o for o in demo.orders.values()
                     if o["id"] == row["id"])
        tap.eq((row["status"], row["total"], row["order_key"]),
               ("wc-" + order["status"], order["total_cents"],
                order["key"]))
    for row in demo.rows(
            "SELECT i.order_id, ABS(SUM(m.meta_value) - MAX(o.total_amount"
            " - o.tax_amount)) off FROM {P}woocommerce_order_items i"
            " JOIN {P}woocommerce_order_itemmeta m USING (order_item_id)"
            " JOIN {P}wc_orders o ON o.id = i.order_id"
            " WHERE m.meta_key IN ('_line_total', 'cost', 'total_tax')"
            " GROUP BY i.order_id"):
        tap.ok(row["off"] < 0.35, "order %(order_id)d is off %(off)s" % row)


def answer(listener, out):
    """A FastCGI server of one request which echoes its input."""
    link, _ = listener.accept()
    link.settimeout(5)
    got = b""
    while fcgi.record(fcgi.STDIN) not in got:
        got += link.recv(65536)
    link.sendall(
        fcgi.record(fcgi.STDOUT, b"Status: 404 Gone away\r\nX-A: 1\r\n"
                    b"X-A: 2\r\n\r\nhello")
        + fcgi.record(fcgi.STDERR, b"oops")
        + fcgi.record(fcgi.END, b"\0" * 8))
    out.append(got)
    link.close()


@tap.case("the FastCGI client sends long values and reads all streams")
def client():
    path = os.path.join(proc.folder("echo"), "s")
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(path)
    listener.listen(1)
    got = []
    thread = threading.Thread(target=answer, args=(listener, got))
    thread.start()
    response = fcgi.request(path, "POST", "/a?b=" + "c" * 300,
                            {"X-Long": "d" * 200}, b"body")
    thread.join()
    listener.close()
    tap.eq(response.status, 404)
    tap.eq(response.all("x-a"), ["1", "2"])
    tap.eq((response.body, response.stderr, response.ended),
           (b"hello", b"oops", True))
    tap.has(got[0], b"HTTP_X_LONG" + b"d" * 200)
    tap.has(got[0], b"body")


tap.main()
