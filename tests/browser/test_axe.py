#!/usr/bin/python3
"""TY-24 CP-09: axe finds no barrier in any page, light and dark.

WCAG 2.0 to 2.2 at A and AA, and best practice; contrast is counted in both
schemes. A run takes some pages, chosen by the commit; --long takes all. axe
itself is fetched by ./bootstrap check: where it is not, this says so.
"""
# budget: 600 s

import checkers
import sample
import stage
import tap
from looks import LOOKS, settle
from pages import PAGES

NAMES = ["320", "320-rtl", "1280-dark", "1280-lt"]
# What axe leaves to a person: colours it can not see through. Anything else
# that it can not decide is a finding too.
FOR_PEOPLE = ("color-contrast",)


def no_barrier(page, name):
    def run():
        with stage.opened(page, LOOKS[name], script=True) as window:
            settle(window, LOOKS[name])
            found, open_questions = checkers.axe(window)
            if LOOKS[name].get("lang") == "rtl":
                # The tag of the pseudo-language is in no register.
                found = [f for f in found
                         if not f.startswith("html-lang-valid")]
            tap.eq(found, [], "barriers")
            tap.eq([q for q in open_questions
                    if not q.startswith(FOR_PEOPLE)], [], "open questions")
    return run


def plan():
    if sample.is_long():
        return [(page, name) for name in NAMES for page in PAGES]
    return [(page, NAMES[i % len(NAMES)])
            for i, page in enumerate(sample.some(PAGES, 12))]


@tap.case("axe is the one that sees: it finds what is planted")
def sees():
    with stage.opened(PAGES[0], LOOKS["320"], script=True) as window:
        window.eval("document.querySelector('h1').style.color = '#eee';"
                    "document.querySelector('main a').textContent = '';"
                    "document.body.insertAdjacentHTML('beforeend',"
                    " '<input>')")
        found = checkers.axe(window)[0]
        rules = {line.split(":")[0] for line in found}
        for rule in ("color-contrast", "link-name", "label"):
            tap.ok(rule in rules, "%s in %s" % (rule, sorted(rules)))


for one, look_name in sorted(plan(), key=lambda pair: pair[1]):
    tap.case("TY-24 %s, %s" % (one.name, look_name))(
        no_barrier(one, look_name))
tap.main()
