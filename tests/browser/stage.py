"""stage.py - one ground, houses and windows, each made when first asked for.

    with stage.opened(page, look) as window: ...
"""

import contextlib

import browser
import house
import tap
from looks import LOOK

grounds = []
houses = {}
windows = {}
# Twice the usual size of letters, as a reader sets it in the browser.
BIG_LETTERS = "--blink-settings=defaultFontSize=32"


def ground():
    if not grounds:
        grounds.append(house.Ground())
    return grounds[0]


def house_of(page, lang):
    name = lang if page.house == "whole" else page.house
    if name not in houses:
        houses[name] = house.House(ground(), lang) if name == lang \
            else house.Broken(house_of(page._replace(house="whole"), "en"))
    return houses[name]


def window_of(text=False):
    """One window for all pages: a new one each time costs more than they."""
    if text not in windows:
        chrome = browser.Browser(ground().flags()
                                 + ([BIG_LETTERS] if text else []))
        tap.cleanup(chrome.close)
        windows[text] = chrome.page()
    return windows[text]


@contextlib.contextmanager
def opened(page, look, script=False):
    """A window that stands on that page, with that look."""
    look = dict(LOOK, **look)
    at = house_of(page, look["lang"])
    window = window_of(look["text"])
    window.fresh(look["width"], look["height"], look["scale"],
                 dark=look["dark"], script=script, forced=look["forced"],
                 reduced=look["reduced"])
    page.go(at, window)
    yield window
