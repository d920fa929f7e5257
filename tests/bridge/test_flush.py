#!/usr/bin/python3
"""After a write into the shop's rows the worker lets WordPress forget them:
the real worker and the bridge's own PHP, over loopback."""
# budget: 240 s

import json
import os
import urllib.request

import app
import proc
import tap

import stage

app.need()
stage.need_php()
demo = app.shop_with_tables("demo")
house = app.App(demo, conf={"wordpress": {
    "logged_in_key": "a key of the shop", "logged_in_salt": "and its salt"}})


class Php:
    """The shop's web server."""

    def __init__(self, **env):
        self.folder = proc.folder("php")
        self.port = proc.free_port()
        env = {name: str(value) for name, value in env.items()}
        self.process = proc.Process(
            [stage.PHP, "-d", "variables_order=EGPCS", "-S",
             "127.0.0.1:%d" % self.port,
             os.path.join(stage.HERE, "server.php")],
            os.path.join(self.folder, "out"),
            dict(env, PATH="/usr/bin:/bin", CACHE_FOLDER=self.folder,
                 BRIDGE=stage.BRIDGE), plain=not proc.reachable(stage.HERE))
        proc.wait_for(lambda: proc.port_answers(self.port), 30, "php",
                      self.process)
        tap.cleanup(self.process.stop)

    @property
    def base(self):
        return "http://127.0.0.1:%d" % self.port

    def keep(self, kind, number, text="as it was"):
        path = os.path.join(self.folder, "%s-%d" % (kind, number))
        with open(path, "w", encoding="ascii") as file:
            file.write(text)
        os.chmod(path, 0o666)
        proc.own(path)

    def lose(self, text='{"code":"rest_no_route"}'):
        """The plugin is gone: what is answered in its place."""
        with open(os.path.join(self.folder, "no-bridge"), "w",
                  encoding="ascii") as file:
            file.write(text)

    def cached(self, kind, number):
        with urllib.request.urlopen("%s/cached/%s/%d" % (
                self.base, kind, number), timeout=20) as answer:
            return answer.read().decode()

    def asked(self):
        path = os.path.join(self.folder, "log")
        if not os.path.exists(path):
            return []
        with open(path, encoding="utf-8") as file:
            return [line for line in file.read().splitlines()
                    if "/cached/" not in line]


def seen(there=True):
    demo.rows("DELETE FROM {P}aftersale_bridge WHERE name = 'seen'")
    if there:
        demo.rows("INSERT INTO {P}aftersale_bridge VALUES ('seen', '{}', 1)")


def use(php):
    house.run("settings", "bridge.loopback", json.dumps(php.base))


def jobs(kind="products"):
    return demo.rows("SELECT state, attempts, reason FROM"
                     " {P}aftersale_job WHERE kind = %s ORDER BY id",
                     ("cache." + kind,))


def begin(there=True):
    demo.rows("DELETE FROM {P}aftersale_job WHERE topic LIKE 'cache.%%'")
    seen(there)


def work():
    demo.rows("UPDATE {P}aftersale_job SET due_at = 0"
              " WHERE topic LIKE 'cache.%%' AND state = 'due'")
    tap.eq(house.work("--once").wait(60), 0, "work --once")


@tap.case("PK-06 after a write the shop's cached row is forgotten, no other")
def forgotten():
    php = Php()
    begin()
    use(php)
    for kind, row in (("products", "post"), ("coupons", "post"),
                      ("orders", "post"), ("comments", "comment"),
                      ("users", "user")):
        php.keep(row, 7)
        php.keep(row, 8)
        tap.eq(php.cached(row, 7), "as it was", kind + " before")
        house.run("flush", kind, "7")
        work()
        tap.eq(php.cached(row, 7), "nothing", kind)
        tap.eq(php.cached(row, 8), "as it was", "another of " + kind)
        tap.eq([row["state"] for row in jobs(kind)], ["done"], kind)
    host = demo.origin.partition("://")[2]
    tap.ok(all(line.startswith("POST %s /?rest_route=/aftersale/v1/flush&t="
                               % host) for line in php.asked()),
           php.asked())


@tap.case("PK-06 the same row twice is forgotten twice; several at once")
def twice():
    php = Php()
    begin()
    use(php)
    house.run("flush", "products", "7", "7", "9")
    work()
    tap.eq(len(php.asked()), 3, "asked")
    house.run("flush", "products", "7")
    work()
    tap.eq(len(php.asked()), 4, "asked again")


