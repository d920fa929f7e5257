#!/usr/bin/python3
"""Prints the pseudo-language qps-rtl, made from po/aftersale.pot.

It reads from right to left, its letters are visibly not English, and it is
40 % longer: what was forgotten in a catalogue, does not mirror or does not
fit is seen at a glance. It is for tests and is never installed.

	po/pseudo.py > qps-rtl.po
"""
import os
import re
import sys

import words

LATIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
ARABIC = ("ابتثجحخدذرزسشصضطظعغفقكلمنه"
          "ابتثجحخدذرزسشصضطظعغفقكلمنه")
LETTERS = str.maketrans(LATIN, ARABIC)
PIECES = re.compile(r"(\{\{[\w.]+\}\})")
TAIL = "وي "


def pseudo(text):
    parts = [p if p.startswith("{{") else p.translate(LETTERS)
             for p in PIECES.split(text)]
    plain = sum(len(p) for p in parts if not p.startswith("{{"))
    more = -(-plain * 2 // 5)
    return "".join(parts) + (" " + TAIL * (more // len(TAIL))).rstrip()


def main():
    found = words.read(os.path.join(words.TOP, "po", "aftersale.pot"))
    parts = [words.header("qps-rtl", "nplurals=2; plural=(n != 1);")]
    for w in found:
        if w[1]:
            texts = [pseudo(t) for t in w[1:] if t is not None]
            parts.append(words.entry(w, [], texts))
    sys.stdout.reconfigure(encoding="utf-8")
    print("\n".join(parts), end="")


if __name__ == "__main__":
    main()
