"""PK-10, PK-11, PK-12: the packages that a host installs, from a bare tree of
Debian 12 over setup, a page and an upgrade under load to purge. Nothing of
this machine but its kernel, its database and its list of mirrors is used."""
# budget: 3000 s
import json
import os
import re
import signal
import socket
import subprocess
import tempfile
import threading
import time

import buyer
import fcgi
import proc
import shop
import tap
from tree import PATH, WP_CONFIG, Tree, need, newest, run

UNITS = ("aftersale@.service", "aftersale-work@.service")
MOST_EXPOSED = 20  # tenths, as systemd-analyze counts
CONFIG = "/etc/aftersale/aftersale.json"
SOCKET = "run/aftersale/aftersale.sock"


def packages():
    """All kinds, built once for this run; the .deb twice."""
    if not hasattr(packages, "made"):
        run("./bootstrap", "packages", "--twice")
        packages.made = True


@tap.case("PK-10 the same sources give the same .deb, and lintian is content")
def clean():
    packages()
    need("lintian")
    said = run("lintian", "--allow-root", "--fail-on", "error,warning,info",
               newest("aftersale_*.deb"), good=False)
    tap.eq(said.strip(), "", "lintian")


@tap.case("PK-10 the units are sandboxed: systemd counts at most 2.0")
def sandboxed():
    packages()
    need("systemd-analyze")
    folder = tempfile.mkdtemp(dir=proc.run_folder())
    run("dpkg-deb", "-x", newest("aftersale_*.deb"), folder)
    for name in UNITS:
        unit = os.path.join(folder, "usr/lib/systemd/system", name)
        said = run("systemd-analyze", "security", "--offline=yes",
                   "--threshold=%d" % MOST_EXPOSED, unit)
        tap.has(said, "Overall exposure level", name)


@tap.case("PK-10 the .rpm holds the same programs and starts nothing")
def rpm():
    packages()
    path = newest("aftersale-*.rpm")
    held = run("rpm", "-qlp", path)
    for part in ("/usr/bin/aftersale\n", "/usr/libexec/aftersale/worker\n",
                 "/usr/libexec/aftersale/carry\n",
                 "/aftersale@.socket\n", "/locale/lt.mo\n"):
        tap.has(held, part, "files")
    tap.lacks(run("rpm", "-qp", "--scripts", path), "systemctl start")
    tap.lacks(run("rpm", "-qp", "--scripts", path), "migrate")


# ---- a bare tree ------------------------------------------------------------

def tree():
    if not hasattr(tree, "made"):
        tree.made = Tree()
    return tree.made


def beside():
    """A shop with its wp-config.php in the tree."""
    if hasattr(beside, "made"):
        return beside.made
    here, opened = tree(), shop.open_shop("demo")
    here.bind(opened.server.folder, "run/shop-database")
    os.makedirs(here.path("srv/shop"))
    with open(here.path("srv/shop/wp-config.php"), "w",
              encoding="utf-8") as file:
        file.write(WP_CONFIG % (
            opened.user, opened.password,
            opened.wordpress["logged_in_key"],
            opened.wordpress["logged_in_salt"]))
    beside.made = opened
    return opened


class Service:
    """What systemd does for a unit with a socket: the socket stays open
    while the program behind it is renewed."""

    def __init__(self, here):
        self.here = here
        self.socket = here.path(SOCKET)
        with open(here.path(CONFIG[1:]), encoding="utf-8") as file:
            self.conf = json.load(file)
        self.base_path = re.sub(r"^https?://[^/]*", "", self.conf["base_url"])
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(self.socket)
        os.chmod(self.socket, 0o666)
        self.listener.listen(4096)
        self.child = None
        self.start()
        proc.wait_for(self.answers, 15, "the service")

    def start(self):
        fd = self.listener.fileno()
        self.child = subprocess.Popen(
            ["sh", "-c", "exec 3<&%d; LISTEN_PID=$$ LISTEN_FDS=1 exec chroot"
             " --userspec=aftersale:aftersale '%s' /usr/bin/aftersale serve"
             " --config %s" % (fd, self.here.top, CONFIG)],
            pass_fds=[fd], stdin=subprocess.DEVNULL,
            stderr=open(self.here.path("tmp/log"), "ab"),
            env={"PATH": PATH, "AFTERSALE_CLOCK": str(shop.DEMO_NOW)})

    def answers(self):
        if self.child.poll() is not None:
            with open(self.here.path("tmp/log"), encoding="utf-8") as file:
                raise tap.Failed("it ended: " + file.read())
        return self.get("/").status < 500

    def renew(self):
        self.child.send_signal(signal.SIGTERM)
        self.child.wait(10)
        self.start()

    def end(self):
        self.child.send_signal(signal.SIGTERM)
        status = self.child.wait(10)
        self.listener.close()
        os.unlink(self.socket)
        return status

    def get(self, path, headers=None, **more):
        return fcgi.request(self.socket, "GET", self.base_path + path,
                            headers, **more)


@tap.case("PK-10 the tarball runs in a bare tree where nothing is installed")
def tarball():
    packages()
    here = tree()
    path = newest("aftersale-*-linux-*.tar.gz")
    run("tar", "-xzf", path, "-C", here.path("opt"))
    name = os.path.basename(path)[:-len(".tar.gz")]
    tap.has(here.run("/opt/%s/aftersale" % name, "--version"), "aftersale ")
    tap.has(here.run("/opt/%s/aftersale" % name, "work", "--help"), "--now")
    done = here.run("/opt/%s/worker" % name, "--config", "/none", good=False)
    tap.has(done, "/none", "the worker finds its libraries")