def fails(why, times=6):
    """Retried, then a dead letter with that reason."""
    house.run("flush", "products", "7")
    for attempt in range(1, times + 1):
        work()
        row = jobs()[0]
        tap.eq((row["state"], row["attempts"]),
               ("due" if attempt < 6 else "dead", attempt), why)
        tap.has(row["reason"], why)


@tap.case("PK-06 no bridge, none any more, a wrong key: retried, dead letter")
def away():
    php = Php()
    use(php)
    begin(there=False)
    house.run("flush", "products", "7")
    work()
    tap.eq(jobs()[0]["state"], "done", "a shop that never had the bridge")
    tap.eq(php.asked(), [], "it was not asked")
    begin()
    php.lose("<h1>Not found</h1>")
    fails("answered 404")
    begin()
    php.process.stop()
    fails("the bridge: ", 1)
    begin()
    other = Php()
    use(other)
    other.keep("post", 7)
    key = house.conf["wordpress"]["logged_in_key"]
    house.conf["wordpress"]["logged_in_key"] = "another"
    house.write_conf()
    fails("answered 401")
    tap.eq(other.cached("post", 7), "as it was", "untouched")
    house.conf["wordpress"]["logged_in_key"] = key
    house.write_conf()


@tap.case("PK-06 a plugin that was taken away: asked for an hour, then no more"
          " until the bridge was seen again")
def gone():
    php = Php()
    use(php)
    begin()
    php.lose()
    house.run("flush", "products", "7")
    for _ in range(5):
        work()
        tap.eq(jobs()[0]["state"], "due", "an update takes a while, too")
    work()
    tap.eq(jobs()[0]["state"], "done", "not a dead letter")
    tap.has(house.log_text(), "the shop has no bridge any more")
    tap.has(house.run("doctor", good=False).stdout.decode(),
            "bridge in the shop not seen yet")
    asked = len(php.asked())
    house.run("flush", "products", "7", "8")
    work()
    tap.eq(len(php.asked()), asked, "it is left alone")
    os.unlink(os.path.join(php.folder, "no-bridge"))
    seen()
    php.keep("post", 7)
    house.run("flush", "products", "7")
    work()
    tap.eq(php.cached("post", 7), "nothing", "seen again")


@tap.case("PK-06 slow, endless or leading elsewhere: given up, never followed")
def slow():
    php = Php(SLOW=20)
    use(php)
    begin()
    house.serve(1)
    house.run("flush", "products", "7")
    worker = house.work("--once")
    proc.wait_for(php.asked, 60, "the question")
    got = house.get("/find")
    tap.eq(got.status, 200, "a page meanwhile")
    tap.eq(worker.wait(30), 0, "work --once")
    tap.has(jobs()[0]["reason"], "the bridge: ")
    tap.eq(jobs()[0]["state"], "due")
    trap = Php()
    php = Php(LEADS=trap.base + "/?rest_route=/aftersale/v1/flush")
    use(php)
    begin()
    fails("answered 302", 1)
    tap.eq(trap.asked(), [], "not followed")
    use(Php(LOUD=300000))
    begin()
    fails("too long", 1)
    use(Php(LOUD=4000))
    begin()
    fails("not the bridge", 1)


@tap.case("PK-06 only this machine: names and other addresses lead nowhere else")
def here():
    php = Php()
    begin()
    house.run("settings", "bridge.loopback",
              '"http://198.51.100.7:%d"' % php.port)
    house.run("flush", "products", "7")
    work()
    tap.eq(jobs()[0]["state"], "done", "the number of a port here")
    for odd in ("file:///etc/passwd", "gopher://127.0.0.1:%d" % php.port):
        begin()
        house.run("settings", "bridge.loopback", json.dumps(odd))
        fails("the bridge: ", 1)
    tap.eq(len(php.asked()), 1, "asked")


@tap.case("PK-06 flush on the command line says what is wrong")
def words():
    for line in (["posts", "1"], ["products", "x"], ["products", "0"],
                 ["products", "-4"], ["products"]):
        tap.eq(house.run("flush", *line, good=False).returncode, 2, line)
    house.conf["mode"] = "read-only"
    house.write_conf()
    done = house.run("flush", "products", "1", good=False)
    tap.eq(done.returncode, 1, "read-only")
    tap.has(done.stderr.decode(), "read-only")
    house.conf["mode"] = "on"
    house.write_conf()


tap.main()
