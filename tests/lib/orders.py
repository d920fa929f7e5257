"""orders.py - makes up the orders of shops of very different kinds, so that
what is learned from orders can be judged on shops nobody has tuned it to.

    python3 tests/lib/orders.py KIND [--seed N] [--size X] > orders.csv

Columns: order_id,customer_id,unix_day,product_id. The same seed gives the
same orders. A product belongs to a theme; themes are bought together, some
follow others; buyers have favourites, products come and go."""

import argparse
import bisect
import itertools
import random
import sys

# orders, products, buyers (0: nobody known), lines: mean of an order,
# repeat: share of lines taken from the buyer's favourites, theme: share of
# lines from the theme of the order, follow: chance that the next order's
# theme is the one that follows, life: share of days a product is sold,
# favourites: products of a buyer, zipf: how steep sales fall.
KINDS = {
    "durables": dict(orders=16000, products=2500, buyers=9000, lines=1.7,
                     repeat=.03, theme=.6, follow=.5, life=.7, favourites=3,
                     zipf=.9),
    "wholesaler": dict(orders=1500, products=3000, buyers=120, lines=110,
                       repeat=.65, theme=.2, follow=.1, life=.9,
                       favourites=350, zipf=.7),
    "supermarket": dict(orders=16000, products=12000, buyers=900, lines=11,
                        repeat=.45, theme=.3, follow=.1, life=.9,
                        favourites=90, zipf=.9),
    "longtail": dict(orders=22000, products=16000, buyers=7000, lines=2.4,
                     repeat=.08, theme=.5, follow=.3, life=.25,
                     favourites=6, zipf=.6),
    "cafe": dict(orders=15000, products=60, buyers=0, lines=2.2, repeat=0,
                 theme=.45, follow=0, life=1, favourites=1, zipf=1.0),
    "subscription": dict(orders=18000, products=150, buyers=2500, lines=2.5,
                         repeat=.8, theme=.2, follow=.3, life=1,
                         favourites=5, zipf=.8),
}
DAYS, FIRST_DAY, THEME_SIZE = 730, 19000, 25


class Shop:
    """Products with their days, themes, and how well they sell."""

    def __init__(self, kind, seed, size):
        self.set = dict(KINDS[kind])
        self.random = random.Random("%s %d" % (kind, seed))
        self.orders = int(self.set["orders"] * size)
        n = self.set["products"]
        self.theme_count = max(3, n // THEME_SIZE)
        self.sales = [(i + 3) ** -self.set["zipf"] for i in range(n)]
        self.random.shuffle(self.sales)
        self.theme = [self.random.randrange(self.theme_count)
                      for _ in range(n)]
        self.days = [self.life() for _ in range(n)]
        self.follows = [self.random.randrange(self.theme_count)
                        for _ in range(self.theme_count)]
        self.everything = Choice(range(n), self.sales)
        by_theme = [[] for _ in range(self.theme_count)]
        for i in range(n):
            by_theme[self.theme[i]].append(i)
        self.themes = [Choice(items, [self.sales[i] for i in items])
                       for items in by_theme]
        self.theme_choice = Choice(range(self.theme_count),
                                   [(i + 2) ** -.6
                                    for i in range(self.theme_count)])

    def life(self):
        share = self.set["life"]
        if share >= 1:
            return (-1, DAYS)
        length = DAYS * share * self.random.uniform(.5, 1.5)
        start = self.random.uniform(-length, DAYS)
        return (start, start + length)

    def pick(self, choice, day):
        """One that is sold on that day, or None."""
        for _ in range(12):
            item = choice.one(self.random)
            if item is None:
                return None
            if self.days[item][0] <= day < self.days[item][1]:
                return item
        return None


class Choice:
    """Items with weights."""

    def __init__(self, items, weights):
        self.items = list(items)
        self.sums = list(itertools.accumulate(weights))

    def one(self, rnd):
        if not self.items:
            return None
        at = bisect.bisect(self.sums, rnd.random() * self.sums[-1])
        return self.items[min(at, len(self.items) - 1)]


class Buyer:
    """Who comes back with favourites and a theme of last time."""

    def __init__(self, shop, number):
        self.number = number
        rnd = shop.random
        self.themes = [shop.theme_choice.one(rnd) for _ in range(3)]
        size = max(1, int(shop.set["favourites"] * rnd.uniform(.4, 1.6)))
        items = []
        for _ in range(size):
            choice = (shop.everything if rnd.random() < .5 else
                      shop.themes[rnd.choice(self.themes)])
            item = choice.one(rnd)
            if item is not None:
                items.append(item)
        items = sorted(set(items))
        self.favourites = Choice(items, [rnd.expovariate(1)
                                         for _ in items])
        self.last_theme = None

    def theme(self, shop):
        rnd = shop.random
        if self.last_theme is not None \
                and rnd.random() < shop.set["follow"]:
            theme = shop.follows[self.last_theme]
        elif rnd.random() < .7:
            theme = rnd.choice(self.themes)
        else:
            theme = shop.theme_choice.one(rnd)
        self.last_theme = theme
        return theme


def basket(shop, buyer, day):
    rnd = shop.random
    theme = shop.themes[buyer.theme(shop)]
    mean = shop.set["lines"]
    size = 1 + int(rnd.expovariate(1 / max(.05, mean - 1)) + .5)
    found = set()
    for _ in range(size):
        x = rnd.random()
        if x < shop.set["repeat"]:
            item = shop.pick(buyer.favourites, day)
        elif x < shop.set["repeat"] + shop.set["theme"]:
            item = shop.pick(theme, day)
        else:
            item = shop.pick(shop.everything, day)
        if item is not None:
            found.add(item)
    return sorted(found)


def orders(kind, seed=1, size=1.0):
    """Gives (order id, buyer or None, day, products) by rising day."""
    shop = Shop(kind, seed, size)
    rnd = shop.random
    count = shop.set["buyers"]
    buyers = Choice(range(count), [rnd.expovariate(1) + .1
                                   for _ in range(count)])
    known = {}
    days = sorted(DAYS * rnd.random() ** .8 for _ in range(shop.orders))
    for number, day in enumerate(days):
        who = buyers.one(rnd) if count else number
        if who not in known:
            known[who] = Buyer(shop, who)
        items = basket(shop, known[who], day)
        if not count:
            del known[who]
        if items:
            yield (5000000000 + number, who if count else None,
                   FIRST_DAY + int(day), items)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("kind", choices=sorted(KINDS))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--size", type=float, default=1.0)
    options = parser.parse_args()
    write = sys.stdout.write
    write("order_id,customer_id,unix_day,product_id\n")
    for number, who, day, items in orders(options.kind, options.seed,
                                          options.size):
        for item in items:
            write("%d,%s,%d,%d\n" % (number, "" if who is None else who,
                                     day, item + 1))


if __name__ == "__main__":
    main()
