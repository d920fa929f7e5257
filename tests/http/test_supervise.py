"""The supervisor: deaths, ends, new configurations, with real processes."""
# budget: 120 s
import os
import signal
import subprocess
import threading
import time

import echoed
import fcgi
import proc
import tap


def fresh(workers, *more, env=None):
    echo = echoed.Echo().serve(workers, *more, env=env)
    proc.wait_for(lambda: proc.all_wait(echo.process.pid, workers), 20,
                  "its children")
    return echo


def waiting(echo):
    """Of each child, whether it waits for a request."""
    return [proc.waits(pid) for pid in proc.children(echo.process.pid)]


class Load:
    """Requests from several threads until it is ended, or one from each."""

    def __init__(self, echo, path="/pid", threads=4, once=False):
        self.echo, self.path, self.once = echo, path, once
        self.good, self.bad, self.pids = 0, [], set()
        self.last = 0
        self.end = threading.Event()
        self.lock = threading.Lock()
        self.threads = [threading.Thread(target=self.run)
                        for _ in range(threads)]
        for thread in self.threads:
            thread.start()

    def run(self):
        while not self.end.is_set():
            try:
                got = self.echo.get(self.path)
                ok = got.ended and got.status == 200
                what = got.text.strip()
            except OSError as error:
                ok, what = False, repr(error)
            with self.lock:
                if ok:
                    self.good += 1
                    self.pids.add(what)
                    self.last = time.monotonic()
                else:
                    self.bad.append(what)
            if self.once:
                return

    def stop(self):
        self.end.set()
        for thread in self.threads:
            thread.join()
        return self


@tap.case("requests are shared by the children, none by the supervisor")
def shared():
    echo = fresh(3)
    load = Load(echo)
    time.sleep(0.7)
    proc.wait_for(lambda: len(load.pids) > 1, 20, "more than one of them")
    load.stop()
    tap.eq(load.bad, [])
    tap.ok(load.pids <= {str(p) for p in proc.children(echo.process.pid)},
           "children answered")
    tap.eq(echo.stop(), 0)


@tap.case("kill -9 under load costs at most what that child was at")
def kill_under_load():
    echo = fresh(2)
    load = Load(echo, "/slow/5")
    killed = set()
    for _ in range(8):
        time.sleep(0.25)
        pid = proc.children(echo.process.pid)[0]
        killed.add(pid)
        os.kill(pid, signal.SIGKILL)
        # It dies when it gets a turn; its successor may be held back.
        proc.wait_for(lambda: pid not in proc.children(echo.process.pid)
                      and proc.children(echo.process.pid), 20, "its end")
    proc.wait_for(lambda: load.good > 200, 60, "answers")
    load.stop()
    tap.eq(len(killed), 8, "each time another child")
    tap.ok(len(load.bad) <= 8, "%d of %d failed" % (
        len(load.bad), load.good))
    proc.wait_for(lambda: len(proc.children(echo.process.pid)) == 2, 20,
                  "both again")
    tap.eq(echoed.zombies(echo.process.pid), [])
    tap.has(echo.log_text(), "ended by signal 9")
    tap.eq(echo.stop(), 0)


@tap.case("TERM while a request runs: it is answered, then all end")
def term_slow():
    echo = fresh(2)
    children = proc.children(echo.process.pid)
    load = Load(echo, "/slow/1500", threads=2, once=True)
    proc.wait_for(lambda: waiting(echo) == [False] * 2, 20, "two requests")
    echo.process.kill(signal.SIGTERM)
    tap.eq(echo.process.wait(), 0)
    end = time.monotonic()
    load.stop()
    tap.eq((load.good, load.bad), (2, []))
    # Who does not end is killed 4.5 s after TERM.
    tap.ok(end - load.last < 2, "%.1f s later" % (end - load.last))
    tap.eq([p for p in children if proc.state_of(p)[0]], [])
    tap.ok(not os.path.exists(echo.socket), "the socket is gone")


