"""pages.py - every page there is, and how a visitor gets there.

PAGES is the list. A row has a name, the status it answers with, the house it
stands in (whole, or broken: see house.py) and a function that brings a window
there by what a person does: a link, words that are typed, keys.
"""

from collections import namedtuple

import tap

Page = namedtuple("Page", "name status house go kind")

CASES = ["fresh_guest", "older_guest", "account", "pending", "pending_late",
         "on_hold", "failed", "cancelled", "refunded", "part_refunded",
         "parcels", "downloads", "pick_up", "coupon", "no_name", "sixty"]
PAGES = []


def page(name, status=200, house="whole", kind="shopper"):
    def keep(go):
        PAGES.append(Page(name, status, house, go, kind))
        return go
    return keep


def named(name):
    return next(p for p in PAGES if p.name == name)


def fill(window, **fields):
    """Types into fields, and presses Enter in the last of them."""
    for name, text in fields.items():
        window.eval("document.getElementById('f-%s').focus()" % name)
        window.type(text)
    window.press("Enter", loads=True)


def order(case):
    return lambda house, window: window.goto(house.order(case))


for case in CASES:
    page("order_" + case)(order(case))


@page("order_account_signed_in")
def order_signed_in(house, window):
    house.sign_in(window, "ona")
    window.goto(house.order("account"))


@page("order_older_opened")
def order_opened(house, window):
    house.forget_tries()
    window.goto(house.order("older_guest"))
    fill(window, email=house.shop.orders["older_guest"]["email"])


@page("order_older_refused", 422)
def order_refused(house, window):
    house.forget_tries()
    window.goto(house.order("older_guest"))
    fill(window, email="somebody.else@example.com")


@page("order_long")
def order_long(house, window):
    """Long words, big amounts, no picture: see LONG in house.py."""
    window.goto(house.order("long"))


@page("order_neutral", 404)
def order_neutral(house, window):
    window.goto(house.order("fresh_guest") + "x")


@page("find")
def find(house, window):
    window.goto(house.base + "/find")


@page("find_nothing", 422)
def find_nothing(house, window):
    house.forget_tries()
    find(house, window)
    fill(window, number="1001", email="somebody.else@example.com")


@page("find_mistyped", 422)
def find_mistyped(house, window):
    """A browser that does not look at what is typed sends it."""
    house.forget_tries()
    find(house, window)
    window.eval("document.querySelector('form').noValidate = true")
    fill(window, number=" ", email="ona@example")


@page("find_too_often", 429)
def find_too_often(house, window):
    house.forget_tries()
    for _ in range(11):
        house.web.post(house.app.base_path + "/find",
                       {"number": "1001", "email": "a@b.example"})
    find(house, window)
    fill(window, number="1001", email="somebody.else@example.com")


@page("receipt")
def receipt(house, window):
    window.goto(house.order("fresh_guest"))
    window.goto(window.eval("location.href") + "/receipt")


@page("receipt_sixty")
def receipt_sixty(house, window):
    window.goto(house.order("sixty"))
    window.goto(window.eval("location.href") + "/receipt")


@page("receipt_locked")
def receipt_locked(house, window):
    window.goto(house.order("older_guest"))
    window.goto(window.eval("location.href") + "/receipt")


@page("help")
def help_page(house, window):
    window.goto(house.base + "/help")


@page("help_of_order")
def help_of_order(house, window):
    window.goto(house.order("account"))
    window.goto(window.eval("location.href") + "/help")


@page("help_pressed")
def help_pressed(house, window):
    house.forget_presses()
    window.goto(house.order("account"))
    window.goto(window.eval("location.href") + "/help")
    window.eval("document.querySelector('#q-1 summary').focus()")
    window.press("Enter")
    window.press("Tab")
    tap.eq(window.eval("document.activeElement.localName"), "button")
    window.press("Enter", loads=True)


@page("access")
def access(house, window):
    window.goto(house.base + "/accessibility")


# ---- the console ----------------------------------------------------------


