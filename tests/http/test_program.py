"""The program itself as a server: starting, configuration, ending. No shop
is there: every page says 503, which is enough to see who answers."""
# budget: 90 s
import json
import os
import signal
import socket
import subprocess
import threading
import time

import app
import echoed
import fcgi
import proc
import tap


class NoServer:
    socket = "/nonexistent/mysql.sock"


class NoShop:
    """A shop whose database is dead."""
    server = NoServer
    origin = "http://127.0.0.1:8090"
    database, user, password, prefix = "shop", "a", "b", "wp_"
    wordpress = {"logged_in_key": "k" * 40, "logged_in_salt": "s" * 40}


app.need()
WARNING = r"process \d+ ended|not taken"


def fresh(*more, workers=2):
    one = app.App(NoShop)
    one.expect_log(WARNING)
    one.process = one.serve(workers, *more)
    return one


def stop(one):
    status = one.process.stop()
    one.processes.remove(one.process)
    return status


def rewrite(one, text):
    """As `mode` does it: a new file in place of the old."""
    with open(one.file + ".new", "w", encoding="utf-8") as file:
        file.write(text)
    os.chmod(one.file + ".new", 0o640)
    proc.own(one.file + ".new")
    os.rename(one.file + ".new", one.file)


@tap.case("N11 a dead database at the start: 503 with Retry-After")
def dead():
    one = fresh()
    got = one.get("/find")
    tap.eq((got.status, got.header("Retry-After")), (503, "30"))
    tap.eq(got.all("Cache-Control"), ["private, no-store, max-age=0"])
    tap.eq(stop(one), 0)


@tap.case("a request that was not understood gets a page too")
def fault():
    one = fresh()
    for path, status in (("/o%2Fx", 404), ("/%C0%AF", 400),
                         ("/" + "x" * 20480, 414)):
        got = one.get(path)
        tap.eq((got.status, got.header("Content-Type")),
               (status, "text/html; charset=utf-8"), path[:20])
    stop(one)


@tap.case("a second instance refuses with a sentence and exit 1")
def second():
    one = fresh()
    done = one.run("serve", "--listen", one.socket, good=False)
    tap.eq(done.returncode, 1)
    tap.has(done.stderr.decode(), "another instance serves here already")
    tap.eq(one.get("/find").status, 503)
    stop(one)


@tap.case("wrong use is one clear line and exit 2")
def usage():
    one = app.App(NoShop)
    for words in (("serve", "--workers", "0"), ("serve", "--workers", "x"),
                  ("serve", "--workers", "65"), ("serve", "--listen"),
                  ("serve", "--idle-exit", "-1"), ("serve", "what"),
                  ("serve", "--none"), ("serve",)):
        done = one.run(*words, good=False, env={"LISTEN_PID": ""})
        tap.eq(done.returncode, 2, " ".join(words))
        tap.eq(done.stderr.count(b"\n"), 1, done.stderr)


@tap.case("a configuration that is not there or broken: one line, exit 1")
def no_conf():
    one = app.App(NoShop)
    rewrite(one, "{")
    for words in (("--config", "/nonexistent", "serve"), ("serve",)):
        done = one.run(*words, "--listen", one.socket, good=False)
        tap.eq(done.returncode, 1)
        tap.eq(done.stderr.count(b"\n"), 1, done.stderr)


@tap.case("a new configuration is in use within 5 seconds, and none is lost")
def new_conf():
    one = fresh()
    before = proc.children(one.process.pid)
    bad = []
    end = threading.Event()

    def run():
        while not end.is_set():
            got = one.get("/find")
            if not got.ended or got.status != 503:
                bad.append(got.status)

    thread = threading.Thread(target=run)
    thread.start()
    one.conf["base_url"] = NoShop.origin + "/later"
    rewrite(one, json.dumps(one.conf))
    start = time.monotonic()
    try:
        proc.wait_for(lambda: not set(before) & set(
            proc.children(one.process.pid)), 30, "new children")
    finally:
        took = time.monotonic() - start
        end.set()
        thread.join()
    tap.ok(took < proc.promised(5), "it took %.1f s" % took)
    # The old base is gone with the old configuration.
    tap.ok(all(status == 404 for status in bad), "%s" % bad[:5])
    one.base_path = "/later"
    tap.eq(one.get("/find").status, 503)
    tap.eq(stop(one), 0)


