"""Sockets: whose they are, how they are handed over, how a server ends."""
# budget: 60 s
import os
import signal
import socket
import stat
import subprocess
import time

import echoed
import fcgi
import proc
import tap
from echoed import said

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def fresh(*words, env=None):
    return echoed.Echo().serve(*words, env=env)


@tap.case("PK-01 a socket is for the owner and the group alone")
def mode():
    echo = fresh()
    tap.eq(stat.S_IMODE(os.stat(echo.socket).st_mode), 0o660)
    tap.eq(echo.get("/all").status, 200)
    echo.stop()
    tap.ok(not os.path.exists(echo.socket), "it is gone with its server")


@tap.case("a second instance on the same socket refuses with a sentence")
def second():
    for workers in ((), (2,)):
        echo = fresh(*workers)
        before = os.stat(echo.socket).st_ino
        other = echo.spawn(echo.socket, *workers)
        tap.eq(other.wait(), 3)
        tap.has(other.output(), "another instance serves here already")
        tap.eq(os.stat(echo.socket).st_ino, before)
        tap.eq(echo.get("/all").status, 200)
        echo.stop()


@tap.case("a socket left by one who was killed is taken over")
def stale():
    echo = fresh()
    echo.process.kill()
    echo.process.wait()
    tap.ok(os.path.exists(echo.socket), "the old one is there")
    echo.serve()
    tap.eq(echo.get("/all").status, 200)
    echo.stop()


@tap.case("a file in the way is not removed")
def in_the_way():
    echo = echoed.Echo()
    with open(echo.socket, "w", encoding="utf-8") as file:
        file.write("mine")
    process = echo.spawn(echo.socket)
    tap.eq(process.wait(), 3)
    tap.has(process.output(), "something that is no socket")
    tap.eq(os.path.getsize(echo.socket), 4)


@tap.case("nor is a socket where another program listens")
def other_program():
    echo = echoed.Echo()
    with socket.socket(socket.AF_UNIX) as theirs:
        theirs.bind(echo.socket)
        os.chmod(echo.socket, 0o777)
        theirs.listen()
        process = echo.spawn(echo.socket)
        tap.eq(process.wait(), 3)
        tap.has(process.output(), "another program listens here")


@tap.case("a path too long, a folder that is not there, no path at all")
def wrong_paths():
    echo = echoed.Echo()
    for where, words in (
            (echo.folder + "/" + "x" * 120, "too long for a socket"),
            (echo.folder + "/none/s", "cannot open the lock"),
            ("nonsense", "neither a path nor host:port"),
            ("127.0.0.1:", "neither a path nor host:port"),
            ("127.0.0.1:http", "neither a path nor host:port")):
        process = echo.spawn(where)
        tap.eq(process.wait(), 3, where)
        tap.has(process.output(), words)


@tap.case("PK-01 host and port, for one at a time")
def tcp():
    echo = echoed.Echo()
    port = proc.free_port()
    where = "127.0.0.1:%d" % port
    process = echo.spawn(where, 2)
    proc.wait_for(lambda: proc.port_answers(port), 30, "echo", process)
    got = fcgi.request(("127.0.0.1", port), "GET", "/p/big/200000")
    tap.eq((got.status, len(got.body)), (200, 200000))
    other = echo.spawn(where)
    tap.eq(other.wait(), 3)
    tap.has(other.output(), "another program listens here")
    tap.eq(process.stop(), 0)


def listener(path):
    link = socket.socket(socket.AF_UNIX)
    link.bind(path)
    os.chmod(path, 0o777)
    link.listen(100)
    return link


@tap.case("PK-01 a listening socket as standard input (mod_fcgid)")
def descriptor_0():
    echo = echoed.Echo()
    with listener(echo.socket) as link:
        first = echo.spawn(stdin=link)
        tap.eq(echo.get("/all").status, 200)
        pid = echo.get("/pid").text
        tap.eq(pid, "%d\n" % first.pid, "it does not fork")
        tap.eq(first.stop(), 0)
        # It was not shut down: who owns it can start another.
        again = echo.spawn(stdin=link)
        tap.eq(echo.get("/pid").text, "%d\n" % again.pid)
        tap.eq(again.stop(), 0)


@tap.case("PK-01 a listening socket of systemd")
def systemd():
    echo = echoed.Echo()
    with listener(echo.socket) as link:
        process = proc.Process(
            ["/bin/sh", "-c", "exec 3<&%d; LISTEN_PID=$$ LISTEN_FDS=1 exec %s"
             % (link.fileno(), echo.copy)], echo.log, echo.environment({}),
            pass_fds=[link.fileno()])
        tap.eq(echo.get("/pid").text, "%d\n" % process.pid)
        tap.eq(process.stop(), 0)


