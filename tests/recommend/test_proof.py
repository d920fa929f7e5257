#!/usr/bin/python3
"""Does what was learned pay: what both groups of buyers spent, and what is said
of it."""
# budget: 240 s

import html
import json
import random
import re
from decimal import ROUND_HALF_UP, Decimal

import app
import buyer
import sales
import shop
import tap

app.need()
NOW = shop.DEMO_NOW
DAY = 86400
TOWEL, HONEY = 101, 105


class World:
    """A shop of made-up buyers, each with a page and, some, an order after
    it; and what plain arithmetic says of them."""

    def __init__(self, seed, percent=50):
        self.beside = app.shop_with_tables("demo")
        sales.clear(self.beside)
        self.house = app.App(self.beside, clock=NOW)
        self.random = random.Random(seed)
        self.orders = sales.Orders(self.beside)
        self.percent = percent
        self.shown = []
        self.want = {}
        self.is_up = False

    def buyers(self, count, lift, currency="EUR", often=0.25, held=0.4):
        for _ in range(count):
            is_held = self.random.random() < held
            mail = "w%d@x.example" % self.orders.order
            when = NOW - self.random.randrange(20, 120) * DAY
            first = self.orders.add([TOWEL], when, email=mail,
                                    total="900.00", currency=currency)
            self.page(first, when + 30, is_held)
            side = self.want.setdefault((currency, is_held),
                                        [0, 0, Decimal(0)])
            side[0] += 1
            if self.random.random() >= often:
                continue
            total = Decimal(self.random.randrange(1500, 6000)) / 100
            if not is_held:
                total = (total * Decimal(lift)).quantize(Decimal("0.01"))
            self.orders.add([HONEY], when + 3 * DAY, email=mail.upper(),
                            total=str(total), currency=currency)
            side[1] += 1
            side[2] += total

    def page(self, order, at, is_held, place=0):
        self.shown.append((
            order, place * 7, place, "learned" if place else "page", 0,
            "held-out" if is_held else "learned", self.percent, 1, at, 0))

    def prove(self):
        self.orders.write()
        for part in sales.chunks(self.shown):
            sales.put(self.beside, "aftersale_offer_shown", "order_id,"
                      " product_id, place, source, score, grp, percent,"
                      " key_id, shown_at, clicked_at", part)
        self.house.run("work", "--now", "recommend", seconds=120)
        return self.again()

    def again(self):
        self.house.run("work", "--now", "recommend.proof", seconds=60)
        return self.tree()

    def tree(self):
        return json.loads(self.house.run("recommend", "--proof",
                                         "--json").stdout)

    def page_of(self, login, path="/admin/offers"):
        if not self.is_up:
            self.house.serve(1)
            self.is_up = True
        return buyer.Buyer(self.house, cookie=self.beside.sign_in(
            login)).get(path)

    def text(self):
        return self.house.run("recommend", "--proof").stdout.decode()


def compare(world, got):
    """The printed sums are those of plain arithmetic."""
    for one in got["currencies"]:
        for name, is_held in (("learned", False), ("held_out", True)):
            buyers, paying, revenue = world.want[one["currency"], is_held]
            side = one[name]
            tap.eq((side["buyers"], side["pages"], side["came_back"]),
                   (buyers, buyers, paying), one["currency"] + " " + name)
            tap.eq(Decimal(side["revenue"]), revenue, "exact")
            tap.eq(Decimal(side["per_1000"]), (revenue * 1000 / buyers)
                   .quantize(Decimal("0.01"), ROUND_HALF_UP), "per 1,000")


@tap.case("N7 before the first night there is nothing to say, and it says so")
def nothing_yet():
    world = World(1)
    got = world.house.run("recommend", "--proof", good=False)
    tap.ok(got.returncode != 0, "not worked out")
    tap.has(got.stderr.decode(), "aftersale work --now recommend.proof")
    got = world.prove()
    tap.eq(got["currencies"], [], "an empty shop")
    tap.has(world.text(), "Not enough data yet.")


@tap.case("N7 a planted effect is found, to the cent, in each currency, and"
          " what was paid back is no revenue")
