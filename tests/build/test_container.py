#!/usr/bin/python3
"""What the container file names is what the packages install."""
# budget: 10 s

import os
import re

import proc
import tap

FOLDER = os.path.join(proc.TOP, "plugin-manifest", "container")


def read(*parts):
    with open(os.path.join(proc.TOP, *parts), encoding="utf-8") as file:
        return file.read()


TEXT = read("plugin-manifest", "container", "Containerfile")
STEPS = [re.sub(r"\s+", " ", step).strip() for step in re.sub(
    r"(?m)^\s*#.*\n", "", TEXT).replace("\\\n", " ").splitlines() if step]


def steps(word):
    return [s[len(word):].strip() for s in STEPS if s.startswith(word + " ")]


@tap.case("PK-10 two stages on Debian 12 slim; only the package goes over")
def stages():
    tap.eq(steps("FROM"), ["docker.io/library/debian:12-slim AS build",
                           "docker.io/library/debian:12-slim"], "stages")
    last = STEPS[[i for i, s in enumerate(STEPS)
                  if s.startswith("FROM")][-1]:]
    copies = [s for s in last if s.startswith(("COPY", "ADD"))]
    tap.eq(len(copies), 1, "one copy")
    tap.has(copies[0], "--from=build /aftersale.deb", "the package")
    tap.has(" ".join(last), "--no-install-recommends", "no more than needed")


@tap.case("PK-10 it runs as the account of the package and holds no secret")
def account():
    user = steps("USER")
    tap.eq(user, ["aftersale"], "who")
    tap.ok(re.search(r"(?m)^u\s+%s\s" % user[0], read(
        "plugin-manifest", "systemd", "sysusers.conf")), "the package makes it")
    tap.ok(STEPS.index("USER aftersale") < STEPS.index(
        'ENTRYPOINT ["/usr/bin/aftersale"]'), "before it runs")
    tap.eq(steps("ENV") + steps("ARG"), [], "nothing in the environment")
    ignored = read("plugin-manifest", "container",
                   "Containerfile.dockerignore").split()
    for name in (".local", "**/aftersale.json"):
        tap.ok(name in ignored, name + " stays outside")


@tap.case("PK-10 the paths and words in it exist")
def paths():
    rules = read("plugin-manifest", "debian", "rules")
    tap.has(rules, "dh $@", "the usual /usr")
    tap.has(read("src", "app", "local.mk"), "bin_PROGRAMS += aftersale",
            "/usr/bin/aftersale")
    health = steps("HEALTHCHECK")[0]
    for word in set(re.findall(r"/usr/bin/aftersale (\w+)", health)) | {
            re.match(r'\["(\w+)"', steps("CMD")[0])[1]}:
        tap.has(read("src", "app", "cmd_%s.c" % word)
                if word != "serve" else read("src", "app", "serve.c"),
                '.name = "%s"' % word, "the command " + word)
    port = steps("EXPOSE")[0]
    tap.has(steps("CMD")[0], ":" + port, "its port")
    said = read("docs", "packages.md")
    tap.has(said, "plugin-manifest/container/Containerfile", "documented")
    tap.has(said, "9000", "with its port")


tap.main()
