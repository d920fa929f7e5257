"""cases.py - the orders of the demo shop: one for each state a shopper meets.

Each row is a sentence about an order; orders.py turns it into rows of the
shop. "ago" is in minutes. Lines are (product, quantity) or (product,
quantity, colour).
"""

HOUR, DAY = 60, 24 * 60

ONA = dict(first="Ona", last="Kazlauskienė", street="Gedimino pr. 12-4",
           city="Vilnius", postcode="01103", country="LT",
           phone="+370 600 00001", email="ona@example.com")
TOMAS = dict(first="Tomas", last="Bernotas", street="Laisvės al. 60",
             city="Kaunas", postcode="44251", country="LT",
             phone="+370 600 00002", email="tomas@example.com")
ANNA = dict(first="Anna", last="Lindqvist", street="Hauptstraße 9",
            city="Berlin", postcode="10827", country="DE",
            phone="+49 30 000001", email="anna@example.com")
PIOTR = dict(first="Piotr", last="Wiśniewski", company="Herbaciarnia Lipa",
             street="ul. Piłsudskiego 8", city="Łódź", postcode="90-001",
             country="PL", phone="+48 42 0000001",
             email="piotr@example.com")
NOBODY = dict(first="", last="", street="", city="", postcode="",
              country="LT", phone="", email="guest@example.com")

BUYERS = [ONA, TOMAS, ANNA, PIOTR]

# Everything in the shop that can be put in a parcel, to fill sixty lines.
SIXTY = [
    ("linen-towel", 2), ("lime-tea", 1), ("tea-strainer", 1),
    ("wild-honey", 3), ("beeswax-candle", 1), ("oak-board", 1),
    ("linen-apron", 1), ("wool-blanket", 1), ("dotted-notebook", 4),
    ("stoneware-teapot", 1), ("birch-soap", 2), ("morning-mug", 1, "sand"),
    ("morning-mug", 2, "moss"), ("lime-tea", 2), ("birch-soap", 1),
] * 4

CASES = [
    dict(case="fresh_guest", title="A guest, three minutes ago", ago=3,
         status="processing", buyer=TOMAS,
         lines=[("morning-mug", 2, "sand"), ("lime-tea", 1)],
         ship="courier", pay="card"),
    dict(case="older_guest", title="A guest, three days ago: asks for the "
         "e-mail first", ago=3 * DAY, status="processing", buyer=ANNA,
         lines=[("wool-blanket", 1), ("beeswax-candle", 2)],
         ship="post", pay="paypal"),
    dict(case="account", title="A customer with an account", ago=1 * DAY,
         status="processing", buyer=ONA, user=3,
         lines=[("oak-board", 1), ("wild-honey", 2), ("linen-towel", 1)],
         ship="locker", pay="card",
         meta={"_parcel_locker": "LP EXPRESS, Ozo g. 25, Vilnius"}),
    dict(case="pending", title="Waiting for the bank", ago=4,
         status="pending", buyer=TOMAS, lines=[("stoneware-teapot", 1)],
         ship="courier", pay="bank_link"),
    dict(case="pending_late", title="Unpaid for an hour", ago=65,
         status="pending", buyer=TOMAS, lines=[("tea-strainer", 1)],
         ship="courier", pay="bank_link"),
    dict(case="on_hold", title="On hold for a bank transfer", ago=2 * HOUR,
         status="on-hold", buyer=PIOTR,
         lines=[("linen-apron", 1), ("linen-towel", 2)],
         ship="post", pay="bacs"),
    dict(case="failed", title="The payment failed", ago=40, status="failed",
         buyer=ANNA, lines=[("stoneware-teapot", 1), ("lime-tea", 1)],
         ship="post", pay="card"),
    dict(case="cancelled", title="Cancelled", ago=2 * DAY,
         status="cancelled", buyer=TOMAS, lines=[("dotted-notebook", 3)],
         ship="locker", pay="bank_link"),
    dict(case="refunded", title="Refunded", ago=9 * DAY, status="refunded",
         buyer=TOMAS, lines=[("linen-apron", 1)], ship="courier",
         pay="card", refund=dict(lines={0: 1}, shipping=True, ago=7 * DAY,
                                 reason="Sent back unused")),
    dict(case="part_refunded", title="Refunded in part", ago=6 * DAY,
         status="completed", buyer=ANNA,
         lines=[("morning-mug", 2, "moss"), ("wild-honey", 1)],
         ship="post", pay="paypal",
         refund=dict(lines={0: 1}, ago=3 * DAY,
                     reason="One mug arrived cracked")),
    dict(case="parcels", title="Completed, in two parcels", ago=5 * DAY,
         status="completed", buyer=ONA, user=3,
         lines=[("wool-blanket", 1), ("birch-soap", 3), ("lime-tea", 2)],
         ship="courier", pay="card", parcels=[
             ("dpd", "05809876543210", 4 * DAY),
             ("lp-express", "CE123456789LT", 3 * DAY)]),
    dict(case="downloads", title="Only downloads", ago=50,
         status="completed", buyer=ANNA,
         lines=[("warm-hands-pattern", 1), ("gift-card", 1)], pay="card"),
    dict(case="pick_up", title="To be picked up", ago=3 * HOUR,
         status="processing", buyer=TOMAS, lines=[("rye-bread-mix", 2),
                                                  ("wild-honey", 1)],
         ship="pickup", pay="cod"),
    dict(case="coupon", title="With a coupon and a note", ago=7,
         status="processing", buyer=PIOTR,
         lines=[("linen-towel", 4), ("birch-soap", 2)], ship="free",
         pay="card", coupon=("slow10", 10), note="Please leave it with the "
         "neighbours at number 10 if nobody opens."),
    dict(case="no_name", title="A guest without a name", ago=6,
         status="processing", buyer=NOBODY, lines=[("gift-card", 1)],
         pay="card"),
    dict(case="sixty", title="Sixty lines", ago=8, status="processing",
         buyer=PIOTR, lines=SIXTY, ship="post", pay="bacs"),
]

# Baskets of the past, so that what sells together can be counted.
HISTORY_BASKETS = [
    [("lime-tea", 1), ("tea-strainer", 1)],
    [("lime-tea", 2), ("wild-honey", 1)],
    [("morning-mug", 2, "moss"), ("lime-tea", 1)],
    [("stoneware-teapot", 1), ("lime-tea", 1), ("tea-strainer", 1)],
    [("linen-towel", 2), ("birch-soap", 1)],
    [("linen-apron", 1), ("linen-towel", 1)],
    [("oak-board", 1), ("wild-honey", 1)],
    [("wool-blanket", 1), ("beeswax-candle", 1)],
    [("dotted-notebook", 2)],
    [("birch-soap", 3), ("beeswax-candle", 1)],
]
HISTORY = 60