@tap.case("PK-10 installing starts nothing, makes no table, no configuration")
def install():
    packages()
    here = tree()
    here.run("apt-get", "-qq", "update")
    here.run("apt-get", "-qq", "install", "--no-install-recommends", "-y",
             here.put(newest("aftersale_*.deb")))
    tap.has(here.run("aftersale", "--version"), "aftersale ")
    tap.eq(os.path.exists(here.path(CONFIG[1:])), False, "a configuration")
    tap.eq(list(beside().rows("SHOW TABLES LIKE '%%aftersale%%'")), [],
           "own tables")


@tap.case("PK-10 setup in the tree, and the order page of the shop")
def page():
    here, opened = tree(), beside()
    said = here.run("aftersale", "setup", "/srv/shop", "--yes",
                    "--single-user")
    tap.has(said, "fastcgi_pass", "the web server's lines")
    here.run("aftersale", "mode", "on")
    page.service = Service(here)
    order = next(iter(opened.orders.values()))
    visitor = buyer.Buyer(page.service)
    shown = visitor.arrive(str(order["number"]), order["key"])
    tap.eq(shown.status, 200, "the page")
    tap.has(shown.text, str(order["number"]), "its number")
    page.at = visitor.at


@tap.case("PK-10 an upgrade under load loses no request")
def upgrade():
    here, service = tree(), page.service
    old = os.path.basename(newest("aftersale_*.deb"))
    run("./bootstrap", "packages", "deb", env={"RELEASE": "1"})
    new = newest("aftersale_*.deb")
    tap.ok(os.path.basename(new) != old, "another version")
    answers, end = [], threading.Event()

    def ask():
        while not end.is_set():
            answers.append(service.get(page.at).status)

    askers = [threading.Thread(target=ask) for _ in range(4)]
    for one in askers:
        one.start()
    try:
        here.run("dpkg", "-i", here.put(new))
        service.renew()
        time.sleep(1)
        service.renew()
        time.sleep(1)
    finally:
        end.set()
        for one in askers:
            one.join()
    tap.ok(len(answers) > 50, "%d requests" % len(answers))
    tap.eq(sorted(set(answers)), [200], "answers to %d" % len(answers))
    tap.has(here.run("dpkg-query", "-W", "aftersale"), "+1", "the version")


def left(here):
    """What of ours is in the tree, our own copies of packages aside."""
    return sorted(os.path.relpath(os.path.join(folder, name), here.top)
                  for top in ("etc", "usr", "var", "run")
                  for folder, folders, files in os.walk(here.path(top))
                  for name in folders + files
                  if "aftersale" in os.path.join(folder, name)[
                      len(here.top):] and "shop-database" not in folder)


ENABLED = ("aftersale@shop.socket", "aftersale-work@shop.service")


@tap.case("PK-12 purge leaves no file behind")
def purge():
    here = tree()
    tap.eq(page.service.end(), 0, "it ends on TERM")
    here.run("apt-get", "-qq", "install", "--no-install-recommends", "-y",
             "systemd")
    here.run("systemctl", "enable", *ENABLED)
    here.run("dpkg", "--purge", "aftersale")
    tap.eq(left(here), [], "files")


@tap.case("PK-10 PK-12 the .rpm: installed, upgraded and erased with all its"
          " scriptlets; what an owner changed stays, of the rest nothing")
def rpm_in_a_tree():
    here = tree()
    here.run("apt-get", "-qq", "install", "--no-install-recommends", "-y",
             "rpm")
    paths = []
    for release in ("1", "2"):
        run("./bootstrap", "packages", "rpm", env={"RELEASE": release})
        paths.append(here.put(newest("aftersale-*.rpm")))
    here.run("rpm", "-i", "--nodeps", paths[0])
    tap.eq(here.run("rpm", "-V", "--nodeps", "aftersale", good=False), "",
           "files, owners and modes")
    tap.eq(oct(os.stat(here.path("etc/aftersale")).st_mode), "0o40711")
    tap.has(here.run("aftersale", "--version"), "aftersale ")
    tap.has(here.run("getent", "passwd", "aftersale"), "/nologin")
    here.run("systemctl", "enable", *ENABLED)
    for name, text in (("etc/aftersale/shop.json", "{}"),
                       ("etc/logrotate.d/aftersale", "# mine")):
        with open(here.path(name), "w", encoding="utf-8") as file:
            file.write(text)
    here.run("rpm", "-U", "--nodeps", paths[1])
    tap.has(here.run("rpm", "-q", "aftersale"), "-2.", "the version")
    with open(here.path("etc/logrotate.d/aftersale"),
              encoding="utf-8") as file:
        tap.eq(file.read(), "# mine", "what the owner wrote")
    tap.eq(len([name for name in left(here) if ".wants/" in name]), 2,
           "instances stay enabled")
    here.run("rpm", "-e", "aftersale")
    tap.eq(left(here), ["etc/aftersale", "etc/aftersale/shop.json",
                        "etc/logrotate.d/aftersale.rpmsave"], "files")


tap.main()
