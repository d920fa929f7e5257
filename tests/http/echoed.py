"""echoed.py - the echo program as a server, and as plain CGI.

Echo(...) looks like an App to web.py. get() and post() speak FastCGI to it,
run_cgi() starts it for one request, said() reads back what it understood.
"""

import os
import shutil
import subprocess

import fcgi
import proc
import tap

BUILT = os.path.join(
    os.path.dirname(os.environ.get(
        "AFTERSALE_BIN",
        os.path.join(proc.TOP, ".local", "build", "aftersale"))),
    "tests", "http", "echo")


def is_sanitized():
    return proc.is_sanitized(BUILT)


def said(response):
    """The lines name=value of an answer; doubled names in a list."""
    out = {}
    for line in response.text.splitlines():
        name, _, value = line.partition("=")
        out.setdefault(name, []).append(value)
    return {k: v[0] if len(v) == 1 else v for k, v in out.items()}


class Echo:
    base_path = "/p"

    def __init__(self):
        if not os.access(BUILT, os.X_OK):
            tap.skip_all("there is no program at %s" % BUILT)
        self.folder = proc.folder("echo")
        self.socket = os.path.join(self.folder, "s")
        self.log = os.path.join(self.folder, "log")
        self.file = os.path.join(self.folder, "none.json")
        self.copy = os.path.join(self.folder, "echo")
        self.process = None
        shutil.copy(BUILT, self.copy)
        with open(self.file, "w", encoding="utf-8") as file:
            file.write("{}")

    def program(self):
        return self.copy

    def environment(self, env):
        out = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}
        for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS"):
            if name in os.environ:
                out[name] = os.environ[name]
        out.update(env or {})
        return out

    def spawn(self, *words, env=None, **more):
        return proc.Process([self.copy] + [str(w) for w in words], self.log,
                            self.environment(env), **more)

    def serve(self, *words, env=None):
        """echo SOCKET [WORKERS [IDLE_EXIT]]"""
        self.process = self.spawn(self.socket, *words, env=env)
        proc.wait_for(lambda: proc.socket_answers(self.socket), 30, "echo",
                      self.process)
        return self

    def stop(self):
        return self.process.stop()

    def request(self, method, path, headers=None, body=b"", **more):
        return fcgi.request(self.socket, method, self.base_path + path,
                            headers, body, **more)

    def get(self, path, headers=None, **more):
        return self.request("GET", path, headers, **more)

    def post(self, path, body, headers=None, **more):
        headers = dict({"Content-Type":
                        "application/x-www-form-urlencoded"},
                       **(headers or {}))
        return self.request("POST", path, headers, body, **more)

    def run_cgi(self, params, body=b"", env=None, stdin=None, seconds=60):
        """The program as a web server starts it for one request."""
        variables = self.environment(env)
        variables.update(params)
        done = subprocess.run(
            proc.as_account([self.copy]), env=variables, cwd="/",
            timeout=seconds, check=False, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            **({"stdin": stdin} if stdin else {"input": body}))
        tap.eq(done.returncode, 0, done.stderr)
        return fcgi.Response(done.stdout, done.stderr)

    def log_text(self):
        with open(self.log, encoding="utf-8", errors="replace") as file:
            return file.read()


def zombies(pid):
    return [int(n) for n in os.listdir("/proc") if n.isdigit()
            and proc.state_of(int(n)) == ("Z", pid)]
