#!/usr/bin/python3
"""PK-10, PK-11: the .deb under a systemd that has booted: a socket that
starts the pages with the first request, a worker, restarts that lose nothing,
and a shop at rest without a process. Then the .rpm in its place, upgraded
while it answers. systemd-nspawn boots a Debian 12."""
# budget: 3000 s
import json
import os
import re
import shutil
import signal
import subprocess
import threading
import time

import buyer
import fcgi
import proc
import shop
import tap
from tree import WP_CONFIG, Tree, need, newest, run

NAME = "shopone"
PAGES, WORK = "aftersale@%s" % NAME, "aftersale-work@%s.service" % NAME
CONFIG = "/etc/aftersale/%s.json" % NAME
DROP_IN = """[Service]
Environment=AFTERSALE_CLOCK=%d
ExecStart=
ExecStart=/usr/bin/aftersale serve --config /etc/aftersale/%%i.json --idle-exit 3
""" % shop.DEMO_NOW


class Booted:
    """A tree whose systemd runs, and a shop's database within its reach."""

    def __init__(self, here, folder):
        self.here = here
        self.log = open(here.path("var/log/boot"), "wb")
        self.child = subprocess.Popen(
            ["systemd-nspawn", "-D", here.top, "--register=no", "--keep-unit",
             "--bind=%s:/run/shop-database" % folder, "-b",
             "systemd.unit=multi-user.target"], stdin=subprocess.DEVNULL,
            stdout=self.log, stderr=subprocess.STDOUT)
        tap.cleanup(self.end)
        proc.wait_for(self.leads, 60, "systemd in the tree")
        proc.wait_for(self.is_up, 120, "its units")

    def leads(self):
        with open("/proc/%d/task/%d/children" % (
                self.child.pid, self.child.pid)) as file:
            self.pids = [int(word) for word in file.read().split()]
        return bool(self.pids)

    def run(self, *words, good=True):
        return run("nsenter", "--target", str(self.pids[0]), "--mount",
                   "--uts", "--ipc", "--net", "--pid", "--root", "--wd",
                   *words, good=good, env={"LC_ALL": "C.UTF-8"}).strip()

    def is_up(self):
        # Its first child makes another one and ends.
        return self.leads() and self.run(
            "systemctl", "is-system-running",
            good=False).splitlines()[-1:] in (["running"], ["degraded"])

    def state(self, unit):
        return self.run("systemctl", "is-active", unit, good=False)

    def property(self, unit, name):
        return self.run("systemctl", "show", "-P", name, unit)

    def end(self):
        """Its first process, and so all of them; they outlive their door."""
        for pid in getattr(self, "pids", ()):
            os.kill(pid, signal.SIGKILL)
        self.child.send_signal(signal.SIGKILL)
        self.child.wait()
        self.log.close()


def ready():
    """The tree with the package, booted; made once."""
    if hasattr(ready, "made"):
        if not ready.made:
            raise tap.Failed("there is no booted tree")
        return ready.made
    ready.made = None
    need("systemd-nspawn", "nsenter")
    run("./bootstrap", "packages", "deb")
    here = Tree(("systemd", "systemd-sysv", "dbus"))
    here.run("apt-get", "-qq", "update")
    here.run("apt-get", "-qq", "install", "--no-install-recommends", "-y",
             here.put(newest("aftersale_*.deb")), "rpm")
    here.run("useradd", "--create-home", NAME)
    ready.shop = opened = shop.open_shop("demo")
    os.makedirs(here.path("srv/shop"))
    with open(here.path("srv/shop/wp-config.php"), "w",
              encoding="utf-8") as file:
        file.write(WP_CONFIG % (
            opened.user, opened.password,
            opened.wordpress["logged_in_key"],
            opened.wordpress["logged_in_salt"]))
    here.run("chown", "-R", NAME, "/srv/shop")
    here.unbind()
    ready.made = Booted(here, opened.server.folder)
    return ready.made


