#!/usr/bin/python3
"""TY-19: receipt and order page on paper: one sheet, black on white, and
nothing on it that only a screen can do."""
# budget: 300 s

import base64
import re

import stage
import tap
from looks import LOOK
from pages import named

A4 = dict(paperWidth=8.27, paperHeight=11.69, printBackground=False)
# What is still drawn in print although nobody can press it there.
PRESSED = """[...document.querySelectorAll("button, .as-btn, input, summary," +
	" .as-skip, .as-links a, .as-no-print")]
	.filter(e => e.checkVisibility()).map(e => e.outerHTML.slice(0, 80))"""
# Whatever is read: its colour, and what is drawn behind it.
COLOURS = """[...new Set([...document.querySelectorAll("main *")]
	.filter(e => e.checkVisibility() && e.innerText && !e.children.length)
	.map(e => getComputedStyle(e).color))]"""


def luminance(colour):
    r, g, b = [int(n) / 255 for n in re.findall(r"\d+", colour)[:3]]
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def sheets(window):
    data = base64.b64decode(window.send("Page.printToPDF", **A4)["data"])
    return len(re.findall(rb"/Type\s*/Page\b", data))


def on_paper(name, most, **look):
    with stage.opened(named(name), dict(LOOK, width=794, **look)) as window:
        window.looks(dark=look.get("dark", False), printing=True,
                     script=False)
        tap.eq(window.eval(PRESSED), [], "things to press")
        tap.eq([c for c in window.eval(COLOURS) if luminance(c) > 0.3], [],
               "too light for paper")
        got = sheets(window)
        tap.ok(got <= most, "%d sheets, at most %d" % (got, most))


@tap.case("TY-19 a receipt is one sheet, also from a dark screen")
def receipt():
    on_paper("receipt", 1)
    on_paper("receipt", 1, dark=True, lang="lt")


@tap.case("TY-19 a receipt read from right to left is one sheet")
def mirrored():
    on_paper("receipt", 1, lang="rtl")


@tap.case("TY-19 sixty lines are all on paper, on no more sheets than needed")
def sixty():
    on_paper("receipt_sixty", 5)
    with stage.opened(named("order_sixty"), LOOK) as window:
        window.looks(printing=True, script=False)
        tap.eq(window.eval("[...document.querySelectorAll('.as-item')].filter"
                           "(e => e.getBoundingClientRect().height > 0)"
                           ".length"), 60, "items on paper")


@tap.case("TY-19 the order page can be printed as well")
def order_page():
    on_paper("order_fresh_guest", 2, dark=True)


tap.main()
