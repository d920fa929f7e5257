"""catalogue.py - what the demo shop sells, and what buyers said of it.

Prices are in cents and include tax. A product's pictures are the files of
the same name in pictures/. Numbers of products and pictures are fixed, so
that orders and tests can name them.
"""

CATEGORIES = {"kitchen": "Kitchen", "table": "Table & Tea",
              "pantry": "Pantry", "home": "Home", "paper": "Paper & Craft"}

COLOURS = {"sand": "Sand", "moss": "Moss", "ink": "Ink"}

# slug: name, category, price, stock, cross-sells; the rest by name.
PRODUCTS = [
    dict(id=101, slug="linen-towel", name="Linen tea towel",
         category="kitchen", price=1290, stock=48,
         cross=["linen-apron", "birch-soap"], weight="0.12"),
    dict(id=102, slug="morning-mug", name="Stoneware mug “Morning”",
         category="table", price=1800, picture="mug-sand",
         cross=["lime-tea", "stoneware-teapot", "tea-strainer"],
         weight="0.38", variations=[
             dict(id=121, colour="sand", stock=14),
             dict(id=122, colour="moss", stock=9),
             dict(id=123, colour="ink", stock=0)]),
    dict(id=103, slug="lime-tea", name="Lime blossom tea",
         category="pantry", price=950, stock=120,
         cross=["wild-honey", "tea-strainer", "morning-mug"],
         weight="0.06"),
    dict(id=104, slug="tea-strainer", name="Steel tea strainer",
         category="table", price=1100, stock=33, cross=["lime-tea"],
         weight="0.09"),
    dict(id=105, slug="wild-honey", name="Wild flower honey, 340 g",
         category="pantry", price=890, stock=61,
         cross=["lime-tea", "rye-bread-mix"], weight="0.52"),
    dict(id=106, slug="beeswax-candle", name="Beeswax candle",
         category="home", price=1400, stock=27, cross=["wool-blanket"],
         weight="0.4"),
    dict(id=107, slug="oak-board", name="Oak serving board",
         category="kitchen", price=3900, stock=11,
         cross=["wild-honey", "linen-towel"], weight="1.1"),
    dict(id=108, slug="linen-apron", name="Linen apron, indigo",
         category="kitchen", price=3400, sale=2900, stock=8,
         cross=["linen-towel", "oak-board"], weight="0.3"),
    dict(id=109, slug="wool-blanket", name="Wool blanket, 140 × 200 cm",
         category="home", price=8900, stock=5,
         cross=["beeswax-candle", "lime-tea"], weight="1.4"),
    dict(id=110, slug="dotted-notebook", name="Dotted notebook, 160 pages",
         category="paper", price=1200, stock=70,
         cross=["warm-hands-pattern"], weight="0.28"),
    dict(id=111, slug="rye-bread-mix", name="Rye bread mix",
         category="pantry", price=690, stock=0, cross=["wild-honey"],
         weight="0.8"),
    dict(id=112, slug="stoneware-teapot", name="Stoneware teapot, 1.2 l",
         category="table", price=4600, stock=6,
         cross=["morning-mug", "lime-tea"], weight="1.2"),
    dict(id=113, slug="warm-hands-pattern",
         name="“Warm hands” knitting pattern (PDF)", category="paper",
         price=500, virtual=True, file="warm-hands.pdf",
         cross=["dotted-notebook"]),
    dict(id=114, slug="gift-card", name="Gift card by e-mail",
         category="paper", price=2500, virtual=True, cross=[]),
    dict(id=115, slug="birch-soap", name="Birch leaf soap",
         category="home", price=750, stock=90, cross=["linen-towel"],
         weight="0.11"),
    dict(id=116, slug="packing-ribbon", name="Packing ribbon (staff only)",
         category="paper", price=100, stock=400, picture="gift-card",
         hidden=True, cross=[], weight="0.02"),
]

# slug: (stars, name, e-mail, words)
REVIEWS = [
    ("linen-towel", 5, "Milda", "milda@example.com",
     "Soft from the first wash, and it dries glasses without a trace."),
    ("linen-towel", 4, "Jonas", "jonas@example.com",
     "Good towel. The loop could be a little longer."),
    ("morning-mug", 5, "Ona", "ona@example.com",
     "Holds exactly as much tea as I want to drink."),
    ("morning-mug", 5, "Piotr", "piotr@example.com", "Heavy in a good way."),
    ("morning-mug", 4, "Greta", "greta@example.com",
     "The moss one is darker than in the picture, and nicer."),
    ("lime-tea", 5, "Ona", "ona@example.com", "Smells like July."),
    ("lime-tea", 5, "Anna", "anna@example.com", "Second bag already."),
    ("wild-honey", 4, "Tomas", "tomas@example.com",
     "Not too sweet. It set in winter, as honey should."),
    ("oak-board", 5, "Greta", "greta@example.com",
     "A friend asked where it is from before the bread was cut."),
    ("wool-blanket", 5, "Milda", "milda@example.com",
     "Warm, and it does not itch."),
    ("stoneware-teapot", 3, "Piotr", "piotr@example.com",
     "Lovely shape, but it drips when it is full."),
    ("birch-soap", 4, "Anna", "anna@example.com", "Mild, small, lasts."),
]

BY_SLUG = {product["slug"]: product for product in PRODUCTS}


def price_of(product):
    """What it costs today."""
    return product.get("sale") or product["price"]


def picture_of(product, colour=None):
    if colour:
        return "mug-" + colour
    return product.get("picture", product["slug"])