def planted():
    world = World(2)
    world.buyers(5000, "1.5")
    world.buyers(60, "1", "USD")
    got = world.prove()
    compare(world, got)
    first, second = got["currencies"]
    tap.eq((first["currency"], first["says"]), ("EUR", "pays"))
    tap.eq((second["currency"], second["says"]), ("USD", "not enough data"))
    extra = Decimal(first["learned"]["per_1000"]) - Decimal(
        first["held_out"]["per_1000"])
    tap.ok(abs(extra - Decimal(first["extra"])) <= Decimal("0.01"), "extra")
    low, high = Decimal(first["low"]), Decimal(first["high"])
    tap.ok(0 < low < Decimal(first["low_for_one_look"]) < extra
           < Decimal(first["high_for_one_look"]) < high, "intervals")
    text = world.text()
    for words in ("EUR: The learned offers pay.", first["extra"] + " EUR",
                  first["low"] + " EUR", "USD: Not enough data yet.",
                  "pages a month"):
        tap.has(text, words)
    tap.lacks(text, "x.example", "nobody's address")
    repaid = world.beside.rows(
        "SELECT id, total_amount AS total FROM {P}wc_orders WHERE type ="
        " 'shop_order' AND total_amount < 100 AND currency = 'EUR' ORDER BY id"
        " LIMIT 2")
    world.orders.refund(repaid[0]["id"], NOW + 5, [], total="0.50")
    world.orders.write()
    world.beside.rows("UPDATE {P}wc_orders SET status = 'wc-refunded',"
                      " date_updated_gmt = %s WHERE id = %s",
                      (sales.at(NOW + 5), repaid[1]["id"]))
    world.house.clock = NOW + 60
    world.house.run("work", "--now", "recommend", seconds=120)
    later = world.again()["currencies"][0]
    gone = sum(Decimal(later[n]["revenue"]) - Decimal(first[n]["revenue"])
               for n in ("learned", "held_out"))
    tap.eq(gone, -Decimal("0.50") - Decimal(repaid[1]["total"]).quantize(
        Decimal("0.01")), "paid back")


@tap.case("N7 A/A: two groups that are offered the same show no difference")
def same():
    for seed in (3, 4):
        world = World(seed)
        world.buyers(4000, "1")
        got = world.prove()
        compare(world, got)
        first = got["currencies"][0]
        tap.ok(first["says"] in ("open", "does not pay noticeably"),
               first["says"])
        tap.ok(Decimal(first["low"]) < 0 < Decimal(first["high"]), "around 0")


@tap.case("N7 offers that cost are called so plainly")
def harm():
    world = World(5)
    world.buyers(5000, "0.6")
    tap.eq(world.prove()["currencies"][0]["says"], "does not pay")
    tap.has(world.text(), "do not pay: buyers who see them spend less")


@tap.case("N7 offers that do not pay are something to do in the queue, until"
          " the answer is another or the owner offers nothing")
def queue():
    world = World(12)
    line = "EUR: The learned offers do not pay"
    tap.lacks(world.page_of("staff", "/admin").text, line)
    world.buyers(5000, "0.6")
    world.buyers(100, "0.6", currency="USD")
    world.prove()
    page = world.page_of("staff", "/admin")
    tap.has(page.text, line + ": buyers who see them spend less. Switch them"
            " off, or offer what you choose yourself.")
    tap.has(page.text, "/admin/offers")
    tap.lacks(page.text, "USD: ", "too little is nothing to do")
    for says, there in (("pays", False), ("does not pay noticeably", True),
                        ("open", False), ("does not pay", True)):
        world.beside.rows(
            "UPDATE {P}aftersale_offer_proof SET json = REGEXP_REPLACE(json,"
            " '\"says\": ?\"[^\"]*\"', %s)", ('"says":"%s"' % says,))
        page = world.page_of("staff", "/admin")
        tap.eq(line in page.text, there, says)
    world.house.run("settings", "blocks.off", '["cross_sell"]')
    tap.lacks(world.page_of("staff", "/admin").text, line, "the block is off")
    world.house.run("settings", "blocks.off", "[]")
    for name in ("most", "next_most", "new_most"):
        page = world.page_of("staff", "/admin")
        tap.has(page.text, line, "something is offered")
        world.house.run("settings", "cross_sell." + name, "0")
    tap.lacks(world.page_of("staff", "/admin").text, line, "all turned off")
    world.house.stop()


