"""tools.py - keeps what came over the wire, and lets the Nu checker read it."""

import os

import checkers
import proc

kept = []
folders = []


def folder():
    if not folders:
        folders.append(proc.folder("wire"))
    return folders[0]


def keep(page, look, window):
    """The page as it was sent; without it nothing is read."""
    path = os.path.join(folder(), "%s.%s.html" % (page.name, look))
    with open(path, "w", encoding="utf-8") as file:
        file.write(window.source())
    kept.append(path)


def check_pages():
    if not kept:
        return "no page was kept"
    said = checkers.nu(kept).replace(folder() + "/", "")
    # The tag of the pseudo-language is ours, and in no register.
    return "\n".join(line for line in said.splitlines()
                     if "qps-rtl" not in line)


# What this version of the checker does not know yet, and browsers do.
TOO_NEW = ["text-wrap", "text-size-adjust", "details-content",
           "content-visibility", "clip-path"]


def check_styles():
    styles = [os.path.join(proc.TOP, "assets", "css", name)
              for name in ("shop.css", "console.css")]
    said = checkers.nu(styles, "--css").replace(proc.TOP + "/", "")
    return "\n".join(line for line in said.splitlines()
                     if not any(word in line for word in TOO_NEW))
