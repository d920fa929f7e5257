#!/usr/bin/python3
"""TY-24 TY-06 CP-08: each page there is, as different people see it.

Every page is opened in Chromium by what a person does, and looked at by
looks.py: it fits its window, nothing is cut or stands on anything else, the
console is silent, the policy is kept, no script is needed, it is light.
A run takes each page in one look, chosen by the commit; --long takes all.
The Nu checker reads every page that came, and the style sheets.
"""
# budget: 600 s

import sample
import stage
import tap
import tools
from looks import LOOKS, complaints, settle
from pages import PAGES, named


def looks_right(page, name):
    look = LOOKS[name]

    def run():
        with stage.opened(page, look) as window:
            tools.keep(page, name, window)
            tap.eq(window.status, page.status, "the status")
            settle(window, look)
            tap.eq(complaints(window, look, page), [], page.name)
    return run


# Where the digits and the sign of the first amount in a sentence stand.
AMOUNT = """(() => {
	const p = document.querySelector(".as-status > p:last-of-type");
	const walk = document.createTreeWalker(p, NodeFilter.SHOW_TEXT);
	for (let t = walk.nextNode(); t; t = walk.nextNode()) {
		const at = /(\\d)[\\d\\s,]*\\u20ac/.exec(t.data);
		if (!at)
			continue;
		return [at.index, at.index + at[0].length - 1].map(n => {
			const r = document.createRange();
			r.setStart(t, n);
			r.setEnd(t, n + 1);
			return r.getBoundingClientRect().left;
		});
	}
})()"""


@tap.case("TY-20 read from right to left, an amount keeps its sign behind it")
def isolated():
    with stage.opened(named("order_on_hold"), LOOKS["1280-rtl"]) as window:
        first_digit, sign = window.eval(AMOUNT)
        tap.ok(first_digit < sign, "%s is left of %s" % (first_digit, sign))


@tap.case("the Nu checker finds nothing in all of these pages")
def pages_are_valid():
    tap.eq(tools.check_pages(), "")


@tap.case("the Nu checker finds nothing in the style sheets")
def styles_are_valid():
    tap.eq(tools.check_styles(), "")


last = list(tap.cases)
tap.cases.clear()
for one, look_name in sample.of(PAGES, LOOKS):
    tap.case("TY-24 %s, %s" % (one.name, look_name))(
        looks_right(one, look_name))
tap.cases.extend(last)
tap.main()
