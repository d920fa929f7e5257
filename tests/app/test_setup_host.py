#!/usr/bin/python3
"""setup as hosts of many shops call it: one folder, a file each."""
# budget: 100 s

import json
import os
import re

import app
import proc
import tap
from places import house, place, text

app.need()


@tap.case("PK-03 PK-11 --config forgotten beside the shop's own file: refused,"
          " naming it; the shop goes on, and another one may stand there")
def forgotten():
    here = place()
    here.file = os.path.join(here.etc, "new", "apple.json")
    said = here.setup()[0]
    tap.has(said, "aftersale --config %s mode on" % here.file, "what is next")
    own, conf = here.file, here.conf()
    tap.eq(conf["listen"], "/run/aftersale/apple.sock", "as its unit does")
    tap.has(said, "fastcgi_pass unix:/run/aftersale/apple.sock;")
    by = here.app()
    by.serve(1)
    here.file = os.path.join(here.etc, "new", "aftersale.json")
    for more in ((), ("--dry-run",)):
        done = here.setup(*more, good=False)
        tap.eq(done.returncode, 1, "refused")
        tap.has(text(done)[1], own + " is the configuration of this shop:"
                " name it by --config")
    tap.eq(os.listdir(os.path.dirname(own)), ["apple.json"], "files")
    tap.eq(by.get("/health").status, 200, "its users have their passwords")
    here.file = own
    tap.eq(here.conf(), conf, "the file")
    here.setup()
    other = place()
    other.file = os.path.join(os.path.dirname(own), "birch.json")
    other.setup()


@tap.case("PK-11 two shops of one folder: each has its own starter for Apache,"
          " with its own configuration in it")
def starters():
    etc = proc.folder("etc")
    both = place(), place()
    for here, name in zip(both, ("apple", "birch")):
        here.file = os.path.join(etc, name + ".json")
        out = here.setup("--server", "apache-fcgid")[0]
        path = re.search(r"Starter: (\S+) is written", out)[1]
        tap.has(out, 'ScriptAlias "/after/" "%s/"' % path, "the lines")
        here.starter = path
    for here in both:
        with open(here.starter, encoding="utf-8") as file:
            tap.has(file.read(), '--config "%s"' % here.file)
    house.run("--config", both[1].file, "uninstall", both[1].wp, "--yes",
              "--db-admin-user", "root")
    tap.eq(sorted(os.listdir(etc)), ["apple.json", "fcgid-apple"], "left")


@tap.case("PK-03 a shop whose tables have got another prefix: the file is"
          " changed, setup gives the rights, and old links stay")
def renamed():
    here = place()
    here.setup()
    keys = here.conf()["keys"]
    names = [next(iter(row.values())) for row in
             here.shop.server.rows("shop", "SHOW TABLES")]
    here.shop.server.script("shop", "RENAME TABLE " + ", ".join(
        "`%s` TO `x9_%s`" % (name, name[3:]) for name in names))
    path = os.path.join(here.wp, "wp-config.php")
    with open(path, encoding="utf-8") as file:
        config = file.read()
    with open(path, "w", encoding="utf-8") as file:
        file.write(config.replace("'wp_'", "'x9_'"))
    done = here.setup(good=False)
    tap.has(text(done)[1], "write that into the file first")
    conf = here.conf()
    conf["database"]["prefix"] = "x9_"
    with open(here.file, "w", encoding="utf-8") as file:
        json.dump(conf, file)
    here.setup()
    tap.eq(here.conf()["keys"], keys, "keys")
    out = text(house.run("--config", here.file, "mode", "on"))
    out = text(house.run("--config", here.file, "doctor", good=False))[0]
    tap.has(out, "may make 30 of 30", "no table is counted twice")
    tap.lacks(out, "bad ", "doctor")


tap.main()
