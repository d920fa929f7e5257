#!/usr/bin/python3
"""Every fact of the three real shops about products, cookies and options."""
# budget: 120 s

import peek
import shop
import tap

peek.need()
shop.need_dumps()
shops = {name: shop.open_shop(name) for name in shop.DUMPS}
peeks = {name: peek.of(shops[name]) for name in shops}

KEYS = ("id", "type", "name", "status", "sku", "price_text", "is_in_stock",
        "is_visible", "permalink", "image_thumbnail", "cross_sell_ids",
        "upsell_ids", "average_rating", "review_count", "category_names",
        "category_ids", "virtual", "downloadable")


def visible(text):
    """A variation's price without what WooCommerce 11 adds for screen
    readers, as CONTRACT 6.1 says of the others."""
    if "Original price was" not in text:
        return text
    return text.split(" Original")[0] + " " + text.split(".")[1].split(
        "Current")[0]


def compare(name, what, got, want):
    return [] if got == want else ["%s %s: got %r, wanted %r"
                                   % (name, what, got, want)]


def each_shop(check):
    wrong = []
    seen = 0
    for name, peeked in peeks.items():
        count, found = check(name, peeked, shops[name].facts)
        seen += count
        wrong += found
    tap.ok(seen, "nothing was compared")
    tap.ok(not wrong, "\n".join(wrong[:20]))


@tap.case("PK-03 PK-04 PK-05 every fact of every product")
def products():
    def check(name, peeked, facts):
        wrong = []
        for fact in facts["products"]:
            got = peeked.ask("product", fact["id"])
            for key in KEYS:
                wrong += compare(name, "product %s %s" % (fact["id"], key),
                                 got.get(key), fact[key])
        return len(facts["products"]), wrong
    each_shop(check)


@tap.case("PK-03 PK-04 every fact of every variation")
def variations():
    def check(name, peeked, facts):
        wrong = []
        rows = [v for p in facts["products"] for v in p.get("variations", [])]
        for fact in rows:
            got = peeked.ask("product", fact["id"])
            for key in ("name", "sku", "permalink"):
                wrong += compare(name, "variation %s %s" % (fact["id"], key),
                                 got.get(key), fact[key])
            wrong += compare(name, "variation %s price" % fact["id"],
                             got.get("price_text"),
                             visible(fact["price_text"]))
        return len(rows), wrong
    each_shop(check)


@tap.case("TY-02 every cookie: whose it is, or refused")
def cookies():
    def check(name, peeked, facts):
        wrong = []
        rows = facts["auth"]["valid"] + facts["auth"]["invalid"]
        for fact in rows:
            for form in ("value", "value_urlencoded"):
                got = peeked.ask("cookie", fact[form])
                note = fact.get("note") or fact.get("why")
                want = fact["wp_validate_auth_cookie"] or 0
                wrong += compare(name, note, got["user_id"], want)
                if not want:
                    continue
                for key in ("user_login", "user_email", "display_name",
                            "manage_woocommerce"):
                    wrong += compare(name, note + " " + key, got[key],
                                     fact[key])
        return len(rows), wrong
    each_shop(check)


@tap.case("PK-01 every option, and the name of the cookie")
def options():
    def check(name, peeked, facts):
        got = peeked.ask("settings")
        wrong = compare(name, "cookie name", got["cookie_name"],
                        facts["auth"]["cookie_name"])
        wrong += compare(name, "prefix", got["table_prefix"],
                         facts["table_prefix"])
        wrong += compare(name, "storage", got["storage"], facts["storage"])
        for key, want in facts["options_raw"].items():
            wrong += compare(name, "option " + key,
                             got["options_raw"].get(key, "(not read)"), want)
        return len(facts["options_raw"]), wrong
    each_shop(check)


@tap.case("CP-09 statements name no secret and all of them are listed")
def statements():
    names = peeks["hpos"].ask("statements")
    for name in ("woo.options", "woo.found", "woo.products", "woo.user"):
        tap.ok(name in names, name)
    tap.ok("woo.network" not in names, "it is no network")
    for name in peeks["posts"].ask("statements"):
        tap.ok("hpos" not in name, name + " has no tables here")
    shown = peeks["hpos"].ask("settings")["options_raw"]
    for name in shown:
        tap.ok("logged_in" not in name and "bacs" not in name, name)


tap.main()
