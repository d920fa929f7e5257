"""tree.py - a Debian 12 with nothing in it, made by debootstrap, to install our
packages into. Nothing of this machine but its kernel and its list of mirrors
is used."""

import atexit
import glob
import os
import shutil
import subprocess
import tempfile

import proc
import tap

PACKAGES = os.path.join(proc.TOP, ".local", "packages")
PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
WP_CONFIG = """<?php
define( 'DB_NAME', 'shop' );
define( 'DB_USER', '%s' );
define( 'DB_PASSWORD', '%s' );
define( 'DB_HOST', 'localhost:/run/shop-database/s' );
define( 'DB_CHARSET', 'utf8mb4' );
define( 'LOGGED_IN_KEY', '%s' );
define( 'LOGGED_IN_SALT', '%s' );
$table_prefix = 'wp_';
"""


def run(*words, good=True, env=None, seconds=900):
    done = subprocess.run(words, stdout=subprocess.PIPE, check=False,
                          stderr=subprocess.STDOUT, cwd=proc.TOP,
                          timeout=seconds, env=dict(os.environ, **(env or {})))
    text = done.stdout.decode("utf-8", "replace")
    if good and done.returncode:
        raise tap.Failed("%s:\n%s" % (" ".join(words), text[-2500:]))
    return text


def need(*programs):
    for name in programs:
        if not shutil.which(name):
            tap.skip("%s is not installed" % name)


def newest(pattern):
    found = sorted(glob.glob(os.path.join(PACKAGES, pattern)))
    if not found:
        raise tap.Failed("there is no %s" % pattern)
    return found[-1]


class Tree:
    """The tree; more: names of packages it begins with."""

    def __init__(self, more=()):
        if os.geteuid():
            tap.skip("only root can make a tree to install into")
        need("debootstrap", "chroot", "setpriv")
        self.top = tempfile.mkdtemp(prefix="aftersale-tree-", dir="/var/tmp")
        os.chmod(self.top, 0o755)
        self.mounted = []
        atexit.register(self.end)
        said = run("debootstrap", "--variant=minbase",
                   *(["--include=" + ",".join(more)] if more else []),
                   "bookworm", self.top, good=False)
        if "Base system installed successfully" not in said:
            tap.skip("debootstrap cannot fetch a Debian 12: "
                     + said.strip().splitlines()[-1])
        for path in ("apt/sources.list.d", "apt/apt.conf.d"):
            for name in glob.glob("/etc/%s/*" % path):
                if os.path.isfile(name):
                    shutil.copy(name, os.path.join(self.top, "etc", path))
        shutil.copy("/etc/resolv.conf", self.path("etc/resolv.conf"))
        # The loader asks /proc where a program lies.
        self.bind("/proc", "proc")

    def path(self, *parts):
        return os.path.join(self.top, *parts)

    def bind(self, folder, there):
        os.makedirs(self.path(there), exist_ok=True)
        run("mount", "--bind", folder, self.path(there))
        self.mounted.append(self.path(there))

    def run(self, *words, good=True):
        return run("chroot", self.top, *words, good=good,
                   env={"DEBIAN_FRONTEND": "noninteractive",
                        "LC_ALL": "C.UTF-8", "PATH": PATH})

    def put(self, path):
        shutil.copy(path, self.path("tmp"))
        return "/tmp/" + os.path.basename(path)

    def unbind(self):
        for path in reversed(self.mounted):
            subprocess.run(["umount", "-l", path], check=False)
        self.mounted = []

    def end(self):
        self.unbind()
        shutil.rmtree(self.top, ignore_errors=True)
