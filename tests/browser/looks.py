"""looks.py - the ways a page is looked at, and what must hold in each.

LOOKS is the list: a name, the language of the shop, the size of the window,
and how this visitor sees the web. complaints(window) is what is wrong with a
page as it stands in a window.
"""

import os
import re

HERE = os.path.dirname(os.path.abspath(__file__))
# What a page may weigh with its style, pictures apart.
WEIGHT_MAX = 30 * 1024

OURS = re.compile(r"http://(en|lt|rtl|broken)\.shop\.example/|data:")
# WCAG 1.4.12: a reader may set this much space, and nothing is lost.
SPACING = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
word-spacing: 0.16em !important } p { margin-bottom: 2em !important }"""

# What a look does not say.
LOOK = dict(width=320, height=640, scale=1, lang="en", dark=False,
            forced=False, reduced=False, text=False, spacing=False)
LOOKS = {
    "320": dict(width=320),
    "320-dark": dict(width=320, dark=True),
    "320-lt": dict(width=320, lang="lt"),
    "320-rtl": dict(width=320, lang="rtl", dark=True),
    "768": dict(width=768, height=1024),
    "1280": dict(width=1280),
    "1280-dark": dict(width=1280, dark=True),
    "1280-lt": dict(width=1280, lang="lt", dark=True),
    "1280-rtl": dict(width=1280, lang="rtl"),
    "zoom-400": dict(width=320, height=256, scale=4),
    "text-200": dict(width=1280, text=True),
    "text-200-phone": dict(width=390, height=844, text=True, lang="lt"),
    "spacing": dict(width=320, spacing=True, lang="lt"),
    "forced": dict(width=640, forced=True, dark=True),
    "still": dict(width=640, reduced=True, lang="rtl"),
}


def source(name):
    with open(os.path.join(HERE, name), encoding="utf-8") as file:
        return file.read()


FITS = source("fits.js")


def settle(window, look):
    """What a reader does before he looks."""
    if look.get("spacing"):
        window.eval("(() => { const s = new CSSStyleSheet();"
                    " s.replaceSync(%r);"
                    " document.adoptedStyleSheets = [s]; })()" % SPACING)
    window.eval("document.querySelectorAll('details')"
                ".forEach(d => d.open = true)")
    window.show_pictures()


def weight(window):
    """Bytes over the wire of the page and its style."""
    return sum(size for url, size in window.weights.items()
               if "/wp-content/" not in url and not url.endswith(".svg")
               and ".svg?" not in url)


def complaints(window, look, page):
    """Everything that is wrong, as a list of sentences."""
    found = window.eval(FITS)
    found += ["console: " + p for p in window.problems]
    found += ["asked elsewhere: " + r for r in window.requests
              if not OURS.match(r)]
    if window.eval("document.scripts.length") and page.kind == "shopper":
        found.append("a shopper's page has a script")
    # The house where things go wrong speaks English to everybody.
    is_rtl = look.get("lang") == "rtl" and page.house == "whole"
    if window.eval("document.documentElement.dir") != (
            "rtl" if is_rtl else "ltr"):
        found.append("it is not written in the direction of its language")
    if weight(window) > WEIGHT_MAX:
        found.append("it weighs %d bytes with its style" % weight(window))
    if look.get("reduced"):
        found += window.eval(
            "document.getAnimations().map(a => 'it moves: '"
            " + a.animationName)")
    return found
