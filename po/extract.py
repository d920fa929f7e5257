#!/usr/bin/python3
"""Collects every word a shopper or owner reads into po/aftersale.pot.

	po/extract.py		write aftersale.pot and bring each XX.po in line:
				new sentences come in empty, gone ones go out
	po/extract.py --check	write nothing; say what is missing or does not
				fit, and fail if there is anything

A translation fits when it has the holes of its msgid, and no others.
"""
import os
import sys

import words

POT = os.path.join(words.TOP, "po", "aftersale.pot")
ONE_OR_MANY = "nplurals=2; plural=(n != 1);"


def catalogues():
    folder = os.path.dirname(POT)
    return sorted(os.path.join(folder, f) for f in os.listdir(folder)
                  if f.endswith(".po"))


def put(path, text, is_check):
    with open(path, encoding="utf-8") as f:
        if f.read() == text:
            return 0
    if is_check:
        print("%s is not what the sources say: run po/extract.py" % path)
        return 1
    with open(path, "w", encoding="utf-8") as f:
        f.write(text)
    return 0


def pot_text(found):
    parts = [words.header("", ONE_OR_MANY)]
    parts += [words.entry(w, files, None) for w, files in found.items()]
    return "\n".join(parts)


def plural_count(head):
    at = head.index("nplurals=") + len("nplurals=")
    return int(head[at])


def po_text(found, have):
    head = have[(None, "", None)]
    top = 'msgid ""\nmsgstr ""\n' + "".join(
        words.quote(line + "\n") + "\n" for line in head[0].splitlines())
    parts = [top]
    for w, files in found.items():
        empty = [""] * (plural_count(head[0]) if w[2] else 1)
        parts.append(words.entry(w, files, have.get(w, empty)))
    return "\n".join(parts)


def holes(text):
    return sorted(set(words.HOLE.findall(text)))


def misfits(path, found, have):
    """One line for each sentence that is missing or has other holes."""
    name = os.path.basename(path)
    for w in found:
        texts = have.get(w) or [""]
        allowed = set(holes(w[1]) + holes(w[2] or ""))
        if not all(texts):
            yield "%s: missing: %s" % (name, w[1])
        elif any(set(holes(t)) - allowed for t in texts):
            yield "%s: other holes than the msgid: %s" % (name, w[1])
        elif w[2] is None and holes(texts[0]) != holes(w[1]):
            yield "%s: a hole is lost: %s" % (name, w[1])


def main(args):
    if args not in ([], ["--check"]):
        print(__doc__.strip(), file=sys.stderr)
        return 2
    is_check = bool(args)
    found = words.collect()
    wrong = put(POT, pot_text(found), is_check)
    for path in catalogues():
        have = words.read(path)
        wrong += put(path, po_text(found, have), is_check)
        for line in misfits(path, found, have):
            print(line)
            wrong += is_check
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
