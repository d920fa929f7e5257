#!/usr/bin/python3
"""test_pages - every page and mail with its sample data, drawn by the real
program and looked at: well-formed, one h1, labels, names, no lost links.

Sample data are src/PART/demo/NAME.json; NAME is that of a template, with an
underscore and a word behind it where one template has several states.

# budget: 240 s
"""

import glob
import json
import os
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.dirname(
    os.path.abspath(__file__))), "lib"))
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import app  # noqa: E402
import checkers  # noqa: E402
import markup  # noqa: E402
import proc  # noqa: E402
import tap  # noqa: E402

SOURCE = os.path.join(proc.TOP, "src")
BASE = os.path.join(SOURCE, "view", "demo", "base.json")
drawn = {}


def template_of(part, demo):
    """The template a sample is for: the longest name that is a file."""
    while demo:
        path = os.path.join(SOURCE, part, demo + ".mustache")
        if os.path.exists(path):
            return demo if part == "view" else "%s/%s" % (part, demo)
        demo = demo.rpartition("_")[0]
    return None


def samples():
    for path in sorted(glob.glob(os.path.join(SOURCE, "*", "demo",
                                              "*.json"))):
        part = path.split(os.sep)[-3]
        demo = os.path.basename(path)[:-len(".json")]
        if path != BASE:
            yield part, demo, path


def conf_file():
    """A configuration; what it says of the database is not used."""
    path = os.path.join(proc.folder("render"), "aftersale.json")
    with open(path, "w", encoding="utf-8") as file:
        json.dump({
            "base_url": "https://shop.example/after",
            "database": {"socket": path + ".none", "name": "none",
                         "user": "none", "prefix": "wp_"},
            "keys": [{"id": 1, "secret": app.SECRET}]}, file)
    os.chmod(path, 0o640)
    return path


def render(template, *more):
    """What `aftersale render` did."""
    return subprocess.run(
        [app.BIN, "render", "--config", CONF, "--template", template, *more],
        capture_output=True, timeout=20, check=False)


def draw(template, path, lang="en"):
    done = render(template, "--data", path, "--base", BASE, "--lang", lang)
    tap.eq((done.returncode, done.stderr.decode(errors="replace")), (0, ""))
    return done.stdout.decode()


def looks_right(part, demo, path):
    def run():
        template = template_of(part, demo)
        tap.ok(template, "there is a template for src/%s/demo/%s.json"
               % (part, demo))
        page = draw(template, path)
        drawn["%s-%s" % (part, demo)] = page
        tap.eq(markup.complaints(page), [])
    return run


def speaks(lang):
    """Every sample in another language, which must show somewhere."""
    def run():
        other = 0
        for part, demo, path in samples():
            page = draw(template_of(part, demo), path, lang)
            found = markup.complaints(page)
            tap.eq(found, [], "src/%s/demo/%s.json" % (part, demo))
            other += page != drawn.get("%s-%s" % (part, demo))
        tap.ok(other, "no page is translated")
    return run


@tap.case("TY-21 render draws a file that is no installed template")
def own_file():
    path = os.path.join(proc.folder("own"), "my.mustache")
    with open(path, "w", encoding="utf-8") as file:
        file.write("{{! my/own 1 html }}\n<p>{{shop_name}} {{> notice }}</p>")
    done = render(path, "--base", BASE)
    tap.eq((done.returncode, done.stderr), (0, b""))
    tap.has(done.stdout.decode(), "<p>Juniper")


@tap.case("TY-21 render says which line of a template is wrong")
def wrong_file():
    path = os.path.join(proc.folder("own"), "my.mustache")
    with open(path, "w", encoding="utf-8") as file:
        file.write("{{! my 1 html }}\n<p>\n<b onclick=\"{{a}}\"></b></p>")
    done = render(path)
    tap.ok(done.returncode, "it fails")
    tap.has(done.stderr.decode(),
            "line 3: no hole may stand in the attribute onclick")
    tap.eq(done.stdout, b"")


@tap.case("TY-06 the Nu validator finds nothing in the pages")
def valid():
    folder = proc.folder("pages")
    names = []
    for name, page in drawn.items():
        if "<html" in page:
            names.append(os.path.join(folder, name + ".html"))
            with open(names[-1], "w", encoding="utf-8") as file:
                file.write(page)
    tap.ok(names, "no page was drawn")
    tap.eq(checkers.nu(names).replace(folder + "/", ""), "")


app.need()
CONF = conf_file()
valid_case = tap.cases.pop()
for one in samples():
    tap.case("TY-06 %s/%s" % one[:2])(looks_right(*one))
for mo in sorted(glob.glob(os.path.join(os.path.dirname(app.BIN), "share",
                                        "locale", "*.mo"))):
    tag = os.path.basename(mo)[:-len(".mo")]
    tap.case("TY-06 every page in " + tag)(speaks(tag))
tap.cases.append(valid_case)
tap.main()
