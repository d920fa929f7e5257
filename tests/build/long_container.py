#!/usr/bin/python3
"""The image of plugin-manifest/container: built in its two stages upon a bare
Debian 12, and run as its own user beside a shop. AFTERSALE_IMAGE names one that
is built already. Layers are kept below the run's folder and go with it."""
# budget: 3000 s

import json
import os
import re
import shutil
import subprocess
import tempfile
import atexit

import app
import fcgi
import proc
import shop
import tap

FOLDER = os.path.join(proc.TOP, "plugin-manifest", "container")
BASE = "docker.io/library/debian:12-slim"
READY = os.environ.get("AFTERSALE_IMAGE", "")
if not shutil.which("buildah"):
    tap.skip_all("no image can be built: buildah is not installed")
if os.geteuid():
    tap.skip_all("only root can build an image without namespaces")
ROOT = tempfile.mkdtemp(prefix="aftersale-image-", dir="/var/tmp")
atexit.register(shutil.rmtree, ROOT, ignore_errors=True)


def run(*words, good=True, seconds=2400, cwd=proc.TOP):
    env = dict(os.environ, BUILDAH_ISOLATION="chroot", STORAGE_DRIVER="vfs",
               TMPDIR=ROOT)
    done = subprocess.run(words, stdout=subprocess.PIPE, check=False,
                          stderr=subprocess.STDOUT, cwd=cwd, env=env,
                          timeout=seconds)
    text = done.stdout.decode("utf-8", "replace")
    if good and done.returncode:
        raise tap.Failed("%s:\n%s" % (" ".join(words), text[-2500:]))
    return text


def buildah(*words, **more):
    store = [] if READY else ["--root", os.path.join(ROOT, "store"),
                              "--runroot", os.path.join(ROOT, "run")]
    return run("buildah", *store, *words, **more)


def base():
    """Debian 12 from the mirrors of this machine, under the name of slim."""
    tree = os.path.join(ROOT, "base")
    said = run("debootstrap", "--variant=minbase", "bookworm", tree,
               good=False)
    if "Base system installed successfully" not in said:
        tap.skip("debootstrap cannot fetch a Debian 12: "
                 + said.strip().splitlines()[-1])
    one = buildah("from", "scratch").strip().splitlines()[-1]
    buildah("add", "-q", one, tree, "/")
    buildah("commit", "-q", one, BASE)
    buildah("rm", one)
    shutil.rmtree(tree)


def sources():
    """What is in the repository, and nothing that was built."""
    there = os.path.join(ROOT, "sources")
    os.mkdir(there)
    names = run("git", "ls-files").splitlines()
    for name in names:
        target = os.path.join(there, name)
        os.makedirs(os.path.dirname(target), exist_ok=True)
        shutil.copy(os.path.join(proc.TOP, name), target,
                    follow_symlinks=False)
    return there


def image():
    if READY:
        return READY
    if not hasattr(image, "made"):
        base()
        buildah("bud", "--pull-never", "--format", "docker", "-t", "aftersale",
                "-f", os.path.join(FOLDER, "Containerfile"), "--ignorefile",
                os.path.join(FOLDER, "Containerfile.dockerignore"), ".",
                cwd=sources())
        image.made = "aftersale"
    return image.made


@tap.case("PK-10 the image: its own user, a port, a health check, no secret")
def described():
    conf = json.loads(buildah("inspect", "--type", "image", image()))
    docker = conf["Docker"]["config"]
    tap.eq(docker["User"], "aftersale", "who runs it")
    tap.eq(docker["ExposedPorts"], {"9000/tcp": {}}, "where it listens")
    tap.has(str(docker["Healthcheck"]["Test"]), "aftersale status", "health")
    tap.eq([e for e in docker["Env"] if not e.startswith("PATH=")], [],
           "nothing in its environment")
    one = buildah("from", "--pull-never", image()).strip().splitlines()[-1]
    try:
        inside = ["run", "--user", "root", one, "--", "/bin/sh", "-c"]
        held = buildah(*inside, "find /etc/aftersale /tmp /src"
                       " /var/lib/apt/lists -type f 2>/dev/null; true")
        tap.eq(held.split(), [], "files that do not belong")
        tap.eq(buildah(*inside, "find /usr/bin -name '*gcc*'").split(), [],
               "no compiler")
        who = buildah("run", "--user", "aftersale", one, "--",
                      "id", "-u").strip()
        tap.ok(who != "0", "it is not root")
    finally:
        buildah("rm", one)


@tap.case("PK-10 the image beside a shop: a page, health, TERM")
def serves():
    name = image()
    opened = app.shop_with_tables("demo")
    port = proc.free_port()
    folder = proc.folder("container")
    config = os.path.join(folder, "aftersale.json")
    made = app.App(opened)
    made.conf["database"]["socket"] = "/run/shop-database/s"
    made.conf["paths"] = {}
    made.conf["web_servers"] = ["127.0.0.1/32"]
    with open(config, "w", encoding="utf-8") as file:
        json.dump(made.conf, file)
    one = buildah("from", "--pull-never", name).strip().splitlines()[-1]
    uid = buildah("run", "--user", "aftersale", one, "--", "id", "-u").strip()
    os.chown(config, int(uid), -1)
    os.chmod(config, 0o640)
    front = ["run", "--user", "aftersale",
             "-v", config + ":/etc/aftersale/aftersale.json:ro",
             "-v", opened.server.folder + ":/run/shop-database", one, "--"]
    store = [] if READY else ["--root", os.path.join(ROOT, "store"),
                              "--runroot", os.path.join(ROOT, "run")]
    process = proc.Process(
        ["env", "BUILDAH_ISOLATION=chroot", "STORAGE_DRIVER=vfs",
         "TMPDIR=" + ROOT, "buildah"] + store + front
        + ["/usr/bin/aftersale", "serve", "--listen", "127.0.0.1:%d" % port],
        os.path.join(folder, "log"), plain=True,
        env=dict(os.environ))
    try:
        proc.wait_for(lambda: proc.port_answers(port), 60, "the image",
                      process)
        order = opened.orders["fresh_guest"]
        got = fcgi.request(("127.0.0.1", port), "GET",
                           "/after/order/%(number)s?key=%(key)s" % order)
        tap.eq(got.status, 303, "the shop's link")
        got = fcgi.request(("127.0.0.1", port), "GET", "/after/find")
        tap.eq(got.status, 200, "a page")
        check = ("/usr/bin/aftersale status >/dev/null; test $? -lt 2 &&"
                 " echo healthy")
        tap.has(buildah(*front, "/bin/sh", "-c", check), "healthy", "health")
    finally:
        process.stop()
        buildah("rm", one, good=False)
    text = process.output()
    tap.lacks(text, "level=error", "the log")
    tap.eq(re.findall("level=fatal.*", text), [], "the log")


tap.main()