@tap.case("a broken configuration is not taken: they serve on with the old")
def broken_conf():
    one = fresh()
    before = proc.children(one.process.pid)
    rewrite(one, "{ this is no JSON")
    proc.wait_for(lambda: one.log_text().count("not taken") == 2, 20,
                  "a warning of each process")
    time.sleep(1.5)
    tap.eq(one.get("/find").status, 503)
    tap.eq(proc.children(one.process.pid), before)
    tap.eq(one.log_text().count("not taken"), 2, "one warning a process")
    stop(one)


@tap.case("TERM ends it in time; nothing of it is left")
def term():
    one = fresh(workers=3)
    children = proc.children(one.process.pid)
    start = time.monotonic()
    tap.eq(stop(one), 0)
    tap.ok(time.monotonic() - start < proc.promised(5), "in time")
    tap.eq([p for p in children if proc.state_of(p)[0]], [])
    tap.ok(not os.path.exists(one.socket), "nor its socket")


@tap.case("kill -9 of children and of all of them: it goes on")
def killed():
    one = fresh()
    for _ in range(3):
        for pid in proc.children(one.process.pid):
            os.kill(pid, signal.SIGKILL)
        tap.eq(one.get("/find").status, 503)
    proc.wait_for(lambda: not echoed.zombies(one.process.pid), 20,
                  "no zombie")
    stop(one)


def listener(path):
    link = socket.socket(socket.AF_UNIX)
    link.bind(path)
    os.chmod(path, 0o777)
    link.listen(100)
    return link


@tap.case("PK-01 with a socket as standard input: one process, no children")
def descriptor_0():
    one = app.App(NoShop)
    for words in ((), ("--config", one.file, "serve")):
        with listener(one.socket) as link:
            process = proc.Process(
                [app.BIN, *words], one.log,
                one.environment({"AFTERSALE_CONFIG": one.file}), stdin=link)
            tap.eq(one.get("/find").status, 503)
            tap.eq(proc.children(process.pid), [])
            tap.eq(process.stop(), 0)
        os.unlink(one.socket)


@tap.case("PK-01 with a socket of systemd: workers, and the socket stays")
def systemd():
    one = app.App(NoShop)
    with listener(one.socket) as link:
        process = proc.Process(
            ["/bin/sh", "-c", "exec 3<&%d; LISTEN_PID=$$ LISTEN_FDS=1 exec %s"
             " --config %s serve --workers 2 --idle-exit 4"
             % (link.fileno(), app.BIN, one.file)], one.log,
            one.environment(), pass_fds=[link.fileno()])
        tap.eq(one.get("/find").status, 503)
        proc.wait_for(lambda: len(proc.children(process.pid)) == 2, 20,
                      "the other child", process)
        tap.eq(process.wait(), 0, "it ended when nobody came")
        tap.ok(os.path.exists(one.socket), "the socket is systemd's")


@tap.case("PK-01 as plain CGI: one request, then it ends")
def cgi():
    one = app.App(NoShop)
    env = dict(fcgi.params_for("GET", "/after/find"))
    done = subprocess.run(
        proc.as_account([app.BIN, "--config", one.file, "serve"]),
        env=one.environment(env), input=b"", stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, timeout=60, check=False)
    got = fcgi.Response(done.stdout)
    tap.eq((done.returncode, got.status), (0, 503), done.stderr)


@tap.case("the log has one line a request, with its id and no address")
def log():
    one = fresh(workers=1)
    got = one.get("/o/%s?key=secret" % ("t" * 40))
    stop(one)
    lines = [line for line in one.log_text().splitlines()
             if got.header("X-Request-Id") in line]
    tap.eq(len(lines), 1)
    tap.lacks(lines[0], "secret")
    tap.lacks(lines[0], "t" * 40)


tap.main()
