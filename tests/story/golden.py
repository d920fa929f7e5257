"""golden.py - compares a page with the one that was looked at and kept.

tests/golden/NAME.html is kept. What differs by chance each time (tokens,
form keys, fingerprints of files) is written in capitals first. With
AFTERSALE_GOLDEN=1 in the environment pages are written instead of compared;
the change is then read like code.
"""

import difflib
import os
import re

import proc
import tap

FOLDER = os.path.join(proc.TOP, "tests", "golden")
CHANCE = [
    (r"/(o|go)/[A-Za-z0-9_-]{20,}", r"/\1/TOKEN"),
    (r'(name="(?:once|csrf|form_key|key)" value=")[^"]+', r"\1KEY"),
    (r"(\.(?:css|js|svg)\?(?:v=)?)[\w-]+", r"\1PRINT"),
    (r"(brand\.css\?)[^\"]+", r"\1PRINT"),
    (r"http://127\.0\.0\.1:\d+", "http://SHOP"),
]


def settled(page):
    for pattern, to in CHANCE:
        page = re.sub(pattern, to, page)
    return page.rstrip() + "\n"


def compare(name, page):
    path = os.path.join(FOLDER, name + ".html")
    got = settled(page)
    if os.environ.get("AFTERSALE_GOLDEN"):
        os.makedirs(FOLDER, exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(got)
        return
    if not os.path.exists(path):
        raise tap.Failed("there is no golden page %s yet" % name)
    with open(path, encoding="utf-8") as file:
        wanted = file.read()
    if got != wanted:
        lines = difflib.unified_diff(
            wanted.splitlines(), got.splitlines(), "golden/" + name, "got",
            lineterm="", n=1)
        raise tap.Failed("\n".join(list(lines)[:60]))
