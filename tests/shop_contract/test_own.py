#!/usr/bin/python3
"""The rules of products and sign-in on the project's own shop, for places
where the dumps of real shops are not at hand."""
# budget: 60 s

import peek
import shop
import tap

peek.need()
woo = shop.open_shop("demo")
at = peek.of(woo, now=woo.now)
TOWEL, MUG, BOARD, APRON, BREAD, RIBBON = 101, 102, 107, 108, 111, 116
NBSP = "\u00a0"


def see(*ids):
    at.later()
    return at.products(*ids)[0]


def price(product):
    return see(product)[product]["price"].replace(NBSP, " ")


def meta(product, key, value):
    woo.rows("DELETE FROM {P}postmeta WHERE post_id=%s AND meta_key=%s",
             (product, key))
    woo.rows("INSERT INTO {P}postmeta (post_id, meta_key, meta_value)"
             " VALUES (%s, %s, %s)", (product, key, value))


def with_option(name, value, check):
    before = woo.option(name)
    woo.option(name, value)
    check()
    woo.option(name, before if before is not None else "")


@tap.case("PK-04 prices with taxes, without, in a sale, after it")
def prices():
    tap.eq(price(TOWEL), "12,90 €", "as stored")
    tap.eq(price(APRON), "34,00 € 29,00 €", "in a sale")
    with_option("woocommerce_tax_display_shop", "excl", lambda: tap.eq(
        price(APRON), "28,10 € 23,97 €", "21 % off"))
    with_option("woocommerce_price_display_suffix", "net"
                " {price_excluding_tax}", lambda: tap.eq(
                    price(TOWEL), "12,90 € net 10,66 €", "suffix"))
    meta(APRON, "_sale_price_dates_to", str(woo.now - 10))
    tap.eq(price(APRON), "34,00 €", "after it")


@tap.case("PK-04 a range of variations")
def ranges():
    tap.eq(price(MUG), "18,00 €", "all the same")
    meta(121, "_regular_price", "21.5")
    tap.eq(price(MUG), "18,00 € – 21,50 €", "one dearer")
    meta(123, "_regular_price", "99")
    with_option("woocommerce_hide_out_of_stock_items", "yes", lambda: tap.eq(
        price(MUG), "18,00 € – 21,50 €", "what is sold out is hidden"))


@tap.case("TY-13 what may be offered")
def offers():
    got = see(TOWEL, BREAD, RIBBON, 123)
    tap.eq({k: v["is_offerable"] for k, v in got.items()},
           {TOWEL: True, BREAD: False, RIBBON: False, 123: False}, "offers")
    tap.eq(at.products(TOWEL, BREAD)[1], 0, "statements, remembered")


@tap.case("PK-03 PK-05 addresses and pictures")
def addresses():
    home = woo.origin
    got = see(MUG, 121)
    tap.eq(got[MUG]["url"], home + "/product/morning-mug/", "a product")
    tap.eq(got[121]["url"], home + "/product/morning-mug/"
           "?attribute_pa_color=sand", "a variation")
    tap.has(got[121]["image"], "mug-sand-324", "its picture")
    with_option("permalink_structure", "", lambda: tap.eq(
        see(121)[121]["url"], home + "/?product=morning-mug"
        "&attribute_pa_color=sand", "plain"))
    woo.rows("DELETE FROM {P}postmeta WHERE post_id=%s AND"
             " meta_key='_thumbnail_id'", (BOARD,))
    tap.has(see(BOARD)[BOARD]["image"], "placeholder", "no picture")


@tap.case("TY-02 who is signed in")
def signed_in():
    value = woo.sign_in("owner").split("=", 1)[1]
    got = at.ask("cookie", value)
    tap.eq((got["user_id"], got["manage_woocommerce"]), (1, True), "owner")
    got = at.ask("cookie", woo.sign_in("ona").split("=", 1)[1])
    tap.eq((got["user_id"], got["manage_woocommerce"]), (3, False), "a buyer")
    tap.eq(at.ask("cookie", value[:-1] + "x")["user_id"], 0, "not ours")


@tap.case("PK-01 CP-08 what the settings become")
def settings():
    got = at.ask("settings")
    tap.eq((got["storage"], got["zone"], got["currency"]),
           ("hpos", "Europe/Vilnius", "EUR"), "the shop")
    tap.eq((got["brand"]["accent"], got["brand"]["accent_from"]),
           ("#35605a", "theme settings"), "the look")
    tap.has(got["brand"]["logo"], "logo", "the logo")


tap.main()
