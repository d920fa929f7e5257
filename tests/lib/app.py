"""app.py - the program under test: its configuration, serve, work, commands.

App(shop) writes a configuration file for a shop of shop.py in a folder of
its own. serve() and work() start the processes; get() and post() speak
FastCGI to the socket, run() calls a sub-command and waits for it. A log
line of level error or fatal that no test expected fails the test: end a
case with app.check_log(), or call it from cleanup as App does itself.
"""

import json
import os
import re
import subprocess

import fcgi
import proc
import shop
import tap

BIN = os.environ.get(
    "AFTERSALE_BIN", os.path.join(proc.TOP, ".local", "build", "aftersale"))
SECRET = "00112233445566778899aabbccddeeff" * 2
BAD_LINE = re.compile(r"\blevel=(error|fatal)\b|AddressSanitizer"
                      r"|runtime error:|Assertion .* failed")


def need():
    """Leaves the whole program out where nothing was built."""
    if not os.access(BIN, os.X_OK):
        tap.skip_all("there is no program at %s" % BIN)


class App:
    """One configured aftersale beside one shop."""

    def __init__(self, beside, base_path="/after", conf=None, clock=None):
        self.shop = beside
        self.folder = proc.folder("app")
        self.base_path = base_path
        self.socket = os.path.join(self.folder, "s")
        self.log = os.path.join(self.folder, "log")
        self.file = os.path.join(self.folder, "aftersale.json")
        self.clock = clock
        self.expected = []
        self.processes = []
        self.serving = []
        self.conf = {
            "base_url": beside.origin + base_path,
            "database": {
                "socket": beside.server.socket, "host": "", "port": 0,
                "name": beside.database, "user": beside.user,
                "password": beside.password, "prefix": beside.prefix},
            "keys": [{"id": 1, "secret": SECRET}],
            "wordpress": dict(beside.wordpress, dir=""),
            "paths": {"templates": "", "assets_url": base_path + "/assets",
                      "share": share_of(BIN)},
            "mode": "on",
        }
        merge(self.conf, conf or {})
        self.write_conf()
        tap.cleanup(self.end)

    def program(self):
        need()
        return BIN

    def write_conf(self):
        with open(self.file, "w", encoding="utf-8") as file:
            json.dump(self.conf, file, indent=1)
        os.chmod(self.file, 0o640)
        proc.own(self.file)

    def environment(self, extra=None):
        env = {"PATH": "/usr/bin:/bin:/usr/sbin", "LC_ALL": "C.UTF-8"}
        for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS"):
            if name in os.environ:
                env[name] = os.environ[name]
        if self.clock is not None:
            env["AFTERSALE_CLOCK"] = str(int(self.clock))
        env.update(extra or {})
        return env

    def run(self, *words, stdin=b"", seconds=60, env=None, good=True):
        """A sub-command; gives what it printed. good: it must end with 0."""
        done = subprocess.run(
            proc.as_account([self.program()] + list(self.front(words)),
                            not proc.reachable(BIN)),
            input=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            env=self.environment(env), check=False, cwd="/",
            timeout=seconds * proc.slowness())
        if good and done.returncode:
            raise tap.Failed("aftersale %s ended with %d\n%s%s" % (
                " ".join(words), done.returncode,
                done.stdout.decode("utf-8", "replace")[-2000:],
                done.stderr.decode("utf-8", "replace")[-2000:]))
        return done

    def front(self, words):
        """Where the file of this App goes in a command line."""
        if "--config" in words:
            return words
        return ("--config", self.file) + tuple(words)

    def spawn(self, *words, env=None):
        process = proc.Process([self.program()] + list(self.front(words)),
                               self.log, self.environment(env),
                               plain=not proc.reachable(BIN))
        self.processes.append(process)
        return process

    def migrate(self):
        self.run("migrate")
        return self

    def serve(self, workers=2, *more, env=None):
        process = self.spawn("serve", "--listen", self.socket, "--workers",
                             str(workers), *more, env=env)
        proc.wait_for(lambda: proc.socket_answers(self.socket), 30,
                      "aftersale serve", process)
        self.serving.append((process, workers))
        self.settle()
        return process

    def settle(self):
        """Until each process that serves waits for a request: it has read
        its files, and done what is done behind an answer."""
        for process, workers in self.serving:
            proc.wait_for(lambda: proc.all_wait(process.pid, workers)
                          or not process.alive(), 60, "all of serve")

    def work(self, *more, env=None):
        return self.spawn("work", *more, env=env)

    def get(self, path, headers=None, **more):
        """GET of a path below the base path, straight over FastCGI."""
        return fcgi.request(self.socket, "GET", self.base_path + path,
                            headers, **more)

    def post(self, path, form, headers=None, **more):
        from urllib.parse import urlencode
        body = form if isinstance(form, bytes) else urlencode(form).encode()
        headers = dict({"Content-Type":
                        "application/x-www-form-urlencoded"},
                       **(headers or {}))
        return fcgi.request(self.socket, "POST", self.base_path + path,
                            headers, body, **more)

    def log_text(self):
        if not os.path.exists(self.log):
            return ""
        with open(self.log, encoding="utf-8", errors="replace") as file:
            return file.read()

    def expect_log(self, pattern):
        """A line that may be there although it is of level error."""
        self.expected.append(re.compile(pattern))

    def check_log(self):
        for line in self.log_text().splitlines():
            if BAD_LINE.search(line) and not any(
                    e.search(line) for e in self.expected):
                raise tap.Failed("nobody expected this log line: " + line)

    def stop(self):
        for process in self.processes:
            process.stop()
        self.processes = []
        self.serving = []

    def end(self):
        self.stop()
        self.check_log()


def shop_with_tables(name="demo", **more):
    """A shop with our own tables in it, migrated once a run."""
    return shop.open_shop(name, prepare=lambda opened: App(opened).migrate(),
                          **more)


def share_of(program):
    """Where a program in a build folder has its templates and words; empty
    for one that is installed, which knows by itself."""
    built = os.path.join(os.path.dirname(program), "share")
    return built if os.path.isdir(built) else ""


def merge(into, more):
    """Lays nested dictionaries over each other."""
    for key, value in more.items():
        if isinstance(value, dict) and isinstance(into.get(key), dict):
            merge(into[key], value)
        else:
            into[key] = value


