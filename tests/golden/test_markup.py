#!/usr/bin/python3
"""test_markup - the checks of markup.py find what they are for.

# budget: 10 s
"""

import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.dirname(
    os.path.abspath(__file__))), "lib"))
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import markup  # noqa: E402
import tap  # noqa: E402

GOOD = """<!doctype html>
<html lang="en"><head><title>T</title></head><body>
<h1>A</h1><h2 id="b">B</h2>
<img src="/x.jpg" alt="" width="1" height="2">
<a href="#b"><svg aria-hidden="true"><path d="M0"/></svg>To B</a>
<form action="/x"><label for="n">Name</label><input id="n" name="n">
<label><input type="checkbox" name="c"> Yes</label>
<input type="hidden" name="h"><button>Send</button></form>
<table><tr><th>Head</th><td>1</td></tr></table>
</body></html>
"""

BAD = [
    ("no h1", "<h1>A</h1>", "<p>A</p>", "0 h1"),
    ("two h1", "<h1>A</h1>", "<h1>A</h1><h1>A</h1>", "2 h1"),
    ("a level left out", "<h2 id=\"b\">B</h2>", "<h3 id=\"b\">B</h3>",
     "<h3> follows <h1>"),
    ("no language", " lang=\"en\"", "", "no lang"),
    ("no title", "<title>T</title>", "<title> </title>", "no title"),
    ("an id twice", "<h1>", "<h1 id=\"b\">", "id b stands 2 times"),
    ("a link to nothing", "#b\"", "#c\"", "#c leads nowhere"),
    ("a link to no page", "#b\"", "#\"", "leads nowhere"),
    ("an empty link", "To B", "", "an empty <a>"),
    ("an empty button", "Send", "", "an empty <button>"),
    ("a field without a label", "for=\"n\"", "for=\"h\"", "has no label"),
    ("an empty label", ">Name<", "><", "has no label"),
    ("a picture without a text", " alt=\"\"", "", "without alt"),
    ("a picture without a width", " width=\"1\"", "", "without width"),
    ("a picture with an odd height", "height=\"2\"", "height=\"auto\"",
     "without height"),
    ("a form sent nowhere", "action=\"/x\"", "action=\"#\"", "sent nowhere"),
    ("a table without heads", "<th>Head</th>", "<td>Head</td>",
     "without heads"),
    ("an element that stays open", "</table>", "", "is due"),
    ("an attribute twice", "<h1>", "<h1 class=\"a\" class=\"b\">",
     "class twice"),
    ("a slash that closes nothing", "<h1>A</h1>", "<h1>A</h1><p/>",
     "closes nothing"),
    ("a style", "<h1>", "<h1 style=\"color:red\">", "has style"),
    ("an event", "<h1>", "<h1 onclick=\"x()\">", "has onclick"),
    ("a script", "<h1>", "<script>x()</script><h1>", "a script"),
    ("braces left", "To B", "To {{b}}", "braces"),
]


@tap.case("TY-06 a good page has no complaint")
def good():
    tap.eq(markup.complaints(GOOD), [])


def finds(was, becomes, want):
    def run():
        tap.ok(was in GOOD, "the good page holds what is changed")
        found = markup.complaints(GOOD.replace(was, becomes))
        tap.has("\n".join(found), want)
    return run


for what, was, becomes, want in BAD:
    tap.case("TY-06 found: " + what)(finds(was, becomes, want))

tap.main()
