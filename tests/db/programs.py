"""programs.py - runs the C test programs of this folder against a server."""

import os
import re
import subprocess

import proc
import tap

BUILD = os.path.dirname(os.environ.get(
    "AFTERSALE_BIN", os.path.join(proc.TOP, ".local", "build", "aftersale")))


def path(name):
    return os.path.join(BUILD, "tests", "db", name)


def need(name):
    if not os.access(path(name), os.X_OK):
        tap.skip_all("tests/db/%s is not built (make check builds it)" % name)


def environment(socket, extra=None):
    env = {k: v for k, v in os.environ.items()
           if not k.startswith("AFTERSALE_")}
    env["AFTERSALE_TEST_SOCKET"] = socket
    env.update(extra or {})
    return env


def start(name, arguments, socket, extra=None):
    """The program, running, with pipes to talk to it."""
    return subprocess.Popen(
        [path(name)] + list(arguments), env=environment(socket, extra),
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, text=True)


def finish(child, limit=60):
    out, _ = child.communicate(timeout=limit * proc.slowness())
    return out, child.returncode


def check(out, status):
    """Every line of the program's TAP is ok, and its plan is whole."""
    bad = [line for line in out.splitlines() if line.startswith("not ok")]
    tap.ok(not bad, "it says:\n" + out[-3000:])
    tap.eq(status, 0, "the end of the program (%s)" % out[-2000:])
    plan = re.search(r"^1\.\.(\d+)$", out, re.M)
    tap.ok(plan, "no plan in:\n" + out[-2000:])
    tap.eq(len(re.findall(r"^ok ", out, re.M)), int(plan[1]), "lines")


def run(name, arguments, socket, extra=None, limit=60):
    out, status = finish(start(name, arguments, socket, extra), limit)
    check(out, status)
    return out


def noted(out, name):
    """What a program said as "# name: value"."""
    match = re.search(r"^# %s: (.*)$" % re.escape(name), out, re.M)
    return match[1] if match else None


def migrate(server, database="shop"):
    """Makes the own tables, as aftersale migrate does."""
    server.create(database)
    out = run("dbtest", ["migrate"], server.socket,
              {"AFTERSALE_TEST_MIGRATIONS":
               os.path.join(proc.TOP, "src", "migrations")})
    tap.eq(noted(out, "answer"), "ok", "the migrations")
