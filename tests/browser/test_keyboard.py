#!/usr/bin/python3
"""TY-24: every page by keyboard alone, without script.

Tab goes through everything that can be pressed, in the order in which it is
read; where the focus is can be seen and is not covered; Enter opens what is
folded and sends what is typed. A run takes some pages, --long all of them.
"""
# budget: 400 s

import sample
import stage
import tap
from looks import LOOK, LOOKS, source
from pages import PAGES, named

REACH = source("reach.js")
# Which one has the focus, how it shows, and what covers it.
FOCUS = """(() => {
	const el = document.activeElement;
	if (!el || el === document.body)
		return null;
	const style = getComputedStyle(el);
	const r = el.getBoundingClientRect();
	/* The first line of a link that breaks is where it begins. */
	const line = el.getClientRects()[0] || r;
	/* Of a tall box, the middle of what is in the window. */
	const from = Math.max(line.top, 0);
	const to = Math.min(line.bottom, innerHeight);
	const x = line.left + line.width / 2, y = (from + to) / 2;
	const top = document.elementFromPoint(x, y);
	return {
		at: +el.dataset.reach,
		name: (el.innerText || el.name || el.className).slice(0, 40),
		ring: style.outlineStyle !== "none" &&
			parseFloat(style.outlineWidth) >= 2,
		/* Into a tall box the browser brings the caret, not its frame. */
		inside: el.localName === "textarea" ?
			line.top < innerHeight && line.bottom > 0 :
			line.top >= -1 && line.bottom <= innerHeight + 1,
		free: !!top && (top === el || el.contains(top) ||
			top.contains(el) || (top.matches("label"))),
	};
})()"""


def walk(window):
    """Presses Tab until the page is left; what had the focus on the way."""
    count = window.eval(REACH)
    seen = []
    for _ in range(count + 2):
        window.press("Tab")
        at = window.eval(FOCUS)
        if at is None or (seen and at["at"] == seen[0]["at"]):
            break
        seen.append(at)
    return count, seen


def by_keyboard(page, look):
    def run():
        with stage.opened(page, look) as window:
            # A refused form takes the focus to its errors, a moment later.
            window.wait_for("!document.querySelector('[autofocus]') ||"
                            " document.activeElement !== document.body")
            window.eval("document.body.tabIndex = -1;"
                        "document.body.focus(); scrollTo(0, 0);"
                        "getSelection().removeAllRanges()")
            count, seen = walk(window)
            order = [s["at"] for s in seen]
            start = order.index(0) if 0 in order else 0
            tap.eq(order[start:] + order[:start], list(range(count)),
                   "what Tab reaches, in order")
            for wrong in ("ring", "inside", "free"):
                tap.eq([s["name"] for s in seen if not s[wrong]], [],
                       "focus without " + wrong)
    return run


def plan():
    names = ["320", "1280-rtl", "1280-dark"]
    if sample.is_long():
        return [(p, LOOKS[n]) for n in names for p in PAGES]
    return [(p, LOOKS[names[i % 3]])
            for i, p in enumerate(sample.some(PAGES, 9))]


@tap.case("TY-24 the first Tab offers to skip to the content, and does")
def skip():
    with stage.opened(named("order_fresh_guest"), LOOK) as window:
        window.press("Tab")
        box = window.eval("(() => { const e = document.activeElement;"
                          " const r = e.getBoundingClientRect();"
                          " return [e.className, r.top >= 0, r.left >= 0];"
                          " })()")
        tap.eq(box, ["as-skip", True, True])
        window.press("Enter")
        window.press("Tab")
        tap.ok(window.eval("!!document.activeElement.closest('main')"),
               "the next is in the content")


@tap.case("TY-24 a refused form: the focus is on what is wrong, Enter leads")
def refused():
    with stage.opened(named("find_mistyped"), LOOK) as window:
        window.wait_for("document.activeElement.id == 'errors'")
        window.press("Tab")
        window.press("Enter")
        tap.eq(window.eval("document.activeElement.id"), "f-number")
        window.press("Tab")
        window.press("Tab")
        tap.eq(window.eval("document.activeElement.localName"), "button")


@tap.case("TY-03 the e-mail is typed, Enter opens the rest, back is the form")
def opened():
    with stage.opened(named("order_older_opened"), LOOK) as window:
        tap.has(window.text(), "Anna Lindqvist")
        tap.eq(window.status, 200)


@tap.case("TY-08 what is folded is opened with Enter and with Space")
def folded():
    with stage.opened(named("order_sixty"), LOOK) as window:
        tap.eq(window.eval("document.querySelector('.as-more').open"), False)
        window.eval("document.querySelector('.as-more summary').focus()")
        for key, is_open in (("Enter", True), (" ", False)):
            window.press(key)
            window.wait_for("document.querySelector('.as-more').open === "
                            + ("true" if is_open else "false"))


@tap.case("the console: / goes to the search where there is one, and only so")
def slash():
    with stage.opened(named("console_orders"), LOOKS["1280"],
                      script=True) as window:
        window.press("/")
        tap.eq(window.problems, [])


for one, its_look in plan():
    tap.case("TY-24 %s by keyboard, %s %d px" % (
        one.name, its_look.get("lang", "en"), its_look["width"]))(
            by_keyboard(one, its_look))
tap.main()