@tap.case("a socket of systemd that is meant for another process is not taken")
def not_ours():
    echo = echoed.Echo()
    with listener(echo.socket) as link:
        process = proc.Process(
            ["/bin/sh", "-c", "exec 3<&%d; LISTEN_PID=1 LISTEN_FDS=1 exec %s"
             " </dev/null" % (link.fileno(), echo.copy)], echo.log,
            echo.environment({}), pass_fds=[link.fileno()])
        tap.eq(process.wait(), 0)
        tap.has(process.output(), "Status: 501", "it took itself for CGI")


@tap.case("TERM while a body arrives: it is read whole and answered")
def term_in_body():
    echo = fresh()
    head = fcgi.begin() + fcgi.stream(fcgi.PARAMS, fcgi.pairs(
        fcgi.params_for("POST", "/p/all",
                        dict(FORM, **{"Content-Length": "10"}))))
    with fcgi.connect(echo.socket) as link:
        link.sendall(head + fcgi.record(fcgi.STDIN, b"01234"))
        proc.wait_for(lambda: not proc.waits(echo.process.pid), 20,
                      "who reads it")
        for number in (signal.SIGHUP, signal.SIGTERM, signal.SIGUSR1):
            echo.process.kill(number)
        time.sleep(0.2)
        link.sendall(fcgi.stream(fcgi.STDIN, b"56789"))
        tap.eq(said(fcgi.read_response(link))["body"], "0123456789")
    tap.eq(echo.process.wait(), 0)


@tap.case("TERM is heard under load, where a request is always waiting")
def term_under_load():
    echo = fresh()
    links = []
    start = time.monotonic()
    for _ in range(300):
        link = fcgi.connect(echo.socket)
        link.sendall(fcgi.begin() + fcgi.stream(fcgi.PARAMS, fcgi.pairs(
            fcgi.params_for("GET", "/p/slow/100")))
            + fcgi.stream(fcgi.STDIN, b""))
        links.append(link)
    tap.eq(fcgi.read_response(links[0]).status, 200)
    echo.process.kill(signal.SIGTERM)
    until = (time.monotonic() - start) / 0.1
    tap.eq(echo.process.wait(), 0)
    answered = sum(map(is_answered, links[1:]))
    tap.ok(answered <= until + 1, "%d answers, %d before TERM"
           % (answered, until))
    tap.ok(answered < 299, "it ended after the request it was at")


def is_answered(link):
    with link:
        try:
            return fcgi.read_response(link).ended
        except ConnectionResetError:
            return False


@tap.case("without a free descriptor requests wait and nothing spins")
def no_descriptors():
    echo = fresh()
    pid = echo.process.pid
    used = len(os.listdir("/proc/%d/fd" % pid))
    may_open(pid, used)
    with fcgi.connect(echo.socket) as link:
        link.sendall(fcgi.begin() + fcgi.stream(fcgi.PARAMS, fcgi.pairs(
            fcgi.params_for("GET", "/p/all"))) + fcgi.stream(fcgi.STDIN, b""))
        before = ticks(pid)
        time.sleep(1)
        tap.ok(ticks(pid) - before < 20, "it does not spin")
        may_open(pid, 100)
        tap.eq(fcgi.read_response(link).status, 200)
    echo.stop()


def may_open(pid, count):
    subprocess.run(proc.as_account(
        ["prlimit", "--pid", str(pid), "--nofile=%d:" % count]), check=True)


def ticks(pid):
    with open("/proc/%d/stat" % pid, encoding="latin-1") as file:
        words = file.read().rpartition(")")[2].split()
    return int(words[11]) + int(words[12])


@tap.case("an idle server uses no time and ends when told how long")
def idle():
    echo = echoed.Echo()
    process = echo.spawn(echo.socket, 0, 2)
    proc.wait_for(lambda: proc.socket_answers(echo.socket), 20)
    start = time.monotonic()
    tap.eq(echo.get("/all").status, 200)
    before = ticks(process.pid)
    tap.eq(process.wait(), 0)
    tap.ok(2 <= time.monotonic() - start < proc.promised(4),
           "two seconds later")
    tap.ok(before < 50, "hardly any time was used")


@tap.case("memory does not grow with requests (2,000 of all kinds)")
def memory():
    if echoed.is_sanitized():
        tap.skip("a sanitizer keeps what was freed")
    echo = fresh()
    for path in ("/big/2000000", "/all"):
        echo.get(path)
    before = private_kb(echo.process.pid)
    for i in range(500):
        echo.get("/all/%d?a=1" % i, {"Cookie": "a=1; b=2"})
        echo.post("/form", b"name=Ona&line.1.qty=2")
        echo.get("/all%2F")
        echo.get("/header?value=1&cookie=2")
    grown = private_kb(echo.process.pid) - before
    tap.ok(grown < 200, "it grew by %d KB" % grown)
    tap.ok(before + grown < 4096, "%d KB in all" % (before + grown))
    echo.stop()


def private_kb(pid):
    total = 0
    with open("/proc/%d/smaps_rollup" % pid, encoding="ascii") as file:
        for line in file:
            if line.startswith(("Private_Clean:", "Private_Dirty:")):
                total += int(line.split()[1])
    return total


tap.main()
