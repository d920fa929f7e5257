"""What can break beside the program: the database, the disk, a process, the
owner's own files. Each is broken, looked at, and mended."""
# budget: 240 s
import os
import re
import signal
import subprocess
import threading
import time

import app
import proc
import shop
import tap


def start(**more):
    """A program of its own for this case."""
    opened = app.shop_with_tables("demo")
    made = app.App(opened, clock=shop.DEMO_NOW, **more)
    return made


def link(made, case="fresh_guest"):
    one = made.shop.orders[case]
    got = made.get("/order/%(number)s?key=%(key)s" % one)
    tap.eq(got.status, 303)
    return re.sub(r"^(https?://[^/]+)?/after", "", got.header("Location"))


def restart_database(made):
    made.shop.server.start()


def kids(pid):
    with open("/proc/%d/task/%d/children" % (pid, pid),
              encoding="ascii") as file:
        return [int(word) for word in file.read().split()]


@tap.case("N11 database dead at the start: pages say so, and heal by "
          "themselves")
def dead_at_start():
    made = start()
    made.expect_log(".")
    made.shop.server.stop()
    made.serve()
    got = made.get("/find")
    tap.eq(got.status, 503)
    tap.ok(got.header("Retry-After"), "no Retry-After")
    restart_database(made)
    proc.wait_for(lambda: made.get("/find").status == 200, 20, "healing")


@tap.case("N11 database dead in the middle: a signed link keeps the facts")
def dead_later():
    made = start()
    made.expect_log(".")
    made.serve()
    where = link(made)
    tap.has(made.get(where).text, "Tomas")
    made.shop.server.kill()
    got = made.get(where)
    tap.has(got.text, made.shop.orders["fresh_guest"]["number"])
    tap.lacks(got.text, "Tomas")
    tap.has(got.header("Cache-Control"), "no-store")
    restart_database(made)
    proc.wait_for(lambda: "Tomas" in made.get(where).text, 20, "healing")


@tap.case("database read-only: pages are read all the same")
def read_only():
    made = start()
    made.expect_log(".")
    made.shop.server.script(None, "SET GLOBAL read_only = 1")
    made.serve()
    got = made.get(link(made))
    tap.eq(got.status, 200)
    tap.has(got.text, "Tomas")


@tap.case("database that hangs: the visitor gets an answer within 12 s")
def hanging():
    made = start()
    made.expect_log(".")
    made.serve(workers=1)
    where = link(made)
    made.shop.server.freeze()
    began = time.monotonic()
    got = made.get(where, seconds=30)
    took = time.monotonic() - began
    made.shop.server.thaw()
    tap.ok(took < 12, "it took %.1f s" % took)
    tap.ok(got.status in (200, 503), got.status)
    proc.wait_for(lambda: made.get("/find").status == 200, 20, "healing")


@tap.case("a process killed -9 under load costs at most what it held")
def killed():
    made = start()
    made.expect_log(".")
    process = made.serve(workers=2)
    where = link(made)
    results = []

    def ask():
        for _ in range(40):
            try:
                results.append(made.get(where, seconds=20).status)
            except OSError:
                results.append(0)
            time.sleep(0.01)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for one in threads:
        one.start()
    for _ in range(3):
        time.sleep(0.2)
        victims = kids(process.pid)
        if victims:
            os.kill(victims[0], signal.SIGKILL)
    for one in threads:
        one.join()
    lost = [status for status in results if status != 200]
    tap.ok(len(lost) <= 3, "%d of %d lost" % (len(lost), len(results)))
    tap.eq(made.get(where).status, 200)


@tap.case("TERM ends it within 5 s, and a second one on the socket refuses")
def ends():
    made = start()
    process = made.serve()
    other = subprocess.run(
        proc.as_account([made.program(), "--config", made.file, "serve",
                         "--listen", made.socket],
                        not proc.reachable(app.BIN)),
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=20,
        env=made.environment(), check=False, cwd="/")
    tap.ok(other.returncode not in (0, None), "the second one started")
    tap.eq(made.get("/find").status, 200)
    began = time.monotonic()
    process.kill(signal.SIGTERM)
    tap.eq(process.wait(10), 0)
    tap.ok(time.monotonic() - began < 5, "it took too long")


@tap.case("a full disk for the log stops no page")
def full_disk():
    made = start()
    made.log = "/dev/full"
    made.serve()
    tap.eq(made.get("/find").status, 200)
    made.log = os.devnull


@tap.case("a clock that jumps back a day or on a year stops no page")
def clock():
    made = start()
    made.serve()
    where = link(made)
    for days, statuses in ((-1, (200, 404)), (365, (200, 404, 410))):
        made.stop()
        made.clock = shop.DEMO_NOW + days * 86400
        made.serve()
        tap.ok(made.get(where).status in statuses, "%d days" % days)
        tap.eq(made.get("/find").status, 200)


@tap.case("PK-09 two migrations at once: both end well, once done")
def migrations():
    opened = shop.open_shop("demo")
    made = app.App(opened)
    command = proc.as_account([made.program(), "--config", made.file,
                               "migrate"], not proc.reachable(app.BIN))
    both = [subprocess.Popen(command, stdout=subprocess.PIPE,
                             stderr=subprocess.STDOUT, cwd="/",
                             env=made.environment()) for _ in range(2)]
    for one in both:
        out, _ = one.communicate(timeout=60)
        tap.eq(one.returncode, 0, out.decode("utf-8", "replace"))
    made.serve()
    tap.eq(made.get("/find").status, 200)


@tap.case("TY-21 an owner's broken template is named, and pages go on")
def broken_template():
    folder = proc.folder("templates")
    os.makedirs(folder + "/confirm")
    with open(folder + "/confirm/find.mustache", "w",
              encoding="utf-8") as file:
        file.write("{{! confirm/find 1 html }}\n<p>{{#open}}<script>{{x}}")
    made = start(conf={"paths": {"templates": folder}})
    made.expect_log(".")
    try:
        made.serve()
    except RuntimeError as error:
        tap.has(str(error), "find.mustache")
        return
    tap.eq(made.get("/find").status, 200)
    tap.has(made.log_text(), "find.mustache")


app.need()
tap.main()