@tap.case("TERM ends within five seconds whatever a request does")
def term_endless():
    echo = fresh(1)
    child = proc.children(echo.process.pid)[0]
    load = Load(echo, "/slow/60000", threads=1, once=True)
    proc.wait_for(lambda: waiting(echo) == [False], 20, "a request")
    start = time.monotonic()
    echo.process.kill(signal.SIGTERM)
    tap.eq(echo.process.wait(), 0)
    took = time.monotonic() - start
    load.stop()
    tap.ok(took < proc.promised(5), "it took %.1f s" % took)
    tap.eq(load.good, 0, "nobody waited for the request")
    tap.eq(proc.state_of(child)[0], None)


@tap.case("INT ends it as TERM does")
def interrupt():
    echo = fresh(2)
    echo.process.kill(signal.SIGINT)
    tap.eq(echo.process.wait(), 0)


@tap.case("a supervisor that is killed takes its idle children along")
def orphans():
    echo = fresh(3)
    children = proc.children(echo.process.pid)
    echo.process.kill()
    echo.process.wait()
    proc.wait_for(lambda: not any(proc.state_of(p)[0] for p in children),
                  20, "the end of its children")
    # Nothing of it stands in the way of the next.
    echo.serve(1)
    tap.eq(echo.get("/all").status, 200)
    echo.stop()


@tap.case("and a busy child when its request is answered")
def busy_orphan():
    echo = fresh(1)
    child = proc.children(echo.process.pid)[0]
    load = Load(echo, "/slow/1000", threads=1, once=True)
    proc.wait_for(lambda: waiting(echo) == [False], 20, "a request")
    echo.process.kill()
    echo.process.wait()
    load.stop()
    tap.eq((load.good, load.bad), (1, []))
    proc.wait_for(lambda: not proc.state_of(child)[0], 20, "its end")


@tap.case("HUP replaces each child and fails no request")
def hup():
    echo = fresh(3)
    before = proc.children(echo.process.pid)
    load = Load(echo)
    proc.wait_for(lambda: load.good, 20, "an answer")
    for _ in range(3):
        time.sleep(0.2)
        echo.process.kill(signal.SIGHUP)
    proc.wait_for(lambda: not set(before) & set(
        proc.children(echo.process.pid)), 30, "new children")
    time.sleep(0.5)
    proc.wait_for(lambda: load.pids & {
        str(p) for p in proc.children(echo.process.pid)}, 20,
        "an answer of the new ones")
    load.stop()
    tap.eq(load.bad, [])
    proc.wait_for(lambda: len(proc.children(echo.process.pid)) == 3, 20,
                  "the end of the old ones")
    tap.ok(load.pids & {str(p) for p in before}, "the old ones answered")
    proc.wait_for(lambda: not echoed.zombies(echo.process.pid), 20,
                  "no zombie")
    tap.eq(echo.stop(), 0)


@tap.case("HUP waits for the request that runs on an old child")
def hup_slow():
    echo = fresh(1)
    old = proc.children(echo.process.pid)
    load = Load(echo, "/slow/4000", threads=1, once=True)
    proc.wait_for(lambda: waiting(echo) == [False], 20, "a request")
    echo.process.kill(signal.SIGHUP)
    tap.ok(int(echo.get("/pid").text) not in old, "the new one answers")
    tap.ok(set(proc.children(echo.process.pid)) > set(old),
           "beside the old one")
    tap.eq(load.good, 0, "which is still at its request")
    load.stop()
    tap.eq((load.good, load.bad), (1, []))
    echo.stop()


@tap.case("a configuration that does not start leaves the old ones serving")
def hup_broken():
    folder = proc.folder("broken")
    mark = os.path.join(folder, "mark")
    echo = fresh(2, env={"ECHO_BROKEN": mark})
    before = proc.children(echo.process.pid)
    with open(mark, "w", encoding="utf-8"):
        pass
    echo.process.kill(signal.SIGHUP)
    proc.wait_for(lambda: "does not start" in echo.log_text(), 20,
                  "its words")
    tap.eq(proc.children(echo.process.pid), before)
    tap.eq(echo.get("/all").status, 200)
    os.unlink(mark)
    echo.process.kill(signal.SIGHUP)
    proc.wait_for(lambda: not set(before) & set(
        proc.children(echo.process.pid)), 20, "new children")
    tap.eq(echo.stop(), 0)


@tap.case("children that only die: it gives up, loudly")
def give_up():
    given_up("9", "ended with status 9")