@tap.case("N7 too little says not enough data, however large the difference;"
          " a shop that holds nobody out learns how long it would take")
def little():
    world = World(6)
    world.buyers(150, "9")
    got = world.prove()["currencies"][0]
    tap.eq(got["says"], "not enough data")
    tap.lacks(world.text(), "Extra revenue")
    world = World(7, percent=0)
    world.buyers(3000, "1", held=0)
    tree = world.prove()
    got = tree["currencies"][0]
    tap.eq((got["says"], tree["share"], tree["share_now"]), ("off", 0, 0))
    tap.has(world.text(), "Nothing is measured")
    tap.has(world.text(), "Nobody is held out now.")
    tap.ok(got["months"] > 3 * got["months_at_most"] > 0, str(got))
    want = "At %d pages a month" % tree["pages_a_month"]
    tap.has(world.text(), want)


@tap.case("N7 only pages whose seven days are over count, in the newest round")
def rounds():
    world = World(8)
    world.buyers(40, "1")
    late = world.orders.add([TOWEL], NOW - 3 * DAY, email="late@x.example")
    world.page(late, NOW - 3 * DAY + 9, False)
    unpaid = world.orders.add([TOWEL], NOW - 30 * DAY, status="wc-pending",
                              email="unpaid@x.example")
    world.page(unpaid, NOW - 30 * DAY, False)
    old = world.orders.add([TOWEL], NOW - 200 * DAY, email="old@x.example")
    world.percent = 5
    world.page(old, NOW - 200 * DAY, False)
    got = world.prove()
    compare(world, got)
    tap.eq(got["share"], 50, "the newest round")


@tap.case("N7 what was shown and opened is told by source and group")
def sources():
    world = World(9)
    world.buyers(30, "1", held=0)
    for i, row in enumerate(world.shown[:20]):
        world.page(row[0], row[8], False, place=1 + i % 2)
        world.shown[-1] = world.shown[-1][:9] + (NOW if i < 5 else 0,)
    got = world.prove()
    tap.eq([(o["source"], o["place"], o["shown"], o["opened"])
            for o in sorted(got["offers"], key=lambda o: o["place"])],
           [("learned", 1, 10, 3), ("learned", 2, 10, 2)])
    tap.ok(re.search(r"(?m)^ +20 +5  Learned \(Offered what was learned\)$",
                     world.text()), world.text())


def money(plain, sign):
    """As the demo shop prints it: "3 412,50 €"."""
    return f"{Decimal(plain):,.2f}".replace(",", " ").replace(
        ".", ",") + " " + sign


@tap.case("N7 the console shows it to staff, and says when there is nothing yet")
def console():
    world = World(11)
    page = world.page_of("staff")
    tap.has(page.text, "Nothing was worked out yet.")
    world.buyers(5000, "1.5")
    world.buyers(300, "1", currency="USD")
    got = world.prove()["currencies"]
    first = got[0]
    page = world.page_of("staff")
    text = html.unescape(page.text).replace("\xa0", " ")
    tap.has(text, "EUR: The learned offers pay.")
    for name in ("learned", "held_out"):
        side = first[name]
        tap.has(text, ">%s</td>" % f'{side["buyers"]:,}'.replace(",", " "))
        tap.has(text, ">%s</td>" % money(side["per_1000"], "€"))
    tap.has(text, money(first["extra"], "€"))
    tap.has(text, money(got[1]["learned"]["per_1000"], "USD"))
    tap.has(page.text, "Nobody is held out now.")
    tap.eq(world.page_of("ona").status, 403, "not a buyer")
    world.house.stop()


@tap.case("N7 a worker on the older schema learns as before")
def older_worker():
    world = World(10)
    world.buyers(10, "1")
    for table in ("sale_total", "offer_proof"):
        world.beside.rows("DROP TABLE {P}aftersale_" + table)
    world.orders.write()
    world.house.run("work", "--now", "recommend", seconds=60)
    tap.ok(world.beside.value("SELECT COUNT(*) FROM {P}aftersale_sale") >= 10,
           "sales")


tap.main()
