#!/usr/bin/python3
"""HUP after an upgrade: the new program goes on, no request is lost."""
# budget: 120 s

import os
import shutil
import signal
import threading
import time

import app
import proc
import shop
import tap

app.need()
house = app.App(app.shop_with_tables("demo"), clock=shop.DEMO_NOW)
house.conf["paths"]["share"] = app.share_of(os.path.realpath(app.BIN))
house.write_conf()


class Installed:
    """A program of its own that a package may replace."""

    def __init__(self):
        self.folder = proc.folder("bin")
        self.path = os.path.join(self.folder, "aftersale")
        self.put()

    def put(self, source=None):
        """As dpkg does it: a new file, renamed over the old one."""
        shutil.copy(source or os.path.realpath(app.BIN), self.path + ".new")
        os.chmod(self.path + ".new", 0o755)
        os.rename(self.path + ".new", self.path)

    def serve(self):
        process = proc.Process(
            [self.path, "--config", house.file, "serve", "--listen",
             house.socket, "--workers", "2"], house.log,
            house.environment())
        proc.wait_for(lambda: proc.socket_answers(house.socket), 20,
                      "serve", process)
        proc.wait_for(lambda: proc.all_wait(process.pid, 2), 30,
                      "its children", process)
        return process


def inode(pid):
    return os.stat("/proc/%d/exe" % pid).st_ino


def children(pid):
    with open("/proc/%d/task/%d/children" % (pid, pid),
              encoding="ascii") as file:
        return {int(word) for word in file.read().split()}


class Load:
    def __init__(self, threads=3):
        self.good, self.bad, self.over = 0, [], False
        self.threads = [threading.Thread(target=self.run)
                        for _ in range(threads)]
        for thread in self.threads:
            thread.start()

    def run(self):
        while not self.over:
            try:
                status = house.get("/accessibility").status
            except OSError as error:
                status = repr(error)
            if status == 200:
                self.good += 1
            else:
                self.bad.append(status)

    def stop(self):
        self.over = True
        for thread in self.threads:
            thread.join()
        return self


@tap.case("PK-09 HUP starts the new program under load, losing no request")
def upgrade():
    program = Installed()
    process = program.serve()
    before = children(process.pid)
    load = Load()
    proc.wait_for(lambda: load.good > 9, 30, "requests before", process)
    for _ in range(2):
        program.put()
        new = os.stat(program.path).st_ino
        process.kill(signal.SIGHUP)
        proc.wait_for(lambda: inode(process.pid) == new, 20, "the program")
        proc.wait_for(lambda: not children(process.pid) & before
                      and len(children(process.pid)) == 2, 30,
                      "the new children")
        tap.eq({inode(pid) for pid in children(process.pid)}, {new},
               "children of the new program")
        before = children(process.pid)
    done = load.good
    proc.wait_for(lambda: load.good > done + 9, 30, "requests after", process)
    load.stop()
    tap.eq(load.bad, [], "requests")
    process.kill(signal.SIGTERM)
    tap.eq(process.wait(), 0, "TERM ends it as before")
    tap.ok(not os.path.exists(house.socket), "the socket is gone")
    tap.ok(not any(os.path.exists("/proc/%d" % pid) for pid in before),
           "nobody is left")


@tap.case("a new program that does not start is not taken")
def broken():
    program = Installed()
    process = program.serve()
    old = inode(process.pid)
    program.put("/bin/false")
    house.expect_log("the new program does not start")
    process.kill(signal.SIGHUP)
    proc.wait_for(lambda: "does not start" in house.log_text(), 20, "a word",
                  process)
    tap.eq(house.get("/accessibility").status, 200, "it goes on")
    tap.eq(inode(process.pid), old, "as the old one")
    process.stop()


@tap.case("HUP: the worker goes on as the program that is there now")
def worker():
    program = Installed()
    shutil.copy(os.path.join(os.path.dirname(os.path.realpath(app.BIN)),
                             "worker"),
                os.path.join(program.folder, "worker"))
    process = proc.Process([program.path, "--config", house.file, "work"],
                           house.log, house.environment())
    path = os.path.join(program.folder, "worker")
    old = os.stat(path).st_ino
    proc.wait_for(lambda: inode(process.pid) == old and signal.SIGHUP in
                  proc.signals(process.pid, "SigCgt"), 30, "the worker",
                  process)
    shutil.copy(path, path + ".new")
    os.rename(path + ".new", path)
    process.kill(signal.SIGHUP)
    proc.wait_for(lambda: inode(process.pid) == os.stat(path).st_ino, 20,
                  "the new worker", process)
    time.sleep(1)
    # One HUP after the other meets it between two programs as well.
    for _ in range(200):
        process.kill(signal.SIGHUP)
        time.sleep(0.003)
        tap.ok(process.alive(), "a HUP while it begins does not end it")
    time.sleep(1)
    tap.eq(process.stop(), 0, "TERM ends it")


@tap.case("HUP after TERM: the worker ends all the same")
def ends():
    held = house.shop.server.connect("shop")
    with held.cursor() as cursor:
        cursor.execute("LOCK TABLES wp_aftersale_heartbeat WRITE")
    process = house.work()
    proc.wait_for(lambda: house.shop.server.rows(
        None, "SELECT 1 FROM information_schema.PROCESSLIST WHERE STATE ="
        " 'Waiting for table metadata lock'"), 30, "a round", process)
    for number in (signal.SIGTERM, signal.SIGHUP):
        process.kill(number)
        proc.wait_for(lambda: number not in proc.signals(
            process.pid, "ShdPnd"), 10, "it hears", process)
    held.close()
    tap.eq(process.wait(), 0)


tap.main()