@tap.case("and so it does with children that only leave")
def give_up_leavers():
    given_up("0", "")


def given_up(status, words):
    folder = proc.folder("broken")
    mark = os.path.join(folder, "mark")
    with open(mark, "w", encoding="utf-8"):
        pass
    echo = echoed.Echo()
    start = time.monotonic()
    process = echo.spawn(echo.socket, 2, env={"ECHO_BROKEN": mark,
                                              "ECHO_STATUS": status})
    tap.eq(process.wait(30), 1)
    took = time.monotonic() - start
    tap.ok(took > 1, "it did not hurry: %.1f s" % took)
    tap.has(process.output(), "say 3: processes die as soon as they start")
    if words:
        deaths = process.output().count(words)
        tap.ok(2 < deaths <= 13, "%d were started" % deaths)
    tap.ok(not os.path.exists(echo.socket), "the socket is gone")


@tap.case("a request that crashes its child costs that request alone")
def crash():
    echo = fresh(2)
    for _ in range(20):
        tap.eq(echo.get("/crash").ended, False)
        tap.eq(echo.get("/all").status, 200)
    tap.ok(echo.process.alive(), "it goes on")
    tap.has(echo.log_text(), "ended by signal 6")
    echo.stop()


@tap.case("variables of impossible length (CVE-2025-23016) cost one child")
def impossible_length():
    echo = fresh(2)
    bomb = fcgi.begin() + fcgi.record(
        fcgi.PARAMS, b"\xff\xff\xff\xf0\x10" + b"x" * 64)
    for _ in range(3):
        with fcgi.connect(echo.socket) as link:
            link.sendall(bomb)
            link.recv(10)
    tap.eq(echo.get("/all").status, 200)
    echo.stop()


@tap.case("a log that nobody reads any more ends nothing")
def dead_log():
    echo = echoed.Echo()
    child = subprocess.Popen(
        proc.as_account([echo.copy, echo.socket, "2"]), cwd="/",
        env=echo.environment({}), stderr=subprocess.PIPE)
    proc.wait_for(lambda: proc.socket_answers(echo.socket), 30, "echo")
    child.stderr.close()
    proc.wait_for(lambda: len(proc.children(child.pid)) == 2, 20)
    tap.eq(echo.get("/after").status, 200)
    first = proc.children(child.pid)[0]
    os.kill(first, signal.SIGKILL)
    proc.wait_for(lambda: first not in proc.children(child.pid)
                  and len(proc.children(child.pid)) == 2, 20, "another one")
    tap.eq(echo.get("/after").status, 200)
    tap.eq(child.poll(), None)
    child.terminate()
    tap.eq(child.wait(60), 0)


@tap.case("a new process after so many requests fails none of them")
def most_requests():
    echo = fresh(2, env={"ECHO_MOST": "5"})
    load = Load(echo)
    proc.wait_for(lambda: len(load.pids) > 5, 30, "answers of six processes")
    load.stop()
    tap.eq(load.bad, [])
    # The last of them may have ended this very moment.
    proc.wait_for(lambda: not echoed.zombies(echo.process.pid), 20,
                  "no zombie")
    tap.lacks(echo.log_text(), "ended")
    echo.stop()


@tap.case("idle: all end when nobody came for so long, and only then")
def idle_exit():
    echo = fresh(2, 4)
    for _ in range(6):
        time.sleep(0.8)
        start = time.monotonic()
        tap.eq(echo.get("/all").status, 200)
    tap.eq(echo.process.wait(), 0)
    took = time.monotonic() - start
    tap.ok(4 <= took < proc.promised(6), "%.1f s after the last" % took)


@tap.case("an idle supervisor and its children use no time")
def idle_cost():
    echo = fresh(2)
    pids = [echo.process.pid] + proc.children(echo.process.pid)
    time.sleep(0.3)
    before = sum(map(ticks, pids))
    time.sleep(2)
    tap.ok(sum(map(ticks, pids)) - before <= 2, "at most 10 ms a second")
    echo.stop()


def ticks(pid):
    with open("/proc/%d/stat" % pid, encoding="latin-1") as file:
        words = file.read().rpartition(")")[2].split()
    return int(words[11]) + int(words[12])


tap.main()
