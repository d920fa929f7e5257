"""sample.py - which pages are taken in which looks.

With --long (AFTERSALE_LONG) all in all. Else each page in one look; the
commit is the seed, so a run can be repeated, and many runs see everything.
AFTERSALE_SEED is another seed.
"""

import os
import random
import subprocess

import proc


def is_long():
    return bool(os.environ.get("AFTERSALE_LONG"))


def seed():
    if "AFTERSALE_SEED" in os.environ:
        return os.environ["AFTERSALE_SEED"]
    done = subprocess.run(["git", "rev-parse", "HEAD"], cwd=proc.TOP,
                          capture_output=True, check=False)
    return done.stdout.decode().strip() or "none"


def of(pages, looks):
    """Pairs of a page and the name of a look."""
    if is_long():
        return [(p, look) for look in looks for p in pages]
    dice = random.Random(seed())
    names = list(looks)
    dice.shuffle(names)
    pairs = [(p, names[i % len(names)]) for i, p in enumerate(pages)]
    return sorted(pairs, key=lambda pair: names.index(pair[1]))


def some(pages, count):
    """That many of them, or all of them with --long."""
    if is_long():
        return list(pages)
    return random.Random(seed()).sample(list(pages), count)
