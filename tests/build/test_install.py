"""PK-01: what is installed, where, and what the programs lean on."""
# budget: 120 s
import os
import re
import shutil
import stat
import subprocess

import app
import proc
import tap

BUILD = os.path.dirname(app.BIN)
NEEDED = {
    "aftersale": {"libfcgi.so.0", "libmariadb.so.3", "libjson-c.so.5",
                  "libcrypto.so.3", "libc.so.6", "libm.so.6"},
    "worker": {"libfcgi.so.0", "libmariadb.so.3", "libjson-c.so.5",
               "libcrypto.so.3", "libcurl.so.4", "libc.so.6", "libm.so.6"},
    "carry": {"libfcgi.so.0", "libmariadb.so.3", "libjson-c.so.5",
              "libcrypto.so.3", "libsqlite3.so.0", "libc.so.6", "libm.so.6"},
}


def run(*words, cwd=BUILD):
    done = subprocess.run(words, stdout=subprocess.PIPE, cwd=cwd,
                          stderr=subprocess.STDOUT, check=False)
    text = done.stdout.decode("utf-8", "replace")
    if done.returncode:
        raise tap.Failed("%s:\n%s" % (" ".join(words), text[-1500:]))
    return text


def installed():
    """A copy of what make install lays down; made once."""
    if not hasattr(installed, "folder"):
        if not os.path.exists(os.path.join(BUILD, "Makefile")):
            tap.skip("the program was not built here by make")
        installed.folder = proc.folder("dest")
        run("make", "-s", "install", "DESTDIR=" + installed.folder)
    return installed.folder


def files():
    top = installed()
    for folder, _, names in os.walk(top):
        for name in names:
            yield os.path.relpath(os.path.join(folder, name), top)


def find(pattern):
    return [path for path in files() if re.search(pattern, path)]


@tap.case("PK-01 programs, snippets, templates and assets are installed")
def laid_down():
    for pattern in (r"/bin/aftersale$", r"/libexec/aftersale/worker$",
                    r"/libexec/aftersale/carry$",
                    r"/share/aftersale/tables\.md$",
                    r"/share/aftersale/webserver/nginx\.conf\.in$",
                    r"/share/aftersale/webserver/away\.html$",
                    r"/share/aftersale/templates/confirm/.*\.mustache$",
                    r"/share/aftersale/assets/css/shop.*\.css$",
                    r"/share/aftersale/migrations/\d+_\w+\.sql$",
                    r"/share/aftersale/locale/.*lt.*\.mo$"):
        tap.ok(find(pattern), "nothing installed like " + pattern)


@tap.case("PK-01 nothing that is installed can be changed by others")
def modes():
    for path in files():
        mode = os.lstat(os.path.join(installed(), path)).st_mode
        tap.ok(not mode & (stat.S_IWGRP | stat.S_IWOTH | stat.S_ISUID),
               "%s has mode %o" % (path, mode))


@tap.case("PK-01 the serving program leans on few libraries, and not on curl")
def libraries():
    for name, wanted in NEEDED.items():
        path = os.path.join(BUILD, name)
        if not os.path.exists(path):
            raise tap.Failed("there is no program " + name)
        found = set(re.findall(r"NEEDED.*\[(.*)\]",
                               run("readelf", "-d", path)))
        sanitizers = {n for n in found if re.match(r"lib[au]san|libubsan",
                                                   n)}
        tap.eq(found - wanted - sanitizers, set(), name + " also needs")


@tap.case("the programs are built to be hard to abuse")
def hardening():
    path = os.path.join(BUILD, "aftersale")
    if "asan" in run("readelf", "-d", path):
        tap.skip("built with sanitizers")
    head = run("readelf", "-W", "-h", "-l", "-d", path)
    tap.has(head, "DYN (Position-Independent Executable", "the kind")
    tap.has(head, "GNU_RELRO")
    tap.ok("BIND_NOW" in head or "FLAGS_1" in head and "NOW" in head,
           "symbols are not bound at the start")
    tap.has(run("readelf", "-W", "--dyn-syms", path), "__stack_chk_fail")
    stack = [line for line in head.splitlines() if "GNU_STACK" in line]
    tap.ok(stack and "E" not in stack[0].split("0x")[-2],
           "the stack can be executed")


@tap.case("an installed copy runs from where it lies and says its version")
def moved():
    program = os.path.join(installed(), find(r"/bin/aftersale$")[0])
    tap.ok(re.search(r"\d+\.\d+\.\d+", run(program, "--version")),
           "no version")


@tap.case("make uninstall takes all of it away again")
def uninstall():
    copy = installed()
    run("make", "-s", "uninstall", "DESTDIR=" + copy)
    left = list(files())
    shutil.rmtree(copy, ignore_errors=True)
    tap.eq(left, [], "what is left")


app.need()
tap.main()
