"""What stands beside the program is listed, light and translated."""
# budget: 60 s
import gzip
import os
import re
import subprocess
import sys

import source
import tap


def lists():
    return "\n".join(source.read(f) for f in source.files("*/local.mk")
                     + source.files("src/*/local.mk"))


@tap.case("every template, demo file and asset is installed or shipped")
def listed():
    names = set(re.findall(r"[\w./-]+", lists()))
    wanted = source.files("src/*/*.mustache") + source.files(
        "src/*/demo/*.json") + source.files("assets/*/*")
    source.complain([(f, 1, "is in no local.mk") for f in wanted
                     if f not in names])


@tap.case("TY-21 the style of shopper pages is under 10 KB over the wire")
def light():
    size = len(gzip.compress(source.read("assets/css/shop.css").encode()))
    if size > 10 * 1024:
        raise tap.Failed("shop.css is %d bytes when compressed" % size)


@tap.case("L-43 no style in an attribute, no script in a page, no outside address")
def strict():
    found = []
    for path in source.files("src/*/*.mustache"):
        for n, line in enumerate(source.read(path).splitlines(), 1):
            if re.search(r'\sstyle="|<style|\son\w+="|<script(?! type="module" src="\{\{)', line):
                found.append((path, n, line.strip()[:60]))
            if re.search(r'(?:src|href)="https?:', line):
                found.append((path, n, line.strip()[:60]))
    source.complain(found)


@tap.case("TY-20 every word is in every catalogue")
def translated():
    done = subprocess.run(
        [sys.executable, os.path.join(source.TOP, "po", "extract.py"),
         "--check"], stdout=subprocess.PIPE, check=False,
        env=dict(os.environ, PYTHONDONTWRITEBYTECODE="1"))
    if done.returncode:
        raise tap.Failed(done.stdout.decode()[:4000])


tap.main()
