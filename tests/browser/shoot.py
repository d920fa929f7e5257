#!/usr/bin/python3
"""shoot.py - photographs pages, for people to look at.

    tests/browser/shoot.py                    docs/screens/order-page.png
    tests/browser/shoot.py FOLDER [PAGE...]   every page in every look
    tests/browser/shoot.py FOLDER -l 320,1280-dark order_ find
A name of a page may be its beginning. The clock and the shop are those of
the tests, so the same pictures come out each time.
"""

import argparse
import base64
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
TOP = os.path.dirname(os.path.dirname(HERE))
sys.path[:0] = [os.path.join(TOP, "tests", "lib"), TOP, HERE]
os.environ.setdefault("AFTERSALE_BIN", os.path.join(
    TOP, ".local", "build", "aftersale"))

import stage  # noqa: E402
import tap  # noqa: E402
from looks import LOOKS, settle  # noqa: E402
from pages import PAGES, named  # noqa: E402


def shoot(folder, names, looks):
    os.makedirs(folder, exist_ok=True)
    for look in looks:
        for page in PAGES:
            if names and not page.name.startswith(tuple(names)):
                continue
            with stage.opened(page, LOOKS[look]) as window:
                settle(window, LOOKS[look])
                window.screenshot(os.path.join(
                    folder, "%s.%s.png" % (page.name, look)))


PICTURE = """<!doctype html><style>
body { margin: 0; inline-size: 1344px; block-size: 860px; background: #ded9d1;
       position: relative; overflow: hidden }
img { position: absolute; display: block; border-radius: 10px;
      box-shadow: 0 2px 4px rgb(31 29 26 / 14%%),
		  0 18px 48px rgb(31 29 26 / 22%%) }
.desk { inset: 48px auto auto 40px; inline-size: 960px }
.phone { inset: 96px 40px auto auto; inline-size: 320px; border-radius: 30px;
	 border: 9px solid #1f1d1a }
</style><img class="desk" src="%s"><img class="phone" src="%s">"""


def seen(name, look):
    """What the window shows, and no more, as an address of its own."""
    with stage.opened(named(name), look) as window:
        window.show_pictures()
        data = window.screenshot(full=False)
    return "data:image/png;base64," + base64.b64encode(data).decode()


def picture_of_readme(path):
    """A fresh order on a desk, and one on its way on a phone in the dark."""
    desk = seen("order_fresh_guest", dict(width=1200, height=955))
    phone = seen("order_parcels", dict(width=360, height=780, scale=2,
                                       dark=True))
    window = stage.window_of()
    window.fresh(1344, 860)
    window.goto("about:blank")
    window.send("Page.setDocumentContent", html=PICTURE % (desk, phone),
                frameId=window.send("Page.getFrameTree")["frameTree"]
                ["frame"]["id"])
    window.show_pictures()
    window.screenshot(path, full=False)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?")
    parser.add_argument("names", nargs="*")
    parser.add_argument("-l", "--looks", default=",".join(LOOKS))
    options = parser.parse_intermixed_args()
    try:
        if not options.folder:
            picture_of_readme(os.path.join(TOP, "docs", "screens",
                                           "order-page.png"))
            return
        shoot(options.folder, options.names, options.looks.split(","))
    finally:
        tap.run_cleanups()


if __name__ == "__main__":
    main()