@page("console_sign_in", 401)
def console_sign_in(house, window):
    window.goto(house.base + "/admin")


@page("console_denied", 403)
def console_denied(house, window):
    house.sign_in(window, "ona")
    window.goto(house.base + "/admin")


def console(path):
    def go(house, window):
        house.sign_in(window, "staff")
        window.goto(house.base + path)
    return go


page("console_queue", kind="console")(console("/admin"))
page("console_orders", kind="console")(console("/admin/orders"))
page("console_offers", kind="console")(console("/admin/offers"))
page("console_help", kind="console")(console("/admin/help"))
page("console_preview", kind="console")(console("/admin/offers/order?order=" + "1003"))
page("console_hand", kind="console")(console("/admin/offers/hand"))
page("console_preview_unknown", 404, kind="console")(
    console("/admin/offers/order?order=nine"))


@page("console_preview_long", kind="console")
def console_preview_long(house, window):
    """Names that are one long word."""
    console("/admin/offers/order?order=1003")(house, window)
    window.eval("for (const name of document.querySelectorAll('bdi'))"
                " name.textContent = 'Oak'.repeat(50)")


@page("console_queue_full", kind="console")
def console_queue_full(house, window):
    """A shop that has not written any help yet has something to do."""
    with house.without_help():
        console("/admin")(house, window)


@page("console_queue_alerts", kind="console")
def console_queue_alerts(house, window):
    with house.changed():
        console("/admin")(house, window)


@page("console_help_refused", 422, kind="console")
def console_help_refused(house, window):
    console("/admin/help")(house, window)
    window.eval("document.querySelector('main textarea').value = ''")
    window.eval("document.querySelector('main input.as-input').focus()")
    window.press("Enter", loads=True)


@page("console_hand_refused", 422, kind="console")
def console_hand_refused(house, window):
    console("/admin/offers/hand")(house, window)
    window.eval("document.getElementById('f-pin.product').value = 'nothing'")
    window.eval("document.getElementById('f-pin.product').focus()")
    window.press("Enter", loads=True)


# ---- when it does not work ------------------------------------------------


@page("error_404", 404)
def error_404(house, window):
    window.goto(house.base + "/nothing/here")


@page("error_400", 400)
def error_400(house, window):
    window.goto(house.base + "/%ff")


@page("error_405", 405)
def error_405(house, window):
    """A form of ours that was saved to a file, say."""
    window.goto(house.base + "/find")
    window.eval("document.querySelector('form').action = '%s/help'"
                % house.app.base_path)
    fill(window, number="1", email="a@b.example")


@page("error_500", 500, house="broken")
def error_500(house, window):
    window.goto(house.base + "/accessibility")


@page("error_503", 503, house="broken")
def error_503(house, window):
    window.goto(house.base + "/order/1001?key=wc_order_1")


@page("order_kept", house="broken")
def order_kept(house, window):
    """The signed link says what it knows while the database is away."""
    window.goto(house.kept)


@page("error_paused", 503)
def error_paused(house, window):
    """A press with words beside it, while the shop's tables have changed."""
    house.forget_presses()
    help_of_order(house, window)
    window.eval("document.querySelector('#q-1 form').insertAdjacentHTML("
                "'beforeend', '<textarea name=note>The lid does not fit.'"
                " + '\\nIt is a little too wide, and it came with '"
                " + 'w'.repeat(60) + '</textarea>')")
    window.eval("document.querySelector('#q-1 summary').focus()")
    window.press("Enter")
    window.press("Tab")
    with house.changed():
        window.press("Enter", loads=True)


@page("error_typed", 503, house="broken")
def error_typed(house, window):
    """A look-up that is sent while the database is away."""
    window.goto(house.base + "/find")
    fill(window, number="1001", email="a@b.example")


@page("error_typed_open", 503, house="broken")
def error_typed_open(house, window):
    """So with the e-mail that opens an order."""
    window.goto(house.base + "/find")
    window.eval("document.querySelector('form').action = '%s/open'"
                % house.kept)
    fill(window, number="1001", email="a@b.example")