class Site:
    """The pages behind the socket, as a web server beside them asks."""

    def __init__(self, booted):
        with open(booted.here.path(CONFIG[1:]), encoding="utf-8") as file:
            self.conf = json.load(file)
        self.base_path = re.sub(r"^https?://[^/]*", "",
                                self.conf["base_url"])
        self.socket = "/proc/%d/root/run/aftersale/%s.sock" % (
            booted.pids[0], NAME)

    def get(self, path, headers=None, **more):
        return fcgi.request(self.socket, "GET", self.base_path + path,
                            headers, **more)


@tap.case("PK-10 after the boot nothing of ours runs")
def nothing():
    booted = ready()
    for unit in (PAGES + ".socket", PAGES + ".service", WORK):
        tap.eq(booted.state(unit), "inactive", unit)
    tap.lacks(booted.run("systemctl", "list-units", "--failed"), "aftersale",
              "failed units")


def set_up(booted):
    """A configuration for the shop; the clock of its pages is the shop's."""
    booted.run("aftersale", "--config", CONFIG, "setup", "/srv/shop", "--yes",
               "--single-user")
    booted.run("aftersale", "--config", CONFIG, "mode", "on")
    folder = "/etc/systemd/system/%s.service.d" % PAGES
    booted.run("mkdir", "-p", folder)
    booted.run("sh", "-c", "printf '%%s' '%s' > %s/test.conf"
               % (DROP_IN, folder))
    booted.run("systemctl", "daemon-reload")


def enable(booted):
    """Socket and worker, as docs/packages.md says; the first request."""
    booted.run("systemctl", "enable", "--now", PAGES + ".socket", WORK)
    tap.eq(booted.state(PAGES + ".socket"), "active", "the socket")
    tap.eq(booted.state(PAGES + ".service"), "inactive", "no process yet")
    first.site = site = Site(booted)
    order = next(iter(ready.shop.orders.values()))
    visitor = buyer.Buyer(site)
    shown = visitor.arrive(str(order["number"]), order["key"])
    tap.eq(shown.status, 200, "the page")
    tap.has(shown.text, str(order["number"]), "its number")
    first.at = visitor.at
    tap.eq(booted.state(PAGES + ".service"), "active", "started")
    pid = booted.property(PAGES + ".service", "MainPID")
    tap.eq(booted.run("stat", "-c", "%U", "/proc/" + pid), NAME, "as whom")


@tap.case("PK-10 PK-11 the socket starts the pages with the first request")
def first():
    booted = ready()
    set_up(booted)
    enable(booted)


@tap.case("PK-10 the worker runs in its sandbox and says so")
def worker():
    booted = ready()
    tap.eq(booted.state(WORK), "active", "the worker")
    tap.eq(booted.property(WORK, "NRestarts"), "0", "never started anew")
    said = booted.run("aftersale", "--config", CONFIG, "status", good=False)
    tap.has(said, "worker", "status")
    proc.wait_for(lambda: ready.shop.rows(
        "SELECT * FROM {P}aftersale_heartbeat"), 30, "a heartbeat")


def look():
    """The status of the order page."""
    if not hasattr(first, "at"):
        raise tap.Failed("there is no page to ask for")
    return first.site.get(first.at).status


def under_load(act):
    """Statuses of answers while that is done."""
    look()
    answers, end = [], threading.Event()

    def ask():
        while not end.is_set():
            answers.append(look())

    askers = [threading.Thread(target=ask) for _ in range(4)]
    for one in askers:
        one.start()
    try:
        time.sleep(1)
        act()
        time.sleep(1)
    finally:
        end.set()
        for one in askers:
            one.join()
    return answers


@tap.case("PK-11 restart and reload under load lose no request")
def restarts():
    booted = ready()
    for verb in ("restart", "reload", "restart"):
        answers = under_load(
            lambda: booted.run("systemctl", verb, PAGES + ".service"))
        tap.ok(len(answers) > 20, "%d requests" % len(answers))
        tap.eq(sorted(set(answers)), [200], "answers over a " + verb)


@tap.case("PK-11 killed -9 it comes back by itself")
def killed():
    booted = ready()
    tap.eq(look(), 200, "before")
    booted.run("systemctl", "kill", "-s", "KILL", PAGES + ".service")
    tap.eq(look(), 200, "after")


