#!/usr/bin/python3
"""Looking inside: --record and replay, --templates, check, render; who may
ask a listener on host:port, and how much a form may hold."""
# budget: 120 s

import os
import re
import shutil
import socket

import app
import buyer
import fcgi
import proc
import shop
import tap

app.need()
house = app.App(app.shop_with_tables("demo"), clock=shop.DEMO_NOW)


def text(done):
    return done.stdout.decode("utf-8"), done.stderr.decode("utf-8")


def fresh(**more):
    return app.App(house.shop, clock=shop.DEMO_NOW, **more)


@tap.case("a request is recorded without secrets and replayed with its steps")
def recorded():
    by = fresh()
    folder = proc.folder("record")
    by.serve(1, "--record", folder)
    order = next(iter(by.shop.orders.values()))
    one = buyer.Buyer(by)
    page = one.arrive(order["number"], order["key"])
    name = page.header("X-Request-Id")
    one.get(one.at + "?utm=tomas")
    one.open("tomas@example.lt")
    by.get("/admin", {"Cookie": by.shop.sign_in("owner")})
    by.stop()
    files = os.listdir(folder)
    tap.ok(name in files and len(files) >= 4, files)
    for file in files:
        with open(os.path.join(folder, file), encoding="utf-8") as source:
            kept = source.read()
        tap.eq(os.stat(os.path.join(folder, file)).st_mode & 0o777, 0o600)
        for secret in (order["key"], "tomas", one.at.split("/")[2],
                       by.shop.sign_in("owner").split("=")[1][:20]):
            tap.lacks(kept, secret, "a secret")
        tap.ok(not re.search(r"/o/[^{/ \n]", kept), kept)
    out, err = text(by.run("replay", os.path.join(folder, name)))
    tap.has(out, "<h1", "the page")
    for word in ("request    GET", "statement  gate.facts", " us  1 rows",
                 "route      /o/{token}, gate link", "answer     200"):
        tap.has(err, word, "the steps")
    arrived = [f for f in files if "/order/" in open(
        os.path.join(folder, f), encoding="utf-8").read()]
    _, err = text(by.run("replay", os.path.join(folder, arrived[0])))
    tap.has(err, "answer     303", "the key is put in again")
    post = [f for f in files if "METHOD=POST" in open(
        os.path.join(folder, f), encoding="utf-8").read()]
    done = by.run("replay", os.path.join(folder, post[0]), good=False)
    tap.eq(done.returncode, 1, "a POST is not run by chance")
    tap.has(text(done)[1], "--write", "said")


@tap.case("serve --templates shows an edit at the next page")
def edited():
    by = fresh()
    folder = proc.folder("mine")
    source = os.path.join(app.share_of(app.BIN), "templates", "confirm",
                          "access.mustache")
    target = os.path.join(folder, "confirm", "access.mustache")
    by.serve(1, "--templates", folder)
    tap.lacks(by.get("/accessibility").text, "My own words", "before")
    os.makedirs(os.path.dirname(target))
    with open(source, encoding="utf-8") as file:
        words = file.read()
    for said in ("My own words", "Other words"):
        with open(target, "w", encoding="utf-8") as file:
            file.write(words.replace("<h1>", "<p>%s</p>\n<h1>" % said))
        tap.has(by.get("/accessibility").text, said, "at once")
    shutil.rmtree(os.path.dirname(target))
    tap.lacks(by.get("/accessibility").text, "Other words", "back")


@tap.case("check: silent when all is well, one line for what is not")
def checked():
    by = fresh(conf={"base_url": "https://shop.example/after"})
    out, _ = text(by.run("check", good=False))
    tap.has(out, "all is well", out)
    folder = proc.folder("mine")
    os.makedirs(os.path.join(folder, "confirm"))
    with open(os.path.join(folder, "confirm", "order.mustache"), "w",
              encoding="utf-8") as file:
        file.write("{{! confirm/order 1 html }}\n{{#open}}")
    by.conf["paths"]["templates"] = folder
    by.write_conf()
    done = by.run("check", good=False)
    tap.eq(done.returncode, 1, "a broken template")
    tap.has(text(done)[0], "bad   template", "said")
    by.conf["database"]["password"] = "wrong"
    by.write_conf()
    done = by.run("check", good=False)
    tap.eq(done.returncode, 1, "no database")
    tap.has(text(done)[0], "bad   database", "said")


@tap.case("render: the page of a real order, whole, in any mode, uncounted")
def rendered():
    by = fresh(conf={"mode": "off"})
    order = next(iter(by.shop.orders.values()))
    before = by.shop.value("SELECT COUNT(*) FROM {P}aftersale_activity")
    out, _ = text(by.run("render", "--order", str(order["id"])))
    tap.has(out, "<!doctype html>", "a page")
    tap.has(out, str(order["number"]), "of this order")
    tap.lacks(out.lower(), "content-type:", "no headers")
    out, _ = text(by.run("render", "find", "--lang", "lt"))
    tap.has(out, "<form", "a page without an order")
    done = by.run("render", "--order", "999999", good=False)
    tap.eq(done.returncode, 1, "no such order")
    tap.eq(text(done)[1].count("\n"), 1, text(done)[1])
    tap.eq(by.run("render", "--order", "x", good=False).returncode, 2, "use")
    tap.eq(by.shop.value("SELECT COUNT(*) FROM {P}aftersale_activity"),
           before, "nothing was counted")


@tap.case("a short form takes 16 KB, others 256 KB: 413 by route")
def limits():
    by = fresh()
    by.serve(1)
    body = b"number=1&email=a@b.lt&more=" + b"x" * 20000
    tap.eq(by.post("/find", body).status, 413, "too long for this form")
    tap.eq(by.post("/find", b"number=1&email=a@b.lt").status, 422, "fits")
    tap.eq(by.post("/admin/help", body).status, 401, "another may be longer")


def ask_port(port, address="127.0.0.1"):
    """Is there an answer for who comes from that address?"""
    with socket.create_connection((address, port), 60) as link:
        link.sendall(fcgi.record(fcgi.BEGIN, b"\0\1\0\0\0\0\0\0")
                     + fcgi.record(fcgi.PARAMS, fcgi.pairs([
                         ("REQUEST_METHOD", "GET"),
                         ("REQUEST_URI", "/after/accessibility")]))
                     + fcgi.record(fcgi.PARAMS) + fcgi.record(fcgi.STDIN))
        link.settimeout(60)
        try:
            return link.recv(8) != b""
        except ConnectionResetError:
            return False
        except socket.timeout:
            return False


@tap.case("host:port: only the web servers that are named may ask")
def peers():
    for conf, env, may in (
            ({}, {}, True), ({"web_servers": ["192.0.2.7"]}, {}, False),
            ({"web_servers": ["127.0.0.0/8"]}, {}, True),
            ({}, {"FCGI_WEB_SERVER_ADDRS": "192.0.2.7, 192.0.2.8"}, False),
            ({"web_servers": ["192.0.2.7"]},
             {"FCGI_WEB_SERVER_ADDRS": "127.0.0.1"}, True)):
        by = fresh(conf=conf)
        port = proc.free_port()
        process = by.spawn("serve", "--listen", "127.0.0.1:%d" % port,
                           "--workers", "1", env=env)
        proc.wait_for(lambda: proc.port_answers(port), 30, "serve", process)
        tap.eq(ask_port(port), may, "%s %s" % (conf, env))
        by.stop()
        if not may:
            tap.has(by.log_text(), "turned away", "said once")


tap.main()