@tap.case("PK-11 a shop at rest has no process; the next request starts one")
def rest():
    booted = ready()
    proc.wait_for(lambda: booted.state(PAGES + ".service") == "inactive", 30,
                  "rest")
    tap.eq(booted.state(PAGES + ".socket"), "active", "the socket stays")
    tap.eq(look(), 200, "woken")
    tap.eq(booted.state(PAGES + ".service"), "active", "the pages")


def traces(booted):
    """Files of ours in the tree, and what its systemd knows of us."""
    files = booted.run("sh", "-c", "find /etc /usr /var /run -xdev -name"
                       " '*aftersale*' -not -path '/run/shop-database/*'")
    for words in (("list-units", "--all"), ("list-unit-files",)):
        files += booted.run("systemctl", *words, "--plain", "--no-legend",
                            "aftersale*", good=False)  # 1: there is none
    return files + booted.run("sh", "-c", "for f in /proc/[0-9]*/exe; do"
                              " readlink $f; done | grep aftersale || true")


@tap.case("PK-12 purge stops what runs and leaves no unit")
def purge():
    booted = ready()
    booted.run("dpkg", "--purge", "aftersale")
    booted.run("rm", "-r", "/etc/systemd/system/%s.service.d" % PAGES)
    tap.eq(traces(booted), "", "traces")


def rpms():
    """Two releases; the second one has another number only. The tree has a
    /tmp of its own since it has booted."""
    paths = []
    for release in ("1", "2"):
        run("./bootstrap", "packages", "rpm", env={"RELEASE": release})
        made = newest("aftersale-*.rpm")
        shutil.copy(made, ready().here.path("srv"))
        paths.append("/srv/" + os.path.basename(made))
    return paths


@tap.case("PK-10 PK-11 the .rpm: installing starts nothing, its socket does")
def rpm_first():
    booted = ready()
    rpm_first.paths = rpms()
    booted.run("userdel", "aftersale")
    booted.run("groupadd", "--system", "nginx")  # as the web server's would
    booted.run("rpm", "-i", "--nodeps", rpm_first.paths[0])
    tap.eq(booted.run("rpm", "-V", "--nodeps", "aftersale", good=False), "",
           "files, owners and modes")
    tap.has(booted.run("getent", "passwd", "aftersale"), "/nologin")
    tap.eq(booted.run("systemctl", "list-units", "--state=active", "--plain",
                      "--no-legend", "aftersale*"), "", "units that run")
    set_up(booted)
    enable(booted)
    tap.eq(booted.run("stat", "-c", "%G %a", "/run/aftersale/%s.sock" % NAME),
           "nginx 660", "the socket")
    tap.eq(booted.state(WORK), "active", "the worker")


@tap.case("PK-11 an upgrade of the .rpm renews what runs and loses no request")
def rpm_upgrade():
    booted = ready()
    look()
    was = [booted.property(unit, "MainPID")
           for unit in (PAGES + ".service", WORK)]
    answers = under_load(
        lambda: booted.run("rpm", "-U", "--nodeps", rpm_first.paths[1]))
    tap.ok(len(answers) > 20, "%d requests" % len(answers))
    tap.eq(sorted(set(answers)), [200], "answers over the upgrade")
    tap.has(booted.run("rpm", "-q", "aftersale"), "-2.", "the version")
    for unit, pid in zip((PAGES + ".service", WORK), was):
        tap.eq(booted.state(unit), "active", unit)
        tap.ok(booted.property(unit, "MainPID") != pid, unit + " is renewed")
        tap.eq(booted.property(unit, "NeedDaemonReload"), "no", unit)
    tap.eq(booted.run("systemctl", "is-enabled", PAGES + ".socket", WORK),
           "enabled\nenabled", "instances")


@tap.case("PK-12 erasing the .rpm stops what runs and leaves an owner's own")
def rpm_erase():
    booted = ready()
    booted.run("rpm", "-e", "aftersale")
    booted.run("rm", "-r", "/etc/systemd/system/%s.service.d" % PAGES)
    tap.eq(traces(booted), "/etc/aftersale", "traces")
    tap.eq(booted.run("ls", "/etc/aftersale"), NAME + ".json", "what stays")
    tap.eq(booted.run("systemctl", "list-units", "--failed", "--plain",
                      "--no-legend"), "", "failed units")


tap.main()
